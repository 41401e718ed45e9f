"""Who acts in a verb, through papers, partners and misparses."""

from __future__ import annotations

from spacy.tokens import Token

from sanctiongraph.annotate.enumerations import also_after, members_after
from sanctiongraph.annotate.frames.frame import actor_at, is_time, spread_out, unique
from sanctiongraph.annotate.grammar import (
    agent,
    children,
    conjuncts,
    controller,
    holder,
    is_passive,
    names_partners,
    objects,
    preposition_objects,
    prepositions,
    subject,
)
from sanctiongraph.annotate.lexicon import words
from sanctiongraph.annotate.measures import (
    lemma_of,
    modifiers,
)
from sanctiongraph.annotate.sentences import sentence_of

__all__ = ["imposers_of_verb"]

_ACTS = "acts.yaml"


def imposers_of_verb(verb: Token) -> tuple[Token, ...]:
    """Who acts in a verb: agent of a passive, else its subject, found through control."""
    if is_passive(verb):
        by = agent(verb)
        if by is None and verb.dep_ == "conj":
            by = agent(verb.head)
        again = [n for c in children(verb, "agent") for p in conjuncts(c) for n in preposition_objects(p)]
        told = (who for each in conjuncts(by) for who in _authors(each)) if by is not None else ()
        return unique((*told, *again)) if by is not None and not is_time(by) else ()
    asked = words("stance.yaml", "object_control")
    who = (
        holder(verb, object_control=asked) if verb.pos_ == "NOUN" else controller(verb, object_control=asked)
    )
    if who is None:
        found = _just_before(verb)
        return unique((*found, *_fronted(verb))) if found else ()
    who = _misread_signer(who) or _leader(who)
    bill = _paper_requiring(verb) if lemma_of(who) in words("descriptions.yaml", "office_holders") else None
    if bill is not None and actor_at(who) is None:
        who = bill
    drafted = next(iter(children(verb.head, "dobj")), None) if verb.dep_ == "advcl" else None
    if drafted is not None and _only_drafts(who, verb.head, drafted):  # "put forward a draft to prolong"
        return _council_of(drafted)
    acting = spread_out(_through_documents(who, verb))
    before = [*_fronted(verb), *(t for t in also_after(who) if t.i < verb.i)]
    apart = any(t.pos_ == "VERB" for t in verb.doc[who.i : before[0].i]) if before else False
    return unique((*acting, *(() if apart else before), *_in_partnership(who, verb)))


def _authors(by: Token) -> list[Token]:
    """As in "tightened by acts of Congress", "by a decree of Putin's": whose papers did it; else who did."""
    if lemma_of(by) not in words(_ACTS, "documents_of_law") or actor_at(by) is not None:
        return [by]
    of = [n for p in prepositions(by, "of") for n in preposition_objects(p)]
    return [n for n in of if actor_at(n) is not None] or [by]


def _misread_signer(who: Token) -> Token | None:
    """As in the headline "Barrow signs order ending", where "signs" was read as what Barrow has."""
    if who.tag_ != "NNS" or who.lemma_ not in words(_ACTS, "enacting"):
        return None
    return next((c for c in children(who, "compound", "nmod") if actor_at(c) is not None), None)


def _fronted(verb: Token) -> list[Token]:
    """As in "Together with Canada, Norway imposed": the partner told before the subject."""
    first = [p for p in prepositions(verb, "alongside", "with", "along") if p.i < verb.i]
    joint = [p for p in first if p.lower_ != "with" or any(c.lower_ == "together" for c in p.lefts)]
    return [t for p in joint for n in preposition_objects(p) for t in conjuncts(n) if actor_at(t) is not None]


def _just_before(verb: Token) -> tuple[Token, ...]:
    """The actor right before a verb, or before the misread verb that governs it: "The House votes to".

    A time may stand between: "the EU's ministers on Monday adopted".
    """
    for word in (verb, verb.head):
        index = _before_time(word)
        before = word.doc[index] if index >= sentence_of(word).start else None
        joined = before is not None and (before.head == word or index < word.i - 1 or _set_off(before))
        if before is not None and _may_act(before) and joined:
            return (before,)
        inner = [c for c in word.lefts if c.dep_ in ("nmod", "compound") and actor_at(c) is not None]
        if word != verb and word.tag_ == "NNS" and inner:
            return (inner[0],)
    return ()


def _set_off(noun: Token) -> bool:
    """As in "Together with Peru, Norway imposed", where Norway was hung on "with": behind a comma."""
    return noun.dep_ == "pobj" and noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text == ","


def _paper_requiring(verb: Token) -> Token | None:
    """As in "a bill that would require the president to sanction": the bill."""
    who = subject(verb.head) if verb.dep_ == "xcomp" else None
    return who if who is not None and lemma_of(who) in words(_ACTS, "documents_of_law") else None


def _leader(who: Token) -> Token:
    """As in "Treasury, in partnership with the EU, the UK and Canada, sanctioned": Treasury, not the UK."""
    start = sentence_of(who).start
    opener = next((t for t in who.doc[start + 1 : who.i] if _opens_partnership(t)), None)
    if opener is None or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in who.doc[opener.i : who.i]):
        return who
    leader = opener.nbor(-1) if opener.nbor(-1).text != "," or opener.i - 1 == start else opener.nbor(-2)
    while start <= leader.head.i < opener.i and leader.head.pos_ in ("NOUN", "PROPN", "ADP"):
        if leader.head == leader:
            break
        leader = leader.head
    return leader if leader.pos_ in ("NOUN", "PROPN") else who


def _opens_partnership(token: Token) -> bool:
    """The "in" of "in partnership with"."""
    return token.lower_ == "in" and token.i + 1 < len(token.doc) and names_partners(token.nbor(1))


def _in_partnership(who: Token, verb: Token) -> tuple[Token, ...]:
    """As in "Treasury, in partnership with the EU, the UK and Canada, sanctioned": the partners act too."""
    opener = next((t for t in verb.doc[who.i : verb.i] if _opens_partnership(t)), None)
    if opener is None:
        return ()
    found = members_after(opener.nbor(2)) or preposition_objects(opener.nbor(2))
    return tuple(t for t in found if t.i < verb.i and actor_at(t) is not None)


def _before_time(word: Token) -> int:
    """The place before a word, times left out: of "ministers" in "ministers on Monday adopted"."""
    index = word.i - 1
    while index > sentence_of(word).start and (
        word.doc[index].pos_ == "ADV"
        or is_time(word.doc[index])
        or (word.doc[index].lower_ == "on" and is_time(word.doc[index + 1]))
    ):
        index -= 1
    return index


def _may_act(noun: Token) -> bool:
    """A named actor, or ministers and officials of one."""
    if actor_at(noun) is not None:
        return True
    acting = lemma_of(noun) in words("descriptions.yaml", "acts_for") and noun.tag_ == "NNS"
    return acting and any(actor_at(word) is not None for word in modifiers(noun))


def _through_documents(who: Token, verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """As in "signs an order imposing", "passed a bill that would impose": who signs or passes it."""
    if lemma_of(who) not in words(_ACTS, "documents_of_law") or actor_at(who) is not None:
        return (who,)
    owner = next((c for c in children(who, "poss", "compound") if actor_at(c) is not None), None)
    if owner is not None:
        return (owner,)
    if depth < 3 and who.dep_ in ("dobj", "pobj", "nsubjpass", "conj"):
        above = who.head if who.dep_ != "pobj" else who.head.head
        if above.pos_ in ("VERB", "AUX") and above != verb:
            if is_passive(above):
                by = agent(above)
                return (by,) if by is not None else ()
            again = controller(above)
            if again is not None and _only_drafts(again, above, who):
                return _council_of(who)
            return _through_documents(again, verb, depth + 1) if again is not None else ()
    return _signer(who)


def _only_drafts(doer: Token, verb: Token, paper: Token) -> bool:
    """Whether somebody blocks a paper, or drafts one that others decide on: a state a resolution, somebody
    of no known country a bill.
    """
    if verb.lemma_ in words("stance.yaml", "blocking"):
        return True
    drafting = verb.lemma_ in words("stance.yaml", "drafting") | {"work", "reintroduce"}
    drafting = drafting or any(c.lower_ in ("forward", "forth") for c in children(verb, "advmod", "prt"))
    actor = actor_at(doer)
    if actor is None or not drafting:
        return False
    lone = actor.label_ == "Person" and not actor._.sg_country
    return lone or (actor.label_ == "Country" and lemma_of(paper) in words(_ACTS, "papers_of_council"))


def _council_of(paper: Token) -> tuple[Token, ...]:
    """The Security Council, of whose resolution or draft a text speaks that names it; else nobody."""
    if lemma_of(paper) not in words(_ACTS, "papers_of_council"):
        return ()
    named = [a for a in paper.doc.spans["sg_actors"] if a._.sg_key == "institution/un-security-council"]
    before = [a for a in named if a.end <= paper.i]
    return tuple(a.root for a in (before[-1:] or named[:1]))


def _signer(paper: Token) -> tuple[Token, ...]:
    """ "The order (signed by X) blocks ...": who signed or issued it, said beside it or earlier."""
    for clause in children(paper, "acl", "relcl"):
        by = agent(clause) or subject(clause) if clause.lemma_ in words(_ACTS, "enacting") else None
        if by is not None and by != paper:
            return tuple(conjuncts(by))
    for token in reversed(paper.doc[: paper.i]):
        if token.lemma_ in words(_ACTS, "enacting") and token.pos_ == "VERB":
            papers = [o for o in objects(token) if lemma_of(o) == lemma_of(paper)]
            who = subject(token) if papers and not is_passive(token) else None
            if who is not None and actor_at(who) is not None:
                return (who,)
    return ()
