"""What the command line says while it works: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sanctiongraph.model import Skipped

if TYPE_CHECKING:
    from rich.progress import Progress, Task, TaskID

__all__ = ["Voice", "one_line"]

_SECONDS_A_LINE = 10.0
_PASSED_OVER = 10
"""So many things that were passed over are named; a folder may hold thousands of pictures."""


class Voice:
    """Says results to standard output, everything else to standard error."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet, self.verbose = quiet, verbose

    def say(self, text: str) -> None:
        """Something good to know, unless the user wants quiet."""
        if not self.quiet:
            print(text, flush=True)

    def warn(self, text: str) -> None:
        """Something that the user should look at, unless they want quiet: one line."""
        if not self.quiet:
            self.complain(text)

    def complain(self, text: str) -> None:
        """Something went wrong: one line, whatever the text holds."""
        print(f"sanctiongraph: {one_line(text)}", file=sys.stderr)

    @contextmanager
    def progress(self) -> Iterator[_Listener]:
        """Somebody to tell how far a run is."""
        if self.quiet:
            yield _Listener(self)
        elif sys.stderr.isatty():
            with _bar() as bar:
                yield (listener := _Bar(self, bar))
            listener.end()
        else:
            yield (lines := _Lines(self))
            lines.end()


def one_line(text: str) -> str:
    r"""The text in one line, without anything that a terminal would obey.

    >>> one_line("a\nb \x1b[31mred")
    'a b \ufffd[31mred'
    """
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))


class _Listener:
    """Tells of failures, and unless the user wants quiet of the first things passed over."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._passed = 0

    def step(self, name: str, done: int, total: int | None) -> None: ...

    def skipped(self, item: Skipped) -> None:
        self._passed += not item.failed
        named = not self._voice.quiet and self._passed <= _PASSED_OVER
        if item.failed or self._voice.verbose or named:
            self._voice.complain(f"{item.source}: {item.reason}")

    def end(self) -> None:
        """Tells how many things were passed over and not named."""
        if self._passed > _PASSED_OVER and not self._voice.verbose:
            more = self._passed - _PASSED_OVER
            self._voice.complain(f"and {more} more passed over; see the report, or ask with --verbose")


class _Lines(_Listener):
    """A line every ten seconds."""

    _name, _began, _told = "", 0.0, 0.0

    def step(self, name: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if name != self._name:
            self._name, self._began, self._told = name, now, now
        elif now - self._told >= _SECONDS_A_LINE:
            self._told = now
            print(f"sanctiongraph: {name}: {_rate(done, total, now - self._began)}", file=sys.stderr)


def _rate(done: int, total: int | None, seconds: float) -> str:
    """How far and how fast.

    >>> _rate(50, 150, 10), _rate(50, None, 10)
    ('50 of 150 documents, 5.0 a second, 20 s left', '50 documents, 5.0 a second')
    """
    speed = done / seconds if seconds else 0.0
    of = f" of {total}" if total is not None else ""
    left = f", {(total - done) / speed:.0f} s left" if total is not None and speed else ""
    return f"{done}{of} documents, {speed:.1f} a second{left}"


class _Bar(_Listener):
    """A bar for the step that is under way."""

    def __init__(self, voice: Voice, bar: Progress) -> None:
        super().__init__(voice)
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def step(self, name: str, done: int, total: int | None) -> None:
        if name not in self._tasks:
            for task in self._tasks.values():
                self._bar.update(task, visible=False)
            self._tasks[name] = self._bar.add_task(name, total=total)
        self._bar.update(self._tasks[name], completed=done)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(TextColumn):
        """How far, and how fast as soon as that is known."""

        def render(self, task: Task) -> Text:
            done = f"{task.completed:,.0f}" if task.completed else ""
            of = f" of {task.total:,.0f}" if done and task.total else ""
            return Text(f"{done}{of}" + (f", {task.speed:,.1f} a second" if task.speed else ""))

    columns = (TextColumn("{task.description}"), BarColumn(), Rate(""), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar
