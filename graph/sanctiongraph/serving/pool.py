"""Worker processes that stay: each answers one question at a time, and one that fails is replaced."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from sanctiongraph.errors import SanctionGraphError, WorkerDiedError, WorkerError
from sanctiongraph.workers import Worker, singly

__all__ = ["Busy", "Pool"]

_PATIENCE = 0.75
"""Seconds that a question waits for a worker, so that all are answered by their deadline and a second."""
_SLOW = 0.25
"""Seconds after which a question counts as a long one."""
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
    `seconds`. When all workers have long been busy and somebody waits, the question that came last
    is ended with `Busy`, so that long questions never keep all workers from short ones.
    """

    def __init__(
        self,
        start: Callable[[], Callable[[Any], Any]],
        *,
        workers: int,
        seconds: float,
        megabytes: int,
        spares: int = 1,
    ) -> None:
        self._start, self._seconds, self._megabytes = partial(singly, start), seconds, megabytes
        self._workers, self._processes = workers, workers + spares
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._spares: list[Worker] = []
        self._busy: dict[Worker, _Turn] = {}
        self._alive: set[Worker] = set()
        self._serving = self._waiting = 0
        self._closed = False
        self._chores: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Starts the workers and returns when the first is ready; raises what keeps it from starting."""
        await self._hire()
        for _ in range(self._processes - 1):
            self._chore(self._hire_for_sure())

    async def ask(self, question: Any) -> Any:
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

    async def _ask(self, question: Any, seconds: float) -> Any:
        worker = await self._free_worker()
        turn = self._busy[worker] = _Turn()
        try:
            worker.give((question,), seconds)
            answer = await turn.answer(worker, seconds)
        except WorkerError:
            self._dismiss(worker)
            if turn.ended:
                raise Busy("the server is busy with other long queries; ask again later") from None
            raise
        except SanctionGraphError:
            self._idle.put_nowait(worker)
            raise
        except asyncio.CancelledError:
            self._dismiss(worker)
            raise
        else:
            self._idle.put_nowait(worker)
            return answer
        finally:
            del self._busy[worker]

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
        with suppress(TimeoutError):
            async with asyncio.timeout(_SLOW):
                return await self._idle.get()
        self._make_room()
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE - _SLOW):
                return await self._idle.get()
        raise Busy("all workers are busy; ask again later")

    def _make_room(self) -> None:
        turns = [turn for turn in self._busy.values() if not turn.ended]
        late = time.monotonic() - _SLOW
        if len(turns) >= self._workers > 1 and all(turn.began < late for turn in turns):
            max(turns, key=lambda turn: turn.began).end()

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
    """A question that a worker is at: since when, and whether it was ended for another's sake."""

    def __init__(self) -> None:
        self.began, self.ended = time.monotonic(), False
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
