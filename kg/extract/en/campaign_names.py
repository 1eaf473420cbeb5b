"""Namings of campaigns by a code name: quoted, after "Operation", with an edition, or a capitalised title."""

from __future__ import annotations

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.campaign_editions import EditionReader
from kg.extract.en.campaign_quotes import QuotedReader
from kg.extract.en.campaign_titles import TitleReader
from kg.extract.en.campaign_words import NUMBERED, CodeName, campaign_words
from kg.extract.en.names import find_quoted
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import Gazetteer
from kg.extract.text import Range, Text
from kg.extract.wording import fold


def read_code_names(
    text: Text, lexicon: Lexicon, reader: NamingReader, gazetteer: Gazetteer | None
) -> tuple[list[CodeName], frozenset[Range]]:
    """Return every naming by a code name, in order, and the quotations that label cases.

    Names found once are found wherever they stand.
    """
    words = campaign_words(lexicon)
    quoted = find_quoted(text)
    starts = {span[0]: span for span in quoted}
    quotes = QuotedReader(text, words, quoted)
    found = list(quotes.read())
    found += TitleReader(text, words, reader, starts).read()
    series = {fold(words.series_of(n.name)[0]) for n in found}
    found += _numbered(text, quoted, series)
    if gazetteer is not None:
        series |= {fold(name) for name in gazetteer.series}
    editions = EditionReader(text, words, reader, starts)
    found += editions.editions(found, series)
    found += editions.again(found)
    return sorted(_outermost(found), key=lambda n: n.span), frozenset(quotes.case_labels)


def _numbered(text: Text, quoted: list[Range], series: set[str]) -> list[CodeName]:
    """Find a quoted name with a number after one known without it: "Clean Harbour 2"."""
    found: list[CodeName] = []
    for start, end in quoted:
        name = text.content[start:end].strip(" ,.;")
        match = NUMBERED.match(name)
        if match is not None and fold(match.group(1)) in series:
            span = (start, start + len(name))
            found.append(CodeName(span=span, name=name, how="quoted", confidence=0.85))
    return found


def _outermost(found: list[CodeName]) -> list[CodeName]:
    """Drop namings that lie within a longer one; the first of equals stays."""
    kept: list[CodeName] = []
    for each in sorted(found, key=lambda n: (n.span[0], -n.span[1])):
        if kept and each.span[0] < kept[-1].span[1]:
            continue
        kept.append(each)
    return kept
