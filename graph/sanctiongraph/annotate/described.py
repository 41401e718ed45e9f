"""Who fills a role: the named actor at a phrase, or a group, sector or asset that it describes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span, Token

from sanctiongraph import gazetteer
from sanctiongraph.annotate.counts import count_of, value_of
from sanctiongraph.annotate.enumerations import members_after
from sanctiongraph.annotate.frames import actor_at
from sanctiongraph.annotate.grammar import children, conjuncts, own_words, preposition_objects, prepositions
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import lemma_of, measure_of, modifiers
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Kind

__all__ = ["Filler", "fillers", "is_people", "of_actor", "of_country"]

_FILE = "descriptions.yaml"
_LONGEST = 24
_TITLES = 10
"""Words that the titles of a person and their places may take before the name."""
_PRONOUNS = frozenset(
    {
        "it",
        "he",
        "she",
        "they",
        "them",
        "him",
        "her",
        "its",
        "their",
        "his",
        "this",
        "which",
        "who",
        "we",
        "us",
        "our",
        "i",
    }
)


@dataclass(frozen=True, slots=True)
class Filler:
    """One party in a role: characters, kind, name and country; `actor` if it is a named actor."""

    start: int
    end: int
    text: str
    kind: Kind
    name: str
    country: str | None
    actor: Span | None = None
    number: int | None = None
    described: bool = False
    """True where the text describes and does not name."""
    head: str = ""
    """The lemma of a description's head noun: "official"."""
    key: str | None = None
    """The gazetteer's key, where it settles who this is."""


def fillers(head: Token) -> Iterator[Filler]:
    """The parties of a phrase: named ones as they are, others described.

    "officials, including A and B" gives the group and A and B; a pronoun gives nothing. The
    head's coordination has been spread before.
    """
    if (head.lower_ in _PRONOUNS and actor_at(head) is None) or measure_of(head):
        return
    addressed = any(c.lower_.strip(".") in ("mr", "mrs", "ms", "madam") for c in head.lefts)
    if addressed and actor_at(head) is None:
        return  # "..., Mr. President?" speaks to somebody
    capital = _capital(head)
    if capital is not None:
        yield of_country(capital, head)
        return
    if head.lower_ == "europeans" and not any(c.dep_ in ("nummod", "amod") for c in head.lefts):
        yield of_country("EU", head)
        return
    collective = _collective(head)
    if collective == "European Union":
        yield of_country("EU", head)
        return
    if collective is not None:
        yield Filler(
            head.idx, head.idx + len(head), head.text, Kind.GROUP, collective, None, None, None, True
        )
        return
    bearer = _bearer_of_title(head)
    if bearer is not None:
        yield of_actor(bearer)
        return
    inner = _quantified(head)
    if inner:
        number = value_of(head.lower_) if head.tag_ == "CD" and len(inner) == 1 else None
        for each in inner:
            yield from (replace(f, number=number) if number and f.described else f for f in fillers(each))
        return
    named = _named(head)
    owned = _named_before(head) if named is None else []
    if named is not None:
        yield named
    elif owned:
        yield from owned
    else:
        yield from _described(head)
    for preposition in prepositions(head, "including", "like"):
        for inner in preposition_objects(preposition):
            for each in members_after(preposition) or conjuncts(inner):
                yield from fillers(each)
    if named is None:
        for inner in prepositions(head, "as"):
            if any(c.lower_ == "such" for c in inner.children):
                for noun in preposition_objects(inner):
                    for each in conjuncts(noun):
                        yield from fillers(each)


def _bearer_of_title(head: Token) -> Span | None:
    """As in "former President and Prime Minister of Sudan Hamid Tor": the person behind the titles."""
    titles = words(_FILE, "office_holders")
    if lemma_of(head) not in titles or not head.text[:1].isupper() or actor_at(head) is not None:
        return None
    if any(c.dep_ in ("det", "poss") for c in head.lefts):
        return None  # "the President and Prime Minister Tor" are two
    for token in head.doc[head.i + 1 : min(head.i + _TITLES, sentence_of(head).end)]:
        actor = actor_at(token)
        if actor is not None and actor.label_ == "Person":
            return actor
        in_title = lemma_of(token) in titles or (token.text[:1].isupper() and token.dep_ == "compound")
        if actor is None and not in_title and token.lower_ not in ("of", "the", "and"):
            return None
    return None


def _collective(head: Token) -> str | None:
    """As in "Western", "Western capitals", "its Western allies": a number of states together."""
    table: dict[str, str] = lexicon(_FILE)["collectives"]
    if lemma_of(head) in ("capital", "country", "government", "power", "nation", "state"):
        return next((table[c.lower_] for c in children(head, "amod") if c.lower_ in table), None)
    return table.get(head.lower_)


def _quantified(head: Token) -> list[Token]:
    """As in "a list of X", "hundreds of X": X."""
    if not {lemma_of(head), head.lower_} & words(_FILE, "quantities") or actor_at(head) is not None:
        return []
    return [each for p in prepositions(head, "of") for n in preposition_objects(p) for each in conjuncts(n)]


def _named(head: Token) -> Filler | None:
    """The named actor whose head is this token, or whom an apposition or its government names."""
    actor = actor_at(head)
    if actor is not None:
        return of_actor(actor)
    if lemma_of(head) in words(_FILE, "governments"):
        country = _country_of(head)
        if country is not None and country._.sg_country and country.label_ == "Country":
            return of_actor(country)
    following = actor_at(head.nbor(1)) if head.i + 1 < len(head.doc) else None
    if following is not None and following.start == head.i + 1 and _is_called(head, following):
        return of_actor(following)
    named = _named_form(head) or _set_off(head)
    if named is not None:
        return of_actor(named)
    for apposition in children(head, "appos"):
        other = actor_at(apposition)
        if other is not None and other.label_ in ("Person", "Institution") and _stands_for(head, other):
            return of_actor(other)
    return _follower(head)


def _named_form(head: Token) -> Span | None:
    """As in "Belaruskali OAO": the name before a company's legal form."""
    if lemma_of(head).strip(".") not in words(_FILE, "legal_forms") or head.i == 0:
        return None
    before = actor_at(head.nbor(-1))
    return before if before is not None and before.label_ == "Institution" else None


def _set_off(head: Token) -> Span | None:
    """As in "the state mining company, ENIMINAS": the name right behind the comma."""
    if head.tag_ != "NN" or lemma_of(head) not in words(_FILE, "bodies") or head.i + 2 >= len(head.doc):
        return None
    name = actor_at(head.nbor(2)) if head.nbor(1).text == "," else None
    return name if name is not None and name.label_ == "Institution" and name.start == head.i + 2 else None


def _is_called(head: Token, name: Span) -> bool:
    """As in "justice Alexandre de Moraes": a role or a sort of body right before its name."""
    if actor_at(head) is not None or head.pos_ not in ("NOUN", "PROPN") or name._.sg_adjectival:
        return False
    return name.label_ == "Person" or (
        name.label_ == "Institution" and lemma_of(head) in words(_FILE, "groups")
    )


def _stands_for(head: Token, name: Span) -> bool:
    """As in "ministers Smotrich", "the leader, Hemedti": the name says who the noun means."""
    if name.start == head.i + 1 or (head.tag_ in ("NN", "NNP") and name.label_ == "Person"):
        return True
    return head.tag_ == "NN" and lemma_of(head) in words(_FILE, "bodies")  # "a firm, Portex Limited"


def _named_before(head: Token) -> list[Filler]:
    """As in "the Gazprom Neft and Lukoil companies": the names before the plural are the parties."""
    if head.tag_ != "NNS" or lemma_of(head) not in ("company", "firm", "bank", "group", "brother", "agency"):
        return []
    found = [actor_at(word) for word in modifiers(head) if word.dep_ in ("compound", "nmod", "conj")]
    named = {a.start: a for a in found if a is not None and a.label_ in ("Institution", "Person")}
    return [of_actor(actor) for _, actor in sorted(named.items())]


def _follower(head: Token) -> Filler | None:
    """As in "the head of the armed forces Abdel Fattah al-Burhan": the name at the end of the phrase."""
    if head.tag_ != "NN" or head.i + 2 >= len(head.doc) or head.nbor(1).lower_ not in ("of", "at"):
        return None
    body = next((a for t in head.doc[head.i + 2 : head.i + 4] if (a := actor_at(t)) is not None), None)
    person = actor_at(head.doc[body.end]) if body is not None and body.end < len(head.doc) else None
    if body is None or person is None or person.label_ != "Person" or person.start != body.end:
        return None
    return of_actor(person)


def of_actor(actor: Span) -> Filler:
    """A named actor as a filler."""
    return Filler(
        actor.start_char,
        actor.end_char,
        actor.text,
        Kind(actor.label_),
        actor._.sg_name,
        actor._.sg_country,
        actor,
        key=actor._.sg_key,
    )


def of_country(code: str, head: Token) -> Filler:
    """The country of a code, named at a token that stands for it."""
    kind = Kind.INSTITUTION if code in ("EU", "UN") else Kind.COUNTRY
    label = gazetteer.country_label(code) or head.text
    return Filler(
        head.idx, head.idx + len(head), head.text, kind, label, code, key=gazetteer.country_key(code)
    )


def _capital(head: Token) -> str | None:
    """The country of a capital: a capital that imposes or bears sanctions stands for its government."""
    if head.tag_ != "NNP" or actor_at(head) is not None:
        return None
    name = head.doc[head.left_edge.i : head.i + 1].text
    senses = [*gazetteer.senses(name), *gazetteer.senses(head.text)]
    return next((s.known.country for s in senses if s.use is gazetteer.Use.CAPITAL), None)


def _described(head: Token) -> Iterator[Filler]:
    kind = _kind(head)
    if kind is None:
        yield from _unrecognised(head)
        return
    country = _country_of(head) or _origin_of_first(head, kind)
    code = _people(head) or (country._.sg_country if country is not None else None)
    phrase = _phrase(head)
    pointing = any(c.lower_ in ("these", "those", "whose") for c in head.lefts)
    traded = kind is Kind.ASSET and lemma_of(head) in words("acts.yaml", "traded")
    if traded and country is None and head.tag_ == "NN":
        return  # "authorised the sale and export": the deed, not goods
    if not phrase or (pointing and head.lower_ != "those"):
        return  # "these persons", "whose citizens": taken up, and not known from what
    phrase = _with_bare_twin(head, phrase)
    start, end = phrase[0].idx, phrase[-1].idx + len(phrase[-1])
    text = head.doc[phrase[0].i : phrase[-1].i + 1].text
    wording = re.sub(r"\s+", " ", text).strip()
    if kind is Kind.SECTOR and country is not None:
        several = _sectors(head, country)
        if several:
            for word, name in several:
                yield Filler(
                    word.idx, word.idx + len(word), word.text, kind, name, code, None, None, True, "sector"
                )
            return
        wording = _sector_name(head, country)
    short = _without_clause(head, phrase)
    end, text = short[-1].idx + len(short[-1]), head.doc[short[0].i : short[-1].i + 1].text
    yield Filler(start, end, text, kind, wording, code, None, count_of(head), True, lemma_of(head))


def _unrecognised(head: Token) -> Iterator[Filler]:
    """A name that nobody recognised: an institution, unless it is a place, a time or a law."""
    if lemma_of(head) in words(_FILE, "office_holders") | words(_FILE, "officials"):
        return
    if head.tag_ not in ("NNP", "NNPS") or head.ent_type_ in (
        "DATE",
        "TIME",
        "LAW",
        "EVENT",
        "FAC",
        "MONEY",
        "NORP",
    ):
        return
    is_place = head.ent_type_ in ("GPE", "LOC")
    if is_place and not (head.dep_ in ("pobj", "conj") and measure_of(_above(head))):
        return
    first = head
    while (
        first.i > sentence_of(head).start
        and first.nbor(-1).tag_ in ("NNP", "NNPS")
        and first.nbor(-1).head in (head, first)
    ):
        first = first.nbor(-1)
    if lemma_of(head) in words(_FILE, "not_targets") or any(
        actor_at(t) is not None for t in head.doc[first.i : head.i + 1]
    ):
        return
    end = head.idx + len(head)
    country = _country_of(head)
    wording = head.doc[first.i : head.i + 1].text
    if wording in gazetteer.words("refused", "word"):
        return  # "the E.O. of 3 May" is no party
    code = country._.sg_country if country is not None else None
    kind = Kind.GROUP if is_place else Kind.INSTITUTION
    yield Filler(
        first.idx, end, wording, kind, re.sub(r"\s+", " ", wording), code, described=is_place, head="region"
    )


def _above(place: Token) -> Token:
    """What stands above the preposition of a phrase: the embargo of "an embargo on Darfur"."""
    while place.dep_ == "conj":
        place = place.head
    return place.head.head if place.dep_ == "pobj" else place


def is_people(head: Token) -> bool:
    """Whether a noun is the plural of a people ("the Americans")."""
    return _people(head) is not None


def _people(head: Token) -> str | None:
    """The country of a plural of its people: "VE" for "Venezuelans"."""
    if head.tag_ not in ("NNPS", "NNP", "NNS"):
        return None
    return next((s.known.country for s in gazetteer.senses(head.text) if s.use is gazetteer.Use.PEOPLE), None)


def _kind(head: Token) -> Kind | None:
    lemma = lemma_of(head)
    if lemma in words(_FILE, "office_holders") and head.tag_ in ("NN", "NNP"):
        return Kind.PERSON  # "the Secretary of the Treasury": one person, not named
    if _people(head) is not None:
        return Kind.GROUP
    if head.tag_ == "CD" and head.dep_ != "nummod" and value_of(head.lower_) is not None:
        return Kind.GROUP  # "designated eight more"
    if lemma == "other" and children(head, "nummod"):
        return Kind.GROUP  # "A and twelve others"
    if lemma in words(_FILE, "sectors"):
        return Kind.SECTOR
    if lemma in words(_FILE, "assets"):
        return Kind.ASSET
    secret = head.lower_ == "services" and any(c.lower_ in words(_FILE, "services") for c in head.lefts)
    owned = lemma in words(_FILE, "organs") and bool(children(head, "poss"))
    if secret or owned or lemma in words(_FILE, "groups") or head.lower_ in ("those", "anyone"):
        return Kind.GROUP
    if lemma in words(_FILE, "not_targets") or head.pos_ not in ("NOUN", "PROPN"):
        return None
    return Kind.GROUP if head.tag_ in ("NNS", "NNPS") and _country_of(head) is not None else None


def _country_of(head: Token) -> Span | None:
    """The country or body beside a noun: its adjective, its possessor, its complement."""
    for word in [*reversed(modifiers(head)), *_complements(head)]:
        actor = actor_at(word)
        if actor is not None and actor._.sg_country:
            return actor
    return None


def _origin_of_first(head: Token, kind: Kind) -> Span | None:
    """As in "Russian oil, gas and coal": the country that the first of the goods is told to come from."""
    first = head.head
    while first.dep_ == "conj":
        first = first.head
    bare = head.dep_ == "conj" and all(c.dep_ in ("amod", "compound") for c in head.lefts)
    return _country_of(first) if bare and kind is Kind.ASSET and _kind(first) is Kind.ASSET else None


def _complements(head: Token) -> Iterator[Token]:
    for preposition in prepositions(head, "of", "in", "from", "at", "with", "linked", "to"):
        for noun in preposition_objects(preposition):
            yield noun
            yield from modifiers(noun)
    for clause in children(head, "acl"):
        for preposition in prepositions(clause, "in", "with", "to", "by", "from"):
            for noun in preposition_objects(preposition):
                yield noun
                yield from modifiers(noun)


def _sector_name(head: Token, country: Span) -> str:
    """As in "oil and gas sector of Venezuela", however the text turns it."""
    kept = [w for w in modifiers(head) if actor_at(w) is None and w.pos_ in ("NOUN", "ADJ", "PROPN", "CCONJ")]
    while kept and kept[0].pos_ == "CCONJ":
        kept = kept[1:]
    return " ".join([*(w.text for w in kept), head.text, "of", country._.sg_name])


def _sectors(head: Token, country: Span) -> list[tuple[Token, str]]:
    """As in "Syria's energy, transport and banking sectors": each with its name; none for one sector."""
    if head.tag_ != "NNS":
        return []
    first = [c for c in head.lefts if c.dep_ in ("compound", "amod", "nmod") and actor_at(c) is None]
    listed = list({w.i: w for c in first for w in conjuncts(c)}.values())
    kept = sorted((w for w in listed if w.pos_ in ("NOUN", "ADJ", "PROPN")), key=lambda w: w.i)
    kept = [w for w in kept if w.lower_ not in words(_FILE, "quantities") | {"signature", "key", "major"}]
    singular = lemma_of(head)
    names = [(word, f"{word.text} {singular} of {country._.sg_name}") for word in kept]
    return names if len(names) > 1 else []


_LEFT_OUT = frozenset({"its", "their", "his", "her", "total", "of"})
"""First words of a phrase that are not of the name: "a total of 69 people"."""


def _phrase(head: Token) -> list[Token]:
    """The noun phrase without articles, grounds and what is told of it in long clauses."""
    without = {c.i for c in head.children if _is_told_of(c)}
    kept = sorted(own_words(head, without=frozenset(without)), key=lambda t: t.i)
    while kept and (kept[0].dep_ == "det" or kept[0].is_punct or kept[0].lower_ in _LEFT_OUT):
        kept = kept[1:]
    start = next((n for n, t in enumerate(kept) if t.i == head.i), 0)
    kept = kept[: start + _LONGEST]
    behind = kept[start + 1 :]
    kept = kept[: start + 1] + behind[: next((n for n, t in enumerate(behind) if _tells_how(t)), len(behind))]
    kept = _unbroken(kept, head)
    while kept and kept[-1].is_punct:
        kept = kept[:-1]
    return kept + _torn_off(kept[-1]) if kept else kept


def _is_by_law(under: Token) -> bool:
    """As in "a bank of Belarus under the Special Measures Act": by which law it was listed."""
    named = [t.lower_ for t in under.doc[under.i + 1 : under.i + _TITLES] if t.text[:1].isupper()]
    return under.lower_ == "under" and bool(words("acts.yaml", "laws") & set(named))


def _unbroken(phrase: list[Token], head: Token) -> list[Token]:
    """The phrase up to where others are named: "a leader", of "a leader, his brother and B accused of"."""
    for one, two in pairwise(phrase):
        between = head.doc[one.i + 1 : two.i]
        if (
            one.i >= head.i
            and between
            and between[0].text == ","
            and (any(t.tag_ in ("NN", "NNS") for t in between) or _begins_name(two))
        ):
            return phrase[: phrase.index(two)]
    return phrase


def _begins_name(token: Token) -> bool:
    actor = actor_at(token)
    return actor is not None and actor.start == token.i and actor.label_ in ("Person", "Institution")


def _torn_off(last: Token) -> list[Token]:
    """As in "banks that help Sudan could face", where Sudan was read as who could: the Sudan of "help"."""
    if last.dep_ != "relcl" or last.i + 1 >= len(last.doc):
        return []
    actor = actor_at(last.nbor(1))
    return list(actor) if actor is not None and last.head.i < last.i else []


def _without_clause(head: Token, phrase: list[Token]) -> list[Token]:
    """The phrase up to the clause that says which are meant: "two companies in Laos" that ..."""
    clause = next((c for c in children(head, "relcl") if c.left_edge.i > head.i), None)
    if clause is None:
        return phrase
    kept = [t for t in phrase if t.i < clause.left_edge.i]
    while kept and kept[-1].is_punct:
        kept = kept[:-1]
    return kept or phrase


def _with_bare_twin(head: Token, phrase: list[Token]) -> list[Token]:
    """The phrase with a bare coordinated noun: "eight individuals and entities"."""
    twin = next((c for c in children(head, "conj") if c.tag_ == "NNS" and not list(c.lefts)), None)
    if (
        twin is None
        or head.tag_ != "NNS"
        or lemma_of(twin) not in words(_FILE, "groups")
        or twin.i > head.i + 3
    ):
        return phrase
    return [*phrase, twin] if twin.i > phrase[-1].i else phrase


def _is_of_the_act(preposition: Token) -> bool:
    """As in "put six companies on its list", "bans ministers from the country": parsed as of the party."""
    if any(lemma_of(n) in ("list", "blacklist") for n in preposition_objects(preposition)):
        return True
    if preposition.lower_ == "under" and any(measure_of(n) for n in preposition_objects(preposition)):
        return True
    if preposition.lower_ in ("with", "through") and any(map(measure_of, preposition_objects(preposition))):
        return True  # "went after the traders with new sanctions"
    verb = preposition.head.head
    entry = lexicon("measures.yaml")["entry"]["verbs"]
    return preposition.lower_ == "from" and verb.lemma_ in entry and preposition.head.dep_ in ("dobj", "conj")


def _tells_how(word: Token) -> bool:
    """As in "hackers at work in response to the attack", "in coordination with": how the act was done."""
    if word.lower_ == "pursuant" or _is_by_law(word):
        return True
    if word.tag_ == "MD" and word.head.dep_ == "ccomp":
        return True  # "banks that help Sudan could face": what they could is read into the clause
    if word.lower_ != "in" or word.i + 2 >= len(word.doc):
        return False
    return word.nbor(1).lower_ in words(_FILE, "manners") and word.nbor(2).tag_ in ("IN", "TO")


def _tells_of_the_measures(clause: Token) -> bool:
    """As in "sanctions on settlers introduced by Norway": it isn't the settlers who were introduced."""
    act = lexicon("acts.yaml").act("verbs_on_measures", clause.lemma_)
    beside = clause.head.dep_ == "pobj" and measure_of(clause.head.head.head)
    return bool(act and beside and children(clause, "agent"))


def _is_told_of(child: Token) -> bool:
    if child.dep_ == "prep":
        return child.lower_ in words(_FILE, "circumstances") or _is_of_the_act(child)
    if child.dep_ == "relcl" and child.left_edge.i and child.left_edge.nbor(-1).text == ",":
        return True  # what a comma sets off tells of the party and does not say which
    if child.dep_ == "acl" and _tells_of_the_measures(child):
        return True
    if child.dep_ in ("relcl", "acl") and child.lower_ == "account":
        return True  # "hold those behind the raid to account"
    if child.dep_ in ("relcl", "acl"):
        if child.lemma_ in ("sanction", "blacklist") and any(c.lower_ == "by" for c in child.children):
            return True  # "a bank sanctioned by Norway": the claim, not the name
        return len(list(child.subtree)) > _LONGEST // 2
    if child.dep_ == "amod" and child.lemma_ in ("sanction", "blacklist"):
        return True  # the "sanctioned" of "the sanctioned tanker" is the claim, not the name
    return child.dep_ in ("appos", "advcl", "parataxis", "punct")
