"""The shipped shapes, compiled once, and the small world that meets them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.rdf.terms import Triple
from kg.validate.shacl import Shapes, read_turtle

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    return Shapes.load([REPOSITORY / "shapes"], [REPOSITORY / "ontology" / "campaign-kg.ttl"])


@pytest.fixture(scope="session")
def world() -> list[Triple]:
    return read_turtle([Path(__file__).parent / "examples" / "world.ttl"])
