"""Asking: the store beneath, or a SPARQL endpoint somewhere else, with the same kind of answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast
from urllib.error import URLError

from kg.errors import EndpointError, EndpointTimeout, InputError, QuerySyntaxError
from kg.model.vocabulary import PREFIXES
from kg.rdf.terms import BlankNode, Literal, NamedNode, RdfFormat, Term, Triple, parse
from kg.store.contract import Result, Row, Solutions, Triples

_DECLARED = re.compile(r"(?i)\bprefix\s+([\w-]*):")
_USED = re.compile(r"(?<![\w<:/])([A-Za-z][\w-]*):(?=[\w])")


_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*|(?i:base)\s*<[^>]*>|(?i:prefix)\s+[\w.-]*:\s*<[^>]*>)*")
_UPDATE = re.compile(r"(?i)(insert|delete|load|clear|drop|create|add|move|copy|with)\b(?!\s*:)")


def update_word(sparql: str) -> str | None:
    """Return the word by which a text shows itself to be a SPARQL update, None for a query.

    >>> update_word("PREFIX x: <urn:x> insert data { x:a x:b x:c }"), update_word("SELECT * { ?insert ?p ?o }")
    ('INSERT', None)
    """
    prologue = _PROLOGUE.match(sparql)
    found = _UPDATE.match(sparql, prologue.end() if prologue else 0)
    return found.group(1).upper() if found else None


_TAG = r"""(?:"[A-Za-z0-9-]*"|'[A-Za-z0-9-]*')"""
_LANG = r"(?i:\blang\s*\(\s*[?$]\w+\s*\))"
_TAG_TESTS = re.compile(rf"{_LANG}\s*!?=\s*{_TAG}|{_TAG}\s*!?=\s*{_LANG}|{_LANG}\s+(?i:not\s+)?(?i:in)\s*\([^)]*\)")


def fold_language_tests(sparql: str) -> str:
    """Return a query in which a language tag is compared as the store writes it: in lower case.

    RDF 1.1 lets a store lower the case of tags, and ours does; the filter everybody writes must find them all the same.

    >>> fold_language_tests('FILTER(LANG(?l) = "zh-Hans") ?a dcterms:language "zh-Hans"')
    'FILTER(LANG(?l) = "zh-hans") ?a dcterms:language "zh-Hans"'
    """

    def lower(found: re.Match[str]) -> str:
        return re.sub(_TAG, lambda tag: tag.group().lower(), found.group())

    return _TAG_TESTS.sub(lower, sparql)


def prepare_text(sparql: str) -> str:
    """Return a query with the prefixes it uses but does not declare, where they are ones of ours.

    They go in front of the first line, so that line numbers in messages stay right.

    >>> prepare_text("ASK { ?x a ckg:Campaign }")[:12]
    'PREFIX ckg: '
    """
    declared = set(_DECLARED.findall(sparql))
    used = set(_USED.findall(sparql))
    missing = [p for p in PREFIXES if p in used and p not in declared]
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in missing) + fold_language_tests(sparql)


def ask_endpoint(url: str, sparql: str, *, timeout_s: int = 60) -> Result:
    """Return what a SPARQL 1.1 endpoint answers.

    Raises: InputError for an URL that is not http(s); QuerySyntaxError when the endpoint cannot parse the query;
    EndpointTimeout and EndpointError when it does not answer, or not with a result.
    """
    # Imported here: it brings rdflib along, half a second that a query of the store need not wait for.
    from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

    if not url.startswith(("http://", "https://")):
        raise InputError(f"--endpoint: found {url!r}; expected an http:// or https:// URL")
    wrapper = SPARQLWrapper(url, agent="campaign-kg")
    wrapper.setQuery(sparql)
    wrapper.setTimeout(timeout_s)
    graph = wrapper.queryType in ("CONSTRUCT", "DESCRIBE")
    wrapper.setReturnFormat(TURTLE if graph else JSON)
    try:
        answer = wrapper.query()
        content = answer.response.read()
        return _graph(content) if graph else _rows(content)
    except QueryBadFormed as error:
        raise QuerySyntaxError(f"{url} cannot parse the query: {error}") from error
    except TimeoutError as error:
        raise EndpointTimeout(f"{url} did not answer within {timeout_s} s; try again, or ask for less") from error
    except (SPARQLWrapperException, URLError, OSError, SyntaxError, ValueError, KeyError) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise EndpointTimeout(f"{url} did not answer within {timeout_s} s; try again, or ask for less") from error
        raise EndpointError(f"{url}: {error}; expected a SPARQL 1.1 endpoint") from error


def _graph(content: bytes) -> Triples:
    quads = list(parse(content, format=RdfFormat.TURTLE))
    return Triples(Triple(q.subject, q.predicate, q.object) for q in quads)


def _rows(content: bytes) -> Result:
    import json

    answer = cast("dict[str, Any]", json.loads(content))
    if "boolean" in answer:
        return bool(answer["boolean"])
    variables = tuple(answer["head"]["vars"])
    bindings = answer["results"]["bindings"]

    def rows() -> Iterator[Row]:
        for binding in bindings:
            yield tuple(_term(binding[name]) if name in binding else None for name in variables)

    return Solutions(variables, rows())


def _term(value: dict[str, str]) -> Term:
    match value["type"]:
        case "uri":
            return NamedNode(value["value"])
        case "bnode":
            return BlankNode(value["value"])
        case _:
            if "xml:lang" in value:
                return Literal(value["value"], language=value["xml:lang"])
            datatype = value.get("datatype")
            return Literal(value["value"], datatype=NamedNode(datatype)) if datatype else Literal(value["value"])
