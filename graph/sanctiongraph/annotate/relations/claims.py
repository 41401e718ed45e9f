"""From what was found to claims: how real it is, who says so, and the same relation told twice once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from spacy.tokens import Doc, Token

from sanctiongraph.annotate.attribution import attributed, evidence_of, person_before
from sanctiongraph.annotate.circumstances import source_of, wording
from sanctiongraph.annotate.grammar import children
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.mentions import Mentions
from sanctiongraph.annotate.relations.related import FILE, Related, is_same
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.annotate.stance import Stance, speaker, stance_at
from sanctiongraph.model import Modality, Relationship

__all__ = ["relationships"]


def relationships(doc: Doc, mentions: Mentions) -> tuple[Relationship, ...]:
    """The relationships of a document, in order of their first evidence."""
    told: list[tuple[Related, Relationship]] = []
    for related in doc._.sg_relations:
        for claim in _claims(related, mentions):
            twin = next((n for n, other in enumerate(told) if _is_same(other, (related, claim))), None)
            if twin is None:
                told.append((related, claim))
            else:
                told[twin] = (told[twin][0], _joined(told[twin][1], claim))
    return tuple(sorted((claim for _, claim in told), key=lambda c: (c.evidence[0].trigger_start, c.id)))


def _claims(related: Related, mentions: Mentions) -> Iterator[Relationship]:
    stood = _stance(related)
    if stood is None or _is_an_office(related):
        return
    source = _source(related, stood)
    evidence = evidence_of(related.trigger)
    parts = (related.relation, stood.modality, stood.negated, evidence.trigger_start,
             related.subject.start_char, related.object.start_char)  # fmt: skip
    yield Relationship(
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
    stood = stance_at(related.clause)
    above = related.clause.head
    if not _is_infinitive(related.clause):
        return stood
    if _is_bidden(related):
        return None
    if stood.modality is not Modality.ACTUAL or stood.negated:
        return stood
    if above.lemma_ in words(FILE, "coming"):
        return replace(stood, modality=Modality.PLANNED, cues=(*stood.cues, f"modality: {above.text}"))
    return stood if above.lemma_ in words(FILE, "carrying_out") else None


def _is_bidden(related: Related) -> bool:
    """Whether another than the subject may be meant to act: "brings partners together to support Peru"."""
    verb = related.clause
    if verb is None or verb.head.lemma_ in words("stance.yaml", "object_control") | words(FILE, "coming"):
        return False
    return any(verb.head.i < noun.i < verb.i for noun in children(verb.head, "dobj"))


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in children(verb, "aux"))


def _is_an_office(related: Related) -> bool:
    """Whether who leads holds an office there, which is a tenure."""
    return related.relation == "Leads" and any(
        held.at is not None and is_same(held.holder, related.subject) and is_same(held.at, related.object)
        for held in related.trigger.doc._.sg_offices
    )


def _source(related: Related, stood: Stance) -> Token | None:
    """Who says so, unless it is one of the two; what only describes a name is the text's own."""
    if related.clause is None:
        return None
    token = stood.asked_by or source_of(sentence_of(related.trigger)) or speaker(related.clause)
    token = person_before(token) if token is not None and token.pos_ == "PRON" else token
    own = range(related.subject.start, related.subject.end)
    return token if token is not None and token.i not in own else None


def _is_same(one: tuple[Related, Relationship], two: tuple[Related, Relationship]) -> bool:
    (first, told), (second, again) = one, two
    if (told.relation, told.modality, told.negated) != (again.relation, again.modality, again.negated):
        return False
    straight = is_same(first.subject, second.subject) and is_same(first.object, second.object)
    crossed = is_same(first.subject, second.object) and is_same(first.object, second.subject)
    return straight or (crossed and told.relation in words(FILE, "symmetric"))


def _joined(one: Relationship, two: Relationship) -> Relationship:
    """One claim with the evidence of both; what one leaves unsaid the other fills."""
    return replace(
        one,
        evidence=one.evidence + tuple(e for e in two.evidence if e not in one.evidence),
        attribution=one.attribution or two.attribution,
        attributed_to=one.attributed_to or two.attributed_to,
        confidence=max(one.confidence, two.confidence),
    )
