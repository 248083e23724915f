"""``servanda report``, and what ``servanda settle`` writes when asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.folder import run, write_folder

SPACE = "\N{NO-BREAK SPACE}"


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace(SPACE, " ")


def test_the_first_line_says_how_things_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("report", folder) == 0
    assert out(capsys).startswith("February 2026: both commitments met\n")
    assert run("report", folder, "--period", "2026-01", "--kind", "trend") == 0
    assert out(capsys).startswith(
        "January 2026: a watermelon (every technical level is green, experience is not);"
    )


@pytest.mark.parametrize(
    ("kind", "ending"), [("scorecard", "html"), ("scorecard", "xlsx"), ("trend", "pdf")]
)
def test_files_are_written_beside_the_statements_and_are_the_same_twice(
    kind: str, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    path = folder / "statements" / f"2026-02-{kind}.{ending}"
    assert run("report", folder, "--kind", kind, "--format", ending) == 0
    assert out(capsys).splitlines()[-1] == f"Written to {path}"
    before = path.read_bytes()
    assert run("report", folder, "--kind", kind, "--format", ending) == 0
    assert path.read_bytes() == before


def test_a_statement_is_the_same_as_settling_writes(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--write", "html,pdf,xlsx") == 0
    settled = folder / "statements"
    assert sorted(path.name for path in settled.iterdir()) == [
        f"2026-0{month}.{ending}" for month in (1, 2) for ending in ("html", "pdf", "xlsx")
    ]
    for ending in ("html", "pdf", "xlsx"):
        told = ("--kind", "statement", "--period", "2026-01", "--format", ending)
        assert run("report", folder, *told, "--output", tmp_path / "out") == 0
        name = f"2026-01.{ending}"
        assert (tmp_path / "out" / name).read_bytes() == (settled / name).read_bytes()


def test_every_record_of_the_evidence_is_in_the_workbook(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--period", "2026-01", "--write", "xlsx") == 0
    book = CalamineWorkbook.from_path(folder / "statements" / "2026-01.xlsx")
    headings, *rows = book.get_sheet_by_name("Records").to_python()
    records = [dict(zip(map(str, headings), row, strict=True)) for row in rows]
    told = {str(each["Key"]): (each["Measure"], each["Counted"]) for each in records}
    assert told["INC1"] == ("restored", "yes")
    assert told["INC2"] == ("restored", "yes")
    assert told["OUT1"] == ("uptime", "yes")


@pytest.mark.parametrize("write", ["docx", "", "json,,docx"])
def test_a_format_that_does_not_exist_is_refused_before_anything_runs(
    write: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--write", write) == 2
    assert "statements are written as json, html, pdf, xlsx" in capsys.readouterr().err
    assert not (folder / "statements").exists()


def test_the_files_written_are_named_in_the_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    told = ("--period", "2026-01", "--write", "pdf", "--format", "json")
    assert run("settle", folder, *told) == 0
    period = json.loads(capsys.readouterr().out)["periods"][0]
    assert period["paper"] == str(folder / "statements" / "2026-01.pdf")
    assert (period["statement"], period["page"], period["workbook"]) == ("", "", "")


def test_the_document_has_what_was_at_risk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("report", folder, "--format", "json", "--kind", "trend") == 0
    document = json.loads(capsys.readouterr().out)
    assert [each["at_risk"]["amount"] for each in document["periods"]] == ["800", "800"]
    assert [each["watermelon"] for each in document["periods"]] == [True, False]
    levels = {
        each["name"]: [point["level"] for point in each["points"]]
        for each in document["commitments"]
    }
    assert levels["restored"] == ["below minimum", "met"]


def test_what_draws_and_typesets_is_not_loaded_for_checking(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    program = (
        "import sys; from servanda.cli.application import execute;"
        f" code = execute(['check', {str(folder)!r}]);"
        " print(code, sorted({'typst', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"
