"""Pages → text: the article without its menus, whatever the markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.model.document import PageFacts
from kg.read.html import decode_html, read_html
from kg.read.htmltree import MAX_ELEMENTS, parse_html
from kg.read.pagefacts import page_facts

MENU = "<ul>" + "".join(f'<li><a href="/{n}">Menu entry {n}</a></li>' for n in range(20)) + "</ul>"
ARTICLE = """
<h1>Northland police close Operation Lantern</h1>
<p>Police in Northland arrested <b>104</b> people on <time datetime="2024-03-22">22 March</time> during Operation
Lantern, the regional bureau said on Monday, and the effort will go on until the end of the year.</p>
<p>Officers seized <a href="/a">3.5 tonnes</a> of goods and froze 1&nbsp;200 accounts, according to the bureau's
<label>economic crime</label> unit, which led the work with nineteen other forces of the region.</p>
<ul><li>Arrests: 104</li><li>Raids: 22</li></ul>
<figure><table><tr><th>Item</th><th>Total</th></tr><tr><td>Countries</td><td>35</td></tr></table></figure>
<p>Anna Example, who heads the unit, said<br>that the results speak for themselves this year.</p>
"""
HEAD = (
    "<title>Northland police close Operation Lantern - The Bureau</title>"
    '<meta name="PubDate" content="2024-03-25 10:11">'
)


def saved_page(article: str = ARTICLE, *, before: str = "", after: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head>{HEAD}</head><body><div id='nav'>{MENU}</div><form id='aspnetForm'>"
        f"<div class='content'>{before}{article}{after}</div></form><div class='related'>{MENU}</div>"
        "<footer>Copyright of the bureau</footer><script>var figure = 999;</script></body></html>"
    )


def test_the_article_is_left_and_the_menus_are_gone() -> None:
    assert read_html(saved_page()).content == (
        "Northland police close Operation Lantern\n\n"
        "Police in Northland arrested 104 people on 22 March during Operation Lantern, the regional bureau said on "
        "Monday, and the effort will go on until the end of the year.\n\n"
        "Officers seized 3.5 tonnes of goods and froze 1 200 accounts, according to the bureau's economic crime unit, "
        "which led the work with nineteen other forces of the region.\n\n"
        "- Arrests: 104\n- Raids: 22\n\n"
        "Item | Total\nCountries | 35\n\n"
        "Anna Example, who heads the unit, said\nthat the results speak for themselves this year."
    )


def test_injected_junk_tags_hide_nothing() -> None:
    junk = (
        '<p id="x1"><cite id="x1"></cite></p><noframes id="x1"><address id="x1"><listing id="x1"></listing></address>'
    )
    tail = '<sub id="x1"><progress id="x1"><form id="x1"><th id="x1">'
    assert read_html(saved_page(before=junk, after=tail)).content == read_html(saved_page()).content


def test_a_short_article_in_chinese_is_found() -> None:
    article = (
        "<div class='title'>某部通报打击诈骗成效</div><div id='text'>"
        "<span>　　记者获悉，今年一月至九月，各地共破获案件三万二千起，抓获嫌疑人八千余名。</span><br><br>"
        "　　行动期间，打掉团伙一百零四个，<strong>查封</strong>账户三百个，冻结资金5.6亿元。<br>"
        "　　有关负责人表示，下一步将继续保持严打态势，坚决维护群众财产安全，让群众更有安全感。</div>"
    )
    menu = MENU.replace("Menu entry", "菜单")
    read = read_html(
        f"<title>某部通报打击诈骗成效_某网</title><div>{menu}</div><div class='main'>{article}</div>{menu}"
    )
    assert read.reader == "html-main"
    assert "菜单" not in read.content
    assert "打掉团伙一百零四个，查封账户三百个，冻结资金5.6亿元。\n" in read.content
    assert read.facts.title == "某部通报打击诈骗成效"


def test_terms_and_what_is_said_of_them_stand_in_rows() -> None:
    pairs = "<dl><dt>Vehicles seized</dt><dd>12</dd><dt>Firearms seized</dt><dd>7</dd></dl>"
    assert "Vehicles seized | 12\nFirearms seized | 7" in read_html(saved_page(after=pairs)).content
    assert read_html(pairs).content == "Vehicles seized | 12\nFirearms seized | 7"


def test_a_page_of_a_few_words_is_read_whole() -> None:
    read = read_html("<p>Police arrested <b>104</b> people.")
    assert read.content == "Police arrested 104 people."


def test_menus_go_from_a_page_read_whole() -> None:
    entries = "".join(f"<tr><td>Force {n}</td><td>{n} arrests</td></tr>" for n in range(1, 400))
    read = read_html(f"<body><nav>{MENU}</nav>{MENU}<div hidden>secret</div><table>{entries}</table></body>")
    assert "Menu entry" not in read.content
    assert "secret" not in read.content
    assert "Force 399 | 399 arrests" in read.content


def test_a_page_laid_out_in_tables_keeps_its_paragraphs() -> None:
    page = f"<table><tr><td>{MENU}</td><td><p>First thing that was said.</p><p>Second thing.</p></td></tr></table>"
    assert "First thing that was said.\n\nSecond thing." in read_html(page).content


@pytest.mark.parametrize("opening", ["<div>", "<table><tr><td>", "<b><i>", "<ul><li>", "<blockquote>", "<a>"])
def test_ten_thousand_nested_tags_hide_no_words(opening: str) -> None:
    read = read_html("<p>Before.</p>" + opening * 10_000 + "Police arrested 104 people.")
    assert "Police arrested 104 people." in read.content


@pytest.mark.parametrize(
    "page", ["", " ", "<html>", "<p></p>" * 5_000, "<!-- words -->", "<script>words</script>", "<"]
)
def test_markup_without_words_is_refused(page: str) -> None:
    if page == "<":  # a browser shows it
        assert read_html(page).content == "<"
        return
    with pytest.raises(DocumentError, match="expected a page"):
        read_html(page)


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(DocumentError, match="500,000 elements"):
        parse_html("<br>" * (MAX_ELEMENTS + 1))


def test_a_self_closed_drawing_does_not_swallow_the_page() -> None:
    assert read_html("<svg viewBox='0'/><p>Police arrested 104 people.</p>").content == "Police arrested 104 people."


def test_odd_characters() -> None:
    content = read_html("<p>A&#xD800;B \u202e104\u202c \U0001f600&amp;&lt;b&gt; C\0D").content
    assert content == "A\ufffdB \u202e104\u202c \U0001f600&<b> CD"


def test_a_line_of_a_million_digits() -> None:
    assert read_html("<p>" + "1" * 1_000_000).content == "1" * 1_000_000


@pytest.mark.parametrize(
    ("data", "charset", "encoding"),
    [
        ('<meta charset="gb2312"><p>打击犯罪'.encode("gbk"), None, "gb18030"),
        (
            "<meta http-equiv='Content-Type' content='text/html; charset=Big5'><p>打擊犯罪".encode("big5"),
            None,
            "big5hkscs",
        ),
        ('<?xml version="1.0" encoding="gbk"?><p>打击犯罪'.encode("gbk"), None, "gb18030"),
        ('<meta charset="utf-8"><p>打击犯罪'.encode("gbk"), "gbk", "gb18030"),
        ('<meta charset="gbk"><p>打击犯罪'.encode("gbk"), "utf-8", "gb18030"),
        ("\ufeff<meta charset=gbk><p>打击犯罪".encode("utf-16-le"), "gbk", "utf-16-le"),
        ('<meta charset="utf-16"><p>打击犯罪'.encode(), None, "utf-8"),
        ("<p>公安机关严厉打击犯罪行为".encode("gbk"), None, "gb18030"),
    ],
)
def test_the_encoding_of_a_page(data: bytes, charset: str | None, encoding: str) -> None:
    decoded = decode_html(data, charset)
    assert decoded.encoding == encoding
    assert not decoded.text.startswith("\ufeff")
    assert read_html(decoded.text).content.startswith(("打", "公安"))


def test_what_a_page_says_of_itself() -> None:
    assert page_facts(parse_html(saved_page())) == PageFacts(
        title="Northland police close Operation Lantern", published="2024-03-25"
    )
    linked = '{"@graph": [{"datePublished": "2024-05-06T08:00Z", "headline": "T \\ud800", "publisher": {"name": "P"}}]}'
    page = f"<script type='application/ld+json'>{linked}</script><script type='application/ld+json'>{{[</script><p>x"
    assert page_facts(parse_html(page)) == PageFacts(title="T \ufffd", published="2024-05-06", publisher="P")
    chinese = '<meta name="ArticleTitle" content="通报"><meta name="ContentSource" content="某部"><p>x'
    assert page_facts(parse_html(chinese)) == PageFacts(title="通报", publisher="某部")
    assert page_facts(parse_html("<p>On 2024-05-06</p><meta name=date content='99999999'>")) == PageFacts()


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "<p> </p> <div> </table> <table> <tr> <td> <li> <svg> <script> </script> <!-- --> <title> <noframes> "
            "<form> <time> <a href=x> </a> <br/> &amp; &#0; word 104 中文 <select> <body> </html> <".split()
        )
    )
)
def test_any_markup_gives_words_or_a_clear_error(pieces: list[str]) -> None:
    page = " ".join(pieces)
    try:
        read = read_html(page)
    except DocumentError:
        return
    assert read.content.strip()
    assert read == read_html(page)
