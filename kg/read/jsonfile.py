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
        line, column = position(data[: error.start].decode("utf-8", "replace"))
        found = f"the byte 0x{data[error.start]:02x}, which is no UTF-8"
        return None, [Mistake(f"{name}:{line}:{column}", "", found, "UTF-8 text; save the file in this encoding")]
    except json.JSONDecodeError as error:
        found, expected = _json_fault(error)
        return None, [Mistake(f"{name}:{error.lineno}:{error.colno}", "", found, expected)]
    except _DuplicateKeyError as error:
        return None, [Mistake(name, "$", f"the key {error} twice in one object", "each key once")]
    except RecursionError:
        return None, [Mistake(name, "$", "values nested too deep", "a record or registry file")]
    except ValueError as error:
        return None, [Mistake(name, "$", str(error), "well-formed JSON")]
    return value, []


_EXPECTED = (
    ("Expecting property name", "a key in double quotes; no comma stands before a closing brace"),
    ("Expecting ',' delimiter", "a comma, or the closing bracket"),
    ("Expecting ':' delimiter", "a colon after the key"),
    ("Expecting value", "a value: an object, a list, a text in double quotes, a number, true, false or null"),
    ("Extra data", "the end of the file: one JSON value to a file"),
    ("Unterminated string", "the double quote that ends this text, on the same line"),
    ("Invalid control character", "\\n or \\t in a text, not the character itself"),
    ("Invalid \\", "one of the escapes that JSON knows, such as \\\\ or \\u4e2d"),
)
"""How the decoder's messages begin, and what should have stood there."""


def _json_fault(error: json.JSONDecodeError) -> tuple[str, str]:
    """Return what stands where a JSON text goes wrong, and what should."""
    rest = error.doc[error.pos :].split("\n", 1)[0].strip()
    found = repr(rest[:20] + ("…" if len(rest) > 20 else "")) if rest else "the end of the line"
    if not error.doc[error.pos :].strip():
        found = "the end of the file"
    expected = next((text for start, text in _EXPECTED if error.msg.startswith(start)), "well-formed JSON")
    return found, expected


def position(before: str) -> tuple[int, int]:
    """Return the line and the column, both from 1, that follow a text.

    >>> position("ab\\ncd")
    (2, 3)
    """
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


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
