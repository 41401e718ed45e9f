"""All verbs as one command, `sanctiongraph`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from sanctiongraph.cli.analyze import analyze
from sanctiongraph.cli.build import build
from sanctiongraph.cli.evaluate import evaluate
from sanctiongraph.cli.explain import explain
from sanctiongraph.cli.export import export
from sanctiongraph.cli.extract import extract
from sanctiongraph.cli.query import query
from sanctiongraph.cli.render import render
from sanctiongraph.cli.review import review
from sanctiongraph.cli.serve import serve
from sanctiongraph.cli.text import text
from sanctiongraph.cli.validate import validate

__all__ = ["EXAMPLES", "app", "main"]

EXAMPLES = {
    build: "sanctiongraph build news --output output",
    extract: "sanctiongraph extract news --output graph.ttl",
    analyze: "sanctiongraph analyze output/graph.trig --output analysis.json",
    render: "sanctiongraph render output/graph.trig --output map.html",
    query: "sanctiongraph query who-sanctions-whom",
    serve: "sanctiongraph serve output",
    export: "sanctiongraph export output/graph.trig --output graph.jsonld",
    validate: "sanctiongraph validate output/graph.trig",
    text: "sanctiongraph text hw-20241128-1140",
    explain: "sanctiongraph explain 'In May the EU lifted its sanctions on Syria.' --date 2025-06-01",
    review: "sanctiongraph review output",
    evaluate: "sanctiongraph evaluate tests/data/gold/sentences.gold.jsonl"
    " tests/data/gold/sentences.texts.jsonl",
}
"""The verbs in the order of their use, each with a command that runs in a copy of the repository after
``make demo``, the first two where a folder `news` is too."""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for verb, example in EXAMPLES.items():
    # A question has parameters of its own; `query` itself tells those that it doesn't have.
    free = {"ignore_unknown_options": verb is query}
    app.command(epilog=f"\b\nExample:\n  {example}", context_settings=free)(verb)


def main(words: Sequence[str] | None = None) -> None:
    """Runs the words of a command line, by default this process's own, and exits.

    The exit code is 0 where all went well, 1 where something failed, 2 for wrong usage.
    """
    app(args=None if words is None else list(words), prog_name="sanctiongraph")


def _version(wanted: bool) -> None:
    if wanted:
        from sanctiongraph import __version__

        print(f"sanctiongraph {__version__}")
        raise typer.Exit


@app.callback()
def _about(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """News in, knowledge graph out: people, institutions, countries and sanction actions."""
