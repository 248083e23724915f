"""Statements and reports on paper: the same bytes, texts that can be taken out again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any, cast

import pytest
from pypdf import PdfReader

from servanda.facts.statement import Statement
from servanda.reports.pdf import report_pdf, statement_pdf
from servanda.reports.reader import Reader
from servanda.reports.report import report_view
from servanda.reports.report_view import ReportKind
from servanda.reports.statement_view import statement_view
from tests.reports import samples
from tests.reports.months import behind, case, months

HOSTILE = [
    "<script>alert(1)</script>",
    "#panic() $x$ *b* _i_ `c` = head \\ @ref <label> // /* ~",
    "=1+1",
    '"); #import "/etc/passwd"',
    "\x1b[31m\u202e\x00",
    "مرحبا שלום",
    "Dienstleistungsverfügbarkeitsvereinbarungsüberschreitung " * 6,
]
READER = Reader(zone="Europe/Amsterdam")


def paper(statement: Statement, reader: Reader = READER) -> bytes:
    return statement_pdf(statement_view(statement, reader), statement.period, reader)


def report(kind: ReportKind, told: tuple[Statement, ...], reader: Reader = READER) -> bytes:
    stands = behind(cases={"restore_major": (case(1, met=True), case(2, met=False))})
    return report_pdf(report_view(kind, told, stands, reader), told[-1].period, reader)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    text = " ".join(page.extract_text() for page in pages)
    return " ".join(text.replace("\u200b", "").replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize(
    "month", [samples.typical, samples.watermelon, samples.empty, samples.stabilizing]
)
def test_a_statement_gives_the_same_bytes_twice(month: Callable[[], Statement]) -> None:
    assert paper(month()) == paper(month())


@pytest.mark.parametrize("kind", ReportKind)
def test_a_report_gives_the_same_bytes_twice(kind: ReportKind) -> None:
    assert report(kind, months()) == report(kind, months())


def test_the_figures_of_a_statement_can_be_taken_out() -> None:
    text = text_of(paper(samples.typical()))
    for said in ("94.996%", "9,234.00 EUR", "2,766.00 EUR", "245,750.00 EUR", "too few", "9f9f"):
        assert said in text


def test_the_date_is_the_periods_and_fonts_are_inside() -> None:
    pdf = PdfReader(BytesIO(paper(samples.typical())))
    assert pdf.metadata is not None
    assert str(pdf.metadata.creation_date).startswith("2026-08-01")
    fonts = {str(name) for name in _fonts(pdf)}
    assert fonts
    assert all("Libertinus" in name or "DejaVu" in name or "NewCM" in name for name in fonts)


def _fonts(pdf: PdfReader) -> set[str]:
    found = set()
    for page in pdf.pages:
        resources = cast("dict[str, dict[str, Any]]", page["/Resources"])
        found |= {str(font.get_object()["/BaseFont"]) for font in resources["/Font"].values()}
    return found


def test_a_watermelon_is_in_the_first_line_of_a_scorecard() -> None:
    told = (*months()[:-1], samples.watermelon())
    first = PdfReader(BytesIO(report(ReportKind.SCORECARD, told))).pages[0].extract_text()
    text = " ".join(first.split())
    assert text.index("July 2026: a watermelon") < text.index("How commitments stand")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts_on_paper(text: str) -> None:
    month = samples.hostile(text)
    assert "July 2026" in text_of(paper(month))
    assert "July 2026" in text_of(report(ReportKind.SCORECARD, (month,)))


def test_what_would_fill_pages_is_cut_and_says_so() -> None:
    assert "(cut here; the statement as JSON has all of it)" in text_of(
        paper(samples.hostile("W" * 10_000))
    )


def test_markup_is_shown_as_it_was_written() -> None:
    text = text_of(paper(samples.hostile("#panic() $x$ *b*")))
    assert "#panic() $x$ *b*" in text


@pytest.mark.parametrize(
    ("kind", "locale"),
    [(ReportKind.SCORECARD, "de"), (ReportKind.SCORECARD, "nl")],
)
def test_sixty_segments_and_empty_months_fit(kind: ReportKind, locale: str) -> None:
    month = samples.typical()
    first = month.assessments[0]
    crowd = tuple(
        replace(
            first,
            measurement=replace(first.measurement, segment=(("site", f"Niederlassung {n}"),)),
        )
        for n in range(60)
    )
    told = (samples.empty(), replace(month, assessments=crowd))
    pages = PdfReader(BytesIO(report(kind, told, Reader(locale=locale)))).pages
    assert len(pages) > 1


@pytest.mark.parametrize("kind", ReportKind)
def test_without_commitments_there_is_still_a_report(kind: ReportKind) -> None:
    assert "no commitments" in text_of(report(kind, (samples.empty(),)))


def test_letters_that_paper_does_not_show_are_told() -> None:
    month = samples.typical()
    assert "not in the fonts" not in text_of(paper(month))
    chinese = replace(month, title="\N{CJK UNIFIED IDEOGRAPH-4E2D}\N{CJK UNIFIED IDEOGRAPH-6587}")
    assert "are not in the fonts" in text_of(paper(chinese))
