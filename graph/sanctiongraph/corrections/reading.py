"""Read a file of corrections: every fault is one line, with the number of the line it is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sanctiongraph import gazetteer
from sanctiongraph.corrections.agreement import contradictions
from sanctiongraph.errors import CorrectionsError
from sanctiongraph.gazetteer import comparable
from sanctiongraph.model import Correction, Kind, Remedy

__all__ = ["FILE", "parse", "read", "root"]

FILE = "corrections.yaml"
"""What the file is called in an output folder."""

_BESIDE = ("document", "note")
_NULL = "tag:yaml.org,2002:null"
_BROKEN = "not YAML"


class _FaultError(Exception):
    """What is wrong, and in which line."""

    def __init__(self, node: Node, words: str) -> None:
        super().__init__(words)
        self.line: int = node.start_mark.line + 1


def read(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file, in their order. CorrectionsError with every fault it has."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorrectionsError(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CorrectionsError(f"{path}: not UTF-8 text") from error
    return parse(text, path)


def parse(text: str, path: Path) -> tuple[Correction, ...]:
    """The corrections of a text; `path` is what its faults are told under."""
    found: list[Correction] = []
    faults: list[tuple[int, str]] = []
    listed = root(text, path)
    for node in listed.value if listed else ():
        try:
            found.append(_correction(node))
        except _FaultError as fault:
            faults.append((fault.line, str(fault)))
    faults.extend(contradictions(found))
    if faults:
        raise CorrectionsError(*(f"{path}:{line}: {words}" for line, words in sorted(faults)))
    return tuple(found)


def root(text: str, path: Path) -> SequenceNode | None:
    """The list that the text is, as YAML nodes; None for a text without any entry."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CorrectionsError(f"{path}:{line}: {_BROKEN}: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise CorrectionsError(f"{path}:1: {_BROKEN}: {' '.join(str(error).split())}") from error
    if node is None or _is_null(node):
        return None
    if not isinstance(node, SequenceNode):
        raise CorrectionsError(
            f"{path}:{node.start_mark.line + 1}: a list of entries is needed: '- same: ...'"
        )
    return node


def _correction(node: Node) -> Correction:
    words = " ".join(Remedy)
    fields = _fields(node, (*Remedy, *_BESIDE), what=f"an entry, one of {words}")
    remedies = [Remedy(name) for name in fields if name not in _BESIDE]
    if len(remedies) != 1:
        raise _FaultError(node, f"an entry has one of {words}; here are {len(remedies)}")
    names, value = _FORMS[remedies[0]](fields[remedies[0]])
    return Correction(
        remedy=remedies[0],
        names=names,
        value=value,
        document=_text(fields["document"], "document") if "document" in fields else None,
        note=_text(fields["note"], "note") if "note" in fields else None,
        line=node.start_mark.line + 1,
    )


def _fields(node: Node, allowed: tuple[str, ...], *, what: str) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        raise _FaultError(node, f"{_shown(node)} is not {what}")
    found: dict[str, Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, ScalarNode) else _shown(key)
        if name not in allowed:
            raise _FaultError(key, f"unknown {name!r}; allowed are {' '.join(allowed)}")
        if name in found:
            raise _FaultError(key, f"{name!r} is there twice")
        found[name] = value
    return found


Form = Callable[[Node], tuple[tuple[str, ...], str | None]]
"""What reads the part behind an entry's word: names, and the new value."""


def _several(node: Node) -> tuple[tuple[str, ...], str | None]:
    names = tuple(_names(node, "same: [NAME, NAME, ...]"))
    if len(names) < 2:
        raise _FaultError(node, "same needs two names or more: same: [NAME, NAME, ...]")
    return names, None


def _two(node: Node) -> tuple[tuple[str, ...], str | None]:
    names = tuple(_names(node, "different: [NAME, NAME]"))
    if len(names) != 2:
        raise _FaultError(node, f"different needs two names, not {len(names)}: different: [NAME, NAME]")
    return names, None


def _names(node: Node, form: str) -> Iterator[str]:
    if not isinstance(node, SequenceNode):
        raise _FaultError(node, f"{_shown(node)} is not a list of names: {form}")
    seen: set[str] = set()
    for each in node.value:
        name = _text(each, "a name")
        if comparable(name) in seen:
            raise _FaultError(each, f"{name!r} is there twice; case and accents don't tell names apart")
        seen.add(comparable(name))
        yield name


def _one(node: Node) -> tuple[tuple[str, ...], str | None]:
    return (_text(node, "not-an-entity"),), None


def _valued(field: str, value: Callable[[Node], str | None]) -> Form:
    """A form of two fields: whose, and the new value."""

    def form(node: Node) -> tuple[tuple[str, ...], str | None]:
        wanted = f"{{entity: NAME, {field}: ...}}"
        fields = _fields(node, ("entity", field), what=f"of the form {wanted}")
        for name in ("entity", field):
            if name not in fields:
                raise _FaultError(node, f"{name} is missing: {wanted}")
        return (_text(fields["entity"], "entity"),), value(fields[field])

    return form


def _label(node: Node) -> str:
    return _text(node, "label")


def _kind(node: Node) -> str:
    word = _text(node, "kind")
    if word not in list(Kind):
        raise _FaultError(node, f"unknown kind {word!r}; allowed are {' '.join(Kind)}")
    return word


def _code(node: Node) -> str | None:
    if _is_null(node):
        return None
    code = _text(node, "country")
    if not gazetteer.is_country_code(code):
        raise _FaultError(node, f"unknown country {code!r}; allowed are codes such as VE, EU, UN, and null")
    return code


_FORMS: dict[Remedy, Form] = {
    Remedy.SAME: _several,
    Remedy.DIFFERENT: _two,
    Remedy.RENAME: _valued("label", _label),
    Remedy.RETYPE: _valued("kind", _kind),
    Remedy.NOT_AN_ENTITY: _one,
    Remedy.COUNTRY: _valued("country", _code),
}


def _text(node: Node, what: str) -> str:
    """The words of a scalar as they are written: NO is Norway's code and 1999 may be a name."""
    text = " ".join(node.value.split()) if isinstance(node, ScalarNode) else ""
    if not text or _is_null(node):
        raise _FaultError(node, f"{_shown(node)} is not a text: {what}")
    return text


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == _NULL


def _shown(node: Node) -> str:
    """What stands there, in a few words."""
    if isinstance(node, ScalarNode):
        return repr(node.value[:40]) if node.value else "nothing"
    return "a list" if isinstance(node, SequenceNode) else "a table"
