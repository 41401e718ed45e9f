"""What a request is answered when it can't be done: one clear line, and the status that fits."""

from __future__ import annotations

import re
from http import HTTPStatus

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from sanctiongraph import page
from sanctiongraph.errors import (
    InputError,
    ParameterError,
    QueryFormatError,
    SanctionGraphError,
    WorkerMemoryError,
    WorkerTimeoutError,
)
from sanctiongraph.serving.pool import Busy

__all__ = ["Refusal", "answer_to", "in_one_line", "reason"]

_AGAIN_SECONDS = 2
_DASHES = re.compile(r"(?:^|(?<=\s))--(?=[a-z])")


class Refusal(Exception):  # noqa: N818 (a clear answer is no error of ours)
    """A request that isn't done: the status, and a line that says why."""

    def __init__(self, status: int, reason: str, **headers: str) -> None:
        super().__init__(reason)
        self.status, self.headers = status, headers


def answer_to(error: Exception, *, for_people: bool = False) -> Response:
    """The response to what went wrong: a line for tools, for people a page with the way to the others.

    >>> answer_to(Refusal(404, "no such\\npage")).body
    b'no such page\\n'
    """
    status, told, headers = _told(error)
    line = in_one_line(told)
    headers = {"Vary": "Accept", **headers}
    if not for_people:
        return PlainTextResponse(line + "\n", status_code=status, headers=headers)
    html = page.refusal_page(HTTPStatus(status).phrase.capitalize(), line)
    headers["Content-Security-Policy"] = f"{page.policy(html)}; frame-ancestors 'none'"
    return HTMLResponse(html, status_code=status, headers=headers)


def in_one_line(text: str) -> str:
    """The text in one line, with nothing in it that isn't seen.

    >>> in_one_line("no such\\n page")
    'no such page'
    """
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))


def reason(error: Exception) -> str:
    """What went wrong, as it is said in the web, where parameters are no options of a command line.

    >>> reason(ParameterError("--on: unknown; the question takes --target, --since"))
    'on: unknown; the question takes target, since'
    """
    return _DASHES.sub("", str(error)) if isinstance(error, ParameterError) else str(error)


def _told(error: Exception) -> tuple[int, str, dict[str, str]]:
    why = reason(error)
    match error:
        case Refusal():
            return error.status, why, error.headers
        case Busy():
            return 503, why, {"Retry-After": str(_AGAIN_SECONDS)}
        case WorkerTimeoutError():
            return 504, f"the query was ended at its deadline: {why}", {}
        case WorkerMemoryError():
            return 504, f"the query was ended at its limit: {why}", {}
        case QueryFormatError():
            return 406, why, {}
        case InputError():
            return 400, why, {}
        case SanctionGraphError():
            return 400, f"the query broke off: {why}", {}
    raise error
