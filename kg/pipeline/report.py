"""What a build or a change tells: its progress while it runs, its report when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import NotConforming
from kg.validate.report import ValidationReport

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0: not known)."""


def silent(what: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build or a change did; counts of documents are of announcement graphs."""

    documents: int
    figures: int
    stated: int
    inferred: int
    merged: int
    validation: ValidationReport
    replaced: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def refuse_unless_conforming(report: ValidationReport, message: str) -> None:
    """Raise NotConforming, with the report, when a shape is violated."""
    if not report.conforms:
        raise NotConforming(message, report)
