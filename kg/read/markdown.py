"""Markdown → the text a reader sees: no asterisks, link targets or table rules; lines of a paragraph joined."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.errors import DocumentError
from kg.model.document import PageFacts, ReadText
from kg.read.blocks import Gap, TextBuilder, render_blocks
from kg.read.htmltree import parse_html
from kg.read.pagefacts import find_date

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_FRONT_FIELD = re.compile(r"^(title|date|publisher|source)[ \t]*:(.+)$", re.MULTILINE)
_LINES = ("tr_open", "tr_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "list_item_open",
          "list_item_close")  # fmt: skip
_CELLS = ("td_open", "th_open")
_CELL_ENDS = ("td_close", "th_close")
_LONGEST_FRONT_MATTER = 20_000


@cache
def _parser() -> MarkdownIt:
    # Front matter is cut off before; `linkify` and typography would change what is printed.
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def read_markdown(text: str) -> ReadText:
    """Return the text of a Markdown document; title and date from its front matter, else the first heading.

    Raises: DocumentError when no words are left.

    >>> read_markdown("# Raids\\n\\nThey found **104**\\nphones.").content
    'Raids\\n\\nThey found 104 phones.'
    """
    body = text.removeprefix("\ufeff")
    front = _FRONT_MATTER.match(body[:_LONGEST_FRONT_MATTER])
    fields = (
        {name: value.strip(" \t\r\"'") for name, value in reversed(_FRONT_FIELD.findall(front[1]))} if front else {}
    )
    tokens = _parser().parse(body[front.end() :] if front else body)
    content = _render(tokens)
    if not content:
        raise DocumentError("found markup without any words; expected a document with text")
    facts = PageFacts(
        title=fields.get("title") or _first_heading(tokens),
        published=find_date(fields.get("date", "")),
        publisher=fields.get("publisher") or fields.get("source"),
    )
    return ReadText(content=content, reader="markdown", facts=facts)


def _first_heading(tokens: Sequence[Token]) -> str | None:
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            return _render([inline]) or None
    return None


def _render(tokens: Sequence[Token]) -> str:
    builder = TextBuilder()
    for token in tokens:
        if token.type in _CELLS or token.type in _CELL_ENDS:
            builder.space(Gap.CELL)
        elif token.type in _LINES:
            builder.space(Gap.LINE)
            if token.type.startswith("list_item"):
                # An ordered item's token carries its number; a closing one carries nothing.
                mark = f"{token.info}{token.markup} " if token.info else "- "
                builder.mark = mark if token.type == "list_item_open" else ""
        elif token.type == "inline":
            _render_inline(token.children or (), builder)
        elif token.type in ("fence", "code_block"):
            _render_lines(token.content, builder)
        elif token.type == "html_block":
            _render_lines(_words_of_html(token.content), builder)
        elif token.block and not token.hidden and not (token.tag in ("ul", "ol") and token.level > 0):
            # A hidden paragraph is the body of a tight list's item; a list within a list only goes on.
            builder.space(Gap.PARAGRAPH)
    return builder.text()


def _render_inline(tokens: Sequence[Token], builder: TextBuilder) -> None:
    for token in tokens:
        if token.type == "softbreak":
            builder.space(Gap.SPACE)
        elif token.type == "hardbreak":
            builder.space(Gap.LINE)
        elif token.type == "html_inline":
            # `<br>` parts words; other tags stand inside them.
            builder.space(Gap.LINE if token.content.lower().startswith("<br") else Gap.NONE)
        elif token.type != "image":
            builder.add(token.content)


def _render_lines(text: str, builder: TextBuilder) -> None:
    builder.space(Gap.PARAGRAPH)
    builder.add_lines(text)
    builder.space(Gap.PARAGRAPH)


def _words_of_html(markup: str) -> str:
    try:
        return render_blocks(parse_html(markup).root)
    except DocumentError:  # a comment, or a closing tag alone
        return ""
