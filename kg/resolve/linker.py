"""Record-local keys → canonical things: each linked, proposed for review, or new; with a score and reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.model.judgement import POSITIVE, Judgement
from kg.model.record import AgencyMention, ExtractionRecord
from kg.model.registry import RecordLinks, Registry
from kg.resolve.blocking import Blocks
from kg.resolve.compare import Comparer
from kg.resolve.crossing import Glossary
from kg.resolve.decisions import Candidate, Judgements, LinkDecision, settle
from kg.resolve.things import Thing, Things, mention_thing, place_thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """What became of everything a record names: the links that hold, and every decision."""

    links: RecordLinks
    decisions: tuple[LinkDecision, ...] = ()
    mentions: Mapping[tuple[str, str], Thing] = field(default_factory=dict)
    """(kind, local key) → the mention as it was compared."""


_Seen = dict[tuple[str, str], Thing]


class Linker:
    """Tells which canonical thing a record's keys are, by a registry and by what persons judged.

    The same record, registry and judgements give the same decisions; nothing is learnt from one record to the next.
    """

    def __init__(self, registry: Registry, judgements: Iterable[Judgement] = ()) -> None:
        self._judged = (*registry.judgements, *judgements)
        self._registry = registry
        self._judgements = Judgements(self._judged)
        self.compared = 0
        """How many comparisons were made: what the blocks leave to be compared."""

    @cached_property
    def _things(self) -> Things:
        return Things.of(self._registry).with_names(_judged_names(self._judged))

    @cached_property
    def _comparer(self) -> Comparer:
        return Comparer(self._things, Glossary.of(self._registry))

    @cached_property
    def _blocks(self) -> Mapping[str, Blocks]:
        by_kind: defaultdict[str, list[Thing]] = defaultdict(list)
        for (kind, _), thing in self._things.found.items():
            by_kind["campaign" if kind == "series" else kind].append(thing)
        return {kind: Blocks(things, self._comparer.glossary) for kind, things in by_kind.items()}

    def link(self, record: ExtractionRecord) -> RecordLinks:
        """Return the links of a record that hold, and which of its things are left as proposals."""
        return self.resolve(record).links

    def resolve(self, record: ExtractionRecord) -> Linking:
        """Return the links of a record, and the decision on each thing it names, in the order of the record."""
        seen: _Seen = {}
        campaigns = [
            self._settle(record, mention_thing(m, "campaign", record), m.names, seen) for m in record.campaigns
        ]
        agencies = self._agencies(record, seen)
        officials = self._officials(record, agencies, seen)
        cases = [self._settle(record, mention_thing(m, "case", record), m.names, seen) for m in record.cases]
        places = [self._settle(record, place_thing(text), (text,), seen) for text in _places(record)]
        decisions = (*campaigns, *agencies, *officials, *cases, *places)
        pending = {f"{d.kind}/{d.key}" for d in decisions if d.ref is None and d.kind != "place"}
        links = RecordLinks(
            campaigns=_refs(campaigns),
            agencies=_refs(agencies),
            officials=_refs(officials),
            cases=_refs(cases),
            places=_refs(places),
            pending=frozenset(pending),
        )
        return Linking(links=links, decisions=decisions, mentions=seen)

    def compare(self, document: str, mention: Thing, names: tuple[str, ...], kind: str, key: str) -> Candidate:
        """Return how likely a mention is a thing of the registry, whether or not the blocks bring them together.

        Raises: KeyError when the registry has no such thing.
        """
        return self._candidate(document, mention, names, self._things.found[kind, key])

    def _officials(self, record: ExtractionRecord, agencies: Iterable[LinkDecision], seen: _Seen) -> list[LinkDecision]:
        """Return the decisions on a record's officials, by their names and the bodies they speak for."""
        decided = {decision.key: decision for decision in agencies}
        above = {r.source: decided.get(r.target) for r in record.relations if r.type == "unit-of"}
        bodies: defaultdict[str, set[str]] = defaultdict(set)
        likely: defaultdict[str, set[str]] = defaultdict(set)
        for relation in record.relations:
            if relation.type == "speaks-for" and (body := decided.get(relation.target)):
                # A body that is not linked is somebody's all the same; its local key is no key of the registry.
                bodies[relation.source].add(body.ref or f"#{body.key}")
                if body.ref is None:
                    parent = above.get(body.key)
                    likely[relation.source] |= {body.best.key} if body.best else set()
                    likely[relation.source] |= {parent.ref} if parent and parent.ref else set()
        found = []
        for mention in record.officials:
            spoken, maybe = bodies[mention.key], likely[mention.key]
            thing = mention_thing(mention, "official", record, bodies=spoken, likely=maybe)
            found.append(self._settle(record, thing, mention.names, seen))
        return found

    def _agencies(self, record: ExtractionRecord, seen: _Seen) -> list[LinkDecision]:
        """Return the decisions on a record's agencies: those with names of their own first, then what leans on them."""
        above = {r.source: r.target for r in record.relations if r.type == "unit-of"}
        first = {
            m.key: self._settle(record, mention_thing(m, "agency", record), m.names, seen) for m in record.agencies
        }
        linked = {key: decision.ref for key, decision in first.items() if decision.ref}
        linked |= self._publisher(record)
        found = []
        for mention in record.agencies:
            decision = first[mention.key]
            if decision.ref is None and linked:
                parent = linked.get(above.get(mention.key, ""))
                around = [parent] if parent else []
                thing = mention_thing(mention, "agency", record, around=around, near=linked.values())
                decision = self._settle(record, thing, mention.names, seen)
            found.append(decision)
        return found

    def _publisher(self, record: ExtractionRecord) -> dict[str, str]:
        """Return the body that publishes a document, when the registry has it: it speaks of its own country."""
        name = record.document.publisher
        if not name:
            return {}
        mention = AgencyMention(key="#publisher", names=(name,))
        decision = self._settle(record, mention_thing(mention, "agency", record), mention.names, {})
        return {mention.key: decision.ref} if decision.ref else {}

    def _settle(self, record: ExtractionRecord, mention: Thing, names: tuple[str, ...], seen: _Seen) -> LinkDecision:
        document = record.document.id
        seen[mention.kind, mention.key] = mention
        things = self._candidates(mention, names, document)
        return settle(document, mention, names, [self._candidate(document, mention, names, t) for t in things])

    def _candidate(self, document: str, mention: Thing, names: tuple[str, ...], thing: Thing) -> Candidate:
        self.compared += 1
        found = self._comparer.compare(mention, thing)
        found = self._judgements.weigh(names, document, thing, found)
        score = round(found.score, 3)
        return Candidate(kind=thing.kind, key=thing.key, score=score, reasons=found.reasons, exact=found.exact)

    def _candidates(self, mention: Thing, names: tuple[str, ...], document: str) -> list[Thing]:
        """Return the things worth comparing: those of the blocks, the editions of a series among them, those judged."""
        blocks = self._blocks.get(mention.kind)
        found = {(t.kind, t.key): t for t in (blocks.candidates(mention) if blocks else ())}
        kinds = ("campaign", "series") if mention.kind == "campaign" else (mention.kind,)
        for kind in kinds:
            for key in self._judgements.positive_things(kind, names, document):
                if (thing := self._things.get(kind, key)) is not None:
                    found[kind, key] = thing
        for thing in list(found.values()):
            if thing.kind != "series" or mention.is_bare:
                continue
            editions = (self._things.get("campaign", key) for key in self._things.editions.get(thing.key, ()))
            found |= {
                ("campaign", e.key): e
                for e in editions
                if e and (mention.years & (e.years | e.lasting) or mention.editions & e.editions)
            }
        return list(found.values())


def _judged_names(judgements: Iterable[Judgement]) -> dict[tuple[str, str], list[str]]:
    """Return the names that things have by judgement, wherever they are met."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    held = Judgements(judgements)
    for judgement in judgements:
        agreed = held.on(judgement.kind, judgement.name, "").get(judgement.thing)
        if agreed is not None and agreed.verdict == POSITIVE:
            found[judgement.kind, judgement.thing].append(judgement.name)
    return found


def _refs(decisions: Iterable[LinkDecision]) -> dict[str, str]:
    return {decision.key: decision.ref for decision in decisions if decision.ref is not None}


def _places(record: ExtractionRecord) -> list[str]:
    texts = [f.place for f in record.figures] + [c.place for c in record.cases] + [e.place for e in record.events]
    return sorted({text for text in texts if text})
