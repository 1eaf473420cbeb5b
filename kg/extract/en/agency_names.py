"""Namings of public bodies: capitalised names built around a head, known short names, and collectives.

A capitalised run is taken apart at possessives ("China's Ministry …"), at "and" between two bodies and at "of the"
between a unit and the body it is a unit of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.en.names import Place, find_places, is_capital
from kg.extract.lexicon import Lexicon, Phrases, make_phrases
from kg.extract.mentions import Gazetteer
from kg.extract.text import BlockKind, Range, Text
from kg.extract.wording import fold

CONNECTORS = frozenset({"of", "for", "on", "and", "&", "to", "against", "de", "di", "da", "del", "la", "/"})
_NUMBER = re.compile(r"\d{1,3}[A-Z]?\Z")
_QUOTES = frozenset('"“”„«»')
_HEAD_LINES = 4
EXTENDING = frozenset({"of", "for", "on", "against", "to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One naming of a body: token range, the wordings it yields, and who it is (`ident`), of whom (`parent`).

    `given` are wordings put together from words that stand apart: "organs in A and B" gives "organs in B".
    """

    first: int
    last: int
    ident: str
    names: tuple[Range, ...]
    given: tuple[str, ...] = ()
    parent: str | None = None
    collective: bool = False
    place: str | None = None
    confidence: float = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The agency words of a lexicon, as sets."""

    strong: frozenset[str]
    foreign: frozenset[str]
    weak: frozenset[str]
    field: frozenset[str]
    lower_field: frozenset[str]
    lower_heads: frozenset[str]
    lower_collectives: frozenset[str]
    empty_fields: frozenset[str]
    leading: frozenset[str]
    owners_inside: frozenset[str]
    not_after: frozenset[str]
    acting: frozenset[str]
    anaphors: frozenset[str]
    known: Phrases
    known_case: dict[str, bool]
    nationwide: Phrases
    not_bodies: frozenset[str]
    quantifiers: frozenset[str]
    numbered: frozenset[str]
    always_numbered: frozenset[str]
    days: frozenset[str]
    trailing: frozenset[str]
    empty_capitals: frozenset[str]
    levels: frozenset[str]
    content_heads: frozenset[str]
    service_fields: frozenset[str]
    bare_heads: frozenset[str]
    levels_of_government: frozenset[str]
    company: tuple[tuple[str, ...], ...]
    not_short_forms: frozenset[str]
    local_heads: frozenset[str]
    local_fields: frozenset[str]
    numbers: frozenset[str]
    alone: frozenset[str]
    doing: frozenset[str]
    fields_of_posts: frozenset[str]
    posts_before: frozenset[str]
    honorifics: frozenset[str]


@lru_cache(maxsize=16)
def agency_words(lexicon: Lexicon) -> Words:
    """Return the lexicon's agency words, compiled once."""

    def some(key: str, *, lower: bool = False) -> frozenset[str]:
        return frozenset(w.lower() if lower else w for w in lexicon.words("agencies", key))

    known: dict[str, str] = {}
    case: dict[str, bool] = {}
    for short, full in lexicon.table("agencies").get("known", {}).items():
        for name in (short, *full):
            known[name] = short
            case[fold(name)] = name.isupper()
    return Words(
        strong=some("strong") | some("foreign"),
        foreign=some("foreign"),
        weak=some("weak"),
        field=some("field", lower=True),
        lower_field=some("lower_field"),
        lower_heads=some("lower_heads"),
        lower_collectives=some("lower_collectives"),
        empty_fields=some("empty_fields"),
        leading=some("leading"),
        owners_inside=some("owners_inside"),
        not_after=some("not_after"),
        acting=some("acting"),
        anaphors=some("anaphors"),
        known=make_phrases(known),
        known_case=case,
        nationwide=lexicon.phrases("agencies", "nationwide"),
        not_bodies=frozenset(fold(w) for w in lexicon.words("agencies", "not_bodies")),
        quantifiers=some("quantifiers"),
        numbered=some("numbered"),
        always_numbered=some("always_numbered"),
        days=some("days"),
        trailing=some("trailing"),
        empty_capitals=some("empty_capitals"),
        content_heads=some("content_heads"),
        service_fields=some("service_fields"),
        bare_heads=some("bare_heads"),
        levels_of_government=some("levels_of_government"),
        company=tuple(tuple(cue.split()) for cue in lexicon.words("agencies", "company")),
        not_short_forms=some("not_short_forms"),
        levels=some("levels"),
        local_heads=some("local_heads"),
        local_fields=some("local_fields"),
        numbers=some("numbers"),
        alone=some("alone"),
        doing=some("doing"),
        fields_of_posts=some("fields_of_posts"),
        posts_before=frozenset(lexicon.words("officials", "roles")),
        honorifics=frozenset(lexicon.words("officials", "honorifics")),
    )


class NamingReader:
    """Reads the namings of public bodies out of one text."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = agency_words(lexicon)
        self.places: dict[int, Place] = find_places(text.tokens, lexicon)
        self.place_ends = {place.last: place for place in self.places.values()}
        self.shouting: set[int] = set()
        self.titled: set[int] = set()
        self._mark_blocks()
        self.atoms: dict[int, tuple[int, str]] = self._find_atoms(gazetteer)
        self.taken: set[int] = set()

    def read(self) -> list[Naming]:
        """Return every capitalised naming, in the order of the text; `taken` then holds their tokens."""
        found = list(self._read_capitalised())
        for naming in found:
            self.taken.update(range(naming.first, naming.last))
        return found

    # -- layout

    def _mark_blocks(self) -> None:
        """Note the blocks in which capitals say nothing: lines in capitals, and headings In Title Case."""
        for index, block in enumerate(self.text.blocks):
            line = self.text.content[block.start : min(block.end, block.start + 160)]
            upper = sum(map(str.isupper, line))
            lower = sum(map(str.islower, line))
            if upper > 4 * lower and upper > 6:
                self.shouting.add(index)
            elif block.kind is BlockKind.HEADING:
                words = [w for w in line.split() if len(w) > 3 and w[0].isalpha()]
                if len(words) > 2 and sum(w[0].isupper() for w in words) > 0.8 * len(words):
                    self.titled.add(index)

    def is_letterhead(self, first: int, last: int) -> bool:
        """Whether a name fills a line at the head of the page: who puts the page out, not who acts in it."""
        number = self.block_of(first)
        block = self.text.blocks[number]
        return number < _HEAD_LINES and self.span(first, last) == (
            block.start,
            block.start + len(self.text.content[block.start : block.end].rstrip()),
        )

    def block_of(self, token: int) -> int:
        """Return the block that holds a token."""
        return self.text.block_at(self.tokens.start[token])

    def span(self, first: int, last: int) -> Range:
        """Return the code points of tokens [first, last)."""
        return (self.tokens.start[first], self.tokens.end[last - 1])

    def parse_at(self, first: int) -> list[Naming]:
        """Return the bodies named in the capitalised run that begins at a token."""
        return list(self._parse(first, self._chunk_end(first), None))

    # -- known names

    def _find_atoms(self, gazetteer: Gazetteer | None) -> dict[int, tuple[int, str]]:
        tokens = self.tokens
        atoms: dict[int, tuple[int, str]] = {}
        for first, last, short in self.words.known.find(tokens):
            words = tokens.word[first:last]
            if not words[0][0].isupper() and words[0] != short.split()[0]:
                continue
            if (
                last - first == 1
                and short.isupper()
                and not words[0].isupper()
                and not (len(short) > 5 and words[0].istitle())
            ):
                continue
            if last - first == 1 and len(short) <= 4 and short.isupper() and self.block_of(first) in self.shouting:
                continue
            atoms[first] = (last, short)
        if gazetteer is not None and gazetteer.agencies:
            for first, last, _ in _gazetteer_phrases(tuple(sorted(gazetteer.agencies.items()))).find(tokens):
                if first not in atoms and last - first > 1 and is_capital(tokens.word[first]):
                    atoms[first] = (last, " ".join(tokens.word[first:last]))
        return atoms

    # -- capitalised names

    def _read_capitalised(self) -> Iterator[Naming]:
        tokens = self.tokens
        done = 0
        for index in sorted({i for i, word in enumerate(tokens.word) if is_capital(word)} | self.atoms.keys()):
            if index < done:
                continue
            if not is_capital(tokens.word[index]):
                yield from self._atoms_only(index, index + 1)
                continue
            end = self._chunk_end(index)
            atom_end = max((self.atoms[i][0] for i in range(index, end) if i in self.atoms), default=end)
            block = self.block_of(index)
            if block in self.shouting or block in self.titled:
                yield from self._atoms_only(index, end)
            elif not self._in_quotes(index, end):
                yield from self._parse(index, end, None)
            done = max(end, atom_end)

    def _chunk_end(self, first: int) -> int:
        low, word, n = self.tokens.low, self.tokens.word, len(self.tokens)
        end = first + 1
        start, stop = self.tokens.start, self.tokens.end
        while end < n and start[end] - stop[end - 1] <= 2 and low[end] not in self.words.honorifics:
            if is_capital(word[end]) or self._numbers(end):
                end += 1
            elif word[end] in "'’" and self._plural_owner(end):
                end += 2
            elif word[end] == "," and self._state_between(end):
                end = self.places[end + 1].last + 2
            elif low[end] in CONNECTORS or low[end] == "'s":
                ahead = end + 1
                if ahead < n and low[end] != "and" and low[ahead] == "the":
                    ahead += 1
                if ahead < n and is_capital(word[ahead]) and not (low[end] == "on" and low[ahead] in self.words.days):
                    end = ahead + 1
                else:
                    break
            else:
                break
        return end

    def _numbers(self, index: int) -> bool:
        """Whether a number is part of the name before it: "Battalion 3", "Regional Office 4A"."""
        word = self.tokens.word
        if word[index - 1] not in self.words.numbered or not _NUMBER.match(word[index]):
            return False
        return word[index - 1] in self.words.always_numbered or not word[index].isdigit()

    def _plural_owner(self, mark: int) -> bool:
        """Whether an apostrophe makes an owner of many inside a name: "Chiefs' Council"."""
        start, stop, word = self.tokens.start, self.tokens.end, self.tokens.word
        return (
            mark + 1 < len(self.tokens)
            and word[mark - 1].endswith("s")
            and word[mark - 1] not in self.words.content_heads
            and stop[mark - 1] == start[mark]
            and start[mark + 1] - stop[mark] == 1
            and is_capital(word[mark + 1])
        )

    def _in_quotes(self, first: int, end: int) -> bool:
        """Whether a run fills a quotation: a title, not a body."""
        word = self.tokens.word
        return (
            first > 0
            and word[first - 1] in _QUOTES
            and end < len(self.tokens)
            and (
                word[end] in _QUOTES or (word[end] in ",." and end + 1 < len(self.tokens) and word[end + 1] in _QUOTES)
            )
        )

    def _state_between(self, comma: int) -> bool:
        """Whether ", Missouri, Police Department" goes on with the name of a local body."""
        place = self.places.get(comma + 1)
        if place is None or place.adjective or place.last + 1 >= len(self.tokens):
            return False
        return self.tokens.word[place.last] == "," and self.tokens.word[place.last + 1] in (
            "Police",
            "Sheriff",
            "Department",
        )

    def _atoms_only(self, first: int, last: int) -> Iterator[Naming]:
        index = first
        while index < last:
            if index in self.atoms:
                naming = self._atom(index)
                if naming:
                    yield naming
                index = self.atoms[index][0]
            else:
                index += 1

    def _atom(self, index: int) -> Naming | None:
        end, short = self.atoms[index]
        after = self.tokens.word[end] if end < len(self.tokens) else ""
        if after in self.words.not_after:
            return None
        return Naming(first=index, last=end, ident=fold(short), names=(self.span(index, end),), confidence=0.92)

    def _has_body(self, first: int, last: int) -> bool:
        return any(i in self.atoms or self._strong(i) or self._weak(i) for i in range(first, last))

    def _weak(self, index: int) -> bool:
        return _stem(self.tokens.word[index]) in self.words.weak

    def _strong(self, index: int) -> bool:
        return _stem(self.tokens.word[index]) in self.words.strong

    def _parse(self, first: int, last: int, owner: Naming | str | None) -> Iterator[Naming]:
        """Yield the bodies named in a capitalised run; `owner` is who stands before "'s"."""
        low = self.tokens.low
        first = self._strip(first, last)
        if first >= last:
            return
        for p in range(first + 1, last):
            if low[p] == "'s" and low[p - 1] not in self.words.owners_inside:
                joint = next((i for i in range(p - 1, first, -1) if low[i] == "and"), None)
                if joint is not None and self._has_body(first, joint) and not self._has_body(joint, p):
                    yield from self._parse(first, joint, owner)
                    yield from self._parse(joint + 1, last, None)
                    return
                mine = list(self._parse(first, p, None))
                yield from mine
                said: Naming | str | None = mine[-1] if mine else self.text.quote(self.span(first, p))
                yield from self._parse(p + 1, last, said)
                return
        for p in range(first + 1, last - 1):
            if low[p] == "and" and self._splits_at_and(first, p, last):
                yield from self._parse(first, p, owner)
                yield from self._parse(p + 1, last, None)
                return
        split = self._unit_split(first, last)
        if split is not None:
            units = list(self._unit(first, split, last, owner))
            yield from units
            if units:
                return
        naming = self._single(first, last, owner)
        if naming is not None:
            yield naming

    def _strip(self, first: int, last: int) -> int:
        strong_or_weak = self.words.strong | self.words.weak | {"Secretariat"}
        while first < last and first not in self.atoms:
            word = self.tokens.word[first]
            following = self.tokens.word[first + 1] if first + 1 < last else ""
            if word == "General" and (following in strong_or_weak or following.lower() in self.words.field):
                break
            if word == "Major" and following in ("Crime", "Crimes", "Incident", "Investigation", "Investigations"):
                break
            if word in ("Organized", "Organised") and following == "Crime":
                break
            if word not in self.words.leading and self.tokens.low[first] not in CONNECTORS | {"the"}:
                break
            first += 1
        return first

    def _splits_at_and(self, first: int, p: int, last: int) -> bool:
        if first in self.places and self.places[first].last == p:
            return self._has_body(p + 1, last)
        left_atom = any(i in self.atoms for i in range(first, p))
        left_head = p - first > 1 and any(self._strong(i) or self._weak(i) for i in range(first, p))
        of = next((i for i in range(p + 1, last) if self.tokens.low[i] == "of"), last)
        if self._field_goes_on(first, p, of):
            return False
        return (
            (left_atom or left_head)
            and self._has_body(p + 1, of)
            and not any(i in self.atoms and i < p < self.atoms[i][0] for i in range(first, p))
        )

    def _field_goes_on(self, first: int, p: int, last: int) -> bool:
        """Whether "and" only goes on with what a body is for: "Commission of the Economic and Financial Crimes …"."""
        low, word = self.tokens.low, self.tokens.word
        ahead = [i for i in range(p + 1, last) if self._strong(i) or self._weak(i)]
        joined = word[p - 1] in self.words.content_heads and word[p + 1] in self.words.content_heads
        if joined and ahead and ahead[-1] > p + 1 and p - first > 1:
            return True
        of = next((i for i in range(p - 1, first, -1) if low[i] in ("of", "for")), None)
        if of is None or self._inside_atom(first, of):
            return False
        begin = of + 2 if low[of + 1] == "the" else of + 1
        if begin >= p or self._has_body(begin, p):
            return False
        right = [i for i in range(p + 1, last) if self._strong(i) or self._weak(i) or i in self.atoms]
        return begin == of + 2 or not right or word[right[-1]] in self.words.content_heads

    def _unit_split(self, first: int, last: int) -> int | None:
        """Return the token "of" between a unit and its body: what follows it, up to the next "of", holds a head."""
        low = self.tokens.low
        ofs = [p for p in range(first + 1, last - 1) if low[p] in ("of", "for") and not self._inside_atom(first, p)]
        for number, p in enumerate(ofs):
            end = ofs[number + 1] if number + 1 < len(ofs) else last
            begin = p + 2 if low[p + 1] == "the" else p + 1
            enough = begin > p + 1 or end - begin > 1 or begin in self.atoms
            if low[p] == "of" and enough and self._has_body(begin, end):
                return p
        return None

    def _inside_atom(self, first: int, p: int) -> bool:
        return any(i in self.atoms and self.atoms[i][0] > p for i in range(max(first, p - 8), p))

    def _unit(self, first: int, split: int, last: int, owner: Naming | str | None) -> Iterator[Naming]:
        begin = split + 2 if self.tokens.low[split + 1] == "the" else split + 1
        parents = list(self._parse(begin, last, None))
        if not parents:
            yield from self._unit_of_bare(first, split, begin, last)
            return
        parent = parents[0]
        left = self._single(first, split, parent, unit=True)
        if left is not None and self._is_purpose(left, parent):
            return
        yield from parents
        if left is None:
            return
        if left.last != split:
            if left.first in self.atoms or left.last - left.first > 1:
                yield left
            return
        whole = self.span(left.first, parent.last)
        bare = left.last - left.first == 1
        names = (whole,) if bare else (*left.names, whole)
        ident = fold(self.text.quote(whole)) if bare else left.ident
        yield replace(left, last=parent.last, names=names, ident=ident, parent=parent.ident)

    def _unit_of_bare(self, first: int, split: int, begin: int, last: int) -> Iterator[Naming]:
        """Yield "Party Committee of the Ministry": a unit of a body named before."""
        if (
            last != begin + 1
            or self.tokens.low[begin - 1] != "the"
            or self.tokens.low[begin] not in self.words.anaphors
        ):
            return
        left = self._single(first, split, "", unit=True)
        if left is not None and left.last == split and split - left.first > 1:
            names = (*left.names, self.span(left.first, last))
            yield replace(left, last=last, names=names, parent=f"^{self.tokens.low[begin]}")

    def _is_purpose(self, left: Naming, right: Naming) -> bool:
        """Whether the words after "of" say what a body is for, and name no other: "Board of Taxes and Customs"."""
        word = self.tokens.word
        if word[right.last - 1] not in self.words.content_heads or right.parent is not None:
            return False
        return left.last - left.first == 1 or "and" in self.tokens.low[right.first : right.last]

    def _single(self, first: int, last: int, owner: Naming | str | None, *, unit: bool = False) -> Naming | None:
        """Return the one body a run names, if its words make one."""
        word, low = self.tokens.word, self.tokens.low
        heads = [i for i in range(first, last) if self._strong(i) or self._weak(i)]
        atom = next((i for i in range(first, last) if i in self.atoms), None)
        if atom is not None and (not heads or heads[-1] < self.atoms[atom][0]):
            return self._around_atom(first, atom, last)
        if not heads:
            return None
        head = heads[-1]
        end = head + 1
        for h in heads:
            g = h + 1 if h + 2 < last and word[h + 1] == "General" else h
            if g + 1 < last and low[g + 1] in EXTENDING:
                end = last
                break
        police_district = end < last and word[end] == "District" and word[end - 1] == "Police"
        if end < last and (self._numbers(end) or word[end] in self.words.trailing or police_district):
            end += 1
        if first == head and word[head] == "Police" and last == first + 2 and not unit:
            end = last
        if word[first] in self.words.foreign and end - first == 1:
            end = min(last, first + 3)
        elif end < last and word[head] in self.words.foreign:
            end = min(last, end + 1)
        if atom is not None and atom == first:
            return self._unit_of_atom(first, end)
        if end - first < 2 and not (unit and first == head) and not self._acts_alone(head):
            return None
        if any(low[i][0].isdigit() and word[head] == "Congress" for i in range(first, end)):
            return None
        located = self._in_place(end) > end or self._has_short_form(end)
        levels = word[first] in self.words.levels and head == first + 1 and word[head] in ("Police", "Customs")
        if (
            owner is None
            and not (unit or levels or located)
            and all(word[i] in self.words.empty_capitals for i in range(first, end))
        ):
            return None
        if self._is_post(first, head, end):
            return None
        if end < last and self._post(end) and not any(self._strong(i) for i in range(first, end)):
            return None
        if not self._qualifies(first, head, end, owner):
            return None
        return self._named(first, head, end, owner)

    def _acts_alone(self, index: int) -> bool:
        """Whether a bare "Revenue" is who acts."""
        if index + 1 >= len(self.tokens) or self.tokens.word[index] not in self.words.alone:
            return False
        return self.tokens.low[index + 1] in self.words.doing

    def _is_post(self, first: int, head: int, end: int) -> bool:
        """Whether a name is a post, or only says what someone is director of: "Director of Criminal Enforcement"."""
        word, low = self.tokens.word, self.tokens.low
        posts = self.words.posts_before
        if low[first - 1 : first] == ("of",) and first > 1 and low[first - 2] in posts:
            return word[head] in self.words.fields_of_posts
        if low[head] in posts and not (head + 1 < end):
            return head > first and (low[head - 1] in ("chief", "deputy", "special") or self._name_follows(end))
        return any(
            low[i] == "of" and self._post(i - 1) and (low[i - 1] != "general" or low[i - 2] in posts)
            for i in range(first + 1, end)
        )

    def _post(self, index: int) -> bool:
        """Whether a token names a post; "General" before "Secretariat" or the like does not."""
        low, word = self.tokens.low, self.tokens.word
        if low[index] == "general":
            return index + 1 >= len(word) or not (
                word[index + 1] in self.words.strong or word[index + 1] in self.words.weak
            )
        return any(part in self.words.posts_before for part in low[index].split("-"))

    def _has_short_form(self, index: int) -> bool:
        """Whether "(SHORT)" stands at a token."""
        word = self.tokens.word[index : index + 3]
        return len(word) == 3 and word[0] == "(" and word[1].isupper() and len(word[1]) > 2 and word[2] == ")"

    def _name_follows(self, index: int) -> bool:
        return index < len(self.tokens) and is_capital(self.tokens.word[index])

    def _around_atom(self, first: int, atom: int, last: int) -> Naming | None:
        end, short = self.atoms[atom]
        plain = self._atom(atom)
        if plain is None or first == atom:
            return plain
        if all(i in self.places or i - 1 in self.places for i in range(first, atom)):
            names = (self.span(first, end), *plain.names)
            return replace(plain, first=first, names=names)
        if short in ("ROCU", "RILO"):
            return replace(
                plain, first=first, names=(self.span(first, end),), ident=fold(self.text.quote(self.span(first, end)))
            )
        return plain

    def _unit_of_atom(self, first: int, end: int) -> Naming | None:
        inner, short = self.atoms[first]
        posts = any(self._post(i) for i in range(inner, end))
        if posts or end - inner < 1 or self.tokens.word[end - 1] in self.words.not_after:
            return self._atom(first)
        names: tuple[Range, ...] = (self.span(inner, end), self.span(first, end))
        last = self._in_place(end)
        if last > end:
            names = (*names, self.span(inner, last), self.span(first, last))
        alone = end - inner == 1
        names = names[1:] if alone else names
        ident = fold(self.text.quote(names[0]))
        parent = None if self.tokens.low[inner : inner + 2] == ("national", "central") else fold(short)
        return Naming(first=first, last=end, ident=ident, names=names, parent=parent, confidence=0.8)

    def _qualifies(self, first: int, head: int, end: int, owner: Naming | str | None) -> bool:
        word, low = self.tokens.word, self.tokens.low
        if end < len(self.tokens) and word[end] in self.words.not_after:
            return False
        if fold(self.text.quote(self.span(first, end))) in self.words.not_bodies:
            return False
        if any(self._strong(i) for i in range(first, end)):
            return True
        if owner is not None or low[head - 1] == "'s" or low[head - 1] == "'" or end - first == 1:
            return True
        if end + 2 < len(self.tokens) and word[end] == "(" and abbreviates(word[end + 1], word[first:end]):
            return True
        if word[first][0].isdigit() and word[head] in self.words.always_numbered:
            return True
        return any(
            low[i] in self.words.field or low[i].startswith(("anti-", "counter-"))
            for i in range(first, end)
            if i != head
        )

    def _named(self, first: int, head: int, end: int, owner: Naming | str | None) -> Naming:
        whole = self.span(first, end)
        names = [whole]
        confidence = 0.88 if self._strong(head) else 0.75
        parent: str | None = None
        if isinstance(owner, Naming):
            parent = owner.ident
            names.append((self.tokens.start[owner.first], whole[1]))
        elif owner is not None:
            start = self.text.content.rfind(owner, max(0, whole[0] - len(owner) - 4), whole[0])
            if start >= 0:
                names.append((start, whole[1]))
        last = self._in_place(end)
        if last > end:
            names.append(self.span(first, last))
        place = self.text.quote(self.span(end + 1, last)) if last > end else None
        return Naming(
            first=first,
            last=end,
            ident=identity(self.text.quote(whole)),
            names=tuple(dict.fromkeys(names)),
            parent=parent,
            place=place,
            confidence=confidence,
        )

    def _in_place(self, end: int) -> int:
        """Return the token past "in Beijing" after a bureau's name, else `end`."""
        tokens = self.tokens
        place = self.places.get(end + 1)
        heads = ("Bureau", "Office", "Group")
        if end + 1 >= len(tokens) or tokens.low[end] != "in" or tokens.word[end - 1] not in heads:
            return end
        if place is not None and not place.adjective:
            return place.last
        last = end + 1
        while last < len(tokens) and last < end + 4 and is_capital(tokens.word[last]):
            last += 1
        return last if last > end + 1 and self._has_short_form(last) else end


@lru_cache(maxsize=4)
def _gazetteer_phrases(names: tuple[tuple[str, str], ...]) -> Phrases:
    return make_phrases(dict(names))


def _stem(word: str) -> str:
    """Return the part of a word that can be a head: of "Unit-India" it is "Unit"."""
    if "-" not in word or word.startswith(("Directorate-", "Inspectorate-")):
        return word
    first, _, rest = word.partition("-")
    return first if rest[:1].isupper() else word


def identity(name: str) -> str:
    """Return a body's name in one order: "Bureau of Cyber Security" is "cyber security bureau".

    >>> identity("Bureau of Cyber Security")
    'cyber security bureau'
    """
    folded = fold(name)
    head, of, rest = folded.partition(" of ")
    return f"{rest} {head}" if of and head in ("bureau", "department", "division", "directorate") else folded


def abbreviates(short: str, words: tuple[str, ...]) -> bool:
    """Whether a short form stands for the words: it begins as they do and has a letter in capitals for most.

    >>> abbreviates("ASCom", ("Anti-Scam", "Command")), abbreviates("Xinhua", ("Ministry",))
    (True, False)
    """
    capitals = [c for c in short if c.isupper()]
    initials = {w[0].upper() for w in words if w[0].isalpha()} | {
        p[0].upper() for w in words for p in w.split("-") if p
    }
    return len(capitals) >= 2 and len(short) <= 10 and all(c in initials for c in capitals[:2])
