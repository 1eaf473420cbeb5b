"""Bodies of other countries in a Chinese text: "缅甸警方", and lists that share their head."""

from __future__ import annotations

import re

from kg.extract.zh.bodies import BodyWords
from kg.extract.zh.body import Body
from kg.extract.zh.places import Place

AND = re.compile(r"[、和及与]|以及|等地和")
_NATIONS = re.compile(r"等?(?:\d+|[两三四五六七八九十多])?国(?:的)?|等(?:国家|多国|国)?|双方")


class AbroadScanner:
    """Reads the body of another country that a place begins."""

    form: str
    words: BodyWords

    def _foreign(self, place: Place) -> list[Body]:
        """Return the body of another country: "缅甸警方", "缅甸掸邦警方", "菲律宾国家调查局"."""
        form, words = self.form, self.words
        countries = self._listed_countries(place)
        if len(countries) > 1:
            return self._of_countries(countries)
        begin = place.end + (1 if form[place.end : place.end + 1] in ("国", "方") else 0)
        part = words.foreign_part.match(form, place.end)
        for at in (begin, place.end, part.end() if part is not None else begin):
            end = words.foreign.at(form, at)
            if end is not None:
                return [self._foreign_body(place, place.start, end, form[at:end])]
        free = words.foreign_free.match(form, place.end)
        if free is not None and len(free.group()) > 3:
            return [self._foreign_body(place, place.start, free.end(), free.group())]
        return []

    @staticmethod
    def _foreign_body(place: Place, start: int, end: int, head: str) -> Body:
        return Body(
            start=start,
            end=end,
            identity=f"{head}@{place.name}",
            kind="foreign",
            spans=((start, end),),
            place=place.name,
        )

    def _listed_countries(self, first: Place) -> list[Place]:
        countries = [first]
        while len(countries) < 40:
            joint = AND.match(self.form, countries[-1].end)
            following = self.words.places.at(self.form, joint.end()) if joint else None
            if following is None or not following.foreign:
                return countries
            countries.append(following)
        return countries

    def _of_countries(self, countries: list[Place]) -> list[Body]:
        """Return one body for each country of a list that shares its head: "中国、老挝、泰国三国警方"."""
        last = countries[-1]
        some = _NATIONS.match(self.form, last.end)
        begin = some.end() if some is not None else last.end
        end = self.words.foreign.at(self.form, begin)
        if end is None:
            return self._foreign(last) and []
        head = self.form[begin:end]
        found = []
        for country in countries:
            own = head if country.name != "中国" else "organs"
            whole = country is last and some is None
            found.append(
                Body(
                    start=country.start,
                    end=end if country is last else country.end,
                    identity=f"{own}@{country.name}" if country.name != "中国" else "organs",
                    kind="foreign" if country.name != "中国" else "organs",
                    spans=((country.start, end),) if whole else (),
                    composed=() if whole else (self.form[country.start : country.end] + head,),
                    place=country.name if country.name != "中国" else None,
                )
            )
        return found
