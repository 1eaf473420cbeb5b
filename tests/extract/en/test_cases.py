"""Single cases told by where they were done, under headings of their own, and by what they were done to."""

from __future__ import annotations

import pytest

from kg.extract.record import extract
from kg.model.record import DocumentInfo


def cases(text: str) -> list[tuple[str, ...]]:
    return [case.names for case in extract(text, document=DocumentInfo(id="sample", language="en")).cases]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two men were held after the Corran–Ardgour Ferry seizure last May.", "Corran–Ardgour Ferry seizure"),
        ("In the Port of Sable warehouse raid, officers found nine tonnes of tea.", "Port of Sable warehouse raid"),
        ("The Brenno bottling plant was the largest of the finds.", "Brenno bottling plant"),
        ("The Dunmore pharmacy robberies were cleared in a week.", "Dunmore pharmacy robberies"),
        ("What is now called the Castellan matter went back to court.", "Castellan matter"),
        ("In a raid on a bowling alley in Penford, officers found heroin.", "raid on a bowling alley in Penford"),
        (
            "She lost her savings to the tax scam on a retired nurse in Quillmouth last year.",
            "tax scam on a retired nurse in Quillmouth",
        ),
    ],
)
def test_deeds_are_cases_when_told_with_their_place(text: str, name: str) -> None:
    assert any(name in names for names in cases(text))


@pytest.mark.parametrize("heading", ["Hazel Lane case", "Case at Brill Checkpoint"])
def test_a_heading_of_its_own_singles_a_case_out(heading: str) -> None:
    text = f"Results of the week\n\nPolice arrested 40 people.\n\n{heading}\n\nOn Monday officers stopped a van.\n"
    assert (heading,) in cases(text)


@pytest.mark.parametrize(
    "text",
    [
        "Officers carried out raids on shops in Penford.",
        "Typical Case Studies\n\nPolice arrested 40 people.\n",
        "The police lead on fraud spoke of a raid on the house.",
    ],
)
def test_deeds_of_no_place_single_nothing_out(text: str) -> None:
    assert cases(text) == []
