"""What the reader of sanction actions finds in a sentence, and what it must not find."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from sanctiongraph.annotate import Annotator
from sanctiongraph.annotate.lexicon import lexicon
from sanctiongraph.model import Document, Mention, Reading, SanctionAction

SAID = "2025-06-18"  # a Wednesday


@cache
def read(text: str) -> Reading:
    (reading,) = Annotator().read([Document(id="test", text=text, date=SAID)])
    return reading


def names(reading: Reading, references: tuple[str, ...]) -> set[str]:
    mentions: dict[str, Mention] = {mention.id: mention for mention in reading.mentions}
    return {mentions[reference].name for reference in references}


def told(text: str) -> list[str]:
    """Each action as one line: act, modality, "not" where negated, imposers > targets."""
    reading = read(text)
    return sorted(line(reading, action) for action in reading.actions)


def line(reading: Reading, action: SanctionAction) -> str:
    negated = " not" if action.negated else ""
    imposers = ", ".join(sorted(names(reading, action.imposers))) or "-"
    targets = ", ".join(sorted(names(reading, action.targets))) or "-"
    return f"{action.act} {action.modality}{negated}: {imposers} > {targets}"


CONSTRUCTIONS = {
    # active, passive, light verbs
    "Canada imposed sanctions on Iran.": ["Impose Actual: Canada > Iran"],
    "Sanctions were imposed on Iran by Canada.": ["Impose Actual: Canada > Iran"],
    "Japan announces an arms embargo against Myanmar.": ["Impose Actual: Japan > Myanmar"],
    "Australia slapped a travel ban on four Burmese generals.": [
        "Impose Actual: Australia > four Burmese generals"
    ],
    "The EU hit Belarus with new sanctions.": ["Impose Actual: European Union > Belarus"],
    "Norway placed Belarus under sanctions.": ["Impose Actual: Norway > Belarus"],
    "The United Kingdom sanctioned Gazprom.": ["Impose Actual: United Kingdom > Gazprom"],
    "Gazprom was blacklisted by the United Kingdom.": ["Impose Actual: United Kingdom > Gazprom"],
    "The United States added Rosneft to its sanctions list.": ["Impose Actual: United States > Rosneft"],
    "The EU removed Rosneft from its sanctions list.": ["Lift Actual: European Union > Rosneft"],
    "Switzerland froze the assets of Nicolás Maduro over alleged fraud.": [
        "Impose Actual: Switzerland > Nicolás Maduro"
    ],
    "Britain froze assets of two Russian banks.": ["Impose Actual: United Kingdom > two Russian banks"],
    "Britain froze assets belonging to two Russian banks.": [
        "Impose Actual: United Kingdom > two Russian banks"
    ],
    "Switzerland has frozen Syrian central bank assets.": [
        "Impose Actual: Switzerland > Central Bank of Syria"
    ],
    "Austria has frozen the funds held by Oleg Deripaska.": ["Impose Actual: Austria > Oleg Deripaska"],
    "South Korea unblocked the assets of Bank Melli.": ["Lift Actual: South Korea > Bank Melli"],
    "Washington refused to unfreeze the reserves of the Afghan central bank.": [
        "Lift Actual not: United States > Da Afghanistan Bank"
    ],
    "Japan agreed to release $2 billion in frozen Libyan funds.": ["Lift Planned: Japan > Libya"],
    # later participles share the measures of the first
    "The EU sanctions on Syria were imposed in 2011 and lifted in 2025.": [
        "Impose Actual: European Union > Syria",
        "Lift Actual: European Union > Syria",
    ],
    "The embargo on Cuba was proclaimed by John F. Kennedy and tightened by acts of the European Union.": [
        "Expand Actual: European Union > Cuba",
        "Impose Actual: John F. Kennedy > Cuba",
    ],
    "The UN renewed its arms embargo on South Sudan. The embargo was first imposed in July 2018.": [
        "Impose Actual: United Nations > South Sudan",
        "Renew Actual: United Nations > South Sudan",
    ],
    # a clause on the measures that follows their target
    "Washington cancelled sanctions on settlers imposed by Joe Biden.": [
        "Impose Actual: Joe Biden > settlers",
        "Lift Actual: United States > settlers",
    ],
    # placed, listed, added, delisted, kept out, with the list or the measures in another place
    "Tokyo placed three Burmese generals and a Maltese trading firm under sanctions for smuggling.": [
        "Impose Actual: Japan > Maltese trading firm, three Burmese generals"
    ],
    "The EU sanctioned three banks on Monday. Two more banks were added on Tuesday.": [
        "Expand Actual: European Union > Two more banks",
        "Impose Actual: European Union > three banks",
    ],
    "The EU imposed sanctions on Oleg Reznik in 2022. The EU's General Court annulled his listing.": [
        "Impose Actual: European Union > Oleg Reznik",
        "Lift Actual: General Court of the European Union > Oleg Reznik",
    ],
    "The African Union's Peace and Security Council has suspended Gabon from all its activities.": [
        "Impose Actual: Peace and Security Council of the African Union > Gabon"
    ],
    "Sanctions bite. Five Russian oligarchs have been banned from entering Switzerland.": [
        "Impose Actual: Switzerland > Five Russian oligarchs"
    ],
    "Vilnius halted the transit of Belarusian potash.": ["Impose Actual: Lithuania > Belarusian potash"],
    "OFAC blocked two tankers, the Blue Star and the Lady Rose.": [
        "Impose Actual: Office of Foreign Assets Control > Blue Star, Lady Rose, two tankers"
    ],
    "Norway ended visa-free travel for Georgian diplomats.": ["Impose Actual: Norway > Georgian diplomats"],
    "The United States lifted sanctions on Syria. The State Department waived the Caesar Act for 180 days.": [
        "Exempt Actual: United States Department of State > Syria",
        "Lift Actual: United States > Syria",
    ],
    # whose licence, whose list
    "A U.S. licence that exempts Chevron from the oil sanctions was renewed on Saturday.": [
        "Exempt Actual: United States > Chevron",
    ],
    "Norway sanctioned 15 officials of Cuba, and Canada expanded its list by 14.": [
        "Expand Actual: Canada > Cuba",
        "Impose Actual: Norway > 15 officials of Cuba",
    ],
    "In all a total of 69 people are listed under the EU's sanctions on Cuba.": [
        "InForce Actual: - > 69 people",
        "InForce Actual: European Union > Cuba",
    ],
    # all ten acts
    "The United States reimposed oil sanctions on Venezuela.": ["Reimpose Actual: United States > Venezuela"],
    "The EU expanded its sanctions against Syria.": ["Expand Actual: European Union > Syria"],
    "Canada imposes further sanctions on Russia.": ["Expand Actual: Canada > Russia"],
    "The EU adopted a 12th package of sanctions against Russia.": ["Expand Actual: European Union > Russia"],
    "The EU extended its sanctions on Russia for six months.": ["Renew Actual: European Union > Russia"],
    "The United States kept its sanctions on Cuba in place.": ["Maintain Actual: United States > Cuba"],
    "The United States eased sanctions on Syria.": ["Ease Actual: United States > Syria"],
    "The US rolled back sanctions on Myanmar.": ["Ease Actual: United States > Myanmar"],
    "The US waived sanctions on Iraq.": ["Exempt Actual: United States > Iraq"],
    "Canada suspended its sanctions on Syria.": ["Suspend Actual: Canada > Syria"],
    "The UN lifted its arms embargo on Somalia.": ["Lift Actual: United Nations > Somalia"],
    "The Iranian economy suffers under U.S. sanctions against Iran.": [
        "InForce Actual: United States > Iran"
    ],
    "Havana welcomed the US-sanctioned tanker.": ["InForce Actual: United States > tanker"],
    # nominal
    "The lifting of EU sanctions on Syria was welcomed.": ["Lift Actual: European Union > Syria"],
    "Analysts debated the reimposition of UN sanctions on Iran.": [
        "Reimpose Considered: United Nations > Iran"
    ],
    # clauses
    "Moscow protested against the sanctions imposed by Canada on Rosneft.": [
        "Impose Actual: Canada > Rosneft"
    ],
    "President Donald Trump signed an order imposing sanctions on Iran.": [
        "Impose Actual: Donald Trump > Iran"
    ],
    "The EU lifted the sanctions that were imposed on Syria in 2011.": [
        "Impose Actual: European Union > Syria",
        "Lift Actual: European Union > Syria",
    ],
    # coordination and lists
    "France, Germany and Italy imposed sanctions on Libya and Sudan.": [
        "Impose Actual: France, Germany, Italy > Libya, Sudan"
    ],
    "Canada eased its sanctions on Syria and lifted those on Libya.": [
        "Ease Actual: Canada > Syria",
        "Lift Actual: Canada > Libya",
    ],
    # stance
    "The EU plans to impose sanctions on Georgia's ruling party.": None,
    "Canada will lift its sanctions on Syria.": ["Lift Planned: Canada > Syria"],
    "Britain vows to tighten sanctions on Russia.": ["Expand Planned: United Kingdom > Russia"],
    "The US threatened sanctions against India.": ["Impose Threatened: United States > India"],
    "The EU is considering sanctions on Israel.": ["Impose Considered: European Union > Israel"],
    "Germany may ease its sanctions on Syria.": ["Ease Considered: Germany > Syria"],
    "Poland urged the EU to impose sanctions on Belarus.": ["Impose CalledFor: European Union > Belarus"],
    "Canada called for sanctions against Myanmar.": ["Impose CalledFor: - > Myanmar"],
    "France said it would lift its sanctions on Mali.": ["Lift Planned: France > Mali"],
    # negation
    "The US will not lift its sanctions on Cuba.": ["Lift Planned not: United States > Cuba"],
    "Britain refused to ease sanctions on Iran.": ["Ease Actual not: United Kingdom > Iran"],
    "The UN Security Council failed to renew the arms embargo on South Sudan.": [
        "Renew Actual not: United Nations Security Council > South Sudan"
    ],
    "Japan ruled out sanctions against China.": None,
    # roles from other sentences
    "The US eased sanctions on Venezuela's oil sector in October. In April it reimposed the sanctions.": [
        "Ease Actual: United States > oil sector of Venezuela",
        "Reimpose Actual: United States > oil sector of Venezuela",
    ],
    # restrictions told by a verb
    "Norway barred imports of Belarusian timber.": ["Impose Actual: Norway > Belarusian timber"],
    "Norway outlawed the sale of luxury goods to North Korea.": ["Impose Actual: Norway > North Korea"],
    "Latvia banned Milorad Dodik from its territory.": ["Impose Actual: Latvia > Milorad Dodik"],
    "An order signed by President Donald Trump bars Americans from investing in 31 Chinese companies.": [
        "Impose Actual: Donald Trump > 31 Chinese companies"
    ],
    "Seven Russian banks were cut off by the European Union from the Swift messaging system.": [
        "Impose Actual: European Union > Seven Russian banks"
    ],
    "Norway lowered the price cap on Russian oil.": ["Expand Actual: Norway > Russian oil"],
    "The African Union suspended Niger.": ["Impose Actual: African Union > Niger"],
    "Sanctions matter. Washington suspended $95m in aid to Georgia.": [
        "Impose Actual: United States > Georgia"
    ],
    # lists
    "Sanctions matter. Donald Trump put Cuba back on the list of state sponsors of terrorism.": [
        "Reimpose Actual: Donald Trump > Cuba"
    ],
    "Emmerson Mnangagwa has been on the American sanctions list since 2003.": [
        "InForce Actual: United States > Emmerson Mnangagwa"
    ],
    # the whole group, however it is told
    "Canada sanctioned five officials of Belarus, among them the minister, Ivan Petrov.": [
        "Impose Actual: Canada > Ivan Petrov, five officials of Belarus"
    ],
    "Canada imposed sanctions on three Iranian generals. They include Ali Hosseini, the commander.": [
        "Impose Actual: Canada > Ali Hosseini, three Iranian generals"
    ],
    "The United Kingdom blacklisted James Kabarebe, the former general, together with Lawrence Kanyuka.": [
        "Impose Actual: United Kingdom > James Kabarebe, Lawrence Kanyuka"
    ],
    "The United States sanctioned eight more Venezuelan officials.": [
        "Expand Actual: United States > eight more Venezuelan officials"
    ],
    "More than 2,400 Russians have been sanctioned by the European Union.": [
        "Impose Actual: European Union > More than 2,400 Russians"
    ],
    "Also sanctioned were two Iranian generals.": ["Impose Actual: - > two Iranian generals"],
    # shared and stray objects
    "Peru renewed for one year, and tightened, the sanctions on Haiti's gangs.": [
        "Expand Actual: Peru > Haiti's gangs",
        "Renew Actual: Peru > Haiti's gangs",
    ],
    "An arms embargo on Darfur, which the Security Council introduced in 2004, is ignored.": [
        "Impose Actual: United Nations Security Council > Darfur"
    ],
    "The United Kingdom has announced what it calls its biggest package of sanctions against Russia.": [
        "Impose Actual: United Kingdom > Russia"
    ],
    "Activists asked the Security Council to extend the arms embargo to the whole of Sudan.": [
        "Expand CalledFor: United Nations Security Council > Sudan"
    ],
    # who bears what is only mentioned
    "Marco Rubio is himself subject to Chinese sanctions.": ["InForce Actual: China > Marco Rubio"],
    "Sanctions matter. Crude from the Druzhba pipeline is exempt.": [
        "Exempt Actual: - > Crude from the Druzhba pipeline"
    ],
    "Iran shipped out its uranium, and the United States lifted the nuclear sanctions.": [
        "Lift Actual: United States > Iran"
    ],
    "The European Union imposed sanctions on Iran. Russia said it would ease them.": [
        "Ease Planned: Russia > Iran",
        "Impose Actual: European Union > Iran",
    ],
    # who acts: partners, policies, merits, forums, and whose a willingness is
    "The U.S. Treasury, in partnership with the EU, Norway, Australia, and Canada, sanctioned two banks.": [
        "Impose Actual: Australia, Canada, European Union, Norway, United States Department of the Treasury "
        "> two banks"
    ],
    "It is the policy of Norway to impose sanctions on Belarus.": ["Impose Actual: Norway > Belarus"],
    "The minister lauded Canada's close partnership with Japan throughout the crisis and its leadership in "
    "enacting sanctions on Belarus.": ["Impose Actual: Canada > Belarus"],
    "The envoy thanked the prime minister for Singapore's support for Kyiv, including imposing sanctions on "
    "Belarus.": ["Impose Actual: Singapore > Belarus"],
    "Larsen reaffirmed Canadian support and U.S. willingness to ease sanctions on Cuba.": [
        "Ease Considered: United States > Cuba"
    ],
    "G7 leaders agreed to impose sanctions on Belarus.": ["Impose Planned: G7 > Belarus"],
    # whom it reaches: what tells how, where and by which paper belongs to the act
    "Norway sanctioned two hackers tied to the secret service in response to the attack.": [
        "Impose Actual: Norway > two hackers tied to the secret service"
    ],
    "Norway sanctioned two banks of Belarus in coordination with Japan.": [
        "Impose Actual: Norway > two banks of Belarus"
    ],
    "Norway imposed sanctions on two banks of Cuba under one order as well as the E.O. of August 9.": [
        "Impose Actual: Norway > two banks of Cuba"
    ],
    "Norway imposed sanctions on a Sudanese general, his brother and three firms accused of arming rebels.": [
        "Impose Actual: Norway > Sudanese general, brother, three firms"
    ],
    "London sanctioned Rosneft and Lukoil, Russia's two biggest oil companies, in October.": [
        "Impose Actual: United Kingdom > Lukoil, Rosneft"
    ],
    "Canada listed two officials and a bank of Belarus under the Special Economic Measures Act.": [
        "Impose Actual: Canada > bank of Belarus, two officials"
    ],
    "Zelensky called on the West to tighten sanctions on Belarus.": [
        "Expand CalledFor: Western countries > Belarus"
    ],
    "The court annulled the EU's sanctions on the mother of Wagner chief Yevgeny Prigozhin.": [
        "Lift Actual: - > mother of Wagner chief Yevgeny Prigozhin"
    ],
    "The EU barred Rosneft and Novatek from raising money on European markets.": [
        "Impose Actual: European Union > Novatek, Rosneft"
    ],
    "U.S. officials warned Chinese banks that they could be sanctioned.": [
        "Impose Considered: United States > Chinese banks"
    ],
    "Trump threatened Colombia with tariffs and sanctions.": ["Impose Threatened: Donald Trump > Colombia"],
    "EU to hit Israeli settlers with sanctions.": ["Impose Planned: European Union > Israeli settlers"],
    "Sanctions on Syria eased as talks go on.": ["Ease Actual: - > Syria"],
    "Norway sanctioned two banks pursuant to a decree of 2019.": ["Impose Actual: Norway > two banks"],
    "The EU extended its export controls on Russia to Belarus.": ["Expand Actual: European Union > Belarus"],
    "Canada imposed sanctions on former President and Prime Minister of Russia Dmitry Medvedev.": [
        "Impose Actual: Canada > Dmitry Medvedev"
    ],
    "Allies met to impose sanctions on Moscow, provide weapons and train soldiers.": [
        "Impose Actual: Allies > Russia"
    ],
    "The order names more sectors of Nicaragua that could become subject to sanctions.": [
        "Expand Considered: - > more sectors of Nicaragua"
    ],
    "Banks that help Russia could face secondary sanctions.": [
        "Impose Considered: - > Banks that help Russia"
    ],
    "Companies that trade with Iran risk U.S. sanctions.": [
        "Impose Considered: United States > Companies that trade with Iran"
    ],
    "Dealing with it exposes banks in Turkey to U.S. sanctions.": [
        "Impose Threatened: United States > banks in Turkey"
    ],
    "The law provides Norway with the power to impose sanctions on Belarus.": [
        "Impose Considered: Norway > Belarus"
    ],
    "The law gives Norway the flexibility to impose sanctions on Belarus.": [
        "Impose Considered: Norway > Belarus"
    ],
    # lists: bare goods, a preposition said twice, others by number, names set off behind a counted group
    "Norway banned imports of Belarusian timber, potash and steel.": [
        "Impose Actual: Norway > Belarusian timber, potash, steel"
    ],
    "Canada lifted its sanctions on Belavia and on two men of Cuba.": [
        "Lift Actual: Canada > Belavia, two men of Cuba"
    ],
    "Canada sanctioned Ivan Petrov and 12 others.": ["Impose Actual: Canada > 12 others, Ivan Petrov"],
    "Japan sanctioned two traders in Russia's Far East, Vostok Metals and Primorye Shipping, last week.": [
        "Impose Actual: Japan > Primorye Shipping, Vostok Metals, two traders"
    ],
    "Canada sanctioned three banks - Alfa Bank, Promsvyazbank and Sovcombank - over the arrests.": [
        "Impose Actual: Canada > Alfa-Bank, Promsvyazbank, Sovcombank"
    ],
    "Canada froze the assets of five people of Belarus, among them the minister, Ivan Kubrakov.": [
        "Impose Actual: Canada > Ivan Kubrakov, five people of Belarus"
    ],
    "Peru barred nine people from its territory, including Ivan Petrov, the head of the party.": [
        "Impose Actual: Peru > Ivan Petrov, nine people"
    ],
    "Canada sanctioned seven Cuban banks and some of their directors.": [
        "Impose Actual: Canada > directors, seven Cuban banks"
    ],
    "Canada sanctioned nine people. Among them were their lawyer, Paul Lim, and his deputy, Raymond Sun.": [
        "Impose Actual: Canada > Paul Lim, Raymond Sun, nine people"
    ],
    "Norway banned transactions with 20 more Belarusian banks.": [
        "Expand Actual: Norway > 20 more Belarusian banks"
    ],
    "Donald Trump threatened secondary sanctions in the form of duties on countries that buy Cuban sugar.": [
        "Impose Threatened: Donald Trump > countries that buy Cuban sugar"
    ],
    # who acts: partners told first, all whom "they" means, papers, and whose officials speak of it
    "Together with Canada, Norway imposed sanctions on two Belarusian banks.": [
        "Impose Actual: Canada, Norway > two Belarusian banks"
    ],
    "Peru and Chile have said they will keep their sanctions on Haiti.": [
        "Maintain Planned: Chile, Peru > Haiti"
    ],
    "Donald Trump signed an order that lifts the sanctions on Cuba. The order was published on Monday. It "
    "removes 12 Cuban firms from the sanctions list.": [
        "Lift Actual: Donald Trump > 12 Cuban firms",
        "Lift Actual: Donald Trump > Cuba",
    ],
    "Sanctions on Belarus could be eased if all are freed, Canadian Foreign Minister Anita Anand said.": [
        "Ease Considered: Canada > Belarus"
    ],
    "EU leaders agreed to blacklist Cuban judges. But they did not adopt the arms embargo on Cuba.": [
        "Impose Actual not: European Union > Cuba",
        "Impose Planned: European Union > Cuban judges",
    ],
    "Norway froze the assets of two firms that sell fuel to Mali and barred six judges from entering Oslo.": [
        "Impose Actual: Norway > six judges",
        "Impose Actual: Norway > two firms that sell fuel to Mali",
    ],
    "The West African bloc Ecowas met. The European Union came, too. The bloc spoke. It sanctioned Guinea.": [
        "Impose Actual: Economic Community of West African States > Guinea"
    ],
    # whom "the sanctions" meet: the country rather than one of its bodies, unless he is spoken of
    "Peru adopted sanctions on Belarus. It froze the assets of Belavia. The sanctions were then extended.": [
        "Impose Actual: Peru > Belarus",
        "Impose Actual: Peru > Belavia",
        "Renew Actual: Peru > Belarus",
    ],
    "Norway, which sanctioned Milorad Dodik, has no plans to lift its travel ban. Bosnia is divided.": [
        "Impose Actual: Norway > Milorad Dodik",
        "Lift Planned not: Norway > Milorad Dodik",
    ],
    "Norway and Japan warned Cuba that U.N. sanctions will return if it does not free them.": [
        "Reimpose Threatened: United Nations > Cuba"
    ],
    "Canada met Ahmed al-Sharaa. Al-Sharaa is still under UN sanctions.": [
        "InForce Actual: United Nations > Ahmed al-Sharaa"
    ],
    "The council extended the embargo on weapons for militias in South Sudan.": [
        "Renew Actual: - > militias in South Sudan"
    ],
    "Police held Ivo Ban, a trader whom Norway sanctioned in 2023.": ["Impose Actual: Norway > Ivo Ban"],
    "Norway listed the Ocean Research Institute of Cuba. The institute had been under Canadian sanctions.": [
        "Impose Actual: Norway > Ocean Research Institute of Cuba",
        "InForce Actual: Canada > Ocean Research Institute of Cuba",
    ],
    "Norway will issue a licence next week allowing Cuban firms to pay Acme, which is under sanctions.": [
        "Exempt Planned: Norway > Cuban firms",
        "InForce Actual: - > Acme",
    ],
    "Canada imposed sanctions on the speaker of the parliament of Cuba and her husband.": [
        "Impose Actual: Canada > husband, speaker of the parliament of Cuba"
    ],
    "Peru banned Ivan Petrov from entering the country and placed a hotel in Havana on its sanctions list.": [
        "Impose Actual: Peru > Ivan Petrov",
        "Impose Actual: Peru > hotel in Havana",
    ],
    "Rebels pleaded with the Security Council for an arms embargo on Sudan.": [
        "Impose CalledFor: United Nations Security Council > Sudan"
    ],
    "Canada sanctioned the country's electoral commission.": [
        "Impose Actual: Canada > country's electoral commission"
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"), [(t, e) for t, e in CONSTRUCTIONS.items() if e], ids=lambda v: str(v)[:60]
)
def test_a_construction_gives_its_action(text: str, expected: list[str]) -> None:
    assert told(text) == expected


NOT_SANCTIONS = [
    "The council sanctioned the march through the old town.",
    "Parliament voted to sanction same-sex marriage.",
    "The judge imposed sanctions on the lawyer for missing the deadline.",
    "The court sanctions against the litigant were upheld.",
    "The United States raised tariffs on Chinese steel to 25 percent.",
    "Officials debated sanctions policy at the university.",
    "Health officials banned travel to the region because of cholera.",
    "The company said it complies with all international sanctions.",
    "The league handed the club a points penalty.",
    "South Korea issued a travel ban on its citizens to parts of Libya.",
    "Police froze the assets of the suspects in Naples.",
    "Police unfroze the accounts of the club.",
    "The fans have been banned from entering Switzerland.",
    "Two names were added to the memorial.",
    "UEFA sanctioned Red Star Belgrade of Serbia.",
    "BP halted shipments to Russia.",
    "Norway ended free travel for Georgian diplomats.",
    "The Treasury blocked officials from speaking to the press.",
    "The U.S. Treasury blocked the merger of two banks.",
    "Judge Ann Bell sanctioned a law firm and two lawyers. The lawyers had cited cases no court has heard "
    "in a filing. She declined to impose the harsher sanction that the defendants had asked for.",
    "Claimants who miss an interview at the jobcentre are sanctioned. Those sanctioned lose a month of "
    "benefits, and the minister said that claimants could be sanctioned more severely.",
    "Frozen Russian assets could be used to rebuild Ukraine.",
    "Canada will release its oil reserves.",
    "Japan blocked Chinese accounts on its platform.",
    "Canada released the funds of its aid programme for Mali.",
    "The government of Peru closed its border with Chile ahead of the vote.",
    "Chile restricts imports of Starlink equipment.",
    "Qatar closed the country's airspace because of the storm.",
    "The African Union suspended the talks with Niger.",
    "The council lowered the price of bread.",
    "The licence gives operators time to move.",
    "The rules expose ministers' relatives to sanctions of up to a year in jail.",
    "Visa restrictions. Nicaragua protested.",
    "The list of those subject to sanctions is long.",
    "Canada listed the wolverine under the Species at Risk Act.",
    "With the end of the call, the embargo is lifted.",
    "The order is about any person who is listed in its annex, and a company that was designated.",
    "They fall under Proclamation 12 (Suspension of Entry of Persons Subject to Travel Bans).",
]


@pytest.mark.parametrize("text", NOT_SANCTIONS)
def test_what_is_no_sanction_gives_nothing(text: str) -> None:
    assert told(text) == []


REFUSED = {
    "Hungary prevented the EU from imposing sanctions on Georgia.": [
        "Impose Actual not: European Union > Georgia"
    ],
    "A veto by Russia stopped the Security Council from imposing sanctions on Mali.": [
        "Impose Actual not: United Nations Security Council > Mali"
    ],
    "Slovakia kept Norway from sanctioning two firms.": ["Impose Actual not: Norway > two firms"],
    "Cuba could not keep Norway from sanctioning two firms.": ["Impose Considered: Norway > two firms"],
    "The EU imposed no sanctions on Hungary.": ["Impose Actual not: European Union > Hungary"],
    "Moscow denied that Rosneft had been sanctioned by China.": ["Impose Actual not: China > Rosneft"],
    "Japan has yet to lift its sanctions on Russia.": ["Lift Actual not: Japan > Russia"],
    "Canada neither lifted nor eased its sanctions on Iran.": [
        "Ease Actual not: Canada > Iran",
        "Lift Actual not: Canada > Iran",
    ],
    "The US ruled out sanctions on India.": ["Impose Planned not: United States > India"],
    "The US did not rule out sanctions on India.": ["Impose Considered: United States > India"],
    "Ukraine wants Germany to sanction Rosneft.": ["Impose CalledFor: Germany > Rosneft"],
    "Sanctions on Rosneft are in force. The United States is considering new sanctions on Rosneft.": [
        "Impose Considered: United States > Rosneft",
        "InForce Actual: - > Rosneft",
    ],
    "If Russia invades Ukraine, Canada will impose sanctions on Russia.": [
        "Impose Threatened: Canada > Russia"
    ],
    "Kenya thanked Canada for imposing sanctions on Sudan.": ["Impose Actual: Canada > Sudan"],
    "The EU imposed visa restrictions on 12 Georgian officials and their family members.": [
        "Impose Actual: European Union > 12 Georgian officials, family members"
    ],
    "Donald Trump threatened Russia with sanctions.": ["Impose Threatened: Donald Trump > Russia"],
    "If there was no deal, he said, the United States would impose sanctions on Russia.": [
        "Impose Threatened: United States > Russia"
    ],
    "The United States Senate approved a bill that would impose sanctions on Iran.": [
        "Impose Planned: United States Senate > Iran"
    ],
    "The United States Senate debated a bill that would impose sanctions on Iran.": [
        "Impose Considered: United States Senate > Iran"
    ],
    "Hungary blocked a proposal to sanction Russia.": ["Impose Actual not: - > Russia"],
    "It is unclear whether Canada will lift its sanctions on Syria.": ["Lift Considered: Canada > Syria"],
    "Russia and China blocked a resolution that would have imposed sanctions on Mali.": [
        "Impose Actual not: - > Mali"
    ],
    "The Security Council failed to adopt a draft that would have put an arms embargo on Sudan.": [
        "Impose Actual not: United Nations Security Council > Sudan"
    ],
    "Peru and Chile have circulated a draft resolution which would delay the sanctions on Haiti.": [
        "Suspend Considered: - > Haiti"
    ],
    "Norway has given no hint whether it will renew the measures on Belarus. Sanctions work.": [
        "Renew Considered: Norway > Belarus"
    ],
    "Norway declined to rule out sanctions on Iran.": ["Impose Considered: Norway > Iran"],
    "Ministers of the EU failed to agree on prolonging the arms embargo on Syria.": [
        "Renew Actual not: European Union > Syria"
    ],
    "Had the arms embargo on Serbia been lifted, the siege might have ended.": [
        "Lift Hypothetical: - > Serbia"
    ],
    "Far from easing the embargo on Cuba, Canada tightened it.": [
        "Ease Actual not: Canada > Cuba",
        "Expand Actual: Canada > Cuba",
    ],
    "They met at a bank that was sanctioned neither by Canada nor by Norway.": [
        "Impose Actual not: Canada, Norway > bank"
    ],
    "Traders expect Canada to drop its sanctions on Cuba.": ["Lift Considered: Canada > Cuba"],
    "Campaigners urged Norway to press for Cuba's gold trade to be placed under sanctions.": [
        "Impose CalledFor: - > gold trade of Cuba"
    ],
    "Could the EU impose sanctions on Georgia?": ["Impose Considered: European Union > Georgia"],
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.items(), ids=lambda v: str(v)[:60])
def test_a_stance_keeps_a_sanction_from_being_told_as_done(text: str, expected: list[str]) -> None:
    assert told(text) == expected


WIELDED = {
    # measures that somebody has, and what answers a deed
    "Norway has had an arms embargo in place against Mali since 1996.": ["InForce Actual: Norway > Mali"],
    "Iceland has no sanctions in place against Serbia.": [],
    "Canada responded to Iran's crackdown with sweeping sanctions.": ["Impose Actual: Canada > Iran"],
    "The EU responded to the coup in Niger with sanctions.": ["Impose Actual: European Union > Niger"],
    "The EU responded to the war in Niger with sanctions.": ["Impose Actual: European Union > -"],
    "Canada responded to Haiti's plea with sanctions.": ["Impose Actual: Canada > -"],
    "Norway retaliated against Serbia with sanctions.": ["Impose Actual: Norway > Serbia"],
    "The envoy praised Japan's response to Serbia's attack, including sanctions and export controls.": [
        "Impose Actual: Japan > Serbia"
    ],
    "Canada hit Serbia's war machine with sanctions.": ["Impose Actual: Canada > Serbia"],
    # pressure and its idioms
    "Norway turned up the heat on Serbia with sanctions.": ["Impose Actual: Norway > Serbia"],
    "Norway went after Serbia's gold traders with new sanctions.": [
        "Impose Actual: Norway > Serbia's gold traders"
    ],
    "Farmers put pressure on Norway with protests against sanctions on Serbia.": [
        "InForce Actual: - > Serbia"
    ],
    "Norway resorted to sanctions against Serbia.": ["Impose Actual: Norway > Serbia"],
    # to account, and what measures are for
    "Norway will hold the junta of Mali to account, including through sanctions.": [
        "Impose Planned: Norway > junta of Mali"
    ],
    "Japan is holding Georgian officials accountable through the imposition of sanctions.": [
        "Impose Actual: Japan > Georgian officials"
    ],
    "Canada will seek accountability for those responsible for the killings through sanctions.": [
        "Impose Planned: Canada > those responsible for the killings"
    ],
    "Families want the generals held accountable without sanctions.": [],
    "The law promotes accountability for offenders through sanctions policy.": [],
    "Ministers agreed on a package of sanctions to hold Serbia to account.": ["Impose Actual: - > Serbia"],
    "Norway adopted sanctions to disrupt Serbia's weapons programme.": ["Impose Actual: Norway > Serbia"],
    "Norway adopted sanctions to end Sudan's suffering.": ["Impose Actual: Norway > -"],
    # prices and consequences, and what will be if
    "If Serbia attacks, it will pay a price, including further sanctions, the EU said.": [
        "Expand Threatened: European Union > Serbia"
    ],
    "There would be serious consequences for Serbia, including sanctions, if it moved troops, the EU said.": [
        "Impose Threatened: European Union > Serbia"
    ],
    "If Serbia walks away, there will be sanctions, the European Union warned.": [
        "Impose Threatened: European Union > Serbia"
    ],
    "Should Serbia invade Kosovo, Japan will respond with sanctions.": ["Impose Threatened: Japan > Serbia"],
    "Serbia faces sanctions if it recognises the territory, the EU warned.": [
        "Impose Threatened: European Union > Serbia"
    ],
    "Serbia would face EU sanctions if it recognised the territory.": [
        "Impose Hypothetical: European Union > Serbia"
    ],
    "Serbia will still face EU sanctions.": ["InForce Actual: European Union > Serbia"],
    "Will there be sanctions against Mali?": [],
    "Norway, which has sanctions on Mali, will buy gas.": ["InForce Actual: Norway > Mali"],
    # among other things
    "Norway imposed new costs, including sanctions, on the generals of Mali.": [
        "Impose Actual: Norway > generals of Mali"
    ],
    "Norway is considering steps, including the application of sanctions against two judges of Mali.": [
        "Impose Considered: - > two judges of Mali"
    ],
    "Norway took steps, including sanctions, to end the war in Sudan.": [],
    "Norway announced a boycott and sanctions against Mali.": ["Impose Actual: Norway > Mali"],
    "Norway discussed trade and sanctions with Mali.": [],
    "Norway vowed to keep up sanctions pressure on Mali.": ["Maintain Planned: Norway > Mali"],
    # who announces, considers, delays or keeps out what a noun says is done
    "Canada announced the lifting of sanctions on Mali.": ["Lift Actual: Canada > Mali"],
    "Canada is considering the imposition of sanctions on Mali.": ["Impose Considered: Canada > Mali"],
    "Canada welcomed the lifting of sanctions on Mali.": ["Lift Actual: - > Mali"],
    "Iran announced the lifting of sanctions.": [],
    "Canada delayed the imposition of sanctions on Mali.": ["Suspend Actual: Canada > Mali"],
    "EU agrees on easing of sanctions on Mali.": ["Ease Planned: European Union > Mali"],
    "The accord will bring sanctions lifting for Serbia, Norway said.": ["Lift Planned: Norway > Serbia"],
    "Sanctions easing fears in Mali were criticised.": [],
    # what stands between, and what is told by a second verb
    "The renewal for a further year of the EU's sanctions against Mali passed.": [
        "Renew Actual: European Union > Mali"
    ],
    "Norway left the asset freeze on Mali's bank unchanged.": ["Maintain Actual: Norway > Mali's bank"],
    "An arms embargo on Mali, which Norway introduced in 2004 and renewed in May, is ignored.": [
        "Impose Actual: Norway > Mali",
        "Renew Actual: Norway > Mali",
    ],
    "Rosneft was taken off the EU sanctions list.": ["Lift Actual: European Union > Rosneft"],
    "Norway put off the return of sanctions on Mali.": ["Suspend Actual: Norway > Mali"],
    "Norway will not let the EU prolong its sanctions on Mali.": ["Renew Planned not: European Union > Mali"],
    "The Security Council adopted a sanctions resolution on Mali.": [
        "Impose Actual: United Nations Security Council > Mali"
    ],
    "Russia vetoed a sanctions resolution on Mali.": ["Impose Actual not: - > Mali"],
    "Norway has sanctioned over 2,900 judges of Mali.": ["Impose Actual: Norway > 2,900 judges of Mali"],
    "The freezing by Norway of accounts of two Malian banks angered its trade partners. Sanctions loom.": [
        "Impose Actual: Norway > two Malian banks"
    ],
    "The freezing of assets of suspects by police drew criticism. Sanctions on Mali went on.": [
        "InForce Actual: - > Mali"
    ],
    "The Council decided to impose a further package of sanctions on Mali.": ["Expand Actual: - > Mali"],
    "Norway decided to impose sanctions on Mali.": ["Impose Planned: Norway > Mali"],
    "EU sanctions now apply to 18 judges of Mali.": ["InForce Actual: European Union > 18 judges of Mali"],
    "Norway tried to impose sanctions on Mali.": ["Impose Considered: Norway > Mali"],
    "Norway extended its sanctions on Mali to cover gold traders.": [
        "Expand Actual: Norway > Mali, gold traders"
    ],
    "Sanctioned by Norway in 2014, Rosneft sold its mines.": ["Impose Actual: Norway > Rosneft"],
    "Norwegian sanctions do not apply to any bank.": [],
    # what is said of a lifting, and what is not
    "Mali hopes for an end to Norwegian sanctions.": ["Lift Considered: Norway > Mali"],
    "An end to sanctions on Mali is near.": ["Lift Planned: - > Mali"],
    "The lifting of sanctions on Mali was discussed in Oslo.": ["Lift Considered: - > Mali"],
    "The lifting of sanctions on Mali was announced in Oslo.": ["Lift Actual: - > Mali"],
    "Sanctions relief for Mali hinges on elections.": ["Ease Considered: - > Mali"],
    "Sanctions on Mali were not on the table.": ["Impose Considered not: - > Mali"],
    "Norway will not hesitate to sanction Rosneft.": ["Impose Considered: Norway > Rosneft"],
    "Nothing prevents Norway from sanctioning Rosneft.": ["Impose Considered: Norway > Rosneft"],
    # ballots, and threats carried out
    "The council will vote on sanctions on Mali on Monday.": ["Impose Considered: - > Mali"],
    "Norway made good on its threat of sanctions against Mali.": ["Impose Actual: Norway > Mali"],
    "Norway may make good on its threat of sanctions against Mali.": ["Impose Threatened: Norway > Mali"],
    # what is dropped, averted or threatened "or else"
    "Norway hinted at lifting sanctions on Mali.": ["Lift Considered: Norway > Mali"],
    "Norway scrapped plans for sanctions on Mali.": ["Impose Planned not: Norway > Mali"],
    "Norway held off on sanctioning Rosneft.": ["Impose Actual not: Norway > Rosneft"],
    "Mali escaped new EU sanctions.": ["Impose Considered: European Union > Mali"],
    "Norway gave Mali until Friday to free the men or face sanctions.": ["Impose Threatened: - > Mali"],
    "Mali's call for Norway to lift sanctions went unheard.": ["Lift CalledFor: Norway > Mali"],
    "EU sanctions on Mali expire on 14 December.": ["Lift Planned: European Union > Mali"],
    "EU sanctions on Mali expire today.": ["Lift Actual: European Union > Mali"],
    "The EU kept Rosneft on its sanctions list.": ["Maintain Actual: European Union > Rosneft"],
    "The EU left Rosneft off its sanctions list.": [],
    "Poland faces EU sanctions if it keeps the law.": ["Impose Threatened: European Union > Poland"],
    "Slovakia vetoed the EU's 18th package of sanctions against Serbia.": [
        "Expand Actual not: European Union > Serbia"
    ],
    "A judge blocked the sanctions on two lawyers of Cuba.": ["Suspend Actual: - > two lawyers of Cuba"],
    "Norway's parliament blocked a bill to sanction Rosneft.": ["Impose Actual not: - > Rosneft"],
    # what measures include, and what acts are called
    "Norway's new measures include sanctions on two banks of Mali.": [
        "Impose Actual: Norway > two banks of Mali"
    ],
    "The exhibition includes sanctions on Mali as a theme.": ["InForce Actual: - > Mali"],
    "The sanctions go on. This action targets three shippers of Mali.": [
        "Impose Actual: - > three shippers of Mali"
    ],
    "This action targets rebel positions near Goma, the army said. Sanctions on Mali went on.": [
        "InForce Actual: - > Mali"
    ],
    "Norway imposed costs on Serbia, including through sanctions.": ["Impose Actual: Norway > Serbia"],
    "Norway took steps to implement certain sanctions with respect to Serbia.": [
        "Impose Actual: Norway > Serbia"
    ],
    # designations
    "Norway rescinded its designation of two gangs. Sanctions on Mali went on.": [
        "InForce Actual: - > Mali",
        "Lift Actual: Norway > two gangs",
    ],
    "Canada announced new sanctions designations against two Haitian gangs.": [
        "Impose Actual: Canada > two Haitian gangs"
    ],
    "Japan and Norway issued designations targeting several Haitian judges. The sanctions are new.": [
        "Impose Actual: Japan, Norway > several Haitian judges"
    ],
    "Norway expanded its sanctions designation criteria.": [],
    "Canada designated Kenya as a major ally. Sanctions on Mali went on.": ["InForce Actual: - > Mali"],
    "Norway added three vessels to its list of sanctioned ships.": ["Impose Actual: Norway > three vessels"],
    # clauses without a pronoun, shared and stray objects
    "Managers of mines Canada has sanctioned were there.": ["Impose Actual: Canada > mines"],
    "The embargo Spain and over 20 states have put on Mali holds.": [
        "Impose Actual: Spain, over 20 states > Mali"
    ],
    "Critics of sanctions say Norway has imposed costs on Mali.": [],
    "Norway decided to keep in force the sanctions on Mali.": ["Maintain Planned: Norway > Mali"],
    "Norway, standing with its neighbours, will impose sanctions on Mali.": ["Impose Planned: Norway > Mali"],
    "Japan applied sanctions to Serbia.": ["Impose Actual: Japan > Serbia"],
    "Iceland aligned itself with the EU's 16th package of sanctions against Serbia.": [
        "Expand Actual: Iceland > Serbia"
    ],
    # whose they are, and off whom they come
    "Sanctions from Norway against two judges of Mali were condemned.": [
        "InForce Actual: Norway > two judges of Mali"
    ],
    "Norway removed sanctions from allies of Mali's generals.": [
        "Lift Actual: Norway > allies of Mali's generals"
    ],
    "The EU let its sanctions on Burundi expire.": ["Lift Actual: European Union > Burundi"],
    # headlines
    "Norway to sanction Rosneft, minister says.": ["Impose Planned: Norway > Rosneft"],
    "Rosneft hit with US sanctions.": ["Impose Actual: United States > Rosneft"],
    "Rosneft added to US sanctions list.": ["Impose Actual: United States > Rosneft"],
    "Trump signs order ending Syria sanctions.": ["Lift Actual: Donald Trump > Syria"],
    # not yet
    "More sanctions on Mali are on the way, said the minister.": ["Expand Planned: - > Mali"],
    "Sanctions against Mali are coming, Norway said.": ["Impose Planned: - > Mali"],
    "A new round of U.S. sanctions is expected to hit Mali's gold exports.": [
        "Impose Planned: United States > Mali's gold exports"
    ],
    "Sanctions on Mali are due to expire in June.": ["Lift Planned: - > Mali"],
    "EU sanctions on Mali are set to be lifted next week.": ["Lift Planned: European Union > Mali"],
    "EU sanctions on Mali are likely to be extended.": ["Renew Considered: European Union > Mali"],
    "The sanctions on Mali are likely to hurt farmers.": ["InForce Actual: - > Mali"],
    "Should the EU impose sanctions on Mali, Mali will suffer.": [
        "Impose Hypothetical: European Union > Mali"
    ],
    "Sanctions on Mali were discussed by the ministers.": ["Impose Considered: - > Mali"],
    "Sanctions on Mali followed the coup.": ["InForce Actual: - > Mali"],
    "Lenders risk being sanctioned by Norway if they help Mali.": ["Impose Considered: Norway > Lenders"],
    "Kenya wants tougher sanctions on Mali.": ["Expand CalledFor: - > Mali"],
    "Kenya wants to impose sanctions on Mali.": ["Impose Planned: Kenya > Mali"],
    "The king signed a decision imposing sanctions on 37 banks of Mali.": [
        "Impose Actual: king > 37 banks of Mali"
    ],
    "A court rejected Rosneft's appeal against UK sanctions.": ["InForce Actual: United Kingdom > -"],
    "India seeks a waiver from US sanctions on Chabahar port.": [
        "InForce Actual: United States > Chabahar port"
    ],
}


@pytest.mark.parametrize(("text", "expected"), WIELDED.items(), ids=lambda v: str(v)[:60])
def test_measures_are_had_wielded_and_drawing_near(text: str, expected: list[str]) -> None:
    assert told(text) == expected


TRAPS = {
    "The lawyer told the judge in a filing that the court had no say. Rosneft, his client, was sanctioned by "
    "the United States in 2014, the plaintiff said.": ["Impose Actual: United States > Rosneft"],
    # "the Council" is the EU's where the text is about the EU
    "The Council today renewed its sanctions on Belarus. The EU's High Representative welcomed it.": [
        "Renew Actual: Council of the European Union > Belarus"
    ],
    "Canada asked the Council to renew the sanctions on Haiti at the UN. The EU welcomed it.": [
        "Renew CalledFor: - > Haiti"
    ],
    # who is accused, thanked or told to act does
    "Mali announced that it was leaving, accusing Norway of imposing inhumane sanctions.": [
        "Impose Actual: Norway > -"
    ],
    "Cuba accused Canada of tightening the embargo.": ["Expand Actual: Canada > Cuba"],
    "Norway accuses the army of shelling a town in Mali and imposes sanctions on its leader, Ali Keita.": [
        "Impose Actual: Norway > Ali Keita"
    ],
    "In January Donald Trump scrapped the sanctions that his predecessor had placed on violent settlers.": [
        "Impose Actual: - > violent settlers",
        "Lift Actual: Donald Trump > violent settlers",
    ],
    "Norway, Sweden and Canada are exempt from the sanctions on Russia. It has also listed the Arak plant.": [
        "Exempt Actual: - > Canada, Norway, Sweden",
        "Impose Actual: - > Arak plant",
        "InForce Actual: - > Russia",
    ],
    "A tanker flies the flag of Sierra Leone. It was added to the EU's list in May. Sanctions bite.": [],
    "The EU lifted its economic sanctions on Tuesday but kept its measures against Belavia.": [
        "Lift Actual: European Union > -",
        "Maintain Actual: European Union > Belavia",
    ],
    "Norway warned that it would impose sanctions on Mali.": ["Impose Threatened: Norway > Mali"],
    "Norway warned that Sweden would impose sanctions on Mali.": ["Impose Planned: Sweden > Mali"],
    # a second clause whose subject was read as joined to what stands before
    "The EU imposed sanctions on Iran and Russia condemned the move.": [
        "Impose Actual: European Union > Iran"
    ],
    "Iran fired missiles at Israel and Britain imposed sanctions on the Guards.": [
        "Impose Actual: United Kingdom > Guards"
    ],
    "Russia invaded Ukraine and has been sanctioned by the EU.": ["Impose Actual: European Union > Russia"],
    "Britain imposed sanctions on Rosneft, and Canada on Lukoil.": [
        "Impose Actual: United Kingdom > Rosneft"
    ],
    "Norway, Britain and Canada on Monday sanctioned Rosneft.": [
        "Impose Actual: Canada, Norway, United Kingdom > Rosneft"
    ],
    "US sanctions on Iran and EU sanctions on Russia hurt.": [
        "InForce Actual: European Union > Russia",
        "InForce Actual: United States > -",
    ],
    # who tells of it, who is not meant, who did not
    "Norway announced Swedish sanctions on Belavia.": ["Impose Actual: Sweden > Belavia"],
    "Germany detained the tanker Fitburg after the US sanctioned it.": [],
    "Neither the US nor the EU has imposed sanctions on Mali.": [
        "Impose Actual not: European Union, United States > Mali"
    ],
    "Turkey has not sanctioned Russia, unlike the EU.": ["Impose Actual not: Turkey > Russia"],
    "Canada sanctioned Belarus, like the United States.": ["Impose Actual: Canada > Belarus"],
    "All sanctions except those on Belavia were lifted by Norway.": ["Lift Actual: Norway > -"],
    "Gazprom, hit by the sanctions of Canada, halted exports to Moldova.": ["Impose Actual: - > Gazprom"],
    # who acts as well is no target
    "Canada worked with Norway, which imposed sanctions on Ann Bell and six traders this morning, and with "
    "Japan.": ["Impose Actual: Norway > Ann Bell, six traders"],
    "Norway sanctioned Belavia, with Canada and Australia.": ["Impose Actual: Norway > Belavia"],
    "Canada imposed sanctions on Ann Bell, Pedro Infante and Luis Mora, and on the businessman Wu Han.": [
        "Impose Actual: Canada > Ann Bell, Luis Mora, Pedro Infante, Wu Han"
    ],
    "Japan welcomed the decision of Canada to sanction Rosneft.": ["Impose Planned: Canada > Rosneft"],
    "Spain's minister called for an arms embargo and sanctions on Belavia.": [
        "Impose CalledFor: - > Belavia"
    ],
    "Prices rose after the invasion of Ukraine and Western sanctions on Belarus.": [
        "InForce Actual: - > Belarus"
    ],
    "Russia put forward a draft resolution to prolong the UN sanctions on Mali.": [
        "Renew Considered: United Nations > Mali"
    ],
    # measures that stay, come back, are put back, put off
    "EU sanctions on Belarus will stay, officials said.": ["Maintain Planned: European Union > Belarus"],
    "Sanctions on Belarus remain a key tool of the EU.": ["InForce Actual: - > Belarus"],
    "U.N. sanctions on Iran came back into force on Saturday.": ["Reimpose Actual: United Nations > Iran"],
    "The EU put the sanctions on Syria back.": ["Reimpose Actual: European Union > Syria"],
    "The EU put off the sanctions on Syria.": ["Suspend Actual: European Union > Syria"],
    "The United States sanctioned Milorad Dodik. Britain imposed its own travel ban.": [
        "Impose Actual: United Kingdom > Milorad Dodik",
        "Impose Actual: United States > Milorad Dodik",
    ],
    "Norway is taking steps to impose sanctions on Rosneft.": ["Impose Planned: Norway > Rosneft"],
    "Canada imposed sanctions on Cuba. A law there punishes Cubans who ask foreign states for sanctions.": [
        "Impose Actual: Canada > Cuba"
    ],
    "He called on Brussels to lift the sanctions on all Cubans, not on four of them.": [
        "Lift CalledFor: European Union > Cubans"
    ],
    "Sanctions bite. Travel ban on six officials of Cuba suspended | European Union": [
        "Suspend Actual: - > six officials of Cuba"
    ],
    "Norway sanctioned two traders. The Norwegian firm added two directors in May.": [
        "Impose Actual: Norway > two traders"
    ],
    "The EU blacklisted Belavia. Two clauses were added in June.": [
        "Impose Actual: European Union > Belavia"
    ],
    "The UK sanctioned Belavia. The company's listing was annulled by a court.": [
        "Impose Actual: United Kingdom > Belavia"
    ],
    "The embargo on Cuba was proclaimed by John F. Kennedy in 1962 and tightened by others in 1992.": [
        "Expand Actual: - > Cuba",
        "Impose Actual: John F. Kennedy > Cuba",
    ],
    "Options range from visa restrictions on members of the council of Cuba to travel bans on judges.": [
        "Impose Considered: - > judges",
        "Impose Considered: - > members of the council of Cuba",
    ],
    "Canada sanctioned 16 officials. Among those targeted are Ana Bell, the president of the court, Pedro "
    "Infante, a deputy leader of the assembly, and General Luis Mora.": [
        "Impose Actual: Canada > 16 officials, Ana Bell, Luis Mora, Pedro Infante"
    ],
    "Canada suspended the travel ban on Elvis Amoroso and three other officials of Cuba. Its asset freeze "
    "on the four remains in force.": [
        "InForce Actual: Canada > Elvis Amoroso, three other officials of Cuba",
        "Suspend Actual: Canada > Elvis Amoroso, three other officials of Cuba",
    ],
    "Canada lifted its sanctions on Erik Malpica, a nephew of the first lady, Cilia Flores.": [
        "Lift Actual: Canada > Erik Malpica"
    ],
    "Canada sanctioned Cuba and Iran. Its asset freeze on the nine remains in force.": [
        "Impose Actual: Canada > Cuba, Iran",
        "InForce Actual: Canada > -",
    ],
    "Norway imposed sanctions on six executives. They shall be denied entry to Norway, including Svalbard.": [
        "Impose Actual: Norway > six executives"
    ],
    "Canada did not ban the bank from trading.": [],
    "Analysts who say Russia could face sanctions met in Oslo.": ["Impose Considered: - > Russia"],
    "Foreign banks that deal with Russia risk sanctions.": [],
    "Canada announced sanctions on Belarus to hold those responsible for the arrests to account.": [
        "Impose Actual: Canada > Belarus"
    ],
    "Canada announced sanctions on Belarus, and the EU will hold them in place.": [
        "Impose Actual: Canada > Belarus",
        "Maintain Planned: European Union > Belarus",
    ],
    "The two discussed the sanctions that Canada imposed on Iran last year.": [
        "Impose Actual: Canada > Iran"
    ],
    "Hezbollah officials agreed to impose sanctions on two banks of Norway.": [
        "Impose Planned: Hezbollah > two banks of Norway"
    ],
    "The President and Prime Minister Mikhail Mishustin were sanctioned by Canada.": [
        "Impose Actual: Canada > Mikhail Mishustin, President"
    ],
    "With the end of the war, the arms embargo on Serbia is lifted.": ["Lift Actual: - > Serbia"],
    "Canada imposed sanctions on Russia that are intended to force it to the table.": [
        "Impose Actual: Canada > Russia"
    ],
    "A trader was accused of breaking European sanctions on Russia.": [
        "InForce Actual: European Union > Russia"
    ],
    "OFAC removed Rosneft from its sanctions list.": [
        "Lift Actual: Office of Foreign Assets Control > Rosneft"
    ],
    "The conference in Washington discussed the sanctions that Canada imposed on Iran.": [
        "Impose Actual: Canada > Iran"
    ],
    "Prime Minister Mark Carney said Canada had imposed sanctions on Iran.": ["Impose Actual: Canada > Iran"],
    "Brussels imposed sanctions on Belarus.": ["Impose Actual: European Union > Belarus"],
    "The European Union met in June. The bloc imposed sanctions on Iran.": [
        "Impose Actual: European Union > Iran"
    ],
    "The European Union met in June. The 27 member states imposed sanctions on Iran.": [
        "Impose Actual: European Union > Iran"
    ],
    "Kenya failed to renew its sanctions on Rosneft.": ["Renew Actual not: Kenya > Rosneft"],
    "Canada sanctioned six people and two companies from Oman, Turkey and Iran.": [
        "Impose Actual: Canada > six people, two companies from Oman"
    ],
    "Canada imposed sanctions on Iran, and Norway and Japan said they would follow.": [
        "Impose Actual: Canada > Iran"
    ],
    "Peru barred 11 people from its territory, including Ivan Petrov, and Chile and Bolivia have agreed.": [
        "Impose Actual: Peru > 11 people, Ivan Petrov"
    ],
    "Japan banned exports of steel to North Korea.": ["Impose Actual: Japan > North Korea"],
    "Canada sanctioned Ivan Petrov, a judge of Belarus. The sanctions were lifted in May.": [
        "Impose Actual: Canada > Ivan Petrov",
        "Lift Actual: Canada > Ivan Petrov",
    ],
    "Canada sanctioned three people and five firms of Cuba. Norway announced similar measures in May.": [
        "Impose Actual: Canada > five firms of Cuba, three people",
        "Impose Actual: Norway > -",
    ],
    "The premier of Serbia would not impose sanctions on Cuba. The sanctions on Cuba are old.": [
        "Impose Considered not: premier of Serbia > Cuba",
        "InForce Actual: - > Cuba",
    ],
    "Activists called on states to sanction Cuba. The assets of Ivan Petrov are blocked. Sanctions bite.": [
        "Impose Actual: - > Ivan Petrov",
        "Impose CalledFor: states > Cuba",
    ],
    "The United States sanctioned two firms. Canada banned the sale of fuel to the country.": [
        "Impose Actual: United States > two firms"
    ],
    "Canada imposed sanctions on Cuba. Norway supports them. Rebels called for sanctions on Cuban judges.": [
        "Impose Actual: Canada > Cuba",
        "Impose CalledFor: - > Cuban judges",
    ],
    "The bill would impose sanctions on Cuban judges. Canada imposed sanctions on two Cubans.": [
        "Impose Actual: Canada > two Cubans",
        "Impose Considered: - > Cuban judges",
    ],
    "On Friday Canada sanctioned Gaviota, Cimex and MEC. It has not sanctioned Belavia.": [
        "Impose Actual not: Canada > Belavia",
        "Impose Actual: Canada > Cimex, Gaviota, MEC",
    ],
    "Iran could see its oil sanctions lifted within weeks.": ["Lift Considered: - > Iran"],
    "The Taliban asset freeze has holes. Sanctions often do.": ["InForce Actual: - > Taliban"],
    "Sanctions on Belarus will be lifted, Russian Foreign Minister Sergei Lavrov said.": [
        "Lift Planned: - > Belarus"
    ],
    "Sanctions on Belarus will be lifted, German Chancellor Friedrich Merz said.": [
        "Lift Planned: - > Belarus"
    ],
    "Norway and Peru seized the assets they hold at home. Sanctions on Cuba were imposed by Chile.": [
        "Impose Actual: Chile > Cuba"
    ],
    "The tanker changed its flag to that of the Cook Islands before it was sanctioned by Canada.": [
        "Impose Actual: Canada > tanker"
    ],
    "Canada lifted neither the embargo on arms nor its sanctions on Syria.": [
        "InForce Actual: Canada > Syria",
        "Lift Actual not: Canada > Syria",
    ],
    "A year after the country's asset freeze ended, Mali asked for aid. Sanctions hurt.": [
        "Lift Actual: - > Mali"
    ],
}
"""What other systems have stumbled over."""


@pytest.mark.parametrize(("text", "expected"), TRAPS.items(), ids=lambda v: str(v)[:60])
def test_a_known_trap_is_not_fallen_into(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "There are no sanctions on Rosneft.",
        "Gazprom is no longer under EU sanctions.",
        "Rosneft is not under U.S. sanctions.",
    ],
)
def test_sanctions_that_are_not_there_are_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Donald Trump left the deal with Iran and reinstated American sanctions on the country.",
        "Donald Trump complained that banks stayed away even after the sanctions were removed.",
        "The United States froze the assets of three firms under its sanctions. All property of these"
        " persons in the United States is blocked.",
    ],
)
def test_no_state_bears_its_own_sanctions(text: str) -> None:
    for action in read(text).actions:
        assert "United States" not in names(read(text), action.targets)
        assert not any("these" in name for name in names(read(text), action.targets))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("On Monday Barack Obama signed an order imposing sanctions on Iran.", "2025-06-16"),
        ("The Security Council voted on Monday to ban exports of arms to Iran.", "2025-06-16"),
        (
            "The European Union on Monday suspended sanctions on Iran and lifted the embargo on Syria.",
            "2025-06-16",
        ),
        ("Canada this morning sanctioned nine judges of Belarus.", "2025-06-18"),
        ("China's ministry announced on Monday that it was imposing sanctions on Boeing.", "2025-06-16"),
        ("In February 2019 Canada, after a row over spies, imposed sanctions on Iran.", "2019-02"),
        ("Canada imposed sanctions on Iran in June last year.", "2024-06"),
        (
            "On Monday the EU adopted a package of sanctions against Iran. The package bans trade with Iran.",
            "2025-06-16",
        ),
        ("Canada's new sanctions on Iran will take effect in March.", "2026-03"),
        ("Canada imposed sanctions on Iran.", None),
        ("Canada sanctioned Ivan Ban, a minister who is seen as its leader, in February.", "2025-02"),
        # the date of a measure says when it began, not when it ended, was extended or came back
        ("The EU lifted the sanctions of March 2022 against Iran.", None),
        ("Canada extended its 2018 arms embargo on Sudan.", None),
        ("In March 2025 the EU lifted its 2012 sanctions on Iran.", "2025-03"),
        # the date of a plan, of a threat or of something else in the sentence is not the act's
        ("Canada said on Monday that it would lift its sanctions on Iran.", None),
        ("Donald Trump threatened on Monday to impose sanctions on India.", None),
        ("Canada imposed sanctions on two men over the killing of nuns in March.", None),
    ],
)
def test_a_date_goes_to_the_act_that_it_dates(text: str, date: str | None) -> None:
    dates = [action.date.value if action.date else None for action in read(text).actions]
    assert dates and set(dates) == {date}


def test_a_date_may_count_from_the_act_before() -> None:
    text = "The US eased its sanctions on Iran in October 2023. It reinstated them six months later."
    assert [a.date.value for a in read(text).actions if a.date] == ["2023-10", "2024-04"]


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("Canada sanctioned Rosneft because of its part in the war.", "because of its part in the war"),
        ("The US eased sanctions on Belavia in exchange for the release of 52 people.",
         "in exchange for the release of 52 people"),
        ("Canada imposed sanctions on Rosneft, saying it had financed the war.",
         "saying it had financed the war"),
        ("Britain sanctioned tankers that it says carry Russian oil.", "that it says carry Russian oil"),
        ("Canada sanctioned the Moscow Exchange, which trades in shares.", None),
        ("Donald Trump imposed sanctions on Cuba hours after taking office.", None),
        ("Norway will keep its sanctions on Iran because it has broken the accord.",
         "because it has broken the accord"),
        ("To help motorists, Canada eased its sanctions on Cuban oil.", "To help motorists"),
        ("Norway suspended its sanctions on Cuba in recognition of the reforms.",
         "in recognition of the reforms"),
        ("Norway blacklisted two banks in Cuba and Haiti that it accuses of fraud.",
         "that it accuses of fraud"),
        ("Norway blacklisted Ivan Ban and Oleg Sid, the ministers who hold the purse.", None),
        ("Trade fell because Norway had imposed sanctions on Iran.", None),
    ],
)  # fmt: skip
def test_grounds_are_told_reasons(text: str, grounds: str | None) -> None:
    assert [action.grounds for action in read(text).actions] == [grounds]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a headline tells in short what the lead tells in full
        ("Norway hits Minsk with sanctions\n\nOSLO, June 18 - The Norwegian foreign ministry on Tuesday "
         "imposed sanctions on Belavia.", ["Impose Actual: Ministry of Foreign Affairs of Norway > Belavia"]),
        ("EU eases Syria sanctions\n\nThe European Union has eased its sanctions on Syria's banking sector.",
         ["Ease Actual: European Union > banking sector of Syria"]),
        ("Japan sanctions four Burmese generals\n\nTokyo froze the assets of four generals of Myanmar.",
         ["Impose Actual: Japan > four generals of Myanmar"]),
        # other acts, parties, modalities, numbers, times are acts of their own
        ("Norway hits Minsk with sanctions\n\nThe government in Oslo will impose sanctions on Belavia.",
         ["Impose Actual: Norway > Belarus", "Impose Planned: Norway > Belavia"]),
        ("Norway hits Minsk with sanctions\n\nThe government in Oslo has lifted its sanctions on Belavia.",
         ["Impose Actual: Norway > Belarus", "Lift Actual: Norway > Belavia"]),
        ("Norway hits Minsk with sanctions\n\nSweden imposed sanctions on Belavia.",
         ["Impose Actual: Norway > Belarus", "Impose Actual: Sweden > Belavia"]),
        ("Norway hits Minsk with sanctions\n\nIn March 2021 Norway imposed sanctions on Belavia.",
         ["Impose Actual: Norway > Belarus", "Impose Actual: Norway > Belavia"]),
        ("Japan sanctions four Burmese generals\n\nTokyo has sanctioned nine generals of Myanmar.",
         ["Impose Actual: Japan > four Burmese generals", "Impose Actual: Japan > nine generals of Myanmar"]),
        ("EU sanctions Rosneft\n\nThe European Union imposed sanctions on Russia.",
         ["Impose Actual: European Union > Rosneft", "Impose Actual: European Union > Russia"]),
        ("Norway sanctions nine Russian bankers\n\nOslo has imposed sanctions on Russia.",
         ["Impose Actual: Norway > Russia", "Impose Actual: Norway > nine Russian bankers"]),
        # a first sentence is no headline
        ("Norway imposed sanctions on Belarus.\n\nIt imposed sanctions on Belavia.",
         ["Impose Actual: Norway > Belarus", "Impose Actual: Norway > Belavia"]),
    ],
)  # fmt: skip
def test_a_headline_joins_its_lead(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Canada sanctioned nine firms, including two shipyards of Iran.", 9),
        ("Canada sanctioned Acme Trading and 12 of its affiliates.", 12),
        ("Canada sanctioned six men and two firms of Cuba.", 8),
        ("Canada sanctioned the Nord Stream 2 operator.", None),
        ("Canada sanctioned 25 targets in Cuba, including ten people and 15 firms.", 25),
        ("Canada sanctioned 9 firms of Cuba, including two mills and three banks.", 9),
        ("Canada sanctioned 19 oligarchs and 47 of their relatives.", 66),
        ("Canada Imposes Sanctions on 19 Cuban Oligarchs, their 47 Relatives and Friends", 66),
        ("The relaxation in 2013 of the sanctions on Haiti by Canada helped.", None),
    ],
)
def test_counts_are_of_those_who_bear(text: str, count: int | None) -> None:
    assert [action.target_count for action in read(text).actions] == [count]


def test_every_guess_costs_confidence() -> None:
    from sanctiongraph.annotate import roles

    source = Path(roles.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'"((?:imposer|target): [a-z\' ]+)"', source)) == roles.GUESSES
    weights = lexicon("confidence.yaml")["weights"]
    assert weights.keys() >= roles.GUESSES
    assert all(float(weights[guess]) < 0 for guess in roles.GUESSES)


def test_confidence_says_why() -> None:
    clear = read("Canada imposed sanctions on Iran.").actions[0]
    guessed = read("Canada imposed sanctions on Iran. In May the sanctions were lifted.").actions[1]
    assert 0 < guessed.confidence < clear.confidence < 1
    assert "target: from an earlier act" in guessed.reasons
