"""Registry files → `Registry`, with every mistake of form and of sense reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import Mistake
from kg.model.registry import (
    AgencyEntry,
    CampaignEntry,
    CaseEntry,
    ConceptEntry,
    Label,
    OfficialEntry,
    PlaceEntry,
    Post,
    RecordLinks,
    Registry,
    Scheme,
    SeriesEntry,
)
from kg.read.jsonfile import check_schema, read_json
from kg.read.records import Complaint, in_order

SCHEMA = "registry-1"
ENTRY_KINDS = ("series", "campaigns", "agencies", "officials", "places", "cases")
NEEDED = (*ENTRY_KINDS, "concepts", "links")


def read_registry(folder: Path) -> tuple[Registry, list[Mistake]]:
    """Return the registry in a folder's ``*.json``, and everything that is wrong with it (then it is partial)."""
    mistakes: list[Mistake] = []
    items: dict[str, list[tuple[str, str, Any]]] = {kind: [] for kind in (*ENTRY_KINDS, "schemes")}
    links: dict[str, RecordLinks] = {}
    link_files: dict[str, str] = {}
    kinds: set[str] = set()
    for path in sorted(folder.glob("*.json")):
        value, _, found = read_json(path)
        found = found or check_schema(value, SCHEMA, str(path))
        mistakes += found
        if found:
            continue
        kind = value["kind"]
        if kind == "links":
            for record, item in value["links"].items():
                links[record] = RecordLinks(**item)
                link_files[record] = str(path)
        else:
            name = "schemes" if kind == "concepts" else kind
            items[name] += [(str(path), f"$.{name}[{i}]", item) for i, item in enumerate(value[name])]
        kinds.add(value["kind"])
    for kind in sorted(set(NEEDED) - kinds) if not mistakes else ():
        mistakes.append(Mistake(str(folder), "$", f"no file of the kind {kind!r}", "one for each kind of entry"))
    registry = _assemble(items, links)
    if not mistakes:
        checks = _Checks(items, registry)
        mistakes += [*checks.run(), *checks.check_links(link_files)]
    return registry, mistakes


def _labels(item: Mapping[str, Any]) -> tuple[Label, ...]:
    return tuple(
        Label(
            value=label["value"],
            language=language,
            source=label["source"],
            generic=label.get("generic", False),
        )
        for language, labels in item["labels"].items()
        for label in labels
    )


def _concept(item: Mapping[str, Any]) -> ConceptEntry:
    return ConceptEntry(
        key=item["key"],
        labels=_labels(item),
        definition=item.get("definition", {}),
        broader=item.get("broader"),
        verbs=tuple(verb for verbs in item.get("verbs", {}).values() for verb in verbs),
        symbol=item.get("symbol"),
    )


def _assemble(items: dict[str, list[tuple[str, str, Any]]], links: dict[str, RecordLinks]) -> Registry:
    def of(kind: str) -> list[Any]:
        return sorted((item for _, _, item in items[kind]), key=lambda item: item["key"])

    return Registry(
        series=tuple(SeriesEntry(key=i["key"], labels=_labels(i), about=i.get("about", {})) for i in of("series")),
        campaigns=tuple(
            CampaignEntry(
                key=i["key"],
                labels=_labels(i),
                series=i.get("series"),
                edition=i.get("edition"),
                year=i.get("year"),
                start=i.get("start"),
                end=i.get("end"),
                part_of=tuple(i.get("part_of", ())),
            )
            for i in of("campaigns")
        ),
        agencies=tuple(
            AgencyEntry(
                key=i["key"],
                labels=_labels(i),
                kind=i["kind"],
                collective=i.get("collective", False),
                parent=i.get("parent"),
                parent_basis=i.get("parent_basis"),
                jurisdiction=i.get("jurisdiction"),
            )
            for i in of("agencies")
        ),
        officials=tuple(
            OfficialEntry(
                key=i["key"],
                labels=_labels(i),
                posts=tuple(Post(agency=p["agency"], role=p.get("role"), text=p.get("text")) for p in i["posts"]),
            )
            for i in of("officials")
        ),
        places=tuple(
            PlaceEntry(key=i["key"], labels=_labels(i), kind=i["kind"], within=i.get("within")) for i in of("places")
        ),
        cases=tuple(CaseEntry(key=i["key"], labels=_labels(i)) for i in of("cases")),
        schemes=tuple(
            Scheme(key=i["key"], labels=_labels(i), concepts=tuple(_concept(c) for c in i["concepts"]))
            for i in of("schemes")
        ),
        links=dict(sorted(links.items())),
    )


class _Checks:
    """What a schema cannot see in a registry: twice-used keys, dangling references, cycles."""

    def __init__(self, items: dict[str, list[tuple[str, str, Any]]], registry: Registry) -> None:
        self._items = items
        self._registry = registry
        self._keys = {kind: {item["key"] for _, _, item in found} for kind, found in items.items()}
        roles = [s for s in registry.schemes if s.key == "role"]
        self._keys["roles"] = {c.key for s in roles for c in s.concepts}

    def run(self) -> Iterator[Mistake]:
        for kind, found in self._items.items():
            yield from self._twice(kind, found)
        for file, path, item in self._items["campaigns"]:
            yield from self._say(file, self._campaign(path, item))
        for file, path, item in self._items["agencies"]:
            yield from self._say(file, self._ref(f"{path}.parent", item.get("parent"), "agencies"))
            yield from self._say(file, self._ref(f"{path}.jurisdiction", item.get("jurisdiction"), "places"))
        for file, path, item in self._items["places"]:
            yield from self._say(file, self._ref(f"{path}.within", item.get("within"), "places"))
        for file, path, item in self._items["officials"]:
            for i, post in enumerate(item["posts"]):
                yield from self._say(file, self._ref(f"{path}.posts[{i}].agency", post["agency"], "agencies"))
                yield from self._say(file, self._ref(f"{path}.posts[{i}].role", post.get("role"), "roles"))
        for file, path, item in self._items["schemes"]:
            yield from self._say(file, self._scheme(path, item))
        yield from self._cycles()

    def _say(self, file: str, complaints: Iterable[Complaint]) -> Iterator[Mistake]:
        for path, found, expected in complaints:
            yield Mistake(file, path, found, expected)

    def _twice(self, kind: str, found: list[tuple[str, str, Any]]) -> Iterator[Mistake]:
        first: dict[str, str] = {}
        for file, path, item in found:
            place = f"{file} {path}"
            if item["key"] in first:
                yield Mistake(
                    file,
                    f"{path}.key",
                    f"{item['key']!r}, which {first[item['key']]} has too",
                    f"one IRI for one thing: each key once in {kind}",
                )
            first.setdefault(item["key"], place)

    def _ref(self, path: str, key: str | None, kind: str) -> Iterator[Complaint]:
        if key is not None and key not in self._keys[kind]:
            yield path, f"the key {key!r}", f"a key of the registry's {kind}"

    def _typed_ref(self, path: str, ref: str) -> Iterator[Complaint]:
        kind, _, key = ref.partition("/")
        yield from self._ref(path, key, "campaigns" if kind == "campaign" else "series")

    def _campaign(self, path: str, item: Mapping[str, Any]) -> Iterator[Complaint]:
        yield from self._ref(f"{path}.series", item.get("series"), "series")
        for i, ref in enumerate(item.get("part_of", ())):
            yield from self._typed_ref(f"{path}.part_of[{i}]", ref)
        if not in_order(item.get("start"), item.get("end")):
            yield (
                f"{path}.end",
                f"{item['end']}, before the start {item['start']}",
                "an end not before the start",
            )

    def _scheme(self, path: str, item: Mapping[str, Any]) -> Iterator[Complaint]:
        keys = [concept["key"] for concept in item["concepts"]]
        for i, concept in enumerate(item["concepts"]):
            if concept.get("broader") is not None and concept["broader"] not in keys:
                yield f"{path}.concepts[{i}].broader", f"{concept['broader']!r}", "a key of the same scheme"
            if keys.index(concept["key"]) != i:
                yield f"{path}.concepts[{i}].key", f"{concept['key']!r} a second time", "each key once"

    def _cycles(self) -> Iterator[Mistake]:
        parents: dict[str, dict[str, list[str]]] = {
            "agencies": {a.key: [a.parent] if a.parent else [] for a in self._registry.agencies},
            "places": {p.key: [p.within] if p.within else [] for p in self._registry.places},
            "campaigns": {
                c.key: [ref.partition("/")[2] for ref in c.part_of if ref.startswith("campaign/")]
                for c in self._registry.campaigns
            },
        }
        word = {"agencies": "parent", "places": "within", "campaigns": "part_of"}
        for kind, up in parents.items():
            for cycle in find_cycles(up):
                file, path = next((f, p) for f, p, item in self._items[kind] if item["key"] == cycle[0])
                yield Mistake(file, f"{path}.{word[kind]}", " → ".join(cycle), "no cycle")
        for scheme in self._registry.schemes:
            for cycle in find_cycles({c.key: [c.broader] if c.broader else [] for c in scheme.concepts}):
                file, path = next((f, p) for f, p, item in self._items["schemes"] if item["key"] == scheme.key)
                yield Mistake(file, f"{path}.concepts", " → ".join(cycle), "no cycle of broader concepts")

    def check_links(self, files: Mapping[str, str]) -> Iterator[Mistake]:
        for record, links in self._registry.links.items():
            path = f"$.links.{record}"
            file = files[record]
            for local, ref in links.campaigns.items():
                yield from self._say(file, self._typed_ref(f"{path}.campaigns.{local}", ref))
            for kind in ("agencies", "officials", "cases", "places"):
                for local, key in getattr(links, kind).items():
                    yield from self._say(file, self._ref(f"{path}.{kind}.{local}", key, kind))


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
