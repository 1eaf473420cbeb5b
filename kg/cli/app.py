"""The command group, the options every command takes, and the entry point."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg import __version__
from kg.cli.exits import cut_off, run
from kg.cli.talk import Talk
from kg.settings import Settings, read_settings

_F = TypeVar("_F", bound=Callable[..., Any])


class Context:
    """What the common options gave, whether they stood before or after the command."""

    def __init__(self) -> None:
        self.workspace: Path | None = None
        self.talk = Talk()

    @property
    def settings(self) -> Settings:
        """The settings; read when first needed so that ``--help`` never fails on a bad ``kg.toml``."""
        return read_settings(self.workspace)


_current = Context()


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> object:
    if value in (None, False):
        return value
    match parameter.name:
        case "workspace":
            _current.workspace = Path(str(value))
        case "json_logs":
            _current.talk.as_json = True
        case "quiet":
            _current.talk.quiet = True
        case "verbose":
            _current.talk.verbose = True
        case "no_progress":
            _current.talk.progress = False
    return value


_OPTIONS = (
    click.option(
        "--workspace",
        type=click.Path(file_okay=False),
        metavar="DIR",
        expose_value=False,
        callback=_remember,
        help="The folder of the store (default ./.kg, or KG_WORKSPACE).",
    ),
    click.option(
        "--json", "json_logs", is_flag=True, expose_value=False, callback=_remember, help="Messages as JSON lines."
    ),
    click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_remember, help="Say only errors."),
    click.option("-v", "--verbose", is_flag=True, expose_value=False, callback=_remember, help="Say more."),
    click.option("--no-progress", is_flag=True, expose_value=False, callback=_remember, help="Show no progress bar."),
)


def common_options(command: _F) -> _F:
    """Give a command the options that work everywhere."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def pass_context(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the command its `Context` first."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        return command(_current, *args, **kwargs)

    return wrapped


EPILOG = """\b
Start with:
  kg build                        read data/, validate it and fill the store
  kg show "Kunlun 2023"           one campaign, its figures and the words that state them
  kg query --list                 the questions that are ready to ask

Exit codes: 0 done, conforming · 1 findings · 2 wrong use or unreadable input · 3 a source or endpoint failed ·
4 the store failed · 130 interrupted.

\b
Completion:  eval "$(_KG_COMPLETE=bash_source kg)"     (or zsh_source, fish_source)
"""


COMMANDS = {
    "build": "build",
    "check": "check",
    "compare": "check",
    "evaluate": "evaluate",
    "export": "export",
    "extract": "extract",
    "ingest": "ingest",
    "link": "link",
    "query": "query",
    "review": "review",
    "show": "show",
    "stats": "stats",
    "validate": "validate",
    "verify": "verify",
    "withdraw": "build",
}
"""Each command and the module of `kg.cli` that holds it."""


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for: ``kg show`` waits for no engine it does not use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        commands: tuple[click.Command, ...] = importlib.import_module(f"kg.cli.{COMMANDS[cmd_name]}").COMMANDS
        return next(command for command in commands if command.name == cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command asked for."""
        with cut_off():
            return super().invoke(ctx)


@click.group(
    cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="kg")
@common_options
def group() -> None:
    """A knowledge graph of law-enforcement campaigns, with the words that state each fact.

    What an announcement states is a claim: it keeps its speaker, its source and its date. It is never taken for what
    is true.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run ``kg``."""
    _current.__init__()  # type: ignore[misc]
    run(group, arguments, lambda: _current.talk)
