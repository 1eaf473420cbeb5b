"""The figures as one table, a row each, with the words and the document they come from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.consistency.facts import read_world
from kg.rdf.terms import NamedNode
from kg.store.contract import Reader

COLUMNS = (
    "figure", "document", "published", "publisher", "language", "campaign", "campaign name", "value", "comparator",
    "unit", "measure", "counts", "action", "currency or unit of measure", "domains", "agency", "place", "from", "to",
    "whose dates", "words", "position", "minor", "status",
)  # fmt: skip
"""`whose dates`: stated for the figure itself, of its campaign, or of the year of the edition."""


def iter_figures_csv(reader: Reader, graphs: tuple[NamedNode, ...]) -> Iterator[bytes]:
    """Yield the figures of the announcement graphs given as CSV (RFC 4180), UTF-8 with a header, sorted by document."""
    world = read_world(reader, documents={graph.value.rpartition("/")[2] for graph in graphs})
    yield _line(COLUMNS)
    for figure in world.figures:
        document, metric, window = world.documents[figure.document], figure.metric, figure.window
        yield _line(
            (
                figure.iri,
                figure.document,
                document.issued,
                document.publisher,
                document.language,
                figure.campaign,
                world.name_of(figure.campaign) if figure.campaign else "",
                f"{figure.value:f}",
                figure.comparator,
                metric.unit,
                metric.measure,
                metric.words,
                metric.action,
                metric.money,
                " ".join(sorted(figure.domains)),
                figure.agency,
                figure.scope,
                window.start,
                window.end,
                window.basis,
                figure.quote,
                "" if figure.position is None else str(figure.position),
                str(figure.minor).lower(),
                figure.status,
            )
        )


def _line(cells: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    # A cell that a spreadsheet would take for a formula is a text.
    csv.writer(out).writerow([f"'{cell}" if cell[:1] in "=+@\t\r" and cell not in ("=",) else cell for cell in cells])
    return out.getvalue().encode("utf-8")
