"""Labels of list lines and table rows: "Arrests: 104", "Countries taking part | 35"."""

from __future__ import annotations

import re

from kg.extract.drafts import Draft
from kg.extract.en.counted import set_counted
from kg.extract.en.label_heads import content_per, heading_noun, heading_subject, read_list_head
from kg.extract.en.label_lines import NUMBER_OF, label_of
from kg.extract.en.nouns import words_at
from kg.extract.en.phrases import Grammar, read_phrase
from kg.extract.en.tables import column_head, row_label
from kg.extract.en.units import singular
from kg.extract.text import BlockKind, Range, Text

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
    if _measured(text, draft, first, stop, span, g):
        return True
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
    elif draft.measure == "count" and read_list_head(text, draft, phrase.head, span, g):
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


def _measured(text: Text, draft: Draft, first: int, stop: int, span: Range, g: Grammar) -> bool:
    """Read a label that opens with a measure: "Litres of wine seized: 1,200"."""
    tk = text.tokens
    unit = g.units.measure(tk.low[first]) if draft.measure == "count" and stop > first + 1 else None
    if unit not in ("mass", "volume", "area") or len(tk.low[first]) < 4:
        return False
    draft.unit, draft.unit_text, draft.measure = unit, tk.word[first], "amount"
    draft.label, draft.elided, draft.start = True, False, min(draft.start, span[0])
    phrase = read_phrase(tk, first + 2, stop, g) if tk.low[first + 1] == "of" and stop > first + 2 else None
    draft.what = words_at(text, phrase.first, phrase.of_stop) if phrase else None
    draft.head = tk.low[phrase.head] if phrase else ""
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
    noun = heading_noun(text, draft, g)
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
    start = NUMBER_OF.match(text.content, head[0], head[1])
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
