"""Namings of public bodies: capitalised names built around a head, known short names, and collectives.

A capitalised run is taken apart at possessives ("China's Ministry …"), at "and" between two bodies and at "of the"
between a unit and the body it is a unit of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.en.agency_single import SingleBodies
from kg.extract.en.agency_words import Naming
from kg.extract.en.names import is_capital
from kg.extract.wording import fold

_QUOTES = frozenset('"“”„«»')
_PLURALS = frozenset(["Divisions", "Districts", "Departments", "Stations", "Commands", "Offices", "Bureaus", "Units"])
"""Heads that the places before them share."""
_LONGEST_RUN = 60
"""Tokens: no name is longer, and a longer run of capitals must cost no more than its length."""


class NamingReader(SingleBodies):
    """Reads the namings of public bodies out of one text."""

    def read(self) -> list[Naming]:
        """Return every capitalised naming, in the order of the text; `taken` then holds their tokens."""
        found = list(self._read_capitalised())
        for naming in found:
            self.taken.update(range(naming.first, naming.last))
        return found

    def parse_at(self, first: int) -> list[Naming]:
        """Return the bodies named in the capitalised run that begins at a token."""
        return list(self._parse(first, self._chunk_end(first), None))

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
        n = min(n, end + _LONGEST_RUN)
        while end < n and start[end] - stop[end - 1] <= 2 and low[end] not in self.words.honorifics:
            if is_capital(word[end]) or self._numbers(end):
                end += 1
            elif word[end] in "'’" and self._plural_owner(end):
                end += 2
            elif word[end] == "," and self._state_between(end):
                end = self.places[end + 1].last + 2
            elif low[end] in self.words.connectors or low[end] == "'s":
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
        return self.tokens.word[place.last] == "," and self.tokens.word[place.last + 1] in self.words.after_state

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
        shared = self._shared_plural(first, last)
        if shared:
            yield from shared
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

    def _shared_plural(self, first: int, last: int) -> list[Naming]:
        """Return the bodies of places that share a plural head: "Ash, Brill and Corran Police Divisions" is three."""
        word, low = self.tokens.word, self.tokens.low
        joint = next((p for p in range(first + 1, min(first + 4, last - 2)) if low[p] == "and"), None)
        head = next((i for i in range(last - 1, first, -1) if word[i] in _PLURALS), None)
        if joint is None or head is None or self._has_body(first, joint):
            return []
        core = next((i for i in range(joint + 2, head) if self._strong(i) or low[i] in self.words.field), None)
        if core is None or core - joint > 3 or any(low[i] in self.words.field for i in range(first, joint)):
            return []
        said = [(first, joint), (joint + 1, core)]
        while first > 1 and word[first - 1] == "," and is_capital(word[first - 2]) and len(said) < 12:
            first -= 2
            if first in self.taken or word[first] in self.words.leading or self._has_body(first, first + 1):
                break
            said.append((first, first + 1))
        kind = f"{self.text.quote(self.span(core, head + 1))}"[:-1]
        found = []
        for begin, end in sorted(said):
            name = f"{self.text.quote(self.span(begin, end))} {kind}"
            place = self.text.quote(self.span(begin, end))
            found.append(
                Naming(first=begin, last=end, ident=fold(name), names=(), given=(name,), place=place, confidence=0.75)
            )
        return found

    def _strip(self, first: int, last: int) -> int:
        strong_or_weak = self.words.strong | self.words.weak | {"Secretariat"}
        while first < last and first not in self.atoms:
            word = self.tokens.word[first]
            following = self.tokens.word[first + 1] if first + 1 < last else ""
            if word == "General" and (following in strong_or_weak or following.lower() in self.words.field):
                break
            if word == "Major" and following in self.words.crimes:
                break
            if word in ("Organized", "Organised") and following in self.words.crimes:
                break
            if word not in self.words.leading and self.tokens.low[first] not in self.words.connectors | {"the"}:
                break
            first += 1
        return first

    def _splits_at_and(self, first: int, p: int, last: int) -> bool:
        if first in self.places and self.places[first].last == p:
            return self._has_body(p + 1, last)
        left_atom = any(i in self.atoms for i in range(first, p))
        left_head = p - first > 1 and any(self._strong(i) or self._weak(i) for i in range(first, p))
        of = next((i for i in range(p + 1, last) if self.tokens.low[i] == "of"), last)
        if self._field_goes_on(first, p, of) or self._shares_head(first, p, of):
            return False
        return (
            (left_atom or left_head)
            and self._has_body(p + 1, of)
            and not any(i in self.atoms and i < p < self.atoms[i][0] for i in range(first, p))
        )

    def _shares_head(self, first: int, p: int, last: int) -> bool:
        """Whether what stands before "and" lacks a head of its own: "Italian Customs and Monopolies Agency"."""
        word, low = self.tokens.word, self.tokens.low
        if p + 2 >= last or p + 1 in self.places or p + 1 in self.atoms or not self._has_body(p + 2, last):
            return False
        if self._strong(p + 1) or any(self._post(i) for i in range(p + 1, last)):
            return False
        place = self.places.get(first)
        if place is not None and place.adjective and place.last == p - 1:
            return word[p - 1] in self.words.content_heads and last == p + 3
        atom = self.atoms.get(first)
        field = atom is not None and atom[0] == p - 1 and low[p - 1] in self.words.field
        return field and low[p + 1] in self.words.field

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
