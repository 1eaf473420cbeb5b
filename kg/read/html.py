"""An HTML page → the text it is about: the main content, or, where none is found, all of it but the menus."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from functools import cache
from typing import Any

from kg.errors import DocumentError
from kg.model.document import PageFacts, ReadText
from kg.read.blocks import render_blocks
from kg.read.decode import Decoded, decode_text
from kg.read.htmltree import Page, parse_html
from kg.read.pagefacts import page_facts

_HEAD_BYTES = 1 << 14
_META_CHARSET = re.compile(rb"<meta\b[^<>]*?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml\b[^<>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']", re.IGNORECASE)
# The search for the main content costs more than linear time on some large pages.
_MOST_ELEMENTS_SEARCHED = 40_000
# Less than this share of the page's running text, and the search has missed the article.
_LEAST_SHARE = 0.4
_MENU_TAGS = ("nav", "footer", "aside", "menu", "head")
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
    everything = html_text(page)
    main = _main_text(page, len(everything))
    if not everything and not main:
        raise DocumentError("found markup without any words; expected a page with text")
    if len(main) < len(everything) * _LEAST_SHARE:
        return ReadText(content=_with_title(everything, facts), reader="html-all", facts=facts)
    return ReadText(content=_with_title(main, facts), reader="html-main", facts=facts)


def html_text(page: Page) -> str:
    """Return all words of a page but those of menus and hidden parts; with them where nothing else is left."""
    root = deepcopy(page.root)
    for element in list(root.iter(*_MENU_TAGS)):
        _remove(element)
    for element in [e for e in root.iter() if "hidden" in e.attrib or _HIDDEN.search(e.get("style", ""))]:
        _remove(element)
    _remove_link_lists(root)
    text = render_blocks(root)
    if text:
        return text
    whole = page.root.find("body")
    return render_blocks(whole) if whole is not None else ""


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


def _main_text(page: Page, size: int) -> str:
    """Return the text of the main content, empty where none is found or the page is too large to search."""
    if not size or sum(1 for _ in page.root.iter()) > _MOST_ELEMENTS_SEARCHED:
        return ""
    trafilatura = _trafilatura()
    try:
        found = trafilatura.bare_extraction(deepcopy(page.root), favor_recall=True, include_comments=False)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        # Strange trees trip the search up in places; the whole page is then the text.
        return ""
    if found is None or found.body is None:
        return ""
    return render_blocks(found.body)


@cache
def _trafilatura() -> Any:
    """Return the library, loaded when the first page comes (it takes a second) and kept from logging to stderr."""
    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    import trafilatura

    return trafilatura
