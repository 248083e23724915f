"""Workbooks: read back figure by figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from servanda.facts.figure import Absence, NoValue
from servanda.facts.statement import Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.records import Record
from servanda.reports.reader import Reader
from servanda.reports.report import report_view
from servanda.reports.report_view import ReportKind
from servanda.reports.statement_view import statement_view
from servanda.reports.workbook.report_book import report_workbook
from servanda.reports.workbook.statement_book import MeasuredRecords, statement_workbook
from tests.reports import samples
from tests.reports.months import ELAPSED, behind, case, months

READER = Reader(zone="Europe/Amsterdam")


def record(key: str, day: int, *, met: bool, hours: int = 2, counted: bool = True) -> Record:
    """Return a case that was closed at noon of a day of July."""
    return Record(
        key=key,
        period="2026-07",
        counted=counted,
        reason="" if counted else "cancelled",
        at=Instant.parse(f"2026-07-{day:02}T10:00:00Z"),
        values={"met": met, "elapsed": Quantity(Fraction(hours * 3600), ELAPSED)},
    )


RECORDS = (
    record("INC1", 1, met=True),
    record("INC2", 2, met=False, hours=30),
    record("INC3", 3, met=True, counted=False),
)
CASES = (case(1, met=True), case(2, met=False, hours=30), case(3, met=True, counted=False))
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x")', "{=1}", "\t=1"]
HOSTILE = [*FORMULAS, "\x00\x1b[31m\u202e", "<script>", "http://www.w3.org/", "W" * 40_000]


def book(statement: Statement, *, most_rows: int = 1_048_576) -> bytes:
    records = (MeasuredRecords(measure="restore_major", segment="", records=RECORDS),)
    return statement_workbook(statement, records, READER, most_rows=most_rows)


def sheet(content: bytes, name: str) -> list[list[object]]:
    read = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name)
    return [list(row) for row in read.to_python()]


def rows(content: bytes, name: str) -> list[dict[str, object]]:
    headings, *others = sheet(content, name)
    return [dict(zip(map(str, headings), row, strict=True)) for row in others]


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert book(samples.typical()) == book(samples.typical())


def test_every_commitment_is_there_with_its_figure() -> None:
    month = samples.typical()
    found = rows(book(month), "Commitments")
    assert len(found) == len(month.assessments)
    for row, judged in zip(found, month.assessments, strict=True):
        assert row["Name"] == judged.commitment
        assert row["Level"] == judged.level.value
        assert row["Counted"] == judged.measurement.counted
        assert row["Did not count"] == 1207
        value = judged.measurement.value
        if isinstance(value, Quantity):
            assert row["Reached"] == float(value.amount)
            assert Fraction(str(row["Exact"])) == value.amount
        else:
            assert isinstance(value, NoValue)
            assert row["Reached"] == Absence.TOO_FEW.value


def test_every_line_is_there_with_its_stages() -> None:
    month = samples.typical()
    found = rows(book(month), "Money")
    for line in month.lines:
        own = [row for row in found if row["Name"] == line.name and row["Line"] == line.title]
        assert [row["Stage"] for row in own] == [*(s.name for s in line.stages), "payable"]
        amounts = [row["Amount"] for row in own[:-1]]
        assert amounts == [float(stage.amount.amount) for stage in line.stages]
        is_open = line.status.value == "not settled"
        assert own[-1]["Amount"] == ("open" if is_open else float(line.payable.amount))
    assert found[-1]["Amount"] == float(month.totals.net.amount)


def test_the_summary_has_the_headline_and_the_totals_as_numbers() -> None:
    month = samples.typical()
    found = sheet(book(month), "Summary")
    assert found[0][0] == statement_view(month, READER).headline
    named = {row[0]: row[1] for row in found}
    assert named["Service credits"] == -12000
    assert named["Net for the period"] == 245750
    assert named["Agreement text"] == "9f" * 32


def test_every_record_is_there_with_its_reason() -> None:
    found = rows(book(samples.typical()), "Records")
    assert [row["Key"] for row in found] == ["INC1", "INC2", "INC3"]
    assert [row["Counted"] for row in found] == ["yes", "yes", "no"]
    assert [row["Why not"] for row in found] == ["", "", "cancelled"]
    assert [row["In time"] for row in found] == ["yes", "no", "yes"]
    assert str(found[0]["At (Europe/Amsterdam)"]) == "2026-07-01 12:00:00"


def test_records_that_do_not_fit_are_counted_in_the_last_row() -> None:
    found = sheet(book(samples.typical(), most_rows=3), "Records")
    assert len(found) == 3
    assert found[1][2] == "INC1"
    assert found[2][0] == "2 more records did not fit; a sheet ends here"
    assert len(sheet(book(samples.typical(), most_rows=4), "Records")) == 4


def test_formulas_open_to_their_steps() -> None:
    found = rows(book(samples.typical()), "Figures")
    fee = next(row for row in found if row["Figure"] == "monthly_fee")
    assert (fee["Value"], fee["Unit"], fee["Exact"]) == (256500, "EUR", "256500")


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_texts(text: str) -> None:
    content = book(samples.hostile(text))
    with ZipFile(BytesIO(content)) as parts:
        sheets = [parts.read(n).decode() for n in parts.namelist() if "worksheets/sheet" in n]
        names = parts.namelist()
    assert not [each for each in sheets if "<f>" in each or "<hyperlink" in each]
    assert not [name for name in names if "externalLink" in name or "vba" in name.lower()]
    title = rows(content, "Commitments")[0]["Commitment"]
    assert isinstance(title, str)
    assert len(title) <= 32_767


@pytest.mark.parametrize("text", FORMULAS[:-1])
def test_texts_that_look_like_formulas_are_kept_to_the_letter(text: str) -> None:
    assert rows(book(samples.hostile(text)), "Commitments")[0]["Commitment"] == text


def test_an_empty_month_has_its_sheets() -> None:
    names = CalamineWorkbook.from_filelike(BytesIO(book(samples.empty()))).sheet_names
    assert names == ["Summary", "Commitments", "Money", "Figures", "Records"]


def test_a_figure_too_large_for_a_spreadsheet_is_kept_as_text() -> None:
    month = samples.typical()
    first = month.assessments[0]
    huge = replace(first.measurement, value=Quantity.share(10**400))
    month = replace(month, assessments=(replace(first, measurement=huge),))
    assert rows(book(month), "Commitments")[0]["Reached"] == str(10**400)


def report(kind: ReportKind, told: Sequence[Statement]) -> bytes:
    stands = behind(cases={"restore_major": CASES})
    return report_workbook(report_view(kind, told, stands, READER), told, stands, READER)


def test_a_scorecard_has_what_its_pictures_show() -> None:
    content = report(ReportKind.SCORECARD, months())
    assert content == report(ReportKind.SCORECARD, months())
    trend = [row for row in rows(content, "Trend") if row["Name"] == "restore_major"]
    assert [row["Reached"] for row in trend] == [0.97, 0.93, 0.96, 0.99, 0.94996]
    money = rows(content, "Money")[-1]
    assert (money["At risk"], money["Service credits"], money["Net"]) == (30780, 12000, 245750)
    assert rows(content, "Days")[0]["Day"] == date(2026, 7, 1)
    days = {str(row["Day"]): row["How it was"] for row in rows(content, "Days")}
    assert days["2026-07-01"] == "good"
    assert days["2026-07-02"] == "bad"
    assert days["2026-07-03"] == "nothing counted"
    durations = rows(content, "Durations")
    assert sum(int(str(row["In time"]).split(".")[0]) for row in durations) == 1
    assert sum(int(str(row["Late"]).split(".")[0]) for row in durations) == 1
