"""What is linear in time adds up, however its periods or its rows are cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from servanda.facts.statement import Statement
from tests.properties.generate import Case, generate_of
from tests.properties.mechanisms import BY_ROW, LINEAR, MECHANISMS, NOT_LINEAR
from tests.properties.product import given_of, read, statements_of
from tests.properties.sheet import Row, Sheet

SEEDS = range(8)
FIRST, LAST = date(2026, 1, 16), date(2027, 1, 15)


def settled(case: Case) -> list[Statement]:
    return statements_of(given_of(case, read(case.texts)))


def asked(statement: Statement) -> dict[str, Fraction]:
    return {line.name: line.stages[0].amount.amount for line in statement.lines}


def sheet(every: str, starts_on: int) -> Sheet:
    return Sheet(every=every, starts_on=starts_on, first_day=FIRST, last_day=LAST)


def with_rows(case: Case, rows: list[Row]) -> Case:
    return replace(case, world=replace(case.world, rows={**case.world.rows, "failures": rows}))


def recut(case: Case, rows: list[Row]) -> Case:
    """Return a case with rows put into its own periods."""
    spans = case.world.spans
    placed = [
        replace(row, index=next(n for n, span in enumerate(spans) if row.at < span.end))
        for row in rows
    ]
    return with_rows(case, placed)


def test_every_mechanism_adds_up_or_says_why_not() -> None:
    assert {*LINEAR, *BY_ROW} | set(NOT_LINEAR) == set(MECHANISMS)
    assert not {*LINEAR, *BY_ROW} & set(NOT_LINEAR)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("long", "short", "starts_on"),
    [
        ("four weeks", "week", 1),
        ("quarter", "month", 1),
        ("quarter", "month", 16),
        ("year", "quarter", 16),
        ("year", "month", 28),
    ],
)
def test_short_periods_add_up_to_the_long_one(
    seed: int, long: str, short: str, starts_on: int
) -> None:
    mechanisms = (*LINEAR, *BY_ROW)
    whole = generate_of(seed, sheet(long, starts_on), mechanisms)
    parts = recut(
        generate_of(seed, sheet(short, starts_on), mechanisms), list(whole.world.rows["failures"])
    )
    pieces = settled(parts)
    assert len(pieces) > len(whole.world.spans)
    for statement in settled(whole):
        inside = [
            asked(each)
            for each in pieces
            if statement.period.first_day <= each.period.first_day < statement.period.end_day
        ]
        for name, amount in asked(statement).items():
            assert sum(each[name] for each in inside) == amount


@pytest.mark.parametrize("seed", SEEDS)
def test_a_row_cut_in_two_is_worth_the_same(seed: int) -> None:
    whole = generate_of(seed, sheet("month", 1), LINEAR)
    rows = [
        replace(row, key=f"{row.key}-{part}", length=row.length * share)
        for row in whole.world.rows["failures"]
        for part, share in enumerate((Fraction(2, 7), Fraction(5, 7)))
    ]
    cut = with_rows(whole, rows)
    assert [asked(each) for each in settled(cut)] == [asked(each) for each in settled(whole)]
    assert any(amount for each in settled(whole) for amount in asked(each).values())
