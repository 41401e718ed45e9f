"""The circumstances of an act: its date, its stated grounds and who says so, each as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from sanctiongraph.annotate import dates
from sanctiongraph.annotate.frames import Frame, actor_at
from sanctiongraph.annotate.grammar import children, objects, preposition_objects, prepositions, spread
from sanctiongraph.annotate.layout import BULLETS
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import lemma_of
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act, Modality, TimeExpression

__all__ = ["date_of", "grounds_of", "source_of", "wording"]

_FILE = "circumstances.yaml"
_NOT_WHEN = ("until", "for ", "over its", "after ", "before ", "under ", "despite ")
_LEADS = ("", "the", "just", "only", "here", "also", "late", "early", "earlier", "later")
"""Words that may stand before a date expression in its phrase."""
_HIGHEST = 6
"""Arcs climbed from a trigger to the verbs of the same event."""
_CLOSE = 4
"""Tokens between a verb and a date right beside it."""
_ITEMS = 12
"""Sentences of a list looked back over for the one that opens it."""
_OPENERS = frozenset({"and", "but", "also", "then", "meanwhile"})
_FOR_CONDUCT = frozenset({Act.IMPOSE, Act.EXPAND, Act.REIMPOSE, Act.IN_FORCE})
"""Acts for which what the target did is a reason."""
_AHEAD = frozenset({Modality.PLANNED, Modality.CONSIDERED, Modality.THREATENED, Modality.CALLED_FOR})


def wording(token: Token) -> str:
    """The words of a phrase as written: from the left to the right edge of its subtree."""
    start, end = token.left_edge.i, token.right_edge.i + 1
    return re.sub(r"\s+", " ", token.doc[start:end].text).strip(' ,;.:—–-\n"”“')


def _places(frame: Frame) -> list[Token]:
    """Where circumstances may hang: the trigger, then its measure nouns, then the targets."""
    return [frame.trigger, *frame.nouns, *spread(frame.targets)]


# -- date ---------------------------------------------------------------------------------------


def date_of(frame: Frame, modality: Modality, said: str | None) -> TimeExpression | None:
    """The date that the text gives to this act; None where it gives none."""
    chain = tuple(_governing_verbs(frame, modality))
    expression = _hanging(frame, chain) or _standing_near(frame, chain) or _leading_the_list(frame)
    if expression is None and modality is Modality.ACTUAL:
        expression = _of_the_paper(frame)
    if expression is None:
        return None
    return TimeExpression(expression, dates.resolve(expression, said, future=modality in _AHEAD))


def _governing_verbs(frame: Frame, modality: Modality) -> Iterator[Token]:
    """The trigger and the verbs above it that tell of the same event: their date is its date.

    "voted on Monday to ban", "signed an order on Monday that lifts", "announced on Monday
    that it was suspending". The date of a plan or a threat is not that of the act.
    """
    word = frame.trigger
    yield word
    for _ in range(_HIGHEST if modality is Modality.ACTUAL else 0):
        if word.head == word or not _is_same_event(word, frame, modality):
            return
        word = word.head
        if word.pos_ in ("VERB", "AUX") or word.lower_ in ("re", "de"):
            yield word


def _is_same_event(word: Token, frame: Frame, modality: Modality) -> bool:
    if word.dep_ in ("xcomp", "pcomp", "prep", "acomp"):
        under = word.lower_ == "under" and frame.act is Act.IN_FORCE
        return under or word.dep_ != "prep" or word.lower_ in ("to", "in", "by", "on", "for", "of")
    if word.dep_ == "conj":
        return not children(word, "nsubj", "nsubjpass")
    if word.dep_ in ("acl", "relcl"):
        return lemma_of(word.head) in words("acts.yaml", "documents_of_law")
    if word.dep_ == "dobj" or word.dep_ == "nsubjpass":
        is_paper = lemma_of(word) in words("acts.yaml", "documents_of_law")
        return is_paper or word in frame.nouns or word == frame.trigger
    if word.dep_ in ("pobj", "attr"):
        return frame.act is Act.IN_FORCE and (word in frame.nouns or word == frame.trigger)
    if word.dep_ == "advcl":
        return word.tag_ == "VBG" and not children(word, "nsubj", "mark")
    if word.dep_ == "ccomp":
        return modality is Modality.ACTUAL and word.head.lemma_ in words(_FILE, "announcing")
    return False


def _hanging(frame: Frame, chain: tuple[Token, ...]) -> str | None:
    """A date that the parser hangs on the act, or on a verb that tells of the same event."""
    nouns = frame.nouns if frame.act is Act.IN_FORCE else ()
    for place in (*chain[:1], *nouns, *chain[1:]):
        for child in place.children:
            expression = _expression(child)
            shared = place == chain[0] or place in nouns or not _is_conjunct_of(frame.trigger, place)
            if expression and (shared or child.i < place.i):
                return expression
    return None


def _is_conjunct_of(trigger: Token, above: Token) -> bool:
    """Whether the trigger is coordinated with a verb above: only what stands before both dates both."""
    word = trigger
    while word not in (above, word.head):
        if word.dep_ == "conj":
            return True
        word = word.head
    return False


def _standing_near(frame: Frame, chain: tuple[Token, ...]) -> str | None:
    """A date wherever the parser hung it: at the head of the clause, on the subject or on the target."""
    here = frame.sentence
    for offset, found in dates.find(here.text):
        first = here.char_span(offset, offset + len(found.text), alignment_mode="expand")
        if first is None or found.text.lower().startswith("until") or _dates_a_noun(first, frame):
            continue
        if (
            _closes(first, frame)
            or _leads(first, chain)
            or any(_is_beside(first, verb) for verb in chain)
            or _climbs_to(first, chain)
        ):
            return found.text
    return None


def _closes(expression: Span, frame: Frame) -> bool:
    """As in "sanctioned Ivan Ban, who leads the party, in May.": set off at the end, behind the only act."""
    here, doc = frame.sentence, frame.trigger.doc
    start = expression.start - (doc[expression.start - 1].lower_ in ("in", "on"))
    last = all(t.is_punct or t.is_space for t in doc[expression.end : here.end])
    only = not any(f is not frame and f.sentence.start == here.start for f in doc._.sg_frames)
    told = frame.trigger == here.root and frame.trigger.i < start
    return last and only and told and doc[start - 1].text == ","


def _dates_a_noun(expression: Span, frame: Frame) -> bool:
    """As in "lifted the sanctions of March 2022", "extended its 2018 embargo": when they were imposed."""
    root = expression.root
    of = root.dep_ == "pobj" and root.head.lower_ in ("of", "from")
    noun = root.head.head if of else root.head
    if noun.pos_ not in ("NOUN", "PROPN") or noun == frame.trigger:
        return False
    begins = frame.act in (Act.IMPOSE, Act.IN_FORCE) and noun in frame.nouns
    return not begins and (of or root.dep_ in ("compound", "nummod", "nmod", "amod"))


def _leads(expression: Span, chain: tuple[Token, ...]) -> bool:
    """Whether a date opens the sentence, and the act stands in its first main clause."""
    here = sentence_of(expression)
    before = here.doc[here.start : expression.start]
    if not all(t.is_space or t.is_punct or t.lower_ in _OPENERS for t in before):
        return False
    top = chain[-1]
    if expression.end > chain[0].i:
        return False
    return top == here.root or (
        top.dep_ in ("ccomp", "conj", "parataxis") and top.head == here.root and top.i < here.root.i
    )


def _is_beside(expression: Span, verb: Token) -> bool:
    """As in "the ministers on Monday adopted", "voted 15 to 0 on Monday to ban"."""
    low, high = (expression.end, verb.i) if expression.start < verb.i else (verb.i + 1, expression.start)
    between = expression.doc[low:high]
    return len(between) <= _CLOSE and all(t.pos_ in ("NUM", "ADV", "ADP", "AUX") for t in between)


def _climbs_to(expression: Span, chain: tuple[Token, ...]) -> bool:
    """Whether the arcs above a date lead to the act through nouns, and not through a reason or a clause."""
    word = expression.root
    for _ in range(_HIGHEST):
        if word in chain:
            return word == chain[0] or expression.start < word.i or not _is_conjunct_of(chain[0], word)
        if word.pos_ in ("VERB", "AUX"):
            return False
        away = word.dep_ == "prep" and word.lower_ in words(_FILE, "away")
        if (away and not expression.start <= word.i < expression.end) or word.head == word:
            return False
        word = word.head
    return False


def _of_the_paper(frame: Frame) -> str | None:
    """For what a package or an order does, the date on which it was adopted or signed."""
    paper = next((t for t in frame.trigger.children if t.dep_ == "nsubj"), None)
    if paper is None and frame.trigger.dep_ == "conj":
        paper = next((t for t in frame.trigger.head.children if t.dep_ == "nsubj"), None)
    if paper is None or lemma_of(paper).strip(".") not in words("acts.yaml", "papers"):
        return None
    for token in reversed(paper.doc[: sentence_of(paper).start]):
        enacting = token.pos_ == "VERB" and token.lemma_ in words("acts.yaml", "enacting")
        if enacting and any(lemma_of(o) == lemma_of(paper) for o in objects(token)):
            near = (_expression(child) for child in token.children)
            beside = (found.text for found in _dates_beside(token))
            return next((each for each in (*near, *beside) if each), None)
    return None


def _dates_beside(verb: Token) -> Iterator[TimeExpression]:
    here = sentence_of(verb)
    for offset, found in dates.find(here.text):
        first = here.char_span(offset, offset + len(found.text), alignment_mode="expand")
        if first is not None and (_is_beside(first, verb) or _climbs_to(first, (verb,))):
            yield found


def _leading_the_list(frame: Frame) -> str | None:
    """For the item of a list, the date of the sentence that opens it: "Today, the Treasury is:"."""
    first = next((t for t in frame.sentence if not t.is_space), frame.trigger)
    if first.text not in BULLETS or dates.find(frame.sentence.text):
        return None
    doc, position = frame.trigger.doc, frame.sentence.start
    for _ in range(_ITEMS):
        if position <= 0:
            return None
        before = sentence_of(doc[position - 1])
        last = next((t for t in reversed(before) if not t.is_space), None)
        if last is not None and last.text == ":":
            found = dates.find(before.text)
            return found[0][1].text if found else None
        position = before.start
    return None


def _expression(child: Token) -> str | None:
    """The date expression that a dependent of the trigger is, if it is one."""
    if child.dep_ not in ("npadvmod", "prep", "advmod", "tmod", "dep", "obl", "nmod", "pcomp"):
        return None
    end = child.right_edge.i + 1
    if [t.lower_ for t in child.doc[end : end + 2]] in (["last", "year"], ["this", "year"]):
        end += 2  # "in June | last year": parsed as two
    text = child.doc[child.left_edge.i : end].text
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
        apart = (t for t in search(frame) if not t.is_ancestor(frame.trigger))
        found = sorted(apart, key=lambda t: (t.left_edge.i < frame.trigger.i, t.left_edge.i))
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
    if frame.act not in _FOR_CONDUCT:
        return
    for target in spread(frame.targets):
        yield from (c for c in target.children if _is_conduct(c))
    for target in spread(frame.targets):
        yield from (c for c in target.subtree if _is_held_of_all(c, target))


def _is_held_of_all(clause: Token, target: Token) -> bool:
    """As in "banks in Oman and Iran that it accuses of fraud": hung on Iran, and told of the banks."""
    behind = clause.dep_ == "relcl" and clause.head != target and clause.head.i > target.i
    accusing = any(c.tag_ not in ("WDT", "WP") for c in children(clause, "nsubj"))
    return behind and accusing and clause.lemma_ in words(_FILE, "holding") and _is_conduct(clause)


def _accusations_before(frame: Frame) -> Iterator[Token]:
    """As in "accuses the group of murder and imposes sanctions on its leader"."""
    if frame.trigger.dep_ == "conj" and frame.trigger.head.lemma_ in words(_FILE, "ground_participles"):
        yield from children(frame.trigger.head, "prep")


def _purposes(frame: Frame) -> Iterator[Token]:
    """As in "to restore diplomatic ties": what the act is for, where no reason is given."""
    for child in children(frame.trigger, "advcl"):
        to = any(c.lower_ == "to" for c in children(child, "aux"))
        placed = child.i > frame.trigger.i or child.left_edge.i == frame.sentence.start
        if to and placed and child.lemma_ not in words(_FILE, "not_purposes"):
            yield child


def _is_ground(child: Token, frame: Frame) -> bool:
    word = child.lower_
    if any(n in frame.nouns for n in preposition_objects(child)):
        return False  # "provides for asset freezes"
    if child.dep_ == "prep" or child.pos_ in ("ADP", "SCONJ"):
        inner = {lemma_of(n) for n in preposition_objects(child)} | {c.lower_ for c in child.children}
        if inner & set(lexicon(_FILE)["ground_phrases"].get(word, ())):
            return True
        if any(c.dep_ == "npadvmod" for c in child.children):
            return False  # "hours after taking office"
        if word == "as":
            return any(c.lemma_ == "be" for c in children(child, "pcomp"))
        return word in words(_FILE, "ground_prepositions") and _is_reason(child, frame)
    if child.dep_ == "advcl":
        return _is_accusing(child) or _is_causal_after(child, frame) or _is_because(child)
    return False


def _is_accusing(clause: Token) -> bool:
    return clause.lemma_ in words(_FILE, "ground_participles") and clause.tag_ == "VBG"


def _is_because(clause: Token) -> bool:
    """As in "because the accord was broken", but not "not because ..."."""
    mark = next((m for m in children(clause, "mark") if m.lower_ == "because"), None)
    return mark is not None and mark.nbor(-1).lower_ not in ("not", "only", "just", "partly")


def _is_causal_after(clause: Token, frame: Frame) -> bool:
    """ "after a public inquiry found ...", but not "a day after ..."."""
    marked = any(m.lower_ == "after" for m in children(clause, "mark"))
    timed = any(c.dep_ in ("npadvmod", "advmod") and c.ent_type_ in ("DATE", "TIME") for c in clause.children)
    cleared = clause.lemma_ in words(_FILE, "not_causes")
    return marked and not timed and not cleared and clause.i > frame.trigger.i


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
    if child.dep_ == "amod":
        return child.lower_ in ("responsible", "complicit") and child.i > child.head.i
    accused = child.lemma_ in words(_FILE, "conduct")
    if child.dep_ == "relcl":
        relative = next((c for c in child.subtree if c.tag_ in ("WP", "WDT")), None)
        relative = relative or next((c for c in children(child, "dobj") if c.lower_ == "that"), None)
        if relative is None or child.pos_ != "VERB":
            return False
        if child.lemma_ in words(_FILE, "holding"):
            return True  # "tankers that it says help", "whom it accuses of"
        aside = relative.lower_ == "which" and relative.i and relative.nbor(-1).text == ","
        own = relative.head == child and relative.dep_ in ("nsubj", "nsubjpass")
        return accused or (own and not aside and child.lemma_ not in words(_FILE, "not_conduct"))
    if child.lemma_ in words(_FILE, "not_conduct"):
        return False
    return child.dep_ == "acl" and (accused or child.tag_ == "VBG")


# -- source -------------------------------------------------------------------------------------


def source_of(sentence: Span) -> Token | None:
    """The head of "X" in "according to X", anywhere in the sentence."""
    for token in sentence:
        if (
            token.lower_ in words(_FILE, "sources")
            and token.i + 1 < len(token.doc)
            and token.nbor(1).lower_ == "to"
        ):
            inner = prepositions(token, "to") or [token]
            return next((n for p in inner for n in preposition_objects(p)), None)
    return None
