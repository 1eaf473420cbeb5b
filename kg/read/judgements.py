"""Judgement files: what persons decided about names, as JSON in the registry and in a workspace.

REGISTRY/decisions/*.json        format "judgements/1"
WORKSPACE/judgements.json        the same, for what is judged while working
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.errors import DataError, Mistake, StoreError
from kg.model.judgement import Judgement, in_order
from kg.read.jsonfile import check_schema, read_json
from kg.read.render import render_json

FORMAT = "judgements/1"
SCHEMA = "judgements-1"
FOLDER = "decisions"
_OPTIONAL = ("document", "by", "at", "why")


def read_judgement_folder(folder: Path) -> tuple[tuple[Judgement, ...], list[Mistake]]:
    """Return the judgements in a folder's ``*.json`` in order, and everything that is wrong with the files."""
    found: list[Judgement] = []
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.json")):
        judgements, wrong = _read(path)
        found += judgements
        mistakes += wrong
    return in_order(found), mistakes


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Return the judgements in a file; none where there is no file yet.

    Raises: DataError with every mistake in the file.
    """
    if not path.exists():
        return ()
    found, mistakes = _read(path)
    if mistakes:
        raise DataError(mistakes)
    return in_order(found)


def _read(path: Path) -> tuple[list[Judgement], list[Mistake]]:
    value, _, mistakes = read_json(path)
    mistakes = mistakes or check_schema(value, SCHEMA, str(path))
    return ([], mistakes) if mistakes else ([Judgement(**item) for item in value["judgements"]], [])


def render_judgements(judgements: tuple[Judgement, ...]) -> str:
    """Return judgements as the text of their file; the same judgements always the same bytes."""
    return render_json({"format": FORMAT, "judgements": [_value(j) for j in in_order(judgements)]})


def _value(judgement: Judgement) -> dict[str, Any]:
    value = {name: getattr(judgement, name) for name in ("verdict", "kind", "name", "thing")}
    return value | {name: said for name in _OPTIONAL if (said := getattr(judgement, name)) is not None}


def write_judgements(path: Path, judgements: tuple[Judgement, ...]) -> None:
    """Put judgements into a file, whole or not at all.

    Raises: StoreError when the disk does not take them.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".json.new")
        temporary.write_text(render_judgements(judgements), "utf-8")
        temporary.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
