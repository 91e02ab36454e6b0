"""The catalogue refuses every query file that breaks a rule, and says where."""

from pathlib import Path

import pytest

from cypher.catalog import Mode, load_catalog
from cypher.errors import CatalogError

READ = "// mode: read\n// params: key\n// returns: key, name\n// Finds a batch.\n"
BODY = "MATCH (b:Batch {key: $key})\nRETURN b.key AS key, b.name AS name\nORDER BY key\n"


def put(root: Path, name: str, text: str) -> None:
    path = root / f"{name}.cypher"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def header(mode: str, params: str = "", returns: str = "") -> str:
    return f"// mode: {mode}\n// params: {params}\n// returns: {returns}\n// Says what for.\n"


def test_a_query_is_handed_out_by_its_name(tmp_path: Path) -> None:
    put(tmp_path, "read/codes/batch", READ + BODY)
    query = load_catalog(root=tmp_path).get("read/codes/batch")
    assert (query.mode, query.params, query.returns) == (Mode.READ, ("key",), ("key", "name"))
    assert query.summary == "Finds a batch."
    assert query.text == READ + BODY


def test_an_unknown_name_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="read/codes/nothing"):
        load_catalog(root=tmp_path).get("read/codes/nothing")


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("// params:\n", 1, "`// mode:"),
        ("// mode: read\nMATCH (n) RETURN n", 2, "`// params:"),
        ("// mode: read\n// params:\n// returns: x\nRETURN 1 AS x", 4, "one sentence"),
        ("", 1, "`// mode:"),
        (header("read", returns="x"), 4, "no query"),
        (header("read", returns="x") + "// only words\n", 5, "no query"),
        (header("read", "a, a", "x") + "RETURN $a AS x", 2, "twice"),
        (header("read", "a b", "x") + "RETURN $a AS x", 2, "no name"),
        (header("read", returns="x") + "\nRETURN $a AS x", 6, "$a is used and not declared"),
        (header("read", "a, b", "x") + "RETURN $a AS x", 2, "b is declared and not used"),
        (header("read", "a", "x") + "RETURN 1 AS x // $a", 2, "a is declared and not used"),
        (header("read", "a", "x") + "RETURN '$a' AS x", 2, "a is declared and not used"),
        (header("read", returns="y") + "RETURN 1 AS x", 5, "returns x, declares otherwise"),
        (header("read", returns="x, y") + "RETURN 1 AS y, 2 AS x", 5, "returns y, x"),
        (header("read", returns="x") + "RETURN n.x", 5, "returns n.x"),
        (header("read", returns="x") + "UNWIND [1] AS x\nRETURN x\nUNION\nRETURN 2 AS y", 8, "returns y"),
        (header("read", returns="x") + "RETURN 1 AS x; RETURN 2 AS x", 5, "one query a file"),
        (header("write", returns="x") + "RETURN 1 AS x", 1, "mode 'write' does not belong under read/"),
        (header("schema") + "CREATE INDEX x FOR (n:X) ON (n.x)", 1, "mode 'schema' does not belong"),
        (
            header("read", returns="k") + "MATCH (a:A)-[r:T {key: 1}]->(b)\nRETURN r.key AS k",
            5,
            "its own property",
        ),
        (header("read", returns="k") + "MATCH (a)\n<-[:T*1..3 {key: 1}]-(k) RETURN k", 6, "its own property"),
        (
            header("read", "x", "k") + "MATCH ()-[r:T]->() WHERE r.key = $x RETURN r.key AS k",
            5,
            "from no node",
        ),
        (header("read", returns="k") + "MATCH (a:A)\nMATCH (b)<-[k:T]-(c) RETURN k", 6, "from no node"),
        (header("read", returns="k") + "MATCH (k)-->(c) RETURN k", 5, "from no node"),
        (
            header("read", returns="k")
            + "MATCH (k) WHERE k.x STARTS WITH 'a' AND (k)-[:T {y: 1}]->() RETURN k",
            5,
            "its own property",
        ),
    ],
)
def test_a_rule_broken_is_named_with_file_and_line(
    tmp_path: Path, text: str, line: int, complaint: str
) -> None:
    put(tmp_path, "read/codes/bad", text)
    with pytest.raises(CatalogError) as caught:
        load_catalog(root=tmp_path)
    assert f"read/codes/bad.cypher:{line}: " in str(caught.value)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    "clause",
    [
        "CREATE (m:X)",
        "create(m:X)",
        "MERGE (m:X)",
        "SET n.x = 1",
        "SET n:Label",
        "DELETE n",
        "DETACH DELETE n",
        "REMOVE n.x",
        "FOREACH (i IN [1] | SET n.x = i)",
        "FOREACH(i IN [1] | SET n.x = i)",
        "CALL { WITH n DELETE n }",
        "CALL { WITH n RETURN 1 AS y } IN TRANSACTIONS OF 10 ROWS",
        "CALL dbms.setConfigValue('a', 'b')",
        "CALL db.labels() YIELD label",
        "LOAD CSV FROM 'file:///x' AS row",
        "/* quiet */ CREATE /* quiet */ (m:X)",
    ],
)
@pytest.mark.parametrize("folder", ["read", "write"])
def test_a_query_in_mode_read_cannot_write(tmp_path: Path, folder: str, clause: str) -> None:
    put(tmp_path, f"{folder}/codes/bad", header("read", returns="x") + f"MATCH (n)\n{clause}\nRETURN 1 AS x")
    with pytest.raises(CatalogError, match=rf"{folder}/codes/bad.cypher:6: "):
        load_catalog(root=tmp_path)


@pytest.mark.parametrize(
    "clause",
    [
        "CALL { WITH n DELETE n } IN TRANSACTIONS",
        "CALL { WITH n DELETE n } IN 4 CONCURRENT TRANSACTIONS",
        "CALL { WITH n DELETE n } IN $n CONCURRENT TRANSACTIONS",
        "USE other",
        "DROP INDEX x",
        "LOAD CSV FROM 'file:///x' AS row",
    ],
)
def test_no_query_leaves_its_transaction_or_database(tmp_path: Path, clause: str) -> None:
    params = "n" if "$n" in clause else ""
    put(tmp_path, "write/codes/bad", header("write", params) + f"MATCH (n)\n{clause}")
    with pytest.raises(CatalogError, match=r"bad.cypher:6: .* leaves its transaction or its database"):
        load_catalog(root=tmp_path)


@pytest.mark.parametrize(
    "body",
    [
        "MATCH (n:Set {create: 1}) WHERE n.delete = 'SET x' RETURN n.set AS x",
        "MATCH (n) RETURN [(n)-[r:T]->(m) | {merge: m.key}] AS x // SET it",
        "UNWIND [1] AS k MATCH (n {key: k}) MATCH (n)-[r:T]->(m)<-[:T]-(x) RETURN x",
        "MATCH (m)-[r:T]->(x:A) RETURN x",
        "MATCH (n) CALL { WITH n MATCH (n)-->(m) RETURN m } RETURN m AS x ORDER BY m.key SKIP 1 LIMIT 2",
        "MATCH (n) CALL (n) { RETURN n.a AS a, n.b AS b } RETURN DISTINCT coalesce(a, b) AS x",
        "MATCH (n)-[r:T]->(m {key: 1}) RETURN CASE WHEN r.x > 1 THEN 'a, b' ELSE 'c' END AS x",
        "UNWIND [1, 2] AS x RETURN x UNION ALL RETURN 3 AS x",
        "MATCH (n) WHERE n.list[0] = -[1, 2][0] RETURN collect({a: n.a, b: n.b}) AS x",
    ],
)
def test_what_only_looks_like_a_breach_is_taken(tmp_path: Path, body: str) -> None:
    put(tmp_path, "read/codes/good", header("read", returns="x") + body)
    assert load_catalog(root=tmp_path).get("read/codes/good").returns == ("x",)


def test_a_write_may_create_edges_with_properties_and_return_nothing(tmp_path: Path) -> None:
    body = "MATCH (a:A {key: $a}) MATCH (b:A {key: $a})\nMERGE (a)-[r:T {key: $a}]->(b)\nSET r.x = 1"
    put(tmp_path, "write/codes/good", header("write", "a") + body)
    assert load_catalog(root=tmp_path).get("write/codes/good").returns == ()


def test_a_writing_transaction_may_have_its_own_reads(tmp_path: Path) -> None:
    put(tmp_path, "write/codes/histories", header("read", returns="x") + "RETURN 1 AS x")
    assert load_catalog(root=tmp_path).get("write/codes/histories").mode is Mode.READ


def test_schema_files_come_in_the_order_of_their_numbers_and_split(tmp_path: Path) -> None:
    put(tmp_path, "schema/002_more", header("schema") + "CREATE INDEX b FOR (n:X) ON (n.b)")
    put(
        tmp_path,
        "schema/001_keys",
        header("schema") + "// first\nCREATE INDEX a\nFOR (n:X) ON (n.a);\nCREATE C;\n",
    )
    catalog = load_catalog(root=tmp_path)
    assert catalog.names() == ("schema/001_keys", "schema/002_more")
    assert catalog.get("schema/001_keys").statements == ("CREATE INDEX a\nFOR (n:X) ON (n.a)", "CREATE C")


def test_an_overlay_replaces_its_namesake_on_its_engine_only(tmp_path: Path) -> None:
    put(tmp_path, "read/codes/batch", READ + BODY)
    put(tmp_path, "dialects/other/read/codes/batch", READ + BODY.replace("ORDER BY key", "ORDER BY name"))
    assert "ORDER BY name" in load_catalog("other", tmp_path).get("read/codes/batch").text
    assert "ORDER BY key" in load_catalog("", tmp_path).get("read/codes/batch").text
    assert "ORDER BY key" in load_catalog("third", tmp_path).get("read/codes/batch").text


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("read/codes/lot", READ + BODY, "replaces no file"),
        (
            "read/codes/batch",
            header("read", "key", "key") + "MATCH (b {key: $key}) RETURN b.key AS key",
            "must keep",
        ),
        ("read/codes/batch", READ + BODY.replace("$key", "$other"), "$other is used and not declared"),
    ],
)
def test_an_overlay_keeps_the_face_of_what_it_replaces(
    tmp_path: Path, name: str, text: str, complaint: str
) -> None:
    put(tmp_path, "read/codes/batch", READ + BODY)
    put(tmp_path, f"dialects/other/{name}", text)
    with pytest.raises(CatalogError) as caught:
        load_catalog("other", tmp_path)
    assert complaint in str(caught.value)


def test_every_breach_is_told_at_once(tmp_path: Path) -> None:
    put(tmp_path, "read/codes/one", "RETURN 1")
    put(tmp_path, "write/codes/two", header("write") + "USE other")
    with pytest.raises(CatalogError) as caught:
        load_catalog(root=tmp_path)
    assert "one.cypher:1" in str(caught.value)
    assert "two.cypher:5" in str(caught.value)


@pytest.mark.parametrize("dialect", ["neo4j", "arcadedb"])
def test_the_services_own_queries_keep_every_rule(dialect: str) -> None:
    assert load_catalog(dialect).names()
