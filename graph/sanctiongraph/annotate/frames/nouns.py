"""Measure nouns: which belong together, what holds them, and what a verb says is done to them."""

from __future__ import annotations

from spacy.tokens import Token

from sanctiongraph.annotate.frames.frame import (
    actor_at,
    heads_listed,
    spread_out,
    words_before,
)
from sanctiongraph.annotate.grammar import (
    children,
    conjuncts,
    noun_head,
    objects,
    own_words,
    preposition_objects,
    prepositions,
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
    "act_of_verb",
    "extended_to",
    "group_of",
    "is_comparing",
    "is_definite",
    "is_named_among",
    "is_part_of_another",
    "measures_named",
    "sharpened",
    "target_phrases",
    "tops_of",
    "turned",
    "with_particle",
    "with_respect_to",
]

_ACTS = "acts.yaml"


def is_part_of_another(noun: Token) -> bool:
    """True if another measure noun speaks for this one: "asset freezes and travel bans"."""
    return _leader(noun) != noun


def _leader(noun: Token) -> Token:
    head = noun
    while head.dep_ == "conj" and measure_of(head.head) and not _has_own_target(head, before=noun.head):
        head = head.head
    including = head.head if head.dep_ == "pobj" and head.head.lower_ in words(_ACTS, "including") else None
    if including is not None:
        above = including.head
        if measure_of(above):
            return _leader(above)
        named = next((t for t in words_before(including) if measure_of(t)), None)
        return named if named is not None else head
    if head.dep_ == "compound" and measure_of(noun_head(head)):
        return noun_head(head)
    return head


def _has_own_target(noun: Token, *, before: Token) -> bool:
    """As in "an embargo against Israel and sanctions on individuals": two measures, two targets."""
    return bool(target_phrases(noun)) and bool(target_phrases(before))


def group_of(noun: Token) -> tuple[Token, ...]:
    """The noun, the measures coordinated with it, and those it includes."""
    sentence = sentence_of(noun)
    return tuple(t for t in sentence if t == noun or (measure_of(t) and _leader(t) == noun))


def measures_named(group: tuple[Token, ...]) -> tuple[Measure, ...]:
    """All measures named; bare "sanctions" that include specific ones add nothing to them."""
    found = tuple(dict.fromkeys(measure for noun in group for measure in measure_of(noun)))
    includes = any(noun.dep_ == "pobj" and noun.head.lower_ in words(_ACTS, "including") for noun in group)
    specific = tuple(measure for measure in found if measure is not Measure.UNSPECIFIED)
    return (specific if includes else found) or (Measure.UNSPECIFIED,)


def tops_of(noun: Token, *, alone: bool = False) -> list[Token]:
    """The noun and the containers above it: sanctions, package (of), wave (of).

    `alone` leaves out what the noun is only coordinated with.
    """
    tops = [noun]
    while True:
        top = tops[-1]
        head = top.head
        if top.dep_ in ("compound", "nmod", "amod") and head.pos_ in ("NOUN", "PROPN") and head.i > top.i:
            if lemma_of(head) not in words(_ACTS, "containers"):
                return tops
            tops.append(head)
        elif _is_held(top) or is_named_among(top):
            tops.append(head.head)
        elif top.dep_ in ("conj", "appos") and (
            measure_of(head) or lemma_of(head) in words(_ACTS, "containers")
        ):
            if alone:
                return tops
            tops.append(head)
        else:
            return tops


def is_named_among(noun: Token) -> bool:
    """As in "new costs, including sanctions": what is done to the costs is done to the sanctions."""
    preposition = noun.head
    named = noun.dep_ == "pobj" and preposition.lower_ in words(_ACTS, "including")
    return named and lemma_of(preposition.head) in words(_ACTS, "umbrellas")


def _is_held(noun: Token) -> bool:
    """As in "a package of sanctions": the package is what something is done to."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("of", "for") and _holds_measures(noun.head.head)


def _holds_measures(noun: Token) -> bool:
    """As in "a package of", "the framework for", "almost all of" the measures."""
    quantity = {noun.lower_, lemma_of(noun)} & words("descriptions.yaml", "quantities")
    return lemma_of(noun) in words(_ACTS, "containers") or bool(quantity)


def with_particle(verb: Token) -> str:
    """The lemma with its particle or its torn-off prefix: "roll_back", "re-impose"."""
    if verb.i > 1 and verb.nbor(-1).text in ("-", "‑") and verb.nbor(-2).lower_ in ("re", "de"):
        return f"{verb.nbor(-2).lower_}-{verb.lemma_.lower()}"
    particle = next(iter(children(verb, "prt")), None) or next(
        (
            c
            for c in children(verb, "advmod", "prep")
            if c.lower_ in ("back", "through") and not list(c.children)
        ),
        None,
    )
    return f"{verb.lemma_.lower()}_{particle.lower_}" if particle is not None else verb.lemma_.lower()


def act_of_verb(verb: Token) -> Act | None:
    """The act a verb states of a measure that is its object or passive subject."""
    table = lexicon(_ACTS)
    act = table.act("verbs_on_measures", with_particle(verb)) or table.act(
        "verbs_on_measures", verb.lemma_.lower()
    )
    if act is None and verb.lemma_.lower() in words(_ACTS, "lowering"):
        capped = [o for o in objects(verb) if Measure.PRICE_CAP in measure_of(o)]
        return Act.EXPAND if capped else None
    if verb.lemma_.lower() in words(_ACTS, "needs_place"):
        place = any(
            n.lower_ in words(_ACTS, "place_words")
            for p in prepositions(verb, "in")
            for n in preposition_objects(p)
        ) or any(
            c.lower_ in words(_ACTS, "place_words")
            for c in children(verb, "acomp", "oprd", "advmod", "advcl")
        )
        if verb.lemma_.lower() == "put":
            return table.act("verbs_on_measures", with_particle(verb)) or Act.IMPOSE
        if not place and verb.lemma_.lower() != "keep":
            return act if with_particle(verb) != verb.lemma_.lower() else None
    return act


def turned(act: Act, verb: Token, noun: Token) -> Act:
    """Verbs that say another thing of some measures: a lower price cap; extended to, not until."""
    if Measure.PRICE_CAP in measure_of(noun) and verb.lemma_.lower() in words(_ACTS, "lowering"):
        return Act.EXPAND
    if act is Act.RENEW and (extended_to(verb, noun) or _takes_in(verb)):
        return Act.EXPAND
    return act


def _takes_in(verb: Token) -> bool:
    """As in "extended its sanctions to cover traders"."""
    return any(c.lemma_ in ("cover", "include") and c.tag_ == "VB" for c in children(verb, "advcl", "xcomp"))


def extended_to(verb: Token, noun: Token) -> list[Token]:
    """As in "extend the embargo (imposed on Libya) to the whole of Sudan": those that it reaches now."""
    clauses = children(tops_of(noun)[-1], "acl") if verb.lemma_ == "extend" else []
    behind = [p for word in (verb, noun, *clauses) for p in prepositions(word, "to")]
    reached = [n for p in behind for n in heads_listed(p)]
    return [n for n in reached if n.ent_type_ not in ("DATE", "TIME", "CARDINAL") and n.pos_ != "NUM"]


def sharpened(act: Act, noun: Token) -> Act:
    """An imposition of "further", "more", "a 17th package of" measures is an expansion."""
    if act is not Act.IMPOSE:
        return act
    if lemma_of(noun) == "snapback":
        return Act.REIMPOSE
    about = {
        word.lower_
        for top in tops_of(noun)
        for word in modifiers(top)
        if not (word.lower_ == "more" and word.head.pos_ == "ADJ")
    }
    ordinal = any(
        word.ent_type_ == "ORDINAL" and word.lower_ not in ("first", "1st")
        for top in tops_of(noun)
        for word in modifiers(top)
    )
    return Act.EXPAND if about & words(_ACTS, "more") or ordinal else act


def is_comparing(clause: Token) -> bool:
    """As in "the largest set of sanctions ever imposed on a major economy": nothing is told of it."""
    return any(c.lower_ == "ever" for c in clause.children)


def is_definite(noun: Token) -> bool:
    """As in "the sanctions", "these measures", "existing sanctions": told before or known."""
    about = {word.lower_ for word in modifiers(noun)}
    return bool(about & {"the", "these", "those", "its", "their", "such", "all", "similar", "same"}) or bool(
        about & words(_ACTS, "existing")
    )


def target_phrases(noun: Token) -> list[Token]:
    """Who bears a measure: what stands behind "on" or "against", and in a clause that targets."""
    raw = _raw_target_phrases(noun)
    if any(lemma_of(t) in words("measures.yaml", "arms") for t in raw):  # "on arms and on equipment"
        raw = [
            t for t in raw if _is_of_somebody(t) or lemma_of(t) not in words("descriptions.yaml", "assets")
        ]
    return [bearer for target in raw for bearer in _bearers_of(target)]


def _bearers_of(target: Token) -> list[Token]:
    """Behind goods in trade and accounts, those from whom, to whom or whose they are."""
    lemma = lemma_of(target)
    if lemma in words("measures.yaml", "arms"):
        armed = [n for p in prepositions(target, "to", "for", "against") for n in heads_listed(p)]
        if armed or not _is_of_somebody(target):
            return armed
    if lemma in words(_ACTS, "traded"):
        behind = [
            n for p in prepositions(target, "of", "from", "to", "for", "with", "in") for n in heads_listed(p)
        ]
        return [n for n in behind if any(actor_at(w) is not None for w in n.subtree)] or [target]
    if lemma in lexicon("measures.yaml")["assets"]["nouns"]:
        return children(target, "poss") + [
            n for p in prepositions(target, "of", "belonging") for n in heads_listed(p)
        ] or [target]
    return [target]


def _is_of_somebody(goods: Token) -> bool:
    """As in "Russian arms", but not "arms nor on Syria"."""
    return any(actor_at(word) is not None for word in own_words(goods))


def _repeated(preposition: Token) -> list[Token]:
    """The preposition and where it is said again: "sanctions on A and on B"."""
    return [p for p in conjuncts(preposition) if p.lower_ == preposition.lower_]


def with_respect_to(word: Token) -> list[Token]:
    """As in "sanctions with respect to X": X."""
    behind = [n for p in prepositions(word, "with") for n in children(p, "pobj") if n.lower_ == "respect"]
    return [
        t for n in behind for p in prepositions(n, "to") for t in heads_listed(p) if actor_at(t) is not None
    ]


def _raw_target_phrases(noun: Token) -> list[Token]:
    where = words(_ACTS, "target_prepositions") | (
        {"of"} if lemma_of(noun) in ("blacklist", "blacklisting") else frozenset()
    )
    found = [t for p in prepositions(noun, *where) for each in _repeated(p) for t in heads_listed(each)]
    found += with_respect_to(noun)
    if not found and noun.dep_ == "nsubj" and noun.head.lemma_ in words(_ACTS, "target_verbs"):
        found += spread_out(children(noun.head, "dobj"))  # "the measures also target the agency"
    if not found and noun.dep_ == "nsubj" and noun.head.lemma_ == "apply" and noun.head.tag_ != "VBD":
        reached = [n for p in prepositions(noun.head, "to") for n in heads_listed(p)]
        found += [n for n in reached if not any(c.lower_ in ("any", "every", "each") for c in n.lefts)]
    if noun.dep_ == "nsubjpass" and not found:  # "the measures are expected to hit the agency"
        aims = [c for c in children(noun.head, "xcomp") if c.lemma_ in words(_ACTS, "target_verbs")]
        found += spread_out(o for c in aims for o in children(c, "dobj"))
    for clause in children(noun, "acl", "relcl"):
        if is_comparing(clause):
            continue
        if clause.lemma_ == "be":  # "the sanctions that had been in force against Sudan"
            there = [n for p in prepositions(clause, "in") for n in preposition_objects(p)]
            found += [n for t in there for p in prepositions(t, "on", "against") for n in heads_listed(p)]
        if clause.lemma_ in words("measures.yaml", "imposing") and not found:  # "that Norway had put on X"
            found += [n for p in prepositions(clause, "on", "against") for n in heads_listed(p)]
        if clause.lemma_ in words(_ACTS, "target_verbs"):
            found += spread_out(o for o in children(clause, "dobj") if o.tag_ not in ("WDT", "WP"))
            found += [n for p in prepositions(clause, "at", "against", "on") for n in heads_listed(p)]
    return found
