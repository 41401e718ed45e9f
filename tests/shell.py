"""A small world of news, and the command line as a user runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

__all__ = [
    "NEWS",
    "ROOT",
    "Run",
    "command",
    "complaints",
    "environment",
    "sanctiongraph",
    "served",
    "write_news",
]

ROOT = Path(__file__).parents[1]

NEWS = {
    "a.txt": "Canada imposed sanctions on Belarus on 3 March 2024 over the arrest of protesters.\n",
    "b.md": "# Oslo relents\n\nNorway will lift its sanctions on Myanmar, said Anna Berg, the minister.\n",
    "wire/c.jsonl": (
        '{"id": "w1", "date": "2024-05-02", "title": "Tokyo warns", "text": '
        '"Japan threatened to impose sanctions on North Korea if it fires another missile."}\n'
        '{"id": "w2", "date": "2024-05-03", "text": '
        '"The European Union renewed its arms embargo on Zimbabwe for a year."}\n'
    ),
    "wire/d.csv": 'id,date,text\nv1,2024-06-01,"Britain froze the assets of two Russian banks on Friday."\n',
}
"""Five documents in four files; each states one sanction action."""

Run = Callable[..., subprocess.CompletedProcess[str]]


def write_news(folder: Path, news: dict[str, str] = NEWS) -> Path:
    for name, text in news.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def environment(**extra: str) -> dict[str, str]:
    """The environment in which the command line finds the package under test."""
    path = os.pathsep.join([str(ROOT / "graph"), *filter(None, sys.path)])
    return os.environ | {"PYTHONPATH": path, "COLUMNS": "100"} | extra


def command(*words: object) -> list[str]:
    """``sanctiongraph WORDS``, whether or not it is installed."""
    return [sys.executable, "-c", "from sanctiongraph.cli import main; main()", *map(str, words)]


def sanctiongraph(*words: object, cwd: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line; gives its exit code and what it said, but not how far it was, which a slow
    machine is told."""
    done = subprocess.run(
        command(*words),
        cwd=cwd,
        env=environment(**extra),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    done.stderr = "".join(f"{line}\n" for line in complaints(done.stderr))
    return done


def served(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs ``sanctiongraph serve WORDS`` at a free port until it answers, then ends it by SIGTERM."""
    with subprocess.Popen(
        command(*words, "--port", 0),
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        first = process.stdout.readline() if process.stdout else ""
        _wait_for(re.search(r"http://\S+/", first))
        process.terminate()
        rest, errors = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, first + rest, errors)


def _wait_for(address: re.Match[str] | None) -> None:
    """Until a server answers at an address that it has told, a minute at most."""
    deadline = time.monotonic() + 60
    while address and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address[0], timeout=10):
                return
        except OSError:
            time.sleep(0.1)


def complaints(said: str) -> list[str]:
    """The lines of standard error that aren't about how far a long run is."""
    return [line for line in said.splitlines() if not re.search(r"\d documents, .* a second", line)]
