"""When a Chinese text says a campaign began and ended, from the clauses that name it."""

from __future__ import annotations

import re

from kg.extract.text import Range

_DATE = r"(?:(?P<{0}y>(?:19|20)\d\d|今|当|去|本)年)?(?P<{0}m>\d{{1,2}})月(?:(?P<{0}d>\d{{1,2}})日)?"
_BEGUN = r"(?:起|以来|初|底|中旬|上旬|下旬)?[^。；\n\d]{0,14}?(?:动员部署|部署|启动|开始|打响|发起|展开|拉开|开展)"
_START = re.compile(_DATE.format("a") + _BEGUN)
_RANGE = re.compile(
    _DATE.format("a") + r"(?:至|到|-|—)" + r"(?:(?P<by>(?:19|20)\d\d)年)?(?:(?P<bm>\d{1,2})月)?底?"
    r"(?:(?P<bd>\d{1,2})日)?"
    r"[^，。；\n\d]{0,14}?(?:开展|组织|部署|行动|进行|实施|为期)"
)
_END = re.compile(_DATE.format("a") + r"[^，。；\n\d]{0,6}?(?:结束|收官|落幕|收兵)")
_SAID = re.compile("获悉|公布|通报|表示|召开|举行|介绍")
_REACH = 60


def read_dates(form: str, spans: list[Range], year: str | None) -> tuple[str | None, str | None]:
    """Return the start and end a text states for a campaign, each as precise as it is stated, None where it is not."""
    start = end = None
    for first, last in spans[:8]:
        low = max(form.rfind("。", 0, first), form.rfind("\n", 0, first), first - _REACH) + 1
        high = min((i for i in (form.find("。", last), form.find("\n", last)) if i >= 0), default=len(form))
        clause = form[low : min(high, last + _REACH)]
        span = _RANGE.search(clause)
        if span is not None and start is None:
            start, end = _iso(span, "a", year), _iso(span, "b", year, span.group("am"))
        begun = _START.search(clause)
        if begun is not None and start is None and not _SAID.search(begun.group()):
            start = _iso(begun, "a", year)
        ended = _END.search(clause)
        if ended is not None and end is None:
            end = _iso(ended, "a", year)
    return start, end


def _iso(match: re.Match[str], name: str, year: str | None, month: str | None = None) -> str | None:
    said = match.group(f"{name}y") or ""
    base = said if said.isdigit() else str(int(year) - 1) if said == "去" and year else year
    own = match.group(f"{name}m") or month
    if base is None or own is None or not 1 <= int(own) <= 12:
        return None
    day = match.group(f"{name}d")
    stamp = f"{base[:4]}-{int(own):02d}"
    return f"{stamp}-{int(day):02d}" if day and 1 <= int(day) <= 31 else stamp
