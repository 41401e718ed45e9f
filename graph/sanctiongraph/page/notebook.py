"""Pieces of HTML for a notebook: a page in a frame of its own, and small tables. All texts are only shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

__all__ = ["framed", "table"]

_HEIGHT = 640
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


def _row(tag: str, cells: Iterable[Any]) -> str:
    inside = Markup("").join(Markup(f"<{tag}>{{}}</{tag}>").format(cell) for cell in cells)  # noqa: S704
    return f"<tr>{inside}</tr>"
