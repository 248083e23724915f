"""A snapshot is its content: not its order, its file format, its machine or its history."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.agreement.model.evidence import ColumnType
from servanda.evidence.snapshot import Snapshot, UnknownSnapshot, UnknownTable, take_snapshot
from tests.evidence.malformed import workbook, zstd
from tests.evidence.tables import SIMPLE, column, one, put, rows, table, take, tree, whole

CASES = table(
    column("number"),
    column("opened", ColumnType.INSTANT),
    column("users", ColumnType.WHOLE),
    column("cost", ColumnType.NUMBER),
    column("met", ColumnType.TRUTH),
)
RECORDS: list[dict[str, Any]] = [
    {"number": "INC1", "opened": "2026-01-05 09:00:00", "users": 3, "cost": 12.5, "met": True},
    {"number": "INC2", "opened": "2026-07-05 23:59:59", "users": None, "cost": 0.1, "met": False},
    {"number": 'so "called", é', "opened": None, "users": 0, "cost": -7.0, "met": None},
    {"number": "INC1", "opened": "2026-01-05 09:00:00", "users": 3, "cost": 12.5, "met": True},
]


def _csv(records: list[dict[str, Any]], separator: str = ",", end: str = "\n") -> bytes:
    lines = [separator.join(CASES.columns)]
    for record in records:
        cells = ("" if value is None else str(value) for value in record.values())
        lines.append(separator.join('"' + cell.replace('"', '""') + '"' for cell in cells))
    return "".join(line + end for line in lines).encode()


def _json(records: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def _parquet(path: Path, *, as_text: bool) -> bytes:
    columns: dict[str, list[Any]] = {
        name: [each[name] for each in RECORDS] for name in CASES.columns
    }
    if not as_text:
        columns["opened"] = [text and datetime.fromisoformat(text) for text in columns["opened"]]
    pq.write_table(pa.table(columns), path / "cases")
    return (path / "cases").read_bytes()


def _workbook() -> bytes:
    return workbook([list(CASES.columns), *([*record.values()] for record in RECORDS)])


FORMATS: dict[str, Callable[[Path], bytes]] = {
    "incidents.csv": lambda _: _csv(RECORDS),
    "incidents.tsv": lambda _: _csv(RECORDS, "\t"),
    "incidents.CSV": lambda _: b"\xef\xbb\xbf" + _csv(RECORDS, ";", "\r\n"),
    "incidents.csv.gz": lambda _: gzip.compress(_csv(RECORDS)),
    "incidents.csv.zst": lambda _: zstd(_csv(RECORDS)),
    "incidents.jsonl": lambda _: _json(RECORDS),
    "incidents.json.gz": lambda _: gzip.compress(_json(RECORDS)),
    "incidents.xlsx": lambda _: _workbook(),
    "incidents.parquet": lambda path: _parquet(path, as_text=False),
    "incidents.text.parquet": lambda path: _parquet(path, as_text=True),
}
DIGEST = "fed9dfaee9ff9e3562da8b8b0e86d49236220da0c664f69914f34cec1d30a7a4"


@pytest.mark.parametrize("name", FORMATS)
def test_the_digest_does_not_depend_on_the_format(name: str, tmp_path: Path) -> None:
    put(tmp_path, name, FORMATS[name](tmp_path))
    taken = take(CASES, tmp_path)

    assert whole(taken).table("incidents").digest == DIGEST
    assert taken.diagnostics == ()


@given(order=st.permutations(range(4)), columns=st.permutations(list(CASES.columns.values())))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_digest_does_not_depend_on_order(
    order: list[int], columns: list[Any], tmp_path: Path
) -> None:
    put(tmp_path, "incidents.csv", _csv([RECORDS[place] for place in order]))
    taken = take(table(*columns), tmp_path)

    assert whole(taken).table("incidents").digest == DIGEST


def test_the_digest_does_not_depend_on_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        put(tmp_path, "incidents.csv", _csv(RECORDS))
        digest = whole(take(CASES, tmp_path)).table("incidents").digest
    finally:
        monkeypatch.undo()
        time.tzset()
    assert digest == DIGEST


def test_the_digest_is_what_its_description_says(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,opened\nINC2,\nINCé,2026-01-05 09:00\n")
    digest = whole(take(SIMPLE, tmp_path)).table("incidents").digest

    texts = ["4:INC2,-", "5:INCé,16:1767600000000000"]
    lines = ["servanda table 1", "number:VARCHAR", "opened:TIMESTAMP", "2"]
    lines += sorted(hashlib.sha256(text.encode()).hexdigest() for text in texts)
    text = "".join(f"{line}\n" for line in lines)
    assert digest == hashlib.sha256(text.encode()).hexdigest()


def test_one_changed_cell_changes_the_digest(tmp_path: Path) -> None:
    changed = [dict(record) for record in RECORDS]
    changed[0]["cost"] = 12.51
    put(tmp_path, "incidents.csv", _csv(changed))
    assert whole(take(CASES, tmp_path)).table("incidents").digest != DIGEST


def test_records_are_numbered_in_canonical_order(tmp_path: Path) -> None:
    lines = [f"INC{number},2026-01-05 09:00\n" for number in range(50)]
    random.Random(7).shuffle(lines)
    put(tmp_path, "incidents.csv", "number,opened\n" + "".join(lines))
    found = pq.read_table(whole(take(SIMPLE, tmp_path)).table("incidents").path).to_pydict()

    assert found["_record"] == list(range(50))
    assert found["number"] == sorted(f"INC{number}" for number in range(50))


def test_a_snapshot_can_be_opened_again(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", _csv(RECORDS))
    snapshot = whole(take(CASES, tmp_path))

    assert Snapshot.open(snapshot.path) == snapshot
    assert snapshot.path.stem == snapshot.digest
    assert snapshot.table("incidents").rows == 4
    assert snapshot.table("incidents").path.stem == snapshot.table("incidents").digest


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", _csv(RECORDS))
    snapshot = whole(take(CASES, tmp_path))
    with pytest.raises(UnknownTable, match="no table 'outages'; it has incidents"):
        snapshot.table("outages")
    snapshot.table("incidents").path.unlink()
    with pytest.raises(UnknownSnapshot, match="is gone"):
        Snapshot.open(snapshot.path)
    with pytest.raises(UnknownSnapshot):
        Snapshot.open(tmp_path / "nothing.json")


def test_the_same_bytes_are_not_read_again(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,opened\nINC1,2026-03-29 02:30\n")
    first = take(SIMPLE, tmp_path)
    before = tree(tmp_path / "workspace")
    path = whole(first).table("incidents").path
    written = path.stat().st_mtime_ns

    again = take(SIMPLE, tmp_path)

    assert again == first
    assert [each.code for each in again.diagnostics] == ["E027"]
    assert tree(tmp_path / "workspace") == before
    assert path.stat().st_mtime_ns == written


def test_another_mapping_reads_again(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,opened\nINC1,2026-01-05 09:00\n")
    first = whole(take(SIMPLE, tmp_path))
    second = whole(take(replace(SIMPLE, zone="UTC"), tmp_path))
    assert first.digest != second.digest


def test_people_become_pseudonyms(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "caller,agent\nAnna,Bob\nBob,\nAnna,Anna\n")
    read_as = table(column("caller", personal=True), column("agent", personal=True))
    snapshot = whole(take(read_as, tmp_path))

    found = rows(snapshot)
    names = {name for row in found for name in row if name}
    assert len(names) == 2
    assert all(name.startswith("person-") for name in names)
    assert sum(caller == agent for caller, agent in found) == 1
    kept = b"".join(tree(tmp_path / "workspace").values())
    assert b"Anna" not in kept
    assert (tmp_path / "workspace" / "people" / "pseudonym.key").stat().st_mode & 0o077 == 0

    put(tmp_path, "incidents.csv", "caller,agent\nBob,\nAnna,Bob\nAnna,Anna\n")
    assert whole(take(read_as, tmp_path)).digest == snapshot.digest


def test_several_files_are_put_together(tmp_path: Path) -> None:
    put(tmp_path, "incidents-1.csv", "number,opened\nINC1,2026-01-05 09:00\n")
    put(tmp_path, "incidents-2.csv", "opened;number\n2026-01-06 09:00;INC2\n")
    snapshot = whole(take(replace(SIMPLE, file="incidents-*.csv"), tmp_path))
    assert [row[0] for row in rows(snapshot)] == ["INC1", "INC2"]


def test_a_mistake_in_the_second_file_is_placed_there(tmp_path: Path) -> None:
    put(tmp_path, "incidents-1.csv", "number,opened\nINC1,2026-01-05 09:00\n")
    put(tmp_path, "incidents-2.csv", "number,opened\nINC2,soon\n")
    found = one(take(replace(SIMPLE, file="incidents-*.csv"), tmp_path))
    assert str(found.span) == "incidents-2.csv:2:2"


def test_all_mistakes_are_found_at_once_and_nothing_is_kept(tmp_path: Path) -> None:
    put(tmp_path, "good.csv", "number,opened\nINC1,2026-01-05 09:00\n")
    put(tmp_path, "bad.csv", "number,opened\nINC1,soon\nINC2,later\n")
    put(tmp_path, "worse.csv", "")
    tables = {name: replace(SIMPLE, name=name) for name in ("good", "bad", "worse", "absent")}
    workspace = tmp_path / "workspace"
    taken = take_snapshot(tables, tmp_path / "in", workspace)

    assert taken.snapshot is None
    assert [(each.code, each.span.file) for each in taken.diagnostics] == [
        ("E001", "agreement.yaml"),
        ("E022", "bad.csv"),
        ("E005", "worse.csv"),
    ]
    assert not workspace.exists()


def test_an_optional_table_may_be_absent(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    snapshot = whole(take(replace(SIMPLE, required=False), tmp_path))
    found = snapshot.table("incidents")
    assert (found.present, found.rows) == (False, 0)
    assert pq.read_table(found.path).column_names == ["_record", "number", "opened"]


def test_headings_alone_are_an_empty_table_with_a_warning(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,opened\n")
    taken = take(SIMPLE, tmp_path)
    assert whole(taken).table("incidents").rows == 0
    assert [each.code for each in taken.diagnostics] == ["E018"]


def test_progress_is_told(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,opened\nINC1,2026-01-05 09:00\n")
    told: list[tuple[str, int, int]] = []
    take_snapshot(
        {"incidents": SIMPLE},
        tmp_path / "in",
        tmp_path / "workspace",
        progress=lambda doing, done, total: told.append((doing, done, total)),
    )
    assert told == [("reading incidents", 0, 1)]


def test_cells_are_taken_by_heading_and_may_be_quoted_over_lines(tmp_path: Path) -> None:
    content = 'x,opened,number\r\n"two\r\nlines",2026-01-05 09:00,"a ""b"", c"\r\n'
    put(tmp_path, "incidents.csv", content)
    assert [row[0] for row in rows(whole(take(SIMPLE, tmp_path)))] == ['a "b", c']


def test_mixed_line_ends_are_read(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,opened\nINC1,2026-01-05\r\nINC2,2026-01-06")
    assert [row[0] for row in rows(whole(take(SIMPLE, tmp_path)))] == ["INC1", "INC2"]


def test_a_file_of_one_column_is_read(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number\nINC1\nINC2\n")
    assert rows(whole(take(table(column("number")), tmp_path))) == [("INC1",), ("INC2",)]


def test_a_folder_that_is_missing_is_one_mistake_for_all_tables(tmp_path: Path) -> None:
    tables = {name: replace(SIMPLE, name=name) for name in ("incidents", "outages", "reviews")}
    taken = take_snapshot(tables, tmp_path / "nowhere", tmp_path / "work")
    assert [each.code for each in taken.diagnostics] == ["E002"]
