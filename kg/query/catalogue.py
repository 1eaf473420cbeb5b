"""The catalogue: every ``queries/*.rq`` is a document with a title, a summary and typed parameters.

A query file is plain SPARQL that runs anywhere. Its head says what it answers::

    # title: Campaigns an agency led
    # summary: Every campaign or series that the agency led, with its year.
    # param agency: agency = Ministry of Public Security — the agency, by any of its names

A parameter is written ``$agency`` in the query. SPARQL reads ``$agency`` and ``?agency`` as the same variable, so the
file is a valid query as it stands; a parameter that is given replaces its ``$`` form, one that is not (and has no
default) stays a variable and so matches anything.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, UnknownTerm
from kg.resources import resource_dir

PARAMETER_TYPES = (
    "action",
    "agency",
    "announcement",
    "campaign",
    "case",
    "domain",
    "official",
    "place",
    "series",
    "unit",
    "thing",
    "IRI",
    "integer",
    "decimal",
    "string",
    "year",
    "date",
)

_HEAD = re.compile(r"#\s*(title|summary|param)\b\s*(.*?):\s*(.*)")
_PARAM = re.compile(r"(?P<type>\w+)\s*(?:=\s*(?P<default>.*?))?\s*(?:—\s*(?P<about>.*))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A typed parameter of a catalogued query; without a default it may be left open."""

    name: str
    type: str
    default: str | None = None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguedQuery:
    """One question that users ask, as SPARQL."""

    name: str
    title: str
    summary: str
    parameters: tuple[Parameter, ...]
    text: str


def read_catalogue(folder: Path | None = None) -> dict[str, CataloguedQuery]:
    """Return the catalogued queries by name, sorted.

    Raises: InputError when a file lacks its title or summary, or declares a parameter wrongly.
    """
    folder = folder or resource_dir("queries")
    return {path.stem: parse_query(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.rq"))}


def parse_query(name: str, text: str) -> CataloguedQuery:
    """Return a query with what its head says.

    Raises: InputError, naming the file and line.
    """
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    last = ""
    for number, line in enumerate(text.splitlines(), start=1):
        found = _HEAD.match(line)
        if found and found[1] == "param":
            parameters.append(_parameter(f"{name}.rq:{number}", found[2], found[3]))
            last = ""
        elif found:
            last = found[1]
            fields[last] = found[3].strip()
        elif line.startswith("#") and last:
            fields[last] += " " + line.lstrip("# ").strip()
        elif not line.startswith("#"):
            break
    for needed in ("title", "summary"):
        if not fields.get(needed):
            raise InputError(f"{name}.rq:1: found no '# {needed}:' line; expected one in the head of the query")
    return CataloguedQuery(
        name=name, title=fields["title"], summary=fields["summary"], parameters=tuple(parameters), text=text
    )


def _parameter(place: str, name: str, declaration: str) -> Parameter:
    found = _PARAM.match(declaration)
    if not name or found is None or found["type"] not in PARAMETER_TYPES:
        expected = "# param NAME: TYPE [= DEFAULT] [— what it is], TYPE one of " + ", ".join(PARAMETER_TYPES)
        raise InputError(f"{place}: found {declaration!r}; expected {expected}")
    return Parameter(name=name, type=found["type"], default=found["default"] or None, about=found["about"] or "")


def find_query(name: str, catalogue: dict[str, CataloguedQuery]) -> CataloguedQuery:
    """Return the query of that name.

    Raises: UnknownTerm, offering near names.
    """
    if name in catalogue:
        return catalogue[name]
    near = difflib.get_close_matches(name, catalogue, n=3, cutoff=0.4)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise UnknownTerm(f"no catalogued query or file is called {name!r}{hint} (kg query --list shows all)")
