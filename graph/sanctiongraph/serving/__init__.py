"""Serve a graph to browsers and tools: the SPARQL protocol, pages, and things by their address."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

import uvloop

from sanctiongraph.serving.app import application
from sanctiongraph.serving.connections import Server, ends, heard, is_loopback, listen
from sanctiongraph.serving.house import House, Limits
from sanctiongraph.serving.sources import Source

__all__ = ["Address", "Limits", "Source", "serve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where to listen (port 0 is any free one), the names we answer to besides addresses and localhost,
    and the origin of web pages elsewhere that may read the answers.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    cors: str | None = None


def serve(
    source: Source,
    address: Address,
    limits: Limits,
    *,
    told: Callable[[str, bool], None] | None = None,
) -> None:
    """Serves until SIGINT, SIGTERM or SIGHUP. `told` hears the URL, and whether other machines reach it.

    Nothing is written but a copy of the graph in a temporary folder. Raises InputError where the
    address can't be listened at, GraphError where the graph can't be served.
    """
    with listen(address.host, address.port) as place:
        _allow_many_connections()
        with suppress(asyncio.CancelledError), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_served(source, place, address, limits, told))


async def _served(
    source: Source,
    place: socket.socket,
    address: Address,
    limits: Limits,
    told: Callable[[str, bool], None] | None,
) -> None:
    house = House(source, limits)
    with _ended_by_signals():
        await house.open()
        try:
            app = application(
                house, hosts=(address.host, *address.names), cors=address.cors, patience=limits.patience
            )
            if told:
                told(_url(place), not is_loopback(place))
            await Server(app, patience=limits.patience, closing=house.close).serve([place])
        finally:
            await house.close()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Until the server has its own ears, the signals break off what is being opened."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def end(_number: int, _frame: FrameType | None) -> None:
        if task:
            loop.call_soon_threadsafe(task.cancel)

    with heard(end, ends()):
        yield


def _url(place: socket.socket) -> str:
    host, port = place.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _allow_many_connections() -> None:
    """Half-open connections, until they are ended, cost nothing but handles."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
