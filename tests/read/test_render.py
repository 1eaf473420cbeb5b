"""Record → file → record is the identity; the same record gives the same bytes."""

import json
from decimal import Decimal

import pytest

from kg.read.jsonfile import check_schema
from kg.read.records import parse_record, read_record
from kg.read.render import render_record
from tests.conftest import REPOSITORY, SAMPLE

FILES = sorted([*(SAMPLE / "records").glob("*.json"), *(REPOSITORY / "data" / "records").glob("*.json")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_record_comes_back_as_it_was(path):
    file, mistakes = read_record(path)
    assert file is not None, mistakes
    text = render_record(file.record)
    value = json.loads(text, parse_float=Decimal)
    assert parse_record(value) == file.record
    assert check_schema(value, "extraction-record-1", "x") == []
    assert render_record(parse_record(value)) == text
