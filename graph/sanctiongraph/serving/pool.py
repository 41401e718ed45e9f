"""Worker processes that stay: each answers one question at a time, and one that fails is replaced."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import Callable, Coroutine, Hashable
from contextlib import suppress
from functools import partial
from typing import Any

from sanctiongraph.errors import SanctionGraphError, WorkerDiedError, WorkerError
from sanctiongraph.serving.turns import HEAVY, Lane, Memory, Turn
from sanctiongraph.workers import Worker, singly

__all__ = ["Busy", "Pool"]

_PATIENCE = 0.8
"""Seconds that a question waits for a worker, so that all are answered by their deadline and a second."""
_SLOW = 0.25
"""Seconds of a processor after which a question counts as long."""
_QUICK = 0.2
"""The share of that which a quick question takes at most."""
_NICE = 10
_MOST_WAITING = {Lane.QUICK: 1000, Lane.NEW: 64, Lane.SLOW: 64}
"""Questions that wait at a time, in each lane."""
_STARTING = 300.0
_PAUSE = 1.0
"""Seconds before another try where a worker could not be started."""


class Busy(Exception):  # noqa: N818 (no fault of anybody's)
    """The server has no hands for this question now; the message says so to the one who asked."""


class Pool:
    """Workers and spares, and lanes that lead to them: what was quick before, what is new, what was slow.

    `start` runs in each process and gives the function that answers. A question is ended after
    `seconds`. Questions of one `shape` are thought to take alike: while all that were asked lately took
    a fifth of `slow` seconds of a processor, the next go before other questions and may have any worker. Of
    the others `workers` run at a time, and one spare, if there are any, is not for them. When more
    than half of the workers are at questions that take longer than `slow` seconds and somebody waits, the
    last of these is ended with `Busy`, and so is one like it that comes then. So neither many questions
    nor long ones keep quick ones waiting.
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
        shape: Callable[[Any], Hashable],
    ) -> None:
        self._start, self._seconds, self._megabytes = partial(singly, start), seconds, megabytes
        self._workers, self._processes, self._reserve = workers, workers + spares, min(1, spares)
        self._slow, self._most_long, self._shape = slow, max(1, workers // 2), shape
        self._idle: list[Worker] = []
        self._busy: dict[Worker, Turn] = {}
        self._alive: set[Worker] = set()
        self._lanes: dict[Lane, deque[Turn]] = {lane: deque() for lane in Lane}
        self._quick, self._slower, self._heavy = Memory(), Memory(), Memory()
        self._hiring = asyncio.Lock()
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
        until = time.monotonic() + _PATIENCE
        try:
            return await self._ask(question, self._seconds, until)
        except WorkerDiedError:
            left = until + self._seconds - time.monotonic()
            return await self._ask(question, min(self._seconds, max(0.1, left)), until)

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
        while self._busy or any(self._lanes.values()):
            await asyncio.sleep(0.05)
        await self.close()

    async def _ask(self, question: Hashable, seconds: float, until: float) -> Any:
        shape = self._shape(question)
        turn = Turn(self._lane(shape))
        self._admit(turn, question)
        try:
            worker = await self._soon(turn, until)
            worker.give((question,), seconds)
            answer = await self._heard(worker, turn, question, seconds)
        except WorkerDiedError:
            raise
        except WorkerError:
            self._slower.note(shape)
            if turn.ended:
                self._heavy.note(question)
                raise Busy("the server is busy with other long queries; ask again later") from None
            raise
        else:
            (self._quick if turn.used() < self._slow * _QUICK else self._slower).note(shape)
            return answer
        finally:
            self._leave(turn)

    async def _heard(self, worker: Worker, turn: Turn, question: Hashable, seconds: float) -> Any:
        """The answer; a question that lasts stands back meanwhile."""
        late = asyncio.get_running_loop().call_later(
            self._slow * HEAVY, self._stand_back, worker, turn, question
        )
        try:
            return await turn.answer(worker, seconds)
        finally:
            late.cancel()

    def _lane(self, shape: Hashable) -> Lane:
        if shape in self._slower:
            return Lane.SLOW
        return Lane.QUICK if shape in self._quick else Lane.NEW

    def _admit(self, turn: Turn, question: Hashable) -> None:
        """Puts a turn into its lane, unless there is no hope."""
        lane = self._lanes[turn.lane]
        if self._closed:
            raise Busy("the server is ending")
        if question in self._heavy and len(self._long()) >= self._most_long:
            raise Busy("this query takes long, and others like it are running; ask again later")
        if len(lane) >= _MOST_WAITING[turn.lane]:
            raise Busy("too many questions are waiting; ask again later")
        lane.append(turn)
        self._call_forward()

    async def _soon(self, turn: Turn, until: float) -> Worker:
        """A worker that becomes free in time, if need be by ending the last of the long questions."""
        while turn.worker is None and (left := until - time.monotonic()) > 0:
            self._make_room()
            with suppress(TimeoutError):
                async with asyncio.timeout(min(left, self._slow)):
                    await turn.hired.wait()
        if turn.worker is None:
            raise Busy("all workers are busy; ask again later")
        return turn.worker

    def _call_forward(self) -> None:
        """Gives idle workers to those who wait."""
        for lane, waiting in self._lanes.items():
            while waiting and self._may_have_one(lane):
                turn, worker = waiting.popleft(), self._idle.pop()
                self._busy[worker] = turn
                turn.begin(worker)

    def _may_have_one(self, lane: Lane) -> bool:
        """Whether a worker is idle who is for this lane; the last one is, while no other question runs."""
        others = sum(turn.lane > Lane.QUICK or turn.is_long(self._slow) for turn in self._busy.values())
        left = len(self._idle) + len(self._busy) - others
        fits = not others or (others < self._workers and left > self._reserve)
        return bool(self._idle) and (lane == Lane.QUICK or fits)

    def _leave(self, turn: Turn) -> None:
        """Ends a turn: its worker is for the next, unless it is lost or can't be called forward again."""
        if turn.worker is None:
            self._lanes[turn.lane].remove(turn)
            return
        del self._busy[turn.worker]
        if turn.answered and not turn.heavy:
            self._idle.append(turn.worker)
        elif not self._closed:
            self._let_go(turn.worker)
            self._chore(self._hire_for_sure())
        self._call_forward()

    def _make_room(self) -> None:
        long = self._long()
        if len(long) > self._most_long:
            min(long, key=Turn.lasts).end()

    def _long(self) -> list[Turn]:
        return [turn for turn in self._busy.values() if not turn.ended and turn.is_long(self._slow)]

    def _stand_back(self, worker: Worker, turn: Turn, question: Hashable) -> None:
        """The worker of a heavy question leaves the processors to others; its like is known from now on."""
        turn.heavy = True
        self._heavy.note(question)
        with suppress(OSError):  # it has just ended
            os.setpriority(os.PRIO_PROCESS, worker.pid, _NICE)

    async def _hire(self) -> None:
        """Starts a process; returns when it is ready, raises what keeps it from starting."""
        worker = Worker(self._start, self._megabytes)
        self._alive.add(worker)
        try:
            await Turn(Lane.NEW).answer(worker, _STARTING)
        except (SanctionGraphError, asyncio.CancelledError):
            self._let_go(worker)
            raise
        worker.begin()
        self._idle.append(worker)
        self._call_forward()

    async def _hire_for_sure(self) -> None:
        """One at a time, as starting costs what the others answer with; what fails now is tried again."""
        async with self._hiring:
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
