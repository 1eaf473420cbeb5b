"""The text as its names are read: plain characters, wide marks, and every pair of quotation marks as “ and ”."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.text import Range
from kg.extract.zh.script import plain

_STRAIGHT = re.compile(r'"')
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_MARKS = re.compile(r"(?<![\d\sA-Za-z])[,;:?!]|[,;:?!](?![\dA-Za-z\s/])")
_LINE = re.compile(r'[^\n"]*"[^\n]*')
_QUOTED = re.compile(r"“([^“”\n]{1,40})”|‘([^‘’\n]{1,40})’|《([^《》\n]{1,40})》")


@lru_cache(maxsize=4)
def readable(content: str) -> str:
    """Return the plain form in which straight quotation marks open and close by turns within a line.

    >>> readable('開展"淨網"行動')
    '开展“净网”行动'
    """
    form = plain(content).replace("(", "（").replace(")", "）")
    form = _MARKS.sub(lambda mark: _WIDE[mark.group()], form)
    if '"' not in form:
        return form
    return _LINE.sub(lambda line: _pair(line.group()), form)


def _pair(line: str) -> str:
    count = 0

    def mark(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return "“" if count % 2 else "”"

    return _STRAIGHT.sub(mark, line)


def find_quoted(form: str) -> list[Range]:
    """Return the spans of the words in quotation or title marks, without the marks, in order."""
    return [match.span(match.lastindex or 0) for match in _QUOTED.finditer(form)]
