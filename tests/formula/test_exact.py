"""Exact evaluation: figures, absences, rows, the past, and the trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.facts.figure import Absence, NoValue, Value
from servanda.formula.exact import ROWS_TRACED_MAX, evaluate, evaluate_constant, value_of
from servanda.kernel.quantity import PERCENTAGE_POINTS, Quantity
from servanda.kernel.unit import BaseKind, Unit
from tests.formula.worlds import (
    ELAPSED,
    EUR,
    FAILURES,
    NO_DATA,
    FakePlace,
    euros,
    hours,
    number,
    read,
    ready,
    share,
    worth,
)

TOO_FEW = NoValue(Absence.TOO_FEW)
FAILURE = Unit.count("failure")


def rows(*found: Mapping[str, Value]) -> FakePlace:
    places = [FakePlace(values=values, label=f"F{n}") for n, values in enumerate(found, start=1)]
    return FakePlace(row_sets={"failures": places})


THREE = rows(
    {"restoration": euros("10.10"), "late": True, "length": hours("1"), "customer": "a"},
    {"restoration": euros("0.20"), "late": False, "length": hours("5"), "customer": "b"},
    {"restoration": euros("3"), "late": True, "length": hours("3"), "customer": "c"},
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(restoration over failures)", euros("13.30")),
        ("sum(restoration over failures where late)", euros("13.10")),
        ("sum(restoration over earlier failures)", euros("10.30")),
        ("mean(restoration over failures)", euros("13.30") / number(3)),
        ("least(restoration over failures)", euros("0.20")),
        ("greatest(length over failures)", hours("5")),
        ("median(length over failures)", hours("3")),
        ("median(length over earlier failures)", hours("3")),
        ("percentile(50%, length over failures)", hours("3")),
        ("percentile(67%, length over failures)", hours("5")),
        ("percentile(1%, length over failures)", hours("1")),
        ("percentile(100%, length over failures)", hours("5")),
        ("first(customer over failures where late)", "a"),
        ("last(customer over failures)", "c"),
        ("any(late over failures)", True),
        ("all(late over failures)", False),
        ("share(late over failures)", share("2/3")),
        ("count(failures)", Quantity(Fraction(3), FAILURE)),
        ("count(failures where not late)", Quantity(Fraction(1), FAILURE)),
    ],
)
def test_aggregate(text: str, expected: Value) -> None:
    assert worth(text, THREE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(restoration over failures)", euros("0")),
        ("count(failures)", Quantity(Fraction(0), FAILURE)),
        ("any(late over failures)", False),
        ("all(late over failures)", True),
        ("mean(restoration over failures) otherwise 7 EUR", euros("7")),
        ("least(length over failures) is known", False),
        ("first(customer over failures) is known", False),
        ("share(late over failures) is known", False),
        ("percentile(95%, length over failures) is known", False),
        ("median(length over failures) is known", False),
        ("nps(answer over failures) is known", False),
    ],
)
def test_aggregate_of_nothing(text: str, expected: Value) -> None:
    assert worth(text, rows()) == expected


def test_net_promoters_are_a_difference_of_shares() -> None:
    answers = rows(*({"answer": number(answer)} for answer in (10, 9, 8, 7, 6, 0)))
    assert worth("nps(answer over failures)", answers) == Quantity(Fraction(0), PERCENTAGE_POINTS)
    happier = rows(*({"answer": number(answer)} for answer in (10, 9, 8, 3)))
    assert worth("nps(answer over failures)", happier) == Quantity(
        Fraction(1, 4), PERCENTAGE_POINTS
    )


def test_a_row_without_value_makes_the_aggregate_absent_unless_others_decide() -> None:
    doubtful = rows(
        {"restoration": euros("1"), "late": True, "customer": "a"},
        {"restoration": NO_DATA, "late": NO_DATA, "customer": NO_DATA},
    )
    assert worth("sum(restoration over failures)", doubtful) == NO_DATA
    assert worth("sum(restoration otherwise 0 over failures)", doubtful) == euros("1")
    assert worth("sum(restoration over failures where late)", doubtful) == NO_DATA
    assert worth("count(failures where late)", doubtful) == NO_DATA
    assert worth("any(late over failures)", doubtful) is True
    assert worth("all(late over failures)", doubtful) == NO_DATA
    assert worth("first(customer over failures)", doubtful) == "a"
    assert worth("last(customer over failures)", doubtful) == NO_DATA


def test_the_outer_row_is_seen_from_the_inner_one() -> None:
    inner = [FakePlace(values={"length": hours(h)}) for h in ("1", "4", "9")]
    place = FakePlace(values={"length": hours("4")}, row_sets={"failures": inner})
    text = "count(failures where length at least this.length)"
    assert worth(text, place, FAILURES) == Quantity(Fraction(2), FAILURE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("uptime", TOO_FEW),
        ("1 - uptime", TOO_FEW),
        ("uptime at least 1%", TOO_FEW),
        ("uptime + tickets / tickets", NO_DATA),
        ("if uptime above 1 then fee else 0", TOO_FEW),
        ("not (uptime above 1)", TOO_FEW),
        ("met and uptime above 1", TOO_FEW),
        ("not met and uptime above 1", False),
        ("met or uptime above 1", True),
        ("uptime above 1 or met", True),
        ("uptime above 1 and not met", False),
        ("uptime above 1 or not met", TOO_FEW),
        ("uptime otherwise 50%", share("1/2")),
        ("uptime is known", False),
        ("uptime is not known", True),
        ("fee is known", True),
        ("uptime in [1, 50%]", TOO_FEW),
        ("50% in [uptime, 50%]", True),
        ("50% in [uptime, 40%]", TOO_FEW),
        ("50% not in [uptime, 50%]", False),
        ("least(uptime, 50%)", TOO_FEW),
        ("round(uptime to 1% up)", TOO_FEW),
        ("10 EUR per full 1% of uptime", TOO_FEW),
        ("credit(uptime)", TOO_FEW),
        ("-uptime", TOO_FEW),
        ("uptime as %", TOO_FEW),
        ("credit(restore)", share("1/10")),
        ("severity(restore).points", Quantity(Fraction(1, 10), Unit.of(BaseKind.SERVICE_POINT))),
        ("allowed['P1']", hours("4")),
        ("allowed[level]", NO_DATA),
        (
            "fee / tickets otherwise 3 EUR per incident",
            euros("3") / Quantity(Fraction(1), Unit.count("incident")),
        ),
        ("period.start + 1 months", date(2026, 2, 28)),
        ("period.start - 2025-12-31", Quantity(Fraction(31), Unit.of(BaseKind.DAY))),
    ],
)
def test_value_and_absence(text: str, expected: Value) -> None:
    place = FakePlace(
        values={
            "uptime": TOO_FEW,
            "restore": share("0.98"),
            "fee": euros("1000"),
            "tickets": Quantity(Fraction(0), Unit.count("incident")),
            "met": True,
            "level": "P9",
            "allowed[P1]": hours("4"),
            "period.start": date(2026, 1, 31),
        }
    )
    found = worth(text, place)
    if isinstance(expected, NoValue):
        assert isinstance(found, NoValue)
        assert found.why is expected.why
    else:
        assert found == expected


def test_the_gravest_absence_is_given() -> None:
    grave = NoValue(Absence.REFUSED)
    place = FakePlace(values={"uptime": TOO_FEW, "restore": grave, "met": True})
    assert worth("uptime + (restore - 1%)", place) == grave
    assert worth("(restore - 1%) + uptime", place) == grave


def test_steps_beside_zero() -> None:
    owed = "45 EUR per {} 12 hours of (downtime - 12 hours)"
    for downtime, full, started, nearest in (
        ("0", "-45", "-45", "-45"),
        ("11", "0", "-45", "0"),
        ("12", "0", "0", "0"),
        ("18", "0", "45", "45"),
        ("24", "45", "45", "45"),
    ):
        place = FakePlace(values={"downtime": hours(downtime)})
        for size, expected in (("full", full), ("started", started), ("nearest", nearest)):
            assert worth(owed.format(size), place) == euros(expected)


def past(*met: Value) -> FakePlace:
    """Return the last of some periods, each knowing those before it."""
    place = FakePlace()
    for index, value in enumerate(met):
        before = () if index == 0 else (*place.past, place)
        place = FakePlace(values={"met": value, "fee": euros(str(index))}, past=before)
    return place


def test_earlier_periods() -> None:
    assert worth("previous fee", past(True, True, True)) == euros("1")
    assert worth("fee 2 months ago", past(True, True, True)) == euros("0")
    before = worth("fee 3 months ago", past(True, True, True))
    assert isinstance(before, NoValue)
    assert before.why is Absence.BEFORE_START
    assert worth("previous fee otherwise 5 EUR", past(True)) == euros("5")


@pytest.mark.parametrize(
    ("met", "length"),
    [
        ((True,), 1),
        ((False,), 0),
        ((True, True, True), 3),
        ((True, False, True, True), 2),
        ((NO_DATA, False, True), 1),
    ],
)
def test_run(met: tuple[Value, ...], length: int) -> None:
    assert worth("run(met)", past(*met)) == number(length)


def test_run_that_reaches_what_is_not_known() -> None:
    assert worth("run(met)", past(True, NO_DATA, True)) == NO_DATA


def test_trace_opens_the_formula_down_to_its_names() -> None:
    place = FakePlace(values={"fee": euros("1234.567"), "uptime": NO_DATA})
    step = evaluate(ready("round(12% of fee to 0.01 EUR half-up)"), place, name="credit")
    assert (step.name, step.text, step.value) == (
        "credit",
        "round(12% of fee to 0.01 EUR half-up)",
        euros("148.15"),
    )
    rounding = step.of[0]
    assert rounding.note == "148.14804 EUR rounded half-up to 0.01 EUR"
    assert [inner.name for inner in rounding.of] == ["fee"]


def test_trace_shows_the_branch_taken_alone() -> None:
    place = FakePlace(values={"met": True, "fee": euros("1"), "points": number(1)})
    step = evaluate(ready("if met then fee else 0 EUR * points / 1 point"), place)
    assert [inner.name for inner in step.of] == ["met", "fee"]


def test_trace_says_why_a_division_gave_nothing() -> None:
    place = FakePlace(
        values={"fee": euros("1"), "tickets": Quantity(Fraction(0), Unit.count("incident"))}
    )
    step = evaluate(ready("fee / tickets"), place)
    assert step.value == NoValue(Absence.NO_DATA, "division by zero")
    assert step.of[-1].note == "division by zero"


def test_trace_of_an_aggregate_keeps_rows_and_says_how_many_there_were() -> None:
    step = evaluate(ready("sum(restoration over failures where late)"), THREE)
    total = step.of[0]
    assert total.note == "2 of 3 rows"
    assert [(row.name, row.value) for row in total.of] == [
        ("F1", euros("10.10")),
        ("F3", euros("3")),
    ]
    assert [inner.name for inner in total.of[0].of] == ["late", "restoration"]


def test_trace_of_many_rows_is_bounded() -> None:
    many = rows(*({"restoration": euros("1")} for _ in range(ROWS_TRACED_MAX + 50)))
    step = evaluate(ready("sum(restoration over failures)"), many)
    assert step.value == euros(str(ROWS_TRACED_MAX + 50))
    assert len(step.of[0].of) == ROWS_TRACED_MAX
    assert step.of[0].note == "350 rows; the first 300 shown, and 50 more"


def test_constant_asks_nothing() -> None:
    assert evaluate_constant(ready("2 * 3 EUR")).value == euros("6")
    for text in ("fee", "restore.met", "allowed['P1']", "credit(1)", "previous fee", "run(met)"):
        with pytest.raises(LookupError):
            evaluate_constant(ready(text))
    with pytest.raises(LookupError):
        evaluate_constant(ready("count(failures)"))
    with pytest.raises(LookupError, match="outer row"):
        value_of(read("this.fee"), FakePlace())


amounts = st.decimals(-1000, 1000, places=3).map(Fraction)


@given(amounts, amounts)
def test_value_with_and_without_trace_agree(fee: Fraction, downtime: Fraction) -> None:
    place = FakePlace(
        values={
            "fee": Quantity(fee, EUR),
            "downtime": Quantity(downtime, ELAPSED),
            "met": fee > 0,
        }
    )
    text = (
        "round(if met then least(fee, 3 EUR per started 2 minutes of downtime) else -fee"
        " to 0.01 EUR half-even) otherwise 0"
    )
    tree = ready(text)
    assert evaluate(tree, place).value == value_of(tree, place)


@given(st.lists(amounts, min_size=1), st.integers(1, 100))
def test_nearest_rank(answers: list[Fraction], percent: int) -> None:
    place = rows(*({"answer": Quantity(answer)} for answer in answers))
    found = worth(f"percentile({percent}%, answer over failures)", place)
    assert isinstance(found, Quantity)
    at_or_below = [answer for answer in answers if answer <= found.amount]
    below = [answer for answer in answers if answer < found.amount]
    needed = Fraction(percent, 100) * len(answers)
    assert len(below) < needed <= len(at_or_below)
