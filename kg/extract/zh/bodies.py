"""The grammar of Chinese bodies' names: what may begin one, and how far it reaches.

A body is a name known by heart, or a place and a kind of office ("湖北省公安厅"), or a collective ("各地公安机关"),
and may be followed at once by the name of a unit within it ("公安部治安管理局").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.zh.places import PlaceReader, place_reader
from kg.extract.zh.words import Words, one_of

HAN = "\u4e00-\u9fff"


@dataclass(frozen=True, slots=True, eq=False)
class BodyWords:
    """A lexicon's words of bodies, compiled.

    `known` and `foreign_known` mean their key; `kinds` mean the kind of collective. `general` matches a national or
    leading body whose words are free; `unit` a unit right behind its body.
    """

    known: Words
    international: Words
    places: PlaceReader
    local: Words
    same_heads: dict[str, str]
    free_local: re.Pattern[str]
    kinds: Words
    bound: frozenset[str]
    everywhere: Words
    here: Words
    apart: Words
    fields: Words
    department: re.Pattern[str]
    listed: re.Pattern[str]
    foreign: Words
    foreign_part: re.Pattern[str]
    foreign_free: re.Pattern[str]
    station: re.Pattern[str]
    general: re.Pattern[str]
    unit: re.Pattern[str]
    department_unit: re.Pattern[str]
    branch: re.Pattern[str]
    known_units: Words
    titled: re.Pattern[str]
    ranked: re.Pattern[str]
    latin: re.Pattern[str]
    not_body: re.Pattern[str]
    not_organs: re.Pattern[str]
    not_rank: frozenset[str]
    given: re.Pattern[str]
    stops: re.Pattern[str]
    stop_characters: frozenset[str]
    short: re.Pattern[str]
    starts: re.Pattern[str]
    pairs: frozenset[str]


@lru_cache(maxsize=4)
def body_words(lexicon: Lexicon) -> BodyWords:
    """Return the words of bodies of a lexicon, compiled once."""
    table = lexicon.table("agencies")
    local, collective = table.get("local", {}), table.get("collective", {})
    units, bodies = table.get("units", {}), table.get("bodies", {})
    known = Words(_keys(table.get("national", {})))
    international = Words(_keys(table.get("international", {})))
    kinds = Words(_keys(collective.get("kinds", {})))
    places = place_reader(lexicon)
    free = _free(units)
    heads = _heads(units)
    everywhere, here, apart = (Words(collective.get(name, ())) for name in ("everywhere", "here", "apart"))
    fields = Words(collective.get("fields", ()))
    known_units = Words(units.get("known", ()))
    officials = lexicon.table("officials")
    titles, posts = one_of(officials.get("titles", ())), one_of(officials.get("between", ()))
    surnames = "".join(sorted(set(officials.get("surnames", ""))))
    stops, barred = one_of(units.get("stops", ())), "".join(units.get("stop_characters", ()))
    barring = table.get("not", {})
    ranks = table.get("rank", {}).get("words", ())
    collectives = {word[0] for words in (kinds, fields) for word in words.table}
    starting = [
        word for words in (known, international, kinds, everywhere, here, apart, fields) for word in words.table
    ]
    starting += [*places.words(), *bodies.get("beginnings", ()), "中国"]
    pairs = {word[:2] for word in starting if len(word) > 1}
    pairs |= {word + first for word in starting if len(word) == 1 for first in collectives}
    pairs |= {(rank + body)[:2] for rank in ranks for body in local.get("bodies", ())}
    short = one_of(table.get("short", {}).get("introduces", ()))
    beginnings, ends = one_of(bodies.get("beginnings", ())), one_of(bodies.get("ends", ()))
    return BodyWords(
        known=known,
        international=international,
        places=places,
        same_heads=dict(table.get("same_heads", {})),
        local=Words(local.get("bodies", ())),
        free_local=re.compile(f"{free}{{2,16}}?{one_of(local.get('free_heads', ()))}(?!长)"),
        kinds=kinds,
        bound=frozenset(collective.get("bound", ())),
        everywhere=everywhere,
        here=here,
        apart=apart,
        fields=fields,
        department=re.compile(r"(?:等)?(?:有关|相关|多个|多|各|主管|行政|监管|执法)?(?:部门|机关|机构)(?!规章|负责)"),
        listed=re.compile(r"[、，和及与]|以及"),
        foreign_part=re.compile(rf"[{HAN}]{{1,5}}?{one_of(table.get('foreign', {}).get('regions', ()))}"),
        foreign_free=re.compile(
            f"(?:(?:{free})|有){{2,16}}?{one_of(table.get('foreign', {}).get('free_heads', ()))}(?![长队门份分])"
        ),
        station=re.compile("边境派出所|派出所|边检站|缉私分局"),
        foreign=Words(table.get("foreign", {}).get("heads", ())),
        general=re.compile(f"{beginnings}(?:{free}|、){{1,26}}?{ends}(?![{HAN}]{{0,1}}长[{HAN}]|法)"),
        unit=re.compile(f"(?:{one_of(units.get('bare', ()))}|{free}{{1,18}}?{heads})"),
        department_unit=re.compile(f"{free}{{2,14}}?(?:部门|机构|警种|总队|支队|大队)"),
        branch=re.compile(rf"(?:(?![的了在和与及并将把被向从为是就对由等以共据])[{HAN}]){{2,6}}?(?:分局|派出所)(?!长)"),
        known_units=known_units,
        titled=re.compile(
            rf"(?:(?<![{HAN}])|(?<=该局)|(?<=该厅)|(?<=该部)|(?<=该院)|(?<=我局)|(?<=我厅))((?:{free}|[及和]){{2,14}}?{heads})(?:{posts})*{titles}(?=[{surnames}])"
        ),
        ranked=re.compile(f"(?:{one_of(table.get('rank', {}).get('words', ()))})(?={one_of(local.get('bodies', ()))})"),
        latin=re.compile(
            rf"(?:(?!{stops})(?![{barred}])[{HAN}]){{2,14}}(?:组织|办公室|委员会|署|局|中心|联盟|公约秘书处)$"
        ),
        not_body=re.compile(f"报(?![{barring.get('reporting', '')}])|{one_of(barring.get('behind_bodies', ()))}"),
        not_organs=re.compile(one_of(barring.get("behind_police", ()))),
        not_rank=frozenset(barring.get("before_rank", "")),
        stops=re.compile(stops),
        stop_characters=frozenset(barred),
        given=re.compile(f"{one_of(table.get('given', {}).get('verbs', ()))}$"),
        short=re.compile(
            rf"（{short}?[：:，,]?\s?[“‘]?([{HAN}A-Za-z][{HAN}A-Za-z/ -]{{1,14}}|[A-Z][A-Za-z’'., -]{{2,70}})[”’]?）"
        ),
        starts=re.compile(f"[{''.join(sorted({pair[0] for pair in pairs}))}]"),
        pairs=frozenset(pairs),
    )


def _keys(table: dict[str, list[str]]) -> dict[str, str]:
    return {name: key for key, names in table.items() for name in names}


def _free(units: dict[str, list[str]]) -> str:
    """Return a pattern of one character of a unit's own words: no verb begins here, or a word that only looks so."""
    allowed, stops = one_of(units.get("allowed", ())), one_of(units.get("stops", ()))
    characters = "".join(units.get("stop_characters", ()))
    return f"(?:“[{HAN}]{{2,8}}”|(?:(?={allowed})|(?!{stops}))(?![{characters}])[{HAN}—-])"


def _heads(units: dict[str, object]) -> str:
    """Return a pattern of the words that end a unit's name, not where they begin another word."""
    barred = units.get("not_before", {})
    heads = units.get("heads", ())
    assert isinstance(barred, dict)
    assert isinstance(heads, list)
    ordered = sorted(heads, key=lambda word: (-len(word), word))
    return (
        "(?:"
        + "|".join(re.escape(head) + (f"(?![{barred[head]}])" if head in barred else "") for head in ordered)
        + ")"
    )
