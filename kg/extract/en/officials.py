"""Officials: persons named with a post, in front of it, behind it, or as the label of a turn."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extract.en.agencies import Agencies
from kg.extract.en.agency_names import NamingReader
from kg.extract.en.names import is_capital, surer
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundAgency, FoundOfficial, Reference, Turn
from kg.extract.text import BlockKind, Range, Text
from kg.extract.wording import fold, slug

_LABEL = re.compile(
    r"\s*(?:(?:Mr|Ms|Mrs|Dr)\.? )?([^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,7}?)(?: \([^)]{2,60}\))? ?[:：](?=\s|\Z)"
)
_FORMULA = frozenset({"thought", "instructions", "instruction", "important", "speech", "remarks", "spirit", "at", "as"})


@dataclass(frozen=True, slots=True, eq=False)
class OfficialWords:
    """The official words of a lexicon, as sets."""

    roles: frozenset[str]
    modifiers: frozenset[str]
    ranks: frozenset[str]
    speech: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    not_roles: frozenset[str]
    honorifics: frozenset[str]
    passive: frozenset[str]
    lowest: frozenset[str]
    accused: frozenset[str]
    asides: tuple[str, ...]
    private: frozenset[str]
    inside: frozenset[str]
    follows: frozenset[str]


@lru_cache(maxsize=16)
def official_words(lexicon: Lexicon) -> OfficialWords:
    """Return the lexicon's official words, compiled once."""

    def some(key: str) -> frozenset[str]:
        return frozenset(lexicon.words("officials", key))

    return OfficialWords(
        roles=some("roles"),
        modifiers=some("modifiers"),
        ranks=some("ranks"),
        speech=some("speech"),
        particles=some("particles"),
        not_names=some("not_names"),
        not_roles=some("not_roles"),
        honorifics=some("honorifics"),
        passive=some("passive"),
        lowest=some("lowest"),
        accused=some("accused"),
        asides=lexicon.words("officials", "asides"),
        private=some("private"),
        inside=some("inside"),
        follows=some("follows"),
    )


@dataclass(slots=True)
class Person:
    """One official being gathered."""

    name: str
    names: dict[str, str] = field(default_factory=dict)
    spans: list[Range] = field(default_factory=list)
    role: str | None = None
    roles: list[Range] = field(default_factory=list)
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Officials:
    """The officials found, where each is named, and the turns of a conversation."""

    found: tuple[FoundOfficial, ...]
    references: tuple[Reference, ...]
    turns: tuple[Turn, ...]


class OfficialReader:
    """Reads the officials of one text."""

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

    def read(self) -> Officials:
        """Return the officials, their namings and the turns."""
        words = self.words
        hyphened = {word for word in self.tokens.places if "-" in word}
        ranks = {rank.lower() for rank in words.ranks}
        for index in self.tokens.having(words.roles | words.honorifics | ranks | hyphened | {"'s", "'", "’"}):
            low = self.tokens.low[index]
            if self._is_role(index):
                self._around_role(index)
            elif self.tokens.word[index] in self.words.ranks or low in self.words.honorifics:
                self._after_rank(index)
            elif low in ("'s", "'", "’") and index - 1 in self.reader.taken:
                self._of_body(index)
        self._join_misspelt()
        self._beside_bodies()
        labels = list(self._labels())
        self._later_namings()
        return self._finish(labels)

    # -- names beside roles

    def _is_role(self, index: int) -> bool:
        """Whether a token names a post: "director", "Director-General"; not inside a body's name."""
        low = self.tokens.low[index]
        known = low in self.words.roles and low not in self.words.not_roles
        if not known and "-" in low:
            known = low.rsplit("-", 1)[-1] in self.words.roles or low.split("-", 1)[0] in self.words.roles
        return known and (index not in self.reader.taken or index + 1 not in self.reader.taken)

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

    def _is_aside(self, first: int) -> bool:
        """Whether a name is only whom to ask, who wrote, or who is accused."""
        tokens = self.tokens
        if tokens.low[first - 1 if first else 0] in self.words.accused or tokens.low[first] in self.words.accused:
            return True
        block = self.text.blocks[self.reader.block_of(first)]
        start = tokens.start[first]
        line = self.text.content[max(block.start, start - 60) : start].lower()
        return start - block.start < 60 and any(cue in line for cue in self.words.asides)

    def _post_before(self, index: int) -> Range | None:
        """Return the post told before an honorific in the same clause: "Commander of the Port Unit, Ms …"."""
        tokens = self.tokens
        for i in range(index - 1, max(-1, index - 22), -1):
            if tokens.word[i] in ".;:\n" and not (tokens.word[i] == "." and tokens.word[i - 1] in self.words.ranks):
                return None
            if self._is_role(i):
                return (self._role_start(i), index)
        return None

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

    def _join_misspelt(self) -> None:
        """Take two renderings of one name for one person: the same post, one letter apart."""
        by_given: dict[str, list[str]] = {}
        for key, person in self.people.items():
            by_given.setdefault(person.name.split()[-1], []).append(key)
        for keys in by_given.values():
            for other in keys[1:]:
                first, second = self.people[keys[0]], self.people[other]
                shared = _long_words(first.role) & _long_words(second.role)
                if _one_apart(first.name, second.name) and len(shared) > 2:
                    first.names.update(second.names)
                    first.spans += second.spans
                    first.roles += second.roles
                    del self.people[other]

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
            if word == "," or word in ".;:\n" or (end > index and self._speaks_at(end) and word.islower()):
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
            found = self._name_after_comma(end)
            if found[1] or end + 1 >= len(tokens) or not self._speaks_at(end + 1):
                return found
        elif loose or not (self._speaks_at(end) and tokens.word[end].islower()):
            return 0, 0
        for size in (3, 2):
            begin, stop = self._name_at(end - size)
            field_word = any(w in self.reader.words.field for w in tokens.low[max(0, end - size) : end])
            placed = begin in self.reader.places
            if begin == end - size > index and stop == end and not placed and not field_word:
                if size == 3 and not self._parts_from_name(begin - 1):
                    continue
                return begin, end
        return 0, 0

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
        while i >= 0 and index - i < 9 and tokens.word[i] != ",":
            if (
                tokens.word[i] in ".\n;:"
                or tokens.low[i] in self.words.speech
                or tokens.low[i] in ("who", "which", "was", "is", "to")
            ):
                return
            i -= 1
        if i < 1 or tokens.word[i] != ",":
            return
        first, end = self._name_before(i)
        if not end:
            return
        stop = self._role_end(index)
        self._note(first, end, (i + 1, stop), 0.88)

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
            if self._name_word(i) and not (capitals > 1 and len(word) == 2 and word.isupper()):
                capitals += 1
                i += 1
                if len(word) == 1 and i < len(tokens) and tokens.word[i] == ".":
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
        return not (len(word) > 2 and word.isupper() and self.reader.block_of(index) not in self.reader.shouting)

    def _name_before(self, comma: int) -> tuple[int, int]:
        tokens = self.tokens
        if comma and tokens.word[comma - 1] == ")":
            comma = next((i for i in range(comma - 2, max(0, comma - 6), -1) if tokens.word[i] == "("), comma)
        i = comma
        while i > 0 and comma - i < 7:
            word = tokens.word[i - 1]
            if (
                self._name_word(i - 1)
                or (word == "." and i > 1 and len(tokens.word[i - 2]) == 1)
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

    # -- turns

    def _labels(self) -> Iterator[tuple[int, int, str | None, bool]]:
        """Yield (start, label end, person, question) for each block that begins with a speaker's label."""
        content = self.text.content
        for block in self.text.blocks:
            match = _LABEL.match(content, block.start, min(block.end, block.start + 120))
            if match is None or (
                block.kind is BlockKind.ITEM and match.end() < block.end and content[match.end()].isdigit()
            ):
                continue
            label = match.group(1)
            folded = fold(label)
            lower = folded.split()
            if folded in self.people:
                self.people[folded].spans.append(match.span(1))
                yield block.start, match.end(), folded, False
            elif (
                (lower and lower[-1] in ("reporter", "question", "journalist", "correspondent"))
                or lower[:1] in (["q"], ["question"])
                or re.fullmatch(r"q\d{0,2}", folded)
                or "reporter" in lower
                or "daily" in lower
                or "news" in lower
            ):
                yield block.start, match.end(), None, True
            elif lower and (
                lower[-1] in ("answer", "moderator", "a", "host")
                or lower[0] in ("an", "official")
                or "official" in lower
            ):
                yield block.start, match.end(), None, False

    # -- later namings

    def _later_namings(self) -> None:
        """Find each official's name, "Mr. Chen" or a surname with a verb of speech wherever it stands again."""
        by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for key, person in self.people.items():
            parts = tuple(person.name.split())
            by_first.setdefault(parts[0], []).append((parts, key))
            for surname in {parts[0], parts[-1]}:
                if len(surname) > 1:
                    by_first.setdefault(f"~{surname}", []).append(((surname,), key))
        tokens = self.tokens
        for index in tokens.having({first.lstrip("~").lower() for first in by_first}):
            word = tokens.word[index]
            for parts, key in by_first.get(word, ()):
                end = index + len(parts)
                if tokens.word[index:end] == parts:
                    self.people[key].spans.append(self.reader.span(index, end))
            people = by_first.get(f"~{word}")
            if people and len(people) == 1 and index + 1 < len(tokens) and index:
                key = people[0][1]
                titled = tokens.word[index - 1] == "." and tokens.word[index - 2] in self.words.ranks
                western = self.people[key].name.endswith(word) and tokens.low[index + 1] in self.words.speech
                alone = not is_capital(tokens.word[index + 1]) and not is_capital(tokens.word[index - 1])
                if titled and alone and self.people[key].name.startswith(word):
                    span = (tokens.start[index - 2], tokens.end[index])
                    self.people[key].names.setdefault(fold(self.text.quote(span)), self.text.quote(span))
                    self.people[key].spans.append(span)
                elif western and alone:
                    self.people[key].names.setdefault(fold(word), word)
                    self.people[key].spans.append(self.reader.span(index, index + 1))

    # -- assembly

    def _finish(self, labels: list[tuple[int, int, str | None, bool]]) -> Officials:
        kept = {key: person for key, person in self.people.items() if self._speaks(person)}
        keys = {key: slug(person.name) or f"official-{n}" for n, (key, person) in enumerate(kept.items())}
        found = []
        references = []
        for key, person in kept.items():
            spans = tuple(sorted(set(person.spans)))
            references += [Reference(s, e, keys[key], "official") for s, e in spans]
            found.append(
                FoundOfficial(
                    key=keys[key],
                    names=tuple(person.names.values()),
                    spans=spans,
                    role=person.role,
                    confidence=surer(person.confidence, len(spans)),
                    agencies=tuple(self._bodies(person)),
                )
            )
        turns = []
        for number, (start, _, speaker, question) in enumerate(labels):
            end = labels[number + 1][0] if number + 1 < len(labels) else len(self.text)
            turns.append(Turn(start, end, keys.get(speaker or ""), question))
        found.sort(key=lambda f: f.spans[0])
        return Officials(tuple(found), tuple(sorted(references, key=lambda r: r.start)), tuple(turns))

    def _speaks(self, person: Person) -> bool:
        """Whether a person is more than a name in a formula ("with Comrade … at the core")."""
        role = (person.role or "").lower()
        if self.words.private & set(fold(role).split()) and not any(self._inside(*span) for span in person.roles):
            return False
        if "general secretary" not in role:
            return True
        for _, end in person.spans:
            i = self.tokens.at(end)
            if self.tokens.start[i] < end:
                i += 1
            if i < len(self.tokens) and self.tokens.low[i] in self.words.speech:
                return True
        return False

    def _bodies(self, person: Person) -> list[str]:
        """Return the bodies a post's words name, the narrowest of a chain; else who the post or its place tells."""
        by_key = self.by_key
        found: list[str] = []
        for start, end in (part for whole in person.roles for part in self._parts(whole)):
            inside = self._inside(start, end)
            parents = {by_key[r.key].parent for r in inside}
            found += [r.key for r in inside if r.key not in parents]
        if found:
            return list(dict.fromkeys(found))
        role = fold(person.role or "")
        for words, body in self.lexicon.table("officials").get("fields", {}).items():
            match = re.search(rf"\b{words} (.+)", role)
            if match is not None:
                key = self._named(f"{body} {match.group(1)}")
                if key is not None:
                    return [key]
        for words, bodies in self.lexicon.table("officials").get("posts", {}).items():
            if role.startswith(words):
                for body in bodies:
                    key = self._named(body)
                    if key is not None:
                        return [key]
        return self._nearest(person, by_key)

    def _parts(self, role: Range) -> list[Range]:
        """Return a role taken apart where "and" begins another post: "director of A and head of B"."""
        words = self.text.content[role[0] : role[1]]
        found: list[Range] = []
        start = 0
        for match in re.finditer(r" and (?=(?:the )?(?:[\w-]+ ){0,2}?(\w+))", words):
            following = words[match.end() :].lower().split()[:3]
            if any(w.strip(",") in self.words.roles for w in following):
                found.append((role[0] + start, role[0] + match.start()))
                start = match.end()
        found.append((role[0] + start, role[1]))
        return found

    def _inside(self, start: int, end: int) -> list[Reference]:
        low, high = bisect_left(self.starts, start - 40), bisect_left(self.starts, end)
        return [r for r in self.agencies.references[low:high] if r.end > start]

    def _named(self, name: str) -> str | None:
        folded = fold(name)
        for agency in self.agencies.found:
            if any(fold(n) == folded or folded.startswith(fold(n) + " ") for n in agency.names):
                return agency.key
        return None

    def _nearest(self, person: Person, by_key: dict[str, FoundAgency]) -> list[str]:
        """Return the body spoken of before in the same block, else the one named most in the text."""
        start = person.spans[0][0]
        block = self.text.blocks[self.text.block_at(start)]
        at = bisect_left(self.starts, start)
        said = [r for r in self.agencies.references[max(0, at - 60) : at] if not by_key[r.key].collective]
        before = [r for r in said if r.start >= block.start]
        if before or said:
            return [before[0].key if before else said[-1].key]
        single = [a for a in self.agencies.found if not a.collective]
        return [max(single, key=lambda a: len(a.spans)).key] if single else []


def find_officials(text: Text, lexicon: Lexicon, reader: NamingReader, agencies: Agencies) -> Officials:
    """Return the officials a text names, and the turns in which they speak."""
    return OfficialReader(text, lexicon, reader, agencies).read()


def _one_apart(first: str, second: str) -> bool:
    """Whether two names differ in one letter.

    >>> _one_apart("Qiu Baoli", "Quo Baoli"), _one_apart("Qiu Baoli", "Qiu Haolin")
    (True, False)
    """
    return (
        len(first) == len(second)
        and sum(a != b for a, b in zip(first, second, strict=True)) <= 2
        and (first.split()[0][0] == second.split()[0][0])
    )


def _long_words(role: str | None) -> set[str]:
    return {word for word in fold(role or "").split() if len(word) > 3}
