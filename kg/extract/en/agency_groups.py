"""Public bodies named in small letters: "public security organs in A and B", "the criminal investigation bureau"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.agency_words import Naming
from kg.extract.en.names import is_capital
from kg.extract.text import Range
from kg.extract.wording import fold

PUBLIC_SECURITY = "public security organs"
"""Who the police of the whole country are, whatever word the text uses for them."""

_GROUP_HEADS = frozenset(
    {
        "group",
        "team",
        "force",
        "unit",
        "center",
        "centre",
        "corps",
        "command",
        "groups",
        "teams",
        "units",
        "organizations",
        "services",
        "offices",
        "stations",
        "committees",
        "governments",
        "detachment",
        "brigade",
        "committee",
        "commission",
    }
)
_OFFICIAL_FIELDS = frozenset(
    {
        "leading",
        "task",
        "investigation",
        "police",
        "enforcement",
        "work",
        "customs",
        "government",
        "party",
        "judicial",
        "supervision",
        "procuratorial",
        "prosecution",
        "inspection",
        "security",
        "disciplinary",
        "guard",
        "anti-corruption",
    }
)
_CRIMINAL = frozenset({"criminal", "crime", "fraud", "smuggling", "drug", "trafficking"})
_SINGLE = frozenset(
    {
        "bureau",
        "office",
        "department",
        "corps",
        "group",
        "team",
        "division",
        "agency",
        "administration",
        "commission",
        "committee",
        "court",
        "procuratorate",
        "detachment",
        "brigade",
        "force",
        "command",
        "centre",
        "center",
        "unit",
        "judiciary",
        "guard",
        "authority",
        "council",
        "squad",
        "service",
        "inspectorate",
        "gendarmerie",
        "navy",
        "government",
        "ministry",
        "organ",
    }
)
_POLICE_THINGS = frozenset(
    "officer officers force station stations operations operation chief data forces department departments "
    "administrations authorities power agencies drive work hotline cooperation boats services resources situations "
    "commissioner spokesperson action".split()
)
_CUSTOMS_THINGS = frozenset(
    "officers agents hotline territory duties area experts checks clearance declaration union code".split()
)


@dataclass(slots=True)
class _Reach:
    """What stands around a head: token bounds, whose it is and where."""

    first: int
    last: int
    core: int
    owner: str | None = None
    place: str | None = None
    fields: tuple[str, ...] = ()


def read_groups(reader: NamingReader) -> Iterator[Naming]:
    """Yield the bodies named in small letters (a capital may begin the sentence), in order."""
    tokens, words = reader.tokens, reader.words
    shouting = reader.shouting | reader.titled
    for index in tokens.having(words.lower_heads | words.lower_collectives):
        low = tokens.low[index]
        if index in reader.taken or (shouting and reader.block_of(index) in shouting):
            continue
        word = tokens.word[index]
        if index + 1 < len(tokens) and tokens.word[index + 1] in words.not_after:
            continue
        if (
            word[0].isupper()
            and not _begins(reader, index)
            and low not in ("police", "customs", "bureau", "department")
        ):
            continue
        yield from _read_head(reader, index)


def _begins(reader: NamingReader, index: int) -> bool:
    """Whether a token begins its sentence or block."""
    if index == 0 or reader.tokens.word[index - 1] in (
        "\n",
        ".",
        "!",
        "?",
        ":",
        '"',
        "“",
        "–",
        "-",
        "—",
        "*",
        "•",
        "(",
    ):
        return True
    start = reader.tokens.start[index]
    return reader.text.sentences[reader.text.sentence_at(start)].start == start


def _read_head(reader: NamingReader, index: int) -> Iterator[Naming]:
    tokens, words = reader.tokens, reader.words
    low = tokens.low[index]
    after = tokens.low[index + 1] if index + 1 < len(tokens) else "\n"
    if low == "police" and after in _POLICE_THINGS:
        return
    if low in words.lower_field and after in words.lower_heads | words.lower_collectives:
        return
    if low == "customs" and after in _CUSTOMS_THINGS:
        return
    reach = _grow_left(reader, index)
    if not reach.fields and low in ("departments", "department", "authorities") and after == "of":
        yield from _of_fields(reader, index)
        return
    if not _is_body(reader, index, reach) or _fills_quotes(reader, reach, index):
        return
    yield from _with_right(reader, index, reach)


def _fills_quotes(reader: NamingReader, reach: _Reach, index: int) -> bool:
    """Whether words end a quotation that begins with a capital: a title, not a body."""
    word = reader.tokens.word
    closed = index + 1 < len(word) and word[index + 1] in ('"', "”")
    return closed and word[reach.first][0].isupper()


def _of_fields(reader: NamingReader, index: int) -> Iterator[Naming]:
    """Read "departments of agriculture and rural affairs"."""
    tokens, fields = reader.tokens, reader.words.lower_field
    end = index + 2
    while end < len(tokens) and (
        tokens.low[end] in fields
        or (tokens.low[end] == "and" and end + 1 < len(tokens) and tokens.low[end + 1] in fields)
    ):
        end += 1
    words = set(tokens.low[index + 2 : end]) - reader.words.empty_fields
    if words and tokens.word[index + 2].islower():
        span = reader.span(index, end)
        ident = f"{' '.join(tokens.low[index + 2 : end])} {tokens.low[index]}"
        yield Naming(
            first=index,
            last=end,
            ident=fold(ident),
            names=(span,),
            collective=tokens.low[index].endswith("s"),
            confidence=0.7,
        )


def _grow_left(reader: NamingReader, index: int) -> _Reach:
    """Walk left over words of the field, places and owners."""
    tokens, words = reader.tokens, reader.words
    low, word = tokens.low, tokens.word
    j = index
    fields: list[str] = []
    head = low[index]
    while j > 0:
        w = low[j - 1]
        if w in ("organized", "organised") and low[j] != "crime":
            break
        if (
            (w in words.lower_field or w.startswith("anti-"))
            and (j - 1 not in reader.taken)
            and (word[j - 1].islower() or w in ("public", "customs", "police", "member") or _begins(reader, j - 1))
        ):
            fields.append(w)
            j -= 1
        elif w in ("and", ",", "&") and j > 1 and low[j - 2] in words.lower_field and _crosses(reader, j, index, head):
            j -= 1
        else:
            break
    reach = _Reach(first=j, last=index + 1, core=j, fields=tuple(reversed(fields)))
    if j > 1 and head == "office" and low[j - 1] == "'s" and low[j - 2] in words.owners_inside:
        j -= 2
        while j > 0 and low[j - 1] in words.lower_field and j - 1 not in reader.taken:
            j -= 1
        return _Reach(first=j, last=index + 1, core=j, owner=low[index - 2], fields=(*fields, "prosecution"))
    if j > 0 and low[j - 1] == "'s" and j > 1:
        reach.owner = word[j - 2]
        k = j - 2
        while k > 0 and is_capital(word[k]) and is_capital(word[k - 1]) and word[k - 1] not in words.leading:
            k -= 1
        reach.first = k
        if is_capital(word[k]) and k not in reader.taken:
            reach.place = " ".join(word[k : j - 1])
    elif j > 0 and is_capital(word[j - 1]) and j - 1 not in reader.taken and word[j - 1] not in words.leading:
        k = j - 1
        while k > 0 and is_capital(word[k - 1]) and word[k - 1] not in words.leading and k - 1 not in reader.taken:
            k -= 1
        if low[k] not in words.quantifiers and (
            k in reader.places
            or j - 1 in reader.places
            or low[index] in words.local_heads
            or any(field in " ".join(reach.fields) for field in words.local_fields)
        ):
            reach.first = k
            reach.core = k
            reach.place = " ".join(word[k:j])
    elif j > 0 and j in reader.place_ends:
        reach.first = reach.core = reader.place_ends[j].first
        reach.place = reader.place_ends[j].name
    return reach


def _crosses(reader: NamingReader, j: int, index: int, head: str) -> bool:
    """Whether a list of fields shares the head: "customs and police administrations", "A, B and C regulators"."""
    low = reader.tokens.low
    if head in ("police", "customs", "judiciary"):
        return low[j - 2] in ("state", "federal", "local", "national") and low[j] in (
            "territory",
            "local",
            "state",
            "regional",
        )
    if low[j - 1] == ",":
        return "and" in low[j:index] and (j < 3 or low[j - 3] != "and")
    size = index - j
    listed = j > 3 and (low[j - 3] == "," or low[j - 4] == ",")
    if low[j - 2] in ("police", "customs", "organs"):
        return (listed or size <= 1) and head not in ("guard", "guards", "service", "gendarmerie", "navy")
    return True


def _is_body(reader: NamingReader, index: int, reach: _Reach) -> bool:
    tokens, words = reader.tokens, reader.words
    low = tokens.low[index]
    fields = set(reach.fields)
    real = fields - words.empty_fields
    after = tokens.low[index + 1] if index + 1 < len(tokens) else "\n"
    if fields and reach.fields[-1] in _CRIMINAL and low in _GROUP_HEADS | {"organs"}:
        return False
    if low == "police" and not fields and tokens.word[index][0].isupper() and index and not _begins(reader, index):
        return tokens.low[index - 1] in ("the", "and", "with", "by", "from") or after == "'s"
    if low in ("procuratorate", "procuratorates") and not fields:
        return index > 0 and tokens.low[index - 1] in ("the", "with", "and", ",")
    if low == "court" and not fields:
        return _beside_procuratorate(reader, index)
    if low == "police":
        if (reach.first and tokens.low[reach.first - 1] in words.quantifiers) or after == "type":
            return False
        return bool(real or reach.place) or after in words.acting or "local" in fields or _of_countries(reader, index)
    if low == "customs":
        return (
            bool(reach.place)
            or after in words.acting | {"across", "administrations"}
            or tokens.low[index - 1] == "with"
        )
    if "foreign" in fields:
        return False
    if low in ("service", "guards"):
        return bool(fields & words.service_fields) and (low == "service" or reach.place is not None)
    if low in words.bare_heads and not real:
        return (index > 0 and tokens.low[index - 1] == "the" and after in words.acting) or reach.place is not None
    if low == "government":
        return reach.place is not None or (bool(fields & words.levels_of_government) and after in words.acting | {"of"})
    if low == "procuratorate" and fields:
        return True
    if low in ("authorities", "prosecutors") and after == "in" and index + 2 in reader.places:
        return True
    if low == "prosecutors" and after == "in" and index + 2 < len(tokens) and is_capital(tokens.word[index + 2]):
        return True
    if _of_countries(reader, index) and (real or low in ("forces", "authorities")):
        return True
    if low == "judiciary":
        return tokens.low[index - 1] == "the" and tokens.low[index - 2] in ("as", "with", "and")
    if low == "officials":
        return reach.place is not None and reach.first in reader.places and not reader.places[reach.first].adjective
    if reach.first and tokens.low[reach.first - 1] in words.quantifiers:
        return False
    if low == "office" and not real - {"press", "news"}:
        return reach.owner is not None
    if low == "stations" and not fields & {"municipal", "city", "local"}:
        return False
    if low in ("departments", "forces", "force") and reach.fields and reach.fields[-1] == "police":
        return False
    if low == "team" and after not in words.acting:
        return False
    if low in _GROUP_HEADS and not fields & _OFFICIAL_FIELDS:
        return False
    if low in ("department", "bureau") and not fields:
        return False
    if "public" in fields and "security" not in fields and len(real) == 0:
        return False
    if low in _SINGLE:
        return bool(real) or (reach.place is not None and low in ("procuratorate", "court", "government"))
    return bool(real) or (reach.place is not None and low in ("authorities", "prosecutors", "courts", "organs"))


def _beside_procuratorate(reader: NamingReader, index: int) -> bool:
    """Whether a bare "court" stands in one list with a procuratorate."""
    low = reader.tokens.low
    around = (low[max(0, index - 3) : index], low[index + 1 : index + 4])
    return any(
        any(w.startswith("procurator") for w in side) and all(w in _LISTING or w.startswith("procurator") for w in side)
        for side in around
    )


_LISTING = frozenset({",", "and", "the", "with", "public", "security", "organs"})


def _of_countries(reader: NamingReader, index: int) -> bool:
    """Whether "in 61 countries", "of 30 countries" or the like follows."""
    low = reader.tokens.low
    return (
        index + 3 < len(low)
        and low[index + 1] in ("in", "of", "from", "across")
        and (low[index + 2][0].isdigit() or low[index + 2] in reader.words.numbers)
        and low[index + 3] in ("countries", "states", "jurisdictions", "nations", "member", "territories")
    )


def _with_right(reader: NamingReader, index: int, reach: _Reach) -> Iterator[Naming]:
    tokens = reader.tokens
    low = tokens.low[index]
    base = reader.span(reach.first, index + 1)
    core = reader.span(reach.core, index + 1)
    names: list[Range] = [core, base]
    end = index + 1
    parent: str | None = None
    place = reach.place
    single = low in _SINGLE
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
    if _of_countries(reader, index):
        end = index + 4
        names.append(reader.span(reach.first, end))
    wide = reader.words.nationwide.match(tokens, index + 1)
    if wide is not None:
        end = wide[0]
        names.append(reader.span(reach.first, end))
    elif end < len(tokens) and tokens.low[end] == "of" and (single or _owned_collective(reader, end + 1)):
        parent_end, parent = _parent_after(reader, end + 1)
        if parent is not None:
            names.append(reader.span(reach.first, parent_end))
            end = parent_end
    elif end + 1 < len(tokens) and tokens.low[end] in ("of", "in", "across", "along", "from"):
        places = _places_after(reader, end + 1)
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


def _owned_collective(reader: NamingReader, index: int) -> bool:
    """Whether "China's customs" stands at a token."""
    tokens = reader.tokens
    place = reader.places.get(index)
    if place is None or place.last + 1 >= len(tokens) or tokens.low[place.last] != "'s":
        return False
    return tokens.low[place.last + 1] in ("customs", "police")


def _listed(reader: NamingReader, index: int, reach: _Reach, places: list[Range]) -> Iterator[Naming]:
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


def _identity(reader: NamingReader, index: int, reach: _Reach, place: str | None, parent: str | None) -> str:
    """Say who a lower-case naming is: all wordings for the country's police are one body."""
    tokens = reader.tokens
    low = tokens.low[index]
    fields = " ".join(reach.fields)
    police = low == "police" or fields.endswith("public security") or fields == "public security"
    nation = place is None or place in ("China", "Chinese", "the country")
    if police and low not in _SINGLE and nation and not (set(reach.fields) - _LEVELS):
        return PUBLIC_SECURITY
    head = "organs" if police and fields == "public security" and low not in _SINGLE else low
    core = fold(f"{' '.join(f for f in reach.fields if f not in _ANY_MEMBER)} {head}".strip())
    if low in _SINGLE:
        return f"{core} of {parent}" if parent is not None and "customs" in parent else core
    if low == "customs" and not fields and nation:
        return "customs"
    if not nation:
        base = (
            "police"
            if police and not set(reach.fields) - {"public", "security", "local", "provincial", "municipal"}
            else core
        )
        return f"{base} @ {_bare_place(place or '')}"
    if fields == "customs":
        return "customs"
    return core


_ANY_MEMBER = frozenset({"member", "participating", "competent"})
_LEVELS = frozenset({"public", "security", "local", "national", "state", "provincial", "municipal"})
_PLACE_WORDS = frozenset({"province", "prefecture", "city", "county", "district", "region", "municipality", "state"})


def _bare_place(place: str) -> str:
    """Return a place without the word for what it is: "Qianxinan Prefecture" is "qianxinan"."""
    words = fold(place).split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in _PLACE_WORDS else words)


def _parent_after(reader: NamingReader, index: int) -> tuple[int, str | None]:
    """Return the body after "of (the)" and the token past it."""
    tokens = reader.tokens
    start = index + 1 if index < len(tokens) and tokens.low[index] == "the" else index
    if start < len(tokens) and start in reader.atoms:
        end, short = reader.atoms[start]
        return end, fold(short)
    if start < len(tokens) and is_capital(tokens.word[start]):
        for naming in reader.parse_at(start):
            if naming.first == start or naming.first == start + 1:
                return naming.last, naming.ident
        if tokens.word[start] in ("Department", "Ministry", "Bureau", "Office"):
            return start + 1, f"^{tokens.low[start]}"
    if _owned_collective(reader, start):
        last = reader.places[start].last + 1
        return last + 1, PUBLIC_SECURITY if tokens.low[last] == "police" else "customs"
    if start + 2 < len(tokens) and tokens.low[start + 1] == "'s":
        for end in range(start + 2, min(start + 7, len(tokens))):
            if tokens.low[end] in _SINGLE:
                fields = " ".join(tokens.low[start + 2 : end])
                return end + 1, fold(f"{fields} {tokens.low[end]}")
    return index, None


def _places_after(reader: NamingReader, index: int) -> list[Range]:
    """Return the places listed at a token, as token ranges: "A, B and C" is three; "Kunming, Yunnan" is one."""
    tokens = reader.tokens
    found: list[Range] = []
    i = index + 1 if index < len(tokens) and tokens.low[index] == "the" else index
    while i < len(tokens) and is_capital(tokens.word[i]) and i not in reader.atoms and i not in reader.taken:
        start = i
        known = start in reader.places and not reader.places[start].adjective
        while (
            i < len(tokens)
            and is_capital(tokens.word[i])
            and not (i > start and known and i >= reader.places[start].last)
        ):
            i += 1
        found.append((start, i))
        if i + 1 < len(tokens) and tokens.low[i] == "," and is_capital(tokens.word[i + 1]):
            if not _is_list(reader, i):
                break
            i += 1
        elif i + 1 < len(tokens) and tokens.low[i] == "," and tokens.low[i + 1] == "and" and len(found) > 1:
            i += 2
        elif (
            i + 1 < len(tokens) and tokens.low[i] == "and" and is_capital(tokens.word[i + 1]) and i + 1 in reader.places
        ):
            i += 1
        else:
            break
    if len(found) == 1 and found[0][1] - found[0][0] > 6:
        return []
    return found


def _is_list(reader: NamingReader, comma: int) -> bool:
    """Whether a comma goes on to further places that end in "and C"."""
    tokens = reader.tokens
    for i in range(comma + 1, min(comma + 14, len(tokens))):
        if tokens.low[i] == "and":
            return i + 1 < len(tokens) and (is_capital(tokens.word[i + 1]) or tokens.low[i + 1] == "other")
        if tokens.low[i] != "," and not is_capital(tokens.word[i]):
            return False
    return False
