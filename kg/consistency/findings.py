"""What the checks find: a verdict about named figures, with the arithmetic in one line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.validate.report import Severity

CHECKS: dict[str, tuple[str, ...]] = {
    "parts-total": ("holds", "exceeds", "incomplete"),
    "growth": ("agrees", "clashes", "compatible"),
    "comparability": ("comparable", "caveat", "not-comparable"),
    "window": ("rises", "falls"),
    "conflict": ("contradiction", "explained"),
    "enumeration": ("holds", "mismatch"),
    "translation": ("agrees", "mismatch"),
    "lineage": ("same-source",),
    "arithmetic": ("holds", "clashes"),
}
"""Every check with its verdicts."""

QUIET = frozenset({"holds", "agrees", "compatible", "comparable", "rises"})
"""Verdicts that say all is well: told on request only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check says of some figures.

    `figures` are IRIs, the ones judged first; `documents` ids; `message` says in a sentence what was found, with the
    arithmetic. `quotes` are the figures' words, in their order.
    """

    check: str
    verdict: str
    severity: Severity
    message: str
    figures: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells findings apart: the same figures judged by the same check are one finding."""
        said = "\n".join((self.check, self.verdict, *self.figures, *self.documents))
        return hashlib.sha256(said.encode("utf-8")).hexdigest()[:12]

    @property
    def is_quiet(self) -> bool:
        """Whether it only says that all is well."""
        return self.verdict in QUIET

    def row(self) -> dict[str, object]:
        """Return the finding as plain values, for JSON."""
        return {
            "check": self.check,
            "verdict": self.verdict,
            "severity": self.severity.name.lower(),
            "figures": list(self.figures),
            "documents": list(self.documents),
            "quotes": list(self.quotes),
            "message": self.message,
        }


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings each once, the worst first, then by check and figures: the same input, the same order."""
    once = {finding.key: finding for finding in findings}
    checks = list(CHECKS)
    return tuple(
        sorted(once.values(), key=lambda f: (int(f.severity), checks.index(f.check), f.documents, f.figures, f.key))
    )


def render_json(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a JSON list, a line for each finding."""
    first = True
    for finding in findings:
        yield ("[\n" if first else ",\n") + "  " + json.dumps(finding.row(), ensure_ascii=False)
        first = False
    yield "[]\n" if first else "\n]\n"
