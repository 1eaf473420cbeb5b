"""Translation: one announcement in two languages; what only one of them says, and magnitudes that slipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kg.consistency.checks.lineage import is_telling, language_of, likeness, printed
from kg.consistency.checks.telling import finding, quoted, told
from kg.consistency.facts import FigureFact, World
from kg.consistency.findings import Finding
from kg.validate.report import Severity

LEAST_SHARED = 3
LEAST_PART = Decimal("0.5")
"""The part of the smaller text's figures that stand in the other: translations cut more than reprints do."""
SLIPS = tuple(Decimal(10) ** n for n in (1, 2, 3, 4, 8))


def check_translations(world: World) -> Iterator[Finding]:
    """Yield findings for each two announcements in two languages that tell the same."""
    by_document = dict(world.by_document())
    for a, b in _pairs(world):
        one, other = by_document[a], by_document[b]
        alone = [_alone(one, other), _alone(other, one)]
        slips = list(_slips(alone[0], alone[1]))
        yield from slips
        slipped = {iri for found in slips for iri in found.figures}
        alone = [[f for f in figures if f.iri not in slipped] for figures in alone]
        agencies = [world.documents[x].agencies - world.documents[y].agencies for x, y in ((a, b), (b, a))]
        said = []
        for document, figures, bodies in zip((a, b), alone, agencies, strict=True):
            if figures:
                said.append(f"only {document} states {', '.join(f'“{told(f)}”' for f in figures[:5])}")
            if bodies:
                said.append(f"only {document} names {', '.join(sorted(i.rpartition('/')[2] for i in bodies)[:5])}")
        said += [
            f"“{told(f)}” is of {_domains(f)} in {a} and of {_domains(g)} in {b}"
            for f, g in _pairs_of_figures(one, other)
            if f.domains != g.domains
        ][:5]
        both = f"{a} ({world.documents[a].language}) and {b} ({world.documents[b].language}) tell the same"
        if said:
            message = f"{both}; {'; '.join(said)}"
            yield _of_documents("mismatch", message, (a, b), tuple(f.iri for side in alone for f in side[:5]))
        elif not slips:
            yield _of_documents("agrees", f"{both}, figure for figure", (a, b), ())


def _pairs_of_figures(one: list[FigureFact], other: list[FigureFact]) -> Iterator[tuple[FigureFact, FigureFact]]:
    """Yield figures that both texts state, where each states the number once."""
    by_value: dict[object, list[list[FigureFact]]] = defaultdict(lambda: [[], []])
    for side, figures in enumerate((one, other)):
        for figure in figures:
            if is_telling(figure):
                by_value[printed(figure)][side].append(figure)
    for left, right in by_value.values():
        if len(left) == len(right) == 1:
            yield left[0], right[0]


def _domains(figure: FigureFact) -> str:
    return ", ".join(sorted(figure.domains)) or "no one domain"


def _of_documents(verdict: str, message: str, documents: tuple[str, str], figures: tuple[str, ...]) -> Finding:
    return Finding(
        check="translation",
        verdict=verdict,
        severity=Severity.INFO,
        message=message,
        documents=documents,
        figures=figures,
    )


def _pairs(world: World) -> Iterator[tuple[str, str]]:
    """Yield documents in two languages that share their figures, and were not issued far apart."""
    found = likeness(world)
    for (a, b), count in sorted(found.shared.items()):
        if count < LEAST_SHARED or language_of(world, a) == language_of(world, b):
            continue
        least = min(len(found.telling[a]), len(found.telling[b]))
        days = [world.documents[d].issued for d in (a, b)]
        near = not all(days) or days[0][:7] == days[1][:7]
        if count >= LEAST_PART * least and near:
            yield a, b


def _alone(figures: list[FigureFact], others: list[FigureFact]) -> list[FigureFact]:
    known = {(f.metric.unit, f.value) for f in others}
    return [f for f in figures if is_telling(f) and (f.metric.unit, f.value) not in known]


def _slips(one: list[FigureFact], other: list[FigureFact]) -> Iterator[Finding]:
    """Yield figures of one text that the other states ten, a hundred … times as large."""
    for a in one:
        for b in other:
            low, high = sorted((a, b), key=lambda f: (abs(f.value), f.iri))
            if (a.metric.unit, a.metric.measure) != (b.metric.unit, b.metric.measure) or _digits(low.value) < 2:
                continue
            slip = next((s for s in SLIPS if low.stated.expected.times(s).meets(high.stated.expected)), None)
            if slip is not None and high.value >= low.value * 5:
                message = (
                    f"{quoted(a)} and {quoted(b)}: {told(a)} against {told(b)}, a factor of {slip:,f} as a magnitude "
                    "word read wrongly makes"
                )
                yield finding("translation", "mismatch", Severity.VIOLATION, message, (a, b))


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)
