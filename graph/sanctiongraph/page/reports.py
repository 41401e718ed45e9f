"""The printable report: what was read, who sanctions whom, every action with its sentence.

Every claim in it has a number, by which tables and charts cite the sentences behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sanctiongraph.model import Skipped
from sanctiongraph.page.charts import bars, heat, histories, ranks
from sanctiongraph.page.claims import in_words, shown_claim, shown_document
from sanctiongraph.page.look import ACT_NOUNS
from sanctiongraph.page.markup import asset, page

__all__ = ["report_page"]

_TOP = 15
_SHOWN = {
    ("sanctioning", "states"): _TOP,
    ("sanctioning", "actors"): _TOP,
    ("sanctioned", "states"): _TOP,
    ("sanctioned", "actors"): _TOP,
    ("matrix", "cells"): 150,
    ("histories", "months"): 24,
    ("change", "new_pairs"): 8,
    ("reciprocity", "rows"): _TOP,
    ("reciprocity", "events"): _TOP,
    ("coalitions", "rows"): _TOP,
    ("coalitions", "groups"): _TOP,
    ("brokers", "rows"): _TOP,
    ("centrality", "rows"): _TOP,
    ("communities", "rows"): _TOP,
    ("cores", "rows"): 2 * _TOP,
    ("cores", "members"): 40,
    ("quality", "unlike"): _TOP,
    ("quality", "contradictions"): _TOP,
    ("quality", "unsure"): _TOP,
}
"""So many rows of a table are shown, by question and table; tables that are not named here are whole."""
_CITES = 8
"""So many sentences are cited in a row of a table."""
_ACTIONS = 2_000
"""More actions than that are not all listed: the page would be too large for a browser, and for a reader."""
_SKIPPED = 200

Key = tuple[str, str]


def report_page(
    picture: Mapping[str, Any],
    analysis: Mapping[str, Any],
    *,
    title: str = "Sanctions in the news",
    skipped: Sequence[Skipped] = (),
) -> str:
    """A complete HTML document without scripts, for screen and paper; the same input, the same bytes.

    `picture` is what ``network.material`` gives (or ``network.picture``, if it holds all claims),
    `analysis` what ``network.analyze`` gives, `skipped` the sources that gave no document. All texts are
    shown as text, whatever they hold. Of more than 2,000 actions it lists those that its tables cite, and
    the latest of the others.
    """
    actions, others = _in_order(picture)
    claims = [*actions, *others]
    place = {_key(picture, claim): number for number, claim in enumerate(claims)}
    found = {name: _shown(name, answer, place) for name, answer in analysis.items()}
    listed = _listed(set(_cited(found)), actions, picture["documents"])
    told = [_told(picture, claims[number]) for number in listed]
    return page(
        "report.html.j2",
        scripts=(),
        styles=(asset("base.css"), asset("report.css")),
        title=title,
        found=found,
        labels=[node["label"] for node in picture["nodes"]],
        names={node["id"]: node["label"] for node in picture["nodes"]},
        numbers={place: number for number, place in enumerate(listed, 1)},
        actions=[one for one in told if one["type"] == "action"],
        others=[one for one in told if one["type"] != "action"],
        bars=bars(analysis["timeline"]["rows"]),
        heat=heat(analysis["matrix"]["cells"], analysis["matrix"]["unknown"]),
        histories=histories(analysis["histories"]["rows"]),
        brokers=ranks(found["brokers"]["rows"], "betweenness"),
        nouns=ACT_NOUNS,
        skipped=sorted(skipped, key=lambda one: (not one.failed, one.source, one.reason))[:_SKIPPED],
        unread=len(skipped),
    )


Claim = Mapping[str, Any]


def _in_order(picture: Mapping[str, Any]) -> tuple[list[Claim], list[Claim]]:
    """Sanction actions in order of time, those of which nothing is dated last; and all other claims."""
    actions = [claim for claim in picture["claims"] if claim["type"] == "action"]
    others = [claim for claim in picture["claims"] if claim["type"] != "action"]
    return sorted(actions, key=lambda claim: _when(claim, picture["documents"]) or "9999"), others


def _when(claim: Claim, documents: Sequence[Mapping[str, Any]]) -> str | None:
    when: str | None = claim["date"] or documents[claim["document"]]["date"]
    return when


def _key(picture: Mapping[str, Any], claim: Claim) -> Key:
    return picture["documents"][claim["document"]]["id"], claim["id"]


def _shown(answer: str, value: Any, place: Mapping[Key, int]) -> Any:
    """An answer cut to what is shown: `whole` says how long its tables were, `cites` where the claims of a
    row stand in order of time, and `uncited` how many more there are.

    >>> places = {("d", "c1"): 0, ("d", "c2"): 1}
    >>> _shown("brokers", {"rows": [{"n": 1, "claims": [["d", "c2"], ["d", "c1"]]}]}, places)
    {'rows': [{'n': 1, 'cites': [0, 1], 'uncited': 0}], 'whole': {'rows': 1}}
    """
    if isinstance(value, list):
        return [_shown(answer, one, place) for one in value]
    if not isinstance(value, Mapping):
        return value
    inner = {
        name: _shown(answer, one[: _SHOWN.get((answer, name))] if isinstance(one, list) else one, place)
        for name, one in value.items()
        if name not in {"claim", "claims"}
    }
    whole = {name: len(one) for name, one in value.items() if (answer, name) in _SHOWN}
    return inner | _cites(value, place) | ({"whole": whole} if whole else {})


def _cites(row: Mapping[str, Any], place: Mapping[Key, int]) -> dict[str, Any]:
    if not row.keys() & {"claim", "claims"}:
        return {}
    told = row["claims"] if "claims" in row else [row["claim"]]
    places = sorted({place[document, claim] for document, claim in told})
    return {"cites": places[:_CITES], "uncited": len(places[_CITES:])}


def _cited(found: Any) -> Iterator[int]:
    """The places of all claims that any row cites."""
    if isinstance(found, list):
        for one in found:
            yield from _cited(one)
    elif isinstance(found, Mapping):
        yield from found.get("cites", ())
        for one in found.values():
            yield from _cited(one)


def _listed(cited: set[int], actions: Sequence[Claim], documents: Sequence[Mapping[str, Any]]) -> list[int]:
    """The places of the claims that the report lists: what is cited, and as many actions as it holds."""
    if len(actions) <= _ACTIONS:
        return sorted(cited | set(range(len(actions))))
    latest = (n for n in range(len(actions) - 1, -1, -1) if n not in cited and _when(actions[n], documents))
    return sorted(cited | set(islice(latest, max(_ACTIONS - len(cited), 0))))


def _told(picture: Mapping[str, Any], claim: Claim) -> dict[str, Any]:
    """A claim in words, with its document as `source`."""
    documents = picture["documents"]
    shown = in_words(shown_claim(claim, documents, picture["nodes"]))
    return shown | {"source": shown_document(documents[claim["document"]])}
