"""The frame around measure nouns: who imposes and who bears what they name."""

from __future__ import annotations

from spacy.tokens import Span, Token

from sanctiongraph import gazetteer
from sanctiongraph.annotate.enumerations import also_after, bulleted_after, named_after_colon, named_beside
from sanctiongraph.annotate.frames.aims import aimed_at
from sanctiongraph.annotate.frames.frame import (
    Frame,
    actor_at,
    heads_listed,
    is_party,
    is_time,
    named_first,
    spread_out,
    unique,
    words_before,
)
from sanctiongraph.annotate.frames.nouns import (
    extended_to,
    is_comparing,
    is_definite,
    measures_named,
    sharpened,
    target_phrases,
    tops_of,
    turned,
    with_respect_to,
)
from sanctiongraph.annotate.frames.parties_of_verbs import imposers_of_verb
from sanctiongraph.annotate.grammar import (
    agent,
    children,
    conjuncts,
    controller,
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
)
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act, Measure

__all__ = [
    "against_later",
    "completed",
    "country_modifiers",
    "framed",
    "imposers_of_nominal",
    "imposers_of_noun",
    "is_one_more",
    "relieved",
    "sufferers",
    "targets_of_noun",
    "targets_of_verb",
]

_ACTS = "acts.yaml"
_NEAR = 14
"""Words after measures within which an "against" is still theirs."""
_RELIEF = frozenset({Act.EASE, Act.EXEMPT, Act.LIFT, Act.SUSPEND})


def imposers_of_nominal(head: Token) -> tuple[Token, ...]:
    by = agent(head)
    if by is not None:
        return tuple(conjuncts(by))
    return tuple(c for c in children(head, "poss") if actor_at(c) is not None)


def relieved(head: Token) -> tuple[Token, ...]:
    return tuple(
        n
        for p in prepositions(head, *words(_ACTS, "relief_prepositions"))
        for n in preposition_objects(p)
        if not measure_of(n)
    )


def sufferers(noun: Token) -> tuple[Token, ...]:
    """As in "Chad faces U.S. sanctions", "Cuba is under sanctions", "suffers from X as well as sanctions"."""
    top = tops_of(noun)[-1]
    while top.dep_ == "conj":
        top = top.head
    suffering = next((t for t in words_before(noun) if t.lemma_ == "suffer"), None)
    if suffering is not None:
        return tuple(t for t in _bearer(suffering) if actor_at(t) is not None)
    if top.dep_ == "dobj" and top.head.lemma_ in words(_ACTS, "suffering"):
        return _bearer(top.head)
    if top.dep_ != "pobj":
        return ()
    preposition, above = top.head.lower_, top.head.head
    if preposition == "from" and above.lemma_ in words(_ACTS, "suffering"):
        return _bearer(above)
    if preposition == "to" and above.lower_ == "subject":  # "is subject to UN sanctions"
        if above.head.lower_ == "those":
            return ()  # "the list of those subject to sanctions": whoever they are
        return _bearer(above.head) if above.dep_ == "acomp" else tuple(conjuncts(above.head))
    if preposition == "from" and above.lemma_ in words(_ACTS, "shielding"):
        return tuple(spread_out(objects(above)))
    if preposition in words(_ACTS, "suffering_prepositions"):
        if above.pos_ in ("NOUN", "PROPN"):
            return tuple(conjuncts(named_first(above)))
        return _bearer(above) if above.lemma_ in ("be", "remain", "come", "stay") else ()
    return ()


def _bearer(verb: Token) -> tuple[Token, ...]:
    who = controller(verb)
    return tuple(conjuncts(who)) if who is not None else ()


def framed(
    act: Act,
    trigger: Token,
    noun: Token,
    group: tuple[Token, ...],
    pattern: str,
    *,
    actor: Token | None = None,
) -> Frame:
    """A frame with roles read from the verb and from the measure nouns."""
    verb = actor or trigger
    act = turned(sharpened(act, noun), trigger, noun)
    reached = tuple(extended_to(trigger, noun)) if act is Act.EXPAND and trigger.lemma_ == "extend" else ()
    targets = reached or targets_of_noun(group) + targets_of_verb(verb, noun, act)
    targets = targets or sufferers(noun)
    inferred = not targets
    targets = targets or _nearby_targets(noun, verb) or aimed_at(noun, verb)
    targets = completed(targets, noun)
    if act is Act.IMPOSE and any(map(is_one_more, targets[:1])):
        act = Act.EXPAND
    undergoing = _undergoing(verb)
    if undergoing:
        targets, inferred = targets if not inferred and targets else undergoing, False
    own = () if undergoing else imposers_of_noun(group)
    telling = verb.lemma_ in words(_ACTS, "telling")  # "Yermak announced Japan's sanctions"
    owned = bool(own) and (pattern == "stance" or telling)
    imposers = own if owned or _is_of_a_body(own) else imposers_of_verb(verb) or own
    return Frame(
        act,
        trigger,
        pattern,
        group,
        measures_named(group),
        imposers,
        unique(targets),
        is_definite(noun),
        inferred and bool(targets),
    )


def _undergoing(verb: Token) -> tuple[Token, ...]:
    """As in "Iran could see its oil sanctions lifted": who bears them, and not who acts."""
    above = verb.head
    passive = verb.dep_ in ("ccomp", "xcomp") and verb.tag_ in ("VBN", "VBD") and agent(verb) is None
    if not passive or above.lemma_ not in words(_ACTS, "undergoing"):
        return ()
    owned = [c for s in children(verb, "nsubj", "nsubjpass") for c in children(s, "poss")]
    who = subject(above)
    return tuple(conjuncts(who)) if who is not None and any(c.tag_ == "PRP$" for c in owned) else ()


def _is_of_a_body(owners: tuple[Token, ...]) -> bool:
    """As in "to restore United Nations sanctions": whoever sets it in motion, the measures are the body's."""
    return any((a := actor_at(t)) is not None and a._.sg_country == "UN" for t in owners)


def completed(targets: tuple[Token, ...], anchor: Token) -> tuple[Token, ...]:
    """The targets with those that a colon, a list or "along with" adds to them later."""
    if targets and any(actor_at(t) is None for t in targets):
        targets += (*named_after_colon(anchor), *bulleted_after(sentence_of(anchor)))
        targets += tuple(name for target in targets for name in named_beside(target))
    targets = tuple(t for t in targets if lemma_of(t).strip(".") not in words(_ACTS, "papers"))
    here = sentence_of(anchor)
    first = min((t.i for t in targets if here.start <= t.i < here.end), default=None)
    return targets + tuple(also_after(anchor.doc[first])) if first is not None else targets


def targets_of_noun(group: tuple[Token, ...]) -> tuple[Token, ...]:
    """Targets that stand with the measure nouns: "sanctions on X", "Iran sanctions", "against Y"."""
    tops = {top.i: top for noun in group for top in tops_of(noun, alone=True)}
    found = [target for top in sorted(tops.values()) for target in target_phrases(top)]
    if not found:
        suffering = any(sufferers(top) for top in tops.values())
        found = [
            word
            for top in tops.values()
            for word in country_modifiers(top)
            if not _is_imposing(word, suffering)
        ]
    for top in tops.values():
        for preposition in prepositions(top, "including"):
            if preposition.nbor(1).pos_ in ("ADP", "SCONJ") or lemma_of(top) in words(_ACTS, "umbrellas"):
                continue  # "sanctions on X, including for its support of Y", "steps, including sanctions"
            found += [n for n in heads_listed(preposition) if not measure_of(n)]
    return unique(tuple(found))


def against_later(noun: Token) -> tuple[Token, ...]:
    """As in "the use of sanctions and a ban on entry against X": the first "against" before another verb."""
    for token in noun.doc[noun.i + 1 : min(noun.i + _NEAR, sentence_of(noun).end)]:
        if token.lower_ == "against":
            return tuple(n for n in heads_listed(token) if not is_time(n) and not measure_of(n))
        if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in (";", ":", ","):
            break
    return ()


def country_modifiers(noun: Token) -> list[Token]:
    """Actors among the modifiers of a noun: "U.S." of "U.S. sanctions", "Trump" of "Trump's penalties"."""
    found = []
    for word in noun.lefts:
        if word.dep_ in ("compound", "poss", "amod", "nmod") and actor_at(word) is not None:
            found += [c for c in conjuncts(word) if actor_at(c) is not None and c.i < noun.i]
    return [word for word in found if not _ends_before(word, noun) and not _is_of_another(word)]


def _is_of_another(word: Token) -> bool:
    """As in "US sanctions on Iran and EU sanctions on Russia", parsed as sanctions that are Iran's too."""
    actor = actor_at(word)
    before = word.doc[actor.start - 1] if actor is not None and actor.start else word
    return before.lower_ in ("on", "against") and before.dep_ == "prep" and bool(measure_of(before.head))


def _ends_before(word: Token, noun: Token) -> bool:
    """As in "the invasion of Ukraine and Western sanctions", parsed as sanctions that are Ukraine's too."""
    actor = actor_at(word)
    after = word.nbor(1) if word.i + 1 < noun.i else word
    first = word.i == noun.left_edge.i or word.nbor(-1).lower_ == "the"
    behind = noun.dep_ == "pobj" and noun.head.lower_ == "of" and first and after.lower_ == "and"
    return behind and actor is not None and not actor._.sg_adjectival and after.nbor(1).tag_ == "JJ"


def _is_imposing(word: Token, has_target: bool) -> bool:
    """Whether an actor before the noun imposes ("U.S. sanctions") or suffers ("Iran sanctions")."""
    actor = actor_at(word)
    if actor is None or word.dep_ == "poss" or has_target:
        return True
    if actor.label_ != "Country":
        return actor.label_ == "Institution" and not _is_no_public_body(actor)
    return actor._.sg_country in words(_ACTS, "habitual_imposers")


def _is_no_public_body(actor: Span) -> bool:
    """Armed groups, firms and parties: "the Taliban asset freeze" is one that the Taliban bear."""
    known = gazetteer.known(actor._.sg_key) if actor._.sg_key else None
    return known is not None and known.sort in ("armed", "company", "party")


def imposers_of_noun(group: tuple[Token, ...]) -> tuple[Token, ...]:
    tops = {top.i: top for noun in group for top in tops_of(noun)}
    targeted = any(target_phrases(top) or sufferers(top) for top in tops.values())
    found = [word for top in tops.values() for word in country_modifiers(top) if _is_imposing(word, targeted)]
    found += [by for top in tops.values() if (by := agent(top)) is not None and actor_at(by) is not None]
    found += [n for top in tops.values() if not _is_undone(top) for n in _origin(top)]
    owners = [c for top in tops.values() for c in children(top, "poss") if actor_at(c) is None]
    countries = lexicon("descriptions.yaml")["takes_up"]["country"]
    found += [c for c in owners if targeted or lemma_of(c) not in countries]  # "the country's asset freeze"
    collectives = lexicon("descriptions.yaml")["collectives"]
    found += [c for top in tops.values() for c in children(top, "amod") if c.lower_ in collectives]
    return unique(tuple(found))


def _origin(noun: Token) -> list[Token]:
    """As in "the latest sanctions from Norway": whose they are."""
    own = [n for p in prepositions(noun, "from") for n in children(p, "pobj")]
    return [each for n in own for each in conjuncts(n) if actor_at(each) is not None]


def _is_undone(noun: Token) -> bool:
    """As in "lifted sanctions from Norway", where they come off whoever stands behind "from"."""
    act = (
        lexicon(_ACTS).act("verbs_on_measures", noun.head.lemma_)
        if noun.dep_ in ("dobj", "nsubjpass")
        else None
    )
    return act in _RELIEF


def targets_of_verb(verb: Token, noun: Token, act: Act) -> tuple[Token, ...]:
    """Targets that the parser hangs on the verb: "imposed sanctions in May on X"."""
    where = words(_ACTS, "target_prepositions") | (
        words(_ACTS, "relief_prepositions") if act in _RELIEF else frozenset()
    )
    where |= {"from"} if act is Act.LIFT else frozenset()
    outward = {Measure.EXPORT_CONTROL, Measure.ARMS_EMBARGO} & set(measure_of(noun))
    where |= {"to"} if verb.lemma_ == "apply" or outward else frozenset()
    found = [
        target
        for preposition in prepositions(verb, *where)
        for target in heads_listed(preposition)
        if preposition.i > min(verb.i, noun.i)
        and not is_time(target)
        and not measure_of(target)
        and target not in tops_of(noun)
        and lemma_of(target) not in words("measures.yaml", "arms")
        and lemma_of(target) not in words("measures.yaml", "weak")
        and _may_bear(target, preposition)
    ]
    found += with_respect_to(verb)
    found += [target for target in children(verb, "dative") if target.pos_ in ("NOUN", "PROPN", "PRON")]
    for clause in children(verb, "advcl", "xcomp"):
        if clause.lemma_ in ("include", "cover") and clause.tag_ == "VB":
            found += spread_out(children(clause, "dobj"))
    return tuple(found)


def _may_bear(target: Token, preposition: Token) -> bool:
    """After "for" and "to" only an actor bears a burden; "for corruption" is a reason."""
    if preposition.lower_ in words(_ACTS, "relief_prepositions"):
        return actor_at(target) is not None
    if preposition.lower_ == "from":  # "lifted sanctions from two banks"
        return is_party(target)
    return True


def _nearby_targets(noun: Token, verb: Token) -> tuple[Token, ...]:
    """Rescue from a wrong attachment: the first "on X" or "against X" after the noun, within the clause."""
    for token in noun.doc[noun.i + 1 : min(noun.i + 14, sentence_of(noun).end)]:
        if token.lower_ == "except":
            return ()  # "all sanctions except those on X"
        stray = token.head.pos_ == "NOUN" and token.head != noun and not measure_of(token.head)
        stray = stray and not any(t.lower_ == "form" for t in noun.doc[noun.i : token.i])
        stray = stray or is_comparing(token.head)
        if measure_of(token.head) and token.head not in conjuncts(noun) and token.dep_ == "prep":
            return ()  # "lifted its sanctions but kept its measures against X": those of another act
        if token.lower_ in ("on", "against", "targeting") and token.head.i >= noun.i and not stray:
            heads = heads_listed(token) or children(token, "dobj")
            arms = words("measures.yaml", "arms")  # "the embargo on arms": what it is, not whom it meets
            if any(lemma_of(n) in arms for n in heads):
                return ()
            heads = [n for n in heads if not (is_time(n) or measure_of(n))]
            if heads:
                return tuple(heads)
        if (
            token.lower_ in (";", ".")
            or token.dep_ in ("advcl", "relcl")
            or (token.dep_ in ("nsubj", "mark") and token.head != verb)
        ):
            break
    return ()


def is_one_more(target: Token) -> bool:
    """As in "eight more officials", "another three people": others bore it before."""
    about = {w.lower_ for w in modifiers(target) if w.head == target or w.head.head == target}
    if not about & {"more", "further", "additional", "another"} or actor_at(target) is not None:
        return False
    before = target.doc[target.left_edge.i : target.i + 1]
    return not any(t.lower_ == "than" for t in before)  # "more than 2,400 people"
