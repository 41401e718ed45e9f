"""From frames to sanction actions: roles filled, also from other sentences, and the same act told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from spacy.tokens import Doc, Span, Token

from sanctiongraph import gazetteer
from sanctiongraph.annotate.circumstances import date_of, grounds_of, source_of, wording
from sanctiongraph.annotate.described import Filler, count_of, fillers, is_people, of_actor, of_country
from sanctiongraph.annotate.frames import Frame, actor_at
from sanctiongraph.annotate.grammar import (
    children,
    conjuncts,
    is_passive,
    preposition_objects,
    prepositions,
    subject,
)
from sanctiongraph.annotate.layout import BULLETS
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import lemma_of, modifiers, speaks_of_sanctions
from sanctiongraph.annotate.mentions import Mentions
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.annotate.stance import Stance, speaker, stance
from sanctiongraph.model import Act, Evidence, Kind, Measure, Modality, SanctionAction

__all__ = ["actions", "evidence_of"]

_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_ASIDE = frozenset({"nsubj", "nsubjpass", "poss", "appos", "compound", "nmod"})
"""Places from which a pronoun seldom takes up its name; subjects are tried before."""
_NEAR = 40
"""Tokens between the sentences of an act and of the one that goes on with it."""
_OFFICIAL = frozenset({"official", "officials", "diplomat", "aide"})
_ITEMS = 12
"""Sentences of a list that are looked back over for the one that opens it."""
_ACTING = frozenset({Kind.PERSON, Kind.INSTITUTION, Kind.COUNTRY})
_VAGUE = frozenset({Measure.UNSPECIFIED, Measure.SECTORAL})
_AT_HOME = frozenset({Measure.TRAVEL_BAN, Measure.ASSET_FREEZE, Measure.AID_SUSPENSION})
_CARRIED = frozenset(
    {Act.REIMPOSE, Act.EASE, Act.LIFT, Act.SUSPEND, Act.RENEW, Act.MAINTAIN, Act.EXPAND, Act.EXEMPT}
)


@dataclass(frozen=True, slots=True)
class _Filled:
    """A frame with its parties and its stance."""

    frame: Frame
    stance: Stance
    imposers: tuple[Filler, ...]
    targets: tuple[Filler, ...]
    reasons: tuple[str, ...]


def actions(doc: Doc, said: str | None, mentions: Mentions) -> tuple[SanctionAction, ...]:
    """The sanction actions of a document, in order of their first evidence.

    `said` is the date of the document (ISO) or None. Parties that are not named yet are
    entered in `mentions`.
    """
    filled: list[_Filled] = []
    for frame in doc._.sg_frames:
        filled.append(_fill(frame, filled))
    kept = [each for one in filled if _holds(each := _shared(one, filled))]
    stated = [_action(each, said, mentions) for each in kept]
    return tuple(sorted(_once(stated, mentions), key=lambda a: (a.evidence[0].trigger_start, a.id)))


# -- roles --------------------------------------------------------------------------------------


def _fill(frame: Frame, told: Sequence[_Filled]) -> _Filled:
    stood = stance(frame)
    imposers = tuple(_imposing(frame, stood))
    targets = tuple(_parties(frame.targets, apart_from=imposers))
    imposers = tuple(f for f in imposers if not _same_as_any(f, targets))
    reasons = [f"pattern: {frame.pattern}", *stood.cues]
    if frame.inferred:
        reasons.append("target: nearest phrase")
    if not imposers and (officials := _officials(frame, targets)):
        imposers = officials
        reasons.append("imposer: officials of a country named before")
    earlier = _taken_up_act(frame, imposers, told)
    is_same = earlier is not None and bool(set(earlier.frame.nouns) & set(frame.nouns))
    if earlier is not None and not targets and earlier.targets:
        targets = earlier.targets
        reasons += [] if is_same else ["target: from an earlier act"]
    if earlier is not None and not imposers and (is_same or frame.act not in (Act.EXPAND, Act.IMPOSE)):
        imposers = tuple(i for i in earlier.imposers if not _same_as_any(i, targets))
        reasons += ["imposer: from an earlier act"] if imposers else []
    if not imposers and _opens_item(frame):
        imposers = tuple(f for f in _leading(frame) if not _same_as_any(f, targets))
        reasons += ["imposer: of the sentence that leads the list"] if imposers else []
    if not imposers and frame.pattern == "bullet":
        imposers = tuple(f for f in _author(frame.trigger) if not _same_as_any(f, targets))
        reasons += ["imposer: whose text it is"] if imposers else []
    if not imposers and (before := _continued(frame, told)) is not None:
        imposers = tuple(i for i in before.imposers if not _same_as_any(i, targets))
        reasons += ["imposer: from the sentence before"] if imposers else []
    targets = tuple(t for t in targets if not _same_as_any(t, imposers))
    return _Filled(frame, stood, imposers, targets, tuple(reasons))


def _shared(one: _Filled, others: list[_Filled]) -> _Filled:
    """Roles that a frame leaves unsaid and the rest of its sentence or of its text gives clearly."""
    one = _with_shared_targets(one, others)
    if not one.imposers and one.frame.act not in (Act.IN_FORCE, Act.IMPOSE, Act.EXPAND):
        imposers = {tuple(f.name for f in o.imposers): o.imposers for o in others if o.imposers}
        if len(imposers) == 1:
            only = next(iter(imposers.values()))
            kept = tuple(f for f in only if not _same_as_any(f, one.targets))
            if kept:
                return replace(one, imposers=kept, reasons=(*one.reasons, "imposer: the text's only one"))
    return one


def _with_shared_targets(one: _Filled, others: list[_Filled]) -> _Filled:
    if one.targets:
        return one
    twins = [o for o in others if o.targets and set(o.frame.nouns) & set(one.frame.nouns)]
    if twins:
        return replace(one, targets=twins[0].targets)
    near = [o for o in others if o.targets and _are_coordinated(o.frame.trigger, one.frame.trigger)]
    if near:
        return replace(one, targets=near[0].targets, reasons=(*one.reasons, "target: shared in the sentence"))
    if one.frame.definite or one.stance.modality is Modality.HYPOTHETICAL:
        kept = [o for o in others if o.targets and _fits(o, one.frame, one.imposers)]
        texts = {tuple(f.name for f in o.targets): o.targets for o in kept}
        if len(texts) == 1:
            return replace(
                one, targets=next(iter(texts.values())), reasons=(*one.reasons, "target: the text's only one")
            )
    bearer = _bearing_subject(one)
    return (
        replace(one, targets=(bearer,), reasons=(*one.reasons, "target: subject of the main clause"))
        if bearer
        else one
    )


def _is_clearly_of_states(each: _Filled) -> bool:
    """Where the word "sanctions" is missing, only what a state or its body does to somebody named counts."""
    return (
        each.frame.act is not Act.IN_FORCE
        and bool(each.targets)
        and bool(each.imposers)
        and all(map(_is_state, each.imposers))
    )


def _is_state(filler: Filler) -> bool:
    known = gazetteer.known(filler.key) if filler.key else None
    if filler.kind is Kind.INSTITUTION:
        return filler.key is not None and (known is None or known.sort in ("", "body", "union"))
    return filler.kind is Kind.COUNTRY or (filler.kind is Kind.PERSON and filler.key is not None)


def _is_referee(head: Token) -> bool:
    """Courts and leagues penalise those before them; that is no sanction of a state."""
    return lemma_of(head) in words("measures.yaml", "referees") and actor_at(head) is None


def _are_coordinated(one: Token, two: Token) -> bool:
    """As in "imposes visa restrictions and revokes visas for Nicaraguans"."""
    later = one if one.dep_ == "conj" and one.head == two else two
    return later.dep_ == "conj" and later.head in (one, two) and not children(later, "nsubj", "nsubjpass")


def _bearing_subject(one: _Filled) -> Filler | None:
    """As in "Belarus frees prisoners after the US lifts sanctions", "threatened X if it does not agree"."""
    trigger = one.frame.trigger
    if one.stance.modality is Modality.THREATENED:
        verb = trigger if trigger.pos_ == "VERB" and children(trigger, "advcl") else trigger.head
        conditions = [
            c
            for c in children(verb, "advcl")
            if any(m.lower_ in ("if", "unless") for m in children(c, "mark"))
        ]
        heads = [s for c in conditions for s in children(c, "nsubj")]
        found = next(iter(_parties(heads, apart_from=one.imposers)), None)
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
    return None if _same_as_any(found, one.imposers) else found


def _country_beside(trigger: Token, imposers: tuple[Filler, ...]) -> Filler | None:
    """The one other country of the sentence, be it an adjective: "Russian President ... if it does not"."""
    codes = {i.country for i in imposers}
    here = sentence_of(trigger)
    countries = (a for a in trigger.doc.spans["sg_actors"] if a.label_ == "Country")
    actors = [a for a in countries if here.start <= a.start < here.end]
    others = {a._.sg_country: a for a in actors if a._.sg_country not in codes and a.end <= trigger.i}
    return of_actor(next(iter(others.values()))) if len(others) == 1 else None


def _holds(each: _Filled) -> bool:
    """Whether enough is said for a claim: somebody acts or bears, and it is no matter of a state at home."""
    if not (each.targets or each.imposers):
        return False
    if not speaks_of_sanctions(each.frame.trigger.doc) and not _is_clearly_of_states(each):
        return False
    if each.frame.pattern == "heading" and not each.imposers:
        return False
    if each.frame.act is Act.IN_FORCE and each.stance.negated:
        return False  # "there are no sanctions on X" tells of none
    if each.frame.pattern == "taken up" and any(why.startswith("imposer:") for why in each.reasons):
        return False  # "them" and a guessed actor: too little to go by
    if each.frame.act in (Act.IMPOSE, Act.EXPAND) and any(_is_referee(head) for head in each.frame.imposers):
        return False
    if each.frame.pattern in ("mention", "attributive") and not each.frame.nouns and not each.targets:
        return False
    return not _is_domestic(each.frame, each.imposers, each.targets) and not _says_nothing(
        each.frame, each.targets
    )


def _says_nothing(frame: Frame, targets: tuple[Filler, ...]) -> bool:
    """An act on something other than measures: "announces a licence", "froze prices"."""
    return not frame.nouns and not targets and frame.pattern != "on aid"


def _parties(heads: Iterable[Token], *, apart_from: tuple[Filler, ...] = ()) -> Iterator[Filler]:
    """The parties of phrases; a pronoun or "the country" is never one of `apart_from`."""
    seen: set[tuple[int, int]] = set()
    spread = list(heads)
    for spoken in spread:
        head = _antecedent(spoken)
        if _is_same_group(head, spread):
            continue
        is_pronoun = head.pos_ == "PRON" and actor_at(head) is None and head.lower_ not in ("those", "anyone")
        found = _taken_up(head, apart_from) if is_pronoun or _takes_up(head) else fillers(head)
        for filler in found:
            if head != spoken and _same_as_any(filler, apart_from):
                continue
            if (filler.start, filler.end) not in seen:
                seen.add((filler.start, filler.end))
                yield filler


def _is_same_group(head: Token, heads: list[Token]) -> bool:
    """As in "eight individuals and entities": the bare second noun is part of the first group."""
    bare = head.dep_ == "conj" and not list(head.lefts) and head.head in heads
    groups = words("descriptions.yaml", "groups")
    return bare and head.tag_ == "NNS" and lemma_of(head) in groups and lemma_of(head.head) in groups


def _imposing(frame: Frame, stood: Stance) -> Iterator[Filler]:
    heads = frame.imposers
    if stood.modality is Modality.CALLED_FOR and frame.pattern == "stance":
        heads = (*(h for h in heads if h.dep_ in ("compound", "poss", "amod")), *_asked(frame, stood))
    if (
        stood.modality is Modality.CONSIDERED
        and any(_is_meeting(cue) for cue in stood.cues)
        and frame.pattern == "stance"
    ):
        heads = tuple(h for h in heads if h.dep_ in ("compound", "poss", "amod"))
    for filler in _parties(h for h in heads if _may_impose(h)):
        if _is_misnamed(filler):
            continue
        if filler.kind in (Kind.PERSON, Kind.INSTITUTION, Kind.COUNTRY):
            yield filler
        elif filler.kind is Kind.GROUP:
            yield from _acting_for(filler, heads)


def _asked(frame: Frame, stood: Stance) -> tuple[Token, ...]:
    """Who is asked for sanctions, as in "asked the EU for sanctions", "pressed Brussels for them"."""
    cue = frame.cue if frame.cue is not None else stood.cue
    if cue is None or cue.pos_ != "VERB":
        return ()
    behind = [n for p in prepositions(cue, "on", "upon", "to") for n in preposition_objects(p)]
    return tuple(t for t in (*children(cue, "dobj", "dative"), *behind) if actor_at(t) is not None)


def _is_misnamed(filler: Filler) -> bool:
    """A "name" that holds a measure ("North Korea Sanctions") or is none ("H.R.") imposes nothing."""
    if filler.actor is not None and filler.actor._.sg_key:
        return False
    parts = {part.lower().strip(".") for part in filler.name.split()}
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
    if (
        head is not None
        and group.country
        and (lemma in words("descriptions.yaml", "acts_for") or is_people(head))
    ):
        yield of_country(group.country, head)
    elif lemma in ("ally", "partner", "state", "country", "nation", "member"):
        yield group


def _antecedent(head: Token) -> Token:
    """As in "officials indicated that they would not": the subject that governs the pronoun's clause."""
    if head.lower_ not in ("they", "he", "she", "it", "their", "his", "her", "its"):
        return head
    above = head.head
    while (
        above.dep_
        in ("ccomp", "advcl", "xcomp", "conj", "aux", "poss", "dobj", "pobj", "prep", "pcomp", "acl")
        and above != above.head
    ):
        above = above.head
        who = subject(above) if above.pos_ in ("VERB", "AUX") else None
        if who is not None and who.i < head.i and _agree(head, who):
            return who
    return head


def _agree(pronoun: Token, who: Token) -> bool:
    actor = actor_at(who)
    if pronoun.lower_ in ("they", "their"):
        return (
            who.tag_ in ("NNS", "NNPS")
            or len(conjuncts(who)) > 1
            or (actor is not None and actor.label_ == "Institution")
        )
    if pronoun.lower_ in ("he", "she", "his", "her"):
        return actor is not None and actor.label_ == "Person"
    return actor is not None and actor.label_ in ("Country", "Institution")


def _taken_up(head: Token, apart_from: tuple[Filler, ...] = ()) -> Iterator[Filler]:
    """A pronoun or "the group" taken up from the nearest actor before that fits."""
    if head.lower_ in ("this", "that", "which", "what", "i", "you", "there"):
        return
    if head.lower_ in ("we", "us", "our"):
        yield from _author(head)
        return
    if head.pos_ == "PRON" and head.lower_ not in ("it", "its", "he", "she", "his", "her", "him"):
        return  # "they" are many, "you" and "themselves" nobody in particular
    wanted = _wanted_kinds(head)
    for actor in _before(head, wanted):
        found = of_actor(actor)
        if not _same_as_any(found, apart_from):
            yield found
            return


def _author(head: Token) -> Iterator[Filler]:
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
    if actor_at(head) is not None or head.tag_ != "NN":
        return False
    definite = [c for c in head.lefts if c.lower_ in ("the", "this", "that")]
    alone = len(list(head.subtree)) == len(definite) + 1
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


def _before(head: Token, wanted: tuple[str, ...]) -> Iterator[Span]:
    """Actors before a token: subjects of its sentence first, then the nearest, then the last sentence's."""
    actors = [
        a
        for a in head.doc.spans["sg_actors"]
        if a.end <= head.i and not a._.sg_adjectival and a.label_ in wanted
    ]
    sentence = sentence_of(head)
    here = [a for a in actors if a.start >= sentence.start]
    yield from reversed([a for a in here if a.root.dep_ in _SUBJECT])
    yield from reversed([a for a in here if a.root.dep_ not in _ASIDE])
    before = [a for a in actors if a.start < sentence.start]
    if before:
        last = sentence_of(before[-1].root)
        then = [a for a in before if a.start >= last.start]
        yield from (a for a in then if a.root.dep_ in _SUBJECT)
        yield from reversed([a for a in then if a.root.dep_ not in _ASIDE])


def _taken_up_act(frame: Frame, imposers: tuple[Filler, ...], told: Sequence[_Filled]) -> _Filled | None:
    """The earlier act whose measures this one is about: the same noun, else the last that fits.

    "But in April the US reimposed the sanctions" takes up what the US eased in October, not
    what Canada imposed in between.
    """
    same = next((t for t in reversed(told) if set(t.frame.nouns) & set(frame.nouns)), None)
    if same is not None:
        return same
    if not frame.nouns or not frame.definite:
        return None
    return next((t for t in reversed(told) if t.targets and _fits(t, frame, imposers)), None)


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
            yield from (f for f in _parties((who,) if who is not None else ()) if f.kind in _ACTING)
            return
        position = before.start


def _continued(frame: Frame, told: Sequence[_Filled]) -> _Filled | None:
    """ "Treasury designated ten people. Three firms have also been designated": who acts goes on acting."""
    if not told or not is_passive(frame.trigger) or frame.act is Act.IN_FORCE:
        return None
    before = told[-1]
    gap = sentence_of(frame.trigger).start - sentence_of(before.frame.trigger).end
    same = before.frame.act is frame.act and set(before.frame.measures) == set(frame.measures)
    return before if same and before.imposers and 0 <= gap <= _NEAR else None


def _fits(earlier: _Filled, frame: Frame, imposers: tuple[Filler, ...]) -> bool:
    if earlier.frame.act is Act.EXEMPT and frame.act is not Act.EXEMPT:
        return False  # who is spared is not who bears the rest
    pointed = any(w.lower_ in ("these", "those") for noun in frame.nouns for w in noun.lefts)
    if imposers and earlier.imposers and not pointed and not _share_a_side(imposers, earlier.imposers):
        return False
    specific = set(frame.measures) - _VAGUE
    if specific and not specific & set(earlier.frame.measures):
        return False
    about = {w.lower_ for noun in frame.nouns for w in modifiers(noun)} & words("descriptions.yaml", "goods")
    named = any(set(t.name.lower().split()) & about for t in earlier.targets)
    return not about or named or all(t.kind is Kind.COUNTRY for t in earlier.targets)


def _share_a_side(one: tuple[Filler, ...], two: tuple[Filler, ...]) -> bool:
    if any(_same_as_any(i, two) for i in one):
        return True
    return bool({i.country for i in one if i.country} & {i.country for i in two if i.country})


def _officials(frame: Frame, targets: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Officials without a country act for the one whose officials were named last."""
    nouns = words("descriptions.yaml", "officials")
    heads = [_antecedent(head) for head in frame.imposers]
    if not any(actor_at(head) is None and lemma_of(head) in nouns for head in heads):
        return ()
    country = _country_of_officials(frame)
    if country is None and any(w.lower_ in ("my", "our", "this") for head in heads for w in head.lefts):
        country = next(_author(frame.trigger), None)
    return (country,) if country is not None and not _same_as_any(country, targets) else ()


def _country_of_officials(frame: Frame) -> Filler | None:
    """The country of the officials named last: "Senior Biden administration officials ... they"."""
    nouns = words("descriptions.yaml", "officials")
    for actor in reversed(list(frame.trigger.doc.spans["sg_actors"])):
        if actor.end > frame.trigger.i or actor.label_ != "Country":
            continue
        if lemma_of(actor.root.head) in nouns and actor.root.dep_ in ("compound", "amod", "nmod", "poss"):
            return of_actor(actor)
    return None


def _same_as_any(filler: Filler, others: tuple[Filler, ...]) -> bool:
    return any(
        filler.kind is o.kind and filler.name == o.name and filler.described == o.described for o in others
    )


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


# -- claims --------------------------------------------------------------------------------------


def evidence_of(trigger: Span | Token) -> Evidence:
    """The sentence of a trigger, without the white space around it, and the trigger in it."""
    sentence = sentence_of(trigger)
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    quote = text.strip()
    begin = trigger.idx if isinstance(trigger, Token) else trigger.start_char
    end = begin + len(trigger.text)
    return Evidence(start, start + len(quote), quote, begin, end)


def _action(filled: _Filled, said: str | None, mentions: Mentions) -> SanctionAction:
    frame, stood = filled.frame, filled.stance
    source = _source(filled)
    imposers = tuple(mentions.enter(f) for f in filled.imposers)
    targets = tuple(mentions.enter(f) for f in filled.targets)
    action = SanctionAction(
        id="",
        evidence=(evidence_of(frame.trigger),),
        modality=stood.modality,
        negated=stood.negated,
        confidence=_confidence(filled),
        attribution=wording(source) if source is not None else None,
        attributed_to=_attributed(source, mentions),
        reasons=filled.reasons,
        act=frame.act,
        imposers=imposers,
        targets=targets,
        measures=_measures(filled),
        date=date_of(frame, stood.modality, said),
        target_count=_count(filled),
        grounds=grounds_of(frame),
    )
    return replace(action, id=_identifier(action))


def _source(filled: _Filled) -> Token | None:
    """Who says so, unless it is the one who acts."""
    token = filled.stance.asked_by or source_of(filled.frame) or speaker(filled.frame)
    token = _person_before(token) if token is not None and token.pos_ == "PRON" else token
    if token is None:
        return None
    if "imposer: officials of a country named before" in filled.reasons and lemma_of(token) in _OFFICIAL:
        return None
    if any(f.start <= token.idx < f.end for f in filled.imposers):
        return None
    actor = actor_at(token)
    codes = {f.country for f in filled.imposers if f.country}
    if actor is not None and actor.label_ != "Person" and actor._.sg_country in codes:
        return None  # a body of the state that acts speaks for the state
    return token


def _person_before(pronoun: Token) -> Token | None:
    """The person that "he" or "she" takes up, as the head of the name."""
    if pronoun.lower_ not in ("he", "she"):
        return None
    head = _antecedent(pronoun)
    if head != pronoun:
        return head
    return next((actor.root for actor in _before(pronoun, ("Person",))), None)


def _attributed(source: Token | None, mentions: Mentions) -> str | None:
    if source is None:
        return None
    actor = actor_at(source)
    return mentions.enter(of_actor(actor)) if actor is not None and not actor._.sg_adjectival else None


def _measures(filled: _Filled) -> tuple[Measure, ...]:
    measures = filled.frame.measures
    spelled = _spelled_out(filled.frame)
    if measures == (Measure.UNSPECIFIED,) and spelled:
        return spelled
    if (
        measures == (Measure.UNSPECIFIED,)
        and filled.targets
        and all(t.kind is Kind.SECTOR for t in filled.targets[:1])
    ):
        return (Measure.SECTORAL,)
    return measures


def _spelled_out(frame: Frame) -> tuple[Measure, ...]:
    """Measures that a clause on the act spells out: "sanctions X, barring him from entering China"."""
    found: dict[Measure, None] = {}
    for verb in frame.trigger.subtree:
        if verb.dep_ not in ("advcl", "conj", "xcomp") or verb.pos_ != "VERB" or verb.i < frame.trigger.i:
            continue
        around = {t.lemma_.lower() for t in verb.subtree}
        for name in ("entry", "assets"):
            rule = lexicon("measures.yaml")[name]
            if verb.lemma_ in rule["verbs"] and around & set(rule.get("complements", rule.get("nouns", ()))):
                found[Measure(rule["measure"])] = None
    return tuple(found)


def _count(filled: _Filled) -> int | None:
    numbers = [t.number for t in filled.targets if t.number is not None]
    if numbers:
        return sum(numbers)
    return next((n for noun in filled.frame.nouns if (n := count_of(noun)) is not None), None)


_PENALTIES = {
    "target: the text's only one": 0.25,
    "target: shared in the sentence": 0.1,
    "target: subject of the main clause": 0.2,
    "imposer: the text's only one": 0.15,
    "imposer: from the sentence before": 0.1,
    "imposer: of the sentence that leads the list": 0.1,
    "imposer: whose text it is": 0.2,
    "target: nearest phrase": 0.15,
    "target: from an earlier act": 0.15,
    "imposer: from an earlier act": 0.1,
    "imposer: officials of a country named before": 0.15,
    "pattern: bullet": 0.2,
    "pattern: mention": 0.05,
    "pattern: nominal": 0.1,
}


def _confidence(filled: _Filled) -> float:
    lost = sum(_PENALTIES.get(reason, 0.0) for reason in filled.reasons)
    lost += 0.15 * (not filled.targets) + 0.1 * (not filled.imposers and filled.frame.act is not Act.IN_FORCE)
    return round(max(0.2, 0.95 - lost), 2)


def _identifier(action: SanctionAction) -> str:
    """Twelve hexadecimal digits of what the claim says and where: stable, unique in a document."""
    parts = (
        action.act,
        action.modality,
        action.negated,
        *((e.trigger_start, e.trigger_end) for e in action.evidence[:1]),
    )
    return "c" + sha256(repr(tuple(str(p) for p in parts)).encode()).hexdigest()[:12]


# -- the same act told twice -----------------------------------------------------------------------


def _once(stated: list[SanctionAction], mentions: Mentions) -> list[SanctionAction]:
    kept: list[SanctionAction] = []
    for action in stated:
        twin = next((n for n, other in enumerate(kept) if _is_same_act(other, action, mentions)), None)
        if twin is None:
            kept.append(action)
        else:
            kept[twin] = _joined(kept[twin], action)
    return kept


def _is_same_act(one: SanctionAction, two: SanctionAction, mentions: Mentions) -> bool:
    alike = {one.act, two.act}
    if not (len(alike) == 1 or alike == {Act.IMPOSE, Act.IN_FORCE} or alike == {Act.IMPOSE, Act.EXPAND}):
        return False
    if one.negated != two.negated or one.modality is not two.modality:
        return False
    if one.date and two.date and one.date.value != two.date.value:
        return False
    if not _VAGUE & {*one.measures, *two.measures} and not set(one.measures) & set(two.measures):
        return False
    first, second = mentions.names(one.imposers), mentions.names(two.imposers)
    same_imposers = first == second or not first or not second
    if not one.targets or not (
        same_imposers or mentions.countries(one.imposers) & mentions.countries(two.imposers)
    ):
        return False
    if mentions.names(one.targets) == mentions.names(two.targets):
        return same_imposers
    return mentions.are_alike(one.targets, two.targets) and not (one.target_count and two.target_count)


def _joined(one: SanctionAction, two: SanctionAction) -> SanctionAction:
    """One claim with the evidence of both; what one leaves unsaid the other fills."""
    evidence = one.evidence + tuple(e for e in two.evidence if e not in one.evidence)
    return replace(
        one,
        evidence=evidence,
        act=one.act if one.act is not Act.IN_FORCE else two.act,
        imposers=one.imposers or two.imposers,
        date=one.date or two.date,
        grounds=one.grounds or two.grounds,
        attribution=one.attribution or two.attribution,
        attributed_to=one.attributed_to or two.attributed_to,
        target_count=one.target_count or two.target_count,
        confidence=max(one.confidence, two.confidence),
    )
