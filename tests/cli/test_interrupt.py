"""Ctrl-C in the middle of a batch: code 130, nothing half-written, and a second run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.rdf.iris import Iris
from kg.store.workspace import Workspace

PARAGRAPH = (
    "The Ministry of Harbours launched Operation Beacon 2031 to curb smuggling. The Coastal Police joined on 3 May "
    "2031. Officers arrested {0} smugglers and seized more than 3,400 cartons of cigarettes.\n\n"
)
DOCUMENTS = 16


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    return written(tmp_path / "releases", 1)


def written(folder: Path, paragraphs: int) -> Path:
    folder.mkdir()
    for number in range(DOCUMENTS):
        (folder / f"r{number:02}.txt").write_text(PARAGRAPH.format(number + 2) * paragraphs, "utf-8")
    return folder


def interrupted(arguments: list[str], watched: Path) -> tuple[int, str]:
    """Run ``kg`` as a terminal would, press Ctrl-C once two files are there, and return how it ended."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,  # a group of its own, all of which Ctrl-C reaches
    )
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline and len(list(watched.glob("*.json"))) < 2:
        time.sleep(0.01)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    return process.returncode, said


@pytest.mark.parametrize("workers", [1, 2])
def test_extract_stops_cleanly_and_goes_on(kg, tmp_path, workers):
    out = tmp_path / "records"
    releases = written(tmp_path / "long", 150)  # long enough to be in the middle of
    code, said = interrupted(["extract", str(releases), "-o", str(out), "--workers", str(workers)], out)
    assert code == 130, said
    assert said.strip().endswith("kg: interrupted")
    assert "Traceback" not in said
    left = sorted(out.iterdir())
    assert 2 <= len(left) < DOCUMENTS
    assert all(path.suffix == ".json" and json.loads(path.read_bytes())["figures"] for path in left)
    before = {path: path.stat().st_mtime_ns for path in left}
    ran = kg("extract", releases, "-o", out)
    assert f"{DOCUMENTS - len(left)} documents read" in ran.err
    assert {path: path.stat().st_mtime_ns for path in left} == before
    assert len(list(out.iterdir())) == DOCUMENTS


@pytest.mark.parametrize("workers", [1, 2])
def test_ingest_stops_cleanly_and_goes_on(kg, releases, workspace, workers):
    records = workspace / "records"
    arguments = ["--workspace", str(workspace), "ingest", str(releases), "--workers", str(workers)]
    code, said = interrupted(arguments, records)
    assert code == 130, said
    assert "Traceback" not in said
    with Workspace(workspace).open_reader() as reader:
        held = [n for n in range(DOCUMENTS) if reader.count(Iris().announcement_graph(f"r{n:02}"))]
    assert 1 <= len(held) < DOCUMENTS
    assert not list(records.glob("*.new"))
    ran = kg("--workspace", workspace, "ingest", releases)
    assert ran.code == 0, ran.err
    assert f"{DOCUMENTS - len(held)} documents ingested, {len(held)} unchanged" in ran.err
    assert kg("--workspace", workspace, "validate").code == 0


def test_a_run_cut_off_before_its_commit_is_made_up_for(kg, releases, workspace):
    """The archive is written before the graph: what is only there has not been ingested."""
    document = releases / "r00.txt"
    assert kg("--workspace", workspace, "ingest", document).code == 0
    archive = (workspace / "archive").rename(workspace / "kept")
    assert kg("--workspace", workspace, "withdraw", "r00").code == 0
    if (workspace / "archive").exists():
        pytest.fail("withdrawing made an archive")
    archive.rename(workspace / "archive")
    assert "1 documents ingested" in kg("--workspace", workspace, "ingest", document).err
