"""A reader's claims → a record in which every quote stands in the text; what does not hold is dropped and told.

A language model may quote words that are not there, count what is not stated, or point at things it never named.
Nothing of that gets through: quotes are looked for in the text, offsets are ours, and a figure's value must be one
that its quote prints.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from kg.model.names import fold
from kg.model.record import (
    RELATION_ENDS,
    AgencyMention,
    CampaignMention,
    CaseMention,
    DocumentInfo,
    EventMention,
    ExtractionRecord,
    OfficialMention,
    Period,
    Relation,
    Span,
    StatedFigure,
)
from kg.read.numbers import states_value

MOST_SPANS = 20
"""Namings kept as evidence of one thing."""

COMPARATORS = ("=", ">", ">=", "<", "~")
EVENT_KINDS = ("press-conference", "meeting", "announcement")
MEASURES = ("count", "amount", "share", "change", "duration", "rate")
ENTITY_CLASSES = ("campaigns", "agencies", "officials", "cases")

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_SAME = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‐": "-", "‑": "-"}


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something a reader claimed that the text does not bear out."""

    kind: str
    what: str
    reason: str

    def __str__(self) -> str:
        return f"{self.kind} {self.what!r}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The keys a claim may use; what is not among them is dropped."""

    units: frozenset[str]
    domains: frozenset[str]


class FoldedText:
    """A text in which words are found whatever its white space, letter case and kind of quotation mark."""

    def __init__(self, content: str) -> None:
        self.content = content
        folded: list[str] = []
        self._at: list[int] = []
        for i, c in enumerate(content):
            if c.isspace():
                if folded and folded[-1] == " ":
                    continue
                c = " "
            folded.append(_letter(c))
            self._at.append(i)
        self._text = "".join(folded)

    def find_spans(self, words: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield where the words stand whole in [start, end), in order."""
        wanted = "".join(_letter(c) for c in " ".join(words.split()))
        if not wanted:
            return
        at = bisect_right(self._at, start - 1)
        while (at := self._text.find(wanted, at)) >= 0:
            first, last = self._at[at], self._at[at + len(wanted) - 1] + 1
            if end is not None and last > end:
                return
            if not (self._joins(at - 1, at) or self._joins(at + len(wanted) - 1, at + len(wanted))):
                yield first, last
                at += len(wanted)
            else:
                at += 1

    def _joins(self, left: int, right: int) -> bool:
        """Whether a word goes on across two neighbouring places; Han characters are words of their own."""
        if left < 0 or right >= len(self._text):
            return False
        a, b = self._text[left], self._text[right]
        return a.isalnum() and b.isalnum() and not (_is_han(a) or _is_han(b))


def _letter(c: str) -> str:
    c = _SAME.get(c, c)
    low = c.lower()
    return low if len(low) == 1 else c


def _is_han(c: str) -> bool:
    return "\u3400" <= c <= "\u9fff" or c >= "\U00020000"


@dataclass(slots=True)
class _Thing:
    """One thing named, as its claims add up."""

    key: str
    names: dict[str, None] = field(default_factory=dict)
    spans: set[tuple[int, int]] = field(default_factory=set)
    said: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Grounding:
    """Gathers the claims about one text, piece by piece, into one record."""

    document: DocumentInfo
    content: str
    vocabulary: Vocabulary
    dropped: list[Dropped] = field(default_factory=list)
    _text: FoldedText = field(init=False)
    _things: dict[str, dict[str, _Thing]] = field(init=False)
    _keys: dict[str, str] = field(default_factory=dict)
    _events: list[EventMention] = field(default_factory=list)
    _relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)
    _figures: dict[tuple[int, Decimal], StatedFigure] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._text = FoldedText(self.content)
        self._things = {kind: {} for kind in ENTITY_CLASSES}

    def add(self, claims: Mapping[str, object], start: int = 0, end: int | None = None) -> None:
        """Take the claims made about ``content[start:end]``; keys in them hold for these claims only."""
        end = len(self.content) if end is None else end
        local: dict[str, tuple[str, str]] = {}
        for kind in ENTITY_CLASSES:
            for claim in _mappings(claims.get(kind)):
                self._entity(kind, claim, local)
        for claim in _mappings(claims.get("events")):
            self._event(claim, local)
        for claim in _mappings(claims.get("relations")):
            self._relation(claim, local, start, end)
        after = start
        for claim in _mappings(claims.get("figures")):
            after = self._figure(claim, local, start, end, after)

    def record(self) -> ExtractionRecord:
        """Return everything that held."""
        campaigns, agencies, officials, cases = (self._things[kind].values() for kind in ENTITY_CLASSES)
        return ExtractionRecord(
            document=self.document,
            campaigns=tuple(
                CampaignMention(
                    key=t.key,
                    names=tuple(t.names),
                    evidence=self._evidence(t.spans),
                    series=t.said.get("series"),
                    start=t.said.get("start"),
                    end=t.said.get("end"),
                )
                for t in campaigns
            ),
            agencies=tuple(
                AgencyMention(key=t.key, names=tuple(t.names), evidence=self._evidence(t.spans)) for t in agencies
            ),
            officials=tuple(
                OfficialMention(
                    key=t.key, names=tuple(t.names), evidence=self._evidence(t.spans), role=t.said.get("role")
                )
                for t in officials
            ),
            cases=tuple(
                CaseMention(
                    key=t.key, names=tuple(t.names), evidence=self._evidence(t.spans), place=t.said.get("place")
                )
                for t in cases
            ),
            events=tuple(self._events),
            relations=tuple(self._relations.values()),
            figures=tuple(sorted(self._figures.values(), key=lambda f: (f.span.start or 0, f.span.end or 0))),
        )

    def _drop(self, kind: str, what: object, reason: str) -> None:
        self.dropped.append(Dropped(kind, str(what)[:120], reason))

    def _entity(self, kind: str, claim: Mapping[str, object], local: dict[str, tuple[str, str]]) -> None:
        names, spans = [], []
        for name in _strings(claim.get("names")):
            found = list(self._text.find_spans(name))
            if found:
                names.append(self.content[found[0][0] : found[0][1]])
                spans += found
            else:
                self._drop(kind, name, "these words do not stand in the text")
        if not names:
            return
        said = {key: _string(claim.get(key)) for key in ("series", "start", "end", "role", "place")}
        if kind == "officials" and not (said["role"] and next(self._text.find_spans(said["role"]), None)):
            # Persons are recorded in a public role only.
            self._drop(kind, names[0], "no role of this person stands in the text")
            return
        for end in ("start", "end"):
            if said[end] and not _DATE.fullmatch(said[end] or ""):
                self._drop(kind, said[end], f"{end} is no ISO 8601 date")
                said[end] = None
        key = next((self._names[kind, fold(n)] for n in names if (kind, fold(n)) in self._names), None)
        if key is None:
            key = self._free_key(names[0])
            self._things[kind][key] = _Thing(key)
        thing = self._things[kind][key]
        for name in names:
            self._names.setdefault((kind, fold(name)), key)
        thing.names.update(dict.fromkeys(names))
        thing.spans.update(spans)
        for what, words in said.items():
            if words:
                thing.said.setdefault(what, words)
        if claimed := _string(claim.get("key")):
            local[claimed] = kind, key

    def _free_key(self, name: str) -> str:
        stem = re.sub(r"[\W_]+", "-", fold(name)).strip("-")[:60] or "thing"
        key, n = stem, 1
        while key in self._keys:
            n += 1
            key = f"{stem}-{n}"
        self._keys[key] = name
        return key

    def _event(self, claim: Mapping[str, object], local: dict[str, tuple[str, str]]) -> None:
        kind, date, place = (_string(claim.get(k)) for k in ("kind", "date", "place"))
        if kind not in EVENT_KINDS:
            self._drop("events", kind, f"expected one of {', '.join(EVENT_KINDS)}")
            return
        if date and not _DATE.fullmatch(date):
            self._drop("events", date, "the date is no ISO 8601 date")
            date = None
        if place and next(self._text.find_spans(place), None) is None:
            self._drop("events", place, "these words do not stand in the text")
            place = None
        spans = list(self._text.find_spans(_string(claim.get("quote")) or ""))[:1]
        same = next((e for e in self._events if e.kind == kind and (e.date == date or not date or not e.date)), None)
        if same is None:
            same = EventMention(
                key=self._free_key(kind), kind=kind, date=date, place=place, evidence=self._evidence(spans)
            )
            self._events.append(same)
        if claimed := _string(claim.get("key")):
            local[claimed] = "events", same.key

    def _relation(self, claim: Mapping[str, object], local: dict[str, tuple[str, str]], start: int, end: int) -> None:
        kind, source, target = (_string(claim.get(k)) or "" for k in ("type", "from", "to"))
        told = f"{source} {kind} {target}"
        if kind not in RELATION_ENDS:
            self._drop("relations", told, f"expected one of {', '.join(RELATION_ENDS)}")
            return
        ends = []
        for expected, claimed in zip(RELATION_ENDS[kind], (source, target), strict=True):
            domain = claimed.removeprefix("domain:")
            if expected == "domains" and domain != claimed and domain in self.vocabulary.domains:
                ends.append(claimed)
            elif local.get(claimed, ("", ""))[0] == expected:
                ends.append(local[claimed][1])
            else:
                self._drop("relations", told, f"{claimed!r} is none of the {expected} that stand in the text")
                return
        spans = list(self._text.find_spans(_string(claim.get("quote")) or "", start, end))[:1]
        if not spans:
            self._drop("relations", told, "its quote does not stand in the text")
            return
        relation = Relation(type=kind, source=ends[0], target=ends[1], evidence=self._evidence(spans))
        self._relations.setdefault((kind, ends[0], ends[1]), relation)

    def _figure(
        self, claim: Mapping[str, object], local: dict[str, tuple[str, str]], start: int, end: int, after: int
    ) -> int:
        """Take a figure and return where the next one is looked for first: a reader goes through a text in order."""
        quote = _string(claim.get("quote")) or ""
        span = next(self._text.find_spans(quote, after, end), None) or next(
            self._text.find_spans(quote, start, end), None
        )
        if span is None:
            self._drop("figures", quote, "these words do not stand in the text")
            return after
        words = self.content[span[0] : span[1]]
        value, upper = _decimal(claim.get("value")), _decimal(claim.get("upper"))
        if value is None or not states_value(words, value):
            self._drop("figures", words, f"its words do not print the value {claim.get('value')!r}")
            return after
        if upper is not None and not states_value(words, upper):
            self._drop("figures", words, f"its words do not print the upper value {claim.get('upper')!r}")
            upper = None
        period = claim.get("period")
        figure = StatedFigure(
            span=Span(quote=words, start=span[0], end=span[1]),
            value=value,
            upper=upper,
            comparator=self._one_of(claim, "comparator", COMPARATORS, "="),
            unit=self._one_of(claim, "unit", self.vocabulary.units, "other"),
            unit_text=self._printed(claim, "unit_text"),
            what=_string(claim.get("what")),
            action=_string(claim.get("action")),
            measure=self._one_of(claim, "measure", MEASURES, "count"),
            campaign=self._key(claim, "campaign", "campaigns", local),
            agency=self._key(claim, "agency", "agencies", local),
            case=self._key(claim, "case", "cases", local),
            speaker=self._key(claim, "speaker", "officials", local),
            domains=tuple(d for d in _strings(claim.get("domains")) if d in self.vocabulary.domains),
            place=self._printed(claim, "place"),
            period=self._period(period) if isinstance(period, Mapping) else None,
            minor=claim.get("minor") is True,
        )
        self._figures.setdefault((span[0], value), figure)
        return max(after, span[1])

    def _one_of(self, claim: Mapping[str, object], name: str, known: Collection[str], otherwise: str) -> str:
        said = _string(claim.get(name))
        if said is None or said in known:
            return said or otherwise
        self._drop("figures", claim.get("quote"), f"{name} {said!r} is not one of {', '.join(sorted(known))}")
        return otherwise

    def _printed(self, claim: Mapping[str, object], name: str) -> str | None:
        said = _string(claim.get(name))
        span = next(self._text.find_spans(said), None) if said else None
        return self.content[span[0] : span[1]] if span else None

    def _key(self, claim: Mapping[str, object], name: str, kind: str, local: dict[str, tuple[str, str]]) -> str | None:
        claimed = _string(claim.get(name))
        if claimed is None:
            return None
        found, key = local.get(claimed, ("", ""))
        if found == kind:
            return key
        self._drop("figures", claim.get("quote"), f"its {name} {claimed!r} is none of the {kind} in the text")
        return None

    def _period(self, claim: Mapping[str, object]) -> Period | None:
        start, end = _string(claim.get("start")), _string(claim.get("end"))
        for said in (start, end):
            if said and not _DATE.fullmatch(said):
                self._drop("figures", said, "the period is not in ISO 8601 dates")
                return None
        return Period(start=start, end=end) if start or end else None

    def _evidence(self, spans: Collection[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span(quote=self.content[s:e], start=s, end=e) for s, e in sorted(spans)[:MOST_SPANS])


def _mappings(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, Mapping))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, list):
        yield from (item.strip() for item in value if isinstance(item, str) and item.strip())


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 30 else None
