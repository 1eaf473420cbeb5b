"""Officials: persons named with a post, in front of it, behind it, or as the label of a turn."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.en.agencies import Agencies
from kg.extract.en.agency_names import NamingReader
from kg.extract.en.names import is_capital, surer
from kg.extract.en.official_names import PersonNames
from kg.extract.en.official_words import Person
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundAgency, FoundOfficial, Reference, Turn
from kg.extract.text import BlockKind, Range, Text
from kg.extract.wording import fold, slug

_LABEL = re.compile(
    r"\s*(?:(?:Mr|Ms|Mrs|Dr)\.? )?([^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,7}?)(?: \([^)]{2,60}\))? ?[:：](?=\s|\Z)"
)


_FORMULA = frozenset({"thought", "instructions", "instruction", "important", "speech", "remarks", "spirit", "at", "as"})


@dataclass(frozen=True, slots=True)
class Officials:
    """The officials found, where each is named, and the turns of a conversation."""

    found: tuple[FoundOfficial, ...]
    references: tuple[Reference, ...]
    turns: tuple[Turn, ...]


class OfficialReader(PersonNames):
    """Reads the officials of one text."""

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
                (lower and lower[-1] in self.words.askers)
                or lower[:1] in (["q"], ["question"])
                or re.fullmatch(r"q\d{0,2}", folded)
                or self.words.press & set(lower)
            ):
                yield block.start, match.end(), None, True
            elif lower and (lower[-1] in self.words.answerers or lower[0] in ("an", "official") or "official" in lower):
                yield block.start, match.end(), None, False

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
