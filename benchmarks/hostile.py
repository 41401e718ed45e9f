"""How light queries fare while hostile ones pour in, and whether each of these is answered in time.

    python benchmarks/hostile.py [--triples 1000000] [--hostile 500] [--clients 8] [--light 2]

Queries of which no two are the same, endless, hungry, too deep, too long or reaching out, are sent to a
server as fast as `clients` get answers; who is turned away goes on at once. Beside them `light` clients ask
for one entity's claims. Told are the times of the light ones, alone and meanwhile, how the hostile ones
ended, and the longest that one of them took, of which the limit of two seconds and one more are promised.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from serving import asked, made, question, served

MANY = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(8))
HOSTILE = (
    f"SELECT (COUNT(*) AS ?n%d) {{ {MANY} FILTER (?c1 != ?c7) }}",
    f"SELECT (SUM(STRLEN(STR(?c3))) AS ?n%d) {{ {MANY} FILTER (?c1 != ?c7) }}",
    f"SELECT (COUNT(DISTINCT ?c3) AS ?n%d) {{ {MANY} }}",
    f"SELECT (GROUP_CONCAT(?c1) AS ?x%d) {{ {MANY} }}",
    f"SELECT * {{ {MANY} }} ORDER BY ?c1 ?c%d",
    f"CONSTRUCT {{ ?a1 ?b2 ?c3 }} {{ {MANY} . ?x <a:%d>* ?y }}",
    f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {MANY} . ?q ?r %d }} }}",
    "SELECT * " + "{" * 5000 + "}" * 5000 + "# %d",
    "SELECT (" + "-" * 20_000 + "%d AS ?x) {}",
    "SELECT * { ?s " + "/".join(["<a:b>*"] * 3000) + " ?o%d }",
    "ASK { " + " . ".join(f"?v{n} ?p{n} ?v{n + 1}" for n in range(95)) + " . ?z ?y %d }",
    "SELECT * { " + " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(60)) + " . ?z ?y %d }",
    'SELECT (REPLACE("' + "a" * 9000 + '", "a", "' + "b" * 9000 + '") AS ?x%d) {}',
    "SELECT * { SERVICE <http://127.0.0.1:1/%d> { ?s ?p ?o } }",
)


class Light:
    """Clients that ask light questions until they are told to stop, with the times of the answers."""

    def __init__(self, port: int, clients: int) -> None:
        self.times: list[float] = []
        self.statuses: Counter[int] = Counter()
        self._port, self._stop = port, threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(seed,)) for seed in range(clients)]

    def __enter__(self) -> Light:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, seed: int) -> None:
        chance = Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        while not self._stop.wait(0.005):
            began = time.perf_counter()
            self.statuses[asked(self._port, question(chance), connection)] += 1
            self.times.append(time.perf_counter() - began)

    def told(self) -> str:
        """Percentiles in milliseconds, and the statuses."""
        times = [1000 * seconds for seconds in sorted(self.times)]
        p50, p90, p99 = (times[int(len(times) * share)] for share in (0.5, 0.9, 0.99))
        return f"{len(times)} light, p50 {p50:.1f}, p90 {p90:.1f}, p99 {p99:.1f} ms {dict(self.statuses)}"


def flood(port: int, number: int, clients: int) -> tuple[Counter[int], float]:
    """How the hostile queries ended, and the seconds that the longest took."""
    numbers, lock = iter(range(number)), threading.Lock()
    ended: Counter[int] = Counter()
    longest = [0.0]

    def client() -> None:
        for each in _one_by_one(numbers, lock):
            began = time.perf_counter()
            ended[asked(port, HOSTILE[each % len(HOSTILE)] % each)] += 1
            longest[0] = max(longest[0], time.perf_counter() - began)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended, longest[0]


def _one_by_one(numbers: Iterator[int], lock: threading.Lock) -> Iterator[int]:
    for _ in itertools.count():
        with lock:
            number = next(numbers, None)
        if number is None:
            return
        yield number


def main() -> None:
    """Prints the light ones alone, the light ones beside the hostile, and the hostile."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--hostile", type=int, default=500)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--light", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, served(made(options.triples, Path(place))) as port:
        with Light(port, options.light) as alone:
            time.sleep(5)
        print("alone:", alone.told())
        with Light(port, options.light) as light:
            ended, longest = flood(port, options.hostile, options.clients)
        print(f"beside {options.hostile} hostile:", light.told())
        print(f"hostile ended {dict(ended)}, the longest after {longest:.2f} s")
        assert asked(port, "ASK {}") == 200


if __name__ == "__main__":
    main()
