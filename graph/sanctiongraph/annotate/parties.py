"""Who the words of a role mean: names as they are, "it" and "the country" taken up from before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from sanctiongraph import gazetteer
from sanctiongraph.annotate.counts import count_of
from sanctiongraph.annotate.described import Filler, fillers, of_actor, of_country
from sanctiongraph.annotate.frames import actor_at
from sanctiongraph.annotate.grammar import (
    children,
    conjuncts,
    is_alone,
    preposition_objects,
    prepositions,
    subject,
)
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import lemma_of
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Kind

__all__ = ["antecedent", "author", "before", "parties", "same_as_any"]

_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_ASIDE = frozenset({"nsubj", "nsubjpass", "poss", "appos", "compound", "nmod"})
"""Places from which a pronoun seldom takes up its name; subjects are tried before."""
_PASSAGE = 1500
"""Tokens looked back over for an actor: more than an article has."""
_REACH = 3
"""Earlier acts whose parties a pronoun may take up."""
_KINDS_OF_MANY = {
    **dict.fromkeys(("man", "woman", "people", "individual", "official", "leader"), Kind.PERSON),
    **dict.fromkeys(("company", "firm", "bank", "entity", "organisation", "organization"), Kind.INSTITUTION),
}


def parties(
    heads: Iterable[Token], *, apart_from: tuple[Filler, ...] = (), focus: Sequence[tuple[Filler, ...]] = ()
) -> Iterator[Filler]:
    """The parties of phrases; a pronoun or "the country" is never one of `apart_from`.

    `focus` holds the parties that earlier acts had in the same role, the latest act first: they
    are what a pronoun takes up before anybody else.
    """
    seen: set[tuple[int, int]] = set()
    spread = list(heads)
    own = {t.i for each in spread for t in _antecedents(each) if t != each and _is_any(t, apart_from)}
    for spoken, head in ((each, meant) for each in spread for meant in _antecedents(each)):
        if own and head != spoken:
            continue  # "Norway and its allies freeze the assets they hold": whoever holds them, not these
        if _is_same_group(head, spread):
            continue
        for filler in _meant(head, apart_from, focus):
            if head != spoken and same_as_any(filler, apart_from):
                continue
            if (filler.start, filler.end) not in seen:
                seen.add((filler.start, filler.end))
                yield filler


def _is_any(head: Token, others: tuple[Filler, ...]) -> bool:
    actor = actor_at(head)
    return actor is not None and same_as_any(of_actor(actor), others)


def _antecedents(spoken: Token) -> list[Token]:
    """What governs a pronoun's clause, all of it for "they": "Norway and Japan said they would"."""
    head = antecedent(spoken)
    return conjuncts(head) if head != spoken and spoken.lower_ in ("they", "their") else [head]


def _meant(
    head: Token, apart_from: tuple[Filler, ...], focus: Sequence[tuple[Filler, ...]]
) -> Iterator[Filler]:
    some = {"those", "anyone"} | words("descriptions.yaml", "quantities")
    is_pronoun = head.pos_ == "PRON" and actor_at(head) is None and head.lower_ not in some
    many = _several(head, focus)
    if many:
        yield from (filler for filler in many if not same_as_any(filler, apart_from))
    elif (american := _administration(head)) is not None:
        yield american
    elif (holder := _titled(head) or _all_members(head)) is not None:
        yield holder
    elif is_pronoun or _takes_up(head):
        yield from _taken_up(head, apart_from, focus)
    else:
        yield from fillers(head)


def _administration(head: Token) -> Filler | None:
    """ "The administration", with nothing more said, is the American one if the text speaks of America."""
    if lemma_of(head) not in ("administration", "government") or actor_at(head) is not None:
        return None
    owner = next((c for c in head.lefts if c.lower_ in ("his", "her")), None)
    if owner is not None:  # "his administration": that of the person named before
        person = next(before(owner, ("Person",)), None)
        code = person._.sg_country if person is not None else None
        return of_country(code, head) if code else None
    if lemma_of(head) != "administration":
        return None
    if not all(c.lower_ == "the" for c in head.lefts):
        return None
    named = [
        a
        for a in head.doc.spans["sg_actors"]
        if a._.sg_country == "US" and (a.label_ == "Country" or a.label_ == "Person")
    ]
    return of_country("US", head) if named else None


def _all_members(head: Token) -> Filler | None:
    """ "The 27", "the 27 member states": the European Union, in a text that names it."""
    numbers = head.doc[head.left_edge.i : head.i + 1]
    definite = any(c.lower_ in ("the", "all") for c in head.lefts)
    if not definite or not any(t.lower_ in ("27", "28", "twenty-seven") for t in numbers):
        return None
    if head.pos_ != "NUM" and lemma_of(head) not in ("state", "member", "country", "government"):
        return None
    unions = [a for a in head.doc.spans["sg_actors"] if a._.sg_key == "institution/eu"]
    return of_actor(unions[0]) if unions else None


def _titled(head: Token) -> Filler | None:
    """ "The President", with no name: the person whom the text names with this title, the last before."""
    title = lemma_of(head)
    if title not in words("descriptions.yaml", "office_holders") or actor_at(head) is not None:
        return None
    if head.tag_ not in ("NN", "NNP"):
        return None
    if any(c.lower_ != "the" for c in head.lefts) or list(head.rights):
        return None
    people = [a for a in head.doc.spans["sg_actors"] if a.label_ == "Person" and a.start > 0]
    named = [a for a in people if lemma_of(a.doc[a.start - 1]) == title]
    before = [a for a in named if a.end <= head.i]
    return of_actor((before or named)[-1 if before else 0]) if named else None


def _several(head: Token, focus: Sequence[tuple[Filler, ...]]) -> tuple[Filler, ...]:
    """The parties that "they", "both" or "the two men" take up: those of the last act that has several."""
    plural = head.lower_ in ("they", "them", "both") and actor_at(head) is None
    about = {c.lower_ for c in head.lefts}
    definite = head.tag_ in ("NNS", "CD") and bool(about & {"the", "both", "these", "those"})
    verb = head.lower_ == "remains" and bool(children(head, "nummod"))  # "on the four remains in force"
    counted = head.tag_ == "CD" or verb
    group = definite and (counted or lemma_of(head) in words("descriptions.yaml", "groups"))
    if not plural and not (group and (verb or _is_bare(head))):
        return ()
    number = 2 if "both" in about or head.lower_ == "both" else count_of(head)
    kind = _KINDS_OF_MANY.get(lemma_of(head))
    if not focus and plural:
        focus = [_subjects_before(head)]
    for parties_ in focus[:_REACH]:
        fitting = tuple(f for f in parties_ if f.kind is kind) if kind else parties_
        size = sum(f.number or 1 for f in fitting if not f.described or f.number or len(fitting) == 1)
        if fitting and (number == size if number else len(fitting) > 1):
            return fitting
        named = tuple(f for f in fitting if not f.described)
        group = tuple(f for f in fitting if f.described and f.number == number)
        if number and (len(named) == number or group):
            return named if len(named) == number else group
    return ()


def _is_bare(head: Token) -> bool:
    """Whether a noun has nothing with it but articles and numbers, each a single word."""
    lefts = list(head.lefts)
    plain = all(c.dep_ in ("det", "nummod", "predet") for c in lefts)
    return plain and len(list(head.subtree)) == len(lefts) + 1


def _is_same_group(head: Token, heads: list[Token]) -> bool:
    """As in "eight individuals and entities": the bare second noun is part of the first group."""
    bare = head.dep_ == "conj" and not list(head.lefts) and head.head in heads
    groups = words("descriptions.yaml", "groups")
    return bare and head.tag_ == "NNS" and lemma_of(head) in groups and lemma_of(head.head) in groups


def antecedent(head: Token) -> Token:
    """As in "officials indicated that they would not": the subject that governs the pronoun's clause."""
    if head.lower_ not in ("they", "he", "she", "it", "their", "his", "her", "its"):
        return head
    above = head.head
    while (
        above.dep_
        in ("ccomp", "advcl", "xcomp", "conj", "aux", "poss", "dobj", "pobj", "prep", "pcomp", "acl", "relcl")
        and above != above.head
    ):
        above = above.head
        told = _addressed(above, head)
        if told is not None:
            return told
        who = subject(above) if above.pos_ in ("VERB", "AUX") else None
        if who is not None and who.i < head.i and who.lower_ == head.lower_ == "it":
            return antecedent(who)  # "it blacklisted two banks, and in October it prohibited"
        if who is not None and who.i < head.i and _agree(head, who):
            return head if _is_rivalled(head, above, who) else who
    return head


def _is_rivalled(pronoun: Token, verb: Token, who: Token) -> bool:
    """Whether a pronoun may as well mean an object of the clause around: "A held the ship after B hit it"."""
    clause = next((t for t in (pronoun, *pronoun.ancestors) if t.head == verb), pronoun)
    one = pronoun.lower_ in ("it", "he", "she", "him", "her")
    if actor_at(who) is None or clause.dep_ not in ("advcl", "conj") or not one:
        return False
    found = [c for c in children(verb, "dobj", "dative") if c.i > who.i]
    found += [n for p in prepositions(verb, "with", "from", "to", "by") for n in preposition_objects(p)]
    return any(_may_be_meant(each, pronoun.lower_ != "it") for each in found if each.i < pronoun.i)


def _may_be_meant(noun: Token, is_person: bool) -> bool:
    """Whether "he", or else "it", may mean a noun."""
    actor = actor_at(noun)
    human = actor is not None and actor.label_ == "Person"
    return human if is_person else not human and noun.tag_ in ("NN", "NNP")


def _addressed(verb: Token, pronoun: Token) -> Token | None:
    """As in "warned banks that they could be sanctioned": who is told what will be done to them."""
    clause = next((t for t in pronoun.ancestors if t.head == verb), pronoun)
    borne = pronoun.dep_ in ("nsubjpass", "dobj", "pobj")
    if verb.lemma_ not in words("stance.yaml", "addressing") or clause.dep_ != "ccomp" or not borne:
        return None
    told = next((o for o in children(verb, "dobj", "dative") if o.i < pronoun.i), None)
    return told if told is not None and told.pos_ in ("NOUN", "PROPN") and _agree(pronoun, told) else None


def _agree(pronoun: Token, who: Token) -> bool:
    actor = actor_at(who)
    if pronoun.lower_ in ("they", "their"):
        return (
            who.tag_ in ("NNS", "NNPS")
            or not is_alone(who)
            or (actor is not None and actor.label_ == "Institution")
        )
    if pronoun.lower_ in ("he", "she", "his", "her"):
        return actor is not None and actor.label_ == "Person"
    if actor is None:
        things = words("descriptions.yaml", "groups") | words("descriptions.yaml", "assets")
        borne = pronoun.dep_ in ("nsubjpass", "dobj", "pobj") and who.tag_ == "NN" and lemma_of(who) in things
        return borne or lemma_of(who) in words("descriptions.yaml", "governments")
    return actor.label_ in ("Country", "Institution")


def _subjects_before(head: Token) -> tuple[Filler, ...]:
    """The people or bodies that are the subject of the sentence before: "A and B work there. ... them"."""
    start = sentence_of(head).start
    who = subject(sentence_of(head.doc[start - 1]).root) if start else None
    found = [a for t in conjuncts(who) if (a := actor_at(t)) is not None] if who is not None else []
    return tuple(of_actor(a) for a in found if a.label_ in ("Person", "Institution"))


def _taken_up(
    head: Token, apart_from: tuple[Filler, ...], focus: Sequence[tuple[Filler, ...]]
) -> Iterator[Filler]:
    """A pronoun or "the group" taken up from earlier acts, else from the nearest actor that fits."""
    if head.lower_ in ("this", "that", "which", "what", "you", "there"):
        return
    if head.lower_ in ("we", "us", "our", "i", "my"):
        yield from author(head)
        return
    if head.pos_ == "PRON" and head.lower_ not in ("it", "its", "he", "she", "his", "her", "him"):
        return  # "they" are many, "you" and "themselves" nobody in particular
    wanted = _wanted_kinds(head)
    lemma = lemma_of(head)
    meant = _clearly_meant(head, wanted)
    if meant is not None and not same_as_any(meant, apart_from) and not _imposes(head, meant, apart_from):
        yield meant
        return
    if lemma in _kinds_taken("country"):
        for borne in _bearing_most(focus):
            country = _country_of(borne, head)
            if country is not None and not same_as_any(country, apart_from):
                yield country
                return
    if head.pos_ == "PRON":
        close = next((f for f in _focused(head, focus) if f.kind.value in wanted), None)
        if close is not None and not same_as_any(close, apart_from):
            yield close
            return
    candidates = list(before(head, wanted))
    if lemma in _kinds_taken("named"):
        candidates = [a for a in _all_before(head, wanted) if lemma in a._.sg_name.lower()]
    elif lemma in _kinds_taken("trade"):
        candidates = [a for a in candidates if not _is_public(a)]
    elif lemma in _kinds_taken("bloc"):
        candidates = [a for a in _all_before(head, wanted) if _is_bloc(a)]
    elif head.pos_ == "PRON":
        candidates = [a for a in candidates if _may_be_taken_up(a.root)]
    theirs = {other.country for other in apart_from}
    for actor in candidates:
        found = of_actor(actor)
        own = found.kind is Kind.COUNTRY and found.country in theirs
        own = own or _imposes(head, found, apart_from)
        if not own and not same_as_any(found, apart_from):
            if head.pos_ != "PRON" or not _has_rival(head, actor):
                yield found
            return


def _has_rival(head: Token, first: Span) -> bool:
    """Whether a pronoun may as well mean an object between it and the actor before."""
    verb = first.root.head
    if first.root.i < sentence_of(head).start:
        return False
    between = (c for c in children(verb, "dobj", "dative") if first.end <= c.i < head.i)
    return any(_may_be_meant(c, first.label_ == "Person") and c.tag_ in ("NN", "NNP") for c in between)


def _may_be_taken_up(name: Token) -> bool:
    """Whether "it" or "she" may mean a name: not one of several, nor what something is of, in or with."""
    return is_alone(name) and name.dep_ not in ("pobj", "conj", "compound")


def _imposes(head: Token, found: Filler, apart_from: tuple[Filler, ...]) -> bool:
    """Whether "the country" on which somebody acts would be one that itself usually imposes."""
    country = bool(apart_from) and lemma_of(head) in _kinds_taken("country")
    return country and found.country in words("acts.yaml", "habitual_imposers")


def _clearly_meant(head: Token, wanted: tuple[str, ...]) -> Filler | None:
    """Whom the text leaves no doubt about: of a pronoun, also the subject of the sentence before."""
    meant = head.doc._.sg_antecedents
    actor = meant.get(head.i)
    if actor is None and head.lower_ == "it" and head.dep_ == "nsubj":
        start = sentence_of(head).start
        who = subject(sentence_of(head.doc[start - 1]).root) if start else None
        actor = meant.get(who.i) if who is not None and who.pos_ == "NOUN" else None
    return of_actor(actor) if actor is not None and actor.label_ in wanted else None


def _bearing_most(focus: Sequence[tuple[Filler, ...]]) -> list[Filler]:
    """A party of each country that acts told of, the country that most of them are about first."""
    first: dict[str, Filler] = {}
    acts: Counter[str] = Counter()
    for told in focus:
        countries = {f.country: f for f in told if f.country}
        acts.update(countries.keys())
        for code, filler in countries.items():
            first.setdefault(code, filler)
    return [first[code] for code, _ in acts.most_common()]


def _focused(head: Token, focus: Sequence[tuple[Filler, ...]]) -> Iterator[Filler]:
    """Parties of the last act, if they are named in the same sentence or in the one before."""
    start = sentence_of(head).start
    earliest = sentence_of(head.doc[start - 1]).start_char if start else 0
    for told in focus[:1]:
        yield from (f for f in told if earliest <= f.start < head.idx)


def _country_of(party: Filler, head: Token) -> Filler | None:
    """The country of a party, as the text named it last before a token."""
    named = [
        a
        for a in head.doc.spans["sg_actors"]
        if a.label_ == "Country" and a._.sg_country == party.country and a.end <= head.i
    ]
    return of_actor(named[-1]) if named else None


def _all_before(head: Token, wanted: tuple[str, ...]) -> list[Span]:
    """All actors of these kinds before a token, the last one first."""
    actors = reversed(_actors_before(head))
    return [a for a in actors if a.label_ in wanted and not a._.sg_adjectival]


def _actors_before(head: Token) -> list[Span]:
    """The actors named in the passage before a token, in order."""
    doc = head.doc
    passage = doc[max(0, head.i - _PASSAGE) : head.i]
    indices = sorted({token._.sg_actor for token in passage} - {-1})
    return [actor for index in indices if (actor := doc.spans["sg_actors"][index]).end <= head.i]


def _is_public(actor: Span) -> bool:
    """Whether the gazetteer has it as a body of states, which no "firm" or "bank" takes up."""
    known = gazetteer.known(actor._.sg_key) if actor._.sg_key else None
    return known is not None and known.sort == "body"


def _is_bloc(actor: Span) -> bool:
    name = set(actor._.sg_name.lower().split())
    return bool(name & {"union", "community", "association", "league", "bloc", "alliance"})


def author(head: Token) -> Iterator[Filler]:
    """Who "we" are: the country of the one who speaks, else the one that acts in a text of its own.

    Never a country that the text says is sanctioned.
    """
    countries = [a for a in head.doc.spans["sg_actors"] if a.label_ == "Country" and not a._.sg_adjectival]
    code = _speaking_country(head)
    if code is None:
        borne = {
            a._.sg_country for f in head.doc._.sg_frames for t in f.targets if (a := actor_at(t)) is not None
        }
        code = _acting_country(head.doc, borne)
    named = next((a for a in countries if a._.sg_country == code), None) if code else None
    if named is not None:
        yield of_actor(named)


def _acting_country(doc: Doc, borne: set[str]) -> str | None:
    """The one usual imposer that acts in a text: by its government, with its allies, or alone."""
    usual = words("acts.yaml", "habitual_imposers") - borne
    countries = [a for a in doc.spans["sg_actors"] if a.label_ == "Country" and a._.sg_country in usual]
    for clear in (_is_own_government, _has_partners, _is_subject):
        found = {a._.sg_country for a in countries if clear(a)}
        if len(found) == 1:
            code: str = found.pop()
            return code
    return None


def _is_own_government(actor: Span) -> bool:
    return any(t.lower_ in ("administration", "government") for t in actor)


def _has_partners(actor: Span) -> bool:
    """As in "the United States and our Allies", "the United States, together with partners"."""
    after = actor.doc[actor.end : actor.end + 8]
    return any(lemma_of(t) in ("ally", "partner") for t in after)


def _is_subject(actor: Span) -> bool:
    return actor.root.dep_ == "nsubj"


def _speaking_country(head: Token) -> str | None:
    """The country of the person who says the sentence: "..., Foreign Minister X said"."""
    for token in sentence_of(head):
        if token.pos_ == "VERB" and token.lemma_ in words("stance.yaml", "reports"):
            who = subject(token)
            actor = actor_at(who) if who is not None else None
            if actor is not None and actor.label_ == "Person" and not _is_inside_clause(head, token):
                code: str | None = actor._.sg_country
                return code
    return None


def _is_inside_clause(head: Token, verb: Token) -> bool:
    """Whether the verb of saying stands below the pronoun's own clause ("we do what X said")."""
    return head.head.is_ancestor(verb)


def _takes_up(head: Token) -> bool:
    """As in "the country", "the group": a definite description of somebody named before."""
    rows = words("descriptions.yaml", "takes_up")
    named = head.tag_ == "NNP" and lemma_of(head) in _kinds_taken("named")
    if actor_at(head) is not None or not (head.tag_ == "NN" or named):
        return False
    definite = [c for c in head.lefts if c.lower_ in ("the", "this", "that", "whole", "entire")]
    alone = len([t for t in head.subtree if t.dep_ != "case"]) == len(definite) + 1
    return bool(definite) and alone and any(lemma_of(head) in _kinds_taken(row) for row in rows)


def _kinds_taken(row: str) -> frozenset[str]:
    return frozenset(lexicon("descriptions.yaml")["takes_up"][row])


def _wanted_kinds(head: Token) -> tuple[str, ...]:
    if head.lower_ in ("he", "she", "him", "his"):
        return ("Person",)
    if head.lower_ in ("it", "its", "we", "our"):
        return ("Country", "Institution")
    if lemma_of(head) in _kinds_taken("country"):
        return ("Country",)
    return ("Institution",)


def before(head: Token, wanted: tuple[str, ...]) -> Iterator[Span]:
    """Actors before a token: subjects of its sentence first, then the nearest, then the last sentence's."""
    actors = [a for a in _actors_before(head) if a.label_ in wanted and not a._.sg_adjectival]
    sentence = sentence_of(head)
    here = [a for a in actors if a.start >= sentence.start]
    yield from reversed([a for a in here if a.root.dep_ in _SUBJECT])
    yield from reversed([a for a in here if a.root.dep_ not in _ASIDE])
    before = [a for a in actors if a.start < sentence.start]
    if before:
        last = sentence_of(before[-1].root)
        then = [a for a in before if a.start >= last.start]
        yield from (a for a in then if a.root.dep_ in _SUBJECT)
        yield from (a for a in then if a.root.dep_ == "attr")
        yield from reversed([a for a in then if a.root.dep_ not in _ASIDE])


def same_as_any(filler: Filler, others: tuple[Filler, ...]) -> bool:
    return any(
        filler.kind is o.kind and filler.name == o.name and filler.described == o.described for o in others
    )
