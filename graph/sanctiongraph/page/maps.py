"""The interactive map: one file that opens without a network and shows every claim's sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sanctiongraph import gazetteer
from sanctiongraph.page.claims import shown_claim, shown_document
from sanctiongraph.page.drawing import drawing
from sanctiongraph.page.look import ACT_NOUNS, KINDS, MEASURES, MODALITIES, STATES, state_of
from sanctiongraph.page.markup import asset, data, page, program, vis_network
from sanctiongraph.vocab import DCTERMS, RDFS, SCHEMA, SG

__all__ = ["map_page"]


_MODULES = (
    "core",
    "view",
    "filter",
    "labels",
    "draw",
    "claims",
    "panel",
    "find",
    "route",
    "drawer",
    "timeline",
    "table",
    "picture",
    "sparql",
    "save",
    "main",
)
"""The parts of the map's script, in ``assets/map/``; the last one starts it."""


def map_page(picture: Mapping[str, Any], *, title: str = "Who sanctions whom") -> str:
    """A complete HTML document from what ``network.picture`` gives; the same input, the same bytes.

    All texts are shown as text, whatever they hold. Without nodes the page says that nothing was
    found; where the picture holds only a part of the network, it says how much. About 550 kB for the
    library and the script and 1 to 1.5 kB for each claim.
    """
    drawn = drawing(picture)
    states = {state_of(claim) for claim in picture["claims"]}
    kinds = Counter(node["group"] for node in drawn["nodes"])
    return page(
        "map.html.j2",
        scripts=(vis_network(), _script()) if drawn["nodes"] else (),
        styles=(asset("base.css"), asset("map.css")),
        title=title,
        counts=picture["counts"],
        empty=not drawn["nodes"],
        held={"actors": len(picture["nodes"]), "claims": len(picture["claims"])},
        whole=picture["whole"],
        kinds=[look for look in KINDS if kinds[look.key]],
        states=[look for look in STATES if look.key in states],
        data=data(_content(picture, drawn)),
    )


def _script() -> str:
    return program(*(f"map/{name}.js" for name in _MODULES))


def _content(picture: Mapping[str, Any], drawn: dict[str, Any]) -> dict[str, Any]:
    documents = picture["documents"]
    cited = sorted({claim["document"] for claim in picture["claims"]})
    place = {document: number for number, document in enumerate(cited)}
    claims = [shown_claim(claim, documents, picture["nodes"]) for claim in picture["claims"]]
    return {
        **drawn,
        "actors": [_actor(node) for node in picture["nodes"]],
        "communities": picture["communities"],
        "claims": [{**claim, "document": place[claim["document"]]} for claim in claims],
        "documents": [shown_document(documents[document]) for document in cited],
        "states": [asdict(look) for look in STATES],
        "kinds": [asdict(look) for look in KINDS],
        "acts": ACT_NOUNS,
        "modalities": MODALITIES,
        "measures": MEASURES,
        "vocabulary": {"sg": SG, "rdfs": RDFS, "dcterms": DCTERMS, "schema": SCHEMA},
    }


def _actor(node: Mapping[str, Any]) -> dict[str, Any]:
    kept = {
        name: node[name]
        for name in ("names", "state", "country", "community", "part_of", "claims", "documents", "id")
    }
    told = {node["label"], *node["names"]}
    also = [name for name in gazetteer.names(node["id"]) if name not in told]
    return {name: value for name, value in {**kept, "also": also}.items() if value}
