"""Laws of extraction: any text, in any language that is read, gives one sound record; in every process the same."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract.record import extract
from kg.model.record import DocumentInfo
from tests.fuzz.targets import check_record, check_round_trip
from tests.fuzz.vocabulary import VOCABULARY

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def texts(language: str) -> st.SearchStrategy[str]:
    words = st.sampled_from(VOCABULARY["en" if language == "en" else "zh"])
    return st.one_of(st.text(max_size=200), st.lists(words, max_size=50).map("".join))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_text_gives_one_sound_record_that_survives_its_file(language: str, data: st.DataObject) -> None:
    content = data.draw(texts(language))
    document = DocumentInfo(id="sample", language=language)
    record = extract(content, document=document)
    check_record(content, record)
    check_round_trip(record)
    assert extract(content, document=document) == record


IN_ANOTHER_PROCESS = """
import hashlib, sys
from benchmarks.announcements import announcement
from kg.extract.record import extract
from kg.model.record import DocumentInfo
from kg.read.render import render_record
for language, tag in (("en", "en"), ("zh", "zh-Hans")):
    text = announcement(language, 12_000, 7)
    record = render_record(extract(text, document=DocumentInfo(id="a", language=tag)))
    print(hashlib.sha256(record.encode()).hexdigest())
"""


def test_the_record_does_not_depend_on_the_order_of_sets() -> None:
    def hashes(seed: str) -> str:
        root = str(Path(__file__).parents[2])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root}
        ran = subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS], env=environment, capture_output=True, text=True, check=True
        )
        assert len(ran.stdout.split()) == 2
        assert hashlib.sha256(b"").hexdigest() not in ran.stdout
        return ran.stdout

    assert hashes("1") == hashes("2") == hashes("3")


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize(
    "row", [" ", "\t", "7", "-", "a", "A", "万", "Ministry of the ", "X and ", "5个", "(", "“", "公安部"]
)
def test_a_long_row_of_one_thing_costs_no_more_than_its_length(language: str, row: str) -> None:
    """Each of these once cost, or may cost, the square of its length."""
    content = row * (20_000 // len(row))
    started = time.process_time()
    check_record(content, extract(content, document=DocumentInfo(id="sample", language=language)))
    assert time.process_time() - started < 15
