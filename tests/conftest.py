"""What many test files share: where the sample announcements lie, and a copy of their data folder to spoil."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The same examples every time: a check must not pass or fail by luck. To look for new ones:
# HYPOTHESIS_PROFILE=explore make test
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

TESTS = Path(__file__).parent
SAMPLE = TESTS / "sample" / "data"
SAMPLE_DOCUMENTS = TESTS / "sample" / "documents"
REPOSITORY = TESTS.parent


@pytest.fixture
def sample_data(tmp_path: Path) -> Path:
    """A copy of the sample data folder, to be changed at will."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "data"))


@pytest.fixture
def edit_json() -> Callable[[Path, Callable[[Any], None]], None]:
    """Change a JSON file in place by a function on its value."""

    def edit(path: Path, change: Callable[[Any], None]) -> None:
        value = json.loads(path.read_text("utf-8"))
        change(value)
        path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")

    return edit
