"""Whether every answer is right while workers are killed and slow clients hold connections.

    python benchmarks/steady.py [--triples 100000] [--seconds 180] [--every 5] [--half 1500]

Clients ask for one entity's claims, no question twice, and compare each answer with that of pyoxigraph in
this process. A process of the server is killed `every` so many seconds, and `half` connections, begun anew
when they are cut off, send half a request. Told are the answers, how they ended, and their times.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import socket
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

import psutil
from pyoxigraph import QueryResultsFormat, Store
from serving import made, question, served

from sanctiongraph.store import read_graph
from sanctiongraph.vocab import PREFIXES

CLIENTS = 4


class Asking:
    """Clients that compare answers, until they are told to stop."""

    def __init__(self, port: int, store: Store) -> None:
        self.stop = threading.Event()
        self.ended: Counter[str] = Counter()
        self.times: list[float] = []
        self._port, self._store, self._numbers = port, store, itertools.count()
        self.threads = [threading.Thread(target=self._client, args=(seed,)) for seed in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def _client(self, seed: int) -> None:
        chance = Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        while not self.stop.wait(0.01):
            query = f"{question(chance).replace(' LIMIT 10', '')} # {next(self._numbers)}"
            began = time.perf_counter()
            try:
                self.ended[self._judged(query, connection)] += 1
            except (OSError, http.client.HTTPException) as error:
                self.ended[type(error).__name__] += 1
                connection.close()
            self.times.append(time.perf_counter() - began)

    def _judged(self, query: str, connection: http.client.HTTPConnection) -> str:
        connection.request("POST", "/sparql", query, {"Content-Type": "application/sparql-query"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            return f"status {answer.status}"
        return "right" if _rows(body) == self._rows(query) else "WRONG"

    def _rows(self, query: str) -> list[str]:
        found = self._store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        return _rows(found.serialize(format=QueryResultsFormat.JSON) or b"")


def _rows(body: bytes) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in json.loads(body)["results"]["bindings"])


def killing(server: psutil.Process, every: float, stop: threading.Event, killed: Counter[str]) -> None:
    """Kills one process after the other, whatever it is at."""
    chance = Random(0)
    while not stop.wait(every):
        with suppress(psutil.NoSuchProcess):
            chance.choice(server.children()).kill()
            killed["killed"] += 1


def half_sending(port: int, number: int, stop: threading.Event, cut: Counter[str]) -> None:
    """Holds so many connections that have sent half a request."""
    held: list[socket.socket] = []
    while not stop.wait(0.2):
        with suppress(OSError):
            while len(held) < number:
                one = socket.create_connection(("127.0.0.1", port), timeout=5)
                one.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nX-Half: ")
                one.setblocking(False)
                held.append(one)
        kept = [one for one in held if not _is_cut(one)]
        cut["cut off"] += len(held) - len(kept)
        held = kept
    for one in held:
        one.close()


def _is_cut(one: socket.socket) -> bool:
    try:
        return one.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def main() -> None:
    """Prints what was answered."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--every", type=float, default=5)
    parser.add_argument("--half", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = made(options.triples, Path(place))
        with served(folder) as port:
            server = next(one for one in psutil.Process().children() if one.children())
            events: Counter[str] = Counter()
            asking = Asking(port, read_graph(folder))
            others = [
                threading.Thread(target=killing, args=(server, options.every, asking.stop, events)),
                threading.Thread(target=half_sending, args=(port, options.half, asking.stop, events)),
            ]
            for thread in others:
                thread.start()
            time.sleep(options.seconds)
            asking.stop.set()
            for thread in (*asking.threads, *others):
                thread.join()
    times = sorted(asking.times)
    p50, p99 = (1000 * times[int(len(times) * share)] for share in (0.5, 0.99))
    print(f"{len(times)} answers in {options.seconds:g} s: {dict(asking.ended)}; {dict(events)}")
    print(f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, longest {1000 * times[-1]:.0f} ms")


if __name__ == "__main__":
    main()
