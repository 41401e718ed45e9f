"""How fast and how steady the server answers, alone and beside queries that never end.

    python benchmarks/serving.py [--triples 1000000] [--seconds 4] [--rounds 3] [--clients 16] [--heavy 1 4]

Made-up claims are written to a store, served, and asked for one entity's claims at a time by wrk, whose
clients keep their connections: no question twice, then the same hundred again and again. The same
questions asked of pyoxigraph in this process, one after the other and written as the server writes them,
are the measure: `ratio` is the server's rate by that one. Of several rounds the best counts, as others may
use the machine; the time of processors that an answer takes, in the server's process and in its workers, is
steadier. Then the same beside endless queries, with how these ended.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from random import Random

import psutil
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store

from sanctiongraph.store import load, open_store, read_graph
from sanctiongraph.vocab import BASE, PREFIXES, RDF, RDFS, sg

A_CLAIM = 5
ENTITIES = 5_000
"""Of small stores a twentieth of the triples."""
QUESTION = (
    f"SELECT ?imposer ?date {{ ?a sg:hasTarget <{BASE}country/NUMBER> ; sg:hasImposer/rdfs:label ?imposer ; "
    "sg:date ?date } LIMIT 10"
)
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?c != ?l && ?f != ?i) }"
)


def quads(triples: int, chance: Random) -> Iterator[Quad]:
    """Entities with a label, and claims that name two of them each."""
    graph, entities = NamedNode(BASE + "graph/made-up"), entities_of(triples)
    for number in range(entities):
        node = NamedNode(f"{BASE}country/{number}")
        yield Quad(node, NamedNode(RDF + "type"), NamedNode(sg("Country")), graph)
        yield Quad(node, NamedNode(RDFS + "label"), Literal(f"Land {number}"), graph)
    for number in range((triples - 2 * entities) // A_CLAIM):
        claim = NamedNode(f"{BASE}document/d{number // 10}#c{number}")
        yield Quad(claim, NamedNode(RDF + "type"), NamedNode(sg("Made")), graph)
        for role in ("hasImposer", "hasTarget"):
            node = NamedNode(f"{BASE}country/{chance.randrange(entities)}")
            yield Quad(claim, NamedNode(sg(role)), node, graph)
        yield Quad(claim, NamedNode(sg("date")), Literal(f"20{number % 25:02}"), graph)
        yield Quad(claim, NamedNode(sg("grounds")), Literal(f"because of {number}"), graph)


def entities_of(triples: int) -> int:
    """How many entities a store of so many triples has."""
    return min(ENTITIES, triples // 20)


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


def question(chance: Random, entities: int = ENTITIES) -> str:
    """Ten claims against one entity."""
    return QUESTION.replace("NUMBER", str(chance.randrange(entities)))


def bare(store: Store, seconds: float, entities: int) -> float:
    """Answers a second of pyoxigraph alone."""
    chance, answers, until = Random(1), 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        found = store.query(question(chance, entities), prefixes=PREFIXES, use_default_graph_as_union=True)
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


@dataclass(frozen=True)
class Measured:
    """Answers a second, milliseconds that half and nearly all took at most, microseconds of processors
    that an answer took in the server and in the workers that live, and what went wrong.
    """

    rate: float
    p50: float
    p99: float
    server: float
    workers: float
    wrong: str

    def row(self, name: str, alone: float) -> str:
        """A line of the table."""
        return (
            f"{name:18} {self.rate:6.0f}/s  p50 {self.p50:6.1f} ms  p99 {self.p99:6.1f} ms  "
            f"ratio {self.rate / alone:5.2f}  server {self.server:4.0f} us  workers {self.workers:4.0f} us"
            f"  {self.wrong}"
        )


def asking(entities: int, *, again: bool) -> str:
    """What tells wrk what to ask: no question twice or, `again`, the same hundred."""
    query = '" .. math.random(0, most) .. "'.join(QUESTION.split("NUMBER"))
    return f"""
    local n, most = 0, {min(entities, 100 if again else entities) - 1}
    function init(args) round = args[1]; math.randomseed(round) end
    function request()
        n = n + 1
        local query = "{query}"{"" if again else ' .. " # " .. round .. " " .. n'}
        return wrk.format("POST", "/sparql", {{["Content-Type"]="application/sparql-query"}}, query)
    end
    """


@dataclass
class Wrk:
    """Light questions, asked by wrk of one server; each round has questions of its own."""

    port: int
    entities: int
    seconds: int
    rounds: int
    _round: int = 0

    def best(self, clients: int, *, again: bool = False) -> Measured:
        """The best of the rounds."""
        rounds = [self._measured(clients, again=again) for _ in range(self.rounds)]
        return max(rounds, key=attrgetter("rate"))

    def _measured(self, clients: int, *, again: bool) -> Measured:
        self._round += 1
        server = next(one for one in psutil.Process().children() if one.children())
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(asking(self.entities, again=again))
            script.flush()
            words = ["-t1", f"-c{clients}", f"-d{self.seconds}s", "--latency", "-s", script.name]
            before = used(server)
            told = subprocess.run(
                ["wrk", *words, f"http://127.0.0.1:{self.port}", "--", str(self._round)],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            after = used(server)
        number = int(re.findall(r"(\d+) requests in", told)[0])
        p50, p99 = (_milliseconds(re.findall(rf" {share}%\s+(\S+)", told)[0]) for share in (50, 99))
        spent = {one: 1e6 * (late - before[one]) / number for one, late in after.items()}
        own = spent.pop(server.pid)
        wrong = re.findall(r"Non-2xx.*|Socket errors.*", told)
        return Measured(number / self.seconds, p50, p99, own, sum(spent.values()), "; ".join(wrong))


def used(server: psutil.Process) -> Counter[int]:
    """Seconds of processors, by the number of the process, of the server and of those that it has started."""
    return Counter({one.pid: sum(one.cpu_times()[:2]) for one in (server, *server.children())})


def _milliseconds(written: str) -> float:
    units = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", written).groups()
    return float(number) * units[unit]


def settled() -> None:
    """Waits until all workers of the server have started."""
    server = next(one for one in psutil.Process().children() if one.children())
    before = -1.0
    while (now := used(server).total()) > before + 0.05:
        before = now
        time.sleep(1)


def heavy(port: int, ended: Counter[int], stop: threading.Event) -> None:
    """One endless query after the other; one who is turned away waits less than asked to."""
    while not stop.is_set():
        status = asked(port, ENDLESS)
        ended[status] += 1
        time.sleep(0.5 if status == 503 else 0.0)


def main() -> None:
    """Prints a line for each case."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--heavy", type=int, nargs="*", default=[1, 4])
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk, which asks the questions, is not installed")
    entities = entities_of(options.triples)
    with tempfile.TemporaryDirectory() as place:
        folder = made(options.triples, Path(place))
        store = read_graph(folder)
        alone = max(bare(store, options.seconds / 2, entities) for _ in range(options.rounds))
        print(f"{'bare pyoxigraph':18} {alone:6.0f}/s")
        with served(folder) as port:
            settled()
            measure(Wrk(port, entities, options.seconds, options.rounds), options, alone)


def measure(wrk: Wrk, options: argparse.Namespace, alone: float) -> None:
    """The lines of the server."""
    print(wrk.best(1).row("one client", alone), flush=True)
    print(wrk.best(options.clients).row(f"{options.clients} clients", alone), flush=True)
    print(wrk.best(options.clients, again=True).row("asked again", alone), flush=True)
    for number in options.heavy:
        ended: Counter[int] = Counter()
        stop = threading.Event()
        threads = [threading.Thread(target=heavy, args=(wrk.port, ended, stop)) for _ in range(number)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        measured = wrk.best(options.clients)
        stop.set()
        for thread in threads:
            thread.join()
        print(measured.row(f"beside {number} endless", alone), f"endless ended {dict(ended)}", flush=True)


if __name__ == "__main__":
    main()
