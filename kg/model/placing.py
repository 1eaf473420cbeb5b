"""Where the words of a decision stand in the text as it is read now."""

from __future__ import annotations

import dataclasses
from functools import cache

from kg.model.decisions import Item
from kg.model.record import Span, StatedFigure


class Placing:
    """Follows words into a text; without a text, words are taken to stand where they stood."""

    def __init__(self, text: str | None) -> None:
        self._text = text
        self._where = cache(self._once)

    def placed(self, item: Item) -> Item | None:
        """Return an item with its words where they stand now; None when none of them can be found."""
        if self._text is None:
            return item
        if isinstance(item, StatedFigure):
            span = self._span(item.span)
            return None if span is None else dataclasses.replace(item, span=span)
        spans = tuple(span for span in map(self._span, item.evidence) if span is not None)
        if item.evidence and not spans:
            return None
        return item if spans == item.evidence else dataclasses.replace(item, evidence=spans)

    def _span(self, span: Span) -> Span | None:
        if span.start is None or self._text is None or self._text[span.start : span.end] == span.quote:
            return span
        start = self._where(span.quote)
        return None if start is None else Span(quote=span.quote, start=start, end=start + len(span.quote))

    def _once(self, quote: str) -> int | None:
        """Return where words stand that stand once only: of several places none is surer than another."""
        assert self._text is not None
        start = self._text.find(quote)
        return start if start >= 0 and self._text.find(quote, start + 1) < 0 else None
