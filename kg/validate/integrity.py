"""Named graphs → what shapes cannot see in the merged view.

Merged, a triple does not say which document stated it. Here each graph is looked at alone: an announcement's graph
speaks of one announcement, describes what it names, and says every relation twice, as a triple and as a claim. Each
literal is checked too, because a regular expression a value would double a SHACL run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from kg.model import vocabulary as v
from kg.model.record import Span
from kg.rdf import names as n
from kg.rdf.iris import Iris
from kg.rdf.terms import Literal, NamedNode, Term, Triple
from kg.rdf.triples import MemoryTriples
from kg.read.numbers import states_value
from kg.validate.around import ClassTree
from kg.validate.paths import Step, render_term
from kg.validate.reads import SHAPES
from kg.validate.report import Result, Severity, ValidationReport
from kg.validate.scripts import script_problem

CHECKS: Final[Mapping[str, tuple[Severity, str]]] = {
    "graph-name": (Severity.VIOLATION, "Rename the graph: it is none of the graphs this project knows."),
    "one-announcement": (
        Severity.VIOLATION,
        "Describe in an announcement's graph that one announcement and no other.",
    ),
    "own-announcement": (
        Severity.VIOLATION,
        "Point to the announcement of this graph; another document has its own.",
    ),
    "own-thing": (Severity.VIOLATION, "Move this thing to the graph of the document it was read from."),
    "described": (
        Severity.VIOLATION,
        "Describe the thing in this graph (rdf:type at least), or take the reference out.",
    ),
    "stated-in": (Severity.VIOLATION, "Say with ckg:statedIn that this graph's announcement states it."),
    "claimed": (Severity.VIOLATION, "Add the ckg:Claim that states this relation, or take the relation out."),
    "claim-stated": (
        Severity.VIOLATION,
        "State the claim's relation as a triple too, or take the claim out.",
    ),
    "taking-part": (Severity.VIOLATION, "State ckg:participatesIn and ckg:directlyParticipatesIn together."),
    "mentioned": (
        Severity.VIOLATION,
        "Say with ckg:mentions that the announcement names this thing, or drop its evidence.",
    ),
    "evidenced": (
        Severity.VIOLATION,
        "Give what the announcement mentions its ckg:evidence from this document.",
    ),
    "window-stated": (
        Severity.VIOLATION,
        "Give the ckg:StatedWindow that carries this date of the campaign.",
    ),
    "kind": (Severity.VIOLATION, "Let the class agree with the kind that the IRI names."),
    "known-term": (Severity.VIOLATION, "Use a term that the ontology or a named outside vocabulary defines."),
    "space": (Severity.VIOLATION, "Take the space off the ends of the text."),
    "own-language": (Severity.VIOLATION, "Tag the words with the announcement's language; they are its own."),
    "script": (Severity.WARNING, "Check the language tag: the words are written in another script."),
    "minted": (Severity.VIOLATION, "Mint the IRI anew: it is made from the content, and the content is another."),
    "named": (Severity.VIOLATION, "Give the official the foaf:name this document prints."),
    "value-printed": (
        Severity.VIOLATION,
        "Let the figure's words print its value, or correct the value: the quote must carry its number.",
    ),
    "provenance": (Severity.VIOLATION, "Say in graph/provenance which record this graph was built from."),
}
"""What is looked for: name → how bad it is and what to do."""

# The kind in a thing's IRI → the class it must have, and whether the IRI starts with its document's id.
_KINDS: Final = {
    "campaign": (v.C_CAMPAIGN, False),
    "series": (v.C_CAMPAIGN_SERIES, False),
    "agency": (v.C_AGENCY, False),
    "official": (v.C_OFFICIAL, False),
    "case": (v.C_CASE, False),
    "place": (v.C_PLACE, False),
    "announcement": (v.C_ANNOUNCEMENT, False),
    "event": (v.C_PUBLIC_EVENT, True),
    "figure": (v.C_FIGURE, True),
    "evidence": (v.C_EVIDENCE, True),
    "claim": (v.C_CLAIM, True),
    "window": (v.C_STATED_WINDOW, True),
    "membership": (v.ORG + "Membership", True),
}
_STATED: Final = frozenset({v.C_FIGURE, v.C_CLAIM, v.C_STATED_WINDOW, v.ORG + "Membership"})
_RELATIONS: Final = frozenset(
    {v.LEADS, v.PARTICIPATES_IN, v.TARGETS, v.PART_OF_CAMPAIGN, v.HANDLES, v.SUPERVISES, v.CONCERNS}
    | {v.ORG + "unitOf", v.SPEAKS_FOR, v.HOSTS, v.ATTENDS, v.ANNOUNCES}
)
_OUTSIDE: Final = tuple(namespace for namespace in v.PREFIXES.values() if namespace != v.CKG)
_TERMS: Final = v.CLASSES | v.DEFINED_CLASSES | v.OBJECT_PROPERTIES | v.DATATYPE_PROPERTIES
_OWN_WORDS: Final = frozenset(
    {v.COUNTS, v.PRINTED_NAME, v.DCTERMS + "title", v.SKOS + "prefLabel", v.SKOS + "altLabel"}
)

_TEXT_TYPES: Final = (NamedNode(v.XSD + "string"), NamedNode(v.RDF + "langString"))
_CLAIM_PARTS: Final = tuple(map(NamedNode, (v.CLAIM_SUBJECT, v.CLAIM_PREDICATE, v.CLAIM_OBJECT)))
_EVIDENCE = NamedNode(v.EVIDENCE)
_VALUE = NamedNode(v.VALUE)
_MENTIONS = NamedNode(v.MENTIONS)
_STATED_IN = NamedNode(v.STATED_IN)


class DatasetChecks:
    """The checks of a dataset whose graphs come one by one.

    `subclasses` is the class tree (`Shapes.subclasses`).
    """

    def __init__(self, *, base: str = v.BASE, subclasses: Iterable[Triple] = ()) -> None:
        self._tree, self._iris = ClassTree(subclasses), Iris(base)
        self._found: list[Result] = []
        self._announced: set[NamedNode] = set()
        self._recorded: set[str] = set()

    def add(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Check a named graph."""
        held = MemoryTriples(triples)
        self._found += _GraphCheck(graph, held, self._iris, self._tree).results()
        if graph.value.startswith(self._iris.announcement_graph("").value):
            self._announced.add(graph)
        if graph == self._iris.provenance:
            self._recorded = {render_term(t.subject) for t in held.match(None, NamedNode(v.RECORD_SHA256))}

    def report(self) -> ValidationReport:
        """Return what is wrong within each graph, and among them, once all are in."""
        missing = (g for g in self._announced if self._recorded and g.value not in self._recorded)
        return ValidationReport((*self._found, *(_finding("provenance", graph.value) for graph in missing)))


def check_dataset(
    graphs: Iterable[tuple[NamedNode, Iterable[Triple]]],
    *,
    base: str = v.BASE,
    subclasses: Iterable[Triple] = (),
) -> ValidationReport:
    """Return what is wrong within each named graph, and among them.

    `subclasses` is the class tree (`Shapes.subclasses`).
    """
    checks = DatasetChecks(base=base, subclasses=subclasses)
    for graph, triples in graphs:
        checks.add(graph, triples)
    return checks.report()


def check_graph(
    graph: NamedNode, triples: Iterable[Triple], *, base: str = v.BASE, subclasses: Iterable[Triple] = ()
) -> ValidationReport:
    """Return what is wrong within one named graph."""
    results = _GraphCheck(graph, MemoryTriples(triples), Iris(base), ClassTree(subclasses)).results()
    return ValidationReport(tuple(results))


def _finding(check: str, focus: str, predicate: str | None = None, value: str | None = None) -> Result:
    severity, message = CHECKS[check]
    return Result(
        focus=focus,
        severity=severity,
        shape=f"{SHAPES}check-{check}",
        message=message,
        path=Step(predicate) if predicate else None,
        value=value,
    )


def _about(check: str, triple: Triple) -> Result:
    return _finding(check, render_term(triple.subject), triple.predicate.value, render_term(triple.object))


class _GraphCheck:
    """The checks of one graph; a class because every check needs the same few things."""

    def __init__(self, graph: NamedNode, triples: MemoryTriples, iris: Iris, tree: ClassTree) -> None:
        self.graph = graph
        self.triples = triples
        self.iris = iris
        self.tree = tree
        self.things = iris.base + "id/"
        prefix = iris.announcement_graph("").value
        self.document = graph.value.removeprefix(prefix) if graph.value.startswith(prefix) else None
        self.types: defaultdict[str, set[str]] = defaultdict(set)
        for triple in triples.match(None, n.RDF_TYPE):
            self.types[render_term(triple.subject)].update(tree.above(triple.object))

    def results(self) -> Iterator[Result]:
        """Yield what is wrong, by the kind of graph."""
        iris, name = self.iris, self.graph.value
        if self.document is not None:
            yield from self._terms()
            yield from self._announcement_graph(self.document)
        elif self.graph in (iris.registry, iris.provenance):
            yield from self._terms()
            if self.graph == iris.registry:
                yield from self._texts(None)
                yield from self._references()
                yield from self._kinds()
        elif self.graph not in (iris.ontology, iris.network, iris.findings) and not name.startswith(
            iris.inferred.value
        ):
            yield _finding("graph-name", name)

    def _values(self) -> Iterator[Result]:
        """Yield the figures whose words do not print their value; a regular expression in SHACL cannot tell."""
        for triple in self.triples.match(None, _VALUE):
            if isinstance(triple.object, Literal) and not self._prints(triple.subject, triple.object.value):
                yield _about("value-printed", triple)

    def _prints(self, figure: Term, value: str) -> bool:
        try:
            number = Decimal(value)
        except InvalidOperation:
            return True  # no number at all: the shapes say so
        for evidence in self.triples.match(figure, _EVIDENCE):
            for selector in self.triples.match(evidence.object, n.HAS_SELECTOR):
                for quote in self.triples.match(selector.object, n.OA_EXACT):
                    if isinstance(quote.object, Literal) and states_value(quote.object.value, number):
                        return True
        return False

    def _terms(self) -> Iterator[Result]:
        for triple in self.triples:
            predicate = triple.predicate.value
            if predicate not in _TERMS and not predicate.startswith(_OUTSIDE):
                yield _finding("known-term", render_term(triple.subject), predicate)
            if predicate == n.RDF_TYPE.value:
                class_ = render_term(triple.object)
                if class_ not in _TERMS and not class_.startswith(_OUTSIDE):
                    yield _about("known-term", triple)

    def _announcement_graph(self, document: str) -> Iterator[Result]:
        announcement = self.iris.announcement(document)
        described = {s for s, types in self.types.items() if v.C_ANNOUNCEMENT in types}
        for other in described ^ {announcement.value}:
            yield _finding("one-announcement", self.graph.value, value=other)
        yield from self._ownership(document, announcement)
        yield from self._references()
        yield from self._kinds()
        yield from self._claims()
        yield from self._values()
        yield from self._mentions(announcement)
        yield from self._windows()
        yield from self._minted(document)
        for subject, types in self.types.items():
            if v.C_OFFICIAL in types and not any(self.triples.match(NamedNode(subject), n.FOAF_NAME)):
                yield _finding("named", subject, n.FOAF_NAME.value)
        language = next((t.object for t in self.triples.match(announcement, n.LANGUAGE)), None)
        yield from self._texts(language.value if isinstance(language, Literal) else None)

    def _ownership(self, document: str, announcement: NamedNode) -> Iterator[Result]:
        for predicate in (_STATED_IN, n.HAS_SOURCE):
            for triple in self.triples.match(None, predicate):
                if triple.object != announcement:
                    yield _about("own-announcement", triple)
        for predicate in (_MENTIONS, NamedNode(v.REPORTS_ON)):
            for triple in self.triples.match(None, predicate):
                if triple.subject != announcement:
                    yield _about("own-announcement", triple)
        for subject, types in self.types.items():
            kind, _, slug = subject.removeprefix(self.things).partition("/")
            if kind in _KINDS and _KINDS[kind][1] and not slug.startswith(document + "-"):
                yield _finding("own-thing", subject)
            if types & _STATED and not any(self.triples.match(NamedNode(subject), _STATED_IN)):
                yield _finding("stated-in", subject, v.STATED_IN)

    def _references(self) -> Iterator[Result]:
        """Every thing an announcement's or the registry's graph points to is described in it; concepts are shared."""
        for triple in self.triples:
            target = triple.object
            if (
                isinstance(target, NamedNode)
                and target.value.startswith(self.things)
                and target.value not in self.types
            ):
                yield _about("described", triple)

    def _kinds(self) -> Iterator[Result]:
        for subject, types in self.types.items():
            if "#" in subject or not subject.startswith(self.things):
                continue
            kind = subject.removeprefix(self.things).partition("/")[0]
            if kind not in _KINDS or _KINDS[kind][0] not in types:
                yield _finding("kind", subject, n.RDF_TYPE.value, min(types, default=None))

    def _claims(self) -> Iterator[Result]:
        claimed: set[Triple] = set()
        for triple in self.triples.match(None, n.RDF_TYPE, NamedNode(v.C_CLAIM)):
            parts = [next((t.object for t in self.triples.match(triple.subject, p)), None) for p in _CLAIM_PARTS]
            subject, predicate, target = parts
            if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and target is not None:
                stated = Triple(subject, predicate, target)
                claimed.add(stated)
                if stated not in self.triples:
                    yield _finding("claim-stated", render_term(triple.subject))
        directly, taking = NamedNode(v.DIRECTLY_PARTICIPATES_IN), NamedNode(v.PARTICIPATES_IN)
        for triple in self.triples:
            if triple.predicate.value in _RELATIONS and triple not in claimed:
                yield _about("claimed", triple)
            other = {taking: directly, directly: taking}.get(triple.predicate)
            if other is not None and Triple(triple.subject, other, triple.object) not in self.triples:
                yield _about("taking-part", triple)

    def _mentions(self, announcement: NamedNode) -> Iterator[Result]:
        mentioned = {t.object for t in self.triples.match(announcement, _MENTIONS)}
        with_evidence = {t.subject for t in self.triples.match(None, _EVIDENCE)}
        for thing in mentioned:
            if isinstance(thing, NamedNode) and thing not in with_evidence:
                yield _finding("evidenced", thing.value, v.EVIDENCE)
        for thing in with_evidence:
            types = self.types[render_term(thing)]
            if thing not in mentioned and not types & (_STATED | {v.C_PUBLIC_EVENT}):
                yield _finding("mentioned", render_term(thing), v.EVIDENCE)

    def _windows(self) -> Iterator[Result]:
        """A campaign's date in an announcement's graph stands in a window of that graph; the converse is a shape."""
        about = NamedNode(v.ABOUT_CAMPAIGN)
        for predicate in (NamedNode(v.START), NamedNode(v.END)):
            for triple in self.triples.match(None, predicate):
                if v.C_STATED_WINDOW in self.types[render_term(triple.subject)]:
                    continue
                windows = (t.subject for t in self.triples.match(None, about, triple.subject))
                if not any(Triple(w, predicate, triple.object) in self.triples for w in windows):
                    yield _about("window-stated", triple)

    def _minted(self, document: str) -> Iterator[Result]:
        """Evidence keeps an IRI made from its words and offsets: words changed by hand no longer fit it."""
        for triple in self.triples.match(None, n.RDF_TYPE, NamedNode(v.C_EVIDENCE)):
            node = render_term(triple.subject)
            quote, position = NamedNode(node + "#quote"), NamedNode(node + "#position")
            words, start, end = (
                next((t.object.value for t in self.triples.match(s, p) if isinstance(t.object, Literal)), None)
                for s, p in ((quote, n.OA_EXACT), (position, n.OA_START), (position, n.OA_END))
            )
            if words is None or not all(x is None or x.isdecimal() for x in (start, end)):
                continue  # the shapes have said so
            span = Span(quote=words, start=None if start is None else int(start), end=None if end is None else int(end))
            if self.iris.evidence(document, span).value != node:
                yield _finding("minted", node, value=render_term(Literal(words)))

    def _texts(self, language: str | None) -> Iterator[Result]:
        for triple in self.triples:
            text = triple.object
            if not isinstance(text, Literal) or text.datatype not in _TEXT_TYPES:
                continue
            if text.value != text.value.strip() and triple.predicate != n.OA_EXACT:
                yield _about("space", triple)
            if text.language is None:
                continue
            if script_problem(text.value, text.language):
                yield _about("script", triple)
            if language is not None and triple.predicate.value in _OWN_WORDS:
                expected = n.text_language(text.value, language)
                if text.language.lower() != expected.lower():
                    yield _about("own-language", triple)
