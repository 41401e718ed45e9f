"""Acts on measures: what governs a measure noun, and what clauses on it tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from sanctiongraph.annotate.frames.aims import meant
from sanctiongraph.annotate.frames.burdened import is_misread_verb
from sanctiongraph.annotate.frames.frame import Frame, actor_at, is_time, spread_out, unique, words_before
from sanctiongraph.annotate.frames.nouns import (
    act_of_verb,
    group_of,
    is_comparing,
    is_definite,
    is_named_among,
    is_part_of_another,
    measures_named,
    target_phrases,
    tops_of,
    with_particle,
)
from sanctiongraph.annotate.frames.parties_of_nouns import (
    against_later,
    framed,
    imposers_of_nominal,
    imposers_of_noun,
    is_one_more,
    relieved,
    sufferers,
    targets_of_noun,
    targets_of_verb,
)
from sanctiongraph.annotate.frames.parties_of_verbs import imposers_of_verb
from sanctiongraph.annotate.frames.wielded import held, parties_of_use, wielding
from sanctiongraph.annotate.grammar import (
    agent,
    children,
    conditions,
    conjuncts,
    headline_passive,
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
)
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act

__all__ = ["about_measures", "taking_up"]

_ACTS = "acts.yaml"


def about_measures(noun: Token) -> Iterator[Frame]:
    """Frames around a measure noun: what governs it, and what its participles and clauses say."""
    if (
        not measure_of(noun)
        or lexicon(_ACTS).act("designations", lemma_of(noun))
        or is_foreign_to_us(noun)
        or is_part_of_another(noun)
        or any(c.lower_ == "risk" for c in children(noun, "compound"))
    ):
        return  # "banks that deal with Iran risk sanctions", read as sanctions of a sort
    if (noun.pos_ == "VERB" and noun.lemma_ == "sanction") or is_misread_verb(noun):
        return
    group = group_of(noun)
    if (gerund := _gerund_behind(noun)) is not None:
        yield _nominal(gerund, noun, group)
        return
    told = [_used(f, noun, group) for f in _clauses_on(noun, group)] or list(_reduced_clause(noun, group))
    governed = list(_governed(noun, group)) or list(wielding(noun, group))
    yield from told
    yield from (each for each in governed if not (told and each.pattern == "stance"))
    if not told and not governed:
        yield from _merely_there(noun, group)


def _gerund_behind(noun: Token) -> Token | None:
    """The "lifting" of "will bring sanctions lifting", however that was parsed."""
    behind = noun.nbor(1) if noun.i + 1 < sentence_of(noun).end else noun
    if behind.tag_ not in ("VBG", "NN") or children(behind, "dobj", "aux") or behind.head.i > behind.i:
        return None
    act = lexicon(_ACTS).act("nouns_of_acts", behind.lower_)
    return behind if behind.tag_ == "VBG" and act in (Act.LIFT, Act.EASE) else None


def _used(told: Frame, noun: Token, group: tuple[Token, ...]) -> Frame:
    """As in "Y's response to X's attack, including the sanctions announced today": by Y, on X."""
    if told.imposers or told.targets:
        return told
    use = next(wielding(noun, group), told)
    return replace(told, imposers=use.imposers, targets=use.targets, inferred=use.inferred)


def _clauses_on(noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """As in "sanctions imposed by the EU in 2019", "sanctions that were lifted"."""
    tops = {t.i: t for member in group for t in tops_of(member)}
    tops |= {
        t.i: t for t in target_phrases(noun) if any(map(_tells_of_measures, children(t, "relcl", "acl")))
    }
    for top in tops.values():
        for clause in children(top, "acl", "relcl"):
            if is_comparing(clause):
                continue
            for verb in conjuncts(clause):
                ended = lexicon(_ACTS).act("subject_verbs", with_particle(verb))
                if ended in (Act.LIFT, Act.REIMPOSE) and subject(verb) == top and not is_passive(verb):
                    frame = framed(ended, verb, noun, group, "subject")
                    yield replace(frame, imposers=imposers_of_noun(group))
                    continue
                if verb.pos_ not in ("VERB", "AUX") or not _takes_as_object(verb, clause):
                    continue
                act = act_of_verb(verb)
                if act:
                    yield framed(act, verb, noun, group, "clause")
                elif _states_stance(verb) and not children(verb, "xcomp", "advcl"):
                    # but "intended to force the generals back to the table" is what they are for
                    yield replace(framed(Act.IMPOSE, noun, noun, group, "stance", actor=verb), cue=verb)


def _reduced_clause(noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """As in "sanctions and curbs Norway and ten states have imposed on Mali", however that was parsed."""
    between: list[Token] = []
    for token in noun.doc[noun.i + 1 : sentence_of(noun).end]:
        if token.lemma_ in words("measures.yaml", "imposing") and token.tag_ == "VBN":
            who = [
                t
                for t in between
                if actor_at(t) is not None or lemma_of(t) in ("country", "state", "partner")
            ]
            own = children(token, "aux") and not children(token, "auxpass", "dobj")
            if who and own and token.dep_ != "relcl":
                frame = framed(Act.IMPOSE, token, noun, group, "clause")
                yield replace(frame, imposers=tuple(t for t in who if _ends_name(t)))
            return
        if token.pos_ in ("VERB", "PUNCT", "SCONJ") and not measure_of(token):
            return
        between.append(token)


def _ends_name(token: Token) -> bool:
    actor = actor_at(token)
    return actor is None or actor.end == token.i + 1


def _tells_of_measures(clause: Token) -> bool:
    """As in "an embargo on Darfur, which the council introduced", "sanctions on settlers introduced by
    Norway": a clause parsed as one on the target."""
    by = agent(clause)
    if clause.dep_ == "acl" and by is not None:
        return act_of_verb(clause) is Act.IMPOSE
    object_ = next((c for c in children(clause, "dobj") if c.tag_ == "WDT"), None)
    act = lexicon(_ACTS).act("verbs_on_measures", with_particle(clause))
    return object_ is not None and act is not None and subject(clause) is not None


def _takes_as_object(verb: Token, clause: Token) -> bool:
    if is_passive(verb) or (is_passive(clause) and _goes_on_passive(verb)):
        return True
    if clause.dep_ != "relcl":
        return False
    own = subject(verb) or subject(clause)
    return (
        own is not None
        and own != clause.head
        and not [o for o in children(verb, "dobj") if o.tag_ not in ("WDT", "WP")]
    )


def _governed(noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """What the words above the noun say is done to it."""
    misread = _misread_governor(noun)
    if misread is not None:
        act = act_of_verb(misread) or Act.IMPOSE
        yield replace(framed(act, misread, noun, group, "object"), imposers=(misread.nbor(-1),))
        return
    torn = _torn_off_governor(noun)
    if torn is not None:
        yield framed(act_of_verb(torn) or Act.IMPOSE, torn, noun, group, "object")
        return
    tops = tops_of(noun)
    vague = any(map(is_named_among, tops))  # "use all tools, including sanctions": on whom?
    for frame in _GOVERNORS.get(tops[-1].dep_, _no_governor)(tops[-1], noun, group):
        if frame.targets or not vague:
            yield frame


def _torn_off_governor(noun: Token) -> Token | None:
    """As in "reimposes sanctions on Iran after A triggers ...": a verb whose object another was given."""
    before_it = noun.nbor(-1) if noun.i > sentence_of(noun).start else noun
    if noun.tag_ == "VBZ" and before_it.dep_ in ("dobj", "nsubjpass") and act_of_verb(before_it.head):
        return before_it.head  # "scrapped the asset | freezes": the compound torn in two
    if noun.dep_ not in ("nsubj", "dep", "appos") or noun.left_edge.i <= sentence_of(noun).start:
        return None
    before = noun.left_edge.nbor(-1)
    if before.lower_ in words(_ACTS, "place_words") and before.head.dep_ == "prep":
        before = before.head.head  # "maintain in force the sanctions to meet this threat"
    if before.pos_ == "VERB" and before != noun.head and act_of_verb(before) and not children(before, "dobj"):
        return before
    return None


def _misread_governor(noun: Token) -> Token | None:
    """As in "The Treasury issues sanctions": a verb between actor and object, tagged as a noun."""
    first = noun.left_edge
    for word in noun.doc[first.i : noun.i]:
        if (
            word.tag_ == "NNS"
            and act_of_verb(word)
            and word.i > sentence_of(noun).start
            and actor_at(word.nbor(-1)) is not None
        ):
            return word
    return None


def _no_governor(_top: Token, _noun: Token, _group: tuple[Token, ...]) -> Iterator[Frame]:
    return iter(())


def _as_object(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    verb = _inner_governor(_naming_governor(top.head), noun)
    if verb.lower_ == "blocking" and verb.i + 1 == noun.left_edge.i + (noun.left_edge.i == verb.i):
        yield from _blocking(verb, noun, group)
        return
    act = act_of_verb(verb)
    if verb.lemma_ == "take" and is_definite(noun):
        return  # "we take these measures": those that the text tells of
    if lemma_of(top) in words(_ACTS, "list_nouns") and any(c.lower_ == "off" for c in children(verb, "prt")):
        return  # "was taken off the sanctions list"
    if _keeps_out(verb, noun):
        yield replace(
            framed(Act.IMPOSE, noun, noun, group, "stance", actor=verb), imposers=imposers_of_noun(group)
        )
    elif act is None and top.dep_ == "nsubjpass" and (foretold := _foretold(verb)) is not None:
        yield from _as_foretold(foretold, noun, group)
    elif act:
        pattern = "heading" if _is_heading(verb) else "object"
        yield framed(act, verb, noun, group, pattern)
        yield from _sharing_object(verb, noun, group)
        yield from _also_borne(verb, top, noun, group)
    elif (
        _states_stance(verb) and _is_new(noun) and lemma_of(noun) not in words("measures.yaml", "procedural")
    ):
        frame = framed(Act.IMPOSE, noun, noun, group, "stance", actor=verb)
        frame = replace(frame, cue=verb) if top.dep_ == "nsubjpass" else frame
        yield _averted(frame, verb) if verb.lemma_ in words("stance.yaml", "averting") else frame


def _averted(frame: Frame, verb: Token) -> Frame:
    """As in "X avoided sanctions", "X was spared EU sanctions": X would have borne them."""
    who = subject(verb) if verb.lemma_ not in ("avert", "prevent") else None
    targets = frame.targets if not frame.inferred else ()
    return replace(
        frame,
        imposers=imposers_of_noun(frame.nouns),
        targets=targets or (tuple(conjuncts(who)) if who is not None else ()),
        inferred=False,
    )


def _keeps_out(verb: Token, noun: Token) -> bool:
    """As in "vetoed the 18th package of sanctions", "opposes new sanctions": they are not there."""
    if verb.lemma_ not in words("stance.yaml", "blocking") or act_of_verb(verb):
        return False  # who blocks a package suspends it
    if verb.lemma_ == "veto":
        return True
    about = [word for top in tops_of(noun) for word in modifiers(top)]
    counted = any(w.ent_type_ == "ORDINAL" or w.lower_[:1].isdigit() for w in about)
    return counted or any(
        w.lower_ in words(_ACTS, "more") or w.lower_ in ("new", "fresh", "proposed") for w in about
    )


def _foretold(verb: Token) -> Token | None:
    """The "be lifted" of "are set to be lifted", "are likely to be lifted", "look set to be lifted"."""
    for child in children(verb, "xcomp", "acomp", "oprd", "ccomp"):
        if child.tag_ in ("VB", "VBN") and any(c.lower_ == "to" for c in children(child, "aux")):
            return child
        if (inner := _foretold(child)) is not None:
            return inner
    return None


def _as_foretold(verb: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """As in "sanctions are due to expire", "set to be lifted", "expected to hit X"; not "to hurt X"."""
    if verb.lemma_ in words(_ACTS, "target_verbs"):
        yield replace(framed(Act.IMPOSE, noun, noun, group, "stance", actor=verb.head), cue=verb.head)
        return
    act = act_of_verb(verb) if is_passive(verb) else lexicon(_ACTS).act("subject_verbs", with_particle(verb))
    act = Act.IMPOSE if _takes_effect(verb) else act
    if act is not None:
        own = agent(verb)
        imposers = tuple(conjuncts(own)) if own is not None else imposers_of_noun(group)
        yield replace(framed(act, verb, noun, group, "subject"), imposers=imposers)


def _as_conjunct(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """As in "renewed for a year, and tightened, the sanctions": an object parsed as coordinated."""
    verb = top.head
    if verb.pos_ == "VERB" and verb.i < noun.left_edge.i and not children(verb, "dobj", "nsubjpass"):
        yield from _as_object(top, noun, group)
    elif verb.dep_ == "pobj" and verb.pos_ == "NOUN":  # "threatened Cuba with tariffs and sanctions"
        yield from _under_preposition(verb, noun, group)
    elif verb.dep_ in ("dobj", "nsubjpass") and verb.pos_ == "NOUN" and not measure_of(verb.head):
        # "announced a boycott and sanctions on Cuba"
        borne = tuple(target_phrases(verb))
        told = (
            frame if frame.targets else replace(frame, targets=borne)
            for frame in _as_object(verb, noun, group)
        )
        yield from (frame for frame in told if frame.targets)


def _naming_governor(verb: Token) -> Token:
    """As in "announced what it calls its biggest package", "wants targeted sanctions": the verb above.

    Else the verb.
    """
    named = verb.lemma_ in ("call", "describe") and any(c.lower_ == "what" for c in verb.children)
    modifying = (
        verb.tag_ == "VBN"
        and verb.dep_ in ("xcomp", "ccomp")
        and not children(verb, "aux", "auxpass", "nsubj")
    )
    return verb.head if (named or modifying) and verb.head.pos_ == "VERB" else verb


def _inner_governor(verb: Token, noun: Token) -> Token:
    """As in "decided to prolong until May the sanctions": the infinitive whose object the verb was given."""
    inner = (c for c in children(verb, "xcomp") if verb.i < c.i < noun.left_edge.i)
    return next((c for c in inner if act_of_verb(c) and not children(c, "dobj")), verb)


def _sharing_object(verb: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """As in "lifted nor eased its sanctions": the first verb has the object of the second."""
    first = verb.head
    if (
        verb.dep_ == "conj"
        and first.pos_ == "VERB"
        and not children(first, "dobj", "nsubjpass", "ccomp", "xcomp")
    ):
        act = lexicon(_ACTS).act("verbs_on_measures", with_particle(first))
        if act is not None and act is not Act.IMPOSE:
            yield framed(act, first, noun, group, "object")


def _also_borne(verb: Token, top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """As in "the sanctions were imposed in 2011 and lifted in 2025": the participles behind the first."""
    for later in conjuncts(verb) if top.dep_ == "nsubjpass" else ():
        act = act_of_verb(later) if later.i > verb.i and _goes_on_passive(later) else None
        if act:
            yield framed(act, later, noun, group, "object")


def _goes_on_passive(verb: Token) -> bool:
    """Whether a verb behind a passive may share its subject: no auxiliary, subject or object of its own."""
    own = children(verb, "nsubj", "nsubjpass", "dobj", "aux", "auxpass", "ccomp")
    return verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and not own


def _blocking(participle: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """ "the imposition of blocking sanctions": the participle says which sanctions, not what is done."""
    above = participle.head
    if participle.dep_ == "ROOT":
        yield from _as_root(noun, noun, group)
    elif participle.dep_ == "pcomp" and lexicon(_ACTS).act("nouns_of_acts", lemma_of(above.head)):
        yield _nominal(above.head, noun, group)
    elif above.pos_ == "VERB" and (act := act_of_verb(above)):
        yield framed(act, above, noun, group, "object")


def _is_heading(verb: Token) -> bool:
    """As in "Imposing new export restrictions: Today, the Department ...": the heading of what follows."""
    if verb.tag_ != "VBG" or verb.i - sentence_of(verb).start > 2 or children(verb, "aux"):
        return False
    return any(t.text == ":" for t in verb.doc[verb.i : min(sentence_of(verb).end, verb.i + 30)])


def _is_new(noun: Token) -> bool:
    """Under a stance, "the sanctions" are known ones; "sanctions" or "the sanctions on X" are not."""
    return not any(w.lower_ in ("the", "these", "those") for w in noun.lefts) or bool(target_phrases(noun))


def _as_subject(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    verb = top.head
    act = lexicon(_ACTS).act("subject_verbs", with_particle(verb)) or lexicon(_ACTS).act(
        "subject_verbs", verb.lemma_.lower()
    )
    if _takes_effect(verb):
        act = Act.REIMPOSE if any(c.lower_ == "back" for c in verb.children) else Act.IMPOSE
    if act is Act.MAINTAIN and verb.lemma_.lower() in words(_ACTS, "needs_place") and not _in_place(verb):
        act = None
    bare = verb.tag_ in ("VBD", "VBN") and not children(verb, "dobj", "ccomp", "xcomp")
    if act is None and bare:  # as headlines have it: "Sanctions on Syria eased"
        act = lexicon(_ACTS).act("verbs_on_measures", with_particle(verb))
        act = act if act in (Act.EASE, Act.LIFT, Act.SUSPEND, Act.RENEW, Act.REIMPOSE, Act.EXPAND) else None
    foretold = _foretold(verb) if act is None and verb.lemma_ in words(_ACTS, "linking") else None
    if foretold is not None:
        yield from _as_foretold(foretold, noun, group)
    elif act:
        pattern = "effect" if _takes_effect(verb) else "subject"
        letting = verb.head if verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ == "let" else None
        imposers = imposers_of_verb(letting) if letting is not None else imposers_of_noun(group)
        yield replace(framed(act, verb, noun, group, pattern), imposers=imposers)
    elif verb.lemma_ == "be" and (done := _done_as_adjective(verb)) is not None:
        word, act = done
        frame = framed(act, word, noun, group, "object")
        yield replace(frame, imposers=imposers_of_noun(group))
    elif (cue := _open_question(verb) or _drawing_near(verb)) is not None:
        frame = framed(Act.IMPOSE, noun, noun, group, "stance")
        yield replace(frame, imposers=imposers_of_noun(group), cue=cue)


def _done_as_adjective(verb: Token) -> tuple[Token, Act] | None:
    """As in "sanctions could be relaxed": a participle that the tagger took for an adjective."""
    for word in children(verb, "acomp"):
        stems = (word.lower_[:-2], word.lower_[:-1]) if word.lower_.endswith("ed") else ()
        act = next((a for s in stems if (a := lexicon(_ACTS).act("verbs_on_measures", s))), None)
        if act is not None:
            return word, act
    return None


def _open_question(verb: Token) -> Token | None:
    """As in "sanctions on judges were under discussion", "are on the way", "are possible", "are imminent"."""
    if verb.lemma_ not in words(_ACTS, "linking"):
        return None
    for preposition in prepositions(verb, "under", "on", "in"):
        for noun in preposition_objects(preposition):
            if _is_nearing(noun.lower_):
                return noun
    return next((c for c in children(verb, "acomp") if _is_nearing(c.lower_)), None)


def _drawing_near(verb: Token) -> Token | None:
    """As in "more sanctions on Mali are coming", "sanctions are looming", "will follow"."""
    moving = verb.tag_ == "VBG" or any(c.tag_ == "MD" for c in children(verb, "aux"))
    return verb if moving and verb.pos_ == "VERB" and _is_nearing(verb.lemma_) else None


def _is_nearing(word: str) -> bool:
    return lexicon("stance.yaml").modality("nearing", word) is not None


def _takes_effect(verb: Token) -> bool:
    """As in "the sanctions take effect", "come into force"."""
    lemma = verb.lemma_.lower()
    if lemma == "take":
        return any(c.lower_ == "effect" for c in children(verb, "dobj"))
    into = [n.lower_ for p in prepositions(verb, "into", "in") for n in preposition_objects(p)]
    return lemma in ("come", "go", "enter") and bool({"effect", "force"} & set(into))


def _in_place(verb: Token) -> bool:
    """As in "stay in place", "remain in force"; "will stay" alone says as much."""
    if verb.lemma_ in ("stay", "remain") and not children(verb, "acomp", "attr", "dobj", "oprd", "xcomp"):
        behind = children(verb, "prep")
        if all(p.lower_ in words(_ACTS, "until") for p in behind):
            return True
    near = [n for p in prepositions(verb, "in") for n in preposition_objects(p)]
    return any(n.lower_ in words(_ACTS, "place_words") for n in near)


def _under_preposition(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    preposition, head = top.head, _placing(top.head) or top.head.head
    if is_time(head) and head.dep_ == "pobj":  # "the extension by six months of the sanctions"
        head = head.head.head
    phrasal = lexicon(_ACTS).act("verbs_on_measures", f"{head.lemma_.lower()}_{preposition.lower_}")
    if phrasal and head.pos_ == "VERB":
        yield framed(phrasal, head, noun, group, "object")
        return
    if _act_named(head) and preposition.lower_ in (
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
        and (hit := objects(head) or headline_passive(head))
    ):
        frame = framed(Act.IMPOSE, head, noun, group, "with")
        if head.lemma_ in ("threaten", "expose"):  # the noun carries the act, and nothing has been done
            frame = replace(frame, trigger=noun, pattern="stance", cue=head)
        imposers = frame.imposers if objects(head) else imposers_of_noun(group)
        targets = tuple(t for o in spread_out(hit) for t in meant(o))
        yield replace(frame, imposers=imposers, targets=targets)
    elif (
        with_particle(head) in lexicon(_ACTS)["verbs_on_measures"].get("Suspend", ())
        and preposition.lower_ == "on"
    ):
        yield framed(Act.SUSPEND, head, noun, group, "object")
    elif (_states_stance(head) or head.lemma_ == "vote") and _is_new(noun) and _reaches(preposition):
        yield framed(Act.IMPOSE, noun, noun, group, "stance", actor=head)


def _placing(preposition: Token) -> Token | None:
    """As in "placed two banks and a Maltese firm under sanctions", parsed as of the firm."""
    verb = next((t for t in preposition.ancestors if t.pos_ == "VERB"), None)
    placing = verb is not None and verb.lemma_ in ("place", "put") and preposition.lower_ == "under"
    return verb if placing and verb is not None and objects(verb) and preposition.i > verb.i else None


def _reaches(preposition: Token) -> bool:
    """As in "calls for sanctions"; but not "seeks a waiver from sanctions", "an appeal against sanctions"."""
    if preposition.head.pos_ not in ("VERB", "AUX"):
        return preposition.lower_ not in words("stance.yaml", "beside")
    return preposition.lower_ in words("stance.yaml", "asking")


def _as_modifier(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    head = noun_head(top)
    if lexicon(_ACTS).act("nouns_of_acts", lemma_of(head)):
        yield _nominal(head, noun, group)
    elif lemma_of(head) in words(_ACTS, "laws"):
        yield from _on_law(head, noun, group)


def _on_law(law: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """As in "voted to repeal the X Sanctions Act", "passed an extension of it": its sanctions end or last."""
    verb = law.head
    act = act_of_verb(verb) if law.dep_ in ("dobj", "nsubjpass") else None
    targets = tuple(c for c in children(law, "compound", "nmod") if actor_at(c) is not None and c.i < noun.i)
    if act in (Act.RENEW, Act.LIFT, Act.SUSPEND):
        yield replace(framed(act, verb, noun, group, "object"), targets=targets)
    elif law.dep_ == "pobj" and verb.lower_ == "of" and _act_named(verb.head) in (Act.RENEW, Act.LIFT):
        yield replace(_nominal(verb.head, noun, group), targets=targets)


def _as_root(top: Token, noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """A bulleted or headline noun phrase: "Full blocking sanctions on five elites"."""
    if top.i - sentence_of(top).start <= 6 and target_phrases(noun) and not is_definite(noun):
        yield framed(Act.IMPOSE, noun, noun, group, "bullet")


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
        return (stance.modality("verbs", with_particle(word)) or stance.modality("verbs", lemma)) is not None
    return stance.modality("nouns", lemma) is not None


def _nominal(head: Token, noun: Token, group: tuple[Token, ...]) -> Frame:
    act = _act_named(head) or Act.IMPOSE
    imposers = imposers_of_nominal(head) or imposers_of_noun(group)
    targets = targets_of_noun(group) or relieved(head) or targets_of_noun((head,))
    targets = targets or against_later(noun)
    if not (imposers or targets):
        imposers, targets = parties_of_use(head)
    verb = _doing(head)
    if verb is not None and not targets:
        targets = targets_of_verb(verb, noun, act)
    if verb is not None and act in (Act.IMPOSE, Act.REIMPOSE) and act_of_verb(verb) is Act.SUSPEND:
        return replace(framed(Act.SUSPEND, verb, noun, group, "object"), targets=targets)
    if verb is not None and targets and not imposers and verb.lemma_ in words(_ACTS, "doing"):
        imposers = imposers_of_verb(verb)
    frame = framed(act, head, noun, group, "nominal")
    return replace(frame, imposers=imposers, targets=targets, cue=_told_of(head))


def _told_of(act: Token) -> Token | None:
    """What is said of an act: "the lifting is near", "was discussed", "relief hinges on" something."""
    verb = act.head if act.dep_ in ("nsubj", "nsubjpass") else None
    if verb is None:
        return None
    if act.dep_ == "nsubjpass" or verb.lemma_ in words("stance.yaml", "hinging"):
        return verb if _states_stance(verb) and not act_of_verb(verb) else None
    return _open_question(verb) or _drawing_near(verb)


def _act_named(word: Token) -> Act | None:
    """The act of "lifting", however it was tagged."""
    table = lexicon(_ACTS)
    return table.act("nouns_of_acts", lemma_of(word)) or table.act("nouns_of_acts", word.lower_)


def _doing(act: Token) -> Token | None:
    """The verb whose object a lifting or the like is: "announced the lifting", "agreed on the easing"."""
    above = act.head
    if act.dep_ in ("pobj", "pcomp"):
        above = above.head if above.lower_ in ("on", "to", "with") else act
    elif act.dep_ not in ("dobj", "nsubjpass"):
        return None
    return above if above != act and above.pos_ == "VERB" else None


def _merely_there(noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """Sanctions that the text merely mentions, with an imposer or a target."""
    if any(token.text == "?" for token in sentence_of(noun)):
        return
    if any(is_time(c) for top in tops_of(noun) for c in children(top, "poss")):
        return  # "today's sanctions" are those that the text tells of
    if lemma_of(tops_of(noun)[-1]) in words(_ACTS, "list_nouns") or noun.head.lemma_ in words(
        _ACTS, "list_nouns"
    ):
        return
    if (
        _is_in_title(noun)
        or is_taken_up(noun)
        or (noun.dep_ == "compound" and lemma_of(noun_head(noun)) in words(_ACTS, "talk_of"))
    ):
        return
    holders, kept_from = held(noun)
    ultimatum = _threatened_or_else(noun)
    targets = targets_of_noun(group) or ultimatum or sufferers(noun) or kept_from
    imposers = imposers_of_noun(group) or (holders if targets else ())
    optional = _optional(noun)
    if targets and (optional is not None or _may_be_borne(noun) or _will_be_borne(noun)):
        act = Act.EXPAND if any(map(is_one_more, targets)) else Act.IMPOSE
        frame = framed(act, noun, noun, group, "stance")
        yield replace(frame, imposers=imposers, targets=targets, cue=optional or frame.cue)
    elif ultimatum:
        yield replace(framed(Act.IMPOSE, noun, noun, group, "ultimatum"), imposers=imposers, targets=targets)
    elif targets or imposers:
        yield Frame(
            Act.IN_FORCE,
            noun,
            "mention",
            group,
            measures_named(group),
            imposers,
            targets,
            definite=is_definite(noun),
        )


def _threatened_or_else(noun: Token) -> tuple[Token, ...]:
    """As in "gave Mali a week to free the men or face sanctions", "told X to leave or face sanctions": X."""
    verb = tops_of(noun)[-1].head
    if verb.lemma_ not in words(_ACTS, "suffering") or verb.nbor(-1).lower_ != "or":
        return ()
    giving = words("stance.yaml", "giving") | words("stance.yaml", "addressing")
    above = next((t for t in verb.ancestors if t.lemma_ in giving), None)
    told = [t for t in children(above, "dative", "dobj") if t.pos_ != "ADP"] if above is not None else []
    return tuple(told[:1]) or sufferers(noun)


def _optional(noun: Token) -> Token | None:
    """As in "options range from an embargo on Iran to travel bans": the options."""
    for above in noun.ancestors:
        for word in (above, *children(above, "nsubj", "compound")):
            if word.pos_ in ("NOUN", "PROPN") and lemma_of(word) in words(_ACTS, "optional"):
                return word
    return None


def _may_be_borne(noun: Token) -> bool:
    """As in "sectors that could become subject to sanctions", "may face sanctions"."""
    bearing = _bearing(noun)
    return bearing.lemma_ == "risk" or any(
        c.lower_ in ("could", "may", "might") for c in children(bearing, "aux")
    )


def _bearing(noun: Token) -> Token:
    return next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), noun)


def _will_be_borne(noun: Token) -> bool:
    """As in "will face sanctions", "faces sanctions if it attacks"; "will still face sanctions" has them."""
    bearing = _bearing(noun)
    still = any(c.lower_ in ("still", "also", "already", "continue") for c in children(bearing, "advmod"))
    ahead = any(c.tag_ == "MD" for c in children(bearing, "aux")) or bool(conditions(bearing))
    return ahead and not still and bool(sufferers(noun))


def _is_in_title(noun: Token) -> bool:
    """As in "Proclamation 8693 (Suspension of Entry of Aliens Subject to Travel Bans)": in a title."""
    if not noun.text[:1].isupper():
        return False
    before = next((t for t in words_before(noun) if t.text in ("(", ")")), None)
    told = noun.doc[before.i + 1 : noun.i] if before is not None and before.text == "(" else ()
    return len(told) > 1 and all(
        t.text[:1].isupper() or t.pos_ in ("ADP", "DET", "CCONJ", "PUNCT") for t in told
    )


def taking_up(verb: Token) -> Iterator[Frame]:
    """As in "declined to lift the one on X", "... sanctions, but the Europeans will keep them"."""
    act = lexicon(_ACTS).act("verbs_on_measures", with_particle(verb)) if verb.pos_ == "VERB" else None
    if act is None or act is Act.IMPOSE:
        return
    if verb.lemma_.lower() in words(_ACTS, "needs_place_of_them") and not _in_place(verb):
        return
    for word in children(verb, "dobj", "nsubjpass"):
        if word.lower_ == "it" and verb.lemma_ in words(_ACTS, "sure_of_it"):
            single = [t for t in words_before(verb) if measure_of(t) and t.tag_ == "NN" and t.i < word.i]
            if single:
                yield Frame(
                    act,
                    verb,
                    "taken up",
                    (single[0],),
                    measures_named((single[0],)),
                    imposers_of_verb(verb),
                    tuple(target_phrases(single[0])),
                    True,
                )
            continue
        told = [t for t in words_before(verb) if measure_of(t)] or _told_before(verb, word)
        if word.lower_ in ("them", "those", "one", "ones") and told:
            targets = target_phrases(word) + list(targets_of_verb(verb, word, act))
            measures = measures_named((told[0],))
            yield Frame(
                act,
                verb,
                "taken up",
                (told[0],),
                measures,
                imposers_of_verb(verb),
                unique(tuple(targets)),
                True,
            )


def _told_before(verb: Token, pronoun: Token) -> list[Token]:
    """Measures of the sentence before, for verbs that say nothing else of "them": "could lift them"."""
    if pronoun.lower_ != "them" or verb.lemma_ not in words(_ACTS, "sure_of_measures"):
        return []
    start = sentence_of(verb).start
    before = sentence_of(verb.doc[start - 1]) if start else ()
    return [t for t in reversed(before) if measure_of(t) and t.tag_ in ("NNS", "NNPS")]
