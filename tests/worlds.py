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
