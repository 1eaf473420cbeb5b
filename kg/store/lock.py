"""Who may write, and which directories are in use: advisory locks that end with the process that took them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import StoreLocked
from kg.store.faults import storage_faults


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Hold the lock file for the block. Raises: StoreLocked naming the process that holds it already.

    The lock ends with the process, however it ends, so there is never a stale one to remove by hand; the file stays.
    """
    with storage_faults(f"{path}: opening the lock"):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 32).decode(errors="replace").strip() or "another one"
            raise StoreLocked(
                f"{path}: process {holder} is writing to this workspace; wait until it has ended, then try again "
                f"(reading is possible meanwhile)"
            ) from error
        with storage_faults(f"{path}: writing the lock"):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


class DirectoryHold:
    """Keeps a directory from being removed for as long as it lives, in whichever process."""

    def __init__(self, directory: Path) -> None:
        self._descriptor: int | None = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def release(self) -> None:
        """Let the directory be removed."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __del__(self) -> None:
        with suppress(AttributeError, OSError):
            self.release()


def is_held(directory: Path) -> bool:
    """Return whether some process holds the directory."""
    try:
        descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)
