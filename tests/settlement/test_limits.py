"""Caps hold, exactly and after rounding."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Limit, LimitRest, LimitWindow
from servanda.formula.syntax import Literal
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.source import SourceSpan
from servanda.settlement.book import Book, LineKey
from servanda.settlement.limits import Cut, apply_limit, carried_into, round_within

SPAN = SourceSpan.start_of("limits.yaml")
CENT = Fraction(1, 100)


def limit(*, rest: LimitRest = LimitRest.LAPSES, name: str = "monthly") -> Limit:
    cap = Literal(span=SPAN, value=Quantity.money(100, "EUR"), text="100 EUR")
    return Limit(
        name=name,
        of=("penalties",),
        at_most=Formula(text="100 EUR", expression=cap, span=SPAN),
        window=LimitWindow.PERIOD,
        window_length=0,
        rest=rest,
        text="penalties at most 100 EUR each month",
        clause=None,
        span=SPAN,
    )


def line(name: str) -> LineKey:
    return (name, ())


def test_lines_within_the_room_are_left_alone() -> None:
    amounts = {line("a"): Fraction(30), line("b"): Fraction(70)}
    held, cut = apply_limit(limit(), Fraction(100), Fraction(0), amounts, Book())
    assert held == amounts
    assert not cut.bites


def test_what_is_above_is_cut_in_proportion() -> None:
    amounts = {line("a"): Fraction(50), line("b"): Fraction(150)}
    held, cut = apply_limit(limit(), Fraction(100), Fraction(0), amounts, Book())
    assert held == {line("a"): Fraction(25), line("b"): Fraction(75)}
    assert cut.before == 200
    assert cut.room == 100


def test_earlier_use_leaves_less_room_and_never_less_than_none() -> None:
    amounts = {line("a"): Fraction(50)}
    held, _ = apply_limit(limit(), Fraction(100), Fraction(80), amounts, Book())
    assert held == {line("a"): Fraction(20)}
    held, _ = apply_limit(limit(), Fraction(100), Fraction(130), amounts, Book())
    assert held == {line("a"): Fraction(0)}


def test_lines_of_one_limit_net_before_it() -> None:
    amounts = {line("a"): Fraction(130), line("b"): Fraction(-30)}
    held, cut = apply_limit(limit(), Fraction(100), Fraction(0), amounts, Book())
    assert held == amounts
    assert not cut.bites


def carrying(
    asked: int, book: Book, *, earlier: Sequence[tuple[Cut, frozenset[LineKey]]] = ()
) -> Fraction:
    amounts = {line("a"): Fraction(asked)}
    rule = limit(rest=LimitRest.CARRIES)
    added = carried_into(rule, amounts, amounts.keys(), earlier, book)
    held, _ = apply_limit(rule, Fraction(100), Fraction(0), amounts, book, added=added)
    return held[line("a")]


def test_what_carries_over_is_paid_when_there_is_room() -> None:
    book = Book()
    assert [carrying(asked, book) for asked in (160, 10, 0)] == [100, 70, 0]


def test_what_carries_over_waits_where_a_limit_before_it_has_no_room() -> None:
    book = Book()
    assert carrying(160, book) == 100
    amounts = {line("a"): Fraction(40)}
    held, cut = apply_limit(limit(name="tight"), Fraction(50), Fraction(0), amounts, Book())
    assert held == amounts
    assert carrying(40, book, earlier=[(cut, frozenset(amounts))]) == 50
    assert carrying(0, book) == 50


def test_rounding_up_does_not_pass_a_cap() -> None:
    amounts = {line(name): Fraction(100, 3) for name in "abc"}
    _, cut = apply_limit(limit(), Fraction(100), Fraction(0), amounts, Book())
    rounded = round_within(amounts, [(cut, frozenset(amounts))], CENT, RoundingMode.UP)
    assert sum(rounded.values()) == 100
    assert sorted(rounded.values()) == [Fraction("33.33"), Fraction("33.33"), Fraction("33.34")]


AMOUNTS = st.lists(
    st.fractions(min_value=-50, max_value=500, max_denominator=999), min_size=1, max_size=6
)


@given(
    AMOUNTS,
    st.fractions(min_value=0, max_value=300, max_denominator=97),
    st.fractions(min_value=0, max_value=300, max_denominator=7),
    st.sampled_from(RoundingMode),
)
def test_a_cap_is_never_passed(
    asked: list[Fraction], cap: Fraction, used: Fraction, mode: RoundingMode
) -> None:
    amounts = {line(str(position)): amount for position, amount in enumerate(asked)}
    held, cut = apply_limit(limit(), cap, used, amounts, Book())
    assert sum(held.values()) <= max(Fraction(0), cap - used)
    rounded = round_within(held, [(cut, frozenset(held))], CENT, mode)
    assert sum(rounded.values()) <= cut.room
    for key, amount in rounded.items():
        assert (amount / CENT).denominator == 1
        assert abs(amount - held[key]) <= CENT
