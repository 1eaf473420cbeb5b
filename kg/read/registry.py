"""Registry files → `Registry`, with every mistake of form and of sense reported at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.errors import Mistake
from kg.model.judgement import Judgement
from kg.model.registry import (
    AgencyEntry,
    CampaignEntry,
    CaseEntry,
    ConceptEntry,
    Label,
    OfficialEntry,
    PlaceEntry,
    Post,
    RecordLinks,
    Registry,
    Scheme,
    SeriesEntry,
)
from kg.read.jsonfile import check_schema, read_json
from kg.read.judgements import FOLDER, read_judgement_folder
from kg.read.linking import ENTRY_KINDS, Entries, check_entries
from kg.read.references import text_of

SCHEMA = "registry-1"
SCHEMES = frozenset({"domain", "unit", "measure"})
NEEDED = (*ENTRY_KINDS, "concepts", "links")


def read_registry(folder: Path) -> tuple[Registry, list[Mistake]]:
    """Return the registry in a folder's ``*.json``, and everything that is wrong with it (then it is partial)."""
    mistakes: list[Mistake] = []
    items: dict[str, list[Any]] = {kind: [] for kind in (*ENTRY_KINDS, "schemes")}
    links: dict[str, RecordLinks] = {}
    entries = Entries()
    kinds: set[str] = set()
    unread = 0
    for path in sorted(folder.glob("*.json")):
        value, _, found = read_json(path)
        kind = text_of(value, "kind")
        found = found or check_schema(value, SCHEMA, str(path))
        mistakes += found
        if kind is None:
            unread += 1
            continue
        kinds.add(kind)
        entries.add(str(path), kind, value)
        if found:
            continue
        if kind == "links":
            links |= {record: RecordLinks(**item) for record, item in value["links"].items()}
        else:
            name = "schemes" if kind == "concepts" else kind
            items[name] += value[name]
    missing = sorted(set(NEEDED) - kinds)
    for kind in missing if not mistakes else ():
        mistakes.append(Mistake(str(folder), "$", f"no file of the kind {kind!r}", "one for each kind of entry"))
    if unread > len(missing):
        missing = [*NEEDED]  # whose entries the unread file holds, nobody can say
    entries.unread.update("schemes" if kind == "concepts" else kind for kind in missing)
    mistakes += check_entries(entries)
    if not mistakes:
        schemes = {scheme["key"] for scheme in items["schemes"]}
        for key in sorted(SCHEMES - schemes):
            mistakes.append(Mistake(str(folder), "$.schemes", f"no scheme {key!r}", "the schemes that records use"))
    judgements, found = read_judgement_folder(folder / FOLDER)
    mistakes += found or (check_judged(judgements, items, str(folder / FOLDER)) if not mistakes else [])
    return dataclasses.replace(_assemble(items, links), judgements=judgements), mistakes


_JUDGED = {
    "campaign": "campaigns",
    "series": "series",
    "agency": "agencies",
    "official": "officials",
    "case": "cases",
    "place": "places",
}


def check_judged(judgements: Iterable[Judgement], items: Mapping[str, list[Any]], folder: str) -> list[Mistake]:
    """Return the judgements on things that the registry does not have."""
    keys = {kind: {item["key"] for item in items[name]} for kind, name in _JUDGED.items()}
    return [
        Mistake(
            folder, f"the judgement on {j.name!r}", f"the key {j.thing!r}", f"a key of the registry's {_JUDGED[j.kind]}"
        )
        for j in judgements
        if j.thing not in keys[j.kind]
    ]


def _labels(item: Mapping[str, Any]) -> tuple[Label, ...]:
    return tuple(
        Label(
            value=label["value"],
            language=language,
            source=label["source"],
            basis=label.get("basis"),
            generic=label.get("generic", False),
        )
        for language, labels in item["labels"].items()
        for label in labels
    )


def _concept(item: Mapping[str, Any]) -> ConceptEntry:
    return ConceptEntry(
        key=item["key"],
        labels=_labels(item),
        definition=item.get("definition", {}),
        broader=item.get("broader"),
        verbs=tuple(verb for verbs in item.get("verbs", {}).values() for verb in verbs),
        symbol=item.get("symbol"),
    )


def _assemble(items: dict[str, list[Any]], links: dict[str, RecordLinks]) -> Registry:
    def of(kind: str) -> list[Any]:
        return sorted(items[kind], key=lambda item: item["key"])

    return Registry(
        series=tuple(SeriesEntry(key=i["key"], labels=_labels(i), about=i.get("about", {})) for i in of("series")),
        campaigns=tuple(
            CampaignEntry(
                key=i["key"],
                labels=_labels(i),
                series=i.get("series"),
                edition=i.get("edition"),
                year=i.get("year"),
                start=i.get("start"),
                end=i.get("end"),
                part_of=tuple(i.get("part_of", ())),
            )
            for i in of("campaigns")
        ),
        agencies=tuple(
            AgencyEntry(
                key=i["key"],
                labels=_labels(i),
                kind=i["kind"],
                collective=i.get("collective", False),
                parent=i.get("parent"),
                parent_basis=i.get("parent_basis"),
                jurisdiction=i.get("jurisdiction"),
            )
            for i in of("agencies")
        ),
        officials=tuple(
            OfficialEntry(
                key=i["key"],
                labels=_labels(i),
                posts=tuple(Post(agency=p["agency"], role=p.get("role"), text=p.get("text")) for p in i["posts"]),
            )
            for i in of("officials")
        ),
        places=tuple(
            PlaceEntry(key=i["key"], labels=_labels(i), kind=i["kind"], within=i.get("within")) for i in of("places")
        ),
        cases=tuple(CaseEntry(key=i["key"], labels=_labels(i)) for i in of("cases")),
        schemes=tuple(
            Scheme(key=i["key"], labels=_labels(i), concepts=tuple(_concept(c) for c in i["concepts"]))
            for i in of("schemes")
        ),
        links=dict(sorted(links.items())),
    )
