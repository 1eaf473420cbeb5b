"""Predicates and classes as terms, made once; and literals of the datatypes the model uses."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from kg.model import vocabulary as v
from kg.rdf.terms import Literal, NamedNode

RDF_TYPE: Final = NamedNode(v.RDF + "type")
PREF_LABEL: Final = NamedNode(v.SKOS + "prefLabel")
ALT_LABEL: Final = NamedNode(v.SKOS + "altLabel")
HIDDEN_LABEL: Final = NamedNode(v.SKOS + "hiddenLabel")
DEFINITION: Final = NamedNode(v.SKOS + "definition")
BROADER: Final = NamedNode(v.SKOS + "broader")
NARROWER: Final = NamedNode(v.SKOS + "narrower")
IN_SCHEME: Final = NamedNode(v.SKOS + "inScheme")
TOP_CONCEPT_OF: Final = NamedNode(v.SKOS + "topConceptOf")
HAS_TOP_CONCEPT: Final = NamedNode(v.SKOS + "hasTopConcept")
NOTATION: Final = NamedNode(v.SKOS + "notation")
CONCEPT: Final = NamedNode(v.SKOS + "Concept")
CONCEPT_SCHEME: Final = NamedNode(v.SKOS + "ConceptScheme")
HAS_SOURCE: Final = NamedNode(v.OA + "hasSource")
HAS_SELECTOR: Final = NamedNode(v.OA + "hasSelector")
QUOTE_SELECTOR: Final = NamedNode(v.OA + "TextQuoteSelector")
POSITION_SELECTOR: Final = NamedNode(v.OA + "TextPositionSelector")
OA_EXACT: Final = NamedNode(v.OA + "exact")
OA_START: Final = NamedNode(v.OA + "start")
OA_END: Final = NamedNode(v.OA + "end")
TITLE: Final = NamedNode(v.DCTERMS + "title")
LANGUAGE: Final = NamedNode(v.DCTERMS + "language")
ISSUED: Final = NamedNode(v.DCTERMS + "issued")
IS_PART_OF: Final = NamedNode(v.DCTERMS + "isPartOf")
DC_TYPE: Final = NamedNode(v.DCTERMS + "type")
DESCRIPTION: Final = NamedNode(v.DCTERMS + "description")
URL: Final = NamedNode(v.SCHEMA + "url")
START_DATE: Final = NamedNode(v.SCHEMA + "startDate")
FOAF_NAME: Final = NamedNode(v.FOAF + "name")
MEMBERSHIP: Final = NamedNode(v.ORG + "Membership")
ORG_MEMBER: Final = NamedNode(v.ORG + "member")
ORGANIZATION: Final = NamedNode(v.ORG + "organization")
ORG_ROLE: Final = NamedNode(v.ORG + "role")
UNIT_OF: Final = NamedNode(v.ORG + "unitOf")
PROV_ENTITY: Final = NamedNode(v.PROV + "Entity")
WAS_DERIVED_FROM: Final = NamedNode(v.PROV + "wasDerivedFrom")
WAS_ATTRIBUTED_TO: Final = NamedNode(v.PROV + "wasAttributedTo")
SOFTWARE_AGENT: Final = NamedNode(v.PROV + "SoftwareAgent")
RDFS_LABEL: Final = NamedNode(v.RDFS + "label")
VALUE: Final = NamedNode(v.PROV + "value")

XSD_DECIMAL: Final = NamedNode(v.XSD + "decimal")
XSD_INTEGER: Final = NamedNode(v.XSD + "integer")
XSD_BOOLEAN: Final = NamedNode(v.XSD + "boolean")
XSD_DATE_BY_LENGTH: Final = {
    4: NamedNode(v.XSD + "gYear"),
    7: NamedNode(v.XSD + "gYearMonth"),
    10: NamedNode(v.XSD + "date"),
}

HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


def term(iri: str) -> NamedNode:
    """Return the node of a vocabulary constant."""
    return NamedNode(iri)


def date_literal(value: str) -> Literal:
    """Return a date at the precision stated: xsd:gYear, xsd:gYearMonth or xsd:date.

    >>> date_literal("2023-06").datatype.value.rpartition("#")[2]
    'gYearMonth'
    """
    return Literal(value, datatype=XSD_DATE_BY_LENGTH[len(value)])


def decimal_literal(value: Decimal) -> Literal:
    """Return an xsd:decimal in its canonical form, without exponent.

    >>> decimal_literal(Decimal("1.8E+7")).value
    '18000000'
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal(text or "0", datatype=XSD_DECIMAL)


def integer_literal(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=XSD_INTEGER)


def boolean_literal(value: bool) -> Literal:
    """Return an xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD_BOOLEAN)


def text_language(text: str, document_language: str) -> str:
    """Return the language tag of words printed in a document: its own, unless the script says otherwise.

    >>> text_language("昆仑", "en"), text_language("INTERPOL", "zh-Hant"), text_language("昆侖", "zh-Hant")
    ('zh-Hans', 'en', 'zh-Hant')
    """
    chinese = document_language.startswith("zh")
    if HAN.search(text):
        return document_language if chinese else "zh-Hans"
    return "en" if chinese else document_language


def canonical_tag(tag: str) -> str:
    """Return a language tag in the case BCP 47 recommends (RFC 5646, section 2.1.1); the store writes lower case.

    >>> canonical_tag("zh-hans"), canonical_tag("en-gb"), canonical_tag("")
    ('zh-Hans', 'en-GB', '')
    """
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p for p in rest)])


def text_literal(text: str, document_language: str) -> Literal:
    """Return words printed in a document, with their language tag."""
    return Literal(text, language=text_language(text, document_language))
