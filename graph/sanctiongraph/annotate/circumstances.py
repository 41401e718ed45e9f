"""The circumstances of an act: its date, its stated grounds and who says so, each as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from sanctiongraph.annotate import dates
from sanctiongraph.annotate.frames import Frame, actor_at
from sanctiongraph.annotate.grammar import children, conjuncts, preposition_objects, prepositions
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import lemma_of
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act, Modality, TimeExpression

__all__ = ["date_of", "grounds_of", "source_of", "wording"]

_FILE = "circumstances.yaml"
_NOT_WHEN = ("until", "for ", "over its", "after ", "before ", "under ", "despite ")
_LEADS = ("", "the", "just", "only", "here", "also", "late", "early", "earlier", "later")
"""Words that may stand before a date expression in its phrase."""
_AHEAD = frozenset({Modality.PLANNED, Modality.CONSIDERED, Modality.THREATENED, Modality.CALLED_FOR})


def wording(token: Token) -> str:
    """The words of a phrase as written: from the left to the right edge of its subtree."""
    start, end = token.left_edge.i, token.right_edge.i + 1
    return re.sub(r"\s+", " ", token.doc[start:end].text).strip(' ,;.:—–-\n"”“')


def _places(frame: Frame) -> list[Token]:
    """Where circumstances may hang: the trigger, then its measure nouns, then the targets."""
    return [frame.trigger, *frame.nouns, *(t for head in frame.targets for t in conjuncts(head))]


# -- date ---------------------------------------------------------------------------------------


def date_of(frame: Frame, modality: Modality, said: str | None) -> TimeExpression | None:
    """The date that the text gives to this act; None where it gives none."""
    for place in _dated_places(frame):
        for child in place.children:
            expression = _expression(child)
            if expression:
                return TimeExpression(expression, dates.resolve(expression, said, future=modality in _AHEAD))
    return None


def _dated_places(frame: Frame) -> Iterator[Token]:
    """The trigger, the nouns of measures in force, and the verb that a torn-off trigger hangs on."""
    yield frame.trigger
    if frame.act is Act.IN_FORCE:
        yield from frame.nouns
    word = frame.trigger
    while word.dep_ in ("xcomp", "pcomp", "prep", "acomp") or (
        word.dep_ == "conj" and word.head.lower_ in ("re", "de")
    ):
        word = word.head
        if word.pos_ in ("VERB", "AUX") or word.lower_ in ("re", "de"):
            yield word


def _expression(child: Token) -> str | None:
    """The date expression that a dependent of the trigger is, if it is one."""
    if child.dep_ not in ("npadvmod", "prep", "advmod", "tmod", "dep", "obl", "nmod", "pcomp"):
        return None
    text = child.doc[child.left_edge.i : child.right_edge.i + 1].text
    found = dates.find(text)
    if not found or text.lower().startswith(_NOT_WHEN):
        return None
    start, expression = found[0]
    lead = text[:start].strip().lower()
    return expression.text if lead in _LEADS else None


# -- grounds ------------------------------------------------------------------------------------


def grounds_of(frame: Frame) -> str | None:
    """The stated reason as written: the clearest wording first, then the first after the trigger."""
    for search in (_grounds_told, _grounds_nearby, _conduct, _accusations_before, _purposes):
        found = sorted(search(frame), key=lambda t: (t.left_edge.i < frame.trigger.i, t.left_edge.i))
        if found:
            return wording(found[0])
    return None


def _grounds_told(frame: Frame) -> Iterator[Token]:
    """Reasons that hang on the act itself: "over", "for", "citing", "in response to"."""
    for place in _places(frame):
        yield from (child for child in place.children if _is_ground(child, frame))


def _grounds_nearby(frame: Frame) -> Iterator[Token]:
    """Reasons that the parser hung elsewhere in the same clause, behind the last target."""
    behind = max([frame.trigger.i, *(t.i for t in frame.targets if sentence_of(t) == frame.sentence)])
    for token in frame.trigger.doc[behind + 1 : frame.sentence.end]:
        if token.dep_ == "relcl" or token.lower_ == ";":
            return
        below = token.dep_ == "advcl" or frame.trigger.is_ancestor(token)
        stray = token.lower_ == "for" and token.head.pos_ != "VERB"  # "the need for stability"
        if (token.dep_ == "advcl" and _is_accusing(token)) or (
            below and not stray and _is_ground(token, frame)
        ):
            yield token


def _conduct(frame: Frame) -> Iterator[Token]:
    """What the target did, told in a clause on it: "who obstructed the vote", "accused of fraud"."""
    for head in frame.targets:
        for target in conjuncts(head):
            yield from (c for c in target.children if _is_conduct(c))


def _accusations_before(frame: Frame) -> Iterator[Token]:
    """As in "accuses the group of murder and imposes sanctions on its leader"."""
    if frame.trigger.dep_ == "conj" and frame.trigger.head.lemma_ in words(_FILE, "ground_participles"):
        yield from children(frame.trigger.head, "prep")


def _purposes(frame: Frame) -> Iterator[Token]:
    """As in "to restore diplomatic ties": what the act is for, where no reason is given."""
    for child in children(frame.trigger, "advcl"):
        to = any(c.lower_ == "to" for c in children(child, "aux"))
        if to and child.i > frame.trigger.i and child.lemma_ not in words(_FILE, "not_purposes"):
            yield child


def _is_ground(child: Token, frame: Frame) -> bool:
    word = child.lower_
    if child.dep_ == "prep" or child.pos_ in ("ADP", "SCONJ"):
        inner = {lemma_of(n) for n in preposition_objects(child)} | {c.lower_ for c in child.children}
        if inner & set(lexicon(_FILE)["ground_phrases"].get(word, ())):
            return True
        if word == "as":
            return any(c.lemma_ == "be" for c in children(child, "pcomp"))
        return word in words(_FILE, "ground_prepositions") and _is_reason(child, frame)
    if child.dep_ == "advcl":
        return _is_accusing(child) or _is_causal_after(child, frame)
    return False


def _is_accusing(clause: Token) -> bool:
    return clause.lemma_ in words(_FILE, "ground_participles") and clause.tag_ == "VBG"


def _is_causal_after(clause: Token, frame: Frame) -> bool:
    """ "after a public inquiry found ...", but not "a day after ..."."""
    marked = any(m.lower_ == "after" for m in children(clause, "mark"))
    timed = any(c.dep_ in ("npadvmod", "advmod") and c.ent_type_ in ("DATE", "TIME") for c in clause.children)
    return marked and not timed and clause.i > frame.trigger.i


def _is_reason(preposition: Token, frame: Frame) -> bool:
    nouns = preposition_objects(preposition) + children(preposition, "pcomp")
    if not nouns or any(
        n.ent_type_ in ("DATE", "TIME") or lemma_of(n) in words(_FILE, "not_grounds") for n in nouns
    ):
        return False
    if preposition.lower_ == "for" and _is_inside_title(preposition):
        return False
    if preposition.lower_ == "for" and frame.act in (Act.EASE, Act.EXEMPT, Act.LIFT, Act.SUSPEND):
        return not any(actor_at(n) for n in nouns)
    return not any(n in frame.targets for n in nouns)


def _is_inside_title(preposition: Token) -> bool:
    """As in "Commissioner for Internal Market"."""
    beside = preposition.doc[max(0, preposition.i - 1) : preposition.i + 2]
    return len(beside) == 3 and beside[0].text[:1].isupper() and beside[2].text[:1].isupper()


def _is_conduct(child: Token) -> bool:
    if child.lemma_ in words(_FILE, "not_conduct"):
        return False
    if child.dep_ == "relcl":
        return any(c.tag_ in ("WP", "WDT") for c in child.subtree) and child.pos_ == "VERB"
    return child.dep_ == "acl" and (child.lemma_ in words(_FILE, "conduct") or child.tag_ == "VBG")


# -- source -------------------------------------------------------------------------------------


def source_of(frame: Frame) -> Token | None:
    """The head of "X" in "according to X", anywhere in the sentence."""
    for token in frame.sentence:
        if (
            token.lower_ in words(_FILE, "sources")
            and token.i + 1 < len(token.doc)
            and token.nbor(1).lower_ == "to"
        ):
            inner = prepositions(token, "to") or [token]
            return next((n for p in inner for n in preposition_objects(p)), None)
    return None
