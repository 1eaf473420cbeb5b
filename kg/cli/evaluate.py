"""``kg evaluate``: the scores of extraction against records made by careful reading."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import click
from rich.table import Table

from kg.cli.app import Context, common_options, pass_context
from kg.cli.exits import DONE, FINDINGS
from kg.cli.report import print_table
from kg.errors import InputError
from kg.extract.evaluate import Evaluation, evaluate
from kg.model.document import Source
from kg.pipeline.reading import Announcement, iter_announcements
from kg.read.render import render_record


@click.command(
    "evaluate",
    short_help="Score extraction records against gold ones.",
    epilog="""\b
Examples:
  kg evaluate gold/ predicted/ --misses
  kg evaluate gold/ --documents texts/      read the texts now, and score what comes out
""",
)
@click.argument("gold", type=click.Path(file_okay=False, path_type=Path), metavar="GOLD_DIR")
@click.argument(
    "predicted", required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[PREDICTED_DIR]"
)
@click.option(
    "--documents", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Texts, <id>.txt each."
)
@click.option(
    "--floors",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="JSON of class to the lowest F1 allowed; exit with 1 when one is below.",
)
@click.option("--misses", is_flag=True, help="List what was missed, wrong or spurious.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@common_options
@pass_context
def evaluate_command(
    context: Context,
    gold: Path,
    predicted: Path | None,
    documents: Path | None,
    floors: Path | None,
    misses: bool,
    format_: str,
) -> int:
    """Score extraction records against gold ones of the same file names; a missing one counts as empty.

    Precision, recall and F1 for each class of thing, for relations, and for figures: detected (equal value,
    overlapping words) and complete (every attribute right as well).
    """
    if not gold.is_dir():
        raise InputError(f"{gold}: no such folder; expected records made by reading")
    if (predicted is None) == (documents is None):
        raise InputError("give either PREDICTED_DIR or --documents DIR")
    if predicted is not None and not predicted.is_dir():
        raise InputError(f"{predicted}: no such folder; expected predicted records")
    with tempfile.TemporaryDirectory(prefix="kg-evaluate-") as folder:
        if documents is not None:
            predicted = Path(folder)
            _predict(context, gold, documents, predicted)
        assert predicted is not None
        found = evaluate(gold, predicted)
        _print(found, misses, format_)
    below = _below(found, floors) if floors is not None else []
    for line in below:
        context.talk.error(line)
    return FINDINGS if below else DONE


def _below(found: Evaluation, path: Path) -> list[str]:
    """Return what falls below its floor."""
    try:
        floors = json.loads(path.read_text("utf-8"))
        return [
            f"{name}: F1 {found.scores[name].f1:.3f}, below its floor {floor} in {path}"
            for name, floor in floors.items()
            if found.scores[name].f1 < floor
        ]
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; expected a JSON file of floors") from error
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        known = ", ".join(found.scores)
        raise InputError(f"{path}: found {error}; expected a JSON object of class to F1, classes {known}") from error


def _predict(context: Context, gold: Path, documents: Path, target: Path) -> None:
    paths = [documents / f"{path.stem}.txt" for path in sorted(gold.glob("*.json"))]
    sources = [Source(id=path.stem, name=str(path)) for path in paths if path.is_file()]
    if not sources:
        raise InputError(f"{documents}: found no <id>.txt for a record in {gold}; expected the texts it was made from")
    with context.talk.steps() as step:
        for done, found in enumerate(iter_announcements(sources), start=1):
            step("reading documents", done, len(sources))
            if isinstance(found, Announcement):
                record = found.record
                (target / f"{record.document.id}.json").write_text(render_record(record), "utf-8")
            else:
                context.talk.error(str(found.error))


def _print(found: Evaluation, misses: bool, format_: str) -> None:
    if format_ == "json":
        scores = {
            name: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "hits": s.hits, "gold": s.gold}
            for name, s in found.scores.items()
        }
        value = {"scores": scores, "attributes": dict(found.attributes), "misses": list(found.misses) if misses else []}
        json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("class", "precision", "recall", "F1", "hits", "gold", "predicted"):
        table.add_column(heading, justify="left" if heading == "class" else "right")
    for name, s in found.scores.items():
        table.add_row(
            name, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", *map(str, (s.hits, s.gold, s.predicted))
        )
    print_table(table)
    click.echo("figure attributes: " + "  ".join(f"{name} {share:.2f}" for name, share in found.attributes.items()))
    for kind, levels in found.reliability.items():
        shares = "  ".join(f"{level:.1f}: {right / of:.2f} of {of}" for level, (right, of) in levels.items())
        click.echo(f"{kind} right by confidence: {shares}")
    if misses:
        click.echo("\n".join(found.misses))


COMMANDS = (evaluate_command,)
