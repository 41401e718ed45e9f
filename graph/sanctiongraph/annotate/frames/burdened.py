"""Verbs that burden their object: "blacklisted the firm"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from sanctiongraph.annotate.frames.frame import (
    Frame,
    actor_at,
    is_party,
    is_time,
    named_first,
    spread_out,
    unique,
)
from sanctiongraph.annotate.frames.parties_of_nouns import completed, is_one_more
from sanctiongraph.annotate.frames.parties_of_verbs import imposers_of_verb
from sanctiongraph.annotate.grammar import (
    agent,
    children,
    is_passive,
    noun_head,
    objects,
    preposition_objects,
    prepositions,
    subject,
)
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import (
    lemma_of,
    speaks_of_sanctions,
)
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act, Measure

__all__ = ["also_burdened", "burdening_verbs", "is_misread_verb", "is_named_otherwise"]

_ACTS = "acts.yaml"
_PASSAGE = 60
"""Tokens before a sentence that tell whether it is about sanctions."""
_LAW = 10
"""Words that the name of a law may have."""


def burdening_verbs(verb: Token) -> Iterator[Frame]:
    """As in "The US sanctioned X", "X was blacklisted", "designated ten people"."""
    if verb.pos_ not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN") or verb.tag_ in ("NN", "NNP", "NNPS", "JJ"):
        return
    lemma = _verb_lemma(verb)
    act = lexicon(_ACTS).act("verbs_on_targets", lemma)
    if act is None and speaks_of_sanctions(verb.doc):
        act = lexicon(_ACTS).act("context_verbs", lemma)
    sure = _is_sanctioning_body(verb) or _is_by_law_of_sanctions(verb)
    if act is None and lexicon(_ACTS).act("context_verbs", lemma) and sure:
        act = lexicon(_ACTS).act("context_verbs", lemma)
    if (
        act is None
        and lemma == "target"
        and verb.dep_ != "acl"
        and (_is_authority(verb) or _is_of_an_act(verb))
    ):
        act = Act.IMPOSE
    if act is None and lemma == "block" and _is_sanctioning_body(verb) and _blocks_somebody(verb):
        act = Act.IMPOSE
    if act is None or (verb.pos_ == "NOUN" and not is_misread_verb(verb)):
        return
    if lemma == "designate" and is_named_otherwise(verb):
        return
    if verb.dep_ == "amod":
        yield from _attributive(verb, act)
        return
    yield from _predicative(verb, act)


def _is_by_law_of_sanctions(verb: Token) -> bool:
    """As in "listed two men under the Special Economic Measures Regulations"."""
    later = verb.doc[verb.i + 1 : sentence_of(verb).end]
    begin = next((t.i for t in later if t.lower_ in ("under", "pursuant")), None)
    under = {t.lower_ for t in later if begin is not None and begin < t.i <= begin + _LAW}
    return bool(under & words(_ACTS, "laws_of_sanctions")) and bool(under & words(_ACTS, "laws"))


def also_burdened(word: Token) -> Iterator[Frame]:
    """As in "Also sanctioned were two generals": the participle first, its subject behind the verb."""
    here = sentence_of(word)
    first = next((t for t in here if not t.is_space), word)
    if first.lower_ not in ("also", "among") or word.i > first.i + 1 or word.tag_ not in ("VBN", "VBD", "JJ"):
        return
    lemma = word.lemma_.lower() if word.lemma_ != word.text else word.lower_
    table = lexicon(_ACTS)
    known = table.act("verbs_on_targets", lemma) or table.act("context_verbs", lemma)
    be = next((t for t in here if t.i > word.i and t.lemma_ == "be"), None)
    if be is None or not (known or lemma == "target") or not speaks_of_sanctions(word.doc):
        return
    after = [c for c in be.children if c.dep_ in ("nsubj", "nsubjpass", "attr") and c.i > be.i]
    targets = spread_out(after)
    if targets:
        yield Frame(Act.IMPOSE, word, "verb", targets=tuple(targets))


def is_named_otherwise(word: Token) -> bool:
    """As in "designated X as a major ally", "the designation of X as host": what it is named is no burden."""
    whom = [*children(word, "dobj"), *(n for p in prepositions(word, "of") for n in preposition_objects(p))]
    named = [n for each in (word, *whom) for p in prepositions(each, "as") for n in preposition_objects(p)]
    about = {t.lower_ for n in named for t in n.subtree} | {lemma_of(n) for n in named}
    return bool(named) and not about & words(_ACTS, "designated_as")


def _verb_lemma(verb: Token) -> str:
    lemma = verb.lemma_.lower()
    return "sanction" if lemma in ("sanctions", "sanctioned", "sanctioning") else lemma


def is_misread_verb(token: Token) -> bool:
    """As in "The Treasury sanctions the head of ...": tagged as a noun, though an object follows at once."""
    if (
        token.lower_ != "sanctions"
        or token.i + 1 >= sentence_of(token).end
        or token.i == sentence_of(token).start
    ):
        return False
    following = token.nbor(1)
    before = actor_at(token.nbor(-1))
    if token.dep_ == "compound" and any(t.tag_ in ("VBZ", "VBD", "VBP", "MD") for t in sentence_of(token)):
        return False  # "expands the Nicaragua sanctions program"
    after = following.nbor(1) if following.i + 1 < len(token.doc) else following
    if before is not None and following.dep_ == "quantmod" and after.like_num:
        return True  # "United States sanctions over 400 elites"
    return (
        before is not None
        and (following.pos_ in ("DET", "PROPN", "NUM", "ADJ", "NOUN"))
        and following.dep_ != "prep"
    )


def _is_sanctioning_body(verb: Token) -> bool:
    """Whether a body whose business sanctions are acts in the sentence (OFAC, the Treasury)."""
    start = sentence_of(verb).start
    bodies = {a._.sg_key for a in verb.doc.spans["sg_actors"] if start <= a.start and a.end <= verb.i}
    return bool(bodies & words(_ACTS, "sanctioning_bodies"))


def _blocks_somebody(verb: Token) -> bool:
    """As in "OFAC blocked two tankers": a party or a ship, and not "from" doing something."""
    blocked = objects(verb)
    things = words(_ACTS, "listed_things")
    return (
        bool(blocked)
        and all(is_party(t) or lemma_of(t) in things for t in blocked)
        and not prepositions(verb, "from")
    )


def _is_authority(verb: Token) -> bool:
    """ "Treasury can also target the spouses": a body of a state acts, in a passage on sanctions."""
    who = subject(verb)
    actor = actor_at(who) if who is not None else None
    if actor is None or who is None:
        return False
    also = any(c.lower_ == "also" for c in verb.children)
    if not actor._.sg_key or not (actor.label_ == "Institution" or (also and not _hits_soldiers(verb))):
        return False
    return _is_among_sanctions(verb)


def _is_of_an_act(verb: Token) -> bool:
    """As in "today's action targets two banks": what the passage tells of, not a raid or a law."""
    who = subject(verb)
    if who is None or lemma_of(who) not in words(_ACTS, "told_acts") or _hits_soldiers(verb):
        return False
    told = any(c.lower_ in ("this", "these") or is_time(c) for c in who.lefts)
    return told and verb.tag_ in ("VBZ", "VBP", "VBD") and _is_among_sanctions(verb)


def _hits_soldiers(verb: Token) -> bool:
    return any(lemma_of(o) in words(_ACTS, "not_listed") for o in objects(verb))


def _is_among_sanctions(verb: Token) -> bool:
    here = sentence_of(verb)
    return speaks_of_sanctions(verb.doc[max(0, here.start - _PASSAGE) : here.end])


def _attributive(verb: Token, act: Act) -> Iterator[Frame]:
    """As in "the US-sanctioned tanker", "sanctioned Russian oil"."""
    if act is not Act.IMPOSE or verb.tag_ not in ("VBN", "VBD", "JJ"):
        return
    by = [word for word in _before_hyphen(verb) if actor_at(word) is not None]
    newly = any(c.lower_ in ("newly", "just", "recently") for c in verb.children)
    taken_up = not by and lexicon(_ACTS).act("verbs_on_targets", _verb_lemma(verb)) is None
    if newly or taken_up:
        return  # "the newly listed ships", "the designated persons": those that the text told of
    yield Frame(Act.IN_FORCE, verb, "attributive", (), (Measure.UNSPECIFIED,), tuple(by), (verb.head,))


def _before_hyphen(verb: Token) -> list[Token]:
    if verb.i >= 2 and verb.nbor(-1).text in ("-", "‑", "–"):
        return [verb.nbor(-2)]
    return []


def _is_on_exchange(verb: Token) -> bool:
    """As in "the firm is listed in Frankfurt", "those listed", "listed three reasons": no act of listing."""
    if verb.lemma_ not in ("list", "delist", "relist", "de-list", "re-list"):
        return False
    if prepositions(verb, "among", "as"):
        return True  # "listed Turkey among the countries that"
    return (verb.dep_ == "acl" and verb.lemma_ == "list") or any(
        lemma_of(t) in words(_ACTS, "exchanges") for t in sentence_of(verb)
    )


def _predicative(verb: Token, act: Act) -> Iterator[Frame]:
    if _is_on_exchange(verb):
        return
    targets = tuple(spread_out(map(_itself, objects(verb)))) or _following_noun(verb)
    targets = targets or _before_clause(verb) or _shared_object(verb) or _running_risk(verb) or _counted(verb)
    targets = targets or _leading_participle(verb)
    targets = unique(completed(targets, verb))
    if not targets or all(_is_event(target) for target in targets):
        return
    imposers = imposers_of_verb(verb)
    if verb.pos_ == "NOUN" and not imposers:
        imposers = (verb.nbor(-1),)
    if (
        act is Act.IMPOSE
        and verb.dep_ == "acl"
        and verb.tag_ in ("VBN", "VBD")
        and not agent(verb)
        and not _dated(verb)
    ):
        act = Act.IN_FORCE
    if verb.dep_ == "acl" and not agent(verb) and _is_under_a_paper(verb):
        return  # "persons listed in the Annex", "designated pursuant to this order"
    if verb.dep_ in ("acl", "relcl") and not imposers and _is_anybody(verb.head):
        return
    if act is Act.IMPOSE and any(is_one_more(target) for target in targets):
        act = Act.EXPAND
    now = [c.lower_ for c in children(verb, "auxpass", "aux")] in (["is"], ["are"])
    if verb.lemma_ == "list" and now:
        act = Act.IN_FORCE  # "is listed by": it stands on a list
    yield Frame(act, verb, "verb", (), (Measure.UNSPECIFIED,), imposers, targets)


def _is_under_a_paper(verb: Token) -> bool:
    about = {lemma_of(t).strip(".") for t in verb.subtree if t.i > verb.i}
    return bool(about & {"annex", "section", "order", "e.o", "eo", "directive"})


def _is_anybody(noun: Token) -> bool:
    """As in "a person who is listed", "any entity designated": whoever that may be."""
    some = [c.lower_ for c in noun.lefts if c.dep_ == "det"]
    return lemma_of(noun) in words(_ACTS, "anybody") and some in (
        ["a"],
        ["an"],
        ["any"],
        ["each"],
        ["every"],
        ["no"],
    )


def _itself(word: Token) -> Token:
    """As in "the manager was itself sanctioned", "was the first person to be sanctioned": the manager."""
    be = word.head
    first = any(c.lower_ in ("first", "second", "next", "latest", "last") for c in word.lefts)
    if be.lemma_ == "be" and word.dep_ == "attr" and (first or word.lower_.endswith(("self", "selves"))):
        who = subject(be)
        return who if who is not None else word
    return named_first(word)


def _following_noun(verb: Token) -> tuple[Token, ...]:
    if verb.pos_ == "VERB":
        return ()
    right = next(
        (t for t in verb.doc[verb.i + 1 : sentence_of(verb).end] if t.pos_ in ("NOUN", "PROPN")), None
    )
    return (noun_head(right),) if right is not None else ()


def _leading_participle(verb: Token) -> tuple[Token, ...]:
    """As in "Sanctioned by Norway in 2014, Rosneft sold": who the main clause is about."""
    leads = verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.i < verb.head.i and agent(verb) is not None
    who = subject(verb.head) if leads and not children(verb, "nsubj", "nsubjpass", "mark") else None
    return tuple(spread_out([who])) if who is not None else ()


def _counted(verb: Token) -> tuple[Token, ...]:
    """As in "has sanctioned over 300 judges", where "over" was read as a preposition of the verb."""
    about = [p for p in prepositions(verb, "over", "around", "about") if p.i == verb.i + 1]
    found = [n for p in about if p.nbor(1).like_num for n in preposition_objects(p)]
    return tuple(spread_out(n for n in found if children(n, "nummod") and not is_passive(verb)))


def _running_risk(verb: Token) -> tuple[Token, ...]:
    """As in "banks that trade with Mali risk being sanctioned": who runs the risk."""
    above = verb.head if verb.dep_ in ("xcomp", "pcomp", "ccomp") else verb
    passive = bool(children(verb, "auxpass")) and not children(verb, "nsubjpass")
    who = subject(above) if passive and above.lemma_ in words("stance.yaml", "risking") else None
    return tuple(spread_out([who])) if who is not None else ()


def _shared_object(verb: Token) -> tuple[Token, ...]:
    """As in "sanctioned and blocked vessels", where "blocked vessels" was read as one phrase."""
    joined = [c for c in children(verb, "conj") if c.pos_ in ("NOUN", "PROPN") and not is_passive(verb)]
    second = [c for c in joined if any(w.tag_ == "VBN" and w.dep_ == "amod" for w in c.lefts)]
    return tuple(second[:1])


def _before_clause(verb: Token) -> tuple[Token, ...]:
    """As in "executives of banks we have sanctioned": the banks, right before a clause without a pronoun."""
    who = subject(verb)
    start = verb.left_edge.i
    if verb.dep_ != "relcl" or who is None or who == verb.head or start <= sentence_of(verb).start:
        return ()
    before = verb.doc[start - 1]
    return (before,) if before.pos_ in ("NOUN", "PROPN") and before.i >= verb.head.i else ()


def _is_event(target: Token) -> bool:
    """As in "sanctioned the march", "sanction same-sex marriage": approval, not a sanction."""
    return actor_at(target) is None and lemma_of(target) in words("measures.yaml", "approvable")


def _dated(verb: Token) -> bool:
    return any(is_time(word) for word in verb.subtree)
