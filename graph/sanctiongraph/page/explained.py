"""The page that shows why: each sentence with the words that carry a field marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sanctiongraph.page.markup import asset, page

__all__ = ["explained_page"]


def explained_page(explanations: Sequence[Mapping[str, Any]], *, title: str = "Why these claims") -> str:
    """A complete HTML document without scripts; the same input, the same bytes.

    Each explanation has the keys of `explaining.Explanation`. All texts are shown as text.
    """
    return page(
        "explained.html.j2",
        scripts=(),
        styles=(asset("base.css"), asset("report.css"), asset("explained.css")),
        title=title,
        explanations=[dict(one, pieces=list(_pieces(one["quote"], one["marks"]))) for one in explanations],
        roles=_ROLES,
    )


_ROLES = {
    "trigger": "the act",
    "imposer": "who acts",
    "target": "who bears it",
    "cue": "how real it is",
    "date": "when",
    "grounds": "why",
    "source": "who says so",
}


def _pieces(quote: str, marks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The sentence cut at its marks: role, or "" between them, and words.

    >>> list(_pieces("EU acts.", [{"start": 0, "end": 2, "role": "imposer"}]))
    [('imposer', 'EU'), ('', ' acts.')]
    """
    position = 0
    for mark in marks:
        if mark["start"] > position:
            yield "", quote[position : mark["start"]]
        yield mark["role"], quote[mark["start"] : mark["end"]]
        position = mark["end"]
    if position < len(quote):
        yield "", quote[position:]
