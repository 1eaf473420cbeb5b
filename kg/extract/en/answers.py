"""Press conferences and interviews: where each question begins, and which campaign it names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kg.extract.mentions import Mentions, Reference
from kg.extract.text import Text


def question_starts(text: Text, mentions: Mentions) -> list[int]:
    """Return where each question of a press conference begins; empty for any other text."""
    starts = [t.start for t in mentions.turns if t.question]
    if len(starts) < 2:
        # An interview told without labels: its questions are paragraphs of their own.
        starts = [b.start for b in text.blocks if b.end - b.start > 40 and text.content[b.end - 1] == "?"]
        return starts if len(starts) >= 4 else []
    return starts


def asked_campaigns(text: Text, questions: Sequence[int], refs: Sequence[Reference]) -> dict[int, str]:
    """Return the campaign that each question names last, by the number of the question, from 1."""
    found: dict[int, str] = {}
    starts = [r.start for r in refs]
    for number, start in enumerate(questions, start=1):
        end = text.blocks[text.block_at(start)].end
        inside = [r.key for r in refs[bisect_left(starts, start) : bisect_left(starts, end)] if r.named]
        if inside:
            found[number] = inside[-1]
    return found
