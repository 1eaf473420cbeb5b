"""Names folded for comparison and written as keys, whatever the language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"\A(?:the|a|an) ")
_BESIDE_HAN = re.compile(r"(?<=[\u3400-\u9fff]) +| +(?=[\u3400-\u9fff])")


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a name's case-, width- and punctuation-folded form, by which two wordings are the same name.

    >>> fold('The  "Kunlun-2023"')
    'kunlun 2023'
    """
    if name.isascii():
        return _ARTICLE.sub("", _MARKS.sub(" ", name.lower()).strip())
    text = unicodedata.normalize("NFKC", name).casefold()
    text = _ARTICLE.sub("", _MARKS.sub(" ", text).strip())
    return _BESIDE_HAN.sub("", text)


def slug(name: str) -> str:
    """Return a name as a key: small letters, digits and hyphens; other scripts are kept.

    >>> slug("Operation FRONTIER+")
    'operation-frontier'
    """
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _MARKS.sub("-", text).strip("-")[:60].strip("-")


def free_key(base: str, taken: dict[str, int]) -> str:
    """Return `base`, or it with the next free number where it is taken; `taken` remembers.

    >>> taken = {}
    >>> free_key("mps", taken), free_key("mps", taken)
    ('mps', 'mps-2')
    """
    key = base
    while key in taken:
        taken[base] += 1
        key = f"{base}-{taken[base]}"
    taken[key] = 1
    return key
