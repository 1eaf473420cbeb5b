"""What part a body has in its sentence: what is said before it, what it does, and whom it stands in a list with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import Lexicon, Phrases
from kg.extract.mentions import Reference
from kg.extract.text import Range, Sentence, Text

NONE = "-"
"""Nothing said before a body, or nothing done by it."""

_REACH = 14
"""Tokens: as far before a list of bodies its cue may stand."""
_AHEAD = 45
"""Tokens: as far after a body its verb may stand."""
_ASIDE = 30
"""Tokens: the longest aside between commas."""
_STRONG = ("led", "ran", "beside", "including", "told", "heeded")
_STOPS = frozenset([".", ";", "\n", "!", "?", ":"])
_SHORT_FORM = re.compile(r"\A(?: ?\([^()]{1,20}\)|\))")
_MARKS = frozenset("( ) , & / ’ ' \" “ ”".split())
_JOINTS = frozenset([",", "&", "/"])


@dataclass(frozen=True, slots=True, eq=False)
class ClauseWords:
    """The words that say what part a body has."""

    before: Phrases
    verbs: Phrases
    owning: frozenset[str]
    under: frozenset[str]
    and_: frozenset[str]
    between: frozenset[str]
    clauses: frozenset[str]
    which: frozenset[str]
    relative: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    breaks: frozenset[str]


@lru_cache(maxsize=16)
def clause_words(lexicon: Lexicon) -> ClauseWords:
    """Return the lexicon's clause words, compiled once."""

    def words(key: str) -> frozenset[str]:
        return frozenset(lexicon.words("relations", "grammar", key))

    return ClauseWords(
        before=lexicon.phrases("relations", "before"),
        verbs=lexicon.phrases("relations", "verbs"),
        owning=words("owning"),
        under=words("under"),
        and_=words("and"),
        between=words("between") | words("and") | _MARKS,
        clauses=words("clauses"),
        which=words("which"),
        relative=words("relative"),
        be=words("be"),
        have=words("have"),
        breaks=words("breaks"),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """The part of one naming of a body.

    `cue` says what a list of bodies is to what stands before it ("led", "beside" …), `near` is the little word right
    before it ("of", "by" …), `verb` what it does; `passive` that this is done to it. `owner`: named only as whose unit
    another is.
    """

    reference: Reference
    cue: str
    cue_span: Range | None
    near: str
    verb: str
    verb_span: Range | None
    passive: bool
    owner: bool
    listed: int


class ClauseReader:
    """Reads the parts of the bodies of a sentence."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text = text
        self.tokens = text.tokens
        self.words = clause_words(lexicon)

    def parts(self, sentence: Sentence, bodies: Sequence[Reference]) -> list[Part]:
        """Return the part of each body named in a sentence; `bodies` in order of the text."""
        if not bodies:
            return []
        first = max(self.tokens.at(sentence.start), self.tokens.at(bodies[0].start) - 2 * _REACH)
        last = min(
            self.tokens.at(max(sentence.start, sentence.end - 1)), self.tokens.at(bodies[-1].end) + _AHEAD + _ASIDE
        )
        last += 1
        cues = self._cues(first, last)
        heads = [b for i, b in enumerate(bodies) if not self._owned(bodies, i)]
        found: list[Part] = []
        starts = {b.start for b in heads}
        for group in self._groups(heads):
            head = self._token_after(group[0].start, first)
            before = cues[bisect_left(cues, (head - 2 * _REACH,)) : bisect_left(cues, (head,))]
            cue, cue_span = self._cue(before, head)
            near = self._near(before, head)
            verb, verb_span, passive = (
                (NONE, None, False)
                if cue == "beside"
                else self._verb(self._token_after(group[-1].end, head), last, starts)
            )
            found += [
                Part(body, cue, cue_span, near, verb, verb_span, passive, owner=False, listed=len(group))
                for body in group
            ]
        kept = {id(b) for b in heads}
        found += [Part(b, NONE, None, "of", NONE, None, False, True, 1) for b in bodies if id(b) not in kept]
        return found

    def _token_after(self, offset: int, low: int) -> int:
        """Return the first token that starts at or after `offset`."""
        index = max(low, self.tokens.at(offset))
        while index < len(self.tokens) and self.tokens.start[index] < offset:
            index += 1
        return index

    def _owned(self, bodies: Sequence[Reference], index: int) -> bool:
        """Whether a body stands inside the naming of another, or after it as whose unit that is."""
        if not index:
            return False
        before, body = bodies[index - 1], bodies[index]
        if body.start < before.end:
            return True
        between = _SHORT_FORM.sub("", self.text.content[before.end : body.start]).strip()
        return body.named and (between in self.words.owning or between in self.words.under)

    def _groups(self, bodies: Sequence[Reference]) -> list[list[Reference]]:
        """Return the bodies by the lists they stand in: "A (X), the B and C"."""
        groups: list[list[Reference]] = []
        for body in bodies:
            if groups and self._coordinated(groups[-1][-1].end, body.start):
                groups[-1].append(body)
            else:
                groups.append([body])
        return groups

    def _coordinated(self, end: int, start: int) -> bool:
        if start - end > 60:
            return False
        tokens, words = self.tokens, self.words
        i, depth, joined, strange = self._token_after(end, 0), 0, False, 0
        while i < len(tokens) and tokens.start[i] < start:
            low = tokens.low[i]
            if low == "(":
                depth += 1
            elif low == ")":
                depth -= 1
            elif depth <= 0:
                if low in _JOINTS or low in words.and_:
                    joined = True
                elif (
                    low in _STOPS
                    or low in words.breaks
                    or low in words.relative
                    or words.verbs.match(tokens, i) is not None
                ):
                    return False
                elif low not in words.between:
                    strange += 1
            i += 1
        return joined and strange <= 2

    def _cues(self, first: int, last: int) -> list[tuple[int, int, str]]:
        """Return (first token, past the last, meaning) of the words before bodies, in a sentence."""
        found: list[tuple[int, int, str]] = []
        for i in range(first, last):
            hit = self.words.before.match(self.tokens, i)
            if hit is not None:
                found.append((i, *hit))
        return found

    def _cue(self, cues: list[tuple[int, int, str]], head: int) -> tuple[str, Range | None]:
        """Return the strong cue that governs a list of bodies beginning at token `head`."""
        for first, last, meaning in reversed(cues):
            if last > head or meaning not in _STRONG:
                continue
            if head - last > _REACH:
                return NONE, None
            between = self.tokens.low[last:head]
            if any(low in _STOPS or low in self.words.breaks for low in between) or (
                meaning == "told" and head - last > 5
            ):
                continue
            return meaning, (self.tokens.start[first], self.tokens.end[last - 1])
        return NONE, None

    def _near(self, cues: list[tuple[int, int, str]], head: int) -> str:
        """Return the little word right before a body, a few words between at most."""
        for first, last, meaning in reversed(cues):
            if last > head:
                continue
            if head - last > 3 or meaning in _STRONG:
                break
            if all(
                low not in _STOPS and low not in self.words.breaks and low != "," for low in self.tokens.low[last:head]
            ):
                return meaning
            del first
        return NONE

    def _verb(self, start: int, last: int, others: Collection[int]) -> tuple[str, Range | None, bool]:
        """Return what is done by the bodies that end right before token `start`: kind, words, whether to them.

        `others` are where bodies begin; what stands past the next one is its own.
        """
        tokens = self.tokens
        i, depth = start, 0
        limit = min(last, start + _AHEAD)
        moved = False
        while i < limit:
            low = tokens.low[i]
            if low == "(":
                depth += 1
            elif low == ")":
                depth -= 1
            elif depth > 0:
                pass
            elif low in _STOPS or (low in self.words.clauses and i > start):
                break
            elif low == "," and i == start and i + 1 < limit and tokens.low[i + 1] in self.words.which:
                # "the bureau, which led it": what the relative clause says of the body is said of it.
                i += 1
            elif low == "," and not moved:
                after = self._past_aside(i, limit)
                moved = after > i
                i = max(after, i)
            elif tokens.start[i] in others:
                break
            else:
                hit = self.words.verbs.match(tokens, i)
                if hit is not None:
                    passive = any(tokens.low[j] in self.words.be for j in range(max(start, i - 3), i))
                    return hit[1], (tokens.start[i], tokens.end[hit[0] - 1]), passive
                if low.endswith("ed") and len(low) > 4 and tokens.word[i][0].islower():
                    return "other", (tokens.start[i], tokens.end[i]), i > start and tokens.low[i - 1] in self.words.be
            i += 1
        return NONE, None, False

    def _past_aside(self, comma: int, limit: int) -> int:
        """Return the comma that closes an aside opened at a comma; the comma itself when none does."""
        tokens = self.tokens
        if comma + 1 >= limit or tokens.low[comma + 1] not in self.words.relative:
            return comma
        for i in range(comma + 2, min(limit, comma + _ASIDE)):
            if tokens.low[i] in _STOPS:
                return comma
            if tokens.low[i] == "," and (i + 1 >= limit or tokens.low[i + 1] not in self.words.and_):
                hit = self.words.verbs.match(tokens, i + 1) if i + 1 < limit else None
                if hit is not None or tokens.low[i + 1] in self.words.have:
                    return i
        return comma


def passing_words(text: Text, lexicon: Lexicon) -> Callable[[Reference], bool]:
    """Return whether a campaign is named only to be compared with: "more than in X"."""
    tokens = text.tokens
    phrases = [tuple(phrase.split()) for phrase in lexicon.words("relations", "earlier", "passing")]

    skipped = frozenset(lexicon.words("relations", "earlier", "skipped"))

    def passing(reference: Reference) -> bool:
        end = tokens.at(reference.start)
        while end > 0 and tokens.low[end - 1] in skipped:
            end -= 1
        return any(tokens.low[max(0, end - len(words)) : end] == words for words in phrases)

    return passing
