"""Two names in two scripts: how likely they name one thing, and why.

Nothing is merged here. A comparison gives a score between 0 and 1 and its reasons in words, so that whoever links on it
can say why, and a person can disagree. Years that differ settle the matter: they are two editions.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import product

from pypinyin import Style, lazy_pinyin, pinyin

from kg.model.names import fold
from kg.model.registry import Entry, Registry

_HAN = re.compile("[\u3400-\u9fff]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[a-z0-9']+")
_SMALL = frozenset({"the", "of", "a", "an", "and", "in", "on", "for", "off", "its"})
_SURE, _PINYIN, _TRANSLATED, _PARTLY = 0.97, 0.9, 0.85, 0.5
_MOST_READINGS = 64
"""Readings of one name tried: characters with several are few in names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """How likely two names are one thing's, and why; no reasons mean that nothing speaks for it."""

    score: float
    reasons: tuple[str, ...] = ()


_NOTHING = Crossing(score=0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Glossary:
    """What is known of names in both scripts: pairs of whole names from a registry, and words with translations.

    `pairs` maps a Chinese name, folded, to the Latin names of the same thing, folded; `scripts` maps it to the other
    ways Chinese characters write it.
    """

    pairs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    scripts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    """The Chinese names of places, folded."""
    place_words: frozenset[str] = frozenset()
    """The words of the Latin names of places, as stems."""

    @classmethod
    def of(cls, registry: Registry) -> Glossary:
        """Return what a registry's labels teach: every name of a thing in one script with those in the other."""
        pairs: defaultdict[str, set[str]] = defaultdict(set)
        scripts: defaultdict[str, set[str]] = defaultdict(set)
        for entries in (registry.series, registry.campaigns, registry.agencies, registry.officials, registry.places):
            for entry in entries:
                han, latin = _names(entry)
                for name in han:
                    pairs[name] |= latin
                    scripts[name] |= han
        places = [_names(place) for place in registry.places]
        return cls(
            pairs={name: frozenset(others) for name, others in pairs.items()},
            scripts={name: frozenset(others) for name, others in scripts.items()},
            places=frozenset(name for han, _ in places for name in han),
            place_words=frozenset(word for _, latin in places for name in latin for word in stems(name)),
        )


def _names(entry: Entry) -> tuple[set[str], set[str]]:
    """Return the names of a registry entry in Chinese characters, and those in Latin letters."""
    folded = {bare(fold(label.value)) for label in entry.labels if label.is_name}
    return {n for n in folded if n and _HAN.search(n)}, {n for n in folded if n and not _HAN.search(n)}


@lru_cache(maxsize=1)
def words_of_both() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the glossary, by section: how words of names are said in the other script, or spelled."""
    return tomllib.loads(files("kg.resolve").joinpath("glossary.toml").read_text("utf-8"))


def compare_campaigns(left: str, right: str, glossary: Glossary) -> Crossing:
    """Return how likely two names of campaigns are one campaign's: code name by code name, then year by year.

    >>> compare_campaigns("昆仑2023", "Kunlun 2023", Glossary()).reasons
    ('昆仑 is kunlun in pinyin', 'both say 2023')
    >>> compare_campaigns("昆仑2022", "Kunlun 2023", Glossary()).score
    0.0
    """
    years = set(_YEAR.findall(left)), set(_YEAR.findall(right))
    if years[0] and years[1] and not years[0] & years[1]:
        return Crossing(score=0.0, reasons=(f"{'/'.join(sorted(years[0]))} is not {'/'.join(sorted(years[1]))}",))
    base = _compare(_code(left), _code(right), glossary, "codes")
    if not base.score:
        return base
    if years[0] and years[1]:
        return Crossing(score=base.score, reasons=(*base.reasons, f"both say {'/'.join(sorted(years[0] & years[1]))}"))
    if years[0] or years[1]:
        said = "/".join(sorted(years[0] or years[1]))
        return Crossing(score=round(base.score * 0.6, 3), reasons=(*base.reasons, f"only one says {said}"))
    return base


def compare_bodies(left: str, right: str, glossary: Glossary) -> Crossing:
    """Return how likely two names of public bodies are one body's: whole names, then place and office apart.

    >>> compare_bodies("湖北省公安厅", "Hubei Provincial Public Security Department", Glossary()).score
    0.85
    """
    return _compare(fold(left), fold(right), glossary, "bodies")


def compare_people(left: str, right: str, glossary: Glossary) -> Crossing:
    """Return how likely two names are one person's, the family name before or after.

    >>> compare_people("仇保利", "Qiu Baoli", Glossary()).reasons
    ('仇保利 is qiu baoli in pinyin',)
    """
    same = _same_script(fold(left), fold(right), glossary)
    if same is not None:
        return same
    han, latin = _sides(fold(left), fold(right))
    if han is None or latin is None:
        return _NOTHING
    said = _WORD.findall(latin.replace("'", ""))
    for reading in readings(han):
        joined = "".join(reading)
        orders = {"".join(said), "".join([*said[1:], *said[:1]]), "".join([*said[-1:], *said[:-1]])}
        if joined in orders:
            spelled = f"{reading[0]} {''.join(reading[1:])}"
            return Crossing(score=_PINYIN, reasons=(f"{han} is {spelled} in pinyin",))
    return _NOTHING


# One script or two.


def _compare(left: str, right: str, glossary: Glossary, kind: str) -> Crossing:
    same = _same_script(left, right, glossary)
    if same is not None:
        return same
    han, latin = _sides(left, right)
    if han is None or latin is None:
        return _NOTHING
    if latin in glossary.pairs.get(han, frozenset()):
        return Crossing(score=_SURE, reasons=(f"the registry names one thing {han} and {latin}",))
    spelled = _spelled(han, latin)
    if spelled is not None:
        return spelled
    if kind == "codes":
        return _translated(han, latin, glossary, kind)
    return max(_office(han, latin, glossary), _translated(han, latin, glossary, "words"), key=lambda c: c.score)


def _sides(left: str, right: str) -> tuple[str | None, str | None]:
    """Return the name in Chinese characters and the other, when just one of two has any."""
    if _HAN.search(left) and not _HAN.search(right):
        return left, right
    if _HAN.search(right) and not _HAN.search(left):
        return right, left
    return None, None


def _same_script(left: str, right: str, glossary: Glossary) -> Crossing | None:
    """Return the comparison of two names in one script; None when they are in two."""
    if bool(_HAN.search(left)) != bool(_HAN.search(right)):
        return None
    if left == right and left:
        return Crossing(score=1.0, reasons=("the same name",))
    if simplified(left) == simplified(right) and left:
        return Crossing(score=1.0, reasons=("the same name in simplified and traditional characters",))
    if right in glossary.scripts.get(left, frozenset()) or left in glossary.scripts.get(right, frozenset()):
        return Crossing(score=_SURE, reasons=(f"the registry names one thing {left} and {right}",))
    return _NOTHING


@lru_cache(maxsize=1)
def _simpler() -> dict[int, str]:
    # The table of characters is data of its own, kept with the words of Chinese; only its file is read.
    table = tomllib.loads(files("kg").joinpath("extract/zh/lexicon/script.toml").read_text("utf-8"))
    pairs = zip("".join(table["traditional"]), "".join(table["simplified"]), strict=True)
    return {ord(old): new for old, new in pairs}


def simplified(name: str) -> str:
    """Return a name in simplified characters, one for one.

    >>> simplified("國門利劍")
    '国门利剑'
    """
    return name.translate(_simpler())


# Pinyin.


@lru_cache(maxsize=65536)
def usual_pinyin(han: str) -> str:
    """Return how the characters of a name are usually read, in one, without tones.

    >>> usual_pinyin("昆仑")
    'kunlun'
    """
    return "".join(lazy_pinyin("".join(_HAN.findall(simplified(han))), v_to_u=False)).replace("v", "u")


def readings(han: str) -> Iterable[tuple[str, ...]]:
    """Return the ways the characters of a name may be read, without tones, the usual one first."""
    characters = "".join(_HAN.findall(simplified(han)))
    if not characters or len(characters) > 12:
        return []
    usual = tuple(lazy_pinyin(characters, v_to_u=False))
    options = pinyin(characters, style=Style.NORMAL, heteronym=True)
    count = 1
    for option in options:
        count *= len(option)
    if count > _MOST_READINGS:
        return [usual]
    return [usual, *(reading for reading in product(*options) if reading != usual)]


def _spelled(han: str, latin: str) -> Crossing | None:
    """Return the comparison when the Latin name spells the Chinese one."""
    letters = "".join(re.findall("[a-z]", latin.replace("ü", "v")))
    for reading in readings(han):
        joined = "".join(reading)
        if letters in (joined, joined.replace("v", "u")):
            score = _PINYIN if len(joined) > 4 else 0.75
            return Crossing(score=score, reasons=(f"{''.join(_HAN.findall(han))} is {joined} in pinyin",))
    return None


# Translation.


def _code(name: str) -> str:
    """Return a campaign's name without its year and without the words every campaign's name may have."""
    return bare(_YEAR.sub(" ", fold(name)))


def has_han(name: str) -> bool:
    """Return whether a name has any Chinese character."""
    return bool(_HAN.search(name))


def bare(name: str) -> str:
    """Return a folded name without the words that every campaign's name may have.

    >>> bare("operation opson"), bare("昆仑行动")
    ('opson', '昆仑')
    """
    heads = words_of_both()["heads"]
    name = " ".join(name.split())
    for head in heads["zh"]:
        name = simplified(name).removesuffix(head) if simplified(name).endswith(head) and name != head else name
    name = name.strip()
    for head in heads["en"]:
        if name.startswith(f"{head} "):
            name = name[len(head) + 1 :]
        if name.endswith(f" {head}"):
            name = name[: -len(head) - 1]
    return name.strip()


def stems(words: str) -> list[str]:
    """Return the words that mean something, without the endings that translations differ in."""
    found = [w.replace("'s", "").strip("'") for w in _WORD.findall(words)]
    return [_stem(w) for w in found if w not in _SMALL]


def _stem(word: str) -> str:
    for ending in ("ing", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


def _translated(han: str, latin: str, glossary: Glossary, kind: str) -> Crossing:
    """Return the comparison of a name and a translation of it, word by word; `kind` says by which glossary."""
    said = stems(latin)
    table = words_of_both()[kind]
    characters = "".join(_HAN.findall(simplified(han)))
    at, matched, left, reasons = 0, 0, list(said), []
    while at < len(characters):
        for size in range(min(6, len(characters) - at), 0, -1):
            word = characters[at : at + size]
            wordings = [*table.get(word, []), *sorted(glossary.pairs.get(word, frozenset()))]
            hit = next((w for w in wordings if _covers(stems(w), left)), None)
            if hit is not None:
                for stem in stems(hit):
                    left.remove(stem)
                reasons.append(f"{word} is “{hit}”")
                matched += size
                at += size
                break
        else:
            at += 1
    if (
        kind == "words"
        and not left
        and len(reasons) > 1
        and characters.endswith("局")
        and matched == len(characters) - 1
    ):
        return Crossing(score=_TRANSLATED, reasons=(*reasons, "局 goes without saying"))
    if not matched or not said:
        return _NOTHING
    if kind == "words" and characters.startswith("国家") and len(left) == 1 and "china" in left:
        left = []  # a national body, and of which nation goes without saying
    share = matched / len(characters) * (1 - len(left) / len(said))
    if share == 1.0:
        return Crossing(score=_TRANSLATED, reasons=tuple(reasons))
    if kind == "words":
        return _NOTHING  # most names of bodies share words with most others
    return Crossing(score=round(_PARTLY * share, 3), reasons=(*reasons, "the rest does not answer"))


def _covers(words: list[str], left: list[str]) -> bool:
    """Whether all the words still stand among those left."""
    return bool(words) and all(left.count(w) >= words.count(w) for w in words)


def _office(han: str, latin: str, glossary: Glossary) -> Crossing:
    """Return the comparison of a body's names: the office translated, the place spelled or translated."""
    name = simplified(han)
    table = words_of_both()["bodies"]
    office = next((o for o in sorted(table, key=len, reverse=True) if name.endswith(o) and name != o), None)
    if office is None:
        return _NOTHING
    place = re.sub("(?:省|市|县|州|自治区)$", "", name.removesuffix(office))
    for wording in table[office]:
        left = stems(latin)
        if not _covers(stems(wording), left):
            continue
        for stem in stems(wording):
            left.remove(stem)
        left = [w for w in left if w not in ("provincial", "provinc", "municipal", "city", "county", "china", "local")]
        known = {"".join(stems(n)) for n in glossary.pairs.get(place, frozenset())}
        spelled = {"".join(reading) for reading in readings(place)}
        if "".join(left) in {_stem(w) for w in spelled} | spelled | known:
            return Crossing(score=_TRANSLATED, reasons=(f"{office} is “{wording}”", f"{place} is “{' '.join(left)}”"))
    return _NOTHING
