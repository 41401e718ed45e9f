"""What a checker finds, before and after it is known which document is behind it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Breach", "Violation"]


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """One thing that breaks one rule: the thing's IRI, the rule, and what of the thing breaks it."""

    focus: str
    shape: str
    path: str
    value: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that breaks one rule, and where it comes from.

    `document` is the id of the document behind it (for an entity: the first that mentions it),
    empty where there is none; `focus` the IRI of the thing; `shape` the name of the rule in
    ``shapes.ttl`` and `message` the rule in words; `path` the property, `value` the offending value,
    empty where something is missing. `severity` is "Violation", "Warning" or "Info". `sentence` is what
    the document says there: for a claim its first piece of evidence; empty for what has none.
    """

    document: str
    focus: str
    shape: str
    path: str
    value: str
    severity: str
    message: str
    sentence: str = ""
