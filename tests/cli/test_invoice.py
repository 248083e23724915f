"""An invoice is held against the statement, line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.cli.folder import run, write_folder
from tests.cli.test_documents import issued

PERIOD = "2026-01"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """January handed over: a fee of 10,000 EUR, one of two major incidents late."""
    return issued(write_folder(tmp_path / "desk"))


def _checked(
    desk: Path, text: str, capsys: pytest.CaptureFixture[str], *, name: str = "invoice.csv"
) -> dict[str, Any]:
    path = desk / name
    if text:
        path.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run("invoice", PERIOD, path, "-a", desk, "--format", "json") == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def _stand(document: dict[str, Any]) -> dict[str, str]:
    return {each["name"]: each["match"] for each in document["positions"]}


def test_an_invoice_as_agreed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _checked(desk, "Line,Amount\nMonthly,10000\n", capsys)
    assert _stand(found) == {"monthly": "as agreed"}
    assert found["too_much"]["amount"] == "0"
    # Nothing takes the credits off, so that the credit note has them.
    assert found["credits"]["amount"] != "0"


def test_differences_are_told_by_line_with_their_rows(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "monthly,2,5000,10000.00 EUR\nmonthly,1,50,60\nTaxi,,,80\n"
    text = f"description,qty,unit price,total\n{rows}"
    found = _checked(desk, text, capsys)
    assert _stand(found) == {"monthly": "another amount", "Taxi": "not in the agreement"}
    assert [each["rows"] for each in found["positions"]] == [[2, 3], [4]]
    assert found["too_much"]["amount"] == "140"
    assert [(each["row"], each["product"]["amount"]) for each in found["sums"]] == [(3, "50")]


def test_what_is_not_invoiced_is_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _checked(desk, "line,amount\n", capsys)
    assert _stand(found) == {"monthly": "not invoiced"}
    assert found["too_much"]["amount"] == "-10000"


def test_a_credit_that_the_invoice_takes_off_is_held_against_the_credit(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = _checked(desk, "line,amount\nmonthly,10000\n", capsys)
    credit = bare["credits"]["amount"]
    found = _checked(desk, f"line,amount\nmonthly,10000\nrestored,-{credit}\n", capsys)
    assert _stand(found) == {"monthly": "as agreed", "restored": "as agreed"}
    assert found["credits"]["amount"] == "0"


def test_a_workbook_is_read_as_a_sheet_is(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with xlsxwriter.Workbook(desk / "invoice.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["line", "amount"])
        sheet.write_row(1, 0, ["monthly", 10000.5])
    found = _checked(desk, "", capsys, name="invoice.xlsx")
    assert found["too_much"]["amount"] == "0.5"


def test_every_cell_that_cannot_be_read_is_named(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = desk / "invoice.csv"
    path.write_text('line,amount\nmonthly,"10,000"\n,5\nmonthly,7 USD\n', encoding="utf-8")
    assert run("invoice", PERIOD, path, "-a", desk) == 1
    told = capsys.readouterr().err
    assert "invoice.csv:2:" in told
    assert "invoice.csv:3:1" in told
    assert "settles in EUR" in told


@pytest.mark.parametrize(
    ("text", "why"),
    [("a,b\n1,2\n", "no column 'line' and 'amount'"), ("line\nfee\n", "no column 'amount'")],
)
def test_a_sheet_that_is_no_invoice_is_refused(
    desk: Path, text: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = desk / "invoice.csv"
    path.write_text(text, encoding="utf-8")
    assert run("invoice", PERIOD, path, "-a", desk) == 2
    assert why in capsys.readouterr().err
    assert run("invoice", "2026-02", path, "-a", desk) == 2
