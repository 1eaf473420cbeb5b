"""The query kinds that are measured, and the things they are asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.vocabulary import PREFIXES
from kg.rdf.terms import Literal, NamedNode
from kg.store.contract import Reader, Solutions


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of query, asked about several things."""

    name: str
    texts: tuple[str, ...]


def questions(reader: Reader) -> list[Question]:
    """Return the seven kinds, each asked about a few things: well-known ones and ordinary ones."""
    campaigns = _ranked(reader, "?figure ckg:aboutCampaign ?x")
    agencies = _ranked(reader, "?x ckg:participatesIn ?campaign")
    announcements = _ranked(reader, "?figure ckg:statedIn ?x ; ckg:value ?value")
    parents = _ranked(reader, "?unit org:unitOf+ ?x")
    needles = ("suspects", "刑事案件8", "17.3 ")
    return [
        Question("describe one entity", tuple(f"DESCRIBE <{x}>" for x in _middling(reader))),
        Question("figures of a campaign by year", tuple(map(_figures_by_year, _spread(campaigns)))),
        Question("co-participation of one agency", tuple(map(_co_participation, _spread(agencies)))),
        Question("group by domain and year", (_text(_BY_DOMAIN_AND_YEAR),)),
        Question("parent path (`*`)", tuple(map(_units_below, _spread(parents)))),
        Question("OPTIONAL-heavy page", tuple(map(_page, _spread(announcements)))),
        Question("CONTAINS over text", tuple(map(_contains, needles))),
    ]


def _text(sparql: str) -> str:
    """Return a query with its prefixes declared, as both engines need it."""
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in ("ckg", "skos", "org", "oa")) + sparql


def _ranked(reader: Reader, pattern: str) -> list[str]:
    """Return what stands for ?x, the most frequent first."""
    text = f"SELECT ?x (COUNT(*) AS ?n) WHERE {{ {pattern} }} GROUP BY ?x ORDER BY DESC(?n) STR(?x)"
    answer = reader.query(_text(text))
    assert isinstance(answer, Solutions)
    return [row[0].value for row in answer.rows if isinstance(row[0], NamedNode)]


def _middling(reader: Reader) -> list[str]:
    """Return one thing of each kind, of which as much is said as of the middle one of its kind."""
    found = []
    for kind in ("Campaign", "Agency", "Official", "Case", "Figure", "Announcement", "Place"):
        ranked = _ranked(reader, f"?x a ckg:{kind} . ?x ?p ?o")
        found.append(ranked[len(ranked) // 2])
    return found


def _spread(ranked: Sequence[str]) -> list[str]:
    """Return one thing that is much spoken of, two that are fairly so, and an ordinary one."""
    return [ranked[len(ranked) * part // 100] for part in (1, 5, 20, 50)]


def _figures_by_year(campaign: str) -> str:
    return _text(f"""
        SELECT ?year ?figure ?value ?unit ?counts WHERE {{
            ?figure ckg:aboutCampaign <{campaign}> ; ckg:value ?value ; ckg:unit ?unit ; ckg:counts ?counts ;
                ckg:periodStart ?start .
            BIND(SUBSTR(STR(?start), 1, 4) AS ?year)
        }} ORDER BY ?year ?figure""")


def _co_participation(agency: str) -> str:
    return _text(f"""
        SELECT ?other (COUNT(DISTINCT ?campaign) AS ?shared) WHERE {{
            <{agency}> ckg:participatesIn ?campaign . ?other ckg:participatesIn ?campaign .
            FILTER(?other != <{agency}>)
        }} GROUP BY ?other ORDER BY DESC(?shared) ?other""")


_BY_DOMAIN_AND_YEAR = """
    SELECT ?domain ?year (COUNT(?figure) AS ?figures) WHERE {
        ?campaign ckg:year ?year . ?figure ckg:aboutCampaign ?campaign ; ckg:aboutDomain ?domain .
    } GROUP BY ?domain ?year ORDER BY ?domain ?year"""


def _units_below(agency: str) -> str:
    return _text(f"""
        SELECT ?unit ?name WHERE {{
            ?unit org:unitOf* <{agency}> . ?unit skos:prefLabel ?name . FILTER(LANG(?name) = "en")
        }} ORDER BY ?name""")


def _page(announcement: str) -> str:
    """Everything a page shows of an announcement's figures, most of which have only some of it."""
    return _text(f"""
        SELECT ?figure ?value ?campaign ?upper ?unit ?measure ?domain ?agency ?place ?speaker ?start ?end ?quote
        WHERE {{
            ?figure ckg:statedIn <{announcement}> ; ckg:value ?value .
            OPTIONAL {{ ?figure ckg:aboutCampaign ?c . ?c skos:prefLabel ?campaign . FILTER(LANG(?campaign) = "en") }}
            OPTIONAL {{ ?figure ckg:upperValue ?upper }}
            OPTIONAL {{ ?figure ckg:unit ?u . ?u skos:prefLabel ?unit . FILTER(LANG(?unit) = "en") }}
            OPTIONAL {{ ?figure ckg:measure ?m . ?m skos:prefLabel ?measure . FILTER(LANG(?measure) = "en") }}
            OPTIONAL {{ ?figure ckg:aboutDomain ?d . ?d skos:prefLabel ?domain . FILTER(LANG(?domain) = "en") }}
            OPTIONAL {{ ?figure ckg:aboutAgency ?a . ?a skos:prefLabel ?agency . FILTER(LANG(?agency) = "en") }}
            OPTIONAL {{ ?figure ckg:aboutPlace ?p . ?p skos:prefLabel ?place . FILTER(LANG(?place) = "en") }}
            OPTIONAL {{ ?figure ckg:statedBy ?o . ?o skos:prefLabel ?speaker . FILTER(LANG(?speaker) = "en") }}
            OPTIONAL {{ ?figure ckg:periodStart ?start }}
            OPTIONAL {{ ?figure ckg:periodEnd ?end }}
            OPTIONAL {{ ?figure ckg:evidence/oa:hasSelector/oa:exact ?quote }}
        }} ORDER BY ?figure ?domain""")


def _contains(needle: str) -> str:
    return _text(f"""
        SELECT ?selector ?words WHERE {{
            ?selector oa:exact ?words . FILTER(CONTAINS(?words, {Literal(needle)}))
        }} ORDER BY ?selector LIMIT 100""")
