"""Pieces of HTML for a notebook: a page in a frame of its own, and small tables. All texts are only shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from sanctiongraph.page.claims import how_real, shown_claim

__all__ = ["claims_table", "framed", "table"]

_HEIGHT = 640
_CLAIMS = 200
"""Claims that a notebook lists; all are in the map."""
_HEAD = ("when", "who", "what", "whom", "how real", "confidence", "sentence", "document")
_SIDES = ("sources", "sinks")
_TYPES = ("action", "tenure", "relationship")
_ALLOWED = "allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"


def framed(page: str, fallback: str) -> str:
    """A complete page in a frame that runs its own script and reaches nothing else.

    Where the reader asks for it, it saves, copies and prints, and opens sources in tabs.
    `fallback` (HTML) stands below it, folded, for whoever shows notebooks without frames.
    """
    return str(
        Markup(
            '<iframe srcdoc="{}" sandbox="{}" allow="clipboard-write *" width="100%" height="{}"'
            ' style="border: 0" title="Map"></iframe>\n'
            "<details><summary>The same as a table</summary>\n{}\n</details>"
        ).format(page, _ALLOWED, _HEIGHT, Markup(fallback))  # noqa: S704
    )


def table(head: Sequence[str], rows: Iterable[Sequence[Any]], *, caption: str = "") -> str:
    """A table of texts.

    >>> table(["who"], [["<b>"]])
    '<table>\\n<tr><th>who</th></tr>\\n<tr><td>&lt;b&gt;</td></tr>\\n</table>'
    """
    lines = [
        Markup("<caption>{}</caption>").format(caption) if caption else "",
        _row("th", head),
        *(_row("td", row) for row in rows),
    ]
    return "\n".join(("<table>", *filter(None, lines), "</table>"))


def claims_table(picture: Mapping[str, Any]) -> str:
    """The claims of a picture in words, sanction actions first, the surest before the others; at most 200."""
    claims = sorted(picture["claims"], key=lambda claim: (_TYPES.index(claim["type"]), -claim["confidence"]))
    number = len(claims)
    said = f"The claims, {number}" if number <= _CLAIMS else f"The first {_CLAIMS} of {number} claims"
    return table(_HEAD, [_cells(claim, picture) for claim in claims[:_CLAIMS]], caption=said)


def _cells(claim: Mapping[str, Any], picture: Mapping[str, Any]) -> list[str]:
    shown = shown_claim(claim, picture["documents"], picture["nodes"])
    document = picture["documents"][claim["document"]]
    published = f"undated, published {document['date']}" if document["date"] else "undated"
    names = {side: ", ".join(picture["nodes"][one]["label"] for one in claim[side]) for side in _SIDES}
    return [
        claim.get("date") or published,
        names["sources"] or "not named",
        shown["what"],
        names["sinks"] or "not named",
        how_real(claim),
        f"{claim['confidence']:.0%}",
        " ".join(quote for quote, *_ in claim["evidence"]),
        document["title"] or document["id"],
    ]


def _row(tag: str, cells: Iterable[Any]) -> str:
    inside = Markup("").join(Markup(f"<{tag}>{{}}</{tag}>").format(cell) for cell in cells)  # noqa: S704
    return f"<tr>{inside}</tr>"
