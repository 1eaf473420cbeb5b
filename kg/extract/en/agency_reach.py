"""What stands around a body's head in small letters: words of its field, whose it is, where, and whose unit."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.names import is_capital
from kg.extract.text import Range
from kg.extract.wording import fold

PUBLIC_SECURITY = "public security organs"
"""Who the police of the whole country are, whatever word the text uses for them."""


@dataclass(slots=True)
class Reach:
    """What stands around a head: token bounds, whose it is and where."""

    first: int
    last: int
    core: int
    owner: str | None = None
    place: str | None = None
    fields: tuple[str, ...] = ()


def begins(reader: NamingReader, index: int) -> bool:
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


def grow_left(reader: NamingReader, index: int) -> Reach:
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
            and (word[j - 1].islower() or w in ("public", "customs", "police", "member") or begins(reader, j - 1))
        ):
            fields.append(w)
            j -= 1
        elif w in ("and", ",", "&") and j > 1 and low[j - 2] in words.lower_field and _crosses(reader, j, index, head):
            j -= 1
        else:
            break
    reach = Reach(first=j, last=index + 1, core=j, fields=tuple(reversed(fields)))
    if j > 1 and head == "office" and low[j - 1] == "'s" and low[j - 2] in words.owners_inside:
        j -= 2
        while j > 0 and low[j - 1] in words.lower_field and j - 1 not in reader.taken:
            j -= 1
        return Reach(first=j, last=index + 1, core=j, owner=low[index - 2], fields=(*fields, "prosecution"))
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


def of_countries(reader: NamingReader, index: int) -> bool:
    """Whether "in 61 countries", "of 30 countries" or the like follows."""
    low = reader.tokens.low
    return (
        index + 3 < len(low)
        and low[index + 1] in ("in", "of", "from", "across")
        and (low[index + 2][0].isdigit() or low[index + 2] in reader.words.numbers)
        and low[index + 3] in ("countries", "states", "jurisdictions", "nations", "member", "territories")
    )


def owned_collective(reader: NamingReader, index: int) -> bool:
    """Whether "China's customs" stands at a token."""
    tokens = reader.tokens
    place = reader.places.get(index)
    if place is None or place.last + 1 >= len(tokens) or tokens.low[place.last] != "'s":
        return False
    return tokens.low[place.last + 1] in ("customs", "police")


def parent_after(reader: NamingReader, index: int) -> tuple[int, str | None]:
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
    if owned_collective(reader, start):
        last = reader.places[start].last + 1
        return last + 1, PUBLIC_SECURITY if tokens.low[last] == "police" else "customs"
    if start + 2 < len(tokens) and tokens.low[start + 1] == "'s":
        for end in range(start + 2, min(start + 7, len(tokens))):
            if tokens.low[end] in reader.words.single_heads:
                fields = " ".join(tokens.low[start + 2 : end])
                return end + 1, fold(f"{fields} {tokens.low[end]}")
    return index, None


def places_after(reader: NamingReader, index: int) -> list[Range]:
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
