"""Whom "he", "it" and "the president" mean: a named actor where the text leaves no doubt, else nobody.

A text is read once from left to right. Each pronoun and each definite description looks for whoever
governs its clause, then back over a few sentences; where two fit equally well, it is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from sanctiongraph.annotate.cast import Part
from sanctiongraph.annotate.definite import described
from sanctiongraph.annotate.grammar import children, is_alone, is_passive
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.prominence import (
    ASIDE,
    LEADING,
    STANDING_OUT,
    argument_verb,
    clause_subjects,
    co_arguments,
    fronted_subject,
    is_saying,
    prominence,
    quoted,
)
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.annotate.story import Fits, Story, outstanding
from sanctiongraph.model import Kind

__all__ = ["antecedents_of", "register_extensions"]

_FILE = "coreference.yaml"
_BACK = 3
"""Sentences looked back over for a person."""
_BODIES = (Kind.COUNTRY, Kind.INSTITUTION)
_TAGS = frozenset({"PRP", "PRP$", "NN", "NNP", "JJ"})
"""Of tokens that may mean somebody."""
_REFLEXIVE = frozenset({"himself", "herself", "itself"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RIVALS = frozenset({"dobj", "dative", "poss"})
"""Places behind a subject from which another body may be the owner of what "its" stands before."""


def register_extensions() -> None:
    """Register the attribute of documents; safe to call again."""
    if not Doc.has_extension("sg_antecedents"):
        Doc.set_extension("sg_antecedents", default={})


@Language.factory(
    "sg_coreference",
    requires=["doc.spans", "doc._.sg_offices", "token.dep", "token.tag"],
    assigns=["doc._.sg_antecedents"],
)
def _factory(nlp: Language, name: str) -> _Coreference:  # noqa: ARG001 - spaCy gives it
    register_extensions()
    return _Coreference()


class _Coreference:
    """The component: sets `doc._.sg_antecedents`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.sg_antecedents = antecedents_of(doc)
        return doc


def antecedents_of(doc: Doc) -> dict[int, Span]:
    """The named actor that each pronoun and each description's head noun means, by token index.

    Needs `doc.spans["sg_actors"]` and `doc._.sg_offices`. What is unclear has no entry.
    """
    register_extensions()
    story, within_quotes = Story(doc), quoted(doc)
    found: dict[int, Span] = {}
    for passage in story.sentences():
        for token in passage.sentence:
            part = _part(token, story, within_quotes)
            if part is None:
                continue
            story.enter(part)
            if token.i not in story.cast.owner and part.actor is not None:
                found[token.i] = part.actor
    return found


def _part(token: Token, story: Story, within_quotes: frozenset[int]) -> Part | None:
    """Who is in play at a token: named, meant, or a stranger."""
    actor = story.cast.owner.get(token.i)
    if actor is not None:
        return story.cast.part_at(token) if token.i == actor.root.i else None
    if token.tag_ not in _TAGS or story.is_crowded:
        return None
    gender = _genders().get(token.lower_)
    if gender is not None and token.tag_ in ("PRP", "PRP$"):
        return _taken_up(token, gender, story, token.i in within_quotes)
    who = described(token, story) if token.i not in within_quotes else None
    return _meaning(token, who, story) or story.cast.stranger_at(token)


@cache
def _genders() -> dict[str, str]:
    table = lexicon(_FILE)["pronouns"]
    return {pronoun: gender for gender, pronouns in table.items() for pronoun in pronouns}


def _taken_up(token: Token, gender: str, story: Story, in_quotes: bool) -> Part | None:
    if gender == "n":
        return None if in_quotes else _meaning(token, _body(token, story), story)
    who = _person(token, gender, story, in_quotes) or f"unclear {token.i}"
    story.cast.learn(who, gender)
    return _meaning(token, who, story) or Part(token, who, Kind.PERSON, None)


def _meaning(token: Token, who: str | None, story: Story) -> Part | None:
    """The part that a pronoun has: with the name it stands for, if there is one."""
    name = story.name_of(who) if who is not None else None
    return Part(token, who, name.label_, name) if who is not None and name is not None else None


# --- people


def _person(token: Token, gender: str, story: Story, in_quotes: bool) -> str | None:
    """Whom "he" or "she" means: who governs the clause, else who alone is in the sentence, else before."""
    barred = frozenset() if token.lower_ in _REFLEXIVE else _barred(token, story)

    def fits(part: Part) -> bool:
        told = story.cast.gender(part.who)
        return part.kind == Kind.PERSON and part.who not in barred and told in ("", gender)

    if in_quotes:
        return None
    joined = _joined_owner(token, story, fits)
    if joined is not None:
        return joined.who if fits(joined) else None
    here, governing = story.here(fits), _governing(token, story, fits)
    if governing is not None:
        return governing if _is_clear(token, governing, story, here) else None
    if here:
        return _only_here(here, story, fits)
    ahead, earlier = _ahead(token, story, fits), _earlier(story, fits)
    if ahead is not None:
        return ahead if earlier in (None, ahead) else None
    return earlier


def _barred(token: Token, story: Story) -> frozenset[str]:
    """Who a pronoun can't mean: those of its own clause, and whoever its own phrase is about."""
    own = token.dep_ in _SUBJECTS and not _is_raised(token)
    is_object = not own and token.dep_ != "poss" and argument_verb(token) is not None
    near = [*list(clause_subjects(token))[:1], *co_arguments(token)] if is_object else []
    near += _around(token)
    parts = (story.at(each) for each in near)
    return frozenset(part.who for part in parts if part is not None)


def _is_raised(token: Token) -> bool:
    """As in "Ban wants him to go", "the bank expects it to grow": an object of the verb above."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.head.children)


def _around(token: Token) -> Iterator[Token]:
    """The nouns whose phrase a pronoun stands in: "his" in "Ada Osei, his deputy" is not Ada Osei."""
    word = token
    while word.head != word and word.head.pos_ not in ("VERB", "AUX"):
        word = word.head
        yield word
        yield from children(word, "appos")


def _governing(token: Token, story: Story, fits: Fits) -> str | None:
    """Who is the subject of the nearest clause around that has a person for it; None if that is unclear."""
    for who in clause_subjects(token):
        part = story.at(who)
        if part is None or not fits(part):
            continue
        return part.who if is_alone(who) else None
    return None


def _joined_owner(token: Token, story: Story, fits: Fits) -> Part | None:
    """Whose the first of two joined things is, or the first of them: "Ban's claims and his threats", "Ban
    and his wife".
    """
    if token.dep_ != "poss" or token.i < 2 or token.nbor(-1).dep_ != "cc":
        return None
    first = token.head.head if token.head.dep_ == "conj" else None
    if first is not None and (first.pos_ == "PROPN" or story.at(first) is not None):
        return story.at(first) or Part(first, f"unknown {first.i}", Kind.PERSON, None)
    owners = [part for part in story.passages[-1].parts if part.head.dep_ == "poss" and fits(part)]
    return owners[-1] if owners else None


def _is_clear(token: Token, governing: str, story: Story, here: dict[str, int]) -> bool:
    """Whether no other person of the sentence may be meant as well."""
    parts = story.passages[-1].parts
    others = [part for part in parts if part.who in here and part.who != governing]
    if not any(_is_rival(part.head, token) for part in others):
        return True
    return any(p.who == governing and p.head.pos_ == "PRON" and p.head.dep_ in _SUBJECTS for p in parts)


def _is_rival(other: Token, token: Token) -> bool:
    """Subjects and objects rival whoever governs; owners too ("revoked Ban's title over his debts")."""
    owns = other.dep_ == "poss" and token.dep_ not in _SUBJECTS
    return owns or argument_verb(other) is not None


def _only_here(here: dict[str, int], story: Story, fits: Fits) -> str | None:
    """The one person of the sentence, unless the sentence before is about another."""
    if len(here) != 1:
        return None
    (who,) = here
    before = story.passages[-2].fitting(fits) if len(story.passages) > 1 else {}
    return who if all(other == who or rank < LEADING for other, rank in before.items()) else None


def _ahead(token: Token, story: Story, fits: Fits) -> str | None:
    """As in "In his speech, Ban said": the subject that follows."""
    who = fronted_subject(token)
    part = story.at(who) if who is not None and is_alone(who) else None
    return part.who if part is not None and fits(part) else None


def _earlier(story: Story, fits: Fits) -> str | None:
    """Whom the last sentence with people of this gender is about; farther back it must have but one."""
    paragraph = story.passages[-1].paragraph
    for distance, passage in enumerate(reversed(story.passages[-1 - _BACK : -1]), start=1):
        found = passage.fitting(fits)
        if not found:
            continue
        if distance == 1 and passage.paragraph == paragraph:
            return outstanding(passage, fits)
        named = [who for who, rank in found.items() if story.name_of(who) is not None or rank > ASIDE]
        return named[0] if len(named) == 1 and found[named[0]] >= STANDING_OUT else None
    return None


# --- bodies and countries


def _body(token: Token, story: Story) -> str | None:
    """Which institution or country "it" or "its" means."""
    if token.lower_ in _REFLEXIVE:
        return _body_at(next(clause_subjects(token), None), story)
    if token.dep_ == "poss":
        return _owner(token, story)
    if token.dep_ in _SUBJECTS:
        return _acting(token, story)
    verb = argument_verb(token)
    addressed = verb is not None and verb.lemma_ in words(_FILE, "addressed")
    if addressed and token.dep_ in ("dobj", "dative") and not _things(token, story, sentence_of(token).start):
        return _before(token, story)
    return None


def _body_at(token: Token | None, story: Story) -> str | None:
    part = story.at(token) if token is not None and is_alone(token) else None
    return part.who if part is not None and part.kind in _BODIES else None


def _acting(token: Token, story: Story) -> str | None:
    verb = token.head
    if _is_empty(verb) or _is_raised(token):
        return None
    above = verb.head
    if verb.dep_ == "ccomp" and is_saying(above) and not children(above, "dobj", "dative"):
        who = next(clause_subjects(token), None)
        sayer = _body_at(who, story)
        if who is not None and sayer is not None:
            deed = _is_deed(verb) or (not is_passive(verb) and children(verb, "dobj"))
            return sayer if deed or not _things(token, story, who.i + 1) else None
    if not _is_deed(verb):
        return _before(token, story) if _does_something(token, story) else None
    for who in clause_subjects(token):
        part = story.at(who)
        if part is None or part.kind != Kind.PERSON:
            return _body_at(who, story)
    return _before(token, story)


def _things(token: Token, story: Story, start: int) -> list[Token]:
    """The single things from a place up to a token, which "it" may mean as well: subjects and objects."""
    between = token.doc[start : token.i]
    return [t for t in between if t.tag_ == "NN" and _is_thing(t, story) and not t.is_ancestor(token)]


def _is_thing(noun: Token, story: Story) -> bool:
    about = noun.ent_type_ in ("DATE", "TIME") or noun.i in story.cast.owner
    about = about or noun.dep_ == "appos" or any(c.tag_ == "PRP$" for c in noun.children)
    if about or noun.lemma_.lower() in words(_FILE, "people") or story.at(noun) is not None:
        return False
    return argument_verb(noun) is not None or noun.head.dep_ == "prep"


def _is_empty(verb: Token) -> bool:
    """Whether "it" stands for nothing or for a thing: "it is clear that", "it rained", "it was a mistake"."""
    if verb.lemma_ in words(_FILE, "empty"):
        return True
    if verb.lemma_ == "be":
        said = [c.lemma_ for c in children(verb, "acomp")]
        return not any(lemma in words(_FILE, "willing") for lemma in said)
    return is_passive(verb) and bool(children(verb, "ccomp", "xcomp", "csubj", "csubjpass"))


def _is_deed(verb: Token) -> bool:
    if verb.lemma_ == "be":
        return True  # only with an adjective for those who act
    return verb.lemma_ in words(_FILE, "acting") and not is_passive(verb)


def _does_something(token: Token, story: Story) -> bool:
    """Whether "it" acts on something right after a sentence with a body and no thing to be meant."""
    verb, start = token.head, sentence_of(token).start
    if is_passive(verb) or verb.lemma_ == "be" or not children(verb, "dobj") or token.i > start + 1:
        return False
    return start > 0 and not _things(token, story, sentence_of(token.doc[start - 1]).start)


def _owner(token: Token, story: Story) -> str | None:
    """Whose "its army" is: of what it is joined with, of the subject, of whom the text is about."""
    owned = token.head
    if owned.dep_ == "conj" and owned.head.i < token.i and token.nbor(-1).dep_ == "cc":
        return None if children(owned.head, "poss") else _body_at_own(owned.head, story)
    typical = owned.lemma_.lower() in words(_FILE, "belongings")
    subjects = [who for who in clause_subjects(token) if not _is_person(who, story)]
    if not subjects:
        return _before(token, story) if typical or owned.dep_ in _SUBJECTS else None
    bodies = {_body_at(who, story) for who in subjects}
    if len(bodies) > 1 and owned.dep_ not in _SUBJECTS:
        return None
    return _body_at(subjects[0], story) if _is_directly_owned(owned, subjects[0], story) else None


def _is_person(token: Token, story: Story) -> bool:
    part = story.at(token)
    return part is not None and part.kind == Kind.PERSON


def _body_at_own(token: Token, story: Story) -> str | None:
    part = story.at(token)
    return part.who if part is not None and part.kind in _BODIES else None


def _is_directly_owned(owned: Token, who: Token, story: Story) -> bool:
    """Whether nothing else between subject and noun may be the owner."""
    typical = owned.lemma_.lower() in words(_FILE, "belongings")
    verb = argument_verb(owned)
    if (verb is None and not typical) or owned.lemma_.lower() in words(_FILE, "qualities"):
        return False
    parts = (part for part in story.passages[-1].parts if part.kind in _BODIES and who.i < part.head.i)
    rivals = [part for part in parts if part.actor is not None and part.head.dep_ in _RIVALS]
    if rivals and owned.dep_ not in _SUBJECTS:
        return False
    return typical or owned.dep_ in _SUBJECTS or not _things(owned, story, who.i + 1)


def _is_single(head: Token) -> bool:
    """Not one of several, who together are "they"."""
    return is_alone(head) and not (head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN"))


def _before(token: Token, story: Story) -> str | None:
    """The body or country that the sentence before is about, in the same paragraph."""
    if len(story.passages) < 2 or story.passages[-2].paragraph != story.passages[-1].paragraph:
        return None
    barred = _barred(token, story)

    def fits(part: Part) -> bool:
        return part.kind in _BODIES and part.who not in barred and _is_single(part.head)

    if story.here(fits):
        return None
    last = story.passages[-2]
    found = last.fitting(fits)
    who = outstanding(last, fits)
    if who is None or found[who] == LEADING:
        return who
    led_by_people = any(p.kind == Kind.PERSON and prominence(p.head) == LEADING for p in last.parts)
    subject_of_said = any(p.who == who and p.head.dep_ in _SUBJECTS for p in last.parts)
    return who if led_by_people and subject_of_said else None
