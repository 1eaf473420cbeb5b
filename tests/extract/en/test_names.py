"""Names of campaigns, bodies, officials and cases in announcements of many countries."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from kg.extract.record import extract
from kg.extract.wording import fold
from kg.model.record import DocumentInfo, ExtractionRecord

SAMPLES = tomllib.loads((Path(__file__).parent / "samples" / "names.toml").read_text("utf-8"))["sample"]
KINDS = ("campaigns", "agencies", "officials", "cases")


def read(text: str) -> ExtractionRecord:
    return extract(text, document=DocumentInfo(id="sample", language="en"))


def names(text: str, kind: str) -> list[tuple[str, ...]]:
    return [found.names for found in getattr(read(text), kind)]


def test_samples_are_read_as_a_careful_reader_does() -> None:
    hits: Counter[str] = Counter()
    told: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for sample in SAMPLES:
        record = read(sample["text"])
        for kind in KINDS:
            expected = [{fold(name) for name in wordings.split(" | ")} for wordings in sample.get(kind, [])]
            left = list(getattr(record, kind))
            told[kind] += len(expected)
            found[kind] += len(left)
            for wordings in expected:
                home = next((f for f in left if wordings & {fold(n) for n in f.names}), None)
                if home is not None:
                    left.remove(home)
                    hits[kind] += 1
    scores = {kind: 2 * hits[kind] / (told[kind] + found[kind]) for kind in KINDS}
    assert scores["campaigns"] >= 0.95
    assert scores["agencies"] >= 0.95
    assert scores["officials"] >= 0.97
    assert scores["cases"] >= 0.85


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Kano Office of the Economic and Financial Crimes Tribunal met.",
            "Economic and Financial Crimes Tribunal",
        ),
        ("The Directorate of Excise Intelligence (DEI) raided two godowns.", "DEI"),
        ("The search was run by the Chiefs' Joint Intelligence Unit in Leeds.", "Chiefs' Joint Intelligence Unit"),
        ("The Federal Police on Tuesday arrested two men.", "Federal Police"),
        ("Yiwan public security bureau caught nine people.", "Yiwan public security bureau"),
        ("The interior ministry said nine people were held.", "interior ministry"),
        ("The 12th Maneuver Battalion served the warrants.", "12th Maneuver Battalion"),
        ("The raid was made with the support of ZANTAC and the fire brigade.", "ZANTAC"),
        ('The "Clear Dawn" Office of the ministry issued the plan.', '"Clear Dawn" Office'),
    ],
)
def test_bodies(text: str, expected: str) -> None:
    assert fold(expected) in {fold(name) for wordings in names(text, "agencies") for name in wordings}


@pytest.mark.parametrize(
    "text",
    [
        "The Deputy Director of Criminal Enforcement left early.",
        "Contact: Press Office, 020 555.",
        "Microsoft and the Banking Federation supplied data.",
        "The police thanked the Regional Office.",
    ],
)
def test_no_bodies(text: str) -> None:
    assert not [w for w in names(text, "agencies") if not w[0].islower()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister for Justice Helen Farrell welcomed the result.", "Helen Farrell"),
        ("Director, Media & Advocacy, NDLEA, Femi Ade, disclosed the seizure.", "Femi Ade"),
        ("The Director-General of the board, Brig. Gen. Musa Bello (Rtd), spoke.", "Musa Bello"),
        ("person in charge of the Customs Bureau Lu Jian said so.", "Lu Jian"),
        ('"We will go on," said Kofi Adu of the Ghana Police Service.', "Kofi Adu"),
        ("Saskia van der Berg, head of the unit, said so.", "Saskia van der Berg"),
        ("Commander (Drug Investigation) of the force Ms Wong Suk-yee said so.", "Wong Suk-yee"),
    ],
)
def test_officials(text: str, expected: str) -> None:
    assert names(text, "officials")[0][0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "For media enquiries contact Inspector Jane Roe.",
        "Accused Ramesh Gupta, director of Shakti Traders, is at large.",
        "Jo Hill, president of the charity, welcomed the raid.",
    ],
)
def test_no_officials(text: str) -> None:
    assert names(text, "officials") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A drive code-named Red Kite led to 40 arrests.", "Red Kite"),
        ("Officers led an inquiry code-named 'Goliath' into the ring.", "Goliath"),
        ("The finds came under the Bridge Lamp initiative of the port police.", "Bridge Lamp"),
        ("Ops Taring ended with the seizure of 40 boxes.", "Ops Taring"),
        ('Under the sub-operation "Night Tide", port police checked 40 containers.', "Night Tide"),
        ("Police fought the second cluster battle in May.", "second cluster battle"),
        ("The Joint Action Days ended on Friday.", "Joint Action Days"),
        ('Officers mounted "Operation Reclaim and Rebuild" on Monday.', "Operation Reclaim and Rebuild"),
    ],
)
def test_campaigns(text: str, expected: str) -> None:
    assert fold(expected) in {fold(name) for wordings in names(text, "campaigns") for name in wordings}


def test_campaigns_told_apart_by_what_they_do() -> None:
    text = (
        "The ministry launched special campaigns, including those to hunt fugitives, freeze accounts, and seize cars."
    )
    assert names(text, "campaigns") == [("hunt fugitives",), ("freeze accounts",), ("seize cars",)]


def test_an_alias_is_no_campaign_of_its_own() -> None:
    found = names("The Great Market Action, known as GMA 9, led to 40 arrests. GMA 9 was run by Europol.", "campaigns")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Operation Kestrel ran from 3 May to 9 June 2022.", "2022-05-03", "2022-06-09"),
        ("Operation Kestrel was launched in March 2021.", "2021-03", None),
        ("Operation Kestrel (2-27 October 2023) led to nine arrests.", "2023-10-02", "2023-10-27"),
        ("Operation Kestrel began on 5 July 2021 and ended on 9 July 2021.", "2021-07-05", "2021-07-09"),
        ("From 1 to 4 May 2020, the police carried out Operation Kestrel.", "2020-05-01", "2020-05-04"),
        ("Operation Kestrel was led by Europol. It lasted from April to May 2022.", "2022-04", "2022-05"),
        ("Operation Kestrel led to nine arrests.", None, None),
    ],
)
def test_campaign_dates(text: str, start: str | None, end: str | None) -> None:
    campaign = read(text).campaigns[0]
    assert (campaign.start, campaign.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the Lakeside sand-mining case, 17 people were held.", "Lakeside sand-mining case"),
        ("Police said the Nakamura ring had cheated 540 people.", "Nakamura ring"),
        ("The search of a farmyard near Carrick yielded cash.", "search of a farmyard near Carrick"),
        ("The murder of a shopkeeper in Leith was solved.", "murder of a shopkeeper in Leith"),
        ("Case 2: Sale of fake tyres in Abidjan\nOfficers seized 400 tyres.", "Sale of fake tyres in Abidjan"),
    ],
)
def test_cases(text: str, expected: str) -> None:
    assert fold(expected) in {fold(name) for wordings in names(text, "cases") for name in wordings}


def test_a_country_does_not_label_a_case() -> None:
    assert names("The German investigation went on, as did the British search.", "cases") == []


def test_names_met_often_are_surer() -> None:
    once = read("Operation Kestrel ended.").campaigns[0].confidence
    often = read("Operation Kestrel ended. In Operation Kestrel, 40 were held. Operation Kestrel is over.")
    assert often.campaigns[0].confidence > once
