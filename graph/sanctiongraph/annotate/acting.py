"""Whom "it" and "they" mean as those who act, by the subject of the sentence before."""

from __future__ import annotations

from spacy.tokens import Token

from sanctiongraph.annotate.frames import actor_at
from sanctiongraph.annotate.grammar import subject
from sanctiongraph.annotate.lexicon import words
from sanctiongraph.annotate.measures import lemma_of
from sanctiongraph.annotate.parties import antecedent
from sanctiongraph.annotate.sentences import sentence_of

__all__ = ["group_before", "is_bare_it", "is_the_paper"]


def _subject_before(pronoun: Token) -> Token | None:
    """The subject of the sentence before that of a pronoun that is itself a subject."""
    start = sentence_of(pronoun).start
    governed = pronoun.pos_ != "PRON" or pronoun.dep_ != "nsubj" or antecedent(pronoun) != pronoun
    return None if governed or not start else subject(sentence_of(pronoun.doc[start - 1]).root)


def is_the_paper(head: Token) -> bool:
    """Whether "it" takes up an order or a bill, the subject of the sentence before."""
    who = _subject_before(head) if head.lower_ == "it" else None
    papers = words("acts.yaml", "papers") | {"bill"}
    return who is not None and actor_at(who) is None and lemma_of(who) in papers


def is_bare_it(head: Token) -> bool:
    """Whether "it" opens a sentence and nothing in its text says whom it means."""
    unclear = head.i not in head.doc._.sg_antecedents
    return head.lower_ == "it" and unclear and _subject_before(head) is not None


def group_before(head: Token) -> Token | None:
    """The ministers or leaders whom "they" takes up: "EU leaders met. They did not adopt an embargo"."""
    who = _subject_before(head) if head.lower_ == "they" else None
    plural = who is not None and who.tag_ == "NNS" and lemma_of(who) in words("descriptions.yaml", "acts_for")
    return who if plural else None
