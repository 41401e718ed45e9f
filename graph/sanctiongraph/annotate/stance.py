"""How real the text says an act is: modality and negation, by the words that govern the trigger.

The climb starts at the trigger and goes up through infinitives, gerunds, complement clauses and
noun phrases; the value nearest to the trigger counts, and every value keeps its cue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from sanctiongraph.annotate.frames import Frame
from sanctiongraph.annotate.frames.nouns import with_particle
from sanctiongraph.annotate.grammar import (
    children,
    conditions,
    controller,
    decision_on,
    is_headline_infinitive,
    is_passive,
    prepositions,
    subject,
)
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import modifiers
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act, Modality

__all__ = ["Stance", "is_over", "speaker", "stance", "stance_at"]

_FILE = "stance.yaml"
_UP = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "conj", "dobj", "pobj", "prep", "acomp",
                 "attr", "nsubj", "nsubjpass", "csubj", "csubjpass", "compound", "relcl", "dep", "oprd",
                 "nmod", "amod", "appos", "advmod"})  # fmt: skip
_HIGHEST = 9

_INVERTED = frozenset({"had", "were", "should"})
"""Auxiliaries that make a condition where they stand before their subject."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Modality and negation with the words that say so; `asked` is who is asked to act."""

    modality: Modality = Modality.ACTUAL
    negated: bool = False
    cues: tuple[str, ...] = ()
    asked_by: Token | None = None
    cue: Token | None = None
    blocked: Token | None = None
    """The verb by which somebody keeps another from acting: "blocked a proposal to sanction"."""


def stance(frame: Frame) -> Stance:
    """The stance of a frame; a mere mention of measures is actual."""
    if frame.act is Act.IN_FORCE:
        return Stance(negated=_is_absent(frame.trigger))
    found = _of_cue(frame) or _of_modifiers(*frame.nouns, frame.trigger) or _of_paper(frame)
    found = (
        found
        or _of_noun_before(frame.trigger)
        or _of_misread_opener(frame.trigger)
        or next(_modalities(frame.trigger), None)
    )
    negation = _none_of(frame) or next(_negations(frame.trigger), None)
    if negation is None and frame.cue is not None:
        negation = next(_negations(frame.cue), None)
    if negation is not None and _is_undone(negation):
        negation, found = None, (Modality.CONSIDERED, negation)  # "did not rule out sanctions"
    if frame.pattern == "effect" and frame.trigger.tag_ != "VBD" and _auxiliary(frame.trigger) is None:
        found = (Modality.PLANNED, frame.trigger)  # "when the sanctions take effect"
    if found is None and is_headline_infinitive(frame.trigger):
        found = (Modality.PLANNED, frame.trigger)
    if found is None and _is_still_to_end(frame):
        found = Modality.PLANNED, frame.trigger
    if found is None and (frame.pattern == "ultimatum" or _is_faced_if(frame)):
        found = Modality.THREATENED, frame.trigger
    if found is not None and found[0] is Modality.PLANNED and (cue := _warning_of_own(frame)) is not None:
        found = Modality.THREATENED, cue
    found = _under_condition(frame, found) or found or _asked_as_question(frame.sentence)
    if found is not None and negation == found[1] and _has_prevented(found[1]):
        found = None  # "prevented the EU from imposing them": it did not
    if found is not None and negation is not None and _is_without_accord(found[1], negation):
        found = None  # "failed to agree on prolonging them": it did not
    undone = _undone_paper(frame)
    if undone is not None and negation is None:
        negation, found = undone, None  # "vetoed a resolution that would have imposed them": it did not
    blocked = negation if negation is not None and _is_blocking(negation) else None
    if blocked is not None and found is not None and blocked.is_ancestor(found[1]):
        found = None  # a proposal that was blocked is no longer one
    return _stance(found, negation, blocked)


def _warning_of_own(frame: Frame) -> Token | None:
    """As in "warned that it would impose sanctions": who warns is the one that will do it."""
    verb = frame.trigger
    while verb.dep_ in ("xcomp", "conj") and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    above, who = verb.head, subject(verb)
    own = who is not None and who.lower_ in ("it", "they", "he", "she", "we")
    warns = verb.dep_ == "ccomp" and lexicon(_FILE).modality("verbs", above.lemma_) is Modality.THREATENED
    return above if warns and own and frame.act in (Act.IMPOSE, Act.EXPAND, Act.REIMPOSE) else None


def stance_at(trigger: Token) -> Stance:
    """The stance of any word that states something: "may meet", "denied meeting", "told X to arrest"."""
    found = _of_modifiers(trigger) or _of_noun_before(trigger) or next(_modalities(trigger), None)
    negation = next(_negations(trigger), None)
    if negation is not None and _is_undone(negation):
        negation, found = None, (Modality.CONSIDERED, negation)
    if found is not None and found[0] is Modality.PLANNED and conditions(trigger):
        found = (Modality.CONSIDERED, found[1])
    return _stance(found or _asked_as_question(sentence_of(trigger)), negation, None)


def _stance(found: tuple[Modality, Token] | None, negation: Token | None, blocked: Token | None) -> Stance:
    modality, cue = found if found else (Modality.ACTUAL, None)
    cues = tuple(
        f"{kind}: {word.text}"
        for kind, word in (("modality", cue), ("negation", negation))
        if word is not None
    )
    asked_by = _asker(cue) if modality is Modality.CALLED_FOR and cue is not None else None
    return Stance(modality, negation is not None, cues, asked_by, cue, blocked)


def _is_still_to_end(frame: Frame) -> bool:
    """As in "the sanctions expire in June": a date still to come; but not "expire today"."""
    verb = frame.trigger
    ending = frame.pattern == "subject" and frame.act is Act.LIFT
    present = ending and verb.tag_ in ("VBZ", "VBP", "VB") and not children(verb, "aux", "auxpass")
    return present and any(
        t.ent_type_ == "DATE" and t.lower_ != "today" for t in verb.subtree if t.i > verb.i
    )


def _is_faced_if(frame: Frame) -> bool:
    """As in "X faces sanctions if it attacks", with no "will"."""
    verb = next((t for t in frame.trigger.ancestors if t.pos_ == "VERB"), frame.trigger)
    return frame.pattern == "stance" and bool(frame.targets) and verb.tag_ != "VBD" and bool(conditions(verb))


def _has_prevented(verb: Token) -> bool:
    return verb.lemma_ in words(_FILE, "preventing") and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN")


def _is_without_accord(cue: Token, negation: Token) -> bool:
    return cue.lemma_ in ("agree", "decide") and negation.lemma_ == "fail" and negation.is_ancestor(cue)


def _is_blocking(negation: Token) -> bool:
    return negation.lemma_ in words(_FILE, "blocking") and not children(negation, "aux")


def _none_of(frame: Frame) -> Token | None:
    """As in "imposed no sanctions": the determiner of what is imposed."""
    before = (c for n in frame.nouns for c in children(n, "det", "preconj", "cc") if c.i < n.i)
    return next((c for c in before if c.lower_ in ("no", "neither")), None)


def _is_undone(negation: Token) -> bool:
    """A negative verb that is itself negated: "did not rule out", "never refused"."""
    if negation.dep_ in ("neg", "nsubj"):
        verb = negation.head
        kept = verb.lemma_ in words(_FILE, "preventing") and any(
            children(p, "pcomp") for p in prepositions(verb, "from")
        )
        return verb.pos_ == "VERB" and (kept or verb.lemma_ in words(_FILE, "negative_verbs"))
    declined = negation.dep_ == "xcomp" and negation.head.lemma_ in ("decline", "refuse")
    denied = bool(children(negation, "neg")) or any(map(_is_nobody, children(negation, "nsubj")))
    return negation.pos_ == "VERB" and (declined or denied)


def _is_absent(mention: Token) -> bool:
    """Whether a mention says that there are no such measures: "no sanctions", "no longer under sanctions"."""
    if any(c.lower_ in ("no", "neither") for c in children(mention, "det")):
        return True
    word = mention
    for _ in range(3):
        if word.pos_ in ("VERB", "AUX"):
            break
        word = word.head
    if word.lemma_ not in words(_FILE, "being"):
        return False
    longer = any(c.lower_ == "longer" for c in children(word, "advmod"))
    return longer or bool(children(word, "neg")) or any(c.lower_ == "never" for c in children(word, "advmod"))


def _under_condition(frame: Frame, found: tuple[Modality, Token] | None) -> tuple[Modality, Token] | None:
    """A plan under an if-clause: a threat to impose ("if X invades, we will"), an offer to lift."""
    if found is None or found[0] is not Modality.PLANNED:
        return None
    for word in {
        frame.trigger.i: frame.trigger,
        found[1].i: found[1],
        found[1].head.i: found[1].head,
    }.values():
        if conditions(word):
            tougher = frame.act in (Act.IMPOSE, Act.EXPAND, Act.REIMPOSE)
            return (Modality.THREATENED if tougher else Modality.CONSIDERED), found[1]
    return None


def _asked_as_question(sentence: Span) -> tuple[Modality, Token] | None:
    """ "Could the EU sanction Georgia?" claims nothing."""
    last = sentence[-1]
    while last.is_space and last.i > sentence.start:
        last = last.nbor(-1)
    return (Modality.CONSIDERED, last) if last.text == "?" else None


def _of_cue(frame: Frame) -> tuple[Modality, Token] | None:
    if frame.cue is None:
        return None
    table, lemma = lexicon(_FILE), frame.cue.lemma_.lower()
    modality = table.modality("nearing", frame.cue.lower_) if frame.cue.dep_ in ("pobj", "acomp") else None
    keys = ("verbs", "nouns", "adjectives", *(("nearing",) if frame.cue.pos_ == "VERB" else ()))
    modality = modality or next((m for key in keys if (m := table.modality(key, lemma))), None)
    return (modality, frame.cue) if modality else next(_modalities(frame.cue), None)


def _of_modifiers(*nouns: Token) -> tuple[Modality, Token] | None:
    for noun in nouns:
        for word in modifiers(noun) if noun.pos_ in ("NOUN", "PROPN") else ():
            modality = lexicon("acts.yaml").modality("unreal", word.lower_)
            if modality:
                return modality, word
    return None


def _path(trigger: Token) -> Iterator[tuple[Token, Token | None]]:
    """(word, what it was reached from), from the trigger upwards while the clause still governs it."""
    word, below = trigger, None
    for _ in range(_HIGHEST):
        yield word, below
        if word.dep_ not in _UP or _is_barrier(word):
            return
        word, below = word.head, word


def _is_barrier(word: Token) -> bool:
    """Where the stance of what is above no longer reaches: a finite clause of its own.

    Relative clauses, adverbial clauses of time and cause, and second main clauses with a
    subject of their own say for themselves how real they are.
    """
    if word.dep_ == "relcl":
        return word.tag_ != "VB" and not any(c.lower_ == "to" for c in children(word, "aux"))
    if word.dep_ == "acl":
        return word.tag_ in ("VBN", "VBD")
    if word.dep_ == "advcl":
        finite = word.tag_ in ("VBG", "VBN", "VBD", "VBZ", "VBP") and not _is_infinitive(word)
        return any(c.lower_ != "for" for c in children(word, "mark")) or finite
    if word.dep_ == "conj" and word.pos_ in ("VERB", "AUX"):
        return bool(children(word, "nsubj", "nsubjpass")) or _starts_anew(word)
    if word.dep_ in ("nsubj", "nsubjpass"):
        return True
    if word.dep_ == "prep":
        return word.lower_ in (
            "despite",
            "after",
            "since",
            "following",
            "amid",
            "under",
            "because",
            "due",
            "before",
            "as",
        )
    return False


def _is_infinitive(verb: Token) -> bool:
    """As in "to impose", "for it to be lifted"."""
    return verb.tag_ == "VB" or any(c.lower_ == "to" for c in children(verb, "aux"))


def _starts_anew(verb: Token) -> bool:
    """As in "would recognise X and imposes", "and has imposed": a finite verb of a form of its own."""
    perfect = any(c.tag_ in ("VBZ", "VBP") for c in children(verb, "aux"))
    return (verb.tag_ in ("VBZ", "VBD", "VBP") or perfect) and verb.head.tag_ == "VB"


def _modalities(trigger: Token) -> Iterator[tuple[Modality, Token]]:
    for word, below in _path(trigger):
        if below is not None:
            above = _governing(word, below)
            if above and _is_fulfilled(word):
                return
            if above:
                yield above, word
        if _is_inverted(word):
            yield Modality.HYPOTHETICAL, word
        auxiliary = _auxiliary(word)
        asked = next((c for c in children(word, "mark") if c.lower_ == "whether"), None)
        if asked is not None:
            yield Modality.CONSIDERED, asked  # "it is unclear whether they will be lifted"
        if auxiliary and below is not None and below.dep_ == "csubj":
            yield Modality.HYPOTHETICAL, auxiliary[1]  # "imposing sanctions would hurt"
        elif auxiliary:
            yield auxiliary
        condition = next((c for c in children(word, "mark") if c.lower_ in ("if", "unless", "whether")), None)
        if condition is not None and word.dep_ in ("advcl", "ccomp"):
            yield Modality.HYPOTHETICAL, condition


def _is_inverted(word: Token) -> bool:
    """As in "Had the embargo been lifted", "Should Norway lift it": a condition without "if"."""
    first = word if word.lower_ in _INVERTED else next(iter(word.lefts), word)
    at_head = first.i == word.left_edge.i and word.dep_ in ("advcl", "ccomp")
    return at_head and first.lower_ in _INVERTED and (first == word or first.dep_ == "aux")


def _governing(word: Token, below: Token) -> Modality | None:
    """The modality that a governor gives to what is below it."""
    table = lexicon(_FILE)
    lemma = word.lemma_.lower()
    if lemma == "vote" and below.dep_ == "prep" and below.lower_ in ("on", "over", "about"):
        return Modality.CONSIDERED
    if word.pos_ in ("VERB", "AUX"):
        if lemma in words(_FILE, "ballots") and below.dep_ in ("xcomp", "prep", "advcl", "dobj", "ccomp"):
            return _of_ballot(word)
        if below.dep_ in ("xcomp", "ccomp", "pcomp", "dobj", "prep", "advcl", "acomp", "oprd", "conj", "acl"):
            if below.dep_ == "conj" or (below.dep_ == "advcl" and not _is_infinitive(below)):
                return None
            if below.dep_ == "prep" and below.lower_ not in words(_FILE, "asking"):
                return None
            if lemma == "decide" and below.dep_ == "xcomp" and _acts_by_deciding(word):
                return None
            if lemma in words(_FILE, "wishes") and below.dep_ == "ccomp" and subject(below) is not None:
                return Modality.CALLED_FOR  # "Kyiv wants Germany to sanction"
            if lemma in words(_FILE, "wishes") and (below.dep_ == "dobj" or below.tag_ == "VBN"):
                return Modality.CALLED_FOR  # "Kyiv wants tougher sanctions"
            if lemma == "expect" and below.dep_ == "ccomp" and subject(below) is not None:
                return Modality.CONSIDERED  # "traders expect Norway to lift them"
            particle = next((c.lower_ for c in children(word, "prt")), "")
            if lemma == "go" and particle == "on":
                return None  # "went on to ban": it did
            if lemma == "agree" and word.dep_ == "ccomp" and word.head.lemma_ in ("demand", "insist"):
                return Modality.CALLED_FOR  # "demanded that the council agree to lift them"
            return table.modality("verbs", f"{lemma}_{particle}") or table.modality("verbs", lemma)
        return None
    if word.pos_ in ("NOUN", "PROPN"):
        if lemma in words(_FILE, "ballots") or lemma.rstrip("s") in words(_FILE, "ballots"):
            return _of_ballot(word)
        if below.lower_ in words("acts.yaml", "including") and lemma in words("acts.yaml", "umbrellas"):
            return None  # "is considering steps, including sanctions": considered, as the steps are
        if lemma in words(_FILE, "enacted") and below.dep_ == "acl" and below.tag_ == "VBG":
            return None  # "a decision imposing sanctions"; but "a decision to impose" them
        return table.modality("nouns", lemma) if below.dep_ in ("acl", "prep", "compound", "relcl") else None
    if word.pos_ == "ADJ":
        return table.modality("adjectives", lemma)
    return None


def _is_fulfilled(noun: Token) -> bool:
    """As in "carried out its threat to sanction", "made good on a pledge to lift": it has been done."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    key = with_particle(verb)
    done = key in words(_FILE, "fulfilling") or any(
        f"{verb.lemma_}_{c.lower_}" in words(_FILE, "fulfilling") for c in verb.children
    )
    return noun.pos_ == "NOUN" and done and verb.tag_ in ("VBD", "VBN", "VBZ") and _auxiliary(verb) is None


def _acts_by_deciding(verb: Token) -> bool:
    """As in "the Council decided to prolong": its decision does it, a state's is still to be carried out."""
    who = subject(verb)
    return who is not None and who.lower_ in words(_FILE, "deciding") and verb.tag_ in ("VBD", "VBN")


def _of_paper(frame: Frame) -> tuple[Modality, Token] | None:
    """What has become of the bill that says the act: introduced, passed by a chamber, signed."""
    paper = _bill_saying(frame)
    if paper is None:
        return None
    verb = paper.head
    if paper.dep_ not in ("dobj", "nsubjpass") or verb.pos_ != "VERB" or children(verb, "neg"):
        return None
    if verb.lemma_ in words(_FILE, "ballots"):
        passed = _of_ballot(verb)
        return (passed, verb) if passed is not None else None
    drafting = {verb.lemma_, with_particle(verb)} & words(_FILE, "drafting")
    return (Modality.CONSIDERED, verb) if drafting else None


def _bill_saying(frame: Frame) -> Token | None:
    """The bill or draft that the act is told of: "a resolution that would have imposed"."""
    word = frame.trigger
    while word.dep_ in ("xcomp", "conj") and word.head.pos_ in ("VERB", "AUX"):
        word = word.head
    paper = word.head if word.dep_ in ("relcl", "acl") else None
    if word.dep_ == "advcl" and word.tag_ == "VB":  # "put forward a draft to prolong"
        paper = next(iter(children(word.head, "dobj")), None)
    return paper if paper is not None and paper.lemma_.lower() in words(_FILE, "bills") else None


def _undone_paper(frame: Frame) -> Token | None:
    """By what the paper that says the act came to nothing: "blocked a draft", "failed to adopt a bill"."""
    paper = _bill_saying(frame)
    if paper is None or paper.dep_ != "dobj" or paper.head.pos_ != "VERB":
        return None
    verb = paper.head
    if _is_blocking(verb) and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
        return verb
    above = verb.head
    passing = verb.lemma_ in words(_FILE, "ballots") and verb.dep_ == "xcomp"
    return above if passing and above.lemma_ in ("fail", "refuse") and above.tag_ == "VBD" else None


def _of_noun_before(trigger: Token) -> tuple[Modality, Token] | None:
    """As in "authorities to impose": the noun right before an infinitive, wherever that was hung."""
    to = next((c for c in children(trigger, "aux") if c.lower_ == "to"), None)
    noun = to.nbor(-1) if to is not None and to.i > sentence_of(to).start else None
    giving = next((c for c in children(trigger, "mark") if c.lower_ == "for"), None)
    if (decision := decision_on(trigger)) is not None:
        return Modality.PLANNED, decision
    if giving is not None and giving.i > sentence_of(giving).start:
        noun = giving.nbor(-1)  # "authority for the government to expand"
    if noun is None or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    if noun.lemma_ == "step" and noun.head.lemma_ == "take" and noun.head.tag_ in ("VBG", "VB"):
        return Modality.PLANNED, noun  # "is taking steps to impose", not "has taken"
    if noun == trigger.head:
        return None
    modality = lexicon(_FILE).modality("nouns", noun.lemma_.lower())
    return (modality, noun) if modality is Modality.CONSIDERED else None


def _of_misread_opener(trigger: Token) -> tuple[Modality, Token] | None:
    """As in the bullet "- Authorizes agencies to impose", where the verb was read as what agencies have."""
    before = trigger.doc[sentence_of(trigger).start : trigger.i]
    first = next((t for t in before if t.pos_ not in ("SPACE", "PUNCT")), None)
    if first is None or first.tag_ != "NNS" or first.head != subject(trigger) or first.head.head != trigger:
        return None
    modality = lexicon(_FILE).modality("verbs", first.lemma_.lower())
    return (modality, first) if modality and any(c.lower_ == "to" for c in children(trigger, "aux")) else None


def _of_ballot(verb: Token) -> Modality | None:
    """A chamber that votes has not yet acted; a council that votes has."""
    who = controller(verb) if verb.pos_ == "VERB" else None
    about = {
        w.lemma_.lower()
        for w in (who.subtree if who is not None else verb.doc[sentence_of(verb).start : verb.i])
    }
    about |= {
        w.lower_ for w in (who.subtree if who is not None else verb.doc[sentence_of(verb).start : verb.i])
    }
    return Modality.PLANNED if about & words(_FILE, "chambers") else None


def _auxiliary(word: Token) -> tuple[Modality, Token] | None:
    """The modality of a verb's auxiliaries; "would" depends on its clause."""
    verb = word
    if (
        not children(verb, "aux")
        and verb.dep_ == "conj"
        and verb.tag_ == "VB"
        and not children(verb, "nsubj")
    ):
        verb = verb.head
    for aux in children(verb, "aux"):
        lemma = aux.lower_
        if lemma == "should" and verb.dep_ in ("advcl", "ccomp") and aux.i == verb.left_edge.i:
            return Modality.HYPOTHETICAL, aux  # "should Norway impose sanctions, Mali will suffer"
        if lemma in ("would", "'d", "’d"):
            return _of_would(verb), aux
        modality = lexicon(_FILE).modality("auxiliaries", lemma)
        if modality:
            return modality, aux
    if any(c.lower_ == "going" for c in [verb.head]) and verb.dep_ == "xcomp":
        return Modality.PLANNED, verb.head
    return None


def _of_would(verb: Token) -> Modality:
    """As in "said it would impose" is a plan; "would have imposed" and "would, if" are not."""
    if any(a.lemma_ == "have" for a in children(verb, "aux")):
        return Modality.HYPOTHETICAL if not _is_reported(verb) else Modality.CONSIDERED
    if conditions(verb) and not _is_reported(verb):
        return Modality.HYPOTHETICAL
    return Modality.PLANNED if _is_reported(verb) else Modality.CONSIDERED


def _is_reported(verb: Token) -> bool:
    if any(c.lemma_ in words(_FILE, "reports") for c in children(verb, "parataxis", "ccomp", "advcl")):
        return True  # "the United States, he said, would impose"
    if verb.dep_ in ("ccomp", "advcl") and verb.head.lower_ == "clear":
        return True  # "made it clear that there would be"
    return verb.dep_ in ("ccomp", "conj", "acl") and (
        verb.head.lemma_ in words(_FILE, "reports") or verb.head.dep_ == "ccomp"
    )


def _negations(trigger: Token) -> Iterator[Token]:
    nouns = 0
    for word, below in _path(trigger):
        if below is not None and not _passes_negation(below):
            return
        if below is not None and (word.lemma_ in ("avoid", "avert") or _is_open(below)):
            return
        nouns += word.pos_ in ("NOUN", "PROPN") and word.i != trigger.i
        if nouns > 1 or (nouns and trigger.pos_ == "VERB" and word.pos_ == "VERB" and word.dep_ == "xcomp"):
            return
        yield from _negators(word, below)


def _is_open(clause: Token) -> bool:
    """As in "gave no hint whether it would renew them": negation above leaves open what is below."""
    return any(c.lower_ == "whether" for c in children(clause, "mark"))


def _passes_negation(below: Token) -> bool:
    """Negation reaches down infinitives, gerunds and objects, not into a clause told of something else."""
    if below.dep_ in ("xcomp", "pcomp", "acomp", "attr", "oprd", "acl", "nsubjpass", "advmod", "compound"):
        return True
    if below.dep_ == "relcl" and any(c.lower_ == "to" for c in children(below, "aux")):
        return True  # "blocked a bill to sanction"
    if below.dep_ == "ccomp":
        return below.head.lemma_ in ("deny", "let")
    if below.dep_ in ("dobj", "pobj"):
        return below.pos_ in ("NOUN", "PROPN")
    return below.dep_ == "prep" and below.lower_ in (
        "against",
        "for",
        "to",
        "from",
        "of",
        "on",
        "without",
        "out",
    )


def _negators(word: Token, below: Token | None) -> Iterator[Token]:
    for child in word.children:
        if child.dep_ in ("nsubj", "nsubjpass") and _is_nobody(child):
            yield child
        if _is_no_longer(child):
            yield child
        if child.lower_ not in words(_FILE, "negative_adverbs") or _is_only(child):
            continue
        if child.dep_ in ("neg", "advmod", "preconj", "cc") and (child.i < word.i or word.pos_ == "AUX"):
            yield child
    if below is not None and word.lemma_ in ("have", "be") and below.dep_ == "xcomp":
        yield from (c for c in children(word, "advmod") if c.lower_ == "yet")  # "has yet to lift"
    if word.dep_ == "conj":
        yield from (c for c in children(word.head, "cc") if c.lower_ == "nor" and c.i < word.i)
    if word.dep_ in ("pcomp", "advcl") and word.left_edge.i > 1:
        before = word.doc[word.left_edge.i - 2 : word.left_edge.i]
        if before.text.lower() in ("instead of", "rather than"):
            yield before[0]
    for by in children(word, "agent") if below is None else ():
        yield from (c for c in by.children if c.lower_ == "neither")  # "sanctioned neither by A nor by B"
    if word.pos_ == "NOUN":
        yield from (c for c in children(word, "det") if c.lower_ in ("no", "neither"))
    if below is None:
        return
    if word.dep_ == "prep" and word.lower_ in words(_FILE, "negative_prepositions"):
        yield word
    if word.lower_ == "from" and word.head.lower_ == "far" and word.head.i == word.i - 1:
        yield word  # "far from easing"
    adjective = word.lower_ == "blocking" and below.pos_ in ("NOUN", "PROPN") and below.i <= word.i + 2
    if word.pos_ == "VERB" and not adjective and _is_negative(word, below):
        yield word


def _is_no_longer(adverb: Token) -> bool:
    """As in "is no longer a member", "supports him no more"."""
    ended = adverb.dep_ in ("advmod", "npadvmod", "neg") and adverb.lower_ in words(_FILE, "no_longer")
    return ended and adverb.i > 0 and adverb.nbor(-1).lower_ == "no"


def is_over(verb: Token) -> bool:
    """Whether a clause says that it was so and is no more: "is no longer", "is not ... any more"."""
    adverbs = [c for c in verb.children if c.i > verb.i and c.lower_ in words(_FILE, "anymore")]
    return any(map(_is_no_longer, verb.children)) or (bool(children(verb, "neg")) and bool(adverbs))


def _is_nobody(subject_: Token) -> bool:
    """As in "no one wants", "neither side imposed"."""
    if subject_.lower_ in ("nobody", "nothing", "none", "neither"):
        return True
    return any(
        c.lower_ in ("no", "neither") for c in children(subject_, "det", "preconj", "cc") if c.i < subject_.i
    )


def _is_negative(verb: Token, below: Token) -> bool:
    """As in "refused to lift", "ruled out sanctions", "stopped short of imposing", "voted against"."""
    lemma = verb.lemma_.lower()
    if below.dep_ == "prep" and below.lower_ == "from" and lemma in words(_FILE, "preventing"):
        return True
    if lemma == "vote":
        return any(p.lower_ == "against" for p in prepositions(verb))
    if lemma == "rule":
        return any(c.lower_ == "out" for c in verb.children)
    if lemma == "stop":
        return any(c.lower_ == "short" for c in verb.children)
    if _drops(verb, below) or with_particle(verb) in words(_FILE, "stopping_short"):
        return True
    if lemma == "deny" and below.dep_ == "ccomp":
        return True
    return lemma in words(_FILE, "negative_verbs") and below.dep_ in ("xcomp", "dobj", "prep", "pcomp")


def _drops(verb: Token, below: Token) -> bool:
    """As in "scrapped plans to sanction", "abandoned its threat of sanctions"."""
    table, lemma = lexicon(_FILE), below.lemma_.lower()
    planned = table.modality("nouns", lemma) in (Modality.PLANNED, Modality.THREATENED, Modality.CONSIDERED)
    return verb.lemma_ in words(_FILE, "dropping") and below.dep_ == "dobj" and planned


def _is_only(negation: Token) -> bool:
    """As in "not only", "not just"."""
    following = negation.nbor(1) if negation.i + 1 < len(negation.doc) else None
    return following is not None and following.lower_ in ("only", "just", "merely", "least")


def _asker(cue: Token) -> Token | None:
    """Who calls for the act: the subject of "urge", the possessor of "demand"."""
    if cue.pos_ in ("VERB", "AUX"):
        return subject(cue) or controller(cue)
    return next(iter(children(cue, "poss")), None)


def speaker(trigger: Token) -> Token | None:
    """Who the sentence says is the source: the subject of a verb of saying above the trigger."""
    for word, below in _path(trigger):
        if below is None or word.pos_ != "VERB" or word.lemma_ not in words(_FILE, "reports"):
            continue
        if below.dep_ in ("ccomp", "xcomp", "dobj", "advcl", "pcomp", "prep") and not is_passive(word):
            who = subject(word) or controller(word)
            if who is not None and (who.pos_ != "PRON" or word.dep_ != "ccomp"):
                return who
    return None
