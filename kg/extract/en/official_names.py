"""Persons named beside a post, a rank or the body they speak for."""

from __future__ import annotations

import re

from kg.extract.en.names import is_capital
from kg.extract.en.official_layout import PersonLayout
from kg.extract.text import Range
from kg.extract.wording import fold


class PersonNames(PersonLayout):
    """Notes the persons one text names with a post."""

    def _around_role(self, index: int) -> None:
        tokens = self.tokens
        after = index + 1
        if tokens.low[after : after + 3] == ("at", "the", "time") and tokens.low[after + 3 : after + 4] == (",",):
            after += 4
        if tokens.low[after : after + 2] == ("in", "charge"):
            after += 2
        begin, end = self._name_at(after)
        if tokens.word[after : after + 1] == ("(",):
            close = next((i for i in range(after + 1, min(after + 7, len(tokens))) if tokens.word[i] == ")"), after)
            begin, end = self._name_at(close + 1)
        if not end and after < len(tokens) and tokens.low[after] in ("for", "of", "at", "in", "("):
            begin, end = self._name_after_field(after + 1)
        elif not end and after < len(tokens) and tokens.word[after] == ",":
            begin, end = self._name_after_comma(after)
        if end and tokens.low[index] in self.words.lowest and self._is_honoured(end):
            return
        if end:
            first = self._role_start(index)
            self._note(begin, end, (first, max(index + 1, begin)), 0.86)
            self._note_body(begin, end)
            if end < len(tokens) and tokens.low[end] == "and" and tokens.low[index].endswith("s"):
                second, stop = self._name_at(end + 1)
                if stop:
                    self._note(second, stop, (first, index + 1), 0.85)
            return
        self._role_after_name(index)

    def _name_after_field(self, index: int) -> tuple[int, int]:
        """Return the name after what a post is of: "Minister for Justice Jo Bell said", "Head of Media, Jo Bell, …"."""
        tokens = self.tokens
        end = index
        loose = False
        while end < len(tokens) and end - index < 18:
            word, low = tokens.word[end], tokens.low[end]
            initial = word == "." and len(tokens.word[end - 1]) == 1
            if (
                word == ","
                or (word in ".;:\n" and not initial)
                or (end > index and self._speaks_at(end) and word.islower())
            ):
                break
            if (
                end > index
                and (word in self.words.ranks or low in self.words.honorifics)
                and low not in self.words.roles
            ):
                begin, stop = self._name_at(end)
                if stop:
                    return begin, stop
            known = low in self.words.inside or low in self.words.particles or low in self.reader.words.lower_field
            loose = loose or (word.islower() and not known)
            end += 1
        if end >= len(tokens) or end - index > 17:
            return 0, 0
        if tokens.word[end] == ",":
            begin, stop = self._name_at(end + 1)
            closed = tokens.word[stop : stop + 1] in ((".",), ("\n",)) or stop == len(tokens)
            if stop and begin == end + 1 and closed and self._said_before(index - 2):
                return begin, stop
            found = self._name_after_comma(end)
            if found[1] or end + 1 >= len(tokens) or not self._speaks_at(end + 1):
                return found
        elif loose or not (self._speaks_at(end) and tokens.word[end].islower()):
            return 0, 0
        for size in (5, 3, 2):
            begin, stop = self._name_at(end - size)
            field_word = any(w in self.reader.words.field for w in tokens.low[max(0, end - size) : end])
            placed = begin in self.reader.places
            if begin == end - size > index and stop == end and not placed and not field_word:
                if size == 3 and tokens.word[begin + 1] != "." and not self._parts_from_name(begin - 1):
                    continue
                return begin, end
        return 0, 0

    def _said_before(self, index: int) -> bool:
        """Whether a verb of speech stands right before a post: "said the acting head of …"."""
        low = self.tokens.low
        i = index
        while i > 0 and index - i < 6 and (low[i] in self.words.roles or low[i] in self.words.modifiers):
            i -= 1
        return i > 0 and low[i - (low[i] in ("the", "a"))] in ("said", "says", "added", "explained", "stated")

    def _parts_from_name(self, index: int) -> bool:
        """Whether a token cannot be the end of what a post is of, so that three capitals after it are the name."""
        return index in self.reader.taken or self.tokens.word[index].islower() or index in self.reader.place_ends

    def _name_after_comma(self, comma: int) -> tuple[int, int]:
        """Return the name between a post's comma and a comma or verb of speech: "the Minister, Jim Hennessy TD, …"."""
        begin, stop = self._name_at(comma + 1)
        if not stop or not self._fits_after(begin, stop, comma):
            return self._name_after_chain(comma)
        return begin, stop

    def _name_after_chain(self, comma: int) -> tuple[int, int]:
        """Return the name after further words of the post: "Director, Media & Advocacy, NDLEA, Jo Bell, said"."""
        tokens = self.tokens
        i = comma + 1
        while i < len(tokens) and i < comma + 12:
            if tokens.word[i] == ",":
                begin, stop = self._name_at(i + 1)
                if stop and self._fits_after(begin, stop, i):
                    return begin, stop
            elif not (is_capital(tokens.word[i]) or tokens.low[i] in ("of", "the", "and", "&", "for")):
                break
            i += 1
        return 0, 0

    def _fits_after(self, begin: int, stop: int, comma: int) -> bool:
        """Whether a comma or a verb of speech comes after a name that stands behind a post's comma."""
        tokens = self.tokens
        end = stop
        while end < len(tokens) and tokens.word[end].isupper() and tokens.word[end].isalpha() and end < stop + 2:
            end += 1
        if end < len(tokens) and tokens.word[end] == "(":
            end = min(end + 3, len(tokens) - 1)
        after = tokens.word[end] if end < len(tokens) else "\n"
        ranked = begin > comma + 1
        if after == "," and not ranked and end + 1 < len(tokens):
            follows = tokens.low[end + 1]
            said = self._speaks_at(end + 1) or follows in self.words.follows
            return said and not is_capital(tokens.word[end + 1])
        return after == "," or (end < len(tokens) and self._speaks_at(end))

    def _role_after_name(self, index: int) -> None:
        """Read "Name, acting director of …": the name stands before a comma, the role within a few words after it."""
        tokens = self.tokens
        i = index - 1
        while i >= 0 and index - i < 9 and tokens.word[i] not in ",(":
            if (
                tokens.word[i] in ".\n;:"
                or tokens.low[i] in self.words.speech
                or tokens.low[i] in ("who", "which", "was", "is", "to")
            ):
                return
            i -= 1
        aside = tokens.word[max(i, 0)] == "(" and (index - i > 4 or tokens.low[i + 1] in ("the", "a", "whose"))
        if i < 1 or aside or tokens.word[i] not in ",(":
            return
        first, end = self._name_before(i)
        if not end:
            return
        stop = self._role_end(index)
        self._note(first, end, (i + 1, stop), 0.88)

    def _after_rank(self, index: int) -> None:
        """Read "Col. Jane Doe said", or "Ms Jane Doe" in a sentence that tells her post."""
        tokens = self.tokens
        if tokens.word[index - 1 if index else 0] in self.words.ranks and index:
            return
        begin, end = self._name_at(index)
        if not end or begin == index:
            return
        honorific = tokens.low[index] in self.words.honorifics
        speaks = end < len(tokens) and self._speaks_at(end)
        post = self._post_before(index) if honorific else None
        if post is not None:
            self._note(begin, end, post, 0.85)
        elif not honorific and (speaks or self._acts_at(end) or self._acts_past_bracket(end)):
            self._note(begin, end, (index, begin), 0.75 if speaks else 0.6)

    def _of_body(self, mark: int) -> None:
        """Read "Europol's Jo Bell said": a name right after whose it is."""
        begin, end = self._name_at(mark + 1)
        if (
            begin == mark + 1
            and end == mark + 3
            and self.tokens.low[end : end + 1] in (("said",), ("says",), ("told",))
        ):
            fields = self.reader.words.field
            if not any(self.tokens.low[i] in fields for i in range(begin, end)):
                self._note(begin, end, (mark, mark), 0.6)

    def _beside_bodies(self) -> None:
        """Read "Jo Bell, from the Crime Agency, said" and "said Jo Bell of the Crime Agency"."""
        tokens = self.tokens
        for reference in self.agencies.references:
            if not reference.named:
                continue
            at = tokens.at(reference.start)
            at -= tokens.low[at - 1] == "the" if at else 0
            if at < 3 or tokens.low[at - 1] not in ("of", "from"):
                continue
            comma = tokens.word[at - 2] == ","
            begin, end = self._name_before(at - 2 if comma else at - 1)
            if not end or not begin:
                continue
            past = tokens.at(reference.end - 1) + 1
            after = past + 1 if comma and tokens.word[past : past + 1] == (",",) else past
            said = after < len(tokens) and tokens.low[after] in self.words.speech
            ranked = tokens.word[begin - 1] in self.words.ranks and tokens.low[begin - 1] not in self.words.honorifics
            if said or tokens.low[begin - 1] in ("said", "says", "added") or ranked:
                role = (begin - 1, begin) if ranked else (at, at)
                self._note(begin, end, role, 0.8)
                key = fold(re.sub(r"\s+", " ", self.text.quote(self.reader.span(begin, end))))
                if key in self.people:
                    self.people[key].roles.append((reference.start, reference.end))

    def _post_before(self, index: int) -> Range | None:
        """Return the post told before an honorific in the same clause: "Commander of the Port Unit, Ms …"."""
        tokens = self.tokens
        for i in range(index - 1, max(-1, index - 22), -1):
            if tokens.word[i] in ".;:\n" and not (tokens.word[i] == "." and tokens.word[i - 1] in self.words.ranks):
                return None
            if self._is_role(i):
                return (self._role_start(i), index)
        return None
