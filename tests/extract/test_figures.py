"""What the figure reader makes of the ways announcements print quantities; every sentence is ours."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.figures import find_figures
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import FoundCampaign, Mentions, Reference
from kg.extract.text import Text
from kg.model.record import DocumentInfo, Period, StatedFigure

ENGLISH = load_lexicon("en")
DOCUMENT = DocumentInfo(id="sample", language="en", published="2022-09-27")


def read(content: str, mentions: Mentions | None = None) -> tuple[StatedFigure, ...]:
    text = Text(content, language="en", abbreviations=ENGLISH.abbreviations)
    return find_figures(text, ENGLISH, mentions or Mentions(), DOCUMENT)


def named(content: str, *names: str, **facts: str) -> Mentions:
    """Return mentions of campaigns known by `names`, keyed c0, c1 and so on, the first of them the main one."""
    spans = [(content.index(name), content.index(name) + len(name)) for name in names]
    campaigns = tuple(
        FoundCampaign(key=f"c{i}", names=(name,), spans=(span,), **facts)
        for i, (name, span) in enumerate(zip(names, spans, strict=True))
    )
    refs = sorted((Reference(*span, f"c{i}", "campaign") for i, span in enumerate(spans)), key=lambda r: r.start)
    return Mentions(campaigns=campaigns, references=tuple(refs), main="c0" if names else None)


@pytest.mark.parametrize(
    ("content", "quote", "value", "comparator", "unit", "what", "measure"),
    [
        ("Police seized 22 000 cartons.", "22 000 cartons", "22000", "=", "item", "cartons", "count"),
        ("The haul held 175+ watches.", "175+ watches", "175", ">", "item", "watches", "count"),
        ("At least 40 suspects were held.", "At least 40 suspects", "40", ">=", "person", "suspects", "count"),
        ("They took nearly 300 litres of rum.", "nearly 300 litres of rum", "300", "<", "volume", "rum", "amount"),
        ("Arrests: 104\nSearches: 22\n", "Arrests: 104", "104", "=", "event", "Arrests", "count"),
        ("Cocaine: 1,250kg\nArms: 3\n", "Cocaine: 1,250kg", "1250", "=", "mass", "Cocaine", "amount"),
        ("Courts froze assets of $32.4b.", "$32.4b", "32400000000", "=", "money", "assets", "amount"),
        (
            "Cash of Rs 1.8 crore (approx.) was found.",
            "Rs 1.8 crore (approx.)",
            "18000000",
            "~",
            "money",
            "Cash",
            "amount",
        ),
        (
            "More than half of the parcels were fake.",
            "More than half of the parcels",
            "50",
            ">",
            "percent",
            "parcels",
            "share",
        ),
        ("Deaths fell by 8.5 percent last year.", "fell by 8.5 percent", "-8.5", "=", "percent", "Deaths", "change"),
        ("The detection rate was 95%.", "95%", "95", "=", "percent", "detection rate", "share"),
        (
            "Teams settle about 6 million disputes annually.",
            "about 6 million disputes",
            "6000000",
            "~",
            "event",
            "disputes",
            "rate",
        ),
        ("Fines came to 64.7 million yuan.", "64.7 million yuan", "64700000", "=", "money", "Fines", "amount"),
        (
            "Officers cracked theft cases more than 4,000.",
            "theft cases more than 4,000",
            "4000",
            ">",
            "case",
            "theft cases",
            "count",
        ),
    ],
)
def test_one_figure(content: str, quote: str, value: str, comparator: str, unit: str, what: str, measure: str) -> None:
    figure = read(content)[0]
    assert (figure.span.quote, figure.value, figure.comparator) == (quote, Decimal(value), comparator)
    assert (figure.unit, figure.what, figure.measure) == (unit, what, measure)


@pytest.mark.parametrize(
    "content",
    [
        "Article 253 of the Criminal Law applies.",
        "Call 0800 555 0123 or dial 110.",
        "The meeting opened at 10.30 a.m. on 3 May 2022.",
        "A driver aged 45 and a 17-year-old were seen.",
        "It is the 24th edition, see page 3 of 7.",
        "The COVID-19 rules and the R-22 gas are old news.",
        "Write to desk@force.example or see https://force.example/2022/17.",
        "The order is No. 105, version 3.0.",
    ],
)
def test_these_are_no_figures(content: str) -> None:
    assert [f for f in read(content) if not f.minor] == []


def test_a_noun_left_out_is_taken_from_before() -> None:
    lorries, forged = read("Officers checked 900 lorries, 74 of them with forged papers.")
    assert (forged.span.quote, forged.what, forged.unit) == ("74 of them", "lorries", "vehicle")
    assert lorries.what == "lorries"


def test_two_currencies_state_one_amount() -> None:
    euros, dollars = read("The haul was worth EUR 1.2 billion (USD 1.3 billion).")
    assert euros.what == dollars.what == "haul"
    assert (euros.value, dollars.value) == (Decimal(1200000000), Decimal(1300000000))


def test_respectively_shares_out_the_nouns() -> None:
    burglaries, robberies = read("Burglaries and robberies were up 12 and 17 percent respectively.")
    assert (burglaries.what, robberies.what) == ("Burglaries", "robberies")
    assert burglaries.measure == robberies.measure == "change"


def test_a_range_has_two_ends() -> None:
    (figure,) = read("Between 15 and 20 tonnes of waste were found.")
    assert (figure.value, figure.upper, figure.span.quote) == (15, 20, "Between 15 and 20 tonnes of waste")


def test_a_small_spelled_out_number_is_minor() -> None:
    minor, plain = read("Seven vans and 7 cars were taken.")
    assert (minor.minor, plain.minor) == (True, False)


@pytest.mark.parametrize(
    ("content", "period"),
    [
        ("From January to August this year, 184 people were caught.", Period(start="2022-01", end="2022-08")),
        ("Since last year 310 people were caught.", Period(start="2021", end=None)),
        ("By the end of June 2022, 310 people were caught.", Period(start=None, end="2022-06")),
        ("In 2019, 310 people were caught.", Period(start="2019", end="2019")),
        ("Seizures were up 30 percent compared with 2015.", None),
        ("So far this year, 310 people were caught.", Period(start="2022", end=None)),
        ("Since the 18th National Congress, 310 people were caught.", Period(start="2012-11", end=None)),
    ],
)
def test_the_period_of_a_sentence(content: str, period: Period | None) -> None:
    assert read(content)[0].period == period


def test_an_opening_clause_dates_its_list() -> None:
    content = "The border force reported the following for January to June 2021:\n\n* Arrests: 104\n* Cars seized: 12\n"
    assert {f.period for f in read(content)} == {Period(start="2021-01", end="2021-06")}


def test_each_edition_keeps_its_figures() -> None:
    content = (
        "Operation Heron II led to 40 arrests, against 25 arrests in Operation Heron I. In all, 60 vans were stopped."
    )
    first, second, third = read(content, named(content, "Operation Heron II", "Operation Heron I."))
    assert (first.campaign, second.campaign, third.campaign) == ("c0", "c1", "c0")


def test_a_figure_of_earlier_years_belongs_to_no_later_campaign() -> None:
    content = 'The "Heron 2022" drive ended. Police held 40 people. In 2017, courts jailed 300 people.'
    held, jailed = read(content, named(content, "Heron 2022"))
    assert (held.campaign, jailed.campaign) == ("c0", None)


def test_a_table_column_names_the_campaign() -> None:
    content = "              HERON I       HERON II\nArrests       93            101\nCars seized   12            14\n"
    figures = read(content, named(content, "HERON I ", "HERON II"))
    assert [(f.value, f.campaign) for f in figures] == [(93, "c0"), (101, "c1"), (12, "c0"), (14, "c1")]
