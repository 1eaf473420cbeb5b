"""A tree of HTML elements → lines of text: one rule for what is a paragraph, a list item, a row of a table.

Paragraphs are set apart by an empty line, list items and table rows by a line end, cells by `` | ``; a list item begins
with ``- ``, which tells it from a line of prose. White space
inside a paragraph becomes one space each, as a browser shows it; a no-break space stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

# Both HTML's names and those of the TEI that trafilatura makes.
_PARAGRAPHS = frozenset(
    "address article aside blockquote body caption center details dir div dl fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 head header hgroup hr main menu nav ol p pre quote section summary table ul".split()
)
_LINES = frozenset("br item lb li list row tbody tfoot thead tr".split())
_ITEMS = frozenset("li item".split())
_CELLS = frozenset("td th cell".split())
_SPACE = re.compile(r"[ \t\n\r\f\v]+")


class Gap(IntEnum):
    """What stands between two stretches of text, from narrow to wide."""

    NONE = 0
    SPACE = 1
    CELL = 2
    LINE = 3
    PARAGRAPH = 4


_SPELLED = {Gap.NONE: "", Gap.SPACE: " ", Gap.CELL: " | ", Gap.LINE: "\n", Gap.PARAGRAPH: "\n\n"}


@dataclass(slots=True)
class TextBuilder:
    """Gathers words and the gaps between them; a gap is as wide as the widest asked for."""

    parts: list[str] = field(default_factory=list)
    gap: Gap = Gap.NONE
    mark: str = ""  # stands before the next words: the mark of a list item

    def add(self, text: str | None) -> None:
        """Add running text, its white space folded."""
        words = _SPACE.sub(" ", text or "")
        if words.startswith(" "):
            self.space(Gap.SPACE)
        core = words.strip(" ")
        if not core:
            return
        if self.parts:
            self.parts.append(_SPELLED[self.gap])
        self.parts.append(self.mark + core)
        self.mark = ""
        self.gap = Gap.SPACE if words.endswith(" ") else Gap.NONE

    def add_lines(self, text: str) -> None:
        """Add text whose line ends count."""
        for line in text.splitlines():
            self.add(line)
            self.space(Gap.LINE if line.strip() else Gap.PARAGRAPH)

    def space(self, gap: Gap) -> None:
        """Ask for a gap of at least this width before the next words."""
        self.gap = max(self.gap, gap)

    def text(self) -> str:
        """Return everything added, without space at either end."""
        return "".join(self.parts)


def render_blocks(root: Any) -> str:
    """Return the text of an lxml element and all under it; walks without recursion, however deep the tree.

    >>> from lxml import html
    >>> render_blocks(html.fromstring("<div><p>Raids <b>104</b></p><table><tr><td>A<td>1<tr><td>B<td>2</table></div>"))
    'Raids 104\\n\\nA | 1\\nB | 2'
    """
    builder = TextBuilder()
    cell: list[Any] = []  # the data cells that are open
    for opens, element in _walk(root):
        tag = element.tag if isinstance(element.tag, str) else ""
        if not opens and cell and cell[-1] is element:
            cell.pop()
        builder.space(_gap(element, tag, opens=opens, in_cell=bool(cell)))
        if tag in _ITEMS and not cell and not _part_of_pair(element, tag):
            builder.mark = "- " if opens else ""
        if opens:
            if tag in _CELLS and not holds_layout(element):
                cell.append(element)
            builder.add(element.text if tag else None)
        elif element is not root:
            builder.add(element.tail)
    return builder.text()


def _gap(element: Any, tag: str, *, opens: bool, in_cell: bool) -> Gap:
    if tag in _CELLS:
        return Gap.PARAGRAPH if holds_layout(element) else Gap.CELL
    if not in_cell and (pair := _part_of_pair(element, tag)):
        # A term and what is said of it stand in a row, as in a table.
        return Gap.LINE if opens == (pair == "dt") else Gap.CELL if opens else Gap.NONE
    wanted = Gap.PARAGRAPH if tag in _PARAGRAPHS else Gap.LINE if tag in _LINES else Gap.NONE
    return min(wanted, Gap.SPACE) if in_cell else wanted


def _part_of_pair(element: Any, tag: str) -> str:
    """Return "dt" or "dd" for the parts of a definition list, whose name trafilatura keeps in `rend`; else ""."""
    name = element.get("rend", "")[:2] if tag == "item" else tag
    return name if name in ("dt", "dd") else ""


def holds_layout(cell: Any) -> bool:
    """Whether a table's cell holds a piece of the page (older pages lay columns out so), not one datum."""
    return cell.find(".//table") is not None or len(cell.findall("p")) + len(cell.findall("div")) > 1


def _walk(root: Any) -> Iterator[tuple[bool, Any]]:
    """Yield each element twice: when it opens (True) and when it closes (False)."""
    stack: list[tuple[Any, Iterator[Any]]] = [(root, iter(root))]
    yield True, root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield False, element
        else:
            yield True, child
            stack.append((child, iter(child)))
