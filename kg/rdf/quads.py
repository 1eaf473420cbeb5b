"""A record → the triples of its announcement's graph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.model import vocabulary as v
from kg.model.record import (
    RELATION_ENDS,
    CaseMention,
    EventMention,
    ExtractionRecord,
    Mention,
    OfficialMention,
    Period,
    Relation,
    Span,
    StatedFigure,
)
from kg.model.registry import Label, RecordLinks, Registry
from kg.model.review import without_rejected
from kg.rdf import names as n
from kg.rdf.iris import Iris, content_hash
from kg.rdf.terms import Literal, NamedNode, Term, Triple

COMPARATORS = {"=": "equal", ">": "more-than", ">=": "at-least", "<": "less-than", "~": "about"}

EVENT_CLASSES = {
    "press-conference": v.C_PRESS_CONFERENCE,
    "meeting": v.C_MEETING,
    "announcement": v.C_PUBLIC_EVENT,
}

# A relation's type → the property it states.
PREDICATES = {
    "leads": v.LEADS,
    "participates": v.PARTICIPATES_IN,
    "targets": v.TARGETS,
    "part-of": v.PART_OF_CAMPAIGN,
    "handles": v.HANDLES,
    "supervises": v.SUPERVISES,
    "case-of": v.PART_OF_CAMPAIGN,
    "concerns": v.CONCERNS,
    "unit-of": v.ORG + "unitOf",
    "speaks-for": v.SPEAKS_FOR,
    "hosts": v.HOSTS,
    "attends": v.ATTENDS,
    "announces": v.ANNOUNCES,
}
_PREDICATE_TERMS = {key: NamedNode(iri) for key, iri in PREDICATES.items()}

_T = {
    name: NamedNode(getattr(v, name)) for name in dir(v) if name.isupper() and str(getattr(v, name)).startswith(v.CKG)
}


def slug(key: str) -> str:
    """Return a key as part of an IRI: its own letters where they are safe, a hash where they are not.

    >>> slug("kunlun-2023"), slug("昆仑")
    ('kunlun-2023', 'x34e38c211804')
    """
    return key if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) else f"x{content_hash(key)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """What a record's triples need to know of the registry, indexed once for many records."""

    names: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """(kind, key) → the wordings the registry has as names of the thing."""
    actions: Mapping[str, str] = field(default_factory=dict)
    """printed verb, case-folded → concept key in scheme `action`."""
    roles: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """(official key, agency key, role as printed) → concept key in scheme `role`; one text may name two posts."""

    @classmethod
    def of(cls, registry: Registry) -> Lookups:
        """Return the lookups of a registry."""
        kinds = {
            "series": registry.series,
            "campaign": registry.campaigns,
            "agency": registry.agencies,
            "official": registry.officials,
            "case": registry.cases,
        }
        wordings = {
            (kind, entry.key): frozenset(label.value for label in entry.labels if label.is_name)
            for kind, entries in kinds.items()
            for entry in entries
        }
        actions = {
            verb.casefold(): concept.key
            for scheme in registry.schemes
            if scheme.key == "action"
            for concept in scheme.concepts
            for verb in concept.verbs
        }
        roles = {
            (official.key, post.agency, post.text): post.role
            for official in registry.officials
            for post in official.posts
            if post.text and post.role
        }
        return cls(names=wordings, actions=actions, roles=roles)


def record_triples(record: ExtractionRecord, links: RecordLinks, lookups: Lookups, iris: Iris) -> list[Triple]:
    """Return what an announcement's graph holds, each triple once, in the order of the record.

    The same record, links and base give the same triples; a figure keeps its IRI when its reading is corrected.
    """
    return list(dict.fromkeys(_RecordGraph(record, links, lookups, iris).triples()))


class _RecordGraph:
    """The conversion of one record; a class because every step needs the same five things."""

    def __init__(self, record: ExtractionRecord, links: RecordLinks, lookups: Lookups, iris: Iris) -> None:
        self.record = record = without_rejected(record)
        self.links = links
        self.lookups = lookups
        self.iris = iris
        self.document = record.document.id
        self.language = record.document.language
        self.announcement = iris.announcement(self.document)
        self.status = Literal(record.review.status)
        self.campaigns = {c.key: self._campaign_iri(c.key) for c in record.campaigns}
        self.agencies = {a.key: self._linked("agency", a.key, links.agencies) for a in record.agencies}
        self.officials = {o.key: self._linked("official", o.key, links.officials) for o in record.officials}
        self.cases = {c.key: self._linked("case", c.key, links.cases) for c in record.cases}
        self.events = {e.key: iris.thing("event", f"{self.document}-{slug(e.key)}") for e in record.events}

    def _local(self, kind: str, key: str) -> NamedNode:
        """An unlinked thing keeps to its document: two documents' local keys never meet by chance."""
        return self.iris.thing(kind, f"{self.document}-{slug(key)}")

    def _linked(self, kind: str, key: str, links: Mapping[str, str]) -> NamedNode:
        return self.iris.thing(kind, links[key]) if key in links else self._local(kind, key)

    def _campaign_iri(self, key: str) -> NamedNode:
        ref = self.links.campaigns.get(key)
        if ref is None:
            return self._local("campaign", key)
        kind, _, canonical = ref.partition("/")
        return self.iris.thing(kind, canonical)

    def triples(self) -> Iterator[Triple]:
        yield from self._announcement()
        for campaign in self.record.campaigns:
            ref = self.links.campaigns.get(campaign.key, "campaign/")
            node = self.campaigns[campaign.key]
            kind = ref.partition("/")[0]
            class_ = v.C_CAMPAIGN_SERIES if kind == "series" else v.C_CAMPAIGN
            yield from self._mention(node, class_, campaign, kind, ref.partition("/")[2])
            yield from self._window(node, Period(start=campaign.start, end=campaign.end))
        for agency in self.record.agencies:
            key = self.links.agencies.get(agency.key, "")
            yield from self._mention(self.agencies[agency.key], v.C_AGENCY, agency, "agency", key)
        for official in self.record.officials:
            yield from self._official(official)
        for case in self.record.cases:
            yield from self._case(case)
        for event in self.record.events:
            yield from self._event(event)
        for relation in self.record.relations:
            yield from self._relation(relation)
        yield from self._figures()

    def _announcement(self) -> Iterator[Triple]:
        doc, node = self.record.document, self.announcement
        yield Triple(node, n.RDF_TYPE, _T["C_ANNOUNCEMENT"])
        yield Triple(node, n.LANGUAGE, Literal(doc.language))
        yield Triple(node, _T["REVIEW_STATUS"], self.status)
        yield Triple(node, _T["TEXT_KEPT"], n.boolean_literal(doc.text not in (None, "not kept")))
        if doc.title:
            yield Triple(node, n.TITLE, n.text_literal(doc.title, doc.language))
        if doc.published:
            yield Triple(node, n.ISSUED, n.date_literal(doc.published))
        if doc.publisher:
            yield Triple(node, _T["PUBLISHER_NAME"], Literal(doc.publisher))
        if doc.url:
            yield Triple(node, n.URL, NamedNode(doc.url))
        if doc.sha256:
            yield Triple(node, _T["SHA256"], Literal(doc.sha256))

    def _evidence(self, span: Span) -> Iterator[Triple]:
        node = self.iris.evidence(self.document, span)
        quote = NamedNode(node.value + "#quote")
        yield Triple(node, n.RDF_TYPE, _T["C_EVIDENCE"])
        yield Triple(node, n.HAS_SOURCE, self.announcement)
        yield Triple(node, n.HAS_SELECTOR, quote)
        yield Triple(quote, n.RDF_TYPE, n.QUOTE_SELECTOR)
        yield Triple(quote, n.OA_EXACT, Literal(span.quote))
        if span.start is not None and span.end is not None:
            position = NamedNode(node.value + "#position")
            yield Triple(node, n.HAS_SELECTOR, position)
            yield Triple(position, n.RDF_TYPE, n.POSITION_SELECTOR)
            yield Triple(position, n.OA_START, n.integer_literal(span.start))
            yield Triple(position, n.OA_END, n.integer_literal(span.end))

    def _stated_by(self, node: NamedNode, spans: Iterable[Span]) -> Iterator[Triple]:
        for span in spans:
            yield Triple(node, _T["EVIDENCE"], self.iris.evidence(self.document, span))
            yield from self._evidence(span)

    def _mention(self, node: NamedNode, class_: str, item: Mention, kind: str, key: str) -> Iterator[Triple]:
        yield Triple(self.announcement, _T["MENTIONS"], node)
        yield Triple(node, n.RDF_TYPE, NamedNode(class_))
        if f"{kind}/{item.key}" in self.links.pending:
            # Nobody has said yet which canonical thing this is, or that it is a new one: networks leave it out.
            yield Triple(node, _T["REVIEW_STATUS"], Literal("proposed"))
        yield from self._stated_by(node, item.evidence or (Span(quote=name) for name in item.names))
        known = self.lookups.names.get((kind, key))
        preferred: set[str] = set()
        for name in item.names:
            label = n.text_literal(name, self.language)
            if known is None and label.language not in preferred:
                # Nobody has said which canonical thing this is: the document's own words must do.
                preferred.add(label.language or "")
                yield Triple(node, n.PREF_LABEL, label)
            elif known is None:
                yield Triple(node, n.ALT_LABEL, label)
            elif name not in known:
                yield Triple(node, _T["PRINTED_NAME"], label)

    def _window(self, node: NamedNode, period: Period) -> Iterator[Triple]:
        if period.start is None and period.end is None:
            return
        window = self.iris.thing("window", f"{self.document}-{content_hash(node.value, period.start, period.end)}")
        yield Triple(window, n.RDF_TYPE, _T["C_STATED_WINDOW"])
        yield Triple(window, _T["ABOUT_CAMPAIGN"], node)
        yield Triple(window, _T["STATED_IN"], self.announcement)
        for predicate, value in ((_T["START"], period.start), (_T["END"], period.end)):
            if value is not None:
                yield Triple(window, predicate, n.date_literal(value))
                yield Triple(node, predicate, n.date_literal(value))

    def _official(self, official: OfficialMention) -> Iterator[Triple]:
        key = self.links.officials.get(official.key, "")
        node = self.officials[official.key]
        yield from self._mention(node, v.C_OFFICIAL, official, "official", key)
        for name in official.names:
            yield Triple(node, n.FOAF_NAME, Literal(name))
        bodies = [r.target for r in self.record.relations if r.type == "speaks-for" and r.source == official.key]
        for body in bodies:
            agency = self.agencies[body]
            digest = content_hash(node.value, agency.value, official.role)
            post = self.iris.thing("membership", f"{self.document}-{digest}")
            yield Triple(post, n.RDF_TYPE, n.MEMBERSHIP)
            yield Triple(post, n.ORG_MEMBER, node)
            yield Triple(post, n.ORGANIZATION, agency)
            yield Triple(post, _T["STATED_IN"], self.announcement)
            if official.role:
                yield Triple(post, _T["ROLE_TEXT"], Literal(official.role))
                role = self.lookups.roles.get((key, self.links.agencies.get(body, ""), official.role))
                if role is not None:
                    yield Triple(post, n.ORG_ROLE, self.iris.concept("role", role))

    def _place(self, node: NamedNode, text: str | None, predicate: NamedNode) -> Iterator[Triple]:
        if text is None:
            return
        yield Triple(node, _T["PLACE_TEXT"], Literal(text))
        key = self.links.places.get(text)
        if key is not None:
            place = self.iris.thing("place", key)
            yield Triple(node, predicate, place)
            yield Triple(place, n.RDF_TYPE, _T["C_PLACE"])
            yield Triple(self.announcement, _T["MENTIONS"], place)
            yield from self._stated_by(place, (Span(quote=text),))

    def _case(self, case: CaseMention) -> Iterator[Triple]:
        node = self.cases[case.key]
        yield from self._mention(node, v.C_CASE, case, "case", self.links.cases.get(case.key, ""))
        yield from self._place(node, case.place, _T["PLACE"])

    def _event(self, event: EventMention) -> Iterator[Triple]:
        node = self.events[event.key]
        yield Triple(node, n.RDF_TYPE, NamedNode(EVENT_CLASSES[event.kind]))
        yield Triple(self.announcement, _T["REPORTS_ON"], node)
        yield from self._stated_by(node, event.evidence)
        if event.date:
            yield Triple(node, n.START_DATE, n.date_literal(event.date))
        yield from self._place(node, event.place, _T["PLACE"])

    def _end(self, key: str, kind: str) -> NamedNode:
        if kind == "domains":
            return self.iris.concept("domain", key.removeprefix("domain:"))
        ends: Mapping[str, NamedNode] = getattr(self, kind)
        return ends[key]

    def _relation(self, relation: Relation) -> Iterator[Triple]:
        kinds = RELATION_ENDS[relation.type]
        source, target = self._end(relation.source, kinds[0]), self._end(relation.target, kinds[1])
        predicate = _PREDICATE_TERMS[relation.type]
        yield Triple(source, predicate, target)
        if relation.type == "participates":
            yield Triple(source, _T["DIRECTLY_PARTICIPATES_IN"], target)
        digest = content_hash(source.value, predicate.value, target.value)
        claim = self.iris.thing("claim", f"{self.document}-{digest}")
        yield Triple(claim, n.RDF_TYPE, _T["C_CLAIM"])
        yield Triple(claim, _T["CLAIM_SUBJECT"], source)
        yield Triple(claim, _T["CLAIM_PREDICATE"], predicate)
        yield Triple(claim, _T["CLAIM_OBJECT"], target)
        yield Triple(claim, _T["STATED_IN"], self.announcement)
        yield Triple(claim, _T["REVIEW_STATUS"], self._status(relation.review))
        yield from self._confidence(claim, relation)
        yield from self._stated_by(claim, relation.evidence)

    def _status(self, review: str | None) -> Literal:
        """What a person decided about one thing, else what holds for the whole record."""
        return self.status if review is None else Literal(review)

    def _confidence(self, node: NamedNode, item: Relation | StatedFigure) -> Iterator[Triple]:
        if item.confidence is not None:
            yield Triple(node, _T["CONFIDENCE"], n.decimal_literal(item.confidence))

    def _figures(self) -> Iterator[Triple]:
        nth: Counter[Span] = Counter()
        for figure in self.record.figures:
            node = self.iris.figure(self.document, figure.span, nth[figure.span])
            nth[figure.span] += 1
            yield from self._figure(node, figure)

    def _figure(self, node: NamedNode, figure: StatedFigure) -> Iterator[Triple]:
        yield Triple(node, n.RDF_TYPE, _T["C_FIGURE"])
        yield Triple(node, _T["STATED_IN"], self.announcement)
        yield Triple(node, _T["REVIEW_STATUS"], self._status(figure.review))
        yield from self._confidence(node, figure)
        yield from self._stated_by(node, (figure.span,))
        yield Triple(node, _T["VALUE"], n.decimal_literal(figure.value))
        if figure.upper is not None:
            yield Triple(node, _T["UPPER_VALUE"], n.decimal_literal(figure.upper))
        yield Triple(node, _T["COMPARATOR"], self.iris.concept("comparator", COMPARATORS[figure.comparator]))
        yield Triple(node, _T["UNIT"], self.iris.concept("unit", figure.unit))
        yield Triple(node, _T["MEASURE"], self.iris.concept("measure", figure.measure))
        yield Triple(node, _T["MINOR"], n.boolean_literal(figure.minor))
        yield from self._figure_words(node, figure)
        yield from self._figure_ends(node, figure)

    def _figure_words(self, node: NamedNode, figure: StatedFigure) -> Iterator[Triple]:
        if figure.unit_text:
            yield Triple(node, _T["UNIT_TEXT"], Literal(figure.unit_text))
        if figure.what:
            yield Triple(node, _T["COUNTS"], n.text_literal(figure.what, self.language))
        if figure.action:
            yield Triple(node, _T["ACTION_TEXT"], Literal(figure.action))
            concept = self.lookups.actions.get(figure.action.casefold())
            if concept is not None:
                yield Triple(node, _T["ACTION"], self.iris.concept("action", concept))
        if figure.period is not None:
            for predicate, value in (
                (_T["PERIOD_START"], figure.period.start),
                (_T["PERIOD_END"], figure.period.end),
            ):
                if value is not None:
                    yield Triple(node, predicate, n.date_literal(value))

    def _figure_ends(self, node: NamedNode, figure: StatedFigure) -> Iterator[Triple]:
        ends: tuple[tuple[str, str | None, Mapping[str, NamedNode]], ...] = (
            ("ABOUT_CAMPAIGN", figure.campaign, self.campaigns),
            ("ABOUT_AGENCY", figure.agency, self.agencies),
            ("ABOUT_CASE", figure.case, self.cases),
            ("STATED_BY", figure.speaker, self.officials),
        )
        for name, key, things in ends:
            if key is not None:
                yield Triple(node, _T[name], things[key])
        for domain in figure.domains:
            yield Triple(node, _T["ABOUT_DOMAIN"], self.iris.concept("domain", domain))
        yield from self._place(node, figure.place, _T["ABOUT_PLACE"])


def label_triples(node: NamedNode, labels: Iterable[Label]) -> Iterator[Triple]:
    """Yield a thing's names: the first name of each language preferred, the rest alternative.

    Translations made by this project go out as glosses, wordings that mean the thing only in their own text as
    printed names: neither is ever taken for a name.
    """
    preferred: set[str] = set()
    for label in labels:
        literal: Term = Literal(label.value, language=label.language)
        if label.source == "translated":
            yield Triple(node, _T["GLOSS"], literal)
        elif label.generic:
            yield Triple(node, _T["PRINTED_NAME"], literal)
        elif label.language in preferred:
            yield Triple(node, n.ALT_LABEL, literal)
        else:
            preferred.add(label.language)
            yield Triple(node, n.PREF_LABEL, literal)
