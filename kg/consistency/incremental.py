"""What a changed announcement changes of the findings, without looking at the whole store.

Every check sets figures of one campaign, one series, one body's work in one domain, or of texts with the same numbers
against each other. So the announcements that share one of these with a changed one hold all that its findings rest on.
Findings are made of them twice, as they were and as they will be; what differs is the change, and what is cut short at
the edge of this neighbourhood is cut short both times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.consistency.checks.lineage import LEAST_SHARED, MOST_TEXTS
from kg.consistency.facts import read_world
from kg.consistency.rdf import finding_triples
from kg.consistency.run import check
from kg.model import vocabulary as v
from kg.rdf import names as n
from kg.rdf.iris import Iris
from kg.rdf.terms import NamedNode, Term, Triple
from kg.rdf.triples import MemoryTriples, Overlay, TripleSource

_STATED_IN, _ABOUT_CAMPAIGN = NamedNode(v.STATED_IN), NamedNode(v.ABOUT_CAMPAIGN)
_ABOUT_AGENCY, _ABOUT_DOMAIN, _VALUE = NamedNode(v.ABOUT_AGENCY), NamedNode(v.ABOUT_DOMAIN), NamedNode(v.VALUE)
_EDITION_OF, _EVIDENCE, _JURISDICTION = NamedNode(v.EDITION_OF), NamedNode(v.EVIDENCE), NamedNode(v.JURISDICTION)
_FIGURE = NamedNode(v.C_FIGURE)


@dataclass(frozen=True, slots=True)
class FindingsChange:
    """Triples that the graph of findings gains and loses."""

    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]


def findings_change(
    before: TripleSource,
    added: Collection[Triple],
    removed: Collection[Triple],
    documents: Collection[NamedNode],
    iris: Iris,
) -> FindingsChange:
    """Return how the findings change with some announcements.

    `before` is the merged view as it is, `added` and `removed` what it gains and loses by the change.
    """
    after = Overlay(before, added=added, removed=removed)
    changed = set(documents)
    near: set[Term] = {*_announcements_near(before, documents), *_announcements_near(after, documents)} - changed
    # What stays is read once; of its own claims nothing is asked, since they are judged within their own text.
    common = set(_of_announcements(before, near, claims=False))
    old, new = (
        set(finding_triples(check(read_world(MemoryTriples(_with_things(source, common, changed)))), iris))
        for source in (before, after)
    )
    return FindingsChange(tuple(sorted(new - old, key=str)), tuple(sorted(old - new, key=str)))


def _with_things(source: TripleSource, common: set[Triple], changed: Collection[Term]) -> Iterator[Triple]:
    """Yield what stays, what the changed announcements say, and what is known of the things all of it is about."""
    own = set(_of_announcements(source, changed, claims=True))
    yield from common
    yield from own
    about = {t.object for part in (common, own) for t in part if t.predicate in (_ABOUT_CAMPAIGN, _ABOUT_AGENCY)}
    series = {t.object for thing in about for t in source.match(thing, _EDITION_OF)}
    about |= series | {t.subject for whole in series for t in source.match(None, _EDITION_OF, whole)}
    for one in about:
        for triple in source.match(one):
            # Evidence and mentions of a thing are many, and say nothing of when it was or what it belongs to.
            if triple.predicate != _EVIDENCE:
                yield triple
        for home in source.match(one, _JURISDICTION):
            yield from source.match(home.object)


def _announcements_near(source: TripleSource, documents: Collection[NamedNode]) -> Iterator[Term]:
    """Yield the announcements whose figures may be set against those of some."""
    campaigns: set[Term] = set()
    bodies: set[tuple[Term, Term]] = set()
    shared: Counter[Term] = Counter()
    for document in documents:
        for thing in _things_of(source, document):
            about = {t.object for t in source.match(thing, _ABOUT_CAMPAIGN)}
            campaigns |= about
            if about or Triple(thing, n.RDF_TYPE, _FIGURE) not in source:
                continue
            bodies |= {
                (a.object, d.object)
                for a in source.match(thing, _ABOUT_AGENCY)
                for d in source.match(thing, _ABOUT_DOMAIN)
            }
        shared.update(_sharing(source, document))
    for series in {t.object for c in campaigns for t in source.match(c, _EDITION_OF)}:
        campaigns |= {t.subject for t in source.match(None, _EDITION_OF, series)}
    figures = {t.subject for campaign in campaigns for t in source.match(None, _ABOUT_CAMPAIGN, campaign)}
    for agency, domain in bodies:
        of_agency = {t.subject for t in source.match(None, _ABOUT_AGENCY, agency)}
        figures |= {t.subject for t in source.match(None, _ABOUT_DOMAIN, domain) if t.subject in of_agency}
    for figure in figures:
        for stated in source.match(figure, _STATED_IN):
            yield stated.object
    yield from (other for other, count in shared.items() if count >= LEAST_SHARED)


def _sharing(source: TripleSource, document: NamedNode) -> Iterator[Term]:
    """Yield the announcements that state a value of this one, once for each value."""
    values = {t.object for thing in _things_of(source, document) for t in source.match(thing, _VALUE)}
    for value in values:
        figures = {t.subject for t in source.match(None, _VALUE, value)}
        others = {t.object for figure in figures for t in source.match(figure, _STATED_IN)}
        if len(others) <= MOST_TEXTS:
            yield from others - {document}


def _things_of(source: TripleSource, document: Term) -> Iterator[NamedNode]:
    for triple in source.match(None, _STATED_IN, document):
        if isinstance(triple.subject, NamedNode):
            yield triple.subject


def _of_announcements(source: TripleSource, announcements: Collection[Term], *, claims: bool) -> Iterator[Triple]:
    """Yield all that is said of some announcements and of their figures and windows, with or without their claims."""
    for document in announcements:
        yield from source.match(document)
        for thing in _things_of(source, document):
            if not claims and "/id/claim/" in thing.value:
                continue
            for triple in source.match(thing):
                yield triple
                if triple.predicate == _EVIDENCE:
                    yield from _words(source, triple.object)


def _words(source: TripleSource, evidence: Term) -> Iterator[Triple]:
    for triple in source.match(evidence, n.HAS_SELECTOR):
        yield triple
        yield from source.match(triple.object)
