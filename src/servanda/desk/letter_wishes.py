"""What people want to be written to of, how often, and at which hour by their own clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from servanda.businesstime.zone import load_zone
from servanda.desk.callers import Caller, allow
from servanda.desk.letter_sorts import LETTER_SORTS, sort_of
from servanda.kernel.diagnostic import near_match
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Person, ReminderWish

__all__ = [
    "LetterWishes",
    "Needed",
    "NoHour",
    "NotAWish",
    "is_wanted",
    "turn_of",
    "wish_letters",
]

_UTC = "UTC"
_HOURS = 24
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class NotAWish(MisusedCommand):
    """People are not written to so."""

    def __init__(self, text: str) -> None:
        near = near_match(text, ReminderWish.values)
        hint = f"; did you mean '{near}'?" if near else ""
        super().__init__(f"'{text}' is none of {', '.join(ReminderWish.values)}{hint}")


class Needed(MisusedCommand):
    """A sort of letters was to be switched off that cannot be, or that there is not."""

    def __init__(self, name: str) -> None:
        found = {each.name: each for each in LETTER_SORTS}
        if name in found:
            why = f"letters on {found[name].about} cannot be switched off: {found[name].needed}"
        else:
            able = [each for each in found if not found[each].needed]
            why = f"'{name}' is no sort of letters; those that can be switched off: "
            why += ", ".join(able)
        super().__init__(why)


class NoHour(MisusedCommand):
    """Letters were asked for at an hour that there is not."""

    def __init__(self) -> None:
        super().__init__(f"an hour of the day is a whole number from 0 to {_HOURS - 1}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWishes:
    """Say what changes in how one is written to; what is absent stays.

    Args:
        how_often: One of ``ReminderWish``.
        without: Names of the sorts of letters that are not wanted.
        hour: At which hour of the day letters come that do not come at once, 0 to 23, by the
            person's own clock.
    """

    how_often: str | None = None
    without: Iterable[str] | None = None
    hour: int | None = None


def wish_letters(caller: Caller, wishes: LetterWishes) -> Person:
    """Say how often one wants to be written to, of what, and when.

    Raises:
        NotInScope: As the table of rights says.
        NotAWish, Needed, NoHour: What was sent is none, or cannot be switched off.
    """
    allow(caller, "reminders chosen")
    changes: dict[str, object] = {}
    if wishes.how_often is not None:
        if wishes.how_often not in ReminderWish.values:
            raise NotAWish(wishes.how_often)
        changes["reminders"] = wishes.how_often
    if wishes.without is not None:
        changes["letters_off"] = list(_without(wishes.without))
    if wishes.hour is not None:
        if not 0 <= wishes.hour < _HOURS:
            raise NoHour
        changes["letters_hour"] = wishes.hour
    with transaction.atomic():
        for name, value in changes.items():
            setattr(caller.person, name, value)
        caller.person.save(update_fields=list(changes))
        caller.keep(caller.person)
    return caller.person


def is_wanted(person: Person, told: Mapping[str, str]) -> bool:
    """Return whether somebody is written to of something; always where a right hangs on it.

    Args:
        person: Who would be.
        told: What it is, as ``reminder_letter`` takes it.
    """
    if not person.is_active:
        return False
    sort = sort_of(told)
    if sort.needed:
        return True
    return person.reminders != ReminderWish.NEVER and sort.name not in person.letters_off


def turn_of(person: Person, told: Mapping[str, str], now: datetime) -> datetime:
    """Return up to when something has to have been noted for it to be told now.

    At once means now. One letter a day or a week comes at the person's hour; what would be over
    before next week's letter is told in the next day's.

    Args:
        person: Who is told.
        told: What it is, as ``reminder_letter`` takes it.
        now: The moment.
    """
    if person.reminders == ReminderWish.AT_ONCE:
        return now
    daily = _last_turn(person, now)
    if person.reminders != ReminderWish.WEEKLY:
        return daily
    local = daily.astimezone(load_zone(person.zone or _UTC))
    weekly = (local - timedelta(days=local.weekday())).astimezone(now.tzinfo)
    until = told.get("due_at", "")
    is_soon = until and Instant.parse(until).to_datetime() < weekly + _WEEK + _DAY
    return daily if is_soon and sort_of(told).needed else weekly


def _last_turn(person: Person, now: datetime) -> datetime:
    """Return the last moment up to now at which the person's hour began."""
    local = now.astimezone(load_zone(person.zone or _UTC))
    turn = local.replace(hour=person.letters_hour, minute=0, second=0, microsecond=0)
    turn = turn if turn.astimezone(now.tzinfo) <= now else turn - _DAY
    return turn.astimezone(now.tzinfo)


def _without(names: Iterable[str]) -> Iterable[str]:
    able = {each.name for each in LETTER_SORTS if not each.needed}
    for name in dict.fromkeys(names):
        if name not in able:
            raise Needed(name)
        yield name
