"""Analysis over a range: agrees with exact evaluation everywhere, and finds every edge."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.facts.figure import NoValue, Value
from servanda.formula.exact import value_of
from servanda.formula.interval import Domain, analyse, parts_of, rows_holding
from servanda.formula.moebius import NotProven, Split, unknown_over
from servanda.formula.pieces import (
    Direction,
    Piece,
    bounds,
    direction,
    gaps,
    is_proven,
    jumps,
)
from servanda.kernel.quantity import NUMBER, SHARE, Quantity
from tests.formula.strategies import formulas_of_x
from tests.formula.worlds import (
    MONTHLY,
    FakePlace,
    FakeScope,
    euros,
    figure,
    meaning,
    number,
    ready,
    share,
)

OF_X = FakeScope(known={"x": meaning(figure(NUMBER))})
TEN = Domain(low=Fraction(-10), high=Fraction(10))
PERCENT = Domain(low=Fraction(0), high=Fraction(1), unit=SHARE)


def pieces_of(text: str, domain: Domain = TEN) -> tuple[Piece, ...]:
    return analyse(ready(text, OF_X), domain, unknown="x")


def edges(pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
    return [
        (
            f"{'[' if piece.low_included else '('}{piece.low}",
            f"{piece.high}{']' if piece.high_included else ')'}",
        )
        for piece in pieces
    ]


def holds(piece: Piece, x: Fraction) -> bool:
    assert piece.low is not None
    assert piece.high is not None
    inside = piece.low < x < piece.high
    return (
        inside
        or (x == piece.low and piece.low_included)
        or (x == piece.high and piece.high_included)
    )


@given(formulas_of_x, st.fractions(-10, 10, max_denominator=50))
def test_agrees_with_exact_evaluation(text: str, x: Fraction) -> None:
    tree = ready(text, OF_X)
    found = [piece for piece in analyse(tree, TEN, unknown="x") if holds(piece, x)]
    assert len(found) == 1
    if found[0].unproven:
        return
    exact = value_of(tree, FakePlace(values={"x": Quantity(x)}))
    assert _why(found[0].at(x)) == _why(exact)


def _why(value: Value | None) -> object:
    return value.why if isinstance(value, NoValue) else value


@given(formulas_of_x)
def test_pieces_cover_the_range_without_overlap(text: str) -> None:
    pieces = pieces_of(text)
    assert (pieces[0].low, pieces[-1].high) == (TEN.low, TEN.high)
    assert pieces[0].low_included
    assert pieces[-1].high_included
    for left, right in itertools.pairwise(pieces):
        assert left.high == right.low
        assert left.high_included is not right.low_included


def test_what_follows_one_law_is_one_piece() -> None:
    assert edges(pieces_of("if x below 4 then 2 * x else 8")) == [("[-10", "4]"), ("(4", "10]")]
    assert edges(pieces_of("least(x, 3) + greatest(x, 3)")) == [("[-10", "10]")]
    assert edges(pieces_of("if x is 0 then 5 else 5")) == [("[-10", "10]")]


def test_pole_is_a_gap_of_one_place() -> None:
    pieces = pieces_of("1 / (x - 2)")
    assert edges(gaps(pieces)) == [("[2", "2]")]
    assert bounds(pieces).least is None
    assert bounds(pieces).greatest is None
    assert direction(pieces) is Direction.MIXED


def test_a_pole_outside_the_range_does_no_harm() -> None:
    pieces = pieces_of("6 / (x - 20)")
    assert edges(pieces) == [("[-10", "10]")]
    assert bounds(pieces).least == number("-3/5")
    assert bounds(pieces).greatest == number("-1/5")
    assert direction(pieces) is Direction.FALLS


def test_cliff_with_its_limits() -> None:
    found = jumps(pieces_of("if x below 4 then x else 10"))
    assert len(found) == 1
    assert (found[0].x, found[0].before, found[0].here, found[0].after) == (
        Fraction(4),
        number(4),
        number(10),
        number(10),
    )


def test_direction_counts_jumps() -> None:
    assert direction(pieces_of("3")) is Direction.CONSTANT
    assert direction(pieces_of("2 * x - 1")) is Direction.RISES
    assert direction(pieces_of("-x")) is Direction.FALLS
    assert direction(pieces_of("if x below 0 then 1 else 0")) is Direction.FALLS
    assert direction(pieces_of("if x is 0 then 1 else 0")) is Direction.MIXED
    assert direction(pieces_of("if x below 4 then x else x - 1")) is Direction.MIXED
    assert direction(pieces_of("x * x")) is Direction.UNPROVEN


def test_rounding_gives_steps() -> None:
    domain = Domain(low=Fraction(0), high=Fraction(2))
    half_up = pieces_of("round(x to 1 half-up)", domain)
    assert edges(half_up) == [("[0", "1/2)"), ("[1/2", "3/2)"), ("[3/2", "2]")]
    assert [piece.value for piece in half_up] == [number(0), number(1), number(2)]
    even = pieces_of("round(x to 1 half-even)", domain)
    assert edges(even) == [("[0", "1/2]"), ("(1/2", "3/2)"), ("[3/2", "2]")]
    assert edges(pieces_of("2 per full 1 of x", domain)) == [
        ("[0", "1)"),
        ("[1", "2)"),
        ("[2", "2]"),
    ]


def test_two_figures_that_depend_on_it_are_proven_where_they_cancel() -> None:
    assert is_proven(pieces_of("x * x / x otherwise 0")) is False
    assert edges(pieces_of("(2 * x + 4) / (x + 2) otherwise 2")) == [("[-10", "10]")]
    assert bounds(pieces_of("(x + 1) / (x + 20) - (x - 1) / (x + 20)")).greatest == number("1/5")


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("round(x to 0.001 up)", TEN),
        ("round(3 to x up)", Domain(low=Fraction(1), high=Fraction(2))),
        ("round(x to 1 up)", Domain(low=Fraction(0), high=None)),
        ("x * x", TEN),
    ],
)
def test_what_goes_beyond_is_said_to_be_unproven(text: str, domain: Domain) -> None:
    pieces = pieces_of(text, domain)
    assert not is_proven(pieces)
    assert bounds(pieces).least is None
    assert direction(pieces) is Direction.UNPROVEN


def test_range_without_end() -> None:
    whole = Domain(low=None, high=None)
    assert bounds(pieces_of("5 - greatest(0, x)", whole)).greatest == number(5)
    assert bounds(pieces_of("5 - greatest(0, x)", whole)).least is None
    assert bounds(pieces_of("x / (1 + abs(x))", whole)).greatest == number(1)
    assert direction(pieces_of("x / (1 + abs(x))", whole)) is Direction.RISES


def test_open_ends_and_single_places() -> None:
    open_ended = Domain(low=Fraction(0), high=Fraction(1), low_included=False, high_included=False)
    assert edges(pieces_of("x", open_ended)) == [("(0", "1)")]
    assert edges(pieces_of("x", Domain(low=Fraction(1), high=Fraction(1)))) == [("[1", "1]")]


@dataclass(frozen=True)
class Row:
    low: Quantity | None
    low_included: bool
    high: Quantity | None
    high_included: bool


# hosting_tier_gap: 0 to 432 minutes, 475.2 to 2160, above 2203.2, with the edges as written.
TIERS = (
    Row(low=None, low_included=False, high=number(432), high_included=True),
    Row(low=number("475.2"), low_included=True, high=number(2160), high_included=False),
    Row(low=number("2203.2"), low_included=False, high=None, high_included=False),
    Row(low=number(3000), low_included=True, high=number(3000), high_included=True),
)


def test_gaps_and_overlaps_of_a_table_to_the_very_edge() -> None:
    domain = Domain(low=Fraction(0), high=Fraction(5000))
    parts = parts_of(lambda amount: rows_holding(TIERS, amount), domain)
    empty = [(str(part.low), str(part.high)) for part in parts if part.found == ()]
    double = [part.low for part in parts if part.found and len(part.found) > 1]
    assert empty == [
        ("432", "2376/5"),
        ("2160", "2160"),
        ("2160", "11016/5"),
        ("11016/5", "11016/5"),
    ]
    assert double == [Fraction(3000)]


def test_a_table_and_other_names_come_from_the_environment() -> None:
    tree = ready("credit(uptime) of fee")
    place = FakePlace(values={"fee": euros("200")})
    found = analyse(tree, PERCENT, unknown="uptime", environment=place)
    assert edges(found) == [("[0", "99/100)"), ("[99/100", "1]")]
    assert [piece.value for piece in found] == [euros("20"), euros("0")]
    assert direction(found) is Direction.FALLS


def test_a_part_of_a_name_may_be_unknown() -> None:
    tree = ready("period.index * 2", MONTHLY)
    assert bounds(analyse(tree, TEN, unknown="period.index")).greatest == number(20)


def test_conditions_have_pieces_too() -> None:
    tree = ready("uptime at least 99%")
    found = analyse(tree, PERCENT, unknown="uptime")
    assert [piece.value for piece in found] == [False, True]
    assert edges(found) == [("[0", "99/100)"), ("[99/100", "1]")]
    assert direction(found) is Direction.CONSTANT
    assert found[0].at(Fraction(1, 2)) is False
    assert share("0.5").amount == Fraction(1, 2)


def test_an_unknown_computes_like_a_fraction() -> None:
    x = unknown_over(Fraction(1), Fraction(3))
    assert x - x == 0
    assert x / x == 1
    assert 2 * x - x - x == Fraction(0)
    assert abs(-x) == x
    assert (x + 1) / 2 > Fraction(1, 2)
    assert 6 / x < 6
    assert bool(x)
    assert x != 5
    assert 1 / (1 / x) == x
    with pytest.raises(Split, match="2"):
        bool(x > 2)
    with pytest.raises(Split, match="2"):
        1 / (x - 2)
    with pytest.raises(NotProven):
        x * x
    with pytest.raises(NotProven):
        float(x)
    with pytest.raises(ZeroDivisionError):
        x / 0
    with pytest.raises(TypeError):
        x + "a"
