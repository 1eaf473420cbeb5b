"""Run the coverage-guided fuzzer: ``python -m tests.fuzz.fuzz TARGET [--found DIR] [-runs=N] [CORPUS...]``.

Needs atheris (``pip install atheris``), which no test does. Options with one dash are libFuzzer's; without a corpus
the one of the repository is read, and what is new is written to the first that is named. What breaks a target ends
the run and lies in ``crash-*``; with ``--found DIR`` it is put there, a few of each kind, and the run goes on. Cut it
small, mend what it broke, and add it to ``tests/fuzz/corpus/TARGET/``.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import traceback
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
WORDS = Path(__file__).parent / "words.dict"
_KEPT_OF_A_KIND = 5


def main(arguments: list[str]) -> None:
    """Fuzz a target until told to stop, or something breaks."""
    import atheris

    with atheris.instrument_imports(include=["kg"]):
        from kg.extract.rules import load_rules
        from tests.fuzz import targets

        for language in ("en", "zh"):  # imported when first asked for, which would be too late to be watched
            load_rules(language)
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=targets.TARGETS)
    parser.add_argument("--found", type=Path)
    given, options = parser.parse_known_args(arguments[1:])

    def check(data: bytes) -> None:
        try:
            targets.run(given.target, data)
        except Exception as error:
            if given.found is None:
                raise
            _keep(given.found / given.target, data, error)

    if all(option.startswith("-") for option in options):
        options.append(str(CORPUS / given.target))
    atheris.Setup([arguments[0], f"-dict={WORDS}", *options], check)
    atheris.Fuzz()


def _keep(folder: Path, data: bytes, error: Exception) -> None:
    """Write down an input that broke something, under the place where it broke."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    kind = folder / f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"
    kind.mkdir(parents=True, exist_ok=True)
    if len(list(kind.glob("*.bin"))) < _KEPT_OF_A_KIND:
        (kind / f"{hashlib.sha1(data).hexdigest()[:12]}.bin").write_bytes(data)
        (kind / "why.txt").write_text("".join(traceback.format_exception(error)), "utf-8", "replace")


if __name__ == "__main__":
    main(sys.argv)
