"""Periods stated before a text took over; conditions on evidence; groups; what limits did."""

from __future__ import annotations

from fractions import Fraction

from servanda.facts.figure import Absence, NoValue
from servanda.facts.statement import LineStatus, Statement
from servanda.kernel.quantity import Quantity
from servanda.settlement.telling import diagnostics_of
from tests.settlement.scenes import EVIDENCE, MEASURE, line, paid, row, settled

STATED = """\
  on_paper:
    each: record
    at: month
    columns:
      month: instant
      charged: {type: money EUR, only: known}
      paid: {type: money EUR, only: known}
"""
BODY = (
    STATED
    + MEASURE
    + """\
history: {until: 2026-02-28, from: on_paper, gives: {fee: charged, credit: paid}}
figures:
  fee: 100 EUR
  before: previous fee otherwise 0 EUR
penalties:
  credit: 30 EUR
limits:
  - name: yearly
    of: [credit]
    within: this year
    at most: 20% of sum(fee over months in this year)
"""
)


def euros(amount: str) -> Quantity:
    return Quantity.money(amount, "EUR")


def stated(month: str, charged: str, given: str):  # type: ignore[no-untyped-def] # a row
    return row("history", month, f"{month}-15T00:00:00Z", charged=euros(charged), paid=euros(given))


def figure(statement: Statement, name: str) -> object:
    return next(
        step.value
        for step in statement.figures
        if step.name == f"{name} in {statement.period.label}"
    )


def test_stated_periods_are_looked_back_on_and_not_settled() -> None:
    rows = {"history": [stated("2026-01", "200", "35"), stated("2026-02", "100", "10")]}
    statements = settled(BODY, {"up": ["100"] * 4}, rows=rows)
    assert [each.period.label for each in statements] == ["2026-03", "2026-04"]
    # 20% of 200 + 100 + 100 is 80, of which 45 was given before: 30 fits, then 5 + 20 less 30.
    assert paid(statements, "credit") == [Fraction(30), Fraction(25)]
    assert figure(statements[0], "before") == euros("100")


def test_money_that_nothing_states_is_zero_and_rows_add_up() -> None:
    rows = {"history": [stated("2026-01", "60", "5"), stated("2026-01", "40", "5")]}
    statements = settled(BODY, {"up": ["100"] * 3}, rows=rows)
    assert figure(statements[0], "before") == euros("0")
    assert statements[0].limits[0].cap == euros("40")
    assert statements[0].limits[0].used == euros("10")


def test_what_is_not_stated_is_not_known() -> None:
    body = BODY.replace("fee: charged, ", "")
    statements = settled(body, {"up": ["100"] * 3})
    assert statements[0].limits == ()
    assert line(statements[0], "credit").status is LineStatus.OPEN


MUST = (
    MEASURE
    + """\
rows: {failures: {each: failure, from: outages}}
must:
  - 40% + 60% = 100%
  - {holds: all(users at most 10 over failures), says: nobody has more than ten users}
penalties: {credit: 30 EUR}
"""
)


def test_evidence_that_breaks_a_condition_settles_nothing() -> None:
    many = row("failures", "a", "2026-02-03T00:00:00Z", users=Quantity(Fraction(11)))
    few = row("failures", "b", "2026-01-03T00:00:00Z", users=Quantity(Fraction(10)))
    statements = settled(MUST, {"up": ["100"] * 3}, rows={"failures": [many, few]})
    assert [each.refused for each in statements] == [(), ("nobody has more than ten users",), ()]
    assert paid(statements, "credit") == [30, 0, 30]
    refused = line(statements[1], "credit")
    assert refused.status is LineStatus.OPEN
    assert refused.stages[-1].note == "not settled: nobody has more than ten users"
    [told] = diagnostics_of(statements[1])
    assert (told.code, "nobody has more than ten users" in told.message) == ("S011", True)


def test_a_condition_that_cannot_be_known_does_not_hold() -> None:
    unknown = row("failures", "a", "2026-01-03T00:00:00Z", users=NoValue(Absence.NO_DATA))
    [statement] = settled(MUST, {"up": ["100"]}, rows={"failures": [unknown]})
    assert statement.refused == ("nobody has more than ten users",)


GROUPS = (
    MEASURE
    + """\
rows:
  failures: {each: failure, from: outages}
  sites: {each: site, group: failures, by: [service]}
figures:
  worst: {for each: site, is: greatest(users over failures) otherwise 0}
  all_worst: sum(worst over sites)
"""
)


def test_a_group_sees_its_own_members() -> None:
    failures = [
        row("failures", key, f"2026-01-0{day}T00:00:00Z", service=service, users=Quantity(users))
        for key, day, service, users in (
            ("a", 1, "cards", Fraction(5)),
            ("b", 2, "cards", Fraction(9)),
            ("c", 3, "loans", Fraction(2)),
        )
    ]
    sites = [
        row("sites", service, f"2026-01-0{day}T00:00:00Z", service=service)
        for service, day in (("cards", 1), ("loans", 3))
    ]
    [statement] = settled(GROUPS, {"up": ["100"]}, rows={"failures": failures, "sites": sites})
    assert figure(statement, "all_worst") == Quantity(Fraction(11))
    assert [step.value for step in statement.row_figures] == [
        Quantity(Fraction(9)),
        Quantity(Fraction(2)),
    ]


def test_a_limit_says_what_it_did() -> None:
    body = MEASURE + (
        "penalties: {credit: 30 EUR}\n"
        "limits: [{name: invoice, of: [credit], at most: 20 EUR, rest: carries over}]\n"
    )
    first, second = settled(body, {"up": ["100"] * 2})
    assert (first.limits[0].before, first.limits[0].after) == (euros("30"), euros("20"))
    assert [each.limits[0].carried for each in (first, second)] == [euros("10"), euros("20")]


def test_the_evidence_of_scenes_has_users() -> None:
    assert "users: whole number" in EVIDENCE
