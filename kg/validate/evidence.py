"""Evidence re-checked against the texts: does each document still hash the same, say the words, print the number?"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from kg.errors import DocumentError, InputError, StoreError, UnknownTerm
from kg.model import vocabulary as v
from kg.model.document import Source
from kg.rdf import names as n
from kg.rdf.terms import Literal, NamedNode, Term
from kg.rdf.triples import TripleSource
from kg.read.archive import Archive
from kg.read.document import DocumentReader
from kg.read.numbers import states_value

_EVIDENCE = NamedNode(v.EVIDENCE)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EvidenceFinding:
    """One thing that does not hold.

    `check` is hash (the bytes are not the ones that were read), span (the words do not stand where they are said to
    stand), number (the words do not print the figure's value) or text (the file cannot be read as text). `claim` is
    the IRI of the figure, claim or thing that rests on it.
    """

    document: str
    check: str
    claim: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was checked, and what does not hold; unchecked is what only a text that is not at hand could tell."""

    findings: tuple[EvidenceFinding, ...]
    announcements: int
    texts: int
    spans: int
    numbers: int
    unchecked_spans: int
    unchecked_hashes: int

    @property
    def holds(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class AtHand:
    """A document that is at hand: where, the hash of its bytes now, and its text."""

    place: str
    sha256: str
    text: str


def _text_of(path: Path, document: str) -> str:
    with DocumentReader() as reader:
        return reader.read(Source(id=document, name=str(path))).text.content


@dataclass(frozen=True, slots=True)
class Documents:
    """Files at hand, by their name without ending and by the hash of their bytes; and the workspace's archive."""

    by_name: dict[str, Path] = field(default_factory=dict)
    by_hash: dict[str, Path] = field(default_factory=dict)
    archive: Archive | None = None

    @classmethod
    def of(cls, folder: Path, archive: Archive | None = None) -> Documents:
        """Return the files under a folder.

        Raises: InputError when it is no folder.
        """
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder; expected the folder that holds the documents")
        by_name: dict[str, Path] = {}
        by_hash: dict[str, Path] = {}
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            by_name.setdefault(path.stem, path)
            by_hash.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)
        return cls(by_name, by_hash, archive)

    def read(self, document: str, sha256: str | None) -> AtHand | None:
        """Return a document's bytes and text: from the file that fits it, else from the archive; None without either.

        Raises: DocumentError for a file that cannot be read; StoreCorrupt when the archive was changed.
        """
        path = self.find(document, sha256)
        if path is not None:
            data = path.read_bytes()
            return AtHand(str(path), hashlib.sha256(data).hexdigest(), _text_of(path, document))
        if self.archive is None:
            return None
        try:
            kept = self.archive.read(document).document
        except UnknownTerm:
            return None
        return AtHand(kept.source, kept.sha256, self.archive.read_text(document).content)

    def find(self, document: str, sha256: str | None) -> Path | None:
        """Return the file of a document: the one with its bytes, else the one with its name."""
        return self.by_hash.get(sha256 or "") or self.by_name.get(document)


def verify(source: TripleSource, documents: Documents) -> Verification:
    """Return what does not hold of the evidence in a graph.

    Every figure's words are held against its value; hashes and spans against the documents that are at hand.
    """
    checker = _Checker(source, documents)
    findings = tuple(sorted(checker.findings()))
    return Verification(
        findings=findings,
        announcements=checker.announcements,
        texts=checker.texts,
        spans=checker.spans,
        numbers=checker.numbers,
        unchecked_spans=checker.unchecked_spans,
        unchecked_hashes=checker.unchecked_hashes,
    )


class _Checker:
    def __init__(self, source: TripleSource, documents: Documents) -> None:
        self._source = source
        self._documents = documents
        self.announcements = self.texts = self.spans = self.numbers = 0
        self.unchecked_spans = self.unchecked_hashes = 0

    def findings(self) -> Iterator[EvidenceFinding]:
        by_announcement: dict[Term, list[Term]] = defaultdict(list)
        for triple in self._source.match(None, n.HAS_SOURCE):
            by_announcement[triple.object].append(triple.subject)
        for triple in self._source.match(None, n.RDF_TYPE, NamedNode(v.C_ANNOUNCEMENT)):
            self.announcements += 1
            yield from self._announcement(triple.subject, by_announcement.get(triple.subject, []))

    def _value(self, node: Term, predicate: NamedNode) -> str | None:
        for triple in self._source.match(node, predicate):
            if isinstance(triple.object, Literal):
                return triple.object.value
        return None

    def _announcement(self, node: Term, evidence: list[Term]) -> Iterator[EvidenceFinding]:
        document = node.value.rpartition("/")[2] if isinstance(node, NamedNode) else str(node)
        sha256 = self._value(node, NamedNode(v.SHA256))
        at_hand = None
        try:
            at_hand = self._documents.read(document, sha256)
        except (DocumentError, StoreError) as error:
            yield EvidenceFinding(document=document, check="text", claim=_iri(node), message=str(error))
        if at_hand is not None:
            self.texts += 1
            if sha256 is not None and at_hand.sha256 != sha256:
                found = f"{at_hand.place}: sha256 {at_hand.sha256}; expected {sha256}"
                message = f"{found}: these are not the bytes that were read"
                yield EvidenceFinding(document=document, check="hash", claim=_iri(node), message=message)
        elif sha256 is not None:
            self.unchecked_hashes += 1
        for item in evidence:
            yield from self._evidence(document, item, at_hand)

    def _evidence(self, document: str, node: Term, at_hand: AtHand | None) -> Iterator[EvidenceFinding]:
        quote, start, end = "", None, None
        for selector in self._source.match(node, n.HAS_SELECTOR):
            quote = self._value(selector.object, n.OA_EXACT) or quote
            first, last = self._value(selector.object, n.OA_START), self._value(selector.object, n.OA_END)
            if first is not None and last is not None:
                start, end = int(first), int(last)
        self.unchecked_spans += at_hand is None and start is not None
        claims = [triple.subject for triple in self._source.match(None, _EVIDENCE, node)]
        if at_hand is not None and start is not None and end is not None:
            self.spans += 1
            stands = at_hand.text[start:end]
            if stands != quote:
                message = f"{at_hand.place}:{start}-{end}: found {stands!r}; expected {quote!r}"
                for claim in claims:
                    yield EvidenceFinding(document=document, check="span", claim=_iri(claim), message=message)
        for claim in claims:
            value = self._value(claim, NamedNode(v.VALUE))
            if value is not None:
                self.numbers += 1
                if not states_value(quote, Decimal(value)):
                    message = f"the words {quote!r} do not print the value {value}"
                    yield EvidenceFinding(document=document, check="number", claim=_iri(claim), message=message)


def _iri(node: Term) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)
