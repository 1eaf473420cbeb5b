"""One JSON file → plain values, or the mistakes that stand in it."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from kg.errors import Mistake
from kg.resources import resource_dir


class _DuplicateKeyError(ValueError):
    """An object names one key twice; JSON itself would silently keep the last."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise _DuplicateKeyError(", ".join(twice))
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def read_json(path: Path) -> tuple[Any, bytes, list[Mistake]]:
    """Return the file's value with numbers exact (`Decimal`), its bytes, and what is wrong with it as JSON."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, b"", [Mistake(str(path), "$", f"{error.strerror or error}", "a readable file")]
    value, mistakes = parse_json(data, str(path))
    return value, data, mistakes


def parse_json(data: bytes, name: str) -> tuple[Any, list[Mistake]]:
    """Return the value of JSON bytes and what is wrong with them; `name` is used in messages."""
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, parse_float=Decimal, object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        return None, [Mistake(name, "$", f"byte 0x{data[error.start]:02x} at offset {error.start}", "UTF-8 text")]
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        return None, [Mistake(name, "$", f"{error.msg} at {place}", "well-formed JSON")]
    except _DuplicateKeyError as error:
        return None, [Mistake(name, "$", f"the key {error} twice in one object", "each key once")]
    except RecursionError:
        return None, [Mistake(name, "$", "values nested too deep", "a record or registry file")]
    except ValueError as error:
        return None, [Mistake(name, "$", str(error), "well-formed JSON")]
    return value, []


@cache
def _validator(schema: str) -> jsonschema_rs.Validator:
    text = (resource_dir("data") / "schemas" / f"{schema}.schema.json").read_text(encoding="utf-8")
    return jsonschema_rs.validator_for(json.loads(text))


def json_path(parts: list[str | int]) -> str:
    """Return a JSON path such as ``$.figures[3].unit``.

    >>> json_path(["figures", 3, "unit"])
    '$.figures[3].unit'
    """
    return "$" + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in parts)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


def _found_and_expected(error: jsonschema_rs.ValidationError) -> tuple[str, str]:
    kind = error.kind.as_dict()
    name = error.kind.name
    found = _shown(error.instance)
    match name:
        case "required":
            return "nothing", f"the key {kind['property']!r}"
        case "additionalProperties":
            unknown = ", ".join(map(repr, kind["unexpected"]))
            return f"the unknown key {unknown}", "only keys the schema knows"
        case "enum":
            return found, "one of " + ", ".join(_shown(option) for option in kind["options"])
        case "const":
            return found, _shown(kind["expected_value"])
        case "type":
            return found, " or ".join(kind["types"])
        case "pattern":
            return found, f"text matching {kind['pattern']}"
        case "minimum" | "maximum":
            return found, f"{name} {kind['limit']}"
        case _:
            return found, error.message


def check_schema(value: Any, schema: str, name: str) -> list[Mistake]:
    """Return every place where `value` departs from the published schema (``extraction-record-1``, ``registry-1``)."""
    validator = _validator(schema)
    if validator.is_valid(value):
        return []
    mistakes = []
    for error in validator.iter_errors(value):
        found, expected = _found_and_expected(error)
        mistakes.append(Mistake(name, json_path(error.instance_path), found, expected))
    return mistakes
