"""A data folder → records and registry that fit together, or every mistake in all of its files at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.errors import DataError, InputError, Mistake
from kg.model.registry import RecordLinks, Registry
from kg.read.records import Draft, RecordFile, read_draft
from kg.read.references import check_concepts
from kg.read.registry import read_registry
from kg.read.render import record_value

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Reviewed records, sorted by document id, and the registry that ties their keys to canonical things."""

    records: tuple[RecordFile, ...]
    registry: Registry


def record_paths(paths: Iterable[Path]) -> list[Path]:
    """Return the record files named by files and folders, sorted.

    Raises: InputError when a path does not exist.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            folder = path / "records" if (path / "records").is_dir() else path
            found.update(folder.rglob("*.json"))
        elif path.exists():
            found.add(path)
        else:
            raise InputError(f"{path}: no such file or folder; expected record files or a data folder")
    return sorted(found)


def is_data_folder(path: Path) -> bool:
    """Whether a path is a whole data folder: it holds ``registry/`` beside ``records/``."""
    return (path / "registry").is_dir() and (path / "records").is_dir()


class RecordsRead(NamedTuple):
    """What came of reading record files: the records, sorted by document id; every mistake; the files that have any."""

    records: list[RecordFile]
    mistakes: list[Mistake]
    unread: list[Draft]


def read_records(paths: Sequence[Path], progress: Progress | None = None) -> RecordsRead:
    """Return the records in files, every mistake in those that cannot be read, and these as they stand."""
    records: list[RecordFile] = []
    mistakes: list[Mistake] = []
    unread: list[Draft] = []
    for done, path in enumerate(paths, start=1):
        draft = read_draft(path)
        mistakes += draft.mistakes
        record = draft.record()
        if record is not None:
            records.append(record)
        else:
            unread.append(draft)
        if progress is not None:
            progress(done, len(paths))
    mistakes += _same_id(records)
    return RecordsRead(sorted(records, key=lambda r: r.record.document.id), mistakes, unread)


def read_dataset(folder: Path, progress: Progress | None = None) -> Dataset:
    """Return a whole data folder.

    Raises: DataError with every mistake in all files; InputError when the folder is not a data folder.
    """
    if not is_data_folder(folder):
        raise InputError(f"{folder}: expected a data folder with records/ and registry/ in it")
    registry, mistakes = read_registry(folder / "registry")
    paths = record_paths([folder])
    if not paths:
        raise InputError(f"{folder / 'records'}: found no record; expected extraction records (*.json)")
    records, found, unread = read_records(paths, progress)
    mistakes += found
    if not found:
        known = {file.record.document.id for file in records}
        mistakes += _check_linked(registry, known, folder / "registry")
    mistakes += check_fit(records, registry, links_file=str(folder / "registry" / "links.json"))
    mistakes += check_unread(unread, registry)
    if mistakes:
        raise DataError(mistakes)
    return Dataset(records=tuple(records), registry=registry)


def check_fit(records: Sequence[RecordFile], registry: Registry, *, links_file: str) -> Iterator[Mistake]:
    """Yield where records and registry do not fit: links to keys a record lacks, concepts that no scheme has."""
    schemes = _concepts(registry)
    for file in records:
        yield from _check_links(file, registry.links_of(file.record.document.id), links_file)
        for complaint in check_concepts(record_value(file.record), schemes):
            yield Mistake(str(file.path), *complaint)


def check_unread(unread: Sequence[Draft], registry: Registry) -> Iterator[Mistake]:
    """Yield the concepts that no scheme has in records that have other mistakes besides."""
    schemes = _concepts(registry)
    for draft in unread:
        for complaint in check_concepts(draft.value, schemes):
            yield Mistake(str(draft.path), *complaint)


def _concepts(registry: Registry) -> dict[str, set[str]]:
    return {scheme.key: {concept.key for concept in scheme.concepts} for scheme in registry.schemes}


def _check_linked(registry: Registry, known: set[str], folder: Path) -> Iterator[Mistake]:
    for record in sorted(set(registry.links) - known):
        yield Mistake(f"{folder}/links.json", f"$.links.{record}", f"the document {record!r}", "a document of a record")


def _check_links(file: RecordFile, links: RecordLinks, links_file: str) -> Iterator[Mistake]:
    record = file.record
    for kind in ("campaigns", "agencies", "officials", "cases"):
        keys = {item.key for item in getattr(record, kind)}
        for local in getattr(links, kind):
            if local not in keys:
                path = f"$.links.{record.document.id}.{kind}"
                yield Mistake(links_file, path, f"the key {local!r}", f"a key of $.{kind} in {file.path}")


def _same_id(records: Iterable[RecordFile]) -> Iterator[Mistake]:
    first: dict[str, Path] = {}
    for file in records:
        name = file.record.document.id
        if name in first:
            found = f"{name!r}, which {first[name]} has too"
            yield Mistake(str(file.path), "$.document.id", found, "one record for one document")
        first.setdefault(name, file.path)
