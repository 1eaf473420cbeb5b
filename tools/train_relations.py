"""Fit the weights of the relation finder to gold records, checked by leaving documents out.

usage: python tools/train_relations.py GOLD_DIR DOCUMENTS_DIR [GOLD_DIR DOCUMENTS_DIR ...] [--write FILE] [--folds N]

Prints, for each model, precision, recall and F1 on documents it was not fitted to, at the floors that serve best.
Same folders, same weights.
"""

from __future__ import annotations

import argparse
import json
import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract.en.gather import find_mentions
from kg.extract.en.relating.cases import CaseReader
from kg.extract.en.relating.clauses import passing_words
from kg.extract.en.relating.occasions import OccasionReader
from kg.extract.en.relating.roles import RoleReader
from kg.extract.en.relating.targets import TargetReader
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import Mentions
from kg.extract.scene import Scene
from kg.extract.text import Text
from kg.extract.weighing import BIAS, Model, Weighed
from kg.model.record import DocumentInfo
from tools.score_relations import Record, matched, with_gold_names

NONE = "none"
ROUNDS = 12
STEP = 0.25
RIDGE = 0.15
AS_FOUND = 0.5
"""What an example on the names as the reader finds them, errors and all, weighs beside one on gold's."""
FEWEST = 2
"""Features met in fewer documents get no weight."""


PRIORS: Mapping[str, Mapping[str, float]] = tomllib.loads(
    Path(__file__).with_name("relation_priors.toml").read_text("utf-8")
)
"""What the rules of reading say of a feature before any example is seen; other weights are drawn to nought."""


@dataclass(slots=True)
class Example:
    """One pair of things: its features and what gold says of it."""

    document: str
    features: tuple[str, ...]
    outcome: str
    weight: float = 1.0


@dataclass(slots=True)
class Task:
    """What one model learns: examples, and how many gold relations no example stands for."""

    outcomes: tuple[str, ...]
    examples: list[Example]
    missed: Counter[str]


def fit(examples: Sequence[Example], outcomes: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return weights by outcome: logistic regression over many outcomes with a ridge, by adaptive steps."""
    documents: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for name in example.features:
            documents[name].add(example.document)
    known = {name for name, where in documents.items() if len(where) >= FEWEST} | {BIAS}
    known |= {name for outcome in outcomes for name in PRIORS.get(outcome, {})}
    rows = [([BIAS, *[f for f in e.features if f in known]], e.outcome, e.weight) for e in examples]
    priors = {o: {n: PRIORS.get(o, {}).get(n, 0.0) for n in sorted(known)} for o in outcomes}
    weights = {o: dict(prior) for o, prior in priors.items()}
    sums = {o: dict.fromkeys(known, 1e-6) for o in outcomes}
    for _ in range(ROUNDS):
        for names, outcome, weight in rows:
            scores = {o: sum(w[n] for n in names) for o, w in weights.items()}
            top = max(0.0, *scores.values())
            powers = {o: math.exp(s - top) for o, s in scores.items()}
            total = math.exp(-top) + sum(powers.values())
            for o, w in weights.items():
                error = powers[o] / total - (outcome == o)
                squares, prior = sums[o], priors[o]
                for n in names:
                    slope = weight * error + RIDGE * (w[n] - prior[n])
                    squares[n] += slope * slope
                    w[n] -= STEP * slope / math.sqrt(squares[n])
    return weights


def prune(weights: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return the weights rounded, those next to nothing left out."""
    return {o: {n: round(v, 2) for n, v in sorted(w.items()) if abs(v) >= 0.05} for o, w in weights.items()}


def cross_validate(task: Task, folds: int) -> list[tuple[Example, dict[str, float]]]:
    """Return each example with what a model fitted to other documents makes of it."""
    documents = sorted({e.document for e in task.examples})
    part = {name: number % folds for number, name in enumerate(documents)}
    found: list[tuple[Example, dict[str, float]]] = []
    for fold in range(folds):
        model = Model(fit([e for e in task.examples if part[e.document] != fold], task.outcomes), {})
        found += [(e, model.shares(e.features)) for e in task.examples if part[e.document] == fold and e.weight >= 1]
    return found


def best_floors(task: Task, said: Sequence[tuple[Example, dict[str, float]]]) -> dict[str, float]:
    """Return, for each outcome, how sure it must be for the best F1."""
    floors: dict[str, float] = {}
    for outcome in task.outcomes:
        ranked = sorted(
            ((shares[outcome], e.outcome == outcome) for e, shares in said if shares[outcome] == max(shares.values())),
            reverse=True,
        )
        gold = sum(e.outcome == outcome for e, _ in said) + task.missed[outcome]
        best, floors[outcome], hits = 0.0, 0.5, 0
        for number, (share, right) in enumerate(ranked, start=1):
            hits += right
            score = 2 * hits / (gold + number)
            if score > best:
                best, floors[outcome] = score, round(share - 0.005, 2)
        floors[outcome] = min(0.6, max(0.4, floors[outcome]))
    return floors


def report(name: str, task: Task, said: Sequence[tuple[Example, dict[str, float]]], floors: dict[str, float]) -> None:
    """Print how documents left out were read."""
    model = Model({o: {} for o in task.outcomes}, floors)
    hits, given, gold = Counter[str](), Counter[str](), Counter(task.missed)
    by_share: dict[float, list[bool]] = defaultdict(list)
    for example, shares in said:
        able = [(s, o) for o, s in shares.items() if s >= model.floors[o]]
        gold[example.outcome] += 1
        if able:
            share, outcome = max(able)
            given[outcome] += 1
            hits[outcome] += outcome == example.outcome
            by_share[round(share, 1)].append(outcome == example.outcome)
    for outcome in (*task.outcomes, "all"):
        all_ = outcome == "all"
        h = sum(hits.values()) if all_ else hits[outcome]
        n = sum(given.values()) if all_ else given[outcome]
        g = sum(v for o, v in gold.items() if o != NONE) if all_ else gold[outcome]
        print(
            f"{name:8} {outcome:14} P {h / max(n, 1):.3f}  R {h / max(g, 1):.3f}  F1 {2 * h / max(n + g, 1):.3f}"
            f"   ({h} of {g}, {n} predicted; no pair for {sum(task.missed.values()) if all_ else task.missed[outcome]})"
        )
    print("   ", "  ".join(f"{s:.1f}: {sum(r) / len(r):.2f} of {len(r)}" for s, r in sorted(by_share.items())))


def add(
    task: Task,
    document: str,
    pairs: Mapping[tuple[str, str], Weighed],
    wanted: Mapping[tuple[str, str], str],
    weight: float,
) -> None:
    """Add the pairs of one document; examples of less than full weight are fitted to, never scored."""
    for pair, weighed in sorted(pairs.items()):
        task.examples.append(Example(document, tuple(sorted(weighed.features)), wanted.get(pair, NONE), weight))
    if weight >= 1:
        task.missed.update(outcome for pair, outcome in wanted.items() if pair not in pairs)


def read_folder(tasks: dict[str, Task], gold_dir: Path, documents: Path) -> None:
    """Add the examples of every document of a folder: on gold's names, and with less weight on those found."""
    lexicon = load_lexicon("en")
    for path in sorted(gold_dir.glob("*.json")):
        source = documents / f"{path.stem}.txt"
        if not source.exists():
            continue
        gold = json.loads(path.read_text("utf-8"))
        text = Text(source.read_bytes().decode("utf-8"), abbreviations=lexicon.abbreviations)
        info = DocumentInfo(id=path.stem, language="en")
        found = find_mentions(text, lexicon, document=info, gazetteer=None)
        read_document(tasks, path.stem, text, *with_gold_names(text, found, gold), gold, 1.0)
        read_document(tasks, path.stem, text, found, matched(found, gold), gold, AS_FOUND)


def read_document(
    tasks: dict[str, Task],
    name: str,
    text: Text,
    mentions: Mentions,
    keys: Mapping[str, str],
    gold: Record,
    weight: float,
) -> None:
    """Add the examples of one document; `keys` ties gold's things to the mentions."""
    lexicon = load_lexicon("en")
    scene = Scene(text, mentions, passing_words(text, lexicon))
    roles = RoleReader(scene, lexicon)
    pairs = {"roles": roles.examples()}
    cases = CaseReader(scene, lexicon, roles.leaders)
    pairs |= {
        "targets": TargetReader(scene, lexicon).examples(),
        "handlers": cases.bodies(),
        "concerns": cases.concerns(),
        "examples": cases.campaigns(),
        "announced": OccasionReader(scene, lexicon).announced(),
    }
    wanted: dict[str, dict[tuple[str, str], str]] = {task: {} for task in tasks}
    for relation in gold["relations"]:
        ends = [e if e.startswith("domain:") else keys.get(e, "") for e in (relation["from"], relation["to"])]
        for task_name, task in tasks.items():
            if relation["type"] in task.outcomes and all(ends):
                wanted[task_name][ends[0], ends[1].removeprefix("domain:")] = relation["type"]
    for task_name, task in tasks.items():
        add(task, name, pairs[task_name], wanted[task_name], weight)


OUTCOMES = {
    "roles": ("leads", "participates"),
    "targets": ("targets",),
    "handlers": ("handles", "supervises"),
    "concerns": ("concerns",),
    "examples": ("case-of",),
    "announced": ("announces",),
}


def main() -> None:
    """Read the folders, cross-validate, fit to all, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--check", type=Path, nargs="+", default=[], help="folders that are only scored")
    options = parser.parse_args()
    tasks = {name: Task(outcomes, [], Counter()) for name, outcomes in OUTCOMES.items()}
    for gold, documents in zip(options.folders[::2], options.folders[1::2], strict=True):
        read_folder(tasks, gold, documents)
    checks: list[dict[str, Task]] = []
    for gold, documents in zip(options.check[::2], options.check[1::2], strict=True):
        checks.append({name: Task(task.outcomes, [], Counter()) for name, task in tasks.items()})
        read_folder(checks[-1], gold, documents)
    lines = ["# Weights of features, fitted to records made by reading (tools/train_relations.py); not words.", ""]
    for name, task in tasks.items():
        said = cross_validate(task, options.folds)
        floors = best_floors(task, said)
        report(name, task, said, floors)
        lines += [f"[{name}.floors]", *[f"{o} = {v}" for o, v in floors.items()], ""]
        weights_of = prune(fit(task.examples, task.outcomes))
        for check in checks:
            model = Model(weights_of, floors)
            shares = [(e, model.shares(e.features)) for e in check[name].examples if e.weight >= 1]
            report("  check", check[name], shares, floors)
        for outcome, weights in weights_of.items():
            lines += [f"[{name}.{outcome}]", *[f'"{n}" = {v}' for n, v in weights.items()], ""]
    if options.write:
        options.write.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
