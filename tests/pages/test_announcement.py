"""The page of one announcement: whole, harmless, and the same each time."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.record import (
    AgencyMention,
    CampaignMention,
    CaseMention,
    DocumentInfo,
    EventMention,
    ExtractionRecord,
    OfficialMention,
    Period,
    Relation,
    Span,
    StatedFigure,
)
from kg.pages.announcement import render_announcement_page

TEXT = """Operation Lantern 2025

The Harbour Guard of Port Ellery led Operation Lantern 2025.
In 2025 officers seized more than 3,400 cartons of cigarettes, said Ann Quay. The Harbour Guard thanks all."""


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(quote=words, start=start, end=start + len(words))


RECORD = ExtractionRecord(
    document=DocumentInfo(id="lantern", language="en", title="Lantern ends", url="https://port.example/1"),
    campaigns=(
        CampaignMention(
            key="lantern",
            names=("Operation Lantern 2025", "Lantern"),
            series="Lantern",
            start="2025",
            evidence=(span("Operation Lantern 2025"),),
            confidence=Decimal("0.95"),
        ),
    ),
    agencies=(
        AgencyMention(key="guard", names=("Harbour Guard",), evidence=(span("Harbour Guard of Port Ellery"),)),
        AgencyMention(key="port", names=("Port Ellery",), evidence=(span("Port Ellery"),), confidence=Decimal("0.5")),
    ),
    officials=(OfficialMention(key="quay", names=("Ann Quay",), role="captain", evidence=(span("Ann Quay"),)),),
    events=(EventMention(key="e1", kind="meeting", date="2025-05-03", place="Port Ellery"),),
    cases=(CaseMention(key="case", names=("the case of the lost lamp",)),),
    relations=(
        Relation(
            type="leads", source="guard", target="lantern", evidence=(span("Guard of Port Ellery led Operation"),)
        ),
        Relation(type="targets", source="lantern", target="domain:tobacco-smuggling"),
    ),
    figures=(
        StatedFigure(
            span=span("more than 3,400 cartons of cigarettes"),
            value=Decimal(3400),
            comparator=">",
            unit="item",
            what="cartons of cigarettes",
            action="seized",
            campaign="lantern",
            period=Period(start="2025", end="2025"),
            speaker="quay",
            confidence=Decimal("0.88"),
        ),
    ),
)


class Page(HTMLParser):
    """What a browser would see: the tags with their attributes, and the text of the article."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.article, self._inside = "", False
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "col"):
            self.open.append(tag)
        self._inside = self._inside or tag == "article"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self._inside = self._inside and tag != "article"
        if self._inside and tag == "p":
            self.article += "\n"

    def handle_data(self, data):
        if self._inside:
            self.article += data

    def with_tag(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def marks(page: Page):
    return [a for a in page.with_tag("a") if a.get("class", "").startswith("m ")]


@pytest.fixture(scope="module")
def html() -> str:
    return render_announcement_page(RECORD, TEXT)


@pytest.fixture(scope="module")
def page(html) -> Page:
    return Page(html)


def test_the_text_stands_there_whole(page):
    assert page.article.split() == TEXT.split()
    assert page.open == []


def test_every_id_is_there_once_and_every_link_leads_somewhere(page):
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = [a["href"][1:] for a in page.with_tag("a") if a.get("href", "").startswith("#")]
    assert len(inner) > 15
    assert set(inner) <= set(ids)
    described = [a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a]
    assert set(described) <= set(ids)


def test_spans_that_nest_and_overlap_are_all_marked(page):
    # "Harbour Guard of Port Ellery" holds "Port Ellery"; a relation's words begin inside it and end inside a campaign.
    assert [(mark["data-i"], mark["data-k"]) for mark in marks(page)] == [
        ("1", "campaign"),
        ("2", "agency"),
        ("2 7", "agency"),
        ("3 2 7", "agency"),
        ("1 7", "campaign"),
        ("1", "campaign"),
        ("9", "figure"),
        ("4", "official"),
        ("2", "agency"),
    ]
    only_relation = [a for a in page.with_tag("span") if a.get("class") == "q"]
    assert [a["data-i"] for a in only_relation] == ["7"]


def test_a_name_is_marked_wherever_it_stands(page):
    assert sum("2" in mark["data-i"].split() for mark in marks(page)) == 4  # three pieces of one span, and one more


def test_the_table_says_what_each_states(html):
    assert "more than 3,400" in html
    assert "cartons of cigarettes" in html
    assert "88%" in html
    assert "Harbour Guard leads Operation Lantern 2025" in re.sub(r"<[^>]+>", "", html)
    assert "tobacco smuggling" in html
    assert "the case of the lost lamp" in html
    assert "not found in this text" in html  # of the case: the record gives no words
    assert "what the announcement states" in html


def test_languages_and_landmarks(page):
    assert page.with_tag("html")[0]["lang"] == "en"
    assert page.with_tag("article")[0]["lang"] == "en"
    chinese = Page(render_announcement_page(_in("zh-Hans"), TEXT))
    assert chinese.with_tag("article")[0]["lang"] == "zh-Hans"
    assert chinese.with_tag("html")[0]["lang"] == "en"
    tags = [tag for tag, _ in page.tags]
    assert all(tags.count(tag) == 1 for tag in ("header", "main", "aside", "h1", "nav"))


def _in(language: str) -> ExtractionRecord:
    return dataclasses.replace(RECORD, document=dataclasses.replace(RECORD.document, language=language))


def test_it_asks_for_nothing_from_outside(html, page):
    for tag, attributes in page.tags:
        assert "src" not in attributes, tag
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
        if tag == "link":
            pytest.fail("a page of its own links to no style sheet")
    outside = [a["href"] for a in page.with_tag("a") if not a["href"].startswith("#")]
    assert outside == ["https://port.example/1"]
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in html


def test_the_same_each_time(html):
    assert render_announcement_page(RECORD, TEXT) == html


def test_what_was_rejected_is_left_out(html):
    figure = dataclasses.replace(RECORD.figures[0], review="rejected")
    without = render_announcement_page(dataclasses.replace(RECORD, figures=(figure,)), TEXT)
    assert "more than 3,400" in html
    assert "Figures" not in without


def test_nothing_read_is_said():
    page = render_announcement_page(ExtractionRecord(document=DocumentInfo(id="empty", language="en")), "")
    assert "Nothing was read" in page


HOSTILE = """</script><script>alert(1)</script> "quoted" 'single' & &amp; <img src=x onerror=alert(2)>
\u202etxet desrever\u202c ]]> --> <!-- \x00 \x1b \ud800 \u2028 {{x}} ${y} `z` javascript:alert(3)"""


def hostile_record(text: str) -> ExtractionRecord:
    whole = Span(quote=text, start=0, end=len(text))
    return ExtractionRecord(
        document=DocumentInfo(
            id="x", language='en"><script>', title=text, publisher=text, published=text, url="javascript:alert(1)"
        ),
        campaigns=(CampaignMention(key="a", names=(text, text[:9]), series=text, start=text, evidence=(whole,)),),
        agencies=(AgencyMention(key="b", names=(text[::-1],), evidence=(Span(quote=text[3:20]),)),),
        officials=(OfficialMention(key="c", names=(text,), role=text, evidence=(Span(quote="absent " + text),)),),
        events=(EventMention(key="d", kind="meeting", date=text, place=text),),
        cases=(CaseMention(key="e", names=(text,), place=text),),
        relations=(Relation(type="leads", source="b", target="a", evidence=(whole,)),),
        figures=(
            StatedFigure(
                span=Span(quote=text[5:30], start=5, end=30), value=Decimal(1), unit="money", unit_text=text, what=text,
                action=text, place=text, campaign="a", domains=(text,), period=Period(start=text),
            ),
        ),
    )  # fmt: skip


def test_a_hostile_text_is_shown_and_does_nothing():
    html = render_announcement_page(hostile_record(HOSTILE), HOSTILE)
    html.encode("utf-8")
    page = Page(html)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("script") == 1
    assert tags.count("img") == 0
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert not any("javascript" in a.get("href", "") for a in page.with_tag("a"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", html)
    assert "U+" not in page.article
    assert "202E" in {a.get("data-u") for a in page.with_tag("i")}
    assert page.article.split("txet")[0].rstrip().endswith("onerror=alert(2)>")


ALPHABET = st.sampled_from("ab <>&\"'/\n\r\u202e\u2066\u0000\ud800公安\u3000-;=")


@settings(max_examples=120, deadline=None)
@given(st.text(ALPHABET, min_size=31, max_size=60))
def test_any_text_makes_a_well_formed_page(text):
    html = render_announcement_page(hostile_record(text), text)
    html.encode("utf-8")
    page = Page(html)
    assert page.open == []
    assert len(page.with_tag("script")) == 1
    shown = re.sub("[\u202a-\u202e\u2066-\u2069\x00\ud800-\udfff]", "", text)
    assert page.article.split() == shown.split()


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium here to open the page in")
def test_a_browser_runs_it_under_its_own_policy(html, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(html, "utf-8")
    quiet = ("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
    ran = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", *quiet, f"--user-data-dir={tmp_path / 'profile'}",
         "--dump-dom", path.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert '<html lang="en" class="live">' in ran.stdout
    assert 'tabindex="-1"' in ran.stdout
