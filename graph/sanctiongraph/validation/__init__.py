"""Say what is wrong with a graph, rule by rule, and which document and sentence are behind it.

The rules are the shapes of ``shapes.ttl``. Two checkers read them and say the same: pySHACL, the
reference, and their twins in SPARQL, which a large graph needs: made of the shapes themselves, so that
a rule is written once.
"""

from __future__ import annotations

from pyoxigraph import Store

from sanctiongraph.validation import reference, twins
from sanctiongraph.validation.behind import told
from sanctiongraph.validation.breach import Breach, Violation

__all__ = ["Violation", "validate"]


def validate(store: Store, *, fast: bool = False) -> list[Violation]:
    """All that breaks a rule, sorted by document; nothing for a valid graph. Reads the union of graphs.

    With `fast`, by the twins of the shapes in SPARQL instead of by pySHACL.

    >>> validate(Store()), validate(Store(), fast=True)
    ([], [])
    """
    found: set[Breach] = set(twins.check(store) if fast else reference.check(store))
    return sorted(told(store, found))
