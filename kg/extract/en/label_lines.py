"""Where the label of a list line stands: before a colon, a dash, a gap, or right before its number."""

from __future__ import annotations

import re

from kg.extract.drafts import Draft
from kg.extract.en.phrases import Grammar, read_phrase
from kg.extract.text import BlockKind, Range, Text

_LONGEST_LINE = 400
_SHORT_LINE = 120
_LONGEST_LABEL = 90
_TOTAL = re.compile(r"(?i)\b(?:a\s+)?total(?:\s+of)?\s*\Z")
_GAPS = " \t\u00a0|"
NUMBER_OF = re.compile(
    r"(?i)(?:(?:the|total|overall)\s+)*(?:nos?\.?|numbers?|count|quantity)\s+of\s+(?:the\s+)?(?=[a-z])"
)
_PER = re.compile(r"\s+per\s+[\d,]+\s+[a-z]+\Z")


def label_of(text: Text, draft: Draft, g: Grammar) -> Range | None:
    """Return the span of the label that a list line sets before its number ("Websites taken offline: 453")."""
    content = text.content
    block = text.blocks[text.block_at(draft.start)]
    line = max(content.rfind("\n", block.start, draft.start) + 1, block.body, draft.start - _LONGEST_LINE)
    prefix = content[line : draft.start]
    mark = _mark_at(prefix)
    if mark is None:
        return _bare_label(text, draft, line, g)
    sign = prefix[mark:].strip()
    if (
        block.kind in (BlockKind.PROSE, BlockKind.HEADING)
        and sign[:1] not in (":", "：")
        and not _ends_line(text, draft, line)
    ):
        return None
    label = prefix[:mark]
    cut = max(label.rfind(";"), label.rfind(". ") if not NUMBER_OF.match(label.lstrip(' \t-–•*·"')) else -1)
    opened = label.rfind("(")
    if opened > label.rfind(")"):
        cut = max(cut, opened)  # "19,033 cases (loss: 44 million yen)"
    cut = max(cut, label.rfind("|") if "|" in sign else -1)
    return _trimmed(content, line + cut + 1, line + mark)


def _mark_at(prefix: str) -> int | None:
    """Return where the mark between label and number begins: a colon, a dash, leaders, a gap; None without one."""
    total = _TOTAL.search(prefix, max(0, len(prefix) - 24))
    prefix = prefix[: total.start()] if total else prefix
    words = prefix.rstrip(_GAPS)
    gap = prefix[len(words) :]
    if words.endswith((":", "：", "=")):
        return len(words) - 1
    if words.endswith(("-", "–", "—")) and words[-2:-1].isspace():
        return len(words) - 1
    if words.endswith("..."):
        return len(words.rstrip("."))
    return len(words) if "|" in gap or "\t" in gap or len(gap) > 2 else None


def _trimmed(content: str, start: int, end: int) -> Range | None:
    while start < end and content[start] in ' \t-–•*·"':
        start += 1
    while end > start and content[end - 1].isspace():
        end -= 1
    if found := NUMBER_OF.match(content, start, end):
        start = found.end()
    if found := _PER.search(content, start, end):
        end = found.start()
    if not 1 < end - start < _LONGEST_LABEL:
        return None
    if re.search(r"\d{3}", re.sub(r"\b(?:19|20)\d\d\b", "", content[start:end])):
        return None
    return start, end


def _ends_line(text: Text, draft: Draft, line: int) -> bool:
    """Whether a short line of its own ends with the number, as list lines without a mark do."""
    content = text.content
    stop = content.find("\n", draft.end, draft.end + _SHORT_LINE)
    stop = stop if stop >= 0 else min(len(content), draft.end + _SHORT_LINE)
    rest = content[draft.end : stop].strip()
    return stop - line < _SHORT_LINE and len(rest) < 26 and not rest.endswith((".", "?", "!"))


def _bare_label(text: Text, draft: Draft, line: int, g: Grammar) -> Range | None:
    """Return the label of a line that ends in its number without any mark: "Firearms (63)", "Suspects held 12"."""
    content, tk = text.content, text.tokens
    stop = content.find("\n", draft.end, draft.end + 4)
    rest = content[draft.end : stop if stop >= 0 else draft.end + 4].strip()
    if rest not in ("", ")") or draft.start - line > 70 or not content[line : line + 1].isupper():
        return None
    span = _trimmed(content, line, draft.start - (content[draft.start - 1] == "("))
    if not span:
        return None
    first, last = tk.at(span[0]), tk.at(span[1] - 1)
    phrase = read_phrase(tk, first, last + 1, g)
    if not phrase or not g.plural(tk.low[phrase.head]):
        return None
    if not all(_label_word(tk.low[j], g) for j in range(phrase.of_stop, last + 1)):
        return None
    if content[draft.end : draft.end + 1] == ")":
        draft.end += 1
    return span


def _label_word(word: str, g: Grammar) -> bool:
    return (g.participle(word) and word not in g.classes["weak_verbs"]) or not word[0].isalpha()
