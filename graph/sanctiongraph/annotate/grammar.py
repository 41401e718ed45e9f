"""Questions that every rule asks of a dependency parse: who acts, on what, under which verb.

Labels are those of spaCy's English pipelines (ClearNLP): nsubj, nsubjpass, dobj, agent, ...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.sentences import sentence_of

__all__ = [
    "agent",
    "antecedent",
    "begins",
    "conditions",
    "conjuncts",
    "controller",
    "decision_on",
    "headline_passive",
    "is_alone",
    "is_headline_infinitive",
    "is_passive",
    "left_words",
    "names_partners",
    "noun_head",
    "objects",
    "own_words",
    "preposition_objects",
    "prepositions",
    "spread",
]

_FINITE = frozenset({"VBZ", "VBD", "VBP"})
_RANKS = frozenset({"first", "second", "next", "latest", "last"})
_MODIFIERS = frozenset(
    {"det", "predet", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "advmod", "case"}
)


def children(token: Token, *labels: str) -> list[Token]:
    """The direct dependents with one of these labels, in order of the text."""
    return [child for child in token.children if child.dep_ in labels]


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it to its right: "A, B and C" gives A, B, C."""
    return spread([token])


def spread(heads: Iterable[Token]) -> list[Token]:
    """These tokens and what is coordinated with each to its right, every one once, in order of the text."""
    found: dict[int, Token] = {}
    waiting = list(heads)
    while waiting:
        token = waiting.pop()
        if token.i not in found:
            found[token.i] = token
            waiting += _coordinated(token)
    return [found[place] for place in sorted(found)]


def conditions(verb: Token) -> list[Token]:
    """The clauses under which something holds: "if X attacks", "unless it leaves", "should X attack"."""
    clauses = children(verb, "advcl")
    return [
        c
        for c in clauses
        if any(m.lower_ in ("if", "unless") for m in children(c, "mark")) or _is_inverted(c)
    ]


def _is_inverted(clause: Token) -> bool:
    """As in "should X attack": the auxiliary first."""
    first = children(clause, "aux")[:1]
    return bool(first) and first[0].lower_ == "should" and first[0].i == clause.left_edge.i


def is_alone(token: Token) -> bool:
    """Whether nothing is coordinated with a token."""
    return next(_coordinated(token), None) is None


def _coordinated(token: Token) -> Iterator[Token]:
    for child in token.children:
        joined = child.dep_ == "conj" and begins(child) is None and not _is_gapped(child)
        if joined or (child.dep_ == "appos" and _is_list_item(child)):
            yield child


def _is_gapped(noun: Token) -> bool:
    """As in "imposed sanctions on Rosneft, and Canada on Lukoil": a subject whose verb is left out."""
    before = noun.left_edge.nbor(-1).lower_ if noun.left_edge.i else ""
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    if before != "and" or noun.pos_ != "PROPN" or len(behind) < 2:
        return False
    return behind[0].lower_ in ("on", "against") and behind[1].ent_type_ not in ("DATE", "TIME")


def begins(noun: Token) -> Token | None:
    """The verb of which a noun is the subject, though it was read as joined to what stands before.

    Oslo's of "hit Peru and Oslo protested"; None for a noun that is really joined.
    """
    first = noun.left_edge
    if noun.dep_ != "conj" or noun.head.pos_ not in ("NOUN", "PROPN") or first.i == 0:
        return None
    if first.nbor(-1).lower_ not in ("and", "but") or first.nbor(-1).dep_ != "cc":
        return None
    verb = _verb_after(noun.right_edge)
    if verb is None or verb in noun.subtree or verb.dep_ not in ("conj", "ROOT", "advcl", "ccomp"):
        return None
    return verb if _is_finite(verb) and not children(verb, "agent", "nsubj", "nsubjpass") else None


def _verb_after(word: Token) -> Token | None:
    """The verb that follows a word at once, but for its auxiliaries and adverbs."""
    for following in word.doc[word.i + 1 : sentence_of(word).end]:
        if following.dep_ in ("aux", "auxpass", "neg") or following.tag_ == "RB":
            continue
        return following if following.pos_ in ("VERB", "AUX") else None
    return None


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in _FINITE or any(c.tag_ in {*_FINITE, "MD"} for c in children(verb, "aux", "auxpass"))


def _is_list_item(token: Token) -> bool:
    """The parser takes the middle of a list ("A, B, and C") for an apposition."""
    head = token.head
    later = [c for c in head.children if c.dep_ in ("conj", "cc") and c.i > token.i]
    inner = [c for c in token.children if c.dep_ in ("conj", "cc") and c.i > token.i]
    return bool(later or inner) and token.ent_type_ != "" and token.ent_type_ == head.ent_type_


def is_passive(verb: Token) -> bool:
    """True for "was lifted", "sanctions imposed by", "being imposed".

    A bare participle after a noun is passive too.
    """
    if children(verb, "auxpass", "nsubjpass", "agent"):
        return True
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, "nsubj", "aux", "dobj"):
        return is_passive(verb.head)
    return False


def headline_passive(verb: Token) -> list[Token]:
    """As in "Judge hit with sanctions", "Bank added to blacklist": the subject, which bears what is told."""
    bare = verb.tag_ in ("VBD", "VBN") and not children(verb, "aux", "auxpass", "dobj", "ccomp", "xcomp")
    return [s for s in children(verb, "nsubj") if s.tag_ not in ("WDT", "WP")] if bare else []


def agent(verb: Token) -> Token | None:
    """The noun of a "by" phrase."""
    for by in verb.children:
        if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "by"):
            for noun in by.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def subject(verb: Token) -> Token | None:
    """The verb's own subject, with a relative pronoun replaced by what it stands for."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    for word in (verb, *auxiliaries):  # "the bloc had for the first time listed": it may hang on "had"
        for child in reversed(list(word.children)):
            if child.dep_ in ("nsubj", "nsubjpass") and not child.is_punct and child.text != "-":
                return _before_clause(verb, child) or antecedent(child)
    return _joined_before(verb) or _before_participle(verb)


def _joined_before(verb: Token) -> Token | None:
    """The subject of a verb that was read as joined to what stands before (see `begins`)."""
    if verb.dep_ != "conj":
        return None
    own = [c.i for c in children(verb, "aux", "auxpass", "neg", "advmod") if c.i < verb.i]
    first = min([verb.i, *own])
    before = verb.doc[first - 1] if first else None
    around = (before, *before.ancestors) if before is not None else ()
    return next((word for word in around if begins(word) == verb), None)


def _before_participle(verb: Token) -> Token | None:
    """As in "Norway, standing with its allies, will impose", where Norway was hung on "standing"."""
    if children(verb, "expl", "csubj", "nsubjpass") or verb.tag_ in ("VBG", "VBN"):
        return None
    aside = [c for c in children(verb, "advcl") if c.tag_ == "VBG" and c.i < verb.i]
    own = [s for c in aside for s in children(c, "nsubj") if s.i < c.i and s.left_edge.i == c.left_edge.i]
    own += [s for s in children(verb, "npadvmod") if s.pos_ == "PROPN" and aside and s.i < aside[0].i]
    return own[0] if own and own[0].left_edge.i == verb.left_edge.i else None


def _before_clause(verb: Token, found: Token) -> Token | None:
    """As in "banks that help Sudan could face sanctions", where Sudan was read as the subject: banks."""
    others = [c for c in children(verb, "nsubj") if c.i < found.i]
    clauses = [verb.head] if verb.dep_ == "ccomp" else [r for c in others for r in children(c, "relcl")]
    for clause in clauses:
        if clause.dep_ != "relcl" or found.left_edge.i != clause.i + 1:
            continue
        relative = any(c.tag_ in ("WDT", "WP") and c.dep_ == "nsubj" for c in clause.children)
        stated = words("stance.yaml", "reports") | words("stance.yaml", "with_clauses")
        if (
            relative
            and clause.lemma_ not in stated
            and not lexicon("stance.yaml").modality("verbs", clause.lemma_)
        ):
            return clause.head  # but not of "analysts who say Sudan could face sanctions"
    return None


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; the token itself if it is none."""
    if token.tag_ in ("WDT", "WP", "WP$") or (
        token.lower_ == "that" and token.pos_ in ("PRON", "SCONJ", "DET")
    ):
        clause: Token = token.head
        while clause.dep_ in ("conj", "xcomp", "ccomp", "aux", "pcomp", "prep") and clause.dep_ != "relcl":
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            return clause.head
    return token


def controller(verb: Token, *, object_control: frozenset[str] = frozenset(), depth: int = 0) -> Token | None:
    """Who acts in a verb that may lack a subject of its own.

    Climbs control ("plans to impose"), coordination, adverbial and participial clauses, and
    object control ("urged the EU to impose": the EU) for the lemmas given.
    """
    own = subject(verb)
    if own is not None:
        return (_whose_policy(verb) if own.lower_ == "it" else None) or own
    if depth > 6 or verb.dep_ == "ROOT":
        return None
    if is_headline_infinitive(verb):
        return verb.head
    if verb.dep_ == "conj" and verb.tag_ in _FINITE and verb.head.dep_ == "pcomp":
        # "accuses X of committing genocide and imposes sanctions": the finite verb goes on with the first
        return controller(verb.head.head.head, object_control=object_control, depth=depth + 1)
    head = _coordinated_with(verb)
    if verb.dep_ == "pcomp" and head.lower_ == "from" and _prevents(head.head):
        return next(iter(children(head.head, "dobj")), None)
    if verb.dep_ == "pcomp" and head.head.lemma_ in words("stance.yaml", "praise"):
        praised = next(iter(children(head.head, "dobj")), None)
        if praised is not None:
            merits = [t for t in verb.doc[praised.i : head.i] if t.dep_ == "poss" and t.head.dep_ == "pobj"]
            owners = merits if head.lower_ == "including" else children(praised, "poss")
            return next(iter(owners), praised)  # "thanked Jo for Norway's support, including imposing"
    if verb.dep_ == "pcomp" and head.head.pos_ == "NOUN":
        praised = _praised_for(head.head)
        if praised is not None:
            return praised
    if (decision := decision_on(verb)) is not None:
        return holder(decision, object_control=object_control, depth=depth + 1)
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "conj", "pcomp", "dep"):
        if verb.dep_ == "xcomp" and head.lemma_ in object_control:
            noun = next(iter(children(head, "dobj", "dative")), None)
            if noun is not None:
                return noun
        if verb.dep_ in ("xcomp", "advcl") and head.lemma_ in object_control:
            addressee = next(
                (
                    noun
                    for p in prepositions(head, "on", "upon", "to", "for")
                    for noun in preposition_objects(p)
                    if noun.ent_type_ not in ("DATE", "TIME")
                ),
                None,
            )
            if addressee is not None and addressee.i < verb.i:
                return addressee
        return _climb(head, object_control, depth)
    if verb.dep_ == "csubj" and head.dep_ == "ccomp":
        return next(iter(children(head.head, "dobj")), None)  # "warned X that imposing them would hurt"
    if verb.dep_ == "prep":
        return _climb(head, object_control, depth)
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VB":
        asked = [n for p in prepositions(head, "for") for n in preposition_objects(p)]
        to = next((c for c in children(verb, "aux") if c.lower_ == "to"), None)
        if to is not None and asked and asked[-1].i == to.i - 1:
            return asked[-1]  # "a call for Norway to lift its sanctions"
        return holder(head, object_control=object_control, depth=depth + 1)
    if verb.dep_ in ("acl", "relcl"):
        return head
    return None


def decision_on(verb: Token) -> Token | None:
    """As in "welcomed the decision of Canada to sanction X", where the infinitive was hung on the welcome."""
    if verb.dep_ != "advcl" or verb.tag_ != "VB":
        return None
    decided = (
        n for n in children(verb.head, "dobj", "nsubjpass") if n.lemma_ in words("stance.yaml", "policies")
    )
    noun = next(decided, None)
    behind = (
        [p for p in prepositions(noun, "of", "by") for _ in preposition_objects(p)]
        if noun is not None
        else []
    )
    to = next((c for c in children(verb, "aux") if c.lower_ == "to"), None)
    close = bool(behind) and to is not None and to.i == max(t.i for t in behind[-1].subtree) + 1
    return noun if close else None


def _prevents(verb: Token) -> bool:
    """As in "kept the EU from imposing sanctions": whose object it is that would act."""
    return verb.lemma_ in words("stance.yaml", "preventing") and not is_passive(verb)


def names_partners(word: Token) -> bool:
    """The "partnership" of "in partnership with Canada", where those behind it are partners."""
    behind = word.i + 1 < len(word.doc) and word.nbor(1).lower_ == "with"
    return behind and word.lower_ in words("acts.yaml", "partnerships")


def is_headline_infinitive(verb: Token) -> bool:
    """As in "EU to hit settlers with sanctions": the infinitive of a headline."""
    to = verb.tag_ == "VB" and any(c.lower_ == "to" for c in children(verb, "aux"))
    head = verb.head
    first = head.i + 2 == verb.i and head.left_edge.i == sentence_of(verb).start
    named = head.pos_ == "PROPN" and head.i < verb.i and (head.dep_ == "ROOT" or first)
    return to and (verb.dep_ == "ROOT" or (verb.dep_ in ("acl", "relcl", "xcomp", "advcl") and named))


def _whose_policy(verb: Token) -> Token | None:
    """As in "it is the policy of Norway to impose", "it was the king's decision to": whose it is."""
    for noun in children(verb, "attr") if verb.lemma_ == "be" else ():
        if noun.lemma_ in words("stance.yaml", "policies"):
            of = [n for p in prepositions(noun, "of") for n in preposition_objects(p)]
            return next(iter([*children(noun, "poss"), *of]), None)
    return None


def _praised_for(merit: Token) -> Token | None:
    """As in "lauded Norway's partnership, and leadership in enacting": whose merit is praised."""
    verb: Token = merit.head
    while (
        verb.pos_ in ("NOUN", "ADP") and verb.dep_ in ("conj", "dobj", "pobj", "prep") and verb.head != verb
    ):
        verb = verb.head
    if verb.lemma_ not in words("stance.yaml", "praise"):
        return None
    merits = [merit, *(c for c in verb.children if c.dep_ in ("dobj", "conj") and c.i < merit.i)]
    owners = [owner for noun in merits for owner in children(noun, "poss")]
    return next((owner for owner in owners if owner.pos_ != "PRON"), next(iter(owners), None))


def _coordinated_with(verb: Token) -> Token:
    """As in "froze the assets of firms that supply fuel and barred officials": froze, of the same tense."""
    head: Token = verb.head
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(children(verb, "dobj")))
    if verb.dep_ != "conj" or head.dep_ != "relcl" or not past or head.tag_ not in ("VBP", "VBZ"):
        return head
    return next((t for t in head.ancestors if t.tag_ == "VBD"), head)


def holder(noun: Token, *, object_control: frozenset[str] = frozenset(), depth: int = 0) -> Token | None:
    """Whose a plan, a decision or a threat is: its possessor, else who acts in its verb."""
    possessor = next(iter(children(noun, "poss")), None)
    if possessor is None and noun.lemma_ in words("stance.yaml", "owned"):
        named = [c for c in children(noun, "compound", "nmod") if c.ent_type_ in ("GPE", "ORG", "PERSON")]
        possessor = named[0] if named else None
    if possessor is None and noun.lemma_ in words("stance.yaml", "policies"):
        behind = [n for p in prepositions(noun, "of", "by") for n in preposition_objects(p)]
        possessor = next((n for n in behind if n.ent_type_ in ("GPE", "ORG", "PERSON", "NORP")), None)
    if possessor is not None:
        return possessor
    while noun.dep_ in ("pobj", "prep", "conj", "compound", "appos") and noun.head.pos_ in (
        "NOUN",
        "PROPN",
        "ADP",
    ):
        noun = noun.head
    above = noun.head
    receiver = _receiver(above) if above.lemma_ in words("stance.yaml", "giving") else None
    if receiver is not None and receiver != noun:
        return receiver
    if above.lemma_ == "include" and above.dep_ == "relcl" and depth < 6:
        # "a statement of support for Ukraine, which will include commitments": who makes the statement
        while above.pos_ not in ("VERB", "AUX") or above.dep_ == "relcl":
            above = above.head
        return controller(above, object_control=object_control, depth=depth + 1)
    if noun.dep_ in ("dobj", "attr", "pobj", "prep", "oprd") and above.pos_ in ("VERB", "AUX") and depth < 6:
        return (
            agent(above)
            if is_passive(above)
            else controller(above, object_control=object_control, depth=depth + 1)
        )
    return None


def _receiver(verb: Token) -> Token | None:
    """As in "gives Norway the right", "grants the right to Norway", "provides Norway with the power"."""
    receivers = [n for w in children(verb, "dative") for n in preposition_objects(w) or [w]]
    return next(iter([*receivers, *children(verb, "dobj")]), None)


def _climb(head: Token, object_control: frozenset[str], depth: int) -> Token | None:
    steps = 0
    while head.pos_ not in ("VERB", "AUX") and head.dep_ != "ROOT" and steps < 4:
        if head.pos_ in ("NOUN", "PROPN"):
            possessor = next(iter(children(head, "poss")), None)
            if possessor is not None:
                return possessor
        head = head.head
        steps += 1
    if head.pos_ not in ("VERB", "AUX"):
        return None
    if is_passive(head) and head.dep_ != "conj":
        by = agent(head)
        if by is not None and head.lemma_ not in object_control:
            return subject(head)
    return controller(head, object_control=object_control, depth=depth + 1)


def objects(verb: Token) -> list[Token]:
    """Direct objects; for a passive its subject; for a relative clause what it modifies."""
    found = [antecedent(child) for child in children(verb, "dobj")]
    found = [each for each in found if not _explains_first(each, found[0])]
    if is_passive(verb):
        found += [antecedent(child) for child in children(verb, "nsubjpass")]
        if verb.dep_ == "acl":
            found.append(verb.head)
        if verb.dep_ in ("relcl", "acl") and verb.head.lower_ in _RANKS and verb.head.dep_ == "attr":
            who = subject(verb.head.head)  # "he would be the first to be sanctioned": he
            found = [who] if who is not None else found
        if verb.dep_ == "conj" and not children(verb, "nsubjpass", "dobj"):
            if is_passive(verb.head):
                found += objects(verb.head)
            elif (who := controller(verb.head)) is not None:
                found.append(who)
    return found


def _explains_first(noun: Token, first: Token) -> bool:
    """As in "sanctioned Acme and Bolt, the two biggest mills": what was read as a second object."""
    start = noun.left_edge.i
    return (
        noun.i > first.i
        and first.pos_ == "PROPN"
        and noun.tag_ in ("NN", "NNS")
        and noun.doc[start - 1].text == ","
    )


def prepositions(token: Token, *words: str) -> list[Token]:
    """The prepositions that depend on a token, all or those spelled so; not that of "X, not on Y"."""
    return [
        c
        for c in token.children
        if c.dep_ in ("prep", "agent", "dative")
        and c.pos_ in ("ADP", "SCONJ", "VERB", "PART", "ADV")
        and (not words or c.lower_ in words)
        and not (c.i > 1 and c.nbor(-1).lower_ == "not" and c.nbor(-2) != token)
    ]


def preposition_objects(preposition: Token) -> list[Token]:
    """The nouns under a preposition, also under a doubled one ("out of")."""
    found = children(preposition, "pobj")
    for inner in children(preposition, "prep"):
        found += preposition_objects(inner)
    return found


def noun_head(noun: Token) -> Token:
    """The head of the noun phrase in which a noun is a compound: "sanctions package" gives package."""
    while noun.dep_ in ("compound", "nmod") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def left_words(noun: Token) -> list[Token]:
    """The modifiers to the left of a noun: "15 new individual" of "15 new individual sanctions"."""
    return [c for c in noun.lefts if c.dep_ in _MODIFIERS]


def own_words(token: Token, *, without: frozenset[int] = frozenset()) -> Iterator[Token]:
    """The token and all below it, leaving out coordinated siblings and the tokens in `without`."""
    for child in token.lefts:
        if child.i not in without and child.dep_ not in ("cc", "preconj"):
            yield from own_words(child, without=without)
    yield token
    for child in token.rights:
        if child.i not in without and child.dep_ not in ("conj", "cc", "punct"):
            yield from own_words(child, without=without)
