"""Something said in a session by several people: kept as it is said, whoever else speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from servanda.desk.callers import Caller
from servanda.facts.said import Answers, Place, Said, cleaned
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Answer, DesignSession, Workshop

__all__ = [
    "Answered",
    "Asks",
    "Given",
    "Guest",
    "News",
    "SaidMeanwhile",
    "SessionOver",
    "Unfit",
    "attend",
    "columns_of",
    "guests_of",
    "said_in",
    "take_answers",
]

_HERE: Final = timedelta(seconds=20)
_NOTED_EVERY: Final = timedelta(seconds=5)


class SessionOver(MisusedCommand):
    """Something is to be said in a session that has ended."""

    def __init__(self, called: str = "session") -> None:
        super().__init__(f"this {called} has ended; begin another one to go on")


class SaidMeanwhile(MisusedCommand):
    """Somebody said something in a session since it was looked at by who ends it."""

    def __init__(self, called: str = "session") -> None:
        super().__init__(
            "somebody has said something since you looked at this; look at it again, and then"
            f" end the {called}"
        )


class Unfit(MisusedCommand):
    """Answers cannot be taken; ``wrong`` says why, by the place of each."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{place}: {words}" for place, words in wrong.items()))
        self.wrong = wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody says at a place.

    Args:
        place: Where, in one word.
        value: What, as it was typed.
        seen: Number of the last answer at the place that they had before them, 0 for none.
    """

    place: str
    value: str
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of answers.

    Args:
        said: Those that say something new, as they were kept.
        last: Number of the session's last answer now.
        replaced: What somebody else had said meanwhile, unseen, by the place; it is kept.
        wrong: Why an answer was not taken, by its place.
    """

    said: tuple[Said, ...]
    last: int
    replaced: Mapping[str, Said]
    wrong: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who looks at a session now, and at which part of it."""

    name: str
    looks_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened in a session since somebody looked.

    Args:
        said: What was said since then.
        last: Number of the last answer.
        here: Who is there now, by name.
        is_over: Whether nothing is said any more.
    """

    said: tuple[Said, ...]
    last: int
    here: tuple[Guest, ...]
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What a session asks.

    Args:
        place_named: Finds a place by its name; nothing where there is none.
        unfit: Says why an answer cannot be taken, after those that stand; empty where it can.
    """

    place_named: Callable[[str], Place | None]
    unfit: Callable[[Answers, Place, str], str]


def take_answers(
    caller: Caller, asks: Asks, answers: Answers, given: Sequence[Given], *, last: int
) -> Answered:
    """Return what becomes of answers; nothing is kept yet.

    An answer that says what stands at its place already says nothing new.

    Args:
        caller: Who says them.
        asks: What the session asks.
        answers: What stands.
        given: What is said.
        last: Number of the session's last answer.
    """
    said: list[Said] = []
    wrong: dict[str, str] = {}
    replaced: dict[str, Said] = {}
    for each in given:
        place, value = asks.place_named(each.place), cleaned(each.value)
        if place is None:
            wrong[each.place] = "a session asks nothing there"
            continue
        if words := asks.unfit(answers, place, value):
            wrong[each.place] = words
            continue
        if value == answers.at(place):
            continue
        new = Said(
            number=last + len(said) + 1,
            at=caller.at,
            by=caller.person.name,
            place=place,
            value=value,
            seen=each.seen,
        )
        answers = answers.then(new)
        said.append(new)
        if before := answers.unseen(new):
            replaced[each.place] = before
    return Answered(said=tuple(said), last=last + len(said), replaced=replaced, wrong=wrong)


def columns_of(caller: Caller, said: Iterable[Said]) -> Iterator[dict[str, Any]]:
    """Yield what the row of each answer holds, beside the session that it is of."""
    for each in said:
        yield {
            "number": each.number,
            "at": each.at.to_datetime(),
            "person": caller.person,
            "place": str(each.place),
            "value": each.value,
            "seen": each.seen,
        }


def said_in(rows: Iterable[Answer], asks: Callable[[str], Place | None]) -> tuple[Said, ...]:
    """Return answers as they are kept, as what was said.

    Args:
        rows: The answers.
        asks: Finds a place by its name; nothing where there is none.
    """
    said = []
    for row in rows:
        place = asks(row.place)
        # What a later version does not ask any more stays in the table, and says nothing.
        if place is not None:
            said.append(
                Said(
                    number=row.number,
                    at=Instant.from_datetime(row.at),
                    by=row.person.name,
                    place=place,
                    value=row.value,
                    seen=row.seen,
                )
            )
    return tuple(said)


def attend(caller: Caller, session: DesignSession | Workshop, looks_at: str) -> None:
    """Note that somebody looks at a part of a session; noted again only after some seconds."""
    now = caller.at.to_datetime()
    known = session.guests.filter(person=caller.person).first()
    if known and known.looks_at == looks_at and now - known.seen_at < _NOTED_EVERY:
        return
    session.guests.update_or_create(
        person=caller.person, defaults={"looks_at": looks_at, "seen_at": now}
    )


def guests_of(caller: Caller, session: DesignSession | Workshop) -> tuple[Guest, ...]:
    """Return who looks at a session now, by name."""
    since = caller.at.to_datetime() - _HERE
    guests = session.guests.filter(seen_at__gte=since).select_related("person")
    return tuple(
        Guest(name=each.person.name, looks_at=each.looks_at)
        for each in guests.order_by("person__name", "pk")
    )
