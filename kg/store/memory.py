"""A store in memory: for tests, for trying out a change, for what need not last."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.rdf.terms import Quad
from kg.store.bulk import fill
from kg.store.dataset import DatasetStore
from kg.store.faults import storage_faults


class MemoryStore(DatasetStore):
    """A store that is gone when the last reference to it is.

    >>> from kg.rdf.terms import NamedNode, Quad, Triple
    >>> store = MemoryStore()
    >>> fact = Triple(NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:b"))
    >>> with store.writer() as writer:
    ...     writer.replace_graph(NamedNode("urn:one"), [fact])
    ...     writer.replace_graph(NamedNode("urn:two"), [fact])
    >>> store.reader().count()
    1
    """

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        dataset = ox.Store()
        fill(dataset, quads)
        super().__init__(dataset)

    def backup(self, path: str | PathLike[str]) -> None:
        """Write a copy of the store to a directory that does not exist yet, where `EmbeddedStore` opens it."""
        if Path(path).exists():
            raise StoreError(f"{path}: exists already; a backup goes to a new directory")
        with storage_faults(f"{path}: writing a backup"):
            copy = ox.Store(path)
            copy.bulk_extend(self._open())
            copy.flush()
