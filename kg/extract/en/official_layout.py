"""What can be a person's name, a post and a verb of speech in one text, and the noting of a person."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.en.agencies import Agencies
from kg.extract.en.agency_names import NamingReader
from kg.extract.en.names import is_capital
from kg.extract.en.official_words import Person, official_words
from kg.extract.lexicon import Lexicon
from kg.extract.text import Range, Text
from kg.extract.wording import fold

_SHORTENED = frozenset(["Md", "Mohd", "Muhd", "Sto"])
"""First names written short, with a full stop that ends no sentence."""


class PersonLayout:
    """A text with the persons noted in it."""

    def __init__(self, text: Text, lexicon: Lexicon, reader: NamingReader, agencies: Agencies) -> None:
        self.text = text
        self.tokens = text.tokens
        self.lexicon = lexicon
        self.words = official_words(lexicon)
        self.reader = reader
        self.agencies = agencies
        self.people: dict[str, Person] = {}
        self.noted = 0
        self.by_key = {a.key: a for a in agencies.found}
        self.starts = [r.start for r in agencies.references]

    def _name_at(self, index: int) -> tuple[int, int]:
        """Return the token bounds of a person's name that begins at a token; (0, 0) when none does."""
        tokens, words = self.tokens, self.words
        i = index
        while i < len(tokens) and (
            ((tokens.word[i] in words.ranks or tokens.low[i] in words.honorifics) and tokens.low[i] not in words.roles)
            or (tokens.word[i] == "." and tokens.word[i - 1] in words.ranks)
        ):
            i += 1
        first = i
        capitals = 0
        while i < len(tokens) and i - first < 7:
            word = tokens.word[i]
            loud = capitals == 1 and self._loud_surname(i)
            if loud or (self._name_word(i) and not (capitals > 1 and len(word) == 2 and word.isupper())):
                capitals += 1
                i += 1
                if (len(word) == 1 or word in _SHORTENED) and i < len(tokens) and tokens.word[i] == ".":
                    i += 1
            elif (
                capitals
                and tokens.low[i] in words.particles
                and i + 1 < len(tokens)
                and (self._name_word(i + 1) or (tokens.low[i + 1] in words.particles and self._name_word(i + 2)))
            ):
                i += 1
            else:
                break
        if 2 <= capitals <= 4 and not (first in self.reader.places and self.reader.places[first].last >= i):
            return first, i
        return 0, 0

    def _loud_surname(self, index: int) -> bool:
        """Whether a surname in capitals stands at a token: "Jean DUPONT"."""
        word = self.tokens.word[index]
        known = index in self.reader.taken or index in self.reader.atoms or word.capitalize() in self.words.not_names
        return word.isupper() and word.isalpha() and len(word) > 3 and not known and self._name_word(index - 1)

    def _name_word(self, index: int) -> bool:
        if index >= len(self.tokens):
            return False
        word = self.tokens.word[index]
        if not (word[0].isupper() and word[0].isalpha()) or index in self.reader.taken or index in self.reader.atoms:
            return False
        if word in self.words.not_names or word.lower() in self.words.roles or word in self.words.ranks:
            return False
        if "-" in word and any(part in self.words.roles for part in word.lower().split("-")):
            return False
        return not (
            len(word) > 2
            and word.isupper()
            and "." not in word
            and self.reader.block_of(index) not in self.reader.shouting
        )

    def _name_before(self, comma: int) -> tuple[int, int]:
        tokens = self.tokens
        if comma and tokens.word[comma - 1] == ")":
            comma = next((i for i in range(comma - 2, max(0, comma - 6), -1) if tokens.word[i] == "("), comma)
        i = comma
        while i > 0 and comma - i < 7:
            word = tokens.word[i - 1]
            if (
                self._name_word(i - 1)
                or (word == "." and i > 1 and (len(tokens.word[i - 2]) == 1 or tokens.word[i - 2] in _SHORTENED))
                or (
                    tokens.low[i - 1] in self.words.particles
                    and i > 1
                    and (
                        self._name_word(i - 2) or (tokens.low[i - 2] in self.words.particles and self._name_word(i - 3))
                    )
                )
            ):
                i -= 1
            else:
                break
        while i < comma and tokens.word[i] in self.reader.words.leading:
            i += 1
        first, end = self._name_at(i)
        return (first, end) if end == comma else (0, 0)

    def _speaks_at(self, index: int) -> bool:
        """Whether a verb of speech, or any other verb of the past, stands at a token."""
        low = self.tokens.low[index]
        return low in self.words.speech or low == "who" or (len(low) > 4 and low.endswith("ed"))

    def _acts_at(self, index: int) -> bool:
        """Whether a word in small letters, no passive, goes on after a name with a rank."""
        word = self.tokens.word[index : index + 1]
        return (
            bool(word) and word[0].islower() and word[0].isalpha() and self.tokens.low[index] not in self.words.passive
        )

    def _acts_past_bracket(self, index: int) -> bool:
        """Whether a verb follows after a bracket: "AIG Bello Musa (Zone 2) paraded"."""
        word = self.tokens.word
        if word[index : index + 1] != ("(",):
            return False
        close = next((i for i in range(index + 1, min(index + 6, len(word))) if word[i] == ")"), None)
        return close is not None and close + 1 < len(word) and self._speaks_at(close + 1)

    def _is_role(self, index: int) -> bool:
        """Whether a token names a post: "director", "Director-General"; not inside a body's name."""
        low = self.tokens.low[index]
        known = low in self.words.roles and low not in self.words.not_roles
        if not known and "-" in low:
            known = low.rsplit("-", 1)[-1] in self.words.roles or low.split("-", 1)[0] in self.words.roles
        return known and (index not in self.reader.taken or index + 1 not in self.reader.taken)

    def _is_aside(self, first: int) -> bool:
        """Whether a name is only whom to ask, who wrote, or who is accused."""
        tokens = self.tokens
        if tokens.low[first - 1 if first else 0] in self.words.accused or tokens.low[first] in self.words.accused:
            return True
        block = self.text.blocks[self.reader.block_of(first)]
        start = tokens.start[first]
        line = self.text.content[max(block.start, start - 60) : start].lower()
        return start - block.start < 60 and any(cue in line for cue in self.words.asides)

    def _is_honoured(self, index: int) -> bool:
        """Whether what follows a name tells what befell one: "Officer Reyes was injured", "Constable Bell, 34"."""
        tokens = self.tokens
        aged = tokens.word[index : index + 1] == (",",) and tokens.word[index + 1 : index + 2][0][:1].isdigit()
        return aged or tokens.low[index : index + 1] in (("was",), ("were",), ("'s",))

    def _role_follows(self, index: int) -> bool:
        low = self.tokens.low
        return any(low[i] in self.words.roles for i in range(index, min(index + 3, len(low))))

    def _role_start(self, index: int) -> int:
        """Return the first token of the role that ends at `index`: over bodies, "of the", "and" and modifiers."""
        tokens = self.tokens
        first = index
        i = index - 1
        while i >= 0 and index - i < 40:
            low = tokens.low[i]
            if low in self.words.roles or low in self.words.modifiers or i in self.reader.atoms:
                first = i
            elif (
                tokens.word[i] == "\n"
                or not (
                    is_capital(tokens.word[i])
                    or low in ("of", "the", "and", "'s", "for", "on", "public", "security", "in", '"', "100", "-")
                )
                or (
                    low == "and"
                    and not (
                        is_capital(tokens.word[i - 1]) or tokens.low[i - 1] in self.words.roles | {"security", ")"}
                    )
                )
            ):
                break
            elif tokens.word[i] in self.words.not_names or tokens.word[i - 1 if i else 0] in ".\n":
                first = i if is_capital(tokens.word[i]) and low not in ("the", "in") else first
            i -= 1
        while (
            first > 0 and is_capital(tokens.word[first - 1]) and tokens.word[first - 1] not in self.reader.words.leading
        ):
            first -= 1
        return first

    def _role_end(self, index: int) -> int:
        """Return the token past a role's words and whose it is."""
        tokens = self.tokens
        i = index + 1
        while i < len(tokens) and i - index < 34:
            low = tokens.low[i]
            if (
                tokens.word[i] in ",.;\n:"
                or low in self.words.speech
                or low in ("who", "spoke", "was", "is", "both", "also", "called")
            ):
                break
            if tokens.word[i] == "(":
                i += 3
                continue
            named = i + 1 < len(tokens) and is_capital(tokens.word[i + 1]) and not self._name_at(i + 1)[1]
            if low == "and" and not named and not self._role_follows(i + 1):
                break
            i += 1
        return min(i, len(tokens))

    def _note(self, first: int, end: int, role: Range, confidence: float) -> None:
        if self._is_aside(first):
            return
        if role[0] < self.noted <= first:
            role = (min(self.noted + (self.tokens.low[self.noted] in ("and", ",")), role[1]), role[1])
        self.noted = end
        span = self.reader.span(first, end)
        name = re.sub(r"\s+", " ", self.text.quote(span))
        person = self.people.setdefault(fold(name), Person(name))
        person.names.setdefault(fold(name), name)
        person.spans.append(span)
        words = self.reader.span(*role) if role[1] > role[0] else None
        if words is not None:
            person.roles.append(words)
            said = re.sub(r"\s+", " ", self.text.quote(words)).strip(" ,")
            said = re.sub(r"\A(?:the|an?) ", "", said)
            if person.role is None:
                person.role = said
        person.confidence = max(person.confidence, confidence)

    def _note_body(self, first: int, end: int) -> None:
        """Note whose official stands before "of the X" or "from X" after the name."""
        tokens = self.tokens
        if end + 1 < len(tokens) and tokens.low[end] in ("of", "from"):
            begin = end + 2 if tokens.low[end + 1] == "the" else end + 1
            offset = tokens.start[begin] if begin < len(tokens) else len(self.text)
            at = bisect_left(self.starts, offset)
            if at < len(self.starts) and self.starts[at] == offset:
                person = self.people.get(fold(re.sub(r"\s+", " ", self.text.quote(self.reader.span(first, end)))))
                if person is None:
                    return
                person.roles.append((offset, self.agencies.references[at].end))
