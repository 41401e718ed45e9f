"""`sanctiongraph build`: news in; graph, map and report out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctiongraph.cli.verbs import News, checked, verb
from sanctiongraph.cli.voice import Voice
from sanctiongraph.model import Kind

if TYPE_CHECKING:
    from sanctiongraph.pipeline import Settings, Summary

__all__ = ["build", "found", "read"]

_KINDS = {
    Kind.PERSON: ("person", "people"),
    Kind.INSTITUTION: ("institution", "institutions"),
    Kind.COUNTRY: ("country", "countries"),
    Kind.GROUP: ("group", "groups"),
    Kind.SECTOR: ("sector", "sectors"),
    Kind.ASSET: ("asset", "assets"),
}
_FILES = {
    "map.html": "the interactive map; open it in a browser",
    "report.html": "the report, to read and to print",
    "graph.ttl": "the graph as Turtle",
    "graph.trig": "the same with one named graph a document",
}


@verb
def build(
    news: News,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for the results.")] = Path(
        "output"
    ),
    store: Annotated[
        str | None,
        typer.Option(
            metavar="STORE",
            help="Also keep the graph here: a folder, or an address.",
            callback=checked,
        ),
    ] = None,
    settings: Settings,
    voice: Voice,
) -> None:
    """Build graph, map and report of news.

    News are files or folders of .txt, .md, .html, .pdf, .docx, .jsonl and .csv. What was read
    is kept in the output folder: a second run, or one that was interrupted, reads only what is new.
    """
    from sanctiongraph import pipeline

    try:
        with voice.progress() as listener:
            summary = pipeline.build(news, output, settings, store=store, listener=listener)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("what was read is kept, and the same command goes on from there") from None
    voice.say(read(summary))
    voice.say(found(summary))
    for line in summary.idle:
        voice.warn(line)
    for name, meaning in _FILES.items():
        voice.say(f"{output / name}: {meaning}")
    if store:
        voice.say(f"{store}: the same, in a store")
    if summary.failed:
        raise typer.Exit(1)


def read(summary: Summary) -> str:
    """What went in: every document is accounted for."""
    known = f" ({summary.known} of them before)" if summary.known else ""
    passed = len(summary.skipped) - summary.failed
    return (
        f"Read {_count(summary.documents, 'document')}{known} in {summary.seconds:.1f} s; "
        f"passed over {passed}, failed {summary.failed}."
    )


def found(summary: Summary) -> str:
    """What came out."""
    entities = [
        _count(summary.entities[kind], *words) for kind, words in _KINDS.items() if summary.entities[kind]
    ]
    claims = (
        _count(summary.actions, "sanction action"),
        _count(summary.tenures, "office held", "offices held"),
        _count(summary.relationships, "relationship"),
    )
    return f"Found {', '.join(entities) or 'nobody'}; {', '.join(claims)}."


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
