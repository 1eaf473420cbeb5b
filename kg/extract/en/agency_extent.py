"""How far a body's name in small letters goes: "in A and B", "of the Ministry", "nationwide", and who it then is."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.agency_reach import (
    PUBLIC_SECURITY,
    Reach,
    of_countries,
    owned_collective,
    parent_after,
    places_after,
)
from kg.extract.en.agency_words import Naming
from kg.extract.en.names import is_capital
from kg.extract.text import Range
from kg.extract.wording import fold


def name_with_extent(reader: NamingReader, index: int, reach: Reach) -> Iterator[Naming]:
    """Yield the body, or the bodies, that a head and the words around it name."""
    tokens = reader.tokens
    low = tokens.low[index]
    base = reader.span(reach.first, index + 1)
    core = reader.span(reach.core, index + 1)
    names: list[Range] = [core, base]
    end = index + 1
    parent: str | None = None
    place = reach.place
    single = low in reader.words.single_heads
    if low == "group" and end < len(tokens) and tokens.low[end] in ("for", "on"):
        stop = end
        while (
            stop < len(tokens)
            and stop < end + 10
            and tokens.word[stop] not in '.,;\n"'
            and tokens.low[stop] not in ("to", "has", "was")
        ):
            stop += 1
        names.append(reader.span(reach.first, stop))
    if of_countries(reader, index):
        end = index + 4
        names.append(reader.span(reach.first, end))
    wide = reader.words.nationwide.match(tokens, index + 1)
    if wide is not None:
        end = wide[0]
        names.append(reader.span(reach.first, end))
    elif end < len(tokens) and tokens.low[end] == "of" and (single or owned_collective(reader, end + 1)):
        parent_end, parent = parent_after(reader, end + 1)
        if parent is not None:
            names.append(reader.span(reach.first, parent_end))
            end = parent_end
    elif end + 1 < len(tokens) and tokens.low[end] in ("of", "in", "across", "along", "from"):
        places = places_after(reader, end + 1)
        if places:
            if len(places) > 1:
                yield from _listed(reader, index, reach, places)
                return
            first, last = places[0]
            nation = first in reader.places and reader.places[first].name == "China" and tokens.low[end] != "from"
            names.append(reader.span(reach.first, last))
            stop = last
            while (
                stop + 1 < len(tokens)
                and tokens.word[stop] == ","
                and is_capital(tokens.word[stop + 1])
                and stop + 1 in reader.places
            ):
                stop = reader.places[stop + 1].last
                names.append(reader.span(reach.first, stop))
            end = stop
            if not nation:
                place = reader.text.quote(reader.span(first, last))
                if base in names and low in ("police", "customs", "organs", "authorities"):
                    names = [n for n in names if n not in (core, base)]
    yield Naming(
        first=reach.first,
        last=end,
        ident=_identity(reader, index, reach, place, parent),
        names=tuple(dict.fromkeys(names)),
        parent=parent,
        collective=not single,
        place=place,
        confidence=0.8 if reach.fields else 0.7,
    )


def _listed(reader: NamingReader, index: int, reach: Reach, places: list[Range]) -> Iterator[Naming]:
    """Yield one body per place of a list: "organs in A, B and C" is three."""
    words = reader.text.quote(reader.span(reach.first, index + 2))
    for number, (first, last) in enumerate(places):
        where = reader.text.quote(reader.span(first, last))
        names: tuple[Range, ...] = (reader.span(reach.first, last),) if number == 0 else (reader.span(first, last),)
        yield Naming(
            first=reach.first if number == 0 else first,
            last=last,
            ident=_identity(reader, index, reach, where, None),
            names=names if number == 0 else (),
            given=(f"{words} {where}",),
            collective=True,
            place=where,
            confidence=0.8,
        )


def _identity(reader: NamingReader, index: int, reach: Reach, place: str | None, parent: str | None) -> str:
    """Say who a lower-case naming is: all wordings for the country's police are one body."""
    tokens = reader.tokens
    low = tokens.low[index]
    fields = " ".join(reach.fields)
    police = low == "police" or fields.endswith("public security") or fields == "public security"
    nation = place is None or place in ("China", "Chinese", "the country")
    if (
        police
        and low not in reader.words.single_heads
        and nation
        and not (set(reach.fields) - reader.words.police_levels)
    ):
        return PUBLIC_SECURITY
    head = "organs" if police and fields == "public security" and low not in reader.words.single_heads else low
    core = fold(f"{' '.join(f for f in reach.fields if f not in reader.words.any_member)} {head}".strip())
    if low in reader.words.single_heads:
        return f"{core} of {parent}" if parent is not None and "customs" in parent else core
    if low == "customs" and not fields and nation:
        return "customs"
    if not nation:
        base = (
            "police"
            if police and not set(reach.fields) - {"public", "security", "local", "provincial", "municipal"}
            else core
        )
        return f"{base} @ {_bare_place(place or '', reader.words.place_words)}"
    if fields == "customs":
        return "customs"
    return core


def _bare_place(place: str, kinds: frozenset[str]) -> str:
    """Return a place without the word for what it is: "Qianxinan Prefecture" is "qianxinan"."""
    words = fold(place).split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in kinds else words)
