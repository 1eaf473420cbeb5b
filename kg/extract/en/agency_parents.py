"""Whose unit a body is, and bodies a text only ever calls by a short form."""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.extract.en.agency_joins import Body
from kg.extract.en.agency_names import NamingReader
from kg.extract.en.agency_words import Naming
from kg.extract.en.names import ROMAN
from kg.extract.wording import fold


def find_parents(reader: NamingReader, namings: list[Naming], bodies: dict[str, Body]) -> None:
    """Find whose unit a body is: "A (short) of the B", "B, through its A", a ministry's bureau, a "… Division"."""
    tokens = reader.tokens
    at = {naming.first: naming for naming in namings}
    single = [b for b in bodies.values() if not b.collective]
    main = max(single, key=lambda b: len(b.spans), default=None)
    for number, naming in enumerate(namings):
        body = bodies.get(naming.ident)
        if body is None or body.parent is not None or naming.collective:
            continue
        i = naming.last
        if i + 2 < len(tokens) and tokens.word[i] == "(" and tokens.word[i + 2] == ")":
            i += 3
        if i + 2 < len(tokens) and tokens.low[i] == "of":
            i += 2 if tokens.low[i + 1] == "the" else 1
            whole = at.get(i)
            if whole is not None and whole.ident in bodies and whole.ident != naming.ident and not whole.collective:
                body.parent = whole.ident
                continue
        if number and naming.first and tokens.low[naming.first - 1] == "its" and namings[number - 1].ident in bodies:
            before = namings[number - 1]
            if naming.first - before.last < 14 and before.ident != naming.ident:
                body.parent = before.ident
        elif main is not None and main is not body and is_part(body, main):
            body.parent = main.ident


def is_part(body: Body, main: Body) -> bool:
    """Whether a body's bare name makes it a part of the one body the text is about."""
    if body.place is not None or body.parent is not None:
        return False
    ministry = main.head == "ministry" and body.ident.endswith(" bureau") and next(iter(body.names.values())).islower()
    return ministry or (body.ident.endswith(" division") and main.head != "ministry" and len(main.spans) > 2)


def find_unknown_short_forms(reader: NamingReader, bodies: dict[str, Body]) -> None:
    """Find bodies the text only ever calls by a short form ("the NCA said")."""
    tokens = reader.tokens
    known = {name for body in bodies.values() for name in body.names}
    votes: Counter[str] = Counter()
    places: dict[str, list[int]] = {}
    short = {word for word in tokens.places if 3 <= len(word) <= 8}
    for index in tokens.having(short):
        word = tokens.word[index]
        if (
            not (index and word.isupper() and word.replace("-", "").isalpha())
            or word in reader.words.not_short_forms
            or fold(word) in known
        ):
            continue
        if reader.block_of(index) in reader.shouting:
            continue
        before, after = tokens.low[index - 1], tokens.low[index + 1]
        places.setdefault(word, []).append(index)
        if before in ("operation", "project") or ROMAN.match(tokens.word[index + 1]) or ROMAN.match(word):
            votes[word] -= 4
        elif in_company(reader, index):
            votes[word] += 2
        elif (
            (before == "the" and after in reader.words.acting)
            or (before == "by" and after != "-")
            or (
                after in ("said", "'s", "officers", "agents", "has", "announced")
                and before in ("the", "\n", ".", "and")
            )
        ):
            votes[word] += 1
    for word, count in votes.items():
        if count >= 2 or (count == 1 and len(places[word]) >= 3):
            body = bodies.setdefault(fold(word), Body(fold(word), confidence=0.6))
            body.names[fold(word)] = word
            body.spans.update(reader.span(i, i + 1) for i in places[word])


def in_company(reader: NamingReader, index: int) -> bool:
    """Whether words of working together stand right before a short form: "with the support of IBAMA"."""
    low = reader.tokens.low
    at = index - 1 if low[index - 1] == "the" else index
    return any(at >= len(cue) and low[at - len(cue) : at] == cue for cue in reader.words.company)


def drop_owners(bodies: dict[str, Body]) -> None:
    """Drop a body named only as whose bureau acts ("the anti-smuggling bureau of X Customs")."""
    children_of: dict[str, list[Body]] = defaultdict(list)
    for body in bodies.values():
        if body.parent is not None and body.ident.endswith(f" of {body.parent}"):
            children_of[body.parent].append(body)
    for ident, children in children_of.items():
        if ident not in bodies:
            continue
        body = bodies[ident]
        inside = [span for child in children for span in child.spans]
        if len(body.spans) <= len(inside) and all(
            any(s <= start and end <= e for s, e in inside) for start, end in body.spans
        ):
            del bodies[ident]
            for child in children:
                child.parent = None
