"""The one table from error to exit code, and the guard that turns every error into words and a code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from kg.cli.talk import Talk
from kg.errors import InputError, InvariantError, KgError, NotConforming, SourceError, StoreError

DONE, FINDINGS, WRONG_USE, SOURCE_FAILED, STORE_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130
CUT_OFF = 141  # 128 + SIGPIPE, as of any program whose reader went away

EXIT_CODES: dict[type[KgError], int] = {
    NotConforming: FINDINGS,
    InputError: WRONG_USE,
    SourceError: SOURCE_FAILED,
    StoreError: STORE_FAILED,
    InvariantError: STORE_FAILED,
}
"""The nearest class above an error decides."""


def exit_code(error: KgError) -> int:
    """Return the exit code of an error."""
    return next(EXIT_CODES[class_] for class_ in type(error).__mro__ if class_ in EXIT_CODES)


def run(command: click.Command, arguments: list[str] | None, talk: Callable[[], Talk]) -> NoReturn:
    """Run a command and leave with its exit code; an error is a message on standard error, never a traceback."""
    sys.exit(_run(command, arguments, talk))


class CutOff(Exception):
    """The reader of our output went away (``| head``)."""


@contextmanager
def cut_off() -> Iterator[None]:
    """Turn a broken pipe into `CutOff`: click and rich leave with 1 when they meet one, which would mean findings."""
    try:
        yield
    except BrokenPipeError as error:
        raise CutOff from error
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):
            raise CutOff from error
        raise


def _run(command: click.Command, arguments: list[str] | None, talk: Callable[[], Talk]) -> int:
    try:
        result = command.main(args=arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else DONE
    except KgError as error:
        talk().error(str(error), error=type(error).__name__)
        return exit_code(error)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        talk().error("interrupted")
        return INTERRUPTED
    except KeyboardInterrupt:
        talk().error("interrupted")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except (CutOff, BrokenPipeError):
        # No fault of ours: nothing to say, and nothing to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_OFF
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        talk().error(f"{place}{error.strerror or error}", error="OSError")
        return STORE_FAILED
