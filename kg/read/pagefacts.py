"""What a page says about itself: title, date of publication, publisher. Stated in its head or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from kg.model.document import PageFacts
from kg.read.blocks import render_blocks
from kg.read.decode import mend_surrogates
from kg.read.htmltree import Page

# Names of <meta> elements, the most trusted first; the capitalised ones are the standard of Chinese government sites.
_TITLE_NAMES = ("articletitle", "og:title", "dc.title", "dcterms.title", "twitter:title")
_DATE_NAMES = (
    "article:published_time", "pubdate", "publishdate", "og:published_time", "og:article:published_time",
    "datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "date", "publish-date", "pub_date",
    "dcterms.created",
)  # fmt: skip
_PUBLISHER_NAMES = (
    "contentsource", "og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name", "sitename",
)  # fmt: skip
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-/.年]\s?(\d{1,2})(?:[-/.月]\s?(\d{1,2})(?!\d))?|(\d\d)(\d\d)(?!\d))")
_SITE_NAME = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--+")
_LONGEST_FACT = 500
_MOST_NODES = 2_000


def page_facts(page: Page) -> PageFacts:
    """Return the facts a page states in its metadata, its JSON-LD, its heading or its `time` elements."""
    meta = _meta(page.root)
    linked = [node for script in page.linked_data for node in _linked_nodes(script)]
    published = [
        *(meta.get(name) for name in _DATE_NAMES),
        *(_text(node.get("datePublished")) for node in linked),
        *(page.times if len(set(page.times)) == 1 else ()),
    ]
    publisher = [*(meta.get(name) for name in _PUBLISHER_NAMES), *(_name(node.get("publisher")) for node in linked)]
    return PageFacts(
        title=_title(page.root, meta, linked),
        published=next((day for text in published if text and (day := find_date(text))), None),
        publisher=next((name for text in publisher if text and (name := _clean(text))), None),
    )


def find_date(text: str) -> str | None:
    """Return the first date in the text that begins with its year, in ISO 8601 at the precision stated.

    >>> find_date("2023-10-24T10:00:00+08:00"), find_date("2023年6月"), find_date("24.10.2023")
    ('2023-10-24', '2023-06', None)
    """
    found = _DATE.search(text[:_LONGEST_FACT])
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or found[4]), found[3] or found[5]
    try:
        return date(year, month, int(day)).isoformat() if day else date(year, month, 1).isoformat()[:7]
    except ValueError:
        return None


def _meta(root: Any) -> dict[str, str]:
    """Return the content of each <meta>, the first of a name, names in lower case."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _title(root: Any, meta: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    headings = [_clean(render_blocks(h)) for h in root.findall(".//h1")[:5]]
    stated = [*(meta.get(name) for name in _TITLE_NAMES), *(_text(node.get("headline")) for node in linked)]
    for text in stated:
        if text and (title := _clean(text)):
            # A site's name rides along in many a stated title; the page's own heading is free of it.
            return next((h for h in headings if h and h in title), title)
    if len(headings) == 1 and headings[0]:
        return headings[0]
    element = root.find(".//title")
    title = _clean(element.text or "") if element is not None else None
    return title and _without_site(title, root)


def _without_site(title: str, root: Any) -> str:
    """Return a window's title without the name of the site at its end, where the page prints the rest by itself."""
    first = _SITE_NAME.split(title, maxsplit=1)[0]
    body = root.find("body")
    printed = first != title and body is not None and first in " ".join("".join(body.itertext()).split())
    return first if printed and len(first) > 3 else title


def _clean(text: str) -> str | None:
    """Return the words on one line; None for nothing, or for more than a title or name would be."""
    line = " ".join(mend_surrogates(text).split())
    return line if 0 < len(line) <= _LONGEST_FACT else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _linked_nodes(script: str) -> Iterator[dict[str, Any]]:
    """Yield every object of a JSON-LD script that says when it was published."""
    try:
        stack = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not stack:
            return
        value = stack.pop()
        if isinstance(value, dict):
            if "datePublished" in value:
                yield value
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))
