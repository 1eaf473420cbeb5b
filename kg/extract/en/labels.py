"""Labels of list lines and table rows: "Arrests: 104", "Countries taking part | 35"."""

from __future__ import annotations

import re

from kg.extract.drafts import Draft
from kg.extract.en.drafts import label_of, set_counted
from kg.extract.en.nouns import words_at
from kg.extract.en.phrases import Grammar, read_phrase
from kg.extract.en.units import singular
from kg.extract.text import BlockKind, Text


def read_label(text: Text, draft: Draft, g: Grammar) -> bool:
    """Read the label of a list line or a table row; whether there was one that says what is counted."""
    if draft.measure in ("change",) or (not draft.elided and draft.measure not in ("amount",)):
        if not draft.elided and draft.measure == "count" and singular(draft.head) in ("round", "unit", "piece", "item"):
            _complete_container(text, draft, g)
        return False
    span = label_of(text, draft)
    if not span:
        return False
    tk = text.tokens
    row = text.blocks[text.block_at(draft.start)].kind is BlockKind.ROW
    if row and "|" in text.content[span[1] : draft.start]:
        span = _first_cell(text, draft, span)
    first, stop = tk.at(span[0]), tk.at(span[1] - 1) + 1
    if tk.start[first] < span[0]:
        first += 1
    phrase = read_phrase(tk, first, stop, g)
    if (
        draft.measure == "count"
        and draft.after < draft.limit
        and tk.word[draft.after][0].isalpha()
        and g.participle(tk.low[draft.after])
    ):
        return False
    if draft.measure == "amount" and draft.what and not draft.elided:
        return False
    if not phrase or (g.participle(tk.low[first]) and stop - first < 4 and phrase.head == first):
        verb = tk.low[first] if first < stop else ""
        if g.participle(verb):
            draft.action, draft.label = tk.word[first], True
            noun = _heading_noun(text, draft, g)
            draft.what = noun or (g.people_noun if verb in g.people_verbs else None)
            draft.unit = (g.units.of((singular((noun or "").lower().split()[-1]),)) if noun else None) or "person"
            draft.unit_text, draft.start = draft.what, min(draft.start, span[0])
            return True
        return False
    draft.what, draft.head, draft.label = words_at(text, phrase.first, phrase.of_stop), tk.low[phrase.head], True
    overall = heading_subject(text, draft, g) if draft.measure == "count" else None
    if overall:
        draft.what, draft.head, draft.elided = f"{overall} for {draft.what}", overall.lower(), False
        draft.unit, draft.unit_text = g.units.of((overall.lower(),)) or "other", overall
        draft.start = min(draft.start, span[0])
        return True
    _table_cells(text, draft, span)
    if draft.measure == "count":
        head = phrase.head
        set_counted(text, draft, phrase.first, head, g)
    draft.start = (
        min(draft.start, span[0])
        if not row or "|" not in text.content[span[1] : draft.start].strip(" |")
        else draft.start
    )
    draft.elided = False
    for j in range(phrase.of_stop, stop):
        if g.verb(tk.low[j]):
            draft.action = tk.word[j]
            break
    return True


def _complete_container(text: Text, draft: Draft, g: Grammar) -> None:
    """ "Ammunition: 3,404 rounds" counts rounds of ammunition."""
    span = label_of(text, draft)
    tk = text.tokens
    if span and draft.what and " of " not in draft.what:
        phrase = read_phrase(tk, tk.at(span[0]), tk.at(span[1] - 1) + 1, g)
        if phrase:
            draft.what = f"{draft.what} of {words_at(text, phrase.first, phrase.stop).lower()}"
            draft.start, draft.label = min(draft.start, span[0]), True


def _first_cell(text: Text, draft: Draft, span: tuple[int, int]) -> tuple[int, int]:
    """Return the first cell of a table row that has words, where the label of the row stands."""
    block = text.blocks[text.block_at(draft.start)]
    found = re.compile(r"[\s|]*([^|\n]*[A-Za-z][^|\n]*?)\s*\|").match(
        text.content, max(block.start, draft.start - 400), draft.start
    )
    return found.span(1) if found else span


def _table_cells(text: Text, draft: Draft, span: tuple[int, int]) -> None:
    """Take the place from a cell between label and number."""
    between = text.content[span[1] : draft.start]
    if "|" in between:
        cells = [c.strip() for c in between.split("|")]
        words = [c for c in cells if c and not re.search(r"\d", c)]
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


def _heading_noun(text: Text, draft: Draft, g: Grammar) -> str | None:
    block = text.blocks[text.block_at(draft.start)]
    if block.heading is None:
        return None
    heading = text.blocks[block.heading]
    words = text.content[heading.start : heading.end].strip(" :")
    return words if len(words) < 30 and g.plural(words.lower().split()[-1] if words else "") else None
