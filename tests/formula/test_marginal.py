"""Marginal bands and parts of dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.facts.figure import Absence, NoValue
from servanda.formula.dates import DATE_PARTS
from servanda.formula.environment import Band
from servanda.formula.marginal import take_bands
from servanda.formula.printing import print_expression
from servanda.kernel.quantity import Quantity
from tests.formula.worlds import FAILURES, FakePlace, read, share, typed, worth

SHARES = st.fractions(min_value=0, max_value=2, max_denominator=1_000)
BANDS = FakePlace().bands("credit")


@pytest.mark.parametrize(
    ("formula", "percent"),
    [
        ("marginal(credit, 40%, 100%)", "5"),
        ("marginal(credit, 106%, 100%)", "-3"),
        ("marginal(credit, 70%, 110%)", "10"),
        ("marginal(credit, 90%, 90%)", "0"),
    ],
)
def test_every_part_of_a_stretch_has_the_rate_of_its_row(formula: str, percent: str) -> None:
    assert worth(formula) == share(f"{Fraction(percent) / 100}")


@given(a=SHARES, b=SHARES, c=SHARES)
def test_stretches_add_up(a: Fraction, b: Fraction, c: Fraction) -> None:
    def over(low: Fraction, high: Fraction) -> Fraction:
        value = take_bands(BANDS, Quantity.share(low), Quantity.share(high)).value
        assert isinstance(value, Quantity)
        return value.amount

    assert over(a, b) + over(b, c) == over(a, c)


def test_a_stretch_that_no_row_holds_has_no_value() -> None:
    found = take_bands(BANDS[:2], share("0.9"), share("1.1"))
    assert found.value == NoValue(Absence.NO_DATA, "a part of the stretch lies in no row")


def test_a_rate_without_value_has_none() -> None:
    unknown = [replace(each, rate=NoValue(Absence.NO_DATA)) for each in BANDS[1:]]
    bands: list[Band] = [BANDS[0], *unknown]
    assert take_bands(bands, share("0.5"), share("0.9")).value == NoValue(Absence.NO_DATA)
    assert take_bands(bands, share("0.5"), share("0.8")).value == share("0")


def test_marginal_is_typed_and_printed() -> None:
    text = "marginal(credit, 40%, 100%)"
    assert print_expression(read(text)) == text
    assert [each.code for each in typed("marginal(credt, 40%, 100%)").diagnostics] == ["F022"]
    assert not typed("marginal(credit, 1 EUR, 100%)").is_sound


@pytest.mark.parametrize("part", DATE_PARTS.values(), ids=lambda part: part.name)
def test_parts_of_dates(part: object) -> None:
    formula, expected = part.example  # type: ignore[attr-defined] # a DatePart, by its registry
    assert worth(formula) == date.fromisoformat(expected)


def test_a_date_of_evidence_has_parts_and_an_instant_has_a_day() -> None:
    place = FakePlace(values={"day": date(2028, 2, 3), "opened.day": date(2026, 12, 31)})
    assert worth("day.month_end", place, FAILURES) == date(2028, 2, 29)
    assert worth("opened.day.month_start", place, FAILURES) == date(2026, 12, 1)
    assert worth("day.quarter_end - day", place, FAILURES) == worth("57 calendar days")


def test_only_dates_have_parts() -> None:
    [mistake] = typed("opened.month_end", FAILURES).diagnostics
    assert (mistake.code, "write .day.month_end" in mistake.hint) == ("F024", True)
