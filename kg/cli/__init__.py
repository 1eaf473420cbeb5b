"""The command line: parse, call, print. Data goes to standard output, talk to standard error."""

from kg.cli.app import main

__all__ = ["main"]
