"""Evidence read from PostgreSQL: the same as from files, and never more than reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from servanda.agreement.model.evidence import ColumnType, EvidenceTable
from servanda.evidence.snapshot import Snapshot, Taken, take_snapshot
from tests.evidence.server import OWNER, Server, running_server
from tests.evidence.tables import column, table

COLUMNS = (
    column("number"),
    column("opened", ColumnType.INSTANT),
    column("noted", ColumnType.INSTANT),
    column("day", ColumnType.DATE),
    column("minutes", ColumnType.WHOLE),
    column("cost", ColumnType.NUMBER),
    column("grave", ColumnType.TRUTH),
    column("said"),
)
CSV = '''number,opened,noted,day,minutes,cost,grave,said
I1,2026-01-05T09:00:00Z,2026-01-05 10:00,2026-01-05,12,10.50,true,"two
lines, ""quoted"""
I2,2026-03-29T01:30:00.123456Z,2026-03-29 04:00,2026-03-29,-3,0.000001,false,Zürich
I3,,,,,,,
'''
MAKE = (
    """CREATE TABLE incidents (number text, opened timestamptz, noted timestamp, day date,
        minutes bigint, cost numeric, grave boolean, said text, caller text)""",
    """INSERT INTO incidents VALUES
        ('I2', '2026-03-29 03:30:00.123456+02', '2026-03-29 04:00', '2026-03-29', -3, 0.000001,
         false, 'Zürich', 'x'),
        ('I3', NULL, NULL, NULL, NULL, NULL, NULL, '', 'y'),
        ('I1', '2026-01-05 10:00+01', '2026-01-05 10:00', '2026-01-05', 12, 10.50, true,
         E'two\nlines, "quoted"', 'z')""",
    "CREATE TABLE secrets (word text)",
    "CREATE FUNCTION forget() RETURNS int LANGUAGE sql AS 'DELETE FROM incidents RETURNING 1'",
    "CREATE ROLE reader LOGIN",
    "GRANT SELECT ON incidents TO reader",
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        running.do(*MAKE)
        yield running


@pytest.fixture
def services(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "services.conf"
    text = server.services(desk="reader", everything=OWNER)
    path.write_text(text + "[gone]\nhost=127.0.0.1\nport=1\nuser=reader\n")
    monkeypatch.setenv("PGSERVICEFILE", str(path))
    return path


def asked(query: str = "", database: str = "desk", name: str = "incidents") -> EvidenceTable:
    return replace(table(*COLUMNS, name=name), database=database, query=query)


def taken(folder: Path, *tables: EvidenceTable) -> Taken:
    return take_snapshot({each.name: each for each in tables}, folder / "evidence", folder / "kept")


def whole(found: Taken) -> Snapshot:
    assert found.snapshot is not None, [str(each) for each in found.diagnostics]
    return found.snapshot


def refusal(found: Taken) -> tuple[str, str]:
    assert found.snapshot is None
    [mistake] = found.diagnostics
    assert (mistake.span.file, mistake.span.line) == ("agreement.yaml", 7)
    return mistake.code, mistake.message


@pytest.mark.usefixtures("services")
def test_a_database_gives_what_a_file_gives(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "incidents.csv").write_text(CSV, "utf-8")
    of_file = whole(taken(tmp_path, table(*COLUMNS)))
    of_database = whole(taken(tmp_path, asked()))
    assert of_database.digest == of_file.digest
    assert of_database.table("incidents").rows == 3


@pytest.mark.usefixtures("services")
def test_no_folder_is_needed_and_order_does_not_matter(tmp_path: Path) -> None:
    one = whole(taken(tmp_path, asked()))
    other = whole(taken(tmp_path, asked("SELECT * FROM incidents ORDER BY number DESC")))
    assert one.digest == other.digest


@pytest.mark.usefixtures("services")
def test_a_query_names_and_chooses(tmp_path: Path) -> None:
    wanted = replace(
        table(column("who", source="the caller")),
        database="desk",
        query="SELECT upper(caller) AS \"the caller\" FROM incidents WHERE said LIKE 'Z%rich'",
    )
    found = whole(taken(tmp_path, wanted)).table("incidents")
    assert pq.read_table(found.path).column("who").to_pylist() == ["X"]


@pytest.mark.usefixtures("services")
def test_tables_of_a_database_are_read_as_of_one_moment(tmp_path: Path) -> None:
    moment = replace(
        table(column("moment")), database="desk", query="SELECT pg_current_snapshot() AS moment"
    )
    found = whole(taken(tmp_path, moment, replace(moment, name="later")))
    assert found.table("incidents").digest == found.table("later").digest


@pytest.mark.usefixtures("services")
def test_what_was_read_is_not_read_again_after_the_rows_changed(
    tmp_path: Path, server: Server
) -> None:
    before = whole(taken(tmp_path, asked()))
    server.do("INSERT INTO incidents (number) VALUES ('I4')")
    after = whole(taken(tmp_path, asked()))
    server.do("DELETE FROM incidents WHERE number = 'I4'")
    again = whole(taken(tmp_path, asked()))
    assert (before.digest, after.table("incidents").rows) == (again.digest, 4)


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize(
    ("database", "query", "code", "said"),
    [
        ("nowhere", "", "E035", 'definition of service "nowhere" not found'),
        ("gone", "", "E035", "onnection refused"),
        ("desk", "SELECT word FROM secrets", "E036", "permission denied for table secrets"),
        ("desk", "SELECT nothing FROM incidents", "E037", 'column "nothing" does not exist'),
        ("desk", "SELECT 1 FROM absent", "E037", 'relation "absent" does not exist'),
        ("desk", "SELECT count(* FROM incidents", "E037", "syntax error"),
    ],
)
def test_what_a_database_does_not_give(
    tmp_path: Path, database: str, query: str, code: str, said: str
) -> None:
    found, message = refusal(taken(tmp_path, asked(query, database)))
    assert (found, said in message) == (code, True), message


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM incidents",
        "DELETE FROM incidents RETURNING *",
        "WITH gone AS (DELETE FROM incidents RETURNING *) SELECT * FROM gone",
        "SELECT forget() AS number",
        "SELECT 1; DELETE FROM incidents",
        "SELECT 1; COMMIT; DELETE FROM incidents",
        "COPY incidents TO PROGRAM 'touch /tmp/servanda-was-here'",
        "SELECT 1) TO PROGRAM 'touch /tmp/servanda-was-here'; --",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
    ],
)
def test_a_query_only_reads(tmp_path: Path, server: Server, query: str) -> None:
    assert refusal(taken(tmp_path, asked(query, "everything")))[0] == "E037"
    assert not Path("/tmp/servanda-was-here").exists()
    assert whole(taken(tmp_path, asked())).table("incidents").rows == 3


@pytest.mark.usefixtures("services")
def test_a_column_that_is_not_given_is_named_with_what_is_near(tmp_path: Path) -> None:
    renamed = (
        "SELECT number, opened AS opened_at, noted, day, minutes, cost, grave, said FROM incidents"
    )
    found = taken(tmp_path, asked(renamed))
    assert [each.code for each in found.diagnostics] == ["E015"]
    assert "did you mean 'opened_at'?" in str(found.diagnostics[0])


@pytest.mark.usefixtures("services")
def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        asked("SELECT nothing FROM incidents", name="one"),
        asked("SELECT word FROM secrets", name="two"),
        asked(name="incidents"),
        asked(database="nowhere", name="four"),
    )
    assert sorted(each.code for each in found.diagnostics) == ["E035", "E036", "E037"]
    assert not (tmp_path / "kept").exists()
