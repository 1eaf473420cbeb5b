"""The walk through what a machine proposed: each thing with its sentence, and one key to decide on it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import click
from rich.console import Console
from rich.text import Text

from kg.errors import InputError
from kg.model.decisions import ACCEPTED, EDITED, REJECTED, items_of
from kg.model.record import Span
from kg.model.reviewing import Place, Reviewing
from kg.pages.entries import Entry, entries_of
from kg.pages.escape import harmless
from kg.pages.marking import place as place_of
from kg.read.edits import edit_item, editable

_BEFORE = _AFTER = 240
"""Characters of the text shown on each side of the words, when no line or sentence ends sooner."""

_HELP = "a accept · r reject · e edit · s skip · u undo · q quit and keep what was decided"
# A stop within a number is none; a line that goes on in the next one in small letters was only wrapped.
_END = re.compile(r"[.!?](?=[\s”\"])|[。！？]|\n(?![ \t]*[a-z])")


@dataclass(slots=True)
class Walk:
    """One sitting: `save` is called with the review after each decision, so that nothing said is lost."""

    review: Reviewing
    by: str
    now: Callable[[], str]
    save: Callable[[Reviewing], None]
    console: Console
    kind: str | None = None
    everything: bool = False
    _past: list[tuple[Reviewing, frozenset[str]]] = field(default_factory=list)
    _done: frozenset[str] = frozenset()

    def run(self) -> Reviewing:
        """Walk until all is decided or skipped, or the person leaves; return the review as it is then."""
        self.console.print(Text(_HELP, "dim"))
        while (place := self._next()) is not None:
            self._show(place)
            if not self._answer(place):
                break
        return self.review

    def _waiting(self) -> list[Place]:
        places = self.review.places() if self.everything else self.review.proposals()
        return [p for p in places if self.kind in (None, p[0]) and self.review.key(p) not in self._done]

    def _next(self) -> Place | None:
        return next(iter(self._waiting()), None)

    # Asking

    def _answer(self, place: Place) -> bool:
        """Take one answer that leads on; return False to leave."""
        key = self.review.key(place)
        while True:
            match self._read_key():
                case "a" | "y":
                    self._decide(key, self.review.decided([place], ACCEPTED, by=self.by, at=self.now()))
                case "r" | "n":
                    self._decide(key, self.review.decided([place], REJECTED, by=self.by, at=self.now()))
                case "e":
                    edited = self._edit(place)
                    if edited is None:
                        continue
                    self._decide(key, edited)
                case "s":
                    self._past.append((self.review, self._done))
                    self._done |= {key}
                case "u":
                    if not self._past:
                        self.console.print("nothing to undo")
                        continue
                    self.review, self._done = self._past.pop()
                    self.save(self.review)
                case "q" | "":
                    return False
                case _:
                    self.console.print(_HELP)
                    continue
            return True

    def _decide(self, key: str, review: Reviewing) -> None:
        self._past.append((self.review, self._done))
        self.review = review
        self._done |= {key}
        self.save(review)

    def _read_key(self) -> str:
        self.console.print(Text("accept, reject, edit, skip, undo, quit? ", "bold"), end="")
        if not sys.stdin.isatty():
            answer = sys.stdin.readline()
            self.console.print()
            return answer.strip()[:1].lower() if answer else ""
        try:
            key = click.getchar()
        except EOFError:
            key = ""
        self.console.print(key if key.isprintable() else "")
        return key.lower() if key != "\x04" else ""

    def _edit(self, place: Place) -> Reviewing | None:
        """Return the review with the thing edited as typed; None when the person thought better of it."""
        kind, index = place
        item = edited = items_of(self.review.record, kind)[index]
        self._show_fields(kind, edited)
        while True:
            self.console.print(Text("field=value, an empty line when done, ! to leave it: ", "bold"), end="")
            line = _read_line()
            if not line or line.strip() == "!":
                return None
            if not line.strip():
                break
            name, _, typed = line.partition("=")
            try:
                edited = edit_item(self.review.record, kind, item, _changes(kind, item, edited) | {name.strip(): typed})
            except InputError as error:
                self.console.print(Text(harmless(str(error)), "red"))
                continue
            self._show_fields(kind, edited)
        if edited == item:
            self.console.print("nothing changed")
            return None
        return self.review.decided([place], EDITED, by=self.by, at=self.now(), edited=edited)

    def _show_fields(self, kind: str, item: object) -> None:
        for name, typed in editable(kind, item).items():  # type: ignore[arg-type]
            self.console.print(Text.assemble((f"    {name}=", "cyan"), harmless(typed)))

    # Showing

    def _show(self, place: Place) -> None:
        left = len(self._waiting())
        entry = entry_at(self.review, place)
        self.console.print()
        self.console.print(
            Text.assemble(
                (f"{entry.kind} ", "bold cyan"),
                (harmless(self.review.key(place)), "dim"),
                (f"  {shown_trust(entry)}  ", "magenta"),
                (f"{left} to go", "dim"),
            )
        )
        self.console.print(Text("  ").append(heading(entry), "bold"))
        for label, parts in entry.facts:
            said = harmless("".join(part.text for part in parts))
            self.console.print(Text.assemble((f"    {label}: ", "cyan"), said))
        self._show_words(entry)

    def _show_words(self, entry: Entry) -> None:
        spans = [*entry.spans]
        for span in spans[:2]:
            self.console.print(Text.assemble(("  │ ", "dim"), context(span, self.review.text)))
        if len(spans) > 2:
            self.console.print(Text(f"  │ and {len(spans) - 2} more places", "dim"))
        if not spans:
            self.console.print(Text("  │ no words given", "dim"))


def _read_line() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    try:
        return input() + "\n"
    except EOFError:
        return ""


def _changes(kind: str, before: object, after: object) -> dict[str, str]:
    """Return what was typed so far."""
    old, new = editable(kind, before), editable(kind, after)  # type: ignore[arg-type]
    return {name: typed for name, typed in new.items() if typed != old.get(name)}


def entry_at(review: Reviewing, place: Place) -> Entry:
    """Return the row of a thing as the page shows it, with nothing rejected left out."""
    return entries_of(review.record)[review.places().index(place)]


def heading(entry: Entry) -> str:
    """Return a row's heading, safe to print."""
    return harmless(" ".join("".join(part.text for part in entry.heading).split()))


def shown_trust(entry: Entry) -> str:
    """Return whether a thing was decided on, or how sure the machine is of it."""
    if entry.status != "proposed":
        return entry.status
    return "" if entry.confidence is None else f"{entry.confidence:.2f}"


def context(span: Span, text: str | None) -> Text:
    """Return the words of a span, lit up, in their sentence; alone where the text is not at hand."""
    at = place_of(span, text) if text is not None else None
    if text is None or at is None:
        note = "" if text is None else "  (not found in the text)"
        return Text.assemble((_flat(span.quote), "reverse bold"), (note, "red"))
    first = max(at[0] - _BEFORE, 0)
    start = max((end.end() for end in _END.finditer(text, first, at[0])), default=first)
    end = _END.search(text, at[1], at[1] + _AFTER)
    stop = end.end() if end else min(at[1] + _AFTER, len(text))
    before, after = _flat(text[start : at[0]]).lstrip(), _flat(text[at[1] : stop]).rstrip()
    return Text.assemble(before, (_flat(span.quote), "reverse bold"), after)


def _flat(text: str) -> str:
    return harmless("".join(" " if c in "\r\n\t" else c for c in text))
