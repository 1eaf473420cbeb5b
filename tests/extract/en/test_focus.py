"""Which campaign's work a figure reports, by the order of the discourse; every sentence is ours."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.extract.figures import find_figures
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import FoundCampaign, Mentions, Reference, Turn
from kg.extract.text import Text
from kg.model.record import DocumentInfo

ENGLISH = load_lexicon("en")
DOCUMENT = DocumentInfo(id="sample", language="en", published="2023-07-14")


def campaigns(content: str, *names: str, main: str | None = None, turns: tuple[Turn, ...] = ()) -> list[str | None]:
    """Return the campaign of each figure; "the campaign" is left for the reader to tie."""
    spans = {name: tuple(m.span() for m in re.finditer(name, content)) for name in names}
    found = tuple(
        FoundCampaign(key=name, names=(name,), spans=at, described=name[0].islower()) for name, at in spans.items()
    )
    refs = [Reference(*span, name, "campaign") for name, at in spans.items() for span in at]
    refs += [
        Reference(*m.span(), main or names[0], "campaign", named=False) for m in re.finditer("the campaign", content)
    ]
    mentions = Mentions(campaigns=found, references=tuple(sorted(refs, key=lambda r: r.start)), main=main, turns=turns)
    text = Text(content, language="en", abbreviations=ENGLISH.abbreviations)
    return [f.campaign for f in find_figures(text, ENGLISH, mentions, DOCUMENT) if not f.minor]


def test_a_part_is_told_from_its_whole() -> None:
    content = "Ashby ran Iron Gate. As part of the campaign, its customs ran Blue Flag in May. It took 1,270 boats.\n"
    assert campaigns(content, "Iron Gate", "Blue Flag") == ["Blue Flag"]


def test_what_is_only_compared_with_takes_nothing() -> None:
    content = "In Iron Gate, officers held 40 people, up 9 percent over Blue Flag. They seized 30 guns.\n"
    assert campaigns(content, "Iron Gate", "Blue Flag", main="Iron Gate") == ["Iron Gate"] * 3


def test_work_of_a_day_stays_with_the_campaign_of_the_text() -> None:
    content = "Iron Gate begins\n\nOfficers of Ashby started Iron Gate.\n\nOn 14 May, officers held 40 people.\n"
    assert campaigns(content, "Iron Gate", main="Iron Gate") == ["Iron Gate"]


def test_figures_of_a_year_far_from_any_naming_belong_to_the_country() -> None:
    content = "Iron Gate begins\n\nOfficers of Ashby started Iron Gate.\n\nIn 2022, losses reached $5 million.\n"
    assert campaigns(content, "Iron Gate", main="Iron Gate") == [None]


def test_the_whole_is_what_a_text_is_about() -> None:
    content = (
        "Ashby tells of its special crackdown on rings.\n\nIt led to 90 arrests.\n\n"
        "As part of the special crackdown on rings, customs led Blue Flag, which took 12 boats.\n\n"
        "Officers also served 33 warrants.\n"
    )
    found = campaigns(content, "special crackdown on rings", "Blue Flag", main="Blue Flag")
    assert found == ["special crackdown on rings", "Blue Flag", "special crackdown on rings"]


def test_a_new_question_goes_back_to_what_the_conference_is_about() -> None:
    opening = "Speaker: During Iron Gate officers held 40 people.\n\n"
    first = "Ashby Post: What of cards?\n\nSpeaker: Blue Flag took 50 cards. Red Flag and Green Flag go on.\n\n"
    second = "Ashby News: And on the roads?\n\nSpeaker: During the campaign we stopped 60 cars. We held 70 drivers.\n"
    content = opening + first + second
    asked = [content.index("Ashby Post"), content.index("Ashby News")]
    bounds = [
        0,
        asked[0],
        content.index("Speaker", asked[0]),
        asked[1],
        content.index("Speaker", asked[1]),
        len(content),
    ]
    turns = tuple(Turn(start, end, question=start in asked) for start, end in pairwise(bounds))
    found = campaigns(content, "Iron Gate", "Blue Flag", "Red Flag", "Green Flag", main="Iron Gate", turns=turns)
    assert found == ["Iron Gate", "Blue Flag", "Iron Gate", "Iron Gate"]


def test_an_answer_moves_on_with_its_crimes() -> None:
    content = (
        "Ashby Post: What has been done?\n\nSpeaker: We ran a drive against illegal fishing. Much was done along the "
        "rivers. We solved 40 illegal fishing cases. Second, we held 50 drivers.\n\nAshby News: And then?\n\n"
        "Speaker: Blue Flag, Red Flag and Green Flag go on.\n"
    )
    asked = [content.index("Ashby Post"), content.index("Ashby News")]
    bounds = [asked[0], content.index("Speaker"), asked[1], content.index("Speaker", asked[1]), len(content)]
    turns = tuple(Turn(start, end, question=start in asked) for start, end in pairwise(bounds))
    names = ("drive against illegal fishing", "Blue Flag", "Red Flag", "Green Flag")
    assert campaigns(content, *names, turns=turns) == ["drive against illegal fishing", None]


def test_the_whole_conference_only_gives_the_time_of_what_a_question_asks_about() -> None:
    content = (
        "Speaker: Iron Gate began in June.\n\nAshby Post: What did Blue Flag bring?\n\n"
        "Speaker: Blue Flag is about cards. Since Iron Gate it has been given more officers. We held 40 dealers.\n\n"
        "Ashby News: What comes next?\n\nSpeaker: Iron Gate goes on.\n"
    )
    asked = [content.index("Ashby Post"), content.index("Ashby News")]
    bounds = [
        0,
        asked[0],
        content.index("Speaker", asked[0]),
        asked[1],
        content.index("Speaker", asked[1]),
        len(content),
    ]
    turns = tuple(Turn(start, end, question=start in asked) for start, end in pairwise(bounds))
    assert campaigns(content, "Iron Gate", "Blue Flag", main="Iron Gate", turns=turns) == ["Blue Flag"]


def test_an_earlier_edition_without_a_name_is_not_this_one() -> None:
    content = "Ashby ends Iron Gate.\n\nOfficers held 97 people. The previous edition led to 61 arrests.\n"
    assert campaigns(content, "Iron Gate", main="Iron Gate") == ["Iron Gate", None]


def test_how_things_stand_is_nobodys_work() -> None:
    content = (
        "Iron Gate begins\n\nOfficers of Ashby started Iron Gate and held 40 people.\n\n"
        "The country is home to some 9,500 lynxes.\n\nThe trade is worth around $3 billion a year.\n"
    )
    assert campaigns(content, "Iron Gate", main="Iron Gate") == ["Iron Gate", None, None]


def test_the_tally_of_a_text_is_of_what_the_text_is_about() -> None:
    content = (
        "Iron Gate begins\n\nOfficers of Ashby started Iron Gate.\n\n"
        "The inquiry grew out of boats taken in Blue Flag.\n\nPreliminary balance:\n- 16 people arrested\n"
    )
    assert campaigns(content, "Iron Gate", "Blue Flag", main="Iron Gate") == ["Iron Gate"]
