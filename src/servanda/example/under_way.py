"""The half of a month that comes after the eighteen: a period under way, with open cases in it.

Nothing that was settled hangs on it: its rows are of its own days, in files of their own or after
the rows of the eighteen months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from servanda.example import business
from servanda.example.exports import Export
from servanda.example.generate import INCIDENT_HEADINGS, SEED, Row, incident_rows
from servanda.example.incidents import Incident, incidents_until
from servanda.example.moments import local, local_dashes
from servanda.example.requests import Request, requests_until
from servanda.example.story import Month
from servanda.kernel.dice import Dice

__all__ = ["exports_under_way"]

_JULY = Month(
    first_day=date(2026, 7, 1),
    straight_through=9792,
    content=880,
    slow_hours=6,
    majors_late=1,
    requests_late=75,
)
_DAYS = [date(2026, 7, day) for day in range(1, 17)]
_UNTIL = local(_DAYS[-1], 14 * 60)
"""When the exports of the month under way were taken, in the middle of a working day."""


def exports_under_way(exports: Iterable[Export], seed: int = SEED) -> Iterator[Export]:
    """Give the files that a month under way adds to, or adds.

    Args:
        exports: The files of the eighteen months.
        seed: Seed of the evidence.
    """
    incidents = [
        *incidents_until(Dice(seed, "incidents under way"), _DAYS, _UNTIL),
        *_still_open(),
    ]
    requests = requests_until(Dice(seed, "requests under way"), _JULY, _DAYS, _UNTIL)
    closed = [each.resolved for each in incidents if each.resolved]
    closed += [each.fulfilled for each in requests if each.closed_by(_UNTIL)]
    yield Export(
        name="incident_changes_2026_q3.csv",
        headings=INCIDENT_HEADINGS,
        rows=tuple(_incident_rows(incidents)),
    )
    more = {
        "requests.csv": _request_rows(requests),
        "request_changes.csv": _request_changes(requests),
        "page_loads.csv": business.loads_of(
            Dice(seed, "page loads under way"), _DAYS[:-1], slow_hours=_JULY.slow_hours
        ),
        "survey_answers.csv": business.answers_of(
            Dice(seed, "answers under way"), _JULY, closed, _UNTIL
        ),
        "payments_per_day.csv": business.payments_of(
            Dice(seed, "payments under way"), _JULY, _DAYS[:-1]
        ),
    }
    for export in exports:
        if export.name in more:
            yield replace(export, rows=(*export.rows, *more[export.name]))


def _still_open() -> Iterator[Incident]:
    """Give two major incidents that are being worked on when the exports are taken."""
    for service, priority, minute in (("payments", 2, 11 * 60 + 30), ("workplace", 1, 12 * 60)):
        opened = local(_DAYS[-1], minute)
        incident = Incident(service, priority, opened, "u04711")
        incident.moves(opened, "New")
        incident.moves(local(_DAYS[-1], minute + 6), "In Progress")
        yield incident


def _incident_rows(incidents: list[Incident]) -> Iterator[Row]:
    rows = [
        (changed, row)
        for number, incident in enumerate(incidents, start=1_900_001)
        for changed, row, _ in incident_rows(f"INC{number:07d}", incident)
    ]
    yield from (row for _, row in sorted(rows))


def _request_rows(requests: list[Request]) -> Iterator[Row]:
    for number, each in enumerate(requests, start=2_900_001):
        closed = each.closed_by(_UNTIL)
        yield (
            f"REQ{number:07d}",
            each.item,
            local_dashes(each.opened),
            local_dashes(closed) if closed else "",
            each.caller,
        )


def _request_changes(requests: list[Request]) -> Iterator[Row]:
    for number, each in enumerate(requests, start=2_900_001):
        for sequence, (at, state) in enumerate(each.changes(_UNTIL)):
            yield f"REQ{number:07d}", local_dashes(at), str(sequence), state
