"""Work done in processes of their own: each with a deadline, a memory limit, and killable.

`call` runs one function once; `work` keeps a crew of processes that share out a stream of
items; a `Worker` is one such process, for those who share out work themselves. A worker is a
fresh interpreter (not a fork, and the caller's ``__main__`` is not imported again), without a
terminal; it ends when its parent does.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection, Pipe, wait
from queue import SimpleQueue
from typing import Any, ParamSpec, Self, TypeVar

from sanctiongraph.errors import (
    SanctionGraphError,
    WorkerDiedError,
    WorkerError,
    WorkerMemoryError,
    WorkerTimeoutError,
)

__all__ = ["Worker", "available_processors", "call", "packed", "singly", "work"]

P = ParamSpec("P")
Item = TypeVar("Item")
Result = TypeVar("Result")

_START_SECONDS = 300.0
"""A cold disk may take minutes to give up a language model; only a hang takes longer."""
_GRACE_SECONDS = 5.0
"""An orphan that nobody watches is ended by the kernel this long after its deadline."""
_SHARDS_WORTH_A_START = 3
"""Another process is started only where this many shards wait for it: starting isn't free."""
_CPU_CLOCK = 2
"""In Linux the clock of another process has its inverted number and this kind for a number."""
_TRIES = 3
"""An item is blamed for the death of its worker only after so many deaths."""


def available_processors() -> int:
    """How many processors this process may use.

    >>> available_processors() >= 1
    True
    """
    return len(os.sched_getaffinity(0))


def call(
    function: Callable[..., Result], *args: object, seconds: float, megabytes: int | None = None
) -> Result:
    """What ``function(*args)`` returns, computed in a process of its own.

    `function` is importable by name (or a partial of such), arguments and result can be
    pickled. Errors of our own tree come back as themselves. Raises WorkerTimeoutError after
    `seconds` (as much again for the process to start), WorkerMemoryError where it asks for more than
    `megabytes`, and WorkerDiedError where it ends in any other way.

    >>> call(divmod, 17, 5, seconds=30)
    (3, 2)
    """
    with Worker(partial(_spread, function), megabytes) as worker:
        worker.give(args, seconds, starting=seconds)
        worker.await_answer()
        worker.begin()
        result: Result = worker.await_answer()
        return result


def singly(start: Callable[[], Callable[[Any], Result]]) -> Callable[[Sequence[Any]], Result]:
    """Makes of what `start` gives the function of a `Worker` that is given one item at a time."""
    return partial(_single, start())


def _single(function: Callable[[Any], Result], items: Sequence[Any]) -> Result:
    [item] = items
    return function(item)


def _spread(function: Callable[..., Result]) -> Callable[[Sequence[object]], Result]:
    return partial(_apply, function)


def _apply(function: Callable[..., Result], args: Sequence[object]) -> Result:
    return function(*args)


def work(
    shards: Iterable[Sequence[Item]],
    start: Callable[[], Callable[[list[Item]], list[Result]]],
    *,
    processes: int,
    seconds: float,
    megabytes: int | None = None,
) -> Generator[tuple[Item, Result | SanctionGraphError], None, None]:
    """Each item of each shard with what became of it, in the order of completion.

    `start` runs once in each process and returns the function that turns the items of a
    shard into as many results. A shard that fails (an error of our tree, more than `seconds`,
    more than `megabytes`, a death) is tried again item by item, and what fails alone comes
    back with its error. An error of `start` itself is raised: no item is to blame for it.

    `shards` is drawn from only as fast as results are taken; a process more is started only
    where several shards wait for it. Closing the generator ends the processes.
    """
    with _Crew(start, processes=processes, seconds=seconds, megabytes=megabytes) as crew:
        yield from crew.results(_Queue(iter(shards), processes * _SHARDS_WORTH_A_START))


@dataclass(slots=True)
class _Task:
    items: list[Any]
    tries: int = 0


def packed(items: Sequence[object], seconds: float) -> bytes:
    """A task as it is sent to a `Worker`: what its function is given, and how long it may take."""
    return pickle.dumps((items, seconds))


class _Queue:
    """Tasks to do: those to be tried again first, then a few shards drawn ahead."""

    def __init__(self, shards: Iterator[Sequence[Any]], ahead: int) -> None:
        self._shards, self._ahead = shards, ahead
        self._tasks: deque[_Task] = deque()

    def waiting(self) -> int:
        """How many tasks there are, after drawing some if there are few."""
        missing = max(0, self._ahead - len(self._tasks))
        self._tasks.extend(_Task(list(shard)) for shard in islice(self._shards, missing) if shard)
        return len(self._tasks)

    def take(self) -> _Task:
        """The task that comes first, which is then no longer here."""
        return self._tasks.popleft()

    def back(self, task: _Task) -> None:
        """Puts a task that was never begun in front."""
        self._tasks.appendleft(task)

    def again(self, task: _Task) -> None:
        """Puts the items of a task that failed in front, each alone."""
        self._tasks.extendleft(_Task([item], task.tries + 1) for item in reversed(task.items))


class _Crew:
    """The workers of one stream of shards: who is idle, who does what until when."""

    def __init__(
        self, start: Callable[[], object], *, processes: int, seconds: float, megabytes: int | None
    ) -> None:
        self._start, self._seconds, self._megabytes = start, seconds, megabytes
        self._processes = max(1, processes)
        self._idle: list[Worker] = []
        self._busy: dict[Connection, Worker] = {}
        self._false_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._idle, *self._busy.values()):
            worker.close()

    def results(self, queue: _Queue) -> Iterator[tuple[Any, Any]]:
        while self._assign(queue):
            for worker in self._finished():
                yield from self._settle(worker, queue)

    def _assign(self, queue: _Queue) -> bool:
        """Gives out tasks while there are both tasks and hands; False when all is done."""
        while (waiting := queue.waiting()) and (self._idle or self._may_hire(waiting)):
            worker = self._idle.pop() if self._idle else Worker(self._start, self._megabytes)
            self._busy[worker.connection] = worker
            worker.task = queue.take()
            worker.give(worker.task.items, self._seconds)
        return bool(self._busy)

    def _may_hire(self, waiting: int) -> bool:
        hired = len(self._busy)
        return not hired or (hired < self._processes and waiting >= _SHARDS_WORTH_A_START)

    def _finished(self) -> list[Worker]:
        """Workers that have something to say or have run out of time; waits for the first."""
        first = min(worker.deadline for worker in self._busy.values())
        heard = wait(list(self._busy), max(0.0, first - time.monotonic()))
        if heard:
            return [self._busy[connection] for connection in heard if isinstance(connection, Connection)]
        return [worker for worker in self._busy.values() if worker.deadline <= time.monotonic()]

    def _settle(self, worker: Worker, queue: _Queue) -> Iterator[tuple[Any, Any]]:
        try:
            results = worker.receive()
        except WorkerError as error:
            self._dismiss(worker)
            yield from self._after_failure(worker, error, queue)
        except SanctionGraphError as error:
            if not worker.ready:
                raise
            self._release(worker)
            yield from _blame(worker.task, error, queue)
        else:
            yield from self._after_success(worker, results)

    def _after_success(self, worker: Worker, results: Any) -> Iterator[tuple[Any, Any]]:
        if worker.ready:
            self._release(worker)
            worker.served += 1
            yield from zip(worker.task.items, results, strict=True)
        else:
            self._false_starts = 0
            worker.begin()

    def _after_failure(self, worker: Worker, error: WorkerError, queue: _Queue) -> Iterator[tuple[Any, Any]]:
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts == _TRIES or not isinstance(error, WorkerDiedError):
                raise error
            queue.back(worker.task)
        elif _may_be_innocent(worker, error):
            queue.again(worker.task)
        else:
            yield from _blame(worker.task, error, queue)

    def _release(self, worker: Worker) -> None:
        self._idle.append(self._busy.pop(worker.connection))

    def _dismiss(self, worker: Worker) -> None:
        self._busy.pop(worker.connection).close()


def _may_be_innocent(worker: Worker, error: WorkerError) -> bool:
    """True where the worker may have failed for another's sake: killed, or full already."""
    if isinstance(error, WorkerMemoryError):
        return worker.served > 0
    return isinstance(error, WorkerDiedError) and worker.task.tries + 1 < _TRIES


def _blame(task: _Task, error: SanctionGraphError, queue: _Queue) -> Iterator[tuple[Any, Any]]:
    if len(task.items) > 1:
        queue.again(task)
    else:
        yield task.items[0], error


class Worker:
    """One process as its parent sees it.

    The first answer comes when `start` has run and tells nothing but that (then `begin`, so that the
    time of the first task runs); each task that was given is answered once, in order.
    """

    task: _Task

    def __init__(self, start: Callable[[], object], megabytes: int | None) -> None:
        self.ready, self.served, self.deadline = False, 0, 0.0
        self._seconds, self._megabytes = 0.0, megabytes
        first = pickle.dumps(start)
        try:
            self._log = os.fdopen(os.memfd_create("worker"), "r+b", buffering=0)
            self.connection, theirs = Pipe()
            with theirs:
                self._process = _interpreter(theirs, self._log.fileno(), megabytes or 0)
        except OSError as error:
            raise WorkerError(f"no worker process could be started: {error.strerror}") from error
        self._send(first)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def give(self, items: Sequence[object], seconds: float, *, starting: float = _START_SECONDS) -> None:
        """Sends a task; its time runs from when the worker is ready."""
        self._log.truncate(0)
        self._log.seek(0)
        self.add(packed(items, seconds), seconds)
        self.deadline = time.monotonic() + (seconds if self.ready else starting)

    def add(self, task: bytes, seconds: float) -> None:
        """Sends a task that was `packed`. A small one may be sent while the worker is at another."""
        self._seconds = seconds
        self._send(task)

    def begin(self) -> None:
        """Notes that the worker has started and is now at its task."""
        self.ready, self.deadline = True, time.monotonic() + self._seconds

    def await_answer(self) -> Any:
        """The answer, as `receive` has it, waited for until the deadline."""
        wait([self.connection], max(0.0, self.deadline - time.monotonic()))
        return self.receive()

    def receive(self) -> Any:
        """The answer; raises what the worker raised, what ended it, or that there is none yet."""
        try:
            if not _has_news(self.connection):
                raise self._overrun()
            answer, error = pickle.loads(self.connection.recv_bytes())  # noqa: S301 (from our own child)
        except (EOFError, OSError):
            raise self._death() from None
        if isinstance(error, MemoryError):
            raise _too_much(self._megabytes)
        if error is not None:
            raise error
        return answer

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def processor_seconds(self) -> float:
        """What the process has used of a processor since it began; 0 when it is gone."""
        try:
            return time.clock_gettime(~self.pid << 3 | _CPU_CLOCK)
        except OSError:
            return 0.0

    def fileno(self) -> int:
        """What becomes readable when there is something to `receive`."""
        return self.connection.fileno()

    def close(self) -> None:
        """Ends the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self.connection.close()
        self._log.close()

    def _overrun(self) -> WorkerTimeoutError:
        if self.ready:
            return WorkerTimeoutError(f"not done after {self._seconds:g} seconds")
        return WorkerTimeoutError("the worker process did not start in time")

    def _send(self, message: bytes) -> None:
        with suppress(ConnectionError):  # its death is told when its answer is awaited
            self.connection.send_bytes(message)

    def _death(self) -> WorkerError:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        self._log.seek(0)
        trace = self._log.read()[-10_000:].decode("utf-8", "replace").strip()
        if _OUT_OF_MEMORY.search(trace):
            return _too_much(self._megabytes)
        return WorkerDiedError(_last_words(self._process.returncode, trace), trace)


def _has_news(connection: Connection) -> bool:
    news = select.poll()
    news.register(connection, select.POLLIN)
    return bool(news.poll(0))


_OUT_OF_MEMORY = re.compile(
    r"memory allocation of \d+ bytes failed|std::bad_alloc|^MemoryError\b", re.MULTILINE
)
"""What Rust, C++ and Python say when the limit stops them."""


def _too_much(megabytes: int | None) -> WorkerMemoryError:
    limit = f"{megabytes} megabytes" if megabytes else "the machine's"
    return WorkerMemoryError(f"needs more memory than allowed ({limit})")


def _last_words(code: int | None, trace: str) -> str:
    if code is not None and code < 0:
        return f"the worker process was ended by {signal.Signals(-code).name}"
    last = trace.splitlines()[-1] if trace else f"exit code {code}"
    return f"the worker process failed: {last[:200]}"


def _interpreter(theirs: Connection, log: int, megabytes: int) -> subprocess.Popen[bytes]:
    """A fresh interpreter that serves `theirs`; it finds modules where this one does."""
    handle = theirs.fileno()
    boot = (
        f"import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
        f"from {__name__} import _serve; _serve({handle}, {megabytes})"
    )
    return subprocess.Popen(
        [sys.executable, "-P", "-X", "faulthandler", "-c", boot, json.dumps(sys.path)],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=(handle,),
        env=os.environ | _ONE_THREAD,
    )


_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS"),
    "1",
)
"""The crew is the parallelism; threads inside each worker would only fight for the same cores."""


def _serve(handle: int, megabytes: int) -> None:
    """The life of a worker: start once, then answer one message after another.

    What is neither of our error tree nor a lack of memory is a fault: it ends the process
    with its traceback, as in any program, and the parent reads that.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if megabytes:
        # RLIMIT_DATA rather than RLIMIT_AS: what is reserved or mapped from a file and never
        # written (five times as much for an Oxigraph store on disk) does not count.
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    connection = Connection(handle)
    inbox: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(connection, inbox), daemon=True).start()
    start = pickle.loads(inbox.get())  # noqa: S301 (from our own parent)
    function = _answer(connection, start)
    task = inbox.get()
    while function is not None:
        arguments, seconds = pickle.loads(task)  # noqa: S301 (so is this)
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)
        _answer(connection, partial(function, arguments), told=True)
        task = _next(connection)


def _listen(connection: Connection, inbox: SimpleQueue[bytes]) -> None:
    """Takes in what comes while the worker starts; ends the process at once when the parent is gone.

    After the first task the worker, which is given the next when it has answered, listens itself: to wake
    it by another thread would cost more than a light question does.
    """
    with suppress(EOFError, OSError):
        for _ in ("start", "first task"):
            inbox.put(connection.recv_bytes())
        parent = select.poll()
        parent.register(connection, 0)
        parent.poll()
    os._exit(0)


def _next(connection: Connection) -> bytes:
    with suppress(EOFError, OSError):
        return connection.recv_bytes()
    os._exit(0)


def _answer(connection: Connection, question: Callable[[], Any], *, told: bool = False) -> Any:
    """Sends what `question` returns (if it is to be told) or the error that it raises."""
    answer: Any = None
    error: Exception | None = None
    try:
        answer = question()
    except SanctionGraphError as raised:
        error = raised
    except MemoryError:
        error = MemoryError()
    signal.setitimer(signal.ITIMER_REAL, 0)  # the parent may take its time to listen
    connection.send_bytes(pickle.dumps((answer if told else None, error)))
    return answer
