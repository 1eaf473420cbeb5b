"""Record files → `ExtractionRecord`, with every mistake of form and of sense reported at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.errors import Mistake
from kg.model.record import (
    RELATION_ENDS,
    AgencyMention,
    CampaignMention,
    CaseMention,
    DocumentInfo,
    EventMention,
    ExtractionRecord,
    OfficialMention,
    Period,
    Relation,
    Review,
    Span,
    StatedFigure,
)
from kg.read.jsonfile import check_schema, read_json

SCHEMA = "extraction-record-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """A record and the file it was read from; `sha256` is of the file's bytes."""

    path: Path
    sha256: str
    record: ExtractionRecord


def read_record(path: Path) -> tuple[RecordFile | None, list[Mistake]]:
    """Return the record in a file, or None and everything that is wrong with it."""
    value, data, mistakes = read_json(path)
    if not mistakes:
        mistakes = check_schema(value, SCHEMA, str(path))
    if mistakes:
        return None, mistakes
    record = parse_record(value)
    mistakes = [Mistake(str(path), where, found, expected) for where, found, expected in check_record(record)]
    if mistakes:
        return None, mistakes
    return RecordFile(path=path, sha256=hashlib.sha256(data).hexdigest(), record=record), []


def _spans(item: dict[str, Any]) -> tuple[Span, ...]:
    return tuple(Span(quote=e["quote"], start=e.get("start"), end=e.get("end")) for e in item.get("evidence", ()))


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _mention(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": item["key"],
        "names": tuple(item["names"]),
        "evidence": _spans(item),
        "confidence": _number(item.get("confidence")),
        "review": item.get("review"),
    }


def _figure(item: dict[str, Any]) -> StatedFigure:
    period = item.get("period")
    return StatedFigure(
        span=Span(quote=item["quote"], start=item.get("start"), end=item.get("end")),
        value=Decimal(item["value"]),
        upper=_number(item.get("upper")),
        comparator=item["comparator"],
        unit=item["unit"],
        unit_text=item.get("unit_text"),
        what=item.get("what"),
        action=item.get("action"),
        measure=item["measure"],
        campaign=item.get("campaign"),
        domains=tuple(item.get("domains", ())),
        agency=item.get("agency"),
        case=item.get("case"),
        place=item.get("place"),
        period=Period(start=period.get("start"), end=period.get("end")) if period else None,
        minor=item.get("minor", False),
        speaker=item.get("speaker"),
        confidence=_number(item.get("confidence")),
        review=item.get("review"),
    )


def parse_record(value: dict[str, Any]) -> ExtractionRecord:
    """Return the record in a JSON value that conforms to the published schema."""
    return ExtractionRecord(
        document=DocumentInfo(**value["document"]),
        review=Review(**value["review"]) if "review" in value else Review(),
        campaigns=tuple(
            CampaignMention(**_mention(c), series=c.get("series"), start=c.get("start"), end=c.get("end"))
            for c in value["campaigns"]
        ),
        agencies=tuple(AgencyMention(**_mention(a)) for a in value["agencies"]),
        officials=tuple(OfficialMention(**_mention(o), role=o.get("role")) for o in value["officials"]),
        events=tuple(
            EventMention(
                key=e["key"],
                kind=e["kind"],
                date=e.get("date"),
                place=e.get("place"),
                evidence=_spans(e),
                confidence=_number(e.get("confidence")),
                review=e.get("review"),
            )
            for e in value["events"]
        ),
        cases=tuple(CaseMention(**_mention(c), place=c.get("place")) for c in value["cases"]),
        relations=tuple(
            Relation(
                type=r["type"],
                source=r["from"],
                target=r["to"],
                evidence=_spans(r),
                confidence=_number(r.get("confidence")),
                review=r.get("review"),
            )
            for r in value["relations"]
        ),
        figures=tuple(_figure(f) for f in value["figures"]),
    )


Complaint = tuple[str, str, str]
"""A JSON path, what was found there, and what was expected."""


def check_record(record: ExtractionRecord) -> Iterator[Complaint]:
    """Yield what a schema cannot see: dangling keys, dates that do not exist, spans that do not fit their quotes."""
    keys = {
        "campaigns": [c.key for c in record.campaigns],
        "agencies": [a.key for a in record.agencies],
        "officials": [o.key for o in record.officials],
        "events": [e.key for e in record.events],
        "cases": [c.key for c in record.cases],
    }
    yield from _check_keys(keys)
    yield from _check_date("$.document.published", record.document.published)
    for i, campaign in enumerate(record.campaigns):
        yield from _check_period(f"$.campaigns[{i}]", campaign.start, campaign.end)
    for i, event in enumerate(record.events):
        yield from _check_date(f"$.events[{i}].date", event.date)
    for name in ("campaigns", "agencies", "officials", "events", "cases", "relations"):
        for i, item in enumerate(getattr(record, name)):
            for j, span in enumerate(item.evidence):
                yield from _check_span(f"$.{name}[{i}].evidence[{j}]", span)
    for i, relation in enumerate(record.relations):
        yield from _check_relation(f"$.relations[{i}]", relation, keys)
    for i, figure in enumerate(record.figures):
        yield from _check_figure(f"$.figures[{i}]", figure, keys)


def _check_keys(keys: dict[str, list[str]]) -> Iterator[Complaint]:
    for kind, found in keys.items():
        seen: set[str] = set()
        for i, key in enumerate(found):
            if key in seen:
                yield f"$.{kind}[{i}].key", f"{key!r} a second time", "each key once"
            seen.add(key)


def _check_date(path: str, value: str | None) -> Iterator[Complaint]:
    if value is None:
        return
    try:
        date.fromisoformat(value + "-01-01"[: 10 - len(value)] if len(value) == 4 else (value + "-01")[:10])
    except ValueError:
        yield path, value, "a date that exists, as YYYY, YYYY-MM or YYYY-MM-DD"


def in_order(start: str | None, end: str | None) -> bool:
    """Whether a period does not end before it starts, at the precision both ends share.

    >>> in_order("2023-06", "2023"), in_order("2023-06", "2023-05-30"), in_order("2023", None)
    (True, False, True)
    """
    if start is None or end is None:
        return True
    shared = min(len(start), len(end))
    return start[:shared] <= end[:shared]


def _check_period(path: str, start: str | None, end: str | None) -> Iterator[Complaint]:
    yield from _check_date(f"{path}.start", start)
    yield from _check_date(f"{path}.end", end)
    if not in_order(start, end):
        yield f"{path}.end", f"{end}, before the start {start}", "an end that is not before the start"


def _check_span(path: str, span: Span) -> Iterator[Complaint]:
    if (span.start is None) != (span.end is None):
        yield path, "only one of start and end", "both offsets, or both null"
    elif span.start is not None and span.end is not None and span.end - span.start != len(span.quote):
        length = len(span.quote)
        yield path, f"a span of {span.end - span.start} for a quote of {length}", "end - start = quote length"


def _check_ref(path: str, key: str | None, kind: str, keys: dict[str, list[str]]) -> Iterator[Complaint]:
    if key is not None and key not in keys[kind]:
        yield path, f"the key {key!r}", _one_of(keys[kind], f"a key of $.{kind}")


def _one_of(keys: Iterable[str], fallback: str) -> str:
    known = sorted(keys)
    return f"{fallback} ({', '.join(known)})" if 0 < len(known) <= 12 else fallback


def _check_relation(path: str, relation: Relation, keys: dict[str, list[str]]) -> Iterator[Complaint]:
    for end, key, kind in zip(
        ("from", "to"), (relation.source, relation.target), RELATION_ENDS[relation.type], strict=True
    ):
        if kind == "domains":
            if not key.startswith("domain:"):
                yield f"{path}.{end}", f"{key!r}", f'"domain:KEY" for a {relation.type!r} relation'
        else:
            yield from _check_ref(f"{path}.{end}", key, kind, keys)


def _check_figure(path: str, figure: StatedFigure, keys: dict[str, list[str]]) -> Iterator[Complaint]:
    yield from _check_span(path, figure.span)
    yield from _check_ref(f"{path}.campaign", figure.campaign, "campaigns", keys)
    yield from _check_ref(f"{path}.agency", figure.agency, "agencies", keys)
    yield from _check_ref(f"{path}.case", figure.case, "cases", keys)
    yield from _check_ref(f"{path}.speaker", figure.speaker, "officials", keys)
    if figure.period is not None:
        yield from _check_period(f"{path}.period", figure.period.start, figure.period.end)
    if figure.upper is not None and figure.upper < figure.value:
        yield f"{path}.upper", f"{figure.upper}, below the value {figure.value}", "upper >= value"
