"""What the line above a list says that its lines count: "Arrests by type", "Breakdown of arrests by zone:"."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.drafts import Draft
from kg.extract.en.counted import set_counted
from kg.extract.en.nouns import words_at
from kg.extract.en.phrases import Grammar, read_phrase
from kg.extract.text import BlockKind, Range, Text

_SHORT_LINE = 120
_SUBJECT = re.compile(
    r"(?i)(?:.{0,80}?\b(?:number|breakdown|distribution|total|count|share)s?\s+of\s+)?(?:the\s+)?"
    r"((?:[a-z-]+\s+){0,3}?[a-z-]+)"
    r"\s*(?:\(|\)|:|$|(?:by|per|for each|in each|across)\s)"
)
_LIST_LINE = re.compile(r"\d[^\w:]*\Z")


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


def read_list_head(text: Text, draft: Draft, head: int, span: Range, g: Grammar) -> bool:
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
    capital = [w[0].isupper() for w in words if w[0].isalpha() and not (w.islower() and len(w) < 4)]
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


def heading_noun(text: Text, draft: Draft, g: Grammar) -> str | None:
    """Return a heading that is itself a plural noun: "Suspects:" above "Arrested: 45"."""
    block = text.blocks[text.block_at(draft.start)]
    if block.heading is None:
        return None
    heading = text.blocks[block.heading]
    words = text.content[heading.start : heading.end].strip(" :")
    return words if len(words) < 30 and g.plural(words.lower().split()[-1] if words else "") else None
