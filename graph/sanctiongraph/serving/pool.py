"""Worker processes that stay: each answers one question at a time, and one that fails is replaced."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import Callable, Coroutine, Hashable
from contextlib import suppress
from functools import partial
from operator import itemgetter
from typing import Any

from sanctiongraph.errors import SanctionGraphError, WorkerDiedError, WorkerError, WorkerTimeoutError
from sanctiongraph.serving.turns import HEAVY, Lane, Memory, Turn, listen, word_of
from sanctiongraph.workers import Worker, available_processors, singly

__all__ = ["Busy", "Pool"]

_PATIENCE = 0.75
"""Seconds that a question waits for a worker, so that all are answered by their deadline and a second."""
_SLOW = 0.25
"""Seconds of a processor after which a question counts as long."""
_QUICK = 0.2
"""The share of that which a quick question takes at most."""
_LIGHT = 0.005
"""Seconds that a light question takes at most, waiting for a processor included."""
_MOST_IN_LINE, _BYTES_IN_LINE = 8, 4096
"""Light questions that one worker has at a time, and bytes of each: sending them never has to wait."""
_LOOK_EVERY = 0.02
"""Seconds between two looks at how long questions have lasted and waited."""
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

    Light questions, quicker still, stand in line at as many workers as there are processors: a worker
    that has the next at hand need not be woken for it. Where one lasts, those behind it go elsewhere.
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
        self._processors = available_processors()
        self._idle: list[Worker] = []
        self._busy: dict[Worker, deque[Turn]] = {}
        self._alive: set[Worker] = set()
        self._lanes: dict[Lane, deque[Turn]] = {lane: deque() for lane in Lane}
        self._light, self._quick, self._slower, self._heavy = Memory(), Memory(), Memory(), Memory()
        self._hiring = asyncio.Lock()
        self._closed = False
        self._chores: set[asyncio.Task[None]] = set()
        self._next_look: asyncio.TimerHandle | None = None

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
        for worker in list(self._busy):
            self._end(worker)
        for waiting in self._lanes.values():
            while waiting:
                waiting.popleft().fail(Busy("the server is ending"))
        if self._next_look:
            self._next_look.cancel()
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        for worker in self._alive:
            asyncio.get_running_loop().remove_reader(worker.fileno())
        await asyncio.gather(*(asyncio.to_thread(worker.close) for worker in self._alive))
        self._alive.clear()

    async def drain(self) -> None:
        """Ends all workers once they have answered what they were asked."""
        while self._busy or any(self._lanes.values()):
            await asyncio.sleep(0.05)
        await self.close()

    async def _ask(self, question: Hashable, seconds: float, until: float) -> Any:
        shape = self._shape(question)
        turn = Turn(question, shape, self._lane(shape), seconds=seconds, until=until)
        turn.light = turn.lane == Lane.QUICK and shape in self._light and len(turn.task) <= _BYTES_IN_LINE
        self._admit(turn)
        try:
            return await turn.answer
        except asyncio.CancelledError:
            self._give_up(turn)
            raise

    def _lane(self, shape: Hashable) -> Lane:
        if shape in self._slower:
            return Lane.SLOW
        return Lane.QUICK if shape in self._quick else Lane.NEW

    def _admit(self, turn: Turn) -> None:
        """Puts a turn into its lane, unless there is no hope."""
        lane = self._lanes[turn.lane]
        if self._closed:
            raise Busy("the server is ending")
        if turn.question in self._heavy and len(self._long()) >= self._most_long:
            raise Busy("this query takes long, and others like it are running; ask again later")
        if len(lane) >= _MOST_WAITING[turn.lane]:
            raise Busy("too many questions are waiting; ask again later")
        lane.append(turn)
        self._call_forward()
        if turn.worker is None:
            self._make_room()
        self._look_later()

    def _call_forward(self) -> None:
        """Gives workers to those who wait, unless all is ending."""
        for waiting in self._lanes.values():
            while waiting and not self._closed and (worker := self._worker_for(waiting[0])):
                self._put(waiting.popleft(), worker)

    def _worker_for(self, turn: Turn) -> Worker | None:
        """A worker for this turn, if need be one with a line."""
        if turn.light and (worker := self._with_a_line()):
            return worker
        return self._idle.pop() if self._idle and self._may_have_one(turn.lane) else None

    def _with_a_line(self) -> Worker | None:
        """The worker with the shortest line of light questions; none where another may start a line."""
        lines = [(len(line), worker) for worker, line in self._busy.items() if line[0].light]
        if self._idle and len(lines) < self._processors:
            return None
        length, worker = min(lines, key=itemgetter(0), default=(_MOST_IN_LINE, None))
        return worker if length < _MOST_IN_LINE else None

    def _may_have_one(self, lane: Lane) -> bool:
        """Whether an idle worker is for this lane; the last one is, while no other question runs."""
        if lane == Lane.QUICK:
            return True
        turns = [line[0] for line in self._busy.values()]
        others = sum(turn.lane > Lane.QUICK or turn.is_long(self._slow) for turn in turns)
        left = len(self._idle) + len(turns) - others
        return not others or (others < self._workers and left > self._reserve)

    def _put(self, turn: Turn, worker: Worker) -> None:
        """Gives a turn its worker, or a place in the line there."""
        turn.worker = worker
        line = self._busy.setdefault(worker, deque())
        if not line:
            turn.begin(worker)
        line.append(turn)
        worker.add(turn.task, turn.seconds)

    def _hear(self, worker: Worker, *, late: bool = False) -> None:
        """Takes what a worker says: the answer to its first question, or that it has died.

        Where it is too `late` for an answer, no word is the last one; else somebody has heard it before.
        """
        try:
            answer, error = worker.receive(), None
        except WorkerError as lost:
            if isinstance(lost, WorkerTimeoutError) and not late:
                return
            if worker in self._busy and not isinstance(lost, WorkerDiedError):
                self._slower.note(self._busy[worker][0].shape)
            self._lose(worker, lost)
            return
        except SanctionGraphError as refused:
            answer, error = None, refused
        turn = self._busy[worker][0]
        self._free(worker)
        if error:
            turn.fail(error)
        else:
            self._note(turn)
            turn.tell(answer)
        self._call_forward()

    def _note(self, turn: Turn) -> None:
        """Remembers how long a question took that was answered."""
        lasted, quick = turn.lasts(), self._slow * _QUICK
        if lasted < _LIGHT:
            self._light.note(turn.shape)
        else:
            self._light.forget(turn.shape)
        if lasted > quick and turn.used() > quick:
            self._slower.note(turn.shape)
            return
        if turn.lane == Lane.NEW and turn.shape not in self._quick:
            self._let_before(turn.shape)
        self._quick.note(turn.shape)

    def _let_before(self, shape: Hashable) -> None:
        """Who waits with what is new, and asks what has turned out to be quick, does so no longer."""
        waiting = self._lanes[Lane.NEW]
        for turn in [turn for turn in waiting if turn.shape == shape]:
            waiting.remove(turn)
            turn.lane = Lane.QUICK
            self._lanes[Lane.QUICK].append(turn)

    def _free(self, worker: Worker) -> None:
        """The worker has answered its first question: now it is at the next, idle, or not wanted any more."""
        line = self._busy[worker]
        turn = line.popleft()
        if turn.heavy:
            self._dismiss(worker)
        elif line:
            line[0].begin(worker)
        else:
            del self._busy[worker]
            self._idle.append(worker)

    def _lose(self, worker: Worker, error: Exception) -> None:
        """A worker that has died, or has to: its question is told so, who stood behind waits for others."""
        line = self._busy.get(worker, deque())
        self._dismiss(worker)
        while len(line) > 1:
            self._back(line.pop())
        for first in line:
            first.fail(error)
        self._call_forward()

    def _back(self, turn: Turn) -> None:
        """Puts a turn that has not begun in front of all, to have a worker for itself."""
        if not turn.answer.done():
            turn.worker, turn.light = None, False
            self._lanes[turn.lane].appendleft(turn)

    def _give_up(self, turn: Turn) -> None:
        """Nobody waits for this turn any more."""
        if turn in self._lanes[turn.lane]:
            self._lanes[turn.lane].remove(turn)
        for worker in [worker for worker, line in self._busy.items() if line[0] is turn]:
            self._lose(worker, Busy("nobody waits"))

    def _make_room(self) -> None:
        long = self._long()
        if len(long) > self._most_long:
            self._end(min(long, key=lambda worker: self._busy[worker][0].lasts()))

    def _long(self) -> list[Worker]:
        return [worker for worker, line in self._busy.items() if line[0].is_long(self._slow)]

    def _end(self, worker: Worker) -> None:
        """Ends a question for the sake of others."""
        turn = self._busy[worker][0]
        self._heavy.note(turn.question)
        self._slower.note(turn.shape)
        self._lose(worker, Busy("the server is busy with other long queries; ask again later"))

    def _look_later(self) -> None:
        if self._next_look is None:
            self._next_look = asyncio.get_running_loop().call_later(_LOOK_EVERY, self._look)

    def _look(self) -> None:
        """Looks after who lasts and who waits, as long as anybody does."""
        self._next_look = None
        for worker, line in list(self._busy.items()):
            if worker in self._busy:
                self._look_at(worker, line)
        for waiting in self._lanes.values():
            now = time.monotonic()
            for turn in [each for each in waiting if each.until <= now]:
                waiting.remove(turn)
                turn.fail(Busy("all workers are busy; ask again later"))
        if any(self._lanes.values()):
            self._make_room()
            self._call_forward()
        if self._busy or any(self._lanes.values()):
            self._look_later()

    def _look_at(self, worker: Worker, line: deque[Turn]) -> None:
        turn = line[0]
        lasts = turn.lasts()
        if lasts > turn.seconds:
            self._hear(worker, late=True)
            return
        if lasts > self._slow * HEAVY and not turn.heavy:
            self._stand_back(worker, turn)
        if lasts > _LOOK_EVERY:
            turn.light = False
            self._send_away(line)

    def _send_away(self, line: deque[Turn]) -> None:
        """Who stands behind a question that lasts goes elsewhere; what this worker answers is not heard."""
        for place in range(len(line) - 1, 0, -1):
            behind, line[place] = line[place], line[place].stand_in()
            self._back(behind)
        self._call_forward()

    def _stand_back(self, worker: Worker, turn: Turn) -> None:
        """The worker of a heavy question leaves the processors to others; its like is known from now on."""
        turn.heavy = True
        self._heavy.note(turn.question)
        with suppress(OSError):  # it has just ended
            os.setpriority(os.PRIO_PROCESS, worker.pid, _NICE)

    async def _hire(self) -> None:
        """Starts a process; returns when it is ready, raises what keeps it from starting."""
        worker = Worker(self._start, self._megabytes)
        self._alive.add(worker)
        try:
            await word_of(worker, _STARTING)
        except (SanctionGraphError, asyncio.CancelledError):
            self._let_go(worker)
            raise
        worker.begin()
        listen(worker, partial(self._hear, worker))
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

    def _dismiss(self, worker: Worker) -> None:
        """A worker that is not called forward again; another is hired in its stead."""
        self._busy.pop(worker, None)
        if worker in self._idle:
            self._idle.remove(worker)
        asyncio.get_running_loop().remove_reader(worker.fileno())
        if not self._closed:
            self._let_go(worker)
            self._chore(self._hire_for_sure())

    def _let_go(self, worker: Worker) -> None:
        self._alive.discard(worker)
        self._chore(asyncio.to_thread(worker.close))

    def _chore(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)
