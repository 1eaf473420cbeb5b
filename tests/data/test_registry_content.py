"""What the committed registry and records must keep true: references, names, links, languages, sources."""

import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
KINDS = ("series", "campaigns", "agencies", "officials", "places", "cases")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HAN = re.compile("[\u3400-\u9fff]")

# Printed lists of places: no single place, so no link.
PLACE_LISTS = {
    "Australia, Argentina, Malaysia and the US",
    "Belgien, Dänemark, Frankreich, Ungarn, Rumänien, Spanien und Vereinigtes Königreich",
    "Belgium, Ireland, Italy, Spain and the Netherlands",
    "France, Germany, Italy, and Spain",
    "Madrid, Barcelona and Alicante",
    "The Hague/Washington",
}


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


REGISTRY = {path.stem: load(path) for path in sorted((DATA / "registry").glob("*.json"))}
RECORDS = {path.stem: load(path) for path in sorted((DATA / "records").glob("*.json"))}
THINGS = {kind: {thing["key"]: thing for thing in REGISTRY[kind][kind]} for kind in KINDS}
SCHEMES = {scheme["key"]: {c["key"]: c for c in scheme["concepts"]} for scheme in REGISTRY["concepts"]["schemes"]}
LINKS = REGISTRY["links"]["links"]


def labels(thing):
    """Return (language, label) pairs of a thing."""
    return [(language, label) for language, found in thing["labels"].items() for label in found]


def is_name(label):
    return label["source"] != "translated" and not label.get("generic", False)


def names(thing):
    return [label["value"] for _, label in labels(thing) if is_name(label)]


def fold(text):
    """Fold case, width, quotation marks and spaces, which tell no two things apart."""
    plain = re.sub("[“”\"‘’'「」]", "", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(plain.split())


def linked(record_id, group, local):
    """Return the registry's thing behind a record's local key."""
    ref = LINKS[record_id][group][local]
    if group == "campaigns":
        kind, _, key = ref.partition("/")
        return THINGS["campaigns" if kind == "campaign" else "series"][key]
    return THINGS[group][ref]


def every_label():
    for kind in KINDS:
        for key, thing in THINGS[kind].items():
            for language, label in labels(thing):
                yield f"{kind}/{key}", language, label
    for scheme, concepts in SCHEMES.items():
        for key, concept in concepts.items():
            for language, label in labels(concept):
                yield f"{scheme}/{key}", language, label


def test_an_official_name_says_what_it_rests_on_and_no_other_does():
    for where, language, label in every_label():
        assert ("basis" in label) == (label["source"] == "official"), where
        assert (label["source"] == "own") == (where.partition("/")[0] in SCHEMES), where
        if label.get("basis") == "pinyin":
            assert language == "en", where


@pytest.mark.parametrize("path", sorted(DATA.glob("re*/*.json")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_is_written_in_one_way(path):
    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_slugs_and_stand_once_in_order(kind):
    keys = [thing["key"] for thing in REGISTRY[kind][kind]]
    assert keys == sorted(set(keys))
    assert [key for key in keys if not SLUG.fullmatch(key)] == []


def test_every_reference_meets_its_thing():
    missing = []

    def meet(where, key, kind):
        if key is not None and key not in THINGS[kind]:
            missing.append((where, key))

    for key, campaign in THINGS["campaigns"].items():
        meet(key, campaign["series"], "series")
        for ref in campaign["part_of"]:
            kind, _, whole = ref.partition("/")
            meet(key, whole, "campaigns" if kind == "campaign" else "series")
    for key, agency in THINGS["agencies"].items():
        meet(key, agency["parent"], "agencies")
        meet(key, agency["jurisdiction"], "places")
    for key, place in THINGS["places"].items():
        meet(key, place["within"], "places")
    for key, official in THINGS["officials"].items():
        for post in official["posts"]:
            meet(key, post["agency"], "agencies")
            missing += [(key, post["role"])] if post["role"] not in SCHEMES["role"] else []
            missing += [(key, record) for record in post["records"] if record not in RECORDS]
    for key, case in THINGS["cases"].items():
        missing += [(key, record) for record in case["records"] if record not in RECORDS]
    assert missing == []


def test_nothing_stands_above_itself():
    up = {key: agency["parent"] for key, agency in THINGS["agencies"].items()}
    up |= {f"place {key}": place["within"] and f"place {place['within']}" for key, place in THINGS["places"].items()}
    for scheme, concepts in SCHEMES.items():
        up |= {f"{scheme} {k}": c["broader"] and f"{scheme} {c['broader']}" for k, c in concepts.items()}
    for start in up:
        seen, node = set(), start
        while node is not None:
            assert node not in seen, f"{start} stands above itself"
            seen.add(node)
            node = up[node]
    wholes = {key: [r.partition("/")[2] for r in c["part_of"]] for key, c in THINGS["campaigns"].items()}
    for key, parts in wholes.items():
        assert all(key not in wholes.get(whole, ()) for whole in [*parts, key])


def test_links_cover_every_record_and_nothing_else():
    assert sorted(LINKS) == sorted(RECORDS)
    for record_id, record in RECORDS.items():
        for group in ("campaigns", "agencies", "officials"):
            assert sorted(LINKS[record_id][group]) == sorted(e["key"] for e in record[group]), (record_id, group)
            for local in LINKS[record_id][group]:
                linked(record_id, group, local)
        cases = {case["key"] for case in record["cases"]}
        assert set(LINKS[record_id]["cases"]) <= cases
        assert set(LINKS[record_id]["cases"].values()) <= set(THINGS["cases"])


def printed_places(record):
    found = [figure["place"] for figure in record["figures"]]
    found += [entity["place"] for entity in record["cases"] + record["events"]]
    return {place for place in found if place}


def test_every_printed_place_is_linked_unless_it_is_a_list():
    for record_id, record in RECORDS.items():
        places = LINKS[record_id]["places"]
        assert set(places) == printed_places(record) - PLACE_LISTS, record_id
        for printed, key in places.items():
            assert printed in [label["value"] for _, label in labels(THINGS["places"][key])]


@pytest.mark.parametrize("group", ["campaigns", "agencies", "officials", "cases"])
def test_every_printed_name_is_a_label_of_its_thing(group):
    missing = []
    for record_id, record in RECORDS.items():
        for entity in record[group]:
            if entity["key"] in LINKS[record_id][group]:
                known = {label["value"] for _, label in labels(linked(record_id, group, entity["key"]))}
                missing += [(record_id, name) for name in entity["names"] if name not in known]
    assert missing == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_belongs_to_one_thing(kind):
    owners = defaultdict(set)
    for key, thing in THINGS[kind].items():
        for name in names(thing):
            owners[fold(name)].add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_an_edition_does_not_take_its_series_name():
    series = {fold(name) for thing in THINGS["series"].values() for name in names(thing)}
    taken = [(c["key"], name) for c in THINGS["campaigns"].values() for name in names(c) if fold(name) in series]
    assert taken == []


@pytest.mark.parametrize("kind", KINDS)
def test_everything_has_a_name_that_is_not_our_translation(kind):
    assert [key for key, thing in THINGS[kind].items() if not names(thing)] == []


def test_names_come_before_glosses_and_stand_once():
    for where, _, label in every_label():
        assert label["value"] == label["value"].strip(), where
    for kind in KINDS:
        for key, thing in THINGS[kind].items():
            for language, found in thing["labels"].items():
                values = [label["value"] for label in found]
                assert len(values) == len(set(values)), (kind, key, language)
                generic = [bool(label.get("generic")) for label in found]
                assert generic == sorted(generic), (kind, key, language)


def test_a_language_tag_agrees_with_the_script():
    wrong = [
        (where, language, label["value"])
        for where, language, label in every_label()
        if language.startswith("zh") != bool(HAN.search(label["value"]))
    ]
    assert wrong == []


def test_both_languages_where_there_should_be_two():
    for scheme in REGISTRY["concepts"]["schemes"]:
        for thing in [scheme, *scheme["concepts"]]:
            assert {"en", "zh-Hans"} <= set(thing["labels"]), thing["key"]
        for concept in scheme["concepts"]:
            assert {"en", "zh-Hans"} <= set(concept["definition"]), concept["key"]
    for place in THINGS["places"].values():
        assert {"en", "zh-Hans"} <= set(place["labels"]), place["key"]
    for series in THINGS["series"].values():
        assert {"en", "zh-Hans"} <= set(series["about"]), series["key"]
    for kind in KINDS:
        for key, thing in THINGS[kind].items():
            languages = set(thing["labels"])
            assert "zh-Hant" not in languages or "zh-Hans" in languages, (kind, key)
            assert "en" in languages, (kind, key)


def test_an_edition_has_a_series_and_stands_in_a_label():
    for key, campaign in THINGS["campaigns"].items():
        assert (campaign["edition"] is None) == (campaign["series"] is None), key
        if campaign["edition"]:
            assert any(fold(campaign["edition"]) in fold(label["value"]) for _, label in labels(campaign)), key
            if re.fullmatch(r"\d{4}", campaign["edition"]):
                assert campaign["year"] == int(campaign["edition"]), key
        assert (campaign["year"] is None) == ("year_basis" not in campaign), key


def stated(relation):
    """Return the (from, to) pairs of one relation type over all records, as registry things' keys."""
    group = {"unit-of": "agencies", "part-of": "campaigns"}[relation]
    return {
        (linked(i, group, r["from"])["key"], linked(i, group, r["to"])["key"])
        for i, record in RECORDS.items()
        for r in record["relations"]
        if r["type"] == relation
    }


def test_parts_and_stated_parents_stand_in_a_record():
    parts = stated("part-of")
    for key, campaign in THINGS["campaigns"].items():
        assert all((key, ref.partition("/")[2]) in parts for ref in campaign["part_of"]), key
    units = stated("unit-of")
    for key, agency in THINGS["agencies"].items():
        assert (agency["parent"] is None) == (agency["parent_basis"] is None), key
        if agency["parent_basis"] == "stated":
            assert (key, agency["parent"]) in units, key
        assert agency["collective"] == (agency["kind"] == "AgencyCollective"), key


def test_curated_dates_contradict_no_record():
    for record_id, record in RECORDS.items():
        for campaign in record["campaigns"]:
            thing = linked(record_id, "campaigns", campaign["key"])
            for edge in ("start", "end"):
                curated, said = thing.get(edge), campaign[edge]
                assert not curated or not said or curated.startswith(said), (record_id, campaign["key"], edge)


def test_officials_hold_a_post_stated_in_the_records_named():
    for key, official in THINGS["officials"].items():
        assert official["posts"], key
        for post in official["posts"]:
            for record_id in post["records"]:
                entity = [o for o in RECORDS[record_id]["officials"] if LINKS[record_id]["officials"][o["key"]] == key]
                assert len(entity) == 1, (key, record_id)
            roles = {o["role"] for i in post["records"] for o in RECORDS[i]["officials"]}
            assert post["text"] in roles, key


def test_records_use_concepts_the_schemes_hold():
    symbols = {concept["symbol"] for concept in SCHEMES["comparator"].values()}
    for record_id, record in RECORDS.items():
        for figure in record["figures"]:
            assert figure["unit"] in SCHEMES["unit"], record_id
            assert figure["measure"] in SCHEMES["measure"], record_id
            assert figure["comparator"] in symbols, record_id
            assert set(figure["domains"]) <= set(SCHEMES["domain"]), record_id
        targets = {r["to"] for r in record["relations"] if r["to"].startswith("domain:")}
        assert {target[7:] for target in targets} <= set(SCHEMES["domain"]), record_id


def test_a_verb_means_one_action_and_most_verbs_are_known():
    known = set()
    meanings = defaultdict(set)
    for key, concept in SCHEMES["action"].items():
        for language, verbs in concept.get("verbs", {}).items():
            for verb in verbs:
                known.add((language, verb))
                meanings[verb.casefold()].add(key)
    assert {verb: keys for verb, keys in meanings.items() if len(keys) > 1} == {}
    used = [
        (record["document"]["language"], figure["action"].lower())
        for record in RECORDS.values()
        for figure in record["figures"]
        if figure["action"]
    ]
    assert sum(verb in known for verb in used) / len(used) > 0.85


def test_no_sentence_of_a_source_and_no_outside_identifier():
    words = [label["value"] for _, _, label in every_label()]
    for record in RECORDS.values():
        words += [figure["quote"] for figure in record["figures"]]
        words += [n for g in ("campaigns", "agencies", "officials", "cases") for e in record[g] for n in e["names"]]
        words += [record["document"]["title"] or ""]
    assert [word for word in words if len(word.split()) > 12 or len(HAN.findall(word)) > 22] == []
    for part in KINDS:
        text = json.dumps(REGISTRY[part])
        assert not re.search(r"https?://|\bQ\d{4,}\b|wikidata", text), part


def test_the_readme_counts_what_is_there():
    table = dict(re.findall(r"^\| (.+?) \| `.+?` \| (\d+) \|$", (DATA / "README.md").read_text("utf-8"), re.M))
    assert {what: int(many) for what, many in table.items()} == {
        "extraction records, one an announcement": len(RECORDS),
        "figures stated in them": sum(len(record["figures"]) for record in RECORDS.values()),
        "series of campaigns": len(THINGS["series"]),
        "campaigns": len(THINGS["campaigns"]),
        "agencies": len(THINGS["agencies"]),
        "officials": len(THINGS["officials"]),
        "places": len(THINGS["places"]),
        "cases with a key of their own": len(THINGS["cases"]),
        "concepts in six schemes": sum(len(concepts) for concepts in SCHEMES.values()),
    }
