"""One thing → its facts, each with the documents and the words that state it.

What a page or ``kg show`` prints: names, relations both ways, figures, cases, other editions. Every stated fact
carries its sources; an inferred one carries the rules that made it; a registry fact says that it is curated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kg.model import vocabulary as v
from kg.query.description import (
    EVENT_WORDS,
    Description,
    Fact,
    FigureView,
    Source,
    shown_period,
    shown_value,
    source_order,
)
from kg.query.layout import FIGURES_BY, PLAIN, RELATIONS
from kg.query.lookup import kind_of
from kg.rdf import names as n
from kg.rdf.terms import Literal, NamedNode, Term, Triple
from kg.store.contract import Reader

_T = {name: NamedNode(getattr(v, name)) for name in dir(v) if str(getattr(v, name)).startswith(v.CKG)}


def describe(reader: Reader, node: NamedNode) -> Description:
    """Return what the store says about a thing.

    Raises: StoreError when the store cannot be read.
    """
    return _Describer(reader, node).describe()


class _Describer:
    def __init__(self, reader: Reader, node: NamedNode) -> None:
        self._reader = reader
        self._node = node
        self._sources: dict[Term, Source] = {}
        self._claim_index: dict[tuple[Term, Term, Term], list[Term]] | None = None

    def describe(self) -> Description:
        node, kind = self._node, kind_of(self._node)
        sections: dict[str, tuple[Fact, ...]] = {}
        for heading, iri in PLAIN:
            facts = self._plain(node, NamedNode(iri))
            if facts:
                sections[heading] = facts
        for heading, iri, outgoing in RELATIONS.get(kind, ()):
            facts = self._relation(node, NamedNode(iri), outgoing)
            if facts:
                sections[heading] = facts
        if "led by" in sections and "joined by" in sections:
            leaders = {fact.node for fact in sections["led by"]}
            joined = tuple(fact for fact in sections["joined by"] if fact.node not in leaders)
            sections["joined by"] = joined
        if "leads" in sections and "takes part in" in sections:
            led = {fact.node for fact in sections["leads"]}
            sections["takes part in"] = tuple(f for f in sections["takes part in"] if f.node not in led)
        if kind == "campaign":
            editions = self._other_editions(node)
            if editions:
                sections["other editions"] = editions
        return Description(
            node=node,
            kind=kind,
            name=self.name(node),
            names=self._labels(node, (n.PREF_LABEL, n.ALT_LABEL)),
            glosses=self._labels(node, (NamedNode(v.GLOSS),)),
            classes=tuple(sorted(self._class_names(node))),
            sections={heading: facts for heading, facts in sections.items() if facts},
            figures=self._figures(node, kind),
            announcements=self._announcements(node),
        )

    def _labels(self, node: NamedNode, predicates: tuple[NamedNode, ...]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for predicate in predicates:
            labels = [t.object for t in self._reader.match(node, predicate) if isinstance(t.object, Literal)]
            for label in sorted(labels, key=lambda item: item.value):
                found[n.canonical_tag(label.language or "")].append(label.value)
        return {language: tuple(dict.fromkeys(found[language])) for language in sorted(found)}

    def name(self, node: Term) -> str:
        """Return what to call a thing: English name, then Chinese, with the other language beside it."""
        if not isinstance(node, NamedNode):
            return node.value if isinstance(node, Literal) else str(node)
        labels = self._labels(node, (n.PREF_LABEL,)) or self._labels(node, (n.FOAF_NAME, n.TITLE))
        english = labels.get("en") or labels.get("")
        chinese = labels.get("zh-Hans") or labels.get("zh-Hant")
        if english and chinese and english != chinese:
            return f"{english[0]} ({chinese[0]})"
        chosen = english or chinese or next(iter(labels.values()), None)
        if chosen is not None:
            gloss = self._labels(node, (NamedNode(v.GLOSS),)).get("en")
            return f"{chosen[0]} [{gloss[0]}]" if gloss and not english else chosen[0]
        return self._event_name(node) or node.value.rpartition("/")[2].rpartition("#")[2]

    def _event_name(self, node: NamedNode) -> str | None:
        """Return what to call an occasion: it has no name of its own, but a kind, a date and often a place."""
        if kind_of(node) != "event":
            return None
        kinds = sorted(EVENT_WORDS[c] for c in self._class_names(node) if c in EVENT_WORDS)
        parts = (
            kinds[0] if kinds else "announcement",
            self._first(node, n.START_DATE),
            self._first(node, _T["PLACE_TEXT"]),
        )
        return ", ".join(part for part in parts if part)

    def _class_names(self, node: NamedNode) -> Iterator[str]:
        for triple in self._reader.match(node, n.RDF_TYPE):
            if isinstance(triple.object, NamedNode) and triple.object.value.startswith(v.CKG):
                yield triple.object.value.removeprefix(v.CKG)

    def _plain(self, node: NamedNode, predicate: NamedNode) -> tuple[Fact, ...]:
        facts = []
        for triple in self._reader.match(node, predicate):
            text = triple.object.value if isinstance(triple.object, (Literal, NamedNode)) else str(triple.object)
            facts.append(Fact(text=text, sources=self._graph_sources(triple)))
        return tuple(sorted(facts, key=lambda f: (f.text, f.sources)))

    def _graph_sources(self, triple: Triple) -> tuple[Source, ...]:
        found = []
        for graph in self._reader.graphs_of(triple):
            document = graph.value.partition("graph/announcement/")[2]
            if document:
                found.append(self.announcement(self._announcement_of(graph)))
        return tuple(sorted(found, key=source_order))

    def _announcement_of(self, graph: NamedNode) -> NamedNode:
        return NamedNode(graph.value.replace("graph/announcement/", "id/announcement/"))

    def announcement(self, node: Term) -> Source:
        """Return an announcement as a source, without words."""
        if node not in self._sources:
            title = self._first(node, n.TITLE)
            issued = self._first(node, n.ISSUED)
            name = node.value.rpartition("/")[2] if isinstance(node, NamedNode) else str(node)
            self._sources[node] = Source(document=name, title=title, published=issued)
        return self._sources[node]

    def _first(self, node: Term, predicate: NamedNode) -> str | None:
        values = [
            t.object.value for t in self._reader.match(node, predicate) if isinstance(t.object, (Literal, NamedNode))
        ]
        return min(values) if values else None

    def _evidence(self, node: Term) -> list[Source]:
        """Return the words tied to a figure or claim."""
        found = []
        for triple in self._reader.match(node, _T["EVIDENCE"]):
            found.append(self.evidence(triple.object))
        return sorted(found, key=source_order)

    def evidence(self, node: Term) -> Source:
        """Return one piece of evidence as a source with its words."""
        quote, start, end = None, None, None
        source = next(self._reader.match(node, n.HAS_SOURCE)).object
        for selector in self._reader.match(node, n.HAS_SELECTOR):
            quote = self._first(selector.object, n.OA_EXACT) or quote
            start_text, end_text = self._first(selector.object, n.OA_START), self._first(selector.object, n.OA_END)
            if start_text is not None and end_text is not None:
                start, end = int(start_text), int(end_text)
        base = self.announcement(source)
        return Source(
            document=base.document, title=base.title, published=base.published, quote=quote, start=start, end=end
        )

    def _relation(self, node: NamedNode, predicate: NamedNode, outgoing: bool) -> tuple[Fact, ...]:
        pattern = self._reader.match(node, predicate) if outgoing else self._reader.match(None, predicate, node)
        facts = []
        for triple in pattern:
            other = triple.object if outgoing else triple.subject
            if isinstance(other, NamedNode) and kind_of(other):
                text = self.name(other)
                facts.append(Fact(text=text, node=other, sources=self._claims(triple), rules=self._rules(triple)))
        return tuple(sorted(facts, key=lambda f: (not f.sources, f.text, f.node.value if f.node else "")))

    def _claims(self, triple: Triple) -> tuple[Source, ...]:
        """Return who states a relation: its claims' words, or the bare document when the words are not kept."""
        found: list[Source] = []
        for form in self._stated_forms(triple):
            for claim in self._claims_about(self._node).get(form, ()):
                documents = [self.announcement(t.object) for t in self._reader.match(claim, _T["STATED_IN"])]
                found += self._evidence(claim) or documents
        return tuple(sorted(set(found) or set(self._graph_sources(triple)), key=source_order))

    def _claims_about(self, node: NamedNode) -> dict[tuple[Term, Term, Term], list[Term]]:
        """Return the claims that have the thing at either end, by what they claim; read once, for hubs have many."""
        if self._claim_index is None:
            self._claim_index = defaultdict(list)
            ends = (_T["CLAIM_SUBJECT"], _T["CLAIM_PREDICATE"], _T["CLAIM_OBJECT"])
            claims = {t.subject for end in (ends[0], ends[2]) for t in self._reader.match(None, end, node)}
            for claim in claims:
                s, p, o = (next(self._reader.match(claim, end)).object for end in ends)
                self._claim_index[s, p, o].append(claim)
        return self._claim_index

    def _stated_forms(self, triple: Triple) -> Iterator[tuple[Term, NamedNode, Term]]:
        """Yield how a record may have stated this: leading is stated as `leads`, never as `ledBy`."""
        s, p, o = triple.subject, triple.predicate, triple.object
        yield s, p, o
        inverse = {v.LED_BY: (v.LEADS,), v.HAS_PARTICIPANT: (v.PARTICIPATES_IN, v.LEADS)}.get(p.value, ())
        for iri in inverse:
            yield o, NamedNode(iri), s
        if p.value == v.PARTICIPATES_IN:
            yield s, NamedNode(v.LEADS), o

    def _rules(self, triple: Triple) -> tuple[str, ...]:
        rules = []
        for graph in self._reader.graphs_of(triple):
            rule = graph.value.partition("graph/inferred/")[2]
            if rule:
                rules.append(rule)
        return tuple(sorted(rules))

    def _other_editions(self, node: NamedNode) -> tuple[Fact, ...]:
        facts = []
        for series in self._reader.match(node, _T["EDITION_OF"]):
            for triple in self._reader.match(None, _T["EDITION_OF"], series.object):
                if triple.subject != node and isinstance(triple.subject, NamedNode):
                    year = self._first(triple.subject, _T["YEAR"])
                    text = self.name(triple.subject)
                    facts.append((year or "", Fact(text=f"{text}, {year}" if year else text, node=triple.subject)))
        return tuple(fact for _, fact in sorted(facts, key=lambda item: (item[0], item[1].text)))

    def _announcements(self, node: NamedNode) -> tuple[Source, ...]:
        found = {t.subject for t in self._reader.match(None, _T["MENTIONS"], node)}
        return tuple(sorted((self.announcement(item) for item in found), key=source_order))

    def _figures(self, node: NamedNode, kind: str) -> tuple[FigureView, ...]:
        if kind == "figure":
            return (self.figure(node),)
        predicate = FIGURES_BY.get(kind)
        if predicate is None:
            return ()
        nodes = [
            t.subject
            for t in self._reader.match(None, NamedNode(predicate), node)
            if isinstance(t.subject, NamedNode) and kind_of(t.subject) == "figure"
        ]
        views = [self.figure(item) for item in nodes]
        return tuple(sorted(views, key=lambda f: (f.domains, f.source.published or "", f.source, f.node.value)))

    def figure(self, node: NamedNode) -> FigureView:
        """Return a figure as it is shown."""
        values: dict[str, list[Term]] = defaultdict(list)
        for triple in self._reader.match(node):
            values[triple.predicate.value].append(triple.object)

        def text(predicate: str) -> str:
            terms = values.get(predicate, [])
            return min((t.value for t in terms if isinstance(t, (Literal, NamedNode))), default="")

        def key(predicate: str) -> str:
            return text(predicate).rpartition("/")[2]

        evidence = self._evidence(node)
        about = values.get(v.ABOUT_CAMPAIGN, []) + values.get(v.ABOUT_CASE, []) + values.get(v.ABOUT_AGENCY, [])
        return FigureView(
            node=node,
            value=Decimal(text(v.VALUE) or 0),
            shown=shown_value(text(v.VALUE), text(v.UPPER_VALUE), key(v.COMPARATOR), key(v.UNIT), text(v.UNIT_TEXT)),
            counts=text(v.COUNTS),
            action=text(v.ACTION_TEXT),
            unit=key(v.UNIT),
            measure=key(v.MEASURE),
            domains=tuple(sorted(self.name(d) for d in values.get(v.ABOUT_DOMAIN, []))),
            period=shown_period(text(v.PERIOD_START), text(v.PERIOD_END)),
            about=", ".join(sorted(self.name(a) for a in about)),
            speaker=", ".join(sorted(self.name(s) for s in values.get(v.STATED_BY, []))),
            minor=text(v.MINOR) == "true",
            status=text(v.REVIEW_STATUS),
            source=evidence[0] if evidence else Source(document="?"),
        )
