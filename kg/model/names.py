"""Names compared: what does not tell two of them apart is folded away."""

from __future__ import annotations

import re
import unicodedata


def fold(name: str) -> str:
    """Return a name without what does not tell names apart: case, width, punctuation, a leading article.

    >>> fold("The  “Kunlun-2023”") == fold("kunlun 2023")
    True
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    text = " ".join(re.sub(r"[\W_]+", " ", text).split())
    return re.sub(r"^(the|a|an) ", "", text)
