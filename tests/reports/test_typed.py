"""What people type is read as it is shown to them, or as it is kept; two meanings are told."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reports.reader import Reader
from servanda.reports.typed import Ambiguous, Unread, amount_typed, day_typed

_LOCALES = ("en", "en-US", "nl-NL", "de-DE", "de-CH", "fr-FR", "pl-PL", "sv-SE")


@pytest.mark.parametrize(
    ("locale", "text", "amount"),
    [
        ("nl-NL", "1.250,50", "1250.5"),
        ("nl-NL", "1250,5", "1250.5"),
        ("nl-NL", "1250.50", "1250.5"),
        ("nl-NL", "-12.000.000", "-12000000"),
        ("en-US", "1,250.50", "1250.5"),
        ("en-US", "1,250", "1250"),
        ("de-CH", "1\N{RIGHT SINGLE QUOTATION MARK}250.50", "1250.5"),
        ("de-CH", "1'250.50", "1250.5"),
        ("fr-FR", "1 250,50", "1250.5"),
        ("fr-FR", "1\N{NARROW NO-BREAK SPACE}250,50", "1250.5"),
    ],
)
def test_an_amount_is_read_as_it_is_shown_or_kept(locale: str, text: str, amount: str) -> None:
    assert amount_typed(text, Reader(locale=locale)) == Fraction(amount)


@pytest.mark.parametrize("locale", ["nl-NL", "de-DE"])
def test_an_amount_of_two_meanings_is_not_guessed_at(locale: str) -> None:
    with pytest.raises(Ambiguous, match=r"^1250 or 1\.25$"):
        amount_typed("1.250", Reader(locale=locale))


@pytest.mark.parametrize("text", ["", "x", "1.2.3,4", "12,34,567", "1..2", "1 250.50.1", "١٢"])
def test_what_is_no_amount_is_said(text: str) -> None:
    with pytest.raises(Unread):
        amount_typed(text, Reader(locale="nl-NL"))


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "31 Mar 2026"),
        ("en-US", "Mar 31, 2026"),
        ("en-US", "3/31/2026"),
        ("en-GB", "31/03/2026"),
        ("en", "31/03/2026"),
        ("nl-NL", "31 mrt 2026"),
        ("nl-NL", "31 maart 2026"),
        ("nl-NL", "31-03-2026"),
        ("de-DE", "31.03.2026"),
        ("de-DE", "31. März 2026"),
        ("sv-SE", "2026-03-31"),
    ],
)
def test_a_day_is_read_as_it_is_shown_or_kept(locale: str, text: str) -> None:
    assert day_typed(text, Reader(locale=locale)) == date(2026, 3, 31)


def test_a_day_of_two_meanings_is_not_guessed_at() -> None:
    with pytest.raises(Ambiguous, match=r"2026-0[34]-0[34] or 2026-0[34]-0[34]"):
        day_typed("03/04/2026", Reader(locale="en"))
    assert day_typed("03/04/2026", Reader(locale="en-GB")) == date(2026, 4, 3)
    assert day_typed("03/04/2026", Reader(locale="en-US")) == date(2026, 3, 4)


@pytest.mark.parametrize("text", ["", "31", "31 mrt", "31-02-2026", "31-03-26", "1 mei 2 mrt 2026"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(Unread):
        day_typed(text, Reader(locale="nl-NL"))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(_LOCALES))
def test_every_amount_that_is_shown_is_read_again(amount: object, locale: str) -> None:
    exact, reader = Fraction(str(amount)), Reader(locale=locale)
    shown = reader.number(exact, least_digits=2).replace("\N{MINUS SIGN}", "-")
    assert amount_typed(shown, reader) == exact


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(_LOCALES))
def test_every_day_that_is_shown_is_read_again(day: date, locale: str) -> None:
    reader = Reader(locale=locale)
    assert day_typed(reader.day(day), reader) == day
