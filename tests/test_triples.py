"""Knowledge becomes RDF by the contract, and comes back as it was."""

from __future__ import annotations

import importlib.util
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse, serialize

from sanctiongraph.errors import GraphError, InputError
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
    Relationship,
    Run,
    SanctionAction,
    Tenure,
    TimeExpression,
)
from sanctiongraph.triples import Mint, clean, document_graph, knowledge, quads
from sanctiongraph.vocab import BASE, OA, PROV, RDF, SG

READER = Path(__file__).parents[2] / "shared" / "gold" / "read_rdf.py"
TEXT = "Brussels froze the assets of Oleg Tarn in March 2024 for funding war, said Anna Berg, the EU envoy."
EVIDENCE = Evidence(0, len(TEXT), TEXT, 9, 14)

ACTION = SanctionAction(
    id="a1",
    evidence=(EVIDENCE,),
    act=Act.IMPOSE,
    imposers=("institution/eu",),
    targets=("person/oleg-tarn",),
    measures=(Measure.ASSET_FREEZE, Measure.TRAVEL_BAN),
    date=TimeExpression("March 2024", "2024-03"),
    grounds="for funding war",
    target_count=1,
    attribution="Anna Berg",
    attributed_to="person/anna-berg",
    confidence=0.85,
    reasons=("frame: froze the assets of",),
)
TENURE = Tenure(
    id="t1", evidence=(EVIDENCE,), holder="person/anna-berg", title="EU envoy", at="institution/eu"
)
RELATIONSHIP = Relationship(
    id="r1",
    evidence=(EVIDENCE,),
    subject="person/anna-berg",
    relation="MemberOf",
    object="institution/eu",
    modality=Modality.CONSIDERED,
    negated=True,
)
ENTITIES = (
    Entity(id="country/RU", kind=Kind.COUNTRY, label="Russia", country="RU", wikidata="Q159"),
    Entity(id="institution/eu", kind=Kind.INSTITUTION, label="European Union", names=("EU",), country="EU"),
    Entity(id="person/anna-berg", kind=Kind.PERSON, label="Anna Berg", part_of="institution/eu"),
    Entity(id="person/oleg-tarn", kind=Kind.PERSON, label="Oleg Tarn", country="RU"),
)
WORLD = Knowledge(
    entities=ENTITIES,
    accounts=(
        Account(
            document=Document(
                id="one", text=TEXT, date="2024-03-09", title="A freeze", url="https://ex.org/1"
            ),
            mentions=tuple(entity.id for entity in ENTITIES),
            actions=(ACTION,),
            tenures=(TENURE,),
            relationships=(RELATIONSHIP,),
        ),
    ),
)


def stored(world, base=BASE):
    store = Store()
    store.extend(quads(world, base=base))
    return store


def said(world, subject, predicate):
    """What the graph says of a subject, as plain sorted strings."""
    found = stored(world).quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None)
    return sorted(quad.object.value for quad in found)


def with_action(**changes):
    account = replace(WORLD.accounts[0], actions=(replace(ACTION, **changes),))
    return replace(WORLD, accounts=(account,))


def test_what_is_written_comes_back_as_it_was():
    account = WORLD.accounts[0]
    textless = replace(account.document, text="")
    assert knowledge(stored(WORLD)) == replace(WORLD, accounts=(replace(account, document=textless),))


def test_an_action_is_written_by_the_contract():
    claim = BASE + "document/one#a1"
    assert said(WORLD, claim, SG + "hasImposer") == [BASE + "institution/eu"]
    assert said(WORLD, claim, SG + "hasMeasure") == [SG + "AssetFreeze", SG + "TravelBan"]
    assert said(WORLD, claim, SG + "confidence") == ["0.85"]
    assert said(WORLD, claim, SG + "hasEvidence") == [claim + "/9"]
    assert said(WORLD, claim + "/9", SG + "isFromDocument") == [BASE + "document/one"]


def test_each_document_has_a_graph_and_the_entities_share_one():
    assert {quad.graph_name.value for quad in quads(WORLD)} == {
        document_graph("one"),
        BASE + "graph/entities",
    }


def test_a_country_and_the_eu_have_a_code_and_others_have_a_country():
    assert said(WORLD, BASE + "institution/eu", SG + "countryCode") == ["EU"]
    assert said(WORLD, BASE + "institution/eu", SG + "hasCountry") == []
    assert said(WORLD, BASE + "person/oleg-tarn", SG + "hasCountry") == [BASE + "country/RU"]
    envoy = replace(WORLD, entities=(replace(ENTITIES[2], country="UN"),))
    assert said(envoy, BASE + "person/anna-berg", SG + "hasCountry") == [BASE + "institution/un"]


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2024-02-29", "date"),
        ("2024-03", "gYearMonth"),
        ("2024", "gYear"),
        ("2023-02-29", None),
        ("2024-13", None),
        ("0000", None),
        ("last spring", None),
        ("٢٠٢٤", None),
        (None, None),
    ],
)
def test_a_date_is_as_precise_as_it_is_or_left_out(value, datatype):
    written = [
        q.object
        for q in quads(with_action(date=TimeExpression("then", value)))
        if q.predicate.value == SG + "date"
    ]
    assert [(d.value, d.datatype.value.rpartition("#")[2]) for d in written] == (
        [(value, datatype)] if datatype else []
    )


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("1999", "1999-01-01", "1999-12-31"),
    ],
)
def test_a_date_has_its_first_and_last_day(value, first, last):
    world, claim = with_action(date=TimeExpression("then", value)), BASE + "document/one#a1"
    assert (said(world, claim, SG + "earliest"), said(world, claim, SG + "latest")) == ([first], [last])


@pytest.mark.parametrize("value", ["2023-02-29", "2024-13", "last spring", None])
def test_what_is_no_date_has_no_days(value):
    written = {quad.predicate.value for quad in quads(with_action(date=TimeExpression("then", value)))}
    assert not written & {SG + "date", SG + "earliest", SG + "latest"}


def test_the_wording_of_a_date_stays_where_its_value_cannot():
    world = with_action(date=TimeExpression("at Michaelmas", "2023-02-29"))
    assert said(world, BASE + "document/one#a1", SG + "dateText") == ["at Michaelmas"]


@pytest.mark.parametrize(("confidence", "written"), [(1.0, "1"), (0.5, "0.5"), (1 / 3, "0.3333"), (0.0, "0")])
def test_confidence_is_a_canonical_decimal(confidence, written):
    assert said(with_action(confidence=confidence), BASE + "document/one#a1", SG + "confidence") == [written]


def test_the_same_act_told_twice_has_two_pieces_of_evidence():
    twice = with_action(
        evidence=(EVIDENCE, replace(EVIDENCE, start=200, end=200 + len(TEXT), trigger_start=209))
    )
    claim = BASE + "document/one#a1"
    assert said(twice, claim, SG + "hasEvidence") == [claim + "/209", claim + "/9"]


# --- where evidence stands, for annotation tools

SENTENCE = "Norway froze the assets of Oleg Tarn."
ARTICLE = f"On Monday there was news. {SENTENCE} Nobody was surprised by it at all in Oslo, it seems."
PLACE = Evidence(26, 63, SENTENCE, 33, 38, ARTICLE[:26], ARTICLE[63:95])


@pytest.mark.parametrize(
    ("segment", "exact", "prefix", "suffix"),
    [
        ("char=26,63", SENTENCE, "On Monday there was news. ", " Nobody was surprised by it at a"),
        ("char=33,38", "froze", "n Monday there was news. Norway ", " the assets of Oleg Tarn. Nobody"),
    ],
)
def test_sentence_and_trigger_can_be_found_by_position_and_by_quotation(segment, exact, prefix, suffix):
    world, document = with_action(evidence=(PLACE,)), BASE + "document/one"
    target = f"{document}#{segment}"
    assert target in said(world, f"{document}#a1/33", OA + "hasTarget")
    assert said(world, target, OA + "hasSource") == [document]
    assert said(world, target, OA + "hasSelector") == [f"{target}/position", f"{target}/quote"]
    start, end = (int(said(world, f"{target}/position", OA + name)[0]) for name in ("start", "end"))
    assert ARTICLE[start:end] == exact
    found = [said(world, f"{target}/quote", OA + name) for name in ("exact", "prefix", "suffix")]
    assert found == [[exact], [prefix], [suffix]]
    assert ARTICLE.count(prefix + exact + suffix) == 1


def test_evidence_is_an_annotation_whose_body_is_the_claim():
    world, claim = with_action(evidence=(PLACE,)), BASE + "document/one#a1"
    assert said(world, f"{claim}/33", RDF + "type") == [OA + "Annotation", SG + "Evidence"]
    assert said(world, f"{claim}/33", OA + "hasBody") == [claim]


def test_claims_that_rest_on_one_sentence_share_its_segment():
    written = [str(quad) for quad in quads(WORLD)]
    assert len(written) == len(set(written))
    assert sum(OA + "exact" in quad for quad in written) == 2


@pytest.mark.parametrize(
    ("place", "targets"),
    [
        (replace(PLACE, trigger_start=20), ["char=26,63"]),
        (replace(PLACE, trigger_end=70), ["char=26,63"]),
        (replace(PLACE, trigger_end=33), ["char=26,63"]),
        (replace(PLACE, end=70), []),
        (Evidence(5, 5, "", 5, 5), []),
    ],
)
def test_what_is_not_where_it_should_be_has_no_segment(place, targets):
    world, document = with_action(evidence=(place,)), BASE + "document/one"
    found = said(world, f"{document}#a1/{place.trigger_start}", OA + "hasTarget")
    assert found == [f"{document}#{target}" for target in targets]


def test_what_is_around_a_sentence_comes_back():
    (account,) = knowledge(stored(with_action(evidence=(PLACE,)))).accounts
    assert account.actions[0].evidence == (PLACE,)


def test_a_graph_without_segments_and_runs_is_read_all_the_same():
    store = stored(WORLD)
    for quad in list(store):
        if any(OA in term.value or PROV in term.value for term in (quad.predicate, quad.object)):
            store.remove(quad)
    assert knowledge(store) == knowledge(stored(WORLD))


# --- how a graph came about

RUN = Run(version="1.2", model="en_core_web_md", fingerprint="00f1c2a37b9d5e64", settings=("seconds=5",))
STAMPED = replace(RUN, started="2026-03-01T10:00:00Z", ended="2026-03-01T10:00:09Z")


def ran(run):
    return replace(WORLD, accounts=(replace(WORLD.accounts[0], run=run),))


@pytest.mark.parametrize("run", [RUN, STAMPED])
@pytest.mark.parametrize("base", [BASE, "http://other.example/x/"])
def test_a_run_comes_back_as_it_was(run, base):
    store = stored(ran(run), base)
    (account,) = knowledge(store).accounts
    assert account.run == run
    assert set(quads(knowledge(store), base=base)) == set(store)


def test_the_graph_of_a_document_names_its_run_and_every_claim_its_document():
    world, document = ran(RUN), BASE + "document/one"
    (run,) = said(world, document_graph("one"), PROV + "wasGeneratedBy")
    (association,) = said(world, run, PROV + "qualifiedAssociation")
    (plan,) = said(world, association, PROV + "hadPlan")
    assert said(world, run, RDF + "type") == [PROV + "Activity"]
    assert said(world, plan, SG + "model") == ["en_core_web_md"]
    assert said(world, plan, SG + "setting") == ["seconds=5"]
    for claim in ("a1", "t1", "r1"):
        assert said(world, f"{document}#{claim}", PROV + "wasDerivedFrom") == [document]


def test_runs_stand_in_a_graph_of_their_own_each_once():
    two = replace(WORLD.accounts[0], run=RUN, document=Document(id="two", text=TEXT))
    world = replace(ran(RUN), accounts=(*ran(RUN).accounts, two))
    about = [quad for quad in quads(world) if quad.object.value == PROV + "Activity"]
    assert [quad.graph_name.value for quad in about] == [BASE + "graph/runs"]


@pytest.mark.parametrize(
    "change",
    [
        {"version": "1.3"},
        {"model": "x"},
        {"fingerprint": "0"},
        {"settings": ()},
        {"started": "2026-03-01T10:00:00Z"},
    ],
)
def test_a_run_is_named_by_its_content(change):
    def named(run):
        return said(ran(run), document_graph("one"), PROV + "wasGeneratedBy")

    assert named(RUN) == named(replace(RUN)) != named(replace(RUN, **change))


def test_no_clock_is_in_a_graph_unless_it_is_stamped():
    def clocks(run):
        return [quad for quad in quads(ran(run)) if quad.predicate.value.endswith("AtTime")]

    assert (len(clocks(RUN)), len(clocks(STAMPED))) == (0, 2)


NAUGHTY = [
    "",
    " ",
    ".",
    "..",
    "../../etc/passwd",
    "a/b c",
    "a%2Fb",
    "a#b?c=d&e",
    "<script>alert(1)</script>",
    '"} ; DROP ALL',
    "line\nbreak\r\ttab",
    "nul\x00bell\x07",
    "lone \ud800 surrogate",
    "\ufffe",
    "Ωμέγα 中文 🙂",
    "'''\"\"\"\\",
    "\\u0041 \\n",
    "~e3b0c44298fc",
    "x" * 4000,
    "é" * 100,
    "]]> &amp; <!--",
    "\u2028\u0085",
    "graph",
    "entities",
    "//host/x",
    "http://evil.example/x",
    "a~b",
]


@pytest.mark.parametrize("base", [BASE, "http://other.example/x/"])
def test_hostile_strings_in_every_slot_come_back_the_same(base):
    for seed in range(40):
        written = set(quads(hostile_world(random.Random(seed)), base=base))
        store = Store()
        store.extend(written)
        assert set(store) == written, "the store changes nothing"
        assert set(quads(knowledge(store), base=base)) == written


def test_hostile_strings_survive_every_format():
    written = list(quads(hostile_world(random.Random(7))))
    for format in (RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD):
        assert set(parse(serialize(written, format=format), format=format)) == set(written)


def hostile_world(chance):
    """A world whose every text, id and reference is drawn from the naughty strings."""

    def text():
        return chance.choice(NAUGHTY) + chance.choice(NAUGHTY)

    ids = sorted({chance.choice(["person/", "", "group/a/"]) + text() for _ in range(6)})

    def some():
        return tuple(sorted(set(chance.sample(ids, 2))))

    def evidence():
        start, quote = chance.randrange(50), text()
        length = chance.choice([len(quote), chance.randrange(99)])
        return Evidence(start, start + length, quote, start, chance.randrange(99))

    def common(id):
        return {
            "id": id + text(),
            "evidence": tuple(evidence() for _ in range(chance.randrange(1, 4))),
            "modality": chance.choice(list(Modality)),
            "negated": chance.random() < 0.5,
            "confidence": chance.random(),
            "attribution": chance.choice([None, text()]),
            "attributed_to": chance.choice([None, ids[0]]),
            "reasons": (text(), text()),
        }

    def account(id):
        action = SanctionAction(
            **common("a"),
            act=chance.choice(list(Act)),
            imposers=some(),
            targets=some(),
            measures=tuple(chance.sample(list(Measure), 2)),
            date=chance.choice([None, TimeExpression(text(), chance.choice([None, "2024", text()]))]),
            target_count=chance.choice([None, -1, 10**30]),
            grounds=chance.choice([None, text()]),
        )
        tenure = Tenure(**common("t"), holder=ids[1], title=text(), at=chance.choice([None, ids[2]]))
        relationship = Relationship(**common("r"), subject=ids[0], relation=text(), object=ids[1])
        document = Document(
            id=id, title=text(), publisher=text(), url=text(), author=text(), date=text(), digest="0"
        )
        return Account(
            document=document,
            mentions=some(),
            actions=(action,),
            tenures=(tenure,),
            relationships=(relationship,),
            run=chance.choice([None, run]),
        )

    run = Run(version=text(), model=text(), fingerprint=text(), settings=tuple(sorted({text(), text()})))
    entities = [
        Entity(
            id=id,
            kind=chance.choice(list(Kind)),
            label=text(),
            names=(text(), text()),
            country=chance.choice([None, "EU", "UN", "FR", text()]),
            part_of=chance.choice([None, ids[0]]),
            wikidata=chance.choice([None, "Q1", text()]),
        )
        for id in ids
    ]
    return Knowledge(
        entities=tuple(entities), accounts=tuple(account(id) for id in sorted({text(), text(), text()}))
    )


def test_no_two_documents_share_an_iri():
    ids = [id for id in NAUGHTY if id != "~e3b0c44298fc"]  # which is how the empty id is written
    assert len({Mint().document(id) for id in ids}) == len(ids)
    assert len({Mint().entity(id) for id in ids}) == len(ids)


def test_an_entity_can_not_pose_as_a_document_or_leave_the_base():
    for id in ("document/one", "graph/entities", "../x", "person/../../x", "person//x", "/etc"):
        assert Mint().entity(id).startswith(BASE + "entity/")


@pytest.mark.parametrize(
    "base", ["", "x", "http://ex.org", "http://ex.org/#", "http://ex.org/ /", "http://a/%/"]
)
def test_a_base_that_cannot_be_one_is_refused(base):
    with pytest.raises(InputError, match="must be an absolute IRI"):
        Mint(base)


def test_cleaning_keeps_every_offset():
    for text in NAUGHTY:
        assert len(clean(text)) == len(text)


@pytest.mark.parametrize(
    ("missing", "complaint"),
    [("hasAct", "has no"), ("hasModality", "has no"), ("confidence", "has no"), ("start", "has no")],
)
def test_a_graph_with_something_missing_is_named(missing, complaint):
    store = stored(WORLD)
    for quad in list(store.quads_for_pattern(None, NamedNode(SG + missing), None, None)):
        store.remove(quad)
    with pytest.raises(GraphError, match=complaint):
        knowledge(store)


def test_a_reference_to_nobody_is_named():
    with pytest.raises(GraphError, match="does not describe"):
        knowledge(stored(replace(WORLD, entities=ENTITIES[:3])))


@pytest.mark.skipif(not READER.exists(), reason="the reader of the gold annotations is not on this machine")
@pytest.mark.parametrize("suffix", ["trig", "ttl"])
def test_the_reader_of_the_gold_annotations_reads_it(tmp_path, capsys, suffix):
    path = tmp_path / f"graph.{suffix}"
    written = quads(WORLD) if suffix == "trig" else (quad.triple for quad in quads(WORLD))
    serialize(written, str(path), RdfFormat.from_extension(suffix))
    spec = importlib.util.spec_from_file_location("read_rdf", READER)
    reader = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reader)
    reader.main([str(path)])
    (action,) = json.loads(capsys.readouterr().out)["actions"]
    assert (action["act"], action["modality"], action["negated"]) == ("impose", "actual", False)
    assert [(i["name"], i["type"], i["country"]) for i in action["imposers"]] == [
        ("European Union", "institution", "EU")
    ]
    assert [(t["name"], t["country"]) for t in action["targets"]] == [("Oleg Tarn", "RU")]
    assert sorted(action["measures"]) == ["asset-freeze", "travel-ban"]
    assert action["sentence"]["text"] == TEXT
