"""The store's figures as plain facts, ready to be set against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from kg.consistency.interval import Stated, stated
from kg.consistency.metrics import Metric, read_metric
from kg.consistency.window import NO_WINDOW, Window, make_window
from kg.model import vocabulary as v
from kg.rdf import names as n
from kg.rdf.names import canonical_tag
from kg.rdf.terms import Literal, NamedNode, Term
from kg.rdf.triples import TripleSource

SYMBOLS = {"equal": "=", "more-than": ">", "at-least": ">=", "less-than": "<", "about": "~"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFact:
    """One stated figure with all that decides what it may be set against.

    `campaigns` are canonical IRIs, `domains` concept keys, `scope` the place it is about ("" for all the announcement
    speaks of); `window` is the time it is stated for. `position` orders figures of one text, where it is known.
    """

    iri: str
    document: str
    quote: str
    metric: Metric
    stated: Stated
    comparator: str
    campaign: str = ""
    case: str = ""
    domains: frozenset[str] = frozenset()
    agency: str = ""
    scope: str = ""
    window: Window = NO_WINDOW
    position: int | None = None
    minor: bool = False
    status: str = "accepted"

    @property
    def value(self) -> Decimal:
        """The printed value."""
        return self.stated.value


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFact:
    """One announcement: `issued` as stated, the agencies and domains it names."""

    id: str
    language: str = ""
    title: str = ""
    issued: str = ""
    publisher: str = ""
    url: str = ""
    sha256: str = ""
    campaigns: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    targets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """campaign → keys of the domains this announcement says it is against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFact:
    """One campaign or series: `year` and `edition` as curated, `window` the dates it is known to have run."""

    iri: str
    name: str = ""
    series: str = ""
    edition: str = ""
    year: int | None = None
    window: Window = NO_WINDOW
    is_series: bool = False
    international: bool = False
    wholes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class World:
    """Everything the checks look at; figures are sorted by document and position."""

    figures: tuple[FigureFact, ...]
    documents: Mapping[str, DocumentFact] = field(default_factory=dict)
    campaigns: Mapping[str, CampaignFact] = field(default_factory=dict)
    _editions: dict[str, tuple[CampaignFact, ...]] = field(default_factory=dict, init=False, repr=False)

    def by_document(self) -> Iterator[tuple[str, list[FigureFact]]]:
        """Yield each document with its figures, in order."""
        groups: dict[str, list[FigureFact]] = defaultdict(list)
        for figure in self.figures:
            groups[figure.document].append(figure)
        yield from groups.items()

    def editions(self) -> Mapping[str, tuple[CampaignFact, ...]]:
        """Return each series' editions, oldest first; only those whose year or dates are known."""
        if not self._editions:
            self._editions.update(self._sorted_editions())
        return self._editions

    def _sorted_editions(self) -> dict[str, tuple[CampaignFact, ...]]:
        found: dict[str, list[CampaignFact]] = defaultdict(list)
        for campaign in self.campaigns.values():
            if campaign.series and campaign.window.start:
                found[campaign.series].append(campaign)
        return {
            series: tuple(sorted(found[series], key=lambda c: (c.window.start, c.window.end, c.iri)))
            for series in sorted(found)
        }

    def name_of(self, campaign: str) -> str:
        """Return what to call a campaign."""
        known = self.campaigns.get(campaign)
        return known.name if known and known.name else campaign.rpartition("/")[2]


def read_world(source: TripleSource, *, documents: Collection[str] | None = None) -> World:
    """Return the figures of a merged view, rejected ones left out; `documents` (ids) keeps those of some.

    Raises: StoreError when the store cannot be read.
    """
    return _WorldReader(source).read(documents)


class _WorldReader:
    """Reads property by property: one pass each is many times faster than one query with twenty optional parts."""

    def __init__(self, source: TripleSource) -> None:
        self._source = source

    def read(self, wanted: Collection[str] | None) -> World:
        campaigns = self._campaigns()
        documents = self._documents(wanted, campaigns)
        stated_windows = self._stated_windows()
        figures = list(self._figures(documents, campaigns, stated_windows))
        figures.sort(key=lambda f: (f.document, f.position if f.position is not None else -1, f.iri))
        return World(figures=tuple(figures), documents=documents, campaigns=campaigns)

    def _column(self, predicate: str) -> dict[str, str]:
        """Return subject → object of a property that has one value; the smallest where there are several."""
        found: dict[str, str] = {}
        for triple in self._source.match(None, NamedNode(predicate)):
            key, value = _text(triple.subject), _text(triple.object)
            if key not in found or value < found[key]:
                found[key] = value
        return found

    def _columns(self, predicate: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for triple in self._source.match(None, NamedNode(predicate)):
            found[_text(triple.subject)].add(_text(triple.object))
        return found

    def _subjects(self, kind: str) -> Iterator[str]:
        for triple in self._source.match(None, n.RDF_TYPE, NamedNode(kind)):
            yield _text(triple.subject)

    def _countries(self) -> set[str]:
        return {place for place, kinds in self._columns(n.DC_TYPE.value).items() if "country" in kinds}

    def _labels(self) -> dict[str, str]:
        """Return each thing's name: English where there is one."""
        best: dict[str, tuple[int, str]] = {}
        for triple in self._source.match(None, n.PREF_LABEL):
            label = triple.object
            if isinstance(label, Literal):
                rank = (0 if canonical_tag(label.language or "").startswith("en") else 1, label.value)
                key = _text(triple.subject)
                if key not in best or rank < best[key]:
                    best[key] = rank
        return {key: name for key, (_, name) in best.items()}

    def _campaigns(self) -> dict[str, CampaignFact]:
        names, series, edition = self._labels(), self._column(v.EDITION_OF), self._column(v.EDITION)
        years, wholes = self._column(v.YEAR), self._columns(v.PART_OF_CAMPAIGN)
        starts, ends = self._columns(v.START), self._columns(v.END)
        international = set(self._subjects(v.C_INTERNATIONAL_CAMPAIGN))
        kinds = ((v.C_CAMPAIGN, False), (v.C_CAMPAIGN_SERIES, True))
        found = {}
        for kind, is_series in kinds:
            for iri in self._subjects(kind):
                year = years.get(iri, "")
                found[iri] = CampaignFact(
                    iri=iri,
                    name=names.get(iri, ""),
                    series=series.get(iri, ""),
                    edition=edition.get(iri, ""),
                    year=int(year) if year.isdigit() else None,
                    # Dates that sources give differently are no dates to rest on.
                    window=make_window(_only(starts.get(iri)), _only(ends.get(iri)), basis="campaign")
                    or make_window(year, year, basis="year")
                    or NO_WINDOW,
                    is_series=is_series,
                    international=iri in international,
                    wholes=frozenset(wholes.get(iri, ())),
                )
        return found

    def _documents(
        self, wanted: Collection[str] | None, campaigns: Mapping[str, CampaignFact]
    ) -> dict[str, DocumentFact]:
        titles, issued, languages = (
            self._column(n.TITLE.value),
            self._column(n.ISSUED.value),
            self._column(n.LANGUAGE.value),
        )
        publishers, urls, hashes = self._column(v.PUBLISHER_NAME), self._column(n.URL.value), self._column(v.SHA256)
        mentions, targets = self._columns(v.MENTIONS), self._targets()
        found = {}
        for iri in self._subjects(v.C_ANNOUNCEMENT):
            key = iri.rpartition("/")[2]
            if wanted is None or key in wanted:
                named = mentions.get(iri, set())
                found[key] = DocumentFact(
                    id=key,
                    language=languages.get(iri, ""),
                    title=titles.get(iri, ""),
                    issued=issued.get(iri, ""),
                    publisher=publishers.get(iri, ""),
                    url=urls.get(iri, ""),
                    sha256=hashes.get(iri, ""),
                    campaigns=frozenset(named & campaigns.keys()),
                    agencies=frozenset(thing for thing in named if "/id/agency/" in thing),
                    targets={campaign: frozenset(keys) for campaign, keys in targets.get(key, {}).items()},
                )
        return dict(sorted(found.items()))

    def _targets(self) -> dict[str, dict[str, set[str]]]:
        """Return document → campaign → domains, as its own claims state them."""
        subjects, objects = self._column(v.CLAIM_SUBJECT), self._column(v.CLAIM_OBJECT)
        sources, found = self._column(v.STATED_IN), defaultdict[str, dict[str, set[str]]](dict)
        for triple in self._source.match(None, NamedNode(v.CLAIM_PREDICATE), NamedNode(v.TARGETS)):
            claim = _text(triple.subject)
            document = sources[claim].rpartition("/")[2]
            found[document].setdefault(subjects[claim], set()).add(_key(objects[claim]))
        return found

    def _stated_windows(self) -> dict[tuple[str, str], Window]:
        about, source = self._column(v.ABOUT_CAMPAIGN), self._column(v.STATED_IN)
        starts, ends = self._column(v.START), self._column(v.END)
        found = {}
        for iri in self._subjects(v.C_STATED_WINDOW):
            window = make_window(starts.get(iri, ""), ends.get(iri, ""), basis="campaign")
            if iri in about and iri in source and window:
                found[source[iri].rpartition("/")[2], about[iri]] = window
        return found

    def _evidence(self) -> tuple[dict[str, str], dict[str, int]]:
        """Return quote and position of each piece of evidence."""
        exact, start = self._column(n.OA_EXACT.value), self._column(n.OA_START.value)
        quotes, positions = {}, {}
        for triple in self._source.match(None, n.HAS_SELECTOR):
            evidence, selector = _text(triple.subject), _text(triple.object)
            if selector in exact:
                quotes[evidence] = exact[selector]
            if selector in start:
                positions[evidence] = int(start[selector])
        return quotes, positions

    def _figures(
        self,
        documents: Mapping[str, DocumentFact],
        campaigns: Mapping[str, CampaignFact],
        stated_windows: Mapping[tuple[str, str], Window],
    ) -> Iterator[FigureFact]:
        sources, values, uppers = self._column(v.STATED_IN), self._column(v.VALUE), self._column(v.UPPER_VALUE)
        comparators, units, measures = self._column(v.COMPARATOR), self._column(v.UNIT), self._column(v.MEASURE)
        unit_texts, counts, actions = self._column(v.UNIT_TEXT), self._column(v.COUNTS), self._column(v.ACTION)
        action_texts, about, cases = (
            self._column(v.ACTION_TEXT),
            self._column(v.ABOUT_CAMPAIGN),
            self._column(v.ABOUT_CASE),
        )
        domains, agencies, places = (
            self._columns(v.ABOUT_DOMAIN),
            self._column(v.ABOUT_AGENCY),
            self._column(v.ABOUT_PLACE),
        )
        place_texts, starts, ends = self._column(v.PLACE_TEXT), self._column(v.PERIOD_START), self._column(v.PERIOD_END)
        evidence, minor, status = self._column(v.EVIDENCE), self._column(v.MINOR), self._column(v.REVIEW_STATUS)
        quotes, positions = self._evidence()
        homes, countries = self._column(v.JURISDICTION), self._countries()
        for iri in self._subjects(v.C_FIGURE):
            document = documents.get(sources.get(iri, "").rpartition("/")[2])
            value = _decimal(values.get(iri))
            if document is None or value is None or status.get(iri) == "rejected":
                continue
            comparator = SYMBOLS.get(_key(comparators.get(iri, "")), "=")
            quote = quotes.get(evidence.get(iri, ""), "")
            campaign = about.get(iri, "")
            agency = agencies.get(iri, "")
            domain_keys = frozenset(_key(d) for d in domains.get(iri, ()))
            window = (
                make_window(starts.get(iri, ""), ends.get(iri, ""), basis="stated")
                or stated_windows.get((document.id, campaign))
                or (campaigns[campaign].window if campaign in campaigns else None)
                or NO_WINDOW
            )
            place = places.get(iri) or place_texts.get(iri, "")
            home = homes.get(agency, "")
            if home in countries and not (campaign in campaigns and campaigns[campaign].international):
                home = ""  # a ministry's own country is all its announcement speaks of
            yield FigureFact(
                iri=iri,
                document=document.id,
                quote=quote,
                metric=read_metric(
                    unit=_key(units.get(iri, "")),
                    measure=_key(measures.get(iri, "")),
                    what=counts.get(iri, ""),
                    unit_text=unit_texts.get(iri, ""),
                    action=_key(actions.get(iri, "")),
                    action_text=action_texts.get(iri, ""),
                    language=document.language,
                    domains=domain_keys,
                ),
                stated=stated(value, comparator, upper=_decimal(uppers.get(iri)), quote=quote),
                comparator=comparator,
                campaign=campaign,
                case=cases.get(iri, ""),
                domains=domain_keys,
                agency=agency,
                scope=place or home,
                window=window,
                position=positions.get(evidence.get(iri, "")),
                minor=minor.get(iri) == "true",
                status=status.get(iri, ""),
            )


def world_of(
    figures: Iterable[FigureFact],
    documents: Iterable[DocumentFact] = (),
    campaigns: Iterable[CampaignFact] = (),
) -> World:
    """Return a world made of facts at hand."""
    ordered = sorted(figures, key=lambda f: (f.document, f.position if f.position is not None else -1, f.iri))
    known = {d.id: d for d in documents}
    for figure in ordered:
        known.setdefault(figure.document, DocumentFact(id=figure.document))
    return World(figures=tuple(ordered), documents=dict(sorted(known.items())), campaigns={c.iri: c for c in campaigns})


def _text(term: Term) -> str:
    return term.value if isinstance(term, (NamedNode, Literal)) else str(term)


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]


def _only(values: Collection[str] | None) -> str:
    return next(iter(values)) if values and len(values) == 1 else ""


def _decimal(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
