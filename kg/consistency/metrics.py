"""What a figure measures: the thing counted, what was done to it, and the words that narrow it.

Two figures share a metric when all of it is the same, however it is worded, in English or Chinese. What the tables in
``metrics.toml`` do not know keeps its own words, so that it is equal only to itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from kg.errors import UnknownTerm
from kg.extract.lexicon import load_table
from kg.extract.zh.script import plain

_HAN = re.compile(r"[\u3400-\u9fff]")
_PREPOSITION = re.compile(
    r" (?:out of|of|in|for|from|by|involving|involved|related|relating|to|on|with|against|at|under|who|that|which|"
    r"linked) "
)
_COUNTING = re.compile(r"^(?:the )?(?:total |overall )?(?:number|amount|quantity|total) of ")
_PUNCTUATION = re.compile(r"[\W_]+")
_CURRENCIES = {
    "yuan": "CNY", "元": "CNY", "rmb": "CNY", "cny": "CNY", "人民币": "CNY",
    "usd": "USD", "us dollars": "USD", "dollars": "USD", "us$": "USD", "$": "USD", "美元": "USD",
    "eur": "EUR", "euros": "EUR", "euro": "EUR", "€": "EUR", "欧元": "EUR",
    "gbp": "GBP", "pounds": "GBP", "£": "GBP", "英镑": "GBP",
}  # fmt: skip
_MASS = {
    "tonnes": 1000, "tonne": 1000, "tons": 1000, "metric tonnes": 1000, "t": 1000, "吨": 1000, "噸": 1000,
    "kg": 1, "kilograms": 1, "kilogrammes": 1, "kilos": 1, "公斤": 1, "千克": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured.

    `noun` is a key of the tables or, when they do not know it, the phrase's own words; `stage` is what was done;
    `money` the currency or unit of an amount; `detail` the words that narrow the noun further. `words` and `action`
    are as printed and compare equal whatever they are.
    """

    unit: str = "other"
    measure: str = "count"
    noun: str = ""
    stage: str = ""
    money: str = ""
    detail: frozenset[str] = frozenset()
    words: str = field(default="", compare=False)
    action: str = field(default="", compare=False)

    @property
    def family(self) -> tuple[str, str, str, str]:
        """What two figures must share to be worth setting side by side at all."""
        return (self.unit, self.measure, self.noun, self.money)

    def shown(self) -> str:
        """Return the metric in words."""
        what = self.words or self.noun or self.unit
        return f"{what}, {self.stage}" if self.stage else what


def read_metric(
    *,
    unit: str,
    measure: str,
    what: str,
    unit_text: str = "",
    action: str = "",
    action_text: str = "",
    language: str = "en",
    domains: Collection[str] = (),
) -> Metric:
    """Return the metric of a figure; `action` is a key of the concept scheme, or "" for a verb it does not know."""
    money = _unit_of(unit, measure, unit_text)
    # A share or a change is in percent; what it is of may be anything.
    counted = "" if measure in ("change", "share", "rate", "duration") else unit
    noun, stage, detail = _read(counted, what, action or "", action_text.casefold(), language, frozenset(domains))
    return Metric(
        unit=unit, measure=measure, noun=noun, stage=stage, money=money, detail=detail, words=what, action=action_text
    )


def _unit_of(unit: str, measure: str, unit_text: str) -> str:
    text = unit_text.strip().casefold()
    if unit == "money":
        return _CURRENCIES.get(text, text.upper())
    if unit in ("mass", "volume", "area", "time") or measure in ("amount", "duration"):
        return text
    # Person-times and persons are not the same count; neither are ship-times and ships.
    return "times" if text.endswith(("次", "times", "visits", "crossings")) and unit in ("person", "vehicle") else ""


def mass_factor(unit_text: str) -> int | None:
    """Return how many kilograms a unit of mass is, or None for one that is not known."""
    return _MASS.get(unit_text.strip().casefold())


@lru_cache(maxsize=1 << 16)
def _read(
    unit: str, what: str, action: str, action_text: str, language: str, domains: frozenset[str]
) -> tuple[str, str, frozenset[str]]:
    stage = _stage(unit, action) or (f"“{action_text}”" if action_text and not action else "")
    phrase = _COUNTING.sub("", " ".join(what.casefold().split()))
    read = _han_noun if _HAN.search(phrase) else _latin_noun
    noun, detail = read(unit, phrase, language, domains)
    tables = _tables()
    verbless = tables["verbless"]
    if noun in verbless["nouns"] and (stage in verbless["stages"] or stage.strip("“”") in verbless["verbs"]):
        stage = ""
    if noun == "people" and stage in tables["persons"]["people-means-suspect-when"]:
        noun = "suspect"
    return noun, stage, detail


def _stage(unit: str, action: str) -> str:
    for key, stage in _tables()["stages"].items():
        if action in stage["actions"] and (not stage["units"] or unit in stage["units"]):
            return str(key)
    return action


def _latin_noun(unit: str, phrase: str, language: str, domains: frozenset[str]) -> tuple[str, frozenset[str]]:
    idle = set(_tables()["plain"]["en"])
    phrase, narrowing = _take_narrowing(phrase, "en")
    words = [_singular(w) for w in _PUNCTUATION.sub(" ", phrase).split()]
    head = [_singular(w) for w in _PUNCTUATION.sub(" ", _PREPOSITION.split(f" {phrase} ")[0]).split()]
    noun, taken = " ".join(head), len(head)
    for size in range(min(len(head), 5), 0, -1):
        known = _english_nouns().get((unit, " ".join(head[-size:])))
        if known:
            noun, taken = known, size
            break
    rest = [*head[: len(head) - taken], *words[len(head) :]]
    cued = _cue_words(language, domains)
    return noun, narrowing | {w for w in rest if w not in idle and w not in cued}


def _han_noun(unit: str, phrase: str, language: str, domains: frozenset[str]) -> tuple[str, frozenset[str]]:
    phrase, narrowing = _take_narrowing(plain("".join(phrase.split())), "zh")
    noun, rest = phrase, ""
    for words, known in _chinese_nouns():
        if (not unit or unit in known[1]) and phrase.endswith(words):
            noun, rest = known[0], phrase[: len(phrase) - len(words)]
            break
    for word in sorted((*_cue_words(language, domains), *_tables()["plain"]["zh"]), key=len, reverse=True):
        if word:
            rest = rest.replace(word, "\x00")
    return noun, narrowing | {part for part in rest.split("\x00") if part}


def _take_narrowing(phrase: str, script: str) -> tuple[str, frozenset[str]]:
    """Return a phrase without the words that always narrow it, and those words."""
    taken = set()
    for word in _tables()["narrowing"][script]:
        found = phrase.find(word)
        if found >= 0 and (script == "zh" or f" {word} " in f" {phrase} "):
            taken.add(word)
            phrase = " ".join(phrase.replace(word, " ").split()) if script == "en" else phrase.replace(word, "")
    return phrase, frozenset(taken)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return {"children": "child", "men": "man", "women": "woman"}.get(
        word, word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    )


def complements() -> frozenset[frozenset[str]]:
    """Return the pairs of details that together make a whole."""
    return frozenset(frozenset(pair) for pair in _tables()["complements"]["pairs"])


def is_cumulative(metric: Metric) -> bool:
    """Whether what was counted up to one day is still counted on the next."""
    return metric.measure in ("count", "amount") and metric.stage in _tables()["cumulative"]["stages"]


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("kg.consistency").joinpath("metrics.toml").read_text("utf-8"))


@cache
def _english_nouns() -> dict[tuple[str, str], str]:
    return {
        (unit, " ".join(map(_singular, words.split()))): key
        for key, noun in _tables()["nouns"].items()
        for unit in (*noun["units"], "")
        for words in noun["en"]
    }


@cache
def _chinese_nouns() -> list[tuple[str, tuple[str, frozenset[str]]]]:
    """Return wording → noun and its units, the longest wording first."""
    found = [
        (words, (key, frozenset(noun["units"]))) for key, noun in _tables()["nouns"].items() for words in noun["zh"]
    ]
    return sorted(found, key=lambda item: (-len(item[0]), item[0]))


@lru_cache(maxsize=4096)
def _cue_words(language: str, domains: frozenset[str]) -> frozenset[str]:
    """Return the words that speak of the domains: in a figure tied to them they narrow nothing."""
    try:
        cues = load_table(language or "en", "domains")["cues"]
    except (UnknownTerm, KeyError):
        return frozenset()
    phrases = [phrase.casefold() for domain in domains for phrase in cues.get(domain, ())]
    if language.startswith("zh"):
        return frozenset(map(plain, phrases))
    return frozenset(_singular(word) for phrase in phrases for word in _PUNCTUATION.sub(" ", phrase).split())
