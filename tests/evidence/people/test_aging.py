"""Which records are past their time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from servanda.agreement.model.evidence import ColumnType, EvidenceForm, EvidenceTable
from servanda.agreement.model.people import Kept
from servanda.evidence.people.aging import age, kept_from
from servanda.evidence.people.pseudonyms import pseudonym
from servanda.kernel.time import Instant
from tests.evidence.tables import column, put, table

KEY = bytes(32)
FIRST = date(2026, 2, 1)
COLUMNS = (
    column("key"),
    column("at", ColumnType.INSTANT),
    column("ended", ColumnType.INSTANT),
    column("who", personal=True),
)
CASES = table(*COLUMNS, key="key")
ROWS = """\
key,at,ended,who
A,2026-01-31 23:59,,Anna
A,2026-02-01 00:00,,Bob
B,2026-01-05 00:00,2026-01-06 00:00,Anna
C,2026-01-05 00:00,2026-02-06 00:00,Cleo
D,,,Dora
"""


def past(read_as: EvidenceTable, tmp_path: Path, zone: str = "Europe/Amsterdam") -> list[int]:
    path = put(tmp_path, "incidents.csv", ROWS)
    return sorted(age(read_as, [path], FIRST, zone, KEY).past.get(path, frozenset()))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (EvidenceForm.CASE, [1, 3]),
        (EvidenceForm.EVENT, [3, 4]),
        (EvidenceForm.RECORD, [1, 3, 4]),
        (EvidenceForm.INTERVAL, [3]),
    ],
)
def test_age_is_that_of_what_a_row_is(
    form: EvidenceForm, expected: list[int], tmp_path: Path
) -> None:
    read_as = replace(CASES, form=form, at="at", begins="at", ends="ended")
    assert past(read_as, tmp_path) == expected


def test_days_begin_where_the_settlement_is(tmp_path: Path) -> None:
    read_as = replace(CASES, form=EvidenceForm.RECORD, at="at")
    assert past(read_as, tmp_path, "Asia/Tokyo") == [3, 4]


def test_who_is_past_and_who_is_needed(tmp_path: Path) -> None:
    path = put(tmp_path, "incidents.csv", ROWS)
    aged = age(CASES, [path], FIRST, "Europe/Amsterdam", KEY)
    assert (aged.rows, aged.named) == (5, 2)
    assert aged.people == {pseudonym("Anna", KEY)}
    assert aged.needed == {pseudonym(name, KEY) for name in ("Bob", "Cleo", "Dora")}


@pytest.mark.parametrize(
    ("months", "days", "first"),
    [(1, 0, "2026-02-28"), (24, 0, "2024-03-31"), (0, 90, "2025-12-31"), (3, 0, "2025-12-31")],
)
def test_the_first_day_kept(months: int, days: int, first: str) -> None:
    kept = Kept(months=months, days=days, text="")
    noon = Instant.parse("2026-03-31T12:00:00Z")
    assert kept_from(kept, noon, "UTC").isoformat() == first
    late = Instant.parse("2026-03-30T23:30:00Z")
    assert kept_from(kept, late, "Europe/Amsterdam").isoformat() == first
