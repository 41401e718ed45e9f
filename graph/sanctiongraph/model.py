"""The values that flow from step to step: frozen, slotted, typed.

A `Document` is read into a `Reading` (mentions, and claims that refer to mentions);
resolving many readings gives `Entity` values and one `Account` per document (the same
claims, referring to entities). `Knowledge` is both together: the twin, in Python, of the
RDF graph. A `Doubt` is a decision about identity that is worth a person's look, a `Correction`
what the person says of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Self

__all__ = [
    "AROUND",
    "Account",
    "Act",
    "Correction",
    "Document",
    "Doubt",
    "Entity",
    "Evidence",
    "Kind",
    "Knowledge",
    "Measure",
    "Mention",
    "Modality",
    "Quote",
    "Reading",
    "Relationship",
    "Remedy",
    "Run",
    "SanctionAction",
    "Side",
    "Skipped",
    "Tenure",
    "TimeExpression",
]


AROUND = 32
"""Characters on either side that tell a quotation from another of the same words."""


class Kind(StrEnum):
    """What an entity is; the value is the local name of its class in the ontology."""

    PERSON = "Person"
    INSTITUTION = "Institution"
    COUNTRY = "Country"
    GROUP = "Group"
    SECTOR = "Sector"
    ASSET = "Asset"


class Act(StrEnum):
    """What is done to restrictive measures; the value is the concept's local name."""

    IMPOSE = "Impose"
    REIMPOSE = "Reimpose"
    EXPAND = "Expand"
    RENEW = "Renew"
    MAINTAIN = "Maintain"
    EASE = "Ease"
    EXEMPT = "Exempt"
    SUSPEND = "Suspend"
    LIFT = "Lift"
    IN_FORCE = "InForce"


class Modality(StrEnum):
    """How real the text says a claim is; the value is the concept's local name."""

    ACTUAL = "Actual"
    PLANNED = "Planned"
    THREATENED = "Threatened"
    CONSIDERED = "Considered"
    CALLED_FOR = "CalledFor"
    HYPOTHETICAL = "Hypothetical"


class Measure(StrEnum):
    """A restrictive measure; the value is the concept's local name."""

    ASSET_FREEZE = "AssetFreeze"
    TRAVEL_BAN = "TravelBan"
    ARMS_EMBARGO = "ArmsEmbargo"
    EXPORT_CONTROL = "ExportControl"
    IMPORT_RESTRICTION = "ImportRestriction"
    TRADE_EMBARGO = "TradeEmbargo"
    FINANCIAL_RESTRICTION = "FinancialRestriction"
    INVESTMENT_BAN = "InvestmentBan"
    SERVICES_BAN = "ServicesBan"
    TRANSPORT_RESTRICTION = "TransportRestriction"
    SECTORAL = "SectoralMeasure"
    AID_SUSPENSION = "AidSuspension"
    DEBARMENT = "Debarment"
    DIPLOMATIC = "DiplomaticMeasure"
    SECONDARY = "SecondaryMeasure"
    PRICE_CAP = "PriceCap"
    TARIFF = "TariffMeasure"
    UNSPECIFIED = "UnspecifiedMeasure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One news text and what is known of its publication.

    `id` is the input's own identifier, else the file name. Offsets of mentions and
    evidence count characters of `text`; `digest` is the sha256 of its UTF-8 bytes. A
    document read back from a graph has its digest but no text. `date` is ISO 8601
    (``YYYY-MM-DD``) or None: an undated document stays undated.

    >>> Document(id="a", text="News.").digest[:8]
    '1ff561dd'
    """

    id: str
    text: str = ""
    date: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    digest: str = ""

    def __post_init__(self) -> None:
        if not self.digest:
            object.__setattr__(self, "digest", sha256(self.text.encode("utf-8")).hexdigest())


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that gave no document, and why: one line for the user."""

    source: str
    reason: str
    failed: bool = True
    """False where nothing went wrong (an unknown suffix in a folder, an exact duplicate)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a document names or describes an entity.

    `id` is unique in its reading ("m1", "m2", ...). `text` is the wording, `name` the name
    it stands for: the gazetteer's ("United States" for "Washington"), or the wording without
    titles, articles and possessives. `key` settles identity where a gazetteer knows the
    entity (it then is the entity's id: "country/US", "institution/us-treasury").
    """

    id: str
    start: int
    end: int
    text: str
    kind: Kind
    name: str
    country: str | None = None
    """ISO 3166-1 alpha-2, "EU" or "UN": the country it is, belongs to or acts for."""
    key: str | None = None
    described: bool = False
    """True for an entity that is described, not named: "34 family members of officials"."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date as the text has it, and its ISO value (``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``)."""

    text: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that states a claim, and the trigger in it, in characters of the text.

    `before` and `after` are up to `AROUND` characters of the text on either side of the sentence, by which
    it can be found again in a text that has changed.
    """

    start: int
    end: int
    quote: str
    trigger_start: int
    trigger_end: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What every claim carries. Roles hold references: to mentions in a reading, to entities
    in an account.

    `id` is unique within the document and comes from content. `reasons` are the named
    features behind `confidence` and the cue words behind modality and negation.
    """

    id: str
    evidence: tuple[Evidence, ...]
    modality: Modality = Modality.ACTUAL
    negated: bool = False
    confidence: float = 1.0
    attribution: str | None = None
    attributed_to: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionAction(_Claim):
    """Something done to restrictive measures: by whom, against whom, when and why."""

    act: Act
    imposers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = (Measure.UNSPECIFIED,)
    date: TimeExpression | None = None
    target_count: int | None = None
    grounds: str | None = None

    def renamed(self, new: Mapping[str, str]) -> Self:
        """The same claim with each reference replaced by `new[reference]`."""
        return replace(
            self,
            imposers=_renamed(self.imposers, new),
            targets=_renamed(self.targets, new),
            attributed_to=new[self.attributed_to] if self.attributed_to else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(_Claim):
    """An office held: "Antony Blinken, the U.S. Secretary of State"."""

    holder: str
    title: str
    at: str | None = None
    former: bool = False

    def renamed(self, new: Mapping[str, str]) -> Self:
        """The same claim with each reference replaced by `new[reference]`."""
        return replace(
            self,
            holder=new[self.holder],
            at=new[self.at] if self.at else None,
            attributed_to=new[self.attributed_to] if self.attributed_to else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship(_Claim):
    """Any other stated relation between two entities: "Gazprom owns a majority of NIS"."""

    subject: str
    relation: str
    """Local name of the relation's concept in the ontology, such as "MemberOf"."""
    object: str

    def renamed(self, new: Mapping[str, str]) -> Self:
        """The same claim with each reference replaced by `new[reference]`."""
        return replace(
            self,
            subject=new[self.subject],
            object=new[self.object],
            attributed_to=new[self.attributed_to] if self.attributed_to else None,
        )


def _renamed(references: tuple[str, ...], new: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({new[reference] for reference in references}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one document says, before anybody is identified: claims refer to mention ids."""

    mentions: tuple[Mention, ...] = ()
    actions: tuple[SanctionAction, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    relationships: tuple[Relationship, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One real actor, sector or asset, with every name it was called.

    `id` is the end of its IRI ("person/nicolas-maduro", "country/VE"); `label` the fullest
    common name; `names` its other surface forms, sorted; `hidden` what stood for it without
    being its name ("Venezuelan", "Caracas", "the Kremlin"), sorted; `country` the code of the
    country it is, belongs to or acts for; `part_of` the id of an entity; `wikidata` a Q number.
    """

    id: str
    kind: Kind
    label: str
    names: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    country: str | None = None
    part_of: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How an account came about: everything it depends on but the document.

    `version` is the software's, `fingerprint` that of the pipeline, `settings` are those that can change
    what is found and are no defaults, as ``name=value``, sorted. `started` and `ended` are ISO 8601 in UTC,
    None unless somebody asked for them: a run that is repeated is the same run.
    """

    version: str
    model: str
    fingerprint: str
    settings: tuple[str, ...] = ()
    started: str | None = None
    ended: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one document says, with everybody identified: claims refer to entity ids."""

    document: Document
    mentions: tuple[str, ...] = ()
    """Ids of the entities that the document names, sorted."""
    actions: tuple[SanctionAction, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    run: Run | None = None
    """None where nobody knows how the account came about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All that a set of documents says: entities by id, accounts by document id, sorted.

    Every id that an account refers to is the id of one of the entities; so is `part_of` of
    an entity. For each country code in use there is an entity "country/CODE" (for EU and UN
    "institution/eu" and "institution/un").
    """

    entities: tuple[Entity, ...] = ()
    accounts: tuple[Account, ...] = ()

    def entity(self) -> dict[str, Entity]:
        """Entities by their id."""
        return {entity.id: entity for entity in self.entities}


class Remedy(StrEnum):
    """What a correction does; the value is the word for it in a file of corrections."""

    SAME = "same"
    DIFFERENT = "different"
    RENAME = "rename"
    RETYPE = "retype"
    NOT_AN_ENTITY = "not-an-entity"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person knows better: one entry of a file of corrections.

    `names` are names as the texts have them, or ids of entities: two or more for `SAME`, two for
    `DIFFERENT`, otherwise one. `value` is the new label, kind or country code (None takes a country
    away). With `document`, only what that document says is corrected. `firsts`, where given, has for each
    name None or the document that its bearer begins in: elsewhere it is another's id. `line` is where the
    entry is written.
    """

    remedy: Remedy
    names: tuple[str, ...]
    value: str | None = None
    document: str | None = None
    note: str | None = None
    firsts: tuple[str | None, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence and the document it is in."""

    document: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two that a doubt is about: what a correction may call it, what it was called, and
    sentences that name it.
    """

    reference: str
    names: tuple[str, ...]
    entity: str
    country: str | None = None
    quotes: tuple[Quote, ...] = ()
    first: str | None = None
    """The document that the bearer begins in, where the reference is an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two that were taken for one actor, or for two, on thin grounds.

    `score` is their likeness (0 to 1) and `reason` says in words what was decided and why. What hangs on
    it are `actions` and `claims` (all others) that touch the side with fewer `mentions`, and these: the other
    side's stay where they are, whatever is decided.
    """

    joined: bool
    score: float
    reason: str
    one: Side
    other: Side
    actions: int = 0
    claims: int = 0
    mentions: int = 0

    @property
    def consequence(self) -> int:
        """How much hangs on it: a sanction action weighs five mentions, another claim two."""
        return 5 * self.actions + 2 * self.claims + self.mentions
