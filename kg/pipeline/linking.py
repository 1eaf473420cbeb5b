"""What a workspace keeps of linking: what persons judged of names, and what was left for them to judge."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.model.judgement import Judgement
from kg.model.record import ExtractionRecord
from kg.model.registry import RecordLinks, Registry
from kg.read.jsonfile import read_json
from kg.read.judgements import read_judgements, write_judgements
from kg.read.render import render_json
from kg.resolve.decisions import PROPOSED, LinkDecision
from kg.resolve.linker import Linker
from kg.store.faults import storage_faults
from kg.store.workspace import Workspace

FORMAT = "proposals/1"


def judgements_of(workspace: Workspace) -> tuple[Judgement, ...]:
    """Return what was judged in a workspace, beside what its registry says.

    Raises: DataError with every mistake in the file.
    """
    return read_judgements(_judgement_file(workspace))


def keep_judgements(workspace: Workspace, judgements: tuple[Judgement, ...]) -> None:
    """Let a workspace hold these judgements and no others.

    Raises: StoreError when the disk does not take them.
    """
    write_judgements(_judgement_file(workspace), judgements)


def _judgement_file(workspace: Workspace) -> Path:
    return workspace.path / "judgements.json"


class WorkspaceLinker:
    """Links the records of a workspace, and writes down what is left to be judged."""

    def __init__(self, registry: Registry, workspace: Workspace) -> None:
        self._linker = Linker(registry, judgements_of(workspace))
        self._folder = workspace.path / "proposals"

    def link(self, record: ExtractionRecord) -> RecordLinks:
        """Return the links of a record that hold; what is only likely is kept for review, and not applied.

        Raises: StoreError when the disk does not take it.
        """
        linking = self._linker.resolve(record)
        keep_proposals(self._folder / f"{record.document.id}.json", record.document.id, linking.decisions)
        return linking.links

    def decisions(self, record: ExtractionRecord) -> tuple[LinkDecision, ...]:
        """Return the decision on each thing a record names, and keep nothing."""
        return self._linker.resolve(record).decisions


def keep_proposals(path: Path, document: str, decisions: Iterable[LinkDecision]) -> None:
    """Write down what a document leaves to be judged; nothing to judge, no file.

    Raises: StoreError when the disk does not take it.
    """
    left = [_proposal(decision) for decision in decisions if decision.status == PROPOSED]
    with storage_faults(f"{path}: keeping what is to be judged"):
        if not left:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".json.new")
        temporary.write_text(render_json({"format": FORMAT, "document": document, "proposals": left}), "utf-8")
        temporary.replace(path)


def _proposal(decision: LinkDecision) -> dict[str, Any]:
    return {
        "kind": decision.kind,
        "key": decision.key,
        "names": list(decision.names),
        "why": decision.why,
        "candidates": [
            {"kind": c.kind, "thing": c.key, "score": Decimal(str(c.score)), "reasons": list(c.reasons)}
            for c in decision.candidates
        ],
    }


def read_proposals(workspace: Workspace) -> list[tuple[str, dict[str, Any]]]:
    """Return what the documents of a workspace leave to be judged, each with its document, in order.

    Raises: DataError when a file cannot be read.
    """
    found: list[tuple[str, dict[str, Any]]] = []
    for path in sorted((workspace.path / "proposals").glob("*.json")):
        value, _, mistakes = read_json(path)
        if mistakes:
            raise DataError(mistakes)
        found += [(value["document"], proposal) for proposal in value["proposals"]]
    return found
