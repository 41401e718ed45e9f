"""Which stated relations are found in a sentence, and which sentences state none."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from sanctiongraph.annotate import Annotator
from sanctiongraph.annotate.grammar import conjuncts, is_alone, spread
from sanctiongraph.annotate.lexicon import lexicon
from sanctiongraph.annotate.relations import relations_of
from sanctiongraph.model import Document, Reading
from sanctiongraph.vocab import Relation


@cache
def read(text: str) -> Reading:
    (reading,) = Annotator().read([Document(id="test", text=text, date="2025-06-18")])
    return reading


def told(text: str) -> list[str]:
    """Each relationship as one line: subject, relation, object, then what is not plainly so."""
    reading = read(text)
    names = {mention.id: mention.name for mention in reading.mentions}
    lines = []
    for claim in reading.relationships:
        how = [] if claim.modality == "Actual" else [str(claim.modality)]
        how += ["not"] if claim.negated else []
        said = f"{names[claim.subject]} {claim.relation} {names[claim.object]}"
        lines.append(" ".join([said, *how]))
    return sorted(lines)


STATED = {
    # accuses
    "France accuses Iran of spying.": ["France Accuses Iran"],
    "Iran was accused by France of spying.": ["France Accuses Iran"],
    "Rwanda cut its ties, accusing Belgium of interference.": ["Rwanda Accuses Belgium"],
    "Prime Minister Hun Manet accused Thailand of firing first.": ["Hun Manet Accuses Thailand"],
    "The president of Colombia, Gustavo Petro, accuses the United States of murder.": [
        "Gustavo Petro Accuses United States"
    ],
    "The Sudanese government accuses the Rapid Support Forces of looting.": [
        "Sudan Accuses Rapid Support Forces"
    ],
    "Israel and Hamas accuse each other of breaking the truce.": [
        "Hamas Accuses Israel",
        "Israel Accuses Hamas",
    ],
    "Russia blames Ukraine for the explosion.": ["Russia Accuses Ukraine"],
    # supports
    "Qatar supports Lebanon.": ["Qatar Supports Lebanon"],
    "Armenia is backed by France.": ["France Supports Armenia"],
    "Senator Bernie Sanders endorsed Zohran Mamdani.": ["Bernie Sanders Supports Zohran Mamdani"],
    "The Iran-backed Houthis fired a missile.": ["Iran Supports Houthis"],
    "The US-backed government of Yemen refused.": ["United States Supports Yemen"],
    "Turkish-backed Hayat Tahrir al-Sham advanced.": ["Turkey Supports Hayat Tahrir al-Sham"],
    "Candidate Hwang Kyo-ahn declared his support for Kim Moon-soo.": ["Hwang Kyo-ahn Supports Kim Moon-soo"],
    # meets
    "Donald Trump met Xi Jinping in Busan.": ["Donald Trump Meets Xi Jinping"],
    "Dmytro Kuleba meets with Antony Blinken in Kyiv.": ["Dmytro Kuleba Meets Antony Blinken"],
    "Ana Ruiz and Ivo Horvat met in Geneva on Monday.": ["Ana Ruiz Meets Ivo Horvat"],
    "Marco Rubio held talks with Sergei Lavrov.": ["Marco Rubio Meets Sergei Lavrov"],
    "Russia and Ukraine hold negotiations in Istanbul.": ["Russia Meets Ukraine"],
    "Talks between Serbia and Kosovo resumed on Friday.": ["Serbia Meets Kosovo"],
    "Keir Starmer spoke with Friedrich Merz about Gaza.": ["Keir Starmer Meets Friedrich Merz"],
    "Emmanuel Macron received Volodymyr Zelenskyy in Paris.": ["Emmanuel Macron Meets Volodymyr Zelenskyy"],
    # arrests and prosecutes
    "Moldova detained Aidar Khalikov on Tuesday.": ["Moldova Arrests Aidar Khalikov"],
    "Ekrem İmamoğlu was arrested by Turkish authorities.": ["Turkey Arrests Ekrem İmamoğlu"],
    "Security forces in South Sudan arrested Puot Kang Chol.": ["South Sudan Arrests Puot Kang Chol"],
    "Israeli soldiers detained Omar Haddad and Sami Nasser.": [
        "Israel Arrests Omar Haddad",
        "Israel Arrests Sami Nasser",
    ],
    "A Moroccan court sentenced Karim Alaoui to two years in prison.": ["Morocco Prosecutes Karim Alaoui"],
    "A court in Lima, Peru, sentenced Pedro Castillo to ten years in prison.": [
        "Peru Prosecutes Pedro Castillo"
    ],
    "South Korean prosecutors indicted Han Duck-soo.": ["South Korea Prosecutes Han Duck-soo"],
    "The International Criminal Court charged Rodrigo Duterte with murder.": [
        "International Criminal Court Prosecutes Rodrigo Duterte"
    ],
    "Serbian prosecutors filed charges against Goran Vesić.": ["Serbia Prosecutes Goran Vesić"],
    # leads, owns, is part of
    "The March 23 Movement, led by Sultani Makenga, took the town.": [
        "Sultani Makenga Leads March 23 Movement"
    ],
    "Sultani Makenga leads the March 23 Movement.": ["Sultani Makenga Leads March 23 Movement"],
    "WhatsApp is owned by Meta.": ["Meta Owns WhatsApp"],
    "Gazprom holds a majority stake in Naftna Industrija Srbije.": ["Gazprom Owns Naftna Industrija Srbije"],
    "Tencent-owned Supercell hired him.": ["Tencent Owns Supercell"],
    "ABC's parent company, Disney, apologised.": ["ABC News PartOf Disney"],
    "YouTube, a subsidiary of Google, removed the video.": ["YouTube PartOf Google"],
    "The Hasm Movement, an affiliate of the Muslim Brotherhood, was banned.": [
        "Hasm Movement PartOf Muslim Brotherhood"
    ],
    "Rosneft Deutschland, a company controlled by Gazprom, stopped working.": [
        "Gazprom Owns Rosneft Deutschland"
    ],
    # member of
    "Finland joined NATO in 2023.": ["Finland MemberOf NATO"],
    "Norway is a member of NATO.": ["Norway MemberOf NATO"],
    "Estonia, Latvia and Lithuania joined NATO in 2004.": [
        "Estonia MemberOf NATO",
        "Latvia MemberOf NATO",
        "Lithuania MemberOf NATO",
    ],
    "Algeria belongs to OPEC.": ["Algeria MemberOf OPEC"],
    "Rima Hassan, a member of the European Parliament, sailed along.": [
        "Rima Hassan MemberOf European Parliament"
    ],
    "Hamas member Omar Haddad spoke.": ["Omar Haddad MemberOf Hamas"],
    "EU member state Hungary objected.": ["Hungary MemberOf European Union"],
    # kin
    "Hunter Biden, son of Joe Biden, was pardoned.": ["Hunter Biden ChildOf Joe Biden"],
    "Miguel Londoño, the father of Diego Uribe, spoke.": ["Diego Uribe ChildOf Miguel Londoño"],
    "Nadine Heredia and her son, Samin Humala, fled to Brazil.": ["Samin Humala ChildOf Nadine Heredia"],
    "Nicolás Maduro's wife, Cilia Flores, was detained.": ["Nicolás Maduro SpouseOf Cilia Flores"],
    "Imran Khan and his wife, Bushra Bibi, appealed.": ["Imran Khan SpouseOf Bushra Bibi"],
    "Emmanuel Macron married Brigitte Trogneux in 2007.": ["Emmanuel Macron SpouseOf Brigitte Trogneux"],
    "Michelle Robinson is married to Barack Obama.": ["Michelle Robinson SpouseOf Barack Obama"],
    "Kim Yo Jong is the sister of Kim Jong Un.": ["Kim Yo Jong SiblingOf Kim Jong Un"],
    "Ana Ruiz, the half-sister of Ivo Ban, spoke.": ["Ana Ruiz SiblingOf Ivo Ban"],
    "Ana Ruiz, the adoptive daughter of Ivo Ban, spoke.": ["Ana Ruiz ChildOf Ivo Ban"],
    "Fidel Castro's brother Raúl Castro followed him.": ["Fidel Castro SiblingOf Raúl Castro"],
    # speaks for, stands for, stands by, stands against
    "A spokesperson for the European Commission, Paula Pinho, declined to comment.": [
        "Paula Pinho SpokespersonFor European Commission"
    ],
    "Taliban spokesman Zabihullah Mujahid confirmed it.": ["Zabihullah Mujahid SpokespersonFor Taliban"],
    "People Power Party candidate Kim Moon-soo conceded.": ["Kim Moon-soo CandidateFor People Power Party"],
    "The Cameroonian presidential candidate Issa Tchiroma fled.": [
        "Issa Tchiroma Bakary CandidateFor Cameroon"
    ],
    "Leonid Volkov, an ally of Alexei Navalny, was sentenced.": ["Leonid Volkov AllyOf Alexei Navalny"],
    "Longtime Trump ally Roger Stone spoke.": ["Donald Trump AllyOf Roger Stone"],
    "Serbia and Hungary are allies.": ["Serbia AllyOf Hungary"],
    "Milorad Dodik is a rival of Branko Blanuša.": ["Milorad Dodik RivalOf Branko Blanuša"],
    "Russia and its ally Belarus held drills.": ["Russia AllyOf Belarus"],
    "Trump rival Nikki Haley withdrew.": ["Donald Trump RivalOf Nikki Haley"],
    "Alexander Lukashenko, a close Putin ally, agreed.": ["Alexander Lukashenko AllyOf Vladimir Putin"],
    "Boris Nemtsov was an opponent of Vladimir Putin.": ["Boris Nemtsov RivalOf Vladimir Putin"],
    "Marine Le Pen was convicted by a French court of embezzlement.": ["France Prosecutes Marine Le Pen"],
    "Hamas's armed wing, the Qassam Brigades, agreed.": ["Al-Qassam Brigades PartOf Hamas"],
    # how real
    "Israel denies supporting Hamas.": ["Israel Supports Hamas not"],
    "Turkey wants Sweden to arrest Selim Koray.": ["Sweden Arrests Selim Koray CalledFor"],
    "France may support Armenia.": ["France Supports Armenia Considered"],
    "Donald Trump will meet Vladimir Putin in Alaska.": ["Donald Trump Meets Vladimir Putin Planned"],
    "Vladimir Putin travels to Alaska to meet with Donald Trump.": [
        "Vladimir Putin Meets Donald Trump Planned"
    ],
    "Rodrigo Paz did not meet with Luis Arce.": ["Rodrigo Paz Meets Luis Arce not"],
    "Daniel Noboa refused to meet Leonidas Iza.": ["Daniel Noboa Meets Leonidas Iza not"],
    "Peru's government called on Chile to arrest Pablo Neri.": ["Chile Arrests Pablo Neri CalledFor"],
    "Ana Ruiz is not a member of Hezbollah.": ["Ana Ruiz MemberOf Hezbollah not"],
    "If Sweden agrees, Finland would join NATO.": ["Finland MemberOf NATO Hypothetical"],
    "Ana Ruiz is no longer a member of Hezbollah.": ["Ana Ruiz MemberOf Hezbollah not"],
    "Ana Ruiz is no longer an ally of Ivo Ban.": ["Ana Ruiz AllyOf Ivo Ban not"],
    "Ana Ruiz isn't an ally of Ivo Ban anymore.": ["Ana Ruiz AllyOf Ivo Ban not"],
    "Peru no longer supports Ivo Ban.": ["Peru Supports Ivo Ban not"],
    "Ana Ruiz stopped backing Ivo Ban.": ["Ana Ruiz Supports Ivo Ban not"],
    "Ana Ruiz ceased to support Ivo Ban.": ["Ana Ruiz Supports Ivo Ban not"],
    "Ana Ruiz ended up backing Ivo Ban.": ["Ana Ruiz Supports Ivo Ban"],
    "Ana Ruiz left Peru after meeting Ivo Ban.": ["Ana Ruiz Meets Ivo Ban"],
    "A meeting between Donald Trump and Xi Jinping will take place in May.": [
        "Donald Trump Meets Xi Jinping Planned"
    ],
}


@pytest.mark.parametrize(("text", "expected"), STATED.items(), ids=[text[:50] for text in STATED])
def test_a_sentence_states_a_relation(text: str, expected: list[str]) -> None:
    assert told(text) == expected


NOTHING = [
    # no second actor, or none that is a party
    "Canada expressed support for the bill.",
    "Kenya met the deadline of the United Nations.",
    "France accused the plan of being unfair to Iran.",
    "The EU's 27 member states met in Brussels.",
    "Biden-supported legislation passed the Senate.",
    "France supports Ukraine's bid.",
    "Google charged $5 for Gmail in Japan.",
    "A meeting of the Security Council about Syria ended.",
    "Trump supporters accused officials of fraud.",
    "Turkey arrested four journalists of LeMan.",
    "Qatar and Egypt are mediating.",
    "Donald Trump spoke in Paris. Emmanuel Macron listened.",
    "Keir Starmer, Friedrich Merz and Emmanuel Macron attended.",
    "Indian police arrested a man in Karnataka.",
    # kinds that do not fit
    "Israel married tradition and technology in Haifa.",
    "Ana Ruiz arrested Ivo Horvat.",
    "Peru joined Chile in a protest.",
    "The son of Norway, Ana Ruiz, sang.",
    "Turkey detained the European Commission.",
    # other senses
    "Rubio leads the race ahead of Vance in Iowa.",
    "Donald Trump owns up to Joe Biden's charge.",
    "Labour leads the Conservative Party in the polls.",
    "Arrested Development returned to Netflix.",
    "The European Council was joined by President Joe Biden.",
    "Vladimir Putin was met by Narendra Modi's critics.",
    "France heads to Qatar.",
    "The United States has joined the condemnation of Iran at the OSCE and NATO.",
    "Mexico joined the European Union's programme.",
    "A Chinese-owned factory in Hungary closed.",
    # sport
    "Real Madrid beat rival Barcelona in the league.",
    "Lionel Messi joined Inter Miami before the season.",
    "Jannik Sinner beat his rival Carlos Alcaraz in the championship.",
    "Arsenal met Chelsea in the cup.",
    # told of somebody else, taken back, or left open
    "Ana Ruiz thanked Qatar for supporting Lebanon.",
    "Ana Ruiz, a former member of Hezbollah, spoke.",
    "Omar Haddad, a suspected member of Hamas, was released.",
    "Alleged Hezbollah member Omar Haddad was released.",
    "The crowd gathered ahead of talks between Serbia and Kosovo.",
    "Pro-Russian forces arrested Ana Ruiz.",
    "Sami Nasser is the first president to meet with Donald Trump.",
    "His wife, Ana Ruiz, waited. Ivo Horvat came.",
    "Joe Biden brings Europe together to support Ukraine.",
    "Vladimir Putin invited Donald Trump to meet Volodymyr Zelenskyy.",
    "Donald Trump canceled a meeting with Vladimir Putin.",
    "An aide to Ana Ruiz met Ivo Horvat.",
    "Police arrested a supporter of Imran Khan.",
    "Nicolás Maduro met representatives of Chevron.",
    "Other Europeans met. Nobody in Chad accuses France of theft.",
    # over
    "Ana Ruiz was once a member of Hezbollah.",
    "Ana Ruiz was then a member of Hezbollah.",
    "Ana Ruiz, once a member of Hezbollah, spoke.",
    "Ana Ruiz, no longer a member of Hezbollah, spoke.",
    # what somebody is accused of, or others are to do
    "Ana Ruiz was charged with owning Gazprom.",
    "Ana Ruiz was charged with robbing a bank and supporting Hamas.",
    "Ana Ruiz was arrested over supporting Hamas.",
    "Peru jailed Ana Ruiz after supporting Hamas.",
    "Ana Ruiz allegedly supports Hamas.",
    "Rumors that Ana Ruiz supports Hamas spread.",
    "Peru spread rumours that Ana Ruiz is a member of Hamas.",
    "Reports that Ana Ruiz had met Ivo Ban surprised Peru.",
    "Poland will not comply with an ICC warrant to arrest Ivo Ban.",
    "Poland rejected a request to arrest Ivo Ban.",
    "EgyptAir joins Lufthansa and Emirates in suspending flights to Iran.",
    # kin by marriage
    "Ana Ruiz, the daughter-in-law of Ivo Ban, spoke.",
    "Ivo Ban's brother-in-law, Juan Paz, spoke.",
    "Ana Ruiz is the sister-in-law of Ivo Ban.",
    "Ana Ruiz, the wife-to-be of Ivo Ban, spoke.",
    # an office is a tenure
    "Emmanuel Macron, the president of France, spoke.",
    "Hamas leader Yahya Sinwar spoke.",
    # names that are cut or descriptions
    "Reza Pahlavi, the son of Iran's last Shah, wrote a letter.",
    # one and the same
    "Ana Ruiz met Ruiz.",
]


@pytest.mark.parametrize("text", NOTHING, ids=[text[:50] for text in NOTHING])
def test_a_sentence_states_no_relation(text: str) -> None:
    assert told(text) == []


def test_accusing_of_support_is_only_the_accusation() -> None:
    assert told("Belgium accused Rwanda of supporting Hamas.") == ["Belgium Accuses Rwanda"]


def test_told_twice_is_one_claim_with_the_evidence_of_both() -> None:
    text = "Donald Trump met Xi Jinping in Busan. Xi and Trump met for two hours."
    (claim,) = read(text).relationships
    assert [evidence.quote for evidence in claim.evidence] == [
        "Donald Trump met Xi Jinping in Busan.",
        "Xi and Trump met for two hours.",
    ]


def test_a_plan_and_what_came_of_it_are_two_claims() -> None:
    text = "Donald Trump will meet Xi Jinping. Donald Trump met Xi Jinping."
    assert told(text) == ["Donald Trump Meets Xi Jinping", "Donald Trump Meets Xi Jinping Planned"]


def test_who_says_so_is_the_source() -> None:
    text = "Malaysian Prime Minister Anwar Ibrahim said that East Timor will join ASEAN."
    (claim,) = read(text).relationships
    assert claim.attribution == "Malaysian Prime Minister Anwar Ibrahim"
    names = {mention.id: mention.name for mention in read(text).mentions}
    assert claim.attributed_to is not None and names[claim.attributed_to] == "Anwar Ibrahim"


def test_a_claim_gives_its_sentence_its_word_and_its_cues() -> None:
    (claim,) = read("In Oslo it rained. France may support Armenia.").relationships
    (evidence,) = claim.evidence
    text = "In Oslo it rained. France may support Armenia."
    assert text[evidence.trigger_start : evidence.trigger_end] == "support"
    assert evidence.quote == "France may support Armenia."
    assert claim.reasons == ("pattern: verb", "relation: support", "modality: may")


def test_a_pronoun_is_who_the_document_says_it_is() -> None:
    name = "sg_antecedents"
    text = "Ana Ruiz resigned. She accused Peru of fraud."
    known = Doc.has_extension(name)
    if not known:
        Doc.set_extension(name, default=None)
    try:
        doc = Annotator().parse(text)
        (ruiz,) = [actor for actor in doc.spans["sg_actors"] if actor.label_ == "Person"]
        setattr(doc._, name, {doc.text.split().index("She") + 1: ruiz})
        (related,) = relations_of(doc)
        assert (related.subject, related.object.text) == (ruiz, "Peru")
    finally:
        if not known:
            Doc.remove_extension(name)


def test_each_relation_has_kinds_and_each_word_a_relation_of_the_ontology() -> None:
    words = lexicon("relations.yaml")
    assert set(words["kinds"]) == {str(relation) for relation in Relation}
    named = {entry["relation"] for table in ("nouns", "placing") for entry in words[table].values()}
    named |= {name for table in ("verbs", "verbs_with", "hyphened") for name in words[table]}
    assert named <= set(words["kinds"])


def test_a_crowd_that_meets_states_no_pairs() -> None:
    names = ["Ana Ruiz", "Ivo Ban", "Petr Novak", "Juan Paz", "Erik Dahl", "Delia Roque", "Ada Osei"]
    assert len(told(" and ".join(names[:3]) + " met in Geneva.")) == 3
    assert told(" and ".join(names) + " met in Geneva.") == []


def test_a_list_of_thousands_is_spread_out() -> None:
    count = 3000
    doc = Doc(
        Vocab(),
        words=["Ana"] * count,
        deps=["ROOT"] + ["conj"] * (count - 1),
        heads=[0, *range(count - 1)],
    )
    assert [token.i for token in conjuncts(doc[0])] == list(range(count))
    assert spread([doc[5], doc[2], doc[5]])[0] == doc[2]
    assert is_alone(doc[count - 1]) and not is_alone(doc[0])
