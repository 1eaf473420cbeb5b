"""Whether a figure's time and kind let it belong to a campaign, and which cell of a row it stands in."""

from __future__ import annotations

import re

from kg.extract.drafts import Draft
from kg.extract.mentions import FoundCampaign
from kg.extract.text import Text
from kg.model.record import Period

_YEARS = re.compile(r"(?:19|20)\d\d")
_LONGEST = 1500
"""Characters; a row that runs longer is no row."""


def fits(campaign: FoundCampaign, period: Period | None, *, near: bool) -> bool:
    """Whether a figure's period can lie in a campaign's time; far from a naming it must be stated to."""
    if not period:
        return True
    first, last = period.start or "", period.end or ""
    if not near:
        # Far from any naming a period of its own speaks of the campaign only when it is the campaign's own.
        begun, ended = campaign.start or "", campaign.end or ""
        year = begun[:4] or next(iter(_YEARS.findall(f"{campaign.edition} {' '.join(campaign.names)}")), "")
        if len(first) == 10 and len(last) in (0, 10) and first[: len(begun)] >= begun and last[: len(ended)] <= ended:
            return True  # what was done on a day is told of the work, not of the country
        if not first:
            return last[:4] >= year  # "by June, 224 had been arrested": what it has brought so far
        if not last and year:
            return first[:4] == year and len(begun) <= 4
        return len(begun) > 4 and first.startswith(begun[:7]) and (not last or not ended or last <= ended + "~")
    years = _YEARS.findall(campaign.edition or "") or [y for n in campaign.names for y in _YEARS.findall(n)]
    low = campaign.start[:4] if campaign.start else (years[0] if years else "")
    high = campaign.end[:4] if campaign.end else (years[-1] if years else "")
    if not low:
        return not (first and last and first[:4] != last[:4])
    if (last and last[:4] < low) or (first and not last and first[:4] < low):
        return False
    return not (high and first and first[:4] > high)


def is_trend(text: Text, draft: Draft, period: Period | None) -> bool:
    """Whether a change is a trend from year to year, which no campaign claims unless its sentence says so."""
    words = text.content[draft.start : draft.end + 24].lower()
    return draft.measure == "change" and (period is not None or "year on year" in words or "year-on-year" in words)


def cell_number(content: str, start: int, position: int) -> int:
    """Return the number of the table cell that holds `position`, counted from the start of its row."""
    row = content[max(start, position - _LONGEST) : position]
    return row.count("|") if "|" in row else len(re.findall(r"[ \t]{2,}|\t", row))
