"""Decision files: what persons decided about one document, as JSON beside its record.

    WORKSPACE/decisions/ID.json      format "decisions/1"

An item is written as it is in a record; of an edited one, the fields that were changed stand in ``edits``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from kg.errors import DataError, Mistake, StoreError
from kg.model.decisions import EDITED, KINDS, NAMED, Decision, Decisions, Item, Named, Thing, items_of
from kg.model.record import FORMAT as RECORD_FORMAT
from kg.model.record import DocumentInfo, ExtractionRecord
from kg.read.jsonfile import check_schema, read_json
from kg.read.records import SCHEMA as RECORD_SCHEMA
from kg.read.records import parse_record
from kg.read.render import record_value, render_json

FORMAT = "decisions/1"
SCHEMA = "decisions-1"
_NOWHERE = DocumentInfo(id="item", language="en")


def item_value(kind: str, item: Item) -> dict[str, Any]:
    """Return one item as it stands in a record's JSON."""
    alone = dataclasses.replace(ExtractionRecord(document=_NOWHERE), **{kind: (item,)})  # type: ignore[arg-type]
    value: dict[str, Any] = record_value(alone)[kind][0]
    return value


def parse_item(kind: str, value: Any, file: str, path: str) -> tuple[Item | None, list[Mistake]]:
    """Return the item in a JSON value of a record, or None and what is wrong with it; `file` and `path` say where."""
    alone: dict[str, Any] = {"format": RECORD_FORMAT, "document": {"id": "item", "language": "en"}}
    alone |= {name: [] for name in KINDS} | {kind: [value]}
    mistakes = [
        Mistake(file, m.path.replace(f"$.{kind}[0]", path), m.found, m.expected)
        for m in check_schema(alone, RECORD_SCHEMA, file)
    ]
    return (None, mistakes) if mistakes else (items_of(parse_record(alone), kind)[0], [])


def read_decisions(path: Path, document: str, sha256: str | None = None) -> Decisions:
    """Return the decisions in a document's file; none where there is no file yet.

    Raises: DataError with every mistake in the file.
    """
    if not path.exists():
        return Decisions(document=document, sha256=sha256)
    value, _, mistakes = read_json(path)
    if not mistakes:
        mistakes = check_schema(value, SCHEMA, str(path))
    if not mistakes and value["document"]["id"] != document:
        mistakes = [Mistake(str(path), "$.document.id", value["document"]["id"], document)]
    if mistakes:
        raise DataError(mistakes)
    parsed = [_parse(entry, str(path), f"$.decisions[{i}]") for i, entry in enumerate(value["decisions"])]
    mistakes = [mistake for _, found in parsed for mistake in found]
    if mistakes:
        raise DataError(mistakes)
    return Decisions(
        document=document,
        sha256=value["document"].get("sha256"),
        decisions=tuple(decision for decision, _ in parsed if decision),
    )


def _parse(entry: dict[str, Any], file: str, path: str) -> tuple[Decision | None, list[Mistake]]:
    kind, edits = entry["kind"], entry.get("edits")
    item, mistakes = parse_item(kind, entry["item"], file, f"{path}.item")
    edited = None
    if (entry["status"] == EDITED) != (edits is not None):
        expected = "the changed fields with the status edited, and with no other"
        mistakes.append(Mistake(file, f"{path}.edits", "nothing" if edits is None else "edits", expected))
    elif edits is not None and not mistakes:
        edited, mistakes = parse_item(kind, entry["item"] | edits, file, f"{path}.edits")
    things = []
    for named in NAMED:
        for i, value in enumerate(entry.get("things", {}).get(named, ())):
            thing, found = parse_item(named, value, file, f"{path}.things.{named}[{i}]")
            mistakes += found
            if thing:
                things.append(Thing(kind=named, item=cast(Named, thing)))
    if mistakes or item is None:
        return None, mistakes
    return Decision(
        kind=kind,
        status=entry["status"],
        item=item,
        edited=edited,
        things=tuple(things),
        nth=entry.get("nth", 0),
        by=entry.get("by"),
        at=entry.get("at"),
    ), []


def render_decisions(decisions: Decisions) -> str:
    """Return decisions as the text of their file; the same decisions always the same bytes."""
    value = {
        "format": FORMAT,
        "document": {"id": decisions.document, "sha256": decisions.sha256},
        "decisions": [dict(_entry(decision)) for decision in decisions.decisions],
    }
    return render_json(value)


def _entry(decision: Decision) -> Iterator[tuple[str, Any]]:
    kind, item = decision.kind, item_value(decision.kind, decision.item)
    yield from (("kind", kind), ("status", decision.status))
    for name in ("by", "at"):
        if said := getattr(decision, name):
            yield name, said
    if decision.nth:
        yield "nth", decision.nth
    yield "item", item
    if decision.edited is not None:
        yield "edits", changed_fields(item, item_value(kind, decision.edited))
    if decision.things:
        found: dict[str, list[Any]] = {}
        for thing in decision.things:
            found.setdefault(thing.kind, []).append(item_value(thing.kind, thing.item))
        yield "things", found


def changed_fields(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an item that are others now; one that is gone is None."""
    names = [*after, *(name for name in before if name not in after)]
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def write_decisions(path: Path, decisions: Decisions) -> None:
    """Put decisions into their file, whole or not at all.

    Raises: StoreError when the disk does not take them.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".json.new")
        temporary.write_text(render_decisions(decisions), "utf-8")
        temporary.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
