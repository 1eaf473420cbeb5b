"""Docs that cannot drift: generated pages, commands and questions the README names, links, versions."""

import re
import subprocess

import pytest

from kg.cli.app import COMMANDS
from kg.query.catalogue import read_catalogue
from tests.conftest import REPOSITORY
from tools.write_docs import PAGES, stale

README = (REPOSITORY / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name):
    assert stale({name: PAGES[name]}) == [], "run: make docs"


def test_every_command_the_docs_name_exists():
    pages = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", REPOSITORY / "tools" / "demo.sh"]
    named = {name for page in pages for name in re.findall(r"\bkg ([a-z]+)", page.read_text("utf-8"))}
    assert {"build", "show", "query", "verify", "validate", "stats", "withdraw"} <= named
    assert named <= set(COMMANDS) | {"is"}


def test_every_question_the_docs_name_exists():
    catalogue = read_catalogue()
    pages = [README, (REPOSITORY / "tools" / "demo.sh").read_text("utf-8")]
    named = {name for page in pages for name in re.findall(r"query ([a-z]+(?:-[a-z]+)+)", page)}
    assert named
    assert named <= set(catalogue)


def test_every_link_leads_somewhere():
    for page in (REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", REPOSITORY / "data" / "README.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_has_the_two_commands():
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= targets
    assert "make demo" in README
    assert "make test" in README


def test_the_changelog_speaks_of_this_version():
    from kg import __version__

    assert f"## {__version__}" in (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    assert f"version: {__version__}" in (REPOSITORY / "CITATION.cff").read_text("utf-8")


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return listed.stdout.split()


def test_no_large_or_built_file_is_kept():
    for name in tracked():
        path = REPOSITORY / name
        if path.is_file():
            assert path.stat().st_size < 1_500_000, name
            assert not name.endswith((".min.js", ".wasm", ".whl")), name
