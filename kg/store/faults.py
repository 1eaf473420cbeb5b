"""The engine's exceptions, translated at the door."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import EndpointError, QuerySyntaxError, StoreCorrupt, StoreError, UnknownTerm

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_FULL = re.compile(r"no space left|file too large|disk quota|errno: ?(?:27|28|122)\b", re.IGNORECASE)
_REFUSED = re.compile(r"read-only file system|permission denied|operation not permitted", re.IGNORECASE)
_SERVICE = re.compile(r"\bservice\s+(?:silent\s+)?(<[^<>\s]*>|[?$]\w+|[\w.-]*:[\w.-]*)", re.IGNORECASE)
_CORRUPT = re.compile(r"corrupt|checksum|invalid data|not an sstable|bad magic", re.IGNORECASE)
_OPAQUE = re.compile(
    r"""\"{3}.*?\"{3} | '{3}.*?'{3} | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | (<[^<>"{}|^`\s]*>) | \#[^\n]*""",
    re.DOTALL | re.VERBOSE,
)
_PREFIX_DECLARED = re.compile(r"\bprefix\s+([\w.-]*):", re.IGNORECASE)
_PREFIX_USED = re.compile(r"(?<![\w:?$@.-])([A-Za-z][\w.-]*|):[\w%\\]")


@contextmanager
def storage_faults(doing: str) -> Iterator[None]:
    """Turn the engine's and the file system's errors into StoreError, saying what was being done."""
    try:
        yield
    except OSError as error:
        raise store_error(doing, error) from error
    except RuntimeError as error:
        # The engine says "corruption" in either class.
        if _CORRUPT.search(str(error)):
            raise store_error(doing, error) from error
        raise


def store_error(doing: str, error: OSError | RuntimeError) -> StoreError:
    """Return the error of ours that tells what the engine's error means."""
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT) or _FULL.search(str(error)):
        return StoreError(f"{doing}: the disk is full; free some space and try again ({error})")
    if getattr(error, "errno", None) in (errno.EROFS, errno.EACCES, errno.EPERM) or _REFUSED.search(str(error)):
        return StoreError(
            f"{doing}: this place may not be written to; choose another with --workspace DIR or KG_WORKSPACE, "
            f"or change its permissions ({error})"
        )
    if _CORRUPT.search(str(error)):
        return StoreCorrupt(f"{doing}: the files cannot be read; rebuild the store with `kg build` ({error})")
    return StoreError(f"{doing}: {error}")


@contextmanager
def query_faults(query: str) -> Iterator[None]:
    """Turn what the query engine raises into errors that say where the query is wrong."""
    try:
        yield
    except SyntaxError as error:
        raise QuerySyntaxError(query_message(query, str(error))) from error
    except RuntimeError as error:
        if "SELECT projection" in str(error):
            name = re.search(r"variable (\?\w+)", str(error))
            which = name.group(1) if name else "a variable"
            raise UnknownTerm(
                f"{which} is to be substituted, but is not among the variables the query returns"
            ) from error
        raise _answering_failed(query, error) from error
    except ValueError as error:
        raise QuerySyntaxError(f"the query cannot be answered: {error}") from error
    except OSError as error:
        raise _answering_failed(query, error) from error


def _answering_failed(query: str, error: OSError | RuntimeError) -> StoreError | EndpointError:
    """Return what it means that a query could not be answered: an endpoint that it calls failed, or the store did."""
    bare = _OPAQUE.sub(lambda found: found.group(1) or " ", query)
    services = list(dict.fromkeys(_SERVICE.findall(bare)))
    if not services or _CORRUPT.search(str(error)):
        return store_error("answering a query", error)
    which = " or ".join(services)
    reason = " ".join(str(error).split())
    return EndpointError(
        f"SERVICE {which}: {reason}; expected a SPARQL 1.1 endpoint that answers "
        f"(SERVICE SILENT goes on without one that does not)"
    )


def query_message(query: str, text: str) -> str:
    """Return ``line:column: what is wrong`` for a query of which the engine says `text`.

    >>> query_message("ASK { ?s ckgx:leads ?o }", "error at 1:21: expected OPTIONAL")
    '1:10: unknown prefix "ckgx:"; the query declares none'
    >>> query_message("ASK {", "error at 1:6: expected one of }, [a..=z], ?")
    '1:6: expected one of }, ?'
    """
    # An undeclared prefix is reported by the engine somewhere behind it, in words that do not name it.
    bare = _OPAQUE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), query)
    declared = _PREFIX_DECLARED.findall(bare)
    for used in _PREFIX_USED.finditer(bare):
        if used.group(1) not in declared:
            line = bare.count("\n", 0, used.start()) + 1
            column = used.start() - (bare.rfind("\n", 0, used.start()) + 1) + 1
            known = ", ".join(sorted(declared)) or "none"
            return f'{line}:{column}: unknown prefix "{used.group(1)}:"; the query declares {known}'
    found = _POSITION.match(text)
    if found is None:
        return text
    line_text, column_text, rest = found.groups()
    # The engine lists whole character classes among what it expected; they say nothing to a reader.
    words = re.sub(r"\[[^\]]*\]", "", rest.removeprefix("expected ").removeprefix("one of ")).split(", ")
    known_words = [word.strip() for word in words if word.strip(" \n|")]
    one_of = "one of " if len(known_words) > 1 else ""
    return f"{line_text}:{column_text}: expected {one_of}{', '.join(known_words[:12])}"
