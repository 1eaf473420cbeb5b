"""One synthetic announcement: what a record says of the campaigns it is about, with the words that say it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from benchmarks import synthetic_words as w
from benchmarks.synthetic_world import Plan, World, case_entry, heavy_count
from kg.model.record import (
    AgencyMention,
    CampaignMention,
    CaseMention,
    DocumentInfo,
    EventMention,
    ExtractionRecord,
    OfficialMention,
    Period,
    Relation,
    Review,
    Span,
    StatedFigure,
)
from kg.model.registry import Entry, RecordLinks

CASE_BLOCK = 60
"""Among so many records in a row, one case is singled out by two of them."""
_KEPT_TEXT = 0.06
_SPOKEN = 0.3
_SYMBOLS = ("=", ">", "~", "<", ">=")
_SYMBOL_SHARES = (1142, 329, 93, 49, 5)
_NOUN_SHARES = [noun.share for noun in w.NOUNS]


def record_id(number: int) -> str:
    """Return the document id of a record's number; `record_number` turns it back."""
    return f"synthetic-{number:07}"


def record_number(name: str) -> int:
    """Return which record has this id, -1 when none has."""
    digits = name.removeprefix("synthetic-")
    return int(digits) if digits != name and digits.isdigit() and record_id(int(digits)) == name else -1


def shared_case(number: int, records: int, seed: int) -> int | None:
    """Return the case a record singles out together with another one; `None` for most."""
    block = number // CASE_BLOCK
    if (block + 1) * CASE_BLOCK > records:
        return None
    return block if number % CASE_BLOCK in Random(f"case:{seed}:{block}").sample(range(CASE_BLOCK), 2) else None


@dataclass(slots=True)
class Draft:
    """A record as it grows; a class because every step needs the same dice and language."""

    world: World
    number: int
    seed: int
    rng: Random
    plans: dict[int, Plan] = field(default_factory=dict)
    agencies: list[int] = field(default_factory=list)
    officials: list[int] = field(default_factory=list)
    cases: dict[str, Entry] = field(default_factory=dict)
    relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    cursor: int = 0
    kept: bool = False
    script: int = 0
    series_too: str | None = None

    def make(self) -> tuple[ExtractionRecord, RecordLinks]:
        """Return the record and which of its keys is which canonical thing."""
        self._settle()
        document = self._document()
        campaigns = tuple(self._campaigns())
        agencies = tuple(self._agencies())
        officials = tuple(self._officials())
        cases = tuple(self._cases())
        events = self._events(document.published)
        self._relations(bool(events))
        record = ExtractionRecord(
            document=document,
            campaigns=campaigns,
            agencies=agencies,
            officials=officials,
            events=events,
            cases=cases,
            relations=tuple(self.relations.values()),
            figures=tuple(self._figures()),
            review=Review(status="accepted", by="nobody: synthetic"),
        )
        return record, self._links()

    def _settle(self) -> None:
        """Choose what the announcement is about."""
        rng, world = self.rng, self.world
        main = world.by_popularity[world.popularity.draw(rng)]
        abroad = world.plans[main].home < 0
        self.script = rng.choices((0, 1, 2), (90, 8, 2) if abroad else (55, 38, 7))[0]
        self.kept = rng.random() < _KEPT_TEXT
        wanted = rng.choices((1, 2, 3, 4, 8), (64, 21, 9, 5, 1))[0]
        chosen = dict.fromkeys([main])
        for near in (world.plans[main].parent, world.plans[main].previous):
            if near is not None and len(chosen) < wanted:
                chosen[near] = None
        while len(chosen) < min(wanted, len(world.plans)):
            chosen[world.by_popularity[world.popularity.draw(rng)]] = None
        self.plans = {at: world.plans[at] for at in chosen}
        if world.plans[main].series and rng.random() < 0.1:
            self.series_too = world.plans[main].series
        self._settle_bodies(main)
        self._settle_cases(main)

    def _settle_bodies(self, main: int) -> None:
        rng, plan = self.rng, self.world.plans[main]
        bodies = dict.fromkeys(plan.leaders)
        joined = heavy_count(rng, 0.4, 1.0, 0, 30)
        bodies |= dict.fromkeys(rng.sample(plan.members, min(joined, len(plan.members))))
        for other in list(self.plans.values())[1:]:
            bodies |= dict.fromkeys(other.leaders[:1])
        self.agencies = list(bodies)
        speakers = [o for leader in plan.leaders for o in self.world.officials_of.get(leader, ())]
        if speakers and rng.random() < _SPOKEN:
            self.officials = rng.sample(speakers, min(len(speakers), heavy_count(rng, 0.2, 0.6, 1, 6)))

    def _settle_cases(self, main: int) -> None:
        rng, world = self.rng, self.world
        home = max(world.plans[main].home, 0)
        shared = shared_case(self.number, world.sizes.records, self.seed)
        if shared is not None:
            entry = case_entry(shared, world.places[shared % len(world.places)])
            self.cases[entry.key] = entry
        for nth in range(rng.choices((0, 1, 2, 4), (90, 7, 2, 1))[0]):
            place = world.places[(home + rng.randrange(200) * world.countries) % len(world.places)]
            entry = case_entry(1_000_000 + self.number * 10 + nth, place)
            self.cases[f"c{nth + 1}"] = Entry(key="", labels=entry.labels)

    def _document(self) -> DocumentInfo:
        rng = self.rng
        plan = next(iter(self.plans.values()))
        name = self._name(plan.entry)
        title = (f"Results of {name} made known", f"{name}取得成效", f"{name}取得成效")[self.script]
        year, month = int(plan.end[:4]), min(12, int(plan.end[5:7]) + rng.randint(0, 2))
        day = f"{year}-{month:02}-{rng.randint(1, 28):02}"
        published = None if rng.random() < 0.32 else day
        identity = record_id(self.number)
        digest = hashlib.sha256(f"{self.seed}:{identity}".encode()).hexdigest() if self.kept else None
        return DocumentInfo(
            id=identity,
            language=w.LANGUAGES[self.script],
            title=title,
            published=published,
            publisher=f"{w.invented_name(rng.randrange(300), multiplier=5003)[0]} Gazette",
            url=f"https://example.org/announcements/{identity}",
            sha256=digest,
            text="not kept",
        )

    def _name(self, entry: Entry) -> str:
        return next(x.value for x in entry.labels if x.language == w.LANGUAGES[self.script])

    def _printed(self, entry: Entry) -> tuple[str, ...]:
        """Return the names an announcement prints: mostly one, of those in its language."""
        names = [x.value for x in entry.labels if x.language == w.LANGUAGES[self.script]]
        count = 1 if self.rng.random() < 0.7 else self.rng.randint(1, len(names))
        return tuple(names[:count]) if self.rng.random() < 0.8 else tuple(reversed(names[-count:]))

    def _span(self, quote: str) -> Span:
        """Return the words with their place, where the text was at hand."""
        if not self.kept:
            return Span(quote=quote)
        self.cursor += self.rng.randint(5, 120)
        start = self.cursor
        self.cursor += len(quote)
        return Span(quote=quote, start=start, end=self.cursor)

    def _stated(self, names: tuple[str, ...]) -> tuple[Span, ...]:
        return tuple(self._span(name) for name in names) if self.kept else ()

    def _campaigns(self) -> Iterator[CampaignMention]:
        rng = self.rng
        for plan in self.plans.values():
            names = self._printed(plan.entry)
            # The same day at whatever precision: two announcements never contradict each other by chance.
            start = plan.start[: rng.choice((4, 7, 10))] if rng.random() < 0.45 else None
            end = plan.end[: rng.choice((7, 10))] if start and rng.random() < 0.4 else None
            yield CampaignMention(
                key=plan.entry.key, names=names, series=plan.series, start=start, end=end, evidence=self._stated(names)
            )
        if self.series_too:
            names = self._printed(self._series_entry())
            yield CampaignMention(
                key=self.series_too, names=names, series=self.series_too, evidence=self._stated(names)
            )

    def _series_entry(self) -> Entry:
        return self.world.series_by_key[self.series_too or ""]

    def _agencies(self) -> Iterator[AgencyMention]:
        for at in self.agencies:
            entry = self.world.agencies[at]
            names = self._printed(entry)
            if self.rng.random() < 0.03:
                names += (("the authority", "主管部门", "主管部門")[self.script],)
            yield AgencyMention(key=entry.key, names=names, evidence=self._stated(names))

    def _officials(self) -> Iterator[OfficialMention]:
        for at in self.officials:
            entry = self.world.officials[at]
            names = self._printed(entry)
            role = w.ROLES[entry.posts[0].role or ""][self.script]
            yield OfficialMention(key=entry.key, names=names, role=role, evidence=self._stated(names))

    def _cases(self) -> Iterator[CaseMention]:
        for key, entry in self.cases.items():
            names = (self._name(entry),)
            place = self._place() if self.rng.random() < 0.7 else None
            yield CaseMention(key=key, names=names, place=place, evidence=self._stated(names))

    def _place(self) -> str:
        """Return a place as printed, and note which it is; a few no registry knows."""
        home = max(next(iter(self.plans.values())).home, 0)
        step = min(int(self.rng.paretovariate(0.6)) - 1, 10_000)
        entry = self.world.places[(home + step * self.world.countries) % len(self.world.places)]
        printed = self._printed(entry)[0]
        if self.rng.random() < 0.9:
            self.places[printed] = entry.key
        return printed

    def _events(self, published: str | None) -> tuple[EventMention, ...]:
        if self.rng.random() > 0.55:
            return ()
        kind = self.rng.choices(("announcement", "press-conference", "meeting"), (61, 26, 8))[0]
        words = {
            "announcement": ("announced", "通报", "通報"),
            "press-conference": ("press conference", "新闻发布会", "新聞發布會"),
            "meeting": ("video conference", "视频会议", "視頻會議"),
        }
        place = self._place() if self.rng.random() < 0.28 else None
        quote = (self._span(words[kind][self.script]),)
        return (EventMention(key="e1", kind=kind, date=published, place=place, evidence=quote),)

    def _relate(self, kind: str, source: str, target: str) -> None:
        quotes: tuple[Span, ...] = ()
        if self.rng.random() < (0.8 if self.kept else 0.12):
            words = (f"{kind} of {source}", f"{source}的行动", f"{source}的行動")[self.script]
            quotes = (self._span(words),)
        self.relations.setdefault(
            (kind, source, target), Relation(type=kind, source=source, target=target, evidence=quotes)
        )

    def _relations(self, event: bool) -> None:
        named = {self.world.agencies[at].key: at for at in self.agencies}
        main = next(iter(self.plans.values()))
        for plan in self.plans.values():
            for domain in plan.domains:
                self._relate("targets", plan.entry.key, f"domain:{domain}")
            for key, at in named.items():
                if at in plan.leaders:
                    self._relate("leads", key, plan.entry.key)
                elif at in plan.members:
                    self._relate("participates", key, plan.entry.key)
            if plan.parent in self.plans:
                self._relate("part-of", plan.entry.key, self.plans[plan.parent].entry.key)
        for key, at in named.items():
            parent = self.world.agencies[at].parent
            if parent in named:
                self._relate("unit-of", key, parent)
        for at in self.officials:
            entry = self.world.officials[at]
            self._relate("speaks-for", entry.key, entry.posts[0].agency)
            if event and self.rng.random() < 0.6:
                self._relate("attends", entry.key, "e1")
        leader = self.world.agencies[self.agencies[0]].key
        if event:
            self._relate("hosts", leader, "e1")
            self._relate("announces", "e1", main.entry.key)
        for key in self.cases:
            self._relate("case-of", key, main.entry.key)
            self._relate("concerns", key, f"domain:{main.domains[0]}")
            handler = self.world.agencies[self.rng.choice(self.agencies)].key
            self._relate("supervises" if self.rng.random() < 0.3 else "handles", handler, key)

    def _figures(self) -> Iterator[StatedFigure]:
        for _ in range(heavy_count(self.rng, 2.12, 0.62, 0, 90)):
            yield self._figure()

    def _figure(self) -> StatedFigure:
        rng = self.rng
        noun = rng.choices(w.NOUNS, _NOUN_SHARES)[0]
        value, comparator = self._value(noun), rng.choices(_SYMBOLS, _SYMBOL_SHARES)[0]
        plans = list(self.plans.values())
        plan = plans[0] if rng.random() < 0.85 else rng.choice(plans)
        case = rng.choice(list(self.cases)) if self.cases and rng.random() < 0.15 else None
        verb = self._verb(noun)
        return StatedFigure(
            span=self._span(self._words(noun, value, comparator)),
            value=value,
            comparator=comparator,
            unit=noun.unit,
            unit_text=noun.unit_words[self.script],
            what=noun.things[self.script],
            action=verb,
            measure=noun.measure,
            campaign=plan.entry.key if rng.random() < 0.82 else None,
            domains=plan.domains[: rng.choices((0, 1, 2), (10, 40, 50))[0]],
            agency=self.world.agencies[rng.choice(self.agencies)].key if rng.random() < 0.43 else None,
            case=case,
            place=self._place() if rng.random() < 0.08 else None,
            period=self._period(plan) if rng.random() < 0.34 else None,
            minor=rng.random() < 0.05,
            speaker=self.world.officials[rng.choice(self.officials)].key
            if self.officials and rng.random() < 0.35
            else None,
        )

    def _verb(self, noun: w.Noun) -> str | None:
        if not noun.actions or self.rng.random() < 0.06:
            return None
        if self.rng.random() < 0.08:
            return w.UNLISTED_VERBS[self.script]
        return w.ACTIONS[self.rng.choice(noun.actions)][self.script]

    def _value(self, noun: w.Noun) -> Decimal:
        """Return a number with two or three digits that mean something, as announcements round."""
        rng = self.rng
        digits = rng.randint(*noun.digits)
        if noun.unit == "percent":
            value = Decimal(rng.randint(1, 999)) / 10
            return -value if noun.measure == "change" and rng.random() < 0.4 else value
        if digits <= 3:
            return Decimal(rng.randint(max(2, 10 ** (digits - 1)), 10**digits - 1))
        # Small numbers are printed to the last digit, large ones rounded.
        known = digits if digits <= 5 and rng.random() < 0.5 else 3
        return Decimal(rng.randint(10 ** (known - 1), 10**known - 1) * 10 ** (digits - known))

    def _words(self, noun: w.Noun, value: Decimal, comparator: str) -> str:
        thing, unit = noun.things[self.script], noun.unit_words[self.script]
        number = shown_number(abs(value), self.script)
        if self.script == 0:
            before = {"=": "", ">": "more than ", ">=": "at least ", "<": "nearly ", "~": "about "}[comparator]
            if noun.unit == "percent":
                tail = "of" if noun.measure == "share" else "fewer" if value < 0 else "more"
                return f"{before}{number}% {tail} {thing}"
            if noun.unit in ("money", "mass", "volume"):
                return f"{before}{number} {unit} of {thing}"
            return f"{before}{number} {thing}"
        if noun.unit == "percent":
            verb = {"share": ("占", "佔")}.get(noun.measure, ("下降", "下降") if value < 0 else ("上升", "上升"))
            return f"{thing}{verb[self.script - 1]}{number}%"
        after = {">": "余" if self.script == 1 else "餘", ">=": "", "<": "", "~": "", "=": ""}[comparator]
        end = {">=": "以上", "~": "左右"}.get(comparator, "")
        return f"{thing}{'近' if comparator == '<' else ''}{number}{after}{unit}{end}"

    def _period(self, plan: Plan) -> Period:
        year, shape = (
            plan.start[:4],
            self.rng.choices(("year", "month", "since", "days", "until"), (50, 12, 22, 10, 6))[0],
        )
        match shape:
            case "year":
                return Period(start=year, end=year)
            case "month":
                month = f"{year}-{self.rng.randint(1, 12):02}"
                return Period(start=month, end=month)
            case "since":
                return Period(start=plan.start[: self.rng.choice((4, 7))])
            case "until":
                return Period(end=plan.end[:7])
            case _:
                return Period(start=plan.start, end=plan.end)

    def _links(self) -> RecordLinks:
        campaigns = {plan.entry.key: f"campaign/{plan.entry.key}" for plan in self.plans.values()}
        if self.series_too:
            campaigns[self.series_too] = f"series/{self.series_too}"
        agencies = [self.world.agencies[at].key for at in self.agencies]
        officials = [self.world.officials[at].key for at in self.officials]
        return RecordLinks(
            campaigns=campaigns,
            agencies=dict(zip(agencies, agencies, strict=True)),
            officials=dict(zip(officials, officials, strict=True)),
            cases={key: key for key, entry in self.cases.items() if entry.key},
            places=dict(self.places),
        )


def shown_number(value: Decimal, script: int) -> str:
    """Return a number as announcements print it, nothing rounded away.

    >>> shown_number(Decimal(18370000000), 0), shown_number(Decimal(84000), 1), shown_number(Decimal(8400), 0)
    ('18.37 billion', '8.4万', '8,400')
    """
    steps = (
        ((10**9, " billion"), (10**6, " million")),
        ((10**8, "亿"), (10**4, "万")),
        ((10**8, "億"), (10**4, "萬")),
    )[script]
    for size, word in steps:
        short = value / size
        if short >= 1 and short == short.quantize(Decimal("0.01")):
            return f"{short.normalize():f}{word}"
    return f"{value:,f}" if script == 0 else f"{value:f}"


def make_record(world: World, number: int, seed: int) -> tuple[ExtractionRecord, RecordLinks]:
    """Return a record and its links: the same number, seed and world, the same record, in any order of asking."""
    return Draft(world=world, number=number, seed=seed, rng=Random(f"record:{seed}:{number}")).make()
