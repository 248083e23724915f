"""Authors' mistakes about opening hours, dates, zones and holidays."""

from __future__ import annotations

from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind
from servanda.kernel.source import SourceSpan

__all__ = [
    "KINDS",
    "CalendarMistake",
]


class CalendarMistake(ValueError):
    """A word of a calendar cannot be read; its message says what is wrong and what to write.

    Args:
        kind: What sort of mistake it is.
        arguments: The words that fill the kind's message and hint.
    """

    def __init__(self, kind: DiagnosticKind, **arguments: str) -> None:
        self.kind = kind
        self.arguments = arguments
        reported = self.at(SourceSpan.start_of(""))
        super().__init__(
            f"{reported.message}; {reported.hint}" if reported.hint else reported.message
        )

    def at(self, span: SourceSpan) -> Diagnostic:
        """Report the mistake at its place in the author's text."""
        return self.kind.at(span, **self.arguments)


UNKNOWN_WEEKDAY = DiagnosticKind(
    code="B001",
    title="Unknown weekday",
    message="'{text}' is not a day of the week",
    hint="write mon, tue, wed, thu, fri, sat, sun, a range such as mon-fri, or daily",
    reason="A day that is not recognised would stay closed without anyone noticing.",
)
WEEKDAY_TWICE = DiagnosticKind(
    code="B002",
    title="A weekday is given twice",
    message="{day} is given twice",
    hint="put all openings of {day} in one list",
    reason="Two entries for one day may be meant as a sum or as a correction; nothing is guessed.",
)
UNREADABLE_INTERVAL = DiagnosticKind(
    code="B003",
    title="Opening hours cannot be read",
    message="'{text}' is not an opening",
    hint="write two times of 24 hours, such as 08:00-18:00, or 22:00-06:00 for overnight",
    reason="Open time is counted between two times of day, so both have to be certain.",
)
IMPOSSIBLE_TIME = DiagnosticKind(
    code="B004",
    title="There is no such time of day",
    message="{time} is not a time of day",
    hint="times run from 00:00 to 23:59; only a closing time may be 24:00",
    reason="24:00 ends a day and begins none; what comes after it belongs to the next day.",
)
EMPTY_INTERVAL = DiagnosticKind(
    code="B005",
    title="An opening of no length",
    message="'{text}' opens and closes at the same time",
    hint="write 00:00-24:00 for a whole day, or leave the day out if it is closed",
    reason="The same time twice can mean nothing or a whole day.",
)
OVERLAPPING_INTERVALS = DiagnosticKind(
    code="B006",
    title="Openings of one day overlap",
    message="{first} and {second} overlap",
    hint="write {joined}, or correct one of them",
    reason="An hour is open once, however often it is written, so an overlap is most often a "
    "mistyped time.",
)
UNREADABLE_DATE = DiagnosticKind(
    code="B007",
    title="A date cannot be read",
    message="'{text}' is not a date",
    hint="write year-month-day, such as 2026-12-27, or 2026-12-27..2026-12-31 for a range",
    reason="A day and a month in the wrong order would move a holiday unnoticed; year-month-day "
    "is read in one way.",
)
IMPOSSIBLE_DATE = DiagnosticKind(
    code="B008",
    title="There is no such date",
    message="there is no {text} in the calendar",
    hint="{near} is the last day of that month",
    reason="The day that was meant would keep its ordinary hours.",
)
BACKWARD_RANGE = DiagnosticKind(
    code="B009",
    title="A range of dates runs backwards",
    message="{text} ends before it begins",
    hint="write {turned}",
    reason="Such a range holds no day, and the days that were meant would keep their ordinary "
    "hours.",
)
LONG_RANGE = DiagnosticKind(
    code="B010",
    title="A range of dates is too long",
    message="{text} holds {days} days, more than {most}",
    hint="check the years, or change the weekly hours instead",
    reason="A range of decades is a slip of the pen, and would be kept day by day.",
)
UNKNOWN_ZONE = DiagnosticKind(
    code="B011",
    title="Unknown time zone",
    message="there is no time zone called '{name}'",
    hint="{advice}",
    reason="Opening hours are local times; only a zone of the time zone database tells when "
    "clocks change there.",
)
UNKNOWN_COUNTRY = DiagnosticKind(
    code="B012",
    title="Unknown country of holidays",
    message="no public holidays are known for '{name}'",
    hint="{advice}",
    reason="Without a list of them, public holidays would count as working days.",
)
UNKNOWN_SUBDIVISION = DiagnosticKind(
    code="B013",
    title="Unknown part of a country",
    message="no public holidays are known for '{name}' in {country}",
    hint="{advice}",
    reason="Holidays differ within a country; without the region's own list some would count as "
    "working days.",
)
HOLIDAYS_NOT_KNOWN_THEN = DiagnosticKind(
    code="B014",
    title="Holidays are not known for these years",
    message="public holidays of {name} are known from {first} to {last}, not for {missing}",
    hint="list those days under closed",
    reason="A year without known holidays would silently count its holidays as working days.",
)
NO_HOURS = DiagnosticKind(
    code="B015",
    title="A calendar that is never open",
    message="no day of the week has opening hours",
    hint="write at least one, such as mon-fri: 08:00-18:00",
    reason="No time passes on such a calendar, so an allowance would never run out.",
)
MISSPELT_WEEKDAY = DiagnosticKind(
    code="B016",
    title="Misspelt weekday",
    message="'{text}' is not a day of the week",
    hint="did you mean {near}?",
    reason="A day that is not recognised would stay closed without anyone noticing.",
)

KINDS: tuple[DiagnosticKind, ...] = (
    UNKNOWN_WEEKDAY,
    WEEKDAY_TWICE,
    UNREADABLE_INTERVAL,
    IMPOSSIBLE_TIME,
    EMPTY_INTERVAL,
    OVERLAPPING_INTERVALS,
    UNREADABLE_DATE,
    IMPOSSIBLE_DATE,
    BACKWARD_RANGE,
    LONG_RANGE,
    UNKNOWN_ZONE,
    UNKNOWN_COUNTRY,
    UNKNOWN_SUBDIVISION,
    HOLIDAYS_NOT_KNOWN_THEN,
    NO_HOURS,
    MISSPELT_WEEKDAY,
)
"""Every mistake of this package, by code."""
