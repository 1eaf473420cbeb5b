"""What a schema cannot see in a record: dangling keys, dates that do not exist, spans that do not fit their quotes.

The checks read plain JSON values and pass over whatever has not the form it should have, so that mistakes of form and
mistakes of sense in one file are told together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kg.model.record import RELATION_ENDS

Complaint = tuple[str, str, str]
"""A JSON path, what was found there, and what was expected."""

KEYED: Final = ("campaigns", "agencies", "officials", "events", "cases")
_EVIDENCED: Final = (*KEYED, "relations")
_REFERENCES: Final = {"campaign": "campaigns", "agency": "agencies", "case": "cases", "speaker": "officials"}
_EDTF: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one kind of thing; `certain` when every one of them could be read."""

    known: frozenset[str]
    certain: bool

    @classmethod
    def of(cls, things: object, *, complete: bool = True) -> Keys:
        """Return the keys in a list of things; `complete` says whether there are no others."""
        found = [text_of(thing, "key") for thing in things] if isinstance(things, list) else [None]
        return cls(frozenset(key for key in found if key is not None), complete and None not in found)


def items_of(value: object, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each object of one of a value's lists, with its JSON path."""
    found = value.get(kind) if isinstance(value, dict) else None
    for i, item in enumerate(found if isinstance(found, list) else ()):
        if isinstance(item, dict):
            yield f"$.{kind}[{i}]", item


def text_of(item: object, key: str) -> str | None:
    """Return the text under a key, or None when there is none."""
    found = item.get(key) if isinstance(item, dict) else None
    return found if isinstance(found, str) else None


def check_references(value: object) -> Iterator[Complaint]:
    """Yield what is wrong with the sense of a record's JSON value, as far as its parts can be read."""
    if not isinstance(value, dict):
        return
    keys = {kind: Keys.of(value.get(kind)) for kind in KEYED}
    for kind in KEYED:
        yield from _check_twice(value, kind)
    yield from _check_date("$.document.published", text_of(value.get("document"), "published"))
    for path, campaign in items_of(value, "campaigns"):
        yield from _check_period(path, campaign)
    for path, event in items_of(value, "events"):
        yield from _check_date(f"{path}.date", text_of(event, "date"))
    for kind in _EVIDENCED:
        for path, item in items_of(value, kind):
            for place, span in items_of(item, "evidence"):
                yield from _check_span(path + place.removeprefix("$"), span)
    for path, relation in items_of(value, "relations"):
        yield from _check_relation(path, relation, keys)
    for path, figure in items_of(value, "figures"):
        yield from _check_figure(path, figure, keys)


def check_concepts(value: object, schemes: Mapping[str, Collection[str]]) -> Iterator[Complaint]:
    """Yield the concepts a record's JSON value names that their scheme has not; a scheme not given is passed over."""
    domains = schemes.get("domain")
    for path, relation in items_of(value, "relations"):
        if RELATION_ENDS.get(text_of(relation, "type") or "", ("", ""))[1] == "domains":
            kind, _, key = (text_of(relation, "to") or "").partition(":")
            if kind == "domain" and domains is not None and key not in domains:
                yield f"{path}.to", f"{kind + ':' + key!r}", "a domain of the registry"
    for path, figure in items_of(value, "figures"):
        named = figure.get("domains")
        for j, domain in enumerate(named if isinstance(named, list) else ()):
            if isinstance(domain, str) and domains is not None and domain not in domains:
                yield f"{path}.domains[{j}]", f"{domain!r}", "a domain of the registry"


def _check_twice(value: object, kind: str) -> Iterator[Complaint]:
    seen: set[str] = set()
    for path, item in items_of(value, kind):
        key = text_of(item, "key")
        if key is None:
            continue
        if key in seen:
            yield f"{path}.key", f"{key!r} a second time", "each key once"
        seen.add(key)


def _check_date(path: str, value: str | None) -> Iterator[Complaint]:
    if value is None or not _EDTF.fullmatch(value):
        return  # none, or the schema has said so
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        yield path, value, "a date that exists, as YYYY, YYYY-MM or YYYY-MM-DD"


def in_order(start: str | None, end: str | None) -> bool:
    """Whether a period does not end before it starts, at the precision both ends share.

    >>> in_order("2023-06", "2023"), in_order("2023-06", "2023-05-30"), in_order("2023", None)
    (True, False, True)
    """
    if start is None or end is None:
        return True
    shared = min(len(start), len(end))
    return start[:shared] <= end[:shared]


def _check_period(path: str, item: object) -> Iterator[Complaint]:
    start, end = text_of(item, "start"), text_of(item, "end")
    yield from _check_date(f"{path}.start", start)
    yield from _check_date(f"{path}.end", end)
    if all(x is None or _EDTF.fullmatch(x) for x in (start, end)) and not in_order(start, end):
        yield f"{path}.end", f"{end}, before the start {start}", "an end that is not before the start"


def _check_span(path: str, span: Mapping[str, Any]) -> Iterator[Complaint]:
    quote, start, end = text_of(span, "quote"), span.get("start"), span.get("end")
    if not all(x is None or type(x) is int for x in (start, end)):
        return
    if (start is None) != (end is None):
        yield path, "only one of start and end", "both offsets, or both null"
    elif start is not None and end is not None and quote is not None and end - start != len(quote):
        yield path, f"a span of {end - start} for a quote of {len(quote)}", "end - start = quote length"


def _check_ref(path: str, key: str | None, kind: str, keys: Mapping[str, Keys]) -> Iterator[Complaint]:
    if key is not None and key not in keys[kind].known and keys[kind].certain:
        yield path, f"the key {key!r}", _one_of(keys[kind].known, f"a key of $.{kind}")


def _one_of(keys: Iterable[str], fallback: str) -> str:
    known = sorted(keys)
    return f"{fallback} ({', '.join(known)})" if 0 < len(known) <= 12 else fallback


def _check_relation(path: str, relation: Mapping[str, Any], keys: Mapping[str, Keys]) -> Iterator[Complaint]:
    type_ = text_of(relation, "type")
    for end, kind in zip(("from", "to"), RELATION_ENDS.get(type_ or "", ()), strict=False):
        key = text_of(relation, end)
        if kind != "domains":
            yield from _check_ref(f"{path}.{end}", key, kind, keys)
        elif key is not None and not key.startswith("domain:"):
            yield f"{path}.{end}", f"{key!r}", f'"domain:KEY" for a {type_!r} relation'


def _check_figure(path: str, figure: Mapping[str, Any], keys: Mapping[str, Keys]) -> Iterator[Complaint]:
    yield from _check_span(path, figure)
    for name, kind in _REFERENCES.items():
        yield from _check_ref(f"{path}.{name}", text_of(figure, name), kind, keys)
    yield from _check_period(f"{path}.period", figure.get("period"))
    value, upper = _number(figure.get("value")), _number(figure.get("upper"))
    if value is not None and upper is not None and upper < value:
        yield f"{path}.upper", f"{upper}, below the value {value}", "upper >= value"


def _number(value: object) -> Decimal | int | None:
    return value if isinstance(value, Decimal | int) and not isinstance(value, bool) else None
