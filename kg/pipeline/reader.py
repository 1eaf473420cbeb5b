"""The seam for readers: anything that makes a record of a text, kg's own rules or another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kg.extract.mentions import Gazetteer
from kg.extract.record import extract
from kg.model.record import DocumentInfo, ExtractionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The record a reader made of a text; `dropped` tells each claim of it that the text does not bear out."""

    record: ExtractionRecord
    dropped: tuple[str, ...] = ()


class Extractor(Protocol):
    """Reads a text into a record. An implementation can be pickled: documents are read in several processes."""

    def __call__(self, text: str, *, document: DocumentInfo, gazetteer: Gazetteer | None = None) -> Reading:
        """Return what the text names, relates and counts.

        Shape: every quote of the record stands in the text at its offsets; `document` is the record's document.
        Raises: KgError when the text cannot be read; the rest of a batch goes on.
        """
        ...


def read_by_rules(text: str, *, document: DocumentInfo, gazetteer: Gazetteer | None = None) -> Reading:
    """Return what kg's own rules read; nothing of it is ever dropped, since it was taken from the text."""
    return Reading(record=extract(text, document=document, gazetteer=gazetteer))
