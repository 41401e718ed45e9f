"""What people know better, kept in a file that they write by hand or with ``sanctiongraph review``.

The file is YAML, one list of entries, each with one of six words and, if it shall hold there only, the
identifier of a document:

    - same: [Antal Rogán, A. Rogan]
      note: the brackets of the minister's own site
    - different: [Ali Hassan, Ali Hassan Salameh]
    - rename: {entity: person/antal-rogan, label: Antal Rogán}
    - retype: {entity: Blue Harbor, kind: Institution}
    - country: {entity: Blue Harbor, country: VE}
    - not-an-entity: Reuters Friday
      document: wire-0815

Names are written as the texts have them (accents and case don't matter), or are ids of entities.
"""

from sanctiongraph.corrections.adding import Answers, add
from sanctiongraph.corrections.agreement import settled
from sanctiongraph.corrections.reading import FILE, read

__all__ = ["FILE", "Answers", "add", "read", "settled"]
