"""The card of a service: what its users can rely on, in plain words, without any money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from servanda.agreement.model.measure import AvailabilityRule, ClockRule
from servanda.agreement.model.stretches import table_of
from servanda.businesstime.rule import ALWAYS
from servanda.pipeline.plain.allowance import DownAllowed
from servanda.pipeline.plain.card import CardTold
from servanda.pipeline.plain.overview import Promise
from servanda.reports.clean import one_line
from servanda.reports.paper import Paper, PaperTable, day_as_period
from servanda.reports.promise_words import promise_title
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural

__all__ = ["service_card"]

_ALWAYS_OPEN = "Day and night"
_MINUTES_TOLD_EXACTLY = 10


def service_card(told: CardTold, reader: Reader) -> Paper:
    """Say what a service's users can rely on, what comes, and whom they reach."""
    day = reader.local(told.at).date()
    title = one_line(told.service.title or told.service.identifier.replace("_", " "))
    return Paper(
        kind="Service card",
        title=title,
        opening=one_line(told.service.description) or f"What you can rely on of {title}.",
        sentences=tuple(_sentences(told, reader)),
        picture=None,
        tables=tuple(_without_empty(each) for each in _tables(told, reader) if each.rows),
        notes=(f"As agreed on {reader.day(day)}; times by the clock of {reader.zone}.",),
        period=day_as_period(day),
    )


def _sentences(told: CardTold, reader: Reader) -> Iterator[str]:
    names = (told.agreement.parties[side].name for side in ("provider", "client"))
    yield one_line("{} provides it for {}.".format(*names))
    if told.ahead:
        first = told.ahead[0].announced
        verb = "is maintained now, until" if first.starts <= told.at else "is next maintained"
        when = first.ends if first.starts <= told.at else first.starts
        yield f"It {verb} {reader.instant(when)}."


def _tables(told: CardTold, reader: Reader) -> Iterator[PaperTable]:
    yield PaperTable(
        title="What is promised",
        headings=("What", "Promised", "At which hours"),
        rows=tuple(
            (promise_title(each), _promised(each, told, reader), _hours(each, told))
            for each in told.promises
        ),
    )
    yield PaperTable(
        title="What is not promised",
        headings=("Not promised",),
        rows=tuple((one_line(each),) for each in _not_promised(told)),
    )
    yield PaperTable(
        title="Planned maintenance",
        headings=("From", "Until", "What is done", "What you notice"),
        rows=tuple(
            (
                reader.instant(each.announced.starts),
                reader.instant(each.announced.ends),
                one_line(each.announced.what),
                one_line(each.announced.expect),
            )
            for each in told.ahead
        ),
    )
    yield PaperTable(
        title="Whom to call",
        headings=("When", "Whom", "Telephone", "Mail"),
        rows=tuple(
            (one_line(each.when), one_line(each.whom), one_line(each.phone), one_line(each.mail))
            for each in told.call
        ),
    )


def _without_empty(table: PaperTable) -> PaperTable:
    """Return a table without columns in which nothing stands."""
    kept = [
        place for place, _ in enumerate(table.headings) if any(row[place] for row in table.rows)
    ]
    return replace(
        table,
        headings=tuple(table.headings[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
    )


def _promised(promise: Promise, told: CardTold, reader: Reader) -> str:
    level = promise.commitment.expected.at(reader.local(told.at).date())
    words = level.text if level is not None else "no level yet"
    expected = f"{words} ({promise.expected})" if promise.expected else words
    measure = promise.measure
    rule = measure.rule if measure is not None else None
    if measure is not None and isinstance(rule, ClockRule) and rule.within is not None:
        noun = plural(2, table_of(told.agreement, measure).noun.replace("_", " "))
        within = ", ".join(f"{key}: {text}" for key, text in promise.within) or rule.within.text
        return one_line(f"{expected} of {noun} within {within}")
    if isinstance(rule, AvailabilityRule):
        room = ""
        if isinstance(promise.may_fail, DownAllowed):
            room = f": at most {reader.duration(_whole(promise.may_fail.most))} down in a month"
        return one_line(f"up {expected} of the time{room}")
    return one_line(expected)


def _whole(seconds: Fraction) -> Fraction:
    """Return whole minutes, never more than are promised, of what is longer than some."""
    short = seconds < _MINUTES_TOLD_EXACTLY * 60
    return seconds if short else Fraction(seconds // 60 * 60)


def _hours(promise: Promise, told: CardTold) -> str:
    if not promise.calendar:
        return ""
    if promise.calendar == ALWAYS.name:
        return _ALWAYS_OPEN
    return one_line(told.hours[promise.calendar])


def _not_promised(told: CardTold) -> Iterator[str]:
    yield from told.not_promised
    if any(
        isinstance(each.measure.rule, AvailabilityRule) and each.measure.rule.planned
        for each in told.promises
        if each.measure is not None
    ):
        yield "Time of planned maintenance that was announced as agreed does not count as down."
    for each in told.left_out:
        yield f"What is granted as '{each}' does not count."
