"""The fourteen processes and their reference values, as they are shipped."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from servanda.operating_model.model.words import Ambition, Scope
from servanda.operating_model.reference import KNOWN_PARTIES, processes

_SHARED = Path(os.environ.get("SERVANDA_SHARED") or Path(__file__).parents[3] / "shared")
_TABLE = _SHARED / "reference" / "operating_models.csv"
# Columns of the reference, each with the cells that it is about.
_COLUMNS = {
    "A application and interface": ((Ambition.A, Scope.APPLICATION), (Ambition.A, Scope.INTERFACE)),
    "B application": ((Ambition.B, Scope.APPLICATION),),
    "B interface": ((Ambition.B, Scope.INTERFACE),),
    "C application": ((Ambition.C, Scope.APPLICATION),),
    "C interface": ((Ambition.C, Scope.INTERFACE),),
}


@pytest.mark.skipif(not _TABLE.is_file(), reason="SHARED, which holds the reference, is not there")
def test_all_values_are_those_of_the_reference() -> None:
    rows = list(csv.DictReader(_TABLE.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 14
    assert [row["process"] for row in rows] == [each.title for each in processes().values()]
    for row, process in zip(rows, processes().values(), strict=True):
        for column, cells in _COLUMNS.items():
            for cell in cells:
                assert process.reference[cell].casefold() == row[column].casefold(), (row, column)


def test_there_are_fourteen_and_every_value_is_a_party() -> None:
    assert len(processes()) == 14
    for process in processes().values():
        assert set(process.reference) == {(a, s) for a in Ambition for s in Scope}
        for party in process.reference.values():
            assert KNOWN_PARTIES[party].side.may_be_accountable


def test_a_and_b_leave_one_cell_to_be_decided() -> None:
    undecided = {
        (name, ambition, scope)
        for name, process in processes().items()
        for (ambition, scope), party in process.reference.items()
        if party == "t.b.d." and ambition is not Ambition.C
    }
    assert undecided == {
        ("supportability and transition management", Ambition.B, Scope.APPLICATION)
    }
