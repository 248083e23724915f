"""Caps hold, exactly and after rounding."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Bound, Limit, LimitRest, LimitWindow
from servanda.formula.syntax import Literal
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.source import SourceSpan
from servanda.settlement.book import Book, LineKey
from servanda.settlement.carrying import carried_into, carry, waiting
from servanda.settlement.limits import Cut, apply_cap, apply_minimum, round_within

SPAN = SourceSpan.start_of("limits.yaml")
CENT = Fraction(1, 100)


def limit(
    *,
    rest: LimitRest = LimitRest.LAPSES,
    name: str = "monthly",
    bound: Bound = Bound.AT_MOST,
    carries_for: int | None = None,
) -> Limit:
    cap = Literal(span=SPAN, value=Quantity.money(100, "EUR"), text="100 EUR")
    return Limit(
        name=name,
        of=("penalties",),
        bound=bound,
        amount=Formula(text="100 EUR", expression=cap, span=SPAN),
        window=LimitWindow.PERIOD,
        window_length=0,
        rest=rest,
        text="penalties at most 100 EUR each month",
        clause=None,
        span=SPAN,
        carries_for=carries_for,
    )


def line(name: str) -> LineKey:
    return (name, ())


def test_lines_within_the_room_are_left_alone() -> None:
    amounts = {line("a"): Fraction(30), line("b"): Fraction(70)}
    held, cut = apply_cap(limit(), Fraction(100), Fraction(0), amounts)
    assert held == amounts
    assert cut.before == cut.after


def test_what_is_above_is_cut_in_proportion() -> None:
    amounts = {line("a"): Fraction(50), line("b"): Fraction(150)}
    held, cut = apply_cap(limit(), Fraction(100), Fraction(0), amounts)
    assert held == {line("a"): Fraction(25), line("b"): Fraction(75)}
    assert cut.before == 200
    assert cut.room == 100


def test_earlier_use_leaves_less_room_and_never_less_than_none() -> None:
    amounts = {line("a"): Fraction(50)}
    held, _ = apply_cap(limit(), Fraction(100), Fraction(80), amounts)
    assert held == {line("a"): Fraction(20)}
    held, _ = apply_cap(limit(), Fraction(100), Fraction(130), amounts)
    assert held == {line("a"): Fraction(0)}


def test_lines_of_one_limit_net_before_it() -> None:
    amounts = {line("a"): Fraction(130), line("b"): Fraction(-30)}
    held, cut = apply_cap(limit(), Fraction(100), Fraction(0), amounts)
    assert held == amounts
    assert cut.before == cut.after


def carrying(
    asked: int,
    book: Book,
    index: int,
    *,
    earlier: Sequence[Cut] = (),
    carries_for: int | None = None,
) -> Fraction:
    amounts = {line("a"): Fraction(asked)}
    rule = limit(rest=LimitRest.CARRIES, carries_for=carries_for)
    added = carried_into(rule, amounts, amounts.keys(), earlier, index, book)
    whole = {key: amount + added[key] for key, amount in amounts.items()}
    held, _ = apply_cap(rule, Fraction(100), Fraction(0), whole)
    carry(rule, line("a"), index, (Fraction(asked), held[line("a")]), book)
    return held[line("a")]


def test_what_carries_over_is_paid_when_there_is_room() -> None:
    book = Book()
    assert [carrying(asked, book, n) for n, asked in enumerate((160, 10, 0))] == [100, 70, 0]


def test_what_carries_over_waits_where_a_limit_before_it_has_no_room() -> None:
    book = Book()
    assert carrying(160, book, 0) == 100
    amounts = {line("a"): Fraction(40)}
    held, cut = apply_cap(limit(name="tight"), Fraction(50), Fraction(0), amounts)
    assert held == amounts
    assert carrying(40, book, 1, earlier=[cut]) == 50
    assert carrying(0, book, 2) == 50


def test_what_has_waited_too_long_lapses_and_the_oldest_is_paid_first() -> None:
    book = Book()
    # What the first period could not pay is paid first; 100 of it are left after the third and
    # lapse, as do 20 of the second after the fourth.
    paid = [carrying(asked, book, n, carries_for=2) for n, asked in enumerate((400, 120, 90, 0, 0))]
    assert paid == [100, 100, 100, 100, 90]
    rule = limit(rest=LimitRest.CARRIES, carries_for=2)
    assert waiting(rule, line("a"), 5, book) == 0


def test_a_difference_is_held_where_lines_are_taken_off() -> None:
    amounts = {line("a"): Fraction(150)}
    less = {line("bonus"): Fraction(30)}
    held, cut = apply_cap(limit(), Fraction(100), Fraction(0), amounts, less=less)
    assert held == {line("a"): Fraction(130)}
    assert [cut.before, cut.offset, cut.after] == [150, 30, 130]


@pytest.mark.parametrize(
    ("rest", "asked", "held"),
    [
        (LimitRest.LAPSES, ("60", "39"), ("0", "0")),
        (LimitRest.LAPSES, ("60", "40"), ("60", "40")),
        (LimitRest.LAPSES, ("0", "0"), ("0", "0")),
        (LimitRest.RAISED, ("30", "50"), ("37.5", "62.5")),
        (LimitRest.RAISED, ("0", "0"), ("0", "0")),
        (LimitRest.RAISED, ("50", "-60"), ("50", "-60")),
        (LimitRest.CARRIES, ("60", "39"), ("0", "0")),
    ],
)
def test_a_minimum_says_what_becomes_of_less(
    rest: LimitRest, asked: tuple[str, str], held: tuple[str, str]
) -> None:
    rule = limit(rest=rest, bound=Bound.AT_LEAST)
    amounts = {line(name): Fraction(amount) for name, amount in zip("ab", asked, strict=True)}
    after, cut = apply_minimum(rule, Fraction(100), amounts)
    assert [str(after[line(name)]) for name in "ab"] == [str(Fraction(each)) for each in held]
    assert cut.after == sum(after.values())


def test_rounding_up_does_not_pass_a_cap() -> None:
    amounts = {line(name): Fraction(100, 3) for name in "abc"}
    _, cut = apply_cap(limit(), Fraction(100), Fraction(0), amounts)
    rounded = round_within(amounts, [cut], CENT, RoundingMode.UP)
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
    held, cut = apply_cap(limit(), cap, used, amounts)
    assert sum(held.values()) <= max(Fraction(0), cap - used)
    rounded = round_within(held, [cut], CENT, mode)
    assert sum(rounded.values()) <= cut.room
    for key, amount in rounded.items():
        assert (amount / CENT).denominator == 1
        assert abs(amount - held[key]) <= CENT


@given(
    AMOUNTS,
    st.integers(min_value=1, max_value=60_000),
    st.one_of(st.none(), st.integers(min_value=0, max_value=60_000)),
    st.sampled_from(RoundingMode),
)
def test_a_minimum_is_met_exactly(
    asked: list[Fraction], cents: int, cap_cents: int | None, mode: RoundingMode
) -> None:
    least = cents * CENT
    amounts = {line(str(position)): amount for position, amount in enumerate(asked)}
    before = sum(amounts.values())
    held, minimum = apply_minimum(
        limit(rest=LimitRest.RAISED, bound=Bound.AT_LEAST), least, amounts
    )
    cuts = [minimum]
    if cap_cents is not None:
        held, cut = apply_cap(limit(), cap_cents * CENT, Fraction(0), held)
        cuts.append(cut)
    rounded = round_within(held, cuts, CENT, mode)
    total = sum(rounded.values())
    if cap_cents is not None:
        assert total <= cap_cents * CENT
    if 0 < before <= least and (cap_cents is None or cap_cents >= cents):
        assert total == least
    elif before > least and (cap_cents is None or cap_cents >= cents):
        assert total >= least
    for key, amount in rounded.items():
        assert (amount / CENT).denominator == 1
        assert abs(amount - held[key]) < 2 * CENT


def test_a_minimum_between_two_cents_comes_to_the_next_and_a_cap_goes_before_it() -> None:
    amounts = {line(name): Fraction(1) for name in "ab"}
    rule = limit(rest=LimitRest.RAISED, bound=Bound.AT_LEAST)
    held, minimum = apply_minimum(rule, Fraction("10.005"), amounts)
    assert sum(round_within(held, [minimum], CENT, RoundingMode.DOWN).values()) == Fraction("10.01")
    held, cap = apply_cap(limit(), Fraction("10.005"), Fraction(0), held)
    rounded = round_within(held, [minimum, cap], CENT, RoundingMode.UP)
    assert sum(rounded.values()) == 10
