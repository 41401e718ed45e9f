"""Small hand-built worlds that tests of the network and of the pages look at."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from sanctiongraph.model import (
    Account,
    Act,
    Document,
    Entity,
    Evidence,
    Kind,
    Knowledge,
    Measure,
    Modality,
    Relationship,
    SanctionAction,
    Tenure,
    TimeExpression,
)

Claim = SanctionAction | Tenure | Relationship


def evidence(sentence: str, trigger: str, start: int = 0) -> tuple[Evidence, ...]:
    """One piece of evidence: a sentence that begins at `start`, and the trigger in it."""
    at = start + max(sentence.find(trigger), 0)
    return (Evidence(start, start + len(sentence), sentence, at, at + len(trigger)),)


def action(
    act: Act, imposers: str, targets: str, sentence: str, trigger: str, **more: object
) -> SanctionAction:
    """An action; imposers and targets are ids separated by spaces."""
    return SanctionAction(
        id="c" + sha256(f"{act}{sentence}{imposers}{targets}".encode()).hexdigest()[:10],
        act=act,
        imposers=tuple(sorted(imposers.split())),
        targets=tuple(sorted(targets.split())),
        evidence=evidence(sentence, trigger),
        **more,  # type: ignore[arg-type]
    )


def tenure(holder: str, title: str, at: str | None, *, former: bool = False) -> Tenure:
    """An office, stated by a sentence of its own."""
    sentence = f"{holder.split('/')[1].replace('-', ' ').title()}, the {title}, spoke on Friday."
    return Tenure(
        id="t" + sha256(f"{holder}{title}".encode()).hexdigest()[:10],
        holder=holder,
        title=title,
        at=at,
        former=former,
        evidence=evidence(sentence, title),
        confidence=0.9,
    )


def relationship(subject: str, relation: str, object_: str, sentence: str, trigger: str) -> Relationship:
    """Any other stated relation."""
    return Relationship(
        id="r" + sha256(f"{subject}{relation}{object_}".encode()).hexdigest()[:10],
        subject=subject,
        relation=relation,
        object=object_,
        evidence=evidence(sentence, trigger),
        confidence=0.8,
    )


def account(document: Document, *claims: Claim) -> Account:
    """What one document says; it mentions exactly those who have a part in its claims."""
    actions = tuple(claim for claim in claims if isinstance(claim, SanctionAction))
    tenures = tuple(claim for claim in claims if isinstance(claim, Tenure))
    relationships = tuple(claim for claim in claims if isinstance(claim, Relationship))
    named = {id_ for claim in actions for id_ in (*claim.imposers, *claim.targets)}
    named |= {id_ for claim in tenures for id_ in (claim.holder, claim.at) if id_}
    named |= {id_ for claim in relationships for id_ in (claim.subject, claim.object)}
    return Account(
        document=document,
        mentions=tuple(sorted(named)),
        actions=actions,
        tenures=tenures,
        relationships=relationships,
    )


def knowledge(entities: list[Entity], accounts: list[Account]) -> Knowledge:
    """Entities and accounts in the order the model asks for."""
    return Knowledge(
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        accounts=tuple(sorted(accounts, key=lambda account: account.document.id)),
    )


def country(code: str, label: str, *names: str) -> Entity:
    """A country by its code."""
    return Entity(id=f"country/{code}", kind=Kind.COUNTRY, label=label, names=names, country=code)


US, VE, PDVSA = "country/US", "country/VE", "institution/pdvsa"
TREASURY, MADURO = "institution/us-treasury", "person/nicolas-maduro"


def small() -> Knowledge:
    """The United States, its Treasury, Venezuela, PDVSA and Maduro; a bystander without a claim."""
    entities = [
        country("US", "United States", "U.S.", "Washington"),
        country("VE", "Venezuela", "Caracas"),
        Entity(
            id=TREASURY,
            kind=Kind.INSTITUTION,
            label="United States Department of the Treasury",
            names=("Treasury", "U.S. Treasury"),
            country="US",
            part_of=US,
        ),
        Entity(
            id=PDVSA, kind=Kind.INSTITUTION, label="PDVSA", names=("Petróleos de Venezuela",), country="VE"
        ),
        Entity(id=MADURO, kind=Kind.PERSON, label="Nicolás Maduro", names=("Maduro",), country="VE"),
        Entity(id="person/bystander", kind=Kind.PERSON, label="Ana Bystander"),
    ]
    first = Document(
        id="oil-licence",
        text="x",
        date="2024-04-17",
        title="Oil licence runs out",
        publisher="The Courier",
        url="https://example.org/oil-licence",
    )
    second = Document(id="undated", text="y", title="Talks go on")
    accounts = [
        account(
            first,
            action(
                Act.IMPOSE,
                TREASURY,
                MADURO,
                "The Treasury blacklisted Maduro in July 2017.",
                "blacklisted",
                date=TimeExpression("in July 2017", "2017-07"),
                measures=(Measure.ASSET_FREEZE,),
                confidence=0.95,
            ),
            action(
                Act.REIMPOSE,
                US,
                f"{PDVSA} {VE}",
                "Washington will bring its oil sanctions on Venezuela and PDVSA back.",
                "bring",
                modality=Modality.PLANNED,
                measures=(Measure.SECTORAL,),
                grounds="after the vote was called off",
                attribution="two officials",
                confidence=0.8,
                reasons=("planned: will",),
            ),
            action(
                Act.LIFT,
                US,
                VE,
                "The United States would not lift its sanctions for now.",
                "lift",
                modality=Modality.PLANNED,
                negated=True,
                confidence=0.7,
            ),
            tenure(MADURO, "president of Venezuela", VE),
        ),
        account(
            second,
            action(Act.EASE, "", VE, "The sanctions on Venezuela were eased.", "eased", confidence=0.4),
            action(
                Act.IMPOSE,
                US,
                VE,
                "America could put more sanctions on Venezuela.",
                "put",
                modality=Modality.CONSIDERED,
                confidence=0.6,
            ),
            relationship(PDVSA, "PartOf", VE, "PDVSA belongs to Venezuela.", "belongs"),
        ),
    ]
    world = knowledge(entities, accounts)
    mentioning = replace(world.accounts[1], mentions=(*world.accounts[1].mentions, "person/bystander"))
    return replace(world, accounts=(world.accounts[0], mentioning))


_ENTITIES = """
Country     | country/US                  | United States | US | Washington, U.S.
Country     | country/VE                  | Venezuela | VE | Caracas
Country     | country/RU                  | Russia | RU | Moscow, the Kremlin
Country     | country/IR                  | Iran | IR | Tehran
Country     | country/SY                  | Syria | SY | Damascus
Country     | country/GB                  | United Kingdom | GB | London, Britain
Country     | country/CA                  | Canada | CA | Ottawa
Country     | country/CH                  | Switzerland | CH | Bern
Country     | country/JP                  | Japan | JP | Tokyo
Country     | country/BY                  | Belarus | BY | Minsk
Country     | country/KP                  | North Korea | KP | Pyongyang
Country     | country/RS                  | Serbia | RS | Belgrade
Country     | country/IL                  | Israel | IL |
Institution | institution/eu              | European Union | EU | EU, the bloc, Brussels
Institution | institution/un              | United Nations | UN | UN
Institution | institution/un-sc           | United Nations Security Council | UN | Security Council
Institution | institution/us-treasury     | United States Department of the Treasury | US | Treasury
Institution | institution/us-state        | United States Department of State | US | State Department
Institution | institution/ofac            | Office of Foreign Assets Control | US | OFAC
Institution | institution/pdvsa           | PDVSA | VE | Petróleos de Venezuela
Institution | institution/gazprom         | Gazprom | RU |
Institution | institution/nis             | NIS | RS | Naftna Industrija Srbije
Institution | institution/sberbank        | Sberbank | RU |
Institution | institution/rosneft         | Rosneft | RU |
Institution | institution/irgc            | Islamic Revolutionary Guard Corps | IR | IRGC, Revolutionary Guards
Institution | institution/mahan-air       | Mahan Air | IR |
Institution | institution/commercial-bank | Commercial Bank of Syria | SY |
Institution | institution/hts             | Hayat Tahrir al-Sham | SY | HTS
Institution | institution/wagner          | Wagner Group | RU | Wagner
Institution | institution/ofsi            | Office of Financial Sanctions Implementation | GB | OFSI
Institution | institution/chevron         | Chevron | US |
Person      | person/maduro               | Nicolás Maduro | VE | Maduro
Person      | person/putin                | Vladimir Putin | RU | Putin
Person      | person/assad                | Bashar al-Assad | SY | Assad
Person      | person/sharaa               | Ahmed al-Sharaa | SY | Sharaa, Jolani
Person      | person/khamenei             | Ali Khamenei | IR | Khamenei
Person      | person/prigozhin            | Yevgeny Prigozhin | RU | Prigozhin
Person      | person/lukashenko           | Alexander Lukashenko | BY | Lukashenko
Person      | person/rodriguez            | Delcy Rodríguez | VE |
Person      | person/trump                | Donald Trump | US | Trump
Person      | person/kallas               | Kaja Kallas | EU | Kallas
Group       | group/iran-drone-makers     | makers of Iranian drones | IR |
Group       | group/settlers              | violent settlers | IL |
Sector      | sector/ve-oil               | oil industry of Venezuela | VE |
Sector      | sector/ru-oil               | oil exports of Russia | RU |
Sector      | sector/sy-energy            | energy sector of Syria | SY |
Asset       | asset/shadow-fleet          | tankers of the shadow fleet | RU |
"""  # noqa: E501

_CLAIMS = """
v1 | Impose   | Actual     |  | institution/us-treasury | person/maduro | The Treasury froze whatever Maduro holds in America. | froze | 2017-07 | AssetFreeze
v1 | Impose   | Actual     |  | country/US | institution/pdvsa | The United States cut PDVSA off its market in early 2019. | cut | 2019-01-28 | FinancialRestriction
v1 | Impose   | Actual     |  | country/CA institution/eu | person/rodriguez | Canada and the EU both blacklisted Delcy Rodríguez. | blacklisted | 2018 | TravelBan
v2 | Ease     | Actual     |  | country/US | sector/ve-oil | Washington loosened its grip on Venezuelan oil for six months. | loosened | 2023-10-18 | SectoralMeasure
v2 | Exempt   | Actual     |  | institution/ofac | institution/chevron | OFAC lets Chevron pump and ship again. | lets | 2022-11-26 | UnspecifiedMeasure
v3 | Reimpose | Planned    |  | country/US | sector/ve-oil | Washington will let the relief run out and bring the oil sanctions back. | bring | 2024-04-18 | SectoralMeasure
v3 | Reimpose | Threatened |  | country/US | country/VE | Sanctions return if Caracas bars the opposition, the White House warned. | return | | UnspecifiedMeasure
v3 | Lift     | Planned    | not | country/US | country/VE | America would not drop its existing measures, officials said. | drop | | UnspecifiedMeasure
v4 | Lift     | CalledFor  |  | country/US | country/VE | Caracas demands that every sanction be scrapped. | scrapped | | UnspecifiedMeasure
v4 | Impose   | Considered |  | institution/eu | country/VE | The bloc may list more Venezuelan judges. | list | | TravelBan
v4 | Renew    | Actual     |  | institution/eu | country/VE | The EU prolonged its arms embargo on Venezuela by a year. | prolonged | 2023-11 | ArmsEmbargo
r1 | Impose   | Actual     |  | institution/eu | person/putin | Brussels put Putin on its list a day after the tanks rolled. | put | 2022-02-25 | AssetFreeze
r1 | Impose   | Actual     |  | country/US country/GB | institution/sberbank | Washington and London shut Sberbank out. | shut | 2022-04-06 | FinancialRestriction
r1 | Impose   | Actual     |  | country/GB | institution/gazprom | Britain barred Gazprom from raising money in London. | barred | 2022-02-24 | FinancialRestriction
r1 | Impose   | Actual     |  | country/JP | country/RU | Japan joined in with export bans of its own. | joined | 2022-03 | ExportControl
r2 | Expand   | Actual     |  | institution/eu | country/RU | The EU adopted another package against Russia. | adopted | 2024-06-24 | TradeEmbargo
r2 | Impose   | Actual     |  | institution/eu | asset/shadow-fleet | Twenty-seven tankers may no longer call at European ports. | call | 2024-06-24 | TransportRestriction
r2 | Impose   | Planned    |  | institution/eu | sector/ru-oil | A lower price cap on Russian crude comes next, said Kallas. | comes | | PriceCap
r3 | Impose   | Actual     |  | institution/ofac | institution/gazprom | OFAC hit Gazprom's oil arm in January. | hit | 2025-01-10 | SectoralMeasure
r3 | Impose   | Planned    |  | institution/us-treasury | institution/nis | The Treasury will sanction NIS unless its owners sell. | sanction | | UnspecifiedMeasure
r3 | Suspend  | Actual     |  | institution/us-treasury | institution/nis | The Treasury put the NIS measures off for a month. | put | 2025-03 | UnspecifiedMeasure
r4 | Impose   | Threatened |  | person/trump | country/RU | Trump warned Moscow of secondary tariffs. | warned | | SecondaryMeasure
r4 | Impose   | Actual     |  | institution/us-treasury | institution/rosneft | The Treasury blacklisted Rosneft. | blacklisted | 2025-10-22 | AssetFreeze
r4 | Impose   | Actual     |  | country/CH | country/RU | Switzerland took over the European measures. | took | 2022-02-28 | AssetFreeze
r5 | Impose   | Actual     |  | institution/eu country/GB country/US | institution/wagner | The EU, Britain and America listed Wagner. | listed | 2023 | AssetFreeze
r5 | Impose   | Actual     |  | country/GB | person/prigozhin | London froze Prigozhin's assets. | froze | 2020-10 | AssetFreeze
r5 | Impose   | Actual     |  | institution/ofsi | asset/shadow-fleet | The British office named further tankers. | named | 2024-11-25 | TransportRestriction
r5 | Impose   | Actual     |  | institution/eu country/CA | person/lukashenko | Canada and the EU listed Lukashenko. | listed | 2020-11 | TravelBan
r5 | Expand   | Actual     |  | institution/eu | country/BY | The bloc tightened its trade ban on Belarus. | tightened | 2024-06-29 | TradeEmbargo
r5 | Ease     | Considered |  | country/US | country/BY | Washington weighs relief for Minsk. | weighs | | UnspecifiedMeasure
r6 | Impose   | Actual     |  | country/RU | person/kallas | Moscow put Kallas on a wanted list and barred her. | barred | 2024-02-13 | TravelBan
r6 | InForce  | Actual     |  | institution/eu | country/RU | European sanctions on Russia remain the widest ever. | sanctions | | UnspecifiedMeasure
r6 | InForce  | Actual     |  | country/US | country/RU | American sanctions on Russia bite, the bank said. | sanctions | | UnspecifiedMeasure
r6 | Lift     | CalledFor  |  | country/US | country/RU | The Kremlin wants the sanctions gone. | gone | | UnspecifiedMeasure
i1 | Impose   | Actual     |  | institution/us-treasury | institution/irgc | The Treasury named the Guards' trading arms. | named | 2023-06 | FinancialRestriction
i1 | Impose   | Actual     |  | country/GB institution/eu | group/iran-drone-makers | Britain and the EU punished the makers of drones. | punished | 2022-10-20 | AssetFreeze
i1 | Impose   | Actual     |  | institution/us-treasury | institution/mahan-air | The Treasury blacklisted Mahan Air. | blacklisted | 2011-10-12 | AssetFreeze
i2 | Reimpose | Actual     |  | institution/un-sc | country/IR | The old resolutions on Iran snapped back. | snapped | 2025-09-28 | ArmsEmbargo
i2 | Reimpose | Actual     |  | institution/eu | country/IR | The EU restored its oil embargo on Iran. | restored | 2025-09-29 | TradeEmbargo
i2 | Impose   | Considered |  | institution/eu | institution/irgc | Ministers discussed listing the Guards as terrorists. | listing | | AssetFreeze
i3 | Ease     | Hypothetical |  | country/US | country/IR | Easing sanctions on Iran would bring oil prices down, the study says. | Easing | | UnspecifiedMeasure
i3 | Impose   | Actual     |  | institution/us-treasury | person/khamenei | The Treasury blocked Khamenei and his office. | blocked | 2019-06-24 | AssetFreeze
i3 | Lift     | Actual     | not | country/US | country/IR | The talks ended and the United States lifted nothing. | lifted | | UnspecifiedMeasure
s1 | Impose   | Actual     |  | institution/eu | person/assad | The EU listed Assad in May 2011. | listed | 2011-05-23 | TravelBan
s1 | Lift     | Actual     |  | institution/eu | sector/sy-energy | The EU lifted its ban on Syrian energy. | lifted | 2025-02-24 | SectoralMeasure
s1 | Lift     | Actual     |  | institution/eu | country/SY | Brussels ended its economic sanctions on Syria. | ended | 2025-05-28 | TradeEmbargo
s2 | Lift     | Planned    |  | person/trump | country/SY | Trump said he would order an end to the sanctions on Syria. | order | | UnspecifiedMeasure
s2 | Exempt   | Actual     |  | institution/ofac | institution/commercial-bank | OFAC licensed dealings with the Commercial Bank of Syria. | licensed | 2025-05-23 | FinancialRestriction
s2 | Lift     | Actual     |  | institution/us-state | institution/hts | The State Department struck HTS from its list. | struck | 2025-07-08 | UnspecifiedMeasure
s3 | Lift     | Actual     |  | institution/un-sc | person/sharaa | The Security Council took Sharaa off its list. | took | 2025-11-06 | TravelBan
s3 | Lift     | Actual     |  | country/GB | person/sharaa | Britain followed a day later. | followed | 2025-11-07 | AssetFreeze
s3 | Maintain | Actual     |  | institution/eu | person/assad | The EU keeps its measures against Assad. | keeps | | AssetFreeze
s3 | Ease     |  Planned   |  | country/CA | country/SY | Ottawa is going to loosen its Syria rules. | loosen | | UnspecifiedMeasure
k1 | Renew    | Actual     |  | institution/un-sc | country/KP | The Council extended the mandate of its embargo. | extended | 2023-03 | ArmsEmbargo
k1 | Impose   | Actual     |  | country/JP | country/KP | Tokyo froze the assets of further firms. | froze | 2023-09-01 | AssetFreeze
k1 | Impose   | Actual     |  | country/US country/GB | group/settlers | Washington and London sanctioned violent settlers. | sanctioned | 2024-02 | TravelBan
k1 | Ease     | Actual     |  | | country/SY | Sanctions on Syria were eased. | eased | | UnspecifiedMeasure
k1 | Impose   | Planned    |  | country/GB | | London is about to announce more sanctions. | announce | | UnspecifiedMeasure
"""  # noqa: E501

_TENURES = """
v1 | person/maduro | president | country/VE
v3 | person/rodriguez | vice-president | country/VE
r1 | person/putin | president | country/RU
r2 | person/kallas | foreign policy chief | institution/eu
r4 | person/trump | president | country/US
r5 | person/prigozhin | founder | institution/wagner
r5 | person/lukashenko | ruler | country/BY
s1 | person/assad | former president | country/SY
s2 | person/sharaa | interim president | country/SY
i3 | person/khamenei | supreme leader | country/IR
"""

_TITLES = {
    "v": "Venezuela: what the measures cost",
    "r": "Russia under pressure",
    "i": "Iran and the return of the embargo",
    "s": "Syria after the fall",
    "k": "Short news",
}


def wide() -> Knowledge:
    """Some forty-five actors and seventy claims on Venezuela, Russia, Iran and Syria."""
    entities = [_entity(*_cells(line)) for line in _ENTITIES.strip().splitlines()]
    claims: dict[str, list[Claim]] = {}
    for line in _CLAIMS.strip().splitlines():
        document, *cells = _cells(line)
        claims.setdefault(document, []).append(_wide_action(*cells))
    for line in _TENURES.strip().splitlines():
        document, holder, title, at = _cells(line)
        claims[document].append(tenure(holder, title.removeprefix("former "), at, former="former" in title))
    claims["r3"].append(
        relationship("institution/gazprom", "Owns", "institution/nis", "Gazprom owns most of NIS.", "owns")
    )
    return knowledge(entities, [account(_wide_document(id_), *held) for id_, held in claims.items()])


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _entity(kind: str, id_: str, label: str, code: str, names: str) -> Entity:
    others = tuple(sorted(name.strip() for name in names.split(",") if name.strip()))
    return Entity(id=id_, kind=Kind(kind), label=label, names=others, country=code)


def _wide_document(id_: str) -> Document:
    date = None if id_ == "k1" else f"202{4 + int(id_[1]) % 2}-0{int(id_[1])}-1{int(id_[1])}"
    return Document(
        id=f"{id_}.txt",
        text=id_,
        date=date,
        title=_TITLES[id_[0]],
        publisher="The Courier" if id_[0] in "vr" else "Evening Wire",
        url=f"https://example.org/news/{id_}",
    )


def _wide_action(*cells: str) -> SanctionAction:
    act, modality, negated, imposers, targets, sentence, trigger, date, measure = cells
    return action(
        Act(act),
        imposers,
        targets,
        sentence,
        trigger,
        modality=Modality(modality),
        negated=bool(negated),
        date=TimeExpression(date, date) if date else None,
        measures=(Measure(measure),),
        confidence=0.9 if modality == "Actual" else 0.75,
        reasons=(f"frame: {trigger}", "imposer: subject"),
        attribution="officials" if "said" in sentence else None,
    )


def asked() -> Knowledge:
    """The wide world, and reports that plan, repeat, deny and contradict: a row for every question."""
    world = wide()
    return knowledge(
        [
            *world.entities,
            Entity(id="person/ali-hassan", kind=Kind.PERSON, label="Ali Hassan", names=("A. Hassan",)),
            Entity(
                id="person/ali-hassan-2",
                kind=Kind.PERSON,
                label="Ali Hassan",
                names=("A. Hassan", "Abu Ali"),
                country="IR",
            ),
            Entity(id="group/smugglers", kind=Kind.GROUP, label="smugglers at sea", names=("Abu Ali",)),
        ],
        [*world.accounts, *_reports()],
    )


def _reports() -> list[Account]:
    ca, ru, by, ve, us = (f"country/{code}" for code in ("CA", "RU", "BY", "VE", "US"))
    sberbank, eu, freeze = "institution/sberbank", "institution/eu", (Measure.ASSET_FREEZE,)

    def dated(value: str) -> TimeExpression:
        return TimeExpression(value, value)

    return [
        account(
            Document(id="x1", text="x1", date="2024-02-01", title="Ottawa plans"),
            action(
                Act.IMPOSE,
                ca,
                sberbank,
                "Canada plans to freeze what Sberbank owns.",
                "freeze",
                modality=Modality.PLANNED,
                measures=freeze,
                confidence=0.9,
            ),
            action(
                Act.EXPAND,
                "country/JP",
                ru,
                "Tokyo threatened to widen its bans in June 2024.",
                "widen",
                modality=Modality.THREATENED,
                measures=(Measure.EXPORT_CONTROL,),
                date=dated("2024-06"),
                confidence=0.5,
                reasons=("threat: threatened",),
            ),
            action(
                Act.LIFT,
                ca,
                by,
                "If Minsk freed them, Canada could lift its sanctions.",
                "lift",
                modality=Modality.HYPOTHETICAL,
                confidence=0.7,
            ),
            action(
                Act.SUSPEND,
                ca,
                by,
                "Canada suspended its ban on Belarus in May 2023.",
                "suspended",
                measures=(Measure.TRADE_EMBARGO,),
                date=dated("2023-05"),
                confidence=0.9,
            ),
            tenure("person/assad", "president", "country/SY"),
        ),
        account(
            Document(id="x2", text="x2", date="2024-03-01", title="Ottawa acts"),
            action(
                Act.IMPOSE,
                ca,
                sberbank,
                "Canada froze what Sberbank owns on 5 February over the war, officials said.",
                "froze",
                measures=freeze,
                date=dated("2024-02-05"),
                grounds="over the war",
                attribution="officials",
                confidence=0.9,
            ),
            action(
                Act.REIMPOSE,
                ca,
                by,
                "In November 2023 Canada brought its ban on Belarus back.",
                "brought",
                measures=(Measure.TRADE_EMBARGO,),
                date=dated("2023-11"),
                confidence=0.9,
            ),
            action(
                Act.IMPOSE,
                ve,
                us,
                "Caracas barred American envoys in 2020.",
                "barred",
                measures=(Measure.TRAVEL_BAN,),
                date=dated("2020"),
                grounds="for meddling",
                confidence=0.55,
                reasons=("imposer: capital",),
            ),
            relationship(
                "person/prigozhin", "AllyOf", "person/putin", "Prigozhin, an ally of Putin.", "ally"
            ),
            relationship(
                "person/ali-hassan-2",
                "MemberOf",
                "institution/irgc",
                "Hassan serves in the Guards.",
                "serves",
            ),
        ),
        account(
            Document(id="x3", text="x3", date="2024-04-01", title="Ottawa again"),
            action(
                Act.IMPOSE,
                ca,
                sberbank,
                "Canada still weighs a freeze on Sberbank.",
                "weighs",
                modality=Modality.CONSIDERED,
                measures=freeze,
                confidence=0.8,
            ),
            action(
                Act.IMPOSE,
                ca,
                sberbank,
                "Ottawa's freeze on Sberbank dates from June 2023.",
                "freeze",
                measures=freeze,
                date=dated("2023-06"),
                confidence=0.8,
            ),
            tenure("person/sharaa", "president", "country/SY"),
        ),
        account(
            Document(id="x4", text="x4", date="2024-03-01", title="Not so"),
            action(
                Act.IMPOSE,
                ca,
                sberbank,
                "Canada never froze anything of Sberbank, Kallas said.",
                "froze",
                negated=True,
                measures=freeze,
                attribution="Kallas",
                attributed_to="person/kallas",
                confidence=0.8,
            ),
            action(
                Act.IMPOSE,
                eu,
                ru,
                "Kallas called on the Union to punish Russia.",
                "punish",
                modality=Modality.CALLED_FOR,
                attributed_to="person/kallas",
                confidence=0.8,
            ),
            action(
                Act.LIFT, eu, "", "The Union will lift some sanctions.", "lift", modality=Modality.PLANNED
            ),
            action(
                Act.RENEW,
                eu,
                by,
                "In 2022 the Union did not renew its measures.",
                "renew",
                negated=True,
                date=dated("2022"),
            ),
            action(Act.IMPOSE, "", ru, "Russia was put under further sanctions.", "put"),
        ),
    ]
