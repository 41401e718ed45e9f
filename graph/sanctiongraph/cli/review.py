"""`sanctiongraph review`: the doubtful decisions about who is who, and the answers kept for good."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctiongraph.cli.extract import STANDARD_OUTPUT
from sanctiongraph.cli.verbs import verb
from sanctiongraph.cli.voice import Voice, one_line
from sanctiongraph.errors import CorrectionsError
from sanctiongraph.model import Correction, Doubt, Remedy, Side
from sanctiongraph.outputs import check_writable, is_formula, write_text

if TYPE_CHECKING:
    from rich.console import Console

    from sanctiongraph.corrections import Answers
    from sanctiongraph.pipeline import Review, Settings

__all__ = ["neutral", "review"]

_ANSWERS = {"s": Remedy.SAME, "d": Remedy.DIFFERENT}
_SKIP, _QUIT = "k", ("q", "\x04")
_QUESTION = "[s]ame  [d]ifferent  s[k]ip  [q]uit"
_QUOTES = 2


@verb
def review(
    place: Annotated[
        list[Path] | None, typer.Argument(help="The output folder of a build, or news.  [default: output]")
    ] = None,
    *,
    table: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write all as CSV instead; - for standard output."),
    ] = None,
    settings: Settings,
    voice: Voice,
) -> None:
    """Review doubtful decisions about who is who.

    Shows them, most consequential first, with sentences of both sides, and asks if the two are the same.
    Each answer is written at once to corrections.yaml in the folder, which the next build applies.
    Without a terminal to ask on, all are listed.
    """
    from sanctiongraph import pipeline

    if table and table != STANDARD_OUTPUT:
        check_writable(table)
    if settings.corrections:
        check_writable(settings.corrections)
    with voice.progress() as listener:
        found = pipeline.review(place or [Path("output")], settings, listener=listener)
    if table:
        _write(table, found, voice)
    elif not found.doubts:
        voice.say("nothing doubtful")
    elif sys.stdin.isatty():
        _ask(found, voice)
    else:
        for number, doubt in enumerate(found.doubts, 1):
            print(*_lines(doubt, f"{number} of {len(found.doubts)}"), sep="\n", end="\n\n")


# ask


def _ask(found: Review, voice: Voice) -> None:
    from sanctiongraph.corrections import Answers

    check_writable(found.file)
    answers = Answers(found.file)
    answered = 0
    try:
        for number, doubt in enumerate(found.doubts, 1):
            if not _is_settled(answers, doubt):
                _show(doubt, f"{number} of {len(found.doubts)}")
                key = _key()
                if key in _QUIT:
                    break
                answered += key in _ANSWERS and _settle(answers, doubt, _ANSWERS[key], voice)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_kept(answered, found.file)) from None
    except CorrectionsError as error:  # somebody broke the file meanwhile
        raise CorrectionsError(*error.faults, _kept(answered, found.file)) from error
    voice.say(_kept(answered, found.file))


def _is_settled(answers: Answers, doubt: Doubt) -> bool:
    """Whether an answer given just now, or an entry made meanwhile, settles it too."""
    from sanctiongraph.corrections import settled

    return settled(answers.entries(), doubt.one.reference, doubt.other.reference)


def _settle(answers: Answers, doubt: Doubt, remedy: Remedy, voice: Voice) -> bool:
    """Writes the answer down; one that contradicts another is told, and is none."""
    sides = (doubt.one, doubt.other)
    names, firsts = tuple(side.reference for side in sides), tuple(side.first for side in sides)
    try:
        answers.add(Correction(remedy=remedy, names=names, firsts=firsts, note=f"asked, as {doubt.reason}"))
    except CorrectionsError as error:
        voice.complain(f"not written: {error}")
        return False
    return True


def _key() -> str:
    """The first key pressed that means something."""
    while True:
        try:
            key = typer.getchar().lower()
        except EOFError:
            return _QUIT[0]
        if key in _ANSWERS or key == _SKIP or key in _QUIT:
            return key


def _kept(answered: int, file: Path) -> str:
    if not answered:
        return "no answer was given"
    if answered == 1:
        return f"1 answer is kept in {file}; the next build applies it"
    return f"{answered} answers are kept in {file}; the next build applies them"


# show


def _show(doubt: Doubt, place: str) -> None:
    from rich.text import Text

    console = _console()
    console.rule(style="dim")
    for line in _lines(doubt, place):
        style = "bold" if not line.startswith(" ") else ""
        console.print(Text(line, style=style))
    console.print(Text(_QUESTION, style="cyan"))


def _console() -> Console:
    from rich.console import Console

    return Console(markup=False, highlight=False)


def _lines(doubt: Doubt, place: str) -> Iterator[str]:
    """A doubt in some lines: what was decided, and each side with its sentences."""
    yield one_line(f"{place}: {doubt.reason} ({doubt.score:.2f})")
    yield f"  It decides on {_held(doubt)}."
    for side in (doubt.one, doubt.other):
        yield f"  {one_line(_called(side))}"
        for quote in side.quotes:
            yield f"      {one_line(f'{quote.document}: {quote.sentence}')}"


def _held(doubt: Doubt) -> str:
    parts = (
        (doubt.actions, "sanction action", "sanction actions"),
        (doubt.claims, "other claim", "other claims"),
        (doubt.mentions, "mention", "mentions"),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts if count)


def _called(side: Side) -> str:
    return f"{' / '.join(side.names)} ({', '.join(filter(None, (side.country, side.entity)))})"


# csv


def _write(path: Path, found: Review, voice: Voice) -> None:
    text = _table(found.doubts)
    if path == STANDARD_OUTPUT:
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        write_text(path, text)
        voice.say(f"{path}: {len(found.doubts)} doubtful decisions")


def _table(doubts: tuple[Doubt, ...]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*_DECISION, *(f"{side}_{name}" for side in ("one", "other") for name in _SIDE)])
    for doubt in doubts:
        writer.writerow(map(neutral, (*_decision(doubt), *_side(doubt.one), *_side(doubt.other))))
    return stream.getvalue()


_DECISION = ("decided", "reason", "score", "consequence", "actions", "claims", "mentions")
_SIDE = ("reference", "names", "entity", "country", *(f"sentence_{number + 1}" for number in range(_QUOTES)))


def _decision(doubt: Doubt) -> tuple[str, ...]:
    counts = (doubt.consequence, doubt.actions, doubt.claims, doubt.mentions)
    return ("same" if doubt.joined else "different", doubt.reason, f"{doubt.score:.2f}", *map(str, counts))


def _side(side: Side) -> tuple[str, ...]:
    quotes = [f"{quote.document}: {quote.sentence}" for quote in side.quotes]
    quotes += [""] * (_QUOTES - len(quotes))
    return (side.reference, " / ".join(side.names), side.entity, side.country or "", *quotes[:_QUOTES])


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> neutral(" =1+1"), neutral("Acme")
    ("' =1+1", 'Acme')
    """
    return f"'{cell}" if is_formula(cell) else cell
