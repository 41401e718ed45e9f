"""What every answer carries and every request must pass: host, method, and headers that protect."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Mapping
from functools import lru_cache

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Shield", "is_allowed"]

_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
}


class Shield:
    """Refuses requests for other hosts and adds the headers that an answer doesn't set itself.

    A page on the web can make a browser ask us under a name of its own that it has pointed at this
    machine (DNS rebinding), and would then read the answers. The Host header gives it away.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], shared: bool) -> None:
        self._app, self._hosts = app, frozenset(host.lower() for host in hosts)
        sharing = {"Cross-Origin-Resource-Policy": "cross-origin"} if shared else {}
        self._headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in {**_HEADERS, **sharing}.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = {name.lower() for name, _ in message["headers"]}
                message["headers"] += [header for header in self._headers if header[0] not in told]
            await send(message)

        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) == 1 and is_allowed(hosts[0].decode("latin-1"), self._hosts):
            await self._app(scope, receive, protected)
        else:
            refusal = PlainTextResponse("this server does not answer for that host\n", status_code=400)
            await refusal(scope, receive, protected)


@lru_cache(maxsize=256)
def is_allowed(host: str, names: frozenset[str]) -> bool:
    """Whether a Host header names us: an address, localhost, or one of the names (lower case).

    >>> [is_allowed(host, frozenset()) for host in ("127.0.0.1:8000", "[::1]", "localhost:80")]
    [True, True, True]
    >>> [is_allowed(host, frozenset({"graph.example"})) for host in ("evil.example", "Graph.Example:80")]
    [False, True]
    """
    name = host.lower()
    if not name.endswith("]"):
        head, colon, port = name.rpartition(":")
        name = head if colon and port.isdigit() else name
    if name == "localhost" or name in names:
        return True
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
