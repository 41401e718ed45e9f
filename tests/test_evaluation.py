"""Evaluation: which action found stands for which told, what counts, and whether the figures are right."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from shell import ROOT, environment

import sanctiongraph as package
from sanctiongraph.cli.commands import EXAMPLES
from sanctiongraph.errors import InputError
from sanctiongraph.evaluation import Scores, as_dict, read_gold, score
from sanctiongraph.model import (
    Account,
    Act,
    Document,
    Entity,
    Evidence,
    Kind,
    Knowledge,
    Measure,
    Modality,
    SanctionAction,
    TimeExpression,
)

GOLD = ROOT / "tests" / "data" / "gold"
SHARED = Path(__file__).parents[2] / "shared" / "gold"

TEXT = (
    "Oslo imposed sanctions on Belarus on 3 May 2024 over the arrests. "
    "The curbs cover two banks. "
    "It eased an embargo on Cuba in June."
)
ENTITIES = (
    Entity(id="asset/tanker", kind=Kind.ASSET, label="tanker Aurora", country="RU"),
    Entity(id="country/BY", kind=Kind.COUNTRY, label="Belarus", country="BY"),
    Entity(id="country/CU", kind=Kind.COUNTRY, label="Cuba", country="CU"),
    Entity(id="country/NO", kind=Kind.COUNTRY, label="Norway", names=("Oslo",), country="NO"),
    Entity(id="group/banks", kind=Kind.GROUP, label="two state banks of Belarus", country="BY"),
    Entity(id="institution/mfa", kind=Kind.INSTITUTION, label="Foreign Ministry of Norway", country="NO"),
    Entity(
        id="person/ihar", kind=Kind.PERSON, label="Ihar Pavlau", names=("Igor Pavlov", "Pavlau"), country="BY"
    ),
)


def evidence(trigger: str) -> Evidence:
    """The sentence of the text that holds a word."""
    place = TEXT.index(trigger)
    start = max(TEXT.rfind(". ", 0, place) + 2, 0) if ". " in TEXT[:place] else 0
    end = TEXT.index(".", place) + 1
    return Evidence(start, end, TEXT[start:end], place, place + len(trigger))


def found(trigger: str = "imposed", /, **changes: object) -> SanctionAction:
    """An action as extracted: Norway imposed sanctions on Belarus."""
    action = SanctionAction(
        id=f"c-{trigger}",
        evidence=(evidence(trigger),),
        act=Act.IMPOSE,
        imposers=("country/NO",),
        targets=("country/BY",),
        confidence=0.95,
    )
    return replace(action, **changes)  # type: ignore[arg-type]


def span(trigger: str) -> dict[str, object]:
    place = TEXT.index(trigger)
    return {"text": trigger, "start": place, "end": place + len(trigger)}


def actor(name: str, kind: str = "country", country: str | None = None) -> dict[str, object]:
    return {"text": name, "name": name, "type": kind, "country": country}


NORWAY, BELARUS, CUBA = (
    actor("Norway", country="NO"),
    actor("Belarus", country="BY"),
    actor("Cuba", country="CU"),
)


def told(trigger: str = "imposed", /, **changes: object) -> dict[str, object]:
    """The same action as people read it."""
    return {
        "trigger": span(trigger),
        "act": "impose",
        "modality": "actual",
        "negated": False,
        "imposers": [NORWAY],
        "targets": [BELARUS],
    } | changes


def written(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def scored(tmp_path):
    """Scores of what was found in the one text against what is told of it."""

    def scores(actions: list[SanctionAction], gold: list[dict[str, object]]) -> Scores:
        account = Account(document=Document(id="d", text=TEXT), actions=tuple(actions))
        read = read_gold(written(tmp_path / "gold.jsonl", {"id": "d", "actions": gold}))
        return score(read, Knowledge(entities=ENTITIES, accounts=(account,)), {"d": TEXT})

    return scores


EASED = partial(told, "eased", act="ease", targets=[CUBA])
EASE = partial(found, "eased", act=Act.EASE, targets=("country/CU",))


@pytest.mark.parametrize(
    ("actions", "gold", "right", "wrong", "missed", "whole"),
    [
        pytest.param([], [], 0, 0, 0, 0, id="nothing in nothing"),
        pytest.param([found()], [told()], 1, 0, 0, 1, id="perfect"),
        pytest.param([found(), EASE()], [told(), EASED()], 2, 0, 0, 2, id="two, each its own"),
        pytest.param([EASE(), found()], [told(), EASED()], 2, 0, 0, 2, id="order does not matter"),
        pytest.param([], [told()], 0, 0, 1, 0, id="missed"),
        pytest.param([found()], [], 0, 1, 0, 0, id="extra"),
        pytest.param([EASE()], [told()], 0, 1, 1, 0, id="another sentence"),
        pytest.param([], [told(optional=True)], 0, 0, 0, 0, id="optional, not found"),
        pytest.param([found()], [told(optional=True)], 0, 0, 0, 0, id="optional, found"),
        pytest.param([found(), found("sanctions")], [told()], 1, 0, 0, 1, id="repeat"),
        pytest.param(
            [found(), found("sanctions", act=Act.LIFT)], [told()], 1, 1, 0, 1, id="no repeat: another act"
        ),
        pytest.param(
            [found(), found("sanctions", targets=("country/CU",))],
            [told()],
            1,
            1,
            0,
            1,
            id="nor other targets",
        ),
        pytest.param([found(act=Act.EXPAND)], [told()], 1, 0, 0, 0, id="an act akin"),
        pytest.param([found(act=Act.LIFT)], [told()], 1, 0, 0, 0, id="a wrong act in the right place"),
        pytest.param([found(modality=Modality.PLANNED)], [told()], 1, 0, 0, 0, id="wrong modality"),
        pytest.param([found(negated=True)], [told()], 1, 0, 0, 0, id="wrong negation"),
        pytest.param(
            [found("curbs")], [told(also=[span("curbs")])], 1, 0, 0, 1, id="found where it is retold"
        ),
        pytest.param([found("curbs")], [told()], 0, 1, 1, 0, id="found where it is not"),
        pytest.param([found("sanctions")], [told()], 1, 0, 0, 1, id="another word of the sentence"),
        pytest.param([found(imposers=())], [told()], 1, 0, 0, 0, id="nobody imposes"),
        pytest.param([found(imposers=())], [told(imposers=[])], 1, 0, 0, 1, id="and nobody should"),
        pytest.param([found()], [told(imposers=[])], 1, 0, 0, 0, id="but somebody does"),
        pytest.param(
            [found(targets=("country/BY", "country/CU"))], [told()], 1, 0, 0, 1, id="one target more"
        ),
        pytest.param([found()], [told(targets=[BELARUS, CUBA])], 1, 0, 0, 0, id="one target less"),
    ],
)
def test_actions_are_matched_and_counted(scored, actions, gold, right, wrong, missed, whole):
    scores = scored(actions, gold)
    assert (scores.actions.right, scores.actions.wrong, scores.actions.missed) == (right, wrong, missed)
    assert scores.tuples.right == whole
    assert (len(scores.missed), len(scores.extra)) == (missed, wrong)
    assert len(scores.different) == right - whole


@pytest.mark.parametrize(
    ("entity", "gold", "same"),
    [
        ("country/BY", actor("the Republic", country="BY"), True),
        ("country/BY", actor("Minsk", "institution", "BY"), False),
        ("person/ihar", actor("Igor Pavlov", "person", "BY"), True),
        ("person/ihar", actor("Mr Igor Pavlov", "person"), True),
        ("person/ihar", actor("Pavlau", "person"), True),
        ("person/ihar", actor("Anna Pavlova", "person"), False),
        ("group/banks", actor("two Belarusian state banks", "group"), True),
        ("group/banks", actor("two tankers", "group"), False),
        ("asset/tanker", actor("the tanker Aurora", "asset"), True),
        ("institution/mfa", actor("Norwegian Foreign Ministry", "institution"), True),
        ("institution/mfa", NORWAY, False),
    ],
)
def test_a_target_is_the_same_by_any_of_its_names(scored, entity, gold, same):
    scores = scored([found(targets=(entity,))], [told(targets=[gold])])
    assert scores.targets.right == same


def test_a_body_may_stand_for_its_state_where_it_imposes(scored):
    assert scored([found(imposers=("institution/mfa",))], [told()]).imposers.right == 1


def test_each_actor_is_counted_once(scored):
    scores = scored([found(targets=("country/BY", "person/ihar"))], [told(targets=[BELARUS, CUBA])])
    assert (scores.targets.right, scores.targets.wrong, scores.targets.missed) == (1, 1, 1)
    assert (scores.targets.precision, scores.targets.recall, scores.targets.f1) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("field", "changes", "gold", "right", "total"),
    [
        ("date", {"date": TimeExpression("3 May 2024", "2024-05-03")}, {"date": None}, 0, 0),
        ("date", {}, {"date": {"text": "3 May", "value": "2024-05-03"}}, 0, 1),
        ("date", {"date": TimeExpression("May", "2024-05")}, {"date": {"value": "2024-05-03"}}, 1, 1),
        ("date", {"date": TimeExpression("in 2023", "2023")}, {"date": {"value": "2024-05-03"}}, 0, 1),
        ("grounds", {"grounds": "over the arrests"}, {"grounds": "over arrests of students"}, 1, 1),
        ("grounds", {"grounds": "for the war"}, {"grounds": "over arrests"}, 0, 1),
        ("grounds", {"grounds": "for the war"}, {}, 0, 0),
        ("count", {"target_count": 2}, {"target_count": 2}, 1, 1),
        ("count", {}, {"target_count": 2}, 0, 1),
        ("act", {"act": Act.EXPAND}, {}, 0, 1),
        ("modality", {}, {"modality": "called-for"}, 0, 1),
        ("negation", {}, {}, 1, 1),
    ],
)
def test_fields_are_compared_where_the_gold_has_them(scored, field, changes, gold, right, total):
    share = getattr(scored([found(**changes)], [told(**gold)]), field)
    assert (share.right, share.total) == (right, total)


def test_measures_count_but_for_the_unspecified(scored):
    action = found(measures=(Measure.ASSET_FREEZE, Measure.UNSPECIFIED, Measure.SECTORAL))
    rate = scored([action], [told(measures=["asset-freeze", "travel-ban", "unspecified"])]).measures
    assert (rate.right, rate.wrong, rate.missed) == (1, 1, 1)


def test_what_went_wrong_comes_with_its_sentence(scored):
    scores = scored([found(act=Act.LIFT), found("curbs", act=Act.RENEW)], [told(), EASED()])
    [missed], [extra], [different] = scores.missed, scores.extra, scores.different
    assert missed.sentence == "It eased an embargo on Cuba in June."
    assert extra.sentence == "The curbs cover two banks."
    assert different.sentence.startswith("Oslo imposed")
    assert (missed.document, different.differences) == ("d", ("act",))


def test_claims_are_right_by_band_of_confidence(scored):
    actions = [found(confidence=0.7), EASE(confidence=1.0, modality=Modality.PLANNED)]
    actions += [found("curbs", act=Act.RENEW, confidence=0.3)]
    bands = {band.low: band for band in scored(actions, [told(), EASED()]).calibration}
    assert list(bands) == [0.3, 0.5, 0.6, 0.7, 0.8, 0.9]
    assert [(band.claims, band.right, band.right_in_short) for band in bands.values() if band.claims] == [
        (1, 0, 0),
        (1, 1, 1),
        (1, 0, 1),
    ]


def test_repeats_and_optional_actions_are_no_claims_to_calibrate(scored):
    scores = scored([found(), found("sanctions"), EASE()], [told(), EASED(optional=True)])
    assert (scores.repeats, scores.optional) == (1, 1)
    assert sum(band.claims for band in scores.calibration) == 1


def test_scores_are_written_as_json(scored):
    scores = as_dict(scored([found(), EASE()], [told(measures=["sectoral", "price-cap"])]))
    again = json.loads(json.dumps(scores))
    assert again["actions"] == {
        "precision": 0.5,
        "recall": 1.0,
        "f1": 2 / 3,
        "right": 1,
        "wrong": 1,
        "missed": 0,
    }
    assert again["date"] == {"accuracy": None, "right": 0, "total": 0}
    assert again["extra"][0]["found"]["targets"][0]["names"] == ["Cuba"]


# bad gold


def row(**changes: object) -> dict[str, object]:
    return {"id": "d", "actions": [told(**changes)]}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", ":2: broken JSON"),
        ("[" * 100_000, ":2: broken JSON"),
        ("[]", ":2: not an object but a list"),
        ('{"id": "d"}', ":2: no 'actions'"),
        ('{"actions": []}', ":2: no 'id'"),
        ('{"id": "d", "actions": {}}', ":2: 'actions' is {}, not a list"),
        ('{"id": "a", "actions": []}', ":2: 'a' stands at"),
        ('{"id": "d", "actions": [7]}', ":2: action 1: not an object but a whole number"),
        (row(trigger=None), ":2: action 1: 'trigger' is null, not an object"),
        (row(trigger={"text": "x", "end": 3}), ":2: action 1: 'trigger': no 'start'"),
        (row(trigger={"start": 3, "end": 3}), ":2: action 1: 'trigger': 3-3 is no place"),
        (row(trigger={"start": True, "end": 3}), "'start' is true, not a whole number"),
        (row(trigger={"start": 3, "end": 5000}), f"3-5000 is outside the text of 'd', which has {len(TEXT)}"),
        (row(also=[{"start": 999, "end": 1000}]), "999-1000 is outside the text"),
        (row(also=[{"start": -1, "end": 4}]), "'also': -1-4 is no place"),
        (row(act="punish"), "'act' is \"punish\", none of impose, reimpose"),
        (row(modality="Actual"), "'modality' is \"Actual\", none of actual, planned"),
        (row(negated="no"), "'negated' is \"no\", not true or false"),
        (row(measures=["fine"]), "'measures' is \"fine\", none of asset-freeze"),
        (row(targets=[{"country": "RU"}]), "'targets': neither 'name' nor 'text'"),
        (row(targets=[actor("X", "planet")]), "'type' is \"planet\", none of person"),
        (row(date="2024"), "'date' is \"2024\", not an object"),
        ({"id": "e", "actions": []}, ":2: no text has the id 'e'"),
    ],
)
def test_bad_gold_is_one_line_with_file_and_line(tmp_path, line, complaint):
    gold = tmp_path / "gold.jsonl"
    second = line if isinstance(line, str) else json.dumps(line)
    gold.write_text(f'{{"id": "a", "actions": []}}\n{second}\n', encoding="utf-8")
    with pytest.raises(InputError) as raised:
        score(read_gold(gold), Knowledge(), {"a": "", "d": TEXT})
    assert str(raised.value).startswith(str(gold))
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe{"])
def test_a_file_that_is_no_gold_is_refused(tmp_path, content):
    (tmp_path / "gold.jsonl").write_bytes(content)
    with pytest.raises(InputError, match=r"gold\.jsonl"):
        read_gold(tmp_path / "gold.jsonl")


def test_a_field_that_is_left_out_may_also_be_null(tmp_path):
    empty = dict.fromkeys(("measures", "date", "grounds", "target_count", "also", "optional", "attribution"))
    [document] = read_gold(written(tmp_path / "gold.jsonl", row(**empty)))
    [plain] = read_gold(written(tmp_path / "plain.jsonl", row()))
    assert document.actions == plain.actions


# from the texts on

NEWS = {"id": "n1", "date": "2024-03-04", "text": "Canada imposed sanctions on Belarus on 3 March 2024."}
TOLD = {
    "id": "n1",
    "actions": [
        {
            "trigger": {"text": "imposed", "start": 7, "end": 14},
            "act": "impose",
            "modality": "actual",
            "negated": False,
            "imposers": [actor("Canada", country="CA")],
            "targets": [BELARUS],
            "date": {"text": "on 3 March 2024", "value": "2024-03-03"},
        }
    ],
}


def test_texts_are_read_and_nothing_is_written(tmp_path):
    gold, texts = written(tmp_path / "gold.jsonl", TOLD), written(tmp_path / "texts.jsonl", NEWS)
    scores = package.evaluate(gold, texts)
    assert (scores.documents, scores.tuples.f1, scores.date.accuracy) == (1, 1.0, 1.0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gold.jsonl", "texts.jsonl"]


def test_the_command_shows_figures_calibration_misses_and_writes_json(run, tmp_path):
    other = {"id": "n2", "text": "Japan eased its\x1b[31m embargo on Cuba. Rain fell."}
    missed = TOLD["actions"][0] | {"trigger": {"text": "fell", "start": 44, "end": 48}}
    written(tmp_path / "texts.jsonl", NEWS, other)
    written(tmp_path / "gold.jsonl", TOLD, {"id": "n2", "actions": [missed]})
    done = run("evaluate", "gold.jsonl", "texts.jsonl", "--calibration", "--misses", "--json", "scores.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "whole tuples" in done.stdout
    assert "0.9-1.0" in done.stdout
    assert "missed n2: " in done.stdout
    assert "    Rain fell." in done.stdout
    assert "\x1b" not in done.stdout
    scores = json.loads((tmp_path / "scores.json").read_text())
    assert scores["actions"]["missed"] == 1


def test_the_example_of_the_help_is_of_this_repository():
    [example] = [example for verb, example in EXAMPLES.items() if verb.__name__ == "evaluate"]
    assert all((ROOT / path).exists() for path in shlex.split(example)[2:])


@pytest.mark.parametrize("line", [TOLD | {"id": "n9"}, "no gold"])
def test_bad_gold_is_told_by_the_command(run, tmp_path, line):
    written(tmp_path / "gold.jsonl", TOLD, line)
    written(tmp_path / "texts.jsonl", NEWS)
    done = run("evaluate", "gold.jsonl", "texts.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("sanctiongraph: gold.jsonl:2: ")
    assert done.stderr.count("\n") == 1


# the same figures as those of the scorer outside

RATES = {
    "action": "actions",
    "imposer": "imposers",
    "target": "targets",
    "measure": "measures",
    "tuple": "tuples",
}
SHARES = {name: name for name in ("act", "modality", "date", "grounds", "count")} | {"negated": "negation"}


def printed(scores: Scores) -> dict[str, str]:
    """The figures as the outside scorer prints them."""

    def rate(name: str) -> dict[str, float]:
        found = getattr(scores, name)
        figures = {"p": found.precision, "r": found.recall, "f1": found.f1}
        return {key: round(value, 3) for key, value in figures.items()} | {"n": found.told}

    def share(name: str) -> dict[str, float | None]:
        found = getattr(scores, name)
        return {
            "acc": round(found.accuracy, 3) if found.total else None,
            "n": found.total,
        }

    figures = {outside: rate(name) for outside, name in RATES.items()}
    figures |= {outside: share(name) for outside, name in SHARES.items()}
    return {name: str(value) for name, value in figures.items()} | {"repeats": str(scores.repeats)}


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the outside scorer and its texts are not beside this repository"
)
@pytest.mark.parametrize("name", ["seeds", "wcep-2025", "whitehouse"])
def test_the_figures_are_those_of_the_outside_scorer(tmp_path, name):
    gold, texts = (SHARED / "dev" / f"{name}.{kind}.jsonl" for kind in ("gold", "texts"))
    package.extract(texts, tmp_path / "graph.trig")
    with (tmp_path / "pred.jsonl").open("w") as predictions:
        reader = [sys.executable, SHARED / "read_rdf.py", tmp_path / "graph.trig"]
        subprocess.run(reader, stdout=predictions, check=True)
    scorer = [sys.executable, SHARED / "score.py", gold, tmp_path / "pred.jsonl"]
    said = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout
    outside = dict(line.split(maxsplit=1) for line in said.splitlines())
    figures = printed(package.evaluate(gold, texts))
    assert figures == {key: outside[key].strip() for key in figures}


# what the README says


def test_the_readme_has_the_table_that_make_evaluate_prints(tmp_path):
    gold, texts = tmp_path / "x.gold.jsonl", tmp_path / "x.texts.jsonl"
    written(gold, TOLD)
    written(texts, NEWS)
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "quality.py", tmp_path],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    labels = [line.split("|")[1].strip() for line in done.stdout.splitlines()[2:]]
    readme = (
        (ROOT / "README.md")
        .read_text(encoding="utf-8")
        .partition("## How good is it")[2]
        .partition("\n## ")[0]
    )
    assert [line.split("|")[1].strip() for line in readme.splitlines() if line.startswith("| ")][1:] == [
        "---",
        *labels,
    ]
    assert "sentences (290 texts)" in readme
    assert "articles (14 texts)" in readme
