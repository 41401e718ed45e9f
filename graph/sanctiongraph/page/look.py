"""How kinds of actors and states of affairs look, and what the map and the report call them.

Colours are in ``assets/base.css`` under the same keys, once for light and once for dark; shapes and
dashes tell the same without colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = [
    "ACTS",
    "ACT_NOUNS",
    "KINDS",
    "MEASURES",
    "MODALITIES",
    "STATES",
    "KindLook",
    "StateLook",
    "deed",
    "state_of",
]


@dataclass(frozen=True, slots=True)
class KindLook:
    """A kind of actor: its vis-network shape, its name in the legend, the same shape in SVG."""

    key: str
    words: str
    shape: str
    outline: str
    """Points of a polygon in a box of 20 by 20; empty for a circle."""


@dataclass(frozen=True, slots=True)
class StateLook:
    """A state of affairs between two actors: its line, its name and a sentence about it."""

    key: str
    words: str
    meaning: str
    dashes: tuple[int, ...] = ()
    width: float = 2.0
    arrow: str = "arrow"
    """vis-network's end of the line: "arrow", "circle" for relief, "bar" for what is denied, "" for none."""


KINDS = (
    KindLook("Country", "Country or union", "hexagon", "10,1 18,5.5 18,14.5 10,19 2,14.5 2,5.5"),
    KindLook("Institution", "Institution", "square", "3,3 17,3 17,17 3,17"),
    KindLook("Person", "Person", "dot", ""),
    KindLook("Group", "Group, not named", "triangle", "10,2 19,18 1,18"),
    KindLook("Sector", "Sector", "diamond", "10,1 19,10 10,19 1,10"),
    KindLook("Asset", "Ship, good, asset", "triangleDown", "1,2 19,2 10,18"),
)

STATES = (
    StateLook("imposed", "In force or imposed", "the texts state it as a fact", width=2.4),
    StateLook("planned", "Only planned", "decided or intended, not yet done", (9, 6), 2.4),
    StateLook("possible", "Threatened, discussed", "threatened, considered or called for", (2, 5), 2.2),
    StateLook("relieved", "Eased or lifted", "eased, exempted, suspended or lifted", (), 2.2, "circle"),
    StateLook(
        "relief-planned", "Relief planned", "easing or lifting decided, not yet done", (9, 6), 2.2, "circle"
    ),
    StateLook(
        "relief-possible",
        "Relief discussed",
        "easing or lifting offered or called for",
        (2, 5),
        2.0,
        "circle",
    ),
    StateLook("refused", "Refused, ruled out", "the text says it does not happen", (14, 4, 2, 4), 2.0, "bar"),
    StateLook("office", "Office held", "a person holds or held an office there", width=1.0, arrow=""),
    StateLook("relation", "Other relation", "any other relation that a text states", (6, 3), 1.0),
)

ACTS = {
    "Impose": ("imposes sanctions on", "impose sanctions on"),
    "Reimpose": ("reimposes sanctions on", "reimpose sanctions on"),
    "Expand": ("expands sanctions on", "expand sanctions on"),
    "Renew": ("renews sanctions on", "renew sanctions on"),
    "Maintain": ("keeps sanctions on", "keep sanctions on"),
    "Ease": ("eases sanctions on", "ease sanctions on"),
    "Exempt": ("grants an exemption to", "grant an exemption to"),
    "Suspend": ("suspends sanctions on", "suspend sanctions on"),
    "Lift": ("lifts sanctions on", "lift sanctions on"),
    "InForce": ("has sanctions in force on", "have sanctions in force on"),
}
"""What one imposer does, and what several do."""

ACT_NOUNS = {
    "Impose": "imposed",
    "Reimpose": "reimposed",
    "Expand": "expanded",
    "Renew": "renewed",
    "Maintain": "kept",
    "Lift": "lifted",
    "Suspend": "suspended",
    "Exempt": "exempted",
    "Ease": "eased",
    "InForce": "in force",
}
"""Acts as a legend names them."""

PHRASES = {
    ("Actual", False): ("", ""),
    ("Planned", False): ("plans to", "plan to"),
    ("Threatened", False): ("threatens to", "threaten to"),
    ("Considered", False): ("may", "may"),
    ("CalledFor", False): ("is asked to", "are asked to"),
    ("Hypothetical", False): ("might, hypothetically,", "might, hypothetically,"),
    ("Actual", True): ("does not", "do not"),
    ("Planned", True): ("will not", "will not"),
    ("Threatened", True): ("does not threaten to", "do not threaten to"),
    ("Considered", True): ("is not about to", "are not about to"),
    ("CalledFor", True): ("is asked not to", "are asked not to"),
    ("Hypothetical", True): ("would, hypothetically, not", "would, hypothetically, not"),
}
"""How real it is, by modality and negation: put before the act."""

MODALITIES = {
    "Actual": "stated as a fact",
    "Planned": "planned",
    "Threatened": "threatened",
    "Considered": "under consideration",
    "CalledFor": "called for by others",
    "Hypothetical": "hypothetical",
}
MEASURES = {
    "AssetFreeze": "asset freeze",
    "TravelBan": "travel ban",
    "ArmsEmbargo": "arms embargo",
    "ExportControl": "export control",
    "ImportRestriction": "import restriction",
    "TradeEmbargo": "trade embargo",
    "FinancialRestriction": "financial restriction",
    "InvestmentBan": "investment ban",
    "ServicesBan": "services ban",
    "TransportRestriction": "transport restriction",
    "SectoralMeasure": "sectoral measure",
    "AidSuspension": "aid suspension",
    "Debarment": "debarment",
    "DiplomaticMeasure": "diplomatic measure",
    "SecondaryMeasure": "secondary sanctions",
    "PriceCap": "price cap",
    "TariffMeasure": "tariff",
    "UnspecifiedMeasure": "measure not named",
}

_RELIEF = frozenset({"Ease", "Exempt", "Suspend", "Lift"})
_REALITY = {"Actual": 0, "Planned": 1}
_RESTRICTING = ("imposed", "planned", "possible")
_RELIEVING = ("relieved", "relief-planned", "relief-possible")


def deed(act: str, modality: str, *, negated: bool, several: bool) -> str:
    """An act in words that say how real it is, to stand between imposer and target.

    >>> deed("Lift", "Planned", negated=True, several=False)
    'will not lift sanctions on'
    >>> deed("Impose", "Actual", negated=False, several=False)
    'imposes sanctions on'
    """
    phrase = PHRASES[modality, negated][several]
    return f"{phrase} {ACTS[act][1]}" if phrase else ACTS[act][several]


def state_of(claim: Mapping[str, Any]) -> str:
    """The key of the state that a claim puts two actors in.

    >>> state_of({"type": "action", "act": "Lift", "modality": "Planned", "negated": True})
    'refused'
    >>> state_of({"type": "action", "act": "Impose", "modality": "Threatened", "negated": False})
    'possible'
    """
    if claim["negated"]:
        return "refused"
    if claim["type"] != "action":
        return "office" if claim["type"] == "tenure" else "relation"
    scale = _RELIEVING if claim["act"] in _RELIEF else _RESTRICTING
    return scale[_REALITY.get(claim["modality"], 2)]
