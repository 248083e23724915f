"""What an author is told whose formula cannot be read."""

from __future__ import annotations

import pytest

from servanda.formula.parse import parse
from tests.formula.worlds import ORIGIN

WINDOWS = (
    "say over what: failures, this quarter, last 12 months, failures in last 30 days, earlier "
    "periods in last 4 months"
)


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("a && b", 3, "say and"),
        ("a || b", 3, "say or"),
        ("a == 'P1'", 3, "say = or is"),
        ("a <> 'P1'", 3, "say != or is not"),
        ("a => 95%", 3, "say >= or at least"),
        ("a ! b", 3, "say not"),
        ("12% off fee", 5, "did you mean of?"),
        ("a atleast 95%", 3, "did you mean at least?"),
        ("a adn b", 3, "did you mean and?"),
        ("a more than 4 hours", 3, "say above"),
        ("a less than 4 hours", 3, "say below"),
        ("a equals 'P1'", 3, "say is"),
        ("1 < a < 2", 7, "join two comparisons with and: x above a and x below b"),
        ("priority is P1", 13, "a text stands in quotes, 'P1'; names are in lower-case letters"),
        ("priority in 'P1'", 13, "put the texts in square brackets"),
        ("priority 'P1'", 10, "compare with a text by is: priority is 'P1'"),
        ("1 + of", 5, "'of' is a word of the language and no name"),
        ("a ? b : c", 3, "say if CONDITION then A else B"),
        ("a ** 2", 4, "there are no powers; multiply"),
        ("a each month", 3, "say per"),
        ("1,5 * a", 2, "decimals have a point, 1.5; values in brackets are kept apart by commas"),
        ("€250", 1, "write 250 EUR"),
        ("$ 1,250.50", 1, "write 1250.50 USD"),
        ("250€", 4, "write 250.00 EUR"),
        ("1,000.50 EUR", 1, "write 1000.50, without commas"),
        ("least(a, 10,000 EUR)", 10, "write 10000, without commas"),
        ("1.000,50 EUR", 1, "write 1000.50"),
        ("99,5%", 1, "write 99.5"),
        ("1e3", 1, "write the number in full"),
        ("0x1F", 1, "write a decimal number"),
        ("a + .5", 5, "write 0.5"),
        ("2024-01", 1, "write the date in full, 2024-01-01, or put spaces round the minus"),
        ("2026-02-30", 1, "dates are written year-month-day: 2026-01-31"),
        ("a is 'P1", 6, "end it with '; a quote inside a text is written twice"),
        ("sum(a, b over c)", 1, "write sum(x over ROWS where COND)"),
        ("summ(a over c)", 1, "did you mean 'sum'?"),
        ("sum(a over earlier 3 months)", 20, WINDOWS),
        ("sum(a over b last year)", 14, WINDOWS),
        ("sum(a over b", 13, ""),
        ("100 kWh", 6, "names are in lower-case letters: kwh"),
    ],
)
def test_hint_and_place(text: str, column: int, hint: str) -> None:
    found = parse(text, ORIGIN).diagnostics[0]
    assert (found.span.line, found.span.column, found.hint) == (3, column + 9, hint)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a +",
            (
                "the end of the formula does not fit here; a value is expected: a number with its"
                " unit, a name, a text or a bracket"
            ),
        ),
        (
            "(a + b",
            (
                "the end of the formula does not fit here; expected a closing bracket ')' or an"
                " operator (+, of, per, and, at least ...)"
            ),
        ),
        (
            "if a then b",
            (
                "the end of the formula does not fit here; expected else or an operator (+, of,"
                " per, and, at least ...)"
            ),
        ),
        ("sum(a over)", "')' does not fit here; rows or periods are expected"),
        (
            "sum(a over months in last quarter)",
            (
                "'in' does not fit here; expected a closing bracket ')' or a window (in this"
                " year, in last 3 months)"
            ),
        ),
        ("a in b", "'b' does not fit here; a list is expected: ['P1', 'P2']"),
    ],
)
def test_message_says_what_was_expected(text: str, message: str) -> None:
    assert parse(text, ORIGIN).diagnostics[0].message == message


def test_misspelt_numbers_are_told_all_at_once() -> None:
    found = parse("least(€250, 1,000.50, 1e3)", ORIGIN).diagnostics
    assert [mistake.hint for mistake in found] == [
        "write 250 EUR",
        "write 1000.50, without commas",
        "write the number in full",
    ]


def test_what_stands_in_quotes_is_no_number() -> None:
    assert parse("a is '1,000 €'", ORIGIN).expression is not None


def test_values_after_each_other_are_no_thousands() -> None:
    assert parse("least(1, 2, 300)", ORIGIN).expression is not None


def test_a_text_full_of_mistakes_is_not_told_without_end() -> None:
    assert len(parse("€" * 4_000, ORIGIN).diagnostics) == 20
