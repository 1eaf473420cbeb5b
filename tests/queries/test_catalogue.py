"""Every shipped question: documented, sound, and answered as a reader of the records would answer it.

The expected rows in ``expected/`` were worked out from the JSON records and registry, never from what a query
answered; ``worked_from`` says where to look. A check with ``"complete": true`` holds the whole answer in its order,
one without holds rows that must stand in the answer exactly once; ``count`` is the number of rows of the whole answer.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rdflib.plugins.sparql import prepareQuery

from kg.model import vocabulary as v
from kg.query.bind import bind
from kg.query.catalogue import CataloguedQuery, read_catalogue
from kg.rdf.terms import Literal, NamedNode, Term
from kg.store.contract import Reader, Solutions

EXPECTED = Path(__file__).parent / "expected"
NAMES = sorted(read_catalogue())
_STRINGS = re.compile(r"#[^\n]*|\"[^\"\n]*\"|<[^<>\s]*>")


def shown(term: Term | None) -> str | None:
    """A term as the expected rows write it: IRIs without our base, literals as their text."""
    if isinstance(term, NamedNode):
        return term.value.removeprefix(v.BASE)
    return term.value if isinstance(term, Literal) else None


def ask(reader: Reader, query: CataloguedQuery, values: dict[str, str]) -> list[dict[str, str | None]]:
    result = reader.query(bind(query, values, reader))
    assert isinstance(result, Solutions)
    return [{name: shown(term) for name, term in zip(result.variables, row, strict=True)} for row in result.rows]


def checks() -> list[Any]:
    found = []
    for name in NAMES:
        path = EXPECTED / f"{name}.json"
        cases = json.loads(path.read_text("utf-8"))["checks"] if path.exists() else []
        found += [pytest.param(name, case, id=f"{name}-{number}") for number, case in enumerate(cases, start=1)]
    return found


def bare(query: CataloguedQuery) -> str:
    """The query's text without its comments, strings and IRIs."""
    return _STRINGS.sub(" ", query.text)


def test_there_are_questions_enough(catalogue: dict[str, CataloguedQuery]) -> None:
    assert len(catalogue) >= 34


def test_every_question_has_expected_rows_and_nothing_else_has() -> None:
    assert sorted(path.stem for path in EXPECTED.glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_says_what_it_answers(catalogue: dict[str, CataloguedQuery], name: str) -> None:
    query = catalogue[name]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert query.title.endswith("?")
    assert len(query.summary.split()) >= 12
    assert all(parameter.about for parameter in query.parameters)
    assert max(map(len, query.text.splitlines())) <= 120
    assert "ORDER BY" in query.text


@pytest.mark.parametrize("name", NAMES)
def test_a_parameter_is_used_and_is_no_column(catalogue: dict[str, CataloguedQuery], name: str) -> None:
    """A parameter put in place takes its variable away, so no other part of the query may stand on it."""
    text = bare(catalogue[name])
    declared = {parameter.name for parameter in catalogue[name].parameters}
    assert set(re.findall(r"\$(\w+)", text)) == declared
    assert not declared & set(re.findall(r"\?(\w+)", text))


@pytest.mark.parametrize("name", NAMES)
def test_uses_only_declared_prefixes_and_defined_terms(catalogue: dict[str, CataloguedQuery], name: str) -> None:
    query = catalogue[name]
    declared = dict(re.findall(r"PREFIX (\w+): <([^>]+)>", query.text))
    used = set(re.findall(r"(?<![\w$?:])(\w+):[\w]", re.sub(r"PREFIX \w+:", " ", bare(query))))
    assert used == set(declared)
    for prefix, namespace in declared.items():
        assert v.PREFIXES.get(prefix, namespace) == namespace
    known = {value.removeprefix(v.CKG) for value in vars(v).values() if str(value).startswith(v.CKG)}
    assert set(re.findall(r"\bckg:(\w+)", bare(query))) <= known


@pytest.mark.parametrize("name", NAMES)
def test_is_sparql_to_another_engine(catalogue: dict[str, CataloguedQuery], name: str) -> None:
    assert prepareQuery(catalogue[name].text).algebra.name == "SelectQuery"


@pytest.mark.parametrize("name", NAMES)
def test_joins_no_two_graph_blocks(catalogue: dict[str, CataloguedQuery], name: str) -> None:
    """Plain patterns run on the merged view; a join of two GRAPH blocks takes seconds where it takes milliseconds."""
    assert len(re.findall(r"\bGRAPH\b", bare(catalogue[name]))) <= 1
    assert "FROM" not in bare(catalogue[name])


@pytest.mark.parametrize("name", NAMES)
def test_names_only_concepts_that_exist(reader: Reader, catalogue: dict[str, CataloguedQuery], name: str) -> None:
    for scheme in ("action", "comparator", "measure", "unit"):
        for key in re.findall(rf"\b{scheme}:([\w-]+)", bare(catalogue[name])):
            assert next(reader.match(NamedNode(f"{v.BASE}concept/{scheme}/{key}")), None), f"{scheme}:{key}"


@pytest.mark.parametrize("name", NAMES)
def test_answers_its_defaults_the_same_each_time(
    reader: Reader, catalogue: dict[str, CataloguedQuery], name: str
) -> None:
    rows = ask(reader, catalogue[name], {})
    assert rows
    assert rows == ask(reader, catalogue[name], {})
    assert len(rows) == len({json.dumps(row) for row in rows}), "the same row twice"


@pytest.mark.parametrize("name", NAMES)
def test_runs_anywhere_as_it_stands(reader: Reader, catalogue: dict[str, CataloguedQuery], name: str) -> None:
    result = reader.query(catalogue[name].text)
    assert isinstance(result, Solutions)
    assert next(iter(result.rows), None) is not None


@pytest.mark.parametrize(("name", "check"), checks())
def test_answers_what_the_records_say(
    reader: Reader, catalogue: dict[str, CataloguedQuery], name: str, check: dict[str, Any]
) -> None:
    assert check["worked_from"]
    rows = ask(reader, catalogue[name], check.get("parameters", {}))
    expected = check["rows"]
    columns = list(expected[0])
    found = [{column: row[column] for column in columns} for row in rows]
    if check.get("complete"):
        assert found == expected
    else:
        assert "count" in check or check["count_left_out"]
        for row in expected:
            assert found.count(row) == 1, row
    if "count" in check:
        assert len(rows) == check["count"]
