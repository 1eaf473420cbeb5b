"""Places as Chinese names begin with them: province, prefecture, county, one after the other without a mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon
from kg.extract.zh.words import Words, one_of


@dataclass(frozen=True, slots=True)
class Place:
    """A place that stands in a text: the whole of it, its short name, and whether a word such as 市 ends it."""

    start: int
    end: int
    name: str
    suffixed: bool
    foreign: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PlaceReader:
    """Reads the place that begins at an offset. `core` are provinces, prefectures and regions by their short names."""

    core: Words
    countries: Words
    suffix: re.Pattern[str]
    county: re.Pattern[str]

    def at(self, form: str, start: int) -> Place | None:
        """Return the longest place that begins at `start`: "湖北省武汉市青山区", "恩施州", "缅甸"."""
        reach = self.countries.at(form, start)
        if reach is not None:
            return Place(start, reach, form[start:reach], suffixed=False, foreign=True)
        reach = self.core.at(form, start)
        if reach is None:
            return None
        name, suffixed = self.core.table[form[start:reach]], form[reach - 1] in "省市区州县盟"
        while True:
            suffix = self.suffix.match(form, reach)
            if suffix is not None:
                reach, suffixed = suffix.end(), True
            following = self.core.at(form, reach)
            if following is None or form[reach - 1 : reach + 1] in ("公安",):
                break
            name, reach, suffixed = self.core.table[form[reach:following]], following, False
        county = self.county.match(form, reach) if suffixed or name else None
        if county is not None:
            name, reach, suffixed = county.group(1), county.end(), True
        return Place(start, reach, name, suffixed)

    def words(self) -> list[str]:
        """Return the words a place may begin with."""
        return [*self.core.table, *self.countries.table]


@lru_cache(maxsize=4)
def place_reader(lexicon: Lexicon) -> PlaceReader:
    """Return the reader of a lexicon's places, made once."""
    table = lexicon.table("places")
    other = table.get("other", {})
    suffixes = list(table.get("province_suffixes", ()))
    peoples = one_of(other.get("peoples", ()))
    core: dict[str, str] = {}
    for full in table.get("provinces", ()):
        short = next((full.removesuffix(s) for s in suffixes if full.endswith(s)), full)
        core[short] = core[full] = short
    for places in table.get("prefectures", {}).values():
        core.update({place: place for place in places})
    core.update({place: place for place in other.get("regions", ())})
    prefecture = one_of(other.get("prefecture_suffixes", ()))
    county = one_of(other.get("county_suffixes", ()))
    return PlaceReader(
        core=Words(core),
        countries=Words(other.get("countries", ())),
        suffix=re.compile(f"{one_of(suffixes)}|{peoples}?{prefecture}"),
        county=re.compile(rf"((?!公安|人民|市场|行政|地区)[\u4e00-\u9fff]{{1,4}}?){peoples}?{county}(?!域|划|间)"),
    )
