"""A workspace: the directory that holds the store, as generations of which exactly one is live.

    WORKSPACE/store/format.json   the layout's number
    WORKSPACE/store/lock          held by the one process that writes; says its number
    WORKSPACE/store/gen-0007/     a generation: a store's files, never changed once it has its name
    WORKSPACE/store/CURRENT       the name of the live generation; swapped by one rename
    WORKSPACE/store/building-…/   what a writer is at work on; left over only when it was killed

A reader opens the live generation and keeps seeing it, whole, however long it reads. A writer works on a copy (hard
links, some milliseconds), and each commit becomes a generation of its own before it counts. So a process killed, or a
disk that fills up, at any moment leaves the live generation as it was, and the next writer sweeps the remains.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import StoreCorrupt, StoreError, StoreTooNew
from kg.store.dataset import DatasetReader
from kg.store.embedded import EmbeddedStore, open_dataset_read_only
from kg.store.faults import storage_faults
from kg.store.lock import DirectoryHold, is_held, writer_lock

FORMAT = 1
_GENERATION = re.compile(r"gen-(\d{4,})")
_NO_STORE = "there is no store here yet; run `kg build` first"
_REBUILD = "run `kg build` to make the store anew"


class GenerationReader(DatasetReader):
    """Reads one generation, which stays on disk until the reader is closed."""

    def __init__(self, directory: Path, hold: DirectoryHold) -> None:
        super().__init__(open_dataset_read_only(directory))
        self.generation = directory.name
        self._hold = hold

    def close(self) -> None:
        """Let go of the generation; reading after that raises StoreError."""
        super().close()
        self._hold.release()


class Workspace:
    """The store of one workspace directory."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.store_path = self.path / "store"

    def current(self) -> str | None:
        """Return the live generation's name, `None` where nothing has been built.

        Raises: StoreTooNew for a layout of a later kg; StoreCorrupt for one that cannot be understood.
        """
        self._check_format()
        with storage_faults(f"{self.store_path}: finding the live generation"):
            try:
                name = (self.store_path / "CURRENT").read_text(encoding="ascii", errors="replace").strip()
            except FileNotFoundError:
                return None
        if not _GENERATION.fullmatch(name):
            raise StoreCorrupt(
                f"{self.store_path / 'CURRENT'}: found {name[:40]!r}; expected a name such as gen-0001; {_REBUILD}"
            )
        return name

    def _check_format(self) -> None:
        path = self.store_path / "format.json"
        with storage_faults(f"{path}: reading the store's format"):
            try:
                text = path.read_bytes()
            except FileNotFoundError:
                if (self.store_path / "CURRENT").exists():
                    raise StoreCorrupt(f"{path}: the file is missing; {_REBUILD}") from None
                return
        try:
            number = int(json.loads(text)["format"])
        except (ValueError, KeyError, TypeError) as error:
            raise StoreCorrupt(f'{path}: found {text[:40]!r}; expected {{"format": {FORMAT}}}; {_REBUILD}') from error
        if number > FORMAT:
            raise StoreTooNew(
                f"{path}: found format {number}; this version of kg reads up to {FORMAT}: use the newer kg that "
                f"wrote it, or build into another workspace"
            )

    def open_reader(self) -> GenerationReader:
        """Return a reader of the live generation; a reader opened after a commit sees that commit.

        Raises: StoreError when there is no store yet; StoreCorrupt when its files cannot be read.
        """
        while True:
            name = self.current()
            if name is None:
                raise StoreError(f"{self.store_path}: {_NO_STORE}")
            directory = self.store_path / name
            try:
                hold = DirectoryHold(directory)
            except FileNotFoundError as error:
                if self.current() == name:
                    raise StoreCorrupt(f"{directory}: the live generation is missing; {_REBUILD}") from error
                continue
            except OSError as error:
                raise StoreError(f"{directory}: opening the store to read: {error}") from error
            # Held, and live after that: whoever removes generations from now on sees the hold.
            if self.current() == name:
                return self._open_held(directory, hold)
            hold.release()

    def _open_held(self, directory: Path, hold: DirectoryHold) -> GenerationReader:
        try:
            return GenerationReader(directory, hold)
        except StoreError as error:
            hold.release()
            raise _unreadable(directory, error) from error

    @contextmanager
    def open_store(self, *, create: bool = False) -> Iterator[EmbeddedStore]:
        """Return a context with a store to read and write, this workspace locked for other writers meanwhile.

        Each commit is on disk, and seen by readers that are opened from then on, when its writer's block ends.
        With `create`, a workspace without a store gets an empty one; else that raises StoreError.
        """
        if self.current() is None and not create:
            raise StoreError(f"{self.store_path}: {_NO_STORE}")
        with self._writing():
            name = self.current()
            work = self._building("work")
            try:
                if name is not None:
                    if not (self.store_path / name).is_dir():
                        raise StoreCorrupt(f"{self.store_path / name}: the live generation is missing; {_REBUILD}")
                    with storage_faults(f"{work}: copying the live generation"):
                        _link_files(self.store_path / name, work)
                try:
                    store = EmbeddedStore(work, after_commit=self._publish_copy)
                except StoreError as error:
                    raise _unreadable(self.store_path / (name or work.name), error) from error
                with store:
                    if name is None:
                        self._publish_copy(store)
                    yield store
            finally:
                shutil.rmtree(work, ignore_errors=True)

    @contextmanager
    def new_generation(self) -> Iterator[Path]:
        """Return a context with a directory to build a store in, live in place of the old one when the block ends.

        An exception in the block leaves everything as it was. The store built there must be closed by then.
        """
        with self._writing():
            directory = self._building("new")
            try:
                yield directory
                self._publish(directory)
            finally:
                shutil.rmtree(directory, ignore_errors=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with storage_faults(f"{self.store_path}: preparing the workspace"):
            self.store_path.mkdir(parents=True, exist_ok=True)
        with writer_lock(self.store_path / "lock"):
            self._check_format_or_rebuild()
            with storage_faults(f"{self.store_path}: preparing the workspace"):
                _write_whole(self.store_path / "format.json", json.dumps({"format": FORMAT}) + "\n")
                self._sweep()
            yield

    def _check_format_or_rebuild(self) -> None:
        """Refuse to write into what a newer kg has laid out; what is merely broken may be built anew."""
        with suppress(StoreCorrupt):
            self._check_format()

    def _building(self, what: str) -> Path:
        return self.store_path / f"building-{what}-{os.getpid()}"

    def _publish_copy(self, store: EmbeddedStore) -> None:
        copy = self._building("copy")
        try:
            store.backup(copy)
            self._publish(copy)
        finally:
            shutil.rmtree(copy, ignore_errors=True)

    def _publish(self, directory: Path) -> None:
        """Give the directory a generation's name and make it live, then remove what nobody reads any more."""
        if not (directory / "CURRENT").exists():
            raise StoreError(f"{directory}: no store was built here; the workspace is left as it was")
        with storage_faults(f"{self.store_path}: making a new generation live"):
            _sync_files(directory)
            name = f"gen-{self._next_number():04d}"
            directory.rename(self.store_path / name)
            try:
                _write_whole(self.store_path / "CURRENT", name + "\n")
            except OSError:
                shutil.rmtree(self.store_path / name, ignore_errors=True)
                raise
        with suppress(OSError):
            self._sweep(keep=name)

    def _next_number(self) -> int:
        numbers = [_GENERATION.fullmatch(entry.name) for entry in self.store_path.iterdir()]
        return max((int(found.group(1)) for found in numbers if found), default=0) + 1

    def _sweep(self, keep: str | None = None) -> None:
        """Remove what killed writers left behind, and generations that are neither live nor being read.

        `keep` is set by a writer at work, whose own building directory must stay.
        """
        with suppress(StoreError):
            live = keep or self.current()
            for entry in list(self.store_path.iterdir()):
                old = _GENERATION.fullmatch(entry.name) and entry.name != live and not is_held(entry)
                left = keep is None and entry.name.startswith("building-")
                if old or left:
                    shutil.rmtree(entry, ignore_errors=True)


def _unreadable(directory: Path, error: StoreError) -> StoreError:
    """Return the error that says a generation's files are broken, unless the fault lies elsewhere."""
    if isinstance(error.__cause__, PermissionError) or "disk is full" in str(error):
        return error
    return StoreCorrupt(f"{directory}: the store's files cannot be read; {_REBUILD} ({error.__cause__ or error})")


def _link_files(source: Path, target: Path) -> None:
    """Copy a generation: tables by hard link, since the engine never changes one; the rest byte by byte."""
    target.mkdir()
    for file in source.iterdir():
        if file.name in ("LOCK", "LOG"):
            continue
        if file.suffix == ".sst":
            with suppress(OSError):
                os.link(file, target / file.name)
                continue
        shutil.copy2(file, target / file.name)


def _sync_files(directory: Path) -> None:
    """Have the disk hold a directory and its files."""
    for path in [*directory.iterdir(), directory]:
        if path.suffix == ".sst" and path.stat().st_nlink > 1:
            continue  # a second name for a table that the store flushed to disk when it wrote it
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_whole(path: Path, text: str) -> None:
    """Let the file hold the text, or what it held before if the machine stops half-way."""
    if path.exists() and path.read_bytes() == text.encode():
        return
    temporary = path.with_name(path.name + ".new")
    with temporary.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
