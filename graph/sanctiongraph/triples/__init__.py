"""Knowledge as RDF and back: `quads` writes the contract of the ontology, `knowledge` reads it.

Each document has a named graph, ``BASE/graph/document/ID``, that holds its description, its
claims and their evidence; all entities share ``BASE/graph/entities``. Replacing or retracting
a document is replacing or dropping its graph. There are no blank nodes. Each thing carries its
most specific class only (`sg:Person`, not `sg:Actor` as well); the ontology says the rest.
"""

from sanctiongraph.triples.measuring import measurements
from sanctiongraph.triples.minting import Mint, clean, document_graph
from sanctiongraph.triples.reading import base_of, has_claims, knowledge
from sanctiongraph.triples.writing import quads

__all__ = [
    "Mint",
    "base_of",
    "clean",
    "document_graph",
    "has_claims",
    "knowledge",
    "measurements",
    "quads",
]
