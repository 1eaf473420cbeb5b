"""The shipped data, built once for all tests of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pipeline import build
from kg.query.catalogue import CataloguedQuery, read_catalogue
from kg.resources import resource_dir
from kg.store.contract import Reader
from kg.store.workspace import Workspace


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A reader of the shipped data's graph, with everything that follows from it."""
    workspace = Workspace(Path(tmp_path_factory.mktemp("workspace")))
    build(resource_dir("data"), workspace)
    with workspace.open_reader() as opened:
        yield opened


@pytest.fixture(scope="session")
def catalogue() -> dict[str, CataloguedQuery]:
    """The shipped queries by name."""
    return read_catalogue()
