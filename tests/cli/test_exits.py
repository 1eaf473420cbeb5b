"""Every error class has an exit code, and no error shows a traceback."""

import os
import subprocess
import sys

import click
import pytest

import kg.errors
from kg.cli.exits import EXIT_CODES, exit_code, run
from kg.cli.talk import Talk
from kg.errors import InputError, KgError, SourceError, StoreError


def all_errors(class_=KgError):
    yield from (sub for child in class_.__subclasses__() for sub in (child, *all_errors(child)))


def test_every_error_class_has_a_code():
    found = set(all_errors())
    assert len(found) >= 14
    for class_ in found:
        assert any(parent in EXIT_CODES for parent in class_.__mro__), class_


def test_every_error_class_is_drawn_in_the_tree():
    for class_ in all_errors():
        if class_.__module__ == "kg.errors":
            assert class_.__name__ in (kg.errors.__doc__ or "")


@pytest.mark.parametrize(("error", "code"), [(InputError, 2), (SourceError, 3), (StoreError, 4)])
def test_codes_are_those_others_rely_on(error, code):
    assert exit_code(error("x")) == code


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (StoreError("the disk is full"), 4, "kg: the disk is full"),
        (KeyboardInterrupt(), 130, "kg: interrupted"),
        (click.Abort(), 130, "kg: interrupted"),
        (OSError(28, "No space left on device", "/x"), 4, "kg: /x: No space left on device"),
    ],
)
def test_a_command_that_fails_says_so_and_no_more(capsys, raised, code, said):
    @click.command()
    def failing():
        raise raised

    with pytest.raises(SystemExit) as left:
        run(failing, [], Talk)
    assert left.value.code == code
    assert capsys.readouterr().err.strip() == said


@pytest.mark.parametrize("command", ["query", "list", "show", "stats"])
def test_output_cut_off_by_its_reader_is_no_finding(built, command):
    """As with ``| head -1``: nothing is said, and the exit code is not the one of findings."""
    arguments = {
        "query": ["query", "announcements"],
        "list": ["query", "--list"],
        "show": ["show", "Lantern 2024", "--all"],
        "stats": ["stats"],
    }[command]
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(
        [sys.executable, "-m", "kg", "--workspace", str(built), *arguments],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (141, b"")
