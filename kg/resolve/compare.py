"""A mention and a thing of the registry: how likely they are one, and why. Nothing is decided here.

Names come first, then structure: years and editions, the bodies a person speaks for, the places and parents around a
body. Structure may lower a score and may settle that two are not one; it never makes one of two with unlike names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.resolve.alike import CORE, Likeness, compare_names, rank
from kg.resolve.crossing import Glossary
from kg.resolve.naming import Name
from kg.resolve.things import Thing, Things

UNSETTLED = 0.7
"""The most that a likeness is worth which something else would have to confirm."""
_EVERYWHERE = frozenset({"全国", "各级", "全国各级", "各地", "nationwide", "national"})
_NATIONWIDE = (
    "全国",
    "各级",
    "各地",
    "国家",
    "nationwide",
    "national",
    "across the country",
    "chinese",
    "china",
    "of china",
)
_PLURAL = re.compile(
    r"\b(?:departments|organs|authorities|agencies|bodies|bureaus|offices|courts|forces|administrations|officers|officials"
    r"|police|regulators)\b|^(?:\w+ )?customs$|(?:机关|部门|机构|警方|各级|海关等)$"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How likely a mention is a thing (0 to 1) and why; `exact` when it has the thing's very name."""

    score: float
    reasons: tuple[str, ...] = ()
    exact: bool = False

    def capped(self, most: float, reason: str) -> Comparison:
        """Return this with a score of at most so much, and the reason why."""
        if self.score <= 0:
            return self
        return Comparison(min(self.score, most), (*self.reasons, reason), self.exact)


NOTHING = Comparison(0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Comparer:
    """Compares a mention with things of the same kind, knowing the registry around them."""

    things: Things
    glossary: Glossary = field(default_factory=Glossary)

    def compare(self, mention: Thing, thing: Thing) -> Comparison:
        """Return how likely the mention is the thing; a campaign mentioned may be a campaign or a series."""
        if thing.kind in ("campaign", "series"):
            return self._campaign(mention, thing)
        return _KINDS[thing.kind](self, mention, thing)

    def _names(self, mention: Thing, names: tuple[Name, ...], kind: str) -> Likeness:
        return rank(compare_names(mine, its, kind, self.glossary) for mine in mention.names for its in names)

    # Campaigns.

    def _campaign(self, mention: Thing, thing: Thing) -> Comparison:
        refusal = _other_edition(mention, thing)
        if refusal:
            return Comparison(0.0, (refusal,))
        own = self._names(mention, thing.names, "campaign")
        series = self.things.get("series", thing.series)
        lent = self._names(mention, series.names, "campaign") if series else Likeness(0.0)
        best = rank((own, lent))
        found = Comparison(best.score, (best.reason,), own.exact and best is own)
        if thing.kind == "series":
            return self._series(found, mention, thing)
        if mention.is_bare:
            return _undated(found, mention, thing)
        shared = sorted(map(str, mention.years & (thing.years | thing.lasting)))
        if shared:
            return Comparison(found.score, (*found.reasons, f"both of {'/'.join(shared)}"), found.exact)
        numbers = sorted(map(str, mention.editions & thing.editions))
        if numbers:
            return Comparison(found.score, (*found.reasons, f"both edition {'/'.join(numbers)}"), found.exact)
        return found if found.exact else found.capped(UNSETTLED, "the registry does not say which edition it is")

    def _series(self, found: Comparison, mention: Thing, series: Thing) -> Comparison:
        """Return the comparison of a bare code name and its series: less likely when the dates are one edition's."""
        if not mention.is_bare:
            return NOTHING
        editions = [self.things.get("campaign", key) for key in self.things.editions.get(series.key, ())]
        dated = sorted(e.key for e in editions if e and e.years & mention.lasting)
        return found.capped(0.79, f"its dates are those of {dated[0]}") if len(dated) == 1 else found

    # Bodies.

    def _agency(self, mention: Thing, thing: Thing) -> Comparison:
        best = self._names(mention, thing.names, "agency")
        found = Comparison(best.score, (best.reason,), best.exact)
        if best.score < CORE and (best.left_over or best.missing):
            found = self._with_context(found, best, mention, thing)
        if found.score and not best.exact and thing.collective != any(map(_is_plural, mention.names)):
            return found.capped(UNSETTLED, "one is a body, the other a kind of bodies")
        if not thing.collective or not found.score:
            return found
        if any(word in name.folded for name in mention.names for word in _NATIONWIDE) or self._says_place(mention):
            return found if found.score > 0.92 else found.capped(UNSETTLED, "a collective is linked by its very name")
        place = thing.jurisdiction
        if found.score > 0.92 and place and self._places_near(mention) == {place}:
            return Comparison(
                found.score, (*found.reasons, f"the document speaks of bodies of {place} alone"), best.exact
            )
        return found.capped(UNSETTLED, "a collective, and nothing says of where")

    def _says_place(self, mention: Thing) -> bool:
        return any(self._place_words(name) for name in mention.names)

    def _place_words(self, name: Name) -> bool:
        if not name.is_han:
            return any(word in self.glossary.place_words for word in name.words)
        text = name.folded
        parts = (text[at : at + size] for at in range(len(text)) for size in range(2, 9))
        return any(part in self.glossary.places for part in parts)

    def _with_context(self, found: Comparison, best: Likeness, mention: Thing, thing: Thing) -> Comparison:
        """Return a comparison in which words are forgiven that only say whose body it is."""
        above = [body for key in thing.around if (body := self.things.get("agency", key))]
        words = {word for body in above for name in body.names for word in (*name.words, name.core)}
        place = self.things.get("place", thing.jurisdiction)
        where = {word for name in place.names for word in (*name.words, name.core)} if place else set()
        where |= _EVERYWHERE if thing.collective else set()
        over, missing = best.left_over, best.missing
        renamed = any(
            over == set(one.words) - set(other.words) and missing == set(other.words) - set(one.words)
            for body in above
            for one in body.names
            for other in body.names
        )
        if (over and not missing and over <= words | where) or (over and renamed):
            return Comparison(0.93, (*found.reasons, f"“{' '.join(sorted(over))}” says whose it is"))
        if over:
            return found
        near = [body.key for body in above if body.key in mention.near or body.key in mention.around]
        if near and missing <= words:
            return Comparison(0.9, (*found.reasons, f"the document speaks of {near[0]}, which it is part of"))
        is_country = self.things.place_kinds.get(thing.jurisdiction or "") == "country"
        telling = any(len(name.words) > 2 for name in mention.names)
        if is_country and telling and missing <= where and self._places_near(mention) == {thing.jurisdiction}:
            return Comparison(0.9, (*found.reasons, f"the document speaks of bodies of {thing.jurisdiction} alone"))
        return found

    def _places_near(self, mention: Thing) -> set[str]:
        """Return whose the bodies are that the document speaks of besides; nobody's (Interpol) do not count."""
        bodies = [self.things.get("agency", key) for key in mention.near]
        return {body.jurisdiction for body in bodies if body is not None and body.jurisdiction}

    # People, places, cases.

    def _official(self, mention: Thing, thing: Thing) -> Comparison:
        best = self._names(mention, thing.names, "official")
        if not best.score:
            return NOTHING
        found = Comparison(best.score, (best.reason,), best.exact)
        if all((len(name.words) < 2 and not name.is_han) or _is_title(name) for name in mention.names):
            return found.capped(0.5, "a family name alone")
        shared = mention.bodies & thing.bodies
        if shared:
            # Two letters in one office are more likely a slip than two people.
            score = max(best.score, 0.88) if best.score >= 0.75 else best.score
            return Comparison(score, (*found.reasons, f"both speak for {min(shared)}"), best.exact)
        likely = sorted(b for b in mention.likely if b in thing.bodies or self._related(b, thing.bodies))
        if likely and best.score >= 0.9:
            return Comparison(0.9, (*found.reasons, f"his body there is likely {likely[0]}"))
        related = sorted(body for body in mention.bodies if self._related(body, thing.bodies))
        if related:
            return Comparison(min(best.score, 0.95), (*found.reasons, f"{related[0]} is part of, or above, his body"))
        return found.capped(0.6 if mention.bodies else UNSETTLED, "no body in common")

    def _related(self, body: str, others: frozenset[str]) -> bool:
        above = self.things.get("agency", body)
        if above is not None and set(above.around) & others:
            return True
        return any(body in found.around for other in others if (found := self.things.get("agency", other)))

    def _place(self, mention: Thing, thing: Thing) -> Comparison:
        best = self._names(mention, thing.names, "place")
        return Comparison(best.score, (best.reason,), best.exact) if best.score >= 0.5 else NOTHING

    def _case(self, mention: Thing, thing: Thing) -> Comparison:
        best = self._names(mention, thing.names, "case")
        found = Comparison(best.score, (best.reason,), best.exact)
        return found if best.exact else found.capped(UNSETTLED, "cases are told apart by their very names")


_KINDS: Mapping[str, Callable[[Comparer, Thing, Thing], Comparison]] = {
    "agency": Comparer._agency,
    "official": Comparer._official,
    "place": Comparer._place,
    "case": Comparer._case,
}


def _is_plural(name: Name) -> bool:
    return bool(_PLURAL.search(name.folded))


def _is_title(name: Name) -> bool:
    return name.folded.split(" ")[0] in ("mr", "mrs", "ms", "dr") and len(name.words) < 3


def _other_edition(mention: Thing, thing: Thing) -> str | None:
    """Return why the mention cannot be the thing: it names another edition, or an edition of the series."""
    if thing.kind == "series":
        return None if mention.is_bare else "it names an edition, not the series"
    if mention.editions and thing.editions and not mention.editions & thing.editions:
        return f"edition {_told(mention.editions)} is not edition {_told(thing.editions)}"
    years = thing.years | thing.lasting
    if mention.years and years and not mention.years & years and not mention.editions & thing.editions:
        return f"{_told(mention.years)} is not {_told(years)}"
    return None


def _told(numbers: frozenset[int]) -> str:
    return "/".join(map(str, sorted(numbers)))


def _undated(found: Comparison, mention: Thing, thing: Thing) -> Comparison:
    """Return the comparison of a name without year or number and one campaign that has one."""
    years = thing.years | thing.lasting
    if mention.lasting and years and min(abs(a - b) for a in mention.lasting for b in years) > 1:
        return Comparison(0.0, (f"of {_told(mention.lasting)}, not of {_told(years)}",))
    if found.exact:
        told_late = thing.series and not mention.lasting
        if years and told_late and mention.issued and not {mention.issued, mention.issued - 1} & years:
            return found.capped(0.8, f"the document is of {mention.issued}, the campaign of {_told(years)}")
        return found
    if not years and not thing.editions:
        return found
    if mention.lasting & years:
        return found.capped(0.95, f"a name without year, and dates of {_told(mention.lasting & years)}")
    return found.capped(UNSETTLED if mention.issued in years else 0.5, "the name says no edition")
