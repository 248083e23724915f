"""Whether an answer is one that its place can take, told in words to whoever gave it."""

from __future__ import annotations

from datetime import date
from typing import Final

from servanda.agreement.surface.leaf import read_date
from servanda.facts.said import Answers, Place, too_long
from servanda.operating_model.session.knowing import Subject, choices
from servanda.operating_model.session.places import TOPICS, Sort, part_at

__all__ = ["unfit"]

_FREE: Final = {Sort.WORDS, Sort.TEXT, Sort.PERSON, Sort.ROLE}
_CHARACTERS_MOST: Final = 300
_CHARACTERS_OF_TEXT_MOST: Final = 2_000
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)


def unfit(subject: Subject, answers: Answers, place: Place, value: str) -> str:
    """Say why an answer cannot be taken, and what to do; empty where it can.

    Args:
        subject: What the session is about.
        answers: What stands.
        place: Where it is said.
        value: What is said, cleaned; empty takes an answer back, which is always possible.
    """
    if wrong := _misplaced(subject, answers, place):
        return wrong
    sort = part_at(place).sort
    if not value:
        return ""
    if sort in _FREE:
        return too_long(value, _CHARACTERS_OF_TEXT_MOST if sort is Sort.TEXT else _CHARACTERS_MOST)
    if sort is Sort.DAY:
        return _no_day(value, subject.day if part_at(place).is_ahead else _FIRST_DAY, subject.day)
    known = choices(subject, sort, answers.value("service", "covered by"))
    if value in {each.value for each in known}:
        return ""
    if not known:
        return "there is nothing to choose from; link an agreement in the operating model first"
    return f"'{_shown(value)}' is none of these: {', '.join(each.value for each in known)}"


def _misplaced(subject: Subject, answers: Answers, place: Place) -> str:
    topic = TOPICS[place.topic]
    if part_at(place).of_new and subject.service is not None:
        return "the operating model says that already; change it there"
    if topic.rows_most is None:
        return ""
    if place.topic == "cell":
        process = place.row.rpartition("/")[0]
        if process not in subject.model.processes:
            return f"the operating model has no process called '{_shown(process)}'"
        return ""
    if place.row in answers.rows(place.topic):
        return ""
    if not place.row.isdecimal() or not 1 <= int(place.row[:4]) <= topic.rows_most:
        return f"there is room for {topic.rows_most}, numbered from 1 on"
    return ""


def _no_day(value: str, first: date, today: date) -> str:
    day = read_date(value)
    if day is None or not _FIRST_DAY <= day <= _LAST_DAY:
        return f"'{_shown(value)}' is no day; write it like {today.isoformat()}"
    if day < first:
        return f"{value} has passed; name a day from {first.isoformat()} on"
    return ""


def _shown(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:60]}…"
