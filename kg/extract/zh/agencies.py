"""Public bodies of a Chinese text: every naming found once, namings of one body put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundAgency, Reference
from kg.extract.text import Text
from kg.extract.wording import free_key, slug
from kg.extract.zh.agency_aliases import AliasReader, Group, ReadSpans
from kg.extract.zh.bodies import BodyWords, body_words
from kg.extract.zh.body import HERE, Body
from kg.extract.zh.occurrences import BodyScanner
from kg.extract.zh.quoted import readable

_SURE = {
    "known": 0.95,
    "international": 0.9,
    "local": 0.93,
    "organs": 0.93,
    "collective": 0.82,
    "unit": 0.9,
    "foreign": 0.8,
}
_COLLECTIVE = frozenset({"organs", "collective"})


@dataclass(frozen=True, slots=True)
class Agencies:
    """The bodies found, and where each is spoken of, in order."""

    found: tuple[FoundAgency, ...]
    references: tuple[Reference, ...]


class AgencyReader(AliasReader):
    """Puts together the bodies of one text."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.content = text.content
        self.form = readable(text.content)
        self.words: BodyWords = body_words(lexicon)
        self.parents: dict[str, str] = lexicon.table("agencies").get("parents", {})
        self.short_units: dict[str, str] = lexicon.table("agencies").get("short_units", {})
        self.anaphors = lexicon.table("agencies").get("anaphors", {})
        self.groups: dict[str, Group] = {}
        self.references: list[tuple[int, int, str, bool]] = []

    def read(self) -> Agencies:
        """Return the bodies and every reference to them."""
        bodies = BodyScanner(self.form, self.words).scan()
        self.place = self._focus(bodies)
        same = self._identities(bodies)
        for body in bodies:
            self._add(body, same)
        taken = ReadSpans((body.start, body.end) for body in bodies)
        self._aliases(bodies, same, taken)
        self._with_letters(taken)
        self._bare_units(bodies, same, taken)
        self._pointed_at()
        self._titled_units(bodies, same, taken)
        self._within_places()
        return self._finish()

    # Which namings are of one body.

    def _focus(self, bodies: list[Body]) -> str | None:
        """Return the place the document speaks of: the one most bodies are of."""
        places = Counter(
            b.place
            for b in bodies
            if b.place not in (None, HERE) and b.kind in ("local", "organs") and "@" in b.identity
        )
        if places:
            return places.most_common(1)[0][0]
        end = self.form.find("\n")
        for start in range(min(len(self.form), end if end >= 0 else 60, 60)):
            place = self.words.places.at(self.form, start)
            if place is not None and not place.foreign:
                return place.name
        return None

    def _identities(self, bodies: list[Body]) -> dict[str, str]:
        """Return, for each identity as read, the one it stands for: 全省公安机关 is of the place in focus."""
        read = {body.identity for body in bodies}
        here = f"@{self.place}" if self.place else ""
        same = {identity: identity.replace(HERE, here) for identity in read}
        settled = set(same.values())
        for identity in read:
            if identity.endswith(HERE) and any(b.identity == identity and b.kind == "local" for b in bodies):
                own = [i for i in read if i.startswith(identity.removesuffix("here")) and i != identity]
                tails = tuple({self.form[b.start : b.end] for b in bodies if b.identity == identity})
                like = {b.identity for b in bodies if b.identity in own and self.form[b.start : b.end].endswith(tails)}
                if len(like) == 1:
                    same[identity] = next(iter(like))
                elif len(own) == 1 or (own and same[identity] not in own):
                    same[identity] = own[0]
            if identity.endswith("?"):
                kind = identity[:-1]
                own = [i for i in settled if i.startswith(f"{kind}@") and "/" not in i]
                if kind in settled:
                    same[identity] = kind
                elif f"{kind}{here}" in settled:
                    same[identity] = f"{kind}{here}"
                else:
                    same[identity] = own[0] if len(own) == 1 and not self.place else kind
        return same

    # Collecting.

    def _add(self, body: Body, same: dict[str, str]) -> None:
        identity = self._own(body.identity, same)
        parent = self._own(body.parent, same) if body.parent is not None else None
        group = self.groups.setdefault(
            identity, Group(body.kind, self.place if body.place == HERE else body.place, parent)
        )
        if group.parent is None and parent != identity:
            group.parent = parent
        for start, end in body.spans:
            group.names.setdefault(self.content[start:end])
        for name in body.composed:
            group.names.setdefault(name)
        span = (body.start, body.end)
        group.spans.add(span)
        if body.parent is not None and self.references and self.references[-1][0] == body.start:
            self.references.pop()  # the body that a unit's name begins with is not spoken of by itself
        self.references.append((*span, identity, True))

    # The result.

    def _of_collective(self, group: Group) -> bool:
        """Whether a unit is one that every body of a kind has: "公安机关食药侦部门"."""
        parent = self.groups.get(group.parent or "")
        return group.kind == "unit" and parent is not None and parent.kind in _COLLECTIVE

    def _finish(self) -> Agencies:
        taken: dict[str, int] = {}
        keys = {i: free_key(slug(next(iter(g.names), i)) or "body", taken) for i, g in self.groups.items()}
        found = tuple(
            FoundAgency(
                key=keys[identity],
                names=tuple(group.names),
                spans=tuple(sorted(group.spans)),
                confidence=_SURE.get(group.kind, 0.75),
                collective=group.kind in _COLLECTIVE or self._of_collective(group),
                foreign=group.kind in ("foreign", "international"),
                parent=keys.get(group.parent) if group.parent is not None else None,
                place=group.place,
            )
            for identity, group in self.groups.items()
        )
        references = sorted(
            (Reference(s, e, keys[i], "agency", n) for s, e, i, n in self.references), key=lambda r: (r.start, -r.end)
        )
        return Agencies(found, tuple(references))


def find_agencies(text: Text, lexicon: Lexicon) -> Agencies:
    """Return the public bodies a text names and every reference to them."""
    return AgencyReader(text, lexicon).read()
