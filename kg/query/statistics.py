"""Counts of what a store holds: by class, graph, language and review status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import vocabulary as v
from kg.query.results import shorten
from kg.rdf.names import canonical_tag
from kg.rdf.terms import Literal, NamedNode
from kg.store.contract import Reader, Solutions


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How much a store holds; every mapping is sorted, largest first."""

    triples: int
    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    inferred_classes: Mapping[str, int]
    languages: Mapping[str, int]
    announcement_languages: Mapping[str, int]
    statuses: Mapping[str, int]
    figures_with_position: int


def count(reader: Reader) -> Statistics:
    """Return the counts of a store.

    Shape: `graphs` groups the announcement graphs as one row; `classes` counts what is stated, `inferred_classes`
    what the defined classes hold.
    """
    announcements, announced, rules, ruled, graphs = 0, 0, 0, 0, {}
    for name in reader.graph_names():
        short = name.value.partition("/graph/")[2] or name.value
        if short.startswith("announcement/"):
            announcements, announced = announcements + 1, announced + reader.count(name)
        elif short.startswith("inferred/"):
            rules, ruled = rules + 1, ruled + reader.count(name)
        else:
            graphs[short] = reader.count(name)
    classes = _counts(
        reader, f'SELECT ?k (COUNT(?s) AS ?n) {{ ?s a ?k FILTER(STRSTARTS(STR(?k), "{v.CKG}")) }} GROUP BY ?k'
    )
    defined = {shorten(iri) for iri in v.DEFINED_CLASSES}
    return Statistics(
        triples=reader.count(),
        graphs=_sorted(
            {
                f"announcement/… ({announcements} graphs)": announced,
                f"inferred/… ({rules} graphs, one for each rule)": ruled,
                **graphs,
            }
        ),
        classes={k: c for k, c in classes.items() if k not in defined},
        inferred_classes={k: c for k, c in classes.items() if k in defined},
        languages=_sorted(
            {
                canonical_tag(tag): number
                for tag, number in _counts(
                    reader,
                    f"SELECT ?k (COUNT(?l) AS ?n) {{ VALUES ?p {{ <{v.SKOS}prefLabel> <{v.SKOS}altLabel> }} "
                    "?s ?p ?l BIND(LANG(?l) AS ?k) } GROUP BY ?k",
                ).items()
            }
        ),
        announcement_languages=_counts(
            reader,
            f"SELECT ?k (COUNT(?s) AS ?n) {{ ?s a <{v.C_ANNOUNCEMENT}> ; <{v.DCTERMS}language> ?k }} GROUP BY ?k",
        ),
        statuses=_counts(
            reader, f"SELECT ?k (COUNT(?s) AS ?n) {{ ?s a <{v.C_FIGURE}> ; <{v.REVIEW_STATUS}> ?k }} GROUP BY ?k"
        ),
        figures_with_position=sum(
            _counts(
                reader,
                f'SELECT ("n" AS ?k) (COUNT(DISTINCT ?f) AS ?n) {{ ?f a <{v.C_FIGURE}> ; <{v.EVIDENCE}> ?e . '
                f"?e <{v.OA}hasSelector> ?s . ?s <{v.OA}start> ?o }}",
            ).values()
        ),
    )


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _counts(reader: Reader, sparql: str) -> dict[str, int]:
    found: dict[str, int] = {}
    result = reader.query(sparql)
    if isinstance(result, Solutions):
        for key, number in result.rows:
            name = shorten(key.value) if isinstance(key, NamedNode) else key.value if isinstance(key, Literal) else ""
            if isinstance(number, Literal):
                found[name] = int(number.value)
    return _sorted(found)
