"""Levels that were always or never met are told, once enough periods were judged."""

from __future__ import annotations

from servanda.facts.figure import Absence, NoValue
from servanda.settlement.targets import PERIODS_MIN, untested_targets
from tests.settlement.scenes import MEASURE, settled

BODY = """\
commitments:
  up: {expected: at least 99%}
"""


def told(*percents: str | NoValue) -> list[tuple[str, str]]:
    """Return what is said of a level that was measured so, period by period."""
    found = untested_targets(settled(MEASURE + BODY, {"up": percents}))
    return [(each.code, each.message) for each in found]


def test_a_level_that_was_always_met() -> None:
    assert told(*["99.5"] * PERIODS_MIN) == [
        ("S001", "'up' was met in each of the 6 periods judged")
    ]


def test_a_level_that_was_never_met() -> None:
    assert told(*["98"] * 7) == [("S002", "'up' was met in none of the 7 periods judged")]


def test_a_level_that_was_met_at_times_is_fine() -> None:
    assert told("98", *["99.5"] * 6) == []


def test_few_periods_say_nothing() -> None:
    assert told(*["99.5"] * (PERIODS_MIN - 1)) == []


def test_periods_without_data_do_not_count() -> None:
    assert told(*["99.5"] * (PERIODS_MIN - 1), NoValue(Absence.NO_DATA)) == []
