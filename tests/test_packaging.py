"""Packaging: the wheel alone, in a fresh environment and outside the repository, does the work."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest
from shell import ROOT, write_news

import sanctiongraph

pytest.importorskip("build", reason="the package `build` is not installed")
pytest.importorskip("hatchling", reason="the package `hatchling` is not installed")


def ran(*words: object, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, words)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    ran(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def venv(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment that has the wheel, and borrows everything else."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    ran(sys.executable, "-m", "venv", "--without-pip", folder, cwd=made)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "--disable-pip-version-check")
    ran(*pip, "install", "--quiet", "--no-deps", "--no-index", *made.glob("*.whl"), cwd=made)
    return folder


def test_the_wheel_holds_code_and_data_and_nothing_else(made):
    [wheel] = made.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.name == f"sanctiongraph-{sanctiongraph.__version__}-py3-none-any.whl"
    assert {name.split("/")[0] for name in names} == {
        "sanctiongraph",
        f"sanctiongraph-{sanctiongraph.__version__}.dist-info",
    }
    data = {
        f"sanctiongraph/{path.relative_to(ROOT)}" for path in ROOT.glob("ontology/**/*") if path.is_file()
    }
    assert data <= set(names)
    assert {"LICENSE", "NOTICE"} <= {Path(name).name for name in names}
    assert "sanctiongraph/py.typed" in names
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]


def test_the_source_distribution_can_be_tested_and_built(made):
    [archive] = made.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    wanted = {"Makefile", "requirements.lock", "requirements-dev.lock", "tests/test_packaging.py", "LICENSE"}
    assert wanted <= names
    assert not [name for name in names if name.startswith(("output/", ".venv"))]


def test_the_installed_command_builds_outside_the_repository(venv, tmp_path):
    write_news(tmp_path / "news")
    said = ran(venv / "bin" / "sanctiongraph", "build", "news", "--output", "out", cwd=tmp_path)
    assert said.startswith("Read 5 documents")
    assert (tmp_path / "out" / "map.html").stat().st_size > 100_000
    checked = ran(venv / "bin" / "sanctiongraph", "validate", "out/graph.trig", cwd=tmp_path)
    assert checked.startswith("valid: no rule is broken\n")
    listed = ran(venv / "bin" / "sanctiongraph", "query", "--list", cwd=tmp_path)
    assert "who-sanctions-whom" in listed


def test_the_installed_package_is_the_one_that_ran(venv, tmp_path):
    where = ran(
        venv / "bin" / "python", "-c", "import sanctiongraph; print(sanctiongraph.__file__)", cwd=tmp_path
    )
    assert where.startswith(str(venv))
    version = ran(venv / "bin" / "sanctiongraph", "--version", cwd=tmp_path)
    assert version == f"sanctiongraph {sanctiongraph.__version__}\n"
