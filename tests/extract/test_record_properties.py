"""Laws of reading: any text gives a record whose every span is in the text and whose every end exists."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract.record import extract
from kg.model.record import RELATION_ENDS, DocumentInfo, ExtractionRecord

WORDS = st.sampled_from(
    (
        "Operation Heron|IV|Project|the|“Silver Net 2031”|special action|against|smuggling|Ministry of Lands|(MOL)|"
        "led by|took part|Police|in|Gansu|, |. |\n|\n\n|: |1,200|cases|were solved|Europol|'s|and|said|Ana Lindqvist|"
        'director of|press conference|held|on March 3, 2031|today|the "Jul. 9" case|of selling fish|case|INTERPOL|of|'
        "National|Bureau|of the|a|campaign|first|round of concentrated arrests|such as|“|”|(|)|;|- |• |Reporter:|X|"
        "2024|customs|court|public security organs|nationwide|together with|has organized|part of|"
        "Typical cases|\t|   |…|"
        "公安机关|é|\u202e|'"
    ).split("|")
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS, max_size=60).map(" ".join),
    st.lists(WORDS, max_size=60).map("".join),
)
DOCUMENT = DocumentInfo(id="sample", language="en")


def check(content: str, record: ExtractionRecord) -> None:
    keys: dict[str, str] = {}
    for kind in ("campaigns", "agencies", "officials", "cases", "events"):
        for thing in getattr(record, kind):
            assert thing.key not in keys
            keys[thing.key] = kind
            assert thing.evidence
            assert all(thing.names) if kind != "events" else thing.kind
            for span in thing.evidence:
                assert content[span.start : span.end] == span.quote != ""
    for relation in record.relations:
        source, target = RELATION_ENDS[relation.type]
        assert keys[relation.source] == source
        assert relation.target.startswith("domain:") if target == "domains" else keys[relation.target] == target
        for span in relation.evidence:
            assert content[span.start : span.end] == span.quote != ""
    for figure in record.figures:
        assert content[figure.span.start : figure.span.end] == figure.span.quote
        for key, kind in ((figure.campaign, "campaigns"), (figure.agency, "agencies"), (figure.case, "cases")):
            assert key is None or keys[key] == kind


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_gives_a_sound_record(content: str) -> None:
    record = extract(content, document=DOCUMENT)
    check(content, record)
    assert extract(content, document=DOCUMENT) == record


@pytest.mark.parametrize(
    "content",
    [
        'The " , " action began.',
        "Marsh Bird Census Operation (MBCO) began. (MBCO) (MBCO) Operation MBCO MBCO. The MBCO Operation (MBCO) ended.",
    ],
)
def test_texts_that_once_broke_it_are_read(content: str) -> None:
    check(content, extract(content, document=DOCUMENT))


def test_cost_is_linear_in_length() -> None:
    paragraph = (
        'The Ministry of Lands held a press conference on the "Silver Net 2031" action. Police in Gansu solved '
        "12 cases. "
        "Ana Lindqvist, head of the Harbour Bureau, said Operation Heron IV went on against smuggling.\n\n"
    )

    def seconds(copies: int) -> float:
        start = time.process_time()
        extract(paragraph * copies, document=DOCUMENT)
        return time.process_time() - start

    seconds(20)
    assert seconds(800) < 30 * max(seconds(100), 0.01)
