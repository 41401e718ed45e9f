"""The turn of a question in a pool of workers, and what is remembered of those before it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Hashable
from contextlib import suppress
from enum import IntEnum
from typing import Any

from sanctiongraph.errors import WorkerError
from sanctiongraph.workers import Worker

__all__ = ["HEAVY", "Lane", "Memory", "Turn"]

HEAVY = 4
"""How many times as long as a slow question a heavy one is."""
_REMEMBERED, _MOST_REMEMBERED = 60.0, 1000
"""Seconds for which a key is known, and how many keys are."""


class Lane(IntEnum):
    """What is known of a question before it is asked; who stands in an earlier lane goes first."""

    QUICK = 0
    NEW = 1
    SLOW = 2


class Memory:
    """Keys that were noted lately; of many, those that were noted last.

    >>> noted = Memory()
    >>> noted.note("a")
    >>> "a" in noted, "b" in noted
    (True, False)
    """

    def __init__(self) -> None:
        self._until: dict[Hashable, float] = {}

    def __contains__(self, key: Hashable) -> bool:
        return self._until.get(key, 0.0) > time.monotonic()

    def note(self, key: Hashable) -> None:
        """Knows the key from now on, for a while."""
        self._until.pop(key, None)
        self._until[key] = time.monotonic() + _REMEMBERED
        if len(self._until) > _MOST_REMEMBERED:
            del self._until[next(iter(self._until))]


class Turn:
    """A question that waits for a worker or has one, and what became of it.

    It is `heavy` when it was made to stand back for others, `ended` when it was given
    up for them, and `answered` when the worker has said something, if only that it can't be done.
    """

    def __init__(self, lane: Lane) -> None:
        self.lane, self.heavy, self.ended, self.answered = lane, False, False, False
        self.worker: Worker | None = None
        self.hired = asyncio.Event()
        self._began = self._used = 0.0
        self._news = asyncio.Event()

    def begin(self, worker: Worker) -> None:
        """Gets its worker."""
        self.worker, self._began, self._used = worker, time.monotonic(), worker.processor_seconds()
        self.hired.set()

    def end(self) -> None:
        """Stops waiting for the answer."""
        self.ended = True
        self._news.set()

    def lasts(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began

    def is_long(self, slow: float) -> bool:
        """Whether it took so many seconds of a processor, or many times as many of anybody's.

        Where processors are busy, a short question may last: it must not pay for that.
        """
        return self.used() > slow or self.lasts() > slow * HEAVY

    def used(self) -> float:
        """Seconds of a processor that its worker has spent on it."""
        return self.worker.processor_seconds() - self._used if self.worker else 0.0

    async def answer(self, worker: Worker, seconds: float) -> Any:
        """What a worker says; raises WorkerError where it says nothing in time, or the turn was ended."""
        loop = asyncio.get_running_loop()
        loop.add_reader(worker.fileno(), self._news.set)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._news.wait()
        finally:
            loop.remove_reader(worker.fileno())
        self.answered = True
        try:
            return worker.receive()
        except WorkerError:
            self.answered = False
            raise
