"""Stores for tests: an Oxigraph server, a Virtuoso, and a server that answers just what a test wants."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

__all__ = ["Hostile", "Seen", "free_port", "hostile", "oxigraph", "response", "update", "virtuoso"]


def free_port() -> int:
    """A port that nobody listens at; somebody may the next moment, which the one who uses it sees."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph() -> Iterator[str]:
    """The address of an Oxigraph server in memory; skips without the package `oxigraph`."""
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("the server of the package oxigraph is not installed")
    port = free_port()
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}"], port):
        yield f"http://127.0.0.1:{port}"


def update(url: str, text: str) -> None:
    """What somebody else does to an Oxigraph server."""
    request = urllib.request.Request(
        f"{url}/update", text.encode(), {"Content-Type": "application/sparql-update"}
    )
    urllib.request.urlopen(request, timeout=30).close()


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of a Virtuoso with a new database, whose user `dba` has the password `dba`."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("virtuoso-t is not installed (Debian: virtuoso-opensource)")
    port, other = free_port(), free_port()
    names = {"DatabaseFile": "db", "ErrorLogFile": "log", "LockFile": "lck", "TransactionFile": "trx"}
    lines = "\n".join(f"{key} = virtuoso.{end}" for key, end in names.items())
    (folder / "virtuoso.ini").write_text(
        f"[Database]\n{lines}\nxa_persistent_file = virtuoso.pxa\n"
        "[TempDatabase]\nDatabaseFile = temp.db\nTransactionFile = temp.trx\n"
        f"[Parameters]\nServerPort = 127.0.0.1:{other}\nDisableUnixSocket = 1\n"
        f"[HTTPServer]\nServerPort = 127.0.0.1:{port}\n[SPARQL]\nResultSetMaxRows = 10000\n"
    )
    with _running([program, "+foreground", "+configfile", "virtuoso.ini"], port, cwd=folder):
        yield f"http://127.0.0.1:{port}/sparql"


@contextmanager
def _running(command: list[str], port: int, cwd: Path | None = None) -> Iterator[None]:
    """A program until the end of the block, from when it listens at a port."""
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            deadline = time.monotonic() + 30
            while not _listens(port):
                assert program.poll() is None, f"{command[0]} ended"
                assert time.monotonic() < deadline, f"{command[0]} doesn't listen"
                time.sleep(0.02)
            yield
        finally:
            program.kill()


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@dataclass
class Seen:
    """A request as a server saw it."""

    method: str
    path: str
    headers: dict[str, str]
    body: str


Answering = Callable[[Seen], bytes]


@dataclass
class Hostile:
    """A server that sends what it was told to, and remembers what it was asked."""

    url: str
    answers: Answering
    seen: list[Seen] = field(default_factory=list)


@contextmanager
def hostile(answers: bytes | list[bytes] | Answering) -> Iterator[Hostile]:
    """A server that answers the first request of each connection: always the same, in turn, or by need."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Hostile(f"http://127.0.0.1:{listening.getsockname()[1]}", _answering(answers))
        threading.Thread(target=_serve, args=(listening, server), daemon=True).start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)


def response(status: str = "200 OK", body: str | bytes = b"", **headers: str) -> bytes:
    """What a server sends: headers are written with ``_`` for ``-``."""
    body = body.encode() if isinstance(body, str) else body
    told = {"Content_Length": str(len(body)), "Connection": "close"} | headers
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def _answering(answers: bytes | list[bytes] | Answering) -> Answering:
    if isinstance(answers, bytes):
        return lambda _: answers
    if isinstance(answers, list):
        waiting = iter(answers)
        return lambda _: next(waiting)
    return answers


def _serve(listening: socket.socket, server: Hostile) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=_answer, args=(connection, server), daemon=True).start()


def _answer(connection: socket.socket, server: Hostile) -> None:
    with suppress(OSError, ValueError), connection, connection.makefile("rb") as stream:
        method, path, _ = stream.readline().decode().split(" ", 2)
        lines = iter(lambda: stream.readline().decode().strip(), "")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = stream.read(int(headers.get("content-length", 0))).decode()
        seen = Seen(method, path, headers, body)
        server.seen.append(seen)
        connection.sendall(server.answers(seen))
