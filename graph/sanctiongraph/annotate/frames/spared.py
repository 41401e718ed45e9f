"""Exemptions: licences, waivers, and what they allow."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from sanctiongraph.annotate.frames.frame import Frame, actor_at, heads_listed, is_party, spread_out, unique
from sanctiongraph.annotate.frames.nouns import tops_of
from sanctiongraph.annotate.frames.parties_of_nouns import relieved
from sanctiongraph.annotate.frames.parties_of_verbs import imposers_of_verb
from sanctiongraph.annotate.grammar import (
    agent,
    children,
    conjuncts,
    controller,
    is_passive,
    objects,
    preposition_objects,
    prepositions,
    subject,
)
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import (
    lemma_of,
    measure_of,
    modifiers,
    speaks_of_sanctions,
)
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act

__all__ = ["exempting", "exemptions"]

_ACTS = "acts.yaml"
_PERMITTING = frozenset({"allow", "permit", "authorize", "authorise", "let", "enable"})
_PASSAGE = 120
"""Tokens around a licence in which sanctions must be spoken of."""


def exempting(verb: Token) -> Iterator[Frame]:
    """As in "a licence exempts X", "in a general licence the Treasury authorised exports of crude"."""
    lemma = verb.lemma_.lower()
    if (
        lemma == "be"
        and speaks_of_sanctions(verb.doc)
        and any(c.lower_ == "exempt" for c in children(verb, "acomp"))
    ):
        who = subject(verb)
        if who is not None and not measure_of(who):
            yield Frame(Act.EXEMPT, verb, "exemption", targets=tuple(conjuncts(who)))
        return
    if verb.pos_ != "VERB" or not speaks_of_sanctions(verb.doc) or verb.dep_ == "acl":
        return
    if lemma == "waive" and any(lemma_of(o) in words(_ACTS, "laws") for o in objects(verb)):
        who = imposers_of_verb(verb)
        waived = tuple(n for p in prepositions(verb, "for") for n in heads_listed(p) if is_party(n))
        if who and all(actor_at(t) is not None or t.pos_ == "PRON" for t in who):
            yield Frame(Act.EXEMPT, verb, "exemption", imposers=who, targets=waived)
        return
    licensed = any(lemma_of(t) in words(_ACTS, "licences") for t in sentence_of(verb))
    spared = [n for p in prepositions(verb, "from") for n in preposition_objects(p)]
    if lemma == "exempt" and spared and not any(map(_is_burden, spared)):
        return  # "exempted pensioners from the tax"
    if lemma == "exempt" or (licensed and lemma in ("authorise", "authorize", "permit")):
        imposers = tuple(t for who in imposers_of_verb(verb) for t in _licensing(who))
        targets = tuple(t for t in spread_out(objects(verb)) if not measure_of(t))
        if targets:
            yield Frame(Act.EXEMPT, verb, "exemption", imposers=imposers, targets=targets)


def _licensing(who: Token) -> list[Token]:
    """Who exempts; of a paper, whose it is: "a U.S. licence exempts", "a waiver of the Treasury allows"."""
    if lemma_of(who) not in words(_ACTS, "licences"):
        return [who]
    named = children(who, "compound", "amod", "nmod", "poss")
    named += [n for p in prepositions(who, "of", "by", "from") for n in preposition_objects(p)]
    return [t for t in named if (a := actor_at(t)) is not None and (a._.sg_country or a._.sg_key)]


def _is_burden(noun: Token) -> bool:
    weak = words("measures.yaml", "weak") | {"rule"}
    return bool(measure_of(noun)) or lemma_of(noun) in weak or noun.pos_ == "PRON"


def exemptions(noun: Token) -> Iterator[Frame]:
    """As in "issues a licence allowing X to", "grants Hungary an exemption from sanctions"."""
    if (
        lemma_of(noun) not in words(_ACTS, "exemptions")
        or noun.pos_ not in ("NOUN", "PROPN")
        or not _is_about_sanctions(noun)
    ):
        return
    top = tops_of(noun)[-1]
    verb = top.head if top.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    act = lexicon(_ACTS).act("exemption_verbs", verb.lemma_.lower()) if verb is not None else None
    if act is None or verb is None:
        return
    if top.dep_ == "nsubj" and verb.lemma_ not in ("expire", "lapse", "end"):
        return  # "the licence gives operators time"
    bearers = (
        _permitted(noun, verb)
        + _given(verb)
        + tuple(_whose_licence(noun))
        + tuple(n for n in relieved(noun) if not measure_of(n))
    )
    if is_passive(verb) and top.dep_ == "dobj":  # "enterprises previously granted relief by the Treasury"
        hung = (n for t in verb.subtree if t.lower_ == "by" for n in preposition_objects(t))
        by = agent(verb) or next((n for n in hung if actor_at(n) is not None), None)
        bearers = tuple(spread_out(o for o in objects(verb) if o != top)) or bearers
        yield Frame(act, verb, "exemption", imposers=(by,) if by is not None else (), targets=unique(bearers))
        return
    receiving = verb.lemma_ in ("receive", "obtain", "get", "secure", "win", "hold")
    if receiving:
        who = controller(verb)
        yield Frame(act, verb, "exemption", (), imposers=(), targets=(who,) if who is not None else bearers)
    else:
        yield Frame(act, verb, "exemption", (), imposers=imposers_of_verb(verb), targets=unique(bearers))


def _whose_licence(noun: Token) -> list[Token]:
    """As in "Chevron's licence", not "the Treasury's licence": a company's or a country's."""
    bodies = words(_ACTS, "sanctioning_bodies")
    owners = [(c, actor_at(c)) for c in children(noun, "poss")]
    return [c for c, a in owners if a is not None and a._.sg_key not in bodies and a.label_ != "Person"]


def _is_about_sanctions(noun: Token) -> bool:
    about = {word.lower_ for word in modifiers(noun)}
    if about & {"general", "sanctions", "oil", "gas"} or any(measure_of(t) for t in sentence_of(noun)):
        return True
    if lemma_of(noun) not in words(_ACTS, "licences"):
        return False
    if about & words(_ACTS, "other_licences"):
        return False
    here = sentence_of(noun)
    bodies = {a._.sg_key for a in noun.doc.spans["sg_actors"] if here.start <= a.start < here.end}
    near = noun.doc[max(0, here.start - _PASSAGE) : min(len(noun.doc), here.end + _PASSAGE)]
    if speaks_of_sanctions(near) or bodies & words(_ACTS, "sanctioning_bodies"):
        return True
    spared = (*_permitted(noun), *_whose_licence(noun))
    return speaks_of_sanctions(noun.doc) and any(actor_at(t) is not None for t in spared)


def _permitted(noun: Token, verb: Token | None = None) -> tuple[Token, ...]:
    """As in "allowing X to resume": X, the subject of the infinitive."""
    found: list[Token] = []
    hung = [c for c in children(verb, "advcl") if c.tag_ == "VBG"] if verb is not None else []
    for clause in (*children(noun, "acl", "relcl"), *hung):
        if clause.lemma_ in _PERMITTING:
            found += children(clause, "dobj")
            found += [s for c in children(clause, "ccomp", "xcomp") for s in children(c, "nsubj")]
            deals = [d for d in children(clause, "dobj") if lemma_of(d) in words(_ACTS, "traded")]
            found += [
                n for d in deals for p in prepositions(d, "with", "by", "of", "to") for n in heads_listed(p)
            ]
            found = [t for t in found if t not in deals]
        elif (
            clause.dep_ == "relcl"
            and (who := subject(clause)) is not None
            and who != noun
            and actor_at(who) is not None
        ):
            found.append(who)  # "the licence under which Chevron had pumped oil"
    for token in noun.doc[noun.i + 1 : min(noun.i + 8, sentence_of(noun).end)]:
        if (
            token.lemma_ in _PERMITTING
            and token.dep_ == "acl"
            and token.head != noun
            and actor_at(token.head) is None
        ):
            found.append(token.head)  # "authorizations to select companies permitting them to operate"
    return tuple(t for t in found if t.pos_ != "PRON")


def _given(verb: Token) -> tuple[Token, ...]:
    """As in "grants Hungary an exemption", "granted permission to the country"."""
    found = [c for c in children(verb, "dative") if c.pos_ in ("NOUN", "PROPN", "PRON")]
    found += [n for p in prepositions(verb, "to", "for") for n in heads_listed(p)]
    return tuple(
        n for n in found if actor_at(n) is not None or lemma_of(n) in words("descriptions.yaml", "groups")
    )
