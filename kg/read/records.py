"""Record files → `ExtractionRecord`, with every mistake of form and of sense reported at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.errors import Mistake
from kg.model.record import (
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
from kg.read.references import Complaint, check_references
from kg.read.render import record_value

SCHEMA = "extraction-record-1"
REGISTRY_FORMAT = "registry/1"
_NO_RECORD = (
    "an extraction record; a registry goes with its records: "
    "`kg build FOLDER` (records/ and registry/ in it), or `kg build RECORD... --registry DIR`"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """A record and the file it was read from; `sha256` is of the file's bytes."""

    path: Path
    sha256: str
    record: ExtractionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record file as it stands: its JSON value, and what is wrong with it by itself."""

    path: Path
    sha256: str
    value: Any
    mistakes: tuple[Mistake, ...]

    def record(self) -> RecordFile | None:
        """Return the record, or None where there are mistakes."""
        if self.mistakes:
            return None
        return RecordFile(path=self.path, sha256=self.sha256, record=parse_record(self.value))


def read_draft(path: Path) -> Draft:
    """Return what stands in a record file, with its mistakes of form and of sense together."""
    value, data, mistakes = read_json(path)
    if not mistakes and isinstance(value, dict) and value.get("format") == REGISTRY_FORMAT:
        mistakes = [Mistake(str(path), "$.format", f'"{REGISTRY_FORMAT}", a registry file', _NO_RECORD)]
        value = None
    elif not mistakes:
        mistakes = check_schema(value, SCHEMA, str(path))
        mistakes += [Mistake(str(path), *complaint) for complaint in check_references(value)]
    return Draft(path=path, sha256=hashlib.sha256(data).hexdigest(), value=value, mistakes=tuple(mistakes))


def read_record(path: Path) -> tuple[RecordFile | None, list[Mistake]]:
    """Return the record in a file, or None and everything that is wrong with it."""
    draft = read_draft(path)
    return draft.record(), list(draft.mistakes)


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


def check_record(record: ExtractionRecord) -> Iterator[Complaint]:
    """Yield what a schema cannot see: dangling keys, dates that do not exist, spans that do not fit their quotes."""
    yield from check_references(record_value(record))
