"""The printable report: what was read, who sanctions whom, every action with its sentence.

Every sanction action has a number, by which tables and charts cite the sentences behind them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sanctiongraph.model import Skipped
from sanctiongraph.page.charts import bars, heat, histories
from sanctiongraph.page.claims import in_words, shown_claim, shown_document
from sanctiongraph.page.look import ACT_NOUNS
from sanctiongraph.page.markup import asset, page

__all__ = ["report_page"]

_TOP = 15
_CITES = 8
"""So many sentences are cited in a row of a table."""

Key = tuple[str, str]


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
    actions = _actions(picture)
    numbers = {action["key"]: number for number, action in enumerate(actions, 1)}
    found = _cited(analysis, numbers)
    return page(
        "report.html.j2",
        scripts=(),
        styles=(asset("base.css"), asset("report.css")),
        title=title,
        found=found,
        top=_TOP,
        cites=_CITES,
        labels=[node["label"] for node in picture["nodes"]],
        names={node["id"]: node["label"] for node in picture["nodes"]},
        actions=actions,
        documents=[shown_document(document) for document in picture["documents"]],
        bars=bars(found["timeline"]["rows"]),
        heat=heat(found["matrix"]["cells"]),
        histories=histories(found["histories"]["rows"]),
        nouns=ACT_NOUNS,
        skipped=sorted(skipped, key=lambda one: (not one.failed, one.source, one.reason)),
    )


def _actions(picture: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every sanction action in order of time; those of which nothing is dated come last."""
    documents = picture["documents"]
    actions = [
        in_words(shown_claim(claim, documents, picture["nodes"]))
        | {"key": (documents[claim["document"]]["id"], claim["id"])}
        for claim in picture["claims"]
        if claim["type"] == "action"
    ]
    return sorted(actions, key=lambda action: action.get("when", "9999"))


def _cited(value: Any, numbers: Mapping[Key, int]) -> Any:
    """The answers, with the numbers of its claims as `cited` in every row that points to claims.

    >>> _cited({"rows": [{"n": 1, "claims": [["d", "c2"], ["d", "c1"]]}]}, {("d", "c1"): 1, ("d", "c2"): 2})
    {'rows': [{'n': 1, 'claims': [['d', 'c2'], ['d', 'c1']], 'cited': [1, 2]}]}
    """
    if isinstance(value, Mapping):
        told = [*value.get("claims", ()), *([value["claim"]] if "claim" in value else ())]
        inner = {name: _cited(one, numbers) for name, one in value.items()}
        cited = {"cited": sorted({numbers[document, claim] for document, claim in told})}
        return inner | (cited if told else {})
    return [_cited(one, numbers) for one in value] if isinstance(value, list) else value
