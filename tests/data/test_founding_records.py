"""What the five founding records promise by themselves, without the texts they were read from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

RECORDS = Path(__file__).resolve().parents[2] / "data" / "records"
FOUNDING = (
    "hundred-day-action-2022",
    "kunlun-2023",
    "kunlun-2024",
    "mongoose-hunting-2025",
    "scio-2023-10-24",
)
# How many relations and figures careful reading found: losing one silently would be a regression.
COUNTS = {
    "hundred-day-action-2022": (100, 90),
    "kunlun-2023": (16, 1),
    "kunlun-2024": (14, 0),
    "mongoose-hunting-2025": (11, 0),
    "scio-2023-10-24": (106, 90),
}
ENTITIES = ("campaigns", "agencies", "officials", "events", "cases")
NAMED = ("campaigns", "agencies", "officials", "cases")
MAX_QUOTE_WORDS = 12

# from-kind and to-kind of each relation; "domains" are the `domain:KEY` concepts, not entities of the record.
ENDS = {
    "leads": ("agencies", "campaigns"),
    "participates": ("agencies", "campaigns"),
    "targets": ("campaigns", "domains"),
    "part-of": ("campaigns", "campaigns"),
    "handles": ("agencies", "cases"),
    "supervises": ("agencies", "cases"),
    "case-of": ("cases", "campaigns"),
    "concerns": ("cases", "domains"),
    "unit-of": ("agencies", "agencies"),
    "speaks-for": ("officials", "agencies"),
    "hosts": ("agencies", "events"),
    "attends": ("officials", "events"),
    "announces": ("events", "campaigns"),
}
MAGNITUDES = {"million": 10**6, "billion": 10**9}
# "month-long" and "every two years" write their number in a word; "hundreds of millions" is a lower bound.
NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "month-long": 1,
    "hundreds of millions": 10**8,
}  # fmt: skip


def load(record_id: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((RECORDS / f"{record_id}.json").read_text(encoding="utf-8"))
    return record


def keys_by_kind(record: dict[str, Any]) -> dict[str, set[str]]:
    return {kind: {entity["key"] for entity in record[kind]} for kind in ENTITIES}


def iter_cuts(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield everything that claims a span: the evidence of entities and relations, and the figures."""
    for kind in (*ENTITIES, "relations"):
        for item in record[kind]:
            yield from item["evidence"]
    yield from record["figures"]


def bare(text: str) -> str:
    """Return the text as `names` keep it: case folded, without quotation marks or a comma inside them."""
    return re.sub(r'["“”]', "", re.sub(r',(?=["”])', "", text)).casefold()


def written_values(quote: str) -> set[Decimal]:
    """Return every number the quote writes, in digits with their magnitude word or spelled out."""
    values = {
        Decimal(digits.replace(",", "")) * MAGNITUDES.get(magnitude, 1)
        for digits, magnitude in re.findall(r"(\d[\d,]*(?:\.\d+)?)(?:\s+(million|billion)\b)?", quote)
    }
    lowered = quote.lower()
    return values | {Decimal(v) for word, v in NUMBER_WORDS.items() if re.search(rf"\b{word}\b", lowered)}


@pytest.fixture(params=FOUNDING)
def record(request: pytest.FixtureRequest) -> dict[str, Any]:
    return load(request.param)


def test_all_five_are_there_and_whole() -> None:
    records = {record_id: load(record_id) for record_id in FOUNDING}
    assert {key: (len(r["relations"]), len(r["figures"])) for key, r in records.items()} == COUNTS


def test_document_says_what_was_read(record: dict[str, Any]) -> None:
    document = record["document"]
    assert record["format"] == "extraction-record/1"
    assert (RECORDS / f"{document['id']}.json").is_file()
    assert re.fullmatch(r"[0-9a-f]{64}", document["sha256"])
    assert (document["language"], document["text"]) == ("en", "not kept")
    assert document["title"]
    assert len(document["title"].split()) <= MAX_QUOTE_WORDS
    assert record["review"] == {"status": "accepted", "by": "Campaign KG contributors"}


def test_five_documents_have_five_hashes() -> None:
    assert len({load(record_id)["document"]["sha256"] for record_id in FOUNDING}) == len(FOUNDING)


def test_file_is_written_the_house_way(record: dict[str, Any]) -> None:
    written = (RECORDS / f"{record['document']['id']}.json").read_text(encoding="utf-8")
    assert written == json.dumps(record, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("kind", [*ENTITIES, "relations"])
def test_every_entity_and_relation_has_evidence(record: dict[str, Any], kind: str) -> None:
    assert [item for item in record[kind] if not item.get("evidence")] == []


def test_spans_are_as_long_as_their_quotes(record: dict[str, Any]) -> None:
    for cut in iter_cuts(record):
        assert 0 <= cut["start"] < cut["end"], cut
        assert cut["end"] - cut["start"] == len(cut["quote"]), cut


def test_no_quote_is_longer_than_a_citation(record: dict[str, Any]) -> None:
    assert [cut["quote"] for cut in iter_cuts(record) if len(cut["quote"].split()) > MAX_QUOTE_WORDS] == []


def test_same_span_always_reads_the_same(record: dict[str, Any]) -> None:
    read: dict[tuple[int, int], str] = {}
    for cut in iter_cuts(record):
        assert read.setdefault((cut["start"], cut["end"]), cut["quote"]) == cut["quote"]


def test_overlapping_quotes_agree(record: dict[str, Any]) -> None:
    """Two quotes over the same offset carry the same character there, as cuts of one text must."""
    characters: dict[int, str] = {}
    for cut in iter_cuts(record):
        for offset, character in enumerate(cut["quote"], start=cut["start"]):
            assert characters.setdefault(offset, character) == character, cut


def test_each_name_has_the_words_that_print_it(record: dict[str, Any]) -> None:
    for kind in NAMED:
        for entity in record[kind]:
            assert len(set(entity["names"])) == len(entity["names"]) == len(entity["evidence"]), entity["key"]
            for name, cut in zip(entity["names"], entity["evidence"], strict=True):
                # In a list ("organs in A, B and C") the evidence of C runs from the shared head to C.
                head, _, place = bare(name).rpartition(" in ")
                printed = bare(cut["quote"])
                listed = bool(head) and printed.startswith(f"{head} in ") and printed.endswith(f", {place}")
                assert printed == bare(name) or listed, (name, cut["quote"])


def test_keys_are_unique(record: dict[str, Any]) -> None:
    keys = [entity["key"] for kind in ENTITIES for entity in record[kind]]
    assert len(keys) == len(set(keys))


def test_relations_join_the_right_kinds(record: dict[str, Any]) -> None:
    known = keys_by_kind(record)
    for relation in record["relations"]:
        source, target = ENDS[relation["type"]]
        assert relation["from"] in known[source], relation
        if target == "domains":
            assert re.fullmatch(r"domain:[a-z]+(-[a-z]+)*", relation["to"]), relation
        else:
            assert relation["to"] in known[target], relation


def test_no_relation_is_stated_twice(record: dict[str, Any]) -> None:
    triples = [(relation["type"], relation["from"], relation["to"]) for relation in record["relations"]]
    assert len(triples) == len(set(triples))


def test_figures_point_at_what_the_record_knows(record: dict[str, Any]) -> None:
    known = keys_by_kind(record)
    for figure in record["figures"]:
        assert figure["campaign"] in known["campaigns"] | {None}, figure
        assert figure["agency"] in known["agencies"] | {None}, figure
        assert figure["case"] in known["cases"] | {None}, figure
        assert figure["speaker"] in known["officials"] | {None}, figure


def test_figure_value_is_written_in_its_quote(record: dict[str, Any]) -> None:
    for figure in record["figures"]:
        assert abs(Decimal(str(figure["value"]))) in written_values(figure["quote"]), figure["quote"]


def test_a_fall_is_negative(record: dict[str, Any]) -> None:
    for figure in record["figures"]:
        falls = re.search(r"\b(fell|decreases?|decreased|dropped|down)\b", figure["quote"])
        if figure["measure"] != "change":
            assert figure["value"] > 0, figure["quote"]
        elif falls:
            assert figure["value"] < 0, figure["quote"]


@pytest.mark.parametrize(
    ("record_id", "silent"),
    [
        ("hundred-day-action-2022", ["10 inspection teams"]),
        ("scio-2023-10-24", ["26 specific items", "past two months"]),
    ],
)
def test_only_journalists_figures_have_no_speaker(record_id: str, silent: list[str]) -> None:
    figures = load(record_id)["figures"]
    assert [figure["quote"] for figure in figures if figure["speaker"] is None] == silent


@pytest.mark.parametrize("record_id", ["kunlun-2023", "kunlun-2024", "mongoose-hunting-2025"])
def test_a_text_without_turns_names_no_speaker(record_id: str) -> None:
    record = load(record_id)
    assert record["officials"] == []
    assert [figure for figure in record["figures"] if figure["speaker"] is not None] == []


def test_speakers_attend_what_they_speak_at(record: dict[str, Any]) -> None:
    present = {relation["from"] for relation in record["relations"] if relation["type"] == "attends"}
    assert {figure["speaker"] for figure in record["figures"]} - {None} <= present


def test_turns_of_one_speaker_do_not_run_into_anothers() -> None:
    """Figures in text order change speaker only as often as the briefing changed turns."""
    speakers = [figure["speaker"] for figure in load("scio-2023-10-24")["figures"] if figure["speaker"]]
    turns = [speaker for at, speaker in enumerate(speakers) if at == 0 or speakers[at - 1] != speaker]
    assert turns == [
        "wang-zhizhong", "yang-xin", "qiu-baoli", "li-jiantao", "wang-zhizhong", "qiu-baoli", "li-jiantao",
        "chen-wenjun", "yang-xin", "wang-zhizhong",
    ]  # fmt: skip


def test_cases_of_a_campaign_carry_it_on_their_figures(record: dict[str, Any]) -> None:
    campaign_of = {r["from"]: r["to"] for r in record["relations"] if r["type"] == "case-of"}
    for figure in record["figures"]:
        if figure["case"] in campaign_of:
            assert figure["campaign"] == campaign_of[figure["case"]], figure["quote"]
