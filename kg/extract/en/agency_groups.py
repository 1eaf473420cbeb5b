"""Public bodies named in small letters: "public security organs in A and B", "the criminal investigation bureau"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.en.agency_extent import name_with_extent
from kg.extract.en.agency_names import NamingReader
from kg.extract.en.agency_reach import (
    Reach,
    begins,
    grow_left,
    of_countries,
)
from kg.extract.en.agency_words import Naming
from kg.extract.en.names import is_capital
from kg.extract.wording import fold


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
        if word[0].isupper() and not begins(reader, index) and low not in ("police", "customs", "bureau", "department"):
            continue
        yield from _read_head(reader, index)


def _read_head(reader: NamingReader, index: int) -> Iterator[Naming]:
    tokens, words = reader.tokens, reader.words
    low = tokens.low[index]
    after = tokens.low[index + 1] if index + 1 < len(tokens) else "\n"
    placed = index > 0 and is_capital(tokens.word[index - 1]) and after in words.police_posts
    if low == "police" and after in words.police_things and not placed:
        return
    if low in words.lower_field and after in words.lower_heads | words.lower_collectives:
        return
    if low == "customs" and after in reader.words.customs_things:
        return
    reach = grow_left(reader, index)
    if not reach.fields and low in ("departments", "department", "authorities") and after == "of":
        yield from _of_fields(reader, index)
        return
    if not _is_body(reader, index, reach) or _fills_quotes(reader, reach, index):
        return
    yield from _sharing_head(reader, index, reach)
    yield from name_with_extent(reader, index, reach)


def _sharing_head(reader: NamingReader, index: int, reach: Reach) -> Iterator[Naming]:
    """Yield the bodies of the places listed before a body's own: "A, B and C public security organs" is three."""
    tokens = reader.tokens
    if reach.place is None or reach.core != reach.first or not reach.fields:
        return
    joint = reach.first - 1
    if joint < 1 or tokens.low[joint] != "and":
        return
    words = reader.text.quote(reader.span(index + 1 - len(reach.fields) - 1, index + 1))
    while joint > 0 and tokens.low[joint] in ("and", ","):
        place = reader.place_ends.get(joint)
        if place is None or place.adjective or any(i in reader.taken for i in range(place.first, place.last)):
            return
        where = reader.text.quote(reader.span(place.first, place.last))
        yield Naming(
            first=place.first,
            last=place.last,
            ident=fold(f"{words} @ {where}"),
            names=(),
            given=(f"{where} {words}",),
            collective=tokens.low[index].endswith("s"),
            place=where,
            confidence=0.7,
        )
        joint = place.first - 1


def _fills_quotes(reader: NamingReader, reach: Reach, index: int) -> bool:
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


def _is_body(reader: NamingReader, index: int, reach: Reach) -> bool:
    tokens, words = reader.tokens, reader.words
    low = tokens.low[index]
    fields = set(reach.fields)
    real = fields - words.empty_fields
    after = tokens.low[index + 1] if index + 1 < len(tokens) else "\n"
    if fields and reach.fields[-1] in reader.words.criminal_fields and low in reader.words.group_heads | {"organs"}:
        return False
    if low == "police" and not fields and tokens.word[index][0].isupper() and index and not begins(reader, index):
        return tokens.low[index - 1] in ("the", "and", "with", "by", "from") or after == "'s"
    if low in ("procuratorate", "procuratorates") and not fields:
        return index > 0 and tokens.low[index - 1] in ("the", "with", "and", ",")
    if low == "court" and not fields:
        return _beside_procuratorate(reader, index)
    if low == "police":
        if (reach.first and tokens.low[reach.first - 1] in words.quantifiers) or after == "type":
            return False
        return bool(real or reach.place) or after in words.acting or "local" in fields or of_countries(reader, index)
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
    if of_countries(reader, index) and (real or low in ("forces", "authorities")):
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
    if low in reader.words.group_heads and not fields & reader.words.official_fields:
        return False
    if low in ("department", "bureau") and not fields:
        return False
    if "public" in fields and "security" not in fields and len(real) == 0:
        return False
    if low in reader.words.single_heads:
        return bool(real) or (reach.place is not None and low in ("procuratorate", "court", "government"))
    return bool(real) or (reach.place is not None and low in ("authorities", "prosecutors", "courts", "organs"))


def _beside_procuratorate(reader: NamingReader, index: int) -> bool:
    """Whether a bare "court" stands in one list with a procuratorate."""
    low = reader.tokens.low
    around = (low[max(0, index - 3) : index], low[index + 1 : index + 4])
    return any(
        any(w.startswith("procurator") for w in side)
        and all(w in reader.words.listing or w.startswith("procurator") for w in side)
        for side in around
    )
