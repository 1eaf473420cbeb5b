"""Where the shipped ontology, shapes, queries and data lie, in a checkout and in an installed package."""

from __future__ import annotations

from pathlib import Path

from kg.errors import InvariantError

_PACKAGE = Path(__file__).parent


def resource_dir(name: str) -> Path:
    """Return the folder `name` (``ontology``, ``shapes``, ``queries`` or ``data``) that ships with kg.

    Raises: InvariantError when the installation lacks it.
    """
    for folder in (_PACKAGE / "_resources" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise InvariantError(f"this installation of kg lacks its {name!r} folder; reinstall the package")
