"""Fit how sure a figure's reading is to gold records, checked by leaving documents out.

usage: python tools/train_certainty.py GOLD_DIR DOCUMENTS_DIR [GOLD_DIR DOCUMENTS_DIR ...] [--write FILE] [--folds N]

Prints, for documents the weights were not fitted to, how many of the figures said to be so sure are right in every
attribute. Same folders, same weights.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract.agreement import agreement, match_figures
from kg.extract.attribution import Attribution
from kg.extract.en.certainty import COMPLETE, signs_of
from kg.extract.en.figures import find_drafts, find_stated_times
from kg.extract.en.gather import find_mentions
from kg.extract.evaluate import match_entities
from kg.extract.lexicon import load_lexicon
from kg.extract.record import extract_record
from kg.extract.text import Text
from kg.extract.weighing import BIAS, Model
from kg.model.record import DocumentInfo
from kg.read.render import record_value

ROUNDS = 30
STEP = 0.2
RIDGE = 0.03
FEWEST = 4
"""Signs met in fewer documents get no weight."""


@dataclass(slots=True)
class Example:
    """One predicted figure: its signs, and whether it is right in every attribute."""

    document: str
    signs: tuple[str, ...]
    right: bool


def examples_of(gold_dir: Path, documents: Path) -> list[Example]:
    """Return the predicted figures of every gold record whose text is at hand; those that gold calls minor left out."""
    found: list[Example] = []
    lexicon = load_lexicon("en")
    for file in sorted(gold_dir.glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        source = documents / f"{file.stem}.txt"
        if gold.get("format") != "extraction-record/1" or not source.exists():
            continue
        text = Text(source.read_bytes().decode("utf-8"), language="en", abbreviations=lexicon.abbreviations)
        document = DocumentInfo(id=file.stem, language="en")
        said = record_value(extract_record(text, lexicon, document=document))
        keys = match_entities(gold["campaigns"], said["campaigns"])
        pairs = {p: g for g, p in match_figures(gold["figures"], said["figures"]).items()}
        mentions = find_mentions(text, lexicon, document=document, gazetteer=None)
        times = find_stated_times(text, lexicon, mentions, document)
        drafts = find_drafts(text, lexicon, mentions, times)
        attribution = Attribution(text, mentions, times, drafts, lexicon)
        figure = 0
        for number, draft in enumerate(drafts):
            if draft.dropped:
                continue
            belonging = attribution.of(number)
            signs = signs_of(draft, attribution.focus, belonging.campaign, belonging.period)
            match = gold["figures"][pairs[figure]] if figure in pairs else None
            right = match is not None and all(agreement(match, said["figures"][figure], keys).values())
            if not (match or said["figures"][figure]).get("minor"):
                found.append(Example(file.stem, signs, right))
            figure += 1
    return found


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weight of each sign: logistic regression with a ridge, by adaptive steps."""
    documents: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for sign in example.signs:
            documents[sign].add(example.document)
    known = {sign for sign, where in documents.items() if len(where) >= FEWEST}
    weights = dict.fromkeys([BIAS, *sorted(known)], 0.0)
    squares = dict.fromkeys(weights, 1e-6)
    for _ in range(ROUNDS):
        for example in examples:
            names = [BIAS, *(s for s in example.signs if s in known)]
            share = 1 / (1 + math.exp(-math.fsum(weights[n] for n in names)))
            for name in names:
                slope = share - example.right + RIDGE * weights[name]
                squares[name] += slope * slope
                weights[name] -= STEP * slope / math.sqrt(squares[name])
    return {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= 0.05}


def report(examples: Sequence[Example], folds: int) -> None:
    """Print how sure figures were said to be, and how many of them were right."""
    documents = sorted({e.document for e in examples})
    levels: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for fold in range(folds):
        left_out = set(documents[fold::folds])
        model = Model({COMPLETE: fit([e for e in examples if e.document not in left_out])}, {})
        for example in examples:
            if example.document in left_out:
                share = model.shares(example.signs)[COMPLETE]
                levels[round(share, 1)].append((share, example.right))
    for level, said in sorted(levels.items()):
        mean = sum(share for share, _ in said) / len(said)
        print(f"said {level:.1f} (mean {mean:.2f}): right {sum(r for _, r in said) / len(said):.2f} of {len(said)}")


def main() -> None:
    """Fit, check and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    args = parser.parse_args()
    if len(args.folders) % 2:
        parser.error("folders come in pairs: gold records, then their documents")
    examples = [
        example
        for gold, texts in zip(args.folders[::2], args.folders[1::2], strict=True)
        for example in examples_of(gold, texts)
    ]
    report(examples, args.folds)
    if args.write:
        lines = ["# How sure a figure's reading is: weights of signs (tools/train_certainty.py); not words.", ""]
        lines += [f"[{COMPLETE}]", *(f"{json.dumps(sign)} = {weight}" for sign, weight in fit(examples).items())]
        args.write.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
