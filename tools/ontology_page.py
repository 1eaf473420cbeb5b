"""Write docs/ontology.html, the reference page of the ontology, from the files in ontology/.

    python tools/ontology_page.py            write the page
    python tools/ontology_page.py --check    say whether the page is up to date (exit code 1 when it is not)

One page without scripts, fonts or anything else from elsewhere; both languages side by side; each term at the anchor
that its IRI ends with. Same files, same bytes. (pyLODE was tried first: its wheel does not start, and it shows one
language.)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Final

from kg.model import vocabulary as v
from kg.rdf.terms import BlankNode, Literal, NamedNode, RdfFormat, Term, Triple, parse
from kg.rdf.triples import MemoryTriples

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = ROOT / "docs" / "ontology.html"
STYLE: Final = ROOT / "docs" / "ontology.css"
MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
CARDINALITIES: Final = {
    "minQualifiedCardinality": "min",
    "maxQualifiedCardinality": "max",
    "qualifiedCardinality": "exactly",
}
PREFIXES: Final = {
    **v.PREFIXES,
    "comparator": v.BASE + "concept/comparator/",
    "measure": v.BASE + "concept/measure/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-location": "https://ontology.unifiedcyberontology.org/uco/location/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "cac": "https://cacontology.projectvic.org#",
    "cac-core": "https://cacontology.projectvic.org/core#",
    "cac-international": "https://cacontology.projectvic.org/international#",
    "cac-multi": "https://cacontology.projectvic.org/multi-jurisdiction#",
    "cac-taskforce": "https://cacontology.projectvic.org/taskforce#",
}
SECTIONS: Final = (
    ("classes", "Classes", "类", v.CLASSES,
     "Stated of things by the documents or the registry.", "由文件或登记册直接表述。"),
    ("defined", "Defined classes", "定义类", v.DEFINED_CLASSES,
     "Filled by inference, never stated: each answers a question.", "由推理得出，不作直接表述：每个类回答一个问题。"),
    ("object", "Object properties", "对象属性", v.OBJECT_PROPERTIES, "From thing to thing.", "联系事物与事物。"),
    ("datatype", "Datatype properties", "数据属性", v.DATATYPE_PROPERTIES,
     "From thing to value.", "联系事物与数值或文字。"),
    ("annotation", "Annotation properties", "标注属性", v.ANNOTATION_PROPERTIES, "About terms.", "用于说明术语。"),
)  # fmt: skip


def owl(name: str) -> NamedNode:
    """Return an OWL term."""
    return NamedNode(v.OWL + name)


RDFS_LABEL: Final = NamedNode(v.RDFS + "label")
SUB_CLASS: Final = NamedNode(v.RDFS + "subClassOf")
SUB_PROPERTY: Final = NamedNode(v.RDFS + "subPropertyOf")
DOMAIN: Final = NamedNode(v.RDFS + "domain")
RANGE: Final = NamedNode(v.RDFS + "range")
COMMENT: Final = NamedNode(v.RDFS + "comment")
TYPE: Final = NamedNode(v.RDF + "type")
DEFINITION: Final = NamedNode(v.SKOS + "definition")
SCOPE_NOTE: Final = NamedNode(v.SKOS + "scopeNote")
TERM_SOURCE: Final = NamedNode(v.TERM_SOURCE)


class Page:
    """The page of one ontology: what its triples say of each term, as HTML."""

    def __init__(self, triples: list[Triple]) -> None:
        self.triples = MemoryTriples(triples)
        self.order = list(dict.fromkeys(t.subject.value for t in triples if isinstance(t.subject, NamedNode)))

    def render(self, style: str) -> str:
        """Return the whole page."""
        sections = "\n".join(self._section(*section) for section in SECTIONS)
        navigation = "\n".join(self._navigation(*section[:4]) for section in SECTIONS)
        header, title = self._header()
        return (
            f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
            f"<style>\n{style}</style>\n</head>\n<body>\n{header}\n"
            f'<div class="columns">\n<nav aria-label="Terms">\n{navigation}\n</nav>\n'
            f"<main>\n{sections}\n</main>\n</div>\n</body>\n</html>\n"
        )

    def _header(self) -> tuple[str, str]:
        ontology = NamedNode(v.ONTOLOGY)
        titles = self._texts(ontology, NamedNode(v.DCTERMS + "title"))
        about = self._texts(ontology, NamedNode(v.DCTERMS + "description"))
        version = next(self._values(ontology, owl("versionInfo")))
        license_ = next(self._values(ontology, NamedNode(v.DCTERMS + "license")))
        assert isinstance(version, Literal)
        assert isinstance(license_, NamedNode)
        facts = (
            f"<dt>IRI</dt><dd><code>{v.ONTOLOGY}</code></dd>"
            f"<dt>Namespace · 命名空间</dt><dd><code>{v.CKG}</code> (<code>ckg:</code>)</dd>"
            f"<dt>Version · 版本</dt><dd>{version.value}</dd>"
            f'<dt>License · 许可</dt><dd><a href="{license_.value}">CC BY 4.0</a></dd>'
        )
        return (
            f'<header>\n<h1>{titles["en"]} <span lang="zh-Hans">{titles["zh-Hans"]}</span></h1>\n'
            f'<p>{about["en"]}</p>\n<p lang="zh-Hans">{about["zh-Hans"]}</p>\n'
            f'<dl class="facts">{facts}</dl>\n</header>',
            titles["en"],
        )

    def _terms(self, terms: frozenset[str]) -> list[NamedNode]:
        """Return the terms in the order of the file, which groups them by what they are about."""
        return [NamedNode(iri) for iri in self.order if iri in terms]

    def _navigation(self, anchor: str, english: str, chinese: str, terms: frozenset[str]) -> str:
        links = "\n".join(
            f'<li><a href="#{t.value.removeprefix(v.CKG)}">{t.value.removeprefix(v.CKG)}</a></li>'
            for t in sorted(self._terms(terms), key=lambda t: t.value.lower())
        )
        heading = f'<a href="#section-{anchor}">{english} <span lang="zh-Hans">{chinese}</span></a>'
        return f"<h2>{heading}</h2>\n<ul>\n{links}\n</ul>"

    def _section(
        self, anchor: str, english: str, chinese: str, terms: frozenset[str], about: str, about_chinese: str
    ) -> str:
        cards = "\n".join(self._card(term) for term in self._terms(terms))
        return (
            f'<section id="section-{anchor}">\n<h2>{english} <span lang="zh-Hans">{chinese}</span></h2>\n'
            f'<p class="about">{about} <span lang="zh-Hans">{about_chinese}</span></p>\n{cards}\n</section>'
        )

    def _card(self, term: NamedNode) -> str:
        local = term.value.removeprefix(v.CKG)
        labels, definitions = self._texts(term, RDFS_LABEL), self._texts(term, DEFINITION)
        rows = "\n".join(
            f'<tr><th scope="row">{english} <span lang="zh-Hans">{chinese}</span></th><td>{_joined(values)}</td></tr>'
            for english, chinese, values in self._rows(term)
            if values
        )
        return (
            f'<article id="{local}">\n<h3><a href="#{local}">{escape(local)}</a> '
            f'<span class="label">{labels["en"]}</span> '
            f'<span class="label" lang="zh-Hans">{labels["zh-Hans"]}</span></h3>\n'
            f'<p>{definitions["en"]}</p>\n<p lang="zh-Hans">{definitions["zh-Hans"]}</p>\n'
            f"<table>\n{rows}\n</table>\n</article>"
        )

    def _rows(self, term: NamedNode) -> Iterator[tuple[str, str, list[str]]]:
        """Yield what is said of a term: a heading in each language and the values, sorted."""
        yield "Subclass of", "父类", self._shown(self._values(term, SUB_CLASS))
        yield "Exactly", "等价于", self._shown(self._values(term, owl("equivalentClass")))
        yield "Includes", "包含", self._shown(s for s in self._subjects(SUB_CLASS, term) if isinstance(s, BlankNode))
        unions = self._values(term, owl("disjointUnionOf"))
        yield "Either", "二者之一", [" or ".join(self._show(m) for m in self._list(head)) for head in unions]
        yield "Subclasses", "子类", self._shown(s for s in self._subjects(SUB_CLASS, term) if isinstance(s, NamedNode))
        yield "Disjoint with", "不相交", self._shown(self._disjoint(term))
        yield (
            "Told apart by",
            "识别属性",
            [", ".join(map(self._show, self._list(head))) for head in self._values(term, owl("hasKey"))],
        )
        yield "Properties from it", "以其为主体的属性", self._shown(self._pointing(DOMAIN, term))
        yield "Properties to it", "以其为客体的属性", self._shown(self._pointing(RANGE, term))
        yield "From", "定义域", self._shown(self._values(term, DOMAIN))
        yield "To", "值域", self._shown(self._values(term, RANGE))
        kinds = {"FunctionalProperty": "at most one value · 至多一值", "TransitiveProperty": "transitive · 传递"}
        yield "Nature", "特性", [text for kind, text in kinds.items() if Triple(term, TYPE, owl(kind)) in self.triples]
        inverse = [*self._values(term, owl("inverseOf")), *self._subjects(owl("inverseOf"), term)]
        yield "Inverse of", "逆属性", self._shown(inverse)
        yield "Subproperty of", "父属性", self._shown(self._values(term, SUB_PROPERTY))
        yield "Subproperties", "子属性", self._shown(self._subjects(SUB_PROPERTY, term))
        chains = self._values(term, owl("propertyChainAxiom"))
        yield "Follows from", "可由以下推出", [" then ".join(map(self._show, self._list(head))) for head in chains]
        notes = self._texts(term, SCOPE_NOTE)
        yield "Note", "说明", [notes[k] if k == "en" else f'<span lang="{k}">{notes[k]}</span>' for k in sorted(notes)]
        yield "Matches", "对应术语", sorted(self._matches(term))
        yield "Source", "来源", self._shown(self._values(term, TERM_SOURCE))

    def _disjoint(self, term: NamedNode) -> Iterator[Term]:
        yield from self._values(term, owl("disjointWith"))
        yield from self._subjects(owl("disjointWith"), term)
        groups = [*self._objects(owl("members")), *self._objects(owl("disjointUnionOf"))]
        for group in map(self._list, groups):
            if term in group:
                yield from (member for member in group if member != term)

    def _pointing(self, predicate: NamedNode, term: NamedNode) -> Iterator[Term]:
        """Yield the properties whose end (or a member of whose union of ends) is the class."""
        for triple in self.triples.match(None, predicate):
            ends = [triple.object]
            for head in self._values(triple.object, owl("unionOf")):
                ends = self._list(head)
            if term in ends:
                yield triple.subject

    def _matches(self, term: NamedNode) -> Iterator[str]:
        reasons = {
            next(self._values(axiom, owl("annotatedTarget"))): next(self._values(axiom, COMMENT))
            for axiom in self._subjects(owl("annotatedSource"), term)
        }
        for kind in MATCHES:
            for target in self._values(term, NamedNode(v.SKOS + kind)):
                reason = reasons.get(target)
                why = f" – {escape(reason.value)}" if isinstance(reason, Literal) else ""
                yield f"{kind.removesuffix('Match')}: {self._show(target)}{why}"

    def _shown(self, terms: Iterable[Term]) -> list[str]:
        return sorted(set(map(self._show, terms)))

    def _show(self, term: Term) -> str:
        """Return a term or class expression as HTML, in Manchester-like words."""
        if isinstance(term, Literal):
            return escape(term.value)
        if isinstance(term, NamedNode):
            text = f"<code>{escape(_short(term.value))}</code>"
            target = "#" + term.value.removeprefix(v.CKG) if term.value.startswith(v.CKG) else term.value
            return f'<a href="{escape(target)}">{text}</a>'
        for word, joint in (("intersectionOf", " and "), ("unionOf", " or "), ("oneOf", ", ")):
            for head in self._values(term, owl(word)):
                shown = joint.join(map(self._show, self._list(head)))
                return f"{{{shown}}}" if word == "oneOf" else shown
        if list(self._values(term, owl("onDatatype"))):
            return self._facets(term)
        return self._restriction(term)

    def _restriction(self, node: Term) -> str:
        on = self._show(next(self._values(node, owl("onProperty"))))
        for word, name in (("some", "someValuesFrom"), ("only", "allValuesFrom"), ("value", "hasValue")):
            for value in self._values(node, owl(name)):
                return f"({on} {word} {self._show(value)})"
        for name, word in CARDINALITIES.items():
            for number in self._values(node, owl(name)):
                return f"({on} {word} {self._show(number)} {self._show(next(self._values(node, owl('onClass'))))})"
        raise AssertionError(f"no way to show {node}")

    def _facets(self, node: Term) -> str:
        datatype = self._show(next(self._values(node, owl("onDatatype"))))
        head = next(self._values(node, owl("withRestrictions")))
        facets = [
            f"{_short(t.predicate.value)} {self._show(t.object)}"
            for item in self._list(head)
            for t in self.triples.match(item)
        ]
        return f"{datatype} [{escape(', '.join(facets))}]"

    def _texts(self, term: NamedNode, predicate: NamedNode) -> dict[str, str]:
        """Return the term's texts by language; RDF tools may write the tag in lower case."""
        texts: dict[str, str] = {}
        for value in self._values(term, predicate):
            assert isinstance(value, Literal)
            texts["zh-Hans" if value.language == "zh-hans" else value.language or ""] = escape(value.value, quote=False)
        return texts

    def _values(self, subject: Term, predicate: NamedNode) -> Iterator[Term]:
        return (t.object for t in self.triples.match(subject, predicate))

    def _subjects(self, predicate: NamedNode, value: Term) -> Iterator[Term]:
        return (t.subject for t in self.triples.match(None, predicate, value))

    def _objects(self, predicate: NamedNode) -> Iterator[Term]:
        return (t.object for t in self.triples.match(None, predicate))

    def _list(self, head: Term) -> list[Term]:
        members: list[Term] = []
        while isinstance(head, BlankNode):
            members.append(next(self._values(head, NamedNode(v.RDF + "first"))))
            head = next(self._values(head, NamedNode(v.RDF + "rest")))
        return members


def _joined(values: list[str]) -> str:
    """Return values one to a line, or plain terms side by side: a dozen of them need no dozen lines."""
    plain = all(len(re.sub(r"<[^>]*>", "", value)) < 40 for value in values)
    return (" &nbsp; " if plain else "<br>").join(values)


def _short(iri: str) -> str:
    known = [(prefix, namespace) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not known:
        return iri
    prefix, namespace = max(known, key=lambda item: len(item[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def render_page() -> str:
    """Return the page for the files in ontology/."""
    names = ("campaign-kg.ttl", "alignments.ttl", "mappings-case-uco.ttl")
    triples = [
        quad.triple
        for name in names
        for quad in parse(path=str(ROOT / "ontology" / name), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    return Page(triples).render(STYLE.read_text("utf-8"))


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` say whether it is up to date; return the exit code."""
    page = render_page()
    if arguments == ["--check"]:
        if PAGE.is_file() and PAGE.read_text("utf-8") == page:
            return 0
        print("docs/ontology.html is not up to date; run: python tools/ontology_page.py", file=sys.stderr)
        return 1
    PAGE.write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
