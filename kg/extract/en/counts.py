"""What a count counts when its noun is left out: "of which 170,340 were seized", "54 of them", "28 in the north"."""

from __future__ import annotations

import re

from kg.extract.drafts import Draft
from kg.extract.en.nouns import (
    copy_noun,
    find_equating_verb,
    find_leading_noun,
    find_level_verb,
    find_partitive,
    find_previous,
    find_subject,
    set_noun,
    take_noun_before,
    take_predicate,
)
from kg.extract.en.phrases import Grammar, read_phrase
from kg.extract.text import BlockKind, Text

_HOW_MANY = re.compile(
    r"(?i)\bhow many\s+([^?\n]{3,60}?)\s+(?:were|was|have|has|had|did|are|is|do|took)\b[^?\n]{0,80}\?[^?\d]{0,60}\Z"
)


def fill_count(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    """Say what a bare number counts, from the words around it or the figures before it."""
    draft, tk = drafts[i], text.tokens
    verb = find_equating_verb(text, draft, g)
    tail = tk.low[max(draft.low, tk.at(draft.start) - 4) : tk.at(draft.start)]
    after = tk.low[draft.after : draft.after + 2]
    parted = any(w in g.classes["parts"] for w in tail) or (bool(after) and after[0] in g.classes["others"])
    if len(after) == 2 and after[0] == "of" and after[1] in g.classes["part_pronouns"]:
        parted = True
    level = find_level_verb(text, draft, g)
    if level is not None and (subject := find_subject(text, draft, level, g)):
        set_noun(text, draft, *subject, g)
        return
    if not parted and not (tail and tail[-1] in g.classes["bound_tails"]) and take_noun_before(text, draft, g):
        return
    if take_predicate(text, draft, g):
        return
    adjective = _ones(text, draft)
    if adjective and (source := find_previous(drafts, i)):
        draft.what = f"{adjective} {source.what.split(' of ')[0].split()[-1]}" if source.what else None
        draft.unit, draft.unit_text, draft.head = source.unit, source.unit_text, source.head
        return
    if not parted and (partitive := find_partitive(text, draft, g)):
        set_noun(text, draft, *partitive, g)
        return
    if verb is not None and not parted and (subject := find_subject(text, draft, verb, g)):
        set_noun(text, draft, *subject, g)
        return
    bracketed = text.content[max(0, draft.start - 1) : draft.start] + text.content[draft.end : draft.end + 1]
    if bracketed == "()" and _in_brackets(text, drafts, i, g):
        return
    # A chain that shares its noun: "12, 15 and 20 arrests".
    nxt = drafts[i + 1] if i + 1 < len(drafts) else None
    if nxt and not nxt.elided and nxt.sentence == draft.sentence and nxt.measure == "count":
        between = text.content[draft.end : nxt.start]
        if re.fullmatch(r"\s*(?:,|and|or|, and|to)\s*", between):
            copy_noun(draft, nxt)
            return
    if asked := _asked(text, draft, g):
        set_noun(text, draft, *asked, g)
        return
    source = find_previous(drafts, i)
    if tail[-1:] == ("including",) and (source is None or source.sentence != draft.sentence):
        source = None
    verb_after = next(
        (tk.low[j] for j in range(draft.after, min(draft.after + 4, draft.limit)) if g.participle(tk.low[j])), ""
    )
    if source and not (verb_after in g.people_verbs and source.unit not in ("person", "event") and not parted):
        copy_noun(draft, source)
    elif verb_after in g.people_verbs or (tail and tail[-1] in g.people_verbs):
        draft.unit = "person"
    elif (
        text.blocks[text.block_at(draft.start)].kind is BlockKind.PROSE
        and (leading := find_leading_noun(text, draft, g))
    ) or (leading := find_leading_noun(text, draft, g) if tail[-1:] == ("including",) else None):
        set_noun(text, draft, *leading, g)


def _in_brackets(text: Text, drafts: list[Draft], i: int, g: Grammar) -> bool:
    """ "9 persons were held, in Norwood (5) and Ashby (4)": parts of the count before, or of the sentence's noun."""
    draft = drafts[i]
    source = find_previous(drafts, i)
    if source is not None and source.sentence == draft.sentence:
        copy_noun(draft, source)
        return True
    leading = find_leading_noun(text, draft, g)
    if leading:
        set_noun(text, draft, *leading, g)
    return leading is not None


def _asked(text: Text, draft: Draft, g: Grammar) -> tuple[int, int, int] | None:
    """Return the noun of "How many people were charged?" that a bare number answers."""
    found = _HOW_MANY.search(text.content, max(0, draft.start - 240), draft.start)
    if not found:
        return None
    tk = text.tokens
    first, stop = tk.at(found.start(1)), tk.at(found.end(1) - 1) + 1
    phrase = read_phrase(tk, first, stop, g)
    return (phrase.first, phrase.of_stop, phrase.head) if phrase else None


def _ones(text: Text, draft: Draft) -> str | None:
    """Return the adjective of "2,078 administrative ones"."""
    found = re.compile(r"\s+([a-z-]+)\s+ones\b").match(text.content, draft.number.end)
    if not found:
        return None
    draft.end = max(draft.end, found.end())
    return found.group(1)


def take_from_elsewhere(draft: Draft, same: Draft | None, g: Grammar) -> None:
    """The same number with its noun elsewhere in the text says what a headline's bare number counts."""
    if same is not None and draft.number.value > 20:
        copy_noun(draft, same)
    elif draft.unit == "person":
        draft.what = draft.unit_text = g.people_noun
