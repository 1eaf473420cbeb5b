"""Labels of list lines and table rows: "Arrests: 104", "Countries taking part | 35"."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.drafts import Draft
from kg.extract.en.counted import set_counted
from kg.extract.en.nouns import words_at
from kg.extract.en.phrases import Grammar, read_phrase
from kg.extract.en.tables import column_head, row_label
from kg.extract.en.units import singular
from kg.extract.text import BlockKind, Range, Text

_LONGEST_LINE = 400
_SHORT_LINE = 120
_LONGEST_LABEL = 90
_TOTAL = re.compile(r"(?i)\b(?:a\s+)?total(?:\s+of)?\s*\Z")
_GAPS = " \t\u00a0|"
_NUMBER_OF = re.compile(
    r"(?i)(?:(?:the|total|overall)\s+)*(?:nos?\.?|numbers?|count|quantity)\s+of\s+(?:the\s+)?(?=[a-z])"
)
_PER = re.compile(r"\s+per\s+[\d,]+\s+[a-z]+\Z")
_SUBJECT = re.compile(
    r"(?i)(?:.{0,80}?\b(?:number|breakdown|distribution|total|count|share)s?\s+of\s+)?(?:the\s+)?"
    r"((?:[a-z-]+\s+){0,3}?[a-z-]+)"
    r"\s*(?:\(|\)|:|$|(?:by|per|for each|in each|across)\s)"
)
_LIST_LINE = re.compile(r"\d[^\w:]*\Z")
_UNIT_IN_BRACKETS = re.compile(r"\(\s*(?:in\s+)?([^()\d]{1,20})\s*\)")


def read_label(text: Text, draft: Draft, g: Grammar) -> bool:
    """Read the label of a list line or a table row; whether there was one that says what is counted."""
    if draft.measure == "change" or (not draft.elided and draft.measure != "amount"):
        if not draft.elided and draft.measure == "count" and singular(draft.head) in g.classes["label_containers"]:
            _complete_container(text, draft, g)
        return False
    row = text.blocks[text.block_at(draft.start)].kind is BlockKind.ROW
    span = (row_label(text, draft.number.start) if row else None) or label_of(text, draft, g)
    if not span:
        return False
    tk = text.tokens
    if row and _read_column(text, draft, span, g):
        return True
    first, stop = tk.at(span[0]), tk.at(span[1] - 1) + 1
    if tk.start[first] < span[0]:
        first += 1
    phrase = read_phrase(tk, first, stop, g)
    if _verb_follows(text, draft, g) or (draft.measure == "amount" and draft.what and not draft.elided):
        return False
    if not phrase or (g.participle(tk.low[first]) and stop - first < 4 and phrase.head == first):
        return _read_verb(text, draft, first, stop, span, g)
    draft.what, draft.head, draft.label = words_at(text, phrase.first, phrase.of_stop), tk.low[phrase.head], True
    overall = heading_subject(text, draft, g) if draft.measure == "count" else None
    if overall:
        draft.what, draft.head, draft.elided = f"{overall} for {draft.what}", overall.lower(), False
        draft.unit, draft.unit_text = g.units.of((overall.lower(),)) or "other", overall
        draft.start = min(draft.start, span[0])
        return True
    if content_per(text, span):
        draft.measure = "rate"
    elif draft.measure == "count" and _read_list_head(text, draft, phrase.head, span, g):
        return True
    _table_cells(text, draft, span)
    if draft.measure in ("rate",):
        set_counted(text, draft, phrase.first, phrase.head, g)
    if draft.measure == "count" and not _bracketed_unit(text, draft, span, g):
        set_counted(text, draft, phrase.first, phrase.head, g)
    if not row or not re.search(r"\d|\w[^|\n]*\|", text.content[span[1] : draft.start]):
        draft.start = min(draft.start, span[0])
    draft.elided = False
    for j in range(phrase.of_stop, stop):
        if g.verb(tk.low[j]) and tk.low[j] not in g.classes["weak_verbs"]:
            draft.action = tk.word[j]
            break
    return True


def _verb_follows(text: Text, draft: Draft, g: Grammar) -> bool:
    tk = text.tokens
    return (
        draft.measure == "count"
        and draft.after < draft.limit
        and tk.word[draft.after][0].isalpha()
        and g.participle(tk.low[draft.after])
    )


def _read_verb(text: Text, draft: Draft, first: int, stop: int, span: Range, g: Grammar) -> bool:
    """Read a label that is only a verb: "Arrested: 45"; the heading may name the noun."""
    tk = text.tokens
    verb = tk.low[first] if first < stop else ""
    if not g.participle(verb):
        return False
    draft.action, draft.label = tk.word[first], True
    noun = _heading_noun(text, draft, g)
    draft.what = noun or (g.people_noun if verb in g.people_verbs else None)
    draft.unit = (g.units.of((singular((noun or "").lower().split()[-1]),)) if noun else None) or "person"
    draft.unit_text, draft.start = draft.what, min(draft.start, span[0])
    return True


def _read_column(text: Text, draft: Draft, span: Range, g: Grammar) -> bool:
    """Read the head of a column that names what is counted, where the row's label names where or when."""
    head = column_head(text, draft.number.start)
    if not head or head[0] >= draft.start:
        return False
    tk = text.tokens
    first, stop = tk.at(head[0]), tk.at(head[1] - 1) + 1
    start = _NUMBER_OF.match(text.content, head[0], head[1])
    if start:
        first = tk.at(start.end())
    phrase = read_phrase(tk, first, stop, g)
    if not phrase or tk.low[phrase.head] in g.classes["idle_heads"]:
        return False
    own = tk.low[max(tk.at(span[0]), tk.at(span[1] - 1))]
    if not (g.counted(tk.low[phrase.head]) or g.plural(tk.low[phrase.head]) or tk.low[phrase.head] in g.sums):
        return False
    if g.plural(own) and not g.plural(tk.low[phrase.head]):
        return False
    draft.what, draft.head = words_at(text, phrase.first, phrase.of_stop), tk.low[phrase.head]
    draft.label, draft.elided = True, False
    draft.place = text.content[span[0] : span[1]] if text.content[span[0]].isupper() else None
    if draft.measure == "count" and not _bracketed_unit(text, draft, head, g):
        set_counted(text, draft, phrase.first, phrase.head, g)
    return True


def _bracketed_unit(text: Text, draft: Draft, span: Range, g: Grammar) -> bool:
    """Take the unit that a label gives in brackets: "Drugs seized (kg)", "Value (USD)"."""
    found = _UNIT_IN_BRACKETS.search(text.content, span[0], span[1] + 1)
    if not found or found.end() > draft.number.start:
        return False
    word = found.group(1).strip()
    unit = g.units.measure(word)
    if unit is None or unit == "times":
        return False
    draft.unit, draft.unit_text = ("other" if unit == "length" else unit), word
    draft.measure = {"percent": "share", "time": "duration"}.get(unit, "amount")
    return True


def _complete_container(text: Text, draft: Draft, g: Grammar) -> None:
    """ "Ammunition: 3,404 rounds" counts rounds of ammunition."""
    span = label_of(text, draft, g)
    tk = text.tokens
    if span and draft.what and " of " not in draft.what:
        phrase = read_phrase(tk, tk.at(span[0]), tk.at(span[1] - 1) + 1, g)
        if phrase:
            draft.what = f"{draft.what} of {words_at(text, phrase.first, phrase.stop).lower()}"
            draft.start, draft.label = min(draft.start, span[0]), True


def _table_cells(text: Text, draft: Draft, span: Range) -> None:
    """Take the place from a cell between label and number."""
    between = text.content[span[1] : draft.start]
    if "|" in between:
        words = [c.strip() for c in between.split("|") if c.strip() and not re.search(r"\d", c)]
        if words and not words[0].lower().startswith("all "):
            draft.place = words[0]


def heading_subject(text: Text, draft: Draft, g: Grammar) -> str | None:
    """Return the noun of a heading that tells what its list counts: "Arrests by type of crime"."""
    block = text.blocks[text.block_at(draft.start)]
    if block.heading is None or block.kind not in (BlockKind.ITEM, BlockKind.ROW):
        return None
    heading = text.blocks[block.heading]
    found = re.match(r"([A-Za-z]+)\s+(?:by|per)\s", text.content[heading.start : heading.end].strip())
    return found.group(1) if found and g.counted(found.group(1).lower()) else None


def content_per(text: Text, span: Range) -> bool:
    """Whether a label goes on to tell a rate: "Robberies per 100,000 people"."""
    return bool(re.match(r"\s+per\s+[\d,]+\s+[a-z]", text.content[span[1] : span[1] + 24]))


def _read_list_head(text: Text, draft: Draft, head: int, span: Range, g: Grammar) -> bool:
    """Take the noun that the line above a list of names gives: "Breakdown of arrests by zone: South West - 151"."""
    tk = text.tokens
    named = tk.word[head][0].isupper() and not (g.counted(tk.low[head]) or g.plural(tk.low[head]))
    if not named and not _is_body(text, span, g):
        return False
    noun = _list_noun(text, text.block_at(draft.start), g)
    if noun is None:
        return False
    first, stop = noun
    draft.what, draft.elided = words_at(text, first, stop), False
    draft.place = text.content[span[0] : span[1]]
    set_counted(text, draft, first, stop - 1, g)
    draft.head = tk.low[stop - 1]
    return True


def _is_body(text: Text, span: Range, g: Grammar) -> bool:
    """Whether a label is a name in capitals, whatever its last word counts elsewhere: "Brazil Customs"."""
    words = text.content[span[0] : span[1]].split()
    capital = [w[0].isupper() for w in words if w[0].isalpha() and w not in g.stops]
    return len(capital) > 1 and all(capital)


@lru_cache(maxsize=512)
def _list_noun(text: Text, index: int, g: Grammar) -> Range | None:
    """Return the tokens of the noun that the line above a list says is counted."""
    blocks, content, tk = text.blocks, text.content, text.tokens
    for j in range(index - 1, max(-1, index - 40), -1):
        start, end = blocks[j].start, blocks[j].end
        if end - start > 2 * _SHORT_LINE:
            return None
        if _LIST_LINE.search(content, max(start, end - 8), end):
            continue  # another line of the list
        found = _SUBJECT.search(content, start, end)
        if found is None:
            return None
        first, stop = tk.at(found.start(1)), tk.at(found.end(1) - 1) + 1
        phrase = read_phrase(tk, first, stop, g)
        if not phrase or phrase.head + 1 != stop or tk.low[phrase.head] in g.classes["idle_heads"]:
            return None
        return (phrase.first, stop) if g.plural(tk.low[phrase.head]) else None
    return None


def _heading_noun(text: Text, draft: Draft, g: Grammar) -> str | None:
    block = text.blocks[text.block_at(draft.start)]
    if block.heading is None:
        return None
    heading = text.blocks[block.heading]
    words = text.content[heading.start : heading.end].strip(" :")
    return words if len(words) < 30 and g.plural(words.lower().split()[-1] if words else "") else None


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
    cut = max(label.rfind(";"), label.rfind(". ") if not _NUMBER_OF.match(label.lstrip(' \t-–•*·"')) else -1)
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
    if found := _NUMBER_OF.match(content, start, end):
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
