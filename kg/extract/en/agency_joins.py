"""A body being gathered, and bodies made one that a text names in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.agency_reach import PUBLIC_SECURITY
from kg.extract.en.agency_words import Naming, abbreviates
from kg.extract.text import Range, Tokens
from kg.extract.wording import fold

SHORT_FORM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*s?(?:-\d{1,2}[A-Z]?)?\Z")


_BARE = frozenset({"police", "local police", "provincial police", "the police", "state police"})


_QUOTES = frozenset('"“”')


_ANY = frozenset({"departments", "authorities", "organs", "agencies", "bodies"})


_MOST_COMPARED = 200
"""Collectives compared with each other; a text with more is a list, not an announcement."""


@dataclass(slots=True)
class Body:
    """One body being gathered."""

    ident: str
    names: dict[str, str] = field(default_factory=dict)
    spans: set[Range] = field(default_factory=set)
    parent: str | None = None
    place: str | None = None
    collective: bool = False
    confidence: float = 0.0
    head: str | None = None
    absorbed: set[str] = field(default_factory=set)


def clean(name: str) -> str:
    """Return a name on one line."""
    return re.sub(r"\s+", " ", name)


def tie_short_forms(reader: NamingReader, namings: list[Naming], bodies: dict[str, Body]) -> None:
    """Tie "(NIA)" after a full name to it, and find the short form wherever else it stands."""
    tokens = reader.tokens
    short_of: dict[str, str] = {}
    ending: dict[int, list[Naming]] = defaultdict(list)
    for naming in namings:
        ending[naming.last].append(naming)
        end = max(reader.tokens.at(span[1] - 1) + 1 for span in naming.names) if naming.names else naming.last
        if end > naming.last:
            ending[end].append(naming)
    for end, told in ending.items():
        short = short_after(tokens, end)
        if short is None or short in short_of:
            continue
        fitting = [n for n in told if abbreviates(short, tokens.word[n.first : n.last])]
        if tokens.word[end] == "(" or fitting:
            short_of[short] = (best_fit(short, tokens, fitting) or told[0]).ident
    for short, ident in short_of.items():
        other = fold(short)
        if other in bodies and other != ident and ident in bodies:
            absorb(bodies, ident, other)
        bodies[ident].names.setdefault(other, short)
    if not short_of:
        return
    wanted = {short.rstrip("s"): ident for short, ident in short_of.items()} | short_of
    for index, word in enumerate(tokens.word):
        if word in wanted and wanted[word] in bodies:
            follows = tokens.word[index + 1] if index + 1 < len(tokens) else ""
            if follows in reader.words.not_after:
                continue
            body = bodies[wanted[word]]
            body.spans.add(reader.span(index, index + 1))


def short_after(tokens: Tokens, end: int) -> str | None:
    """Return the short form right after a name: "(NIA)", or ", NIA," between commas."""
    if end + 2 >= len(tokens):
        return None
    short = tokens.word[end + 1]
    if tokens.word[end] == "(":
        return short if SHORT_FORM.match(short) else None
    between = tokens.word[end] == "," and tokens.word[end + 2] in ",.;)\n"
    return short if between and short.isupper() and len(short) > 1 else None


def best_fit(short: str, tokens: Tokens, fitting: list[Naming]) -> Naming | None:
    """Return the naming whose initials are the short form, else the first of the fitting ones."""
    for naming in fitting:
        initials = "".join(w[0] for w in tokens.word[naming.first : naming.last] if w[0].isupper())
        if initials == short:
            return naming
    return fitting[0] if fitting else None


def tie_translations(reader: NamingReader, namings: list[Naming], bodies: dict[str, Body]) -> None:
    """Take "Civil Guard – Guardia Civil" and "Federal Police (Bundespolizei)" for one body under two names."""
    tokens = reader.tokens
    at = {naming.first: naming for naming in namings}
    for naming in namings:
        mark = naming.last
        if mark + 1 >= len(tokens) or tokens.word[mark] not in "–—-/(" or naming.ident not in bodies:
            continue
        other = at.get(mark + 1)
        foreign = tokens.word[mark + 1] in reader.words.foreign
        if other is not None and foreign and other.ident in bodies and other.ident != naming.ident:
            absorb(bodies, naming.ident, other.ident)
        elif other is None and foreign and tokens.word[mark] == "(" and tokens.word[mark + 2 : mark + 3] == (")",):
            name = tokens.word[mark + 1]
            bodies[naming.ident].names.setdefault(fold(name), name)
            bodies[naming.ident].spans.add(reader.span(mark + 1, mark + 2))


def absorb(bodies: dict[str, Body], ident: str, other: str) -> None:
    """Make two bodies one."""
    gone, body = bodies.pop(other), bodies[ident]
    body.names.update(gone.names)
    body.spans |= gone.spans
    body.parent = body.parent or gone.parent
    body.confidence = max(body.confidence, gone.confidence)
    body.absorbed.add(other)
    body.absorbed |= gone.absorbed


def join_bare_police(bodies: dict[str, Body]) -> None:
    """Take a bare "police" for the one force the text names in full, where there is one and only one."""
    police = bodies.get(PUBLIC_SECURITY)
    if police is None or any(name not in _BARE for name in police.names):
        return
    others = [
        b for b in bodies.values() if b is not police and b.collective and ("police" in b.ident or "law enf" in b.ident)
    ]
    if not others:
        others = [b for b in bodies.values() if not b.collective and " police " in f" {b.ident} "]
        others = sorted(others, key=lambda b: -len(b.spans))[:1]
    if len(others) == 1:
        absorb(bodies, others[0].ident, PUBLIC_SECURITY)


def join_national_police(reader: NamingReader, bodies: dict[str, Body]) -> None:
    """Take "Nigerian police" for the one force of that country that the text names in full."""
    adjectives = {fold(reader.text.quote(reader.span(p.first, p.last))): fold(p.name) for p in reader.places.values()}
    forces = [b for b in bodies.values() if not b.collective and " police " in f" {' '.join(b.names)} "]
    for ident in list(bodies):
        if not ident.startswith("police @ ") or not forces:
            continue
        place = ident.removeprefix("police @ ")
        words = {place, adjectives.get(place, place)} - {""}
        if place not in adjectives:
            continue
        own = [b for b in forces if b.ident in bodies and any(w in f" {n} " for w in words for n in b.names)]
        if len(own) == 1:
            absorb(bodies, own[0].ident, ident)


def join_bare_customs(bodies: dict[str, Body]) -> None:
    """Take a bare "the customs" for the customs body named most."""
    bare = bodies.get("customs")
    if bare is None or set(bare.names) != {"customs"}:
        return
    named = [b for b in bodies.values() if b is not bare and not b.collective and " customs " in f" {b.ident} "]
    if named and (len(named) == 1 or set(bare.names.values()) == {"customs"}):
        absorb(bodies, max(named, key=lambda b: len(b.spans)).ident, "customs")


def join_cut_names(reader: NamingReader, bodies: dict[str, Body]) -> None:
    """Take "Public Order Administration" for the "… Administration Bureau" named, "coast guard" for the one named."""
    ends: dict[str, list[str]] = defaultdict(list)
    countries = {fold(reader.text.quote(reader.span(p.first, p.last))) for p in reader.places.values()}
    for ident in bodies:
        words = ident.split()
        for size in (2, 3, 4):
            if len(words) > size:
                ends[" ".join(words[-size:])].append(ident)
    for ident in list(bodies):
        whole = [whole for head in ("bureau", "department", "office") if (whole := f"{ident} {head}") in bodies]
        longer = ends.get(ident, [])
        if " " in ident and whole:
            absorb(bodies, whole[0], ident)
        elif ident in bodies and len(longer) == 1 and longer[0] in bodies:
            country = longer[0].removesuffix(ident).strip() in countries
            if country or next(iter(bodies[ident].names.values())).islower():
                absorb(bodies, longer[0], ident)


def join_quoted_office(reader: NamingReader, bodies: dict[str, Body]) -> None:
    """Find the office of a campaign, named by the words in quotation marks: '"100-day Action" Office'."""
    tokens = reader.tokens
    for index in tokens.having(("office", "headquarters")):
        if index < 3 or tokens.low[index - 1] not in ('"', "action", "campaign"):
            continue
        first = index - 1
        if tokens.word[first] in _QUOTES:
            first -= 1
            while first > index - 10 and tokens.word[first] not in _QUOTES and tokens.word[first] != "\n":
                first -= 1
            if tokens.word[first] not in _QUOTES:
                continue
            first += 1
        else:
            while first > 0 and (
                tokens.word[first - 1] in "-–" or tokens.word[first - 1].isdigit() or tokens.low[first - 1] == "day"
            ):
                first -= 1
            if first == index - 1:
                continue
        span = reader.span(first, index + 1)
        name = clean(reader.text.quote(span))
        body = bodies.setdefault(fold(name), Body(fold(name), confidence=0.7))
        body.names.setdefault(fold(name), name)
        body.spans.add(span)


def join_collectives(bodies: dict[str, Body]) -> None:
    """Take "enforcement departments" for the "copyright enforcement departments" named before, and the like."""
    groups = [b for b in bodies.values() if b.collective and b.ident != PUBLIC_SECURITY][:_MOST_COMPARED]
    for body in groups:
        fields = _fields(body.ident)
        if body.ident not in bodies or not fields:
            continue
        wider = [b for b in groups if b is not body and b.ident in bodies and fields <= _fields(b.ident)]
        if len(wider) == 1 and (
            " @ " in wider[0].ident or (_head(body.ident) in _ANY and _head(wider[0].ident) in _ANY)
        ):
            absorb(bodies, wider[0].ident, body.ident)


def _head(ident: str) -> str:
    return ident.split(" @ ")[0].split()[-1] if ident else ""


def _fields(ident: str) -> set[str]:
    words = ident.split(" @ ")[0].split()
    return set(words[:-1]) if words and words[-1] in _ANY else set()
