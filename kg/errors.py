"""Every error the package raises.

    KgError
    ├── InputError            what we were given is wrong
    │   ├── DocumentError     a document cannot be read
    │   ├── DataError         record or registry files have mistakes; carries them all
    │   ├── QuerySyntaxError  a query cannot be parsed
    │   ├── UnknownTerm       a name, IRI, query or parameter that is not known
    │   └── SettingError      a setting or option has a wrong value
    ├── SourceError           the outside world failed
    │   ├── FetchError
    │   └── EndpointError
    │       └── EndpointTimeout   (worth a retry)
    ├── NotConforming         a write was asked of a graph that fails its shapes; carries the report
    ├── StoreError            our storage failed
    │   ├── StoreLocked       another process holds the workspace
    │   ├── StoreCorrupt      the files on disk cannot be read
    │   └── StoreTooNew       written by a newer version of kg
    └── InvariantError        a bug in kg

Classes group by what the caller can do next. The core knows no exit codes: ``kg.cli`` holds the one table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class KgError(Exception):
    """The root of every error kg raises on purpose."""


class InputError(KgError):
    """What we were given is wrong; the caller can mend it."""


class DocumentError(InputError):
    """A document cannot be read."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in a data file: where it is, what stood there and what was expected.

    `file` is the path as given, `path` a JSON path such as ``$.figures[3].unit``. Where a file is no JSON at all,
    `path` is empty and `file` ends in line and column.
    """

    file: str
    path: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.path}" if self.path else self.file
        return f"{where}: found {self.found}; expected {self.expected}"


class DataError(InputError):
    """Record or registry files have mistakes; `mistakes` lists every one of them, sorted."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        count = len(self.mistakes)
        lines = "\n".join(f"  {m}" for m in self.mistakes)
        super().__init__(f"{count} mistake{'s' if count != 1 else ''} in the data files:\n{lines}")


class QuerySyntaxError(InputError):
    """A query cannot be parsed; the message gives file, line and column."""


class UnknownTerm(InputError):
    """A name, IRI, query or parameter that is not known; the message offers near ones."""


class SettingError(InputError):
    """A setting or option has a wrong value."""


class SourceError(KgError):
    """The outside world failed."""


class FetchError(SourceError):
    """A document could not be fetched."""


class EndpointError(SourceError):
    """A SPARQL endpoint failed or answered with an error."""


class EndpointTimeout(EndpointError):
    """A SPARQL endpoint did not answer in time; worth a retry."""


class NotConforming(KgError):
    """A write was asked of a graph that fails its shapes; nothing was changed. `report` says what to mend."""

    def __init__(self, message: str, report: object) -> None:
        super().__init__(message)
        self.report = report


class StoreError(KgError):
    """Our storage failed; what was committed before stands."""


class StoreLocked(StoreError):
    """Another process is writing to this workspace."""


class StoreCorrupt(StoreError):
    """The store's files cannot be read."""


class StoreTooNew(StoreError):
    """The store was written by a newer version of kg."""


class InvariantError(KgError):
    """A bug in kg; please report what the message says."""
