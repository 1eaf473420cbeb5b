"""The one body a run of capitals names, if its words make one."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.en.agency_layout import BodyLayout
from kg.extract.en.agency_words import Naming, abbreviates, identity
from kg.extract.text import Range
from kg.extract.wording import fold


class SingleBodies(BodyLayout):
    """Reads the body that one run of capitals names."""

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
            if g + 1 < last and low[g + 1] in self.words.extending:
                end = last
                break
        police_district = end < last and word[end] == "District" and word[end - 1] == "Police"
        if end < last and (self._numbers(end) or word[end] in self.words.trailing or police_district):
            end += 1
        if first == head and word[head] == "Police" and last == first + 2 and len(word[last - 1]) > 1 and not unit:
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
            and not (unit or levels or located or self._is_force(first, head, end))
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

    def _is_force(self, first: int, head: int, end: int) -> bool:
        """Whether a name is a country's own force by its plain words: "National Police Service"."""
        word = self.tokens.word
        return end - first == 3 and word[first] in self.words.levels and word[head - 1] in ("Police", "Customs")

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

    def _around_atom(self, first: int, atom: int, last: int) -> Naming | None:
        end, short = self.atoms[atom]
        plain = self._atom(atom)
        if plain is not None and first == atom:
            return self._branch(plain, short, last) or plain
        if plain is None:
            return plain
        if all(i in self.places or i - 1 in self.places for i in range(first, atom)):
            names = (self.span(first, end), *plain.names)
            return replace(plain, first=first, names=names)
        if short in ("ROCU", "RILO"):
            return replace(
                plain, first=first, names=(self.span(first, end),), ident=fold(self.text.quote(self.span(first, end)))
            )
        return plain

    def _branch(self, plain: Naming, short: str, last: int) -> Naming | None:
        """Return the branch that a place right after a short form names: "SAPS North West", "HSI Calgary"."""
        end, word = plain.last, self.tokens.word
        if end >= last or not word[plain.first].isupper() or plain.last - plain.first > 1:
            return None
        place = self.places.get(end)
        stop = end
        while stop < last and word[stop] in self.words.trailing:
            stop += 1
        if place is not None and not place.adjective and place.last <= last:
            stop = place.last
        if stop == end or stop < last:
            return None
        whole = self.span(plain.first, stop)
        ident = fold(self.text.quote(whole))
        return Naming(first=plain.first, last=stop, ident=ident, names=(whole,), parent=fold(short), confidence=0.75)

    def _unit_of_atom(self, first: int, end: int) -> Naming | None:
        inner, short = self.atoms[first]
        posts = self.tokens.low[inner] != "office" and any(self._post(i) for i in range(inner, end))
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
        of = next((i for i in range(head + 1, end) if self.tokens.low[i] == "of"), None)
        if of is not None and of == head + 1 and of - first > 1 and of + 2 == end:
            names.append(self.span(first, of))
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
