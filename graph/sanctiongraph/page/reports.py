"""The printable report: what was read, who sanctions whom, every action with its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sanctiongraph.model import Skipped
from sanctiongraph.page.charts import bars, heat
from sanctiongraph.page.claims import shown_claim, shown_document
from sanctiongraph.page.look import ACT_NOUNS, MEASURES, MODALITIES
from sanctiongraph.page.markup import asset, page

__all__ = ["report_page"]

_TOP = 15


def report_page(
    picture: Mapping[str, Any],
    analysis: Mapping[str, Any],
    *,
    title: str = "Sanctions in the news",
    skipped: Sequence[Skipped] = (),
) -> str:
    """A complete HTML document without scripts, for screen and paper; the same input, the same bytes.

    `picture` is what ``network.picture`` gives, `analysis` what ``network.analyze`` gives, `skipped`
    the sources that gave no document. All texts are shown as text, whatever they hold.
    """
    return page(
        "report.html.j2",
        scripts=(),
        styles=(asset("base.css"), asset("report.css")),
        title=title,
        found=analysis,
        top=_TOP,
        labels=[node["label"] for node in picture["nodes"]],
        actions=_actions(picture),
        documents=[shown_document(document) for document in picture["documents"]],
        bars=bars(analysis["timeline"]["rows"]),
        heat=heat(analysis["matrix"]["cells"]),
        nouns=ACT_NOUNS,
        skipped=sorted(skipped, key=lambda one: (not one.failed, one.source, one.reason)),
    )


def _actions(picture: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every sanction action in order of time; those of which nothing is dated come last."""
    actions = [
        _said(shown_claim(claim, picture["documents"], picture["nodes"]))
        for claim in picture["claims"]
        if claim["type"] == "action"
    ]
    return sorted(actions, key=lambda action: action.get("when", "9999"))


def _said(action: Mapping[str, Any]) -> dict[str, Any]:
    """The action with words for its codes; a measure that is not named is not spoken of."""
    measures = [MEASURES[measure] for measure in action["measures"] if measure != "UnspecifiedMeasure"]
    return {**action, "modality": MODALITIES[action["modality"]], "measures": measures}
