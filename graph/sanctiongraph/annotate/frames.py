"""Sanction frames: where a sentence states an act on restrictive measures, and which words fill its roles.

A frame is found around a measure noun ("sanctions", "arms embargo") and the verb or noun that
governs it, or around a verb that burdens its object by itself ("blacklisted the firm", "froze
the assets of"). Each construction is one function in the table `CONSTRUCTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from sanctiongraph.annotate.enumerations import also_after, bulleted_after, members_after, named_after_colon
from sanctiongraph.annotate.grammar import (
    agent,
    children,
    conjuncts,
    controller,
    holder,
    is_passive,
    noun_head,
    objects,
    preposition_objects,
    prepositions,
    subject,
)
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import (
    is_foreign_to_us,
    is_taken_up,
    lemma_of,
    measure_of,
    modifiers,
    speaks_of_sanctions,
)
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act, Measure

__all__ = ["CONSTRUCTIONS", "Frame", "actor_at", "frames"]

_ACTS = "acts.yaml"
_PERMITTING = frozenset({"allow", "permit", "authorize", "authorise", "let", "enable"})
_PASSAGE = 120
"""Tokens around a licence in which sanctions must be spoken of."""
_OWNING = frozenset({"hold", "own", "have", "possess", "keep"})
_DEALINGS = frozenset({"ServicesBan", "ImportRestriction", "ExportControl", "InvestmentBan"})
"""Measures by which one's own people are kept from dealing with those who are meant."""
_AID = frozenset({"aid", "assistance", "funding"})
_RELIEF = frozenset({Act.EASE, Act.EXEMPT, Act.LIFT, Act.SUSPEND})


@dataclass(frozen=True, slots=True)
class Frame:
    """One act found in the parse.

    `trigger` carries the act; `nouns` are the measure nouns; `imposers` and `targets` are the
    heads of the phrases that fill the roles (coordination not yet spread); `pattern` names the
    construction. `definite` says that the nouns take up measures told before ("the sanctions").
    """

    act: Act
    trigger: Token
    pattern: str
    nouns: tuple[Token, ...] = ()
    measures: tuple[Measure, ...] = (Measure.UNSPECIFIED,)
    imposers: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()
    definite: bool = False
    inferred: bool = False
    cue: Token | None = None
    """The word that states the stance, where it does not stand above the trigger."""

    @property
    def sentence(self) -> Span:
        """The sentence of the trigger."""
        return sentence_of(self.trigger)


def actor_at(token: Token) -> Span | None:
    """The named actor that a token belongs to, or None."""
    index = token._.sg_actor
    return token.doc.spans["sg_actors"][index] if index >= 0 else None


# -- measure nouns ------------------------------------------------------------------------------


def _about_measures(noun: Token) -> Iterator[Frame]:
    """Frames around a measure noun: what governs it, and what its participles and clauses say."""
    if (
        not measure_of(noun)
        or lexicon(_ACTS).act("designations", lemma_of(noun))
        or is_foreign_to_us(noun)
        or _is_part_of_another(noun)
    ):
        return
    if (noun.pos_ == "VERB" and noun.lemma_ == "sanction") or _is_misread_verb(noun):
        return
    group = _measure_group(noun)
    told = list(_clauses_on(noun, group))
    governed = list(_governed(noun, group))
    yield from told
    yield from governed
    if not told and not governed:
        yield from _merely_there(noun, group)


def _is_part_of_another(noun: Token) -> bool:
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
        named = next((t for t in _earlier(including) if measure_of(t)), None)
        return named if named is not None else head
    if head.dep_ == "compound" and measure_of(noun_head(head)):
        return noun_head(head)
    return head


def _earlier(token: Token) -> Iterator[Token]:
    """Tokens before this one in its sentence, nearest first."""
    for index in range(token.i - 1, sentence_of(token).start - 1, -1):
        yield token.doc[index]


def _has_own_target(noun: Token, *, before: Token) -> bool:
    """As in "an embargo against Israel and sanctions on individuals": two measures, two targets."""
    return bool(_target_phrases(noun)) and bool(_target_phrases(before))


def _measure_group(noun: Token) -> tuple[Token, ...]:
    """The noun, the measures coordinated with it, and those it includes."""
    sentence = sentence_of(noun)
    return tuple(t for t in sentence if t == noun or (measure_of(t) and _leader(t) == noun))


def _measures(group: tuple[Token, ...]) -> tuple[Measure, ...]:
    """All measures named; bare "sanctions" that include specific ones add nothing to them."""
    found = tuple(dict.fromkeys(measure for noun in group for measure in measure_of(noun)))
    includes = any(noun.dep_ == "pobj" and noun.head.lower_ in words(_ACTS, "including") for noun in group)
    specific = tuple(measure for measure in found if measure is not Measure.UNSPECIFIED)
    return (specific if includes else found) or (Measure.UNSPECIFIED,)


def _tops(noun: Token, *, alone: bool = False) -> list[Token]:
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
        elif top.dep_ == "pobj" and head.lower_ in ("of", "for") and _holds_measures(head.head):
            tops.append(head.head)
        elif top.dep_ in ("conj", "appos") and (
            measure_of(head) or lemma_of(head) in words(_ACTS, "containers")
        ):
            if alone:
                return tops
            tops.append(head)
        else:
            return tops


def _holds_measures(noun: Token) -> bool:
    """As in "a package of", "the framework for", "almost all of" the measures."""
    quantity = {noun.lower_, lemma_of(noun)} & words("descriptions.yaml", "quantities")
    return lemma_of(noun) in words(_ACTS, "containers") or bool(quantity)


def _particle(verb: Token) -> str:
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


def _act_of_verb(verb: Token) -> Act | None:
    """The act a verb states of a measure that is its object or passive subject."""
    table = lexicon(_ACTS)
    act = table.act("verbs_on_measures", _particle(verb)) or table.act(
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
        )
        if verb.lemma_.lower() == "put":
            return Act.IMPOSE
        if not place and verb.lemma_.lower() != "keep":
            return act if _particle(verb) != verb.lemma_.lower() else None
    return act


def _turned(act: Act, verb: Token, noun: Token) -> Act:
    """Verbs that say another thing of some measures: a lower price cap; extended to, not until."""
    if Measure.PRICE_CAP in measure_of(noun) and verb.lemma_.lower() in words(_ACTS, "lowering"):
        return Act.EXPAND
    if act is Act.RENEW and _extended_to(verb, noun):
        return Act.EXPAND
    return act


def _extended_to(verb: Token, noun: Token) -> list[Token]:
    """As in "extend the embargo to the whole of Sudan": those that it reaches now."""
    reached = [n for p in (*prepositions(verb, "to"), *prepositions(noun, "to")) for n in _listed(p)]
    return [n for n in reached if n.ent_type_ not in ("DATE", "TIME", "CARDINAL") and n.pos_ != "NUM"]


def _sharpened(act: Act, noun: Token) -> Act:
    """An imposition of "further", "more", "a 17th package of" measures is an expansion."""
    if act is not Act.IMPOSE:
        return act
    about = {
        word.lower_
        for top in _tops(noun)
        for word in modifiers(top)
        if not (word.lower_ == "more" and word.head.pos_ == "ADJ")
    }
    ordinal = any(
        word.ent_type_ == "ORDINAL" and word.lower_ not in ("first", "1st")
        for top in _tops(noun)
        for word in modifiers(top)
    )
    return Act.EXPAND if about & words(_ACTS, "more") or ordinal else act


def _clauses_on(noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """As in "sanctions imposed by the EU in 2019", "sanctions that were lifted"."""
    tops = {t.i: t for member in group for t in _tops(member)}
    tops |= {t.i: t for t in _target_phrases(noun) if any(map(_tells_of_measures, children(t, "relcl")))}
    for top in tops.values():
        for clause in children(top, "acl", "relcl"):
            if _is_comparing(clause):
                continue
            for verb in conjuncts(clause):
                ended = lexicon(_ACTS).act("subject_verbs", _particle(verb))
                if ended in (Act.LIFT, Act.REIMPOSE) and subject(verb) == top and not is_passive(verb):
                    frame = _frame(ended, verb, noun, group, "subject")
                    yield replace(frame, imposers=_imposers_of_noun(group))
                    continue
                if verb.pos_ not in ("VERB", "AUX") or not _takes_as_object(verb, clause):
                    continue
                act = _act_of_verb(verb)
                if act:
                    yield _frame(act, verb, noun, group, "clause")
                elif _states_stance(verb):
                    yield replace(_frame(Act.IMPOSE, noun, noun, group, "stance", actor=verb), cue=verb)


def _tells_of_measures(clause: Token) -> bool:
    """As in "an embargo on Darfur, which the council introduced": a clause parsed as one on the target."""
    object_ = next((c for c in children(clause, "dobj") if c.tag_ == "WDT"), None)
    act = lexicon(_ACTS).act("verbs_on_measures", _particle(clause))
    return object_ is not None and act is not None and subject(clause) is not None


def _is_comparing(clause: Token) -> bool:
    """As in "the largest set of sanctions ever imposed on a major economy": nothing is told of it."""
    return any(c.lower_ == "ever" for c in clause.children)


def _takes_as_object(verb: Token, clause: Token) -> bool:
    if is_passive(verb):
        return True
    if clause.dep_ != "relcl":
        return False
    own = subject(verb)
    return (
        own is not None
        and own != clause.head
        and not [o for o in children(verb, "dobj") if o.tag_ not in ("WDT", "WP")]
    )


def _governed(noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """What the words above the noun say is done to it."""
    misread = _misread_governor(noun)
    if misread is not None:
        act = _act_of_verb(misread) or Act.IMPOSE
        yield replace(_frame(act, misread, noun, group, "object"), imposers=(misread.nbor(-1),))
        return
    torn = _torn_off_governor(noun)
    if torn is not None:
        yield _frame(_act_of_verb(torn) or Act.IMPOSE, torn, noun, group, "object")
        return
    top = _tops(noun)[-1]
    yield from _GOVERNORS.get(top.dep_, _no_governor)(top, noun, group)


def _torn_off_governor(noun: Token) -> Token | None:
    """As in "reimposes sanctions on Iran after A triggers ...": a verb whose object another was given."""
    before_it = noun.nbor(-1) if noun.i > sentence_of(noun).start else noun
    if noun.tag_ == "VBZ" and before_it.dep_ in ("dobj", "nsubjpass") and _act_of_verb(before_it.head):
        return before_it.head  # "scrapped the asset | freezes": the compound torn in two
    if noun.dep_ not in ("nsubj", "dep", "appos") or noun.left_edge.i <= sentence_of(noun).start:
        return None
    before = noun.left_edge.nbor(-1)
    if (
        before.pos_ == "VERB"
        and before != noun.head
        and _act_of_verb(before)
        and not children(before, "dobj")
    ):
        return before
    return None


def _misread_governor(noun: Token) -> Token | None:
    """As in "The Treasury issues sanctions": a verb between actor and object, tagged as a noun."""
    first = noun.left_edge
    for word in noun.doc[first.i : noun.i]:
        if (
            word.tag_ == "NNS"
            and _act_of_verb(word)
            and word.i > sentence_of(noun).start
            and actor_at(word.nbor(-1)) is not None
        ):
            return word
    return None


def _no_governor(_top: Token, _noun: Token, _group: tuple[Token, ...]) -> Iterator[Frame]:
    return iter(())


def _as_object(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    verb = _naming_governor(top.head)
    if verb.lower_ == "blocking" and verb.i + 1 == noun.left_edge.i + (noun.left_edge.i == verb.i):
        yield from _blocking(verb, noun, group)
        return
    act = _act_of_verb(verb)
    if verb.lemma_ == "take" and _is_definite(noun):
        return  # "we take these measures": those that the text tells of
    if act:
        pattern = "heading" if _is_heading(verb) else "object"
        yield _frame(act, verb, noun, group, pattern)
        yield from _sharing_object(verb, noun, group)
    elif _states_stance(verb) and _is_new(noun):
        yield _frame(Act.IMPOSE, noun, noun, group, "stance", actor=verb)


def _as_conjunct(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """As in "renewed for a year, and tightened, the sanctions": an object parsed as coordinated."""
    verb = top.head
    if verb.pos_ == "VERB" and verb.i < noun.left_edge.i and not children(verb, "dobj", "nsubjpass"):
        yield from _as_object(top, noun, group)


def _naming_governor(verb: Token) -> Token:
    """As in "announced what it calls its biggest package": the verb above, else the verb."""
    named = verb.lemma_ in ("call", "describe") and any(c.lower_ == "what" for c in verb.children)
    return verb.head if named and verb.head.pos_ == "VERB" else verb


def _sharing_object(verb: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """As in "lifted nor eased its sanctions": the first verb has the object of the second."""
    first = verb.head
    if (
        verb.dep_ == "conj"
        and first.pos_ == "VERB"
        and not children(first, "dobj", "nsubjpass", "ccomp", "xcomp")
    ):
        act = lexicon(_ACTS).act("verbs_on_measures", _particle(first))
        if act is not None and act is not Act.IMPOSE:
            yield _frame(act, first, noun, group, "object")


def _blocking(participle: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """ "the imposition of blocking sanctions": the participle says which sanctions, not what is done."""
    above = participle.head
    if participle.dep_ == "ROOT":
        yield from _as_root(noun, noun, group)
    elif participle.dep_ == "pcomp" and lexicon(_ACTS).act("nouns_of_acts", lemma_of(above.head)):
        yield _nominal(above.head, noun, group)
    elif above.pos_ == "VERB" and (act := _act_of_verb(above)):
        yield _frame(act, above, noun, group, "object")


def _is_heading(verb: Token) -> bool:
    """As in "Imposing new export restrictions: Today, the Department ...": the heading of what follows."""
    if verb.tag_ != "VBG" or verb.i - sentence_of(verb).start > 2 or children(verb, "aux"):
        return False
    return any(t.text == ":" for t in verb.doc[verb.i : min(sentence_of(verb).end, verb.i + 30)])


def _is_new(noun: Token) -> bool:
    """Under a stance, "the sanctions" are known ones; "sanctions" or "the sanctions on X" are not."""
    return not any(w.lower_ in ("the", "these", "those") for w in noun.lefts) or bool(_target_phrases(noun))


def _as_subject(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    verb = top.head
    act = lexicon(_ACTS).act("subject_verbs", _particle(verb)) or lexicon(_ACTS).act(
        "subject_verbs", verb.lemma_.lower()
    )
    if _takes_effect(verb):
        act = Act.IMPOSE
    if act is Act.MAINTAIN and verb.lemma_.lower() in words(_ACTS, "needs_place") and not _in_place(verb):
        act = None
    if act:
        pattern = "effect" if _takes_effect(verb) else "subject"
        yield replace(_frame(act, verb, noun, group, pattern), imposers=_imposers_of_noun(group))
    elif verb.lemma_ == "be" and (done := _done_as_adjective(verb)) is not None:
        word, act = done
        frame = _frame(act, word, noun, group, "object")
        yield replace(frame, imposers=_imposers_of_noun(group))
    elif verb.lemma_ == "be" and (cue := _open_question(verb)) is not None:
        frame = _frame(Act.IMPOSE, noun, noun, group, "stance")
        yield replace(frame, imposers=_imposers_of_noun(group), cue=cue)


def _done_as_adjective(verb: Token) -> tuple[Token, Act] | None:
    """As in "sanctions could be relaxed": a participle that the tagger took for an adjective."""
    for word in children(verb, "acomp"):
        stems = (word.lower_[:-2], word.lower_[:-1]) if word.lower_.endswith("ed") else ()
        act = next((a for s in stems if (a := lexicon(_ACTS).act("verbs_on_measures", s))), None)
        if act is not None:
            return word, act
    return None


def _open_question(verb: Token) -> Token | None:
    """As in "sanctions on judges were under discussion", "are on the table", "are possible"."""
    for preposition in prepositions(verb, "under", "on"):
        for noun in preposition_objects(preposition):
            if noun.lower_ in ("discussion", "consideration", "review", "table", "debate", "study"):
                return noun
    return next(
        (c for c in children(verb, "acomp") if c.lower_ in ("possible", "likely", "conceivable")), None
    )


def _takes_effect(verb: Token) -> bool:
    """As in "the sanctions take effect", "come into force"."""
    lemma = verb.lemma_.lower()
    if lemma == "take":
        return any(c.lower_ == "effect" for c in children(verb, "dobj"))
    into = [n.lower_ for p in prepositions(verb, "into", "in") for n in preposition_objects(p)]
    return lemma in ("come", "go", "enter") and bool({"effect", "force"} & set(into))


def _in_place(verb: Token) -> bool:
    near = [n for p in prepositions(verb, "in") for n in preposition_objects(p)]
    return any(n.lower_ in words(_ACTS, "place_words") for n in near)


def _under_preposition(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    preposition, head = top.head, top.head.head
    phrasal = lexicon(_ACTS).act("verbs_on_measures", f"{head.lemma_.lower()}_{preposition.lower_}")
    if phrasal and head.pos_ == "VERB":
        yield _frame(phrasal, head, noun, group, "object")
        return
    if lexicon(_ACTS).act("nouns_of_acts", lemma_of(head)) and preposition.lower_ in (
        "of",
        "from",
        "on",
        "to",
        "in",
    ):
        yield _nominal(head, noun, group)
    elif (
        head.lemma_ in words(_ACTS, "with_measure")
        and preposition.lower_ in words(_ACTS, "with_prepositions")
        and objects(head)
    ):
        frame = _frame(Act.IMPOSE, head, noun, group, "with")
        if head.lemma_ == "threaten":  # the noun carries the act, and nothing has been done
            frame = replace(frame, trigger=noun, pattern="stance", cue=head)
        yield replace(frame, targets=tuple(_spread(objects(head))))
    elif (
        _particle(head) in lexicon(_ACTS)["verbs_on_measures"].get("Suspend", ())
        and preposition.lower_ == "on"
    ):
        yield _frame(Act.SUSPEND, head, noun, group, "object")
    elif _states_stance(head) and _is_new(noun):
        yield _frame(Act.IMPOSE, noun, noun, group, "stance", actor=head)


def _as_modifier(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    head = noun_head(top)
    if lexicon(_ACTS).act("nouns_of_acts", lemma_of(head)):
        yield _nominal(head, noun, group)


def _as_root(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """A bulleted or headline noun phrase: "Full blocking sanctions on five elites"."""
    if top.i - sentence_of(top).start <= 6 and _target_phrases(noun) and not _is_definite(noun):
        yield _frame(Act.IMPOSE, noun, noun, group, "bullet")


_GOVERNORS: dict[str, Callable[[Token, Token, tuple[Token, ...]], Iterator[Frame]]] = {
    "dobj": _as_object,
    "nsubjpass": _as_object,
    "oprd": _as_object,
    "nsubj": _as_subject,
    "pobj": _under_preposition,
    "compound": _as_modifier,
    "nmod": _as_modifier,
    "ROOT": _as_root,
    "conj": _as_conjunct,
}


def _states_stance(word: Token) -> bool:
    stance = lexicon("stance.yaml")
    lemma = word.lemma_.lower()
    if word.pos_ in ("VERB", "AUX"):
        return (stance.modality("verbs", _particle(word)) or stance.modality("verbs", lemma)) is not None
    return stance.modality("nouns", lemma) is not None


def _nominal(head: Token, noun: Token, group: tuple[Token, ...]) -> Frame:
    act = lexicon(_ACTS).act("nouns_of_acts", lemma_of(head)) or Act.IMPOSE
    imposers = _imposers_of_nominal(head) or _imposers_of_noun(group)
    targets = _targets_of_noun(group) or _relieved(head) or _targets_of_noun((head,))
    return replace(_frame(act, head, noun, group, "nominal"), imposers=imposers, targets=targets)


def _imposers_of_nominal(head: Token) -> tuple[Token, ...]:
    by = agent(head)
    if by is not None:
        return tuple(conjuncts(by))
    return tuple(c for c in children(head, "poss") if actor_at(c) is not None)


def _relieved(head: Token) -> tuple[Token, ...]:
    return tuple(
        n
        for p in prepositions(head, *words(_ACTS, "relief_prepositions"))
        for n in preposition_objects(p)
        if not measure_of(n)
    )


def _merely_there(noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """Sanctions that the text merely mentions, with an imposer or a target."""
    if any(token.text == "?" for token in sentence_of(noun)):
        return
    if any(_is_time(c) for top in _tops(noun) for c in children(top, "poss")):
        return  # "today's sanctions" are those that the text tells of
    if lemma_of(_tops(noun)[-1]) in words(_ACTS, "list_nouns") or noun.head.lemma_ in words(
        _ACTS, "list_nouns"
    ):
        return
    if is_taken_up(noun) or (
        noun.dep_ == "compound" and lemma_of(noun_head(noun)) in words(_ACTS, "talk_of")
    ):
        return
    targets = _targets_of_noun(group) or _sufferers(noun)
    imposers = _imposers_of_noun(group)
    if targets or imposers:
        yield Frame(
            Act.IN_FORCE,
            noun,
            "mention",
            group,
            _measures(group),
            imposers,
            targets,
            definite=_is_definite(noun),
        )


def _sufferers(noun: Token) -> tuple[Token, ...]:
    """As in "Chad faces U.S. sanctions", "Cuba is under sanctions", "suffers from X as well as sanctions"."""
    top = _tops(noun)[-1]
    while top.dep_ == "conj":
        top = top.head
    suffering = next((t for t in _earlier(noun) if t.lemma_ == "suffer"), None)
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
        return _bearer(above.head) if above.dep_ == "acomp" else tuple(conjuncts(above.head))
    if preposition == "from" and above.lemma_ in words(_ACTS, "shielding"):
        return tuple(_spread(objects(above)))
    if preposition in words(_ACTS, "suffering_prepositions"):
        if above.pos_ in ("NOUN", "PROPN"):
            return tuple(conjuncts(above))
        return _bearer(above) if above.lemma_ in ("be", "remain", "come", "stay") else ()
    return ()


def _bearer(verb: Token) -> tuple[Token, ...]:
    who = controller(verb)
    return tuple(conjuncts(who)) if who is not None else ()


def _is_definite(noun: Token) -> bool:
    """As in "the sanctions", "these measures", "existing sanctions": told before or known."""
    about = {word.lower_ for word in modifiers(noun)}
    return bool(about & {"the", "these", "those", "its", "their", "such", "all", "similar", "same"}) or bool(
        about & words(_ACTS, "existing")
    )


# -- roles of a frame around a measure noun ------------------------------------------------------


def _frame(
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
    act = _turned(_sharpened(act, noun), trigger, noun)
    reached = tuple(_extended_to(trigger, noun)) if act is Act.EXPAND and trigger.lemma_ == "extend" else ()
    targets = reached or _targets_of_noun(group) + _targets_of_verb(verb, noun, act)
    targets = targets or _sufferers(noun)
    inferred = not targets
    targets = targets or _nearby_targets(noun, verb)
    targets = _completed(targets, noun)
    if act is Act.IMPOSE and any(map(_is_one_more, targets[:1])):
        act = Act.EXPAND
    own = _imposers_of_noun(group)
    imposers = own if (pattern == "stance" and own) or _is_of_a_body(own) else _imposers_of_verb(verb) or own
    return Frame(
        act,
        trigger,
        pattern,
        group,
        _measures(group),
        imposers,
        _unique(targets),
        _is_definite(noun),
        inferred and bool(targets),
    )


def _is_of_a_body(owners: tuple[Token, ...]) -> bool:
    """As in "to restore United Nations sanctions": whoever sets it in motion, the measures are the body's."""
    return any((a := actor_at(t)) is not None and a._.sg_country == "UN" for t in owners)


def _completed(targets: tuple[Token, ...], anchor: Token) -> tuple[Token, ...]:
    """The targets with those that a colon, a list or "along with" adds to them later."""
    if targets and any(actor_at(t) is None for t in targets):
        targets += (*named_after_colon(anchor), *bulleted_after(sentence_of(anchor)))
    targets = tuple(t for t in targets if lemma_of(t).strip(".") not in words(_ACTS, "papers"))
    here = sentence_of(anchor)
    first = min((t.i for t in targets if here.start <= t.i < here.end), default=None)
    return targets + tuple(also_after(anchor.doc[first])) if first is not None else targets


def _unique(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return tuple({token.i: token for token in tokens}.values())


def _listed(preposition: Token) -> list[Token]:
    """What stands behind a preposition, coordination spread; long lists are read from the surface."""
    parsed = [
        each for noun in preposition_objects(preposition) for each in conjuncts(noun)
    ] or _shared_object(preposition)
    return [t for t in members_after(preposition) or parsed if not _is_time(t)]


def _shared_object(preposition: Token) -> list[Token]:
    """As in "sanctions against, and a suspension of trade with, Israel": the last object serves both."""
    if preposition.i + 1 >= sentence_of(preposition).end or preposition.nbor(1).dep_ not in ("cc", "punct"):
        return []
    later = [
        t
        for c in children(preposition.head, "conj")
        for t in c.subtree
        if t.dep_ == "pobj" and actor_at(t) is not None
    ]
    return later[-1:]


def _target_phrases(noun: Token) -> list[Token]:
    """Who bears a measure: what stands behind "on" or "against", and in a clause that targets."""
    return [bearer for target in _raw_target_phrases(noun) for bearer in _bearers_of(target)]


def _bearers_of(target: Token) -> list[Token]:
    """Behind goods in trade and accounts, those from whom, to whom or whose they are."""
    lemma = lemma_of(target)
    if lemma in words("measures.yaml", "arms") and not _names_somebody(target):
        return [n for p in prepositions(target, "to", "for", "against") for n in _listed(p)]
    if lemma in words(_ACTS, "traded"):
        behind = [
            n for p in prepositions(target, "of", "from", "to", "for", "with", "in") for n in _listed(p)
        ]
        return [n for n in behind if any(actor_at(w) is not None for w in n.subtree)] or [target]
    if lemma in lexicon("measures.yaml")["assets"]["nouns"]:
        return children(target, "poss") + [
            n for p in prepositions(target, "of", "belonging") for n in _listed(p)
        ] or [target]
    return [target]


def _names_somebody(phrase: Token) -> bool:
    return any(actor_at(word) is not None for word in phrase.subtree)


def _raw_target_phrases(noun: Token) -> list[Token]:
    where = words(_ACTS, "target_prepositions") | (
        {"of"} if lemma_of(noun) in ("blacklist", "blacklisting") else frozenset()
    )
    found = [t for p in prepositions(noun, *where) for t in _listed(p)]
    if not found and noun.dep_ == "nsubj" and noun.head.lemma_ in words(_ACTS, "target_verbs"):
        found += _spread(children(noun.head, "dobj"))  # "the measures also target the agency"
    for clause in children(noun, "acl", "relcl"):
        if _is_comparing(clause):
            continue
        if clause.lemma_ == "be":  # "the sanctions that had been in force against Sudan"
            there = [n for p in prepositions(clause, "in") for n in preposition_objects(p)]
            found += [n for t in there for p in prepositions(t, "on", "against") for n in _listed(p)]
        if clause.lemma_ in words(_ACTS, "target_verbs"):
            found += _spread(o for o in children(clause, "dobj") if o.tag_ not in ("WDT", "WP"))
            found += [n for p in prepositions(clause, "at", "against", "on") for n in _listed(p)]
    return found


def _spread(heads: Iterable[Token]) -> list[Token]:
    """Objects with what is coordinated with them: read from the surface where it is a list."""
    found: list[Token] = []
    for head in heads:
        opener = head.doc[head.left_edge.i - 1] if head.left_edge.i > sentence_of(head).start else None
        found += (members_after(opener) if opener is not None and opener == head.head else []) or conjuncts(
            head
        )
    return found


def _is_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME")


def _targets_of_noun(group: tuple[Token, ...]) -> tuple[Token, ...]:
    """Targets that stand with the measure nouns: "sanctions on X", "Iran sanctions", "against Y"."""
    tops = {top.i: top for noun in group for top in _tops(noun, alone=True)}
    found = [target for top in sorted(tops.values()) for target in _target_phrases(top)]
    if not found:
        suffering = any(_sufferers(top) for top in tops.values())
        found = [
            word
            for top in tops.values()
            for word in _country_modifiers(top)
            if not _is_imposing(word, suffering)
        ]
    for top in tops.values():
        for preposition in prepositions(top, "including"):
            found += [n for n in _listed(preposition) if not measure_of(n)]
    return _unique(tuple(found))


def _country_modifiers(noun: Token) -> list[Token]:
    """Actors among the modifiers of a noun: "U.S." of "U.S. sanctions", "Trump" of "Trump's penalties"."""
    found = []
    for word in noun.lefts:
        if word.dep_ in ("compound", "poss", "amod", "nmod") and actor_at(word) is not None:
            found += [c for c in conjuncts(word) if actor_at(c) is not None and c.i < noun.i]
    return found


def _is_imposing(word: Token, has_target: bool) -> bool:
    """Whether an actor before the noun imposes ("U.S. sanctions") or suffers ("Iran sanctions")."""
    actor = actor_at(word)
    if actor is None or word.dep_ == "poss" or has_target:
        return True
    if actor.label_ != "Country":
        return actor.label_ == "Institution"
    return actor._.sg_country in words(_ACTS, "habitual_imposers")


def _imposers_of_noun(group: tuple[Token, ...]) -> tuple[Token, ...]:
    tops = {top.i: top for noun in group for top in _tops(noun)}
    targeted = any(_target_phrases(top) or _sufferers(top) for top in tops.values())
    found = [
        word for top in tops.values() for word in _country_modifiers(top) if _is_imposing(word, targeted)
    ]
    found += [by for top in tops.values() if (by := agent(top)) is not None and actor_at(by) is not None]
    found += [
        c for top in tops.values() for c in children(top, "poss") if c.pos_ == "PRON" or actor_at(c) is None
    ]
    collectives = lexicon("descriptions.yaml")["collectives"]
    found += [c for top in tops.values() for c in children(top, "amod") if c.lower_ in collectives]
    return _unique(tuple(found))


def _targets_of_verb(verb: Token, noun: Token, act: Act) -> tuple[Token, ...]:
    """Targets that the parser hangs on the verb: "imposed sanctions in May on X"."""
    where = words(_ACTS, "target_prepositions") | (
        words(_ACTS, "relief_prepositions") if act in _RELIEF else frozenset()
    )
    found = [
        target
        for preposition in prepositions(verb, *where)
        for target in _listed(preposition)
        if preposition.i > min(verb.i, noun.i)
        and not _is_time(target)
        and not measure_of(target)
        and _may_bear(target, preposition)
    ]
    found += [target for target in children(verb, "dative") if target.pos_ in ("NOUN", "PROPN", "PRON")]
    for clause in children(verb, "advcl", "xcomp"):
        if clause.lemma_ in ("include", "cover") and clause.tag_ == "VB":
            found += _spread(children(clause, "dobj"))
    return tuple(found)


def _may_bear(target: Token, preposition: Token) -> bool:
    """After "for" and "to" only an actor bears a burden; "for corruption" is a reason."""
    if preposition.lower_ in words(_ACTS, "relief_prepositions"):
        return actor_at(target) is not None
    return True


def _nearby_targets(noun: Token, verb: Token) -> tuple[Token, ...]:
    """Rescue from a wrong attachment: the first "on X" or "against X" after the noun, within the clause."""
    for token in noun.doc[noun.i + 1 : min(noun.i + 14, sentence_of(noun).end)]:
        stray = token.head.pos_ == "NOUN" and token.head != noun and not measure_of(token.head)
        stray = stray or _is_comparing(token.head)
        if token.lower_ in ("on", "against", "targeting") and token.head.i >= noun.i and not stray:
            heads = _listed(token) or children(token, "dobj")
            named = tuple(n for n in heads if not _is_time(n) and not measure_of(n))
            if named:
                return named
        if (
            token.lower_ in (";", ".")
            or token.dep_ in ("advcl", "relcl")
            or (token.dep_ in ("nsubj", "mark") and token.head != verb)
        ):
            break
    return ()


def _imposers_of_verb(verb: Token) -> tuple[Token, ...]:
    """Who acts in a verb: agent of a passive, else its subject, found through control."""
    if is_passive(verb):
        by = agent(verb)
        if by is None and verb.dep_ == "conj":
            by = agent(verb.head)
        return tuple(conjuncts(by)) if by is not None else ()
    asked = words("stance.yaml", "object_control")
    who = (
        holder(verb, object_control=asked) if verb.pos_ == "NOUN" else controller(verb, object_control=asked)
    )
    if who is None:
        return _just_before(verb)
    bill = _paper_requiring(verb) if lemma_of(who) in words("descriptions.yaml", "office_holders") else None
    if bill is not None and actor_at(who) is None:
        who = bill
    acting = _spread(_through_documents(who, verb))
    before = [t for t in also_after(who) if t.i < verb.i]
    apart = any(t.pos_ == "VERB" for t in verb.doc[who.i : before[0].i]) if before else False
    return _unique((*acting, *(() if apart else before), *_in_partnership(who, verb)))


def _just_before(verb: Token) -> tuple[Token, ...]:
    """The actor right before a verb, or before the misread verb that governs it: "The House votes to".

    A time may stand between: "the EU's ministers on Monday adopted".
    """
    for word in (verb, verb.head):
        index = _before_time(word)
        before = word.doc[index] if index >= sentence_of(word).start else None
        if before is not None and _may_act(before) and (before.head == word or index < word.i - 1):
            return (before,)
        inner = [c for c in word.lefts if c.dep_ in ("nmod", "compound") and actor_at(c) is not None]
        if word != verb and word.tag_ == "NNS" and inner:
            return (inner[0],)
    return ()


def _paper_requiring(verb: Token) -> Token | None:
    """As in "a bill that would require the president to sanction": the bill."""
    who = subject(verb.head) if verb.dep_ == "xcomp" else None
    return who if who is not None and lemma_of(who) in words(_ACTS, "documents_of_law") else None


def _in_partnership(who: Token, verb: Token) -> tuple[Token, ...]:
    """As in "Treasury, in partnership with the EU, the UK and Canada, sanctioned": the partners act too."""
    partners = ("partnership", "coordination", "concert", "cooperation", "conjunction", "tandem")
    for token in verb.doc[who.i : verb.i]:
        if token.lower_ in partners and token.nbor(-1).lower_ == "in" and token.nbor(1).lower_ == "with":
            with_ = token.nbor(1)
            found = members_after(with_) or preposition_objects(with_)
            return tuple(t for t in found if t.i < verb.i and actor_at(t) is not None)
    return ()


def _before_time(word: Token) -> int:
    """The place before a word, times left out: of "ministers" in "ministers on Monday adopted"."""
    index = word.i - 1
    while index > sentence_of(word).start and (
        word.doc[index].pos_ == "ADV"
        or _is_time(word.doc[index])
        or (word.doc[index].lower_ == "on" and _is_time(word.doc[index + 1]))
    ):
        index -= 1
    return index


def _may_act(noun: Token) -> bool:
    """A named actor, or ministers and officials of one."""
    if actor_at(noun) is not None:
        return True
    acting = lemma_of(noun) in words("descriptions.yaml", "acts_for") and noun.tag_ == "NNS"
    return acting and any(actor_at(word) is not None for word in modifiers(noun))


def _through_documents(who: Token, verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """As in "signs an order imposing", "passed a bill that would impose": who signs or passes it."""
    if lemma_of(who) not in words(_ACTS, "documents_of_law") or actor_at(who) is not None:
        return (who,)
    owner = next((c for c in children(who, "poss", "compound") if actor_at(c) is not None), None)
    if owner is not None:
        return (owner,)
    if depth < 3 and who.dep_ in ("dobj", "pobj", "nsubjpass", "conj"):
        above = who.head if who.dep_ != "pobj" else who.head.head
        if above.pos_ in ("VERB", "AUX") and above != verb:
            if is_passive(above):
                by = agent(above)
                return (by,) if by is not None else ()
            again = controller(above)
            return _through_documents(again, verb, depth + 1) if again is not None else ()
    return _signer(who)


def _signer(paper: Token) -> tuple[Token, ...]:
    """ "The order (signed by X) blocks ...": who signed or issued it, said beside it or earlier."""
    for clause in children(paper, "acl", "relcl"):
        by = agent(clause) or subject(clause) if clause.lemma_ in words(_ACTS, "enacting") else None
        if by is not None and by != paper:
            return tuple(conjuncts(by))
    for token in reversed(paper.doc[: paper.i]):
        if token.lemma_ in words(_ACTS, "enacting") and token.pos_ == "VERB":
            papers = [o for o in objects(token) if lemma_of(o) == lemma_of(paper)]
            who = subject(token) if papers and not is_passive(token) else None
            if who is not None and actor_at(who) is not None:
                return (who,)
    return ()


# -- verbs that burden their object ---------------------------------------------------------------


def _burdening_verbs(verb: Token) -> Iterator[Frame]:
    """As in "The US sanctioned X", "X was blacklisted", "designated ten people"."""
    if verb.pos_ not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN") or verb.tag_ in ("NN", "NNP", "NNPS", "JJ"):
        return
    lemma = _verb_lemma(verb)
    act = lexicon(_ACTS).act("verbs_on_targets", lemma)
    if act is None and speaks_of_sanctions(verb.doc):
        act = lexicon(_ACTS).act("context_verbs", lemma)
    if act is None and lexicon(_ACTS).act("context_verbs", lemma) and _is_sanctioning_body(verb):
        act = lexicon(_ACTS).act("context_verbs", lemma)
    if act is None and lemma == "target" and verb.dep_ != "acl" and _is_authority(verb):
        act = Act.IMPOSE
    if act is None or (verb.pos_ == "NOUN" and not _is_misread_verb(verb)):
        return
    if verb.dep_ == "amod":
        yield from _attributive(verb, act)
        return
    yield from _predicative(verb, act)


def _also_burdened(word: Token) -> Iterator[Frame]:
    """As in "Also sanctioned were two generals": the participle first, its subject behind the verb."""
    here = sentence_of(word)
    first = next((t for t in here if not t.is_space), word)
    if first.lower_ not in ("also", "among") or word.i > first.i + 1 or word.tag_ not in ("VBN", "VBD", "JJ"):
        return
    lemma = word.lemma_.lower() if word.lemma_ != word.text else word.lower_
    table = lexicon(_ACTS)
    known = table.act("verbs_on_targets", lemma) or table.act("context_verbs", lemma)
    be = next((t for t in here if t.i > word.i and t.lemma_ == "be"), None)
    if be is None or not (known or lemma == "target") or not speaks_of_sanctions(word.doc):
        return
    after = [c for c in be.children if c.dep_ in ("nsubj", "nsubjpass", "attr") and c.i > be.i]
    targets = _spread(after)
    if targets:
        yield Frame(Act.IMPOSE, word, "verb", targets=tuple(targets))


def _verb_lemma(verb: Token) -> str:
    lemma = verb.lemma_.lower()
    return "sanction" if lemma in ("sanctions", "sanctioned", "sanctioning") else lemma


def _designating(noun: Token) -> Iterator[Frame]:
    """As in "Trump's blacklisting of Rosneft", "the removal of X from the list"."""
    act = lexicon(_ACTS).act("designations", lemma_of(noun))
    if act is None or noun.pos_ not in ("NOUN", "PROPN"):
        return
    listed = [n for p in prepositions(noun, "of") for n in _listed(p) if not measure_of(n)]
    from_list = any(
        _is_sanctions_list(n) for p in prepositions(noun, "from", "to") for n in preposition_objects(p)
    )
    named = speaks_of_sanctions(noun.doc) and any(map(_is_party, listed))
    sure = lemma_of(noun) in words(_ACTS, "sure_designations") or (named and lemma_of(noun) == "designation")
    if listed and (from_list or sure):
        yield Frame(
            act, noun, "nominal", (), imposers=_imposers_of_nominal(noun), targets=_unique(tuple(listed))
        )


def _taking_up(verb: Token) -> Iterator[Frame]:
    """As in "declined to lift the one on X", "... sanctions, but the Europeans will keep them"."""
    act = lexicon(_ACTS).act("verbs_on_measures", _particle(verb)) if verb.pos_ == "VERB" else None
    if act is None or act is Act.IMPOSE:
        return
    for word in children(verb, "dobj", "nsubjpass"):
        if word.lower_ == "it" and verb.lemma_ in words(_ACTS, "sure_of_it"):
            single = [t for t in _earlier(verb) if measure_of(t) and t.tag_ == "NN" and t.i < word.i]
            if single:
                yield Frame(
                    act,
                    verb,
                    "taken up",
                    (single[0],),
                    _measures((single[0],)),
                    _imposers_of_verb(verb),
                    tuple(_target_phrases(single[0])),
                    True,
                )
            continue
        told = [t for t in _earlier(verb) if measure_of(t)] or _told_before(verb, word)
        if word.lower_ in ("them", "those", "one", "ones") and told:
            targets = _target_phrases(word) + list(_targets_of_verb(verb, word, act))
            measures = _measures((told[0],))
            yield Frame(
                act,
                verb,
                "taken up",
                (told[0],),
                measures,
                _imposers_of_verb(verb),
                _unique(tuple(targets)),
                True,
            )


def _told_before(verb: Token, pronoun: Token) -> list[Token]:
    """Measures of the sentence before, for verbs that say nothing else of "them": "could lift them"."""
    if pronoun.lower_ != "them" or verb.lemma_ not in words(_ACTS, "sure_of_measures"):
        return []
    start = sentence_of(verb).start
    before = sentence_of(verb.doc[start - 1]) if start else ()
    return [t for t in reversed(before) if measure_of(t) and t.tag_ in ("NNS", "NNPS")]


def _is_misread_verb(token: Token) -> bool:
    """As in "The Treasury sanctions the head of ...": tagged as a noun, though an object follows at once."""
    if (
        token.lower_ != "sanctions"
        or token.i + 1 >= sentence_of(token).end
        or token.i == sentence_of(token).start
    ):
        return False
    following = token.nbor(1)
    before = actor_at(token.nbor(-1))
    if token.dep_ == "compound" and any(t.tag_ in ("VBZ", "VBD", "VBP", "MD") for t in sentence_of(token)):
        return False  # "expands the Nicaragua sanctions program"
    after = following.nbor(1) if following.i + 1 < len(token.doc) else following
    if before is not None and following.dep_ == "quantmod" and after.like_num:
        return True  # "United States sanctions over 400 elites"
    return (
        before is not None
        and (following.pos_ in ("DET", "PROPN", "NUM", "ADJ", "NOUN"))
        and following.dep_ != "prep"
    )


def _is_sanctioning_body(verb: Token) -> bool:
    """Whether a body whose business sanctions are acts in the sentence (OFAC, the Treasury)."""
    start = sentence_of(verb).start
    bodies = {a._.sg_key for a in verb.doc.spans["sg_actors"] if start <= a.start and a.end <= verb.i}
    return bool(bodies & words(_ACTS, "sanctioning_bodies"))


def _is_authority(verb: Token) -> bool:
    """ "Treasury can also target the spouses": a body of a state acts, in a passage on sanctions."""
    who = subject(verb)
    actor = actor_at(who) if who is not None else None
    if actor is None or who is None:
        return False
    also = any(c.lower_ == "also" for c in verb.children)
    soldiers = any(lemma_of(o) in words(_ACTS, "not_listed") for o in objects(verb))
    if not actor._.sg_key or not (actor.label_ == "Institution" or (also and not soldiers)):
        return False
    return speaks_of_sanctions(verb.doc[max(0, sentence_of(verb).start - 60) : sentence_of(verb).end])


def _attributive(verb: Token, act: Act) -> Iterator[Frame]:
    """As in "the US-sanctioned tanker", "sanctioned Russian oil"."""
    if act is not Act.IMPOSE or verb.tag_ not in ("VBN", "VBD", "JJ"):
        return
    by = [word for word in _before_hyphen(verb) if actor_at(word) is not None]
    newly = any(c.lower_ in ("newly", "just", "recently") for c in verb.children)
    taken_up = not by and lexicon(_ACTS).act("verbs_on_targets", _verb_lemma(verb)) is None
    if newly or taken_up:
        return  # "the newly listed ships", "the designated persons": those that the text told of
    yield Frame(Act.IN_FORCE, verb, "attributive", (), (Measure.UNSPECIFIED,), tuple(by), (verb.head,))


def _before_hyphen(verb: Token) -> list[Token]:
    if verb.i >= 2 and verb.nbor(-1).text in ("-", "‑", "–"):
        return [verb.nbor(-2)]
    return []


def _is_on_exchange(verb: Token) -> bool:
    """As in "the firm is listed in Frankfurt", "those listed", "listed three reasons": no act of listing."""
    if verb.lemma_ not in ("list", "delist", "relist", "de-list", "re-list"):
        return False
    if prepositions(verb, "among", "as"):
        return True  # "listed Turkey among the countries that"
    return (verb.dep_ == "acl" and verb.lemma_ == "list") or any(
        lemma_of(t) in words(_ACTS, "exchanges") for t in sentence_of(verb)
    )


def _predicative(verb: Token, act: Act) -> Iterator[Frame]:
    if _is_on_exchange(verb):
        return
    targets = tuple(_spread(map(_itself, objects(verb)))) or _following_noun(verb)
    targets = _unique(_completed(targets, verb))
    if not targets or all(_is_event(target) for target in targets):
        return
    imposers = _imposers_of_verb(verb)
    if verb.pos_ == "NOUN" and not imposers:
        imposers = (verb.nbor(-1),)
    if (
        act is Act.IMPOSE
        and verb.dep_ == "acl"
        and verb.tag_ in ("VBN", "VBD")
        and not agent(verb)
        and not _dated(verb)
    ):
        act = Act.IN_FORCE
    if verb.dep_ == "acl" and not agent(verb) and _is_under_a_paper(verb):
        return  # "persons listed in the Annex", "designated pursuant to this order"
    if act is Act.IMPOSE and any(_is_one_more(target) for target in targets):
        act = Act.EXPAND
    now = [c.lower_ for c in children(verb, "auxpass", "aux")] in (["is"], ["are"])
    if verb.lemma_ == "list" and now:
        act = Act.IN_FORCE  # "is listed by": it stands on a list
    yield Frame(act, verb, "verb", (), (Measure.UNSPECIFIED,), imposers, targets)


def _is_under_a_paper(verb: Token) -> bool:
    about = {lemma_of(t).strip(".") for t in verb.subtree if t.i > verb.i}
    return bool(about & {"annex", "section", "order", "e.o", "eo", "directive"})


def _is_one_more(target: Token) -> bool:
    """As in "eight more officials", "another three people": others bore it before."""
    about = {w.lower_ for w in modifiers(target) if w.head == target or w.head.head == target}
    if not about & {"more", "further", "additional", "another"} or actor_at(target) is not None:
        return False
    before = target.doc[target.left_edge.i : target.i + 1]
    return not any(t.lower_ == "than" for t in before)  # "more than 2,400 people"


def _itself(word: Token) -> Token:
    """As in "the manager was itself sanctioned", "was the first person to be sanctioned": the manager."""
    be = word.head
    first = any(c.lower_ in ("first", "second", "next", "latest", "last") for c in word.lefts)
    if be.lemma_ == "be" and word.dep_ == "attr" and (first or word.lower_.endswith(("self", "selves"))):
        who = subject(be)
        return who if who is not None else word
    return word


def _following_noun(verb: Token) -> tuple[Token, ...]:
    if verb.pos_ == "VERB":
        return ()
    right = next(
        (t for t in verb.doc[verb.i + 1 : sentence_of(verb).end] if t.pos_ in ("NOUN", "PROPN")), None
    )
    return (noun_head(right),) if right is not None else ()


def _is_event(target: Token) -> bool:
    """As in "sanctioned the march", "sanction same-sex marriage": approval, not a sanction."""
    return actor_at(target) is None and lemma_of(target) in words("measures.yaml", "approvable")


def _dated(verb: Token) -> bool:
    return any(_is_time(word) for word in verb.subtree)


# -- verbs on assets, aid, visas, entry, trade, lists ---------------------------------------------


def _on_holdings(verb: Token) -> Iterator[Frame]:
    """As in "freezes the assets of X", "suspends aid to X", "revokes the visas of X"."""
    if verb.pos_ != "VERB":
        return
    for name in ("assets", "aid", "visas"):
        rule = lexicon("measures.yaml")[name]
        if verb.lemma_ not in rule["verbs"]:
            continue
        for held in (_of_what(held, verb, rule["nouns"]) for held in objects(verb)):
            if lemma_of(held) in rule["nouns"] and not measure_of(held):
                bearers = _holders(held, verb)
                if bearers or (speaks_of_sanctions(verb.doc) and lemma_of(held) != "funding"):
                    yield Frame(
                        Act.IMPOSE,
                        verb,
                        f"on {name}",
                        (),
                        (Measure(rule["measure"]),),
                        _imposers_of_verb(verb),
                        bearers,
                    )


def _of_what(held: Token, verb: Token, nouns: list[str]) -> Token:
    """As in "most of its aid", "$95m in aid": the aid."""
    if lemma_of(held) in nouns:
        return held
    money = any(c.tag_ in ("$", "CD") for c in held.lefts)
    stray = prepositions(verb, "in") if money else []
    behind = [n for p in stray for n in preposition_objects(p)]
    behind += [n for p in prepositions(held, "of", "in") for n in preposition_objects(p)]
    return next((n for n in behind if lemma_of(n) in nouns), held)


def _holders(held: Token, verb: Token) -> tuple[Token, ...]:
    found = [c for c in children(held, "poss") if c.pos_ != "PRON" or lemma_of(held) not in _AID]
    found += [n for p in prepositions(held, "of", "for", "to", "from", "belonging") for n in _listed(p)]
    found += [n for p in prepositions(verb, "to", "for", "of") for n in _listed(p) if _is_party(n)]
    found += _benefited(held)
    found += [s for c in children(held, "relcl") if c.lemma_ in _OWNING for s in children(c, "nsubj")]
    return _unique(tuple(n for n in found if not _is_time(n)))


def _is_party(noun: Token) -> bool:
    """A named actor, a people, or people and bodies described."""
    people = noun.tag_ in ("NNPS", "NNP") and noun.ent_type_ == "NORP"
    return actor_at(noun) is not None or people or lemma_of(noun) in words("descriptions.yaml", "groups")


def _benefited(held: Token) -> list[Token]:
    """As in "assistance that benefits the government": who loses it."""
    clauses = [
        c
        for c in children(held, "relcl", "acl")
        if c.lemma_ in ("benefit", "help", "support", "go", "reach", "belong")
    ]
    return [t for clause in clauses for t in _spread(children(clause, "dobj"))]


def _on_entry(verb: Token) -> Iterator[Frame]:
    """As in "bans X from entering the country", "barred from travelling to"."""
    rule = lexicon("measures.yaml")["entry"]
    if verb.pos_ != "VERB" or verb.lemma_ not in rule["verbs"]:
        return
    into = [p for p in prepositions(verb, "from") if any(_is_entry(c, rule) for c in p.children)]
    if into and objects(verb):
        yield Frame(
            Act.IMPOSE,
            verb,
            "on entry",
            (),
            (Measure(rule["measure"]),),
            _imposers_of_verb(verb),
            tuple(_spread(objects(verb))),
        )


def _is_entry(kept_from: Token, rule: dict[str, list[str]]) -> bool:
    """As in "barred from entering", "banned from its territory", "from the United States"."""
    if kept_from.dep_ == "pobj" and (actor := actor_at(kept_from)) is not None:
        return actor.label_ == "Country"
    return kept_from.lemma_ in rule["complements"] or (
        kept_from.dep_ == "pobj" and lemma_of(kept_from) in rule["places"]
    )


def _restricting(verb: Token) -> Iterator[Frame]:
    """As in "bans imports of Russian oil", "barred entry to 77 Canadians", "capped the price of crude"."""
    if verb.pos_ != "VERB":
        return
    rule = lexicon("measures.yaml")["exclusions"]["from"]
    widely = words("measures.yaml", "restricting") if speaks_of_sanctions(verb.doc) else frozenset()
    for row in lexicon("measures.yaml")["restrictions"]:
        if verb.lemma_ not in row["verbs"] and not (row.get("widely") and verb.lemma_ in widely):
            continue
        for thing in objects(verb):
            if row.get("goods") and lemma_of(thing) in words("descriptions.yaml", "assets"):
                if any(
                    actor_at(w) is not None and w.dep_ in ("amod", "compound", "poss") for w in thing.lefts
                ):
                    measures = (Measure(row["measure"]),)
                    imposers = _imposers_of_verb(verb)
                    yield Frame(Act.IMPOSE, verb, "restriction", (), measures, imposers, (thing,))
                continue
            if lemma_of(thing) not in row["things"] or measure_of(thing):
                continue
            if any(_is_closed_to(p, rule) for p in prepositions(verb, "from")):
                continue  # "the vessels will be barred from British ports"
            if lemma_of(thing) in ("sale", "transfer") and not _is_of_goods(thing):
                continue  # "halted the sale of the airline to Qatar"
            refused = _refused(verb, thing)
            bearers = refused or _abroad_behind(thing, verb, row["bearers"])
            if bearers:
                measure = Measure(row["arms"] if "arms" in row and _is_about_arms(thing) else row["measure"])
                yield Frame(Act.IMPOSE, verb, "restriction", (), (measure,), _imposers_of_verb(verb), bearers)


def _is_of_goods(thing: Token) -> bool:
    """Whether arms or goods are sold, or nothing is said of what is."""
    about = modifiers(thing) + [n for p in prepositions(thing, "of") for n in preposition_objects(p)]
    goods = words("descriptions.yaml", "assets") | words("measures.yaml", "arms")
    return not about or any(lemma_of(w) in goods or w.lower_ in goods for w in about)


def _refused(verb: Token, thing: Token) -> tuple[Token, ...]:
    """As in "she was denied entry to the country": she, while the country is only where."""
    kept = children(verb, "nsubjpass") if thing.dep_ == "dobj" else children(verb, "dative")
    return tuple(_spread(t for t in kept if t != thing)) if lemma_of(thing) == "entry" else ()


def _is_closed_to(preposition: Token, rows: dict[str, list[str]]) -> bool:
    return any(
        _kept_from_measure(n, rows) == "TransportRestriction" for n in preposition_objects(preposition)
    )


def _is_about_arms(thing: Token) -> bool:
    about = modifiers(thing) + [n for p in prepositions(thing, "of") for n in preposition_objects(p)]
    return any(word.lower_ in words("measures.yaml", "arms") for word in about)


def _abroad_behind(thing: Token, verb: Token, where: list[str]) -> tuple[Token, ...]:
    """Who stands behind "of", "to" or "from", or owns the thing, if a state or its people are named in it."""
    behind = [n for p in (*prepositions(thing, *where), *prepositions(verb, *where)) for n in _listed(p)]
    owners = [c for c in children(thing, "poss") if _is_of_a_country(c)]
    foreign = [n for n in behind if any(map(_is_of_a_country, n.subtree))]
    if speaks_of_sanctions(verb.doc):
        foreign = foreign or [n for n in behind if n.lower_ == "it" or _is_taken_up_country(n)]
        owners = owners or [c for c in children(thing, "poss") if _is_taken_up_country(c)]
    origin = [c for c in modifiers(thing) if c.dep_ == "amod" and actor_at(c) is not None]
    return _unique(tuple(foreign or owners or origin))


def _is_of_a_country(word: Token) -> bool:
    """A country by its name or adjective; in a text on sanctions also somebody known to be of one."""
    actor = actor_at(word)
    if actor is None or not actor._.sg_country:
        return False
    return actor.label_ == "Country" or speaks_of_sanctions(word.doc)


def _is_taken_up_country(noun: Token) -> bool:
    """As in "exports to the country", "fuel for the military"."""
    known = {*lexicon("descriptions.yaml")["takes_up"]["country"], "military", "army", "junta", "regime"}
    return lemma_of(noun) in known and any(c.lower_ in ("the", "that") for c in noun.lefts)


def _excluding(verb: Token) -> Iterator[Frame]:
    """As in "banned firms from investing in X", "suspended Gabon from its activities"."""
    rule = lexicon("measures.yaml")["exclusions"]
    if verb.pos_ != "VERB" or not {verb.lemma_, _particle(verb)} & set(rule["verbs"]):
        return
    for preposition in prepositions(verb, "from", "out"):
        for kept_from in (*children(preposition, "pcomp"), *preposition_objects(preposition)):
            measure = _kept_from_measure(kept_from, rule["from"])
            if measure is None or (
                verb.lemma_ in rule["only_diplomatic"] and measure != Measure.DIPLOMATIC.value
            ):
                continue
            dealing = measure in _DEALINGS and kept_from.pos_ == "VERB"
            bearers = _kept_from(kept_from) or tuple(
                t
                for t in _spread(objects(verb))
                if not _is_own_people(t, verb) and (not dealing or actor_at(t) is not None)
            )
            if bearers:
                yield Frame(
                    Act.IMPOSE, verb, "exclusion", (), (Measure(measure),), _imposers_of_verb(verb), bearers
                )


def _suspending(verb: Token) -> Iterator[Frame]:
    """As in "The African Union suspended Niger": a body of states and one of its members."""
    if verb.pos_ != "VERB" or verb.lemma_ not in ("suspend", "expel"):
        return
    members = [t for t in objects(verb) if (a := actor_at(t)) is not None and a.label_ == "Country"]
    members = [t for t in members if not actor_at(t)._.sg_adjectival]  # type: ignore[union-attr]
    bodies = [t for t in _imposers_of_verb(verb) if (a := actor_at(t)) is not None and _is_union(a)]
    if members and bodies:
        yield Frame(
            Act.IMPOSE, verb, "exclusion", (), (Measure.DIPLOMATIC,), tuple(bodies), tuple(_spread(members))
        )


def _is_union(actor: Span) -> bool:
    name = set(actor._.sg_name.lower().split())
    union = {
        "union",
        "community",
        "league",
        "organization",
        "organisation",
        "commonwealth",
        "association",
        "council",
    }
    return actor.label_ == "Institution" and bool(name & union)


def _kept_from_measure(kept_from: Token, rows: dict[str, list[str]]) -> str | None:
    """The measure of being kept from this: "investing", "buying shares", "the Swift system"."""
    near = [kept_from, *modifiers(kept_from), *children(kept_from, "dobj")]
    near += [n for p in prepositions(kept_from, "on", "in", "from") for n in preposition_objects(p)]
    about = {w.lemma_.lower() for w in near}
    return next((measure for measure, lemmas in rows.items() if about & set(lemmas)), None)


def _is_own_people(kept: Token, verb: Token) -> bool:
    """As in "prohibits Americans from", "its citizens": those who must obey, not those who are meant."""
    if any(c.lower_ in ("its", "their", "his", "our") for c in kept.lefts):
        return True
    if any(c.lower_ in lexicon("descriptions.yaml")["collectives"] for c in kept.lefts):
        return True
    actor = actor_at(kept)
    code = actor._.sg_country if actor is not None else None
    beside = {a._.sg_country for w in modifiers(kept) if (a := actor_at(w)) is not None}
    who = subject(verb)
    by_paper = who is not None and lemma_of(who).strip(".") in words(_ACTS, "documents_of_law")
    if by_paper and beside & words(_ACTS, "habitual_imposers"):
        return True  # "a directive that prohibits U.S. institutions from buying"
    imposing = {a._.sg_country for t in _imposers_of_verb(verb) if (a := actor_at(t)) is not None}
    ours = lemma_of(kept) in ("americans", "american", "u.s. persons", "europeans", "britons")
    return ours or (code is not None and code in imposing)


def _kept_from(dealing: Token) -> tuple[Token, ...]:
    """The party abroad that nobody may deal with: "investing in 31 Chinese firms", "buying Russian oil"."""
    if dealing.pos_ != "VERB":
        return ()
    behind = children(dealing, "dobj") + [n for p in prepositions(dealing) for n in _listed(p)]
    foreign = tuple(
        n for n in behind if any((a := actor_at(w)) is not None and a._.sg_country for w in n.subtree)
    )
    described = words("descriptions.yaml", "groups")
    taken_up = tuple(n for n in behind if n.lower_ in ("them", "it", "him", "her"))
    return foreign or taken_up or tuple(n for n in behind if n.dep_ == "pobj" and lemma_of(n) in described)


def _on_lists(verb: Token) -> Iterator[Frame]:
    """As in "added X to its blacklist", "removed X from the sanctions list"."""
    act = lexicon(_ACTS).act("list_verbs", verb.lemma_.lower())
    if act is None or verb.pos_ != "VERB":
        return
    for preposition in _list_prepositions(verb):
        for lists in preposition_objects(preposition):
            if _is_sanctions_list(lists) and (
                targets := tuple(t for t in _spread(objects(verb)) if not measure_of(t))
            ):
                back = preposition.nbor(-1).lower_ == "back"
                yield Frame(
                    Act.REIMPOSE if back and act is Act.IMPOSE else act,
                    verb,
                    "list",
                    (),
                    (Measure.UNSPECIFIED,),
                    _owners_of_list(lists) or _imposers_of_verb(verb) or _imposers_of_noun((lists,)),
                    _unique(_completed(targets, verb)),
                )
                return


def _list_prepositions(verb: Token) -> list[Token]:
    """A verb's prepositions, then those hung on its object: "put ships of Russia on its list"."""
    where = ("to", "on", "onto", "from", "off", "in")
    below = [t for o in objects(verb) for t in o.subtree if t.i > verb.i and t.dep_ == "prep"]
    return [*prepositions(verb, *where), *(t for t in below if t.lower_ in where)]


def _owners_of_list(lists: Token) -> tuple[Token, ...]:
    """As in "a proposal to put them on the bloc's sanctions list": whose list it is, where that is named."""
    return tuple(c for c in children(lists, "poss") if c.pos_ != "PRON")


def _being_on_lists(verb: Token) -> Iterator[Frame]:
    """As in "has been on the American sanctions list since 2003", "his name stays on the blacklist"."""
    lemma = verb.lemma_.lower()
    if lemma not in ("be", "remain", "stay", "appear") or verb.pos_ not in ("VERB", "AUX"):
        return
    for preposition in prepositions(verb, "on"):
        for lists in preposition_objects(preposition):
            who = subject(verb) or controller(verb)
            if who is None or not _is_sanctions_list(lists) or measure_of(who):
                continue
            owner = children(who, "poss") if who.lemma_ == "name" else [who]
            act = Act.MAINTAIN if lemma in ("remain", "stay") else Act.IN_FORCE
            imposers = tuple(w for w in _country_modifiers(lists))
            targets = tuple(t for o in owner for t in conjuncts(o))
            yield Frame(act, verb, "list", (), (Measure.UNSPECIFIED,), imposers, targets)


def _is_sanctions_list(noun: Token) -> bool:
    lemma = lemma_of(noun)
    if lemma == "blacklist":
        return True
    about = {word.lower_ for word in modifiers(noun)} | {
        n.lower_ for p in prepositions(noun, "of") for n in preposition_objects(p)
    }
    if lemma not in words(_ACTS, "list_nouns"):
        return False
    if about & words(_ACTS, "list_words"):
        return True
    owned = any(c.dep_ == "poss" or actor_at(c) is not None for c in noun.lefts)
    bare = all(c.dep_ in ("det", "poss") for c in noun.lefts) and any(c.lower_ == "the" for c in noun.lefts)
    return (owned or bare) and speaks_of_sanctions(noun.doc)


def _exempting(verb: Token) -> Iterator[Frame]:
    """As in "a licence exempts X", "in a general licence the Treasury authorised exports of crude"."""
    lemma = verb.lemma_.lower()
    if (
        lemma == "be"
        and speaks_of_sanctions(verb.doc)
        and any(c.lower_ == "exempt" for c in children(verb, "acomp"))
    ):
        who = subject(verb)
        if who is not None and not measure_of(who):
            yield Frame(Act.EXEMPT, verb, "exemption", targets=tuple(conjuncts(who)))
        return
    if verb.pos_ != "VERB" or not speaks_of_sanctions(verb.doc) or verb.dep_ == "acl":
        return
    licensed = any(lemma_of(t) in words(_ACTS, "licences") for t in sentence_of(verb))
    spared = [n for p in prepositions(verb, "from") for n in preposition_objects(p)]
    if lemma == "exempt" and spared and not any(map(_is_burden, spared)):
        return  # "exempted pensioners from the tax"
    if lemma == "exempt" or (licensed and lemma in ("authorise", "authorize", "permit")):
        imposers = tuple(t for t in _imposers_of_verb(verb) if lemma_of(t) not in words(_ACTS, "licences"))
        targets = tuple(t for t in _spread(objects(verb)) if not measure_of(t))
        if targets:
            yield Frame(Act.EXEMPT, verb, "exemption", imposers=imposers, targets=targets)


def _is_burden(noun: Token) -> bool:
    weak = words("measures.yaml", "weak") | {"rule"}
    return bool(measure_of(noun)) or lemma_of(noun) in weak or noun.pos_ == "PRON"


def _exemptions(noun: Token) -> Iterator[Frame]:
    """As in "issues a licence allowing X to", "grants Hungary an exemption from sanctions"."""
    if (
        lemma_of(noun) not in words(_ACTS, "exemptions")
        or noun.pos_ not in ("NOUN", "PROPN")
        or not _is_about_sanctions(noun)
    ):
        return
    top = _tops(noun)[-1]
    verb = top.head if top.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    act = lexicon(_ACTS).act("exemption_verbs", verb.lemma_.lower()) if verb is not None else None
    if act is None or verb is None:
        return
    if top.dep_ == "nsubj" and verb.lemma_ not in ("expire", "lapse", "end"):
        return  # "the licence gives operators time"
    bearers = (
        _permitted(noun)
        + _given(verb)
        + tuple(_whose_licence(noun))
        + tuple(n for n in _relieved(noun) if not measure_of(n))
    )
    if is_passive(verb) and top.dep_ == "dobj":  # "enterprises previously granted relief by the Treasury"
        hung = (n for t in verb.subtree if t.lower_ == "by" for n in preposition_objects(t))
        by = agent(verb) or next((n for n in hung if actor_at(n) is not None), None)
        bearers = tuple(_spread(o for o in objects(verb) if o != top)) or bearers
        yield Frame(
            act, verb, "exemption", imposers=(by,) if by is not None else (), targets=_unique(bearers)
        )
        return
    receiving = verb.lemma_ in ("receive", "obtain", "get", "secure", "win", "hold")
    if receiving:
        who = controller(verb)
        yield Frame(act, verb, "exemption", (), imposers=(), targets=(who,) if who is not None else bearers)
    else:
        yield Frame(act, verb, "exemption", (), imposers=_imposers_of_verb(verb), targets=_unique(bearers))


def _whose_licence(noun: Token) -> list[Token]:
    """As in "Chevron's licence", not "the Treasury's licence": a company's or a country's."""
    bodies = words(_ACTS, "sanctioning_bodies")
    owners = [(c, actor_at(c)) for c in children(noun, "poss")]
    return [c for c, a in owners if a is not None and a._.sg_key not in bodies and a.label_ != "Person"]


def _is_about_sanctions(noun: Token) -> bool:
    about = {word.lower_ for word in modifiers(noun)}
    if about & {"general", "sanctions", "oil", "gas"} or any(measure_of(t) for t in sentence_of(noun)):
        return True
    if lemma_of(noun) not in words(_ACTS, "licences"):
        return False
    if about & words(_ACTS, "other_licences"):
        return False
    here = sentence_of(noun)
    bodies = {a._.sg_key for a in noun.doc.spans["sg_actors"] if here.start <= a.start < here.end}
    near = noun.doc[max(0, here.start - _PASSAGE) : min(len(noun.doc), here.end + _PASSAGE)]
    if speaks_of_sanctions(near) or bodies & words(_ACTS, "sanctioning_bodies"):
        return True
    spared = (*_permitted(noun), *_whose_licence(noun))
    return speaks_of_sanctions(noun.doc) and any(actor_at(t) is not None for t in spared)


def _permitted(noun: Token) -> tuple[Token, ...]:
    """As in "allowing X to resume": X, the subject of the infinitive."""
    found: list[Token] = []
    for clause in children(noun, "acl", "relcl"):
        if clause.lemma_ in _PERMITTING:
            found += children(clause, "dobj")
            found += [s for c in children(clause, "ccomp", "xcomp") for s in children(c, "nsubj")]
            deals = [d for d in children(clause, "dobj") if lemma_of(d) in words(_ACTS, "traded")]
            found += [n for d in deals for p in prepositions(d, "with", "by", "of", "to") for n in _listed(p)]
            found = [t for t in found if t not in deals]
        elif (
            clause.dep_ == "relcl"
            and (who := subject(clause)) is not None
            and who != noun
            and actor_at(who) is not None
        ):
            found.append(who)  # "the licence under which Chevron had pumped oil"
    for token in noun.doc[noun.i + 1 : min(noun.i + 8, sentence_of(noun).end)]:
        if (
            token.lemma_ in _PERMITTING
            and token.dep_ == "acl"
            and token.head != noun
            and actor_at(token.head) is None
        ):
            found.append(token.head)  # "authorizations to select companies permitting them to operate"
    return tuple(t for t in found if t.pos_ != "PRON")


def _given(verb: Token) -> tuple[Token, ...]:
    """As in "grants Hungary an exemption", "granted permission to the country"."""
    found = [c for c in children(verb, "dative") if c.pos_ in ("NOUN", "PROPN", "PRON")]
    found += [n for p in prepositions(verb, "to", "for") for n in _listed(p)]
    return tuple(
        n for n in found if actor_at(n) is not None or lemma_of(n) in words("descriptions.yaml", "groups")
    )


CONSTRUCTIONS: tuple[Callable[[Token], Iterator[Frame]], ...] = (
    _about_measures,
    _burdening_verbs,
    _also_burdened,
    _designating,
    _taking_up,
    _on_holdings,
    _on_entry,
    _restricting,
    _excluding,
    _suspending,
    _on_lists,
    _being_on_lists,
    _exemptions,
    _exempting,
)
"""Tried on every token, in this order; the first frame on a trigger with an act stands."""


def frames(doc: Doc) -> list[Frame]:
    """All frames of a document, in order of their triggers."""
    found: dict[tuple[int, Act], Frame] = {}
    for token in doc:
        for construction in CONSTRUCTIONS:
            for frame in construction(token):
                found.setdefault((frame.trigger.i, frame.act), frame)
    kept = [f for f in _without_shadows(found.values()) if not _is_title(f.trigger)]
    return sorted((f for f in kept if not _is_told_after(f, kept)), key=lambda frame: frame.trigger.i)


def _is_title(trigger: Token) -> bool:
    """As in "E.O. 13712 (Blocking Property of Certain Persons)": what an order is called does nothing."""
    if not trigger.text[:1].isupper():
        return False
    before = trigger.doc[max(sentence_of(trigger).start, trigger.i - 12) : trigger.i]
    opened = [t for t in before if t.text in ("(", "“", '"')]
    if not opened or any(t.text == ")" for t in trigger.doc[opened[-1].i : trigger.i]):
        return False
    inside = trigger.doc[opened[-1].i + 1 : trigger.i]
    numbered = any(c.isdigit() for c in trigger.doc[max(0, opened[-1].i - 2) : opened[-1].i].text)
    return numbered and all(
        t.text[:1].isupper() or t.lower_ in ("of", "and", "the", "on", "to") for t in inside
    )


def _is_told_after(heading: Frame, others: list[Frame]) -> bool:
    """As in "Imposing new sanctions on X: Today, the President launched ...": the sentence tells the act."""
    if heading.pattern != "heading":
        return False
    here = heading.sentence
    return any(
        f.pattern != "heading" and f.act is heading.act and here.start <= f.trigger.i < here.end
        for f in others
    )


def _without_shadows(found: object) -> list[Frame]:
    """One act a trigger: an expansion is not told as an imposition as well."""
    kept: dict[int, Frame] = {}
    for frame in found:  # type: ignore[attr-defined]
        kept.setdefault(frame.trigger.i, frame)
    return list(kept.values())


@Language.component(
    "sg_frames", requires=["token.dep", "token.lemma", "token.tag", "doc.spans"], assigns=["doc._.sg_frames"]
)
def sg_frames(doc: Doc) -> Doc:
    """Find the sanction frames of a document."""
    for index, actor in enumerate(doc.spans["sg_actors"]):
        for token in actor:
            token._.sg_actor = index
    doc._.sg_frames = frames(doc)
    return doc


if not Doc.has_extension("sg_frames"):
    Doc.set_extension("sg_frames", default=())
    Token.set_extension("sg_actor", default=-1)
