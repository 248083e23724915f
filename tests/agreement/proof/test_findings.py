"""What is proven of lines of money, with exact places and amounts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from servanda.agreement.proof.findings import findings
from servanda.agreement.proof.model import Proof
from servanda.agreement.proof.prove import Proofs, prove
from servanda.formula.pieces import Direction
from servanda.kernel.quantity import Quantity
from tests.agreement.samples import read

HEAD = """\
servanda: 1
agreement: proof
title: Proof
parties: {client: {name: Acme Bank, zone: UTC}, provider: Northwind}
in force: {from: 2026-01-01, until: 2027-12-31}
settlement: {every: month, currency: EUR, rounding: 0.01 EUR half-up}
evidence:
  outages:
    each: interval
    noun: outage
    from: began
    until: ended
    columns: {began: instant, ended: instant}
  invoices:
    each: record
    noun: invoice
    at: billed
    columns: {billed: instant, amount: money EUR, cost: money EUR}
rows:
  bills: {each: bill, from: invoices}
  failures: {each: failure, from: outages}
measures:
  uptime: {from: outages, availability: {}, value: availability, no data: not settled}
  spent: {from: invoices, ratio: {at: billed}, value: sum(cost), no data: not settled}
commitments:
  uptime: {expected: at least 99.9%}
  spent: {expected: at most 98000000 EUR}
"""


def said(*parts: str) -> list[tuple[str, str]]:
    """Return what is found in an agreement, by code."""
    reading = read(HEAD, *parts)
    assert reading.history is not None, "\n".join(map(str, reading.diagnostics))
    found = findings(prove(reading.history), reading.history)
    return [(each.code, each.message) for each in found]


def proofs(*parts: str) -> Proofs:
    """Return the proofs of an agreement's lines."""
    reading = read(HEAD, *parts)
    assert reading.history is not None, "\n".join(map(str, reading.diagnostics))
    return prove(reading.history)


def proven(*parts: str) -> Proof:
    """Return the proof of an agreement's last line."""
    return proofs(*parts).proofs[-1]


LINE = "penalties: {uptime: (credit(uptime) of fee) otherwise 0 EUR}\n"
LIMIT = "'penalties at most 30% of fee each month'"
TIERS = """\
terms: {fee: 1000 EUR}
tables:
  credit:
    above 99.9%: 0%
    from 99.0% to 99.9%: 5%
    from 95.0% to 98.9%: 10%
    from 90.0% to 94.9%: 25%
    below 90.0%: 50%
"""


def test_gaps_between_tiers_are_found_to_the_edge() -> None:
    found = said(
        TIERS,
        "penalties: {uptime: (credit(uptime) of fee) otherwise 0 EUR}\n",
        "limits: [penalties at most fee each month]\n",
    )
    gaps = [message for code, message in found if code == "A207"]
    assert gaps == [
        "'uptime' pays only what 'otherwise' says where uptime is above 94.9% to below 95%",
        "'uptime' pays only what 'otherwise' says where uptime is above 98.9% to below 99%",
    ]


def test_a_gap_of_a_single_point_is_found() -> None:
    found = said(
        """\
        terms: {fee: 1000 EUR}
        tables: {credit: {above 99.9%: 0%, above 99.0% up to 99.9%: 10%, below 99.0%: 25%}}
        penalties: {uptime: (credit(uptime) of fee) otherwise 0 EUR}
        """
    )
    gaps = [message for code, message in found if code == "A207"]
    assert gaps == ["'uptime' pays only what 'otherwise' says where uptime is exactly 99%"]


def test_rounding_first_closes_the_gaps() -> None:
    line = proven(
        TIERS,
        "penalties: {paid: (credit(round(uptime to 0.1% half-up)) of fee) otherwise 0 EUR}\n",
    )
    assert line.is_proven
    assert line.gaps == ()
    # 94.95% is the first place that rounds to 95.0%.
    assert [str(jump.x) for jump in line.jumps] == [
        "1799/2000",
        "1899/2000",
        "1979/2000",
        "1999/2000",
    ]


SAVINGS = """\
terms: {benchmark: 100000000 EUR}
incentives:
  spent: {pays: 'if spent at most 98% of benchmark then 80% of (benchmark - spent) else 0 EUR'}
limits: [incentives at most 10% of benchmark each month]
"""


def test_a_cliff_says_how_much_the_last_cent_decides() -> None:
    cliffs = [message for code, message in said(SAVINGS) if code == "A202"]
    assert cliffs == [
        "'spent': the smallest difference of spent decides 1,600,000.00 EUR at 98,000,000.00 EUR"
    ]


def test_the_direction_is_proven_over_the_whole_range() -> None:
    line = proven(SAVINGS)
    assert line.is_proven
    assert line.direction is Direction.FALLS
    assert line.better == -1
    assert [jump.x for jump in line.jumps] == [Fraction(98_000_000)]


def test_better_performance_that_pays_less_is_found_where_it_begins() -> None:
    found = said(
        """\
        terms: {fee: 1000 EUR}
        tables: {credit: {at least 99.9%: 0%, from 99.0% to below 99.9%: 25%, below 99.0%: 10%}}
        penalties: {uptime: (credit(uptime) of fee) otherwise 0 EUR}
        """
    )
    assert [message for code, message in found if code == "A201"] == [
        (
            "'uptime': as uptime gets better at 99%,"
            " it is 100.00 EUR below and 250.00 EUR from there on"
        )
    ]


def test_a_slope_that_goes_the_wrong_way_is_found() -> None:
    found = said("incentives: {uptime: 1000 EUR * (100% - uptime)}\n")
    assert [message for code, message in found if code == "A201"] == [
        (
            "'uptime': as uptime gets better from 0% to 100%,"
            " it is falling from 1,000.00 EUR to 0.00 EUR"
        )
    ]


def test_what_the_cap_leaves_is_compared_with_what_is_asked() -> None:
    found = said(TIERS, LINE, "limits: [penalties at most 30% of fee each month]\n")
    assert [message for code, message in found if code == "A203"] == [
        f"'uptime' asks up to 500.00 EUR, and {LIMIT} leaves 300.00 EUR"
    ]


def test_rows_that_no_value_reaches_are_found() -> None:
    found = said(
        """\
        terms: {fee: 1000 EUR}
        tables: {credit: {choose: first, below 99.9%: 25%, below 95.0%: 50%, at least 99.9%: 0%}}
        penalties: {uptime: (credit(uptime) of fee) otherwise 0 EUR}
        """
    )
    assert [message for code, message in found if code == "A204"] == [
        "no line of money ever reaches the row 'below 95.0%' of the table 'credit'"
    ]


def test_a_line_that_never_pays_is_found() -> None:
    found = said("penalties: {uptime: {when: uptime above 100%, pays: 5 EUR}}\n")
    assert [message for code, message in found if code == "A205"] == [
        "'uptime' is 0 whatever uptime is"
    ]


def test_terms_are_looked_at_on_each_day_on_which_they_change() -> None:
    found = proofs(
        """\
        terms: {fee: {2026-01-01: 1000 EUR, 2027-01-01: 2000 EUR}}
        penalties: {uptime: {of: fee, below expected: 50%}}
        """
    ).proofs
    assert [(str(each.day), each.jumps[0].before) for each in found] == [
        ("2026-01-01", Quantity.money(500, "EUR")),
        ("2027-01-01", Quantity.money(1000, "EUR")),
    ]


def test_a_missed_period_before_is_looked_at_too() -> None:
    found = proofs("penalties: {uptime: {of: 1000 EUR, below expected: 50%, repeat: x2}}\n").proofs
    assert [(each.after_miss, each.jumps[0].before) for each in found] == [
        (False, Quantity.money(500, "EUR")),
        (True, Quantity.money(1000, "EUR")),
    ]


def test_lines_of_rows_depend_on_a_column() -> None:
    line = proven(
        """\
        penalties:
          long:
            for each: failure
            when: length above 12 hours
            pays: 45 EUR per full 12 hours of length
        """
    )
    assert line.unknown == "length"
    assert line.is_proven
    # Nothing up to twelve hours, then 45 EUR for each full twelve.
    assert line.jumps[0].x == 12 * 3600
    assert line.jumps[0].after == Quantity.money(45, "EUR")
    assert line.jumps[1].x == 24 * 3600


BOTH = "penalties: {both: {when: uptime.missed and spent.missed, pays: 500 EUR}}\n"


def test_a_line_over_two_commitments_is_gone_through_for_each_way_they_stand() -> None:
    found = proofs(BOTH).proofs
    assert all(each.is_proven for each in found)
    assert [(each.unknown, each.supposing, len(each.jumps)) for each in found] == [
        ("spent", ("uptime is met",), 0),
        ("spent", ("uptime is below expected",), 1),
    ]
    assert said(BOTH) == [
        (
            "A202",
            (
                "'both': the smallest difference of spent decides 500.00 EUR at 98,000,000.00 EUR"
                " (where uptime is below expected)"
            ),
        )
    ]


def test_one_figure_by_its_value_and_another_by_how_it_stands() -> None:
    line = "(if uptime below 99% then 5 EUR else 0 EUR) * (if spent.met then 1 else 2)"
    found = proofs(f"penalties: {{a: ({line}) otherwise 0 EUR}}\n").proofs
    assert [(each.unknown, each.supposing, str(each.jumps[0].before)) for each in found] == [
        ("uptime", ("spent is below expected",), str(Quantity.money(10, "EUR"))),
        ("uptime", ("spent is met",), str(Quantity.money(5, "EUR"))),
    ]


CASES = """\
evidence:
  incidents:
    each: case
    noun: incident
    key: number
    columns: {number: text, opened: instant, closed: instant}
measures:
  solved:
    from: incidents
    clock: {start: opened, stop: closed, within: 4 hours}
    value: share(met)
    no data: met
commitments:
  solved: {expected: at least 90%, minimum: at least 85%}
penalties:
  solved: {of: 1000 EUR, below expected: 20%, below minimum: 70%}
"""


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        ("", "of 100 cases a single one decides 500.00 EUR, between 84% and 85%"),
        (
            "    minimum sample: 10\n",
            "of 10 cases (the minimum sample) a single one decides 700.00 EUR, between 80% and 90%",
        ),
    ],
)
def test_how_much_one_case_decides(sample: str, words: str) -> None:
    head = HEAD.partition("evidence:")[0]
    reading = read(head, CASES.replace("    no data", f"{sample}    no data"))
    assert reading.history is not None
    found = findings(prove(reading.history), reading.history)
    (cliff,) = [each.message for each in found if each.code == "A202"]
    assert cliff.endswith(f"decides 500.00 EUR at 85% and 200.00 EUR at 90%; {words}")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "{a: 'if uptime below 99% and spent above 5 EUR then 5 EUR else 0 EUR'}",
            "it depends on the values of several figures at once: 'spent', 'uptime'",
        ),
        ("{a: 5 EUR}", "no figure decides it by its size"),
        (
            "{uptime: (if uptime below 99% then 5 EUR else 0 EUR) * run(uptime.met)}",
            "it counts how many periods in a row something held",
        ),
    ],
)
def test_what_is_not_proven_says_why(line: str, reason: str) -> None:
    found = [message for code, message in said(f"penalties: {line}\n") if code == "A206"]
    assert [each.partition(": ")[2] for each in found] == [reason]


def test_sums_over_evidence_are_supposed_aloud() -> None:
    line = proven(
        "tables: {credit: {at least 99.9%: 0%, below 99.9%: 10%}}\n",
        "figures: {fee: sum(amount over bills) otherwise 0 EUR}\n",
        "penalties: {uptime: (credit(uptime) of fee) otherwise 0 EUR}\n",
    )
    assert line.is_proven
    assert line.supposing == ("sum(amount over bills) is 100.00 EUR",)
    assert line.jumps[0].before == Quantity.money(10, "EUR")


def test_a_line_of_two_sums_is_looked_at_over_each_in_turn() -> None:
    cliffs = [
        message
        for code, message in said(
            "figures: {benchmark: sum(amount over bills) otherwise 0 EUR,"
            " actual: sum(cost over bills) otherwise 0 EUR, savings: benchmark - actual}\n",
            "incentives: {gain: {when: savings at least 2% of benchmark, pays: 80% of savings}}\n",
        )
        if code == "A202"
    ]
    # The last cent of cost decides 1.6% of the benchmark: 1,600,000 of 100,000,000.
    assert cliffs[-1] == (
        "'gain': the smallest difference of sum(cost over bills) decides 1.60 EUR at 98.00 EUR"
        " (where sum(amount over bills) is 100.00 EUR)"
    )


def test_a_share_of_what_evidence_brings_is_not_said_to_be_nothing() -> None:
    text = "penalties: {units: 'PAYS'}\nlimits: [penalties at most 100 EUR each month]\n"
    some = "(if uptime below 99% then 5% else 0%) of (2 EUR per failure * count(failures))"
    none = "(if uptime below 0% then 5% else 0%) of 10 EUR"
    codes = {pays: [code for code, _ in said(text.replace("PAYS", pays))] for pays in (some, none)}
    assert "A205" not in codes[some]
    assert "A205" in codes[none]
