"""SHACL property paths: read from a shapes graph, written as SPARQL, turned back into triples."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import InputError
from kg.model.vocabulary import PREFIXES, RDF, SH
from kg.rdf.terms import BlankNode, Literal, NamedNode, RdfFormat, Term, Triple, parse
from kg.rdf.triples import MemoryTriples

NIL = NamedNode(RDF + "nil")
FIRST = NamedNode(RDF + "first")
REST = NamedNode(RDF + "rest")
INVERSE = NamedNode(SH + "inversePath")
ALTERNATIVE = NamedNode(SH + "alternativePath")
ZERO_OR_MORE = NamedNode(SH + "zeroOrMorePath")
ONE_OR_MORE = NamedNode(SH + "oneOrMorePath")
ZERO_OR_ONE = NamedNode(SH + "zeroOrOnePath")


@dataclass(frozen=True, slots=True)
class Step:
    """One predicate, followed from subject to object or, inverse, from object to subject."""

    predicate: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after another."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Any of several paths."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path followed again and again; `least` is 0 or 1, `many` says whether more than once is allowed."""

    part: Path
    least: int
    many: bool


Path = Step | Sequence | Choice | Repeat


def read_list(graph: MemoryTriples, node: Term) -> list[Term]:
    """Return the members of an RDF list.

    Raises: InputError when the list has no end or a member is missing.
    """
    members: list[Term] = []
    while node != NIL:
        first, rest = one(graph, node, FIRST), one(graph, node, REST)
        if first is None or rest is None or len(members) > 10_000:
            raise InputError(f"shapes: {node} is not a well-formed list")
        members.append(first)
        node = rest
    return members


def one(graph: MemoryTriples, subject: Term, predicate: NamedNode) -> Term | None:
    """Return the one value of a predicate, the first in order when there are several, or None."""
    return min((t.object for t in graph.match(subject, predicate)), key=str, default=None)


def read_path(graph: MemoryTriples, node: Term, *, inverse: bool = False) -> Path:
    """Return the path that a node of a shapes graph describes.

    Raises: InputError when the node describes none.
    """
    if isinstance(node, NamedNode):
        return Step(node.value, inverse)
    inner = one(graph, node, INVERSE)
    if inner is not None:
        return read_path(graph, inner, inverse=not inverse)
    choices = one(graph, node, ALTERNATIVE)
    if choices is not None:
        return Choice(tuple(read_path(graph, n, inverse=inverse) for n in read_list(graph, choices)))
    for predicate, least, many in ((ZERO_OR_MORE, 0, True), (ONE_OR_MORE, 1, True), (ZERO_OR_ONE, 0, False)):
        inner = one(graph, node, predicate)
        if inner is not None:
            return Repeat(read_path(graph, inner, inverse=inverse), least, many)
    parts = [read_path(graph, n, inverse=inverse) for n in read_list(graph, node)]
    if not parts:
        raise InputError(f"shapes: {node} is not a property path")
    return Sequence(tuple(reversed(parts) if inverse else parts))


def render_path(path: Path) -> str:
    """Return a path in SPARQL's syntax, with the usual prefixes.

    >>> render_path(Sequence((Step("http://www.w3.org/ns/oa#hasSelector"), Step("http://www.w3.org/ns/oa#exact"))))
    'oa:hasSelector/oa:exact'
    """
    match path:
        case Step(predicate, inverse):
            return ("^" if inverse else "") + shorten(predicate)
        case Sequence(parts):
            return "/".join(render_path(p) for p in parts)
        case Choice(parts):
            return "(" + "|".join(render_path(p) for p in parts) + ")"
        case Repeat(part, least, many):
            return f"({render_path(part)})" + ("?" if not many else "*" if least == 0 else "+")


def shorten(iri: str) -> str:
    """Return an IRI with its usual prefix, or in angle brackets."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return f"<{iri}>"


def path_triples(path: Path, label: str) -> tuple[Term, list[Triple]]:
    """Return the node that stands for a path and the triples that describe it; `label` names its blank nodes."""
    triples: list[Triple] = []
    return _describe(path, label, triples), triples


def _describe(path: Path, label: str, triples: list[Triple]) -> Term:
    match path:
        case Step(predicate, inverse):
            if not inverse:
                return NamedNode(predicate)
            node = BlankNode(label)
            triples.append(Triple(node, INVERSE, NamedNode(predicate)))
            return node
        case Sequence(parts):
            return _describe_list([_describe(p, f"{label}p{i}", triples) for i, p in enumerate(parts)], label, triples)
        case Choice(parts):
            members = [_describe(p, f"{label}p{i}", triples) for i, p in enumerate(parts)]
            node = BlankNode(label)
            triples.append(Triple(node, ALTERNATIVE, _describe_list(members, f"{label}l", triples)))
            return node
        case Repeat(part, least, many):
            node = BlankNode(label)
            times = ZERO_OR_ONE if not many else ZERO_OR_MORE if least == 0 else ONE_OR_MORE
            triples.append(Triple(node, times, _describe(part, f"{label}p", triples)))
            return node


def _describe_list(members: list[Term], label: str, triples: list[Triple]) -> Term:
    tail: Term = NIL
    for index in range(len(members) - 1, -1, -1):
        node = BlankNode(label if index == 0 else f"{label}r{index}")
        triples += [Triple(node, FIRST, members[index]), Triple(node, REST, tail)]
        tail = node
    return tail


def render_term(term: Term) -> str:
    """Return an IRI bare and any other term as N-Triples writes it."""
    return term.value if isinstance(term, NamedNode) else str(term)


def parse_term(text: str) -> NamedNode | BlankNode | Literal:
    """Return the term that `render_term` wrote.

    >>> parse_term('"1"^^<http://www.w3.org/2001/XMLSchema#integer>').value
    '1'
    """
    if not text.startswith(('"', "_:")):
        return NamedNode(text)
    term = next(iter(parse(f"<x:s> <x:p> {text} .", format=RdfFormat.N_TRIPLES))).object
    if not isinstance(term, (NamedNode, BlankNode, Literal)):
        raise InputError(f"not a term: {text}")
    return term
