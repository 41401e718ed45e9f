"""How sure a claim is: the share of claims with the same features that were whole in the gold.

A claim's features are named: the construction, each guess on the way to a role, cues of stance,
what is missing, how far the roles stand from the act. Their weights stand in
``ontology/lexicon/confidence.yaml`` and are fitted by ``benchmarks/calibrate.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from spacy.tokens import Doc

from sanctiongraph.annotate.lexicon import lexicon
from sanctiongraph.annotate.roles import Filled
from sanctiongraph.model import Act

__all__ = ["confidence", "features", "kinds"]

_FILE = "confidence.yaml"
_FAR = 12
"""Tokens between an act and a party, beyond which the parser is wrong more often."""
_LONG = 45
"""Tokens of a long sentence."""
_SHORT_TEXT = 120
"""Tokens of a short item, in which nearly all is said in one sentence."""
_MANY = 5
"""Targets, of which one is easily missed."""
_TRIGGERS = "sg_triggers"
_LOWEST, _HIGHEST = 0.05, 0.99


def confidence(filled: Filled) -> float:
    """The probability that act, modality, negation, imposers and targets are all right, to two places."""
    weights = lexicon(_FILE)["weights"]
    total = float(lexicon(_FILE)["bias"])
    total += sum(float(weights.get(name, 0.0)) for name in (*kinds(filled.reasons), *features(filled)))
    return round(min(_HIGHEST, max(_LOWEST, 1 / (1 + exp(-total)))), 2)


def kinds(reasons: tuple[str, ...]) -> Iterator[str]:
    """Reasons as features: of a cue only its kind, "modality" of "modality: vowed"."""
    for reason in reasons:
        kind, _, _ = reason.partition(":")
        yield kind if kind in ("modality", "negation") else reason


def features(filled: Filled) -> tuple[str, ...]:
    """What else bears on a claim: roles that are missing, far or many, sentences that are long."""
    frame = filled.frame
    sentence = frame.sentence
    here = range(sentence.start, sentence.end)
    acts = sum(1 for token in sentence if token.i in _triggers(sentence.doc))
    found = {
        "targets: none": not filled.targets,
        "targets: many": len(filled.targets) >= _MANY,
        "targets: described": bool(filled.targets) and all(t.described for t in filled.targets),
        "targets: far": any(t.i in here and abs(t.i - frame.trigger.i) > _FAR for t in frame.targets),
        "imposers: none": not filled.imposers and frame.act is not Act.IN_FORCE,
        "imposers: far": any(t.i in here and abs(t.i - frame.trigger.i) > _FAR for t in frame.imposers),
        "sentence: long": len(sentence) > _LONG,
        "sentence: several acts": acts > 1,
        "text: short": len(sentence.doc) < _SHORT_TEXT,
    }
    return tuple(name for name, holds in found.items() if holds)


def _triggers(doc: Doc) -> set[int]:
    """The places of all triggers, kept for a document once asked."""
    if _TRIGGERS not in doc.user_data:
        doc.user_data[_TRIGGERS] = {frame.trigger.i for frame in doc._.sg_frames}
    found: set[int] = doc.user_data[_TRIGGERS]
    return found
