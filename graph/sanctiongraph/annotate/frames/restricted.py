"""Restrictions told by a verb on assets, aid, visas, entry, trade and membership."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from sanctiongraph.annotate.frames.frame import (
    Frame,
    actor_at,
    heads_listed,
    is_bare_good,
    is_party,
    is_time,
    spread_out,
    unique,
)
from sanctiongraph.annotate.frames.nouns import with_particle
from sanctiongraph.annotate.frames.parties_of_nouns import completed, is_one_more
from sanctiongraph.annotate.frames.parties_of_verbs import imposers_of_verb
from sanctiongraph.annotate.grammar import (
    agent,
    children,
    conjuncts,
    is_passive,
    objects,
    preposition_objects,
    prepositions,
    subject,
)
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import (
    lemma_of,
    measure_of,
    modifiers,
    speaks_of_sanctions,
)
from sanctiongraph.model import Act, Measure

__all__ = ["excluding", "freezing", "on_entry", "on_holdings", "restricting", "suspending"]

_ACTS = "acts.yaml"
_OWNING = frozenset({"hold", "own", "have", "possess", "keep"})
_DEALINGS = frozenset({"ServicesBan", "ImportRestriction", "ExportControl", "InvestmentBan"})
"""Measures by which one's own people are kept from dealing with those who are meant."""
_FROZEN = frozenset({"frozen", "blocked", "seized", "immobilised", "immobilized"})
_AID = frozenset({"aid", "assistance", "funding"})


def on_holdings(verb: Token) -> Iterator[Frame]:
    """As in "freezes the assets of X", "suspends aid to X", "revokes the visas of X", "unfroze X's funds"."""
    if verb.pos_ != "VERB":
        return
    for name in ("assets", "aid", "visas"):
        rule = lexicon("measures.yaml")[name]
        for held in (_of_what(held, verb, rule["nouns"]) for held in objects(verb)):
            act = _act_on(held, verb, rule)
            if act is None or not _is_aid(held, rule["nouns"]) or measure_of(held):
                continue
            bearers = _holders(held, verb) or (_origins(held) if name == "assets" else ())
            silent = speaks_of_sanctions(verb.doc) and lemma_of(held) != "funding" and act is Act.IMPOSE
            if bearers or silent:
                measures = (Measure(rule["measure"]),)
                yield Frame(act, verb, f"on {name}", (), measures, imposers_of_verb(verb), bearers)


def _act_on(held: Token, verb: Token, rule: dict[str, list[str]]) -> Act | None:
    if verb.lemma_ in rule["verbs"]:
        return Act.IMPOSE
    frozen = any(word.lower_ in _FROZEN for word in modifiers(held))
    freeing = rule.get("freeing", []) + (rule.get("releasing", []) if frozen else [])
    return Act.LIFT if verb.lemma_ in freeing else None


def _origins(held: Token) -> tuple[Token, ...]:
    """Whose the assets are by the words before them: "Syrian central bank assets", "Russian assets"; while
    "Chinese accounts" may be those of anybody."""
    if lemma_of(held) == "account":
        return ()
    named = [w for w in modifiers(held) if w.dep_ in ("amod", "compound", "nmod") and actor_at(w) is not None]
    return tuple([w for w in named if w.dep_ != "amod"] or named)


def freezing(act: Token) -> Iterator[Frame]:
    """As in "the freezing by Japan of accounts of two banks", "approved the freezing of the assets of X"."""
    rule = lexicon("measures.yaml")["assets"]
    if act.lower_ not in rule["gerunds"] or act.dep_ not in ("dobj", "nsubj", "nsubjpass", "pobj", "ROOT"):
        return
    for held in (n for p in prepositions(act, "of") for n in heads_listed(p)):
        bearers = _holders(held, act) if lemma_of(held) in rule["nouns"] else ()
        if bearers:
            by = agent(act)
            above = act.head if act.dep_ == "dobj" and act.head.lemma_ in words(_ACTS, "doing") else None
            own = tuple(c for c in children(act, "poss") if actor_at(c) is not None)
            imposers = tuple(conjuncts(by)) if by is not None else own
            imposers = imposers or (imposers_of_verb(above) if above is not None else ())
            yield Frame(Act.IMPOSE, act, "on assets", (), (Measure(rule["measure"]),), imposers, bearers)


def _is_aid(held: Token, nouns: list[str]) -> bool:
    """Aid by its name, or "financial support"."""
    supporting = {"financial", "military", "budget", "budgetary", "development", "economic"}
    supported = lemma_of(held) == "support" and "aid" in nouns
    return lemma_of(held) in nouns or (supported and any(w.lower_ in supporting for w in modifiers(held)))


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
    of = [n for p in prepositions(held, "of") for each in conjuncts(p) for n in heads_listed(each)]
    found += of or [n for p in prepositions(held, "for", "to", "from", "belonging") for n in heads_listed(p)]
    found += [n for p in prepositions(verb, "to", "for", "of") for n in heads_listed(p) if is_party(n)]
    found += _benefited(held)
    clauses = children(held, "acl", "relcl")
    found += [
        n for c in clauses if c.lemma_ == "belong" for p in prepositions(c, "to") for n in heads_listed(p)
    ]
    if not found:
        by = (p for c in clauses if c.lemma_ in _OWNING for p in children(c, "agent"))
        found += [n for p in by for n in heads_listed(p)]
    found += [s for c in children(held, "relcl") if c.lemma_ in _OWNING for s in children(c, "nsubj")]
    return completed(unique(tuple(n for n in found if not is_time(n))), verb)


def _benefited(held: Token) -> list[Token]:
    """As in "assistance that benefits the government": who loses it."""
    clauses = [
        c
        for c in children(held, "relcl", "acl")
        if c.lemma_ in ("benefit", "help", "support", "go", "reach", "belong")
    ]
    return [t for clause in clauses for t in spread_out(children(clause, "dobj"))]


def on_entry(verb: Token) -> Iterator[Frame]:
    """As in "bans X from entering the country", "barred from travelling to"."""
    rule = lexicon("measures.yaml")["entry"]
    if verb.pos_ != "VERB" or verb.lemma_ not in rule["verbs"]:
        return
    hung = [t for o in spread_out(objects(verb)) for t in prepositions(o, "from") if t.i > verb.i]
    into = [p for p in (*prepositions(verb, "from"), *hung) if any(_is_entry(c, rule) for c in p.children)]
    if into and objects(verb):
        imposers = imposers_of_verb(verb) or (_whose_soil(into) if is_passive(verb) else ())
        targets = completed(tuple(spread_out(objects(verb))), verb)
        yield Frame(Act.IMPOSE, verb, "on entry", (), (Measure(rule["measure"]),), imposers, targets)


def _whose_soil(into: list[Token]) -> tuple[Token, ...]:
    """As in "have been banned from entering Norway", in a text on sanctions: nobody else can ban them."""
    if not into or not speaks_of_sanctions(into[0].doc):
        return ()
    entering = [c for p in into for c in p.children if c.dep_ in ("pcomp", "pobj")]
    places = [*entering, *(t for c in entering for t in children(c, "dobj"))]
    return tuple(t for t in places if (a := actor_at(t)) is not None and _is_entered(a))


def _is_entered(actor: Span) -> bool:
    return actor.label_ == "Country" or actor._.sg_key == "institution/eu"


def _is_entry(kept_from: Token, rule: dict[str, list[str]]) -> bool:
    """As in "barred from entering", "banned from its territory", "from the United States"."""
    if kept_from.dep_ == "pobj" and (actor := actor_at(kept_from)) is not None:
        return actor.label_ == "Country"
    return kept_from.lemma_ in rule["complements"] or (
        kept_from.dep_ == "pobj" and lemma_of(kept_from) in rule["places"]
    )


def restricting(verb: Token) -> Iterator[Frame]:
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
                    imposers = imposers_of_verb(verb)
                    goods = tuple(conjuncts(thing))
                    yield Frame(Act.IMPOSE, verb, "restriction", (), measures, imposers, goods)
                continue
            if lemma_of(thing) not in row["things"] or measure_of(thing):
                continue
            if not {w.lower_ for w in modifiers(thing)} >= set(row.get("modified", ())):
                continue
            if any(_is_closed_to(p, rule) for p in prepositions(verb, "from")):
                continue  # "the vessels will be barred from British ports"
            if lemma_of(thing) in ("sale", "transfer") and not _is_of_goods(thing):
                continue  # "halted the sale of the airline to Qatar"
            refused = _refused(verb, thing)
            bearers = refused or _abroad_behind(thing, verb, row["bearers"])
            if not refused and lemma_of(thing) == "entry" and _is_borne(verb):
                continue  # "they were denied entry to Norway": whoever they are, not Norway
            if bearers:
                measure = Measure(row["arms"] if "arms" in row and _is_about_arms(thing) else row["measure"])
                act = Act.EXPAND if any(map(is_one_more, bearers)) else Act.IMPOSE
                yield Frame(act, verb, "restriction", (), (measure,), imposers_of_verb(verb), bearers)


def _is_of_goods(thing: Token) -> bool:
    """Whether arms or goods are sold, or nothing is said of what is."""
    about = modifiers(thing) + [n for p in prepositions(thing, "of") for n in preposition_objects(p)]
    goods = words("descriptions.yaml", "assets") | words("measures.yaml", "arms")
    return not about or any(lemma_of(w) in goods or w.lower_ in goods for w in about)


def _refused(verb: Token, thing: Token) -> tuple[Token, ...]:
    """As in "she was denied entry to the country": she, while the country is only where."""
    passive = verb.head if verb.dep_ == "conj" and _is_borne(verb) else verb
    kept = children(passive, "nsubjpass") if thing.dep_ == "dobj" else children(verb, "dative")
    return tuple(spread_out(t for t in kept if t != thing)) if lemma_of(thing) == "entry" else ()


def _is_borne(verb: Token) -> bool:
    """A passive, or the second of two: "was refused a visa and denied entry"."""
    second = verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBN") and subject(verb) is None
    return is_passive(verb) or (second and is_passive(verb.head))


def _is_closed_to(preposition: Token, rows: dict[str, list[str]]) -> bool:
    return any(
        _kept_from_measure(n, rows) == "TransportRestriction" for n in preposition_objects(preposition)
    )


def _is_about_arms(thing: Token) -> bool:
    about = modifiers(thing) + [n for p in prepositions(thing, "of") for n in preposition_objects(p)]
    return any(word.lower_ in words("measures.yaml", "arms") for word in about)


def _abroad_behind(thing: Token, verb: Token, where: list[str]) -> tuple[Token, ...]:
    """Who stands behind "of", "to" or "from", or owns the thing, if a state or its people are named in it."""
    behind = [n for p in (*prepositions(thing, *where), *prepositions(verb, *where)) for n in heads_listed(p)]
    owners = [c for c in children(thing, "poss") if _is_of_a_country(c)]
    foreign = [n for n in behind if any(map(_is_of_a_country, n.subtree))]
    traded = (n for n in foreign if lemma_of(n) in words("descriptions.yaml", "assets"))
    goods = {t.i for n in traded for t in conjuncts(n)}
    foreign += [n for n in behind if n.i in goods and n not in foreign and is_bare_good(n)]
    if speaks_of_sanctions(verb.doc):
        foreign = foreign or [n for n in behind if n.lower_ == "it" or _is_taken_up_country(n)]
        owners = owners or [c for c in children(thing, "poss") if _is_taken_up_country(c)]
    origin = [c for c in modifiers(thing) if c.dep_ == "amod" and actor_at(c) is not None]
    return unique(tuple(foreign or owners or origin))


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


def excluding(verb: Token) -> Iterator[Frame]:
    """As in "banned firms from investing in X", "suspended Gabon from its activities"."""
    rule = lexicon("measures.yaml")["exclusions"]
    if verb.pos_ != "VERB" or not {verb.lemma_, with_particle(verb)} & set(rule["verbs"]):
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
                for t in spread_out(objects(verb))
                if not _is_own_people(t, verb) and (not dealing or actor_at(t) is not None)
            )
            if bearers:
                yield Frame(
                    Act.IMPOSE, verb, "exclusion", (), (Measure(measure),), imposers_of_verb(verb), bearers
                )


def suspending(verb: Token) -> Iterator[Frame]:
    """As in "The African Union suspended Niger": a body of states and one of its members."""
    if verb.pos_ != "VERB" or verb.lemma_ not in ("suspend", "expel"):
        return
    members = [t for t in objects(verb) if (a := actor_at(t)) is not None and a.label_ == "Country"]
    members = [t for t in members if not actor_at(t)._.sg_adjectival]  # type: ignore[union-attr]
    held = [t for t in objects(verb) if lemma_of(t) in ("membership", "seat")]
    owners = [c for t in held for c in children(t, "poss")]
    members += [t for t in owners if (a := actor_at(t)) is not None and a.label_ == "Country"]
    bodies = [t for t in imposers_of_verb(verb) if (a := actor_at(t)) is not None and _is_union(a)]
    if members and bodies:
        yield Frame(
            Act.IMPOSE,
            verb,
            "exclusion",
            (),
            (Measure.DIPLOMATIC,),
            tuple(bodies),
            tuple(spread_out(members)),
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
    imposing = {a._.sg_country for t in imposers_of_verb(verb) if (a := actor_at(t)) is not None}
    ours = lemma_of(kept) in ("americans", "american", "u.s. persons", "europeans", "britons")
    return ours or (code is not None and code in imposing)


def _kept_from(dealing: Token) -> tuple[Token, ...]:
    """The party abroad that nobody may deal with: "investing in 31 Chinese firms", "buying Russian oil"."""
    if dealing.pos_ != "VERB":
        return ()
    behind = children(dealing, "dobj") + [n for p in prepositions(dealing) for n in heads_listed(p)]
    behind = [n for n in behind if lemma_of(n) not in words("descriptions.yaml", "not_targets")]
    foreign = tuple(
        n for n in behind if any((a := actor_at(w)) is not None and a._.sg_country for w in n.subtree)
    )
    described = words("descriptions.yaml", "groups")
    taken_up = tuple(n for n in behind if n.lower_ in ("them", "it", "him", "her"))
    return foreign or taken_up or tuple(n for n in behind if n.dep_ == "pobj" and lemma_of(n) in described)
