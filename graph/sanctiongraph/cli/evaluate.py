"""`sanctiongraph evaluate`: how good the extraction is, against what people read in the same texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctiongraph.cli.tables import made, show
from sanctiongraph.cli.verbs import verb
from sanctiongraph.cli.voice import Voice, one_line

if TYPE_CHECKING:
    from sanctiongraph.evaluation import Actor, Finding, Scores, Statement
    from sanctiongraph.pipeline import Settings

__all__ = ["evaluate"]

_RATES = {
    "actions": "sanction actions",
    "imposers": "imposers",
    "targets": "targets",
    "measures": "measures",
    "tuples": "whole tuples",
}
_SHARES = ("act", "modality", "negation", "date", "grounds", "count")


@verb
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A gold file, JSON lines.")],
    texts: Annotated[list[Path], typer.Argument(metavar="TEXTS", help="Files or folders of its texts.")],
    *,
    misses: Annotated[
        bool, typer.Option("--misses", help="Also what was missed, extra or different, with the sentence.")
    ] = False,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="Also how many claims of each confidence are right.")
    ] = False,
    file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="All of it to a JSON file.")
    ] = None,
    settings: Settings,
    voice: Voice,
) -> None:
    """Evaluate the extraction against gold.

    Gold is what people read in the texts: one JSON object a line with "id" and "actions". A whole
    tuple has imposers, targets, act, modality and negation right. Repeats and what the gold calls
    optional count neither for nor against.
    """
    from sanctiongraph import pipeline
    from sanctiongraph.outputs import check_writable

    if file:
        check_writable(file)
    with voice.progress() as listener:
        scores = pipeline.evaluate(gold, texts, settings, listener=listener)
    show(made(("", "precision", "recall", "F1", "right", "wrong", "missed"), _rates(scores)))
    show(made(("of matched actions", "accuracy", "right", "of"), _shares(scores)))
    if calibration:
        show(made(("confidence", "claims", "whole tuple right", "act and targets right"), _bands(scores)))
    for line in _listed(scores) if misses else ():
        print(line)
    voice.say(
        f"Documents: {scores.documents}. Neither for nor against count"
        f" repeats ({scores.repeats}) and what is optional ({scores.optional})."
    )
    if file:
        _write(file, scores)
        voice.say(f"{file}: the scores")
    if any(item.failed for item in scores.skipped):
        raise typer.Exit(1)


def _write(path: Path, scores: Scores) -> None:
    from sanctiongraph.evaluation import as_dict
    from sanctiongraph.outputs import write_text

    write_text(path, json.dumps(as_dict(scores), ensure_ascii=False, indent=2) + "\n")


def _rates(scores: Scores) -> Iterator[Iterable[str]]:
    for name, label in _RATES.items():
        rate = getattr(scores, name)
        shares = (f"{share:.3f}" for share in (rate.precision, rate.recall, rate.f1))
        yield label, *shares, str(rate.right), str(rate.wrong), str(rate.missed)


def _shares(scores: Scores) -> Iterator[Iterable[str]]:
    for name in _SHARES:
        share = getattr(scores, name)
        accuracy = "-" if share.accuracy is None else f"{share.accuracy:.3f}"
        yield name, accuracy, str(share.right), str(share.total)


def _bands(scores: Scores) -> Iterator[Iterable[str]]:
    for band in scores.calibration:
        counts = (_of(right, band.claims) for right in (band.right, band.right_in_short))
        yield f"{band.low:.1f}-{band.high:.1f}", str(band.claims), *counts


def _of(right: int, claims: int) -> str:
    """How many, and what share.

    >>> _of(3, 4), _of(0, 0)
    ('3 (0.75)', '0')
    """
    return f"{right} ({right / claims:.2f})" if claims else "0"


def _listed(scores: Scores) -> Iterator[str]:
    """Two lines for each: what it is, and the sentence."""
    for name in ("missed", "extra", "different"):
        for finding in getattr(scores, name):
            yield one_line(f"{name} {finding.document}: {_words(finding)}")
            yield f"    {one_line(finding.sentence)}"


def _words(finding: Finding) -> str:
    told = finding.told and _statement(finding.told)
    found = finding.found and _statement(finding.found)
    if told and found:
        return f"{', '.join(finding.differences)}: told {told}; found {found}"
    return told or found or ""


def _statement(statement: Statement) -> str:
    not_ = "not " if statement.negated else ""
    roles = f"{_names(statement.imposers)} -> {_names(statement.targets)}"
    return f"{not_}{statement.act}, {statement.modality} ({statement.trigger!r}): {roles}"


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(actor.names[0] for actor in actors) or "nobody"
