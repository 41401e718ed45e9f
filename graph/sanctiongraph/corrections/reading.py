"""Read a file of corrections: every fault is one line, with the number of the line it is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from sanctiongraph import gazetteer
from sanctiongraph.corrections.agreement import contradictions
from sanctiongraph.errors import CorrectionsError
from sanctiongraph.gazetteer import Use, comparable
from sanctiongraph.model import Correction, Kind, Remedy

__all__ = ["FILE", "parse", "read", "root", "text_of"]

FILE = "corrections.yaml"
"""What the file is called in an output folder."""

_BESIDE = ("document", "note", "first")
_NULL = "tag:yaml.org,2002:null"
_BROKEN = "not YAML"


class _FaultError(Exception):
    """What is wrong, and in which line."""

    def __init__(self, node: Node, words: str) -> None:
        super().__init__(words)
        self.line: int = node.start_mark.line + 1


def read(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file, in their order. CorrectionsError with every fault it has."""
    return parse(text_of(path), path)


def text_of(path: Path) -> str:
    """The text of a file; CorrectionsError if it can't be read."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorrectionsError(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CorrectionsError(f"{path}: not UTF-8 text") from error


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
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise CorrectionsError(f"{path}:{line}: {_code_point(error)} is no character of a text") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise CorrectionsError(f"{path}:1: {_BROKEN}: {' '.join(str(error).split())}") from error
    if node is None or _is_null(node):
        return None
    if not isinstance(node, SequenceNode):
        raise CorrectionsError(
            f"{path}:{node.start_mark.line + 1}: a list of entries is needed: '- same: ...'"
        )
    return node


def _code_point(error: ReaderError) -> str:
    code = error.character if isinstance(error.character, int) else ord(error.character)
    return f"U+{code:04X}"


def _correction(node: Node) -> Correction:
    words = " ".join(Remedy)
    fields = _fields(node, (*Remedy, *_BESIDE), what=f"an entry, which is '- WORD: ...' with one of {words}")
    remedies = [Remedy(name) for name in fields if name not in _BESIDE]
    if len(remedies) != 1:
        raise _FaultError(node, f"an entry has one of {words}; here are {len(remedies)}")
    names, value = _FORMS[remedies[0]](fields[remedies[0]])
    _check_countries(fields[remedies[0]], remedies[0], names, value)
    return Correction(
        remedy=remedies[0],
        names=names,
        value=value,
        document=_text(fields["document"], "document") if "document" in fields else None,
        note=_text(fields["note"], "note") if "note" in fields else None,
        firsts=_firsts(fields["first"], names) if "first" in fields else (),
        line=node.start_mark.line + 1,
    )


def _firsts(node: Node, names: tuple[str, ...]) -> tuple[str | None, ...]:
    """The documents in which those begin that an entry names, in the order of its names."""
    listed = node.value if isinstance(node, SequenceNode) else [node]
    if len(listed) != len(names):
        raise _FaultError(
            node, f"first has {len(listed)} documents for {len(names)} names; null leaves one out"
        )
    return tuple(None if _is_null(each) else _text(each, "first") for each in listed)


def _check_countries(node: Node, remedy: Remedy, names: tuple[str, ...], value: str | None) -> None:
    """Raises where entries would make countries what they are not."""
    countries = {name: key for name in names if (key := _country(name))}
    if remedy is Remedy.SAME and len(set(countries.values())) > 1:
        raise _FaultError(node, f"{' and '.join(map(repr, countries))} are different countries")
    if remedy is Remedy.COUNTRY and countries:
        raise _FaultError(node, f"{names[0]!r} is a country; only others have one")
    if remedy is Remedy.RETYPE and value == Kind.COUNTRY and not countries:
        raise _FaultError(node, f"the gazetteer knows no country {names[0]!r}")


def _country(name: str) -> str | None:
    """The key of the country that a name or an id certainly is."""
    kind, _, end = name.partition("/")
    if kind == "country" and gazetteer.is_country_code(end.upper()):
        return f"country/{end.upper()}"
    spoken = end.replace("-", " ") if end else name
    return next(
        (
            sense.known.key
            for form in (spoken, spoken.title(), spoken.upper())
            for sense in gazetteer.senses(form)
            if sense.use is Use.NAME and sense.known.kind is Kind.COUNTRY
        ),
        None,
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
    if isinstance(node, ScalarNode) and not node.value.strip() and not _is_null(node):
        raise _FaultError(node, "label is empty")
    label = _text(node, "label")
    if not any(char.isalnum() for char in label):
        raise _FaultError(node, f"label {label!r} has no letter and no digit")
    return label


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
