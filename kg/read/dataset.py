"""A data folder → records and registry that fit together, or every mistake in all of its files at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError, InputError, Mistake
from kg.model.registry import RecordLinks, Registry
from kg.read.records import RecordFile, read_record
from kg.read.registry import read_registry

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


def read_records(paths: Sequence[Path], progress: Progress | None = None) -> tuple[list[RecordFile], list[Mistake]]:
    """Return the records in files, sorted by document id, and every mistake in those that cannot be read."""
    records: list[RecordFile] = []
    mistakes: list[Mistake] = []
    for done, path in enumerate(paths, start=1):
        record, found = read_record(path)
        mistakes += found
        if record is not None:
            records.append(record)
        if progress is not None:
            progress(done, len(paths))
    mistakes += _same_id(records)
    return sorted(records, key=lambda r: r.record.document.id), mistakes


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
    records, found = read_records(paths, progress)
    mistakes += found
    if not found:
        known = {file.record.document.id for file in records}
        mistakes += _check_linked(registry, known, folder / "registry")
    mistakes += check_fit(records, registry, links_file=str(folder / "registry" / "links.json"))
    if mistakes:
        raise DataError(mistakes)
    return Dataset(records=tuple(records), registry=registry)


def check_fit(records: Sequence[RecordFile], registry: Registry, *, links_file: str) -> Iterator[Mistake]:
    """Yield where records and registry do not fit: links to keys a record lacks, concepts that no scheme has."""
    schemes = {scheme.key: {concept.key for concept in scheme.concepts} for scheme in registry.schemes}
    for file in records:
        record = file.record
        links = registry.links_of(record.document.id)
        yield from _check_links(file, links, links_file)
        domains = schemes.get("domain", set())
        for i, relation in enumerate(record.relations):
            kind, _, key = relation.target.partition(":")
            if kind == "domain" and key not in domains:
                yield Mistake(
                    str(file.path), f"$.relations[{i}].to", f"{relation.target!r}", "a domain of the registry"
                )
        for i, figure in enumerate(record.figures):
            for j, domain in enumerate(figure.domains):
                if domain not in domains:
                    where = f"$.figures[{i}].domains[{j}]"
                    yield Mistake(str(file.path), where, f"{domain!r}", "a domain of the registry")
            for scheme, key in (("unit", figure.unit), ("measure", figure.measure)):
                if key not in schemes.get(scheme, set()):
                    where = f"$.figures[{i}].{scheme}"
                    yield Mistake(str(file.path), where, f"{key!r}", f"a concept of the registry's {scheme} scheme")


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
