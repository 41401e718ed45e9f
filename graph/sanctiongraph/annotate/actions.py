"""From frames to sanction actions: each frame with its roles and its stance becomes a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from spacy.tokens import Doc, Token

from sanctiongraph.annotate import dates
from sanctiongraph.annotate.attribution import attributed, evidence_of, person_before
from sanctiongraph.annotate.circumstances import date_of, grounds_of, source_of, wording
from sanctiongraph.annotate.confidence import confidence, features
from sanctiongraph.annotate.counts import count_of
from sanctiongraph.annotate.described import Filler
from sanctiongraph.annotate.frames import Frame, actor_at
from sanctiongraph.annotate.grammar import conjuncts, subject
from sanctiongraph.annotate.lexicon import lexicon
from sanctiongraph.annotate.measures import is_of_measures, is_penal_text, lemma_of
from sanctiongraph.annotate.mentions import Mentions
from sanctiongraph.annotate.repeats import once
from sanctiongraph.annotate.roles import Filled, fill, holds, is_of_states, retold, shared
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.annotate.stance import speaker
from sanctiongraph.model import Act, Evidence, Kind, Measure, SanctionAction

__all__ = ["actions"]

_NEAR = 400
"""Characters between two acts of which the later is dated from the earlier."""
_SENTENCES = 3
"""Sentences after an act in which it may be told what its measures do."""
_AROUND = 60
"""Acts on either side that one may share a role with: more than an article has."""
_OFFICIAL = frozenset({"official", "officials", "diplomat", "aide"})


def actions(doc: Doc, said: str | None, mentions: Mentions) -> tuple[SanctionAction, ...]:
    """The sanction actions of a document, in order of their first evidence.

    `said` is the date of the document (ISO) or None. Parties that are not named yet are
    entered in `mentions`.
    """
    filled: list[Filled] = []
    for frame in doc._.sg_frames:
        filled.append(fill(frame, filled))
    told = [shared(one, _around(filled, place)) for place, one in enumerate(filled)]
    kept = [each for place, one in enumerate(told) if holds(each := retold(one, _around(told, place)))]
    if is_penal_text(doc) and not any(map(is_of_states, kept)):
        return ()
    stated = _dated_from_before([_action(each, said, mentions) for each in kept])
    return tuple(sorted(once(stated, mentions, doc, said), key=lambda a: (a.evidence[0].trigger_start, a.id)))


def _around(filled: list[Filled], place: int) -> list[Filled]:
    return filled[max(0, place - _AROUND) : place + _AROUND]


def _dated_from_before(stated: list[SanctionAction]) -> list[SanctionAction]:
    """Dates that count from the act told right before: "six months later it restored them"."""
    dated: list[SanctionAction] = []
    for action in stated:
        if action.date and action.date.value is None and dated:
            last = dated[-1]
            near = action.evidence[0].start - last.evidence[0].end < _NEAR
            told = last.date.value if last.date and near else None
            value = dates.resolve_after(action.date.text, told) if told else None
            action = replace(action, date=replace(action.date, value=value))
        dated.append(action)
    return dated


def _action(filled: Filled, said: str | None, mentions: Mentions) -> SanctionAction:
    frame, stood = filled.frame, filled.stance
    source = _source(filled)
    imposers = tuple(mentions.enter(f) for f in filled.imposers)
    targets = tuple(mentions.enter(f) for f in filled.targets)
    action = SanctionAction(
        id="",
        evidence=(evidence_of(frame.trigger), *_naming(filled)),
        modality=stood.modality,
        negated=stood.negated,
        confidence=confidence(filled),
        attribution=wording(source) if source is not None else None,
        attributed_to=attributed(source, mentions),
        reasons=(*filled.reasons, *features(filled)),
        act=frame.act,
        imposers=imposers,
        targets=targets,
        measures=_measures(filled),
        date=date_of(frame, stood.modality, said),
        target_count=_count(filled),
        grounds=grounds_of(frame),
    )
    return replace(action, id=_identifier(action))


def _naming(filled: Filled) -> Iterator[Evidence]:
    """The sentences behind the act that name its parties: "Among those targeted are A and B."."""
    seen = {sentence_of(filled.frame.trigger).start}
    for filler in (*filled.imposers, *filled.targets):
        if filler.actor is None or filler.start < sentence_of(filled.frame.trigger).end_char:
            continue
        start = sentence_of(filler.actor).start
        if start not in seen and len(seen) <= _SENTENCES:
            seen.add(start)
            yield evidence_of(filler.actor)


def _source(filled: Filled) -> Token | None:
    """Who says so, unless it is the one who acts."""
    token = filled.stance.asked_by or source_of(filled.frame.sentence) or speaker(filled.frame.trigger)
    token = person_before(token) if token is not None and token.pos_ == "PRON" else token
    if token is None:
        return None
    if "imposer: officials of a country named before" in filled.reasons and lemma_of(token) in _OFFICIAL:
        return None
    if any(f.start <= token.idx < f.end for f in filled.imposers):
        return None
    actor = actor_at(token)
    codes = {f.country for f in filled.imposers if f.country}
    if actor is not None and actor.label_ != "Person" and actor._.sg_country in codes:
        return None  # a body of the state that acts speaks for the state
    return token


def _measures(filled: Filled) -> tuple[Measure, ...]:
    measures = filled.frame.measures
    spelled = _spelled_out(filled.frame) or _told_later(filled.frame)
    if measures == (Measure.UNSPECIFIED,) and spelled:
        return spelled
    if (
        measures == (Measure.UNSPECIFIED,)
        and filled.targets
        and all(t.kind is Kind.SECTOR for t in filled.targets[:1])
    ):
        return (Measure.SECTORAL,)
    return measures


def _spelled_out(frame: Frame) -> tuple[Measure, ...]:
    """Measures that a clause on the act spells out: "sanctions X, barring him from entering China"."""
    found: dict[Measure, None] = {}
    for verb in frame.trigger.subtree:
        if verb.dep_ not in ("advcl", "conj", "xcomp") or verb.pos_ != "VERB" or verb.i < frame.trigger.i:
            continue
        around = {t.lemma_.lower() for t in verb.subtree}
        for name in ("entry", "assets"):
            rule = lexicon("measures.yaml")[name]
            if verb.lemma_ in rule["verbs"] and around & set(rule.get("complements", rule.get("nouns", ()))):
                found[Measure(rule["measure"])] = None
    return tuple(found)


def _told_later(frame: Frame) -> tuple[Measure, ...]:
    """What a later sentence says the measures do: "The sanctions freeze any assets they hold in the US"."""
    if frame.act not in (Act.IMPOSE, Act.EXPAND):
        return ()
    doc, position = frame.trigger.doc, frame.sentence.end
    for _ in range(_SENTENCES):
        if position >= len(doc):
            break
        here = sentence_of(doc[position])
        who = subject(here.root)
        if who is not None and is_of_measures(who) and who.i < here.root.i:
            return tuple(dict.fromkeys(measure for verb in conjuncts(here.root) for measure in _doing(verb)))
        position = here.end
    return ()


def _doing(verb: Token) -> Iterator[Measure]:
    """The measures that freezing assets, barring entry or forbidding business are."""
    around = {t.lemma_.lower() for t in verb.subtree}
    for name in ("entry", "assets"):
        rule = lexicon("measures.yaml")[name]
        if verb.lemma_ in rule["verbs"] and around & set(rule.get("complements", rule.get("nouns", ()))):
            yield Measure(rule["measure"])
    if verb.lemma_ in ("bar", "ban", "prohibit", "forbid", "block") and around & {"business", "transaction"}:
        yield Measure.FINANCIAL_RESTRICTION


def _count(filled: Filled) -> int | None:
    doc = filled.frame.trigger.doc
    counted = [t for t in filled.targets if t.number is not None]
    first = min((t.start for t in counted), default=0)
    counted = [t for t in counted if not _is_included(t, doc, first)]
    if counted:
        return sum(t.number for t in counted if t.number is not None)
    return next((n for noun in filled.frame.nouns if (n := count_of(noun)) is not None), None)


def _is_included(target: Filler, doc: Doc, first: int) -> bool:
    """As in "ten firms, including two banks and a mill": some of those that are counted already."""
    between = doc.char_span(first, target.start, alignment_mode="expand") if first < target.start else None
    return between is not None and any(
        t.lower_ == "including" or (t.lower_ == "them" and t.nbor(-1).lower_ == "among") for t in between
    )


def _identifier(action: SanctionAction) -> str:
    """Twelve hexadecimal digits of what the claim says and where: stable, unique in a document."""
    parts = (
        action.act,
        action.modality,
        action.negated,
        *((e.trigger_start, e.trigger_end) for e in action.evidence[:1]),
    )
    return "c" + sha256(repr(tuple(str(p) for p in parts)).encode()).hexdigest()[:12]
