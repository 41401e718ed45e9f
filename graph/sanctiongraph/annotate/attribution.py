"""The sentence that states a claim, and who it says is the source."""

from __future__ import annotations

from spacy.tokens import Span, Token

from sanctiongraph.annotate.described import of_actor
from sanctiongraph.annotate.frames import actor_at
from sanctiongraph.annotate.mentions import Mentions
from sanctiongraph.annotate.parties import antecedent, before
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import AROUND, Evidence

__all__ = ["attributed", "evidence_of", "person_before"]

_EDGES = " \t\n\r\f\v\N{NO-BREAK SPACE}|"
"""White space, and the bars between the cells of a row."""


def evidence_of(trigger: Span | Token) -> Evidence:
    """The sentence or table cell of a trigger, without what parts it from others, and what is around."""
    sentence = sentence_of(trigger)
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip(_EDGES))
    quote = text.strip(_EDGES)
    begin = trigger.idx if isinstance(trigger, Token) else trigger.start_char
    end = begin + len(trigger.text)
    before, after = _around(sentence, start, start + len(quote))
    return Evidence(start, start + len(quote), quote, begin, end, before, after)


def _around(sentence: Span, start: int, end: int) -> tuple[str, str]:
    """Some characters on either side of a place in a sentence; each token has one at least."""
    nearby = sentence.doc[max(sentence.start - AROUND, 0) : sentence.end + AROUND]
    start, end = start - nearby.start_char, end - nearby.start_char
    return nearby.text[max(start - AROUND, 0) : start], nearby.text[end : end + AROUND]


def person_before(pronoun: Token) -> Token | None:
    """The person that "he" or "she" takes up, as the head of the name."""
    if pronoun.lower_ not in ("he", "she"):
        return None
    head = antecedent(pronoun)
    if head != pronoun:
        return head
    return next((actor.root for actor in before(pronoun, ("Person",))), None)


def attributed(source: Token | None, mentions: Mentions) -> str | None:
    """The id of the source's mention, if it is a named actor."""
    if source is None:
        return None
    actor = actor_at(source)
    return mentions.enter(of_actor(actor)) if actor is not None and not actor._.sg_adjectival else None
