"""Word lists as patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence


def either(words: Sequence[str]) -> str:
    """Return a pattern that matches any of some words, longer ones first, white space between them of any length.

    >>> either(["less than", "less"])
    'less\\\\s+than|less'
    """
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))
