"""Starting an agreement: by questions, by answers, from a schedule, and never over anything."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

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


def test_somebodys_own_export_is_mapped_by_name_and_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "tickets.csv"
    export.write_text(EXPORT, encoding="utf-8")
    _type(
        monkeypatch,
        "2", "Desk", "Acme", "back", "Acme Bank", "Northwind", "NL", "", "", "12000",
        str(export), "", "", "Remark", "Created", "", "", "", "2026-01-01",
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
