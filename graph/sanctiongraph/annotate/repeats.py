"""The same act told twice in a text is one claim with the evidence of both.

Two tellings are one where they name the same parties. A headline says in short what the lead below it
says in full, so that there the states of the parties are enough: "Norway hits Minsk" and "The foreign
ministry in Oslo has frozen the assets of nine Belarusian judges" are one act.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from sanctiongraph.annotate.layout import headline_end
from sanctiongraph.annotate.mentions import Mentions
from sanctiongraph.model import Act, Kind, Measure, SanctionAction

__all__ = ["once"]

_WITHOUT_NOUN = frozenset(
    f"pattern: {name}" for name in ("on aid", "on entry", "on visas", "restriction", "exclusion")
)
"""Constructions that name their measure by the verb; they repeat only acts of the same measure."""
_VAGUE = frozenset({Measure.UNSPECIFIED, Measure.SECTORAL})


_LEAD = 5
"""Sentences after a headline that tell what it announces; a dateline and a byline may be among them."""
_NEWS = 31
"""Days before its publication to which a lead may date what is in the headline."""


def once(
    stated: list[SanctionAction], mentions: Mentions, doc: Doc, said: str | None
) -> list[SanctionAction]:
    """Each act of a text once; `said` is the date of the document (ISO) or None."""
    kept: list[SanctionAction] = []
    for action in _without_headline(stated, mentions, doc, said):
        twin = next((n for n, other in enumerate(kept) if _is_same_act(other, action, mentions)), None)
        if twin is None:
            kept.append(action)
        else:
            kept[twin] = _joined(kept[twin], action)
    return kept


def _without_headline(
    stated: list[SanctionAction], mentions: Mentions, doc: Doc, said: str | None
) -> list[SanctionAction]:
    """The acts of the headline join those of the lead, which tell them in full."""
    headline = headline_end(doc)
    lead = _end_of_lead(doc, headline)
    told = list(stated)
    for head in [action for action in stated if action.evidence[0].trigger_end <= headline]:
        leading = (action for action in told if headline <= action.evidence[0].trigger_start < lead)
        full = next((each for each in leading if _announces(head, each, mentions, said)), None)
        if full is not None:
            told.remove(head)
            told[told.index(full)] = _joined(full, head)
    return told


def _end_of_lead(doc: Doc, headline: int) -> int:
    below = [sentence.end_char for sentence in doc.sents if sentence.start_char >= headline]
    return max(below[:_LEAD], default=0)


def _announces(head: SanctionAction, full: SanctionAction, mentions: Mentions, said: str | None) -> bool:
    """Whether an act of the headline is this one of the lead, of which it may leave out the names."""
    if not (_are_acts_alike(head, full) and _are_measures_alike(head, full) and _is_new(full, said)):
        return False
    if head.target_count and full.target_count and head.target_count != full.target_count:
        return False
    kinds = {name[0] for name in mentions.names(full.targets)}
    if kinds == {Kind.COUNTRY} and {name[0] for name in mentions.names(head.targets)} - kinds:
        return False  # the headline tells more than "sanctions on Russia"
    roles = ((head.imposers, full.imposers), (head.targets, full.targets))
    return all(_is_within(short, whole, mentions) for short, whole in roles) and any(
        short and whole for short, whole in roles
    )


def _is_within(short: tuple[str, ...], whole: tuple[str, ...], mentions: Mentions) -> bool:
    """Whether the lead may mean these parties: of the same states, no name missing; or nobody."""
    if not short or not whole or mentions.names(short) == mentions.names(whole):
        return True
    named = {name for name in mentions.names(short) if name[0] in (Kind.PERSON, Kind.INSTITUTION)}
    states = mentions.countries(short)
    return named <= mentions.names(whole) and bool(states) and states <= mentions.countries(whole)


def _is_new(action: SanctionAction, said: str | None) -> bool:
    """Whether an act is of the days before the text was published, as far as it is dated at all."""
    value = action.date.value if action.date else None
    if value is None:
        return True
    if said is None or len(value) < len(said):
        return said is not None and said.startswith(value)
    return 0 <= (date.fromisoformat(said) - date.fromisoformat(value)).days <= _NEWS


def _are_acts_alike(one: SanctionAction, two: SanctionAction) -> bool:
    alike = {one.act, two.act}
    if not (len(alike) == 1 or alike == {Act.IMPOSE, Act.IN_FORCE} or alike == {Act.IMPOSE, Act.EXPAND}):
        return False
    return one.negated == two.negated and one.modality is two.modality


def _are_measures_alike(one: SanctionAction, two: SanctionAction) -> bool:
    if set(one.measures) != set(two.measures) and _WITHOUT_NOUN & {one.reasons[0], two.reasons[0]}:
        return False  # "suspended aid to X" is none of the sanctions on X
    return bool(_VAGUE & {*one.measures, *two.measures} or set(one.measures) & set(two.measures))


def _is_same_act(one: SanctionAction, two: SanctionAction, mentions: Mentions) -> bool:
    if not (_are_acts_alike(one, two) and _are_measures_alike(one, two)):
        return False
    if one.date and two.date and one.date.value != two.date.value:
        return False
    first, second = mentions.names(one.imposers), mentions.names(two.imposers)
    same_imposers = first == second or not first or not second
    if not one.targets or not (
        same_imposers or mentions.countries(one.imposers) & mentions.countries(two.imposers)
    ):
        return False
    if mentions.names(one.targets) == mentions.names(two.targets):
        return same_imposers
    if {one.act, two.act} == {Act.IMPOSE, Act.EXPAND}:
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
        targets=one.targets or two.targets,
        date=one.date or two.date,
        grounds=one.grounds or two.grounds,
        attribution=one.attribution or two.attribution,
        attributed_to=one.attributed_to or two.attributed_to,
        target_count=one.target_count or two.target_count,
        confidence=surer.confidence,
        reasons=surer.reasons,
    )
