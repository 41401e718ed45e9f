"""The turn of a question in a pool of workers, and what is remembered of those before it."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from enum import IntEnum
from typing import Any

from sanctiongraph.workers import Worker, packed

__all__ = ["HEAVY", "Lane", "Memory", "Turn", "listen", "word_of"]

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
    >>> noted.forget("a")
    >>> "a" in noted
    False
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

    def forget(self, key: Hashable) -> None:
        """Knows the key no more."""
        self._until.pop(key, None)


class Turn:
    """A question that waits for a worker or has one, and its answer, once there is one.

    It waits until `until` and may take so many `seconds`. It is `heavy` when it was made to stand back for
    others. A `light` one may stand behind others at one worker: then it has begun when these are answered.
    """

    def __init__(
        self, question: Hashable, shape: Hashable, lane: Lane, *, seconds: float, until: float
    ) -> None:
        self.question, self.shape, self.lane = question, shape, lane
        self.seconds, self.until = seconds, until
        self.task = packed((question,), seconds)
        self.light = self.heavy = False
        self.worker: Worker | None = None
        self.answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._began = self._used = 0.0

    def begin(self, worker: Worker) -> None:
        """The worker is at it from now on."""
        self.worker, self._began, self._used = worker, time.monotonic(), worker.processor_seconds()

    def tell(self, answer: Any) -> None:
        """Gives the answer to who asked, if somebody still waits."""
        if not self.answer.done():
            self.answer.set_result(answer)

    def fail(self, error: Exception) -> None:
        """Tells who asked, if somebody still waits, that there is no answer."""
        if not self.answer.done():
            self.answer.set_exception(error)

    def stand_in(self) -> Turn:
        """What takes the place of this turn at a worker, when this one waits for another."""
        left = Turn(self.question, self.shape, self.lane, seconds=self.seconds, until=self.until)
        left.answer.cancel()
        return left

    def lasts(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began

    def is_long(self, slow: float) -> bool:
        """Whether it took so many seconds of a processor, or many times as many of anybody's.

        Where processors are busy, a short question may last: it must not pay for that.
        """
        lasts = self.lasts()
        return lasts > slow and (lasts > slow * HEAVY or self.used() > slow)

    def used(self) -> float:
        """Seconds of a processor that its worker has spent on it."""
        return self.worker.processor_seconds() - self._used if self.worker else 0.0


async def word_of(worker: Worker, seconds: float) -> Any:
    """What a worker that nobody else listens to says next; raises as `Worker.receive` does."""
    news = asyncio.Event()
    listen(worker, news.set)
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await news.wait()
    finally:
        asyncio.get_running_loop().remove_reader(worker.fileno())
    return worker.receive()


def listen(worker: Worker, hear: Callable[[], None]) -> None:
    """Calls `hear` whenever a worker says something, until its reader is removed from the loop."""
    asyncio.get_running_loop().add_reader(worker.fileno(), hear)
    os.set_blocking(worker.fileno(), True)  # what it says is read whole, and some loops would not wait
