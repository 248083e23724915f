"""From measured figures to money: every stage, exactly."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from textwrap import dedent

import pytest

from servanda.facts.figure import NoValue
from servanda.facts.statement import LevelReached, LineStatus
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import BaseKind, Unit
from servanda.settlement.canonical import statement_bytes, statement_json
from servanda.settlement.given import Given
from servanda.settlement.settle import settle
from tests.settlement.scenes import (
    EVIDENCED,
    MEASURE,
    NO_DATA,
    line,
    paid,
    row,
    settled,
    share,
)

POOL = (
    MEASURE
    + """\
terms: {fee: 10000.00 EUR, at_risk: 12% of fee}
commitments:
  up: {expected: at least 99.9%, minimum: at least 99.0%}
penalties:
  up: {of: at_risk, pool: 40%, below expected: 50%, below minimum: 100%}
limits: [penalties at most at_risk each month]
"""
)


def test_a_pool_pays_by_the_level_reached() -> None:
    statements = settled(POOL, {"up": ["99.95", "99.9", "99.5", "99", "98.99"]})
    assert paid(statements, "up") == [0, 0, 240, 240, 480]
    levels = [statement.assessments[0].level for statement in statements]
    assert levels == [
        LevelReached.EXPECTED,
        LevelReached.EXPECTED,
        LevelReached.BELOW_EXPECTED,
        LevelReached.BELOW_EXPECTED,
        LevelReached.BELOW_MINIMUM,
    ]


def test_the_exact_value_is_compared_not_the_displayed_one() -> None:
    statements = settled(POOL, {"up": ["99.8999999999999999999999"]})
    assert paid(statements, "up") == [240]


def test_a_repeat_doubles_and_does_not_compound() -> None:
    body = POOL.replace("below minimum: 100%}", "below minimum: 100%, repeat: x2}")
    body = body.replace("at_risk each month", "fee each month")
    statements = settled(body, {"up": ["99.5", "99.5", "99.5", "99.95", "99.5"]})
    assert paid(statements, "up") == [240, 480, 480, 0, 240]


@pytest.mark.parametrize(
    ("rule", "status", "pays"),
    [
        ("not settled", LineStatus.OPEN, 0),
        ("met", LineStatus.OWED, 0),
        ("missed", LineStatus.OWED, 480),
    ],
)
def test_no_data_follows_the_agreement_and_is_never_zero(
    rule: str, status: LineStatus, pays: int
) -> None:
    body = POOL.replace("no data: not settled", f"no data: {rule}")
    statement = settled(body, {"up": [NO_DATA]})[0]
    settled_line = line(statement, "up")
    assert settled_line.status is status
    assert settled_line.payable.amount == pays
    assert "no data" in statement.assessments[0].rule


def test_stabilization_shows_what_would_have_been_paid() -> None:
    monthly = "settlement: {every: month, currency: EUR, rounding: 0.01 EUR half-up, "
    statements = settled(
        POOL,
        {"up": ["98", "98", "98"]},
        settlement=monthly + "stabilization: 2 months}\n",
    )
    assert paid(statements, "up") == [0, 0, 480]
    first = line(statements[0], "up")
    assert first.status is LineStatus.SHOWN
    assert [(stage.name, stage.amount.amount) for stage in first.stages] == [
        ("asked", Fraction(480)),
        ("stabilization", Fraction(0)),
    ]


def test_limits_apply_in_their_order_and_look_back() -> None:
    body = (
        MEASURE
        + """\
terms: {fee: 1000.00 EUR}
commitments:
  up: {expected: at least 99%}
penalties:
  up: {pays: "(if up.met then 0% else 20%) of fee"}
limits:
  - penalties at most 10% of fee each month
  - penalties at most 25% of fee each quarter
  - {name: ever, of: [penalties], at most: 400 EUR, within: the agreement}
"""
    )
    statements = settled(body, {"up": ["90"] * 7})
    assert paid(statements, "up") == [100, 100, 50, 100, 50, 0, 0]
    assert next(stage.name for stage in line(statements[2], "up").stages) == "asked"


def test_the_clients_own_miss_relieves_the_provider() -> None:
    body = """\
    measures:
      up: {from: outages, availability: {}, value: availability, no data: not settled}
      decided: {from: outages, availability: {}, value: availability, no data: met}
    terms: {fee: 1000.00 EUR}
    commitments:
      up: {expected: at least 99%}
      decided: {by: client, expected: at least 90%, relieves: {up: 25%}}
    penalties:
      up: {of: fee, pool: 40%, below expected: 100%}
    limits: [penalties at most fee each month]
    """
    statements = settled(body, {"up": ["98", "98"], "decided": ["95", "80"]})
    assert paid(statements, "up") == [400, 300]
    relieved = line(statements[1], "up")
    assert relieved.status is LineStatus.RELIEVED
    assert [stage.amount.amount for stage in relieved.stages] == [400, 300]
    assert "client" in relieved.stages[1].note


def test_misses_of_the_client_relieve_together_and_at_most_all() -> None:
    body = """\
    measures:
      up: {from: outages, availability: {}, value: availability, no data: not settled}
      decided: {from: outages, availability: {}, value: availability, no data: met}
      tested: {from: outages, availability: {}, value: availability, no data: met}
    terms: {fee: 1000.00 EUR}
    commitments:
      up: {expected: at least 99%}
      decided: {by: client, expected: at least 90%, relieves: {up: 25%}}
      tested: {by: client, expected: at least 50%, relieves: {up: 50%}}
      early: {by: client, measure: tested, expected: at least 20%, relieves: {up: 50%}}
    penalties:
      up: {of: fee, pool: 40%, below expected: 100%}
    limits: [penalties at most fee each month]
    """
    measured = {"up": ["98"] * 3, "decided": ["80"] * 3, "tested": ["60", "40", "10"]}
    statements = settled(body, measured)
    assert paid(statements, "up") == [300, 100, 0]


def test_a_line_taken_out_has_used_up_the_limit_that_it_shared() -> None:
    body = (
        MEASURE
        + """\
terms: {fee: 1000.00 EUR}
commitments:
  up: {expected: at least 99%}
penalties:
  up: {of: fee, below expected: 20%}
  other: {of: fee, below expected: 10%, commitment: up}
limits: [penalties at most 40% of fee each year]
"""
    )
    amendment = """\
    servanda: 1
    agreement: scene
    amends: {number: 1, from: 2026-02-01, title: One penalty}
    penalties: {up: remove}
    """
    statements = settled(body, {"up": ["98"] * 3}, amendments=[amendment])
    assert paid(statements, "other") == [100, 100, 0]


def test_what_carries_over_does_not_pass_a_limit_before_it() -> None:
    body = (
        MEASURE
        + """\
terms: {fee: 1000.00 EUR}
commitments:
  up: {expected: at least 99%}
penalties:
  up: {pays: "if up below 50% then 300 EUR else if up below 99% then 50 EUR else 0 otherwise 0"}
limits:
  - penalties at most 100 EUR each month
  - {name: quarterly, of: [penalties], at most: 150 EUR, within: this quarter, rest: carries over}
"""
    )
    statements = settled(body, {"up": ["40", "40", "100", "98", "100"]})
    # February leaves 50 unpaid; April has room for it beside its own 50, and for no more.
    assert paid(statements, "up") == [100, 50, 0, 100, 0]
    stages = [stage.name for stage in line(statements[3], "up").stages]
    assert stages == ["asked", "quarterly"]


def hours(count: int) -> Quantity:
    return Quantity(Fraction(count * 3600), Unit.of(BaseKind.ELAPSED))


def test_an_amount_per_event_is_added_up_over_the_events_of_the_period() -> None:
    body = (
        MEASURE
        + """\
rows:
  failures: {each: failure, from: outages, counts in: ended}
penalties:
  restoration:
    for each: failure
    when: length above 12 hours
    pays: 45 EUR per full 12 hours of (length - 12 hours)
limits: [penalties at most 1000 EUR each month]
"""
    )
    rows = {
        "failures": [
            row("failures", "o3", "2026-02-01T00:00:00Z", length=hours(36)),
            row("failures", "o2", "2026-01-20T00:00:00Z", length=hours(40)),
            row("failures", "o1", "2026-01-10T00:00:00Z", length=hours(12)),
        ]
    }
    statements = settled(body, {"up": ["100", "100"]}, rows=rows)
    assert paid(statements, "restoration") == [90, 90]
    opened = line(statements[0], "restoration").asked
    assert [step.name for step in opened.of][:2]


def test_the_last_days_of_a_period_end_before_the_next_one_begins() -> None:
    body = (
        MEASURE
        + """\
rows:
  failures: {each: failure, from: outages, counts in: ended}
penalties:
  often: {when: count(failures in last 10 days) at least 1 failure, pays: 5 EUR}
limits: [penalties at most 100 EUR each month]
"""
    )
    rows = {"failures": [row("failures", "o1", "2026-02-01T00:00:00Z", length=hours(1))]}
    statements = settled(body, {"up": ["100"] * 2}, rows=rows)
    assert paid(statements, "often") == [0, 0]
    late = {"failures": [row("failures", "o1", "2026-01-22T00:00:00Z", length=hours(1))]}
    assert paid(settled(body, {"up": ["100"] * 2}, rows=late), "often") == [5, 0]


def test_segments_have_lines_of_their_own_and_share_a_limit() -> None:
    body = """\
    measures:
      up:
        from: outages
        availability: {}
        by: [service]
        value: availability
        no data: not settled
    terms: {fee: 100.00 EUR}
    commitments:
      up: {expected: at least 99%}
    penalties:
      up: {of: fee, below expected: 100%}
    limits: [penalties at most 100.00 EUR each month]
    """
    cards, loans = (("service", "cards"),), (("service", "loans"),)
    statement = settled(body, {"up": [{cards: "98", loans: "97"}]})[0]
    assert line(statement, "up", cards).payable.amount == 50
    assert line(statement, "up", loans).payable.amount == 50


def test_an_amendment_governs_from_its_first_whole_period() -> None:
    amendment = """\
    servanda: 1
    agreement: scene
    amends: {number: 1, from: 2026-02-01, title: Less strict}
    commitments:
      up: {expected: at least 99.0%, minimum: at least 98.0%}
    """
    statements = settled(POOL, {"up": ["99.5", "99.5"]}, amendments=[amendment])
    assert paid(statements, "up") == [240, 0]
    assert [statement.sources.amendment for statement in statements] == [0, 1]


def test_a_figure_looks_back_over_earlier_periods() -> None:
    body = (
        MEASURE
        + """\
commitments:
  up: {expected: at least 99%}
figures:
  misses: count(last 3 months where up.missed)
penalties:
  default: {when: misses at least 2, pays: 500 EUR, commitment: up}
limits: [penalties at most 1000 EUR each month]
"""
    )
    statements = settled(body, {"up": ["98", "99", "98", "99", "99", "98"]})
    assert paid(statements, "default") == [0, 0, 500, 0, 0, 0]


def test_a_line_rounds_where_the_agreement_says() -> None:
    body = (
        MEASURE
        + """\
charges:
  fee: 100.00 EUR * (1 / 3)
penalties:
  up: {pays: 100% of (10 EUR / 3)}
limits: [penalties at most 100 EUR each month]
"""
    )
    statement = settled(body, {"up": ["98"]})[0]
    assert statement.totals.net.amount == Fraction("33.33") - Fraction("3.33")
    assert [stage.name for stage in line(statement, "up").stages] == ["asked", "rounding"]


def test_what_is_rounded_off_to_keep_a_limit_stands_on_its_line() -> None:
    body = (
        MEASURE
        + """penalties:
  first: {pays: 300 EUR}
  second: {pays: 300 EUR}
  third: {pays: 300 EUR}
limits: [penalties at most 200 EUR each month]
"""
    )
    statement = settled(body, {"up": ["98"]})[0]
    evened_out = {each.name: each.evened_out for each in statement.lines}
    assert evened_out == {"first": Quantity.money("-0.01", "EUR"), "second": None, "third": None}
    assert line(statement, "first").stages[-1].note == (
        "to 0.01 EUR half-up; 0.01 EUR less, so that no limit is passed"
    )
    assert statement.totals.service_credits == Quantity.money(200, "EUR")


def test_bytes_do_not_depend_on_the_order_of_what_is_given() -> None:
    names = {"up": ["98", "99.95", "99.5"]}
    first = [statement_bytes(each) for each in settled(POOL, names)]
    again = [statement_bytes(each) for each in settled(POOL, names)]
    assert first == again


def test_a_statement_names_its_sources_and_format() -> None:
    body = statement_json(settled(POOL, {"up": ["98"]})[0])
    assert body["format"] == "servanda/statement/1"
    assert body["sources"]["semantics"] == 1
    assert len(body["sources"]["agreement_sha256"]) == 64
    assert body["lines"][0]["payable"] == {"amount": "480", "unit": "EUR"}


def test_measurements_in_any_order_give_the_same_statements() -> None:
    from servanda.agreement.periods import periods_of
    from servanda.agreement.read.versions import read_texts
    from tests.settlement.scenes import EVIDENCE, HEAD, MONTHLY, _measurements

    reading = read_texts([("scene.yaml", (HEAD + MONTHLY + EVIDENCE + POOL).encode())])
    assert reading.history is not None
    periods = periods_of(reading.history, None)[:3]
    measured = _measurements({"up": ["98", "99.95", "99.5"]}, periods)
    given = Given(history=reading.history, periods=periods, measurements=measured, rows={})
    shuffled = list(measured)
    random.Random(7).shuffle(shuffled)
    assert shuffled != measured
    left = [statement_bytes(each) for each in settle(given, EVIDENCED)]
    right = [
        statement_bytes(each) for each in settle(replace(given, measurements=shuffled), EVIDENCED)
    ]
    assert left == right


def test_what_was_not_measured_is_no_data() -> None:
    statement = settled(POOL, {"up": []}, count=1)[0]
    assert isinstance(statement.assessments[0].measurement.value, NoValue)
    assert share("50").amount == Fraction(1, 2)


def test_lines_of_one_commitment_are_told_apart_by_their_names() -> None:
    body = POOL.replace("penalties:\n", "penalties:\n  hours: {pays: 10 EUR, commitment: up}\n")
    statement = settled(body, {"up": ["99.5"]})[0]
    assert [each.title for each in statement.lines] == ["hours", line(statement, "up").title]
    assert line(statement, "up").title == statement.assessments[0].title


def test_a_column_hides_the_figure_that_is_made_of_it() -> None:
    body = """
    rows:
      failures: {each: failure, from: outages}
    figures:
      users: sum(users over failures) otherwise 0
      length: sum(length over failures where length above users * 1 hour)
    penalties:
      many: {pays: 5 EUR * users}
      again: {pays: 1 EUR per hour * (previous length otherwise 0 hours)}
    """
    hour = Quantity(Fraction(3600), Unit.of(BaseKind.ELAPSED))
    rows = [
        row("failures", key, moment, users=Quantity(Fraction(users)), length=hour)
        for key, moment, users in (("A", "2026-01-05", 3), ("B", "2026-01-06", 0))
        for moment in [f"{moment}T00:00:00Z"]
    ]
    found = settled(MEASURE + dedent(body), {"up": ["99", "99"]}, rows={"failures": rows})
    assert paid(found, "many") == [15, 0]
    # The figure's own name inside the brackets is the row's column, and outside the figure itself.
    assert paid(found, "again") == [0, 1]
