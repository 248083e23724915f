"""What a workshop asks, station by station, and whether an answer is one that fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from servanda.agreement.model.agreement import History
from servanda.agreement.surface.leaf import read_date
from servanda.drafting.workshop_text import QUESTIONS, Worked
from servanda.facts.said import Answers, Place, too_long

__all__ = [
    "STATIONS",
    "Question",
    "Sort",
    "Station",
    "first_day_said",
    "place_named",
    "place_of",
    "unfit",
    "worked_out",
]

_TOPIC: Final = "metric"
_FIRST_DAY: Final = "first day"
_CHARACTERS_MOST: Final = 300
_CHARACTERS_OF_TEXT_MOST: Final = 2_000
_LAST_DAY: Final = date(2199, 12, 31)


class Sort(Enum):
    """What sort of answer a question takes."""

    WORDS = "words"
    TEXT = "text"
    MEASURE = "measure"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that is asked.

    Args:
        name: Its name in a place, and among the answers of a workshop.
        label: What is asked.
        sort: What sort of answer it takes.
        help: What helps to answer, may be empty.
        is_needed: Whether there is no draft without an answer.
    """

    name: str
    label: str
    sort: Sort = Sort.TEXT
    help: str = ""
    is_needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """What is talked over together.

    Args:
        name: By which a page points at it.
        title: What it is about.
        questions: What it asks.
    """

    name: str
    title: str
    questions: tuple[Question, ...]


def _asked(name: str, sort: Sort = Sort.TEXT, words: str = "") -> Question:
    return Question(name=name, label=QUESTIONS[name], sort=sort, help=words)


STATIONS: Final = (
    Station(
        name="outcome",
        title="The outcome",
        questions=(
            _asked("owner", Sort.WORDS, "A role of the business, such as Head of Payments."),
            _asked("why", Sort.WORDS, "In money where you can: each repair costs 11 EUR."),
        ),
    ),
    Station(
        name="contribution",
        title="What the service contributes",
        questions=(_asked("contributes"),),
    ),
    Station(
        name="measure",
        title="The measure",
        questions=(
            _asked(
                "measure",
                Sort.MEASURE,
                "One that the agreement has; a new one comes into its text first.",
            ),
        ),
    ),
    Station(name="source", title="The source", questions=(_asked("source"),)),
    Station(name="influence", title="Who can influence it", questions=(_asked("influence"),)),
    Station(name="gaming", title="How it could be gamed", questions=(_asked("gamed"),)),
    Station(
        name="trial",
        title="The trial, without money",
        questions=(
            _asked("expected", Sort.WORDS, "As the text would say it: at least 97%."),
            Question(
                name=_FIRST_DAY,
                label="From which day is it tried?",
                sort=Sort.DAY,
                help="If nothing is said, from the first day of the month after the next.",
                is_needed=False,
            ),
        ),
    ),
)
"""The way through a workshop, in its order."""

_ASKED: Final = {each.name: each for station in STATIONS for each in station.questions}


def place_of(question: Question) -> Place:
    """Return the place at which a question is answered.

    Example:
        >>> str(place_of(STATIONS[0].questions[0]))
        'metric/owner'
    """
    return Place(_TOPIC, "", question.name)


def place_named(text: str) -> Place | None:
    """Return the place of that name; nothing where there is none.

    Example:
        >>> place_named("metric/colour"), place_named("service/owner")
        (None, None)
    """
    topic, _, name = text.partition("/")
    return Place(_TOPIC, "", name) if topic == _TOPIC and name in _ASKED else None


def unfit(history: History, today: date, answers: Answers, place: Place, value: str) -> str:
    """Say why an answer cannot be taken, and what to do; empty where it can.

    Args:
        history: The agreement.
        today: The day on which it is said.
        answers: What stands; no answer hangs on another one.
        place: Where it is said.
        value: What is said, cleaned; empty takes an answer back, which is always possible.
    """
    del answers
    match _ASKED[place.part].sort:
        case Sort.MEASURE if value and value not in history.latest.measures:
            return f"the agreement has no measure called '{value[:60]}'; choose one of those it has"
        case Sort.DAY if value:
            return _no_day(value, today)
        case Sort.WORDS:
            return too_long(value, _CHARACTERS_MOST)
        case _:
            return too_long(value, _CHARACTERS_OF_TEXT_MOST)


def _no_day(value: str, today: date) -> str:
    day = read_date(value)
    if day is None or day > _LAST_DAY:
        return f"'{value[:60]}' is no day; write it like {today.isoformat()}"
    if day < today:
        return f"{value} has passed; a trial begins on {today.isoformat()} or later"
    return ""


def worked_out(name: str, title: str, answers: Answers) -> Worked:
    """Return what a workshop came to so far.

    Args:
        name: What the text is to call the outcome.
        title: What people call it.
        answers: What stands.
    """
    said = {each: answers.value(_TOPIC, each) for each in QUESTIONS}
    return Worked(name=name, title=title, answers=said)


def first_day_said(answers: Answers) -> date | None:
    """Return the day on which the trial begins; nothing where nobody said."""
    return read_date(answers.value(_TOPIC, _FIRST_DAY))
