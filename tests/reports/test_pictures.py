"""Pictures: what they say in figures, and that what is drawn is sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from servanda.agreement.model.measure import (
    AvailabilityRule,
    PlannedTime,
    UnknownTime,
)
from servanda.facts.figure import Absence, NoValue
from servanda.facts.statement import Assessment
from servanda.facts.tally import Tally
from servanda.kernel.quantity import Quantity
from servanda.reports.pictures.days import days_picture
from servanda.reports.pictures.drawing import picture_svg
from servanda.reports.pictures.durations import durations_picture
from servanda.reports.pictures.picture import (
    DurationsDrawing,
    MoneyDrawing,
    MonthDrawing,
    Picture,
    TrendDrawing,
)
from servanda.reports.pictures.trend_drawing import draw_spark
from servanda.reports.pictures.trends import (
    money_picture,
    series_of,
    trend_drawing,
    trend_picture,
)
from servanda.reports.reader import Reader
from servanda.reports.view import Tone
from tests.reports import samples
from tests.reports.months import ELAPSED, Case, behind, case, months, tally_of

READER = Reader(zone="Europe/Amsterdam")
CASES = (
    case(1, met=True),
    case(1, met=False, hours=5),
    case(2, met=True, hours=3),
    case(6, met=False, hours=40),
    case(7, met=False, counted=False),
)
ALWAYS_UP = AvailabilityRule(
    down=None,
    unknown=None,
    calendar="always",
    planned="",
    planned_where=None,
    planned_time=PlannedTime.OUT,
    unknown_time=UnknownTime.OUT,
    at_least=None,
    weight=None,
)


def restored() -> Assessment:
    return samples.typical().assessments[0]


FOUR_HOURS = Quantity(Fraction(4 * 3600), ELAPSED)


def tally(cases: Sequence[Case] = CASES, allowed: Quantity | None = FOUR_HOURS) -> Tally:
    return tally_of(cases, allowed, READER.zone)


def days(**given: object) -> Picture | None:
    stands = behind(**given)
    judged = restored()
    measure = stands.measure(judged.measurement)
    assert measure is not None
    return days_picture(judged, measure, tally().days, stands.promised(judged), READER)


def every_picture() -> list[Picture]:
    told, stands = months(), behind()
    found = [
        money_picture(told, stands, READER),
        *(trend_picture(each, told, stands, READER) for each in series_of(told)),
        days(),
        durations_picture(restored(), tally().durations, FOUR_HOURS, READER),
    ]
    return [each for each in found if each is not None]


def test_a_day_is_judged_by_what_counted_on_it() -> None:
    picture = days()
    assert picture is not None
    assert isinstance(picture.drawing, MonthDrawing)
    tones = {each.day.day: each.tone for each in picture.drawing.days}
    assert len(tones) == 31
    assert tones[1] is Tone.BAD
    assert tones[2] is Tone.GOOD
    assert tones[6] is Tone.BAD
    assert tones[7] is None
    assert picture.described == "31 days: 1 good, 2 bad, 28 on which nothing counted."
    assert picture.table.rows[0] == ("1 Jul 2026", "1 of 2 good", "bad")


def test_an_outage_makes_its_day_a_bad_one_and_all_others_are_good() -> None:
    picture = days(rules={"restore_major": ALWAYS_UP})
    assert picture is not None
    assert picture.described == "31 days: 28 good, 3 bad."


def test_what_has_no_verdict_per_record_has_no_calendar() -> None:
    bare = tally([replace(each, met=None, elapsed=None) for each in CASES])
    stands, judged = behind(), restored()
    measure = stands.measure(judged.measurement)
    assert measure is not None
    assert days_picture(judged, measure, bare.days, stands.promised(judged), READER) is None
    assert durations_picture(judged, bare.durations, None, READER) is None


def test_every_case_that_counted_is_in_a_bar() -> None:
    picture = durations_picture(restored(), tally().durations, FOUR_HOURS, READER)
    assert picture is not None
    drawing = picture.drawing
    assert isinstance(drawing, DurationsDrawing)
    assert sum(each.in_time for each in drawing.bars) == 2
    assert sum(each.late for each in drawing.bars) == 2
    assert drawing.allowed == 4
    assert drawing.suffix == " h"
    assert picture.described == (
        "4 cases, half of them within 3\N{NO-BREAK SPACE}h, 2 late. Allowed: 4\N{NO-BREAK SPACE}h."
    )


def test_a_limit_in_another_unit_is_said_and_not_drawn() -> None:
    money = samples.euro("4")
    picture = durations_picture(restored(), tally(allowed=money).durations, money, READER)
    assert picture is not None
    assert isinstance(picture.drawing, DurationsDrawing)
    assert picture.drawing.allowed is None
    assert "Allowed: 4.00\N{NO-BREAK SPACE}EUR." in picture.described


def test_a_trend_has_the_figures_of_its_statements() -> None:
    told = months()
    picture = trend_picture(series_of(told)[0], told, behind(), READER)
    drawing = picture.drawing
    assert isinstance(drawing, TrendDrawing)
    assert [each.value for each in drawing.marks] == [97, 93, 96, 99, Fraction("94.996")]
    assert [each.label for each in drawing.marks][-1] == "Jul 2026"
    assert {each.expected for each in drawing.marks} == {95}
    assert {each.minimum for each in drawing.marks} == {90}
    assert picture.table.rows[-1] == (
        *("July 2026", "94.996%", "at least 95%", "at least 90%", "below expected"),
    )
    assert picture.described == (
        "March 2026 to July 2026: 5 periods, 3 met, 2 below expected; latest 94.996%, below"
        " expected."
    )


def test_a_trend_in_a_row_has_a_sign_for_each_period_and_no_word_that_was_said() -> None:
    """Met is a circle, below expected a triangle; five periods have five bands."""
    told = months()
    drawing = trend_drawing(series_of(told)[0], told, behind(), READER)
    hostile = replace(drawing.marks[-1], said="<script>", label="<b>")
    svg = draw_spark(replace(drawing, marks=(*drawing.marks[:-1], hostile)))
    ET.fromstring(svg)
    assert svg == draw_spark(drawing)
    assert (svg.count("<circle"), svg.count("Z"), svg.count("<rect")) == (3, 2, 5)
    assert "<text" not in svg


def test_what_is_absent_is_no_point_of_a_trend() -> None:
    told = months()
    absent = next(each for each in series_of(told) if each.name == "ticket_experience")
    drawing = trend_picture(absent, told, behind(), READER).drawing
    assert isinstance(drawing, TrendDrawing)
    assert {each.value for each in drawing.marks} == {None}


def test_money_has_the_figures_of_its_statements() -> None:
    drawing = money_picture(months(), behind(), READER).drawing
    assert isinstance(drawing, MoneyDrawing)
    last = drawing.marks[-1]
    assert last.at_risk == 30780
    assert last.lost == 12000
    assert last.earned == 1250


def test_without_a_cap_and_in_stabilization_nothing_is_said_to_be_at_risk() -> None:
    uncapped = money_picture(months(), behind(risk=None), READER)
    assert "at risk" not in uncapped.described
    stabilizing = money_picture([samples.stabilizing()], behind(), READER)
    assert isinstance(stabilizing.drawing, MoneyDrawing)
    assert stabilizing.drawing.marks[0].at_risk is None


@pytest.mark.parametrize("number", range(9))
def test_drawings_are_well_formed_and_the_same_twice(number: int) -> None:
    picture = every_picture()[number]
    svg = picture_svg(picture.drawing, READER)
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg")
    assert not [each for each in root.iter() if each.tag.endswith(("script", "image"))]
    assert "NaN" not in svg
    assert "href" not in svg.replace("http://www.w3.org/1999/xlink", "")
    assert svg == picture_svg(picture.drawing, READER)


def test_there_are_as_many_pictures_as_are_tested() -> None:
    assert len(every_picture()) == 9


def test_texts_in_a_drawing_are_texts() -> None:
    told = months()
    drawing = trend_picture(series_of(told)[0], told, behind(), READER).drawing
    assert isinstance(drawing, TrendDrawing)
    hostile = replace(drawing.marks[-1], said="</text><script>&\u202e", label="'\"<b>")
    svg = picture_svg(replace(drawing, marks=(*drawing.marks[:-1], hostile)), READER)
    ET.fromstring(svg)
    assert "<script" not in svg


def test_a_quarter_has_all_of_its_days_and_weekdays_are_the_readers() -> None:
    judged = restored()
    quarter = replace(
        judged.measurement.period, first_day=date(2026, 7, 1), end_day=date(2026, 10, 1)
    )
    judged = replace(judged, measurement=replace(judged.measurement, period=quarter))
    stands = behind()
    reader = Reader(locale="de", zone="Europe/Amsterdam")
    measure = stands.measure(judged.measurement)
    assert measure is not None
    picture = days_picture(judged, measure, tally().days, stands.promised(judged), reader)
    assert picture is not None
    assert isinstance(picture.drawing, MonthDrawing)
    assert len(picture.drawing.days) == 92
    assert "Mo" in picture_svg(picture.drawing, reader)


def test_figures_on_axes_follow_the_reader() -> None:
    drawing = money_picture(months(), behind(), READER).drawing
    assert "30,000" in picture_svg(drawing, READER)
    assert "30.000" in picture_svg(drawing, Reader(locale="de"))


def test_absence_alone_can_be_drawn() -> None:
    told = [
        replace(
            each,
            assessments=tuple(
                replace(a, measurement=replace(a.measurement, value=NoValue(Absence.NO_DATA)))
                for a in each.assessments
            ),
        )
        for each in months()
    ]
    for series in series_of(told):
        drawn = picture_svg(trend_picture(series, told, behind(), READER).drawing, READER)
        assert ET.fromstring(drawn).tag.endswith("svg")
