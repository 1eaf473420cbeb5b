"""A mistake in a file is reported with file, path, what was found and what was expected; all at once."""

import json

import pytest

from kg.errors import DataError, InputError
from kg.read.dataset import read_dataset, read_records
from tests.conftest import SAMPLE


def mistakes_of(folder):
    with pytest.raises(DataError) as caught:
        read_dataset(folder)
    return caught.value.mistakes


def test_the_sample_reads_whole():
    dataset = read_dataset(SAMPLE)
    assert [r.record.document.id for r in dataset.records] == ["denglong-2023", "lantern-2024"]
    lantern = dataset.records[1].record
    assert lantern.figures[0].span.quote == "more than 1,200 smuggling cases"
    assert lantern.figures[0].speaker == "quill"
    assert dataset.registry.links_of("lantern-2024").campaigns == {"lantern": "campaign/lantern-2024"}


RECORD_MISTAKES = [
    (lambda r: r["figures"][0].update(unit="cases"), "$.figures[0].unit", '"cases"', "one of"),
    (lambda r: r["figures"][0].pop("value"), "$.figures[0]", "nothing", "the key 'value'"),
    (lambda r: r["figures"][1].update(value="340"), "$.figures[1].value", '"340"', "number"),
    (lambda r: r["figures"][0].update(colour=1), "$.figures[0]", "colour", "only keys the schema knows"),
    (lambda r: r["figures"][0].update(campaign="nope"), "$.figures[0].campaign", "'nope'", "a key of $.campaigns"),
    (lambda r: r["figures"][0].update(speaker="nobody"), "$.figures[0].speaker", "'nobody'", "a key of $.officials"),
    (lambda r: r["figures"][0].update(end=5), "$.figures[0]", "a span of", "end - start"),
    (lambda r: r["figures"][0].update(start=None), "$.figures[0]", "only one of start and end", "both"),
    (lambda r: r["figures"][0].update(upper=3), "$.figures[0].upper", "3, below the value 1200", "upper >= value"),
    (
        lambda r: r["figures"][0].update(period={"start": "2024-05", "end": "2023"}),
        "$.figures[0].period.end",
        "2023, before the start 2024-05",
        "not before",
    ),
    (lambda r: r["document"].update(published="2024-02-30"), "$.document.published", "2024-02-30", "exists"),
    (lambda r: r["document"].update(published="March"), "$.document.published", '"March"', "matching"),
    (lambda r: r["relations"][0].update({"from": "x"}), "$.relations[0].from", "'x'", "a key of $.agencies"),
    (lambda r: r["relations"][3].update(to="smuggling"), "$.relations[3].to", "'smuggling'", '"domain:KEY"'),
    (lambda r: r["relations"][3].update(to="domain:sorcery"), "$.relations[3].to", "'domain:sorcery'", "a domain"),
    (lambda r: r["agencies"].append(r["agencies"][0]), "$.agencies[3].key", "a second time", "each key once"),
    (lambda r: r["campaigns"][0].update(names=[]), "$.campaigns[0].names", "[]", "non-empty"),
    (lambda r: r["figures"][0].update(domains=["sorcery"]), "$.figures[0].domains[0]", "'sorcery'", "a domain"),
]


@pytest.mark.parametrize(("spoil", "path", "found", "expected"), RECORD_MISTAKES)
def test_a_mistake_in_a_record_is_told(sample_data, edit_json, spoil, path, found, expected):
    file = sample_data / "records" / "lantern-2024.json"
    edit_json(file, spoil)
    told = [m for m in mistakes_of(sample_data) if m.path == path]
    assert told, "no mistake at that path"
    assert told[0].file == str(file)
    assert found in told[0].found
    assert expected in told[0].expected or "[]" in told[0].found


REGISTRY_MISTAKES = [
    (
        "campaigns",
        lambda v: v["campaigns"][0]["labels"].update(de=[{"value": "L", "source": "official", "basis": "hearsay"}]),
        "$.campaigns[0].labels.de[0].basis",
        '"hearsay"',
    ),
    ("agencies", lambda v: v["agencies"][0].update(parent="nobody"), "$.agencies[0].parent", "'nobody'"),
    ("agencies", lambda v: v["agencies"][1].update(key="ministry-of-harbours"), "$.agencies[1].key", "which"),
    ("agencies", lambda v: v["agencies"][0].update(kind="Guild"), "$.agencies[0].kind", '"Guild"'),
    ("campaigns", lambda v: v["campaigns"][0].update(series="nowhere"), "$.campaigns[0].series", "'nowhere'"),
    ("campaigns", lambda v: v["campaigns"][0].update(part_of=["campaign/x"]), "$.campaigns[0].part_of[0]", "'x'"),
    ("campaigns", lambda v: v["campaigns"][1].update(end="2023"), "$.campaigns[1].end", "before the start"),
    ("places", lambda v: v["places"][0].update(within="atlantis"), "$.places[0].within", "'atlantis'"),
    ("officials", lambda v: v["officials"][0]["posts"][0].update(role="tsar"), "$.officials[0].posts[0].role", "tsar"),
    ("concepts", lambda v: v["schemes"][0]["concepts"][0].update(broader="x"), "$.schemes[0].concepts[0].broader", "x"),
    (
        "links",
        lambda v: v["links"]["lantern-2024"]["agencies"].update(moh="ministry-of-magic"),
        "$.links.lantern-2024.agencies.moh",
        "'ministry-of-magic'",
    ),
    (
        "links",
        lambda v: v["links"]["lantern-2024"]["agencies"].update(stranger="coastal-police"),
        "$.links.lantern-2024.agencies",
        "'stranger'",
    ),
]


@pytest.mark.parametrize(("name", "spoil", "path", "found"), REGISTRY_MISTAKES)
def test_a_mistake_in_the_registry_is_told(sample_data, edit_json, name, spoil, path, found):
    edit_json(sample_data / "registry" / f"{name}.json", spoil)
    told = [m for m in mistakes_of(sample_data) if m.path == path]
    assert told
    assert found in told[0].found


def test_a_cycle_of_parents_is_drawn(sample_data, edit_json):
    def cycle(value):
        value["agencies"][0]["parent"] = "coastal-police"

    edit_json(sample_data / "registry" / "agencies.json", cycle)
    told = mistakes_of(sample_data)
    assert [m.found for m in told] == ["coastal-police → ministry-of-harbours → coastal-police"]
    assert told[0].expected == "no cycle"


def test_all_mistakes_of_all_files_are_told_at_once(sample_data, edit_json):
    edit_json(sample_data / "records" / "lantern-2024.json", lambda r: r["figures"][0].update(unit="x", measure="y"))
    edit_json(sample_data / "records" / "denglong-2023.json", lambda r: r["relations"][0].update({"from": "z"}))
    edit_json(sample_data / "registry" / "agencies.json", lambda v: v["agencies"][0].update(parent="nobody"))
    (sample_data / "registry" / "places.json").write_text("{", "utf-8")
    told = mistakes_of(sample_data)
    assert {m.path for m in told} >= {"$.figures[0].unit", "$.figures[0].measure", "$.relations[0].from"}
    assert any(m.path == "$.agencies[0].parent" for m in told)
    assert any(m.file.endswith("places.json:1:2") and m.found == "the end of the file" for m in told)
    assert len(told) == 5
    assert str(told[0]) in str(DataError(told))


def test_mistakes_of_form_and_of_sense_are_told_together(sample_data, edit_json):
    """Each part of a file is checked as far as it can be read, whatever else is wrong in it."""
    file = sample_data / "records" / "lantern-2024.json"

    def spoil(record):
        record["document"]["colour"] = "red"
        record["figures"][0].update(unit="cases", campaign="nope", domains=["sorcery"], end=5)
        record["figures"][1].update(value="many", agency="nobody", period=["2024"])
        record["relations"][0].update({"from": "x", "because": "so"})
        record["relations"][3].update(to="domain:sorcery")
        record["agencies"].append(dict(record["agencies"][0], names=[]))

    edit_json(file, spoil)
    told = {m.path: f"{m.found}; {m.expected}" for m in mistakes_of(sample_data)}
    assert set(told) == {
        "$.document",
        "$.figures[0]",
        "$.figures[0].unit",
        "$.figures[0].campaign",
        "$.figures[0].domains[0]",
        "$.figures[1].value",
        "$.figures[1].agency",
        "$.figures[1].period",
        "$.relations[0]",
        "$.relations[0].from",
        "$.relations[3].to",
        "$.agencies[3].key",
        "$.agencies[3].names",
    }
    assert told["$.figures[0].campaign"] == "the key 'nope'; a key of $.campaigns (lantern)"
    assert told["$.figures[1].period"] == '["2024"]; null or object'


def test_what_cannot_be_read_is_not_said_to_be_missing(sample_data, edit_json):
    """An agency whose key has not its form may be the one that is named elsewhere: only its own mistake is told."""
    edit_json(sample_data / "records" / "lantern-2024.json", lambda r: r["agencies"][0].update(key=7))
    assert [m.path for m in mistakes_of(sample_data)] == ["$.agencies[0].key"]


def test_a_domain_where_a_campaign_should_be_is_told_once(sample_data, edit_json):
    def spoil(record):
        record["relations"][0].update(to="domain:zzz")

    edit_json(sample_data / "records" / "lantern-2024.json", spoil)
    (told,) = mistakes_of(sample_data)
    assert (told.path, told.found) == ("$.relations[0].to", "the key 'domain:zzz'")
    assert told.expected.startswith("a key of $.campaigns")


def test_mistakes_of_form_and_of_sense_in_a_registry_are_told_together(sample_data, edit_json):
    def spoil(value):
        value["agencies"][0].update(kind="Guild", parent="nobody")
        value["agencies"][1].update(jurisdiction="atlantis", colour="red")

    edit_json(sample_data / "registry" / "agencies.json", spoil)
    told = {m.path for m in mistakes_of(sample_data)}
    assert told == {
        "$.agencies[0].kind",
        "$.agencies[0].parent",
        "$.agencies[1]",
        "$.agencies[1].jurisdiction",
    }


def test_a_registry_file_is_no_record(sample_data):
    (told,) = read_records([sample_data / "registry" / "agencies.json"]).mistakes
    assert told.found == '"registry/1", a registry file'
    assert "--registry" in told.expected


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"{", ":1:2: found the end of the file; expected a key"),
        (b"\xff\xfe{}", ":1:1: found the byte 0xff, which is no UTF-8; expected UTF-8 text"),
        (b'{"a":\n  "b\xe6"}', ":2:5: found the byte 0xe6"),
        (b'{"a": [1 2]}', ":1:10: found '2]}'; expected a comma"),
        (b'{"a": "b\n"}', ":1:9: found the end of the line; expected \\n"),
        (b'{"a": 1, "a": 2}', "the key a twice"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"format": NaN}', "NaN is not JSON"),
        (b"[]", "[]"),
        (b"null", "null"),
        (b"", ":1:1: found the end of the file; expected a value"),
    ],
)
def test_a_file_that_is_no_record_is_told(sample_data, content, found):
    file = sample_data / "records" / "lantern-2024.json"
    file.write_bytes(content)
    told = [m for m in mistakes_of(sample_data) if m.file.startswith(str(file))]
    assert told
    assert any(found in str(m) for m in told)


def test_two_records_of_one_document_are_told(sample_data):
    text = (sample_data / "records" / "lantern-2024.json").read_text("utf-8")
    (sample_data / "records" / "copy.json").write_text(text, "utf-8")
    assert [m.path for m in mistakes_of(sample_data)] == ["$.document.id"]


def test_what_is_no_data_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="expected a data folder"):
        read_dataset(tmp_path)


def test_numbers_keep_their_digits(sample_data, edit_json):
    file = sample_data / "records" / "lantern-2024.json"
    text = file.read_text("utf-8").replace('"value": 1200', '"value": 0.1')
    file.write_text(text, "utf-8")
    record = next(r.record for r in read_dataset(sample_data).records if r.record.document.id == "lantern-2024")
    assert str(record.figures[0].value) == "0.1"
    assert json.loads(text)["figures"][0]["value"] == 0.1
