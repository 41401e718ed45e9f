"""Fit the weights of confidence: which features of a claim go with its being whole in the gold.

    python benchmarks/calibrate.py [FOLDER ...] [--output ontology/lexicon/confidence.yaml]

Prints the weights, or writes them. Each FOLDER holds pairs of NAME.gold.jsonl and
NAME.texts.jsonl, by default those of the tests. A logistic regression with an L2 penalty; what
the text guesses may only lower confidence. Of the sets in `LEFT_OUT` two are adversarial and would
teach it a world that is harder than news; the third tells who is named, not what is done.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from sanctiongraph import evaluate
from sanctiongraph.annotate import Annotator
from sanctiongraph.annotate.confidence import kinds
from sanctiongraph.annotate.roles import GUESSES
from sanctiongraph.evaluation import Finding
from sanctiongraph.model import Document
from sanctiongraph.outputs import write_text

OWN = Path(__file__).resolve().parents[1] / "tests" / "data" / "gold"
LEFT_OUT = ("sentences", "articles", "entities")
PENALTY, STEPS, RATE = 1.5, 4000, 0.02
RARE = 3
"""Features of fewer claims than these get no weight, but for guesses."""
GUESSED = -0.5
"""What a guess costs where nothing is known of it: half as many odds, roughly."""


def claims(gold: Path) -> Iterator[tuple[set[str], bool]]:
    """The features of each claim that counts in a gold set, and whether it is whole."""
    texts = gold.with_name(gold.name.replace(".gold.", ".texts."))
    scores = evaluate(gold, texts)
    wrong, right = places((*scores.different, *scores.extra)), places(scores.whole)
    rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    documents = [Document(id=row["id"], text=row["text"], date=row.get("date")) for row in rows]
    for document, reading in zip(documents, Annotator().read(documents), strict=True):
        for action in reading.actions:
            place = (document.id, action.evidence[0].trigger_start)
            if place in wrong | right:  # repeats and what is optional don't count
                yield set(kinds(action.reasons)), place in right


def places(findings: Iterable[Finding]) -> set[tuple[str, int]]:
    return {(one.document, one.found.triggers[0][0]) for one in findings if one.found is not None}


def fit(rows: list[tuple[set[str], bool]], names: list[str]) -> np.ndarray:
    """Weights by name, and the bias last."""
    held = np.array([[name in features for name in names] + [True] for features, _ in rows], float)
    right = np.array([whole for _, whole in rows], float)
    prior = np.array([GUESSED if name in GUESSES else 0.0 for name in names] + [0.0])
    free = np.array([False for _ in names] + [True])
    weights = prior.copy()
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-held @ weights))
        slope = held.T @ (told - right) + np.where(free, 0, PENALTY * (weights - prior))
        weights -= RATE * slope / np.sqrt(len(rows))
        weights[prior < 0] = np.minimum(weights[prior < 0], -0.05)
    return weights


def table(rows: list[tuple[set[str], bool]]) -> Iterator[str]:
    """The lines of the lexicon file."""
    number = Counter(name for features, _ in rows for name in features)
    names = sorted({name for name, count in number.items() if count >= RARE} | GUESSES)
    *weights, bias = fit(rows, names)
    whole = sum(right for _, right in rows)
    yield "# Weights of a claim's features, added up to the logarithm of the odds that the claim is whole."
    yield f"# Fitted by benchmarks/calibrate.py on {len(rows)} claims, {whole} of them whole."
    yield f"bias: {bias:.2f}"
    yield "weights:"
    for name, weight in zip(names, weights, strict=True):
        yield f'  "{name}": {weight:.2f}    # {number[name]} claims'


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[OWN])
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    files = [path for folder in given.folders for path in sorted(folder.glob("*.gold.jsonl"))]
    used = [path for path in files if path.name.removesuffix(".gold.jsonl") not in LEFT_OUT]
    lines = "\n".join(table([row for path in used for row in claims(path)])) + "\n"
    if given.output:
        write_text(given.output, lines)
    else:
        print(lines, end="")


if __name__ == "__main__":
    main()
