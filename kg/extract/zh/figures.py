"""The numbers of a Chinese text with what their words say, before anyone asks what they belong to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.extract.drafts import Draft
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Mentions
from kg.extract.numerals import SHARE, Number
from kg.extract.text import Range, Text
from kg.extract.times import TimeSpan
from kg.extract.zh.drafts import DraftReader
from kg.extract.zh.elisions import fill_drafts
from kg.extract.zh.numbers import find_numbers
from kg.extract.zh.periods import find_times, reference_date
from kg.extract.zh.phrases import load_grammar
from kg.extract.zh.script import plain
from kg.model.record import DocumentInfo

# What holds digits that count nothing: short quotations, numbers of documents, telephone numbers, addresses.
_ZERO = re.compile(r"0\d")
_QUOTED = re.compile(r"“[^”\n]{1,12}”|《[^》\n]{1,40}》")
_CODES = re.compile(
    r"[〔\[(（]\d{4}[〕\])）]\d+号|(?:拨打|热线|客服|编号|代码|邮编|电话(?:为|：|:|号码))(?:电话|热线|号码?|平台|为|：|:)*"
    r"\d[\d\-—、和或转 ]*|每[\d十百千万]+(?:名|人|户|公里|吨|元)|https?://\S+"
    # Only from where letters begin, and only where a digit is near: a long row of letters is looked at once.
    r"|(?<![A-Za-z_./-])(?=(?a:[\w./-]){1,80}?\d)[A-Za-z_./-]{0,80}[A-Za-z](?a:[\w./-]{0,80}\d[\w./-]{0,80})(?![\d.万亿千百余多]*[余多]?[个款台条件部套家只份])|24小时|全天候|第[\d零一二三四五六七八九十百千]+|(?<!\d)\d+号|(?<!\d)\d+:\d\d"
)


def find_stated_times(text: Text, lexicon: Lexicon, mentions: Mentions, document: DocumentInfo) -> tuple[TimeSpan, ...]:
    """Return every stated time, resolved against the event's day or the page's."""
    folded = plain(text.content)
    published = mentions.published or document.published
    return find_times(folded, lexicon, reference_date(folded, lexicon, published=published, event=mentions.event_date))


def find_drafts(text: Text, lexicon: Lexicon, mentions: Mentions, times: Sequence[TimeSpan]) -> list[Draft]:
    """Return a draft per number, in order; nouns that are left out are lent by the figures around them."""
    folded = plain(text.content)
    g = load_grammar(lexicon)
    hidden = _hidden(folded, mentions, times)
    starts = [start for start, _ in hidden]
    reader = DraftReader(text, folded, lexicon, g, _names(mentions, times))
    drafts: list[Draft] = []
    for number in find_numbers(folded, lexicon):
        if _within(number, hidden, starts) or _ZERO.match(folded, number.start):
            continue
        draft = reader.read(number, drafts[-1] if drafts else None)
        if draft is not None:
            drafts.append(draft)
    fill_drafts(text, folded, drafts, g, lexicon)
    return drafts


def _hidden(folded: str, mentions: Mentions, times: Sequence[TimeSpan]) -> list[Range]:
    """Return where numbers count nothing, merged and in order."""
    spans = [(t.start, t.end) for t in times]
    spans += [s for c in mentions.campaigns for s in c.spans if s[1] - s[0] < 30]
    spans += [s for a in mentions.agencies for s in a.spans]
    spans += [m.span() for m in _QUOTED.finditer(folded)]
    spans += [m.span() for m in _CODES.finditer(folded)]
    merged: list[Range] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _within(number: Number, hidden: list[Range], starts: list[int]) -> bool:
    at = bisect_right(starts, number.end - 1) - 1
    return at >= 0 and hidden[at][1] > number.start and number.kind != SHARE


def _names(mentions: Mentions, times: Sequence[TimeSpan]) -> list[Range]:
    """Return the spans of bodies' and campaigns' names and of times, in order."""
    spans = [(t.start, t.end) for t in times]
    spans += [s for a in mentions.agencies for s in a.spans]
    spans += [s for c in mentions.campaigns for s in c.spans]
    return sorted(spans)
