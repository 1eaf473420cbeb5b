"""HermiT on the ontology: it has a model, every class can have members, wrong facts are refused, classes are filled."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import vocabulary as v
from kg.rdf.terms import Literal, NamedNode, RdfFormat, Triple, parse
from kg.reason.ontology import (
    check_consistency,
    find_unsatisfiable,
    infer_types,
    ontology_paths,
    ontology_triples,
    reduce_data,
)
from kg.reason.schema import Schema

SAMPLE = Path(__file__).parent / "sample.ttl"
ID = v.BASE + "id/"


def iri(text: str) -> NamedNode:
    return NamedNode(text if text.startswith("http") else ID + text)


def fact(s: str, p: str, o: str | Literal) -> Triple:
    return Triple(iri(s), NamedNode(p), o if isinstance(o, Literal) else iri(o))


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(v.XSD + datatype))


def sample_triples() -> list[Triple]:
    return [quad.triple for quad in parse(path=str(SAMPLE), format=RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def inferred() -> dict[str, frozenset[str]]:
    return infer_types(SAMPLE)


@pytest.mark.parametrize("alignments", [False, True], ids=["core", "with alignments"])
def test_the_ontology_alone_is_consistent_and_every_class_can_have_members(alignments: bool):
    report = check_consistency(alignments=alignments)
    assert report.consistent
    assert report.unsatisfiable == ()


def test_an_unsatisfiable_class_is_named():
    bad = v.CKG + "Bad"
    axioms = [
        fact(bad, v.RDF + "type", v.OWL + "Class"),
        fact(bad, v.RDFS + "subClassOf", v.C_AGENCY),
        fact(bad, v.RDFS + "subClassOf", v.C_CASE),
    ]
    assert find_unsatisfiable([*ontology_triples(), *axioms]) == (bad,)


@pytest.mark.parametrize("alignments", [False, True], ids=["core", "with alignments"])
def test_the_sample_is_consistent(alignments: bool):
    report = check_consistency(SAMPLE, alignments=alignments)
    assert report
    assert report.checked > 100
    assert str(report).startswith("consistent")


def test_the_sample_uses_every_class_and_property(inferred: dict[str, frozenset[str]]):
    filled = {class_ for classes in inferred.values() for class_ in classes}
    assert filled >= v.CLASSES | v.DEFINED_CLASSES
    used = {t.predicate.value for t in sample_triples()}
    assert used >= v.OBJECT_PROPERTIES | v.DATATYPE_PROPERTIES


def test_the_sample_states_no_defined_class():
    stated = {str(t.object.value) for t in sample_triples() if t.predicate.value == v.RDF + "type"}
    assert not stated & v.DEFINED_CLASSES


@pytest.mark.parametrize(
    ("class_", "members"),
    [
        # wave 2: a squad and the customs; Heron 2030 inherits them. Wave 1 and Lighthouse have one agency each.
        (v.C_JOINT_CAMPAIGN, {"campaign/heron-2030", "campaign/heron-2030-wave-2"}),
        (v.C_SUB_CAMPAIGN, {"campaign/heron-2030-wave-1", "campaign/heron-2030-wave-2"}),
        (v.C_SERIES_EDITION, {"campaign/heron-2030", "campaign/lighthouse-3"}),
        (v.C_INTERNATIONAL_CAMPAIGN, {"campaign/lighthouse-3"}),
        (v.C_MULTI_DOMAIN_CAMPAIGN, {"campaign/heron-2030-wave-1", "campaign/lighthouse-3"}),
        (v.C_LEAD_AGENCY, {"agency/interior", "agency/league"}),
        (v.C_SUPERVISING_AGENCY, {"agency/interior"}),
        (v.C_SUPERVISED_CASE, {"case/harbour"}),
        (v.C_SPOKEN_FIGURE, {"figure/cases"}),
        (v.C_BOUNDED_FIGURE, {"figure/cases"}),
        (v.C_CHANGE_FIGURE, {"figure/rise"}),
        (v.C_CAMPAIGN_FIGURE, {"figure/cases"}),
        (v.C_CASE_FIGURE, {"figure/rise"}),
        (v.C_POSITIONED_EVIDENCE, {"https://example.org/sample/evidence"}),
    ],
    ids=lambda value: value.removeprefix(v.CKG) if isinstance(value, str) else "",
)
def test_inference_fills_the_defined_classes(inferred: dict[str, frozenset[str]], class_: str, members: set[str]):
    assert {thing.removeprefix(ID) for thing, classes in inferred.items() if class_ in classes} == members


def test_every_defined_class_is_tested_above():
    mark = test_inference_fills_the_defined_classes.pytestmark[0]
    assert {row[0] for row in mark.args[1]} == v.DEFINED_CLASSES


WRONG = {
    "an agency that is a campaign": (
        [fact("agency/interior", v.RDF + "type", v.C_CAMPAIGN)],
        "is a ckg:Campaign (as stated) and a ckg:Ministry (as stated), which exclude each other",
    ),
    "a case that is led": (
        [fact("agency/interior", v.LEADS, "case/harbour")],
        "is a ckg:Case (as stated) and a ckg:Undertaking (as value of ckg:leads)",
    ),
    "a campaign that is its series": (
        [fact("campaign/heron-2030", v.EDITION_OF, "campaign/heron-2030")],
        "is a ckg:Campaign (as stated) and a ckg:CampaignSeries (as value of ckg:editionOf)",
    ),
    "an official who is part of a campaign": (
        [fact("official/ada", v.PART_OF_CAMPAIGN, "campaign/heron-2030")],
        "is a ckg:Campaign or ckg:Case (as subject of ckg:partOfCampaign) and a ckg:Official (as stated)",
    ),
    "a court that is a police force": (
        [fact("agency/high-court", v.RDF + "type", v.C_POLICE_FORCE)],
        "is a ckg:Court (as stated) and a ckg:PoliceForce (as stated)",
    ),
    "an edition of two series": (
        [fact("campaign/heron-2030", v.EDITION_OF, "series/lighthouse")],
        "campaign/heron-2030> has 2 values of ckg:editionOf, which has at most one",
    ),
    "an edition of two series, once said backwards": (
        [fact("series/heron", v.HAS_EDITION, "campaign/lighthouse-3")],
        "campaign/lighthouse-3> has 2 values of ckg:editionOf, which has at most one",
    ),
    "a figure stated in two documents": (
        [fact("figure/cases", v.STATED_IN, "announcement/other")],
        "figure/cases> has 2 values of ckg:statedIn, which has at most one",
    ),
    "evidence from two documents": (
        [fact("https://example.org/sample/evidence", v.OA + "hasSource", "announcement/other")],
        "has 2 values of oa:hasSource, which has at most one",
    ),
    "two values of one figure": (
        [fact("figure/cases", v.VALUE, typed("41", "decimal"))],
        "figure/cases> has 2 values of ckg:value, which has at most one",
    ),
    "a confidence above one": (
        [fact("figure/cases", v.CONFIDENCE, typed("1.5", "decimal"))],
        "a value outside its property's range is likely",
    ),
    "an unknown review status": (
        [fact("figure/cases", v.REVIEW_STATUS, Literal("perhaps"))],
        "a value outside its property's range is likely",
    ),
    "a value that is no number": (
        [fact("figure/cases", v.UPPER_VALUE, Literal("many"))],
        "a value outside its property's range is likely",
    ),
    "one document under two names, one of them a case": (
        [fact("case/orchard", v.SHA256, Literal("0a"))],
        "is a ckg:Announcement (as subject of ckg:sha256) and a ckg:Case (as stated)",
    ),
}


@pytest.mark.parametrize(("wrong", "why"), WRONG.values(), ids=WRONG)
def test_a_wrong_fact_makes_it_inconsistent(wrong: list[Triple], why: str):
    report = check_consistency(SAMPLE, wrong)
    assert not report.consistent
    assert not report
    assert why in str(report)


def test_types_are_not_inferred_from_contradictions():
    with pytest.raises(InputError, match="contradict the ontology"):
        infer_types(SAMPLE, WRONG["a case that is led"][0])


def test_participation_is_inherited_by_the_whole_but_two_parts_are_not_counted_together():
    """What the one-way axioms leave to the rule joint-campaign: two agencies, each in another part."""
    facts = [
        fact("campaign/whole", v.RDF + "type", v.C_CAMPAIGN),
        fact("campaign/a", v.PART_OF_CAMPAIGN, "campaign/whole"),
        fact("campaign/b", v.PART_OF_CAMPAIGN, "campaign/whole"),
        fact("campaign/a", v.RDF + "type", v.C_CAMPAIGN),
        fact("campaign/b", v.RDF + "type", v.C_CAMPAIGN),
        fact("agency/a", v.LEADS, "campaign/a"),
        fact("agency/b", v.LEADS, "campaign/b"),
        fact("agency/b", v.RDF + "type", v.C_INTERNATIONAL_BODY),
    ]
    types = infer_types(facts)
    assert v.C_INTERNATIONAL_CAMPAIGN in types[ID + "campaign/whole"]
    assert v.C_JOINT_CAMPAIGN not in types[ID + "campaign/whole"]


@pytest.mark.parametrize("how", ["path", "bytes", "triples"])
def test_data_may_come_as_a_file_as_bytes_or_as_triples(how: str, tmp_path: Path):
    wrong = f"<{ID}agency/x> <{v.LEADS}> <{ID}agency/x> .\n".encode()
    path = tmp_path / "wrong.nt"
    path.write_bytes(wrong)
    triples = [quad.triple for quad in parse(wrong, format=RdfFormat.N_TRIPLES)]
    data = {"path": path, "bytes": wrong, "triples": triples}[how]
    assert not check_consistency(data).consistent


def test_unreadable_data_is_an_input_error():
    with pytest.raises(InputError, match="cannot be read as RDF"):
        check_consistency(b"<unfinished")


def test_a_missing_reasoner_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "owlready2", None)
    with pytest.raises(InputError, match=r"needs owlready2; install it with: pip install 'campaign-kg\[dev\]'"):
        infer_types(SAMPLE)


def test_a_reasoner_that_takes_too_long_is_stopped():
    with pytest.raises(InputError, match=r"no answer in 0\.01 s"):
        infer_types(SAMPLE, timeout_s=0.01)


def test_data_that_hermit_cannot_read_are_an_input_error():
    malformed = typed("much", "decimal")
    with pytest.raises(InputError, match="HermiT could not read"):
        infer_types([fact("figure/x", v.CONFIDENCE, malformed)])


def test_dates_and_labels_do_not_stop_the_reasoner():
    day = typed("2030-01-01", "date")
    facts = [
        fact("campaign/x", v.START, day),
        fact("campaign/x", v.YEAR, typed("2030", "gYear")),
        fact("figure/x", v.COUNTS, Literal("cases", language="en")),
        fact("campaign/x", v.SKOS + "prefLabel", Literal("X", language="en")),
    ]
    report = check_consistency(facts)
    assert report.consistent
    assert (report.checked, report.left_out) == (0, 4)


def test_reduction_keeps_what_an_axiom_could_contradict():
    schema = Schema(ontology_triples())
    kept = reduce_data(
        [
            fact("figure/a", v.RDF + "type", v.C_FIGURE),
            fact("figure/a", v.VALUE, typed("1", "decimal")),  # in range, alone, its figure known: tells nothing
            fact("figure/b", v.VALUE, typed("1", "decimal")),  # makes b a figure
            fact("figure/a", v.UPPER_VALUE, typed("1", "decimal")),
            fact("figure/a", v.UPPER_VALUE, typed("2", "decimal")),  # two of a functional property
            fact("figure/a", v.CONFIDENCE, typed("1", "decimal")),  # the first of its value, range to be checked
            fact("figure/a", v.OA + "exact", Literal("words")),  # no axiom names the property
            fact("figure/a", v.SCHEMA + "unheard", "figure/b"),
        ],
        schema,
    )
    told = sorted((str(t.subject.value).removeprefix(ID), t.predicate.value.split("#")[-1]) for t in kept)
    assert told == [
        ("figure/a", "confidence"),
        ("figure/a", "type"),
        ("figure/a", "upperValue"),
        ("figure/a", "upperValue"),
        ("figure/b", "value"),
    ]


def large_data() -> list[Triple]:
    """Some 100,000 triples shaped like the real ones: documents, claims, figures, each with evidence."""
    choose = random.Random(7).choice
    kind = v.RDF + "type"
    campaigns = [f"campaign/{n}" for n in range(200)]
    agencies = [f"agency/{n}" for n in range(570)]
    domains = [v.BASE + f"concept/domain/{n}" for n in range(36)]
    units = [v.BASE + f"concept/unit/{n}" for n in range(19)]
    facts = [fact(c, kind, v.C_CAMPAIGN) for c in campaigns] + [fact(d, kind, v.C_CRIME_DOMAIN) for d in domains]
    for n, agency in enumerate(agencies):
        facts.append(fact(agency, kind, choose([v.C_MINISTRY, v.C_BUREAU, v.C_AGENCY, v.C_INTERNATIONAL_BODY])))
        facts += [fact(agency, v.ORG + "unitOf", choose(agencies[:n]))] if n else []
    facts += [fact(c, v.PART_OF_CAMPAIGN, choose(campaigns[:n])) for n, c in enumerate(campaigns) if n > 20 and n % 3]

    def evidence(thing: str, document: str) -> list[Triple]:
        node = f"evidence/{len(facts)}-{thing.replace('/', '-')}"
        return [
            fact(thing, v.EVIDENCE, node),
            fact(node, kind, v.C_EVIDENCE),
            fact(node, v.OA + "hasSource", document),
            fact(node, v.OA + "hasSelector", node + "#quote"),
            fact(node + "#quote", kind, v.OA + "TextQuoteSelector"),
            fact(node + "#quote", v.OA + "exact", Literal(node)),
            fact(node, v.OA + "hasSelector", node + "#position"),
            fact(node + "#position", kind, v.OA + "TextPositionSelector"),
            fact(node + "#position", v.OA + "start", typed(str(len(facts)), "integer")),
        ]

    for n in range(170):
        document = f"announcement/{n}"
        facts += [fact(document, kind, v.C_ANNOUNCEMENT), fact(document, v.SHA256, Literal(f"{n:064x}"))]
        for m in range(18):
            claim, agency, campaign = f"claim/{n}-{m}", choose(agencies), choose(campaigns)
            relation = choose([v.LEADS, v.PARTICIPATES_IN, v.DIRECTLY_PARTICIPATES_IN])
            facts += [
                fact(agency, relation, campaign),
                fact(claim, kind, v.C_CLAIM),
                fact(claim, v.CLAIM_SUBJECT, agency),
                fact(claim, v.CLAIM_PREDICATE, relation),
                fact(claim, v.CLAIM_OBJECT, campaign),
                fact(claim, v.STATED_IN, document),
                fact(claim, v.REVIEW_STATUS, Literal("accepted")),
                fact(document, v.MENTIONS, agency),
                *evidence(claim, document),
                *evidence(agency, document),
            ]
        for m in range(10):
            figure = f"figure/{n}-{m}"
            facts += [
                fact(figure, kind, v.C_FIGURE),
                fact(figure, v.STATED_IN, document),
                fact(figure, v.VALUE, typed(str(len(facts)), "decimal")),
                fact(figure, v.UNIT, choose(units)),
                fact(figure, v.MEASURE, v.BASE + "concept/measure/" + choose(["count", "change"])),
                fact(figure, v.COMPARATOR, v.BASE + "concept/comparator/" + choose(["equal", "about"])),
                fact(figure, v.ABOUT_CAMPAIGN, choose(campaigns)),
                fact(figure, v.ABOUT_DOMAIN, choose(domains)),
                fact(figure, v.CONFIDENCE, typed("0.9", "decimal")),
                fact(figure, v.COUNTS, Literal("cases", language="en")),
                *evidence(figure, document),
            ]
    return facts


def test_a_hundred_thousand_triples_are_checked_within_a_minute():
    facts = large_data()
    assert len(facts) > 100_000
    started = time.perf_counter()
    report = check_consistency(facts)
    assert report.consistent
    assert time.perf_counter() - started < 60


def test_the_files_are_where_the_package_says():
    assert [path.name for path in ontology_paths(alignments=True)] == ["campaign-kg.ttl", "alignments.ttl"]
    assert all(path.is_file() for path in ontology_paths(alignments=True))
