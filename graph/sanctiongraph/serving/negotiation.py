"""Choose a media type by what a client accepts, as RFC 9110 has it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

__all__ = ["choose"]

_MOST = 50
"""Media ranges that are read; no client sends more."""


@lru_cache(maxsize=256)
def choose(accept: str, offered: tuple[str, ...]) -> str | None:
    """The media type that the client likes best; of those it likes the same, the one offered first.

    None where it accepts none of them; without a wish it accepts all.

    >>> choose("text/csv;q=0.5, text/turtle", ("text/csv", "text/turtle"))
    'text/turtle'
    >>> choose("text/*;q=0.3, */*;q=0.1", ("application/json", "text/csv"))
    'text/csv'
    >>> choose("text/html, text/csv;q=0", ("text/csv",))
    """
    ranges = list(_ranges(accept or "*/*"))
    liked = [(_quality(media, ranges), -number, media) for number, media in enumerate(offered)]
    best = max(liked, default=(0.0, 0, ""))
    return best[2] if best[0] > 0 else None


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(",", _MOST)[:_MOST]:
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        if media:
            yield media, _number(quality)


def _number(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """The quality of the most specific range that matches."""
    kind = media.partition("/")[0]
    for name in (media, f"{kind}/*", "*/*"):
        for found, quality in ranges:
            if found == name:
                return quality
    return 0.0
