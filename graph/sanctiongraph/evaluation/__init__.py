"""How good the extraction is: sanction actions found in texts against those that people read there."""

from __future__ import annotations

from sanctiongraph.evaluation.gold import Told, read_gold
from sanctiongraph.evaluation.scores import Band, Finding, Rate, Scores, Share, as_dict, score
from sanctiongraph.evaluation.statements import Actor, Statement

__all__ = [
    "Actor",
    "Band",
    "Finding",
    "Rate",
    "Scores",
    "Share",
    "Statement",
    "Told",
    "as_dict",
    "read_gold",
    "score",
]
