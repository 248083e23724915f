"""The first line says how the month was."""

from __future__ import annotations

from dataclasses import replace

from servanda.facts.statement import LevelReached, Statement
from servanda.reports.headline import headline
from servanda.reports.reader import Reader
from servanda.settlement.glance import is_watermelon
from tests.reports import samples

SPACE = "\N{NO-BREAK SPACE}"


def said(statement: Statement) -> str:
    return headline(statement, Reader()).replace(SPACE, " ")


def test_a_month_with_misses() -> None:
    assert said(samples.typical()) == (
        "July 2026: 2 of 5 commitments missed, 1 not judged; 12,000.00 EUR service credits,"
        " 1,250.00 EUR incentives; 1 line not settled"
    )


def test_a_watermelon_is_named_first() -> None:
    assert said(samples.watermelon()).startswith(
        "July 2026: a watermelon (every technical level is green, outcome is not); 1 of 5"
    )


def test_a_month_in_which_all_is_well() -> None:
    month = samples.typical()
    met = tuple(replace(each, level=LevelReached.EXPECTED) for each in month.assessments)
    good = replace(samples.empty(), assessments=met)
    assert said(good) == ("July 2026: all 5 commitments met; no service credits or incentives")


def test_an_agreement_that_promises_nothing_yet() -> None:
    assert said(samples.empty()) == ("July 2026: no commitments; no service credits or incentives")


def test_stabilization_says_that_no_money_moves() -> None:
    assert "stabilization, so no credits or incentives move" in said(samples.stabilizing())


def test_the_clients_own_misses_are_told_apart() -> None:
    month = samples.typical()
    judged = tuple(
        replace(each, level=LevelReached.BELOW_EXPECTED) if each.party == "client" else each
        for each in month.assessments
    )
    assert "the client missed 1 of its own" in said(replace(month, assessments=judged))


def test_no_watermelon_without_a_technical_commitment_that_was_judged() -> None:
    month = samples.watermelon()
    felt = tuple(each for each in month.assessments if each.aspect != "technical")
    assert not is_watermelon(replace(month, assessments=felt))
    assert is_watermelon(month)


def test_no_watermelon_where_a_technical_level_was_missed() -> None:
    assert not is_watermelon(samples.typical())
