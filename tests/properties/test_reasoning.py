"""The laws of reasoning: the closure is the least one, and a change leads where a full recomputation leads.

The judge is a few lines that try every assignment of terms to variables, again and again until nothing is new.
"""

import itertools
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.vocabulary import CKG, ORG
from kg.rdf.terms import Literal, NamedNode, Triple
from kg.rdf.triples import MemoryTriples
from kg.reason.compile import compile_rules, read_rules
from kg.reason.engine import Engine, Inferred
from kg.reason.rules import Atom, Rule, Slot, Var
from tests.reason.ontologies import EVERY_PATTERN, TYPE, axioms, ex

ONTOLOGY = Path(__file__).parents[2] / "ontology"
Binding = dict[Var, object]


def bind(atom: Atom, triple: Triple, binding: Binding) -> Binding | None:
    """Return the binding extended so that the atom is the triple, `None` if it cannot be."""
    if triple.predicate != atom.p:
        return None
    extended = dict(binding)
    for slot, term in ((atom.s, triple.subject), (atom.o, triple.object)):
        if isinstance(slot, Var):
            if extended.setdefault(slot, term) != term:
                return None
        elif slot != term:
            return None
    return extended


def derivations(rules: tuple[Rule, ...], facts: set[Triple]) -> set[tuple[Triple, str]]:
    """Return every fact that some rule derives from the facts in one step, with that rule."""
    found = set()
    for rule in rules:
        for clause in rule.clauses:
            bindings: list[Binding] = [{}]
            for atom in clause.body:
                tried = (bind(atom, fact, binding) for binding in bindings for fact in facts)
                bindings = [binding for binding in tried if binding is not None]
            for binding in bindings:
                if all(binding[a] != binding[b] for a, b in clause.distinct):
                    s, o = value(rule.head.s, binding), value(rule.head.o, binding)
                    if not isinstance(s, Literal):
                        found.add((Triple(s, rule.head.p, o), rule.key))
    return found


def value(slot: Slot, binding: Binding):
    return binding[slot] if isinstance(slot, Var) else slot


@cache
def converses(rules: tuple[Rule, ...]) -> dict[str, tuple[str, NamedNode, bool]]:
    """Return for each rule p(x, y) → q(y, x) or q(x, y) its converse's key, with p and whether places are changed."""
    plain = {}
    for rule in rules:
        if len(rule.clauses) == 1 and len(rule.clauses[0].body) == 1:
            (atom,) = rule.clauses[0].body
            if isinstance(atom.s, Var) and isinstance(atom.o, Var) and atom.s != atom.o:
                plain[atom.p, rule.head.p, atom.s == rule.head.o] = rule.key
    return {key: (plain[q, p, turned], p, turned) for (p, q, turned), key in plain.items() if (q, p, turned) in plain}


def judge(rules: tuple[Rule, ...], stated: set[Triple]) -> dict[Triple, frozenset[str]]:
    """Return the inferred triples with their rules, worked out by trying everything."""
    facts = set(stated)
    while new := {triple for triple, _ in derivations(rules, facts)} - facts:
        facts |= new
    reasons: dict[Triple, set[str]] = {}
    for triple, key in derivations(rules, facts):
        if triple not in stated:
            reasons.setdefault(triple, set()).add(key)
    inferred = {}
    for triple, keys in reasons.items():
        kept = set()
        for key in keys:
            back, p, turned = converses(rules).get(key, (None, None, False))
            if back is not None:
                s, o = (triple.object, triple.subject) if turned else (triple.subject, triple.object)
                source = Triple(s, p, o)
                if source not in stated and not reasons.get(source, set()) - {back}:
                    continue
            kept.add(key)
        inferred[triple] = frozenset(kept)
    return inferred


def check_history(engine: Engine, states: list[set[Triple]]) -> None:
    """Check the closure of each state, and that an update leads from each to the next."""
    inferred = Inferred()
    before: set[Triple] = set()
    for state in states:
        delta = engine.update(
            MemoryTriples(before | set(inferred)), inferred, added=state - before, removed=before - state
        )
        expected = engine.closure(state)
        assert dict(expected) == judge(engine.rules, state)
        after = inferred.after(delta)
        assert dict(after) == dict(expected)
        assert delta.triples_added == set(after) - set(inferred)
        assert delta.triples_removed == set(inferred) - set(after)
        assert not delta.added & delta.removed
        inferred, before = after, state


THINGS = [ex(f"t{n}") for n in range(4)]
PATTERN_RULES = compile_rules(axioms(EVERY_PATTERN))
PROPERTIES = [ex(p) for p in ("near", "under", "leads", "ledBy", "joins", "joinedBy", "part", "same", "alike", "kind")]
CLASSES = [ex(c) for c in ("Dog", "Animal", "Cat", "Shared", "Led", "Marked", "Chief")]

pattern_facts = st.one_of(
    st.builds(Triple, st.sampled_from(THINGS), st.sampled_from(PROPERTIES), st.sampled_from(THINGS)),
    st.builds(Triple, st.sampled_from(THINGS), st.just(TYPE), st.sampled_from(CLASSES)),
    st.builds(Triple, st.sampled_from(THINGS), st.just(ex("kind")), st.sampled_from([ex("red"), ex("blue")])),
    st.builds(Triple, st.sampled_from(THINGS), st.just(ex("leads")), st.just(Literal("a mistake"))),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sets(pattern_facts, max_size=9), min_size=1, max_size=4))
def test_every_pattern_agrees_with_trying_everything(states: list[set[Triple]]) -> None:
    check_history(Engine(PATTERN_RULES), states)


@settings(max_examples=100, deadline=None)
@given(st.sets(pattern_facts, max_size=12), st.lists(st.sets(pattern_facts, max_size=2), max_size=4))
def test_small_changes_agree_with_trying_everything(start: set[Triple], flips: list[set[Triple]]) -> None:
    states = list(itertools.accumulate(flips, lambda state, flip: state ^ flip, initial=start))
    check_history(Engine(PATTERN_RULES), states)


# Few facts that lie close together: what is stated, inferred or both changes all the time.
close_facts = st.builds(
    lambda p, s, o: Triple(s, ex(p), o),
    st.sampled_from(["leads", "ledBy", "joins", "joinedBy", "ownedBy", "near", "same", "alike"]),
    st.sampled_from(THINGS[:2]),
    st.sampled_from(THINGS[:2]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sets(close_facts, max_size=7), min_size=2, max_size=5))
def test_converse_rules_agree_with_trying_everything(states: list[set[Triple]]) -> None:
    check_history(Engine(PATTERN_RULES), states)


REAL_RULES = read_rules([ONTOLOGY / "campaign-kg.ttl", ONTOLOGY / "alignments.ttl"])
CAMPAIGNS = [ex(name) for name in ("kunlun", "kunlun-2023", "pangea")]
AGENCIES = [ex(name) for name in ("ministry", "bureau", "interpol")]
FIGURES = [ex("figure-1"), ex("case-1")]


def real(subjects: list[NamedNode], p: str, objects: list[NamedNode]) -> st.SearchStrategy[Triple]:
    return st.builds(Triple, st.sampled_from(subjects), st.just(NamedNode(p)), st.sampled_from(objects))


def classes(*names: str) -> list[NamedNode]:
    return [NamedNode(CKG + name) for name in names]


real_facts = st.one_of(
    real(CAMPAIGNS, TYPE.value, classes("Campaign", "CampaignSeries")),
    real(AGENCIES, TYPE.value, classes("Agency", "Ministry", "InternationalBody")),
    real(FIGURES, TYPE.value, classes("Figure", "Case", "JointCampaign")),
    real(AGENCIES, CKG + "leads", CAMPAIGNS),
    real(CAMPAIGNS, CKG + "ledBy", AGENCIES),
    real(AGENCIES, CKG + "participatesIn", CAMPAIGNS),
    real(AGENCIES, CKG + "directlyParticipatesIn", CAMPAIGNS),
    real(CAMPAIGNS, CKG + "partOfCampaign", CAMPAIGNS),
    real(CAMPAIGNS, CKG + "hasPart", CAMPAIGNS),
    real(AGENCIES, ORG + "unitOf", AGENCIES),
    real(AGENCIES, ORG + "subOrganizationOf", AGENCIES),
    real(FIGURES, CKG + "aboutCampaign", CAMPAIGNS),
    real(FIGURES, CKG + "supervisedBy", AGENCIES),
)


@settings(max_examples=60, deadline=None)
@given(st.sets(real_facts, max_size=14), st.lists(st.sets(real_facts, min_size=1, max_size=4), max_size=3))
def test_the_ontology_agrees_with_trying_everything(start: set[Triple], flips: list[set[Triple]]) -> None:
    states = list(itertools.accumulate(flips, lambda state, flip: state ^ flip, initial=start))
    check_history(Engine(REAL_RULES), states)
