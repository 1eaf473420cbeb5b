"""A store of the sample announcements, built once, and a way to run ``kg`` in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main
from kg.pipeline import build
from kg.store.workspace import Workspace
from tests.conftest import SAMPLE


@dataclass
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """A workspace that holds the sample; tests read it and never write it."""
    workspace = tmp_path_factory.mktemp("built") / "kg"
    build(SAMPLE, Workspace(workspace))
    return workspace


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Path:
    """A copy of the built workspace, to be written to."""
    return Path(shutil.copytree(built, tmp_path / "kg"))


@pytest.fixture
def kg(capsys, monkeypatch) -> Callable[..., Ran]:
    """Run ``kg`` with arguments."""
    monkeypatch.delenv("KG_WORKSPACE", raising=False)
    monkeypatch.delenv("KG_BASE", raising=False)

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(int(left.value.code or 0), captured.out, captured.err)

    return run
