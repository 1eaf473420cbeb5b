"""Records and registry → the JSON files of a data folder, the opposite of `kg.read`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.model.record import FORMAT as RECORD_FORMAT
from kg.model.record import ExtractionRecord, Relation, Span, StatedFigure
from kg.model.registry import FORMAT as REGISTRY_FORMAT
from kg.model.registry import ConceptEntry, Entry, RecordLinks, Registry

_ENTITIES = ("campaigns", "agencies", "officials", "events", "cases")


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; whole numbers without a fraction."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Span):
        return {"quote": value.quote, "start": value.start, "end": value.end}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def _some(value: dict[str, Any], *optional: str) -> dict[str, Any]:
    """Leave out the optional keys that hold nothing."""
    return {key: item for key, item in value.items() if key not in optional or item not in (None, [])}


def _relation(relation: Relation) -> dict[str, Any]:
    ends = {"type": relation.type, "from": relation.source, "to": relation.target}
    rest = {"evidence": _plain(relation.evidence), "confidence": _plain(relation.confidence)}
    return {**ends, **_some(rest, *rest)}


def _figure(figure: StatedFigure) -> dict[str, Any]:
    rest = {f.name: _plain(getattr(figure, f.name)) for f in fields(figure) if f.name != "span"}
    return {**_plain(figure.span), **_some(rest, "upper", "speaker", "confidence")}


def record_json(record: ExtractionRecord) -> dict[str, Any]:
    """Return a record as its file holds it: what `kg.read` reads back as an equal record."""
    optional = ("evidence", "confidence")
    return {
        "format": RECORD_FORMAT,
        "document": _some(_plain(record.document), "url", "retrieved", "sha256", "text"),
        "review": _some(_plain(record.review), "by", "at"),
        **{name: [_some(_plain(item), *optional) for item in getattr(record, name)] for name in _ENTITIES},
        "relations": [_relation(relation) for relation in record.relations],
        "figures": [_figure(figure) for figure in record.figures],
    }


def _labels(entry: Entry) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for label in entry.labels:
        basis = {"basis": label.basis} if label.basis else {}
        generic = {"generic": True} if label.generic else {}
        found.setdefault(label.language, []).append({"value": label.value, "source": label.source} | basis | generic)
    return found


def _entry(entry: Entry) -> dict[str, Any]:
    rest = {f.name: _plain(getattr(entry, f.name)) for f in fields(entry) if f.name not in ("key", "labels")}
    return {"key": entry.key, "labels": _labels(entry), **rest}


def _concept(concept: ConceptEntry) -> dict[str, Any]:
    value = _some(_entry(concept), "symbol", "broader")
    value["definition"] = dict(concept.definition)
    value["verbs"] = {"en": list(concept.verbs)} if concept.verbs else {}
    return value


def registry_files(registry: Registry) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and content of each registry file but the links."""
    for kind in ("series", "campaigns", "agencies", "officials", "places", "cases"):
        yield kind, {"format": REGISTRY_FORMAT, "kind": kind, kind: [_entry(e) for e in getattr(registry, kind)]}
    schemes = [
        {"key": scheme.key, "labels": _labels(scheme), "concepts": [_concept(concept) for concept in scheme.concepts]}
        for scheme in registry.schemes
    ]
    yield "concepts", {"format": REGISTRY_FORMAT, "kind": "concepts", "schemes": schemes}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def write_data_folder(registry: Registry, records: Iterable[ExtractionRecord], folder: Path) -> None:
    """Write ``records/`` and ``registry/``; the records stream, one at a time."""
    (folder / "records").mkdir(parents=True, exist_ok=True)
    (folder / "registry").mkdir(exist_ok=True)
    for name, value in registry_files(registry):
        (folder / "registry" / f"{name}.json").write_text(_text(value) + "\n", encoding="utf-8")
    with (folder / "registry" / "links.json").open("w", encoding="utf-8") as links:
        links.write(f'{{"format": "{REGISTRY_FORMAT}", "kind": "links", "links": {{')
        for number, record in enumerate(records):
            name = record.document.id
            (folder / "records" / f"{name}.json").write_text(_text(record_json(record)) + "\n", encoding="utf-8")
            links.write((",\n" if number else "\n") + f"{json.dumps(name)}: {_link(registry.links_of(name))}")
        links.write("\n}}\n")


def _link(links: RecordLinks) -> str:
    # What a linker left open is no part of the file: it is worked out anew each time.
    kinds = {f.name: getattr(links, f.name) for f in fields(links) if f.name != "pending"}
    return json.dumps({kind: dict(known) for kind, known in kinds.items()}, ensure_ascii=False)
