"""Agencies: every public body a text names, its wordings tied together, and "the ministry" after it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from kg.extract.en.agency_groups import read_groups
from kg.extract.en.agency_names import NamingReader
from kg.extract.en.agency_reach import PUBLIC_SECURITY
from kg.extract.en.agency_words import Naming, abbreviates
from kg.extract.en.names import ROMAN, surer
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundAgency, Gazetteer, Reference
from kg.extract.text import Range, Text, Tokens
from kg.extract.wording import fold, free_key, slug

_SHORT = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*s?(?:-\d{1,2}[A-Z]?)?\Z")
_HEADS = re.compile(
    r"(ministry|department|administration|bureau|agency|commission|office|force|service|organi[sz]ation|"
    r"committee|division|corps|authority|cent(?:re|er)|court|procuratorate|council)\b"
)


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
    _tie_short_forms(reader, namings, bodies)
    _tie_translations(reader, namings, bodies)
    _join_quoted_office(reader, bodies)
    _join_bare_police(bodies)
    _join_national_police(reader, bodies)
    _join_bare_customs(bodies)
    _join_cut_names(reader, bodies)
    _join_collectives(bodies)
    _find_parents(reader, namings, bodies)
    _find_unknown_short_forms(reader, bodies)
    _drop_owners(bodies)
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
        for name in (*(_clean(reader.text.quote(span)) for span in naming.names), *naming.given):
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


def _clean(name: str) -> str:
    return re.sub(r"\s+", " ", name)


def _tie_short_forms(reader: NamingReader, namings: list[Naming], bodies: dict[str, Body]) -> None:
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
        short = _short_after(tokens, end)
        if short is None or short in short_of:
            continue
        fitting = [n for n in told if abbreviates(short, tokens.word[n.first : n.last])]
        if tokens.word[end] == "(" or fitting:
            short_of[short] = (_best_fit(short, tokens, fitting) or told[0]).ident
    for short, ident in short_of.items():
        other = fold(short)
        if other in bodies and other != ident and ident in bodies:
            _absorb(bodies, ident, other)
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


def _short_after(tokens: Tokens, end: int) -> str | None:
    """Return the short form right after a name: "(NIA)", or ", NIA," between commas."""
    if end + 2 >= len(tokens):
        return None
    short = tokens.word[end + 1]
    if tokens.word[end] == "(":
        return short if _SHORT.match(short) else None
    between = tokens.word[end] == "," and tokens.word[end + 2] in ",.;)\n"
    return short if between and short.isupper() and len(short) > 1 else None


def _best_fit(short: str, tokens: Tokens, fitting: list[Naming]) -> Naming | None:
    """Return the naming whose initials are the short form, else the first of the fitting ones."""
    for naming in fitting:
        initials = "".join(w[0] for w in tokens.word[naming.first : naming.last] if w[0].isupper())
        if initials == short:
            return naming
    return fitting[0] if fitting else None


def _tie_translations(reader: NamingReader, namings: list[Naming], bodies: dict[str, Body]) -> None:
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
            _absorb(bodies, naming.ident, other.ident)
        elif other is None and foreign and tokens.word[mark] == "(" and tokens.word[mark + 2 : mark + 3] == (")",):
            name = tokens.word[mark + 1]
            bodies[naming.ident].names.setdefault(fold(name), name)
            bodies[naming.ident].spans.add(reader.span(mark + 1, mark + 2))


def _absorb(bodies: dict[str, Body], ident: str, other: str) -> None:
    """Make two bodies one."""
    gone, body = bodies.pop(other), bodies[ident]
    body.names.update(gone.names)
    body.spans |= gone.spans
    body.parent = body.parent or gone.parent
    body.confidence = max(body.confidence, gone.confidence)
    body.absorbed.add(other)
    body.absorbed |= gone.absorbed


def _join_bare_police(bodies: dict[str, Body]) -> None:
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
        _absorb(bodies, others[0].ident, PUBLIC_SECURITY)


_BARE = frozenset({"police", "local police", "provincial police", "the police", "state police"})


def _join_national_police(reader: NamingReader, bodies: dict[str, Body]) -> None:
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
            _absorb(bodies, own[0].ident, ident)


def _join_bare_customs(bodies: dict[str, Body]) -> None:
    """Take a bare "the customs" for the customs body named most."""
    bare = bodies.get("customs")
    if bare is None or set(bare.names) != {"customs"}:
        return
    named = [b for b in bodies.values() if b is not bare and not b.collective and " customs " in f" {b.ident} "]
    if named and (len(named) == 1 or set(bare.names.values()) == {"customs"}):
        _absorb(bodies, max(named, key=lambda b: len(b.spans)).ident, "customs")


def _join_cut_names(reader: NamingReader, bodies: dict[str, Body]) -> None:
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
            _absorb(bodies, whole[0], ident)
        elif ident in bodies and len(longer) == 1 and longer[0] in bodies:
            country = longer[0].removesuffix(ident).strip() in countries
            if country or next(iter(bodies[ident].names.values())).islower():
                _absorb(bodies, longer[0], ident)


def _join_quoted_office(reader: NamingReader, bodies: dict[str, Body]) -> None:
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
        name = _clean(reader.text.quote(span))
        body = bodies.setdefault(fold(name), Body(fold(name), confidence=0.7))
        body.names.setdefault(fold(name), name)
        body.spans.add(span)


_QUOTES = frozenset('"“”')


def _join_collectives(bodies: dict[str, Body]) -> None:
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
            _absorb(bodies, wider[0].ident, body.ident)


def _find_parents(reader: NamingReader, namings: list[Naming], bodies: dict[str, Body]) -> None:
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
        elif main is not None and main is not body and _is_part(body, main):
            body.parent = main.ident


def _is_part(body: Body, main: Body) -> bool:
    """Whether a body's bare name makes it a part of the one body the text is about."""
    if body.place is not None or body.parent is not None:
        return False
    ministry = main.head == "ministry" and body.ident.endswith(" bureau") and next(iter(body.names.values())).islower()
    return ministry or (body.ident.endswith(" division") and main.head != "ministry" and len(main.spans) > 2)


_MOST_COMPARED = 200
"""Collectives compared with each other; a text with more is a list, not an announcement."""
_ANY = frozenset({"departments", "authorities", "organs", "agencies", "bodies"})


def _head(ident: str) -> str:
    return ident.split(" @ ")[0].split()[-1] if ident else ""


def _fields(ident: str) -> set[str]:
    words = ident.split(" @ ")[0].split()
    return set(words[:-1]) if words and words[-1] in _ANY else set()


def _find_unknown_short_forms(reader: NamingReader, bodies: dict[str, Body]) -> None:
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
        elif _in_company(reader, index):
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


def _in_company(reader: NamingReader, index: int) -> bool:
    """Whether words of working together stand right before a short form: "with the support of IBAMA"."""
    low = reader.tokens.low
    at = index - 1 if low[index - 1] == "the" else index
    return any(at >= len(cue) and low[at - len(cue) : at] == cue for cue in reader.words.company)


def _drop_owners(bodies: dict[str, Body]) -> None:
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


def _keys(bodies: dict[str, Body]) -> dict[str, str]:
    """Return a key for each body: its short form where it has one, else its first name."""
    keys: dict[str, str] = {}
    used: dict[str, int] = {}
    for ident, body in bodies.items():
        names = list(body.names.values())
        name = min((n for n in names if _SHORT.match(n) and len(n) <= 8), key=len, default=None) or names[0]
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
