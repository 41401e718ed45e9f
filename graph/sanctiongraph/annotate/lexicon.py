"""The words of sanction language, read from the data files in ``ontology/lexicon``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from sanctiongraph.errors import ResourceError
from sanctiongraph.model import Act, Modality
from sanctiongraph.resources import ontology_text

__all__ = ["Lexicon", "lexicon", "words"]


class Lexicon:
    """A read-only view of one data file: lists of words, and tables from a word to its act.

    >>> lexicon("acts.yaml").act("verbs_on_measures", "lift")
    <Act.LIFT: 'Lift'>
    """

    __slots__ = ("_data", "_name")

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        self._name = name
        self._data = MappingProxyType(dict(data))

    def __getitem__(self, key: str) -> Any:
        try:
            return self._data[key]
        except KeyError:
            raise ResourceError(f"lexicon/{self._name}: no entry {key!r}") from None

    def set(self, key: str) -> frozenset[str]:
        """A flat list as a set of words."""
        return _word_set(self._name, key)

    def act(self, key: str, lemma: str) -> Act | None:
        """The act that a lemma carries in this table, or None."""
        return _table(self._name, key, Act).get(lemma)

    def modality(self, key: str, lemma: str) -> Modality | None:
        """The modality that a lemma carries in this table, or None."""
        return _table(self._name, key, Modality).get(lemma)


@cache
def lexicon(name: str) -> Lexicon:
    """The lexicon file of this name; ResourceError if it is missing or not YAML."""
    try:
        # BaseLoader keeps every scalar a string: "on", "no" and "off" are words here, not booleans.
        data = yaml.load(ontology_text("lexicon", name), Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        raise ResourceError(f"lexicon/{name}: not YAML: {error}") from error
    if not isinstance(data, dict):
        raise ResourceError(f"lexicon/{name}: holds no entries")
    return Lexicon(name, data)


@cache
def _word_set(name: str, key: str) -> frozenset[str]:
    return frozenset(str(word) for word in lexicon(name)[key])


@cache
def _table(name: str, key: str, kind: Any) -> Mapping[str, Any]:
    table: dict[str, Any] = {}
    for value, lemmas in lexicon(name)[key].items():
        for lemma in lemmas:
            table.setdefault(str(lemma), kind(value))
    return table


def words(name: str, key: str) -> frozenset[str]:
    """A flat list of a lexicon file as a set: ``words("stance.yaml", "reports")``."""
    return lexicon(name).set(key)
