"""``servanda ledger``, ``servanda holding`` and ``servanda credit-note``."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from beancount import loader
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.cli.booked import write_booked, write_text
from tests.cli.folder import run

SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def booked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_booked(tmp_path_factory.mktemp("booked") / "small")


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace(SPACE, " ")


def rows(text: str) -> list[tuple[str, ...]]:
    """Return a table's cells, which stand two spaces apart."""
    lines = (line.strip().split("  ") for line in text.splitlines() if "  " in line.strip())
    return [tuple(cell.strip() for cell in line if cell.strip()) for line in lines]


def test_what_stands_on_each_account(booked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ledger", booked, "--as-of", "2026-03-31") == 0
    said = out(capsys)
    assert said.startswith("As the client keeps them, on 31 Mar 2026: 6 transactions\n")
    assert {
        ("Holding account: Free", "14.50 EUR"),
        ("Holding account: training", "35.50 EUR"),
        ("Current account: Stated", "-1,820.00 EUR"),
        ("Adjustments: Service credits: credit", "20.00 EUR"),
    } <= set(rows(said))
    assert "For the next statement" not in said


def test_what_stood_there_on_an_earlier_day(
    booked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    assert run("ledger", booked, "--as-of", "2026-02-20", "--account", "current account") == 0
    said = rows(out(capsys))
    assert said[-1] == (
        "2026-02-20",
        "2026-01: edition 2 issued (later evidence)",
        "2026-01 credit",
        "-20.00 EUR",
        "-920.00 EUR",
    )


def test_the_provider_sees_the_mirror(booked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ledger", booked, "--as-of", "2026-03-31", "--seen-by", "provider") == 0
    said = set(rows(out(capsys)))
    assert ("Current account: Stated", "1,820.00 EUR") in said
    assert ("Holding account: Free", "-14.50 EUR") in said


def test_json_names_what_each_transaction_rests_on(
    booked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ledger", booked, "--account", "free", "--format", "json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["account"] == "Assets:Holding account:Free"
    first = said["transactions"][0]
    assert first["cites"]["statement"] == "2026-01.1"
    assert [line["amount"]["amount"] for line in said["lines"]] == ["50", "-40", "4.5", "-14.5"]


@pytest.mark.parametrize("ending", ["beancount", "csv", "xlsx"])
def test_exports_are_written_and_are_the_same_twice(
    ending: str, booked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contents = []
    for place in ("one", "two"):
        assert run("ledger", booked, "--export", ending, "--output", tmp_path / place) == 0
        contents.append((tmp_path / place / f"ledger.{ending}").read_bytes())
    assert contents[0] == contents[1]
    assert f"ledger.{ending}" in capsys.readouterr().out
    match ending:
        case "beancount":
            entries, errors, _ = loader.load_string(contents[0].decode())
            assert errors == []
            assert len(entries) > 10
        case "csv":
            assert contents[0].decode().count("2026-01 fee") == 2
        case "xlsx":
            book = CalamineWorkbook.from_filelike(BytesIO(contents[0]))
            balances = book.get_sheet_by_name("Balances").to_python()
            assert ["Expenses:Charges:fee", 2000.0, "EUR"] in balances


def test_the_holding_account_shows_what_was_bought_and_whether_it_helped(
    booked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("holding", booked, "--as-of", "2026-03-31") == 0
    said = out(capsys)
    assert said.startswith("Holding account on 31 Mar 2026: 14.50 EUR free\n")
    assert ("Received from statements", "50.00 EUR") in rows(said)
    assert "2. A course on restarts (training): done" in said
    assert "cost 35.50 EUR, delivered 28 Feb 2026" in said
    assert "93.55% (January 2026) before, 99.998% (March 2026) after: better" in said
    assert run("holding", booked, "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["given_away"]["amount"] == "14.5"
    assert document["spendings"][0]["moved"][0]["helped"] == "better"
    assert document["receipts"][0]["statement"] == "2026-01.1"


def test_a_credit_note_as_text_json_page_and_paper(
    booked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("credit-note", "2026-02", "--agreement", booked) == 0
    said = out(capsys)
    assert said.startswith("Credit note 2: 80.00 EUR in the client's favour for February 2026\n")
    assert rows(said)[2][:2] == ("credit, 2026-01", "service credit restated: later evidence")
    assert run("credit-note", "2026-01", "--agreement", booked, "--format", "json") == 0
    note = json.loads(capsys.readouterr().out)
    assert (note["number"], note["net"]["amount"]) == (1, "150")
    assert note["to_holding_account"]["amount"] == "50"
    for ending in ("html", "pdf"):
        files = []
        for place in ("one", "two"):
            where = ("--agreement", booked, "--output", tmp_path / place)
            assert run("credit-note", "2026-01", *where, "--format", ending) == 0
            files.append((tmp_path / place / f"2026-01-credit-note.{ending}").read_bytes())
        assert files[0] == files[1]
    paper = PdfReader(tmp_path / "one" / "2026-01-credit-note.pdf")
    text = paper.pages[0].extract_text().replace(SPACE, " ")
    assert "Credit note 1" in text
    assert "150.00 EUR" in text
    assert isinstance(paper.metadata and paper.metadata.creation_date, datetime)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("ledger",), "Nothing is posted so far"),
        (("ledger", "--account", "fee"), "there is no account 'fee'; nothing is posted so far"),
        (("holding",), "Nothing came in so far."),
        (("credit-note", "2026-01", "--agreement"), "none has one so far"),
    ],
)
def test_where_nothing_was_said_so_far(
    command: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_text(tmp_path / "small")
    name, *options = command
    arguments = [name, *options, folder] if name == "credit-note" else [name, folder, *options]
    run(*arguments)
    shown = capsys.readouterr()
    assert said in shown.out + shown.err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("ledger", "--account", "feee"), "there is no account 'feee'"),
        (("ledger", "--account", "credit"), "'credit' could be Income:Adjustments:"),
        (("ledger", "--as-of", "yesterday"), "yesterday"),
        (("ledger", "--export", "pdf"), "pdf"),
    ],
)
def test_what_makes_no_sense_is_told(
    command: tuple[str, ...], said: str, booked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command[0], booked, *command[1:]) == 2
    assert said in capsys.readouterr().err


def test_a_journal_that_was_changed_is_not_booked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_booked(tmp_path / "small")
    journal = folder / "record" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"100 EUR"', b'"900 EUR"', 1))
    assert run("ledger", folder) == 3
    assert "line 2" in capsys.readouterr().err


def test_an_agreement_without_a_holding_account_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_text(tmp_path / "small")
    path = folder / "agreement.yaml"
    text = path.read_text(encoding="utf-8")
    begin, end = text.index("holding account:"), text.index("evidence:")
    path.write_text(text[:begin] + text[end:], encoding="utf-8")
    assert run("holding", folder) == 0
    assert "The agreement has no holding account" in out(capsys)
