"""How good: a Markdown table of what `sanctiongraph evaluate` says of the project's own gold sets.

    python benchmarks/quality.py [FOLDER]

FOLDER holds pairs of NAME.gold.jsonl and NAME.texts.jsonl, by default those of the tests.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from sanctiongraph import evaluate
from sanctiongraph.evaluation import Rate, Scores, Share

OWN = Path(__file__).resolve().parents[1] / "tests" / "data" / "gold"
ORDER = ("fresh", "wide", "news", "windows", "sentences", "articles")
SETS = {f"{name}.gold.jsonl": number for number, name in enumerate(ORDER)}
"""What comes first in the table; sets of others follow by name."""
OF_ENTITIES = "entities.gold.jsonl"
"""The set that tells who is named, not what is done."""

RATES = {
    "sanction actions": "actions",
    "imposers": "imposers",
    "targets": "targets",
    "measures": "measures",
    "whole tuples": "tuples",
}
SHARES = ("act", "modality", "negation", "date", "grounds", "count")


def table(scores: dict[str, Scores]) -> Iterator[str]:
    """The lines of the table, one column a set."""
    yield row("", *(f"{name} ({found.documents} texts)" for name, found in scores.items()))
    yield row("---", *("---:" for _ in scores))
    yield row("*precision / recall / F1 of*", *("" for _ in scores))
    for label, name in RATES.items():
        yield row(label, *(rated(getattr(found, name)) for found in scores.values()))
    yield row("*accuracy, where the action was found, of*", *("" for _ in scores))
    for name in SHARES:
        yield row(name, *(shared(getattr(found, name)) for found in scores.values()))


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def rated(rate: Rate) -> str:
    return f"{rate.precision:.2f} / {rate.recall:.2f} / {rate.f1:.2f}"


def shared(share: Share) -> str:
    return "-" if share.accuracy is None else f"{share.accuracy:.2f} of {share.total}"


def main(folder: Path) -> None:
    found = (path for path in folder.glob("*.gold.jsonl") if path.name != OF_ENTITIES)
    files = sorted(found, key=lambda path: (SETS.get(path.name, len(SETS)), path.name))
    if not files:
        sys.exit(f"{folder}: no file NAME.gold.jsonl in it")
    scores = {
        path.name.removesuffix(".gold.jsonl"): evaluate(
            path, path.with_name(path.name.replace(".gold.", ".texts."))
        )
        for path in files
    }
    print(*table(scores), sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OWN)
