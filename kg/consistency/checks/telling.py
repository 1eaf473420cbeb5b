"""How findings name figures: their words, their value and their document."""

from __future__ import annotations

from collections.abc import Sequence

from kg.consistency.facts import FigureFact
from kg.consistency.findings import Finding
from kg.consistency.interval import shown
from kg.validate.report import Severity

_WORDS = {"=": "", ">": "more than ", ">=": "at least ", "<": "less than ", "~": "about "}


def told(figure: FigureFact) -> str:
    """Return a figure's value with its comparator and unit: "more than 84,000", "12 %"."""
    unit = " %" if figure.metric.unit == "percent" else f" {figure.metric.money}" if figure.metric.money else ""
    return f"{_WORDS[figure.comparator]}{shown(figure.value)}{unit}"


def quoted(figure: FigureFact) -> str:
    """Return a figure's words and where they stand: “84,000 cases” (kunlun-2023)."""
    return f"“{' '.join(figure.quote.split())}” ({figure.document})"


def finding(check: str, verdict: str, severity: Severity, message: str, figures: Sequence[FigureFact]) -> Finding:
    """Return a finding about figures, with their words and documents."""
    return Finding(
        check=check,
        verdict=verdict,
        severity=severity,
        message=message,
        figures=tuple(f.iri for f in figures),
        documents=tuple(dict.fromkeys(f.document for f in figures)),
        quotes=tuple(" ".join(f.quote.split()) for f in figures),
    )
