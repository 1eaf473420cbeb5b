"""``kg show``: one thing, its facts and the words that state them."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable

import click
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from kg.cli.app import Context, common_options, pass_context
from kg.errors import KgError
from kg.query.describe import describe
from kg.query.description import Description, Fact, FigureView, Source
from kg.query.lookup import names_starting, resolve
from kg.settings import read_settings
from kg.store.workspace import Workspace

LANGUAGE_NAMES = {
    "en": "English",
    "zh-Hans": "Chinese (simplified)",
    "zh-Hant": "Chinese (traditional)",
    "de": "German",
}
_FEW = 3


def complete_name(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return up to twenty names that start so; none when there is no store, for completion never complains."""
    try:
        with Workspace(read_settings().workspace).open_reader() as reader:
            return names_starting(reader, incomplete, limit=20)
    except KgError:
        return []


@click.command(
    "show",
    short_help="Show one thing, its facts and the words that state them.",
    epilog="""\b
Examples:
  kg show "Kunlun 2023"
  kg show 昆仑2023
  kg show MPS --all
  kg show https://w3id.org/campaign-kg/id/agency/interpol --format json
""",
)
@click.argument("name", metavar="NAME|IRI", shell_complete=complete_name)
@click.option("--kind", metavar="KIND", help="Only things of this kind: campaign, series, agency, official, domain …")
@click.option("--all", "all_", is_flag=True, help="Every source and every figure, also minor ones.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common_options
@pass_context
def show(context: Context, name: str, kind: str | None, all_: bool, format_: str) -> None:
    """Show one thing, found by any of its names in either language, or by its IRI.

    Every fact comes with the announcement and the words that state it. What rules inferred says which rule; what has
    no source is curated in the registry.
    """
    settings = context.settings
    with Workspace(settings.workspace).open_reader() as reader:
        found = describe(reader, resolve(reader, name, kind=kind, base=settings.base))
    if format_ == "json":
        json.dump(as_json(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    width = None if sys.stdout.isatty() else 120
    _Printer(Console(width=width, highlight=False, soft_wrap=False), everything=all_).print(found)


def as_json(found: Description) -> dict[str, object]:
    """Return a description as JSON values; its shape follows `Description`."""

    def source(item: Source) -> dict[str, object]:
        return {key: getattr(item, key) for key in ("document", "title", "published", "quote", "start", "end")}

    def fact(item: Fact) -> dict[str, object]:
        node = item.node.value if item.node else None
        return {"text": item.text, "iri": node, "sources": [*map(source, item.sources)], "rules": list(item.rules)}

    def figure(item: FigureView) -> dict[str, object]:
        plain = ("shown", "counts", "action", "unit", "measure", "period", "about", "speaker", "minor", "status")
        return {
            "iri": item.node.value,
            "value": str(item.value),
            **{key: getattr(item, key) for key in plain},
            "domains": list(item.domains),
            "source": source(item.source),
        }

    return {
        "iri": found.node.value,
        "kind": found.kind,
        "name": found.name,
        "names": {language: list(names) for language, names in found.names.items()},
        "glosses": {language: list(names) for language, names in found.glosses.items()},
        "classes": list(found.classes),
        "facts": {heading: [*map(fact, facts)] for heading, facts in found.sections.items()},
        "figures": [*map(figure, found.figures)],
        "announcements": [*map(source, found.announcements)],
    }


class _Printer:
    def __init__(self, console: Console, *, everything: bool) -> None:
        self._console = console
        self._everything = everything

    def print(self, found: Description) -> None:
        self._console.print(Text(found.name, style="bold"))
        self._console.print(Text(f"{', '.join(found.classes) or found.kind} · {found.node.value}", style="dim"))
        for language, names in found.names.items():
            self._row(LANGUAGE_NAMES.get(language, language or "names"), " · ".join(names))
        for language, names in found.glosses.items():
            self._row(f"our {LANGUAGE_NAMES.get(language, language)} gloss", " · ".join(names))
        for heading, facts in found.sections.items():
            self._section(heading, facts)
        self._figures(found.figures)
        self._announcements(found.announcements)
        self._console.print()
        self._console.print(
            Text("Each of these is what an announcement states, at its date; none is a finding of fact.", "dim")
        )

    def _row(self, heading: str, text: str) -> None:
        self._console.print(Text(f"  {heading}: ", "cyan") + Text(text))

    def _section(self, heading: str, facts: tuple[Fact, ...]) -> None:
        self._console.print()
        self._console.print(Text(heading, "bold cyan"))
        shown = facts if self._everything else facts[:25]
        for fact in shown:
            self._console.print(Padding(Text(fact.text), (0, 0, 0, 2), expand=False))
            if fact.sources:
                self._sources(fact.sources)
            elif fact.rules:
                self._indented(f"inferred by {', '.join(fact.rules)}")
        if len(facts) > len(shown):
            self._indented(f"… and {len(facts) - len(shown)} more (--all)")

    def _sources(self, sources: Iterable[Source]) -> None:
        items = list(sources)
        shown = items if self._everything else items[:_FEW]
        for source in shown:
            self._indented(_cite(source))
        if len(items) > len(shown):
            self._indented(f"… and {len(items) - len(shown)} more (--all)")

    def _indented(self, text: str, depth: int = 6) -> None:
        self._console.print(Padding(f"[dim]{escape(text)}[/dim]", (0, 0, 0, depth), expand=False))

    def _figures(self, figures: tuple[FigureView, ...]) -> None:
        counted = [f for f in figures if self._everything or not f.minor]
        if not counted:
            return
        groups: dict[tuple[str, ...], list[FigureView]] = defaultdict(list)
        for figure in counted:
            groups[figure.domains].append(figure)
        self._console.print()
        hidden = len(figures) - len(counted)
        note = f" (and {hidden} minor ones, --all)" if hidden else ""
        self._console.print(Text(f"figures: {len(counted)}{note}", "bold cyan"))
        for domains, group in groups.items():
            self._console.print(
                Padding(Text(", ".join(domains) or "no domain stated", "bold"), (0, 0, 0, 2), expand=False)
            )
            shown = group if self._everything else group[:12]
            for figure in shown:
                self._figure(figure)
            if len(group) > len(shown):
                self._indented(f"… and {len(group) - len(shown)} more (--all)", 4)

    def _figure(self, figure: FigureView) -> None:
        what = " ".join(part for part in (figure.action, figure.counts) if part)
        facts = [figure.measure if figure.measure != "count" else "", figure.period or "no period stated"]
        facts.append(f"said by {figure.speaker}" if figure.speaker else "")
        line = Text("    ") + Text(figure.shown, "bold green") + Text(f"  {what}".rstrip())
        line += Text("  · " + " · ".join(f for f in facts if f), "dim")
        self._console.print(line)
        self._indented(_cite(figure.source))

    def _announcements(self, sources: tuple[Source, ...]) -> None:
        if not sources:
            return
        self._console.print()
        self._console.print(
            Text(f"named in {len(sources)} announcement{'s' if len(sources) != 1 else ''}", "bold cyan")
        )
        shown = sources if self._everything else sources[:10]
        for source in shown:
            title = f" — {source.title}" if source.title else ""
            self._console.print(
                Padding(
                    f"{source.published or 'undated'}  {escape(source.document + title)}", (0, 0, 0, 2), expand=False
                )
            )
        if len(sources) > len(shown):
            self._indented(f"… and {len(sources) - len(shown)} more (--all)", 2)


def _cite(source: Source) -> str:
    place = f" [{source.start}–{source.end}]" if source.start is not None else ""
    date = f", {source.published}" if source.published else ""
    quote = " ".join(source.quote.split()) if source.quote else ""
    words = f"“{quote}” — " if quote else ""
    return f"{words}{source.document}{date}{place}"


COMMANDS = (show,)
