"""What a result gives a right to, from when and until when."""

from __future__ import annotations

from datetime import date

from servanda.facts.figure import NoValue
from servanda.facts.statement import RightStanding, RightState
from tests.settlement.scenes import MEASURE, MONTHLY, NO_DATA, settled

BODY = (
    MEASURE
    + """\
commitments:
  up: {expected: at least 99%}
rights:
  step_in:
    kind: step-in
    held by: client
    when: up.missed
    until: period.end + 45 calendar days
    notice: 1 month
  plan: {kind: improvement plan, when: up.missed}
"""
)


def states(
    *measured: str | NoValue, name: str = "step_in", settlement: str = MONTHLY, body: str = BODY
) -> list[RightState]:
    statements = settled(body, {"up": measured}, settlement=settlement)
    return [
        next(each for each in statement.rights if each.name == name) for statement in statements
    ]


def test_a_right_stands_until_its_last_day_and_lapses_once() -> None:
    found = states("90", "99.5", "99.5", "99.5")
    assert [each.standing for each in found] == [
        RightStanding.ARISEN,
        RightStanding.STANDS,
        RightStanding.LAPSED,
        RightStanding.NOT_GIVEN,
    ]
    assert [each.until for each in found] == [*[date(2026, 3, 18)] * 3, None]
    assert [each.effective for each in found] == [date(2026, 3, 1), date(2026, 4, 1), None, None]


def test_another_miss_gives_it_again_and_moves_its_end() -> None:
    found = states("90", "90", "99.5")
    assert found[1].standing is RightStanding.ARISEN
    assert (found[1].since, found[1].until) == (date(2026, 2, 1), date(2026, 4, 15))
    # What arose in January ended with 18 March; February's is what still stands.
    assert (found[2].since, found[2].until) == (date(2026, 3, 1), date(2026, 4, 15))


def test_without_an_end_it_stands_while_results_give_it() -> None:
    found = states("90", "99.5", "99.5", name="plan")
    assert [each.standing for each in found] == [
        RightStanding.ARISEN,
        RightStanding.LAPSED,
        RightStanding.NOT_GIVEN,
    ]
    assert [each.until for each in found] == [None, None, None]
    assert found[0].effective == date(2026, 2, 1)


def test_what_is_not_known_gives_no_right_and_takes_none() -> None:
    found = states(NO_DATA, "90", NO_DATA)
    assert [each.standing for each in found] == [
        RightStanding.UNKNOWN,
        RightStanding.ARISEN,
        RightStanding.STANDS,
    ]


def test_stabilization_gives_no_right() -> None:
    settlement = "settlement: {every: month, currency: EUR, stabilization: 1 month}\n"
    found = states("90", "90", settlement=settlement)
    assert [each.standing for each in found] == [RightStanding.NOT_GIVEN, RightStanding.ARISEN]
