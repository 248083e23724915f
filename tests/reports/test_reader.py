"""How numbers, money, durations and days are spelt."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period
from servanda.kernel.unit import BaseKind, Unit
from servanda.reports.reader import Reader, UnknownLocale
from servanda.reports.spelling import spell

SPACE = "\N{NO-BREAK SPACE}"
QUOTE = "\N{RIGHT SINGLE QUOTATION MARK}"
EN = Reader()


@pytest.mark.parametrize(
    ("amount", "spelt"),
    [
        ("0.95", "95%"),
        ("0.94996", "94.996%"),
        ("0.9333333", "93.33%"),
        ("0.99999", "99.999%"),
        ("1", "100%"),
        ("0", "0%"),
        ("-0.05", "-5%"),
        ("0.00004", "0.004%"),
    ],
)
def test_a_share_is_never_shown_as_the_round_figure_that_it_is_not(amount: str, spelt: str) -> None:
    assert EN.share(Fraction(amount)) == spelt


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "spelt"),
    [
        ("12000", "EUR", "en", f"12,000.00{SPACE}EUR"),
        ("12000.5", "EUR", "de", f"12.000,50{SPACE}EUR"),
        ("1234567", "CHF", "de-CH", f"1{QUOTE}234{QUOTE}567.00{SPACE}CHF"),
        ("12345678", "INR", "hi", f"1,23,45,678.00{SPACE}INR"),
        ("5000", "JPY", "en", f"5,000{SPACE}JPY"),
        ("0.125", "EUR", "en", f"0.125{SPACE}EUR"),
        ("-2.5", "EUR", "en", f"-2.50{SPACE}EUR"),
        ("2.675", "EUR", "en", f"2.675{SPACE}EUR"),
    ],
)  # fmt: skip
def test_money(amount: str, currency: str, locale: str, spelt: str) -> None:
    assert Reader(locale=locale).money(Fraction(amount), currency) == spelt


def test_money_that_has_no_end_in_decimals_is_marked() -> None:
    assert EN.money(Fraction(1, 3), "EUR") == f"≈{SPACE}0.3333{SPACE}EUR"


def test_rounding_for_display_is_half_up_before_any_library_sees_it() -> None:
    assert EN.number(Fraction("0.00005")) == f"≈{SPACE}0.0001"
    assert EN.number(Fraction("0.00015")) == f"≈{SPACE}0.0002"


def test_large_amounts_keep_all_their_digits() -> None:
    amount = Fraction("1234567890123456789012345678901234567890.12")
    assert EN.money(amount, "EUR").startswith("1,234,567,890,123,456,789,012,345,678,901,234,567")


@pytest.mark.parametrize(
    ("seconds", "spelt"),
    [
        ("0", "0 s"),
        ("0.8", "0.8 s"),
        ("59", "59 s"),
        ("60", "1 min"),
        ("2592", "43 min 12 s"),
        ("7384", "2 h 3 min 4 s"),
        ("86400", "24 h"),
        ("300000", "3 d 11 h 20 min"),
        ("-90", "-1 min 30 s"),
    ],
)
def test_durations(seconds: str, spelt: str) -> None:
    assert EN.duration(Fraction(seconds)) == spelt.replace(" h", f"{SPACE}h").replace(
        " min", f"{SPACE}min"
    ).replace(" s", f"{SPACE}s").replace(" d", f"{SPACE}d")


@pytest.mark.parametrize(
    ("label", "first", "end", "spelt"),
    [
        ("2026-07", date(2026, 7, 1), date(2026, 8, 1), "July 2026"),
        ("2026-Q3", date(2026, 7, 1), date(2026, 10, 1), "Q3 2026"),
        ("2026", date(2026, 1, 1), date(2027, 1, 1), "2026"),
        ("2026-07-16", date(2026, 7, 16), date(2026, 8, 16), "16 Jul 2026 \N{EN DASH} 15 Aug 2026"),
    ],
)
def test_periods(label: str, first: date, end: date, spelt: str) -> None:
    moment = Instant(0)
    period = Period(label=label, index=0, first_day=first, end_day=end, start=moment, end=moment)
    assert EN.period(period) == spelt


def test_instants_are_shown_on_the_readers_clock() -> None:
    moment = Instant.parse("2026-03-29T01:30:00Z")
    spelt = Reader(zone="Europe/Amsterdam").instant(moment)
    assert spelt.replace(SPACE, " ") == "Sun 29 Mar 2026 03:30"


@pytest.mark.parametrize("name", ["xx-bogus", "", "english please", "../../etc"])
def test_an_unknown_locale_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(UnknownLocale, match="write one like"):
        Reader(locale=name)


@given(
    st.fractions(min_value=-(10**12), max_value=10**12), st.sampled_from(["en", "de", "fr", "ar"])
)
def test_any_amount_can_be_spelt(amount: Fraction, locale: str) -> None:
    assert Reader(locale=locale).money(amount, "EUR").endswith("EUR")


def test_open_time_is_never_spelt_in_days_of_24_hours() -> None:
    open_time = Quantity(Fraction(100 * 3600), Unit.of(BaseKind.OPEN))
    elapsed = Quantity(Fraction(100 * 3600), Unit.of(BaseKind.ELAPSED))
    assert spell(open_time, EN) == f"100{SPACE}h open"
    assert spell(elapsed, EN) == f"4{SPACE}d 4{SPACE}h"


def test_the_hour_that_comes_twice_says_which_of_the_two_it_is() -> None:
    amsterdam = Reader(zone="Europe/Amsterdam")
    assert amsterdam.clock(Instant.parse("2026-10-25T00:30:00Z")) == f"02:30{SPACE}CEST"
    assert amsterdam.clock(Instant.parse("2026-10-25T01:30:00Z")) == f"02:30{SPACE}CET"
    assert amsterdam.clock(Instant.parse("2026-10-25T02:00:00Z")) == "03:00"
    assert amsterdam.clock(Instant.parse("2026-03-29T01:30:00Z")) == "03:30"
