"""What rose or fell, and the pairs of "A and B fell by 4 and 21 percent respectively"."""

from __future__ import annotations

import re

from kg.extract.drafts import Draft
from kg.extract.en.nouns import copy_noun, find_subject, find_verb_before, set_noun
from kg.extract.en.phrases import Grammar
from kg.extract.text import Text

_APPOSED = re.compile(r"[,( ]{1,3}")
_ADVERBIAL = re.compile(
    r"(?i)(?:from|in|since|during|as|by|over|compared|under|between|meanwhile|at|for|with|on|after|through)\b"
)


def fill_change(text: Text, drafts: list[Draft], i: int, g: Grammar) -> None:
    """Say what rose or fell: the subject of the verb, or the figure that the change is told of."""
    draft, tk = drafts[i], text.tokens
    start = tk.at(draft.start)
    if tk.start[start] > draft.start:
        start -= 1
    previous = drafts[i - 1] if i else None
    if tk.low[start] in g.rise or tk.low[start] in g.fall or tk.low[max(start - 1, 0)] in ("a", "an", "by"):
        verb = start
        while verb > draft.low and (tk.low[verb - 1] in g.auxiliaries or tk.low[verb - 1] in g.classes["change_leads"]):
            verb -= 1
        # ", a rise of 140%" and ", down 12%" speak of the figure before.
        appositive = verb > draft.low and tk.low[verb - 1] in g.classes["appositives"]
        if (
            appositive
            and previous
            and previous.what
            and (previous.measure == "count" or _APPOSED.fullmatch(text.content, previous.end, draft.start))
            and draft.sentence == previous.sentence
        ):
            copy_noun(draft, previous)
            return
        subject = find_subject(text, draft, verb, g) if not appositive else find_subject(text, draft, verb - 1, g)
        if subject:
            set_noun(text, draft, *subject, g)
            return
    if previous and previous.sentence == draft.sentence and previous.what:
        copy_noun(draft, previous)
        return
    verb_at = find_verb_before(tk, start - 1, draft.low, g)
    if verb_at is not None and (subject := find_subject(text, draft, verb_at, g)):
        set_noun(text, draft, *subject, g)


def pair_respectively(text: Text, drafts: list[Draft], g: Grammar) -> None:
    """Share the nouns of "A, B and C fell by 4, 40 and 21 percent respectively" out to their figures."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    for number, group in by_sentence.items():
        sentence = text.sentences[number]
        if "respectively" not in text.content[sentence.start : sentence.end].lower():
            continue
        _share_units(text, group, g)
        run = [d for d in group if d.measure in ("change", "share") and not d.label]
        counts = [d for d in group if d.measure == "count" and not d.elided and d.what]
        if len(run) < 2:
            continue
        before = [d for d in counts if d.end <= run[0].start]
        if len(before) >= len(run):
            for draft, source in zip(run, before[-len(run) :], strict=True):
                draft.what, draft.head = source.what, source.head
            continue
        parts = _subjects(text, run[0], len(run), g)
        for draft, part in zip(run, parts, strict=False):
            draft.what = part


def _share_units(text: Text, group: list[Draft], g: Grammar) -> None:
    """ "up 12 and 17 percent": the first takes the second's unit."""
    for draft, following in zip(reversed(group[:-1]), reversed(group[1:]), strict=True):
        between = text.content[draft.number.tail : following.start]
        if (
            following.unit in ("percent", "money")
            and draft.elided
            and draft.measure == "count"
            and re.fullmatch(r"\s*(?:,|and|, and)\s*", between)
        ):
            draft.unit, draft.unit_text, draft.measure = following.unit, following.unit_text, following.measure
            draft.falls = following.falls
            before = text.tokens.low[max(draft.low, draft.at - 3) : draft.at]
            cue = next((w for w in reversed(before) if w in g.rise or w in g.fall), None)
            if cue and draft.measure == "share":
                draft.measure = following.measure = "change"
                draft.falls = following.falls = cue in g.fall


def _subjects(text: Text, first: Draft, size: int, g: Grammar) -> list[str]:
    """Return the nouns of a coordinated subject, as many as there are figures; empty when they do not match."""
    content = text.content
    start = text.sentences[first.sentence].start
    clause = re.sub(
        r"(?i)\b(?:were|was|have|has|had|fell|rose|dropped|decreased|increased|declined|grew)\b.*\Z",
        "",
        content[start : first.start],
        flags=re.S,
    )
    clause = clause.rsplit(";", 1)[-1]
    pieces: list[str] = []
    before, serial, final = clause.rpartition(", and ")
    for parts in (
        [*before.split(", "), final] if serial else [],
        re.split(r"\s+and\s+(?=the number|that)|,\s*", clause),
        re.split(r"\s+and\s+", clause),
        re.split(r",\s+and\s+|,\s*|\s+and\s+", clause),
    ):
        pieces = [p.strip() for p in parts if p.strip()]
        if pieces and _ADVERBIAL.match(pieces[0]):
            pieces = pieces[1:]
        if len(pieces) == size:
            break
    pieces = pieces[-size:]
    names = [re.sub(r"(?i)^(?:the\s+)?(?:number\s+of\s+|numbers\s+of\s+)?(?:the\s+)?", "", p) for p in pieces]
    return names if len(names) == size else []
