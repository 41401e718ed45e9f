"""The server itself: connections that may not dawdle, and an end without a trace."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import signal
import socket
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sanctiongraph.errors import InputError

__all__ = ["Server", "ends", "heard", "is_loopback", "listen"]

_HEADER_BYTES = 64 * 1024
_AROUND = len(": \r\n")
_CONNECTIONS = 2000
_TOO_LONG = "The head of the request is too long."
_MOST_PIPELINED = 100
"""Requests that may wait on a connection for the answer to one before them."""
_UPGRADE = re.compile(rb"\nupgrade:", re.IGNORECASE)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes a free one. Raises InputError where it can't."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        place = socket.socket(family, kind, protocol)
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind(address)
        place.listen(2048)
    except OSError as error:
        raise InputError(f"{host}:{port}: can't be listened at: {error.strerror or error}") from error
    return place


def is_loopback(place: socket.socket) -> bool:
    """Whether only this machine reaches it."""
    return ipaddress.ip_address(place.getsockname()[0]).is_loopback


def ends() -> tuple[signal.Signals, ...]:
    """The signals, besides SIGINT, that end a server; with nohup it outlives its terminal."""
    outlives = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    return (signal.SIGTERM,) if outlives else (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def heard(
    handler: Callable[[int, FrameType | None], None], numbers: Iterable[signal.Signals]
) -> Iterator[None]:
    """These signals are told to the handler; then to who heard them before."""
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


class Server(uvicorn.Server):
    """Serves an application until SIGINT, SIGTERM or SIGHUP, then ends as if that were its wish."""

    def __init__(self, app: ASGIApp, *, patience: float, closing: Callable[[], Awaitable[None]]) -> None:
        self._closing = closing
        super().__init__(
            uvicorn.Config(
                app,
                http=_protocol(patience),
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="error",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=_CONNECTIONS,
                timeout_keep_alive=5,
                timeout_graceful_shutdown=1,
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """What is being answered is broken off, and told so, before connections are closed."""
        await self._closing()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The signals end the server and are then done with; uvicorn raises them again."""
        with heard(self._end, (signal.SIGINT, *ends())):
            yield

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self.should_exit = True


def _protocol(patience: float) -> type[HttpToolsProtocol]:
    """HTTP/1.1 that closes a connection on which nothing whole arrives, or leaves, in time."""

    class Impatient(HttpToolsProtocol):
        _timer: asyncio.TimerHandle | None = None
        _stuck: asyncio.TimerHandle | None = None
        _in_head = _moved = False
        _stands = 0
        """Bytes since a head or a body last got on: what is more is an endless head, trailer or extension."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(cast(asyncio.Transport, _Whole(transport)))
            self._watch()

        def data_received(self, data: bytes) -> None:
            answered = self.cycle is None or self.cycle.response_complete or not self.cycle.more_body
            if answered and not self._in_head:  # what goes on a head may hold the beginning of a body
                data = _staying(data)
            self._stands += len(data)
            self._moved = False
            super().data_received(data)
            if self._moved:
                self._stands = 0
            elif self._stands > _HEADER_BYTES and not self.transport.is_closing():
                self.send_400_response(_TOO_LONG)
            if self.cycle is None or self.cycle.response_complete:
                self._watch()
            else:
                self._unwatch()

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self._in_head = self._moved = True

        def on_header(self, name: bytes, value: bytes) -> None:
            if self._in_head:  # a trailer says nothing of who asks whom
                super().on_header(name, value)

        def on_body(self, body: bytes) -> None:
            self._moved = True
            super().on_body(body)

        def on_message_complete(self) -> None:
            self._moved = True
            super().on_message_complete()

        def on_headers_complete(self) -> None:
            self._in_head, self._moved = False, True
            if self.parser.should_upgrade() or len(self.pipeline) >= _MOST_PIPELINED:
                raise ValueError("what follows would be taken for another protocol, or is too much at a time")
            lines = (len(name) + len(value) + _AROUND for name, value in self.headers)
            if len(self.url) + sum(lines) > _HEADER_BYTES:
                raise ValueError(_TOO_LONG)  # the parser makes it a request that is refused
            super().on_headers_complete()

        def on_response_complete(self) -> None:
            cast(_Whole, self.transport).flush()
            super().on_response_complete()
            if self.pipeline:
                self.flow.pause_reading()
            self._unwatch()

        def pause_writing(self) -> None:
            super().pause_writing()
            self._stuck = self.loop.call_later(patience, self.transport.abort)

        def resume_writing(self) -> None:
            super().resume_writing()
            if self._stuck:
                self._stuck.cancel()

        def connection_lost(self, exc: Exception | None) -> None:
            self._unwatch()
            if self._stuck:
                self._stuck.cancel()
            super().connection_lost(exc)

        def _watch(self) -> None:
            """From the first byte of a request, or the connection, to the end of its head."""
            if self._timer is None:
                self._timer = self.loop.call_later(patience, self.transport.abort)

        def _unwatch(self) -> None:
            if self._timer:
                self._timer.cancel()
                self._timer = None

    return Impatient


class _Whole:
    """A transport that sends the head of a response together with its body: sending costs as much as a page
    of bytes.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport, self._head = transport, b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Sends it with the head before it; keeps it where it is the head of a final response."""
        if self._head:
            self._transport.writelines([self._head, data])
            self._head = b""
        elif data.startswith(b"HTTP/1.1 ") and not data.startswith(b"HTTP/1.1 1"):
            self._head = data
        else:
            self._transport.write(data)

    def flush(self) -> None:
        """Sends a head that has no body."""
        if self._head:
            self._transport.write(self._head)
            self._head = b""

    def close(self) -> None:
        """Closes the connection when all is sent."""
        self.flush()
        self._transport.close()


def _staying(data: bytes) -> bytes:
    """What was received without the wish to speak another protocol: the parser would take the body for that.

    >>> _staying(b"POST / HTTP/1.1\\r\\nUpgrade: h2c\\r\\n\\r\\nUpgrade: never")
    b'POST / HTTP/1.1\\r\\nUnheard: h2c\\r\\n\\r\\nUpgrade: never'
    """
    if b"upgrade" not in data.lower():
        return data
    head, end, body = data.partition(b"\r\n\r\n")
    return _UPGRADE.sub(b"\nUnheard:", head) + end + body
