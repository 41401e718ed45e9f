"""What our rules cost beside spaCy's own components, as ratios of one run.

    python benchmarks/cost.py NEWS.jsonl [--documents 400] [--runs 3]

Frames, stance, roles and dates are what is built on the recognised actors. Runs of the things
compared are interleaved, and each counts with its median.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sanctiongraph.annotate.annotator import DEFAULT_MODEL, _pipeline, reading

OURS = ("sg_actors", "sg_offices", "sg_coreference", "sg_offices_of_pronouns", "sg_frames", "sg_relations")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    lines = given.news.read_text(encoding="utf-8").splitlines()[: given.documents]
    texts = [json.loads(line)["text"] for line in lines]
    nlp = _pipeline(DEFAULT_MODEL)

    def parsed(*without: str) -> None:
        with nlp.select_pipes(disable=list(without)):
            list(nlp.pipe(texts, batch_size=64))

    def read() -> None:
        for doc in nlp.pipe(texts, batch_size=64):
            reading(doc, "2025-06-18")

    things: dict[str, Callable[[], None]] = {
        "spaCy alone": lambda: parsed(*OURS),
        "with actors and offices": lambda: parsed("sg_frames", "sg_relations"),
        "with frames": lambda: parsed("sg_relations"),
        "with frames and relations": parsed,
        "with frames, relations, stance, roles, dates": read,
    }
    times: defaultdict[str, list[float]] = defaultdict(list)
    parsed()
    for _ in range(given.runs):
        for name, thing in things.items():
            began = time.perf_counter()
            thing()
            times[name].append(time.perf_counter() - began)
    spent = {name: median(taken) for name, taken in times.items()}
    alone, actors, frames, relations, whole = spent.values()
    print("| of spaCy's own time | ratio |\n| --- | ---: |")
    for name, seconds in spent.items():
        print(f"| {name} | {seconds / alone:.2f} |")
    print(f"| relations by themselves | {(relations - frames) / alone:.3f} |")
    print(f"| frames, relations, stance, roles and dates by themselves | {(whole - actors) / alone:.2f} |")


if __name__ == "__main__":
    main()
