"""The command line: parse, call, print. Data goes to standard output, talk to standard error."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run ``kg``; the import of it can be interrupted as well as what it does."""
    try:
        from kg.cli.app import main as run_app
    except KeyboardInterrupt:
        print("kg: interrupted", file=sys.stderr)
        sys.exit(130)
    run_app(arguments)


__all__ = ["main"]
