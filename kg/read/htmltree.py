"""HTML text → a tree that is safe to walk: bounded in depth and size, and free of what hides an article.

libxml2 gives up below 256 levels and loses everything there; trafilatura walks by recursion and throws away forms,
labels and times, words and all. So the tree is built here, from the parser's events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HTMLParser  # type: ignore[import-untyped]

from kg.errors import DocumentError

MAX_DEPTH = 120
MAX_ELEMENTS = 500_000
# Elements of which only the content counts. A form often wraps the whole page (ASP.NET), a
# `time` holds the date a sentence needs.
_TRANSPARENT = frozenset(
    "acronym address bdi bdo big blink center cite data dfn fieldset figure font form ins label legend marquee nobr "
    "output progress ruby small time wbr".split()
)
# Elements whose content is not the page's text.
_DROPPED = frozenset(
    "applet area audio base button canvas datalist dialog embed frame frameset iframe input link map math "
    "noscript object optgroup option param picture rp rt rtc script select source style svg template textarea track "
    "video".split()
)
_KEPT_ATTRIBUTES = frozenset("class content hidden href id itemprop lang name property rel role style".split())
# `<svg .../>` and the like close themselves in XHTML; the parser would take the rest of the page for their content.
_SELF_CLOSED = re.compile(rf"<(?:{'|'.join(sorted(_DROPPED))})\b[^<>]*/>", re.IGNORECASE)
# Tags that turn the markup after them into plain text, and that injected junk likes to wrap an article in.
_RAW_TEXT = re.compile(r"</?(?:noframes|noembed|xmp|plaintext|listing)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's root element, its JSON-LD scripts, and the `datetime` of each `time` element in order."""

    root: Any
    linked_data: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)


class _BoundedTree:
    """A parser target that builds an lxml tree: no deeper than `MAX_DEPTH`, no larger than `MAX_ELEMENTS`."""

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder(element_factory=HTMLParser().makeelement)
        self._opened: list[bool] = []
        self._depth = 0
        self.elements = 0
        self._dropping = 0
        self.linked_data: list[str] = []
        self.times: list[str] = []
        self._in_linked_data = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _DROPPED:
            self._dropping += 1
            self._in_linked_data = tag == "script" and attributes.get("type", "").lower() == "application/ld+json"
            if self._in_linked_data:
                self.linked_data.append("")
        elif tag == "time" and "datetime" in attributes:
            self.times.append(attributes["datetime"])
        self.elements += 1
        fits = self._depth < MAX_DEPTH and self.elements <= MAX_ELEMENTS
        opened = fits and not self._dropping and tag not in _TRANSPARENT
        self._opened.append(opened)
        if opened:
            self._depth += 1
            self._builder.start(tag, {k: v for k, v in attributes.items() if k in _KEPT_ATTRIBUTES})

    def end(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropping -= 1
            self._in_linked_data = False
        if self._opened.pop():
            self._depth -= 1
            self._builder.end(tag)

    def data(self, text: str) -> None:
        if self._in_linked_data:
            self.linked_data[-1] += text
        elif not self._dropping and self._depth and self.elements <= MAX_ELEMENTS:
            self._builder.data(text)

    def close(self) -> Any:
        return self._builder.close()


def parse_html(text: str) -> Page:
    """Return the tree of a page, and what its scripts and times say.

    Raises: DocumentError when there is no element at all, or too many.
    """
    target = _BoundedTree()
    parser = etree.HTMLParser(target=target, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        # NUL would end the parser's reading.
        parser.feed(_RAW_TEXT.sub("", _SELF_CLOSED.sub("", text.replace("\0", ""))))
        root = parser.close()
    except (etree.LxmlError, AssertionError) as error:
        raise DocumentError("found no HTML element; expected a page") from error
    if target.elements > MAX_ELEMENTS:  # an error raised within the target would be lost in the parser
        raise DocumentError(f"found a page of more than {MAX_ELEMENTS:,} elements; expected an article")
    return Page(root=root, linked_data=target.linked_data, times=target.times)
