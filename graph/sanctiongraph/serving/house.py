"""The graph that is served now, its workers, and the next graph as soon as the source has changed."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

from sanctiongraph.errors import SanctionGraphError
from sanctiongraph.queries import Answer, Request, answerer, shape
from sanctiongraph.serving.copies import Copy, sweep
from sanctiongraph.serving.kept import Kept
from sanctiongraph.serving.pool import Pool
from sanctiongraph.serving.refusals import in_one_line
from sanctiongraph.serving.site import Wish, site
from sanctiongraph.serving.sources import Source
from sanctiongraph.serving.turns import word_of
from sanctiongraph.store import read_graph, snapshot
from sanctiongraph.workers import Worker, singly

__all__ = ["House", "Limits"]

_LOG = logging.getLogger(__name__)
"""What nobody has set up otherwise goes to standard error, in a line."""
_LOOK_EVERY = 1.0
_COPYING_SECONDS = 3600.0
_PAGE_SECONDS, _PAGE_WORKERS, _PAGE_MEGABYTES = 120.0, 2, 4096
_KEPT = frozenset({"home", "map", "report", "questions", "ontology"})
"""Pages that stay the same as long as the graph does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a query may take, and a client: seconds, rows and bytes of an answer, megabytes.

    `workers` queries run at a time. `patience` is how many seconds a client may take to send a request.
    """

    workers: int = 4
    seconds: float = 30.0
    rows: int = 100_000
    answer_bytes: int = 64 << 20
    megabytes: int = 2048
    patience: float = 10.0


class Generation:
    """One state of the graph: a copy on disk that nobody writes to, and the workers that read it."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.stamp = source.stamp()
        self._source = source
        self._copy = Copy()
        self._kept: dict[str, asyncio.Task[Any]] = {}
        self._answers = Kept()
        copy = self._copy.folder / "graph"
        self.queries = Pool(
            partial(answerer, partial(read_graph, copy), limits.rows, limits.answer_bytes),
            workers=limits.workers,
            seconds=limits.seconds,
            megabytes=limits.megabytes,
            spares=max(1, limits.workers // 2),
            shape=shape,
        )
        self.pages = Pool(
            partial(site, copy, source.readings),
            workers=_PAGE_WORKERS,
            seconds=_PAGE_SECONDS,
            megabytes=max(limits.megabytes, _PAGE_MEGABYTES),
            spares=0,
            slow=_PAGE_SECONDS,
            shape=attrgetter("kind"),
        )

    async def open(self) -> None:
        """Copies the graph and starts the workers; raises what keeps them from starting."""
        try:
            await self._take_copy()
            await asyncio.gather(self.queries.open(), self.pages.open())
        except (SanctionGraphError, asyncio.CancelledError):
            await self.close()
            raise

    async def _take_copy(self) -> None:
        """Copies the graph in a process that is ended with this task: nobody writes when it is removed."""
        start = partial(singly, partial(partial, snapshot, self._source.graphs))
        with Worker(start, megabytes=None) as worker:
            worker.give([self._copy.folder / "graph"], _COPYING_SECONDS, starting=_COPYING_SECONDS)
            await word_of(worker, _COPYING_SECONDS)
            worker.begin()
            await word_of(worker, _COPYING_SECONDS)

    async def answer(self, question: Request) -> Answer:
        """What a worker answers, or answered when the same was asked before."""
        answer: Answer | None = self._answers.get(question)
        if answer is None:
            answer = await self.queries.ask(question)
            self._answers.keep(question, answer)
        return answer

    async def page(self, wish: Wish) -> Any:
        """What `site` gives for a wish; pages that stay the same are made once."""
        if wish.kind not in _KEPT:
            return await self.pages.ask(wish)
        task = self._kept.get(wish.kind)
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            task = self._kept[wish.kind] = asyncio.create_task(self.pages.ask(wish))
        return await asyncio.shield(task)

    async def retire(self) -> None:
        """Lets the workers answer what they were asked, unless that is broken off, then ends them."""
        try:
            await asyncio.gather(self.queries.drain(), self.pages.drain())
        finally:
            await self.close()

    async def close(self) -> None:
        """Ends the workers and removes the copy."""
        await asyncio.gather(self.queries.close(), self.pages.close())
        await asyncio.to_thread(self._copy.remove)


class House:
    """Serves one generation and, when the source has changed and is still again, moves to the next."""

    now: Generation

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source, self._limits = source, limits
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Opens the first generation; raises what keeps it from being served."""
        await asyncio.to_thread(sweep)
        self.now = Generation(self._source, self._limits)
        await self.now.open()
        self._task(self._watch())

    async def close(self) -> None:
        """Ends everything; once more does nothing."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.now.close()

    async def _watch(self) -> None:
        """What can't be served (half written, damaged) is told once, and left until it changes again."""
        seen = tried = self.now.stamp
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            before, seen = seen, self._source.stamp()
            if seen == before and seen not in (self.now.stamp, tried):
                tried = seen
                try:
                    await self._move()
                except SanctionGraphError as error:
                    _LOG.warning("%s; the graph of before is still served", in_one_line(str(error)))

    async def _move(self) -> None:
        following = Generation(self._source, self._limits)
        await following.open()
        old, self.now = self.now, following
        self._task(old.retire())

    def _task(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
