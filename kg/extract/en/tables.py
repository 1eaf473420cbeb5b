"""Cells of table rows: the label a number's row begins with, and the head of its column."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.text import BlockKind, Range, Text

_NEAR = 60
"""Rows; a table's head stands no further above."""
_LONGEST = 1500
"""Characters; a longer row is no row."""
_WIDEST = 48
"""Characters; what runs longer heads no column."""
_GAP = re.compile(r"[ \t\u00a0]{2,}|\t")
_WORDS = re.compile(r"[^\W\d_]{2}")
_RULE = re.compile(r"[\s|:+=_-]*\Z")
_LONG = re.compile(r"\d{3}(?!\d)(?<!(?:19|20)\d\d)|\d,\d")
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d")


def cells_of(content: str, start: int, end: int) -> list[Range]:
    """Return the spans of a row's cells, edges trimmed; empty ones are kept so that columns line up."""
    end = min(end, start + _LONGEST)
    row = content[start:end]
    if "|" in row:
        cuts = [m.span() for m in re.finditer(r"\|", row)]
        if not row[: cuts[0][0]].strip():
            first, cuts = cuts[0][1], cuts[1:]
        else:
            first = 0
    else:
        first = len(row) - len(row.lstrip())
        cuts = [m.span() for m in _GAP.finditer(row, first)]
    cells: list[Range] = []
    for low, high in [*cuts, (len(row), len(row))]:
        text = row[first:low]
        lead = len(text) - len(text.lstrip())
        cells.append((start + first + lead, start + first + max(lead, len(text.rstrip()))))
        first = high
    if len(cells) > 1 and cells[-1][0] == cells[-1][1]:
        cells.pop()
    return cells


def column_head(text: Text, position: int) -> Range | None:
    """Return the span of the head of the column that `position` stands in; None when its table has no heads.

    Heads are the cells of a table's first row, when none of them but years holds a digit.
    """
    index = text.block_at(position)
    if text.blocks[index].kind is not BlockKind.ROW:
        return None
    heads = _heads(text, index)
    if not heads:
        return None
    cells = cells_of(text.content, text.blocks[index].start, text.blocks[index].end)
    at = next((i for i, (low, high) in enumerate(cells) if low <= position < high), None)
    if at is None or at == 0:
        return None
    at -= len(cells) - len(heads)  # a head row may leave out the cell above the labels
    return heads[at] if 0 <= at < len(heads) and heads[at][1] > heads[at][0] else None


def row_label(text: Text, position: int) -> Range | None:
    """Return the span of the words that label the table row of `position`: its first cell, without a unit's own."""
    block = text.blocks[text.block_at(position)]
    cells = cells_of(text.content, block.start, block.end)
    if len(cells) < 2 or position < cells[0][1]:
        return None
    low, high = next(((a, b) for a, b in cells if _WORDS.search(text.content, a, b)), (0, 0))
    return (low, high) if high and high <= position and not _LONG.search(text.content, low, high) else None


@lru_cache(maxsize=64)
def _heads(text: Text, index: int) -> tuple[Range, ...]:
    """Return the cells of the row that heads the table of the row at `index`; empty when it has none."""
    blocks, content = text.blocks, text.content
    top = index
    while top > 0 and index - top < _NEAR and blocks[top - 1].kind is BlockKind.ROW:
        top -= 1
    if top == index:
        return ()
    block = blocks[top]
    cells = cells_of(content, block.start, block.end)
    named = [content[low:high] for low, high in cells]
    plain = all(
        not re.search(r"\d", _YEAR.sub("", words)) and not words.endswith((":", "：", ".")) and len(words) < _WIDEST
        for words in named
    )
    heads = sum(1 for words in named if _WORDS.search(words) or _YEAR.search(words))
    return tuple(cells) if plain and heads > 1 else ()
