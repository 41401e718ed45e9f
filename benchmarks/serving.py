"""How fast and how steady the server answers, alone and beside queries that never end.

    python benchmarks/serving.py [--triples 1000000] [--seconds 10] [--clients 8] [--heavy 4]

Made-up claims are written to a store, served, and asked for one entity's claims at a time by clients in
threads that keep their connections: no question twice, then the same hundred again and again. The same
questions asked of pyoxigraph in this process, one after the other and written as the server writes them,
are the measure: `ratio` is the server's rate by that one. Then the same beside endless queries, with how
these ended.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store

from sanctiongraph.store import load, open_store, read_graph
from sanctiongraph.vocab import BASE, PREFIXES, RDF, RDFS, sg

A_CLAIM = 5
ENTITIES = 5_000
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?c != ?l && ?f != ?i) }"
)


def quads(triples: int, chance: Random) -> Iterator[Quad]:
    """Entities with a label, and claims that name two of them each."""
    graph = NamedNode(BASE + "graph/made-up")
    for number in range(ENTITIES):
        node = NamedNode(f"{BASE}country/{number}")
        yield Quad(node, NamedNode(RDF + "type"), NamedNode(sg("Country")), graph)
        yield Quad(node, NamedNode(RDFS + "label"), Literal(f"Land {number}"), graph)
    for number in range((triples - 2 * ENTITIES) // A_CLAIM):
        claim = NamedNode(f"{BASE}document/d{number // 10}#c{number}")
        yield Quad(claim, NamedNode(RDF + "type"), NamedNode(sg("Made")), graph)
        for role in ("hasImposer", "hasTarget"):
            node = NamedNode(f"{BASE}country/{chance.randrange(ENTITIES)}")
            yield Quad(claim, NamedNode(sg(role)), node, graph)
        yield Quad(claim, NamedNode(sg("date")), Literal(f"20{number % 25:02}"), graph)
        yield Quad(claim, NamedNode(sg("grounds")), Literal(f"because of {number}"), graph)


def made(triples: int, place: Path) -> Path:
    """A store folder of so many triples."""
    load(open_store(place / "store"), quads(triples, Random(0)), folder=place / "store")
    return place / "store"


@contextmanager
def served(folder: Path, *words: str) -> Iterator[int]:
    """The port at which `sanctiongraph serve` answers from a folder; queries may take two seconds."""
    program = "from sanctiongraph.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, "serve", str(folder), "--port", "0", "--seconds", "2", *words],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as server:
        try:
            found = re.search(r":(\d+)/", server.stdout.readline() if server.stdout else "")
            if found is None:
                raise SystemExit("the server did not start")
            yield int(found[1])
        finally:
            server.terminate()


def question(chance: Random) -> str:
    """Ten claims against one entity."""
    node = f"{BASE}country/{chance.randrange(ENTITIES)}"
    return (
        f"SELECT ?imposer ?date {{ ?a sg:hasTarget <{node}> ; sg:hasImposer/rdfs:label ?imposer ; "
        "sg:date ?date } LIMIT 10"
    )


def bare(store: Store, seconds: float) -> float:
    """Answers a second of pyoxigraph alone."""
    chance, answers, until = Random(1), 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        found = store.query(question(chance), prefixes=PREFIXES, use_default_graph_as_union=True)
        found.serialize(format=QueryResultsFormat.JSON)
        answers += 1
    return answers / seconds


def asked(port: int, query: str, connection: http.client.HTTPConnection | None = None) -> int:
    """The status of an answer."""
    connection = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/sparql-query"}
    connection.request("POST", "/sparql", query.encode(), headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def light(
    port: int, clients: int, seconds: float, *, again: bool = False
) -> tuple[float, list[float], Counter[int]]:
    """Answers a second, their times in order, and their statuses.

    No question comes twice; or, `again`, the same hundred do.
    """
    times: list[float] = []
    statuses: Counter[int] = Counter()
    until = time.perf_counter() + seconds

    def client(seed: int) -> None:
        chance = Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while time.perf_counter() < until:
            began = time.perf_counter()
            number = len(times)
            query = question(Random(number % 100)) if again else f"{question(chance)} # {seed} {number}"
            statuses[asked(port, query, connection)] += 1
            times.append(time.perf_counter() - began)

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / seconds, sorted(times), statuses


def heavy(port: int, ended: Counter[int], stop: threading.Event) -> None:
    """One endless query after the other; one who is turned away waits less than asked to."""
    while not stop.is_set():
        status = asked(port, ENDLESS)
        ended[status] += 1
        time.sleep(0.5 if status == 503 else 0.0)


def row(name: str, measured: tuple[float, list[float], Counter[int]], alone: float) -> str:
    rate, times, statuses = measured
    p50, p99 = (times[int(len(times) * share)] * 1000 for share in (0.5, 0.99))
    told = ", ".join(f"{number} of {status}" for status, number in sorted(statuses.items()))
    return (
        f"{name:24} {rate:8.0f}/s  p50 {p50:7.1f} ms  p99 {p99:7.1f} ms  ratio {rate / alone:5.2f}  ({told})"
    )


def main() -> None:
    """Prints a line for each case."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--heavy", type=int, nargs="*", default=[1, 4])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = made(options.triples, Path(place))
        alone = bare(read_graph(folder), options.seconds)
        print(f"{'bare pyoxigraph':24} {alone:8.0f}/s")
        with served(folder) as port:
            measure(port, options, alone)


def measure(port: int, options: argparse.Namespace, alone: float) -> None:
    """The lines of the server."""
    print(row("one client", light(port, 1, options.seconds), alone))
    print(row(f"{options.clients} clients", light(port, options.clients, options.seconds), alone))
    repeated = light(port, options.clients, options.seconds, again=True)
    print(row("asked again", repeated, alone))
    for number in options.heavy:
        ended: Counter[int] = Counter()
        stop = threading.Event()
        threads = [threading.Thread(target=heavy, args=(port, ended, stop)) for _ in range(number)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        measured = light(port, options.clients, options.seconds)
        stop.set()
        for thread in threads:
            thread.join()
        print(row(f"beside {number} endless", measured, alone), f"endless ended {dict(ended)}")


if __name__ == "__main__":
    main()
