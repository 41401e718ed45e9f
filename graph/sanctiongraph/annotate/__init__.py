"""Read a document: who is named in it, which offices they hold, and which sanction actions it states.

The one room that knows spaCy. `Annotator` loads a pipeline, adds our components to it and turns
each `Document` into a `Reading`.
"""

from __future__ import annotations

from sanctiongraph.annotate.annotator import DEFAULT_MODEL, LONGEST_TEXT, Annotator, fingerprint

__all__ = ["DEFAULT_MODEL", "LONGEST_TEXT", "Annotator", "fingerprint"]
