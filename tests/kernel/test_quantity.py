"""Figures with their units."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.quantity import NUMBER, PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.rounding import RoundingMode, round_to
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind, Unit, UnitMismatch

EUR = Unit.money("EUR")
HOURS = Unit.of(BaseKind.ELAPSED)


def test_like_divided_by_like_is_a_share_and_a_difference_of_shares_is_points() -> None:
    assert (Quantity(Fraction(1), EUR) / Quantity(Fraction(4), EUR)).unit == SHARE
    points = Quantity.share("0.99") - Quantity.share("0.95")
    assert points == Quantity(Fraction("0.04"), PERCENTAGE_POINTS)
    assert (points / Quantity.share("0.1")).unit == SHARE


def test_a_share_of_money_is_money_and_a_rate_times_time_is_money() -> None:
    assert (Quantity.share("0.1") * Quantity.money("250", "EUR")) == Quantity.money(25, "EUR")
    rate = Quantity(Fraction(3), EUR / HOURS)
    assert (rate * Quantity(Fraction(60), HOURS)) == Quantity.money(180, "EUR")
    assert str(EUR / HOURS) == "EUR per second"


def test_unlike_things_do_not_add_up() -> None:
    with pytest.raises(UnitMismatch, match="cannot add EUR and a share"):
        Quantity.money(1, "EUR") + Quantity.share(1)
    with pytest.raises(UnitMismatch):
        Quantity(Fraction(1), HOURS) + Quantity(Fraction(1), Unit.of(BaseKind.OPEN))


UNITS = st.sampled_from([NUMBER, SHARE, EUR, HOURS, EUR / HOURS, Unit.count("ticket")])


@given(UNITS, UNITS, UNITS)
def test_multiplying_units_is_commutative_and_associative(a: Unit, b: Unit, c: Unit) -> None:
    assert a * b == b * a
    if SHARE not in {a, b, c} and NUMBER not in {a * b, b * c}:
        assert (a * b) * c == a * (b * c)


@given(
    st.fractions(max_denominator=10_000),
    st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000),
    st.sampled_from(RoundingMode),
)
def test_rounding_lands_on_a_step_less_than_one_away(
    value: Fraction, quantum: Fraction, mode: RoundingMode
) -> None:
    rounded = round_to(value, quantum, mode)
    assert (rounded / quantum).denominator == 1
    assert abs(rounded - value) < quantum
    if mode in {RoundingMode.HALF_UP, RoundingMode.HALF_DOWN, RoundingMode.HALF_EVEN}:
        assert abs(rounded - value) <= quantum / 2


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (RoundingMode.HALF_UP, -3),
        (RoundingMode.HALF_DOWN, -2),
        (RoundingMode.HALF_EVEN, -2),
        (RoundingMode.UP, -3),
        (RoundingMode.DOWN, -2),
        (RoundingMode.FLOOR, -3),
        (RoundingMode.CEILING, -2),
    ],
)
def test_a_negative_tie(mode: RoundingMode, expected: int) -> None:
    assert round_to(Fraction(-5, 2), Fraction(1), mode) == expected


def test_a_step_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        round_to(Fraction(1), Fraction(0), RoundingMode.UP)


def test_an_instant_needs_an_offset() -> None:
    assert Instant.parse("2026-01-01T00:00:00.5Z").micros % 1_000_000 == 500_000
    with pytest.raises(ValueError, match="zone"):
        Instant.parse("2026-01-01T00:00:00")
