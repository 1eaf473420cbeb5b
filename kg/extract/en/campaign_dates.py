"""The dates a text gives a campaign itself: when it began, when it ended, or the days it ran."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCampaign, Reference
from kg.extract.text import Text
from kg.extract.times import TimeSpan, write_stamp

_REACH = 60
"""Characters before a time in which the verb that it dates must stand."""
_FAR = 260
"""Characters between a campaign and the time that dates it."""
_OPENING = re.compile(r"[\s\"“(•*–-]*(?:from|between|on|in|during|since)?\s*(?:the\s+)?$", re.IGNORECASE)
_PRONOUN = re.compile(r"[^.;]{0,40}\bit\b", re.IGNORECASE)
_PART_OF = re.compile(r"\bpart of (?:the )?[\"“]?\Z|\bunder (?:the )?[\"“]?\Z", re.IGNORECASE)
_COMMA = re.compile(r"[\"”’']?,?\s*(?:held\s+|conducted\s+)?(?:from\s+|between\s+)?", re.IGNORECASE)
_BRACKET = re.compile(r"[\"”’']?\s*\(\s*(?:held\s+|conducted\s+|from\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class _Cues:
    begun: re.Pattern[str]
    closed: re.Pattern[str]
    ran: re.Pattern[str]
    carried: re.Pattern[str]
    labels: re.Pattern[str]


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> _Cues:
    def verbs(key: str, end: str = "") -> re.Pattern[str]:
        words = sorted(lexicon.words("campaigns", "dates", key), key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b{end}", re.IGNORECASE)

    near = r"(?=[^;:]{0,34}\Z)"
    return _Cues(
        begun=verbs("begun", near),
        closed=verbs("closed", near),
        ran=verbs("ran", near),
        carried=verbs("carried"),
        labels=verbs("labels", r"[^\w\n]{0,24}(?:from\s+)?\Z"),
    )


def date_campaigns(
    text: Text,
    lexicon: Lexicon,
    campaigns: Sequence[FoundCampaign],
    references: Sequence[Reference],
    main: str | None,
    times: Sequence[TimeSpan],
) -> tuple[FoundCampaign, ...]:
    """Return the campaigns with the `start` and `end` the text states of each; what is told first counts."""
    cues = _cues(lexicon)
    told: dict[str, list[str | None]] = {}
    starts = [reference.start for reference in references]
    for time in times:
        if time.kind not in ("date", "month", "year", "range") or time.lead == "compare":
            continue
        for key, first, last in _tell(text, cues, references, starts, main, time):
            dates = told.setdefault(key, [None, None])
            if first is not None and dates[0] is None and (dates[1] is None or first[:4] <= dates[1][:4]):
                dates[0] = first
            if last is not None and dates[1] is None and (dates[0] is None or last[:4] >= dates[0][:4]):
                dates[1] = last
    return tuple(
        replace(campaign, start=told[campaign.key][0], end=told[campaign.key][1]) if campaign.key in told else campaign
        for campaign in campaigns
    )


def _tell(
    text: Text,
    cues: _Cues,
    references: Sequence[Reference],
    starts: list[int],
    main: str | None,
    time: TimeSpan,
) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield (campaign, start, end) as far as the words around one time say so."""
    content = text.content
    sentence = text.sentences[text.sentence_at(time.start)]
    first, last = write_stamp(time.low), write_stamp(time.high)
    if first is None and last is None:
        return
    block = text.blocks[sentence.block]
    label = content[max(block.start, time.start - 40) : time.start]
    if main is not None and time.start - block.start < 40 and cues.labels.search(label):
        yield main, first, last
        return
    before = content[max(sentence.start, time.lead_start - _REACH) : time.lead_start]
    cue = _last_cue(cues, before)
    near = _campaign_near(content, references, starts, sentence.start, sentence.end, time)
    if near is None and cue and _PRONOUN.match(content, max(sentence.start, block.body), sentence.end):
        at = bisect_left(starts, sentence.start)
        near = references[at - 1] if at else None
    if near is None or near.start <= time.start < near.end:
        return
    if near.start < time.start:
        gap = content[near.end : time.lead_start]
        if time.kind == "range" and (_BRACKET.search(gap) or _COMMA.fullmatch(gap)):
            yield near.key, first, last
        elif cue == "begun" and not (time.kind == "range" and time.lead != "since"):
            yield near.key, first, None
        elif cue == "closed":
            yield near.key, None, last
        elif cue or (time.kind == "range" and near.named and time.low[1] and time.lead != "compare"):
            yield near.key, *_bounds(time, first, last)
    elif _OPENING.match(content, max(sentence.start, block.body), time.start) and cues.carried.search(
        content[time.end : near.start]
    ):
        yield near.key, *_bounds(time, first, last)


def _bounds(time: TimeSpan, first: str | None, last: str | None) -> tuple[str | None, str | None]:
    """Return what a time says of the days something ran: "since May" gives no end."""
    if time.lead in ("since", "from") and time.kind != "range":
        return first, None
    return (None, last) if time.lead == "until" else (first, last)


def _last_cue(cues: _Cues, before: str) -> str | None:
    """Return which verb right before a time dates: begun, closed or ran; the last of several."""
    found = [(m.start(), name) for name in ("begun", "closed", "ran") for m in getattr(cues, name).finditer(before)]
    return max(found)[1] if found else None


def _campaign_near(
    content: str, references: Sequence[Reference], starts: list[int], begin: int, end: int, time: TimeSpan
) -> Reference | None:
    """Return the campaign reference of the sentence nearest to a time: the last before it, else the first after it."""
    low, high = bisect_left(starts, begin), bisect_left(starts, end)
    before = [r for r in references[low:high] if r.end <= time.start]
    after = [r for r in references[low:high] if r.start >= time.end]
    if any(r.start <= time.start < r.end for r in references[max(0, low - 1) : high]):
        return None
    if before and time.start - before[-1].end < _FAR:
        parted = len(before) > 1 and _PART_OF.search(content[before[-2].end : before[-1].start])
        return before[-2] if parted else before[-1]
    if after and after[0].start - time.end < _FAR and not re.search(r"[.;]\s", content[time.end : after[0].start]):
        return after[0]
    return None
