"""Commitments on figures, over windows, and at levels that are computed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from servanda.agreement.model.money import LimitWindow
from servanda.agreement.model.setting import InForce
from servanda.facts.figure import Absence, NoValue
from servanda.facts.statement import Assessment, LevelReached, Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.settlement.canonical import statement_json
from servanda.settlement.windows import window_ends
from tests.settlement.scenes import MEASURE, line, paid, settled, share

NO_DATA = NoValue(Absence.NO_DATA)


def judged(statement: Statement, name: str) -> Assessment:
    """Return how a commitment was judged."""
    return next(each for each in statement.assessments if each.commitment == name)


def levels(statements: list[Statement], name: str) -> list[LevelReached]:
    """Return how a commitment was judged, period by period."""
    return [judged(each, name).level for each in statements]


QUARTERLY = (
    MEASURE
    + """\
figures:
  quarter: mean(up over months in this quarter)
commitments:
  quarter: {over: this quarter, expected: at least 99%, no data: not settled}
penalties:
  low: {commitment: quarter, of: 100 EUR, below expected: 100%, repeat: x2}
  told: {when: quarter.due and quarter.missed, pays: 5 EUR}
limits:
  - penalties at most 1000 EUR each month
"""
)


def test_a_quarter_is_judged_in_its_last_month_and_costs_nothing_before() -> None:
    statements = settled(QUARTERLY, {"up": ["99", "98", "99", "90", "100", "100"]})
    assert levels(statements, "quarter") == [
        LevelReached.NOT_JUDGED,
        LevelReached.NOT_JUDGED,
        LevelReached.BELOW_EXPECTED,
        LevelReached.NOT_JUDGED,
        LevelReached.NOT_JUDGED,
        LevelReached.BELOW_EXPECTED,
    ]
    assert judged(statements[0], "quarter").rule == "judged where the quarter ends"
    assert paid(statements, "low") == [0, 0, 100, 0, 0, 200]
    assert paid(statements, "told") == [0, 0, 5, 0, 0, 5]


def test_a_quarter_without_any_value_stays_open_where_it_ends() -> None:
    statements = settled(QUARTERLY, {"up": [NO_DATA, NO_DATA, NO_DATA]})
    assert levels(statements, "quarter") == [LevelReached.NOT_JUDGED] * 3
    status = [line(each, "low").status.value for each in statements]
    assert status == ["owed", "owed", "not settled"]


def test_a_figure_is_judged_in_the_place_of_a_measure_and_opens() -> None:
    (statement,) = settled(
        MEASURE
        + """\
figures:
  index: 50% of up + 50% of 90%
commitments:
  kept: {figure: index, expected: at least 95%}
""",
        {"up": ["99"]},
    )
    kept = judged(statement, "kept")
    assert kept.measurement.measure == "index"
    assert kept.measurement.value == share("94.5")
    assert kept.level is LevelReached.BELOW_EXPECTED
    assert kept.figure is not None
    assert kept.figure.text == "50% of up + 50% of 90%"


def test_levels_follow_month_and_contract_year_and_show_the_value_that_held() -> None:
    statements = settled(
        MEASURE
        + """\
commitments:
  up: {expected: "at least (if period.month = 2 then 90% else 95%)"}
  later: {measure: up, expected: "at least 90% + 1 pp * period.contract_year"}
  within: {measure: up, expected: "at least 80% + 1 pp * period.in_contract_year"}
""",
        {"up": ["92"] * 13},
    )
    assert [judged(each, "up").expected for each in statements[:3]] == [
        "at least 95%",
        "at least 90%",
        "at least 95%",
    ]
    assert levels(statements[:2], "up") == [LevelReached.BELOW_EXPECTED, LevelReached.EXPECTED]
    (step,) = judged(statements[1], "up").levels
    assert (step.name, step.value) == ("expected", share("90"))
    assert [judged(each, "later").expected for each in statements[11:]] == [
        "at least 91%",
        "at least 92%",
    ]
    assert [judged(each, "within").expected for each in statements[11:]] == [
        "at least 92%",
        "at least 81%",
    ]


def test_a_level_without_a_value_is_not_judged_and_says_why() -> None:
    body = (
        MEASURE
        + """\
commitments:
  up: {expected: at least mean(up over earlier periods) + 1 pp}
"""
    )
    first, second = settled(body, {"up": ["98", "98.5"]})
    assert judged(first, "up").level is LevelReached.NOT_JUDGED
    assert judged(first, "up").expected == "at least mean(up over earlier periods) + 1 pp"
    assert "has no value (no data" in judged(first, "up").rule
    assert judged(second, "up").expected == "at least 99%"
    assert judged(second, "up").level is LevelReached.BELOW_EXPECTED


@pytest.mark.parametrize(
    ("rule", "level"),
    [("met", LevelReached.EXPECTED), ("missed", LevelReached.BELOW_MINIMUM)],
)
def test_the_commitment_says_what_a_missing_level_counts_as(rule: str, level: LevelReached) -> None:
    (statement,) = settled(
        MEASURE
        + f"""\
commitments:
  up: {{expected: at least mean(up over earlier periods), no data: {rule}}}
""",
        {"up": ["98"]},
    )
    assert judged(statement, "up").level is level
    assert judged(statement, "up").rule.endswith(f"the agreement counts this as {rule}")


def test_a_missing_minimum_leaves_open_how_far_the_expected_was_missed() -> None:
    body = (
        MEASURE
        + """\
commitments:
  up: {expected: at least 99%, minimum: at least mean(up over earlier periods)}
"""
    )
    met, missed = (settled(body, {"up": [value]})[0] for value in ("99", "98"))
    assert judged(met, "up").level is LevelReached.EXPECTED
    assert judged(missed, "up").level is LevelReached.NOT_JUDGED


def test_levels_by_segment() -> None:
    premium, standard = (("service", "premium"),), (("service", "standard"),)
    (statement,) = settled(
        """\
terms:
  wanted: {premium: 99%, standard: 95%}
measures:
  up:
    from: outages
    by: {service: [premium, standard]}
    availability: {}
    value: availability
    no data: not settled
commitments:
  up: {expected: "at least wanted[service]"}
penalties:
  low: {commitment: up, of: 100 EUR, below expected: 100%}
limits:
  - penalties at most 1000 EUR each month
""",
        {"up": [{premium: "98", standard: "98"}]},
    )
    assert [(each.expected, each.level.value) for each in statement.assessments] == [
        ("at least 99%", "below expected"),
        ("at least 95%", "met"),
    ]
    assert line(statement, "low", premium).payable == Quantity.money(100, "EUR")
    assert line(statement, "low", standard).payable == Quantity.money(0, "EUR")


def test_canonical_json_holds_levels_only_where_they_are_computed() -> None:
    body = """\
commitments:
  up: {{expected: {level}}}
"""
    plain, computed = (
        statement_json(settled(MEASURE + body.format(level=level), {"up": ["98"]})[0])
        for level in ("at least 95%", '"at least (if period.month = 1 then 95% else 97%)"')
    )
    assert {"levels", "figure"}.isdisjoint(plain["assessments"][0])
    assert computed["assessments"][0]["expected"] == "at least 95%"
    assert [each["name"] for each in computed["assessments"][0]["levels"]] == ["expected"]


@pytest.mark.parametrize(
    ("window", "length", "label", "waits"),
    [
        (LimitWindow.PERIOD, 0, 0, ""),
        (LimitWindow.QUARTER, 0, 1, "judged where the quarter ends"),
        (LimitWindow.QUARTER, 0, 2, ""),
        (LimitWindow.HALF_YEAR, 0, 4, "judged where the half year ends"),
        (LimitWindow.HALF_YEAR, 0, 5, ""),
        (LimitWindow.YEAR, 0, 11, ""),
        (LimitWindow.CONTRACT_YEAR, 0, 10, "judged where the contract year ends"),
        (LimitWindow.CONTRACT_YEAR, 0, 11, ""),
        (LimitWindow.LAST_PERIODS, 3, 1, "3 periods are needed, and this is number 2"),
        (LimitWindow.LAST_PERIODS, 3, 2, ""),
        (LimitWindow.LAST_DAYS, 90, 1, "90 days are needed, and 59 have run"),
        (LimitWindow.LAST_DAYS, 90, 2, ""),
        (LimitWindow.AGREEMENT, 0, 3, "judged where the agreement ends"),
    ],
)
def test_where_windows_end(window: LimitWindow, length: int, label: int, waits: str) -> None:
    span = SourceSpan.start_of("a.yaml")
    in_force = InForce(first_day=date(2026, 1, 1), last_day=None, span=span)
    statements = settled(MEASURE, {"up": ["99"] * 12})
    period = statements[label].period
    assert window_ends(period, label, window, length, in_force) == waits
    if window is not LimitWindow.LAST_PERIODS and window is not LimitWindow.LAST_DAYS:
        ending = InForce(first_day=date(2026, 1, 1), last_day=date(2026, label + 1, 28), span=span)
        assert window_ends(period, label, window, length, ending) == ""


def test_amounts_are_exact() -> None:
    (statement,) = settled(
        MEASURE
        + """\
commitments:
  up: {expected: at least 100% / 3 * 2}
""",
        {"up": ["66.6"]},
    )
    (step,) = judged(statement, "up").levels
    assert step.value == Quantity.share(Fraction(2, 3))
    assert judged(statement, "up").level is LevelReached.BELOW_EXPECTED
