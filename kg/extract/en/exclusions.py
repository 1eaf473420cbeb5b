"""Printed numbers that are no quantities: dates, names, references, ages, addresses, telephone numbers.

Some are known by where they stand (`hidden_ranges`), some by the words beside them (`is_label`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kg.extract.en.phrases import Grammar, read_phrase
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Mentions
from kg.extract.numerals import PLAIN_NUMBER, Number
from kg.extract.text import BlockKind, Range, Text
from kg.extract.times import TimeSpan

# Web addresses, mail, markup, ordinals, codes with letters, telephone numbers, slashed and dotted chains.
_MARKS = re.compile(
    r"(?=[\d<&#(+\[/A-Z])(?:"
    r"</?[A-Za-z][^<>\n]{0,400}>|&#?\w{1,10};|#\d+"
    r"|(?<!\w)\d{1,12}(?:st|nd|rd|th)\b"
    r"|(?<=[A-Za-z]-)\d{1,12}(?:[.-]\d{1,12})*\b(?![,.]\d)"
    r"|\(?\+\d[\d\s().-]{6,20}\d|(?<![\d.,])\(?0\d{1,4}\)?(?:[\s/-]\d{2,})+"
    r"|(?<![\d.,/])(?<!\d[ \u00a0\u2009\u202f])0\d{2,}(?![\d%])"
    r"|(?<![\d-])\d{3,4}-\d{3,4}-\d{3,4}(?![\d-])|(?<!\w)\d{1,4}/\d{1,4}(?:/\d{1,4})?\b|(?<![\w/])/\d{1,4}\b"
    r"|(?<!\w)\d{1,6}\.\d{1,6}\.\d[\d.]*\b|(?<!\d)\d{1,4}[·•]\d{1,4}|\[\d{1,3}\]"
    r"|(?<!\w)[A-OQ-Z]\d+(?:\.\d+)*\b|(?<!\w)\d{1,12}[AC-JN-SU-Z]\b)"
)
_ADDRESSES = re.compile(
    r"https?://[^\s<>]{1,2000}|www\.[^\s<>]{1,400}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
)
_COUNTERS = re.compile(
    r"\b(?:[Ss]heet|[Pp]age|[Pp]art|[Ss]lide|[Ii]ssue)\s+\d+\s+(?:of|/)\s+\d+"
    r"|(?m:^[ \t\u00a0]{0,20}\d{1,2}[ \t\u00a0]{2,20}(?=[A-Z][a-z]{1,20} [A-Z][a-z]{1,20}[ \t\u00a0]*$))"
)
_INSIDE = re.compile(r"\d\s+[a-z]")
_MARKER = re.compile(r"\s*\d{1,2}\s*[,.、)](?=\s*[A-Za-z])")
_LATER_COLON = frozenset(
    [
        "no",
        "nos",
        "no.",
        "tel",
        "tel.",
        "telephone",
        "phone",
        "hotline",
        "fax",
        "views",
        "view",
        "comments",
        "posted",
        "read",
        "reads",
        "hits",
        "clicks",
        "likes",
        "shares",
        "editor",
        "isbn",
        "issn",
        "id",
        "ref",
        "age",
        "ext",
        "version",
        "code",
        "helpline",
        "contact",
    ]
)
_ONLY_COLON = frozenset(
    [
        "views",
        "view",
        "comments",
        "comment",
        "posted",
        "published",
        "read",
        "reads",
        "hits",
        "clicks",
        "likes",
        "shares",
        "replies",
        "contact",
        "contacts",
        "editor",
    ]
)
_COUNTED_HYPHEN = frozenset(["member", "man", "person", "people", "strong", "party", "men", "officer"])


def hidden_ranges(text: Text, mentions: Mentions, times: Iterable[TimeSpan], g: Grammar) -> tuple[Range, ...]:
    """Return the stretches whose digits state no quantity, sorted: dates, names, marks and list markers."""
    content = text.content
    found: list[Range] = [m.span() for m in _MARKS.finditer(content)]
    found += [m.span() for m in _COUNTERS.finditer(content)]
    if "@" in content or "://" in content or "www." in content:
        found += [m.span() for m in _ADDRESSES.finditer(content)]
    found += [(s.start, s.end) for s in times if not _counts(text, s, g)]
    found += [(b.start, b.body) for b in text.blocks if b.kind is BlockKind.ITEM and b.body > b.start]
    found += [m.span() for b in text.blocks if (m := _MARKER.match(text.content, b.start, b.end))]
    for campaign in mentions.campaigns:
        if not campaign.described:
            found += campaign.spans
    for agency in mentions.agencies:
        # "police in 61 countries" names an agency and counts countries.
        found += [s for s in agency.spans if not _INSIDE.search(text.content, *s)]
    return tuple(sorted(set(found)))


def _counts(text: Text, span: TimeSpan, g: Grammar) -> bool:
    """Whether what looks like a year counts things: "police seized 2015 phones"."""
    if span.kind != "year" or span.lead in ("since", "within", "until", "from") or span.end - span.start != 4:
        return False
    if not text.content[span.start].isdigit():
        return False
    tk = text.tokens
    i = tk.at(span.start) + 1
    before = text.content[max(0, span.start - 16) : span.start].split()
    if before and (before[-1][:1].isupper() or before[-1][-1] in "\"'”.,") and span.start - 1 >= 0:
        return False
    return (
        i < len(tk)
        and tk.word[i].islower()
        and (g.plural(tk.low[i]) or tk.low[i] in ("kg", "kilograms", "tonnes", "yuan"))
    )


@lru_cache(maxsize=8)
def _labels(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], tuple[tuple[str, ...], ...]]:
    before = lexicon.words("figures", "labels", "before")
    after = tuple(
        sorted((tuple(w.split()) for w in lexicon.words("figures", "labels", "after")), key=lambda w: -len(w))
    )
    return frozenset(w for w in before if " " not in w), frozenset(w for w in before if " " in w), after


_TAIL = re.compile(r"(?:(?<!\w)([A-Za-z][\w.'-]*)\s+)?(?<!\w)([A-Za-z][\w.'-]*|§+|№)(\s*:)?[\s(#]*\Z")
_AGE = re.compile(
    r"(?i)\bage[ds]?\s+(?:was|were|is|of|from|between|over|under|at|group)?\s*\Z|\bolder than\s*\Z|\byounger than\s*\Z"
)
_PER = re.compile(r"(?i)\b(?:per|for every|out of every)\s*\Z")
_PERSON_AGE = re.compile(r"\b[A-Z][\w.'-]+,\s*\Z")


def is_label(text: Text, number: Number, lexicon: Lexicon, g: Grammar) -> bool:
    """Whether the words beside a number make it a name, an age, a reference or the like."""
    if number.kind != PLAIN_NUMBER or number.sign:
        return False
    content = text.content
    bare = content[number.start : number.end]
    tail = content[max(0, number.bound_start - 32) : number.bound_start]
    single, double, after = _labels(lexicon)
    if found := _TAIL.search(tail):
        first, last, colon = found.groups()
        word = last.lower()
        pair = f"{(first or '').lower()} {word}"
        newline = "\n" in tail[found.start(2) :]
        labelled = word in _LATER_COLON if colon else word not in _ONLY_COLON
        if not newline and (pair in double or word in single) and labelled:
            strict = pair in double or word.rstrip(".") in ("aged", "age", "ages", "no", "nos", "article", "articles")
            if strict or (bare.isdigit() and len(bare) < 6) or "." in bare:
                return not (last.islower() and number.spelled)
    if _AGE.search(tail) or _PER.search(tail):
        return True
    if number.spelled:
        return _age_after(text, number, after)
    if _is_code(text, number, bare, lexicon):
        return True
    if bare.isdigit() and len(bare) == 2 and content[number.end : number.end + 1] == "," and _PERSON_AGE.search(tail):
        return content[number.end + 1 : number.end + 3].strip()[:1].islower()
    return _age_after(text, number, after) or _hyphened(text, number, g) or _named(text, number, g)


def _is_code(text: Text, number: Number, bare: str, lexicon: Lexicon) -> bool:
    """Whether a bare number is a telephone number or a code: five digits unparted where thousands are parted."""
    if not bare.isdigit():
        return False
    if len(bare) >= 5:
        return _parts_thousands(text)
    follows = text.content[number.end : number.end + 16].split()
    return (
        bare in lexicon.words("figures", "labels", "emergency")
        and bool(follows)
        and follows[0].lower() in lexicon.words("figures", "labels", "emergency_nouns")
    )


@lru_cache(maxsize=4)
def _parts_thousands(text: Text) -> bool:
    return bool(re.search(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])|\d[ \u00a0\u2009\u202f]\d{3}(?!\d)", text.content))


def _age_after(text: Text, number: Number, after: tuple[tuple[str, ...], ...]) -> bool:
    follows = text.content[number.tail : number.tail + 28].lower()
    words = tuple(w.rstrip(".'") for w in re.findall(r"[a-z][\w.'-]*|-[a-z][\w-]*", follows))
    for label in after:
        if words[: len(label)] == label and not re.match(r"\s*[,.;:()]", follows):
            return True
    return bool(re.match(r"-(?:year|month|week|day)s?-olds?\b", follows))


def _hyphened(text: Text, number: Number, g: Grammar) -> bool:
    """Whether a hyphen binds the number to a word that is no measure ("3-bean")."""
    found = re.compile(r"[-‑]([A-Za-z]+)").match(text.content, number.end)
    if not found:
        return False
    word = found.group(1).lower()
    if word in ("day", "hour") and number.value in (24, 48, 72, 100):
        return True  # "the 100-day action", "a 24-hour hotline"
    if word in ("day", "hour", "week", "month", "year", "minute"):
        # "a 10-year ban" describes; "a 3-day operation" tells how long it was.
        follows = re.compile(
            r"\s+((?:[\w-]+\s+){0,3}?)(?:operation|campaign|action|sweep|crackdown|drive|sentence|prison|term|initiative|investigation|blitz|surge)\b"
        ).match(text.content, found.end())
        return not follows
    return (
        word not in _COUNTED_HYPHEN
        and word not in g.units.close
        and word
        not in (
            "month",
            "day",
            "week",
            "year",
            "hour",
            "minute",
            "percent",
            "fold",
            "hectare",
            "acre",
            "kilo",
            "kilogram",
            "tonne",
            "litre",
        )
    )


def _named(text: Text, number: Number, g: Grammar) -> bool:
    """Whether a bare number stands before a noun in the singular that it names ("the 12337 platform")."""
    bare = text.content[number.start : number.end]
    if not bare.isdigit() or number.value < 2:
        return False
    tk = text.tokens
    i = tk.at(number.start) + 1
    phrase = read_phrase(tk, i, min(i + 6, len(tk)), g)
    return bool(phrase and tk.low[phrase.head] in g.name_heads)
