"""Finding a thing by any of its names, in any language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import UnknownTerm
from kg.model import vocabulary as v
from kg.model.names import fold
from kg.rdf import names as n
from kg.rdf.terms import Literal, NamedNode, Term
from kg.rdf.triples import TripleSource

# Best first: what a thing is called, what it is also called, what it is called in its own text only.
NAME_PREDICATES = (
    n.PREF_LABEL,
    n.ALT_LABEL,
    n.FOAF_NAME,
    n.NOTATION,
    NamedNode(v.GLOSS),
    NamedNode(v.PRINTED_NAME),
    n.TITLE,
)
_LANGUAGES = ("en", "zh-Hans", "zh-Hant")
_KIND = re.compile(r"/(?:id/(?P<kind>[a-z]+)|concept/(?P<scheme>[a-z]+))/[^/]+$")
# Where one name means several kinds of thing, the earlier kind is meant.
_KIND_ORDER = ("campaign", "series", "agency", "official", "case", "domain", "place", "announcement", "event")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A thing found by a name: `rank` counts how good the name is, 0 best."""

    node: NamedNode
    name: str
    rank: int


def kind_of(node: NamedNode) -> str:
    """Return the kind an IRI says it is: campaign, agency, domain …, or "" when it is none of ours.

    >>> kind_of(NamedNode("https://w3id.org/campaign-kg/id/agency/interpol"))
    'agency'
    """
    found = _KIND.search(node.value)
    return "" if found is None else found["kind"] or found["scheme"]


def find_things(source: TripleSource, name: str, *, kind: str | None = None, base: str = v.BASE) -> list[Match]:
    """Return the things a name means, best first: exactly as written, then folded, then as the start of a name.

    The first step that finds anything ends the search.
    """
    for step in (lambda *a: _exact(*a, base=base), _folded, _starting):
        found = _best(m for m in step(source, name) if kind is None or kind_of(m.node) == kind)
        if found:
            return found
    return []


def resolve(source: TripleSource, text: str, *, kind: str | None = None, base: str = v.BASE) -> NamedNode:
    """Return the one thing an IRI, ``kind/slug``, a slug or a name means.

    Raises: UnknownTerm when nothing or more than one thing is meant; the message offers what to write instead.
    """
    if text.startswith(("http://", "https://")):
        try:
            node = NamedNode(text)
        except ValueError as error:
            raise UnknownTerm(f"{shortened(text)!r} is no IRI: {error}") from error
        if next(iter(source.match(node)), None) is None:
            raise UnknownTerm(f"the store says nothing about {text}")
        return node
    named = _by_path(source, text, base)
    if named is not None:
        return named
    matches = find_things(source, text, kind=kind, base=base)
    exact = [m for m in matches if m.rank == matches[0].rank] if matches else []
    if len(exact) == 1:
        return exact[0].node
    what = kind or "thing"
    if not matches:
        near = suggest(source, text, kind=kind)
        hint = f"; did you mean {', '.join(repr(s) for s in near)}?" if near else ""
        raise UnknownTerm(f"no {what} is called {shortened(text)!r}{hint}")
    choices = "\n".join(f"  {m.node.value}  ({m.name})" for m in exact[:8])
    raise UnknownTerm(f"{text!r} may mean {len(exact)} things; give the IRI of the one you mean:\n{choices}")


def shortened(text: str, length: int = 80) -> str:
    """Return a text as a message can show it."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _by_path(source: TripleSource, text: str, base: str) -> NamedNode | None:
    """Return the thing written as ``kind/slug``, the short form that tables print."""
    if re.fullmatch(r"[a-z]+/[^\s<>\"{}|\\^`/]+", text):
        for part in ("id", "concept"):
            node = NamedNode(f"{base}{part}/{text}")
            if next(iter(source.match(node)), None) is not None:
                return node
    return None


def suggest(source: TripleSource, name: str, *, kind: str | None = None) -> list[str]:
    """Return up to three names near to one that is not known."""
    wanted = fold(name[:200])
    names = {fold(label): label for node, label, _ in _names(source) if kind is None or kind_of(node) == kind}
    near = difflib.get_close_matches(wanted, list(names), n=3, cutoff=0.6)
    near += [known for known in names if wanted and wanted in known and known not in near]
    return [names[known] for known in near[:3]]


def names_starting(source: TripleSource, text: str, *, limit: int) -> list[str]:
    """Return preferred and alternative names that start with a text, sorted, at most `limit` of them."""
    wanted = text.casefold()
    found = {
        triple.object.value
        for predicate in (n.PREF_LABEL, n.ALT_LABEL)
        for triple in source.match(p=predicate)
        if isinstance(triple.object, Literal) and triple.object.value.casefold().startswith(wanted)
    }
    return sorted(found)[:limit]


def _best(matches: Iterable[Match]) -> list[Match]:
    best: dict[NamedNode, Match] = {}
    for match in matches:
        if match.node not in best or match.rank < best[match.node].rank:
            best[match.node] = match
    return sorted(best.values(), key=lambda m: (m.rank, m.node.value))


def _match(node: Term, name: str, predicate: NamedNode, penalty: int) -> Iterator[Match]:
    if isinstance(node, NamedNode) and kind_of(node):
        kind = kind_of(node)
        order = _KIND_ORDER.index(kind) if kind in _KIND_ORDER else len(_KIND_ORDER)
        # A preferred and an alternative name of a language are names alike; words of one text only are weaker.
        weight = 0 if predicate in (n.PREF_LABEL, n.ALT_LABEL, n.FOAF_NAME) else NAME_PREDICATES.index(predicate)
        yield Match(node=node, name=name, rank=penalty + weight * 100 + order)


def _exact(source: TripleSource, name: str, *, base: str) -> Iterator[Match]:
    for literal in (*(Literal(name, language=language) for language in _LANGUAGES), Literal(name)):
        for triple in source.match(o=literal):
            if triple.predicate in NAME_PREDICATES:
                yield from _match(triple.subject, name, triple.predicate, 0)
    slug = fold(name).replace(" ", "-")
    for kind in _KIND_ORDER:
        part = f"concept/{kind}" if kind == "domain" else f"id/{kind}"
        node = NamedNode(f"{base}{part}/{slug}") if re.fullmatch(r"[a-z0-9-]+", slug) else None
        if node is not None and next(iter(source.match(node, n.RDF_TYPE)), None) is not None:
            yield from _match(node, name, NamedNode(v.PRINTED_NAME), 50)


def _names(source: TripleSource) -> Iterator[tuple[NamedNode, str, NamedNode]]:
    for predicate in NAME_PREDICATES:
        for triple in source.match(p=predicate):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
                yield triple.subject, triple.object.value, predicate


def _folded(source: TripleSource, name: str) -> Iterator[Match]:
    wanted = fold(name)
    for node, label, predicate in _names(source) if wanted else ():
        if fold(label) == wanted:
            yield from _match(node, label, predicate, 1000)


def _starting(source: TripleSource, name: str) -> Iterator[Match]:
    wanted = fold(name)
    for node, label, predicate in _names(source):
        if wanted and fold(label).startswith(wanted):
            yield from _match(node, label, predicate, 2000)
