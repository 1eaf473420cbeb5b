"""What a schema cannot see in a registry: keys used twice, dangling references, cycles of parents.

Like the checks of a record they read plain JSON values and pass over what has not the form it should have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kg.errors import Mistake
from kg.read.references import Complaint, Keys, in_order, items_of, text_of

ENTRY_KINDS: Final = ("series", "campaigns", "agencies", "officials", "places", "cases")
_PARENTS: Final = {"agencies": "parent", "places": "within"}
_REFERENCES: Final = {
    "campaigns": {"series": "series"},
    "agencies": {"parent": "agencies", "jurisdiction": "places"},
    "places": {"within": "places"},
}
"""Per kind of entry: its keys that name another entry, and of which kind that one is."""

Item = tuple[str, str, Any]
"""A file, the JSON path of an entry in it, and the entry."""


@dataclass(slots=True)
class Entries:
    """Every entry of a registry as it stands in its file; `unread` kinds may have more than could be read."""

    items: dict[str, list[Item]] = field(default_factory=lambda: {kind: [] for kind in (*ENTRY_KINDS, "schemes")})
    links: list[Item] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def add(self, file: str, kind: str, value: Mapping[str, Any]) -> None:
        """Take in the entries of one file."""
        if kind == "links":
            found = value.get("links")
            records = found.items() if isinstance(found, dict) else ()
            self.links += [(file, f"$.links.{record}", links) for record, links in records]
            return
        name = "schemes" if kind == "concepts" else kind
        if name in self.items:
            self.items[name] += [(file, path, item) for path, item in items_of(value, name)]
            if not Keys.of(value.get(name)).certain:
                self.unread.add(name)


def check_entries(entries: Entries) -> Iterator[Mistake]:
    """Yield what is wrong with the sense of a registry's entries, as far as they can be read."""
    yield from _Checks(entries).run()


class _Checks:
    def __init__(self, entries: Entries) -> None:
        self._items = entries.items
        self._links = entries.links
        self._keys = {
            kind: Keys.of([item for _, _, item in found], complete=kind not in entries.unread)
            for kind, found in entries.items.items()
        }
        schemes = [item for _, _, item in entries.items["schemes"] if text_of(item, "key") == "role"]
        roles = [concept for scheme in schemes for _, concept in items_of(scheme, "concepts")]
        self._keys["roles"] = Keys.of(roles, complete=bool(schemes) and "schemes" not in entries.unread)

    def run(self) -> Iterator[Mistake]:
        for kind, found in self._items.items():
            yield from _twice(kind, found)
        for kind, references in _REFERENCES.items():
            for file, path, item in self._items[kind]:
                for name, target in references.items():
                    yield from _say(file, self._ref(f"{path}.{name}", text_of(item, name), target))
        for file, path, item in self._items["campaigns"]:
            yield from _say(file, self._campaign(path, item))
        for file, path, item in self._items["officials"]:
            for place, post in items_of(item, "posts"):
                where = path + place.removeprefix("$")
                yield from _say(file, self._ref(f"{where}.agency", text_of(post, "agency"), "agencies"))
                yield from _say(file, self._ref(f"{where}.role", text_of(post, "role"), "roles"))
        for file, path, item in self._items["schemes"]:
            yield from _say(file, _scheme(path, item))
        yield from self._cycles()
        for file, path, item in self._links:
            yield from _say(file, self._record_links(path, item))

    def _ref(self, path: str, key: str | None, kind: str) -> Iterator[Complaint]:
        if key is not None and key not in self._keys[kind].known and self._keys[kind].certain:
            yield path, f"the key {key!r}", f"a key of the registry's {kind}"

    def _typed_ref(self, path: str, ref: object) -> Iterator[Complaint]:
        kind, _, key = ref.partition("/") if isinstance(ref, str) else ("", "", "")
        if kind in ("campaign", "series"):
            yield from self._ref(path, key, "campaigns" if kind == "campaign" else "series")

    def _campaign(self, path: str, item: Mapping[str, Any]) -> Iterator[Complaint]:
        for i, ref in enumerate(_list(item, "part_of")):
            yield from self._typed_ref(f"{path}.part_of[{i}]", ref)
        start, end = text_of(item, "start"), text_of(item, "end")
        if not in_order(start, end):
            yield f"{path}.end", f"{end}, before the start {start}", "an end not before the start"

    def _record_links(self, path: str, links: object) -> Iterator[Complaint]:
        for kind in ("campaigns", "agencies", "officials", "cases", "places"):
            found = links.get(kind) if isinstance(links, dict) else None
            for local, ref in found.items() if isinstance(found, dict) else ():
                where = f"{path}.{kind}.{local}"
                if kind == "campaigns":
                    yield from self._typed_ref(where, ref)
                elif isinstance(ref, str):
                    yield from self._ref(where, ref, kind)

    def _cycles(self) -> Iterator[Mistake]:
        for kind in ("agencies", "places", "campaigns"):
            up: dict[str, list[str]] = {}
            places: dict[str, tuple[str, str]] = {}
            for file, path, item in self._items[kind]:
                key = text_of(item, "key")
                if key is not None:
                    up[key] = _parents(kind, item)
                    places.setdefault(key, (file, path))
            for cycle in find_cycles(up):
                file, path = places[cycle[0]]
                yield Mistake(file, f"{path}.{_PARENTS.get(kind, 'part_of')}", " → ".join(cycle), "no cycle")
        for file, path, item in self._items["schemes"]:
            broader = {text_of(c, "key"): text_of(c, "broader") for _, c in items_of(item, "concepts")}
            for cycle in find_cycles({key: [up] if up else [] for key, up in broader.items() if key}):
                yield Mistake(file, f"{path}.concepts", " → ".join(cycle), "no cycle of broader concepts")


def _parents(kind: str, item: Mapping[str, Any]) -> list[str]:
    if kind == "campaigns":
        refs = [ref for ref in _list(item, "part_of") if isinstance(ref, str)]
        return [ref.partition("/")[2] for ref in refs if ref.startswith("campaign/")]
    parent = text_of(item, _PARENTS[kind])
    return [parent] if parent else []


def _list(item: Mapping[str, Any], key: str) -> list[Any]:
    found = item.get(key)
    return found if isinstance(found, list) else []


def _say(file: str, complaints: Iterable[Complaint]) -> Iterator[Mistake]:
    for path, found, expected in complaints:
        yield Mistake(file, path, found, expected)


def _twice(kind: str, found: list[Item]) -> Iterator[Mistake]:
    first: dict[str, str] = {}
    for file, path, item in found:
        key = text_of(item, "key")
        if key is None:
            continue
        if key in first:
            yield Mistake(
                file,
                f"{path}.key",
                f"{key!r}, which {first[key]} has too",
                f"one IRI for one thing: each key once in {kind}",
            )
        first.setdefault(key, f"{file} {path}")


def _scheme(path: str, item: Mapping[str, Any]) -> Iterator[Complaint]:
    keys = Keys.of(_list(item, "concepts"))
    seen: set[str] = set()
    for place, concept in items_of(item, "concepts"):
        where = path + place.removeprefix("$")
        broader, key = text_of(concept, "broader"), text_of(concept, "key")
        if broader is not None and broader not in keys.known and keys.certain:
            yield f"{where}.broader", f"{broader!r}", "a key of the same scheme"
        if key in seen:
            yield f"{where}.key", f"{key!r} a second time", "each key once"
        if key is not None:
            seen.add(key)


def find_cycles(parents: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return each cycle of a child → parents mapping once, starting and ending at its smallest member.

    >>> find_cycles({"a": ["b"], "b": ["a"], "c": ["a"]})
    [['a', 'b', 'a']]
    """
    cycles: dict[tuple[str, ...], None] = {}
    done: set[str] = set()
    for start in sorted(parents):
        trail: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = [(start, iter(sorted(parents.get(start, ()))))]
        if start in done:
            continue
        trail.append(start)
        while stack:
            node, ups = stack[-1]
            up = next(ups, None)
            if up is None:
                stack.pop()
                trail.pop()
                done.add(node)
            elif up in trail:
                loop = trail[trail.index(up) :]
                low = loop.index(min(loop))
                turned = [*loop[low:], *loop[:low]]
                cycles[(*turned, turned[0])] = None
            elif up not in done:
                trail.append(up)
                stack.append((up, iter(sorted(parents.get(up, ())))))
    return [list(cycle) for cycle in sorted(cycles)]
