"""An outcome's trend lies on a band from what it was before to what it is to be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

from servanda.agreement.model.outcome import Outcome
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.partnership.outcomes import (
    OutcomeLevel,
    OutcomePeriod,
    OutcomeStanding,
    Trend,
)
from servanda.reports.pictures.drawing import picture_svg
from servanda.reports.pictures.outcomes import outcome_picture
from servanda.reports.pictures.picture import TrendDrawing
from servanda.reports.reader import Reader

_DAY = date(2026, 1, 1)


def _standing(*shares: str | None) -> OutcomeStanding:
    periods = tuple(
        OutcomePeriod(
            label=f"{_DAY.year}-{number:02}",
            value=Quantity.share(Fraction(share)) if share else None,
        )
        for number, share in enumerate(shares, start=1)
    )
    return OutcomeStanding(
        outcome=Outcome(
            name="straight",
            title="Straight through",
            owner="Head of Payments",
            why="",
            measure="straight",
            span=SourceSpan.start_of("agreement.yaml"),
        ),
        agreement="northwind-acme",
        provider="Northwind",
        segment=(),
        baseline=Quantity.share(Fraction("0.90")),
        target=Quantity.share(Fraction("0.97")),
        periods=periods,
        level=OutcomeLevel.NO_TARGET,
        trend=Trend.UP,
        way=None,
    )


def test_the_band_lies_between_baseline_and_target_and_what_is_missing_is_a_gap() -> None:
    reader = Reader()
    picture = outcome_picture(_standing("0.91", None, "0.965"), "Straight through", reader)
    assert picture is not None
    drawing = picture.drawing
    assert isinstance(drawing, TrendDrawing)
    assert [each.value for each in drawing.marks] == [91, None, Fraction("96.5")]
    band = {(each.minimum, each.expected) for each in drawing.marks}
    assert band == {(Fraction(90), Fraction(97))}
    assert picture.described == (
        "2026-01 to 2026-03, 3 periods: latest 96.5%, before 90%, target 97%."
    )
    assert [row[1] for row in picture.table.rows] == ["91%", "", "96.5%"]
    assert ET.fromstring(picture_svg(drawing, reader)).tag.endswith("svg")


def test_one_period_is_no_line() -> None:
    assert outcome_picture(_standing("0.91", None), "Straight through", Reader()) is None
