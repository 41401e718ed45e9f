"""Worker processes that stay: each answers one question at a time, and one that fails is replaced."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Coroutine, Hashable
from contextlib import suppress
from functools import partial
from typing import Any

from sanctiongraph.errors import SanctionGraphError, WorkerDiedError, WorkerError
from sanctiongraph.workers import Worker, singly

__all__ = ["Busy", "Pool"]

_PATIENCE = 0.9
"""Seconds that a question waits for a worker, so that all are answered by their deadline and a second."""
_SLOW, _HEAVY = 0.25, 4
"""Seconds after which a question counts as long, and how many times as much makes it heavy."""
_REMEMBERED, _MOST_REMEMBERED = 60.0, 1000
"""Seconds for which a heavy question is known as such, and how many are."""
_NICE = 10
_WAITING = 64
"""Questions that wait at a time."""
_STARTING = 300.0
_PAUSE = 1.0
"""Seconds before another try where a worker could not be started."""


class Busy(Exception):  # noqa: N818 (no fault of anybody's)
    """The server has no hands for this question now; the message says so to the one who asked."""


class Pool:
    """As many workers as may be busy at a time, and spares that take the place of those that are ended.

    `start` runs in each process and gives the function that answers. A question is ended after
    `seconds`. When more than half of the workers are at questions that take longer than `slow` seconds
    and somebody waits, the last of these is ended with `Busy`, and so is one like it that comes then: long
    questions never keep all workers from short ones.
    """

    def __init__(
        self,
        start: Callable[[], Callable[[Any], Any]],
        *,
        workers: int,
        seconds: float,
        megabytes: int,
        spares: int = 1,
        slow: float = _SLOW,
    ) -> None:
        self._start, self._seconds, self._megabytes = partial(singly, start), seconds, megabytes
        self._workers, self._processes = workers, workers + spares
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._spares: list[Worker] = []
        self._busy: dict[Worker, _Turn] = {}
        self._alive: set[Worker] = set()
        self._serving = self._waiting = 0
        self._slow, self._most_long = slow, max(1, workers // 2)
        self._known_heavy: dict[Hashable, float] = {}
        self._closed = False
        self._chores: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Starts the workers and returns when the first is ready; raises what keeps it from starting."""
        await self._hire()
        for _ in range(self._processes - 1):
            self._chore(self._hire_for_sure())

    async def ask(self, question: Hashable) -> Any:
        """The answer; raises what the worker raises, WorkerError where it fails, or `Busy`.

        A worker that died in mid-work (somebody killed it) is no answer: another is asked once more.
        """
        began = time.monotonic()
        try:
            return await self._ask(question, self._seconds)
        except WorkerDiedError:
            return await self._ask(question, max(0.1, self._seconds - (time.monotonic() - began)))

    async def close(self) -> None:
        """Ends all workers; who still waits for an answer is told."""
        self._closed = True
        for turn in self._busy.values():
            turn.end()
        while self._busy:
            await asyncio.sleep(0)
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        await asyncio.gather(*(asyncio.to_thread(worker.close) for worker in self._alive))
        self._alive.clear()

    async def drain(self) -> None:
        """Ends all workers once they have answered what they were asked."""
        while self._busy or self._waiting:
            await asyncio.sleep(0.05)
        await self.close()

    async def _ask(self, question: Hashable, seconds: float) -> Any:
        if self._known_heavy.get(question, 0.0) > time.monotonic() and len(self._long()) >= self._most_long:
            raise Busy("this query takes long, and others like it are running; ask again later")
        worker = await self._free_worker()
        turn = self._busy[worker] = _Turn()
        late = asyncio.get_running_loop().call_later(
            self._slow * _HEAVY, self._stand_back, worker, turn, question
        )
        whole = False
        try:
            worker.give((question,), seconds)
            answer = await turn.answer(worker, seconds)
            whole = True
        except WorkerError:
            if turn.ended:
                self._remember(question)
                raise Busy("the server is busy with other long queries; ask again later") from None
            raise
        except SanctionGraphError:
            whole = True
            raise
        else:
            return answer
        finally:
            late.cancel()
            del self._busy[worker]
            # A worker that was made to stand back can't be called forward again.
            if whole and not turn.heavy:
                self._idle.put_nowait(worker)
            else:
                self._dismiss(worker)

    async def _free_worker(self) -> Worker:
        if self._closed:
            raise Busy("the server is ending")
        if not self._waiting:
            with suppress(asyncio.QueueEmpty):
                return self._idle.get_nowait()
        if self._waiting >= _WAITING:
            raise Busy("too many questions are waiting; ask again later")
        self._waiting += 1
        try:
            return await self._soon()
        finally:
            self._waiting -= 1

    async def _soon(self) -> Worker:
        """A worker that becomes free, if need be by ending the last of the long questions."""
        until = time.monotonic() + _PATIENCE
        while (left := until - time.monotonic()) > 0:
            self._make_room()
            with suppress(TimeoutError):
                async with asyncio.timeout(min(left, self._slow)):
                    return await self._idle.get()
        raise Busy("all workers are busy; ask again later")

    def _make_room(self) -> None:
        long = self._long()
        if len(long) > self._most_long:
            max(long, key=lambda turn: turn.began).end()

    def _long(self) -> list[_Turn]:
        since = time.monotonic() - self._slow
        return [turn for turn in self._busy.values() if turn.began < since and not turn.ended]

    def _stand_back(self, worker: Worker, turn: _Turn, question: Hashable) -> None:
        """The worker of a heavy question leaves the processors to others; its like is known from now on."""
        turn.heavy = True
        self._remember(question)
        with suppress(OSError):  # it has just ended
            os.setpriority(os.PRIO_PROCESS, worker.pid, _NICE)

    def _remember(self, question: Hashable) -> None:
        self._known_heavy.pop(question, None)
        self._known_heavy[question] = time.monotonic() + _REMEMBERED
        if len(self._known_heavy) > _MOST_REMEMBERED:
            del self._known_heavy[next(iter(self._known_heavy))]

    def _dismiss(self, worker: Worker) -> None:
        """Ends a worker; a spare takes its place at once, and a new one the spare's."""
        self._serving -= 1
        if self._closed:
            return
        self._let_go(worker)
        if self._spares:
            self._employ(self._spares.pop())
        self._chore(self._hire_for_sure())

    def _employ(self, worker: Worker) -> None:
        if self._serving < self._workers:
            self._serving += 1
            self._idle.put_nowait(worker)
        else:
            self._spares.append(worker)

    async def _hire(self) -> None:
        """Starts a process; returns when it is ready, raises what keeps it from starting."""
        worker = Worker(self._start, self._megabytes)
        self._alive.add(worker)
        try:
            await _Turn().answer(worker, _STARTING)
        except (SanctionGraphError, asyncio.CancelledError):
            self._let_go(worker)
            raise
        worker.begin()
        self._employ(worker)

    async def _hire_for_sure(self) -> None:
        """What cannot be started now (no memory, no process left) is tried again."""
        while True:
            with suppress(SanctionGraphError):
                await self._hire()
                return
            await asyncio.sleep(_PAUSE)

    def _let_go(self, worker: Worker) -> None:
        self._alive.discard(worker)
        self._chore(asyncio.to_thread(worker.close))

    def _chore(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)


class _Turn:
    """A question that a worker is at: since when, whether it is heavy, and was ended for another's sake."""

    def __init__(self) -> None:
        self.began, self.heavy, self.ended = time.monotonic(), False, False
        self._news = asyncio.Event()

    def end(self) -> None:
        """Stops waiting for the answer."""
        self.ended = True
        self._news.set()

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
        return worker.receive()
