"""One announcement as a page of its own: the text with everything marked that was read out of it, and a table.

The page needs no network and no other file. What stands in the document is shown and has no effect: it is escaped,
and the page's own policy allows no script but the one it came with.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files

from kg.model.record import DocumentInfo, ExtractionRecord
from kg.model.review import without_rejected
from kg.pages.entries import KIND_NAMES, Entry, Part, entries_of
from kg.pages.escape import escape_attribute, escape_text
from kg.pages.marking import Mark, Piece, iter_pieces, marks_of_lines, more_places, place

_CLAIM = (
    "Every mark is a claim: what the announcement states, at its date. None is a finding of fact. "
    "What is proposed was read by a machine, and its confidence says how often such a reading is right."
)


def render_announcement_page(record: ExtractionRecord, text: str) -> str:
    """Return the page of a record and the text it was read from; the same two, the same bytes.

    What a person rejected is left out. Words of a record that do not stand in the text are listed, without a mark.
    """
    record = without_rejected(record)
    entries = entries_of(record)
    marks = _marks(entries, text)
    marked = frozenset(mark.entry for mark in marks)
    style, script = _asset("announcement.css"), _asset("announcement.js")
    body = "".join(
        (
            _header(record.document, record.review.status),
            _filters(entries),
            f'<main id="text" tabindex="-1" aria-label="The text"><article lang="{_language(record)}">\n',
            *_lines(text, marks),
            "</article></main>\n",
            '<aside id="table" tabindex="-1" aria-label="What was read">\n',
            _tables(entries, marked, record),
            "</aside>\n",
            _FURNITURE,
        )
    )
    title = escape_attribute(record.document.title or record.document.id)
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{title} · what was read</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}<script>{script}</script>\n</body>\n</html>\n"
    )


_SKIP = '<p class="skip"><a href="#text">To the text</a> <a href="#table">To the table</a></p>\n'
_HINT = (
    '<p class="keys"><kbd>j</kbd> <kbd>k</kbd> or <kbd>←</kbd> <kbd>→</kbd> next and previous · '
    "<kbd>Enter</kbd> to the table and back · <kbd>Esc</kbd> close</p>\n"
)
_COLUMNS = (
    '<colgroup><col><col class="trust"></colgroup>\n'
    '<thead class="vh"><tr><th scope="col">What was read</th><th scope="col">Confidence</th></tr></thead>\n<tbody>\n'
)
_FURNITURE = """<nav class="bar" aria-label="Parts of the page"><a href="#text">Text</a><a href="#table">Table</a></nav>
<section id="card" aria-label="Details" aria-live="polite" hidden></section>
"""


def _asset(name: str) -> str:
    return (files("kg.pages") / "assets" / name).read_text("utf-8")


def _digest(asset: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(asset.encode("utf-8")).digest()).decode("ascii")


def _language(record: ExtractionRecord) -> str:
    return escape_attribute(record.document.language)


# Marks


def _marks(entries: tuple[Entry, ...], text: str) -> list[Mark]:
    found = {
        Mark(start=at[0], end=at[1], entry=entry.number, kind=entry.kind)
        for entry in entries
        for span in entry.spans
        if (at := place(span, text)) is not None
    }
    kinds = {entry.number: entry.kind for entry in entries}
    names = ((name, entry.number) for entry in entries for name in entry.names)
    # A relation's words may be a whole sentence; the names in it still want their marks.
    taken = ((mark.start, mark.end) for mark in found if mark.kind != "relation")
    also = [
        Mark(start=mark.start, end=mark.end, entry=mark.entry, kind=kinds[mark.entry])
        for mark in more_places(names, text, taken)
    ]
    return sorted((*found, *also))


def _lines(text: str, marks: list[Mark]) -> Iterator[str]:
    lines, start = list[tuple[int, int]](), 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    seen: set[int] = set()
    gap = False
    for (start, end), here in zip(lines, marks_of_lines(lines, marks), strict=True):
        if not text[start:end].strip("\r\ufeff \t\u3000"):
            gap = True
            continue
        yield f"<p{' class=gap' if gap else ''}>"
        for piece in iter_pieces(start, end, here):
            yield _piece(piece, text, seen)
        yield "</p>\n"
        gap = False


def _piece(piece: Piece, text: str, seen: set[int]) -> str:
    words = escape_text(text[piece.start : piece.end])
    if not piece.marks:
        return words
    # What is only a relation's evidence shows itself when the relation is chosen.
    shown = [mark for mark in piece.marks if mark.kind != "relation"]
    ordered = [*shown, *(mark for mark in piece.marks if mark.kind == "relation")]
    numbers = list(dict.fromkeys(mark.entry for mark in ordered))
    new = [number for number in numbers if number not in seen]
    seen.update(new)
    anchors = "".join(f'<i id="m{number}"></i>' for number in new[1:])
    name = f' id="m{new[0]}"' if new else ""
    data = f'data-i="{" ".join(map(str, numbers))}"'
    if not shown:
        return f'{anchors}<span class="q"{name} {data}>{words}</span>'
    kinds = list(dict.fromkeys(mark.kind for mark in shown))
    outer = f" on-{kinds[-1]}" if len(kinds) > 1 else ""
    within = f' data-k="{" ".join(kinds)}"'
    first = numbers[0]
    return f'{anchors}<a class="m {kinds[0]}{outer}"{name} {data}{within} href="#r{first}">{words}</a>'


# Head and filters


def _header(document: DocumentInfo, status: str) -> str:
    language = escape_attribute(document.language)
    title = f'<span lang="{language}">{escape_text(document.title)}</span>' if document.title else ""
    facts = [escape_text(part) for part in (document.publisher, document.published) if part]
    if document.url and document.url.startswith(("http://", "https://")):
        facts.append(f'<a href="{escape_attribute(document.url)}" rel="noreferrer noopener">source</a>')
    facts.append(f"<code>{escape_text(document.id)}</code>")
    review = {"accepted": "Reviewed and accepted.", "rejected": "Reviewed and rejected."}.get(status, "")
    return (
        f'<header class="head">\n{_SKIP}'
        f"<h1>{title or escape_text(document.id)}</h1>\n"
        f'<p class="about">{" · ".join(facts)}</p>\n<p class="claim">{_CLAIM} {review}</p>\n{_HINT}</header>\n'
    )


def _filters(entries: tuple[Entry, ...]) -> str:
    counts = Counter(entry.kind for entry in entries)
    buttons = "".join(
        f'<button type="button" class="chip {kind}" aria-pressed="true" data-kind="{kind}">{name} '
        f'<span class="n">{counts[kind]}</span></button>\n'
        for kind, name in KIND_NAMES.items()
        if counts[kind]
    )
    return f'<div class="tools" role="group" aria-label="Kinds to show">\n{buttons}</div>\n'


# The table


def _tables(entries: tuple[Entry, ...], marked: frozenset[int], record: ExtractionRecord) -> str:
    if not entries:
        return '<p class="none">Nothing was read out of this text.</p>\n'
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(entry)
    language = _language(record)
    return "".join(
        f'<section class="kind {kind}" data-kind="{kind}" aria-labelledby="h-{kind}">\n'
        f'<h2 id="h-{kind}">{name} <span class="n">{len(by_kind[kind])}</span></h2>\n'
        f'<table aria-labelledby="h-{kind}">\n{_COLUMNS}'
        + "".join(_row(entry, entry.number in marked, language) for entry in by_kind[kind])
        + "</tbody>\n</table>\n</section>\n"
        for kind, name in KIND_NAMES.items()
        if by_kind[kind]
    )


def _row(entry: Entry, is_marked: bool, language: str) -> str:
    number = entry.number
    heading = "".join(_part(part, language, link=False) for part in entry.heading)
    linked = f'<a class="to" href="#m{number}">{heading}</a>' if is_marked else f'<span class="to">{heading}</span>'
    facts = "".join(
        f"<div><dt>{label}</dt><dd>{''.join(_part(part, language, link=True) for part in parts)}</dd></div>"
        for label, parts in (*entry.facts, *_ends(entry))
    )
    if not is_marked:
        quote = " ".join(entry.spans[0].quote.split()) if entry.spans else ""
        words = f'<q lang="{language}">{escape_text(quote)}</q>' if quote else "none given"
        facts += f"<div><dt>words</dt><dd>{words}, not found in this text</dd></div>"
    return (
        f'<tr id="r{number}"><th scope="row">{linked}{f"<dl>{facts}</dl>" if facts else ""}</th>'
        f'<td class="trust">{_trust(entry)}</td></tr>\n'
    )


def _ends(entry: Entry) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Yield links to the two ends of a relation: its heading is one link already, to its words."""
    ends = [part for part in entry.heading if part.entry is not None]
    if entry.kind == "relation" and ends:
        yield "see", tuple(part for end in ends for part in (end, Part(text=" · ")))[:-1]


def _part(part: Part, language: str, *, link: bool) -> str:
    words = escape_text(part.text)
    if part.printed:
        words = f'<span lang="{language}">{words}</span>'
    return f'<a class="ref" href="#r{part.entry}">{words}</a>' if link and part.entry is not None else words


def _trust(entry: Entry) -> str:
    if entry.status != "proposed":
        return f'<span class="done">{entry.status}</span>'
    if entry.confidence is None:
        return '<span class="vh">no confidence given</span>'
    percent = round(entry.confidence * 100)
    return f'<meter min="0" max="100" value="{percent}" aria-hidden="true"></meter> {percent}%'
