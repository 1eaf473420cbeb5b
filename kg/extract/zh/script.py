"""One form for simplified and traditional characters, full and half width, so that one set of words finds both.

Every character is replaced by one character, never more or fewer: an offset in the plain form is an offset in the text,
and what is quoted is always cut from the text as it was printed.
"""

from __future__ import annotations

from functools import lru_cache

from kg.extract.lexicon import load_lexicon

LANGUAGE = "zh"

# Digits, letters and the marks that stand within numbers; the marks that divide sentences stay as they are.
_WIDE = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_MARKS = {
    "％": "%",
    "﹪": "%",
    "渉": "涉",
    "．": ".",
    "\u3000": " ",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u202f": " ",
    "〇": "零",
    "＋": "+",
    "〜": "~",
    "～": "~",
    "－": "-",
    "–": "-",
    "─": "—",
    "﹣": "-",
    "−": "-",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "﹁": "“",
    "﹂": "”",
    "〝": "“",
    "〞": "”",
    "•": "·",
    "・": "·",
    "‧": "·",
    "･": "·",
}


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    pairs = load_lexicon(LANGUAGE).table("script")
    traditional, simplified = "".join(pairs["traditional"]), "".join(pairs["simplified"])
    table = {ord(t): s for t, s in zip(traditional, simplified, strict=True)}
    return table | _WIDE | {ord(mark): plain for mark, plain in _MARKS.items()}


def simplify(words: str) -> str:
    """Return a few words in the plain form; a whole text is better asked of `plain`, which remembers it."""
    return words.translate(_table())


@lru_cache(maxsize=4)
def plain(content: str) -> str:
    """Return the text in simplified characters and half-width digits, of the same length, for matching only.

    >>> plain("查獲３．５萬件")
    '查获3.5万件'
    """
    return content.translate(_table())
