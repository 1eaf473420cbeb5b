"""What is left to judge is listed, a judgement is kept and applied, and can be taken back."""

import pytest

from kg.cli.exits import DONE
from kg.pipeline.build import build
from kg.store.workspace import Workspace
from tests.conftest import SAMPLE


@pytest.fixture
def built(tmp_path):
    workspace = Workspace(tmp_path / "ws")
    build(SAMPLE, workspace)
    return workspace


def test_a_judgement_is_kept_listed_exported_and_taken_back(kg, built):
    at = ("--workspace", str(built.path))
    kept = built.path / "judgements.json"
    thing = "series/lantern"
    assert kg("link", "same", "Lamp Post", thing, "--why", "another rendering", "--by", "x", *at).code == DONE
    assert '"Lamp Post"' in kept.read_text("utf-8")
    assert "another rendering" in kg("link", "--judged", *at).out
    assert (
        "Lamp Post\trdfs literal\tskos:exactMatch\t\tckgid:series/lantern" in kg("link", "--format", "sssom", *at).out
    )
    assert kg("link", "undo", "Lamp Post", thing, *at).code == DONE
    assert "Lamp Post" not in kept.read_text("utf-8")


def test_wrong_use_is_told(kg, built):
    at = ("--workspace", str(built.path))
    assert kg("link", "same", "Lamp Post", "series/lantern", *at).code != DONE
    assert kg("link", "same", "Lamp Post", "series/none", "--why", "x", *at).code != DONE
    assert kg("link", "undo", "Lamp Post", "series/lantern", *at).code != DONE
