"""Bodies told by shared heads, branches, offices of posts and forces by their plain words."""

from __future__ import annotations

import pytest

from kg.extract.record import extract
from kg.model.record import DocumentInfo


def bodies(text: str) -> list[tuple[str, ...]]:
    return [body.names for body in extract(text, document=DocumentInfo(id="sample", language="en")).agencies]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was a drive by the National Police Service against touts.", "National Police Service"),
        ("Lawyers of the Office of the Director of Public Prosecutions objected.",
         "Office of the Director of Public Prosecutions"),
        ("The Attorney General's Chambers will decide.", "Attorney General's Chambers"),
        ("The raid was led by the Spanish Customs and Excise Agency.", "Spanish Customs and Excise Agency"),
        ("They were joined by FDA Regional Office 3 last week.", "Regional Office 3"),
        ("A van was stopped by SAPS North West on Monday.", "SAPS North West"),
        ("The General Directorate Combating Serious Crime (GDC) joined in.",
         "General Directorate Combating Serious Crime"),
        ("Officers met the USPS Office of Inspector General in May.", "USPS Office of Inspector General"),
    ],
)  # fmt: skip
def test_bodies_are_named_whole(text: str, name: str) -> None:
    found = bodies(text)
    assert any(name in names for names in found), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hebei and Shanxi public security organs arrested 30 people.",
            {"Hebei public security organs", "Shanxi public security organs"},
        ),
        (
            "With Ashby, Brill and Corran Police Divisions it raided 12 shops.",
            {"Ashby Police Division", "Brill Police Division", "Corran Police Division"},
        ),
        (
            "Thai Customs and the Marine Department raided 12 shops.",
            {"Thai Customs", "Marine Department"},
        ),
    ],
)
def test_a_list_of_places_is_taken_apart_at_a_shared_head(text: str, expected: set[str]) -> None:
    assert expected == {name for names in bodies(text) for name in names}


def test_a_body_told_as_anothers_unit_is_one() -> None:
    text = "The Harbour Operations Force (HOF), a PDRM unit, stopped nine boats."
    record = extract(text, document=DocumentInfo(id="sample", language="en"))
    assert [(r.source, r.target) for r in record.relations if r.type == "unit-of"] == [("hof", "pdrm")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('The lessons of "Silver Plough", a special campaign the ministry ran in 2031, remain.', "Silver Plough"),
        ("The two offices also run Parcel Lookout, an effort against mail theft.", "Parcel Lookout"),
    ],
)
def test_a_name_said_to_be_a_campaigns_is_one(text: str, name: str) -> None:
    record = extract(text, document=DocumentInfo(id="sample", language="en"))
    assert [name in campaign.names for campaign in record.campaigns] == [True]


def test_a_name_after_the_post_of_one_quoted_is_an_officials() -> None:
    text = '"We saw it fall," said the chief of the Forest Crimes Unit of the RCMP, Orla Vantongeren. It rained.'
    record = extract(text, document=DocumentInfo(id="sample", language="en"))
    assert [official.names for official in record.officials] == [("Orla Vantongeren",)]
