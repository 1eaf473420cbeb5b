"""An incremental report is what a full run says about the same nodes, whatever the change."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable

import pytest

from kg.model.vocabulary import BASE, CKG, RDF, RDFS, SKOS
from kg.rdf.terms import BlankNode, Literal, NamedNode, Term, Triple
from kg.rdf.triples import MemoryTriples, Overlay
from kg.validate.incremental import validate_change
from kg.validate.reads import READS, SHAPES
from kg.validate.report import Result, ValidationReport
from kg.validate.shacl import Shapes

THINGS = BASE + "id/"
OWN = ("announcement", "event", "case", "membership", "window", "claim", "figure", "evidence")


def copies(world: Iterable[Triple], count: int) -> list[set[Triple]]:
    """The world's announcement as `count` documents that share its campaigns, agencies, officials and places."""

    def renamed(term: Term, number: int) -> Term:
        if isinstance(term, NamedNode) and term.value.removeprefix(THINGS).startswith(OWN):
            kind, _, slug = term.value.removeprefix(THINGS).partition("/")
            return NamedNode(f"{THINGS}{kind}/d{number}-{slug}")
        return term

    documents = []
    for number in range(count):
        triples = set()
        for t in world:
            subject, target = renamed(t.subject, number), renamed(t.object, number)
            if (subject, target) != (t.subject, t.object):
                assert isinstance(subject, NamedNode)
                triples.add(Triple(subject, t.predicate, target))
        documents.append(triples)
    return documents


def check(shapes: Shapes, before: MemoryTriples, added: Collection[Triple], removed: Collection[Triple]) -> int:
    """Assert that a full run after the change is the full run before it, patched by the incremental report."""
    report = validate_change(shapes, Overlay(before, added=added, removed=removed), added, removed)
    full_before = shapes.validate_triples(list(before))
    for triple in removed:
        before.discard(triple)
    for triple in added:
        before.add(triple)
    full_after = shapes.validate_triples(list(before))
    affected = report.affected
    assert affected is not None, report.note
    kept = [r for r in full_before.results if r.focus not in affected]
    assert keys([*kept, *report.results]) == keys(full_after.results)
    return len(report.results)


def keys(results: Iterable[Result]) -> list[tuple[object, ...]]:
    return sorted(result.key for result in results)


@pytest.mark.parametrize("seed", range(4))
def test_random_changes_agree_with_full_validation(shapes: Shapes, world: list[Triple], seed: int) -> None:
    chance = random.Random(seed)
    documents = copies(world, 5)
    graph = MemoryTriples([*world, *(t for d in documents[:4] for t in d)])
    found = 0
    for _ in range(30):
        held = sorted(graph, key=str)
        removed = set(chance.sample(held, chance.choice((0, 1, 1, 3))))
        added = {noise(chance, held) for _ in range(chance.choice((0, 1, 2)))} - set(held)
        found += check(shapes, graph, added, removed)
    assert found > 50


def noise(chance: random.Random, held: list[Triple]) -> Triple:
    """A triple made of parts that occur: mostly nonsense, in the shapes' own words."""
    first, second, third = (chance.choice(held) for _ in range(3))
    if chance.random() < 0.5:
        return Triple(first.subject, first.predicate, second.object)
    return Triple(first.subject, second.predicate, third.object)


@pytest.mark.parametrize("seed", range(3))
def test_documents_put_in_replaced_and_withdrawn_agree(shapes: Shapes, world: list[Triple], seed: int) -> None:
    chance = random.Random(seed)
    documents = copies(world, 4)
    graph = MemoryTriples(world)
    held: dict[int, set[Triple]] = {}
    for _ in range(14):
        number = chance.randrange(4)
        old = held.pop(number, set())
        others = set(world).union(*held.values())
        new: set[Triple] = set()
        if not old or chance.random() < 0.6:
            new = {t for t in documents[number] if chance.random() < 0.97}
            held[number] = new
        check(shapes, graph, new - old - others, old - new - others)


def test_a_document_with_a_hub_agrees(shapes: Shapes, world: list[Triple]) -> None:
    # More relations at one agency than are fetched at a time, so that it is read predicate by predicate.
    police, leads = NamedNode(THINGS + "agency/police"), NamedNode(CKG + "leads")
    campaigns = [NamedNode(f"{THINGS}campaign/c{i}") for i in range(150)]
    more = [Triple(police, leads, c) for c in campaigns]
    more += [Triple(c, NamedNode(RDF + "type"), NamedNode(CKG + "Campaign")) for c in campaigns]
    more += [Triple(c, NamedNode(SKOS + "prefLabel"), Literal(f"C {c.value[-3:]}", language="en")) for c in campaigns]
    graph = MemoryTriples([*world, *more])
    name = Triple(police, NamedNode(SKOS + "prefLabel"), Literal("Ministry of Police", language="en"))
    check(shapes, graph, [], [name, more[0]])
    check(shapes, graph, [name], [])


def test_a_clean_change_reports_nothing_and_names_what_it_looked_at(shapes: Shapes, world: list[Triple]) -> None:
    document = copies(world, 1)[0]
    added = document - set(world)
    # An old violation elsewhere is not this change's doing.
    spoilt = [t for t in world if t.predicate.value != CKG + "minor"]
    report = validate_change(shapes, Overlay(MemoryTriples(spoilt), added=added), added)
    assert report.conforms
    assert report.results == ()
    assert f"{THINGS}figure/d0-a1-f1" in (report.affected or ())
    assert f"{THINGS}figure/a1-f1" not in (report.affected or ())


def test_a_changed_class_tree_means_a_full_run(shapes: Shapes, world: list[Triple]) -> None:
    added = [Triple(NamedNode(CKG + "Squad"), NamedNode(RDFS + "subClassOf"), NamedNode(CKG + "Agency"))]
    report = validate_change(shapes, Overlay(MemoryTriples(world), added=added), added)
    assert report.affected is None
    assert report.note == "full run: the class tree changed"


def test_the_class_tree_that_is_known_already_means_none(shapes: Shapes, world: list[Triple]) -> None:
    added = list(shapes.subclasses)
    report = validate_change(shapes, Overlay(MemoryTriples(world), added=added), added)
    assert report.note is None


def test_a_sparql_constraint_that_does_not_say_what_it_reads_means_a_full_run(
    shapes: Shapes, world: list[Triple]
) -> None:
    silent = Shapes([t for t in shapes.graph if t.predicate != READS], shapes.subclasses)
    removed = [next(t for t in world if t.predicate.value == CKG + "minor")]
    after = Overlay(MemoryTriples(world), removed=removed)
    report = validate_change(silent, after, [], removed)
    assert report.affected is None
    assert "no shp:reads" in (report.note or "")
    assert [r.shape for r in report.results] == [SHAPES + "Figure-minor"]
    assert keys(report.results) == keys(validate_change(shapes, after, [], removed).results)


def test_a_literal_can_be_a_focus_node(shapes: Shapes, world: list[Triple]) -> None:
    added = [Triple(NamedNode(THINGS + "agency/police"), NamedNode(CKG + "leads"), Literal("the campaign"))]
    report = validate_change(shapes, Overlay(MemoryTriples(world), added=added), added)
    assert [(r.focus, r.shape) for r in report.results] == [('"the campaign"', SHAPES + "leads-object")]


def test_blank_nodes_are_reported_too(shapes: Shapes, world: list[Triple]) -> None:
    node = BlankNode("x")
    figure = Triple(node, NamedNode(RDF + "type"), NamedNode(CKG + "Figure"))
    report = shapes.validate_triples([*world, figure])
    assert isinstance(report, ValidationReport)
    assert {SHAPES + "Figure-value", SHAPES + "Figure-unit"} <= {r.shape for r in report.results}
