"""What limits do to the lines of a statement, and how they say it."""

from __future__ import annotations

from fractions import Fraction

from servanda.facts.row import EvidenceRow
from servanda.facts.statement import StatementLine
from servanda.kernel.quantity import NUMBER, Quantity
from tests.settlement.scenes import MEASURE, line, paid, row, settled


def euros(amount: str) -> Quantity:
    return Quantity.money(amount, "EUR")


def notes(found: StatementLine) -> dict[str, str]:
    return {stage.name: stage.note for stage in found.stages if stage.note}


def failures(*costs: str) -> list[EvidenceRow]:
    return [
        row(
            "failures",
            f"F{number}",
            f"2026-01-{number:02}T12:00:00Z",
            users=Quantity(Fraction(cost), NUMBER),
        )
        for number, cost in enumerate(costs, start=1)
    ]


ROWS = """\
rows:
  failures: {each: failure, from: outages}
"""


def test_a_limit_of_several_lines_says_that_they_share_it() -> None:
    body = """
    penalties:
      first: 300 EUR
      second: 100 EUR
    limits:
      - penalties at most 200 EUR each month
      - {name: alone, of: [first], at most: 100 EUR}
    """
    [statement] = settled(body, {}, count=1)
    text = "penalties at most 200 EUR each month"
    assert notes(line(statement, "first")) == {
        "limit_1": "the 2 lines of this limit are limited to 200.00 EUR together "
        f"({text}); the part of this line is 150.00 EUR",
        "alone": "limited to 100.00 EUR (first at most 100 EUR within this month)",
    }
    assert notes(line(statement, "second")) == {
        "limit_1": "the 2 lines of this limit are limited to 200.00 EUR together "
        f"({text}); the part of this line is 50.00 EUR",
    }


def test_each_row_is_held_by_itself_and_after_relief() -> None:
    body = (
        MEASURE
        + ROWS
        + """\
commitments:
  up: {expected: at least 99%}
  help: {by: client, measure: up, expected: at least 99%, relieves: {up: 50%}}
penalties:
  failed: {for each: failure, pays: 1 EUR * users otherwise 0 EUR, commitment: up}
limits:
  - failed at most 100 EUR for each failure
  - penalties at most 250 EUR each month
"""
    )
    good, bad = (
        settled(body, {"up": [level]}, rows={"failures": failures("300", "100", "60")})
        for level in ("99.9", "90")
    )
    # 300, 100, 60 are held to 100, 100, 60; halved by relief, 150, 50, 30 to 100, 50, 30.
    assert paid(good, "failed") == [250]
    assert paid(bad, "failed") == [180]
    assert notes(line(good[0], "failed"))["limit_1"] == (
        "failed at most 100 EUR for each failure: changes F1"
    )
    assert good[0].limits[0].before == euros("460")
    assert good[0].limits[0].after == euros("260")


def test_rounding_passes_no_limit_of_a_row() -> None:
    body = (
        ROWS
        + """\
penalties:
  failed: {for each: failure, pays: 1 EUR * users otherwise 0 EUR}
limits:
  - failed at most 10 EUR / 3 for each failure
  - penalties at most 250 EUR each month
"""
    )
    up = "settlement: {every: month, currency: EUR, rounding: 0.01 EUR up}\n"
    [statement] = settled(body, {}, rows={"failures": failures("300")}, settlement=up, count=1)
    assert paid([statement], "failed") == [Fraction("3.33")]


def test_what_waits_below_a_minimum_says_so_and_is_paid_when_it_is_reached() -> None:
    body = """
    penalties:
      small: {pays: 4 EUR}
    limits:
      - {name: least, of: [small], at least: 10 EUR, rest: carries over}
      - penalties at most 100 EUR each month
    """
    statements = settled(body, {}, count=3)
    assert paid(statements, "small") == [0, 0, 12]
    said = "(small at least 10 EUR within this month)"
    assert [notes(line(each, "small"))["least"] for each in statements] == [
        f"below the minimum of 10.00 EUR, it waits {said}",
        f"below the minimum of 10.00 EUR, it waits {said}",
        f"with what waited, the minimum of 10.00 EUR is reached {said}",
    ]
    assert [each.limits[0].carried for each in statements] == [euros("4"), euros("8"), euros("0")]
