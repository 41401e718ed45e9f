"""How sure a claim is: what each guess on the way to it costs."""

from __future__ import annotations

from sanctiongraph.annotate.roles import Filled
from sanctiongraph.model import Act

__all__ = ["confidence"]


_PENALTIES = {
    "target: the text's only one": 0.25,
    "target: the text's only country": 0.25,
    "imposer: the text's only country": 0.2,
    "target: shared in the sentence": 0.1,
    "target: subject of the main clause": 0.2,
    "imposer: the text's only one": 0.15,
    "imposer: from the sentence before": 0.1,
    "imposer: of the sentence that leads the list": 0.1,
    "imposer: whose text it is": 0.2,
    "target: who is warned": 0.15,
    "target: named in a later sentence": 0.05,
    "target: country beside it": 0.25,
    "target: nearest phrase": 0.15,
    "target: from an earlier act": 0.15,
    "imposer: from an earlier act": 0.1,
    "imposer: officials of a country named before": 0.15,
    "pattern: bullet": 0.2,
    "pattern: mention": 0.05,
    "pattern: nominal": 0.1,
}


def confidence(filled: Filled) -> float:
    lost = sum(_PENALTIES.get(reason, 0.0) for reason in filled.reasons)
    lost += 0.15 * (not filled.targets) + 0.1 * (not filled.imposers and filled.frame.act is not Act.IN_FORCE)
    return round(max(0.2, 0.95 - lost), 2)
