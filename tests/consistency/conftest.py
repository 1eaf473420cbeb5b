"""The shipped figures as a world, and a way to write small ones."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from kg.consistency.facts import FigureFact, World, read_world
from kg.consistency.interval import stated
from kg.consistency.metrics import read_metric
from kg.consistency.window import NO_WINDOW, make_window
from kg.pipeline import build
from kg.resources import resource_dir
from kg.store.workspace import Workspace

Make = Callable[..., FigureFact]


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The figures of data/."""
    workspace = Workspace(Path(tmp_path_factory.mktemp("workspace")))
    build(resource_dir("data"), workspace)
    with workspace.open_reader() as reader:
        return read_world(reader)


@pytest.fixture
def figure() -> Make:
    """Make a figure of a few words: `figure("doc", "84,000 cases", 84000)`."""
    return make_figure


def make_figure(
    document: str,
    quote: str,
    value: float | str,
    *,
    comparator: str = "=",
    unit: str = "case",
    measure: str = "count",
    what: str = "cases",
    unit_text: str = "",
    action: str = "solved",
    campaign: str = "kunlun-2023",
    domains: tuple[str, ...] = ("food",),
    period: tuple[str, str] = ("", ""),
    scope: str = "",
    agency: str = "",
    language: str = "en",
    case: str = "",
    position: int | None = None,
) -> FigureFact:
    """Return a figure; its IRI tells it from others by document, quote and campaign."""
    return FigureFact(
        iri=f"figure/{document}/{quote}/{campaign}/{'-'.join(domains)}/{period[0]}",
        document=document,
        quote=quote,
        metric=read_metric(
            unit=unit,
            measure=measure,
            what=what,
            unit_text=unit_text,
            action=action,
            action_text=action,
            language=language,
            domains=domains,
        ),
        stated=stated(Decimal(str(value)), comparator, quote=quote),
        comparator=comparator,
        campaign=campaign,
        case=case,
        domains=frozenset(domains),
        agency=agency,
        scope=scope,
        window=make_window(*period, basis="stated") or NO_WINDOW,
        position=position,
    )
