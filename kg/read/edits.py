"""What a person typed to correct an item → the item corrected, or what is wrong with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from kg.errors import InputError
from kg.model.decisions import KINDS, Item, ends_of, items_of
from kg.model.record import ExtractionRecord, Relation
from kg.read.decisions import item_value, parse_item
from kg.read.records import check_record

FIXED = ("key", "evidence", "confidence", "review", "quote", "start", "end")
"""What cannot be edited: where the words stand is what a decision is found by."""

_CAMPAIGN_DATES = ("start", "end")
_LISTS = {"names": "|", "domains": ","}
_OPTIONAL = {"figures": ("upper", "speaker")}


def editable(kind: str, item: Item) -> dict[str, str]:
    """Return the fields of an item that can be edited, each as it may be typed."""
    value = item_value(kind, item)
    fixed = tuple(name for name in FIXED if not (kind == "campaigns" and name in _CAMPAIGN_DATES))
    found = {name: _typed(value_) for name, value_ in value.items() if name not in fixed}
    return found | {name: "" for name in _OPTIONAL.get(kind, ()) if name not in found}


def _typed(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return (" | " if any("," in str(v) or " " in str(v) for v in value) else ", ").join(map(str, value))
        case dict():
            return f"{value.get('start') or '..'}/{value.get('end') or '..'}"
        case _:
            return f"{value:f}" if isinstance(value, Decimal) else str(value)


def edit_item(record: ExtractionRecord, kind: str, item: Item, changes: Mapping[str, str]) -> Item:
    """Return an item with fields changed as typed; an empty text unsets one.

    Raises: InputError with everything that is wrong with the changes.
    """
    known = editable(kind, item)
    unknown = [name for name in changes if name not in known]
    if unknown:
        raise InputError(f"found the field {', '.join(unknown)}; expected one of {', '.join(known)}")
    value = item_value(kind, item) | {name: _value(name, typed) for name, typed in changes.items()}
    edited, mistakes = parse_item(kind, value, kind, "$")
    if edited is None or mistakes:
        raise InputError(
            "; ".join(f"{m.path.removeprefix('$.')}: found {m.found}; expected {m.expected}" for m in mistakes)
        )
    complaints = list(_complaints(record, kind, item, edited))
    if complaints:
        raise InputError("; ".join(complaints))
    return edited


def _value(name: str, typed: str) -> Any:
    typed = typed.strip()
    if name in _LISTS:
        separator = _LISTS[name] if _LISTS[name] in typed or name == "names" else "|"
        return [part for piece in typed.split(separator) if (part := piece.strip())]
    if not typed:
        return None
    if name in ("value", "upper"):
        try:
            number = Decimal(typed.replace(",", "").replace(" ", ""))
        except InvalidOperation:
            return typed
        return int(number) if number.is_finite() and number == number.to_integral_value() else number
    if name == "minor":
        return {"yes": True, "no": False, "true": True, "false": False}.get(typed.lower(), typed)
    if name == "period":
        start, _, end = typed.partition("/")
        ends = (start, end if "/" in typed else start)
        return {"start": ends[0].strip(". ") or None, "end": ends[1].strip(". ") or None}
    return typed


def _complaints(record: ExtractionRecord, kind: str, before: Item, after: Item) -> list[str]:
    """Return what is wrong with a record that has the item edited, and was not wrong before."""

    def with_item(new: Item) -> ExtractionRecord:
        place = next(i for i, one in enumerate(items_of(record, kind)) if one is before or one == before)
        items = [*items_of(record, kind)]
        items[place] = new
        return dataclasses.replace(record, **{kind: tuple(items)})  # type: ignore[arg-type]

    old = set(check_record(with_item(before)))
    found = [
        f"{path}: found {what}; expected {wanted}"
        for path, what, wanted in check_record(with_item(after))
        if (path, what, wanted) not in old
    ]
    if isinstance(after, Relation) and not found:
        keys = {k: {getattr(i, "key", None) for i in items_of(record, k)} for k in KINDS[:5]}
        found = [f"{f}: found {key}; expected a key of {k}" for f, k, key in ends_of(after) if key not in keys[k]]
    return found
