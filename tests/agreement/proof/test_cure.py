"""Failures cheaper than their cure, with exact amounts."""

import pytest

from tests.agreement.proof.test_findings import LIMIT, TIERS, said


def cheaper(*parts: str) -> list[str]:
    """Return what is said of failures that are cheaper than their cure."""
    return [message for code, message in said(*parts) if code == "A208"]


def line(cure: str, pays: str = "(credit(uptime) of fee) otherwise 0 EUR") -> str:
    return f"penalties: {{uptime: {{pays: {pays}, cure costs: {cure}}}}}\n"


def test_a_failure_that_is_a_cent_cheaper_than_its_cure_is_found() -> None:
    # Half of the fee of 1,000 is the most that the table gives.
    assert cheaper(TIERS, line("500.01 EUR")) == [
        "'uptime' asks at most 500.00 EUR in a period, and curing costs 500.01 EUR"
    ]


@pytest.mark.parametrize("cure", ["500 EUR", "50% of fee", "499.99 EUR", "0 EUR"])
def test_a_failure_as_dear_as_its_cure_or_dearer_is_none(cure: str) -> None:
    assert cheaper(TIERS, line(cure)) == []


def test_without_cure_costs_nothing_is_said() -> None:
    assert cheaper(TIERS, "penalties: {uptime: (credit(uptime) of fee) otherwise 0 EUR}\n") == []


def test_the_limit_of_a_period_makes_a_failure_cheaper() -> None:
    limit = "limits: [penalties at most 30% of fee each month]\n"
    assert cheaper(TIERS, line("400 EUR"), limit) == [
        (
            f"'uptime' asks at most 300.00 EUR (what {LIMIT} leaves) in a period,"
            " and curing costs 400.00 EUR"
        )
    ]
    assert cheaper(TIERS, line("300 EUR"), limit) == []


def test_a_limit_above_what_is_asked_changes_nothing() -> None:
    limit = "limits: [penalties at most fee each month]\n"
    assert cheaper(TIERS, line("600 EUR"), limit) == [
        "'uptime' asks at most 500.00 EUR in a period, and curing costs 600.00 EUR"
    ]


def test_a_limit_of_a_year_is_none_of_a_period() -> None:
    limit = "limits: [penalties at most 30% of fee each year]\n"
    assert cheaper(TIERS, line("400 EUR"), limit) == []


def test_what_is_asked_after_a_missed_period_counts() -> None:
    shares = "penalties: {{uptime: {{of: fee, below expected: 10%, repeat: x2, cure costs: {}}}}}\n"
    assert cheaper(TIERS, shares.format("200 EUR")) == []
    assert cheaper(TIERS, shares.format("201 EUR")) == [
        "'uptime' asks at most 200.00 EUR in a period, and curing costs 201.00 EUR"
    ]


def test_terms_are_those_of_the_last_day_on_which_they_change() -> None:
    terms = "terms: {fee: 1000 EUR, cure: {2026-01-01: 50 EUR, 2027-01-01: 150 EUR}}\n"
    shares = "penalties: {uptime: {of: fee, below expected: 10%, cure costs: cure}}\n"
    assert cheaper(terms, shares) == [
        "'uptime' asks at most 100.00 EUR in a period, and curing costs 150.00 EUR"
    ]
    assert cheaper(terms.replace("150 EUR", "100 EUR"), shares) == []


ROWS = """\
penalties:
  long: {for each: failure, when: length above 12 hours, pays: 45 EUR, cure costs: 100 EUR}
"""


def test_of_a_line_of_rows_only_the_limit_is_known() -> None:
    assert cheaper(ROWS) == []
    assert cheaper(ROWS, "limits: [penalties at most 90 EUR each month]\n") == [
        (
            "'long' asks at most 90.00 EUR (what 'penalties at most 90 EUR each month' leaves)"
            " in a period, and curing costs 100.00 EUR"
        )
    ]


def test_what_is_supposed_of_evidence_is_not_compared() -> None:
    figures = "figures: {billed: sum(amount over bills) otherwise 0 EUR}\n"
    pays = "if uptime below 99% then 10% of billed else 0 EUR"
    assert cheaper(figures, line("50 EUR", pays)) == []
    limit = "limits: [penalties at most 5% of billed each month]\n"
    assert cheaper(figures, line("50 EUR", pays), limit) == []
    pays = "if uptime below 99% then 60 EUR else 0 EUR"
    assert cheaper(figures, line("50 EUR", pays), limit) == []


def test_a_limit_through_a_figure_of_terms_is_known() -> None:
    figures = "figures: {at_risk: 30% of fee}\n"
    limit = "limits: [penalties at most at_risk each month]\n"
    assert cheaper(TIERS, figures, line("400 EUR"), limit) == [
        (
            "'uptime' asks at most 300.00 EUR (what 'penalties at most at_risk each month' leaves)"
            " in a period, and curing costs 400.00 EUR"
        )
    ]


def test_where_the_line_is_not_proven_nothing_is_said() -> None:
    pays = "(if uptime below 99% then 5 EUR else 0 EUR) * run(uptime.met)"
    assert cheaper(line("1000 EUR", pays), "limits: [penalties at most 5 EUR each month]\n") == []


def test_cure_costs_without_a_value_are_not_compared() -> None:
    table = "tables: {rate: {above 99%: 900 EUR}}\n"
    shares = "penalties: {{uptime: {{of: 1000 EUR, below expected: 10%, cure costs: {}}}}}\n"
    assert cheaper(table, shares.format("rate(95%)")) == []
    assert cheaper(table, shares.format("rate(99.5%)")) == [
        "'uptime' asks at most 100.00 EUR in a period, and curing costs 900.00 EUR"
    ]
