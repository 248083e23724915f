"""Scorecards and trends: what they say first, on a terminal and as a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from servanda.facts.statement import Statement
from servanda.reports.reader import Reader
from servanda.reports.report import report_view
from servanda.reports.report_page import report_page
from servanda.reports.report_text import report_text
from servanda.reports.report_view import ReportKind, ReportView
from tests.reports import samples
from tests.reports.months import behind, case, months
from tests.reports.test_page import HOSTILE, outline

READER = Reader(zone="Europe/Amsterdam")
CASES = (case(1, met=True), case(2, met=False, hours=30))


def view(kind: ReportKind, told: Sequence[Statement]) -> ReportView:
    return report_view(kind, told, behind(cases={"restore_major": CASES}), READER)


def text(kind: ReportKind, told: Sequence[Statement], width: int = 100) -> str:
    out = StringIO()
    console = Console(file=out, width=width, highlight=False, emoji=False, markup=False)
    console.print(report_text(view(kind, told)))
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " ")


def page(kind: ReportKind, told: Sequence[Statement]) -> str:
    return report_page(view(kind, told), READER)


@pytest.mark.parametrize("kind", ReportKind)
def test_the_first_line_says_how_things_stand(kind: ReportKind) -> None:
    first = text(kind, months(), 200).splitlines()[0]
    assert first == "July 2026: 2 of 5 commitments missed, 1 not judged"


@pytest.mark.parametrize("kind", ReportKind)
def test_a_watermelon_says_so_in_its_first_line(kind: ReportKind) -> None:
    told = (*months()[:-1], samples.watermelon())
    first = text(kind, told, 200).splitlines()[0]
    assert first.startswith("July 2026: a watermelon (every technical level is green, outcome is")
    heading = re.search(r"<h1>(.*?)</h1>", page(kind, told), re.DOTALL)
    assert heading is not None
    assert heading.group(1).startswith("July 2026: a watermelon")


def test_a_trend_sums_up_its_periods() -> None:
    told = (*months()[:-1], samples.watermelon())
    said = " ".join(text(ReportKind.TREND, told, 200).split())
    assert "March 2026 to July 2026: 0 of 5 periods with every commitment met; 4 were" in said


def test_the_strip_tells_the_last_periods() -> None:
    found = view(ReportKind.SCORECARD, months())
    technical = next(each for each in found.sections if each.title == "Technical levels")
    said = [mark.said.replace("\N{NO-BREAK SPACE}", " ") for mark in technical.standings[0].strip]
    assert said[0] == "March 2026: 97%, met"
    assert said[-1] == "July 2026: 94.996%, below expected"
    assert found.strip_label == "March 2026 to July 2026"


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("kind", ReportKind)
def test_no_line_is_wider_than_the_terminal(kind: ReportKind, width: int) -> None:
    assert all(cell_len(line) <= width for line in text(kind, months(), width).splitlines())


@pytest.mark.parametrize("kind", ReportKind)
def test_pages_are_self_contained_and_every_picture_has_its_table(kind: ReportKind) -> None:
    html = page(kind, months())
    found = outline(html)
    assert not found.open
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(found.tags)
    assert not [each for each in found.attributes if each[1].startswith("on")]
    assert not [each for each in found.attributes if each[1] in {"src", "href", "action"}]
    pictures = [each for gallery in view(kind, months()).galleries for each in gallery.pictures]
    assert found.tags["figure"] == found.tags["svg"] == len(pictures) > 1
    labels = {
        value for tag, name, value in found.attributes if (tag, name) == ("table", "aria-label")
    }
    assert {each.title for each in pictures} <= labels
    identifiers = [value for _, name, value in found.attributes if name == "id"]
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("hostile", [*HOSTILE, "مرحبا", "W" * 10_000])
def test_hostile_texts_are_texts(hostile: str) -> None:
    month = samples.hostile(hostile)
    found = outline(page(ReportKind.SCORECARD, (month,)))
    assert not found.open
    assert not {"script", "img"} & set(found.tags)
    assert "\x1b" not in text(ReportKind.SCORECARD, (month,))


@pytest.mark.parametrize("kind", ReportKind)
def test_a_month_without_commitments_says_so(kind: ReportKind) -> None:
    assert text(kind, (samples.empty(),)).startswith("July 2026: no commitments")
    assert not outline(page(kind, (samples.empty(),))).open


def test_where_there_are_too_many_the_worst_are_shown() -> None:
    month = samples.typical()
    first, last = month.assessments[0], month.assessments[2]
    crowd = tuple(
        replace(
            each,
            measurement=replace(
                each.measurement, measure="restore_major", segment=(("n", str(n)),)
            ),
        )
        for n, each in enumerate([last] * 20 + [first] * 2)
    )
    found = view(ReportKind.SCORECARD, (replace(month, assessments=crowd),))
    days = found.galleries[0]
    assert len(days.pictures) == 12
    assert days.note.endswith("The 12 that stand worst are shown, 10 are not.")
    titles = {each.title for each in days.pictures}
    assert {f"{first.title} (20)", f"{first.title} (21)"} <= titles
