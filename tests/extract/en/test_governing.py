"""Which time a figure is told for; every sentence is ours."""

from __future__ import annotations

import pytest

from kg.extract.figures import find_figures
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import Mentions
from kg.extract.text import Text
from kg.model.record import DocumentInfo

ENGLISH = load_lexicon("en")
DOCUMENT = DocumentInfo(id="sample", language="en", published="2023-07-14")
Times = list[tuple[str | None, str | None] | None]


def periods(content: str) -> Times:
    text = Text(content, language="en", abbreviations=ENGLISH.abbreviations)
    figures = [f for f in find_figures(text, ENGLISH, Mentions(), DOCUMENT) if not f.minor]
    return [(f.period.start, f.period.end) if f.period else None for f in figures]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("In 1H 2023, officers held 45 suspects.", [("2023-01", "2023-06")]),
        ("In Q2, officers held 45 suspects.", [("2023-04", "2023-06")]),
        ("In FY2021-22, officers held 45 suspects.", [("2021", "2022")]),
        ("During 2020-2022, officers held 45 suspects.", [("2020", "2022")]),
        ("On Tuesday, 14 March, officers held 45 suspects.", [("2023-03-14", "2023-03-14")]),
        ("March 14, officers of Ashby held 45 suspects.", [("2023-03-14", "2023-03-14")]),
        ("Officers this Tuesday (March 14, 2023) served 45 warrants.", [("2023-03-14", "2023-03-14")]),
        ("As of 3:00 p.m. on May 12, 45 suspects had been held.", [(None, "2023-05-12")]),
        ("Officers held 45 suspects from 8:00 AM of May 12 to 8:00 AM of May 13.", [("2023-05-12", "2023-05-13")]),
        (
            "Officers made 45 arrests and seized 20 phones between May 1 and May 9.",
            [("2023-05-01", "2023-05-09"), ("2023-05-01", "2023-05-09")],
        ),
        ("Seizures reached 90 in 2022, against 70 in all of 2021.", [("2022", "2022"), ("2021", "2021")]),
        (
            "Officers held 63 people and found that they had stolen 5 tonnes of sand from 2018 to 2020.",
            [None, ("2018", "2020")],
        ),
        ("Of our 1,300 staff some were threatened (9 in 2022).", [None, ("2022", "2022")]),
        ("The accounts are linked to 193 complaints (dial 1930).", [None]),
        ("The sweep, conducted in August 2022, led to 45 arrests.", [None]),
        (
            "Results of 2022\n\nIn 2021, the officers of Ashby:\n\n- held 45 suspects;\n- seized 20 phones.\n",
            [("2021", "2021")] * 2,
        ),
    ],
)
def test_the_time_of_a_figure(content: str, expected: Times) -> None:
    assert periods(content) == expected
