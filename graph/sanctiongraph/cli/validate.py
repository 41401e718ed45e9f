"""`sanctiongraph validate`: what in a graph breaks the rules of its shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from sanctiongraph.cli.verbs import Graphs, verb
from sanctiongraph.cli.voice import Voice, one_line

if TYPE_CHECKING:
    from sanctiongraph.validation import Violation

__all__ = ["validate"]


@verb
def validate(graphs: Graphs, *, voice: Voice) -> None:
    """Validate graphs against the shapes.

    One line for everything that breaks a rule of the ontology; the exit code is 1 if anything does.
    """
    from sanctiongraph import pipeline

    violations = pipeline.validate(graphs)
    for violation in violations:
        print(line(violation))
    if violations:
        voice.say(f"{len(violations)} breaches of {len({v.shape for v in violations})} rules")
        raise typer.Exit(1)
    voice.say("valid: no rule is broken")


def line(violation: Violation) -> str:
    """A breach in one line: where, what, and the rule in words."""
    where = [violation.document, f"<{violation.focus}>", violation.path, violation.value]
    return one_line(f"{violation.severity}: {' '.join(filter(None, where))}: {violation.message}")
