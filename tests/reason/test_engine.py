"""What the ontology's rules derive, on cases worked out by hand."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kg.model.vocabulary import CKG, ORG
from kg.rdf.terms import Literal, NamedNode, Quad, Term, Triple
from kg.rdf.triples import MemoryTriples
from kg.reason.compile import read_rules
from kg.reason.engine import Engine, Inferred
from kg.reason.graphs import StoredInferred, inferred_patches, inferred_quads
from kg.reason.rules import inferred_graph, is_inferred_graph
from kg.store.memory import MemoryStore
from tests.reason.ontologies import TYPE

ONTOLOGY = Path(__file__).parents[2] / "ontology"
THING = "https://w3id.org/campaign-kg/id/"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(read_rules([ONTOLOGY / "campaign-kg.ttl", ONTOLOGY / "alignments.ttl"]))


def triples(text: str) -> set[Triple]:
    """Return facts written as ``subject predicate object`` lines; `a` is rdf:type."""
    return {triple(*line.split()) for line in text.splitlines() if line.strip()}


def triple(s: str, p: str, o: str) -> Triple:
    if p == "a":
        return Triple(NamedNode(THING + s), TYPE, NamedNode(CKG + o))
    predicate = ORG + p.removeprefix("org:") if p.startswith("org:") else CKG + p
    return Triple(NamedNode(THING + s), NamedNode(predicate), NamedNode(THING + o))


TWO_LEVELS = """
    ministry a Ministry
    bureau a Bureau
    ministry leads part
    bureau participatesIn part
    part a Campaign
    whole a Campaign
    part partOfCampaign whole
"""


def test_taking_part_in_a_part_is_taking_part_in_the_whole(engine: Engine) -> None:
    inferred = engine.closure(triples(TWO_LEVELS))
    assert inferred[triple("ministry", "participatesIn", "whole")] == {"chain-participatesin-partofcampaign"}
    assert inferred[triple("whole", "hasParticipant", "bureau")] == {"inverse-participatesin-hasparticipant"}
    assert inferred[triple("whole", "a", "JointCampaign")] == {"joint-campaign", "defined-jointcampaign-haspart"}
    assert "joint-campaign" in inferred[triple("part", "a", "JointCampaign")]
    assert triple("ministry", "directlyParticipatesIn", "whole") not in inferred
    assert inferred[triple("part", "a", "SubCampaign")] == {"defined-subcampaign"}
    assert triple("whole", "a", "SubCampaign") not in inferred
    assert inferred[triple("ministry", "a", "LeadAgency")] == {"defined-leadagency"}


def test_one_agency_under_two_facts_makes_no_joint_campaign(engine: Engine) -> None:
    inferred = engine.closure(triples("one a Agency\n one leads c\n one participatesIn c\n c a Campaign\n c ledBy one"))
    assert triple("c", "a", "JointCampaign") not in inferred


def test_a_rule_and_its_converse_do_not_vouch_for_each_other(engine: Engine) -> None:
    inferred = engine.closure(triples("m leads c"))
    assert inferred[triple("c", "ledBy", "m")] == {"inverse-leads-ledby"}
    assert inferred[triple("m", "directlyParticipatesIn", "c")] == {
        "subproperty-leads-directlyparticipatesin",
        "inverse-hasdirectparticipant-directlyparticipatesin",  # from ledBy ⊑ hasDirectParticipant
    }
    assert inferred[triple("c", "hasParticipant", "m")] >= {"inverse-participatesin-hasparticipant"}
    assert triple("m", "leads", "c") not in inferred


def test_units_of_units_are_sub_organizations(engine: Engine) -> None:
    inferred = engine.closure(triples("a org:unitOf b\n b org:unitOf c"))
    assert inferred[triple("a", "org:subOrganizationOf", "c")] == {"transitive-org-suborganizationof"}
    assert triple("a", "org:unitOf", "c") not in inferred


def test_a_cycle_of_parts_ends(engine: Engine) -> None:
    inferred = engine.closure(triples("a partOfCampaign b\n b partOfCampaign a\n m leads a"))
    assert triple("a", "partOfCampaign", "a") in inferred
    assert triple("m", "participatesIn", "b") in inferred


def test_a_literal_is_the_subject_of_nothing(engine: Engine) -> None:
    wrong = Triple(NamedNode(THING + "m"), NamedNode(CKG + "leads"), Literal("a campaign"))
    assert all(t.subject == wrong.subject for t in engine.closure([wrong]))


def test_a_stated_triple_is_not_inferred_and_back(engine: Engine) -> None:
    before, led = triples("m leads c"), triple("c", "ledBy", "m")
    inferred = engine.closure(before)
    source = MemoryTriples(before | set(inferred))
    stated = engine.update(source, inferred, added=[led], removed=[])
    assert (led, "inverse-leads-ledby") in stated.removed
    assert stated.triples_removed == {led}
    after = inferred.after(stated)
    back = engine.update(MemoryTriples(before | {led} | set(after)), after, added=[], removed=[led])
    assert after.after(back) == inferred
    assert back.triples_added == {led}


def test_stating_what_a_converse_made_lets_it_vouch(engine: Engine) -> None:
    stated, new = triples("a partOfCampaign b\n b partOfCampaign c"), triple("c", "hasPart", "a")
    inferred = engine.closure(stated)
    assert inferred[triple("a", "partOfCampaign", "c")] == {"transitive-partofcampaign"}
    delta = engine.update(MemoryTriples(stated | set(inferred)), inferred, added=[new], removed=[])
    assert (triple("a", "partOfCampaign", "c"), "inverse-haspart-partofcampaign") in delta.added
    assert inferred.after(delta) == engine.closure(stated | {new})


def test_losing_one_of_two_reasons_changes_the_rules_alone(engine: Engine) -> None:
    stated = triples(TWO_LEVELS + "\n bureau participatesIn whole\n ministry directlyParticipatesIn whole")
    inferred = engine.closure(stated)
    gone = triple("ministry", "directlyParticipatesIn", "whole")
    delta = engine.update(MemoryTriples(stated | set(inferred)), inferred, added=[], removed=[gone])
    kept = triple("ministry", "participatesIn", "whole")
    assert (kept, "subproperty-directlyparticipatesin-participatesin") in delta.removed
    assert kept not in delta.triples_removed
    assert inferred.after(delta)[kept] == {"chain-participatesin-partofcampaign"}


class Counting:
    """A source that counts what is asked of it, and refuses to list what is not bound."""

    def __init__(self, facts: Iterable[Triple]) -> None:
        self._facts = MemoryTriples(facts)
        self.read = 0

    def match(self, s: Term | None = None, p: Term | None = None, o: Term | None = None) -> Iterator[Triple]:
        assert p is not None
        assert s is not None or o is not None
        for found in self._facts.match(s, p, o):
            self.read += 1
            yield found

    def __contains__(self, item: object) -> bool:
        self.read += 1
        return item in self._facts


def test_an_update_reads_what_the_change_reaches_and_no_more(engine: Engine) -> None:
    others = [
        line
        for n in range(2000)
        for line in (f"c{n} a Campaign", f"ministry leads c{n}", f"f{n} a Figure", f"f{n} aboutCampaign c{n}")
    ]
    stated = triples(TWO_LEVELS + "\n".join(others))
    inferred = engine.closure(stated)
    source = Counting(stated | set(inferred))
    change = triples("bureau leads new\n ministry leads new\n new a Campaign\n new partOfCampaign whole")
    delta = engine.update(source, inferred, added=change, removed=[])
    assert inferred.after(delta) == engine.closure(stated | change)
    forth = source.read
    source = Counting(stated | change | set(inferred.after(delta)))
    back = engine.update(source, inferred.after(delta), added=[], removed=change)
    assert inferred.after(delta).after(back) == inferred
    assert (forth, source.read) < (400, 400)


def test_a_store_keeps_its_inferred_graphs_right(engine: Engine) -> None:
    one, two = (NamedNode(f"https://w3id.org/campaign-kg/graph/announcement/{n}") for n in ("one", "two"))
    contents = {one: triples(TWO_LEVELS), two: triples("police leads whole\n police a PoliceForce\n whole a Campaign")}
    store = MemoryStore()
    stated: dict[NamedNode, set[Triple]] = {}
    for graph, content in (
        (one, contents[one]),
        (two, contents[two]),
        (one, set()),
        (one, contents[one]),
        (two, set()),
    ):
        stated[graph] = content
        with store.writer() as writer:
            writer.replace_graph(graph, content)
            change = writer.delta(ignoring=is_inferred_graph)
            known = StoredInferred(store.reader())
            delta = engine.update(store.reader(), known, added=change.added, removed=change.removed)
            for patch in inferred_patches(delta):
                writer.patch_graph(patch.graph, patch.added, patch.removed)
        expected = engine.closure(set().union(*stated.values()))
        found = {quad for quad in store.reader().quads() if is_inferred_graph(NamedNode(quad.graph_name.value))}
        assert found == set(inferred_quads(expected))
        assert store.reader().count() == len(expected) + len(set().union(*stated.values()))


def test_inferred_quads_stand_once_in_all_and_once_per_rule() -> None:
    fact = triple("a", "leads", "b")
    quads = list(inferred_quads(Inferred({fact: frozenset({"rule-one", "rule-two"})})))
    assert sorted(quads, key=str) == sorted(
        (Quad(*fact, inferred_graph(key)) for key in (None, "rule-one", "rule-two")), key=str
    )
