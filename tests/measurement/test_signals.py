"""Limits and signals of a chart, against a slow reading of the same words."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement.model.measure import Signal
from servanda.measurement.kinds.outcome import line_at
from servanda.measurement.kinds.variation import Limits, limits_of, signals_of

ALL = tuple(Signal)
FLAT = Limits(centre=Fraction(5), upper=Fraction(9), lower=Fraction(1))
VALUES = st.lists(st.integers(0, 10).map(Fraction), max_size=40)


def found(values: list[int]) -> list[tuple[Signal, ...]]:
    return signals_of([Fraction(value) for value in values], FLAT, ALL)


def test_a_point_on_a_limit_is_inside() -> None:
    assert found([1, 9, 0, 10]) == [(), (), (Signal.OUTSIDE,), (Signal.OUTSIDE,)]


def test_a_run_is_told_at_its_eighth_point() -> None:
    assert found([6, 7, 6, 7, 6, 7, 6, 7, 6])[6:] == [(), (Signal.RUN,), (Signal.RUN,)]
    # A point on the centre ends it.
    assert not any(found([6, 7, 6, 7, 5, 7, 6, 7, 6]))


@pytest.mark.parametrize("direction", [1, -1])
def test_a_trend_is_told_at_its_sixth_point(direction: int) -> None:
    rising = [5 + direction * step for step in (-3, -2, -1, 0, 1, 2)]
    assert found(rising)[4:] == [(), (Signal.TREND,)]
    # Equal values end it.
    assert not any(found([*rising[:3], rising[2], *rising[3:5]]))


@given(VALUES)
def test_signals_are_what_the_words_say(values: list[Fraction]) -> None:
    assert signals_of(values, FLAT, ALL) == [_slowly(values[: n + 1]) for n in range(len(values))]


def _slowly(values: list[Fraction]) -> tuple[Signal, ...]:
    eight, six = values[-8:], values[-6:]
    one_side = all(each > 5 for each in eight) or all(each < 5 for each in eight)
    steps = [b - a for a, b in pairwise(six)]
    one_way = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    told = {
        Signal.OUTSIDE: values[-1] > 9 or values[-1] < 1,
        Signal.RUN: len(eight) == 8 and one_side,
        Signal.TREND: len(six) == 6 and one_way,
    }
    return tuple(signal for signal in ALL if told[signal])


@given(st.lists(st.fractions(-100, 100), min_size=2, max_size=12), st.fractions(-100, 100))
def test_limits_move_with_what_they_are_limits_of(values: list[Fraction], by: Fraction) -> None:
    here, there = limits_of(values), limits_of([value + by for value in values])
    assert there.centre == here.centre + by
    assert there.upper - there.lower == here.upper - here.lower


@given(
    slope=st.fractions(-10, 10),
    start=st.fractions(-10, 10),
    days=st.lists(st.integers(0, 1000), min_size=2, max_size=8, unique=True),
    x=st.integers(-100, 2000),
)
def test_a_line_through_points_of_a_line_is_that_line(
    slope: Fraction, start: Fraction, days: list[int], x: int
) -> None:
    assert line_at([(day, start + slope * day) for day in days], x) == start + slope * x
