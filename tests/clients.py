"""A server in a process of its own, and a client that asks it."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace

import psutil
import worlds
from shell import environment

from sanctiongraph.exports import write
from sanctiongraph.readings import Readings
from sanctiongraph.store import load, open_store
from sanctiongraph.triples import quads

SECONDS, ROWS, PATIENCE = 0.7, 500, 1.0
ORIGIN = "https://friend.example"
TEXT = "The Treasury blacklisted Maduro in July 2017. <b>Nothing</b> else happened. It will."
JSON = "application/sparql-results+json"
PROGRAM = f"""
import sys
from pathlib import Path
from sanctiongraph.serving import Address, Limits, Source, house, serve
house._LOOK_EVERY = 0.1
serve(
    Source.of([Path(sys.argv[1])]),
    Address(port=0, names=("graph.example",), cors={ORIGIN!r}),
    Limits(workers=2, seconds={SECONDS}, rows={ROWS}, megabytes=512, patience={PATIENCE}),
    told=lambda url, open: print(url, flush=True),
)
"""


@dataclass
class Reply:
    """A response: its status, headers by lower-case name, and body."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float = 0.0

    @property
    def line(self) -> str:
        """The one line of a refusal."""
        assert self.headers["content-type"] == "text/plain; charset=utf-8"
        [line] = self.body.decode().splitlines()
        return line


class Client:
    """Asks a server that runs in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        said = process.stdout.readline()
        assert said.startswith("http://"), said + process.stderr.read()
        self.port = int(re.search(r":(\d+)/", said)[1])

    def ask(self, path, *, method="GET", body=None, timeout=20, **headers) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        began = time.monotonic()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers=named)
        got = connection.getresponse()
        body = got.read()
        connection.close()
        found = {name.lower(): value for name, value in got.getheaders()}
        return Reply(got.status, found, body, time.monotonic() - began)

    def query(self, text, **headers) -> Reply:
        return self.ask(
            "/sparql",
            method="POST",
            body=text.encode(),
            **{"Content_Type": "application/sparql-query"} | headers,
        )

    def rest(self) -> None:
        """Waits until the workers that were ended have been replaced: nobody computes any more."""
        before = -1.0
        while (used := sum(sum(one.cpu_times()[:2]) for one in self.workers())) != before:
            before = used
            time.sleep(0.4)

    def lives(self) -> bool:
        """Whether it answers, if need be when the workers that were ended have been replaced."""
        until = time.monotonic() + 30
        while (status := self.query("ASK {}").status) == 503 and time.monotonic() < until:
            time.sleep(0.1)
        return status == 200

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


@contextmanager
def running(*words, **extra):
    with subprocess.Popen(
        words, env=environment(**extra), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Client(process)
        finally:
            process.terminate()
            process.communicate(timeout=60)


def world(folder, knowledge=None, **more):
    store = open_store()
    load(store, quads(knowledge or worlds.small(), **more))
    write(store, folder / "graph.trig")
    return folder


def furnished(folder):
    """A folder as a build leaves it: a graph, and the text of one of its documents."""
    known = worlds.small()
    far = worlds.evidence("It will.", "will", start=len(TEXT) - 8)
    first = replace(
        known.accounts[0],
        document=replace(known.accounts[0].document, text=TEXT, digest=""),
        actions=(
            known.accounts[0].actions[0],
            *(replace(one, evidence=far) for one in known.accounts[0].actions[1:]),
        ),
        tenures=(replace(known.accounts[0].tenures[0], evidence=far),),
    )
    with Readings(folder / "readings.sqlite") as readings:
        readings.keep_texts([first.document])
    return world(folder, replace(known, accounts=(first, *known.accounts[1:])))


def serving(folder):
    """A server of such a folder, with short limits."""
    return running(sys.executable, "-c", PROGRAM, str(folder))
