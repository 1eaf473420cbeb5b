"""The words by which a text moves from one campaign to another, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.en.patterns import either
from kg.extract.lexicon import load_lexicon

_QUOTE = "[\"“'‘(]?"


@dataclass(frozen=True, slots=True, eq=False)
class Discourse:
    """Patterns of one language, looked for right before a naming (`under_it`, `earlier`: anywhere in a sentence).

    `passing`: a naming is only compared with; `since`: it only gives a time; `whole`: it names what the next is a part
    of; `frame`: it sets the frame of what follows; `bound`: it binds the figure before it. `next_point` and `result`
    open a sentence with a new point, or with what the last led to. `background` words tell how things stand, whoever
    does what; `tally` opens the label of a list of results. `common` words say nothing of a campaign.
    """

    passing: re.Pattern[str]
    whole: re.Pattern[str]
    frame: re.Pattern[str]
    under_it: re.Pattern[str]
    bound: re.Pattern[str]
    next_point: re.Pattern[str]
    result: re.Pattern[str]
    since: re.Pattern[str]
    earlier: re.Pattern[str]
    background: re.Pattern[str]
    tally: re.Pattern[str]
    common: frozenset[str]


@lru_cache(maxsize=4)
def discourse_words(language: str) -> Discourse:
    """Return the patterns of a language, built once."""
    lexicon = load_lexicon(language)

    def words(key: str) -> str:
        return either(lexicon.words("discourse", "campaigns", key))

    return Discourse(
        passing=re.compile(
            rf"(?i)(?<!\w)(?:{words('passing')}|{words('whole')})\s+(?:the\s+)?(?:[$€£]?[\w.]+\s+){{0,3}}{_QUOTE}\Z"
        ),
        whole=re.compile(rf"(?i)\b(?:{words('whole')})\s+(?:the\s+)?{_QUOTE}\Z"),
        frame=re.compile(rf"(?i)(?:^|[:：.] ?){_QUOTE}(?:{words('frames')}) (?:the |this )?{_QUOTE}\Z"),
        under_it=re.compile(rf"(?i)\b(?:{words('under_it')})\b"),
        bound=re.compile(rf"\s*(?:\w+\s+){{0,2}}(?:{words('binding')})\s+(?:the\s+)?{_QUOTE}\Z"),
        next_point=re.compile(rf"(?i)\W*(?:the )?(?:{words('next_points')})\b"),
        result=re.compile(rf"(?i)\W*(?:{words('results')})\b"),
        since=re.compile(rf"(?i)\b(?:{words('since')})\s+(?:the\s+)?{_QUOTE}\Z"),
        earlier=re.compile(rf"(?i)\b(?:{words('earlier')})\b"),
        background=re.compile(rf"(?i)\b(?:{words('background')})\b|\b(?:has|have) [\d,]+ member\b"),
        tally=re.compile(rf"(?i)\W*(?:\w+ ){{0,3}}(?:{words('tallies')})\b"),
        common=frozenset(lexicon.words("discourse", "campaigns", "common")),
    )
