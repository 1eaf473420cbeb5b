"""Answers → text: tables to read, CSV, the W3C result formats, and RDF."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from kg.errors import InputError
from kg.model.vocabulary import PREFIXES
from kg.rdf.names import canonical_tag
from kg.rdf.terms import BlankNode, Literal, NamedNode, RdfFormat, Term, serialize
from kg.store.contract import Result, Solutions, Triples

SELECT_FORMATS = ("table", "csv", "json", "xml")
GRAPH_FORMATS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def shorten(iri: str) -> str:
    """Return an IRI with a known prefix in place of its namespace.

    >>> shorten("https://w3id.org/campaign-kg/ontology#leads"), shorten("urn:x")
    ('ckg:leads', '<urn:x>')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def show_term(term: Term | None) -> str:
    """Return a term as a person reads it: words without quotes, things as ``kind/slug`` (which `kg show` takes).

    >>> show_term(NamedNode("https://w3id.org/campaign-kg/id/agency/interpol"))
    'agency/interpol'
    """
    if term is None:
        return ""
    if isinstance(term, Literal):
        return term.value
    if isinstance(term, NamedNode):
        return short_thing(term.value) or shorten(term.value).strip("<>")
    return str(term)


def short_thing(iri: str) -> str | None:
    """Return one of our things or concepts as ``kind/slug``, None for any other IRI."""
    found = re.search(r"/(?:id|concept)/([a-z]+/[^/#]+)$", iri)
    return found[1] if found else None


def render_result(result: Result, format: str) -> Iterator[str]:
    """Yield an answer piece by piece in a format: rows as table, csv, json or xml; graphs as ttl, nt or jsonld.

    Raises: InputError when the format does not fit the kind of answer.
    """
    if isinstance(result, Triples):
        if format in SELECT_FORMATS and format != "table":
            expected = ", ".join(GRAPH_FORMATS)
            raise InputError(f"this query answers with a graph, which {format} cannot hold; expected {expected}")
        yield _graph(result, GRAPH_FORMATS[format if format in GRAPH_FORMATS else "ttl"])
        return
    if format in GRAPH_FORMATS:
        expected = ", ".join(SELECT_FORMATS)
        raise InputError(f"this query answers with rows, which {format} cannot hold; expected one of {expected}")
    if isinstance(result, bool):
        yield from _boolean(result, format)
    elif format == "csv":
        yield from _csv(result)
    elif format == "json":
        yield from _json(result)
    elif format == "xml":
        yield from _xml(result)
    else:
        raise InputError("a table is drawn by the command line; expected csv, json or xml here")


def _graph(result: Triples, format: RdfFormat) -> str:
    # Sorted: the engine's order is its own affair, and the same answer must be the same bytes.
    triples = sorted(set(result.triples), key=str)
    prefixes = PREFIXES if format == RdfFormat.TURTLE else None
    return (serialize(triples, format=format, prefixes=prefixes) or b"").decode("utf-8")


def _boolean(result: bool, format: str) -> Iterator[str]:
    word = "true" if result else "false"
    if format == "json":
        yield json.dumps({"head": {}, "boolean": result}) + "\n"
    elif format == "xml":
        head = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
        yield f"{head}<boolean>{word}</boolean></sparql>\n"
    else:
        yield word + "\n"


def _csv(result: Solutions) -> Iterator[str]:
    def line(cells: list[str]) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(cells)
        return out.getvalue()

    yield line(list(result.variables))
    for row in result.rows:
        yield line([_csv_cell(term) for term in row])


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, (Literal, NamedNode)):
        return term.value
    return str(term)


def term_json(term: Term) -> dict[str, str]:
    """Return a term in the SPARQL 1.1 Query Results JSON Format (section 3.2.2)."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        found = {"type": "literal", "value": term.value}
        if term.language:
            found["xml:lang"] = canonical_tag(term.language)
        elif term.datatype.value != _XSD_STRING:
            found["datatype"] = term.datatype.value
        return found
    raise InputError(f"found {term}; a result holds IRIs, blank nodes and literals")


def _json(result: Solutions) -> Iterator[str]:
    yield '{"head": ' + json.dumps({"vars": list(result.variables)}) + ', "results": {"bindings": ['
    separator = "\n"
    for row in result.rows:
        bound = {name: term_json(term) for name, term in zip(result.variables, row, strict=True) if term is not None}
        yield separator + json.dumps(bound, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}}\n"


def _xml(result: Solutions) -> Iterator[str]:
    yield '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n<head>'
    yield "".join(f"<variable name={quoteattr(name)}/>" for name in result.variables)
    yield "</head>\n<results>\n"
    for row in result.rows:
        yield "<result>"
        for name, term in zip(result.variables, row, strict=True):
            if term is not None:
                yield f"<binding name={quoteattr(name)}>{_xml_term(term_json(term))}</binding>"
        yield "</result>\n"
    yield "</results>\n</sparql>\n"


def _xml_term(term: dict[str, str]) -> str:
    tag, text = term["type"], escape(term["value"])
    attributes = "".join(f" {key}={quoteattr(term[key])}" for key in ("xml:lang", "datatype") if key in term)
    return f"<{tag}{attributes}>{text}</{tag}>"
