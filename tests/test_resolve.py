"""Who is who: hard pairs of names, and small corpora whose actors must come out right."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest

from sanctiongraph.model import (
    Act,
    Document,
    Evidence,
    Kind,
    Knowledge,
    Mention,
    Reading,
    SanctionAction,
    Tenure,
)
from sanctiongraph.resolve import doubts, resolve
from sanctiongraph.resolve.blocks import meeting
from sanctiongraph.resolve.features import institutions, persons

SAME_PEOPLE = [
    ("Antony Blinken", "Anthony Blinken"),
    ("Nicolas Maduro", "Nicolás Maduro"),
    ("Nicolás Maduro", "Nicolás Maduro Moros"),
    ("Mohamed Hamdan Dagalo", "Mohammed Hamdan Daglo"),
    ("Mohamed Hamdan Dagalo", "Mohamed Dagalo"),
    ("Alexander Lukashenko", "Alyaksandr Lukashenka"),
    ("Aleksandr Lukashenko", "Alexander Lukashenko"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelenskiy", "Vladimir Zelensky"),
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("Karim Khan", "Karim Ahmad Khan"),
    ("Abdel Fattah al-Burhan", "Abdel Fattah Burhan"),
    ("Abdel-Fattah el-Sisi", "Abdel Fattah al-Sisi"),
    ("Kim Jong Un", "Kim Jong-un"),
    ("Xi Jinping", "Jinping Xi"),
    ("Mike Pompeo", "Michael Pompeo"),
    ("Joe Biden", "Joseph Biden"),
    ("Joseph R. Biden", "Joseph Biden"),
    ("JD Vance", "J. D. Vance"),
    ("J. Bolton", "John Bolton"),
    ("Edmundo González", "Edmundo González Urrutia"),
    ("Edmundo Gonzalez", "Edmundo González"),
    ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
    ("Yevgeny Prigozhin", "Evgeny Prigozhin"),
    ("Dmitry Medvedev", "Dmitri Medvedev"),
    ("Bashar al-Assad", "Bashar Assad"),
    ("Hassan Sheikh Mohamud", "Hassan Mohamud"),
    ("Umaro Sissoco Embaló", "Umaro Sissoco Embalo"),
    ("President Félix Tshisekedi", "Felix Tshisekedi"),
    ("Mohammad bin Salman", "Mohammed bin Salman"),
    ("Hossein Amir-Abdollahian", "Hussein Amir Abdollahian"),
]
OTHER_PEOPLE = [
    ("Raúl Castro", "Fidel Castro"),
    ("Kim Jong Un", "Kim Jong Il"),
    ("Kim Jong Un", "Kim Yo Jong"),
    ("Delcy Rodríguez", "Jorge Rodríguez"),
    ("Nawaz Sharif", "Shehbaz Sharif"),
    ("Donald Trump", "Melania Trump"),
    ("Donald Trump", "Eric Trump"),
    ("Joe Biden", "Hunter Biden"),
    ("Joe Biden", "Jill Biden"),
    ("Mario Rossi", "Maria Rossi"),
    ("Alexandra Smirnova", "Alexander Smirnov"),
    ("Ferdinand Marcos", "Ferdinand Marcos Jr."),
    ("Imran Khan", "Karim Khan"),
    ("Imran Khan", "Amir Khan"),
    ("Mohammed Ahmed", "Mohammed Hassan"),
    ("Leopoldo López", "Andrés Manuel López Obrador"),
    ("Alberto Fernández", "Cristina Fernández de Kirchner"),
    ("John Kerry", "John Kirby"),
    ("John Bolton", "John Boehner"),
    ("Mike Johnson", "Boris Johnson"),
    ("Ali Khamenei", "Ali Khomeini"),
    ("Wang Yi", "Wang Wenbin"),
    ("Li Qiang", "Li Keqiang"),
    ("Moon Jae-in", "Lee Jae-myung"),
    ("Michel Aoun", "Joseph Aoun"),
    ("Hamid Karzai", "Ahmed Karzai"),
    ("Rafael Correa", "Rafael Caldera"),
    ("Isabel dos Santos", "José Eduardo dos Santos"),
    ("Iván Archivaldo Guzmán Salazar", "Jesús Alfredo Guzmán Salazar"),
    ("Serhiy Shefir", "Sergei Shoigu"),
]
SAME_BODIES = [
    ("Ministry of Defence", "Ministry of Defense"),
    ("The Carter Center", "Carter Centre"),
    ("Gazprom OAO", "Gazprom"),
    ("Huione Group", "The Huione Group"),
    ("Acme Trading Co., Ltd.", "Acme Trading"),
    ("Surgut Neftegas", "Surgutneftegas"),
    ("Rapid Suport Forces", "Rapid Support Forces"),
    ("World Food Program", "World Food Programme"),
    ("U.S. Space Command", "United States Space Command"),
    ("Blood & Honour", "Blood and Honour"),
    ("Puntland Security Force", "Puntland Security Forces"),
    ("National Organisation of Miners", "National Organization of Miners"),
]
OTHER_BODIES = [
    ("Bank of China", "Bank of Chile"),
    ("Ministry of Defence", "Ministry of Finance"),
    ("Chinese Ministry of Justice", "Russian Ministry of Justice"),
    ("Democratic Party", "Republican Party"),
    ("First Army Corps", "Third Army Corps"),
    ("33rd Front", "36th Front"),
    ("North Kivu Governorate", "South Kivu Governorate"),
    ("Gazprom", "Gazprom Neft"),
    ("Gazprom", "Gazprombank"),
    ("European Council", "European Commission"),
    ("People's Liberation Army", "Balochistan Liberation Army"),
    ("Seoul High Court", "Seoul Central District Court"),
    ("Central Bank of Syria", "Central Bank of Serbia"),
    ("National Bank", "National Guard"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PEOPLE)
def test_spellings_of_one_person(one: str, other: str) -> None:
    assert persons(one, other)
    assert persons(one, other) == persons(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER_PEOPLE)
def test_different_people(one: str, other: str) -> None:
    assert not persons(one, other)
    assert not persons(other, one)


@pytest.mark.parametrize(("one", "other"), SAME_BODIES)
def test_spellings_of_one_body(one: str, other: str) -> None:
    assert institutions(one, other)
    assert institutions(one, other) == institutions(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER_BODIES)
def test_different_bodies(one: str, other: str) -> None:
    assert not institutions(one, other)


def test_every_feature_tells_users_what_it_is() -> None:
    from sanctiongraph.resolve import features

    told = [*features.PERSON_FEATURES, *features.INSTITUTION_FEATURES]
    assert all(feature.__doc__ for _, feature in told)
    assert all(feature.__doc__ for feature in features.PERSON_VETOES)
    assert [weight for weight, _ in features.PERSON_FEATURES] == sorted(
        (weight for weight, _ in features.PERSON_FEATURES), reverse=True
    )


# --- small corpora


def said(
    document: str,
    *named: tuple[str, Kind] | tuple[str, Kind, str | None] | Mention,
    text: str = "",
    date: str | None = None,
):
    """A document and its reading from (name, kind[, country]) or ready mentions."""
    mentions = tuple(
        one if isinstance(one, Mention) else _mention(f"m{i}", *one, place=i) for i, one in enumerate(named)
    )
    return Document(id=document, text=text, date=date), Reading(mentions=mentions)


def _mention(id_: str, name: str, kind: Kind, country: str | None = None, *, place: int = 0) -> Mention:
    return Mention(
        id=id_, start=10 * place, end=10 * place + 5, text=name, kind=kind, name=name, country=country
    )


def ids(known: Knowledge) -> list[str]:
    return [entity.id for entity in known.entities]


P, B, C = Kind.PERSON, Kind.INSTITUTION, Kind.COUNTRY


def test_a_surname_joins_the_full_name_of_its_document() -> None:
    known = resolve([said("a", ("Antal Rogán", P), ("Rogán", P))])
    assert [(entity.id, entity.names) for entity in known.entities] == [("person/antal-rogan", ("Rogán",))]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        # parts of a person's name
        ([("Hernán Rincón Arboleda", P), ("Rincón Arboleda", P), ("Rincón", P)], 2),
        ([("Maria Teresa Casimiro-Yap", P), ("Casimiro-Yap", P)], 1),
        ([("Péter Magyar", P), ("Péter", P)], 1),
        ([("Péter Magyar", P), ("Péter Szijjártó", P), ("Péter", P)], 3),
        ([("Jair Botelho", P), ("Eduardo Botelho", P), ("Botelho", P), ("Eduardo", P)], 3),
        ([("U Thet Htoo Naing", P), ("Thet Htoo Naing", P), ("Htoo Naing", P)], 1),
        # parts of a body's name
        ([("Desert Lark General Trading LLC", B), ("Desert Lark", B)], 1),
        ([("Kristoffersen & Lund ASA", B), ("Kristoffersen & Lund", B), ("Kristoffersen", B)], 1),
        ([("Desert Lark", B), ("Desert Lark General Trading LLC", B)], 2),
        ([("Northern Bank of Karelia", B), ("Northern Bank", B)], 2),
        ([("Halcyon Freight", B), ("Halcyon Energy", B), ("Halcyon", B)], 3),
        ([("Gazprom Neft", B), ("Gazprom", B)], 2),
    ],
)
def test_parts_of_names_in_one_document(named: list, expected: int) -> None:
    known = resolve([said("a", *named)])
    assert len(known.accounts[0].mentions) == expected


def test_a_surname_that_two_people_of_the_document_bear_stays_alone() -> None:
    known = resolve([said("a", ("Delia Ortiz", P), ("Ramón Ortiz", P), ("Ortiz", P))])
    delia, bare, ramon = ids(known)
    assert (delia, ramon) == ("person/delia-ortiz", "person/ramon-ortiz")
    assert bare == "person/ortiz"


def test_a_given_name_alone_is_not_one_person_in_two_documents() -> None:
    known = resolve(
        [said("a", ("Joe", P)), said("b", ("Joe", P)), said("c", ("Chega", P)), said("d", ("Chega", P))]
    )
    assert len(known.entities) == 3


def test_different_people_never_chain_through_a_shared_surname() -> None:
    known = resolve(
        [said("a", ("Delia Ortiz", P), ("Ortiz", P)), said("b", ("Ramón Ortiz", P), ("Ortiz", P))]
    )
    assert ids(known) == ["person/delia-ortiz", "person/ramon-ortiz"]
    assert [account.mentions for account in known.accounts] == [
        ("person/delia-ortiz",),
        ("person/ramon-ortiz",),
    ]


def test_a_bare_surname_joins_across_documents_where_the_country_agrees() -> None:
    known = resolve([said("a", ("Antal Rogán", P, "HU")), said("b", ("Rogán", P, "HU"))])
    assert [account.mentions for account in known.accounts] == [
        ("person/antal-rogan",),
        ("person/antal-rogan",),
    ]


def test_a_bare_surname_of_another_country_is_another_person() -> None:
    known = resolve([said("a", ("Antal Rogán", P, "HU")), said("b", ("Rogán", P, "SK"))])
    assert ids(known) == ["country/HU", "country/SK", "person/antal-rogan", "person/rogan"]


def test_one_name_in_two_countries_is_two_people() -> None:
    known = resolve([said("a", ("Ali Hassan", P, "SY")), said("b", ("Ali Hassan", P, "KE"))])
    assert [id_ for id_ in ids(known) if id_.startswith("person")] == [
        "person/ali-hassan",
        "person/ali-hassan-ke",
    ]


LATER = [
    # what the first document says, what a later one adds
    ([("Antal Rogán", P)], [("Antal Gyula Rogán", P), ("Rogán", P)]),
    ([("Rogán", P, "HU")], [("Antal Rogán", P, "HU")]),
    ([("Edmundo Prieto Salas", P)], [("Edmundo Prieto", P)]),
    ([("Alyaksandr Kavaleuski", P)], [("Aleksandr Kavaleusky", P)] * 3),
    ([("Ali Hassan", P)], [("Ali Hassan", P, "SY"), ("Ali Hassan", P, "KE")]),
    ([("Ali Hassan", P, "KE")], [("Ali Hassan", P, "SY")]),
    ([("Ortiz", P)], [("Delia Ortiz", P), ("Ramón Ortiz", P)]),
    ([("BKL", B)], [("Bank of Karelia (BKL)", B), ("BKL", B)]),
    ([("Blue Harbour", B)], [("Blue Harbour Shipping Ltd.", B), ("Blue Harbour", P)]),
    ([("Nicolas Maduro", P, "CO")], [("Nicolás Maduro", P, "VE")]),
]


@pytest.mark.parametrize(("first", "later"), LATER, ids=[str(case[0][0][0]) for case in LATER])
def test_an_entity_keeps_its_id_when_more_documents_arrive(first: list, later: list) -> None:
    before = resolve([said("m", *first, date="2024-03-01")])
    # By its identifier alone, the later document would come first.
    after = resolve([said("m", *first, date="2024-03-01"), said("a", *later, date="2024-03-02")])
    assert after.accounts[1].mentions == before.accounts[0].mentions
    undated = resolve([said("m", *first, date="2024-03-01"), said("a", *later)])
    assert undated.accounts[1].mentions == before.accounts[0].mentions


def test_a_generic_name_without_country_is_its_documents_own() -> None:
    known = resolve(
        [
            said("a", ("Federal Parliament", B)),
            said("b", ("Federal Parliament", B)),
            said("c", ("Halcyon Party", B)),
            said("d", ("Halcyon Party", B)),
            said("e", ("Federal Parliament", B, "SO")),
        ]
    )
    bodies = [account.mentions for account in known.accounts]
    assert len({*bodies[:2], bodies[4]}) == 3
    assert bodies[2] == bodies[3]


def test_what_reading_left_open_is_nobody_known() -> None:
    key = "institution/ca-ndp"
    party = Mention(
        id="m0", start=0, end=5, text="NDP", kind=B, name="New Democratic Party", key=key, country="CA"
    )
    known = resolve([said("a", party), said("b", ("NDP", B)), said("c", ("NDP", B, "VC"))])
    assert key not in known.accounts[1].mentions + known.accounts[2].mentions


def test_a_known_id_is_never_given_to_somebody_else() -> None:
    known = resolve([said("a", ("Nicolas Maduro", P, "CO"))])
    assert "person/nicolas-maduro" not in ids(known)


def test_the_gazetteer_key_is_the_id_and_gives_label_country_and_wikidata() -> None:
    treasury = Mention(
        id="m0", start=0, end=8, text="the Treasury", kind=B, name="Treasury", key="institution/us-treasury"
    )
    known = resolve([said("a", treasury)])
    entity = known.entity()["institution/us-treasury"]
    assert (entity.label, entity.country) == ("United States Department of the Treasury", "US")
    assert entity.wikidata == "Q648666"
    assert "country/US" in known.entity()


def test_every_part_and_country_that_an_entity_names_is_an_entity() -> None:
    ofac = Mention(id="m0", start=0, end=4, text="OFAC", kind=B, name="OFAC", key="institution/us-ofac")
    known = resolve([said("a", ofac, ("Kaja Kallas", P, "EU"), ("Zed Zed", P, "ZZ"))])
    found = known.entity()
    assert found["institution/us-ofac"].part_of == "institution/us-treasury"
    assert {"institution/us-treasury", "country/US", "institution/eu", "country/ZZ"} <= set(found)


def test_an_acronym_joins_across_documents_only_where_it_is_one_bodys() -> None:
    one = said("a", ("Free Miners Front", B), ("FMF", B))
    two = said("b", ("FMF", B))
    other = said("c", ("Forest Makers Federation", B), ("FMF", B))
    assert len(resolve([one, two]).entities) == 1
    assert len(resolve([one, two, other]).entities) == 3


def test_a_name_called_person_and_body_takes_the_kind_of_most_documents() -> None:
    corpus = [said("a", ("Blue Harbor", B)), said("b", ("Blue Harbor", B)), said("c", ("Blue Harbor", P))]
    assert ids(resolve(corpus)) == ["institution/blue-harbor"]


def test_an_id_keeps_the_kind_that_the_first_document_says() -> None:
    first = said("m", ("Blue Harbor", P), date="2024-01-01")
    later = [said(d, ("Blue Harbor", B), date="2024-02-01") for d in "ab"]
    entity = resolve([first, *later]).entity()["person/blue-harbor"]
    assert entity.kind is B
    assert ids(resolve([first])) == ["person/blue-harbor"]


def test_described_groups_belong_to_their_document_and_sectors_do_not() -> None:
    def group(name: str, kind: Kind) -> Mention:
        return Mention(id="m0", start=0, end=5, text=name, kind=kind, name=name, described=True)

    groups = resolve([said(d, group("16 officials", Kind.GROUP)) for d in "ab"])
    assert len(groups.entities) == 2
    assert all(entity.id.startswith("group/16-officials-") for entity in groups.entities)
    sectors = resolve([said(d, group("oil industry of Venezuela", Kind.SECTOR)) for d in "ab"])
    assert ids(sectors) == ["sector/oil-industry-of-venezuela"]


def test_spellings_meet_across_documents_and_the_fullest_common_name_is_the_label() -> None:
    corpus = [
        said("a", ("Lucas Amado Falcao", P)),
        said("b", ("Lucas Amado Falcão", P)),
        said("c", ("Lucas Falcão", P)),
    ]
    (entity,) = resolve(corpus).entities
    assert entity.label == "Lucas Amado Falcão"
    assert entity.names == ("Lucas Amado Falcao", "Lucas Falcão")


def test_a_known_leader_takes_in_an_unlisted_middle_name_but_not_his_son() -> None:
    leader = Mention(
        id="m9",
        start=90,
        end=95,
        text="Maduro",
        kind=P,
        name="Nicolás Maduro",
        country="VE",
        key="person/nicolas-maduro",
    )
    known = resolve(
        [said("a", leader, ("Nicolás Maduro Guerra", P, "VE")), said("b", ("Nicolás José Maduro", P, "VE"))]
    )
    assert [id_ for id_ in ids(known) if id_.startswith("person")] == [
        "person/nicolas-maduro",
        "person/nicolas-maduro-guerra",
    ]


def test_names_keep_to_names() -> None:
    us = [
        Mention(
            id="m0",
            start=0,
            end=5,
            text="Washington",
            kind=C,
            name="United States",
            country="US",
            key="country/US",
        ),
        Mention(
            id="m1",
            start=9,
            end=20,
            text="Biden administration",
            kind=C,
            name="United States",
            key="country/US",
        ),
    ]
    known = resolve([said("a", *us)])
    assert (known.entity()["country/US"].names, known.entity()["country/US"].hidden) == ((), ("Washington",))


def test_claims_refer_to_entities_and_stay_sorted() -> None:
    evidence = Evidence(0, 10, "A sentence", 0, 1)
    document, reading = said("a", ("Antal Rogán", P, "HU"), ("Rogán", P), ("Blue Bank", B))
    action = SanctionAction(id="z", evidence=(evidence,), act=Act.IMPOSE, targets=("m0", "m1"))
    tenure = Tenure(id="t", evidence=(evidence,), holder="m1", title="minister", at="m2")
    reading = Reading(mentions=reading.mentions, actions=(action,), tenures=(tenure,))
    (account,) = resolve([(document, reading)]).accounts
    assert account.actions[0].targets == ("person/antal-rogan",)
    assert (account.tenures[0].holder, account.tenures[0].at) == (
        "person/antal-rogan",
        "institution/blue-bank",
    )


def test_the_order_of_documents_changes_nothing() -> None:
    corpus = [
        said("a", ("Antal Rogán", P, "HU"), ("Rogán", P)),
        said("b", ("Rogan", P, "HU"), ("Ali Hassan", P, "SY")),
        said("c", ("Ali Hassan", P, "KE"), ("Alí Hassan", P)),
        said("d", ("Free Miners Front", B), ("FMF", B), ("Antal M. Rogan", P)),
        said("e", ("FMF", B), ("Free Miners' Front", B), ("FMF", P)),
    ]
    results = {resolve(order) for order in permutations(corpus)}
    assert len(results) == 1


# --- names as machines find them


NO_NAMES = ["", " ", "    ", "-", "...", "'", "·", "\u200b", "\u0301", "'s", "The", "Dr."]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_without_letters_breaks_nothing(name: str, kind: Kind) -> None:
    alone = [said(d, (name, kind)) for d in "ab"]
    beside = said("c", (name, kind), ("Antal Rogán", P), ("Rogán", P), ("Blue Harbor Bank", B), ("BHB", B))
    assert "person/antal-rogan" in ids(resolve([*alone, beside]))
    assert all(account.mentions for account in resolve(alone).accounts)
    doubts([*alone, beside])


def test_names_without_letters_in_one_document() -> None:
    every = [(name, kind) for name in NO_NAMES for kind in (P, B)]
    assert resolve([said("a", *every)]).accounts[0].mentions


def test_a_known_body_may_be_called_by_nothing() -> None:
    blank = Mention(id="m9", start=0, end=0, text="", kind=P, name=" ", key="person/nicolas-maduro")
    known = resolve([said("a", blank), said("b", ("Nicolas Moros", P, "VE"), ("N. Maduro", P, "VE"))])
    assert "person/nicolas-maduro" in ids(known)


# --- many names that share words


def _strange(count: int) -> list[str]:
    """Words that have little in common with each other."""
    chance = Random(1)
    return [
        "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(4))
        for _ in range(count)
    ]


CROWDS = [
    (P, "{} Hassan"),
    (P, "Mohammed {}"),
    (P, "Ali Hassan {}"),
    (P, "J. {} Hassan"),
    (B, "National {} Bank"),
    (B, "Russian {} Bank"),
    (B, "{} General Trading Company of Dubai"),
    (B, "Karim Brigade {}"),
]


@pytest.mark.parametrize(("kind", "shape"), CROWDS)
def test_who_shares_words_with_many_is_compared_with_few(kind: Kind, shape: str) -> None:
    names = [shape.format(word.title()) for word in _strange(2000)]
    assert len(meeting((i, kind, name) for i, name in enumerate(names))) < 60 * len(names)


IN_A_CROWD = [
    (P, "Ali Hassan {}", "Ali Hassan", "Ali Hassan Salameh"),
    (P, "Ali {} Hassan", "Ali Karim Hassan", "Ali Karim Yusuf Hassan"),
    (P, "{} Hassan", "H. Hassan", "Hussein Hassan"),
    (P, "Ali Hassan {}", "Ali Hassan Salameh", "Ali Hassan Salamah"),
    (B, "National {} Bank", "National Development Bank", "National Developement Bank"),
    (B, "{} Ministry of Defense", "French Ministry of Defense", "Ministry of Defense of France"),
    (B, "{} Ministry of Defense", "Ministry of Defense", "French Ministry of Defense"),
]


@pytest.mark.parametrize(("kind", "shape", "one", "other"), IN_A_CROWD)
def test_who_is_alike_meets_in_a_crowd(kind: Kind, shape: str, one: str, other: str) -> None:
    names = [one, other, *(shape.format(word.title()) for word in _strange(500))]
    assert (0, 1) in meeting((i, kind, name) for i, name in enumerate(names))
