"""Agencies: every public body a text names, its wordings tied together, and "the ministry" after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.en.agency_groups import read_groups
from kg.extract.en.agency_joins import (
    SHORT_FORM,
    Body,
    clean,
    join_bare_customs,
    join_bare_police,
    join_collectives,
    join_cut_names,
    join_national_police,
    join_quoted_office,
    tie_short_forms,
    tie_translations,
)
from kg.extract.en.agency_names import NamingReader
from kg.extract.en.agency_parents import drop_owners, find_parents, find_unknown_short_forms
from kg.extract.en.agency_words import Naming
from kg.extract.en.names import surer
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundAgency, Gazetteer, Reference
from kg.extract.text import Text
from kg.extract.wording import fold, free_key, slug

_HEADS = re.compile(
    r"(ministry|department|administration|bureau|agency|commission|office|force|service|organi[sz]ation|"
    r"committee|division|corps|authority|cent(?:re|er)|court|procuratorate|council)\b"
)


@dataclass(frozen=True, slots=True)
class Agencies:
    """The bodies found, and where each is spoken of, in order."""

    found: tuple[FoundAgency, ...]
    references: tuple[Reference, ...]


def find_agencies(text: Text, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> tuple[NamingReader, Agencies]:
    """Return the public bodies a text names and every reference to them, with the reader that found the names."""
    reader = NamingReader(text, lexicon, gazetteer)
    namings = [n for n in reader.read() if not _is_credit(reader, n)]
    namings += read_groups(reader)
    namings.sort(key=lambda n: (n.first, -n.last))
    bodies = _gather(reader, namings)
    tie_short_forms(reader, namings, bodies)
    tie_translations(reader, namings, bodies)
    join_quoted_office(reader, bodies)
    join_bare_police(bodies)
    join_national_police(reader, bodies)
    join_bare_customs(bodies)
    join_cut_names(reader, bodies)
    join_collectives(bodies)
    find_parents(reader, namings, bodies)
    find_unknown_short_forms(reader, bodies)
    drop_owners(bodies)
    keys = _keys(bodies)
    return reader, _finish(reader, bodies, keys)


def _is_credit(reader: NamingReader, naming: Naming) -> bool:
    """Whether a naming only says where the page comes from: "Source: …", "Website of …"."""
    tokens = reader.tokens
    before = tokens.low[max(0, naming.first - 4) : naming.first]
    if reader.is_letterhead(naming.first, naming.last):
        return True
    return bool({"source", "website", "editor", "author"} & set(before)) and (":" in before or "website" in before)


def _gather(reader: NamingReader, namings: list[Naming]) -> dict[str, Body]:
    bodies: dict[str, Body] = {}
    owners: dict[str, str] = {}
    for naming in namings:
        ident = naming.ident
        body = bodies.setdefault(ident, Body(ident))
        for name in (*(clean(reader.text.quote(span)) for span in naming.names), *naming.given):
            if not fold(name):
                continue
            body.names.setdefault(fold(name), name)
        body.spans.add(reader.span(naming.first, naming.last))
        body.collective = body.collective or naming.collective
        body.place = body.place or naming.place
        body.confidence = max(body.confidence, naming.confidence)
        parent = naming.parent
        if parent is not None and parent.startswith("^"):
            parent = owners.get(parent[1:])
        if parent is None and not naming.collective:
            parent = _owner_before(reader, naming, owners)
        body.parent = body.parent or (parent if parent != ident else None)
        heads = _HEADS.findall(naming.ident) or _HEADS.findall(
            reader.text.quote(reader.span(naming.first, naming.last)).lower()
        )
        if heads and not naming.collective:
            body.head = heads[0]
            owners[heads[0]] = ident
    return bodies


def _owner_before(reader: NamingReader, naming: Naming, owners: dict[str, str]) -> str | None:
    """Return who "the ministry's … bureau" belongs to."""
    low = reader.tokens.low
    for i in range(naming.first, naming.last - 1):
        if low[i + 1] == "'s" and low[i] in owners:
            return owners[low[i]]
    return None


def _keys(bodies: dict[str, Body]) -> dict[str, str]:
    """Return a key for each body: its short form where it has one, else its first name."""
    keys: dict[str, str] = {}
    used: dict[str, int] = {}
    for ident, body in bodies.items():
        names = list(body.names.values())
        name = min((n for n in names if SHORT_FORM.match(n) and len(n) <= 8), key=len, default=None) or names[0]
        keys[ident] = free_key(slug(name) or "agency", used)
        for other in body.absorbed:
            keys[other] = keys[ident]
    return keys


def _finish(reader: NamingReader, bodies: dict[str, Body], keys: dict[str, str]) -> Agencies:
    found: list[FoundAgency] = []
    references: list[Reference] = []
    covered: set[int] = set()
    for ident, body in bodies.items():
        spans = tuple(sorted(body.spans))
        for start, end in spans:
            references.append(Reference(start, end, keys[ident], "agency"))
            covered.update(range(reader.tokens.at(start), reader.tokens.at(end - 1) + 1))
        found.append(
            FoundAgency(
                key=keys[ident],
                names=tuple(body.names.values()),
                spans=spans,
                confidence=surer(body.confidence, len(spans)),
                collective=body.collective,
                parent=parent if (parent := keys.get(body.parent or "")) != keys[ident] else None,
                place=body.place,
            )
        )
    references.extend(_anaphors(reader, bodies, keys, covered))
    references.sort(key=lambda r: (r.start, -r.end))
    found.sort(key=lambda f: f.spans[0] if f.spans else (0, 0))
    return Agencies(tuple(found), tuple(references))


def _anaphors(
    reader: NamingReader, bodies: dict[str, Body], keys: dict[str, str], covered: set[int]
) -> list[Reference]:
    """Find "the ministry" and the like, each the body with that head that was named last before it."""
    naming_at = sorted((span[0], ident) for ident, body in bodies.items() for span in body.spans if body.head)
    found: list[Reference] = []
    last: dict[str, str] = {}
    position = 0
    tokens = reader.tokens
    for index in tokens.having(reader.words.anaphors):
        low = tokens.low[index]
        if index in covered:
            continue
        start = tokens.start[index]
        while position < len(naming_at) and naming_at[position][0] < start:
            ident = naming_at[position][1]
            last[bodies[ident].head or ""] = ident
            position += 1
        if low in last and index and (tokens.low[index - 1] in ("the", "this") or tokens.word[index][0].isupper()):
            found.append(Reference(start, tokens.end[index], keys[last[low]], "agency", named=False))
    return found
