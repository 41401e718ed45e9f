"""From what was found to claims: how real it is, who says so, and the same relation told twice once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import groupby

from spacy.tokens import Doc, Token

from sanctiongraph.annotate.attribution import attributed, evidence_of, person_before
from sanctiongraph.annotate.cast import Cast
from sanctiongraph.annotate.circumstances import source_of, wording
from sanctiongraph.annotate.grammar import children
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.mentions import Mentions
from sanctiongraph.annotate.relations.related import FILE, Related
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.annotate.stance import Stance, speaker, stance_at
from sanctiongraph.model import Evidence, Modality, Relationship

__all__ = ["relationships"]

_DOWN = frozenset({"conj", "xcomp", "ccomp"})
_CLAUSES = frozenset({"acl", "relcl", "ccomp", "appos", "dep"})
"""How the parser hangs a clause on a verb, and on a noun."""


def relationships(doc: Doc, mentions: Mentions) -> tuple[Relationship, ...]:
    """The relationships of a document, in order of their first evidence."""
    cast, told = Cast(doc), dict[tuple[str, ...], Relationship]()
    places = {(cast.who(held.holder), cast.who(held.at)) for held in doc._.sg_offices if held.at is not None}
    for _, alike in groupby(doc._.sg_relations, key=lambda related: (related.trigger, related.clause)):
        for related, claim in _claims(list(alike), mentions):
            one, two = cast.who(related.subject), cast.who(related.object)
            if related.relation == "Leads" and (one, two) in places:
                continue  # who leads holds an office there, which is a tenure
            sides = sorted((one, two)) if related.relation in words(FILE, "symmetric") else (one, two)
            key = (claim.relation, claim.modality, str(claim.negated), *sides)
            told[key] = _joined(told[key], claim) if key in told else claim
    return tuple(sorted(told.values(), key=lambda c: (c.evidence[0].trigger_start, c.id)))


def _claims(alike: list[Related], mentions: Mentions) -> Iterator[tuple[Related, Relationship]]:
    """What one word states of each pair: as real for all, and told by the same source."""
    stood = _stance(alike[0])
    if stood is None:
        return
    source, evidence = _source(alike[0], stood), evidence_of(alike[0].trigger)
    for related in alike:
        own = source is not None and source.i in range(related.subject.start, related.subject.end)
        yield related, _claim(related, stood, evidence, mentions, None if own else source)


def _claim(
    related: Related, stood: Stance, evidence: Evidence, mentions: Mentions, source: Token | None
) -> Relationship:
    parts = (related.relation, stood.modality, stood.negated, evidence.trigger_start,
             related.subject.start_char, related.object.start_char)  # fmt: skip
    return Relationship(
        id="r" + sha256("|".join(map(str, parts)).encode()).hexdigest()[:12],
        evidence=(evidence,),
        modality=stood.modality,
        negated=stood.negated,
        confidence=float(lexicon(FILE)["confidence"][related.pattern]),
        attribution=wording(source) if source is not None else None,
        attributed_to=attributed(source, mentions),
        reasons=(f"pattern: {related.pattern}", f"relation: {related.trigger.text}", *stood.cues),
        subject=mentions.id_of(related.subject),
        relation=related.relation,
        object=mentions.id_of(related.object),
    )


def _stance(related: Related) -> Stance | None:
    """How real the relation is; None where an infinitive stands under a verb that leaves it open."""
    if related.clause is None:
        return Stance()
    if _is_doubted(related.clause):
        return None
    stood = stance_at(related.clause)
    above = related.clause.head
    if _is_ended(related.clause):
        return replace(stood, negated=True, cues=(*stood.cues, f"negation: {above.text}"))
    if not _is_infinitive(related.clause):
        return stood
    if _is_bidden(related):
        return None
    if stood.modality is not Modality.ACTUAL or stood.negated:
        return stood
    if above.lemma_ in words(FILE, "coming"):
        return replace(stood, modality=Modality.PLANNED, cues=(*stood.cues, f"modality: {above.text}"))
    return stood if above.lemma_ in words(FILE, "carrying_out") else None


def _is_doubted(verb: Token) -> bool:
    """As in "allegedly supports", "Rumors that she supports Hamas spread"."""
    if any(child.lower_ in words(FILE, "doubting") for child in children(verb, "advmod")):
        return True
    clause = verb
    while clause.dep_ in _DOWN and clause.head.pos_ in ("VERB", "AUX"):
        clause = clause.head
    told = clause.dep_ in _CLAUSES and clause.head.lemma_.lower() in words(FILE, "rumors")
    return told and any(child.lower_ == "that" for child in children(clause, "mark"))


def _is_ended(verb: Token) -> bool:
    """As in "stopped backing", "ceased to support"; not "ended up backing", "has not stopped backing"."""
    above = verb.head
    ended = verb.dep_ == "xcomp" and above.lemma_ in words(FILE, "ending")
    return ended and not children(above, "prt", "neg")


def _is_bidden(related: Related) -> bool:
    """Whether another than the subject may be meant to act: "brings partners together to support Peru"."""
    verb = related.clause
    if verb is None or verb.head.lemma_ in words("stance.yaml", "object_control") | words(FILE, "coming"):
        return False
    return any(verb.head.i < noun.i < verb.i for noun in children(verb.head, "dobj"))


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in children(verb, "aux"))


def _source(related: Related, stood: Stance) -> Token | None:
    """Who says so; what only describes a name is the text's own."""
    if related.clause is None:
        return None
    token = stood.asked_by or source_of(sentence_of(related.trigger)) or speaker(related.clause)
    return person_before(token) if token is not None and token.pos_ == "PRON" else token


def _joined(one: Relationship, two: Relationship) -> Relationship:
    """One claim with the evidence of both; what one leaves unsaid the other fills."""
    return replace(
        one,
        evidence=one.evidence + tuple(e for e in two.evidence if e not in one.evidence),
        attribution=one.attribution or two.attribution,
        attributed_to=one.attributed_to or two.attributed_to,
        confidence=max(one.confidence, two.confidence),
    )
