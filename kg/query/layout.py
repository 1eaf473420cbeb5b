"""Which facts are shown of which kind of thing, under which heading, in which order."""

from __future__ import annotations

from kg.model import vocabulary as v

# heading, predicate, whether the thing described is the subject; in the order shown
RELATIONS: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "campaign": (
        ("series", v.EDITION_OF, True),
        ("led by", v.LED_BY, True),
        ("joined by", v.HAS_PARTICIPANT, True),
        ("targets", v.TARGETS, True),
        ("part of", v.PART_OF_CAMPAIGN, True),
        ("parts and cases", v.PART_OF_CAMPAIGN, False),
        ("announced by", v.ANNOUNCES, False),
    ),
    "series": (
        ("editions", v.EDITION_OF, False),
        ("led by", v.LED_BY, True),
        ("joined by", v.HAS_PARTICIPANT, True),
        ("targets", v.TARGETS, True),
        ("parts and cases", v.PART_OF_CAMPAIGN, False),
        ("announced by", v.ANNOUNCES, False),
    ),
    "agency": (
        ("unit of", v.ORG + "unitOf", True),
        ("units", v.ORG + "unitOf", False),
        ("jurisdiction", v.JURISDICTION, True),
        ("leads", v.LEADS, True),
        ("takes part in", v.PARTICIPATES_IN, True),
        ("handles", v.HANDLES, True),
        ("supervises", v.SUPERVISES, True),
        ("hosts", v.HOSTS, True),
        ("spoken for by", v.SPEAKS_FOR, False),
    ),
    "official": (("speaks for", v.SPEAKS_FOR, True), ("attends", v.ATTENDS, True)),
    "case": (
        ("handled by", v.HANDLES, False),
        ("supervised by", v.SUPERVISES, False),
        ("part of", v.PART_OF_CAMPAIGN, True),
        ("concerns", v.CONCERNS, True),
        ("place", v.PLACE, True),
    ),
    "event": (
        ("hosted by", v.HOSTS, False),
        ("attended by", v.ATTENDS, False),
        ("announces", v.ANNOUNCES, True),
        ("place", v.PLACE, True),
        ("reported in", v.REPORTS_ON, False),
    ),
    "domain": (
        ("broader", v.SKOS + "broader", True),
        ("narrower", v.SKOS + "broader", False),
        ("targeted by", v.TARGETS, False),
        ("cases", v.CONCERNS, False),
    ),
    "place": (
        ("within", v.DCTERMS + "isPartOf", True),
        ("contains", v.DCTERMS + "isPartOf", False),
        ("agencies", v.JURISDICTION, False),
        ("cases and events", v.PLACE, False),
    ),
    "announcement": (("reports on", v.REPORTS_ON, True), ("mentions", v.MENTIONS, True)),
}

FIGURES_BY = {
    "campaign": v.ABOUT_CAMPAIGN,
    "series": v.ABOUT_CAMPAIGN,
    "agency": v.ABOUT_AGENCY,
    "case": v.ABOUT_CASE,
    "domain": v.ABOUT_DOMAIN,
    "place": v.ABOUT_PLACE,
    "official": v.STATED_BY,
    "announcement": v.STATED_IN,
}

PLAIN = (
    ("year", v.YEAR),
    ("start", v.START),
    ("end", v.END),
    ("date", v.SCHEMA + "startDate"),
    ("edition", v.EDITION),
    ("title", v.DCTERMS + "title"),
    ("published", v.DCTERMS + "issued"),
    ("publisher", v.PUBLISHER_NAME),
    ("language", v.DCTERMS + "language"),
    ("url", v.SCHEMA + "url"),
    ("sha256", v.SHA256),
    ("about", v.DCTERMS + "description"),
    ("place, as printed", v.PLACE_TEXT),
)
