"""What a request is answered when it can't be done: one clear line, and the status that fits."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response

from sanctiongraph.errors import (
    InputError,
    QueryFormatError,
    SanctionGraphError,
    WorkerMemoryError,
    WorkerTimeoutError,
)
from sanctiongraph.serving.pool import Busy

__all__ = ["Refusal", "answer_to"]

_AGAIN_SECONDS = 2


class Refusal(Exception):  # noqa: N818 (a clear answer is no error of ours)
    """A request that isn't done: the status, and a line that says why."""

    def __init__(self, status: int, reason: str, **headers: str) -> None:
        super().__init__(reason)
        self.status, self.headers = status, headers


def answer_to(error: Exception) -> Response:
    """The response to what went wrong.

    >>> answer_to(Refusal(404, "no such\\npage")).body
    b'no such page\\n'
    """
    status, reason, headers = _told(error)
    line = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(reason.split()))
    return PlainTextResponse(line + "\n", status_code=status, headers=headers)


def _told(error: Exception) -> tuple[int, str, dict[str, str]]:
    reason = str(error)
    match error:
        case Refusal():
            return error.status, reason, error.headers
        case Busy():
            return 503, reason, {"Retry-After": str(_AGAIN_SECONDS)}
        case WorkerTimeoutError():
            return 504, f"the query was ended at its deadline: {reason}", {}
        case WorkerMemoryError():
            return 504, f"the query was ended at its limit: {reason}", {}
        case QueryFormatError():
            return 406, reason, {}
        case InputError():
            return 400, reason, {}
        case SanctionGraphError():
            return 400, f"the query broke off: {reason}", {}
    raise error
