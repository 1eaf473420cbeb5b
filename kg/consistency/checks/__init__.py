"""One check per module: a world of figures in, findings out. `CHECKERS` lists them in the open."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.consistency.checks.arithmetic import check_arithmetic
from kg.consistency.checks.comparability import check_comparability
from kg.consistency.checks.conflict import check_conflicts
from kg.consistency.checks.enumeration import check_enumerations
from kg.consistency.checks.growth import check_growth
from kg.consistency.checks.lineage import check_lineage
from kg.consistency.checks.parts import check_parts
from kg.consistency.checks.translation import check_translations
from kg.consistency.checks.windows import check_windows
from kg.consistency.facts import World
from kg.consistency.findings import Finding

CHECKERS: dict[str, Callable[[World], Iterable[Finding]]] = {
    "parts-total": check_parts,
    "growth": check_growth,
    "comparability": check_comparability,
    "window": check_windows,
    "conflict": check_conflicts,
    "enumeration": check_enumerations,
    "translation": check_translations,
    "lineage": check_lineage,
    "arithmetic": check_arithmetic,
}
