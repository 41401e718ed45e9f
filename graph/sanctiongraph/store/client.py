"""A small HTTP client for stores: limits on time and size, one line for whatever goes wrong.

Whatever is sent through it may be sent twice: questions only read, and replacing or dropping a graph a
second time changes nothing. So a store that is busy is asked again, as is one that has closed a connection
which it had kept open.
"""

from __future__ import annotations

import os
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead
from threading import Timer
from typing import Self
from urllib.parse import urljoin, urlsplit

from sanctiongraph.errors import StoreError
from sanctiongraph.store.address import Address
from sanctiongraph.store.credentials import PASSWORD, TOKEN, USER, Credentials

__all__ = ["Answer", "Client", "Limits", "Request"]

_WHO, _BUSY = 401, (429, 503)
_MOVED = (301, 302, 303, 307, 308)
_MOST_MOVES = 5
_LONGEST_TOLD = 200
_PIECE = 1 << 16
_AGENT = "sanctiongraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a request may take: seconds to connect, in silence and altogether; bytes of the answer; tries."""

    connecting: float = 10.0
    silence: float = 120.0
    whole: float = 600.0
    size: int = 1 << 28
    tries: int = 4
    wait: float = 20.0
    """The longest that a busy store may ask us to wait before a next try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is sent, by POST unless `method` says."""

    url: str
    method: str = "POST"
    body: bytes = b""
    media: str | None = None
    accept: str = "*/*"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    body: bytes
    headers: Message = field(default_factory=Message)

    @property
    def media(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get_content_type() if "Content-Type" in self.headers else ""


class Client:
    """Talks to one store and keeps its connection open; credentials are those of the environment.

    Raises StoreError where they can't be used. A ``with`` statement closes the connection.
    """

    def __init__(self, address: Address, limits: Limits | None = None) -> None:
        self._address, self._limits = address, limits or Limits()
        self._credentials = Credentials.of(os.environ, address)
        self._challenge = ""
        self._connection: HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection; the next request opens another."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def send(self, request: Request) -> Answer:
        """The answer of the store, read whole.

        Follows the store to other addresses on the same host only. Raises StoreError, one line with address
        and reason, and with the status where the store gave one.
        """
        url = request.url
        for _ in range(_MOST_MOVES):
            status, answer = self._patiently(request, url)
            if status not in _MOVED:
                break
            url = self._moved(request, url, answer)
        else:
            raise self._error(request, "is sent from one address to the next without end")
        if 200 <= status < 300:
            return answer
        raise self._error(request, self._refusal(status, answer), status)

    def _patiently(self, request: Request, url: str) -> tuple[int, Answer]:
        """Tries again while the store says that it is busy, and waits as long as it wishes."""
        for attempt in range(1, self._limits.tries + 1):
            status, answer = self._known(request, url)
            wait = _wished(answer.headers, 2.0**attempt / 8)
            if status not in _BUSY or attempt == self._limits.tries or wait > self._limits.wait:
                break
            time.sleep(wait)
        return status, answer

    def _known(self, request: Request, url: str) -> tuple[int, Answer]:
        """Says who we are: at once, or in answer to what the store asks."""
        status, answer = self._tried(request, url, self._authorization(request, url))
        if status != _WHO or not self._credentials:
            return status, answer
        challenge = _challenge(answer) or _challenge(self._tried(request, url, None)[1])  # Virtuoso asks then
        if not self._credentials.answering(challenge, request.method, url):
            return status, answer
        self._challenge = challenge
        return self._tried(request, url, self._authorization(request, url))

    def _authorization(self, request: Request, url: str) -> str | None:
        if self._challenge:
            return self._credentials.answering(self._challenge, request.method, url)
        return self._credentials.sent_at_once()

    def _tried(self, request: Request, url: str, authorization: str | None) -> tuple[int, Answer]:
        """One answer; a second try on a new connection where the store has closed the one that was kept."""
        kept = self._connection is not None
        try:
            return self._once(request, url, authorization)
        except (OSError, HTTPException) as error:
            self.close()
            if not (kept and isinstance(error, ConnectionError)):
                raise self._error(request, _reason(error)) from error
        return self._tried(request, url, authorization)

    def _once(self, request: Request, url: str, authorization: str | None) -> tuple[int, Answer]:
        connection = self._connected()
        path = url.removeprefix("/".join(url.split("/")[:3])) or "/"
        headers = {"Accept": request.accept, "User-Agent": _AGENT, "Accept-Encoding": "identity"}
        headers |= {"Content-Type": request.media} if request.media else {}
        headers |= {"Authorization": authorization} if authorization else {}
        with self._at_most(connection):
            try:
                connection.request(request.method, path, request.body or None, headers)
            except (BrokenPipeError, ConnectionResetError):
                if not connection.sock:  # a store that refuses a body may answer before it has read it
                    raise
            response = connection.getresponse()
            body = b"".join(self._pieces(response.read, request))
            if response.length:  # what was announced and never came
                raise IncompleteRead(body[:0], response.length)
        if response.will_close:
            self.close()
        return response.status, Answer(body, response.headers)

    def _connected(self) -> HTTPConnection:
        if self._connection is None:
            parts = urlsplit(self._address.query)
            kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
            connection = kind(parts.hostname or "", parts.port, timeout=self._limits.connecting)
            connection.connect()
            connection.sock.settimeout(self._limits.silence)
            self._connection = connection
        return self._connection

    def _pieces(self, read: Callable[[int], bytes], request: Request) -> Iterator[bytes]:
        size = 0
        while piece := read(_PIECE):
            size += len(piece)
            if size > self._limits.size:
                self.close()
                raise self._error(request, f"answers with more than {self._limits.size} bytes")
            yield piece

    @contextmanager
    def _at_most(self, connection: HTTPConnection) -> Iterator[None]:
        """Hangs up when the whole takes too long: a store that sends a byte a minute is never silent."""
        late = []

        def hang_up() -> None:
            late.append(True)
            _shut(connection)

        timer = Timer(self._limits.whole, hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (OSError, HTTPException) as error:
            if late:
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()
        if late:
            raise TimeoutError

    def _moved(self, request: Request, url: str, answer: Answer) -> str:
        place = urljoin(url, answer.headers.get("Location", ""))
        if urlsplit(place)[:2] != urlsplit(self._address.query)[:2]:
            raise self._error(request, f"leads elsewhere, to {_short(place)}; name that if it is right")
        return place

    def _refusal(self, status: int, answer: Answer) -> str:
        said = _said(answer)
        told = _REFUSALS.get(status, "fails" if status >= 500 else "refuses")
        if status == _WHO and self._credentials:
            told = f"refuses the credentials of {TOKEN if self._credentials.token else USER}"
        return f"{told} ({status}{': ' + said if said else ''})"

    def _error(self, request: Request, reason: str, status: int | None = None) -> StoreError:
        told = f"{request.url.partition('?')[0]}: the store {reason}"
        return StoreError(self._credentials.hidden(" ".join(told.split())), status)


_REFUSALS = {
    400: "doesn't understand",
    401: f"asks for credentials; set {USER} and {PASSWORD}, or {TOKEN}",
    403: "forbids it",
    404: "has nothing at this address; addresses are such as http://localhost:7878 (Oxigraph), "
    "http://localhost:3030/DATASET (Fuseki) or http://localhost:7200/repositories/NAME (GraphDB)",
    405: "can't do this at this address; it may be read-only",
    413: "takes no request of this size; it, or the proxy before it, can be told to take more",
    415: "doesn't take this format",
    429: "is too busy; try again later",
    503: "is too busy; try again later",
}
"""What a status means to somebody who reads it; the others fail or refuse."""


def _reason(error: Exception) -> str:
    """Why there is no answer, as the end of a sentence that begins with "the store"."""
    for kind, reason in _REASONS.items():
        if isinstance(error, kind):
            return reason.format(" ".join(str(error).split()))
    return f"can't be reached: {getattr(error, 'strerror', None) or error}"


_REASONS: dict[type[Exception], str] = {
    socket.gaierror: "can't be found: nobody knows a host of this name",
    ConnectionRefusedError: "isn't there: nobody listens; does it run, and is the port right?",
    ssl.SSLCertVerificationError: "has a certificate that isn't trusted ({})",
    ssl.SSLError: "speaks no TLS that we understand ({}); is it http:// rather than https://?",
    TimeoutError: "doesn't answer in time",
    IncompleteRead: "broke off its answer",
    ConnectionError: "closed the connection without an answer",
    HTTPException: "doesn't speak HTTP",
}
"""The first that fits counts, so a kind of error stands before those it belongs to."""


def _challenge(answer: Answer) -> str:
    return ", ".join(answer.headers.get_all("WWW-Authenticate", []))


def _wished(headers: Message, usual: float) -> float:
    """How long a busy store asks us to wait, in seconds or by a date."""
    wish = headers.get("Retry-After", "")
    if re.fullmatch(r"[0-9]{1,9}", wish):
        return float(wish)
    try:
        return max(0.0, parsedate_to_datetime(wish).timestamp() - time.time())
    except ValueError:
        return usual


def _said(answer: Answer) -> str:
    """The first line of what a store says in plain text."""
    if answer.media != "text/plain":
        return ""
    lines = answer.body[:_PIECE].decode("utf-8", "replace").splitlines()
    return _short(next((line.strip() for line in lines if line.strip()), ""))


def _short(text: str) -> str:
    clean = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return clean if len(clean) <= _LONGEST_TOLD else f"{clean[: _LONGEST_TOLD - 1]}…"


def _shut(connection: HTTPConnection) -> None:
    if connection.sock:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:  # it is closed already
            return
