"""Printed numbers that are no quantities: dates, names, references, ages, addresses, telephone numbers.

Some are known by where they stand (`hidden_ranges`), some by the words beside them (`is_label`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.en.phrases import Grammar, read_phrase
from kg.extract.en.units import singular
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Mentions
from kg.extract.numerals import PLAIN_NUMBER, Number
from kg.extract.text import BlockKind, Range, Text
from kg.extract.times import TimeSpan

# Web addresses, mail, markup, ordinals, codes with letters, telephone numbers, slashed and dotted chains.
_MARKS = re.compile(
    r"(?=[\d<&#(+\[/.A-Z])(?:"
    r"</?[A-Za-z][^<>\n]{0,400}>|&#?\w{1,10};|#\d+"
    r"|(?<!\w)\d{1,12}(?:st|nd|rd|th)\b"
    r"|(?<=[A-Za-z]-)\d{1,12}(?:[.-]\d{1,12})*\b(?![,.]\d)"
    r"|\(?\+\d[\d\s().-]{6,20}\d|(?<![\d.,])(?<!\d[ \u00a0\u2009\u202f])\(?0\d{1,4}\)?(?:[\s/-]\d{2,})+"
    r"|(?<![\d.,/])(?<!\d[ \u00a0\u2009\u202f])0\d{2,}(?![\d%])"
    r"|(?<![\d.,])\d{4} \d{3} \d{3}(?!\d)|(?<!\d)\(\d{2,4}\) ?\d{3,4}[-. ]\d{3,4}(?!\d)|(?<=\d)\(\d{1,2}\)"
    r"|(?<![\d.,])1\d \d\d \d\d(?![\d,.])"
    r"|\d{1,2}(?:\.\d{1,2})? ?mm\b|(?<=[\s(])\.\d{2}\b|(?<![\d-])\d{1,4}(?:-\d{2,4}){2,4}(?![\d-])"
    r"|(?<!\w)(?!\d/\d{1,2}\s+of\b)\d{1,4}/\d{1,4}(?:/\d{1,4})?\b|(?<![\w/])/\d{1,4}\b"
    r"|(?<!\w)(?!\d{1,3}(?:\.\d{3})+(?![\d.]))\d{1,6}\.\d{1,6}\.\d[\d.]*\b|(?<!\d)\d{1,4}[·•]\d{1,4}|\[\d{1,3}\]"
    # Codes with letters, but not rands and naira.
    r"|(?<!\w)(?![NR]\d{1,3}(?:[ ,.\u00a0]\d{3}(?!\d)|(?:[.,]\d{1,2})?[ -]?(?:[mb]illion|trillion|thousand|bn|mn?|k)\b"
    r"|\d{2,}\b))[A-OQ-Z]\d+(?:\.\d+)*\b|(?<!\w)\d{1,12}[AC-JN-SU-Z]\b)"
)
_ADDRESSES = re.compile(
    r"https?://[^\s<>]{1,2000}|www\.[^\s<>]{1,400}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
)
_COUNTERS = re.compile(
    r"\b(?:[Ss]heet|[Pp]age|[Pp]art|[Ss]lide|[Ii]ssue)\s+\d+\s+(?:of|/)\s+\d+"
    r"|(?m:^[ \t\u00a0]{0,20}\d{1,2}[ \t\u00a0]{2,20}(?=[A-Z][a-z]{1,20} [A-Z][a-z]{1,20}[ \t\u00a0]*$))"
)
_SET_OFF = re.compile(r"(?m)^[ \t]{0,8}(\d{1,2})(?:[ \u00a0]{2,20}|\t)(?=[\"“‘']?[A-Z][a-z]*[ ,])")
_BOUND_WORD = re.compile(r"[-‑]([A-Za-z]+)")
_LASTING = re.compile(
    r"\s+((?:[\w-]+\s+){0,3}?)(?:operation|campaign|action|sweep|crackdown|drive|sentence|prison|term|initiative"
    r"|investigation|blitz|surge)\b"
)
_INSIDE = re.compile(r"\d\s+[a-z]")
_MARKER = re.compile(r"\s*\d{1,2}\s*[,.、)](?=\s*[A-Za-z])")


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
    found += _paragraph_numbers(content)
    for campaign in mentions.campaigns:
        if not campaign.described:
            found += campaign.spans
    for agency in mentions.agencies:
        # "police in 61 countries" names an agency and counts countries.
        found += [s for s in agency.spans if not _INSIDE.search(text.content, *s)]
    return tuple(sorted(set(found)))


def _paragraph_numbers(content: str) -> list[Range]:
    """Return the numbers set off before paragraphs, where they count up from one: "1      On Monday ..."."""
    run = [m.span(1) for m in _SET_OFF.finditer(content)]
    counted = [int(content[slice(*span)]) for span in run]
    return run if len(run) > 2 and counted == list(range(counted[0], counted[0] + len(run))) and counted[0] < 3 else []


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


@dataclass(frozen=True, slots=True, eq=False)
class _Labels:
    """Words that make the number beside them no quantity."""

    single: frozenset[str]
    double: frozenset[str]
    strict: frozenset[str]
    after: tuple[tuple[str, ...], ...]
    only_colon: frozenset[str]
    later_colon: frozenset[str]
    emergency: frozenset[str]
    emergency_nouns: frozenset[str]
    calls: frozenset[str]
    members: frozenset[str]
    stretches: frozenset[str]
    measures: frozenset[str]
    street: re.Pattern[str]


@lru_cache(maxsize=8)
def _labels(lexicon: Lexicon) -> _Labels:
    def words(key: str) -> frozenset[str]:
        return frozenset(lexicon.words("figures", "labels", key))

    before = words("before")
    streets, abroad = ("|".join(sorted(words(k))) for k in ("streets", "streets_before"))
    return _Labels(
        single=frozenset(w for w in before if " " not in w),
        double=frozenset(w for w in before if " " in w),
        strict=words("strict"),
        after=tuple(sorted((tuple(w.split()) for w in words("after")), key=lambda w: (-len(w), w))),
        only_colon=words("only_colon"),
        later_colon=words("later_colon"),
        emergency=words("emergency"),
        emergency_nouns=words("emergency_nouns"),
        calls=words("calls"),
        members=words("members"),
        stretches=words("stretches"),
        measures=words("measures"),
        street=re.compile(rf",?\s(?:(?:[A-Z][\w.'-]*\s){{1,3}}(?:{streets})\b|(?:{abroad})\s[A-Z])"),
    )


_TAIL = re.compile(r"(?:(?<!\w)([A-Za-z][\w.'-]*)\s+)?(?<!\w)([A-Za-z][\w.'-]*|§+|№)(\s*:)?[\s(#]*\Z")
_AGE = re.compile(
    r"(?i)\bage[ds]?\s+(?:was|were|is|of|from|between|over|under|at|group)?\s*\Z|\bolder than\s*\Z|\byounger than\s*\Z"
)
_WEEKDAY = re.compile(r"(?i)day,?\s*\(\Z")
_PER = re.compile(r"(?i)\b(?:per|for every|out of every)\s*\Z")
_PERSON_AGE = re.compile(r"\b([A-Za-z][\w.'-]+),\s*\Z")
# "two cousins, 19 and 22."
_PAIR_OF_AGES = re.compile(r" and \d\d[,.;)]")
_SECOND_AGE = re.compile(r"(?<=, )\d\d and \Z")
_AGES = re.compile(r"(?i)\bage[ds]?\s+(?:between\s+)?(?:\d{1,2}\s*(?:,|and|to|or|-)\s*(?:and\s+)?)+\Z")


def is_label(text: Text, number: Number, lexicon: Lexicon, g: Grammar) -> bool:
    """Whether the words beside a number make it a name, an age, a reference or the like."""
    if number.kind != PLAIN_NUMBER or number.sign:
        return False
    content = text.content
    bare = content[number.start : number.end]
    tail = content[max(0, number.bound_start - 32) : number.bound_start]
    labels = _labels(lexicon)
    if found := _TAIL.search(tail):
        first, last, colon = found.groups()
        word = last.lower()
        pair = f"{(first or '').lower()} {word}"
        newline = "\n" in tail[found.start(2) :]
        labelled = word in labels.later_colon if colon else (word not in labels.only_colon or tail[-1:] == "(")
        if not newline and (pair in labels.double or word in labels.single) and labelled:
            strict = pair in labels.double or word.rstrip(".") in labels.strict
            if strict or (bare.isdigit() and len(bare) < 6) or "." in bare or re.fullmatch(r"\d+(?:-\d+)+", bare):
                return not (last.islower() and number.spelled)
    if _WEEKDAY.search(tail) and content[number.end : number.end + 1] == ")":
        return True
    if _AGE.search(tail) or _PER.search(tail) or (_AGES.search(tail) and bare.isdigit() and len(bare) < 3):
        return True
    if number.spelled:
        named_stretch = number.value == 100 and content.startswith("-day", number.end)  # "a hundred-day action"
        return named_stretch or _age_after(text, number, labels)
    if _is_code(text, number, bare, labels) or labels.street.match(content, number.end):
        return True
    if bare.isdigit() and len(bare) == 2 and _PAIR_OF_AGES.match(content, number.end) and _person(tail, g):
        return True
    if bare.isdigit() and len(bare) == 2 and _SECOND_AGE.search(tail) and _person(_SECOND_AGE.sub("", tail), g):
        return True
    if bare.isdigit() and len(bare) == 2 and content[number.end : number.end + 1] == "," and _person(tail, g):
        return content[number.end + 1 : number.end + 3].strip()[:1].islower()
    return _age_after(text, number, labels) or _hyphened(text, number, labels, g) or _named(text, number, g)


def _person(tail: str, g: Grammar) -> bool:
    """Whether a name or a noun for one person stands before a comma: "the driver, 33, faces"."""
    found = _PERSON_AGE.search(tail)
    return found is not None and (
        found.group(1)[0].isupper() or g.units.nouns.get(singular(found.group(1))) == "person"
    )


def _is_code(text: Text, number: Number, bare: str, labels: _Labels) -> bool:
    """Whether a bare number is a telephone number or a code: five digits unparted where thousands are parted."""
    if not bare.isdigit():
        return False
    if len(bare) >= 5:
        return _parts_thousands(text)
    if bare not in labels.emergency:
        return False
    follows = text.content[number.end : number.end + 16].split()
    before = re.findall(r"[a-z]+", text.content[max(0, number.start - 90) : number.start].lower())
    if follows and follows[0].lower().strip(".,") in labels.emergency_nouns:
        return True
    counts = text.content[number.end : number.end + 1] == "%" or (
        follows and follows[0].islower() and follows[0].endswith("s")
    )
    return not counts and any(w in labels.calls for w in before[-9:])


@lru_cache(maxsize=4)
def _parts_thousands(text: Text) -> bool:
    return bool(re.search(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])|\d[ \u00a0\u2009\u202f]\d{3}(?!\d)", text.content))


def _age_after(text: Text, number: Number, labels: _Labels) -> bool:
    follows = text.content[number.tail : number.tail + 28].lower()
    words = tuple(w.rstrip(".'") for w in re.findall(r"[a-z][\w.'-]*|-[a-z][\w-]*", follows))
    for label in labels.after:
        if words[: len(label)] == label and not re.match(r"\s*[,.;:()]", follows):
            return True
    return bool(re.match(r"-(?:year|month|week|day)s?-olds?\b", follows))


def _hyphened(text: Text, number: Number, labels: _Labels, g: Grammar) -> bool:
    """Whether a hyphen binds the number to a word that is no measure ("3-bean")."""
    found = _BOUND_WORD.match(text.content, number.end)
    if not found or number.tail > number.end:
        return False
    word = found.group(1).lower()
    if word in ("day", "hour") and number.value in (24, 48, 72, 100):
        return True  # "the 100-day action", "a 24-hour hotline"
    if word in labels.stretches:
        # "a 10-year ban" describes; "a 3-day operation" tells how long it was.
        follows = _LASTING.match(text.content, found.end())
        return not follows
    return word not in labels.members and word not in g.units.close and word not in labels.measures


def _named(text: Text, number: Number, g: Grammar) -> bool:
    """Whether a bare number stands before a noun in the singular that it names ("the 12337 platform")."""
    bare = text.content[number.start : number.end]
    if not bare.isdigit() or number.value < 2:
        return False
    tk = text.tokens
    i = tk.at(number.start) + 1
    phrase = read_phrase(tk, i, min(i + 6, len(tk)), g)
    if not phrase:
        return False
    if tk.low[phrase.head] in g.name_heads:
        return True
    # "the Falcon 412 helicopter": a capital name before, one thing after.
    before = tk.word[i - 2] if i > 1 and tk.end[i - 2] + 1 == tk.start[i - 1] else ""
    sentence = text.sentences[text.sentence_at(number.start)].start
    noun = tk.low[i] if i < len(tk) else ""
    return (
        before[:1].isupper()
        and before[1:].islower()
        and tk.start[i - 2] > sentence
        and noun in g.units.nouns
        and not g.plural(noun)
        and g.units.nouns[noun] in ("vehicle", "item")
    )
