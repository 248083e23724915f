"""Other readings of a contract: each is settled beside the text, and shown with its difference."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from servanda.kernel.quantity import Quantity
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import find_workspace
from servanda.reports.page import statement_page
from servanda.reports.reader import Reader
from servanda.reports.statement_view import statement_view
from servanda.settlement.canonical import statement_bytes
from tests.cli.folder import AGREEMENT, run, write_folder

READINGS = """\
readings:
  ten_hours:
    title: Ten hours are allowed
    because: The table of clause 4 says 4 hours, and its example 10.
    changes: {measures: {restored: {clock: {within: 10 business hours}}}}
  half:
    because: Clause 6 leaves the pool out.
    changes: {penalties: {restored: {pool: 5%}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "desk", AGREEMENT + READINGS)


def test_each_reading_is_measured_and_settled(folder: Path) -> None:
    answer = settle(find_workspace(folder))
    assert answer.value is not None
    january = answer.value.statements[0]
    assert january.totals.service_credits == Quantity.money(800, "EUR")
    ten_hours, half = january.readings
    assert (ten_hours.name, half.name) == ("ten_hours", "half")
    # Within ten hours, nothing was missed in January.
    assert ten_hours.totals.service_credits == Quantity.money(0, "EUR")
    assert ten_hours.difference == Quantity.money(800, "EUR")
    assert half.totals.service_credits == Quantity.money(500, "EUR")
    assert half.difference == Quantity.money(300, "EUR")
    assert [(line.name, line.payable.amount) for line in half.lines] == [
        ("monthly", Fraction(10_000)),
        ("restored", Fraction(500)),
    ]


def test_a_statement_names_what_readings_pay(folder: Path) -> None:
    answer = settle(find_workspace(folder))
    assert answer.value is not None
    january = answer.value.statements[0]
    written = json.loads(statement_bytes(january))
    assert [each["difference"]["amount"] for each in written["readings"]] == ["800", "300"]
    page = statement_page(statement_view(january, Reader(locale="en")), Reader(locale="en"))
    assert "Ten hours are allowed" in page
    assert "+800.00\N{NO-BREAK SPACE}EUR" in page


def test_the_terminal_shows_readings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("settle", folder, "--period", "2026-01") == 0
    shown = capsys.readouterr().out
    assert "Under another reading" in shown
    assert "Ten hours are allowed" in shown


def test_a_text_without_readings_has_none(tmp_path: Path) -> None:
    answer = settle(find_workspace(write_folder(tmp_path / "desk")))
    assert answer.value is not None
    assert all(statement.readings == () for statement in answer.value.statements)
