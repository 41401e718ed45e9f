"""How fast: documents a second, what kept readings save, and what starting costs, as ratios.

    python benchmarks/speed.py NEWS... [--runs 3]

Times are medians; runs of the things compared are interleaved, so that a busy machine slows
all of them alike. Ratios travel between machines, seconds don't.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sanctiongraph import Settings, build

MAIN = "from sanctiongraph.cli import main; main(['--help'])"


def starting(program: str) -> None:
    subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL, check=True)


def measured(things: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """The median seconds of each thing, in interleaved runs."""
    times: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(runs):
        for name, thing in things.items():
            began = time.perf_counter()
            thing()
            times[name].append(time.perf_counter() - began)
    return {name: median(taken) for name, taken in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("news", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        known, fresh = Path(folder, "known"), Path(folder, "fresh")
        summary = build(given.news, known)

        def anew(processes: int) -> None:
            shutil.rmtree(fresh, ignore_errors=True)
            build(given.news, fresh, Settings(processes=processes))

        taken = measured(
            {
                "python alone": lambda: starting("pass"),
                "sanctiongraph --help": lambda: starting(MAIN),
                "build, 1 process": lambda: anew(1),
                "build, 2 processes": lambda: anew(2),
                "build, all known": lambda: build(given.news, known),
            },
            given.runs,
        )
    print(f"{summary.documents} documents, {summary.actions} sanction actions")
    one = taken["build, 1 process"]
    for name, seconds in taken.items():
        rate = f"{summary.documents / seconds:8.1f} a second" if name.startswith("build") else ""
        print(f"{name:22} {seconds:8.2f} s {seconds / one:8.3f} of one process {rate}")


if __name__ == "__main__":
    main()
