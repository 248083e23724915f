"""Settled, the eighteen months tell the story that they were written for."""

from fractions import Fraction

import pytest

from servanda.agreement.read import read_agreement
from servanda.example import agreement_paths
from servanda.example.generate import all_exports
from servanda.example.under_way import exports_under_way
from servanda.facts.statement import Assessment, LevelReached, LineStatus, Statement, StatementLine
from servanda.kernel.quantity import Quantity
from servanda.pipeline.demonstration import set_up_example
from servanda.pipeline.settling import settle


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Statement]:
    """Return the example's statements by month."""
    answer = settle(set_up_example(tmp_path_factory.mktemp("story") / "demo"))
    assert answer.diagnostics == ()
    assert answer.value is not None
    return {each.period.label: each for each in answer.value.statements}


def _levels(statement: Statement, aspect: str) -> set[LevelReached]:
    return {each.level for each in statement.assessments if each.aspect == aspect}


def _line(statement: Statement, name: str) -> StatementLine:
    (line,) = [each for each in statement.lines if each.name == name]
    return line


def _assessment(statement: Statement, commitment: str) -> Assessment:
    (found,) = [each for each in statement.assessments if each.commitment == commitment]
    return found


def test_texts_are_without_any_remark() -> None:
    reading = read_agreement(agreement_paths())
    assert [str(each) for each in reading.diagnostics] == []
    assert reading.history is not None
    assert len(reading.history.latest.commitments) == 11


def test_there_is_a_statement_for_every_month(statements: dict[str, Statement]) -> None:
    assert list(statements) == [f"2025-{month:02d}" for month in range(1, 13)] + [
        f"2026-{month:02d}" for month in range(1, 7)
    ]


def test_no_money_moves_while_stabilizing(statements: dict[str, Statement]) -> None:
    for label in ("2025-01", "2025-02", "2025-03"):
        assert statements[label].stabilization
        assert statements[label].totals.service_credits == Quantity.money("0", "EUR")
        assert statements[label].totals.incentives == Quantity.money("0", "EUR")
    assert LevelReached.BELOW_MINIMUM in _levels(statements["2025-01"], "technical")


def test_good_months_cost_nothing_and_earn(statements: dict[str, Statement]) -> None:
    for label in ("2025-05", "2025-08", "2025-09"):
        assert statements[label].totals.service_credits == Quantity.money("0", "EUR")
        assert _line(statements[label], "quick_review").payable == Quantity.money("1250", "EUR")


def test_the_bank_deciding_late_halves_the_credit_for_late_requests(
    statements: dict[str, Statement],
) -> None:
    relieved = [
        label
        for label, statement in statements.items()
        if any(line.status is LineStatus.RELIEVED for line in statement.lines)
    ]
    assert relieved == ["2025-07"]
    line = _line(statements["2025-07"], "resolve_requests")
    assert line.payable == Quantity.money("750", "EUR")
    assert line.asked.value == Quantity.money("1500", "EUR")


def test_the_card_network_failing_costs_the_provider_nothing(
    statements: dict[str, Statement],
) -> None:
    found = _assessment(statements["2025-08"], "payments_available")
    assert found.level is LevelReached.EXPECTED


def test_the_release_reaches_the_cap_once(statements: dict[str, Statement]) -> None:
    at_risk = Quantity.money("30000", "EUR")
    paid = {label: each.totals.service_credits for label, each in statements.items()}
    assert [label for label, amount in paid.items() if amount == at_risk] == ["2025-10"]
    assert max(amount.amount for amount in paid.values()) == at_risk.amount
    assert LevelReached.EXPECTED not in _levels(statements["2025-10"], "outcome")
    assert LevelReached.EXPECTED not in _levels(statements["2025-10"], "experience")


@pytest.mark.parametrize("label", ["2026-01", "2026-02", "2026-03"])
def test_a_quarter_is_green_outside_and_red_inside(
    statements: dict[str, Statement], label: str
) -> None:
    assert _levels(statements[label], "technical") == {LevelReached.EXPECTED}
    assert LevelReached.EXPECTED not in _levels(statements[label], "outcome")
    assert LevelReached.EXPECTED not in _levels(statements[label], "experience")


def test_the_amended_level_decides_in_may(statements: dict[str, Statement]) -> None:
    """40 of 42 is more than the 94% of the first text, and less than the 96% of the amended."""
    found = _assessment(statements["2026-05"], "restore_major")
    assert found.expected == "at least 96%"
    assert found.level is LevelReached.BELOW_EXPECTED
    assert found.measurement.value == Quantity.share(Fraction(40, 42))
    assert statements["2026-03"].sources.amendment == 0
    assert statements["2026-04"].sources.amendment == 1


def test_the_latest_month_earns_for_the_outcome(statements: dict[str, Statement]) -> None:
    """Without a record nobody has handed over a review, or held one: the outcome alone earns."""
    assert statements["2026-06"].totals.service_credits == Quantity.money("1539", "EUR")
    assert statements["2026-06"].totals.incentives == Quantity.money("3312.08", "EUR")
    assert _levels(statements["2026-06"], "outcome") == {LevelReached.EXPECTED}


def test_the_month_under_way_adds_to_files_and_leaves_what_was_settled_alone() -> None:
    exports = {each.name: each for each in all_exports()}
    added = {each.name: each for each in exports_under_way(exports.values())}
    assert set(added) - set(exports) == {"incident_changes_2026_q3.csv"}
    for name, export in added.items():
        if name in exports:
            assert export.rows[: len(exports[name].rows)] == exports[name].rows
            assert len(export.rows) > len(exports[name].rows)
    incidents = added["incident_changes_2026_q3.csv"].rows
    last = {row[0]: row for row in incidents}
    open_majors = [row[0] for row in last.values() if row[3] == "In Progress" and row[5][0] in "12"]
    assert {"INC1900382", "INC1900383"} <= set(open_majors)
