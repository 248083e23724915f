"""Whoever is forgotten stands in no file any more, and every table comes out as before."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from servanda.agreement.model.evidence import ColumnType
from servanda.evidence.people.forgetting import (
    Rewritten,
    forget_people,
    forget_rows,
    names_in,
    people_files,
)
from servanda.evidence.people.holding import files_holding
from servanda.evidence.people.keyring import Keyring
from servanda.evidence.people.pseudonyms import pseudonym
from tests.evidence.malformed import workbook, zstd
from tests.evidence.tables import column, put, table, take, whole

READ_AS = table(
    column("number"),
    column("caller", personal=True, source="Caller"),
    column("cost", ColumnType.NUMBER),
)
HEADINGS = ["number", "Caller", "cost", "remarks", "approved"]
RECORDS = [
    ["INC1", "Zoë Visser", "1.10", 'called "twice", ZOË VISSER was away', "0.1000000000000000055"],
    ["INC2", "Bob", "2", "told zoë visser", "7"],
    ["INC3", " zoë  visser", "3.5", "", "8"],
    ["INC4", "", "4", "nobody", "9"],
]


def _csv(separator: str = ",", end: str = "\n", mark: str = "") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows([HEADINGS, *RECORDS])
    return (mark + text.getvalue()).encode()


def _json() -> bytes:
    lines = []
    for number, caller, cost, remarks, approved in RECORDS:
        parts = [json.dumps(text) for text in (number, caller, remarks)]
        lines.append(
            f'{{"number":{parts[0]}, "Caller" : {parts[1]},"cost":{cost},'
            f' "remarks":{parts[2]}, "approved": {approved}, "more": {{"a": [1, "}}"]}} }}'
        )
    return ("\n\n".join(lines) + "\n").encode()


def _parquet() -> bytes:
    stream = io.BytesIO()
    columns = {name: [record[i] or None for record in RECORDS] for i, name in enumerate(HEADINGS)}
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "incidents.csv": _csv,
    "incidents.tsv": lambda: _csv("\t", "\r\n", "\ufeff"),
    "incidents.csv.gz": lambda: gzip.compress(_csv()),
    "incidents.csv.zst": lambda: zstd(_csv()),
    "incidents.jsonl": _json,
    "incidents.jsonl.gz": lambda: gzip.compress(_json()),
    "incidents.jsonl.zst": lambda: zstd(_json()),
    "incidents.parquet": _parquet,
}


def forgotten(tmp_path: Path, name: str) -> tuple[Rewritten, ...]:
    """Forget a person in the files of ``tmp_path / 'in'``."""
    key = Keyring(tmp_path / "workspace" / "people").key()
    who = pseudonym(name, key)
    files = people_files([READ_AS], tmp_path / "in")
    return forget_people(files, key, {who}, names_in(files, key, {who}.__contains__))


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_the_name_is_left_and_the_digest_stands(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name, FILES[name]())
    before = whole(take(READ_AS, tmp_path)).digest
    assert list(files_holding(["Zoë Visser"], [path])) == [path]

    assert forgotten(tmp_path, "zoë visser") == (Rewritten(path=path, named=2, emptied=2),)
    assert list(files_holding(["Zoë Visser"], [path])) == []
    assert list(files_holding(["Bob"], [path])) == [path]
    assert whole(take(READ_AS, tmp_path)).digest == before
    assert [each.name for each in path.parent.iterdir()] == [name]

    content = path.read_bytes()
    assert forgotten(tmp_path, "zoë visser") == ()
    assert path.read_bytes() == content


def test_other_cells_keep_every_digit(tmp_path: Path) -> None:
    path = put(tmp_path, "incidents.jsonl", _json())
    whole(take(READ_AS, tmp_path))
    forgotten(tmp_path, "Zoë Visser")
    text = path.read_text("utf-8")
    assert '"approved": 0.1000000000000000055, "more": {"a": [1, "}"]}' in text
    assert '"cost": 1.10,' in text
    assert text.count("\n\n") == 3


def test_separators_and_marks_stay(tmp_path: Path) -> None:
    path = put(tmp_path, "incidents.tsv", _csv("\t", "\r\n", "\ufeff"))
    whole(take(READ_AS, tmp_path))
    forgotten(tmp_path, "Bob")
    after = path.read_bytes()
    assert after.startswith("\ufeffnumber\tCaller\t".encode())
    assert after.count(b"\r\n") == after.count(b"\n") == 5
    assert after.replace(b"person", b"").count(b"Bob") == 0


def test_a_workbook_is_left_and_told(tmp_path: Path) -> None:
    path = put(tmp_path, "incidents.xlsx", workbook([list(row) for row in [HEADINGS, *RECORDS]]))
    whole(take(READ_AS, tmp_path))
    content = path.read_bytes()
    assert forgotten(tmp_path, "Zoë Visser") == (
        Rewritten(path=path, named=2, emptied=2, is_left=True),
    )
    assert path.read_bytes() == content
    assert list(files_holding(["Zoë Visser"], [path])) == [path]


def test_one_of_several_in_a_cell(tmp_path: Path) -> None:
    path = put(tmp_path, "incidents.csv", "at,people\n2026-01-01,Anna; Bob;Anna\n")
    read_as = table(column("at", ColumnType.INSTANT), column("people", personal=True, split_by=";"))
    before = whole(take(read_as, tmp_path)).digest
    key = Keyring(tmp_path / "workspace" / "people").key()
    anna = pseudonym("anna", key)
    forget_people({path: (read_as,)}, key, {anna}, ["Anna"])
    assert path.read_text() == f"at,people\n2026-01-01,{anna}; Bob;{anna}\n"
    assert whole(take(read_as, tmp_path)).digest == before


def test_a_renamed_person_and_one_who_means_nobody(tmp_path: Path) -> None:
    path = put(tmp_path, "incidents.csv", "caller\nA. Visser\nAnna\nn/a\n")
    caller = column("caller", personal=True, values={"A. Visser": "Anna"})
    read_as = replace(table(caller), nulls=("n/a",))
    before = whole(take(read_as, tmp_path)).digest
    key = Keyring(tmp_path / "workspace" / "people").key()
    anna, nobody = pseudonym("Anna", key), pseudonym("n/a", key)
    assert names_in({path: (read_as,)}, key, lambda _: True) == {"A. Visser", "Anna"}
    forget_people({path: (read_as,)}, key, {anna, nobody}, ["Anna", "A. Visser"])
    assert path.read_text() == f"caller\n{anna}\n{anna}\nn/a\n"
    assert whole(take(read_as, tmp_path)).digest == before


def test_everybody_is_taken_out_of_some_records(tmp_path: Path) -> None:
    path = put(tmp_path, "incidents.csv", _csv())
    before = whole(take(READ_AS, tmp_path)).digest
    key = Keyring(tmp_path / "workspace" / "people").key()
    assert forget_rows(path, (READ_AS,), key, {2, 4}) == Rewritten(path=path, named=1, emptied=4)
    lines = path.read_text("utf-8").splitlines()
    assert lines[2] == f"INC2,{pseudonym('Bob', key)},2,,"
    assert lines[4] == "INC4,,4,,"
    assert "Zoë Visser" in lines[1]
    assert whole(take(READ_AS, tmp_path)).digest == before
    assert forget_rows(path, (READ_AS,), key, {2, 4}) is None
