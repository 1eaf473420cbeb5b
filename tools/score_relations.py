"""Score the relation finder alone: on the names the reader finds, or on those of gold records put in their place.

usage: python tools/score_relations.py GOLD_DIR DOCUMENTS_DIR [--gold-entities] [--misses] [--type TYPE] [--only NAME]

With --gold-entities a name that was missed is located in the text and one found in error is left out, so that what is
still wrong is the relation finder's own doing. Prints precision, recall and F1 by type, and how often relations of each
confidence are right.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.extract.en.relations import find_relations
from kg.extract.evaluate import match_entities
from kg.extract.gather import find_mentions
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import (
    Found,
    FoundAgency,
    FoundCampaign,
    FoundCase,
    FoundEvent,
    FoundOfficial,
    Mentions,
    Reference,
)
from kg.extract.text import Range, Text
from kg.model.record import DocumentInfo

Record = Mapping[str, Any]
KINDS = {
    "campaigns": (FoundCampaign, "campaign"),
    "agencies": (FoundAgency, "agency"),
    "officials": (FoundOfficial, "official"),
    "cases": (FoundCase, "case"),
}
OWN_FIELDS = {
    "campaigns": ("series", "start", "end"),
    "agencies": (),
    "officials": ("role",),
    "cases": ("place",),
}


@dataclass(slots=True)
class Tally:
    """Hits, gold and predicted relations by type; predictions by tenth of confidence; lines to read."""

    hits: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    by_confidence: dict[float, list[bool]] = field(default_factory=lambda: defaultdict(list))
    lines: list[str] = field(default_factory=list)


def locate(content: str, names: Sequence[str]) -> tuple[Range, ...]:
    """Return every place one of the names stands, longer names first, none inside another."""
    found: list[Range] = []
    for name in sorted(names, key=len, reverse=True):
        words = [re.escape(word) for word in re.findall(r"\w+", name)]
        if not words:
            continue
        for match in re.finditer(r"(?<!\w)" + r"\W{1,3}".join(words) + r"(?!\w)", content, re.IGNORECASE):
            if not any(s < match.end() and match.start() < e for s, e in found):
                found.append(match.span())
    return tuple(sorted(found))


def with_gold_names(text: Text, mentions: Mentions, gold: Record) -> tuple[Mentions, dict[str, str]]:
    """Return the mentions with gold's things, and gold key → key."""
    keys: dict[str, str] = {}
    kept: dict[str, tuple[Any, ...]] = {}
    references = list(mentions.references)
    for kind, (make, name) in KINDS.items():
        found: tuple[Found, ...] = getattr(mentions, kind)
        pairs = match_entities(gold.get(kind, []), [{"key": f.key, "names": list(f.names)} for f in found])
        keys |= pairs
        right = set(pairs.values())
        things = [f for f in found if f.key in right]
        references = [r for r in references if r.kind != name or r.key in right]
        for entity in gold.get(kind, []):
            if entity["key"] in pairs:
                continue
            spans = locate(text.content, entity["names"]) or ((0, 0),)
            extra: dict[str, Any] = {k: entity[k] for k in OWN_FIELDS[kind] if entity.get(k)}
            if make is FoundCase:
                extra["scope"] = (spans[0][0], text.sentences[text.sentence_at(spans[0][0])].end)
            key = f"gold-{entity['key']}"
            things.append(make(key=key, names=tuple(entity["names"]), spans=spans, **extra))
            keys[entity["key"]] = key
            references += [Reference(s, e, key, name) for s, e in spans if e > s]
        kept[kind] = tuple(things)
    agencies = {a.key for a in kept["agencies"]}
    kept["agencies"] = tuple(replace(a, parent=a.parent if a.parent in agencies else None) for a in kept["agencies"])
    kept["officials"] = tuple(
        replace(o, agencies=tuple(a for a in o.agencies if a in agencies)) for o in kept["officials"]
    )
    events = tuple(
        replace(e, hosts=tuple(h for h in e.hosts if h in agencies)) for e in mentions.events if gold.get("events")
    )
    for number, event in enumerate(gold.get("events", [])[:1]):
        base = events[number] if events else FoundEvent(key="e1", kind=event["kind"], date=event.get("date"))
        events = (replace(base, kind=event["kind"], date=event.get("date") or base.date),)
        keys[event["key"]] = base.key
    references.sort(key=lambda r: (r.start, -r.end))
    main = mentions.main if any(c.key == mentions.main for c in kept["campaigns"]) else None
    whole = replace(mentions, references=tuple(references), events=events, main=main)
    return replace(
        whole,
        campaigns=kept["campaigns"],
        agencies=kept["agencies"],
        officials=kept["officials"],
        cases=kept["cases"],
    ), keys


def matched(mentions: Mentions, gold: Record) -> dict[str, str]:
    """Return gold key → predicted key, as the score does."""
    keys: dict[str, str] = {}
    for kind in KINDS:
        found: tuple[Found, ...] = getattr(mentions, kind)
        keys |= match_entities(gold.get(kind, []), [{"key": f.key, "names": list(f.names)} for f in found])
    for event in gold.get("events", []):
        for said in mentions.events:
            a, b = event.get("date"), said.date
            if event["kind"] == said.kind and (not a or (b and (b.startswith(a) or a.startswith(b)))):
                keys[event["key"]] = said.key
    return keys


def score_one(gold: Record, content: str, name: str, tally: Tally, *, gold_entities: bool) -> None:
    """Add one document to the tally."""
    lexicon = load_lexicon("en")
    text = Text(content, abbreviations=lexicon.abbreviations)
    mentions = find_mentions(text, lexicon, document=DocumentInfo(id=name, language="en"))
    mentions, keys = with_gold_names(text, mentions, gold) if gold_entities else (mentions, matched(mentions, gold))
    found = {(r.type, r.source, r.target): r for r in find_relations(text, lexicon, mentions)}
    wanted = set()
    for relation in gold["relations"]:
        ends = [e if e.startswith("domain:") else keys.get(e) for e in (relation["from"], relation["to"])]
        tally.gold[relation["type"]] += 1
        if all(ends):
            wanted.add((relation["type"], *ends))
        if (relation["type"], *ends) not in found:
            note = "" if all(ends) else "   (name not found)"
            tally.lines.append(f"{name}: missed {relation['type']:12} {relation['from']} -> {relation['to']}{note}")
    for key, relation in found.items():
        right = key in wanted
        tally.said[key[0]] += 1
        tally.hits[key[0]] += right
        tally.by_confidence[round(relation.confidence, 1)].append(right)
        if not right:
            quote = text.quote(relation.span)[:70] if relation.span else ""
            tally.lines.append(
                f"{name}: wrong  {key[0]:12} {key[1]} -> {key[2]}  [{quote!r} {relation.confidence:.2f}]"
            )


def f1(hits: int, gold: int, said: int) -> str:
    """Return precision, recall and F1 as a line."""
    p, r = hits / said if said else 0.0, hits / gold if gold else 0.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    return f"P {p:.3f}  R {r:.3f}  F1 {f:.3f}   ({hits} of {gold}, {said} predicted)"


def main() -> None:
    """Score every record of the gold folder that has a text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--gold-entities", action="store_true")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--type")
    parser.add_argument("--only")
    options = parser.parse_args()
    tally = Tally()
    for path in sorted(options.gold.glob("*.json")):
        source = options.documents / f"{path.stem}.txt"
        if source.exists() and (not options.only or options.only in path.stem):
            gold = json.loads(path.read_text("utf-8"))
            content = source.read_bytes().decode("utf-8")
            score_one(gold, content, path.stem, tally, gold_entities=options.gold_entities)
    for kind in sorted(tally.gold | tally.said):
        print(f"{kind:14} {f1(tally.hits[kind], tally.gold[kind], tally.said[kind])}")
    print(f"{'all':14} {f1(tally.hits.total(), tally.gold.total(), tally.said.total())}")
    for level, rights in sorted(tally.by_confidence.items()):
        print(f"confidence {level:.1f}: {sum(rights) / len(rights):.2f} right of {len(rights)}")
    if options.misses:
        print("\n".join(line for line in tally.lines if not options.type or f" {options.type} " in line))


if __name__ == "__main__":
    main()
