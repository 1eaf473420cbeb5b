"""Generations, locks and faults of a workspace."""

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError, StoreCorrupt, StoreError, StoreLocked, StoreTooNew
from kg.rdf.terms import Literal, NamedNode, Quad, Triple
from kg.store.bulk import bulk_build
from kg.store.workspace import Workspace

GRAPH = NamedNode("https://example.org/graph")


def fact(n: int) -> Triple:
    return Triple(NamedNode("https://example.org/x"), NamedNode("https://example.org/p"), Literal(f"value {n}"))


def build(workspace: Workspace, *numbers: int) -> None:
    with workspace.new_generation() as directory:
        bulk_build(directory, [Quad(*fact(n), GRAPH) for n in numbers])


def commit(workspace: Workspace, *numbers: int) -> None:
    with workspace.open_store() as store, store.writer() as writer:
        writer.replace_graph(GRAPH, [fact(n) for n in numbers])


def values(workspace: Workspace) -> set[Triple]:
    with workspace.open_reader() as reader:
        return set(reader.match())


def directories(workspace: Workspace) -> list[str]:
    return sorted(entry.name for entry in workspace.store_path.iterdir() if entry.is_dir())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


def test_an_empty_workspace_says_what_to_run(workspace: Workspace) -> None:
    with pytest.raises(StoreError, match="run `kg build`"):
        workspace.open_reader()
    with pytest.raises(StoreError, match="run `kg build`"), workspace.open_store():
        pass
    assert not workspace.path.exists()


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_place_that_may_not_be_written_to_says_what_to_do(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The error is raised by hand: whoever is root may write anywhere."""

    def refuse(path: Path, **_: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError, match=r"store: .* may not be written to; choose another with --workspace DIR"):
        build(workspace, 1)


def test_an_empty_store_can_be_asked_for(workspace: Workspace) -> None:
    with workspace.open_store(create=True):
        assert values(workspace) == set()
    commit(workspace, 1)
    assert values(workspace) == {fact(1)}


def test_a_build_replaces_the_generation_before(workspace: Workspace) -> None:
    build(workspace, 1)
    build(workspace, 2, 3)
    assert values(workspace) == {fact(2), fact(3)}
    assert directories(workspace) == ["gen-0002"]
    assert json.loads((workspace.store_path / "format.json").read_text()) == {"format": 1}


def test_a_failed_build_leaves_everything_as_it_was(workspace: Workspace) -> None:
    build(workspace, 1)
    with pytest.raises(ZeroDivisionError):
        _build_and_fail(workspace)
    with pytest.raises(StoreError, match="no store was built"), workspace.new_generation():
        pass
    assert values(workspace) == {fact(1)}
    assert directories(workspace) == ["gen-0001"]


def _build_and_fail(workspace: Workspace) -> None:
    with workspace.new_generation() as directory:
        bulk_build(directory, [Quad(*fact(2), GRAPH)])
        raise ZeroDivisionError


def test_a_reader_keeps_what_it_opened_and_a_new_one_sees_the_commit(workspace: Workspace) -> None:
    build(workspace, 1)
    old = workspace.open_reader()
    with workspace.open_store() as store:
        with store.writer() as writer:
            writer.replace_graph(GRAPH, [fact(2)])
        assert values(workspace) == {fact(2)} == set(store.reader().match())
        with store.writer() as writer:
            writer.replace_graph(GRAPH, [fact(3)])
        assert values(workspace) == {fact(3)}
    assert set(old.match()) == {fact(1)}
    assert directories(workspace) == ["gen-0001", "gen-0003"]
    old.close()
    commit(workspace, 4)
    assert directories(workspace) == ["gen-0004"]


def test_a_commit_that_changes_nothing_makes_no_generation(workspace: Workspace) -> None:
    build(workspace, 1)
    commit(workspace, 1)
    assert workspace.current() == "gen-0001"


def test_what_a_killed_writer_left_is_swept(workspace: Workspace) -> None:
    build(workspace, 1)
    for name in ("building-new-1", "building-copy-2", "gen-0009"):
        (workspace.store_path / name).mkdir()
        (workspace.store_path / name / "000001.sst").write_bytes(b"half")
    build(workspace, 2)
    assert directories(workspace) == ["gen-0002"]
    assert values(workspace) == {fact(2)}


def test_a_second_writer_in_this_process_is_refused(workspace: Workspace) -> None:
    build(workspace, 1)
    with workspace.open_store(), pytest.raises(StoreLocked, match="is writing"), workspace.open_store():
        pass
    commit(workspace, 2)


OTHER = """
import sys
from kg.store.workspace import Workspace
with Workspace(sys.argv[1]).open_store() as store:
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_a_second_process_is_refused_by_name_and_reads_meanwhile(workspace: Workspace) -> None:
    build(workspace, 1)
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(workspace.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreLocked, match=f"process {other.pid} is writing"), workspace.open_store():
            pass
        with pytest.raises(StoreLocked), workspace.new_generation():
            pass
        assert values(workspace) == {fact(1)}
        other.kill()
    commit(workspace, 2)
    assert values(workspace) == {fact(2)}
    assert directories(workspace) == ["gen-0002"]


def test_a_newer_format_is_refused_and_nothing_touched(workspace: Workspace) -> None:
    build(workspace, 1)
    path = workspace.store_path / "format.json"
    path.write_text('{"format": 2, "more": true}\n')
    with pytest.raises(StoreTooNew, match="found format 2; this version of kg reads up to 1"):
        workspace.open_reader()
    with pytest.raises(StoreTooNew), workspace.open_store():
        pass
    with pytest.raises(StoreTooNew), workspace.new_generation():
        pass
    assert path.read_text() == '{"format": 2, "more": true}\n'


@pytest.mark.parametrize(
    ("name", "content"),
    [("format.json", "{"), ("format.json", None), ("CURRENT", "nonsense"), ("CURRENT", "gen-0777")],
)
def test_a_broken_workspace_is_told_and_can_be_built_anew(workspace: Workspace, name: str, content: str | None) -> None:
    build(workspace, 1)
    if content is None:
        (workspace.store_path / name).unlink()
    else:
        (workspace.store_path / name).write_text(content)
    with pytest.raises(StoreCorrupt, match="run `kg build`"):
        workspace.open_reader()
    with pytest.raises(StoreCorrupt, match="run `kg build`"), workspace.open_store():
        pass
    build(workspace, 2)
    assert values(workspace) == {fact(2)}


@pytest.mark.parametrize("pattern", ["MANIFEST-*", "*.sst", "CURRENT"])
def test_broken_files_of_a_generation_are_told(workspace: Workspace, pattern: str) -> None:
    build(workspace, *range(50))
    generation = workspace.store_path / str(workspace.current())
    for path in generation.glob(pattern):
        path.write_bytes(b"\x13 not what was written" * 3)
    with pytest.raises(StoreCorrupt):
        values(workspace)
    with pytest.raises(StoreCorrupt), workspace.open_store() as store:
        list(store.reader().match())
    build(workspace, 2)
    assert values(workspace) == {fact(2)}


def test_a_bulk_build_refuses_what_no_graph_may_hold(workspace: Workspace) -> None:
    build(workspace, 1)
    with pytest.raises(InputError, match="in no graph"), workspace.new_generation() as directory:
        bulk_build(directory, [Quad(*fact(2))])
    assert values(workspace) == {fact(1)}
    assert directories(workspace) == ["gen-0001"]


FULL = """
import resource, sys
from kg.errors import StoreError
from kg.rdf.terms import Literal, NamedNode, Quad, Triple
from kg.store.bulk import bulk_build
from kg.store.workspace import Workspace
workspace, how = Workspace(sys.argv[1]), sys.argv[2]
graph, p = NamedNode("https://example.org/graph"), NamedNode("https://example.org/p")
many = [Triple(NamedNode(f"https://example.org/{n}"), p, Literal(f"{n} " * 50)) for n in range(20_000)]
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 17, 1 << 17))
try:
    if how == "build":
        with workspace.new_generation() as directory:
            bulk_build(directory, (Quad(*t, graph) for t in many))
    else:
        with workspace.open_store() as store, store.writer() as writer:
            writer.replace_graph(graph, many)
except StoreError as error:
    print(error)
    sys.exit(3)
"""


@pytest.mark.parametrize("how", ["build", "commit"])
def test_a_full_disk_leaves_the_store_as_it_was(workspace: Workspace, how: str) -> None:
    build(workspace, 1)
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(workspace.path), how], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (3, "")
    assert "the disk is full" in run.stdout
    assert values(workspace) == {fact(1)}
    assert directories(workspace) == ["gen-0001"]
    commit(workspace, 2)
    assert values(workspace) == {fact(2)}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"_:b <urn:p> <urn:o> <urn:g> .", "found _:"),
        (b"<urn:s> <urn:p> _:b <urn:g> .", "found _:"),
        (b"<urn:s> <urn:p> <urn:o> _:g .", "found _:"),
        (b"<urn:s> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> <urn:g> .", "found <urn:a>"),
        (b"<urn:s> <urn:p> <urn:o> .", "in no graph"),
        (b'<urn:s> <urn:p> "o" .', "in no graph"),
        (b"<urn:s> <urn:p> .", "cannot be parsed"),
    ],
)
def test_a_stream_of_unfit_statements_is_refused(tmp_path: Path, line: bytes, message: str) -> None:
    fine = b'<urn:s> <urn:p> "_:b << is only text" <urn:g> .\n'
    with pytest.raises(InputError, match=message):
        bulk_build(tmp_path / "store", io.BytesIO(fine + line + b"\n" + fine))
    assert bulk_build(tmp_path / "other", io.BytesIO(fine)) == 1
