"""An HTML page → the text it is about: the main content, or, where none is found, all of it but the menus."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from kg.errors import DocumentError
from kg.model.document import PageFacts, ReadText
from kg.read.blocks import holds_layout, render_blocks
from kg.read.decode import Decoded, decode_text
from kg.read.htmltree import parse_html
from kg.read.pagefacts import page_facts

_HEAD_BYTES = 1 << 14
_META_CHARSET = re.compile(rb"<meta\b[^<>]*?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml\b[^<>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']", re.IGNORECASE)
# The search for the main content costs more than linear time on some large pages.
_MOST_ELEMENTS_SEARCHED = 40_000
# Less than this share of the page's running text, and the search has missed the article.
_LEAST_SHARE = 0.4
_MENU_TAGS = ("nav", "footer", "aside", "menu", "head")
_TABLE_PARTS = ("thead", "tbody", "tfoot")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MENU_LINKS = 0.6


def decode_html(data: bytes, charset: str | None = None) -> Decoded:
    """Return a page's text: by its byte order mark, the server's word, its own, or by what is likeliest.

    >>> decode_html('<meta charset="gbk"><p>打击'.encode("gbk")).encoding
    'gb18030'
    """
    head = data[:_HEAD_BYTES]
    stated = [found[1].decode("ascii") for rule in (_META_CHARSET, _XML_ENCODING) if (found := rule.search(head))]
    # A page whose declaration can be read as ASCII is not in UTF-16, whatever it says (WHATWG, section 13.2.3.2).
    stated = ["utf-8" if name.lower().startswith("utf-16") else name for name in stated]
    decoded = decode_text(data, [charset, *stated])
    return Decoded(text=decoded.text.removeprefix("\ufeff"), encoding=decoded.encoding, replaced=decoded.replaced)


def read_html(text: str) -> ReadText:
    """Return the text of a page and what the page says about itself.

    Raises: DocumentError when no words are left once the markup is gone.
    """
    page = parse_html(text)
    facts = page_facts(page)
    _show_only_what_shows(page.root)
    _unwrap_layout(page.root)
    everything = _whole_text(page.root)
    main = _main_text(page.root) if everything else ""
    if not everything:
        raise DocumentError("found markup without any words; expected a page with text")
    # Where trafilatura finds no article it gives all the words of the page as one paragraph.
    flat = "\n" not in main and "\n" in everything
    if flat or len(main) < len(everything) * _LEAST_SHARE:
        return ReadText(content=_with_title(everything, facts), reader="html-all", facts=facts)
    return ReadText(content=_with_title(main, facts), reader="html-main", facts=facts)


def _show_only_what_shows(root: Any) -> None:
    """Take out hidden elements, unless the page hides everything until a script has run."""
    hidden = [e for e in root.iter() if "hidden" in e.attrib or _HIDDEN.search(e.get("style", ""))]
    if hidden and render_blocks(_copy_without(root, hidden)):
        for element in hidden:
            _remove(element)


def _unwrap_layout(root: Any) -> None:
    """Turn tables that only lay out a page into plain divisions."""
    for table in list(root.iter("table")):
        rows = table.findall("tr") + [row for part in _TABLE_PARTS for row in table.findall(f"{part}/tr")]
        cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
        if any(holds_layout(cell) for cell in cells):
            parts = [part for name in _TABLE_PARTS for part in table.findall(name)]
            for element in (table, *parts, *rows, *cells):
                element.tag = "div"


def _whole_text(root: Any) -> str:
    """Return all words of a page but those of menus; with them where nothing else is left."""
    copy = _copy_without(root, list(root.iter(*_MENU_TAGS)))
    _remove_link_lists(copy)
    text = render_blocks(copy)
    if text:
        return text
    whole = root.find("body")
    return render_blocks(whole) if whole is not None else ""


def _copy_without(root: Any, elements: Sequence[Any]) -> Any:
    """Return a copy of the tree without these of its elements; the words after them stay."""
    marked = {id(element) for element in elements}
    copy = deepcopy(root)
    for twin in [twin for element, twin in zip(root.iter(), copy.iter(), strict=True) if id(element) in marked]:
        _remove(twin)
    return copy


def _remove_link_lists(root: Any) -> None:
    """Take out lists and paragraphs of three links and more that hold little else."""
    for element in list(root.iter("ul", "ol", "p", "td", "div")):
        links = element.findall("a") + element.findall("li/a")
        if len(links) < 3:
            continue
        linked = sum(len("".join(link.itertext()).strip()) for link in links)
        if linked > _MENU_LINKS * len("".join(element.itertext()).strip()):
            _remove(element)


def _remove(element: Any) -> None:
    """Take an element out of its tree; the words after it stay."""
    if element.getparent() is not None:
        element.drop_tree()


def _with_title(content: str, facts: PageFacts) -> str:
    """Return the content with the page's title on top, unless it stands near there already."""
    if facts.title is None or facts.title in " ".join(content[: 2 * len(facts.title) + 2_000].split()):
        return content
    return f"{facts.title}\n\n{content}"


def _main_text(root: Any) -> str:
    """Return the text of the main content, empty where none is found or the page is too large to search."""
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS_SEARCHED:
        return ""
    trafilatura, config = _trafilatura()
    try:
        found = trafilatura.bare_extraction(deepcopy(root), favor_recall=True, include_comments=False, config=config)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        # Strange trees trip the search up in places; the whole page is then the text.
        return ""
    if found is None or found.body is None:
        return ""
    return render_blocks(found.body)


@cache
def _trafilatura() -> tuple[Any, Any]:
    """Return the library and its settings: loaded when the first page comes, which takes a second, and silent."""
    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    # An article in Chinese says in 100 characters what takes 250 in English, the library's measure.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "100")
    return trafilatura, config
