"""The RDF terms everything above takes from here (pyoxigraph's own, re-exported on purpose)."""

from __future__ import annotations

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    Variable,
    parse,
    serialize,
)

Term = NamedNode | BlankNode | Literal | Triple
"""What may stand as a triple's object."""

__all__ = [
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "NamedNode",
    "Quad",
    "RdfFormat",
    "Term",
    "Triple",
    "Variable",
    "parse",
    "serialize",
]
