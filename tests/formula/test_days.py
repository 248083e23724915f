"""Business days of a calendar and terms on another day, in formulas."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from servanda.facts.figure import Absence, NoValue
from servanda.formula.interval import Domain, analyse
from servanda.formula.parse import parse
from servanda.formula.printing import print_expression
from servanda.kernel.quantity import NUMBER, Quantity
from servanda.kernel.unit import BaseKind, Unit
from tests.formula.worlds import ORIGIN, FakePlace, euros, read, ready, typed, worth


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("2026-12-22 + 2 business days of office", date(2026, 12, 24)),
        ("2026-12-22 + 2 * 2 business days of office", date(2026, 12, 29)),
        ("2026-12-28 - 2 business days of office", date(2026, 12, 23)),
        ("2026-12-26 - 1 business days of office", date(2026, 12, 24)),
        (
            "business days of office from 2026-12-22 to 2026-12-28",
            Quantity(Fraction(3), Unit.of(BaseKind.BUSINESS_DAY)),
        ),
        (
            (
                "100 EUR per started business day of business days of office"
                " from 2026-12-22 to 2026-12-28"
            ),
            euros("300"),
        ),
        (
            "20 EUR per business day * business days of office from 2026-12-28 to 2026-12-22",
            euros("-60"),
        ),
        ("45 EUR per full hour of 150 minutes", euros("90")),
        ("fee on 2026-01-05 * 2", euros("10")),
        ("fee on (2026-01-05 + 3 calendar days)", euros("8")),
        ("fee on (2026-02-14).month_end", euros("28")),
    ],
)
def test_worth(text: str, gives: object) -> None:
    assert worth(text, FakePlace(values={"fee": euros("3")})) == gives
    again = print_expression(read(text))
    assert print_expression(read(again)) == again
    assert worth(again, FakePlace(values={"fee": euros("3")})) == gives


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-22 + 9 business days of office",
        "business days of office from 2025-12-22 to 2026-01-05",
        "business days of office from 2026-12-22 to 2027-01-05 otherwise 0 business days",
    ],
)
def test_a_day_beyond_the_calendar_is_refused_and_otherwise_does_not_hide_it(text: str) -> None:
    found = worth(text)
    assert isinstance(found, NoValue)
    assert found.why is Absence.REFUSED
    assert found.note == "calendar 'office' is known from 2026-01-01 to 2026-12-31 only"


def test_over_a_range() -> None:
    text = "if score above 3 then business days of office from 2026-12-22 to 2026-12-28"
    pieces = analyse(
        ready(f"{text} else 0 business days"),
        Domain(low=Fraction(0), high=Fraction(5), unit=NUMBER),
        unknown="score",
    )
    days = Unit.of(BaseKind.BUSINESS_DAY)
    assert [piece.value for piece in pieces] == [
        Quantity(Fraction(0), days),
        Quantity(Fraction(3), days),
    ]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("2026-12-22 + 2 business days of ofice", "F060", "did you mean 'office'?"),
        ("business days of x from 2026-01-01 to 2026-01-02", "F060", "the calendars are office"),
        ("fee on 3", "F045", "a date is needed"),
        ("score on 2026-01-02", "F062", "a measure"),
        ("(fee + fee) on 2026-01-02", "F062", "what stands here"),
        ("2026-12-22 + 2.5 business days of office", "F030", "must be whole"),
        ("2026-12-22 + 2 hours of office", "F045", "business days is needed"),
        ("business days of office from 3 to 2026-01-01", "F045", "a date or an instant"),
        ("met + 2 business days of office", "F042", "business days move a date"),
    ],
)
def test_mistake(text: str, code: str, words: str) -> None:

    parsed = parse(text, ORIGIN)
    found = parsed.diagnostics if parsed.expression is None else typed(text).diagnostics
    assert [each.code for each in found] == [code]
    assert words in f"{found[0].message} ({found[0].hint})"
