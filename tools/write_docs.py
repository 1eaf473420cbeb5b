"""Write the generated pages: the command line's reference, the list of queries, the ontology's page.

`python tools/write_docs.py` writes them; `--check` only says which are stale, and then exits with 1. A test runs the
same check.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that the tools find each other when run as scripts


def command_line() -> str:
    """Return docs/cli.md: the help of ``kg`` and of each command."""
    from kg.cli.app import group

    parts = ["# The command line\n\nGenerated from the commands' own help; do not edit.\n"]
    context = click.Context(group, info_name="kg", terminal_width=100, max_content_width=100)
    parts.append(_help("kg", group, context))
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, terminal_width=100, max_content_width=100)
        parts.append(_help(f"kg {name}", command, inner))
    return "\n".join(parts)


def _help(name: str, command: click.Command, context: click.Context) -> str:
    lines = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {name}\n\n```text\n{lines}\n```\n"


def queries() -> str:
    """Return docs/queries.md: every catalogued question with its parameters."""
    from kg.query.catalogue import read_catalogue

    parts = [
        "# The questions\n\nEach is a file in `queries/`: plain SPARQL 1.1 that runs on any endpoint "
        "with the same data, and `kg query NAME` here.\nGenerated from their heads; do not edit.\n"
    ]
    for query in read_catalogue(ROOT / "queries").values():
        parts.append(f"## {query.name}\n\n**{query.title}** {query.summary}\n")
        for p in query.parameters:
            default = f", default `{p.default}`" if p.default else ""
            about = f" — {p.about}" if p.about else ""
            parts.append(f"- `{p.name}` ({p.type}{default}){about}")
        if query.parameters:
            parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def ontology() -> str:
    """Return docs/ontology.html: the ontology's reference page."""
    from tools.ontology_page import render_page

    return render_page()


PAGES: dict[str, Callable[[], str]] = {
    "docs/cli.md": command_line,
    "docs/queries.md": queries,
    "docs/ontology.html": ontology,
}


def stale(pages: dict[str, Callable[[], str]] | None = None) -> list[str]:
    """Return the pages whose file does not hold what would be generated now."""
    found = []
    for name, render in (pages or PAGES).items():
        path = ROOT / name
        if not path.is_file() or path.read_text("utf-8") != render():
            found.append(name)
    return found


def main() -> int:
    """Write the pages, or with ``--check`` name the stale ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        names = stale()
        for name in names:
            print(f"{name} is stale; run: make docs", file=sys.stderr)
        return 1 if names else 0
    for name, render in PAGES.items():
        (ROOT / name).write_text(render(), "utf-8")
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
