"""A store on disk, held by one process."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.dataset import DatasetStore
from kg.store.faults import storage_faults


class EmbeddedStore(DatasetStore):
    """A store in a directory of its own; made when the directory is not there. One process may open it at a time.

    `after_commit` is called when a commit is safe on disk; what it raises is raised by the writer's block, and the
    store takes no further writes.
    """

    def __init__(
        self, path: str | PathLike[str], *, after_commit: Callable[[EmbeddedStore], None] | None = None
    ) -> None:
        self.path = Path(path)
        self._after_commit = after_commit
        with storage_faults(f"{path}: opening the store"):
            super().__init__(ox.Store(path))

    def _landed(self) -> None:
        # The engine does not sync what it commits; without this a power cut may take back what we promised.
        self._open().flush()
        if self._after_commit is None:
            return
        try:
            self._after_commit(self)
        except BaseException:
            # What is committed here but went no further must not be read as if it had.
            self.close()
            raise

    def backup(self, path: str | PathLike[str]) -> None:
        """Write a copy of the store, as of now, to a directory that does not exist yet (by hard links if it can)."""
        if Path(path).exists():
            raise StoreError(f"{path}: exists already; a backup goes to a new directory")
        with storage_faults(f"{path}: writing a backup"):
            self._open().backup(path)


def open_dataset_read_only(path: str | PathLike[str]) -> ox.Store:
    """Return the dataset of a store that nobody writes to; beside a writer it would never see a commit."""
    with storage_faults(f"{path}: opening the store to read"):
        return ox.Store.read_only(str(path))
