"""What all verbs share: options, a voice, and errors told in one line.

A verb is a function of its own parameters; one that also takes `settings` gets the options of
a run on the command line, and one that takes `voice` can talk. All have ``--quiet`` and
``--verbose``.
"""

from __future__ import annotations

import inspect
import os
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from sanctiongraph.cli.voice import Voice
from sanctiongraph.errors import (
    CorrectionsError,
    InputError,
    ParameterError,
    SanctionGraphError,
    UnknownQuestionError,
)

__all__ = ["FIELDS", "Graphs", "News", "checked", "verb"]

FIELDS = ("id", "date", "title", "text", "url", "publisher", "author")
"""What a column of a table may be mapped to."""

_WRONG = 2
"""Wrong usage: a word of the command, or corrections, are to be mended; what a graph, a file or a query
holds is another matter.
"""
_INTERRUPTED, _PIPE_BROKEN = 130, 141
"""As a shell says of a command that SIGINT or SIGPIPE ended."""

News = Annotated[list[Path], typer.Argument(metavar="NEWS", help="Files or folders of news.")]

Words = str | list[str] | None


def checked(words: Words) -> Words:
    """What names a graph, one word or several, as it is; an address that can't be one is wrong usage."""
    for word in [words] if isinstance(words, str) else words or []:
        if ":" in word:
            from sanctiongraph.store import place

            try:
                place(word)
            except InputError as error:
                raise typer.BadParameter(str(error)) from error
    return words


Graphs = Annotated[
    list[str],
    typer.Argument(
        metavar="GRAPH",
        help="Graph files, output folders, store folders or addresses of stores.",
        callback=checked,
    ),
]

_VOICE = {
    "quiet": (Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")], False),
    "verbose": (Annotated[bool, typer.Option("--verbose", "-v", help="Say more, also of errors.")], False),
}
_SETTINGS = {
    "column": (
        Annotated[
            list[str],
            typer.Option(metavar="FIELD=NAME", help="The column that holds a field, such as text=body."),
        ],
        [],
    ),
    "model": (Annotated[str, typer.Option(help="An installed spaCy pipeline.")], "en_core_web_md"),
    "base": (Annotated[str | None, typer.Option(help="Mint identifiers under this IRI.")], None),
    "processes": (
        Annotated[int | None, typer.Option(min=1, help="How many to use.  [default: one a processor]")],
        None,
    ),
    "seconds": (Annotated[float, typer.Option(min=0.1, help="What one document may take.")], 60.0),
    "megabytes": (Annotated[int, typer.Option(min=1024, help="What one process may use.")], 4096),
    "readings": (
        Annotated[Path | None, typer.Option(help="The file where what was read is kept.")],
        None,
    ),
    "corrections": (
        Annotated[Path | None, typer.Option(help="A file of what you know better.")],
        None,
    ),
    "stamp": (
        Annotated[bool, typer.Option("--stamp", help="Let the graph say when the run took place.")],
        False,
    ),
}


def verb(function: Callable[..., None]) -> Callable[..., None]:
    """A command of a function; whatever goes wrong becomes one line and an exit code."""
    function.__annotations__.pop("settings", None)  # a heavy import for a name that is never shown
    own = inspect.signature(function, eval_str=True).parameters

    @wraps(function)
    def command(**given: Any) -> None:
        voice = Voice(quiet=given.pop("quiet"), verbose=given.pop("verbose"))
        try:
            if "settings" in own:
                given["settings"] = _settings(given)
            function(**given, **({"voice": voice} if "voice" in own else {}))
            sys.stdout.flush()  # what goes wrong there can still be told
        except KeyboardInterrupt as interrupt:
            voice.complain("; ".join(("interrupted", *map(str, interrupt.args))))
            raise typer.Exit(_INTERRUPTED) from None
        except (SanctionGraphError, OSError) as error:
            raise typer.Exit(_tell(error, voice)) from error

    shared = (_SETTINGS if "settings" in own else {}) | _VOICE
    parameters = [parameter for name, parameter in own.items() if name not in ("settings", "voice")]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
        for name, (kind, default) in shared.items()
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def _settings(given: dict[str, Any]) -> Any:
    """Takes the options of a run out of what was given."""
    from sanctiongraph.intake import Settings

    options = {name: given.pop(name) for name in _SETTINGS}
    options["columns"] = dict(map(_column, options.pop("column")))
    if options["base"] is not None:
        _check_base(options["base"])
    if options["model"] != _SETTINGS["model"][1]:
        _check_model(options["model"])
    return Settings(**{name: value for name, value in options.items() if value is not None})


def _check_base(base: str) -> None:
    from sanctiongraph.triples import Mint

    try:
        Mint(base)
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint="--base") from error


def _check_model(model: str) -> None:
    """A name that leads to nothing is told at once; what is behind it, the one who loads it says."""
    if not Path(model).exists() and not (model.isidentifier() and find_spec(model)):
        raise typer.BadParameter(
            f"{model!r}: no spaCy pipeline of this name is installed", param_hint="--model"
        )


def _column(mapping: str) -> tuple[str, str]:
    field, _, name = mapping.partition("=")
    if field not in FIELDS or not name:
        raise typer.BadParameter(
            f"{mapping!r} is not FIELD=NAME with a field of {', '.join(FIELDS)}", param_hint="--column"
        )
    return field, name


def _tell(error: SanctionGraphError | OSError, voice: Voice) -> int:
    """Says in one line what went wrong; gives the exit code."""
    if isinstance(error, BrokenPipeError) or isinstance(error.__cause__, BrokenPipeError):
        _let_go_of_output()
        return _PIPE_BROKEN
    if voice.verbose:
        traceback.print_exception(error)
        print(getattr(error, "trace", ""), file=sys.stderr)
    if isinstance(error, CorrectionsError):
        for fault in error.faults:
            voice.complain(fault)
        return _WRONG
    if isinstance(error, OSError):
        _let_go_of_output()
        voice.complain(f"{error.filename or 'standard output'}: {error.strerror or error}")
    else:
        voice.complain(str(error))
    return _WRONG if isinstance(error, ParameterError | UnknownQuestionError) else 1


def _let_go_of_output() -> None:
    """Otherwise what could not be written would be tried, and complained of, again at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
