"""A record → its file: the published shape, keys in one order, the same record always the same bytes."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from decimal import Decimal
from typing import Any

from kg.model.record import (
    FORMAT,
    CampaignMention,
    DocumentInfo,
    EventMention,
    ExtractionRecord,
    Mention,
    Relation,
    Span,
    StatedFigure,
)

_FLAT = re.compile(r"\{\n\s+(\"quote\": .*?,)\n\s+(\"start\": .*?,)\n\s+(\"end\": .*?)\n\s+\}")


def record_value(record: ExtractionRecord) -> dict[str, Any]:
    """Return a record as JSON values, numbers exact; unset optional parts are left out."""
    return {
        "format": FORMAT,
        "document": _document(record.document),
        "campaigns": [
            _mention(c) | {"series": c.series, "start": c.start, "end": c.end} | _trust(c) for c in record.campaigns
        ],
        "agencies": [_mention(a) | _trust(a) for a in record.agencies],
        "officials": [_mention(o) | {"role": o.role} | _trust(o) for o in record.officials],
        "events": [_event(e) for e in record.events],
        "cases": [_mention(c) | {"place": c.place} | _trust(c) for c in record.cases],
        "relations": [{"type": r.type, "from": r.source, "to": r.target} | _trust(r) for r in record.relations],
        "figures": [_figure(f) for f in record.figures],
        "review": {key: said for key in ("status", "by", "at") if (said := getattr(record.review, key))},
    }


def render_record(record: ExtractionRecord) -> str:
    """Return a record as the text of its file.

    Shape: UTF-8 JSON, one space of indent, a piece of evidence on one line, a newline at the end.
    """
    return render_json(record_value(record))


def render_json(value: object) -> str:
    """Return JSON values in the form kg gives its files."""
    text = json.dumps(value, ensure_ascii=False, indent=1, default=_number)
    return _FLAT.sub(r"{\1 \2 \3}", text) + "\n"


def _number(value: Any) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{value!r} has no place in a record")


def _document(document: DocumentInfo) -> dict[str, Any]:
    always = ("id", "language", "title", "published", "publisher")
    values = {field.name: getattr(document, field.name) for field in fields(document)}
    return {name: value for name, value in values.items() if name in always or value is not None}


def _campaign(item: CampaignMention) -> dict[str, Any]:
    return _mention(item) | {"series": item.series, "start": item.start, "end": item.end} | _trust(item)


def _mention(item: Mention) -> dict[str, Any]:
    return {"key": item.key, "names": list(item.names)}


def _span(span: Span) -> dict[str, Any]:
    return {"quote": span.quote, "start": span.start, "end": span.end}


def _trust(item: Mention | EventMention | Relation) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if item.evidence:
        found["evidence"] = [_span(span) for span in item.evidence]
    if item.confidence is not None:
        found["confidence"] = item.confidence
    if item.review is not None:
        found["review"] = item.review
    return found


def _event(event: EventMention) -> dict[str, Any]:
    return {"key": event.key, "kind": event.kind, "date": event.date, "place": event.place} | _trust(event)


def _figure(figure: StatedFigure) -> dict[str, Any]:
    period = figure.period
    value: dict[str, Any] = _span(figure.span) | {"value": figure.value}
    if figure.upper is not None:
        value["upper"] = figure.upper
    value |= {
        "comparator": figure.comparator,
        "unit": figure.unit,
        "unit_text": figure.unit_text,
        "what": figure.what,
        "action": figure.action,
        "measure": figure.measure,
        "campaign": figure.campaign,
        "domains": list(figure.domains),
        "agency": figure.agency,
        "case": figure.case,
        "place": figure.place,
        "period": {"start": period.start, "end": period.end} if period else None,
        "minor": figure.minor,
    }
    if figure.speaker is not None:
        value["speaker"] = figure.speaker
    if figure.confidence is not None:
        value["confidence"] = figure.confidence
    if figure.review is not None:
        value["review"] = figure.review
    return value
