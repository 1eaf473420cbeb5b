"""Parameters given as text → RDF terms put in a query's place for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import UnknownTerm
from kg.model.vocabulary import BASE
from kg.query.catalogue import CataloguedQuery, Parameter
from kg.query.lookup import resolve
from kg.rdf.names import XSD_DECIMAL, XSD_INTEGER, date_literal
from kg.rdf.terms import Literal, NamedNode
from kg.store.contract import Reader

# What a `$name` must not be looked for in: comments, IRIs and strings.
_SKIP = r"#[^\n]*|<[^<>\s]*>|\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def bind(query: CataloguedQuery, values: Mapping[str, str], reader: Reader, *, base: str = BASE) -> str:
    """Return the query's SPARQL with its parameters in place; those neither given nor defaulted stay variables.

    Raises: UnknownTerm for a parameter the query does not have, or a value that names nothing in the store.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    unknown = sorted(set(values) - set(known))
    if unknown:
        expected = ", ".join(known) or "none"
        raise UnknownTerm(f"query {query.name} has no parameter {unknown[0]!r}; its parameters are: {expected}")
    terms: dict[str, NamedNode | Literal] = {}
    for name, parameter in known.items():
        text = values.get(name, parameter.default)
        if text is not None:
            terms[name] = parameter_term(parameter, text, reader, base=base)
    return put(query.text, terms)


def put(sparql: str, terms: Mapping[str, NamedNode | Literal]) -> str:
    """Return SPARQL with each ``$name`` outside comments, IRIs and strings replaced by its term.

    >>> put("SELECT ?a { ?a ?p $x } # $x", {"x": Literal("y")})
    'SELECT ?a { ?a ?p "y" } # $x'
    """

    def replace(found: re.Match[str]) -> str:
        name = found.group("name")
        return str(terms[name]) if name in terms else found.group()

    return re.sub(rf"{_SKIP}|\$(?P<name>\w+)", replace, sparql, flags=re.DOTALL)


def parameter_term(parameter: Parameter, text: str, reader: Reader, *, base: str = BASE) -> NamedNode | Literal:
    """Return the term a parameter's text means; things may be given by any of their names.

    Raises: UnknownTerm, saying what was found and what was expected.
    """
    match parameter.type:
        case "string":
            return Literal(text)
        case "integer" | "decimal":
            if not _NUMBER.fullmatch(text):
                raise UnknownTerm(f"parameter {parameter.name}: found {text!r}; expected a number")
            return Literal(text, datatype=XSD_INTEGER if parameter.type == "integer" else XSD_DECIMAL)
        case "year" | "date":
            if not _DATE.fullmatch(text) or (parameter.type == "year" and len(text) != 4):
                expected = "a year, YYYY" if parameter.type == "year" else "a date, YYYY, YYYY-MM or YYYY-MM-DD"
                raise UnknownTerm(f"parameter {parameter.name}: found {text!r}; expected {expected}")
            return date_literal(text)
        case _:
            return _thing(parameter, text, reader, base)


def _thing(parameter: Parameter, text: str, reader: Reader, base: str) -> NamedNode:
    kind = None if parameter.type in ("thing", "IRI") else parameter.type
    try:
        return resolve(reader, text, kind=kind, base=base)
    except UnknownTerm as error:
        raise UnknownTerm(f"parameter {parameter.name}: {error}") from error
