"""Starting an agreement: by questions, by answers, from a schedule, and never over anything."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import python_calamine

from servanda.drafting.gallery import gallery
from tests.cli.folder import run

EXPORT = """\
Ticket ID;Created;Solved;Prio;Remark
T1;05/01/2026 09:00;05/01/2026 10:00;1 - Critical;a
T2;13/01/2026 09:00;14/01/2026 10:00;1 - Critical;b
T3;20/01/2026 09:00;21/01/2026 10:00;Low;c
T4;27/02/2026 09:00;28/02/2026 10:00;Planning;d
"""
SCHEDULE = """\
Service,Service level,Target,Priority
Desk,Incidents resolved,90% within 4 hours,P1
Desk,First call resolution,70%,
"""


def _type(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


@pytest.mark.parametrize("template", [each.name for each in gallery()])
def test_each_template_checks_without_a_word_and_settles(
    template: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    assert run("new", folder, "--template", template, "--yes") == 0
    printed = capsys.readouterr()
    assert "Net for the period" in printed.out
    assert "warning" not in printed.err
    assert run("check", folder) == 0
    checked = capsys.readouterr().out
    assert "warning" not in checked
    assert "error" not in checked
    assert run("format", folder, "--check") == 0
    assert not (folder / ".servanda").exists()


def test_a_template_proposes_the_fee_that_its_page_is_told_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    assert run("new", folder, "--template", "public_sector", "--yes") == 0
    capsys.readouterr()
    text = (folder / "agreement.yaml").read_text("utf-8")
    assert "monthly_fee: 120000.00 EUR" in text


def test_a_template_without_a_fee_asks_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _type(monkeypatch, *[""] * 40)
    assert run("new", tmp_path / "mine", "--template", "award_fee") == 0
    assert "Monthly fee" not in capsys.readouterr().err


def test_somebodys_own_export_is_mapped_by_name_and_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "tickets.csv"
    export.write_text(EXPORT, encoding="utf-8")
    _type(
        monkeypatch,
        "2", "Desk", "Acme", "back", "Acme Bank", "Northwind", "NL", "", "", "12000",
        str(export), "", "", "Remark", "Created", "", "", "", "2026-01-01", "",
    )  # fmt: skip
    assert run("new", tmp_path / "mine") == 0
    printed = capsys.readouterr()
    assert "'Remark' holds no dates with times, it reads as text" in printed.err
    assert "In no promise so far: Planning" in printed.err
    text = (tmp_path / "mine" / "agreement.yaml").read_text("utf-8")
    assert "client: {name: Acme Bank, zone: Europe/Amsterdam, country: NL}" in text
    assert "monthly_fee: 12000 EUR" in text
    assert "opened: {from: Created, type: instant, format: day/month/year hour:minute}" in text
    assert "values: {1 - Critical: P1, Low: P4}" in text
    assert "January 2026" in printed.out or "February 2026" in printed.out
    assert (tmp_path / "mine" / "evidence" / "tickets.csv").read_text("utf-8") == EXPORT


def test_a_schedule_is_drafted_and_nothing_of_it_dropped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schedule, export = tmp_path / "annex.csv", tmp_path / "tickets.csv"
    schedule.write_text(SCHEDULE, encoding="utf-8")
    export.write_text(EXPORT, encoding="utf-8")
    folder = tmp_path / "mine"
    assert run("new", folder, "--schedule", schedule, "--export", export, "--yes") == 0
    printed = capsys.readouterr().out
    assert "annex.csv: 1 of 2 rows drafted" in printed
    assert "Row 3 NOT drafted: Desk | First call resolution | 70%" in printed
    text = (folder / "agreement.yaml").read_text("utf-8")
    assert "# Row 3, not drafted: Desk | First call resolution | 70%" in text
    assert "clause: schedule row 2" in text
    assert run("check", folder) == 0
    assert "error" not in capsys.readouterr().out


PAST = """\
Month;Incidents resolved reached;Incidents resolved paid EUR
01.11.2025;0,80;1.000,00
01.12.2025;0,95;0,00
"""
ANNEX = """\
Service,Service level,Target,Minimum,Service credit,Priority
Desk,Incidents resolved,90% within 4 hours,80%,5%,P1
"""


def _begun(tmp_path: Path, **more: str) -> Path:
    """Start from a schedule and an export that begins in January; return the folder."""
    annex, export, answers = (tmp_path / name for name in ("annex.csv", "tickets.csv", "answers"))
    annex.write_text(ANNEX, encoding="utf-8")
    export.write_text(EXPORT, encoding="utf-8")
    given = {"from": "2025-11-01", **{key.replace("_", " "): value for key, value in more.items()}}
    answers.write_text("".join(f"{key}: {value}\n" for key, value in given.items()), "utf-8")
    folder = tmp_path / "mine"
    start = ("new", folder, "--schedule", annex, "--export", export, "--yes")
    assert run(*start, "--answers", answers) == 0
    return folder


def test_a_running_contract_gets_a_sheet_for_what_came_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _begun(tmp_path)
    said = capsys.readouterr().out
    assert "fill in " in said
    assert "past-results.xlsx: what was reached and paid before" in said
    text = (folder / "agreement.yaml").read_text("utf-8")
    assert "in force: {from: 2025-11-01, until: 2028-10-31}" in text
    assert "history:\n  until: 2025-12-31\n  from: past_results\n" in text
    assert "measured: {incidents_resolved_p1: incidents_resolved_p1_reached}" in text
    book = python_calamine.load_workbook(str(folder / "evidence" / "past-results.xlsx"))
    rows = book.get_sheet_by_name("past results").to_python()
    assert rows[0] == [
        "period begins",
        "incidents_resolved_p1 reached",
        "fee amount",
        "incidents_resolved_p1_missed amount",
    ]
    assert [row[0] for row in rows[1:]] == ["2025-11-01", "2025-12-01"]
    guide = book.get_sheet_by_name("how to fill in").to_python()
    assert guide[1] == [
        "incidents_resolved_p1 reached",
        "Incidents resolved (P1)",
        "97.5%; an empty cell says not known",
    ]
    assert run("format", folder, "--check") == 0
    assert run("settle", folder) == 0
    assert sorted(each.name for each in (folder / "statements").glob("*.json")) == [
        "2026-01.json",
        "2026-02.json",
    ]


def test_past_results_that_people_have_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    past = tmp_path / "past.csv"
    past.write_text(PAST, encoding="utf-8")
    folder = _begun(tmp_path, past=str(past))
    text = (folder / "agreement.yaml").read_text("utf-8")
    assert "period_begins: {from: Month, type: instant, format: day.month.year}" in text
    # Values from 0 to 1 are shares: 0,80 is 80%.
    assert "format: decimal comma, share" in text
    assert "gives: {incidents_resolved_p1_missed: incidents_resolved_p1_missed_amount}" in text
    limit = "penalties at most at_risk each month"
    assert limit in text
    capped = text.replace(limit, "penalties at most 1100 EUR each contract year")
    (folder / "agreement.yaml").write_text(capped, encoding="utf-8")
    capsys.readouterr()
    assert run("settle", folder, "--period", "2026-01") == 0
    # Of the contract year's 1100 euros, 1000 were paid in November.
    line = next(
        each
        for each in capsys.readouterr().out.splitlines()
        if "500.00\N{NO-BREAK SPACE}EUR" in each
    )
    assert "100.00\N{NO-BREAK SPACE}EUR" in line.replace("500.00", "")


def test_a_running_contract_is_taken_over_on_the_first_day_of_a_period(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AssertionError):
        _begun(tmp_path, settled_from="2026-01-15")
    said = capsys.readouterr().err
    assert "a settlement period begins on 2026-01-01 and on 2026-02-01, none between" in said
    assert not (tmp_path / "mine").exists()


def test_an_export_that_cannot_be_read_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_bytes("Nummer;Eröffnet am\n".encode("cp1252"))
    _type(monkeypatch, *[""] * 7, str(odd), "none", "", "")
    assert run("new", tmp_path / "mine", "--template", "service_desk") == 0
    assert "(save it as 'CSV UTF-8'" in capsys.readouterr().err


def test_a_folder_that_holds_anything_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert run("new", tmp_path, "--yes") == 3
    assert "holds something already" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_ending_in_the_middle_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Impatient:
        def readline(self) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Impatient())
    assert run("new", tmp_path / "mine") == 130
    _type(monkeypatch, "service_desk")
    assert run("new", tmp_path / "mine") == 2
    assert "no answer to 'title': the input ended" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_answers_that_do_not_do_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers"
    answers.write_text("template: service_dsk\n", encoding="utf-8")
    assert run("new", tmp_path / "mine", "--answers", answers, "--yes") == 2
    said = capsys.readouterr().err
    assert "'service_dsk' is none of the answers; did you mean 'service_desk'?" in said
