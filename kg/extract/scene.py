"""What each sentence of a text is about: the campaigns named in it, and those carried over from around it.

Shared by the relation finders of all languages. A campaign is in focus from where it is spoken of until another is;
how it came into focus is told with it, since what stands near is surer than what was said a page ago.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.extract.mentions import FoundCampaign, Mentions, Reference
from kg.extract.text import BlockKind, Range, Text

OWN, BLOCK, INTRO, HEADING, ASKED, CARRIED, MAIN = "own", "block", "intro", "heading", "asked", "carried", "main"
"""How a campaign is in focus: named in the sentence; earlier in its paragraph; in the line that leads in the list; in
the heading; in the question being answered; in an earlier paragraph; as what the whole document is about."""

_LISTED = (BlockKind.ITEM, BlockKind.ROW)
_SEVERAL = 4
"""Campaigns; a text with fewer is about one of them."""
_OPENING = 3
"""Blocks that say what a document is about."""
_CARRIES = 3
"""Blocks that a campaign stays in focus after the one that names it."""
_FARTHEST_OPENING = 40
"""Blocks; the line that leads in a list stands no further above."""


def within(references: Sequence[Reference], start: int, end: int, reach: int = 1000) -> Sequence[Reference]:
    """Return the references, sorted, that begin within `reach` of some words: a sentence may run for a megabyte."""
    low = bisect_left(references, start - reach, key=lambda r: r.start)
    return references[low : bisect_left(references, end + reach, key=lambda r: r.start)]


@dataclass(frozen=True, slots=True)
class Link:
    """A campaign in focus, and how it came to be."""

    campaign: str
    how: str


class Scene:
    """The sentences of one text with what is named in each. Cost: linear in the text and its references.

    `passing` says of a naming of a campaign that it is only compared with: such a one brings nothing into focus.
    """

    def __init__(
        self, text: Text, mentions: Mentions, passing: Callable[[Reference], bool] = lambda reference: False
    ) -> None:
        self.text = text
        self.mentions = mentions
        self.agencies = {a.key: a for a in mentions.agencies}
        self.campaigns: dict[str, FoundCampaign] = {c.key: c for c in mentions.campaigns}
        self.references: list[list[Reference]] = [[] for _ in text.sentences]
        self._of_kind: dict[tuple[int, str], list[Reference]] = {}
        for reference in mentions.references if text.sentences else ():
            index = text.sentence_at(reference.start)
            self.references[index].append(reference)
            self._of_kind.setdefault((index, reference.kind), []).append(reference)
        self._own = [
            tuple(
                dict.fromkeys(
                    r.key for r in found if r.kind == "campaign" and r.key in self.campaigns and not passing(r)
                )
            )
            for found in self.references
        ]
        self._of_block: dict[int, tuple[str, ...]] = {}
        for sentence, own in zip(text.sentences, self._own, strict=True):
            if own:
                self._of_block.setdefault(sentence.block, own)
        self.main = self._main()
        self.links = self._links()

    def named(self, sentence: int, kind: str) -> list[Reference]:
        """Return the references of one kind in a sentence, in order."""
        return self._of_kind.get((sentence, kind), [])

    def covering(self, span: Range, others: Sequence[Range], reach: int = 200) -> Range:
        """Return the words that hold `span` and the nearest of `others`, sorted; `span` alone where that is far."""
        at = bisect_left(others, span)
        near = [
            (min(span[0], start), max(span[1], end))
            for start, end in others[max(0, at - 1) : at + 1]
            if max(span[1], end) - min(span[0], start) <= reach
        ]
        return min(near, key=lambda each: each[1] - each[0], default=span)

    def root(self, agency: str) -> str:
        """Return the body that a body is in the end a unit of; itself where it is none's."""
        seen: set[str] = set()
        while agency not in seen and agency in self.agencies and (parent := self.agencies[agency].parent) is not None:
            seen.add(agency)
            agency = parent
        return agency

    def _main(self) -> str | None:
        """Return the campaign the document is about: one that its opening names, or that it names more than others.

        None where it names several and dwells on none: a briefing on many things is about no one campaign.
        """
        named = Counter(r.key for r in self.mentions.references if r.kind == "campaign" and r.key in self.campaigns)
        if len(self.campaigns) < _SEVERAL:
            most = max(named, key=lambda key: named[key]) if named else next(iter(self.campaigns), None)
            return self.mentions.main if self.mentions.main in self.campaigns else most
        opening = self.text.blocks[min(_OPENING, len(self.text.blocks) - 1)].end if self.text.blocks else 0
        for key in (self.mentions.main, max(named, key=lambda key: named[key], default=None)):
            if key in self.campaigns:
                early = any(r.key == key for r in self.mentions.references_in(0, opening, "campaign"))
                if early or 2 * named[key] > named.total():
                    return key
        return None

    def _links(self) -> list[tuple[Link, ...]]:
        main = (self.main,) if self.main is not None else ()
        mixed = self._mixed_lists()
        asked = self._asked()
        result: list[tuple[Link, ...]] = []
        in_block: tuple[str, ...] = ()
        carried: tuple[str, ...] = ()
        last_block = last_section = last_named = -1
        for sentence, own in zip(self.text.sentences, self._own, strict=True):
            section, question = asked[sentence.block] if asked else (-1, ())
            if sentence.block != last_block:
                in_block, last_block = (), sentence.block
            if section != last_section or sentence.block > last_named + _CARRIES:
                carried, last_section = (), section
            links: dict[str, str] = dict.fromkeys(own, OWN)
            if not own and sentence.block not in mixed:
                for keys, how in (
                    (in_block, BLOCK),
                    (self._introduced(sentence.block), INTRO),
                    (self._heading(sentence.block), HEADING),
                    (question, ASKED),
                    (carried, CARRIED),
                ):
                    if keys:
                        links = dict.fromkeys(keys[:3], how)
                        break
            for key in main if sentence.block not in mixed else ():
                links.setdefault(key, MAIN)
            result.append(tuple(Link(key, how) for key, how in links.items()))
            if own:
                in_block = own
                # A list of campaigns carries no further: what follows belongs to none of them alone.
                carried = own if len(own) == 1 else ()
                last_named = sentence.block
        return result

    def _heading(self, block: int) -> tuple[str, ...]:
        heading = self.text.blocks[block].heading
        return self._of_block.get(heading, ()) if heading is not None else ()

    def _introduced(self, block: int) -> tuple[str, ...]:
        """Return the campaigns of the line with a colon that leads in a block or the list it stands in."""
        if self._leads_in(block - 1):
            return self._of_block.get(block - 1, ())
        if self.text.blocks[block].kind not in _LISTED:
            return ()
        index = block - 1
        while index >= max(0, block - _FARTHEST_OPENING) and self.text.blocks[index].kind in _LISTED:
            index -= 1
        return self._of_block.get(index, ()) if self._leads_in(index) else ()

    def _leads_in(self, block: int) -> bool:
        if block < 0:
            return False
        end = self.text.blocks[block].end
        return self.text.content[max(0, end - 2) : end].rstrip().endswith((":", "："))

    def _mixed_lists(self) -> set[int]:
        """Return the list items without a campaign in lists where others begin with one of their own."""
        mixed: set[int] = set()
        run: list[int] = []
        for index, block in enumerate((*self.text.blocks, None)):
            if block is not None and block.kind is BlockKind.ITEM and block.body > block.start:
                run.append(index)
                continue
            named = [i for i in run if self._of_block.get(i) and self._opens(i)]
            if len(named) > 1:
                mixed.update(set(run) - set(named))
            run = []
        return mixed

    def _opens(self, block: int) -> bool:
        start = self.text.blocks[block].body
        return any(r.kind == "campaign" for r in self.mentions.references_in(start, start + 60))

    def _asked(self) -> list[tuple[int, tuple[str, ...]]]:
        """Return, for each block of a text told in questions and answers, its section and what its question names."""
        text, turns = self.text, self.mentions.turns
        starts = [t.start for t in turns if t.question]
        if len(starts) < 2:
            starts = [b.start for b in text.blocks if b.end - b.start > 40 and text.content[b.end - 1] in "?？"]
            if len(starts) < 3:
                return []
        opening = {text.block_at(start) for start in starts}
        result: list[tuple[int, tuple[str, ...]]] = []
        section = 0
        named: tuple[str, ...] = ()
        for index in range(len(text.blocks)):
            if index in opening:
                section, named = section + 1, self._of_block.get(index, ())
            elif section and not named and index - 1 in opening:
                named = self._of_block.get(index, ())
            result.append((section, named))
        return result
