"""Reading opening hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from servanda.agreement import diagnostics as found
from servanda.agreement.calendars import YEARS_OPEN_ENDED
from servanda.agreement.model.setting import InForce
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of, scalars_of, text_of
from servanda.agreement.read.parties import read_zone
from servanda.agreement.surface.leaf import read_date
from servanda.agreement.text.node import Entry, MappingNode, Node, ScalarNode
from servanda.businesstime.diagnostics import CalendarMistake
from servanda.businesstime.holiday_dates import public_holidays
from servanda.businesstime.notation import read_dates, read_intervals, read_weekdays
from servanda.businesstime.rule import ALWAYS, CalendarRule, ClosingEdge, LocalInterval

__all__ = ["read_calendars"]

_CLOSED = frozenset({"closed", "none"})
_Openings = tuple[LocalInterval, ...]


def read_calendars(
    node: Node | None, in_force: InForce, zone: str, notebook: Notebook
) -> dict[str, CalendarRule]:
    """Read the calendars.

    Args:
        node: The section.
        in_force: The days for which public holidays are looked up, where they are not frozen.
        zone: The settlement's time zone, for calendars that name none.
        notebook: Where mistakes are noted.
    """
    calendars = {}
    for entry in entries_of(node):
        before = len(notebook.diagnostics)
        if entry.key.text == ALWAYS.name:
            notebook.report(found.BUILT_IN, entry.key.span, name=ALWAYS.name)
        rule = _calendar(entry, in_force, zone, notebook)
        calendars[entry.key.text] = rule
        if any(
            each.kind is not found.HOLIDAYS_NOT_FROZEN for each in notebook.diagnostics[before:]
        ):
            notebook.broken.add(entry.key.text)
    return calendars


def _calendar(entry: Entry, in_force: InForce, zone: str, notebook: Notebook) -> CalendarRule:
    fields = Fields(entry.value, notebook, entry.key.span)
    source, holidays = _holidays(fields, in_force)
    special = dict(_closed(fields))
    for each in fields.entries("special"):
        day = read_date(each.key.text)
        if day is not None:
            special[day] = _openings(each.value, notebook)
    return CalendarRule(
        name=entry.key.text,
        zone=read_zone(fields.get("zone"), notebook, zone),
        weekly=_weekly(fields),
        holidays=holidays,
        holiday_source=source,
        special=dict(sorted(special.items())),
        due_edge=fields.word("due on closing time", ClosingEdge, ClosingEdge.NEXT_OPENING),
    )


def _weekly(fields: Fields) -> dict[int, _Openings]:
    if fields.text("open") == "always":
        return dict(ALWAYS.weekly)
    week: dict[int, _Openings] = {}
    for entry in fields.entries("open"):
        openings = _openings(entry.value, fields.notebook)
        try:
            days = read_weekdays(entry.key.text)
        except CalendarMistake as mistake:
            fields.notebook.take([mistake.at(entry.key.span)])
            continue
        for day in days:
            if day in week:
                fields.notebook.report(
                    found.SAME_MEMBER_TWICE, entry.key.span, name=_WEEKDAYS[day - 1]
                )
            week[day] = openings
    return {day: openings for day, openings in sorted(week.items()) if openings}


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _openings(node: Node, notebook: Notebook) -> _Openings:
    scalars = scalars_of(node)
    if [scalar.text for scalar in scalars] in [[word] for word in _CLOSED]:
        return ()
    try:
        return read_intervals([scalar.text for scalar in scalars])
    except CalendarMistake as mistake:
        notebook.take([mistake.at(_guilty(scalars, node).span)])
        return ()


def _guilty(scalars: tuple[ScalarNode, ...], node: Node) -> Node:
    """Return the opening that cannot be read by itself, or all of them where they clash."""
    for scalar in scalars:
        try:
            read_intervals([scalar.text])
        except CalendarMistake:
            return scalar
    return node


def _closed(fields: Fields) -> Iterator[tuple[date, _Openings]]:
    for scalar in scalars_of(fields.get("closed")):
        try:
            days = read_dates(scalar.text)
        except CalendarMistake as mistake:
            fields.notebook.take([mistake.at(scalar.span)])
            continue
        yield from ((day, ()) for day in days)


def _holidays(fields: Fields, in_force: InForce) -> tuple[str, Mapping[date, str]]:
    node = fields.get("holidays")
    if isinstance(node, MappingNode):
        frozen = fields.inside("holidays")
        dates = {
            day: text_of(entry.value)
            for entry in frozen.entries("dates")
            if (day := read_date(entry.key.text)) is not None
        }
        return ", ".join(frozen.texts("from")), dict(sorted(dates.items()))
    holidays: dict[date, str] = {}
    before = len(fields.notebook.diagnostics)
    scalars = scalars_of(node)
    for scalar in scalars:
        holidays |= _looked_up(scalar, in_force, fields.notebook)
    source = ", ".join(scalar.text for scalar in scalars)
    if node is not None and scalars and len(fields.notebook.diagnostics) == before:
        fields.notebook.report(found.HOLIDAYS_NOT_FROZEN, node.span, regions=source)
    return source, dict(sorted(holidays.items()))


def _looked_up(scalar: ScalarNode, in_force: InForce, notebook: Notebook) -> Mapping[date, str]:
    first = in_force.first_day.year
    last = in_force.last_day.year if in_force.last_day else first + YEARS_OPEN_ENDED
    try:
        return public_holidays(scalar.text, first, last)
    except CalendarMistake as mistake:
        notebook.take([mistake.at(scalar.span)])
        return {}
