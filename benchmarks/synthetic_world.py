"""The world synthetic announcements speak of: places, agencies, series, campaigns and officials, heavy-tailed."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

from benchmarks import synthetic_words as w
from kg.model.registry import (
    AgencyEntry,
    CampaignEntry,
    CaseEntry,
    ConceptEntry,
    Label,
    OfficialEntry,
    PlaceEntry,
    Post,
    Scheme,
    SeriesEntry,
)

YEARS = range(2008, 2026)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many things of each kind the world holds.

    Unless told, they grow with the records as the real registry does (a vocabulary grows slower than the text:
    Heaps' law), so that the well-known bodies are named by ever more announcements.
    """

    records: int
    agencies: int
    campaigns: int
    officials: int

    @classmethod
    def of(
        cls, records: int, *, agencies: int | None = None, campaigns: int | None = None, officials: int | None = None
    ) -> Sizes:
        """Return the sizes for so many records, each one open to be set."""
        growth = float(max(records, 1)) ** 0.65
        return cls(
            records=records,
            agencies=agencies or max(30, round(5.5 * growth)),
            campaigns=campaigns or max(12, round(4.2 * growth)),
            officials=officials or max(6, round(2.2 * growth)),
        )


class Zipf:
    """Draws positions 0..n-1, the first ones far more often: position k with weight 1/(k + shift)."""

    def __init__(self, count: int, shift: float = 2.0) -> None:
        self._sums = list(accumulate(1.0 / (k + shift) for k in range(count)))

    def draw(self, rng: Random) -> int:
        return bisect(self._sums, rng.random() * self._sums[-1], hi=len(self._sums) - 1)


def heavy_count(rng: Random, mu: float, sigma: float, low: int, high: int) -> int:
    """Return a count around exp(mu) with a long tail."""
    return min(high, max(low, int(rng.lognormvariate(mu, sigma))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is true of one campaign, of which every announcement about it states a part."""

    entry: CampaignEntry
    series: str | None
    domains: tuple[str, ...]
    leaders: tuple[int, ...]
    members: tuple[int, ...]
    start: str
    end: str
    home: int
    previous: int | None = None
    parent: int | None = None


def labels(names: Sequence[str], *others: Sequence[str]) -> tuple[Label, ...]:
    """Return a thing's names in the three languages, the preferred ones first."""
    columns = zip(w.LANGUAGES, zip(names, *others, strict=True), strict=True)
    return tuple(
        Label(value=value, language=language, source="converted" if language == "zh-Hant" else "seen")
        for language, values in columns
        for value in dict.fromkeys(values)
    )


class World:
    """Everything canonical, made once from the sizes and the seed; holds no record."""

    def __init__(self, sizes: Sizes, seed: int) -> None:
        self.sizes = sizes
        self.rng = Random(f"world:{seed}:{sizes}")
        self.shift = self.rng.randrange(32**3)
        self.places: list[PlaceEntry] = []
        self.country_of: list[int] = []
        self.agencies: list[AgencyEntry] = []
        self.by_country: list[list[int]] = []
        self.unions: list[int] = []
        self.series: list[SeriesEntry] = []
        self.plans: list[Plan] = []
        self.officials: list[OfficialEntry] = []
        self.officials_of: dict[int, list[int]] = {}
        self._make_places()
        self._make_agencies()
        self._make_campaigns()
        self._make_officials()
        self.series_by_key = {series.key: series for series in self.series}
        self.popularity = Zipf(len(self.plans))
        self.by_popularity = list(range(len(self.plans)))
        self.rng.shuffle(self.by_popularity)

    def name(self, number: int, multiplier: int) -> tuple[str, str]:
        return w.invented_name(number, multiplier=multiplier, shift=self.shift)

    def _make_places(self) -> None:
        """A forest: countries, and below each place some more, one level down."""
        wanted = max(24, self.sizes.agencies // 4)
        countries = max(4, round(wanted**0.4))
        level: list[int] = []
        while len(self.places) < wanted:
            number = len(self.places)
            parent = None if number < countries else (number - countries) // 5
            level.append(0 if parent is None else min(4, level[parent] + 1))
            kind, suffixes = w.PLACE_KINDS[level[number]]
            latin, chinese = self.name(number, 10007)
            full = (latin + suffixes[0], chinese + suffixes[1], chinese + suffixes[2])
            within = self.places[parent].key if parent is not None else None
            entry = PlaceEntry(
                key=latin.lower(), labels=labels(full, (latin, chinese, chinese)), kind=kind, within=within
            )
            self.places.append(entry)
            self.country_of.append(number if parent is None else self.country_of[parent])
        self.countries = countries

    def _make_agencies(self) -> None:
        """Offices in every place from the top down, each the unit of its like in the place around; some unions."""
        self.by_country = [[] for _ in range(self.countries)]
        unions = max(3, self.sizes.agencies // 60)
        for number in range(unions):
            latin, chinese = self.name(number, 30011)
            full = (f"{latin} {w.UNION[0]}", chinese + w.UNION[1], chinese + w.UNION[2])
            self.unions.append(len(self.agencies))
            self._add_agency(f"{latin.lower()}-union", labels(full), "InternationalBody")
        keys = {place.key: number for number, place in enumerate(self.places)}
        for number, place in enumerate(self.places):
            parent = keys[place.within] if place.within else None
            for office in w.OFFICES:
                if len(self.agencies) < self.sizes.agencies and not (
                    office.key == "coast" and place.kind in ("county", "town")
                ):
                    self._add_office(number, parent, office)
            if place.kind == "country" and len(self.agencies) < self.sizes.agencies:
                rows = tuple(p.format(n) for p, n in zip(w.COLLECTIVE, self._short(number), strict=True))
                self.by_country[number].append(len(self.agencies))
                self._add_agency(f"{place.key}-police", labels(rows), "AgencyCollective", collective=True)

    def _short(self, place: int) -> tuple[str, str, str]:
        shown = {label.language: label.value for label in self.places[place].labels}
        return shown["en"], shown["zh-Hans"], shown["zh-Hant"]

    def _add_office(self, number: int, parent: int | None, office: w.Office) -> None:
        place = self.places[number]
        words = office.top if parent is None else office.below
        short = self._short(number)
        full = (f"{short[0]} {words[0]}", short[1] + words[1], short[2] + words[2])
        initials = "".join(word[0] for word in full[0].split() if word[0].isupper())
        rows = [(initials, short[1] + words[1][:2], short[2] + words[2][:2])] if parent is None else []
        self.by_country[self.country_of[number]].append(len(self.agencies))
        self._add_agency(
            f"{place.key}-{office.key}",
            labels(full, *rows),
            office.top_class if parent is None else office.below_class,
            parent=None if parent is None else f"{self.places[parent].key}-{office.key}",
            jurisdiction=place.key,
        )

    def _add_agency(
        self,
        key: str,
        names: tuple[Label, ...],
        kind: str,
        *,
        collective: bool = False,
        parent: str | None = None,
        jurisdiction: str | None = None,
    ) -> None:
        self.agencies.append(
            AgencyEntry(
                key=key,
                labels=names,
                kind=kind,
                collective=collective,
                parent=parent,
                parent_basis="name" if parent else None,
                jurisdiction=jurisdiction,
            )
        )

    def _make_campaigns(self) -> None:
        rng, number = self.rng, 0
        while len(self.plans) < self.sizes.campaigns:
            latin, chinese = self.name(number, 20011)
            number += 1
            home = self._home()
            domains = tuple(rng.sample([row[0] for row in w.DOMAINS[:-1]], rng.choice((1, 1, 2, 2, 3))))
            leaders = self._leaders(home)
            core = self._draw_members(home, heavy_count(rng, 1.8, 0.9, 1, 80), leaders)
            if rng.random() < 0.4:
                self._add_series(latin, chinese, home, domains, leaders, core)
            else:
                names = (f"Operation {latin}", f"{chinese}行动", f"{chinese}行動")
                entry = CampaignEntry(key=f"operation-{latin.lower()}", labels=labels(names))
                self._add_plan(entry, None, home, domains, leaders, core, rng.choice(YEARS))

    def _home(self) -> int:
        """A country, or -1 for what an international body leads."""
        return -1 if self.rng.random() < 0.3 else min(int(self.rng.expovariate(0.45)), self.countries - 1)

    def _leaders(self, home: int) -> tuple[int, ...]:
        count = 1 if self.rng.random() < 0.75 else 2
        pool = self.unions if home < 0 else self.by_country[home]
        draw = Zipf(len(pool), 1.0)
        return tuple(dict.fromkeys(pool[draw.draw(self.rng)] for _ in range(count)))

    def _draw_members(self, home: int, count: int, leaders: Sequence[int]) -> tuple[int, ...]:
        """Mostly bodies of the home country, the known ones first; abroad, the top bodies of other countries."""
        members: dict[int, None] = {}
        for _ in range(count):
            country = home
            if home < 0 or self.rng.random() < 0.08:
                country = min(int(self.rng.expovariate(0.25)), self.countries - 1)
            pool = self.by_country[country][:4] if home < 0 else self.by_country[country]
            if pool:
                members[pool[min(int(self.rng.paretovariate(0.5)) - 1, len(pool) - 1)]] = None
        return tuple(member for member in members if member not in leaders)

    def _add_series(
        self,
        latin: str,
        chinese: str,
        home: int,
        domains: tuple[str, ...],
        leaders: tuple[int, ...],
        core: tuple[int, ...],
    ) -> None:
        rng, series = self.rng, latin.lower()
        about = {"en": f"A line of operations named {latin}.", "zh-Hans": f"以{chinese}为名的系列行动。"}
        names = labels((latin, chinese, chinese), (f"Operation {latin}", f"{chinese}行动", f"{chinese}行動"))
        self.series.append(SeriesEntry(key=series, labels=names, about=about))
        editions = min(len(YEARS), 1 + int(rng.expovariate(0.3)))
        first = rng.randrange(len(YEARS) - editions + 1)
        numbered = home < 0
        previous = None
        for step in range(editions):
            year = YEARS[first + step]
            edition = w.roman(step + 1) if numbered else str(year)
            gap = " " if numbered else ""
            names = labels(
                (f"{latin} {edition}", f"{chinese}{gap}{edition}", f"{chinese}{gap}{edition}"),
                (
                    f"Operation {latin} {edition}",
                    f"{chinese}{gap}{edition}专项行动",
                    f"{chinese}{gap}{edition}專項行動",
                ),
            )
            key = f"{series}-{edition.lower()}"
            entry = CampaignEntry(key=key, labels=names, series=series, edition=edition)
            members = tuple(member for member in core if rng.random() < 0.85)
            members += self._draw_members(home, max(1, len(core) // 5), (*leaders, *members))
            previous = self._add_plan(entry, previous, home, domains, leaders, members, year)
            if rng.random() < 0.15:
                self._add_wave(previous)

    def _add_wave(self, parent: int) -> None:
        plan, number = self.plans[parent], self.rng.randint(2, 4)
        shown = {
            language: next(x.value for x in plan.entry.labels if x.language == language) for language in w.LANGUAGES
        }
        names = (f"{shown['en']} wave {number}", f"{shown['zh-Hans']}第{number}波", f"{shown['zh-Hant']}第{number}波")
        key = f"{plan.entry.key}-wave-{number}"
        entry = CampaignEntry(key=key, labels=labels(names), part_of=(f"campaign/{plan.entry.key}",))
        members = plan.members[: max(1, len(plan.members) // 2)]
        at = self._add_plan(entry, None, plan.home, plan.domains[:1], plan.leaders, members, int(plan.start[:4]))
        self.plans[at] = replace(self.plans[at], series=plan.series, parent=parent)

    def _add_plan(
        self,
        entry: CampaignEntry,
        previous: int | None,
        home: int,
        domains: tuple[str, ...],
        leaders: tuple[int, ...],
        members: tuple[int, ...],
        year: int,
    ) -> int:
        month, length = self.rng.randint(1, 9), self.rng.randint(0, 3)
        self.plans.append(
            Plan(
                entry=replace(entry, year=year),
                series=entry.series,
                domains=domains,
                leaders=leaders,
                members=members,
                start=f"{year}-{month:02}-{self.rng.randint(1, 28):02}",
                end=f"{year}-{min(12, month + 1 + length):02}-{self.rng.randint(1, 28):02}",
                home=home,
                previous=previous,
            )
        )
        return len(self.plans) - 1

    def _make_officials(self) -> None:
        """Officials of the bodies that lead; a body much in the news has several."""
        leaders = sorted({leader for plan in self.plans for leader in plan.leaders})
        draw = Zipf(len(leaders))
        roles = list(w.ROLES)
        for number in range(self.sizes.officials):
            agency = leaders[number] if number < len(leaders) // 2 else leaders[draw.draw(self.rng)]
            latin, chinese = self.name(number, 40009)
            surname, surname_zh = w.invented_name(self.rng.randrange(40), multiplier=8191)
            role = self.rng.choice(roles)
            names = (f"{latin} {surname}", f"{chinese}·{surname_zh}", f"{chinese}·{surname_zh}")
            posts = dict.fromkeys(
                Post(agency=self.agencies[agency].key, role=role, text=text) for text in w.ROLES[role]
            )
            key = f"{latin}-{surname}".lower()
            self.officials_of.setdefault(agency, []).append(number)
            self.officials.append(OfficialEntry(key=key, labels=labels(names), posts=tuple(posts)))


def case_entry(number: int, place: PlaceEntry) -> CaseEntry:
    """Return a case that two announcements single out; its label is its place and a date."""
    month, day = number % 12 + 1, number * 7 % 28 + 1
    shown = {label.language: label.value for label in reversed(place.labels)}
    tag = f"{month}.{day}-{number}"
    names = (
        f"the {shown['en']} “{tag}” case",
        f"{shown['zh-Hans']}“{tag}”案",
        f"{shown['zh-Hant']}“{tag}”案",
    )
    return CaseEntry(key=f"{place.key}-case-{number}", labels=labels(names))


def concept_schemes() -> tuple[Scheme, ...]:
    """Return the six schemes records point into: the real keys, with labels in English and Chinese."""

    def concept(key: str, names: Sequence[str], **more: object) -> ConceptEntry:
        return ConceptEntry(key=key, labels=labels(names), **more)  # type: ignore[arg-type]

    found = {
        "domain": [
            concept(key, (key.replace("-", " "), hans, hant), broader=w.BROADER_DOMAINS.get(key))
            for key, hans, hant in w.DOMAINS
        ],
        "unit": [concept(key, row.split("|")) for key, row in w.UNITS.items()],
        "measure": [concept(key, row.split("|")) for key, row in w.MEASURES.items()],
        "comparator": [concept(key, row.split("|"), symbol=symbol) for key, (symbol, row) in w.COMPARATORS.items()],
        "role": [concept(key, names) for key, names in w.ROLES.items()],
        "action": [concept(key, names, verbs=tuple(dict.fromkeys(names))) for key, names in w.ACTIONS.items()],
    }
    return tuple(
        Scheme(key=key, labels=labels(w.SCHEMES[key].split("|")), concepts=tuple(concepts))
        for key, concepts in found.items()
    )
