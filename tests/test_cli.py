"""The command line: what it says, what it returns, and that it never shows a traceback for bad input."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from shell import NEWS, ROOT, command, complaints, environment, sanctiongraph, served, write_news

import sanctiongraph as package
from sanctiongraph.cli.commands import EXAMPLES
from sanctiongraph.cli.extract import BINARY, Suffix
from sanctiongraph.exports import WRITERS

VERBS = {verb.__name__: example for verb, example in EXAMPLES.items()}


def one_line(said: str) -> str:
    """The only line of what was said."""
    assert "Traceback" not in said
    [line] = said.splitlines()
    assert line.startswith("sanctiongraph: ")
    return line.removeprefix("sanctiongraph: ")


@pytest.fixture(scope="module")
def desk(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built folder, to write in."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "tests" / "data" / "gold", folder / "desk" / "tests" / "data" / "gold")
    return Path(shutil.copytree(built, folder / "desk", dirs_exist_ok=True))


# help


def test_there_is_a_command_a_function_and_a_script_for_every_verb():
    scripts = {path.stem for path in (ROOT / "scripts").glob("*.py")} - {
        "make_gazetteers",
        "make_ontology_page",
    }
    assert set(VERBS) == set(package.VERBS) == scripts
    assert list(VERBS) == list(package.VERBS)
    assert set(VERBS) <= set(package.__all__)


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_says_what_it_does_and_shows_an_example(run, verb):
    done = run(verb, "--help")
    assert done.returncode == 0
    assert VERBS[verb] in done.stdout
    assert done.stdout.startswith(f"Usage: sanctiongraph {verb}")


def test_the_general_help_names_every_command_in_the_order_of_use(run):
    said = run("--help").stdout
    places = [said.index(f"\n  {verb} ") for verb in VERBS]
    assert places == sorted(places)
    assert "..." not in said.partition("Commands:")[2]


def test_help_loads_no_heavy_library(tmp_path):
    heavy = "spacy rdflib pyoxigraph pyshacl networkx numpy trafilatura rich jinja2 starlette uvicorn"
    heavy += " sanctiongraph.pipeline"
    program = (
        "import sys\nfrom sanctiongraph.cli import main\n"
        "try:\n    main(['build', '--help'])\n"
        f"finally:\n    print([name for name in {heavy.split()} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [*command()[:2], program], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.stderr == "[]\n"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's data in which the bundled example has been built."""
    folder = tmp_path_factory.mktemp("demo")
    for source in ("ontology/examples/news", "tests/data/gold"):
        shutil.copytree(ROOT / source, folder / source)
    done = sanctiongraph("build", "ontology/examples/news", "--output", "output", cwd=folder)
    assert done.returncode == 0, done.stderr
    write_news(folder / "news")
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_every_example_runs(demo, verb):
    start = served if verb == "serve" else sanctiongraph
    done = start(*shlex.split(VERBS[verb])[1:], cwd=demo)
    assert (done.returncode, complaints(done.stderr)) == (0, [])
    assert done.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_script_is_the_verb(tmp_path, verb):
    by_script = subprocess.run(
        [*command()[:1], str(ROOT / "scripts" / f"{verb}.py"), "--help"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert by_script.stdout == sanctiongraph(verb, "--help", cwd=tmp_path).stdout


def test_the_version_is_the_packages(run):
    assert run("--version").stdout == f"sanctiongraph {package.__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("sing",),
        ("build",),
        ("build", "news", "--processes", "0"),
        ("build", "news", "--column", "text"),
        ("build", "news", "--column", "colour=red"),
        ("extract", "news"),
        ("extract", "news", "--output", "-", "--format", "doc"),
        ("extract", "news", "--output", "graph.doc"),
        ("export", "g.ttl", "--output", "graph.doc"),
        ("build", "news", "--base", "not an iri"),
        ("build", "news", "--model", "no_such_model"),
        ("query",),
        ("query", "x", "--format", "poem"),
        ("query", "timeline", "documents"),
        ("query", "-x"),
        ("query", "timeline", "--target"),
        ("query", "timeline", "--target", "--since", "2024"),
        ("query", "timeline", "--since", "2024", "--since", "2025"),
        ("query", "timeline", "--output", "answer.doc"),
        ("query", "timeline", "--output", "answer.csv", "--format", "table"),
        ("analyze", "g.ttl", "--path", "A"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_does_nothing(run, tmp_path, words):
    done = run(*words)
    assert done.returncode == 2
    assert any(word in done.stderr for word in ("Usage: ", "Error: "))
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


# build


def test_a_build_says_what_it_read_found_and_wrote(built):
    read, found, *files = (built / "said").read_text().splitlines()
    assert read.startswith("Read 5 documents in ")
    assert read.endswith(" s; passed over 0, failed 0.")
    assert "countries" in found
    assert "sanction actions" in found
    assert [line.partition(":")[0] for line in files] == [
        "output/map.html",
        "output/report.html",
        "output/graph.ttl",
        "output/graph.trig",
    ]


def test_bad_files_cost_a_line_each_and_the_rest_goes_on(run, news, tmp_path):
    (news / "empty.txt").touch()
    (news / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (news / "cut.pdf").write_bytes(b"%PDF-1.4\n1 0 obj <</Type /Catalog")
    (news / "broken.jsonl").write_text(
        '{"id": "x1", "text": "One."}\n{"id": "x2", "text": "Two."}\n{"id": \n'
    )
    (news / "no-text.csv").write_text("id,story\n1,Hello\n")
    (news / "line.txt").write_text("word " * 1_000_000)
    done = run("build", "news", "no-such-file.txt", "--output", "out")
    lines = complaints(done.stderr)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert sorted(line.split(": ")[1] for line in lines) == [
        "line.txt",
        "news/binary.txt",
        "news/broken.jsonl:3",
        "news/cut.pdf",
        "news/empty.txt",
        "news/no-text.csv",
        "no-such-file.txt",
    ]
    assert done.stdout.startswith("Read 7 documents in")
    assert "failed 7." in done.stdout
    assert (tmp_path / "out" / "map.html").exists()


def test_the_first_things_passed_over_are_named_and_the_others_counted(run, news):
    for number in range(12):
        (news / f"{number:02}.png").touch()
    done = run("build", "news", "--output", "out")
    lines = complaints(done.stderr)
    assert done.returncode == 0
    assert "passed over 12" in done.stdout
    assert lines[0].startswith("sanctiongraph: news/00.png: suffix .png")
    assert len(lines) == 11
    assert "and 2 more passed over" in lines[-1]


def test_quiet_says_nothing_but_errors(desk):
    done = sanctiongraph("build", "news", "nowhere", "--quiet", cwd=desk)
    assert done.returncode == 1
    assert done.stdout == ""
    assert one_line(done.stderr).startswith("nowhere: ")


def test_columns_are_mapped(run, tmp_path):
    (tmp_path / "news.csv").write_text('nr,body\nk7,"Canada imposed sanctions on Iran."\n')
    done = run(
        "extract", "news.csv", "-o", "-", "--format", "nt", "--column", "text=body", "--column", "id=nr"
    )
    assert done.returncode == 0, done.stderr
    assert '"k7"' in done.stdout
    assert "country/IR" in done.stdout


def test_extract_keeps_nothing_unless_told(run, tmp_path):
    (tmp_path / "a.txt").write_text(NEWS["a.txt"])
    assert run("extract", "a.txt", "--output", "graph.ttl").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "graph.ttl"]


# one line for what goes wrong


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("build", "nowhere"), "no document could be read"),
        (("build", "news", "--output", "news/a.txt"), "news/a.txt: can't be written"),
        (("build", "news", "--output", "/proc/out"), "/proc/out: can't be written"),
        (("build", "news", "--output", "output", "--store", "news"), "news: holds other files and no graph"),
        (("build", "news", "--readings", "news/a.txt"), "news/a.txt: not a file of readings"),
        (("extract", "news", "--output", "missing/graph.ttl"), "there is no folder missing"),
        (("analyze", "nowhere.trig"), "nowhere.trig: "),
        (("analyze", "news/a.txt"), "news/a.txt: unknown format '.txt'"),
        (("analyze", "output/graph.trig", "--output", "missing/a.json"), "missing/a.json: can't be written"),
        (("render", "output/graph.trig", "--output", "missing/map.html"), "missing/map.html: can't be"),
        (("export", "output/graph.trig", "--output", "missing/g.ttl"), "there is no folder missing"),
        (("query", "timeline", "--output", "missing/a.csv"), "missing/a.csv: can't be written"),
        (("query", "SELECT * {"), "not SPARQL"),
        (("query", "DROP ALL ;"), "a query reads and never writes"),
        (("query", "ASK { }", "--graph", "nowhere.trig"), "nowhere.trig: "),
        (("query", "ASK { }", "--format", "turtle"), "Turtle holds a graph"),
        (("validate", "nowhere.ttl"), "nowhere.ttl: "),
        (("evaluate", "nowhere.jsonl", "news"), "nowhere.jsonl: can't be read"),
        (("evaluate", "news/a.txt", "news"), "news/a.txt:1: broken JSON"),
        (("text", "nobody"), "no document 'nobody'"),
        (("text", "nobody", "--readings", "nowhere.sqlite"), "nowhere.sqlite: no such file"),
    ],
)
def test_what_goes_wrong_is_one_line_and_exit_code_1(desk, words, complaint):
    done = sanctiongraph(*words, cwd=desk)
    assert done.returncode == 1
    assert complaint in done.stderr
    assert one_line(done.stderr.splitlines(keepends=True)[-1])
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ("validate", "bare.ttl", "--fast"),
        ("validate", "empty.ttl", "--fast"),
        ("analyze", "bare.ttl"),
        ("render", "bare.ttl", "--output", "bare.html"),
        ("export", "bare.ttl", "--output", "bare.nq"),
    ],
)
def test_a_graph_without_claims_is_told_of_in_one_line(desk, words):
    (desk / "bare.ttl").write_text("<http://a> <http://b> <http://c> .")
    (desk / "empty.ttl").touch()
    done = sanctiongraph(*words, cwd=desk)
    assert (done.returncode, done.stderr) == (0, f"sanctiongraph: {words[1]}: no claims in it\n")


def test_who_wants_quiet_is_not_told_of_a_graph_without_claims(desk):
    (desk / "empty.ttl").touch()
    done = sanctiongraph("validate", "empty.ttl", "--fast", "--quiet", cwd=desk)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("analyze", "output", "--path", "Canada", "Atlantis"), "--path: 'Atlantis' is no actor"),
        (("query", "nofile.rq"), "nofile.rq: no such file"),
        (("query", ""), "'': no such file"),
        (
            ("query", "who-sanction-whom"),
            "'who-sanction-whom' is no ready question; near are who-sanctions-whom, ",
        ),
        (("query", "no-such"), "'no-such' is no ready question; --list shows all"),
        (("explain", "It rained.", "--date", "2025-13-01"), "2025-13-01"),
        (("explain", "It rained.", "--date", "May"), "%Y-%m-%d"),
    ],
)
def test_wrong_usage_is_told_with_exit_code_2(desk, words, complaint):
    done = sanctiongraph(*words, cwd=desk)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in done.stderr
    assert len(done.stderr) < 700
    assert "Traceback" not in done.stderr


def test_that_nothing_links_two_actors_is_told(desk):
    done = sanctiongraph("analyze", "output", "--path", "Canada", "Zimbabwe", cwd=desk)
    assert (done.returncode, done.stderr) == (
        0,
        "sanctiongraph: no chain of claims links Canada and Zimbabwe\n",
    )
    assert sanctiongraph("analyze", "output", "--path", "Canada", "Belarus", cwd=desk).stderr == ""


def test_verbose_shows_the_traceback_too(desk):
    done = sanctiongraph("text", "nobody", "--verbose", cwd=desk)
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert one_line(done.stderr.splitlines()[-1])


def test_texts_of_others_give_the_terminal_no_orders(run, tmp_path):
    (tmp_path / "\x1b[31mred.pdf").write_bytes(b"no pdf")
    done = run("build", "\x1b[31mred.pdf")
    assert done.returncode == 1
    assert "\x1b" not in done.stderr


def test_a_reader_that_goes_away_is_no_fault(desk):
    with subprocess.Popen(
        command("export", "output/graph.trig", "--output", "-"),
        cwd=desk,
        env=environment(),
        stdout=-1,
        stderr=-1,
    ) as run:
        assert run.stdout and run.stderr
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 141


def test_a_full_disk_behind_standard_output_is_told(desk):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("text", "a.txt"),
            cwd=desk,
            env=environment(),
            stdout=full,
            stderr=-1,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "No space left" in one_line(done.stderr)


def test_ctrl_c_is_one_line_and_exit_code_130(tmp_path):
    (tmp_path / "news.jsonl").write_text('{"text": "Canada imposed sanctions on Iran. "}\n' * 5000)
    with subprocess.Popen(
        command("build", "news.jsonl"), cwd=tmp_path, env=environment(), stdout=-1, stderr=-1, text=True
    ) as run:
        time.sleep(1.5)
        run.send_signal(signal.SIGINT)
        said, complaint = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said == ""
    assert one_line(complaint).startswith("interrupted; what was read is kept")


# the other verbs


def test_an_analysis_is_json_with_meanings(desk):
    done = sanctiongraph("analyze", "output/graph.trig", "--json", "--path", "Canada", "Belarus", cwd=desk)
    answers = json.loads(done.stdout)
    assert answers["path"]["found"]
    assert all("meaning" in answer for answer in answers.values())


def test_the_questions_are_listed_by_group_with_what_they_may_be_told(run):
    said = run("query", "--list").stdout
    assert said.startswith("Who sanctions whom\n")
    assert "\nPaths between two actors\n" in said
    assert "  who-sanctioned          Who sanctioned a party, and what belongs to it?\n" in said
    assert " --target ENTITY [--imposer ENTITY] [--act Impose|Reimpose|Expand] [--measure MEASURE]" in said
    assert "\nDATE: a year, a month or a day, such as 2019, 2019-05 or 2019-05-17\n" in said


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (("who-sanctioned", "--target", "belarus"), ["Canada,Belarus"]),
        (("--target=BY", "who-sanctioned", "--since", "2024-03", "--until=2024"), ["Canada,Belarus"]),
        (("who-sanctioned", "--target", "Belarus", "--since", "2024-04"), []),
        (("who-sanctions-whom", "--document", "a.txt", "--imposer", "Ottawa"), ["Canada,Belarus"]),
    ],
)
def test_a_question_is_told_whom_and_when(desk, words, rows):
    done = sanctiongraph("query", *words, "--format", "csv", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert [",".join(line.split(",")[:2]) for line in done.stdout.splitlines()[1:]] == rows


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (
            ("who-sanctioned",),
            "--target is missing: against whom or what, a name, a country code or an entity's id or",
        ),
        (("timeline", "--colour", "red"), "--colour: unknown; the question takes --target, --imposer"),
        (("timeline", "--since", "soon"), "--since 'soon': give a year, a month or a day"),
        (
            ("timeline", "--target", "Belorus"),
            "--target 'Belorus': no entity has this name; near are 'Belarus'",
        ),
        (("timeline", "--target", "'\" } ; DROP ALL #\n\x1b[31m"), "no entity has this name"),
        (("ASK {}", "--target", "Iran"), "--target: unknown; the question takes no parameters"),
        (("most-active", "--sentences"), "--sentences: this question counts or lists"),
    ],
)
def test_a_wrong_parameter_is_one_line_and_exit_code_2(desk, words, complaint):
    done = sanctiongraph("query", *words, cwd=desk)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in one_line(done.stderr)


def test_sentences_are_shown_or_left_out(desk):
    def columns(*words: str) -> str:
        return sanctiongraph("query", *words, "--format", "csv", cwd=desk).stdout.splitlines()[0]

    assert columns("threatened", "--sentences") == columns("threatened")
    assert columns("threatened") == columns("threatened", "--no-sentences") + ",sentence"


def test_an_answer_is_written_to_a_file_by_its_suffix(desk):
    for suffix in ("csv", "tsv", "json", "xlsx", "md"):
        done = sanctiongraph("query", "timeline", "--output", f"answer.{suffix}", cwd=desk)
        assert (done.returncode, done.stdout) == (0, f"answer.{suffix}: the answer\n")
    assert (desk / "answer.xlsx").read_bytes().startswith(b"PK")
    assert "| Canada | Belarus | Impose |" in (desk / "answer.md").read_text()
    assert sanctiongraph("query", "timeline", "-o", "a.txt", "--format", "json", "-q", cwd=desk).stdout == ""
    assert (desk / "a.txt").read_bytes() == (desk / "answer.json").read_bytes()


def test_answers_come_as_table_csv_json_and_turtle(desk):
    def answer(question: str, format: str) -> str:
        done = sanctiongraph("query", question, "--format", format, cwd=desk)
        assert done.returncode == 0, done.stderr
        return done.stdout

    select = "SELECT ?act (COUNT(?a) AS ?n) { ?a sg:hasAct ?act } GROUP BY ?act ORDER BY ?act"
    assert "sg:Impose" in answer(select, "table")
    rows = list(csv.reader(io.StringIO(answer(select, "csv"))))
    assert rows[0] == ["act", "n"]
    assert json.loads(answer(select, "json"))["head"]["vars"] == ["act", "n"]
    assert answer("ASK { ?a sg:hasAct sg:Impose }", "table") == "yes\n"
    construct = "CONSTRUCT { ?a a sg:Act } WHERE { ?a sg:hasAct sg:Lift }"
    assert answer(construct, "table") == answer(construct, "turtle") != ""


def test_a_question_in_a_file_is_asked(desk):
    (desk / "mine.rq").write_text("ASK { ?a sg:hasAct sg:Impose }")
    assert sanctiongraph("query", "mine.rq", cwd=desk).stdout == "yes\n"


def test_an_endless_query_is_ended(desk):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    done = sanctiongraph("query", endless, "--seconds", 1, cwd=desk)
    assert (done.returncode, done.stdout) == (1, "")
    assert "deadline of 1 seconds" in one_line(done.stderr)


def test_validation_names_what_breaks_which_rule(run, tmp_path):
    (tmp_path / "bad.ttl").write_text(
        "@prefix sg: <https://w3id.org/sanctiongraph/ontology#> . <http://example.org/x> a sg:Person ."
    )
    done = run("validate", "bad.ttl")
    assert done.returncode == 1
    assert "<http://example.org/x>" in done.stdout
    assert "1 breach of 1 rule\n" in done.stdout
    assert done.stderr == "sanctiongraph: bad.ttl: no claims in it\n"


@pytest.mark.parametrize("how", [(), ("--fast",)])
def test_warnings_are_counted_and_named_on_demand(run, tmp_path, how):
    shutil.copy(ROOT / "ontology/examples/invalid/ClaimUnsure.ttl", tmp_path / "unsure.ttl")
    done = run("validate", "unsure.ttl", *how)
    assert (done.returncode, done.stdout) == (0, "valid: no rule is broken\n1 warning: 1 ClaimUnsure\n")
    named = run("validate", "unsure.ttl", "--warnings", *how).stdout
    assert named.startswith("Warning: report.txt <http://example.org/freeze> 0.2: A claim of a confidence")
    assert 'In: "Norway froze the assets of Oleg Tarn."' in named


def test_the_text_is_shown_to_the_byte(desk):
    assert sanctiongraph("text", "w2", cwd=desk).stdout == (
        "The European Union renewed its arms embargo on Zimbabwe for a year."
    )


def test_an_explanation_marks_the_words_of_the_sentence(run):
    done = run("explain", "In May the EU lifted its sanctions on Syria.", "--date", "2025-06-18")
    assert (done.returncode, done.stderr) == (0, "")
    first, *rows = done.stdout.splitlines()
    assert first == "[when: In May] the [by: EU] [* lifted] its sanctions on [on: Syria]."
    assert "    date          In May = 2025-05" in rows
    assert run("explain", "It rained.").stdout == "No sanction action was found.\n"
    assert one_line(run("explain", "nowhere.txt").stderr) == "nowhere.txt: no such file, nor a sentence"


def test_every_format_that_can_be_written_can_be_asked_for():
    assert {f".{suffix}" for suffix in Suffix} == set(WRITERS) - {".xml"}


@pytest.mark.parametrize("format", BINARY)
def test_what_is_no_text_is_not_written_to_standard_output(desk, format):
    done = sanctiongraph("export", "output/graph.trig", "-o", "-", "--format", format, cwd=desk)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{format} is no text" in done.stderr


@pytest.mark.parametrize("format", [suffix for suffix in Suffix if suffix not in BINARY])
def test_a_graph_is_exported_to_standard_output(desk, format):
    done = sanctiongraph("export", "output/graph.trig", "-o", "-", "--format", format, cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "Belarus" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("render", "g.trig", "--output", "g.trig"),
        ("render", "g.trig", "--output", "x.html", "--report", "./x.html"),
        ("export", "g.trig", "--output", "g.trig"),
        ("analyze", "g.trig", "--output", "g.trig"),
        ("analyze", "g.trig", "--rdf", "g.trig"),
        ("analyze", "g.trig", "--output", "x.ttl", "--rdf", "x.ttl"),
        ("query", "ASK {}", "--graph", "g.json", "--output", "g.json"),
        ("extract", "g.ttl", "--output", "g.ttl"),
    ],
)
def test_what_is_read_is_never_written_over(built, run, tmp_path, words):
    graph = (built / "output" / "graph.trig").read_bytes()
    for name in ("g.trig", "g.json", "g.ttl"):
        (tmp_path / name).write_bytes(graph)
    done = run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"sanctiongraph: \S+: is named twice; what is written .*\n", done.stderr), done.stderr
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert left == dict.fromkeys(("g.trig", "g.json", "g.ttl"), graph)
