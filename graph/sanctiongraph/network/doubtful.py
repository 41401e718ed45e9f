"""What should be looked at twice? Unlike names of one actor, and documents that say opposite things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from typing import Any
from unicodedata import normalize

import networkx as nx

from sanctiongraph.network.coalitions import DAYS
from sanctiongraph.network.moments import day, when
from sanctiongraph.network.simple import actual, reference

__all__ = ["contradictions", "unlike"]

_ENDING = "Lift"
_GOING_ON = frozenset({"Impose", "Reimpose", "Expand", "Renew", "Maintain"})
_NAMED = frozenset({"Person", "Institution"})


def unlike(graph: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """Persons and institutions with names that share no word and no initials with their label.

    Words of institutions are the same that begin alike: "the Gabonese military" is that of Gabon.

    Rows: `id`, `label` and `names` (the unlike ones), by label.
    """
    rows = []
    for actor, node in graph.nodes(data=True):
        names = [name for name in node["aliases"] if not _akin(node["label"], name, _stem(node["kind"]))]
        if names and node["kind"] in _NAMED:
            rows.append({"id": actor, "label": node["label"], "names": names})
    return sorted(rows, key=lambda row: (row["label"], row["id"]))


def _stem(kind: str) -> int | None:
    return 5 if kind == "Institution" else None


def _akin(one: str, other: str, stem: int | None = None) -> bool:
    """Whether two names share a word or all letters, or one is the initials of the other.

    With `stem`, only so many first letters of a word are looked at.

    >>> _akin("Nicolás Maduro", "Maduro"), _akin("Office of Financial Sanctions", "OFS"), _akin("A B", "C D")
    (True, True, False)
    >>> _akin("Alfa-Bank", "AlfaBank"), _akin("Houthis", "Houthi"), _akin("Houthis", "Houthi", stem=5)
    (True, False, True)
    """
    ones, others = _words(one), _words(other)
    shared = {word[:stem] for word in ones} & {word[:stem] for word in others}
    same = bool(shared) or "".join(ones) == "".join(others)
    return same or _initials(ones, others) or _initials(others, ones)


def _words(name: str) -> list[str]:
    plain = "".join(char for char in normalize("NFKD", name) if not 0x300 <= ord(char) < 0x370)
    return re.findall(r"\w+", plain.casefold())


def _initials(short: list[str], long: list[str]) -> bool:
    """Whether a single word, without dots, is made of first letters of the other words, in order."""
    letters = iter(word[0] for word in long)
    return len(long) > 1 and all(letter in letters for letter in "".join(short))


def contradictions(actions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Claims of two documents, not more than `DAYS` apart, that cannot both be facts as told.

    Of one imposer against one target, either an act that one states and the other denies, or measures
    that one says were lifted and the other says were imposed or kept. Rows: `imposer` and `target`
    (ids), `kind` ("stated and denied" or "lifted and kept") and two `claims`.
    """
    told: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for claim in actions:
        if claim["modality"] == "Actual" and day(when(claim)):
            for pair in product(claim["sources"], claim["sinks"]):
                told[pair].append(claim)
    return [
        {
            "imposer": imposer,
            "target": target,
            "kind": kind,
            "claims": sorted([reference(one), reference(other)]),
        }
        for (imposer, target), claims in sorted(told.items())
        for kind, one, other in _opposed(claims)
    ]


def _opposed(claims: list[dict[str, Any]]) -> Iterable[tuple[str, dict[str, Any], dict[str, Any]]]:
    denied = [claim for claim in claims if claim["negated"]]
    stated = [claim for claim in claims if actual(claim)]
    for one, other in product(stated, denied):
        if one["act"] == other["act"] and _meet(one, other):
            yield "stated and denied", one, other
    lifted = [claim for claim in stated if claim["act"] == _ENDING]
    kept = [claim for claim in stated if claim["act"] in _GOING_ON]
    for one, other in product(lifted, kept):
        if _meet(one, other):
            yield "lifted and kept", one, other


def _meet(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two claims are of two documents and of about one time."""
    a, b = day(when(one)), day(when(other))
    apart = one["document_id"] != other["document_id"]
    return apart and a is not None and b is not None and abs((a - b).days) <= DAYS
