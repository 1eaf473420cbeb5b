"""Namings of campaigns by a code name: quoted, after "Operation", with an edition, or a capitalised title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.names import ROMAN, YEAR, find_quoted, is_capital
from kg.extract.lexicon import Lexicon, Phrases, make_phrases
from kg.extract.mentions import Gazetteer
from kg.extract.text import BlockKind, Range, Text
from kg.extract.wording import fold

YEARS = re.compile(r"(?:19|20)\d\d(?:[-/–](?:19|20)?\d\d)?\Z")
EDITION = re.compile(
    r"(.+?)[\s-]*((?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?|\b(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3}|V))\Z"
)
_HYPHENED = re.compile(r"([A-Z][A-Za-z]{2,})-([IVX]+|(?:19|20)\d\d)\Z")
_AFTER_PREFIX = frozenset(
    {
        "Centre",
        "Center",
        "Room",
        "Command",
        "Support",
        "Manager",
        "Officer",
        "Statistics",
        "Results",
        "Office",
        "Director",
        "Managers",
        "Commander",
        "Plan",
        "Team",
        "Group",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeName:
    """One naming by a code name: the span named, the name itself, how it came to be known."""

    span: Range
    name: str
    how: str
    confidence: float
    plural: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CampaignWords:
    """The campaign words of a lexicon, as sets."""

    prefixes: frozenset[str]
    heads: frozenset[str]
    described: frozenset[str]
    adjectives: frozenset[str]
    marks: frozenset[str]
    heading_verbs: frozenset[str]
    ordinals: dict[str, int]
    waves: frozenset[str]
    naming: Phrases
    carrying: Phrases
    anaphors: Phrases


@lru_cache(maxsize=16)
def campaign_words(lexicon: Lexicon) -> CampaignWords:
    """Return the lexicon's campaign words, compiled once."""

    def some(key: str) -> frozenset[str]:
        return frozenset(lexicon.words("campaigns", key))

    adjectives = {part for phrase in some("adjectives") for part in phrase.split()}
    return CampaignWords(
        prefixes=some("prefixes"),
        heads=some("heads"),
        described=some("described"),
        adjectives=frozenset(adjectives),
        marks=some("marks"),
        heading_verbs=some("heading_verbs"),
        ordinals={w: i + 1 for i, w in enumerate(lexicon.words("campaigns", "ordinals"))},
        waves=some("waves"),
        naming=lexicon.phrases("campaigns", "naming"),
        carrying=lexicon.phrases("campaigns", "carrying"),
        anaphors=lexicon.phrases("campaigns", "anaphors"),
    )


def series_of(name: str) -> tuple[str, str | None]:
    """Return a code name without its edition, and the edition.

    >>> series_of("Kunlun 2023"), series_of("Operation Pangea XIV"), series_of("Peaceful Yangtze")
    (('Kunlun', '2023'), ('Pangea', 'XIV'), ('Peaceful Yangtze', None))
    """
    bare = re.sub(r"\A(?:Operation|Project|Oplan|OPERATION|PROJECT|Op)\s+", "", name)
    match = EDITION.match(bare)
    if match is None or not match.group(1).strip():
        return bare, None
    return match.group(1).strip(" -–"), match.group(2)


class CodeNameReader:
    """Reads the campaigns that one text calls by a code name."""

    def __init__(self, text: Text, lexicon: Lexicon, reader: NamingReader, gazetteer: Gazetteer | None) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = campaign_words(lexicon)
        self.reader = reader
        self.quoted = find_quoted(text)
        self.quote_starts = {span[0]: span for span in self.quoted}
        self.gazetteer = gazetteer
        self.case_labels: set[Range] = set()

    def read(self) -> list[CodeName]:
        """Return every naming by a code name, in order; names found once are found wherever they stand."""
        found = list(self._quoted_names())
        found += self._prefixed()
        found += self._titled()
        found += self._in_apposition()
        found += self._such_as()
        series = {fold(series_of(n.name)[0]) for n in found}
        if self.gazetteer is not None:
            series |= {fold(name) for name in self.gazetteer.series}
        found += self._editions(found, series)
        found += self._again(found)
        return sorted(_outermost(found), key=lambda n: n.span)

    # -- quoted

    def _quoted_names(self) -> Iterator[CodeName]:
        lists = self._quote_lists()
        for group in lists:
            verdict = self._verdict(group)
            if verdict is None:
                continue
            how, confidence, plural = verdict
            for start, end in group:
                name = self.text.content[start:end].rstrip(" ,.;")
                if (
                    name
                    and len(name.split()) <= 16
                    and not (name[0].islower() and "," in name)
                    and name.split()[-1] not in _RULES
                ):
                    yield CodeName(
                        span=(start, start + len(name)),
                        name=name,
                        how=how,
                        confidence=confidence,
                        plural=plural and len(group) == 1,
                    )

    def _quote_lists(self) -> list[list[Range]]:
        """Group quotations that stand in one list: "a", "b" and "c"."""
        groups: list[list[Range]] = []
        for span in self.quoted:
            if groups:
                between = self.text.content[groups[-1][-1][1] : span[0]]
                if len(between) < 12 and re.fullmatch(r"[\W_]*(?:and|or|,)?[\W_]*", between) and "." not in between:
                    groups[-1].append(span)
                    continue
            groups.append([span])
        return groups

    def _verdict(self, group: list[Range]) -> tuple[str, float, bool] | None:
        tokens, words = self.tokens, self.words
        first = tokens.at(group[0][0])
        last = tokens.at(group[-1][1] - 1) + 1
        name = self.text.content[group[0][0] : group[0][1]].strip(" ,.;")
        after = last
        while after < len(tokens) and tokens.word[after] in ('"', "”", ",", "’", "」", "』"):
            after += 1
        before = first - 1
        while before >= 0 and tokens.word[before] in ('"', "“", "‘", "「", "『"):
            before -= 1
        if not name:
            return None
        title = name[0].isupper() or name[0].isdigit()
        dated = bool(EDITION.match(name)) and bool(re.search(r"\d{4}\Z", name))
        skip = after
        while (
            skip < len(tokens)
            and skip < after + 5
            and (tokens.low[skip] in words.adjectives or tokens.low[skip] in ("and", "extradition"))
        ):
            skip += 1
        follow = tokens.low[skip] if skip < len(tokens) else "\n"
        if follow not in words.heads and self._labels_case(after):
            self.case_labels.update(group)
            return None
        if tokens.word[last - 1 if last else 0] == "," and follow not in words.heads:
            skip = after
        if follow in words.heads and (
            follow not in ("work", "battle", "program", "project", "activity", "activities") or title
        ):
            return "quoted", 0.93, follow.endswith("s")
        lead = self._lead(before)
        if lead is not None:
            return lead, 0.9, False
        if dated and title:
            return "quoted", 0.85, False
        if re.search(r"\b(?:Action|Operation|Campaign|Crackdown)\Z", name):
            return "quoted", 0.85, False
        return None

    def _labels_case(self, after: int) -> bool:
        """Whether a case follows a quotation within a few words: '"1·17" illegal hunting case'."""
        for i in range(after, min(after + 4, len(self.tokens))):
            if self.tokens.low[i] == "case":
                return self._same_clause(after, i) and (i == after or self.tokens.low[i - 1] != "in")
        return False

    def _same_clause(self, first: int, last: int) -> bool:
        return all(self.tokens.word[i] not in '.;:,\n"“' for i in range(first, last))

    def _lead(self, before: int) -> str | None:
        """Say how the words before a quotation make it a campaign's name, if they do."""
        tokens, words = self.tokens, self.words
        if before < 0:
            return None
        i = before
        while i > 0 and tokens.low[i] in ("as", "such", ":", ",", "the", "a", "an", "of"):
            i -= 1
        low = tokens.low[i]
        if (
            low in words.heads
            and low not in ("work", "activity", "activities", "program", "mission", "battle")
            and tokens.low[before] != "the"
        ):
            return "quoted"
        for start in range(max(0, i - 3), i + 1):
            hit = words.naming.match(tokens, start)
            if hit is not None and hit[0] == i + 1:
                window = tokens.low[max(0, start - 14) : start]
                return "named" if any(w in words.heads for w in window) else None
            hit = words.carrying.match(tokens, start)
            if hit is not None and hit[0] == i + 1 and tokens.word[tokens.at(tokens.start[before] + 1)]:
                following = tokens.word[before + 2] if before + 2 < len(tokens) else ""
                return "carried" if following[:1].isupper() else None
        return None

    # -- "Operation X"

    def _prefixed(self) -> Iterator[CodeName]:
        tokens = self.tokens
        for index, word in enumerate(tokens.word):
            if word not in self.words.prefixes and not (word.isupper() and word.capitalize() in self.words.prefixes):
                continue
            block = self.reader.block_of(index)
            loud = block in self.reader.shouting
            if word in ("Campaign", "Operations"):
                continue
            end = self._name_end(index + 1, loud=loud, heading=self.text.blocks[block].kind is BlockKind.HEADING)
            if end == index + 1 or tokens.word[index + 1] in _AFTER_PREFIX:
                continue
            span = self.reader.span(index, end)
            yield CodeName(span=span, name=self.text.quote(span), how="prefixed", confidence=0.75 if loud else 0.95)

    def _name_end(self, first: int, *, loud: bool, heading: bool) -> int:
        """Return the token past the code name that begins at `first`."""
        tokens = self.tokens
        end = first
        while end < len(tokens):
            word = tokens.word[end]
            if ROMAN.match(word) and end > first:
                return end + 1
            if YEAR.match(word) and end > first:
                if end + 2 < len(tokens) and tokens.word[end + 1] in "-–/" and YEAR.match(tokens.word[end + 2]):
                    return end + 3
                return end + 1
            if word == "+" and end > first and tokens.start[end] == tokens.end[end - 1]:
                return end + 1
            if (
                word in ("-", "–")
                and end > first
                and tokens.start[end] == tokens.end[end - 1]
                and end + 1 < len(tokens)
                and YEAR.match(tokens.word[end + 1])
                and tokens.start[end + 1] == tokens.end[end]
            ):
                return end + 2
            if word[0].isdigit() and end == first and end + 1 < len(tokens) and is_capital(tokens.word[end + 1]):
                end += 1
                continue
            if not is_capital(word) or word == "\n" or end - first >= (2 if loud else 6):
                break
            if end > first and (heading or loud) and word in self.words.heading_verbs:
                break
            if loud and end > first:
                break
            end += 1
        return end

    # -- "Simultaneous … Operation (SACLEO)", "100-Day Action"

    def _titled(self) -> Iterator[CodeName]:
        tokens = self.tokens
        for index, word in enumerate(tokens.word):
            if word not in ("Operation", "Campaign", "Action", "Crackdown"):
                continue
            block = self.reader.block_of(index)
            if (
                index + 1 < len(tokens) and is_capital(tokens.word[index + 1])
            ) or block in self.reader.titled | self.reader.shouting:
                continue
            first = index
            while (
                first > 0
                and is_capital(tokens.word[first - 1])
                and tokens.word[first - 1] not in self.reader.words.leading
            ):
                first -= 1
            if (
                first > 2
                and tokens.low[first] == "day"
                and tokens.word[first - 1] in "-–"
                and tokens.word[first - 2].isdigit()
            ):
                first -= 2
            elif first > 1 and tokens.low[first - 1] == "day":
                first -= 3 if first > 3 and tokens.word[first - 2] in "-–" else 2
            if index - first < 2 or not (tokens.word[first][0].isupper() or tokens.word[first].isdigit()):
                continue
            span = self.reader.span(first, index + 1)
            yield CodeName(span=span, name=self.text.quote(span), how="titled", confidence=0.7)
            short = tokens.word[index + 2] if index + 2 < len(tokens) and tokens.word[index + 1] == "(" else ""
            if short.isupper() and short.isalpha() and len(short) > 2:
                yield CodeName(span=self.reader.span(index + 2, index + 3), name=short, how="short", confidence=0.8)

    def _in_apposition(self) -> Iterator[CodeName]:
        """Find "In Our Sites, the standing initiative of …": a capitalised name that the text says is a campaign."""
        tokens = self.tokens
        for index, low in enumerate(tokens.low):
            if low not in ("initiative", "operation", "campaign", "crackdown") or index < 4:
                continue
            i = index - 1
            while i > index - 6 and tokens.word[i][0].islower() and tokens.low[i] not in ("the", "a", "an"):
                i -= 1
            if tokens.low[i] not in ("the", "a", "an") or tokens.word[i - 1] != ",":
                continue
            last = i - 1
            first = last
            while first > 0 and is_capital(tokens.word[first - 1]):
                first -= 1
            if last - first < 2 or any(j in self.reader.taken or j in self.reader.atoms for j in range(first, last)):
                continue
            if tokens.word[first] in ("Operation", "Project"):
                continue
            span = self.reader.span(first, last)
            yield CodeName(span=span, name=self.text.quote(span), how="apposed", confidence=0.65)

    def _such_as(self) -> Iterator[CodeName]:
        """Find the unquoted names in "special actions such as fox hunting, cloud sword and Kunlun"."""
        tokens = self.tokens
        for index, low in enumerate(tokens.low):
            if low not in ("actions", "operations", "campaigns") or tokens.low[index + 1 : index + 3] != ("such", "as"):
                continue
            if "special" not in tokens.low[max(0, index - 5) : index]:
                continue
            start = i = index + 3
            while i < len(tokens) and i < index + 24 and tokens.word[i] not in '.;:\n"“(':
                if tokens.word[i] == "," or tokens.low[i] == "and":
                    if 1 <= i - start <= 3:
                        span = self.reader.span(start, i)
                        yield CodeName(span=span, name=self.text.quote(span), how="such as", confidence=0.5)
                    start = i + 1
                    if tokens.low[i] == "and":
                        end = i + 1
                        while end < len(tokens) and tokens.word[end][0].isalpha() and end - i < 4:
                            end += 1
                        if end < len(tokens) and tokens.word[end] in ",.;":
                            span = self.reader.span(i + 1, end)
                            yield CodeName(span=span, name=self.text.quote(span), how="such as", confidence=0.5)
                        break
                i += 1

    # -- editions

    def _editions(self, found: list[CodeName], series: set[str]) -> list[CodeName]:
        """Find "Pangea XIV", "HAECHI-II", "FIRST LIGHT 2016": a series' name with an edition."""
        tokens = self.tokens
        by_base: dict[str, dict[str, list[Range]]] = defaultdict(lambda: defaultdict(list))
        for index in range(1, len(tokens)):
            word = tokens.word[index]
            hyphened = _HYPHENED.match(word)
            if hyphened:
                by_base[hyphened.group(1).casefold()][hyphened.group(2)].append(self.reader.span(index, index + 1))
                continue
            if not (ROMAN.match(word) or YEAR.match(word)) or not is_capital(tokens.word[index - 1]):
                continue
            end = index + 1
            if (
                YEAR.match(word)
                and end + 1 < len(tokens)
                and tokens.word[end] in "-–/"
                and YEAR.match(tokens.word[end + 1])
            ):
                end += 2
            for size in (3, 2, 1):
                first = index - size
                if first < 0 or not all(is_capital(tokens.word[j]) for j in range(first, index)):
                    continue
                base = fold(self.text.quote(self.reader.span(first, index)))
                if base in series:
                    by_base[base][word].append(self.reader.span(first, end))
                    break
            else:
                self._new_base(index, end, by_base)
        result: list[CodeName] = []
        for base, editions in by_base.items():
            sure = base in series
            filling = any(self._fills_heading(s) for spans in editions.values() for s in spans)
            if (
                not sure
                and not (filling and len(editions) > 1)
                and (len(editions) < 2 or sum(map(len, editions.values())) < 3)
            ):
                continue
            for spans in editions.values():
                result += [
                    CodeName(span=s, name=self.text.quote(s), how="edition", confidence=0.9 if sure else 0.7)
                    for s in spans
                ]
        return result

    def _fills_heading(self, span: Range) -> bool:
        block = self.text.blocks[self.text.block_at(span[0])]
        return (block.body, block.end) == span

    def _new_base(self, index: int, end: int, by_base: dict[str, dict[str, list[Range]]]) -> None:
        """Note a name with a numeral that fills a heading or stands in capitals: perhaps a series."""
        tokens = self.tokens
        first = index
        while first > 0 and is_capital(tokens.word[first - 1]) and index - first < 3:
            first -= 1
        words = tokens.word[first:index]
        if not words or not all(w.isupper() and len(w) > 2 for w in words):
            return
        if words[0].capitalize() in _MONTHS or any(j in self.reader.atoms for j in range(first, index)):
            return
        by_base[fold(" ".join(words))][tokens.word[index]].append(self.reader.span(first, end))

    def _again(self, found: list[CodeName]) -> list[CodeName]:
        """Find names once known wherever else they stand, with or without their marks; case folded for long ones."""
        names: dict[str, tuple[str, float]] = {}
        for each in found:
            names.setdefault(each.name, (each.name, each.confidence))
            bare = re.sub(r"\A(?:Operation|OPERATION|Project|PROJECT)\s+", "", each.name)
            if bare != each.name and (len(bare.split()) > 1 or EDITION.match(bare) or len(bare) > 4):
                names.setdefault(bare, (bare, each.confidence - 0.05))
        phrases = make_phrases({name: name for name in names})
        result: list[CodeName] = []
        tokens = self.tokens
        for first, last, name in phrases.find(tokens):
            span = self.reader.span(first, last)
            said = self.text.quote(span)
            if not said[0].isupper() and not said[0].isdigit() and span[0] not in self.quote_starts:
                continue
            if (
                len(said.split()) == 1
                and not EDITION.match(said)
                and last < len(tokens)
                and is_capital(tokens.word[last])
                and not ROMAN.match(tokens.word[last])
            ):
                continue
            result.append(CodeName(span=span, name=said, how="again", confidence=names[name][1]))
        return result


_RULES = frozenset(
    {"Measures", "Regulations", "Law", "Plan", "Opinions", "Guidelines", "Notice", "Provisions", "Rules"}
)
_MONTHS = frozenset("January February March April May June July August September October November December".split())


def _outermost(found: list[CodeName]) -> list[CodeName]:
    """Drop namings that lie within a longer one; the first of equals stays."""
    kept: list[CodeName] = []
    for each in sorted(found, key=lambda n: (n.span[0], -n.span[1])):
        if kept and each.span[0] < kept[-1].span[1]:
            continue
        kept.append(each)
    return kept
