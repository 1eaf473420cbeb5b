"""Where the occasion that a document reports took place."""

from __future__ import annotations

import re

from kg.extract.en.agency_names import NamingReader
from kg.extract.text import BlockKind, Range, Text

_OPENING = 1500
"""Code points: the head of a document."""
_DATELINE = re.compile(
    r"([A-Z][A-Z’' .-]{2,30}|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)(?:,[^\n]{0,40}?)?(?: \([^)\n]{2,20}\))? ?(?:--|[–—-]) "
)
"""The city that a report begins with: "LYON, 3 May –"."""
_LABEL = re.compile(r"(?m)\b(?:Place|Location|Venue) ?: ?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\s*(?:$|[,;(|])")


def find_place(text: Text, reader: NamingReader, sentence: Range) -> str | None:
    """Return where it was: "in Beijing" in its sentence, a label at the head, or the city of the dateline."""
    tokens = reader.tokens
    for place in reader.places.values():
        start = tokens.start[place.first]
        if start >= sentence[1]:
            break
        if sentence[0] <= start and not place.adjective and place.first and tokens.low[place.first - 1] == "in":
            return place.name
    label = _LABEL.search(text.content, 0, _OPENING)
    return label.group(1) if label is not None else _dateline(text, reader)


def _dateline(text: Text, reader: NamingReader) -> str | None:
    for block in text.blocks[:6]:
        found = _DATELINE.match(text.content, block.start, block.end)
        if found is not None and block.kind is not BlockKind.HEADING:
            name = found.group(1).strip()
            if name.isupper():
                return name.title()
            return name if any(place.name == name for place in reader.places.values()) else None
    return None
