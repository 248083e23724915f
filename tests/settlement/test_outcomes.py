"""What success of an outcome comes to, shared with one provider and with several."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.facts.figure import Absence, NoValue
from servanda.facts.statement import LinePurpose, LineStatus, Statement
from servanda.kernel.quantity import Quantity
from tests.settlement.scenes import MEASURE, line, paid, settled

NOT_A_CENT_MORE = "100000 EUR"


def served(
    attribution: str, provider: str, *, gain_of: str = NOT_A_CENT_MORE, when: str = ""
) -> str:
    """Return a text with an outcome whose success is shared."""
    return (
        MEASURE
        + f"""\
terms: {{before: 93.4%, part: {provider}}}
outcomes:
  reached:
    title: Payments reached
    owner: Head of Payments
    measure: up
    baseline: {{is: before, from: 2025-01-01, until: 2025-12-31}}
    target: {{is: at least 97%, by: 2026-12-31}}
    served with: [other]
    attribution: {attribution}
    shared success:
      gained: (up - before) as % of {gain_of}
      provider: part
{when}"""
    )


def amount(statement: Statement, name: str) -> Fraction:
    """Return what a figure of a statement came to."""
    value = next(each.value for each in statement.figures if each.name.split()[0] == name)
    assert isinstance(value, Quantity)
    return value.amount


def test_two_providers_settle_each_its_own_share() -> None:
    up = {"up": ["97", "93", "93.4", "99.99"]}
    first = settled(served("{client: 25%, provider: 40%, other: 35%}", "50%"), up)
    other = settled(served("{client: 25%, provider: 35%, other: 40%}", "60%"), up)
    assert [amount(each, "reached_gained") for each in first] == [3600, 0, 0, 6590]
    assert paid(first, "reached_shared") == [720, 0, 0, 1318]
    assert paid(other, "reached_shared") == [756, 0, 0, Fraction("1383.90")]
    shared = line(first[0], "reached_shared")
    assert shared.purpose is LinePurpose.INCENTIVE
    assert shared.title == "Shared success: Payments reached"
    assert shared.asked.text == "round(part of (40% of reached_gained) to 0.01 EUR down)"
    assert first[0].totals.incentives == Quantity.money("720", "EUR")


def test_half_cents_are_paid_to_nobody() -> None:
    both = [
        settled(served("{provider: 50%, other: 50%}", "100%", gain_of="1 EUR"), {"up": ["96.4"]})
        for _ in range(2)
    ]
    assert amount(both[0][0], "reached_gained") == Fraction("0.03")
    assert [paid(each, "reached_shared") for each in both] == [[Fraction("0.01")]] * 2


def test_nothing_is_shared_unless_the_condition_holds() -> None:
    text = served("{provider: 40%}", "50%", when="      when: up at least 98%\n")
    assert paid(settled(text, {"up": ["97", "98"]}), "reached_shared") == [0, 920]


def test_a_gain_that_nobody_knows_leaves_the_line_open() -> None:
    unknown = NoValue(Absence.NO_DATA)
    statement = settled(served("{provider: 40%}", "50%"), {"up": [unknown]})[0]
    assert line(statement, "reached_shared").status is LineStatus.OPEN


@settings(max_examples=25, deadline=None)
@given(
    first=st.integers(1, 9_999),
    part=st.integers(0, 100),
    other=st.integers(0, 100),
    up=st.decimals(0, 100, places=7),
)
def test_together_never_more_than_was_gained(first: int, part: int, other: int, up: object) -> None:
    mine, theirs = Fraction(first, 100), 100 - Fraction(first, 100)
    measured = {"up": [f"{up}"]}
    one = settled(
        served(f"{{provider: {float(mine)}%, other: {float(theirs):.2f}%}}", f"{part}%"), measured
    )[0]
    two = settled(
        served(f"{{provider: {float(theirs):.2f}%, other: {float(mine)}%}}", f"{other}%"), measured
    )[0]
    gained = amount(one, "reached_gained")
    assert gained == amount(two, "reached_gained")
    both = paid([one], "reached_shared") + paid([two], "reached_shared")
    assert 0 <= sum(both) <= gained
    assert sum(both) > gained * (mine * part + theirs * other) / 10_000 - Fraction(2, 100)
