"""`sanctiongraph explain`: why a text gives the claims it gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctiongraph.cli.verbs import verb
from sanctiongraph.cli.voice import Voice, one_line

if TYPE_CHECKING:
    from sanctiongraph.explaining import Explanation

__all__ = ["explain"]

_SIGNS = {
    "trigger": "*",
    "imposer": "by:",
    "target": "on:",
    "cue": "how:",
    "date": "when:",
    "grounds": "why:",
    "source": "says:",
}


@verb
def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A text, or a file of news.")],
    *,
    date: Annotated[
        datetime | None,
        typer.Option(
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="The day the text was published, YYYY-MM-DD; dates count from it.",
        ),
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also as a page, an HTML file.")] = None,
    model: Annotated[str, typer.Option(help="An installed spaCy pipeline.")] = "en_core_web_md",
    voice: Voice,
) -> None:
    """Explain what is found in a text.

    Each sanction action is shown with its sentence, the words that carry its fields, and the named
    features that its confidence is made of.
    """
    from sanctiongraph import pipeline

    day = date.date().isoformat() if date else None
    found = pipeline.explain(text, date=day, model=model, page=html)
    for explanation in found:
        print(*_lines(explanation), sep="\n", end="\n\n")
    if not found:
        voice.say("No sanction action was found.")
    if html:
        voice.say(f"{html}: open it in a browser")


def _lines(explanation: Explanation) -> Iterator[str]:
    yield one_line(_marked(explanation))
    rows = [
        *explanation.fields,
        ("confidence", f"{explanation.confidence:.2f}"),
        ("features", "; ".join(explanation.reasons)),
        *(("told again", quote) for quote in explanation.again),
    ]
    for name, value in rows:
        yield f"    {name:<13} {one_line(value)}"


def _marked(explanation: Explanation) -> str:
    """The sentence with each marked stretch in brackets: "[by: The EU] [* lifted] the ban"."""
    text, position = "", 0
    for mark in explanation.marks:
        words = explanation.quote[mark.start : mark.end]
        text += f"{explanation.quote[position : mark.start]}[{_SIGNS[mark.role]} {words}]"
        position = mark.end
    return text + explanation.quote[position:]
