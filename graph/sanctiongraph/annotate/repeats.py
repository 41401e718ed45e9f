"""The same act told twice in a text is one claim with the evidence of both."""

from __future__ import annotations

from dataclasses import replace

from sanctiongraph.annotate.mentions import Mentions
from sanctiongraph.model import Act, Measure, SanctionAction

__all__ = ["once"]

_WITHOUT_NOUN = frozenset(
    f"pattern: {name}" for name in ("on aid", "on entry", "on visas", "restriction", "exclusion")
)
"""Constructions that name their measure by the verb; they repeat only acts of the same measure."""
_VAGUE = frozenset({Measure.UNSPECIFIED, Measure.SECTORAL})


def once(stated: list[SanctionAction], mentions: Mentions) -> list[SanctionAction]:
    kept: list[SanctionAction] = []
    for action in stated:
        twin = next((n for n, other in enumerate(kept) if _is_same_act(other, action, mentions)), None)
        if twin is None:
            kept.append(action)
        else:
            kept[twin] = _joined(kept[twin], action)
    return kept


def _is_same_act(one: SanctionAction, two: SanctionAction, mentions: Mentions) -> bool:
    alike = {one.act, two.act}
    if not (len(alike) == 1 or alike == {Act.IMPOSE, Act.IN_FORCE} or alike == {Act.IMPOSE, Act.EXPAND}):
        return False
    if one.negated != two.negated or one.modality is not two.modality:
        return False
    if one.date and two.date and one.date.value != two.date.value:
        return False
    if set(one.measures) != set(two.measures) and _WITHOUT_NOUN & {one.reasons[0], two.reasons[0]}:
        return False  # "suspended aid to X" is none of the sanctions on X
    if not _VAGUE & {*one.measures, *two.measures} and not set(one.measures) & set(two.measures):
        return False
    first, second = mentions.names(one.imposers), mentions.names(two.imposers)
    same_imposers = first == second or not first or not second
    if not one.targets or not (
        same_imposers or mentions.countries(one.imposers) & mentions.countries(two.imposers)
    ):
        return False
    if mentions.names(one.targets) == mentions.names(two.targets):
        return same_imposers
    if alike == {Act.IMPOSE, Act.EXPAND}:
        return False  # "additional firms" are others than "firms"
    return mentions.are_alike(one.targets, two.targets) and not (one.target_count and two.target_count)


def _joined(one: SanctionAction, two: SanctionAction) -> SanctionAction:
    """One claim with the evidence of both; what one leaves unsaid the other fills."""
    surer = max(one, two, key=lambda each: each.confidence)
    evidence = one.evidence + tuple(e for e in two.evidence if e not in one.evidence)
    return replace(
        one,
        evidence=evidence,
        act=one.act if one.act is not Act.IN_FORCE else two.act,
        imposers=one.imposers or two.imposers,
        date=one.date or two.date,
        grounds=one.grounds or two.grounds,
        attribution=one.attribution or two.attribution,
        attributed_to=one.attributed_to or two.attributed_to,
        target_count=one.target_count or two.target_count,
        confidence=surer.confidence,
        reasons=surer.reasons,
    )
