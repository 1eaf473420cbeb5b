"""What a person's decisions leave of a record."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Protocol, TypeVar

from kg.model.record import ExtractionRecord, Mention

REJECTED = "rejected"


class _Reviewed(Protocol):
    @property
    def review(self) -> str | None: ...


_Item = TypeVar("_Item", bound=_Reviewed)


def _kept(items: Iterable[_Item]) -> tuple[_Item, ...]:
    return tuple(item for item in items if item.review != REJECTED)


def without_rejected(record: ExtractionRecord) -> ExtractionRecord:
    """Return a record without what a person rejected, nor what hangs on it; it stays in the record's file.

    A figure whose campaign was rejected remains, about no campaign: its own words were not rejected.
    """
    kept = dataclasses.replace(
        record,
        campaigns=_kept(record.campaigns),
        agencies=_kept(record.agencies),
        officials=_kept(record.officials),
        events=_kept(record.events),
        cases=_kept(record.cases),
        relations=_kept(record.relations),
        figures=_kept(record.figures),
    )
    gone = _keys(record) - _keys(kept)
    if kept == record:
        return record

    def known(key: str | None) -> str | None:
        return None if key in gone else key

    return dataclasses.replace(
        kept,
        relations=tuple(r for r in kept.relations if not {r.source, r.target} & gone),
        figures=tuple(
            dataclasses.replace(
                f, campaign=known(f.campaign), agency=known(f.agency), case=known(f.case), speaker=known(f.speaker)
            )
            for f in kept.figures
        ),
    )


def _keys(record: ExtractionRecord) -> set[str]:
    named: tuple[Mention, ...] = (*record.campaigns, *record.agencies, *record.officials, *record.cases)
    return {thing.key for thing in named} | {event.key for event in record.events}
