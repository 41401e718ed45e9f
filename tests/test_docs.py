"""Documents: every command, script, room and term stands in them, and what they say to type works."""

from __future__ import annotations

import re
import shlex
import shutil
from urllib.parse import parse_qsl

import pytest
from pyoxigraph import RdfFormat, parse
from shell import ROOT, complaints, sanctiongraph, served

import sanctiongraph as package
from sanctiongraph.exports import WRITERS
from sanctiongraph.vocab import RDF, SG

README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(ROOT.glob("*.md"))
EXAMPLE = ROOT / "ontology" / "examples" / "news"
STORE = "http://localhost:7878"
COMMANDS = re.findall(r"^ +(sanctiongraph .+)$", README, re.MULTILINE)


def test_the_readme_runs(tmp_path):
    folder = tmp_path / "home"
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    shutil.copytree(EXAMPLE, folder / "news")
    for line in (line for line in COMMANDS if STORE not in line):
        words = shlex.split(line)[1:]
        done = (served if words[0] == "serve" else sanctiongraph)(*words, cwd=folder)
        assert (done.returncode, complaints(done.stderr)) == (0, []), line
    program = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    for place in ("news", "output"):
        program = program.replace(f'"{place}', f'"{folder}/{place}')
    exec(compile(program, "README", "exec"), {})
    addresses = re.findall(r"/questions/([a-z-]+)\?([^`]+)`", README)
    assert addresses
    for name, fields in addresses:
        told = {key: value for key, value in parse_qsl(fields) if key != "format"}
        assert package.query(name, folder / "output", parameters=told).rows, fields


def test_what_the_readme_says_of_stores_runs(tmp_path, endpoint, built):
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    lines = [line.replace(STORE, endpoint) for line in COMMANDS if STORE in line]
    assert len(lines) > 2
    for line in lines:
        done = sanctiongraph(*shlex.split(line)[1:], cwd=tmp_path)
        assert (done.returncode, complaints(done.stderr)) == (0, []), line


@pytest.mark.parametrize("place", ["README.md", "docs/notebook.ipynb"])
def test_an_example_that_asks_for_an_act_asks_for_what_was_done(place):
    asked = re.findall(r"SELECT[^`]*?sg:hasAct[^}]*", (ROOT / place).read_text(encoding="utf-8"))
    assert asked
    for query in asked:
        assert "sg:hasModality sg:Actual" in query and "sg:isNegated false" in query, query


@pytest.mark.parametrize("verb", package.VERBS)
def test_every_command_is_in_the_readme(verb):
    assert f"sanctiongraph {verb}" in README or f"sanctiongraph.{verb}" in README


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_is_in_the_readme(suffix):
    assert re.search(rf"^\|.*`{re.escape(suffix)}`.*\|", README, re.MULTILINE)


def test_every_room_is_in_the_architecture():
    rooms = {path.stem for path in (ROOT / "graph" / "sanctiongraph").iterdir()} - {
        "__init__",
        "__pycache__",
        "py",
    }
    for room in rooms:
        assert re.search(rf"`{room}/?`", ARCHITECTURE), room


def test_every_target_of_make_is_explained():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    for target in targets:
        assert re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document):
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        assert re.match("https://", target) or (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_paths_named_in_documents_exist(document):
    made_by_users = {"output/graph.trig", "output/map.html", "output/", "output"}
    for name in re.findall(
        r"`((?:ontology|graph|scripts|tests|benchmarks|output|docs)/[\w./*-]*)`", document.read_text()
    ):
        assert name in made_by_users or list(ROOT.glob(name.rstrip("/"))), name


def test_every_term_that_code_writes_is_in_the_ontology():
    ontology = ROOT / "ontology" / "ontology.ttl"
    defined = {
        triple.subject.value.removeprefix(SG)
        for triple in parse(path=str(ontology), format=RdfFormat.TURTLE)
        if triple.predicate.value == f"{RDF}type" and getattr(triple.subject, "value", "").startswith(SG)
    }
    written = {
        name
        for path in (ROOT / "graph").rglob("*.py")
        for name in re.findall(r"\bsg\(\"(\w+)\"\)", path.read_text(encoding="utf-8"))
    }
    assert written - defined == set()


def test_the_changelog_knows_this_version_or_what_is_coming():
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert "## [Unreleased]" in changelog or f"## [{package.__version__}]" in changelog


def test_the_public_list_is_honest():
    for name in package.__all__:
        assert getattr(package, name) is not None
    assert set(dir(package)) >= set(package.__all__)
    with pytest.raises(AttributeError, match="no_such_verb"):
        package.no_such_verb  # noqa: B018
