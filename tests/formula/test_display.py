"""Values in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.facts.figure import Absence, NoValue, Value
from servanda.formula.decimals import CUT, decimal_text
from servanda.formula.display import format_value
from servanda.formula.exact import evaluate_constant
from servanda.formula.moebius import unknown_over
from servanda.kernel.quantity import PERCENTAGE_POINTS, Quantity
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind, Unit
from tests.formula.worlds import ELAPSED, OPEN, euros, hours, number, ready, share


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (number("1234567.5"), "1,234,567.5"),
        (share("0.995"), "99.5%"),
        (share("2/3"), "66.666666…%"),
        (Quantity(Fraction("0.004"), PERCENTAGE_POINTS), "0.4 pp"),
        (euros("250000"), "250,000.00 EUR"),
        (euros("-0.5"), "-0.50 EUR"),
        (euros("0.1234"), "0.1234 EUR"),
        (Quantity.money("1500", "JPY"), "1,500 JPY"),
        (Quantity.money("1", "KWD"), "1.000 KWD"),
        (hours("0"), "0 hours"),
        (hours("1"), "1 hour"),
        (hours("4"), "4 hours"),
        (hours("1.5"), "90 minutes"),
        (hours("45.5"), "45 hours 30 minutes"),
        (hours("-45.5"), "-45 hours 30 minutes"),
        (Quantity(Fraction("0.8"), ELAPSED), "800 milliseconds"),
        (Quantity(Fraction("7384.25"), ELAPSED), "2 hours 3 minutes 4.25 seconds"),
        (Quantity(Fraction(1, 3), ELAPSED), "0.333333… seconds"),
        (Quantity(Fraction(28800), OPEN), "8 business hours"),
        (Quantity(Fraction(2), Unit.of(BaseKind.BUSINESS_DAY)), "2 business days"),
        (Quantity(Fraction(1), Unit.of(BaseKind.DAY)), "1 calendar day"),
        (Quantity(Fraction(3), Unit.of(BaseKind.MONTH)), "3 months"),
        (Quantity(Fraction(1), Unit.count("query")), "1 query"),
        (Quantity(Fraction(2), Unit.count("query")), "2 queries"),
        (Quantity(Fraction(2), Unit.count("outage")), "2 outages"),
        (Quantity(Fraction(2), Unit.count("batch")), "2 batches"),
        (Quantity(Fraction(2), Unit.count("survey")), "2 surveys"),
        ("P1", "P1"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 1, 31), "2026-01-31"),
        (Instant(0), "1970-01-01T00:00:00Z"),
        (NoValue(Absence.TOO_FEW), "too few"),
        (NoValue(Absence.NO_DATA, "division by zero"), "no data (division by zero)"),
    ],
)
def test_value_in_words(value: Value, text: str) -> None:
    assert format_value(value) == text


@pytest.mark.parametrize(
    "text",
    [
        "25.81 EUR per minute",
        "20.00 EUR per hour",
        "120.00 EUR per incident",
        "1.00 EUR per point",
        "0.50 EUR per calendar day",
        "3 points per business day",
        "45.00 EUR per business hour",
        "100.00 EUR per percentage point",
    ],
)
def test_rate_reads_as_it_is_written(text: str) -> None:
    assert format_value(evaluate_constant(ready(text)).value) == text


def test_what_varies_is_said_to() -> None:
    x = unknown_over(None, None)
    assert format_value(Quantity(x, Unit.money("EUR"))) == "something that varies, EUR"


@given(st.fractions())
def test_decimals_are_exact_or_cut_towards_zero(amount: Fraction) -> None:
    text = decimal_text(amount, most=6)
    shown = Fraction(text.removesuffix(CUT).replace(",", ""))
    assert (shown == amount) is not text.endswith(CUT)
    assert abs(shown) <= abs(amount) < abs(shown) + Fraction(1, 10**6)
