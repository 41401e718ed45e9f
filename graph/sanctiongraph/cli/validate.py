"""`sanctiongraph validate`: what in a graph breaks the rules of its shapes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from sanctiongraph.cli.verbs import Graphs, verb
from sanctiongraph.cli.voice import Voice, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanctiongraph.validation import Violation

__all__ = ["validate"]

_WARNING = "Warning"


@verb
def validate(
    graphs: Graphs,
    *,
    fast: Annotated[
        bool, typer.Option("--fast", help="Check by queries, with the same outcome: for large graphs.")
    ] = False,
    warnings: Annotated[
        bool, typer.Option("--warnings", help="Name what is worth a look, not only what is wrong.")
    ] = False,
    voice: Voice,
) -> None:
    """Validate graphs against the shapes.

    One line for everything that breaks a rule of the ontology; the exit code is 1 if anything does.
    Warnings, such as a document without a date, are counted, and named with --warnings.
    """
    from sanctiongraph import pipeline

    with voice.progress() as listener:
        found = pipeline.validate(graphs, fast=fast, listener=listener)
    wrong = [violation for violation in found if violation.severity != _WARNING]
    for violation in found if warnings else wrong:
        print(line(violation))
    voice.say(summary(wrong, len(found) - len(wrong), Counter(one.shape for one in found)))
    if wrong:
        raise typer.Exit(1)


def line(violation: Violation) -> str:
    """A breach in one line: where, what, the rule in words, and the sentence behind it."""
    where = [violation.document, f"<{violation.focus}>", violation.path, violation.value]
    sentence = f' In: "{violation.sentence}"' if violation.sentence else ""
    return one_line(f"{violation.severity}: {' '.join(filter(None, where))}: {violation.message}{sentence}")


def summary(wrong: Sequence[Violation], warned: int, rules: Counter[str]) -> str:
    """How many breaches of how many rules there are, and how many warnings."""
    broken = {violation.shape for violation in wrong}
    said = (
        f"{_counted(len(wrong), 'breach', 'es')} of {_counted(len(broken), 'rule', 's')}"
        if wrong
        else "valid: no rule is broken"
    )
    if not warned:
        return said
    kinds = ", ".join(f"{rules[rule]} {rule}" for rule in sorted(rules.keys() - broken))
    return f"{said}\n{_counted(warned, 'warning', 's')}: {kinds}"


def _counted(number: int, one: str, ending: str) -> str:
    """So many of a thing.

    >>> _counted(1, "breach", "es"), _counted(2, "breach", "es")
    ('1 breach', '2 breaches')
    """
    return f"{number} {one if number == 1 else one + ending}"
