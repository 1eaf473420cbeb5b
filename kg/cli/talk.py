"""What a command says beside its data: messages, progress, errors; all on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

Step = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0: not known)."""


class _Rate(ProgressColumn):
    """How many are done in a second, of late."""

    def render(self, task: Task) -> Text:
        """Return the rate, empty while there is none to tell."""
        speed = task.finished_speed or task.speed
        return Text("" if not speed else f"{speed:,.1f}/s" if speed < 100 else f"{speed:,.0f}/s", "progress.data.speed")


@dataclass(slots=True)
class Talk:
    """How much to say and in which form; made from the options every command takes."""

    quiet: bool = False
    verbose: bool = False
    as_json: bool = False
    progress: bool = True

    def info(self, message: str, **facts: object) -> None:
        """Say something a user wants to know."""
        if not self.quiet:
            self._say("info", message, facts)

    def detail(self, message: str, **facts: object) -> None:
        """Say something only ``-v`` asks for."""
        if self.verbose:
            self._say("detail", message, facts)

    def error(self, message: str, **facts: object) -> None:
        """Say what went wrong; never silenced."""
        self._say("error", message, facts)

    def _say(self, level: str, message: str, facts: dict[str, object]) -> None:
        if self.as_json:
            line = json.dumps({"level": level, "message": message, **facts}, ensure_ascii=False, default=str)
        else:
            line = f"kg: {message}" if level == "error" else message
        print(line, file=sys.stderr, flush=True)

    @contextmanager
    def steps(self) -> Iterator[Step]:
        """Show progress with rate and remaining time while the block runs, on a terminal only."""
        if self.quiet or self.as_json or not self.progress or not sys.stderr.isatty():
            yield lambda *_: None
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("starting", total=None)

            def step(what: str, done: int, total: int) -> None:
                bar.update(task, description=what, completed=done, total=total or None)

            yield step
