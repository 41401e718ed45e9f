"""The roles of a frame, filled from its own words, from its sentence and from the rest of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from sanctiongraph import gazetteer
from sanctiongraph.annotate.acting import group_before, is_bare_it, is_the_paper
from sanctiongraph.annotate.circumstances import source_of
from sanctiongraph.annotate.described import Filler, is_people, of_actor, of_country
from sanctiongraph.annotate.enumerations import named_later
from sanctiongraph.annotate.frames import Frame, actor_at
from sanctiongraph.annotate.grammar import (
    children,
    conditions,
    conjuncts,
    is_passive,
    preposition_objects,
    prepositions,
    subject,
)
from sanctiongraph.annotate.layout import BULLETS
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import is_of_measures, lemma_of, modifiers, speaks_of_sanctions
from sanctiongraph.annotate.parties import antecedent, author, parties, same_as_any
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.annotate.stance import Stance, speaker, stance
from sanctiongraph.model import Act, Kind, Measure, Modality

__all__ = ["GUESSES", "Filled", "fill", "holds", "is_of_states", "retold", "shared"]

_PASSAGE = 400
"""Tokens looked back over for the officials that are meant."""
_REMEMBERED = 60
"""Acts told before that another may take up: more than any article has."""
_DETAILS = frozenset({"on assets", "on entry", "on visas", "restriction", "exclusion"})
"""Constructions that, with the measures as subject, say what these do."""
_TOLD_BY_VERB = frozenset({"restriction", "exclusion", "on entry", "on visas", "on aid", "list"})
"""Constructions without a measure noun: drought cuts imports too, and magazines have lists."""
_THE = frozenset({"the", "this", "that", "these", "those"})
_POINTING = frozenset({"these", "those", "similar", "same"})
_NEED_NO_TARGET = frozenset({"on aid", "on assets", "exemption"})
"""Constructions that are about restrictive measures also where nobody is named who bears them."""
_NEARLY_ALL = 0.75
"""The share of a text's parties that makes a country the text's own in a role."""
_NEAR = 40
"""Tokens between the sentences of an act and of the one that goes on with it."""
_ITEMS = 12
"""Sentences of a list that are looked back over for the one that opens it."""
_ACTING = frozenset({Kind.PERSON, Kind.INSTITUTION, Kind.COUNTRY})
_VAGUE = frozenset({Measure.UNSPECIFIED, Measure.SECTORAL})
_AT_HOME = frozenset({Measure.TRAVEL_BAN, Measure.ASSET_FREEZE, Measure.AID_SUSPENSION})
_RELIEFS = frozenset({Act.LIFT, Act.EASE, Act.SUSPEND, Act.EXEMPT})
_CARRIED = frozenset(
    {Act.REIMPOSE, Act.EASE, Act.LIFT, Act.SUSPEND, Act.RENEW, Act.MAINTAIN, Act.EXPAND, Act.EXEMPT}
)


GUESSES = frozenset(
    {
        "imposer: from an earlier act",
        "imposer: from the sentence before",
        "imposer: of the sentence that leads the list",
        "imposer: officials of a country named before",
        "imposer: the text's only country",
        "imposer: the text's only one",
        "imposer: who speaks of it",
        "imposer: whose text it is",
        "target: country beside it",
        "target: from an earlier act",
        "target: named in a later sentence",
        "target: nearest phrase",
        "target: shared in the sentence",
        "target: subject of the main clause",
        "target: the text's only country",
        "target: the text's only one",
        "target: who is warned",
    }
)
"""Reasons that say from where a role was taken that the act itself leaves unsaid."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A frame with its parties and its stance."""

    frame: Frame
    stance: Stance
    imposers: tuple[Filler, ...]
    targets: tuple[Filler, ...]
    reasons: tuple[str, ...]


def fill(frame: Frame, told: Sequence[Filled]) -> Filled:
    stood = stance(frame)
    told = told[-_REMEMBERED:]
    imposers = tuple(_imposing(frame, stood, told))
    focus = [t.targets for t in reversed(told) if t.targets]
    targets = tuple(parties(frame.targets, apart_from=imposers, focus=focus))
    later = tuple(_named_later(frame, targets))
    targets += later
    imposers = tuple(f for f in imposers if not same_as_any(f, targets))
    reasons = [f"pattern: {frame.pattern}", *stood.cues]
    if frame.inferred:
        reasons.append("target: nearest phrase")
    if later:
        reasons.append("target: named in a later sentence")
    asked = stood.modality is Modality.CALLED_FOR
    if not imposers and not asked and (officials := _officials(frame, targets, told)):
        imposers = officials
        reasons.append("imposer: officials of a country named before")
    earlier = _taken_up_act(frame, imposers, told)
    by_others = bool(frame.imposers) and (is_passive(frame.trigger) or any(map(_is_another, frame.imposers)))
    is_same = earlier is not None and bool(set(earlier.frame.nouns) & set(frame.nouns))
    if not targets and stood.modality is Modality.THREATENED and not frame.targets:
        warned = _bearing_subject(Filled(frame, stood, imposers, targets, ()))
        targets = (warned,) if warned is not None else ()
        reasons += ["target: who is warned"] if targets else []
    own = any(map(_is_counted, frame.targets))
    if earlier is not None and _is_only_similar(frame, earlier):
        earlier = None
    if earlier is not None and not targets and earlier.targets and not own:
        targets = _country_meant(frame, earlier, told) if not is_same else ()
        targets = targets or earlier.targets
        reasons += [] if is_same else ["target: from an earlier act"]
    if earlier is not None and _is_bare_again(frame, earlier.frame):
        frame = replace(frame, measures=earlier.frame.measures)
    if earlier is not None and frame.pattern == "taken up" and subject(frame.trigger) is None:
        borne = {t.country for t in earlier.targets if t.country}
        if any(i.country in borne for i in imposers):
            imposers = _whose_measures(earlier)  # "it suspended them after he gave in, and restored them"
    if (
        earlier is not None
        and not imposers
        and (is_same or _is_of_the_same(frame, earlier))
        and not by_others
    ):
        imposers = tuple(i for i in _whose_measures(earlier) if not same_as_any(i, targets))
        reasons += ["imposer: from an earlier act"] if imposers else []
    for reason, found in () if imposers else _acting_around(frame, stood, targets, told):
        imposers = tuple(f for f in found if not same_as_any(f, targets))
        if imposers:
            reasons.append(reason)
            break
    bearing = {t.country for t in targets if t.country}
    if _is_guessed(reasons) and any(i.country in bearing for i in imposers):
        imposers, reasons = (), [why for why in reasons if not why.startswith("imposer:")]
    targets = tuple(t for t in targets if not same_as_any(t, imposers) and not _is_own_state(t, imposers))
    return Filled(frame, stood, imposers, targets, tuple(reasons))


def _is_another(head: Token) -> bool:
    """As in "the sanctions that his predecessor had imposed": somebody else, though nobody knows who."""
    return actor_at(head) is None and lemma_of(head) in words("descriptions.yaml", "others_in_office")


def _is_of_the_same(frame: Frame, earlier: Filled) -> bool:
    """Whether who acts on told measures is who did before: "renewed its embargo. It was imposed in 2018"."""
    if frame.act not in (Act.EXPAND, Act.IMPOSE):
        return True
    return frame.act is Act.IMPOSE and is_passive(frame.trigger) and earlier.frame.act in _CARRIED


def _acting_around(
    frame: Frame, stood: Stance, targets: tuple[Filler, ...], told: Sequence[Filled]
) -> Iterator[tuple[str, Iterable[Filler]]]:
    """Who may act in an act that leaves it unsaid, by the text around, the surest first."""
    if _opens_item(frame):
        yield "imposer: of the sentence that leads the list", _leading(frame)
    if frame.pattern == "bullet" or _is_of_a_paper(frame):
        yield "imposer: whose text it is", author(frame.trigger)
    before = _continued(frame, stood, told)
    if before is not None:
        yield "imposer: from the sentence before", before.imposers
    state = _speaking(frame, stood, targets, told) if not frame.imposers else None
    if state is not None:
        yield "imposer: who speaks of it", (state,)


def _is_guessed(reasons: Sequence[str]) -> bool:
    return any(why.startswith("imposer:") for why in reasons)


def _is_only_similar(frame: Frame, earlier: Filled | None = None) -> bool:
    """As in "Norway announced similar measures": not against the same two banks, unless against a country."""
    similar = any(w.lower_ == "similar" for noun in frame.nouns for w in noun.lefts)
    return similar and (earlier is None or any(t.kind is not Kind.COUNTRY for t in earlier.targets))


def _country_meant(frame: Frame, earlier: Filled, told: Sequence[Filled]) -> tuple[Filler, ...]:
    """The country rather than one of its people that an act on "the sanctions" is about; empty if it is not.

    "The EU adopted sanctions on Russia. It froze the assets of the central bank. The sanctions were
    extended in January": those on Russia. But after "Britain sanctioned a judge of Belarus", his.
    """
    codes = {t.country for t in earlier.targets if t.country}
    pointed = any(w.lower_ in _POINTING for noun in frame.nouns for w in noun.lefts)
    described = all(t.kind is not Kind.COUNTRY for t in earlier.targets)
    if len(codes) != 1 or pointed or not described or frame.act not in _CARRIED:
        return ()
    near = _is_close(earlier.frame, frame)
    if _speaks_of_person(frame, earlier) or (near and any(t.kind is Kind.SECTOR for t in earlier.targets)):
        return ()
    of_country = [t for other in reversed(told) for t in other.targets if t.kind is Kind.COUNTRY]
    same = next((t for t in of_country if t.country in codes), None)
    if same is not None:
        return (same,)
    start = sentence_of(frame.sentence[0].nbor(-1)).start if frame.sentence.start else 0
    named = [
        a
        for a in frame.trigger.doc.spans["sg_actors"]
        if a.label_ == "Country" and a._.sg_country in codes and not a._.sg_adjectival
    ]
    beside = [a for a in named if start <= a.start < frame.sentence.end]
    return (of_actor(beside[-1]),) if beside and not near else ()


def _speaks_of_person(frame: Frame, earlier: Filled) -> bool:
    """Whether the sentence of an act names or means whom the earlier act burdened."""
    here = {t.lower_ for t in frame.sentence}
    named = {t.name.lower().split()[-1] for t in earlier.targets if not t.described}
    people = any(t.kind is Kind.PERSON for t in earlier.targets)
    return bool(named & here) or (people and bool(here & {"he", "him", "his", "she", "her"}))


def _whose_measures(earlier: Filled) -> tuple[Filler, ...]:
    """Who imposes in an act, unless he only holds up or threatens to block what others do."""
    holding_up = earlier.frame.act is Act.SUSPEND and earlier.frame.trigger.lemma_ in words(
        "stance.yaml", "blocking"
    )
    return () if holding_up or earlier.stance.negated else earlier.imposers


def _is_counted(head: Token) -> bool:
    """As in "the four": so many who were named before, never a country."""
    return head.tag_ == "CD" or bool(children(head, "nummod"))


def _is_own_state(target: Filler, imposers: tuple[Filler, ...]) -> bool:
    """No state, nor anybody who acts for it, bears its own sanctions."""
    return target.kind is Kind.COUNTRY and target.country in {i.country for i in imposers}


def _named_later(frame: Frame, targets: tuple[Filler, ...]) -> Iterator[Filler]:
    """Members of a described group that the next sentences name."""
    if frame.act not in (Act.IMPOSE, Act.EXPAND) or not any(
        t.described and t.kind is Kind.GROUP for t in targets
    ):
        return
    triggers = {f.trigger.i for f in frame.trigger.doc._.sg_frames if f is not frame}
    for filler in parties(named_later(frame.sentence)):
        named = filler.actor is not None and filler.kind in (Kind.PERSON, Kind.INSTITUTION)
        if named and filler.actor is not None and not triggers & set(range(*_bounds(filler.actor))):
            yield filler


def _bounds(actor: Span) -> tuple[int, int]:
    here = sentence_of(actor)
    return here.start, here.end


def shared(one: Filled, others: list[Filled]) -> Filled:
    """Roles that a frame leaves unsaid and the rest of its sentence or of its text gives clearly."""
    one = _with_focus(_with_shared_targets(one, others), others)
    if _is_open(one) and one.frame.act not in (Act.IN_FORCE, Act.IMPOSE, Act.EXPAND):
        imposers = {tuple(f.name for f in o.imposers): o.imposers for o in others if o.imposers}
        if len(imposers) == 1:
            only = next(iter(imposers.values()))
            kept = tuple(f for f in only if not same_as_any(f, one.targets))
            if kept:
                return replace(one, imposers=kept, reasons=(*one.reasons, "imposer: the text's only one"))
    return one


def _is_open(one: Filled) -> bool:
    """Whether nobody is said to act: "by a court" says that others did not."""
    return not one.imposers and not (is_passive(one.frame.trigger) and one.frame.imposers)


def retold(one: Filled, others: list[Filled]) -> Filled:
    """Targets of the very measures that another verb of the sentence has: "kept the bans that it imposed"."""
    if one.targets:
        return one
    twin = next((o for o in others if o.targets and set(o.frame.nouns) & set(one.frame.nouns)), None)
    return replace(one, targets=twin.targets) if twin is not None else one


def _with_focus(one: Filled, others: list[Filled]) -> Filled:
    """Roles left open, filled by the one country that the rest of the text has in them.

    "He was sanctioned in 2017" in a text in which the United States alone acts on Serbs; "the
    White House has offered relief" in a text on Iran.
    """
    told = [o for o in others if o is not one and _is_done(o)]
    own = {i.country for i in one.imposers}
    open_ = not one.targets and not one.frame.targets and not _is_only_similar(one.frame)
    if open_ and (one.frame.nouns or one.frame.pattern in _NEED_NO_TARGET):
        alike = [o for o in told if o.targets and o.imposers and {i.country for i in o.imposers} <= own]
        borne = [t for o in alike or told for t in o.targets if t.country not in own]
        bearer = _one_country(borne, one.frame.trigger)
        clear = alike or len([t for t in borne if bearer and t.country == bearer.country]) > 1
        if bearer is not None and bearer.country not in own and clear:
            one = replace(one, targets=(bearer,), reasons=(*one.reasons, "target: the text's only country"))
    asked = one.stance.modality is Modality.CALLED_FOR and one.frame.act in (Act.IMPOSE, Act.EXPAND)
    if _is_open(one) and one.targets and not asked and not _is_of_a_bill(one.frame):
        codes = {t.country for t in one.targets}
        acts = (o for o in told if not o.stance.negated and codes & {t.country for t in o.targets})
        acting = [i for o in acts for i in o.imposers]
        actor = _one_country(acting, one.frame.trigger)
        if actor is not None and actor.country not in codes:
            one = replace(one, imposers=(actor,), reasons=(*one.reasons, "imposer: the text's only country"))
    return one


def _is_of_a_bill(frame: Frame) -> bool:
    """As in "the bill would impose": its chamber, which the text may not name."""
    who = subject(frame.trigger)
    return who is not None and lemma_of(who) in ("bill", "legislation", "amendment", "resolution", "draft")


def _is_done(one: Filled) -> bool:
    return one.stance.modality in (Modality.ACTUAL, Modality.PLANNED)


def _one_country(parties: Sequence[Filler], near: Token) -> Filler | None:
    """The country to which nearly all of these belong, as the text names it; else None."""
    counted = Counter(party.country for party in parties if party.country)
    if not counted:
        return None
    code, number = counted.most_common(1)[0]
    if number < _NEARLY_ALL * counted.total():
        return None
    named = next((p for p in parties if p.country == code and p.kind is Kind.COUNTRY), None)
    named = named or next((p for p in parties if p.country == code and code in ("EU", "UN")), None)
    if named is not None:
        return named
    actors = [a for a in near.doc.spans["sg_actors"] if a.label_ == "Country" and a._.sg_country == code]
    before = [a for a in actors if a.end <= near.i]
    return of_actor((before or actors)[-1 if before else 0]) if actors else None


def _with_shared_targets(one: Filled, others: list[Filled]) -> Filled:
    if one.targets:
        return one
    if one.frame.pattern == "exemption":
        same = [o for o in others if o.targets and o is not one and _is_here(o.frame, one.frame)]
        if same:
            return replace(
                one, targets=same[0].targets, reasons=(*one.reasons, "target: shared in the sentence")
            )
    twins = [o for o in others if o.targets and set(o.frame.nouns) & set(one.frame.nouns)]
    if twins:
        return replace(one, targets=twins[0].targets)
    unclear = one.frame.pattern != "exemption" and any(t.pos_ != "PRON" for t in one.frame.targets)
    near = [o for o in others if o.targets and _are_coordinated(o.frame.trigger, one.frame.trigger)]
    near = [] if unclear else near
    if not one.frame.targets:  # "lifted its sanctions but kept those on X"
        near = [o for o in near if (o.frame.act in _RELIEFS) == (one.frame.act in _RELIEFS)]
    if near and one.frame.pattern == "on aid":  # "suspends aid and sanctions Rwandan officials"
        bearer = _one_country(near[0].targets, one.frame.trigger)
        near = [replace(near[0], targets=(bearer,))] if bearer is not None else near
    if near:
        return replace(one, targets=near[0].targets, reasons=(*one.reasons, "target: shared in the sentence"))
    if _is_only_similar(one.frame):
        return one
    own = any(map(_is_counted, one.frame.targets))
    beside = None if own else _sanctioned_beside(one)
    if beside is not None:
        return replace(one, targets=(beside,), reasons=(*one.reasons, "target: country beside it"))
    if one.frame.definite or one.stance.modality is Modality.HYPOTHETICAL:
        kept = [o for o in others if o.targets and _fits(o, one.frame, one.imposers) and _precedes(o, one)]
        texts = {tuple(f.name for f in o.targets): o.targets for o in kept}
        if len(texts) == 1:
            return replace(
                one, targets=next(iter(texts.values())), reasons=(*one.reasons, "target: the text's only one")
            )
    bearer = _bearing_subject(one) if not unclear else None
    return (
        replace(one, targets=(bearer,), reasons=(*one.reasons, "target: subject of the main clause"))
        if bearer
        else one
    )


def _precedes(other: Filled, one: Filled) -> bool:
    """What is told later is taken up only if it is a country: "the sanctions" are no list still to come."""
    earlier = other.frame.trigger.i < one.frame.trigger.i
    return earlier or all(t.kind is Kind.COUNTRY for t in other.targets)


def _sanctioned_beside(one: Filled) -> Filler | None:
    """The one country of the sentence, else nearly the only one of the text, that others sanction.

    For an act on measures that are known already: "Iran shipped out its uranium, and the United
    States lifted the nuclear sanctions".
    """
    if not one.frame.nouns or one.frame.act not in _CARRIED | {Act.IN_FORCE}:
        return None
    trigger, here = one.frame.trigger, one.frame.sentence
    source = source_of(one.frame.sentence) or speaker(one.frame.trigger)
    speaking = {a._.sg_country for t in (source.subtree if source else ()) if (a := actor_at(t)) is not None}
    never = {i.country for i in one.imposers} | speaking
    never |= words("acts.yaml", "habitual_imposers") | words("acts.yaml", "seldom_sanctioned")
    for start, end in ((here.start, here.end), (0, len(trigger.doc))):
        found = [
            a
            for a in trigger.doc.spans["sg_actors"]
            if a.label_ == "Country" and start <= a.start < end and a._.sg_country not in never
        ]
        counted = Counter(a._.sg_country for a in found)
        if not counted:
            continue
        code, number = counted.most_common(1)[0]
        enough = len(counted) == 1 if start == here.start and end == here.end else number > 1
        if enough and number >= _NEARLY_ALL * counted.total():
            return of_actor(next(a for a in found if a._.sg_country == code))
        return None
    return None


def _is_clearly_of_states(each: Filled) -> bool:
    """Where the word "sanctions" is missing, only what a state or its body does to somebody named counts."""
    return (
        each.frame.act is not Act.IN_FORCE
        and bool(each.targets)
        and bool(each.imposers)
        and all(map(_is_state, each.imposers))
    )


def _is_firm(filler: Filler) -> bool:
    known = gazetteer.known(filler.key) if filler.key else None
    return known is not None and known.sort == "company"


def is_of_states(each: Filled) -> bool:
    """Whether known states, their bodies or their leaders act, and nobody else, or a country bears it."""
    acting = bool(each.imposers) and all(map(_is_state, each.imposers))
    return acting or any(target.kind is Kind.COUNTRY for target in each.targets)


def _is_state(filler: Filler) -> bool:
    known = gazetteer.known(filler.key) if filler.key else None
    if filler.kind is Kind.INSTITUTION:
        return filler.key is not None and (known is None or known.sort in ("", "body", "union"))
    return filler.kind is Kind.COUNTRY or (filler.kind is Kind.PERSON and filler.key is not None)


def _is_referee(head: Token) -> bool:
    """Courts and leagues penalise those before them; that is no sanction of a state."""
    known = lemma_of(head) in words("measures.yaml", "referees")
    return known and (actor_at(head) is None or head.text.isupper())  # "UEFA", but not the Arab League


def _are_coordinated(one: Token, two: Token) -> bool:
    """As in "imposes visa restrictions and revokes visas for Nicaraguans"."""
    later = one if one.dep_ == "conj" and one.head == two else two
    return later.dep_ == "conj" and later.head in (one, two) and not children(later, "nsubj", "nsubjpass")


def _bearing_subject(one: Filled) -> Filler | None:
    """As in "Belarus frees prisoners after the US lifts sanctions", "threatened X if it does not agree"."""
    trigger = one.frame.trigger
    if one.stance.modality is Modality.THREATENED:
        verb = trigger if trigger.pos_ == "VERB" and children(trigger, "advcl") else trigger.head
        addressing = words("stance.yaml", "addressing")
        cue = next((t for t in trigger.ancestors if t.lemma_ in addressing), one.stance.cue)
        governing = [verb, *([cue.head] if cue is not None and cue.head != verb else [])]
        heads = [s for v in governing for c in conditions(v) for s in children(c, "nsubj")]
        if cue is not None and cue.pos_ == "VERB":  # "warned Iran that sanctions will return"
            heads = [o for o in children(cue, "dobj", "dative") if actor_at(o) is not None] or heads
        found = next(iter(parties(heads, apart_from=one.imposers)), None)
        return found or (_country_beside(trigger, one.imposers) if heads else None)
    if one.frame.act not in _CARRIED or trigger.dep_ not in ("advcl", "pcomp") or not one.frame.nouns:
        return None
    if not one.imposers:
        return None
    main = subject(sentence_of(trigger).root)
    actor = actor_at(main) if main is not None else None
    if actor is None or actor.label_ != "Country":
        return None
    found = of_actor(actor)
    return None if same_as_any(found, one.imposers) else found


def _country_beside(trigger: Token, imposers: tuple[Filler, ...]) -> Filler | None:
    """The one other country of the sentence, be it an adjective: "Russian President ... if it does not"."""
    codes = {i.country for i in imposers}
    here = sentence_of(trigger)
    countries = (a for a in trigger.doc.spans["sg_actors"] if a.label_ == "Country")
    actors = [a for a in countries if here.start <= a.start < here.end]
    others = {a._.sg_country: a for a in actors if a._.sg_country not in codes and a.end <= trigger.i}
    return of_actor(next(iter(others.values()))) if len(others) == 1 else None


def holds(each: Filled) -> bool:
    """Whether enough is said for a claim: somebody acts or bears, and it is no matter of a state at home."""
    if not (each.targets or each.imposers):
        return False
    if not speaks_of_sanctions(each.frame.trigger.doc) and not _is_clearly_of_states(each):
        return False
    if each.frame.pattern == "heading" and not each.imposers:
        return False
    if each.frame.pattern in _DETAILS and any(map(is_of_measures, each.frame.imposers)):
        return False  # "the sanctions freeze any assets they hold": what the told act means
    if each.frame.pattern in _TOLD_BY_VERB and (any(map(_is_firm, each.imposers)) or not _is_of_states(each)):
        return False  # "Maersk halted shipments to Russia" obeys sanctions and imposes none
    if each.frame.pattern == "effect" and "target: from an earlier act" in each.reasons:
        return False  # "the measures take effect on Friday": those that the text told of
    if not each.targets and any(why.startswith("imposer:") for why in each.reasons):
        return False  # nobody who bears it, and a guess who acts
    if each.frame.act is Act.IN_FORCE and each.stance.negated:
        return False  # "there are no sanctions on X" tells of none
    if each.frame.pattern == "taken up" and any(why.startswith("imposer:") for why in each.reasons):
        return False  # "them" and a guessed actor: too little to go by
    if each.frame.act in (Act.IMPOSE, Act.EXPAND) and any(_is_referee(head) for head in each.frame.imposers):
        return False
    if each.frame.pattern == "stance" and _is_what_some_do(each):
        return False
    if each.frame.pattern in ("mention", "attributive") and not each.frame.nouns and not each.targets:
        return False
    if each.frame.pattern == "mention" and _all_guessed(each):
        return False  # "the sanctions" and two guessed roles tell nothing
    return not _is_domestic(each.frame, each.imposers, each.targets) and not _says_nothing(
        each.frame, each.targets
    )


def _is_what_some_do(each: Filled) -> bool:
    """As in "punishes citizens who ask other states for sanctions": whoever does so."""
    asking = next((t for t in each.frame.trigger.ancestors if t.pos_ == "VERB"), each.frame.trigger)
    who = subject(asking)
    people = who.nbor(-1) if who is not None and who.lower_ == "who" and who.i else asking.head
    return (
        asking.dep_ == "relcl"
        and asking.tag_ in ("VBP", "VBZ")
        and people.tag_ in ("NNS", "NNPS")
        and not children(people, "det", "nummod", "poss", "amod")
    )


def _is_of_states(each: Filled) -> bool:
    """Of what a verb alone tells ("cut imports from X"): a state or its body acts, and not for health."""
    if any(lemma_of(t) in words("measures.yaml", "health") for t in each.frame.sentence):
        return False
    return not each.frame.imposers or any(map(_may_stand_for_a_state, each.frame.imposers))


def _may_stand_for_a_state(head: Token) -> bool:
    """An actor, a pronoun, a paper, an office or "the department"; not drought, and no magazine."""
    lemma = lemma_of(head).strip(".")
    rows = lexicon("descriptions.yaml")["takes_up"]
    known = {word for row in rows.values() for word in row} | words("acts.yaml", "documents_of_law")
    known |= words("descriptions.yaml", "acts_for") | words("descriptions.yaml", "governments")
    known |= words("descriptions.yaml", "officials") | words("descriptions.yaml", "office_holders")
    known |= {"bloc", "ministry", "capital", "power", "ally", "council", "list"}
    named = actor_at(head) is not None or any(actor_at(word) is not None for word in modifiers(head))
    return named or head.pos_ == "PRON" or head.tag_ in ("NNP", "NNPS") or lemma in known


def _all_guessed(each: Filled) -> bool:
    sides = {why.split(":")[0] for why in each.reasons if why.startswith(("imposer:", "target:"))}
    stated = (bool(each.imposers) and "imposer" not in sides) or (
        bool(each.targets) and "target" not in sides
    )
    return not stated


def _says_nothing(frame: Frame, targets: tuple[Filler, ...]) -> bool:
    """An act on something other than measures: "announces a licence", "froze prices"."""
    return not frame.nouns and not targets and frame.pattern not in _NEED_NO_TARGET


def _imposing(frame: Frame, stood: Stance, told: Sequence[Filled]) -> Iterator[Filler]:
    focus = [t.imposers for t in reversed(told) if t.imposers]
    heads = frame.imposers
    if stood.blocked is not None:
        heads = tuple(h for h in heads if h not in _imposing_nouns(stood.blocked))
    if stood.modality is Modality.CALLED_FOR and frame.pattern == "stance":
        heads = (*(h for h in heads if h.dep_ in ("compound", "poss", "amod")), *_asked(frame, stood))
    if (
        stood.modality is Modality.CONSIDERED
        and any(_is_meeting(cue) for cue in stood.cues)
        and frame.pattern == "stance"
    ):
        heads = tuple(h for h in heads if h.dep_ in ("compound", "poss", "amod"))
    if focus and any(map(is_the_paper, heads)):
        yield from focus[0]  # "signed an order. It also removes": who signed it
        heads = tuple(h for h in heads if not is_the_paper(h))
    acting = _acting_before(frame, told)
    if acting is not None and any(map(is_bare_it, heads)):
        yield acting
        heads = tuple(h for h in heads if not is_bare_it(h))
    heads = tuple(group_before(h) or h for h in heads)
    for filler in parties((h for h in heads if _may_impose(h)), focus=focus):
        if _is_misnamed(filler):
            continue
        if filler.kind in (Kind.PERSON, Kind.INSTITUTION, Kind.COUNTRY):
            yield filler
        elif filler.kind is Kind.GROUP:
            yield from _acting_for(filler, heads)


def _acting_before(frame: Frame, told: Sequence[Filled]) -> Filler | None:
    """The one who acts in the sentence before: "In May Peru listed Acme and Bolt. It has not listed Cork"."""
    last = told[-1] if told else None
    if last is None or len(last.imposers) != 1:
        return None
    if not 0 <= frame.sentence.start - last.frame.sentence.end <= 1:
        return None
    return last.imposers[0] if last.imposers[0].kind in (Kind.COUNTRY, Kind.INSTITUTION) else None


def _imposing_nouns(blocking: Token) -> list[Token]:
    """Who blocks: the subject of the verb with what is coordinated; it is not the one that acts."""
    who = subject(blocking)
    return conjuncts(who) if who is not None else []


def _asked(frame: Frame, stood: Stance) -> tuple[Token, ...]:
    """Who is asked for sanctions, as in "asked the EU for sanctions", "pressed Brussels for them"."""
    cue = frame.cue if frame.cue is not None else stood.cue
    if cue is None or cue.pos_ != "VERB":
        return ()
    behind = [n for p in prepositions(cue, "on", "upon", "to", "with") for n in preposition_objects(p)]
    return tuple(t for t in (*children(cue, "dobj", "dative"), *behind) if actor_at(t) is not None)


def _is_misnamed(filler: Filler) -> bool:
    """A "name" that holds a measure ("North Korea Sanctions") or is none ("H.R.") imposes nothing."""
    if filler.actor is not None and filler.actor._.sg_key:
        return False
    parts = {part.lower().strip(".") for part in filler.name.split()}
    if filler.name in words("measures.yaml", "never_names"):
        return True
    return bool(parts & words("measures.yaml", "never_in_names")) or len(filler.name.replace(".", "")) < 3


def _is_meeting(cue: str) -> bool:
    return any(word in cue.lower() for word in words("circumstances.yaml", "meetings"))


def _may_impose(head: Token) -> bool:
    actor = actor_at(head)
    return actor is None or not (actor._.sg_adjectival and head.dep_ == "nsubj")


def _acting_for(group: Filler, heads: tuple[Token, ...]) -> Iterator[Filler]:
    """Ministers and officials act for their country, a people for its own; allies act as a group."""
    head = next((h for h in heads if group.start <= h.idx < group.end), None)
    lemma = lemma_of(head) if head is not None else ""
    house = None
    if head is not None and lemma in ("member", "lawmaker"):
        house = _house_of(head)
    elif (
        head is not None and lemma in words("descriptions.yaml", "acts_for") and head.tag_ in ("NNS", "NNPS")
    ):
        house = _forum_of(head)
    if house is not None:
        yield house
        return
    if (
        head is not None
        and group.country
        and (lemma in words("descriptions.yaml", "acts_for") or is_people(head))
    ):
        yield of_country(group.country, head)
        return
    names = tuple(lexicon("descriptions.yaml")["collectives"].values())
    several = lemma == "government" and head is not None and head.tag_ == "NNS"
    states = lemma in ("ally", "partner", "state", "country", "nation", "member")
    states = states and head is not None and head.tag_ != "NN"
    if several or states or group.name.startswith(names):
        yield group


def _house_of(member: Token) -> Filler | None:
    """As in "members of Congress": the chamber."""
    behind = [n for p in prepositions(member, "of") for n in preposition_objects(p)]
    found = [a for n in behind if (a := actor_at(n)) is not None and a.label_ == "Institution"]
    return of_actor(found[0]) if found else None


def _forum_of(leaders: Token) -> Filler | None:
    """As in "G7 leaders", "Commission officials": the body that they act for."""
    found = [a for c in children(leaders, "compound", "poss") if (a := actor_at(c)) is not None]
    return of_actor(found[0]) if found and found[0].label_ == "Institution" else None


def _taken_up_act(frame: Frame, imposers: tuple[Filler, ...], told: Sequence[Filled]) -> Filled | None:
    """The earlier act whose measures this one is about: the same noun, else the last that fits.

    "But in April the US reimposed the sanctions" takes up what the US eased in October, not
    what Canada imposed in between.
    """
    same = next((t for t in reversed(told) if set(t.frame.nouns) & set(frame.nouns)), None)
    if same is not None:
        return same
    if not frame.nouns or not frame.definite:
        return None
    own = any(w.lower_ == "own" for noun in frame.nouns for w in modifiers(noun))
    if own and frame.act in (Act.IMPOSE, Act.EXPAND):  # "imposed its own asset freeze": on whom others did
        others = (t for t in reversed(told) if t.targets and t.imposers)
        return next((t for t in others if t.frame.act is not Act.EXEMPT), None)
    fitting = [t for t in reversed(told) if t.targets and _fits(t, frame, imposers)]
    asked = (Modality.CALLED_FOR, Modality.HYPOTHETICAL)
    fitting = [t for t in fitting if t.stance.modality not in asked] or fitting
    if own:  # "will keep its own sanctions": not what others have told of
        fitting = [t for t in fitting if t.imposers]
    here = [t for t in fitting if _is_close(t.frame, frame)]
    of_countries = [t for t in fitting if any(p.kind is Kind.COUNTRY for p in t.targets)]
    return next(iter(here or of_countries or fitting), None)


def _is_of_a_paper(frame: Frame) -> bool:
    """As in "this E.O. authorizes": a paper acts whose author the text does not name."""
    papers = words("acts.yaml", "papers")
    return any(actor_at(head) is None and lemma_of(head).strip(".") in papers for head in frame.imposers)


def _is_here(other: Frame, frame: Frame) -> bool:
    return other.sentence.start == frame.sentence.start


def _is_close(earlier: Frame, frame: Frame) -> bool:
    """Whether an act stands in the same sentence or in the one right before."""
    start = frame.sentence.start
    return earlier.sentence.start == start or 0 <= start - earlier.sentence.end <= 1


def _opens_item(frame: Frame) -> bool:
    """Whether an act without a subject begins a bullet or a heading: "• Designating eight individuals"."""
    first = next((t for t in frame.sentence if not t.is_space and t.text not in BULLETS), frame.trigger)
    if subject(frame.trigger) is not None or is_passive(frame.trigger):
        return False
    return frame.pattern == "bullet" or (
        frame.trigger.tag_ in ("VBG", "VB") and frame.trigger.i - first.i <= 2
    )


def _leading(frame: Frame) -> Iterator[Filler]:
    """Who acts in the sentence that ends in a colon and opens the list: "The United States is today:"."""
    doc, position = frame.trigger.doc, frame.sentence.start
    for _ in range(_ITEMS):
        if position <= 0:
            return
        before = sentence_of(doc[position - 1])
        last = next((t for t in reversed(before) if not t.is_space), None)
        if last is not None and last.text == ":":
            who = subject(before.root)
            yield from (f for f in parties((who,) if who is not None else ()) if f.kind in _ACTING)
            return
        position = before.start


def _continued(frame: Frame, stood: Stance, told: Sequence[Filled]) -> Filled | None:
    """ "Treasury designated ten people. Three firms have also been designated": who acts goes on acting."""
    participle_first = frame.pattern == "verb" and not frame.imposers and not subject(frame.trigger)
    if not (is_passive(frame.trigger) or participle_first) or frame.act is Act.IN_FORCE:
        return None
    if stood.modality is Modality.HYPOTHETICAL:
        return None
    mentions = frozenset({Act.IN_FORCE}) if stood.modality is Modality.ACTUAL else frozenset()
    before = next((t for t in reversed(told) if t.frame.act not in mentions), None)
    if before is None:
        return None
    if before.stance.negated or before.stance.modality is Modality.CALLED_FOR:
        return None
    gap = sentence_of(frame.trigger).start - sentence_of(before.frame.trigger).end
    same = before.frame.act is frame.act or {before.frame.act, frame.act} == {Act.IMPOSE, Act.EXPAND}
    return before if same and before.imposers and 0 <= gap <= _NEAR else None


def _speaking(
    frame: Frame, stood: Stance, targets: tuple[Filler, ...], told: Sequence[Filled]
) -> Filler | None:
    """As in "Sanctions on Cuba will remain in place, the White House said": whose officials tell of an act.

    Only of states that have sanctions of their own, and not of what the text says others have imposed.
    """
    who = speaker(frame.trigger) if frame.act is not Act.IN_FORCE and targets else None
    if who is None or stood.modality in (Modality.CALLED_FOR, Modality.HYPOTHETICAL):
        return None
    saying = next(parties((who,)), None)
    borne = {t.country for t in targets}
    if saying is None or saying.country in borne | {None}:
        return None
    if saying.country not in words("acts.yaml", "states_with_sanctions"):
        return None
    others = {i.country for t in told if borne & {b.country for b in t.targets} for i in t.imposers}
    if others and saying.country not in others:
        return None
    if saying.actor is not None and saying.kind in (Kind.COUNTRY, Kind.INSTITUTION):
        return saying
    named = (a for a in frame.trigger.doc.spans["sg_actors"] if a._.sg_country == saying.country)
    return next((of_actor(a) for a in named if a.label_ == "Country" or a._.sg_key == "institution/eu"), None)


def _fits(earlier: Filled, frame: Frame, imposers: tuple[Filler, ...]) -> bool:
    spared = earlier.frame.act is Act.EXEMPT or earlier.frame.pattern == "exemption"
    if spared and frame.act is not Act.EXEMPT:
        return False  # who is spared is not who bears the rest
    pointed = any(w.lower_ in _POINTING for noun in frame.nouns for w in noun.lefts)
    if imposers and earlier.imposers and not pointed and not _share_a_side(imposers, earlier.imposers):
        return False
    specific = set(frame.measures) - _VAGUE
    # "Norway, which sanctioned X, lifted its travel ban"
    unsaid = _is_here(earlier.frame, frame) and _share_a_side(imposers, earlier.imposers)
    unsaid = (unsaid and set(earlier.frame.measures) <= _VAGUE) or _is_bare_again(frame, earlier.frame)
    if specific and not specific & set(earlier.frame.measures) and not unsaid:
        return False
    about = {w.lower_ for noun in frame.nouns for w in modifiers(noun)} & words("descriptions.yaml", "goods")
    named = any(set(t.name.lower().split()) & about for t in earlier.targets)
    return not about or named or all(t.kind is Kind.COUNTRY for t in earlier.targets)


def _is_bare_again(frame: Frame, earlier: Frame) -> bool:
    """As in "the embargo", after an arms embargo."""
    named = {lemma_of(noun) for noun in earlier.nouns}
    return any(
        lemma_of(noun) in named and all(w.lower_ in _THE for w in modifiers(noun)) for noun in frame.nouns
    )


def _share_a_side(one: tuple[Filler, ...], two: tuple[Filler, ...]) -> bool:
    if any(same_as_any(i, two) for i in one):
        return True
    return bool({i.country for i in one if i.country} & {i.country for i in two if i.country})


def _officials(frame: Frame, targets: tuple[Filler, ...], told: Sequence[Filled]) -> tuple[Filler, ...]:
    """Officials without a country act for the one whose officials were named last."""
    nouns = words("descriptions.yaml", "officials")
    heads = [antecedent(head) for head in frame.imposers]
    if not any(actor_at(head) is None and lemma_of(head) in nouns for head in heads):
        return ()
    country = _country_of_officials(frame)
    if country is None and any(w.lower_ in ("my", "our", "this") for head in heads for w in head.lefts):
        country = next(author(frame.trigger), None)
    if country is None and told and any(lemma_of(h) in ("minister", "envoy", "ambassador") for h in heads):
        states = {i.country: i for i in told[-1].imposers if i.country}
        country = next(iter(states.values())) if len(states) == 1 else None
    borne = {t.country for one in told for t in one.targets} - {
        i.country for one in told for i in one.imposers
    }
    if country is None or same_as_any(country, targets) or country.country in borne:
        return ()
    return (country,)


def _country_of_officials(frame: Frame) -> Filler | None:
    """The country of the officials named last: "Senior Biden administration officials ... they"."""
    nouns = words("descriptions.yaml", "officials")
    doc = frame.trigger.doc
    earliest = max(0, frame.trigger.i - _PASSAGE)
    indices = {t._.sg_actor for t in doc[earliest : frame.trigger.i]} - {-1}
    for actor in (doc.spans["sg_actors"][index] for index in sorted(indices, reverse=True)):
        if actor.end > frame.trigger.i or actor.label_ != "Country":
            continue
        if lemma_of(actor.root.head) in nouns and actor.root.dep_ in ("compound", "amod", "nmod", "poss"):
            return of_actor(actor)
    return None


def _is_domestic(frame: Frame, imposers: tuple[Filler, ...], targets: tuple[Filler, ...]) -> bool:
    """A state that forbids its own citizens to travel, or freezes the assets of its own suspects."""
    if set(frame.measures) & _AT_HOME != set(frame.measures) or not targets:
        return False
    if Measure.ASSET_FREEZE in frame.measures and speaks_of_sanctions(frame.trigger.doc):
        return False
    if frame.targets and all(any(w.lower_ in ("its", "their") for w in head.lefts) for head in frame.targets):
        return True
    codes = {i.country for i in imposers if i.country}
    if codes and all(t.country in codes for t in targets):
        return True
    foreign = any(t.country and t.country not in codes for t in targets)
    at_home = any(lemma_of(head) in words("measures.yaml", "at_home") for head in frame.imposers)
    return at_home and not foreign and not speaks_of_sanctions(frame.trigger.doc)
