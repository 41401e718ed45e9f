"""Questions of many kinds at one pool: quick ones go first, long ones stand back, what fails is replaced."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial

import pytest

from sanctiongraph.errors import WorkerError, WorkerTimeoutError
from sanctiongraph.serving.pool import Busy, Pool
from sanctiongraph.serving.turns import Memory

ADDING = partial(partial, sum)
"""Workers that add up the numbers of a range: short or long, as one likes."""
QUICK = range(3)


def endless(number=0):
    """A question that nobody waits for; each number is another question of the same shape."""
    return range(number, 10**12)


@asynccontextmanager
async def pool(**more):
    given = {"workers": 2, "seconds": 1.0, "megabytes": 512, "slow": 0.1, "shape": lambda one: one.stop}
    opened = Pool(ADDING, **given | more)
    await opened.open()
    try:
        yield opened
    finally:
        await opened.close()


@asynccontextmanager
async def whole_pool(**more):
    """A pool whose workers have all started, however long that takes here."""
    async with pool(**more) as opened:
        until = time.monotonic() + 60
        while len(opened._idle) < opened._processes and time.monotonic() < until:
            await asyncio.sleep(0.02)
        yield opened


def told(story):
    """Runs a story in a thread of its own: a browser of other tests has the loop of this one."""
    with ThreadPoolExecutor(1) as other:
        other.submit(asyncio.run, story).result()


async def outcome(asked):
    began = time.monotonic()
    try:
        found = await asked
    except (Busy, WorkerError) as error:
        found = type(error)
    return found, time.monotonic() - began


def test_what_was_quick_is_answered_at_once_while_long_questions_pour_in():
    async def story():
        async with whole_pool(spares=1) as asked:
            assert await asked.ask(QUICK) == 3
            flood = [asyncio.create_task(outcome(asked.ask(endless(number)))) for number in range(12)]
            for _ in range(20):
                found, seconds = await outcome(asked.ask(QUICK))
                assert (found, seconds < 0.9) == (3, True)
                await asyncio.sleep(0.02)
            ended = await asyncio.gather(*flood)
        assert {found for found, _ in ended} <= {Busy, WorkerTimeoutError}
        assert max(seconds for _, seconds in ended) < 1 + 1 + 5, "the last is the machine's share"

    told(story())


@pytest.mark.parametrize(
    "shape", [lambda one: one.stop, lambda one: one.stop == 4], ids=["slow", "slow once"]
)
def test_what_is_new_goes_before_what_was_slow(shape, monkeypatch):
    monkeypatch.setattr("sanctiongraph.serving.pool._PATIENCE", 60.0)
    order = []

    async def story():
        async with pool(workers=1, spares=0, seconds=0.3, shape=shape) as asked:
            before = endless(1) if shape(endless()) != shape(QUICK) else QUICK
            assert await asked.ask(QUICK) == 3
            assert (await outcome(asked.ask(endless())))[0] is WorkerTimeoutError

            async def note(question):
                await outcome(asked.ask(question))
                order.append(question)

            await asyncio.gather(note(before), note(range(4)))
        assert order == [range(4), before]

    told(story())


def test_who_stands_in_line_behind_a_question_that_lasts_goes_elsewhere():
    """All are of one shape that was light before, so all stand in line with one that is not."""

    async def story():
        async with whole_pool(spares=1, seconds=2.0, shape=lambda _: "any") as asked:
            for number in range(3):
                assert await asked.ask(range(number)) == sum(range(number))
            crowd = [endless(), *(range(number) for number in range(2, 30))]
            ended = await asyncio.gather(*(outcome(asked.ask(one)) for one in crowd))
        assert ended[0][0] is WorkerTimeoutError
        assert [found for found, _ in ended[1:]] == [sum(one) for one in crowd[1:]]
        assert max(seconds for _, seconds in ended[1:]) < ended[0][1], "nobody waited for its end"

    told(story())


def test_a_killed_worker_costs_nobody_in_its_line_an_answer():
    async def story():
        async with whole_pool(spares=1, seconds=5.0, shape=lambda _: "any") as asked:
            await asked.ask(QUICK)
            crowd = [asyncio.create_task(outcome(asked.ask(range(number)))) for number in range(200)]
            await asyncio.sleep(0)
            for worker in list(asked._busy):
                os.kill(worker.pid, signal.SIGKILL)
            assert [found for found, _ in await asyncio.gather(*crowd)] == [sum(range(n)) for n in range(200)]

    told(story())


def test_who_is_called_for_nothing_hears_nothing():
    async def story():
        async with pool(workers=1, spares=0, seconds=5.0) as asked:
            for worker in list(asked._idle):
                asked._hear(worker)
            long = asyncio.create_task(outcome(asked.ask(range(3_000_000))))
            await asyncio.sleep(0)
            for worker in list(asked._busy):
                asked._hear(worker)
            assert (await long)[0] == sum(range(3_000_000))

    told(story())


def test_an_idle_worker_that_was_killed_is_replaced():
    async def story():
        async with pool(workers=1, spares=0) as asked:
            [first] = asked._idle
            os.kill(first.pid, signal.SIGKILL)
            until = time.monotonic() + 20
            while (not asked._idle or first in asked._idle) and time.monotonic() < until:
                await asyncio.sleep(0.02)
            assert asked._idle
            assert first not in asked._idle
            assert await asked.ask(QUICK) == 3

    told(story())


def test_who_asks_what_was_new_a_moment_ago_is_not_overtaken_for_ever():
    async def story():
        async with pool(workers=1, spares=0, shape=lambda _: "any") as asked:
            until = time.monotonic() + 1.5

            async def client():
                while time.monotonic() < until:
                    assert await asked.ask(QUICK) == 3

            await asyncio.gather(*(client() for _ in range(30)))

    told(story())


def test_the_first_question_has_the_first_worker_and_waits_for_no_spare(monkeypatch):
    monkeypatch.setattr(Pool, "_hire_for_sure", lambda _: asyncio.sleep(0))

    async def story():
        async with pool(workers=1, spares=1) as asked:
            assert await asked.ask(QUICK) == 3

    told(story())


def test_a_pool_that_ends_tells_everybody():
    async def story():
        async with pool(workers=1, spares=0, seconds=30) as asked:
            ended = [asyncio.create_task(outcome(asked.ask(endless(number)))) for number in range(3)]
            await asyncio.sleep(0.05)
            await asked.close()
            assert {found for found, _ in await asyncio.gather(*ended)} == {Busy}
            with pytest.raises(Busy, match="ending"):
                await asked.ask(QUICK)

    told(story())


def test_of_many_things_the_last_are_remembered():
    noted = Memory()
    for number in range(2000):
        noted.note(number)
        noted.note("always")
    assert ("always" in noted, 1999 in noted, 0 in noted) == (True, True, False)
