"""Laws of units."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from servanda.formula.operations import calculate, compare
from servanda.formula.syntax import ArithmeticOperator, ComparisonOperator
from servanda.formula.unitrules import divided, multiplied, summed
from servanda.kernel.quantity import NUMBER, PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.unit import BaseKind, Unit, UnitMismatch

_PLAIN = [
    Unit.money("EUR"),
    Unit.of(BaseKind.ELAPSED),
    Unit.of(BaseKind.OPEN),
    Unit.of(BaseKind.DAY),
    Unit.of(BaseKind.SERVICE_POINT),
    Unit.count("incident"),
]
plain = st.sampled_from(_PLAIN)
units = st.sampled_from([*_PLAIN, NUMBER, SHARE])
OF = ArithmeticOperator.OF
ADD, SUBTRACT = ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT


@given(units, units)
def test_a_product_has_no_order(left: Unit, right: Unit) -> None:
    assert multiplied(left, right) == multiplied(right, left)


@given(plain, plain)
def test_dividing_undoes_multiplying(left: Unit, right: Unit) -> None:
    product = multiplied(left, right)
    assume(product is not None)
    assert product is not None
    assert divided(product, right) == left


@given(plain, plain)
def test_a_rate_times_what_it_is_per_gives_back_the_whole(top: Unit, bottom: Unit) -> None:
    assert multiplied(divided(top, bottom), bottom) == top


@given(plain)
def test_like_by_like_is_a_share(unit: Unit) -> None:
    assert divided(unit, unit) == SHARE
    assert multiplied(divided(SHARE, unit), unit) == SHARE


@given(units)
def test_a_share_or_a_number_of_something_is_that_thing(unit: Unit) -> None:
    assert multiplied(SHARE, unit) == (SHARE if unit.is_number else unit)
    assert multiplied(NUMBER, unit) == unit


@given(units, units)
def test_sums_are_of_like_things(left: Unit, right: Unit) -> None:
    found = summed(left, right, subtract=False, complement=False)
    assert found == (left if left == right else None)


@given(units, st.fractions(-100, 100), st.fractions(-100, 100))
def test_adding_and_taking_away_again(unit: Unit, one: Fraction, other: Fraction) -> None:
    left, right = Quantity(one, unit), Quantity(other, unit)
    total = calculate(ADD, left, right)
    assert total == calculate(ADD, right, left)
    assert isinstance(total, Quantity)
    back = calculate(SUBTRACT, total, right)
    assert isinstance(back, Quantity)
    assert back.amount == left.amount
    assert back.unit == (PERCENTAGE_POINTS if left.unit.is_share else left.unit)


@given(units, plain, st.fractions(-100, 100), st.fractions(-100, 100), st.fractions(-100, 100))
def test_a_product_is_spread_over_a_sum(
    by: Unit, unit: Unit, factor: Fraction, one: Fraction, other: Fraction
) -> None:
    assume(multiplied(by, unit) is not None)
    a, b, c = Quantity(factor, by), Quantity(one, unit), Quantity(other, unit)
    whole = calculate(ADD, b, c)
    first, second = calculate(OF, a, b), calculate(OF, a, c)
    assert isinstance(whole, Quantity)
    assert isinstance(first, Quantity)
    assert isinstance(second, Quantity)
    assert calculate(OF, a, whole) == calculate(ADD, first, second)


def test_what_typing_would_have_found_is_a_callers_mistake() -> None:
    euro, hour = Quantity.money(1, "EUR"), Quantity(Fraction(3600), Unit.of(BaseKind.ELAPSED))
    with pytest.raises(UnitMismatch):
        calculate(ADD, euro, hour)
    with pytest.raises(UnitMismatch):
        calculate(OF, euro, euro)
    with pytest.raises(UnitMismatch):
        compare(ComparisonOperator.BELOW, euro, hour)
    with pytest.raises(TypeError):
        calculate(ADD, "a", euro)
