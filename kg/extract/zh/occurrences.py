"""Where bodies stand in a Chinese text, one after the other, before those that are the same are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.zh.abroad import AND, AbroadScanner
from kg.extract.zh.bodies import BodyWords
from kg.extract.zh.body import HERE, Body
from kg.extract.zh.collectives import CollectiveScanner
from kg.extract.zh.places import Place
from kg.extract.zh.spans import Spans

_SOME = re.compile(
    r"等(?:全国)?(?:\d+|[一二两三四五六七八九十多几]+)?个?(?:省|市|区|县|州|地|省份|地区|地市|省市|省区|省区市|省市区)*(?:的|各级)?|[一二两三四五六七八九十多几]+(?:省|地|市|省市)(?:各级)?|各级"
)
_PARTICLES = frozenset("的了在和与及并将把被向从为是就对由等以该这其也还又共据经日月年某")
_POST = re.compile("委员(?!会)|书记|副书记|成员")
_OFFICE = re.compile(r"(?:(?![的了在与及将把])[\u4e00-\u9fff]){0,22}?办公室")
_LEVEL = re.compile(r"各级|各地|(?:省|市)?两级|多地|全[省市]")


class BodyScanner(CollectiveScanner, AbroadScanner):
    """Finds the bodies of one text in one pass from left to right."""

    def __init__(self, form: str, words: BodyWords) -> None:
        self.form = form
        self.words = words

    def scan(self) -> list[Body]:
        """Return every naming of a body, units after the body they follow, in order."""
        at, form, pairs = 0, self.form, self.words.pairs
        namings: list[Body] = []
        while (begin := self.words.starts.search(form, at)) is not None:
            at = begin.start()
            found = self._bodies_at(at) if form[at : at + 2] in pairs else []
            namings += found
            at = max(body.end for body in found) if found else at + 1
        return sorted([*namings, *self._stations(namings)], key=lambda body: body.start)

    def _bodies_at(self, start: int) -> list[Body]:
        place = self.words.places.at(self.form, start)
        if place is None and self.form.startswith("中国、", start):
            place = Place(start, start + 2, "中国", suffixed=False, foreign=True)
        found = self._known(start) or (self._of_place(place) if place else []) or self._collective(start)
        if not found:
            found = self._general(start)
        found = found or self._ranked(start)
        if not found or self.words.not_body.match(self.form, found[-1].end):
            return []
        if self.words.given.search(self.form, max(0, start - 4), start):
            return []
        return self._with_units(found)

    # Names known by heart.

    def _known(self, start: int) -> list[Body]:
        words = self.words
        end = words.known.at(self.form, start)
        kind = "known"
        if end is None:
            end, kind = words.international.at(self.form, start), "international"
        if end is None:
            return []
        name = self.form[start:end]
        if self.form[end : end + 1] in ("门", "队") and name[-1] == "部":
            return []
        if name[-1].isascii() and not (_edge(self.form, start - 1) and _edge(self.form, end)):
            return []
        longer = words.general.match(self.form, start)
        if longer is not None and longer.end() > end and kind == "known" and self._wider(name, longer.group()):
            return []
        key = (words.known if kind == "known" else words.international).table[name]
        return [Body(start=start, end=end, identity=key, kind=kind, spans=((start, end),))]

    @staticmethod
    def _wider(name: str, longer: str) -> bool:
        """Whether a known name is only the beginning of a body's own, longer name."""
        return name in ("国务院", "中共中央", "党中央") and not longer.startswith("国务院新闻办")

    # Bodies of a place.

    def _of_place(self, place: Place) -> list[Body]:
        if place.foreign:
            return self._foreign(place)
        places = self._listed_places(place)
        if len(places) > 1:
            return self._of_places(places)
        found = self._at_place(place, place.end)
        return [found] if found is not None else []

    def _listed_places(self, first: Place) -> list[Place]:
        places = [first]
        while True:
            joint = AND.match(self.form, places[-1].end)
            following = self.words.places.at(self.form, joint.end()) if joint else None
            if following is None or following.foreign or len(places) > 40:
                return places
            places.append(following)

    def _of_places(self, places: list[Place]) -> list[Body]:
        """Return one body for each place of a list that shares its head: "江苏、浙江等地公安机关"."""
        last = places[-1]
        some = _SOME.match(self.form, last.end)
        begin = some.end() if some else last.end
        head = self._collective_head(begin) or self._local_head(begin)
        if head is None:
            return []
        end, kind = head
        words = self.form[begin:end]
        found = []
        for place in places:
            own = place.end if place is not last or some else end
            found.append(
                Body(
                    start=place.start,
                    end=end if place is last else place.end,
                    identity=f"{kind}@{place.name}",
                    kind="organs" if kind == "organs" else "collective" if kind != words else "local",
                    spans=((place.start, end),) if place is last and not some else (),
                    composed=(self.form[place.start : place.end] + words,) if own != end else (),
                    place=place.name,
                )
            )
        return found

    def _at_place(self, place: Place, begin: int) -> Body | None:
        form, words = self.form, self.words
        level = _LEVEL.match(form, begin)
        at = level.end() if level else begin
        local = self._local_head(at)
        head = self._collective_head(at)
        if local is not None and (head is None or local[0] >= head[0]):
            end, name = local
            kind = "local"
        elif head is not None:
            end, name = head
            kind = "organs" if name == "organs" else "collective"
        else:
            free = words.free_local.match(form, at) if place.suffixed else None
            if free is None or len(free.group()) < 4:
                return None
            end, name, kind = free.end(), free.group(), "local"
        return Body(
            start=place.start,
            end=end,
            identity=f"{name}@{place.name}",
            kind=kind,
            spans=((place.start, end),),
            place=place.name,
        )

    def _ranked(self, start: int) -> list[Body]:
        """Return a body of the place in focus that only its rank tells: "省公安厅"."""
        rank = self.words.ranked.match(self.form, start)
        local = self._local_head(rank.end()) if rank is not None else None
        if (
            local is None
            or local[1] in ("海关", "海警局")
            or self.form[max(0, start - 1) : start] in self.words.not_rank
        ):
            return []
        end, name = local
        name = self.words.same_heads.get(self.form[start:end], name)
        county = self._county_before(start)
        if county is None and name == "分局":
            return []
        if county is not None:
            place = self.form[county:start]
            body = Body(
                start=county, end=end, identity=f"{name}@{place}", kind="local", spans=((county, end),), place=place
            )
            return [body]
        return [Body(start=start, end=end, identity=f"{name}{HERE}", kind="local", spans=((start, end),), place=HERE)]

    def _county_before(self, start: int) -> int | None:
        """Return where the name of a county nobody knows begins, right before its rank: "蓝田" in "蓝田县公安局"."""
        begin = start
        while begin > max(0, start - 5) and self._in_name(begin - 1):
            begin -= 1
        return begin if 1 < start - begin < 5 else None

    def _in_name(self, at: int) -> bool:
        form = self.form
        return (
            "\u4e00" <= form[at] <= "\u9fff"
            and not ((stop := self.words.stops.match(form, max(0, at - 1), at + 1)) and len(stop.group()) > 1)
            and form[at] not in _PARTICLES
        )

    # National and leading bodies of free words, and units.

    def _general(self, start: int) -> list[Body]:
        match = self.words.general.match(self.form, start)
        if match is None or len(match.group()) < 5:
            return []
        end = match.end()
        return [Body(start=start, end=end, identity=self.form[start:end], kind="known", spans=((start, end),))]

    def _stations(self, namings: list[Body]) -> Iterator[Body]:
        """Return the stations that are named alone: "城关派出所"."""
        read = Spans((body.start, body.end) for body in namings)
        for match in self.words.station.finditer(self.form):
            begin = self._county_before(match.start())
            if begin is not None and not read.overlaps(begin, match.end()) and self.form[begin] not in "各多该全基当":
                span = (begin, match.end())
                name = self.form[begin : match.end()]
                yield Body(start=begin, end=match.end(), identity=f"{name}@", kind="local", spans=(span,))

    def _with_units(self, found: list[Body]) -> list[Body]:
        body = found[-1]
        for _ in range(4):
            if not body.spans or body.kind in ("international",):
                break
            end = self._unit(body)
            if not end:
                break
            name = self.form[body.end : end]
            body = Body(
                start=body.start,
                end=end,
                identity=self.words.known.table.get(name) or f"{body.identity}/{name}",
                kind="unit",
                spans=((body.start, end), (body.end, end)) if end - body.end > 2 else ((body.start, end),),
                place=body.place,
                parent=body.identity,
            )
            found = [*found, body]
        return found

    def _unit(self, body: Body) -> int:
        """Return where the name of a unit right behind a body ends; 0 when none follows."""
        if self.form[body.end - 2 : body.end] == "小组":
            office = _OFFICE.match(self.form, body.end)
            return office.end() if office is not None else 0
        known = self.words.known_units.at(self.form, body.end)
        if known is not None:
            return known
        branch = self.words.branch.match(self.form, body.end) if body.kind == "local" else None
        if branch is not None and not self.words.stops.search(branch.group()):
            return branch.end()
        whole = body.kind in ("known", "local", "unit", "foreign")
        match = (self.words.unit if whole else self.words.department_unit).match(self.form, body.end)
        if match is None or _POST.match(self.form, match.end()):
            return 0
        return match.end()


def _edge(form: str, at: int) -> bool:
    """Whether no Latin letter or digit stands at an offset."""
    return not (0 <= at < len(form) and form[at].isascii() and form[at].isalnum())
