"""Favours that have become a habit: found, and drafted as an amendment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from servanda.drafting.favour_text import Favour, favour_amendment
from servanda.kernel.diagnostic import near_match
from servanda.partnership.goodwill import Habit, habits, waived_by_habit
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.reviewing import together

__all__ = ["NoHabit", "drafted", "habits_of", "waived_rights"]


class NoHabit(MisusedCommand):
    """A favour was named that is none, or no habit."""

    def __init__(self, favour: str, known: list[str]) -> None:
        near = near_match(favour, known)
        others = f"habits are: {', '.join(known)}" if known else "no favour is one so far"
        super().__init__(
            f"'{favour}' is no habit; " + (f"did you mean '{near}'?" if near else others)
        )


def habits_of(desk: Desk) -> tuple[Habit, ...]:
    """Return the favours that are a habit by the agreement."""
    return habits(desk.history.latest.goodwill, together(desk))


def waived_rights(desk: Desk) -> Mapping[tuple[str, str], int]:
    """Return the lines that a party gave up again and again: how often, by party and line."""
    return waived_by_habit((each.waived_by, each.line.name) for each in desk.standing.waivers)


def drafted(desk: Desk, favour: str, first_day: date) -> str:
    """Return the draft of an amendment that makes ordered work of a habit.

    Raises:
        NoHabit: There is no such favour, or it is no habit.
    """
    found = {each.favour: each for each in habits_of(desk)}
    habit = found.get(favour)
    if habit is None:
        raise NoHabit(favour, sorted(found))
    return favour_amendment(
        desk.history,
        Favour(
            name=habit.favour,
            what=habit.given[-1].given.what,
            times=len(habit.given),
            stretch=habit.stretch,
            worth=habit.worth,
            given_by=habit.given_by,
        ),
        first_day,
    )
