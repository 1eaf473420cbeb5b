"""Minting IRIs: same input, same IRI, for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kg.model.record import Span
from kg.model.vocabulary import BASE, ONTOLOGY
from kg.rdf.terms import NamedNode

HASH_DIGITS = 12
"""Hex digits of content-derived slugs: 48 bits keep a million figures of one document apart."""


def content_hash(*parts: object) -> str:
    """Return a short hash of what is given, the same on every machine.

    >>> content_hash("a", 1) == content_hash("a", 1) != content_hash("a1")
    True
    """
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]


class Iris:
    """The IRIs of one base: things, concepts and graphs.

    >>> Iris().thing("campaign", "kunlun-2023").value
    'https://w3id.org/campaign-kg/id/campaign/kunlun-2023'
    """

    def __init__(self, base: str = BASE) -> None:
        self.base = base
        self.registry = NamedNode(f"{base}graph/registry")
        self.inferred = NamedNode(f"{base}graph/inferred")
        self.network = NamedNode(f"{base}graph/network")
        self.provenance = NamedNode(f"{base}graph/provenance")
        self.findings = NamedNode(f"{base}graph/findings")
        self.ontology = NamedNode(ONTOLOGY)

    def thing(self, kind: str, slug: str) -> NamedNode:
        """Return the IRI of a campaign, agency, figure …"""
        return NamedNode(f"{self.base}id/{kind}/{slug}")

    def concept(self, scheme: str, key: str) -> NamedNode:
        """Return the IRI of a concept."""
        return NamedNode(f"{self.base}concept/{scheme}/{key}")

    def scheme(self, key: str) -> NamedNode:
        """Return the IRI of a concept scheme."""
        return NamedNode(f"{self.base}concept/{key}")

    def announcement_graph(self, document: str) -> NamedNode:
        """Return the graph that holds what one announcement states."""
        return NamedNode(f"{self.base}graph/announcement/{document}")

    def announcement(self, document: str) -> NamedNode:
        """Return the announcement itself."""
        return self.thing("announcement", document)

    def evidence(self, document: str, span: Span) -> NamedNode:
        """Return the IRI of the words that state something: the same words at the same place, the same IRI."""
        return self.thing("evidence", f"{document}-{content_hash(document, span.start, span.end, span.quote)}")

    def figure(self, document: str, span: Span, nth: int) -> NamedNode:
        """Return a figure's IRI, from where it stands and not from how it was read.

        A correction of its unit or period keeps the IRI. `nth` counts figures with the same words and offsets.
        """
        words: Sequence[object] = (document, span.start, span.end, span.quote, nth)
        return self.thing("figure", f"{document}-{content_hash(*words)}")
