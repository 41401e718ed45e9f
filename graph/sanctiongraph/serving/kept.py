"""Answers that were given before, for those who ask the same again while the graph is the same."""

from __future__ import annotations

import re

from sanctiongraph.queries import Answer, Request

__all__ = ["Kept"]

_BYTES, _LARGEST = 64 << 20, 1 << 20
_CHANGES = re.compile(r"now|rand|uuid", re.IGNORECASE)
"""What may stand in a query for a function whose answer is never the same."""


class Kept:
    """The answers that were asked for last, up to a number of bytes; large ones are not kept.

    >>> kept = Kept()
    >>> kept.keep(Request(query="ASK {}"), Answer("text/csv", b"true"))
    >>> kept.get(Request(query="ASK {}"))
    Answer(media='text/csv', body=b'true')
    >>> kept.get(Request(query="ASK {}", rows_as="text/csv"))
    """

    def __init__(self, most: int = _BYTES) -> None:
        self._answers: dict[Request, Answer] = {}
        self._most, self._held = most, 0

    def get(self, request: Request) -> Answer | None:
        """The answer, None where it isn't kept."""
        answer = self._answers.pop(request, None)
        if answer is not None:
            self._answers[request] = answer
        return answer

    def keep(self, request: Request, answer: Answer) -> None:
        """Keeps an answer that will be the same next time."""
        if _size(request, answer) > _LARGEST or _CHANGES.search(request.query) or request in self._answers:
            return
        self._answers[request] = answer
        self._held += _size(request, answer)
        while self._held > self._most:
            oldest = next(iter(self._answers))
            self._held -= _size(oldest, self._answers.pop(oldest))


def _size(request: Request, answer: Answer) -> int:
    """Bytes, those of objects included."""
    return len(answer.body) + 2 * len(request.query) + 1000
