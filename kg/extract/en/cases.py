"""Cases singled out: by a label of their own, an example in a list, a place and deed, or a lead suspect's surname."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.en.agency_names import NamingReader
from kg.extract.en.case_deeds import DeedCases
from kg.extract.en.case_layout import Affair
from kg.extract.en.names import surer
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import FoundCase
from kg.extract.text import Range, Text
from kg.extract.wording import fold, free_key, slug


class CaseReader(DeedCases):
    """Reads the cases one text singles out."""

    def read(self) -> tuple[FoundCase, ...]:
        """Return the cases, in order."""
        self._keep(self._labelled())
        self._keep(self._listed())
        self._keep(self._numbered())
        self._keep(self._led())
        self._keep(self._headed())
        self._keep(self._of_doing())
        self._keep(self._indefinite())
        self._keep(self._struck())
        self._keep(self._named())
        self._keep(self._scenes())
        self._keep(self._crimes())
        return self._finish()

    def _keep(self, found: Iterator[Affair]) -> None:
        """Gather cases, and note the words they cover."""
        for affair in found:
            self.affairs.append(affair)
            for span in affair.spans:
                insort(self.covered, span)
            if affair.listed:
                insort(self.listed, affair.scope)

    def _same_as_before(self, affair: Affair, found: list[FoundCase]) -> bool:
        """Whether a case was told before under other words: the same place, the same deed; then it is joined to it."""
        if affair.place is None:
            return False
        heads = {name.split()[-1] for name in affair.names} | {name.split()[0] for name in affair.names}
        for number in range(len(found) - 1, max(-1, len(found) - 20), -1):
            before = found[number]
            if before.place is None or fold(before.place) != fold(affair.place):
                continue
            said = {word for name in before.names for word in fold(name).split()}
            if heads & said & (self.named_heads | self.scenes):
                names = dict.fromkeys((*before.names, *affair.names.values()))
                spans = tuple(sorted({*before.spans, *affair.spans}))
                found[number] = replace(before, names=tuple(names), spans=spans)
                return True
        return False

    def _finish(self) -> tuple[FoundCase, ...]:
        found: list[FoundCase] = []
        used: dict[str, int] = {}
        for affair in sorted(self.affairs, key=lambda a: a.spans[0]):
            names = list(affair.names.values())
            if self._same_as_before(affair, found):
                continue
            key = free_key(slug(min(names, key=len)) or "case", used)
            found.append(
                FoundCase(
                    key=key,
                    names=tuple(names),
                    spans=tuple(sorted(set(affair.spans))),
                    confidence=surer(affair.confidence, len(set(affair.spans))),
                    place=affair.place,
                    scope=affair.scope,
                )
            )
        return tuple(found)


def find_cases(
    text: Text, lexicon: Lexicon, reader: NamingReader, labels: frozenset[Range], campaigns: list[Range]
) -> tuple[FoundCase, ...]:
    """Return the cases a text singles out; `labels` are quotations before "case", `campaigns` spans that name one."""
    return CaseReader(text, lexicon, reader, labels, campaigns).read()
