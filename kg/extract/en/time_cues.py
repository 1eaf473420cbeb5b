"""The words around a time that say whether it governs a figure, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.en.patterns import either
from kg.extract.lexicon import Lexicon


@dataclass(frozen=True, slots=True, eq=False)
class TimeCues:
    """Patterns of one language; those that end in ``\\\\Z`` are looked for right before a time or a number."""

    event: re.Pattern[str]
    lasting: re.Pattern[str]
    said: re.Pattern[str]
    compared: re.Pattern[str]
    run: re.Pattern[str]
    against: re.Pattern[str]
    clause: re.Pattern[str]
    started: re.Pattern[str]
    dialled: re.Pattern[str]
    of_these: re.Pattern[str]
    begun: re.Pattern[str]
    opening: re.Pattern[str]
    named: re.Pattern[str]


@lru_cache(maxsize=8)
def time_cues(lexicon: Lexicon) -> TimeCues:
    """Return the patterns of a lexicon, built once."""

    def words(key: str) -> str:
        return either(lexicon.words("time", "governing", key))

    return TimeCues(
        # "held 45 people" and "opened 30 inquiries" tell of no event.
        event=re.compile(rf"(?i)\b(?:{words('events')})\b(?! (?:more than |over |about |nearly |some )?\d)"),
        lasting=re.compile(rf"(?i)\b(?:{words('lasting')})\b(?! (?:more than |over |about )?\d)"),
        said=re.compile(rf"(?i)\b(?:{words('said')})\b"),
        compared=re.compile(
            r"(?i)\b(?:times the (?:amount|number|figure|total)|as (?:many|much|high) as|than (?:that|those)|"
            r"compared (?:with|to)[^,;]{0,30}|the (?:figure|number|total|level))\s*\Z"
        ),
        run=re.compile(rf"(?i)(?:which )?(?:was |were |first )?(?:{words('runs')})"),
        against=re.compile(rf"(?i)\b(?:{words('against')})\.?\s*(?:the\s+)?\Z"),
        clause=re.compile(
            rf"(?i)\b(?:{words('found_out')})\s+(?:to have\b|that\b|they\b|he\b|she\b)"
            r"|\b(?:who|which|that|they)\s+(?:had|were|was|has|have|are)\b"
        ),
        started=re.compile(rf"(?i)\b(?:{words('starts')})\s*\Z"),
        dialled=re.compile(rf"(?i)\b(?:{words('dialled')})\s*\Z"),
        of_these=re.compile(r"\s*(?:Of|Among|From) (?:these|them|those|which|the \d)\b"),
        begun=re.compile(
            rf"(?i)\bsince\b[^,;.]{{0,120}}\b(?:{words('starts')}|{words('beginnings')})\s*\Z"
            rf"|\bsince (?:the |its |their )?(?:{words('beginnings')})\b[^,;.\d]{{0,80}}\Z"
        ),
        opening=re.compile(rf"(?i)\b(?:{words('openings')})\b|:\s*\Z"),
        named=re.compile(rf"(?i)\s+(?:{words('named')})\b"),
    )
