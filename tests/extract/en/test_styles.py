"""The ways other bodies print quantities: lists, tables, magnitudes, shares, translations; every sentence is ours."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.figures import find_figures
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import Mentions
from kg.extract.text import Text
from kg.model.record import DocumentInfo, StatedFigure

ENGLISH = load_lexicon("en")
DOCUMENT = DocumentInfo(id="sample", language="en", published="2023-07-14")


def read(content: str) -> list[StatedFigure]:
    text = Text(content, language="en", abbreviations=ENGLISH.abbreviations)
    return [f for f in find_figures(text, ENGLISH, Mentions(), DOCUMENT) if not f.minor]


def told(content: str) -> list[tuple[str, str, str | None]]:
    """Return value, unit and thing counted of each figure."""
    return [(str(f.value), f.unit, f.what) for f in read(content)]


@pytest.mark.parametrize(
    ("line", "value", "unit", "what"),
    [
        ("Searches – 88", "88", "event", "Searches"),
        ("Mobile phones 24", "24", "item", "Mobile phones"),
        ("Firearms (63)", "63", "item", "Firearms"),
        ("Suspects arrested 1,204", "1204", "person", "Suspects"),
        ("Cash seized – PHP 3.4 million", "3400000", "money", "Cash"),
        ("Number of houses searched: 19", "19", "place", "houses"),
        ("No. of cases registered: 1,024", "1024", "case", "cases"),
        ("Arrests (total): 45", "45", "event", "Arrests"),
        ("Drugs seized (kg): 3,200", "3200", "mass", "Drugs"),
        ("Goods seized (USD): 3,200", "3200", "money", "Goods"),
        ("Robberies per 100,000 people: 1.14", "1.14", "case", "Robberies"),
        ("12 x pistols", "12", "item", "pistols"),
    ],
)
def test_lines_of_a_list(line: str, value: str, unit: str, what: str) -> None:
    assert told(f"KEY RESULTS\n\n{line}\n") == [(value, unit, what)]


def test_the_head_of_a_column_names_what_is_counted() -> None:
    table = "Country | Arrests | Value (USD)\nNorland | 12 | 1,200\nSudland | 7 | 450\n"
    assert told(table) == [
        ("12", "event", "Arrests"),
        ("1200", "money", "Value"),
        ("7", "event", "Arrests"),
        ("450", "money", "Value"),
    ]
    assert [f.place for f in read(table)] == ["Norland", "Norland", "Sudland", "Sudland"]


def test_the_label_of_a_row_names_what_its_columns_of_years_count() -> None:
    table = "Indicator | 2021 | 2022\nPersons held | 1,204 | 1,530\n"
    assert told(table) == [("1204", "person", "Persons"), ("1530", "person", "Persons")]


def test_a_fact_sheet_is_no_table_with_heads() -> None:
    sheet = "What:      A sweep of post offices\nOfficers:  approx. 2,900\n"
    assert told(sheet) == [("2900", "person", "Officers")]


def test_the_line_above_a_list_of_names_says_what_is_counted() -> None:
    assert told("Breakdown of arrests by zone:\nSouth West – 151\nNorth East – 77\n") == [
        ("151", "event", "arrests"),
        ("77", "event", "arrests"),
    ]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "what", "measure"),
    [
        ("Officers took 1.8 lakh tablets.", "180000", "item", "tablets", "count"),
        ("Police recovered Rs 4.5 crore in cash.", "45000000", "money", "cash", "amount"),
        ("Half a million cigarettes were burnt.", "500000", "item", "cigarettes", "count"),
        ("They weighed 1.2 tonnes of khat.", "1.2", "mass", "khat", "amount"),
        ("Some 300-plus suspects remain at large.", "300", "person", "suspects", "count"),
        ("About 6 out of 10 parcels held fakes.", "60", "percent", "parcels", "share"),
        ("Nearly 9 in every 10 shops broke the rules.", "90", "percent", "shops", "share"),
        ("It cost 1/4 of the budget.", "25", "percent", "budget", "share"),
        ("The force burnt 2.3 tonnes (2.5 short tons) of cocaine.", "2.3", "mass", "cocaine", "amount"),
        ("They found more than one million (1,000,000) pills.", "1000000", "item", "pills", "count"),
        ("So far 43 accused have appeared in court.", "43", "person", "accused", "count"),
        ("Twelve states and 40 States/Territories took part.", "40", "place", "States/Territories", "count"),
        ("Inspectors stopped benefits worth €3,900 a week.", "3900", "money", "benefits", "rate"),
        ("He was remanded to 7 days' custody.", "7", "time", "custody", "duration"),
        ("The goods are estimated to be worth about S$245,000.", "245000", "money", "goods", "amount"),
        ("Duty evaded came to just under $5.8 million.", "5800000", "money", "Duty", "amount"),
        ("Losses from fake shops stood at Rs 16 crore.", "160000000", "money", "Losses", "amount"),
        ("They hold 690 'Sky' users.", "690", "person", "Sky' users", "count"),
        ("The team served 9 preventive arrest warrants.", "9", "document", "preventive arrest warrants", "count"),
        ("Officers arrested 45.", "45", "person", "people", "count"),
    ],
)
def test_sentences(sentence: str, value: str, unit: str, what: str, measure: str) -> None:
    figure = read(sentence)[0]
    assert (str(figure.value), figure.unit, figure.what, figure.measure) == (value, unit, what, measure)


def test_dots_part_thousands_where_nothing_else_does() -> None:
    assert [f.value for f in read("Agents took 800.000 euros, 1.250.000 pills and 3.500 kg of hashish.")] == [
        Decimal(800000),
        Decimal(1250000),
        Decimal(3500),
    ]
    assert [f.value for f in read("Agents took 3.500 kg of hashish and 12,000 pills.")] == [
        Decimal("3.5"),
        Decimal(12000),
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("R450 000", "450000"),
        ("R1,2 million", "1200000"),
        ("R2.5-million", "2500000"),
        ("N2.7 billion", "2700000000"),
        ("N850,000", "850000"),
        ("KSh 4.5 million", "4500000"),
        ("Ksh.1.2M", "1200000"),
        ("GH¢45,000", "45000"),
        ("RM45,000", "45000"),
        ("€1,5 million", "1500000"),
        ("CHF 1.2 Mio", "1200000"),
        ("Rs. 12,50,000", "1250000"),
        ("Tk 50 lakh", "5000000"),
        ("$1.3 million CAD", "1300000"),
    ],
)
def test_sums_of_many_countries(words: str, value: str) -> None:
    (figure,) = read(f"Officers seized goods worth {words}.")
    assert (str(figure.value), figure.unit, figure.what) == (value, "money", "goods")


def test_decimal_commas_and_spaced_thousands() -> None:
    assert told("Officers took 12,5 kg of salt and 1 000 000 pills.") == [
        ("12.5", "mass", "salt"),
        ("1000000", "item", "pills"),
    ]


def test_a_range_is_told_from_two_levels() -> None:
    (boxes,) = read("From 200 to 350 boxes were found.")
    assert (boxes.value, boxes.upper) == (Decimal(200), Decimal(350))
    before, after = read("Convictions fell from 450 to 380.")
    assert (before.value, before.what, after.value, after.what) == (450, "Convictions", 380, "Convictions")


def test_rises_and_what_only_looks_like_one() -> None:
    (share,) = read("Teenagers made up 26.1 per cent of the victims.")
    assert share.measure == "share"
    rate, points = read("The clearance rate was 37.4 percent, down 2.7 points.")
    assert (points.value, points.unit, points.measure) == (Decimal("-2.7"), "percent", "change")
    assert rate.measure == "share"


def test_parts_in_brackets_count_what_the_whole_counts() -> None:
    assert told("Officers held 9 persons, in Norwood (5) and Ashby (4).") == [
        ("9", "person", "persons"),
        ("5", "person", "persons"),
        ("4", "person", "persons"),
    ]


def test_a_question_names_what_its_answer_counts() -> None:
    figure = read("Q: How many people did you arrest in the sweep?\nA: We took in 45.\n")[0]
    assert (figure.value, figure.unit, figure.what) == (45, "person", "people")


def test_nouns_before_their_numbers_as_translated_word_for_word() -> None:
    assert told("The bureau filed smuggling case 46, caught suspects 22 and seized ship 4.") == [
        ("46", "case", "smuggling case"),
        ("22", "person", "suspects"),
        ("4", "vehicle", "ship"),
    ]
    (money,) = read("The fund involved about 2600 ten thousand yuan.")
    assert money.value == Decimal(26_000_000)


@pytest.mark.parametrize(
    "content",
    [
        "Two men, aged 34 and 41, were seen.",
        "The driver, 33, faces a charge.",
        "Officers met at 22 Baker Street and at 200 quai Charles Martin.",
        "Call 1800 333 000 or (202) 555-0133, or the police on 112.",
        "Section 12(3) applies to 9mm and .38 calibre arms.",
        "Posted On: 14 FEB 2025 6:42PM",
        "The Falcon 412 helicopter landed.",
        "Comments (14)",
        "Officers came this Tuesday (14).",
    ],
)
def test_these_count_nothing(content: str) -> None:
    assert read(content) == []


def test_what_a_headline_and_a_case_number_are() -> None:
    assert told("14 countries join forces") == [("14", "place", "countries")]
    assert told("Victims may call 416-555-0199, quoting file 23-1045.") == []
    (people, share) = read("They robbed more than 3,000 victims, 85 per cent of whom never told.")
    assert (share.what, people.comparator) == ("victims", ">")
