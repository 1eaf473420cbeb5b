"""The measure word after a number and what it makes of what is counted."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.lexicon import Lexicon
from kg.extract.zh.phrases import Grammar

AMOUNTS = frozenset({"mass", "money", "volume", "area", "length"})

# Measure words that say themselves what is counted, whatever the noun.
_STRONG = frozenset({"person", "vehicle", "organization", "group"})
_PIECES = frozenset({"部", "台", "支", "只"})
_LOOSE = frozenset({"批", "批次", "项", "笔", "种", "款", "类"})


@dataclass(frozen=True, slots=True)
class Measure:
    """The word after a number: its span, its unit, and whether it is a unit of measure rather than a counter."""

    start: int
    end: int
    word: str
    unit: str
    measured: bool


def read_measure(plain: str, end: int, g: Grammar) -> Measure | None:
    """Return the measure word right after a number, None when there is none."""
    start = end + 1 if plain[end : end + 1] == " " else end
    counter, measure = g.counters.at(plain, start), g.measures.at(plain, start)
    reach = max(counter or 0, measure or 0)
    if not reach:
        return None
    word = plain[start:reach]
    if measure == reach and measure is not None:
        return Measure(start, reach, word, g.measures.table[word], True)
    return Measure(start, reach, word, g.counters.table[word], False)


def unit_of(noun: str, measure: Measure, g: Grammar, lexicon: Lexicon) -> str:
    """Return the unit of a figure from what is counted and its measure word."""
    known = g.noun_at(noun, len(noun)) if noun else None
    if measure.measured:
        return "other" if measure.unit == "length" else measure.unit
    if measure.word in _LOOSE:
        return "other"
    if measure.unit == "case":
        incident = known == "event" and noun.endswith(lexicon.words("figures", "stops", "incidents"))
        return "event" if incident else "case"
    if measure.word in _PIECES and known == "message":
        return "item"
    if measure.word == "户":
        return "organization" if known == "organization" else "place"
    if measure.unit in _STRONG and not (measure.unit == "organization" and known in ("network", "place")):
        return measure.unit
    if measure.unit == "event":
        return known if known in ("message", "other", "case") and measure.word == "次" else "event"
    return known or measure.unit
