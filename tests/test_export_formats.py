"""What leaves for other people's tools: another program opens it, finds everything, and nothing acts."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest
from nasty import HOSTILE, hostile
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from worlds import account, action, country, knowledge, relationship, tenure, wide

from sanctiongraph.errors import OutputError
from sanctiongraph.exports import EXTRAS, WRITERS, suffix_of, write
from sanctiongraph.gazetteer import rows
from sanctiongraph.model import Act, Document, Entity, Kind, Knowledge, Modality, TimeExpression
from sanctiongraph.store import read_graph
from sanctiongraph.triples import knowledge as read
from sanctiongraph.triples import quads
from sanctiongraph.vocab import BASE, RDF, SG

VALUES = (".jsonl", ".graphml", ".gexf", ".csv.zip", ".parquet.zip", ".neo4j.zip", ".sqlite", ".ftm.json")
"""Formats that are no RDF."""

DOCUMENT = Document(id="d 1.txt", text="d", date="2024-05-01", title="News", url="https://example.org/1")
ORG, MAN, WOMAN, GROUP = "institution/acme", "person/a", "person/b", "group/g"


Told = Knowledge | Store


def world() -> Knowledge:
    """Two countries, a company, two people, a group and a sector."""
    entities = [
        country("US", "United States", "Washington"),
        country("BY", "Belarus"),
        Entity(id=ORG, kind=Kind.INSTITUTION, label="Acme", names=("ACME",), country="BY", wikidata="Q5"),
        Entity(id=MAN, kind=Kind.PERSON, label="Ann Berg", hidden=("the boss",)),
        Entity(id=WOMAN, kind=Kind.PERSON, label="Bo Berg", part_of=ORG),
        Entity(id=GROUP, kind=Kind.GROUP, label="officials"),
        Entity(id="sector/oil", kind=Kind.SECTOR, label="oil"),
    ]
    day = TimeExpression("in May", "2024-05")
    claims = [
        action(Act.IMPOSE, "country/US", f"{ORG} {GROUP}", "It acted.", "acted", date=day, target_count=3),
        action(Act.LIFT, "country/US", "country/BY", "It lifted.", "lifted", date=day, confidence=0.5),
        action(Act.IMPOSE, "country/US", MAN, "It may act.", "act", modality=Modality.THREATENED),
        action(Act.IMPOSE, "country/US", WOMAN, "It did not act.", "act", negated=True),
        action(Act.IMPOSE, "", "country/BY", "Somebody acted.", "acted", grounds="over a war"),
        tenure(MAN, "minister", "country/BY", former=True),
        tenure(WOMAN, "chair", None),
        relationship(MAN, "Owns", ORG, "She owns it.", "owns"),
        relationship(WOMAN, "ChildOf", MAN, "Her son.", "son"),
        relationship(MAN, "Leads", GROUP, "She leads them.", "leads"),
    ]
    return knowledge(entities, [account(DOCUMENT, *claims)])


def stored(statements: Iterable[Quad]) -> Store:
    store = Store()
    store.extend(statements)
    return store


def carried(store: Store, suffix: str) -> bytes:
    stream = io.BytesIO()
    write(store, stream, suffix, read=read)
    return stream.getvalue()


def written(what: Told, suffix: str) -> bytes:
    return carried(what if isinstance(what, Store) else stored(quads(what)), suffix)


def member(what: Told, suffix: str, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(written(what, suffix))).read(name)


def table(what: Told, name: str, suffix: str = ".csv.zip") -> list[dict[str, str]]:
    text = member(what, suffix, name).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def networks(what: Told) -> dict[str, nx.MultiDiGraph]:
    """The network as GraphML and as GEXF, as networkx reads them."""
    return {
        ".graphml": nx.read_graphml(io.BytesIO(written(what, ".graphml")), force_multigraph=True),
        ".gexf": nx.MultiDiGraph(nx.read_gexf(io.BytesIO(written(what, ".gexf")), version="1.3")),
    }


def database(what: Told) -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    opened.deserialize(written(what, ".sqlite"))
    return opened


def lines(what: Told, suffix: str) -> list[dict]:
    return [json.loads(line) for line in written(what, suffix).decode().split("\n") if line]


def needs(suffix: str) -> None:
    if suffix in EXTRAS:
        pytest.importorskip(EXTRAS[suffix][0])


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_is_explained(suffix):
    assert re.search(r"\b[Kk]eeps\b", WRITERS[suffix].__doc__)
    assert re.search(r"\b[Ll]oses\b|Raises", WRITERS[suffix].__doc__)


@pytest.mark.parametrize("suffix", VALUES)
def test_the_same_graph_gives_the_same_bytes(suffix):
    needs(suffix)
    turned = stored(reversed(list(quads(wide()))))
    assert carried(turned, suffix) == written(wide(), suffix)


@pytest.mark.parametrize("suffix", VALUES)
def test_an_empty_graph_is_written_too(suffix):
    needs(suffix)
    assert written(Knowledge(), suffix) is not None


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_networkx_reads_actors_and_claims_with_their_types(suffix):
    graph = networks(world())[suffix]
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["country/US"] | {"names": "Washington"} == graph.nodes["country/US"]
    acme = graph.nodes[ORG]
    assert (acme["label"], acme["type"], acme["country"], acme["claims"]) == ("Acme", "Institution", "BY", 2)
    [edge] = graph["country/US"][ORG].values()
    assert (edge["act"], edge["modality"], edge["negated"], edge["count"]) == ("Impose", "Actual", False, 3)
    assert (edge["measures"], edge["date"], edge["document"]) == ("UnspecifiedMeasure", "2024-05", "d 1.txt")
    [lift] = graph["country/US"]["country/BY"].values()
    assert isinstance(lift["weight"], float)
    assert (lift["weight"], lift["sentence"]) == (0.5, "It lifted.")
    [office] = graph[MAN]["country/BY"].values()
    assert (office["label"], office["former"]) == ("minister", True)
    assert {edge["type"] for _, _, edge in graph.edges(data=True)} == {"action", "tenure", "relationship"}


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_every_pair_of_a_claim_is_an_edge(suffix):
    graph = networks(wide())[suffix]
    pairs = sum(
        len(claim.imposers) * len(claim.targets) for one in wide().accounts for claim in one.actions
    ) + sum(len(one.tenures) + len(one.relationships) for one in wide().accounts)
    assert graph.number_of_edges() == pairs
    assert set(graph) == {entity.id for entity in wide().entities}


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        (None, "2024-05-01", "2024-05-01"),
    ],
)
def test_the_timeline_of_gephi_knows_when(date, start, end):
    when = TimeExpression(date, date) if date else None
    claim = action(Act.IMPOSE, "country/US", "country/BY", "It acted.", "acted", date=when)
    told = knowledge([country("US", "United States"), country("BY", "Belarus")], [account(DOCUMENT, claim)])
    graph = networks(told)[".gexf"]
    [edge] = graph["country/US"]["country/BY"].values()
    assert (edge["start"], edge["end"]) == (start, end)
    assert b'mode="dynamic" defaultedgetype="directed" timeformat="date"' in written(told, ".gexf")


def test_spreadsheets_get_one_row_for_each_actor_and_each_edge():
    actors, edges = table(wide(), "nodes.csv"), table(wide(), "edges.csv")
    assert [row["id"] for row in actors] == [entity.id for entity in wide().entities]
    assert len(edges) == networks(wide())[".graphml"].number_of_edges()
    assert {row["source"] for row in edges} | {row["target"] for row in edges} <= {
        row["id"] for row in actors
    }
    assert {row["negated"] for row in edges} == {"true", "false"}


def test_a_zip_has_no_clock_in_it():
    for info in zipfile.ZipFile(io.BytesIO(written(wide(), ".csv.zip"))).infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)


def test_parquet_keeps_types():
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = parquet.read_table(io.BytesIO(member(wide(), ".parquet.zip", "edges.parquet"))).to_pylist()
    assert Counter(row["negated"] for row in rows).keys() == {True, False}
    assert all(isinstance(row["weight"], float) for row in rows)
    assert [row["id"] for row in rows] == [row["id"] for row in table(wide(), "edges.csv")]
    actors = parquet.read_table(io.BytesIO(member(world(), ".parquet.zip", "nodes.parquet"))).to_pylist()
    assert actors[1]["names"] == ["Washington"]


def test_without_its_library_parquet_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(EXTRAS, ".parquet.zip", ("no_such_library", "parquet"))
    with pytest.raises(OutputError) as raised:
        suffix_of(tmp_path / "graph.parquet.zip")
    assert str(raised.value) == (
        ".parquet.zip needs no_such_library, which is not installed: sanctiongraph[parquet] has it"
    )


def test_neo4j_gets_headers_that_its_importer_knows():
    head, *rows = csv.reader(io.StringIO(member(wide(), ".neo4j.zip", "nodes.csv").decode()))
    assert (head[0], head[-1], head[-2]) == ("id:ID", ":LABEL", "claims:int")
    assert {row[-1] for row in rows} >= {"Entity;Person", "Entity;Country"}
    head, *rows = csv.reader(io.StringIO(member(wide(), ".neo4j.zip", "edges.csv").decode()))
    assert {":START_ID", ":END_ID", ":TYPE", "negated:boolean", "weight:double"} <= set(head)
    assert {row[-1] for row in rows} >= {"IMPOSE", "IN_FORCE", "HOLDS_OFFICE", "OWNS"}


def test_the_script_for_neo4j_loads_every_type_that_the_table_has():
    script = member(wide(), ".neo4j.zip", "load.cypher").decode()
    types = {row[":TYPE"] for row in table(wide(), "edges.csv", ".neo4j.zip")}
    assert set(re.findall(r"\[r:`(\w+)` \{id: row.id\}\]", script)) == types
    assert script.count("LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row") == len(types)
    assert all(statement.count("`") % 2 == 0 for statement in script.split(";"))


def test_sqlite_holds_the_whole_knowledge():
    opened = database(wide())
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    claims = sum(len(one.actions) + len(one.tenures) + len(one.relationships) for one in wide().accounts)
    assert opened.execute("SELECT count(*) FROM claims").fetchone() == (claims,)
    counted = dict(opened.execute("SELECT role, count(*) FROM roles GROUP BY role"))
    assert counted["imposer"] == sum(len(c.imposers) for one in wide().accounts for c in one.actions)
    named = "SELECT label FROM entities JOIN names ON entity = id WHERE name = 'Petróleos de Venezuela'"
    assert opened.execute(named).fetchall() == [("PDVSA",)]
    quotes = {quote for (quote,) in opened.execute("SELECT quote FROM evidence")}
    assert quotes == {e.quote for one in wide().accounts for c in one.actions for e in c.evidence} | {
        e.quote for one in wide().accounts for c in (*one.tenures, *one.relationships) for e in c.evidence
    }


def test_sqlite_complains_of_a_graph_that_refers_to_nothing():
    adrift = Knowledge(entities=(Entity(id=ORG, kind=Kind.INSTITUTION, label="Acme", part_of="person/x"),))
    with pytest.raises(OutputError, match="doesn't hold together"):
        written(adrift, ".sqlite")


def test_a_line_of_a_claim_is_complete_in_itself():
    told = lines(world(), ".jsonl")
    assert len(told) == 10
    unsaid = next(line for line in told if line.get("grounds"))
    assert unsaid["imposers"] == []
    assert unsaid["targets"] == [{"id": "country/BY", "name": "Belarus", "type": "Country"}]
    assert unsaid["evidence"][0]["sentence"] == "Somebody acted."
    assert unsaid["document"]["published"] == "2024-05-01"


FTM = {
    "LegalEntity": {"name", "alias", "weakAlias", "country", "wikidataId"},
    "Asset": {"name", "alias", "weakAlias", "country", "wikidataId"},
    "Article": {"name", "fileName", "title", "publishedAt", "publisher", "author", "sourceUrl"},
    "Position": {"name", "country"},
    "Interval": {
        "startDate",
        "endDate",
        "date",
        "description",
        "proof",
        "publisher",
        "recordId",
        "sourceUrl",
    },
    "Sanction": {"entity", "authority", "country", "provisions", "reason", "status"},
    "Occupancy": {"holder", "post", "status"},
    "Ownership": {"owner", "asset"},
    "Membership": {"member", "organization"},
    "Directorship": {"director", "organization"},
    "Representation": {"agent", "client"},
    "Family": {"person", "relative", "relationship"},
    "UnknownLink": {"subject", "object", "role"},
}
"""Properties of the schemata of FollowTheMoney 4 that are written, as its model defines them."""

ACTORS = {"Person", "Organization", "PublicBody", "Company", "LegalEntity", "Asset"}
RANGES = {
    "entity": ACTORS,
    "holder": {"Person"},
    "post": {"Position"},
    "owner": ACTORS - {"Asset"},
    "asset": {"Asset", "Company"},
    "member": ACTORS - {"Asset"},
    "director": ACTORS - {"Asset"},
    "organization": {"Organization", "PublicBody", "Company"},
    "agent": ACTORS - {"Asset"},
    "client": ACTORS - {"Asset"},
    "person": {"Person"},
    "relative": {"Person"},
    "subject": ACTORS,
    "object": ACTORS,
    "proof": {"Article"},
}
"""Of which schemata the values of a property may be; all of these but `proof` are required."""


def allowed(schema: str) -> set[str]:
    if schema in ACTORS:
        return FTM["Asset" if schema == "Asset" else "LegalEntity"]
    return FTM[schema] | (FTM["Interval"] if schema not in ("Article", "Position") else set())


@pytest.mark.parametrize("told", [world(), wide()], ids=["world", "wide"])
def test_followthemoney_gets_schemata_and_properties_that_it_knows(told):
    entities = lines(told, ".ftm.json")
    schema = {entity["id"]: entity["schema"] for entity in entities}
    assert len(schema) == len(entities)
    for entity in entities:
        properties = entity["properties"]
        assert set(properties) <= allowed(entity["schema"]), entity
        assert all(values and all(isinstance(one, str) for one in values) for values in properties.values())
        for name in RANGES.keys() & allowed(entity["schema"]):
            assert properties[name], entity
            assert {schema[id_] for id_ in properties[name]} <= RANGES[name], entity


def test_followthemoney_is_told_facts_as_facts_and_threats_as_links():
    entities = lines(world(), ".ftm.json")
    name = {entity["id"]: entity["properties"].get("name", [""])[0] for entity in entities}
    told = [
        (name[one["entity"][0]], *one["status"], one.get("startDate"), one.get("endDate"))
        for entity in entities
        if entity["schema"] == "Sanction"
        for one in [entity["properties"]]
    ]
    assert sorted(told, key=str) == [
        ("Acme", "Impose", ["2024-05"], None),
        ("Belarus", "Impose", None, None),
        ("Belarus", "Lift", None, ["2024-05"]),
        ("officials", "Impose", ["2024-05"], None),
    ]
    links = [entity["properties"] for entity in entities if entity["schema"] == "UnknownLink"]
    assert sorted((link["role"][0], name[link["object"][0]]) for link in links) == [
        ("Impose (Threatened)", "Ann Berg"),
        ("Leads", "officials"),
    ]
    [family] = [entity["properties"] for entity in entities if entity["schema"] == "Family"]
    assert (name[family["person"][0]], family["relationship"], name[family["relative"][0]]) == (
        "Ann Berg",
        ["child"],
        "Bo Berg",
    )
    assert {entity["schema"] for entity in entities} >= {"Company", "Ownership", "Occupancy", "Position"}


def former() -> Knowledge:
    """Every state of the gazetteer, the dissolved ones too, sanctions the next one."""
    states = [country(row[0], row[1]) for row in rows("countries")]
    actions = [
        action(Act.IMPOSE, one.id, next_.id, f"{one.label} imposed sanctions on {next_.label}.", "imposed")
        for one, next_ in pairwise(states)
    ]
    return knowledge(states, [account(Document(id="d", text="Old news."), *actions)])


def test_states_that_are_no_more_have_the_codes_of_followthemoney():
    codes = {
        one["properties"]["name"][0]: one["properties"].get("country")
        for one in lines(former(), ".ftm.json")
        if one["schema"] == "PublicBody"
    }
    assert (codes["Soviet Union"], codes["Yugoslavia"], codes["Norway"]) == (["suhh"], ["yucs"], ["no"])


@pytest.mark.parametrize("told", [world(), wide(), former()], ids=["world", "wide", "former"])
def test_the_library_of_followthemoney_takes_every_entity_and_cleans_nothing_away(told):
    pytest.importorskip("followthemoney", reason="followthemoney is not installed (the extra `ftm`)")
    from followthemoney import EntityProxy

    for entity in lines(told, ".ftm.json"):
        cleaned = EntityProxy.from_dict(entity, cleaned=False)
        cleaned.schema.validate(entity)
        for name, values in entity["properties"].items():
            assert sorted(cleaned.get(name)) == sorted(values), entity


def test_who_gets_a_licence_is_not_told_to_be_sanctioned():
    entities = lines(wide(), ".ftm.json")
    [chevron] = [one["id"] for one in entities if one["properties"].get("name") == ["Chevron"]]
    said = [one for one in entities if any(chevron in values for values in one["properties"].values())]
    assert [(one["schema"], one["properties"]["role"]) for one in said] == [("UnknownLink", ["Exempt"])]


ACTED = TimeExpression("in May", "2024-05")


@pytest.mark.parametrize(
    ("act", "date", "found"),
    [
        (Act.IMPOSE, ACTED, ("Sanction", "startDate")),
        (Act.REIMPOSE, ACTED, ("Sanction", "startDate")),
        (Act.EXPAND, ACTED, ("Sanction", "date")),
        (Act.RENEW, ACTED, ("Sanction", "date")),
        (Act.MAINTAIN, ACTED, ("Sanction", "date")),
        (Act.IN_FORCE, ACTED, ("Sanction", "date")),
        (Act.LIFT, ACTED, ("Sanction", "endDate")),
        (Act.IMPOSE, None, ("Sanction", None)),
        (Act.LIFT, None, ("UnknownLink", None)),
        (Act.EASE, ACTED, ("UnknownLink", "date")),
        (Act.SUSPEND, ACTED, ("UnknownLink", "date")),
        (Act.EXEMPT, ACTED, ("UnknownLink", "date")),
    ],
)
def test_only_what_burdens_or_has_ended_is_a_sanction_to_followthemoney(act, date, found):
    claim = action(act, "country/US", "country/BY", "It acted.", "acted", date=date)
    told = knowledge([country("US", "United States"), country("BY", "Belarus")], [account(DOCUMENT, claim)])
    [said] = [one for one in lines(told, ".ftm.json") if one["schema"] in ("Sanction", "UnknownLink")]
    dated = [name for name in said["properties"] if name in ("startDate", "endDate", "date")]
    assert (said["schema"], *(dated or [None])) == found
    assert said["properties"]["status" if found[0] == "Sanction" else "role"] == [act]


def test_ids_of_followthemoney_stay_when_other_news_comes():
    before = {entity["id"] for entity in lines(world(), ".ftm.json")}
    grown = replace(world(), accounts=(*world().accounts, *wide().accounts), entities=(*world().entities,))
    more = {entity.id: entity for entity in (*wide().entities, *world().entities)}
    grown = replace(grown, entities=tuple(more[id_] for id_ in sorted(more)))
    assert before <= {entity["id"] for entity in lines(grown, ".ftm.json")}


@pytest.fixture(scope="module")
def nasty() -> Store:
    return hostile()


FIT = str.maketrans({chr(code): "\ufffd" for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)})
LABELS = sorted((*HOSTILE, "United States"))


def fit(texts: Iterable[str]) -> list[str]:
    """The texts as XML can hold them."""
    return sorted(text.translate(FIT) for text in texts)


def test_hostile_texts_are_as_many_as_promised():
    assert len(set(HOSTILE)) == len(HOSTILE) >= 40


def test_a_lone_surrogate_gets_into_no_graph():
    with pytest.raises(ValueError, match="literal"):
        Literal("\ud800")


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_hostile_texts_come_back_from_xml(nasty, suffix):
    graph = networks(nasty)[suffix]
    assert sorted(label for _, label in graph.nodes(data="label")) == fit(LABELS)
    edges = [edge for _, _, edge in graph.edges(data=True) if edge["type"] == "action"]
    assert sorted(edge["sentence"] for edge in edges) == fit(HOSTILE)
    assert b"<!DOCTYPE" not in written(nasty, suffix)


RUN = "(?:[\\s\u200b]*[=+@\\-\uff1d\uff0b\uff0d\uff20]|[\t\r\n])"
"""How a cell begins that a spreadsheet would run."""


def test_hostile_texts_come_back_from_csv_without_a_formula(nasty):
    for name in ("nodes.csv", "edges.csv"):
        for row in table(nasty, name):
            assert not [cell for cell in row.values() if re.match(RUN, cell)]
    names = [row["label"] for row in table(nasty, "nodes.csv")]
    assert sorted(re.sub(f"^'('*{RUN})", r"\1", name) for name in names) == LABELS


def test_hostile_texts_come_back_from_sqlite(nasty):
    opened = database(nasty)
    assert sorted(label for (label,) in opened.execute("SELECT label FROM entities")) == LABELS
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert opened.execute("SELECT count(*) FROM claims").fetchone() == (3 * len(HOSTILE),)


def test_hostile_texts_come_back_from_parquet(nasty):
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = parquet.read_table(io.BytesIO(member(nasty, ".parquet.zip", "nodes.parquet"))).to_pylist()
    assert sorted(row["label"] for row in rows) == LABELS


def test_hostile_texts_come_back_from_lines(nasty):
    told = lines(nasty, ".jsonl")
    names = sorted(line["targets"][0]["name"] for line in told if line["type"] == "action")
    assert names == sorted(HOSTILE)
    entities = lines(nasty, ".ftm.json")
    actors = [entity for entity in entities if entity["schema"] == "Person"]
    assert sorted(actor["properties"]["name"][0] for actor in actors) == names
    assert not [entity for entity in entities if "sourceUrl" in entity["properties"]]


def test_hostile_texts_stay_cells_in_neo4j(nasty):
    raw = member(nasty, ".neo4j.zip", "nodes.csv").decode()
    rows = table(nasty, "nodes.csv", ".neo4j.zip")
    assert raw.count("\n") == len(rows) + 1
    assert '\\"' not in raw
    plain = sorted(re.sub(r'\\(?="|$)', r"\\ ", re.sub("[\r\n]+", " ", text)) for text in LABELS)
    assert sorted(row["label"] for row in rows) == plain


def test_no_text_gets_into_the_script_for_neo4j(nasty):
    def shapes(what: Told) -> set[str]:
        script = member(what, ".neo4j.zip", "load.cypher").decode()
        return set(re.sub("(?<=[`'])[A-Z0-9_]+(?=[`'])", "TYPE", script).splitlines())

    assert shapes(nasty) == shapes(world())


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nt", ".nq", ".jsonld"])
def test_hostile_texts_come_back_from_rdf(nasty, suffix, tmp_path):
    path = tmp_path / f"graph{suffix}"
    path.write_bytes(written(nasty, suffix))
    found = read_graph(path)
    assert {quad.triple for quad in found} == {quad.triple for quad in nasty}
    assert sorted(entity.label for entity in read(found).entities) == LABELS


def test_rdf_xml_refuses_hostile_texts_that_it_cannot_hold_and_keeps_the_others(nasty, tmp_path):
    with pytest.raises(OutputError, match="control character"):
        written(nasty, ".rdf")
    fine = stored(quad for quad in nasty if quad.object.value == quad.object.value.translate(FIT))
    path = tmp_path / "graph.rdf"
    path.write_bytes(carried(fine, ".rdf"))
    assert {quad.triple for quad in read_graph(path)} == {quad.triple for quad in fine}


def test_json_ld_holds_claims_with_their_evidence_inside():
    told = json.loads(written(world(), ".jsonld"))
    graphs = {one["@id"]: one["@graph"] for one in told["@graph"]}
    document, *claims = graphs["graph/document/d%201.txt"]
    assert document["@type"] == ["Document", "schema:NewsArticle"]
    claim = next(claim for claim in claims if claim.get("grounds"))
    assert (claim["@type"], claim["hasAct"], claim["hasTarget"]) == ("SanctionAction", "Impose", "country/BY")
    assert claim["hasEvidence"]["quote"] == "Somebody acted."
    assert {one["@type"] for one in graphs["graph/entities"]} >= {"Country", "Person", "Sector"}
    assert not re.search(r'"@context": *"', written(world(), ".jsonld").decode())


def test_evidence_that_two_claims_share_stays_outside():
    one, two, shared = (NamedNode(f"http://x.example/{name}") for name in ("1", "2", "3"))
    has, quote = NamedNode(SG + "hasEvidence"), NamedNode(SG + "quote")
    said = [Quad(one, has, shared), Quad(two, has, shared), Quad(shared, quote, Literal("x"))]
    loop = [Quad(one, has, two), Quad(two, has, one)]
    for told in (said, loop):
        read_back = set(parse(carried(stored(told), ".jsonld"), format=RdfFormat.JSON_LD))
        assert read_back == set(told)


@pytest.mark.parametrize(
    ("suffix", "statement", "complaint"),
    [
        (".jsonld", (NamedNode("http://x.example/"), NamedNode(RDF + "x"), NamedNode("sg:x")), "prefix sg:"),
        (
            ".rdf",
            (NamedNode("http://x.example/"), NamedNode("http://x.example/1"), Literal("x")),
            "in no name",
        ),
        (
            ".graphml",
            (NamedNode(BASE + "x"), NamedNode(RDF + "type"), NamedNode(SG + "Person")),
            "no <",
        ),
    ],
)
def test_what_a_format_cannot_hold_is_an_error_and_no_loss(suffix, statement, complaint):
    from sanctiongraph.errors import SanctionGraphError

    with pytest.raises(SanctionGraphError, match=complaint):
        carried(stored([Quad(*statement)]), suffix)


def test_values_need_somebody_to_read_them():
    with pytest.raises(OutputError, match="no way to read them"):
        write(Store(), io.BytesIO(), ".jsonl")
