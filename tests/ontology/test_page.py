"""The reference page is generated, up to date, complete, bilingual and stands alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from kg.model import vocabulary as v
from tools import ontology_page

DOCS = Path(__file__).parents[2] / "docs"
TERMS = v.CLASSES | v.DEFINED_CLASSES | v.OBJECT_PROPERTIES | v.DATATYPE_PROPERTIES | v.ANNOTATION_PROPERTIES


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    return ontology_page


@pytest.fixture(scope="module")
def page(builder: ModuleType) -> str:
    return str(builder.render_page())


class Structure(HTMLParser):
    """Reads a page: its anchors, links, and whether every element is closed in order."""

    VOID = frozenset({"meta", "br", "link", "img", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def structure(page: str) -> Structure:
    parsed = Structure()
    parsed.feed(page)
    parsed.close()
    assert parsed.open == []
    return parsed


def test_the_checked_in_page_is_up_to_date(page: str):
    stale = "docs/ontology.html is not up to date; run: make docs"
    assert (DOCS / "ontology.html").read_text("utf-8") == page, stale


def test_the_same_files_give_the_same_bytes(builder: ModuleType, page: str):
    assert builder.render_page() == page


def test_check_tells_a_stale_page(builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(builder, "PAGE", tmp_path / "ontology.html")
    assert builder.main(["--check"]) == 1
    assert builder.main([]) == 0
    assert builder.main(["--check"]) == 0


def test_every_term_has_its_anchor_once(structure: Structure):
    anchors = [i for i in structure.ids if not i.startswith("section-")]
    assert sorted(anchors) == sorted(term.removeprefix(v.CKG) for term in TERMS)


def test_links_inside_the_page_lead_somewhere(structure: Structure):
    inside = {link[1:] for link in structure.links if link.startswith("#")}
    assert len(inside) > len(TERMS)
    assert inside <= set(structure.ids)


def test_the_page_needs_nothing_from_elsewhere(page: str, structure: Structure):
    assert structure.elements.isdisjoint({"script", "link", "img", "iframe"})
    assert "url(" not in page
    assert "@import" not in page


def test_every_card_speaks_both_languages(page: str):
    cards = re.findall(r"<article .*?</article>", page, re.DOTALL)
    assert len(cards) == len(TERMS)
    for card in cards:
        definition, chinese = re.findall(r"^<p(?: lang=\"zh-Hans\")?>(.+)</p>$", card, re.MULTILINE)
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert not re.search("[\u4e00-\u9fff]", definition)


def test_axioms_are_shown_in_words(page: str):
    text = re.sub(r"<[^>]+>", "", page)
    assert "ckg:Campaign and (ckg:hasDirectParticipant min 2 ckg:Agency)" in text
    assert "ckg:participatesIn then ckg:partOfCampaign" in text
    assert "ckg:Figure and (ckg:measure value measure:change)" in text
    assert "(oa:hasSource exactly 1 ckg:Announcement)" in text
    assert "xsd:decimal [xsd:minInclusive 0.0, xsd:maxInclusive 1.0]" in text
    assert "close: cac-taskforce:JointOperation" in text
