"""Levels, ranges, limits and roundings."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.formula.phrases import (
    LimitPhrase,
    RangePhrase,
    RoundingPhrase,
    parse_level,
    parse_limit,
    parse_range,
    parse_rounding,
)
from servanda.formula.printing import print_expression
from servanda.formula.syntax import ComparisonOperator, Expression
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from tests.formula.worlds import ORIGIN, euros


def _text(expression: Expression | None) -> str:
    return print_expression(expression) if expression else ""


def _spread(found: RangePhrase) -> tuple[str, bool, str, bool]:
    return _text(found.low), found.low_included, _text(found.high), found.high_included


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 99.0% to below 99.99%", ("99.0%", True, "99.99%", False)),
        ("from 1 to 2", ("1", True, "2", True)),
        ("from 1 up to 2", ("1", True, "2", True)),
        ("above 99.0% up to 99.9%", ("99.0%", False, "99.9%", True)),
        ("above 4 hours to below 8 hours", ("4 hours", False, "8 hours", False)),
        ("at least 1 to below 2", ("1", True, "2", False)),
        ("below 3", ("", False, "3", False)),
        ("up to 3", ("", False, "3", True)),
        ("at most 3", ("", False, "3", True)),
        ("above fee / 2", ("fee / 2", False, "", False)),
        ("at least 3", ("3", True, "", False)),
        ("from 3", ("3", True, "", False)),
        ("is 0", ("0", True, "0", True)),
    ],
)
def test_range(text: str, expected: tuple[str, bool, str, bool]) -> None:
    found = parse_range(text, ORIGIN).value
    assert found is not None
    assert _spread(found) == expected


@pytest.mark.parametrize("text", ["below 3 to 4", "is not 3", "99%", "from 1 to", "to 3", ""])
def test_what_is_no_range(text: str) -> None:
    found = parse_range(text, ORIGIN)
    assert found.value is None
    assert len(found.diagnostics) == 1


def test_level() -> None:
    found = parse_level("at least 95%", ORIGIN).value
    assert found is not None
    assert found.operator is ComparisonOperator.AT_LEAST
    assert _text(found.expression) == "95%"
    assert found.expression.span.column == 19


def test_level_needs_its_comparison() -> None:
    found = parse_level("95%", ORIGIN).diagnostics[0]
    assert found.message == (
        "'95' does not fit here; expected a comparison (at least, at most, above, below, is)"
    )


def _limit(text: str) -> LimitPhrase:
    found = parse_limit(text, ORIGIN).value
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "names", "cap", "each"),
    [
        ("penalties at most at_risk each month", ("penalties",), "at_risk", "month"),
        ("a, b and c at most 5 EUR each contract year", ("a", "b", "c"), "5 EUR", "contract year"),
        ("incentives <= 5% of fee in total", ("incentives",), "5% of fee", "total"),
    ],
)
def test_limit(text: str, names: tuple[str, ...], cap: str, each: str) -> None:
    found = _limit(text)
    assert (found.names, _text(found.at_most), found.each) == (names, cap, each)


def test_limit_within_last_periods() -> None:
    found = _limit("a at most 5 EUR within last 12 months")
    assert (found.each, found.length, found.counted_in) == ("last", 12, "months")


@pytest.mark.parametrize(
    "text",
    [
        "a at least 5 EUR each month",
        "a at most 5 EUR",
        "at most 5 EUR each month",
        "a at most 5 EUR within last 0 months",
    ],
)
def test_what_is_no_limit(text: str) -> None:
    found = parse_limit(text, ORIGIN)
    assert found.value is None
    assert len(found.diagnostics) == 1


def test_rounding() -> None:
    assert parse_rounding("0.01 EUR half-up", ORIGIN).value == RoundingPhrase(
        quantum=euros("0.01"), mode=RoundingMode.HALF_UP
    )
    assert parse_rounding("1 floor", ORIGIN).value == RoundingPhrase(
        quantum=Quantity(Fraction(1)), mode=RoundingMode.FLOOR
    )


@pytest.mark.parametrize("text", ["0 EUR up", "0.01 EUR", "half-up", "-1 up"])
def test_what_is_no_rounding(text: str) -> None:
    found = parse_rounding(text, ORIGIN)
    assert found.value is None
    assert len(found.diagnostics) == 1


@given(st.text(alphabet="ab1 %fromtbelwup,EURachyinl", max_size=40))
def test_any_text_gives_a_phrase_or_mistakes(text: str) -> None:
    for found in (
        parse_level(text, ORIGIN),
        parse_range(text, ORIGIN),
        parse_limit(text, ORIGIN),
        parse_rounding(text, ORIGIN),
    ):
        assert (found.value is None) == bool(found.diagnostics)
