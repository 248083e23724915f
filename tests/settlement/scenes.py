"""Small agreements settled on figures that a test gives by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from textwrap import dedent

from servanda.agreement.periods import periods_of
from servanda.agreement.read.versions import read_texts
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import Measurement
from servanda.facts.row import EvidenceRow
from servanda.facts.standing import Standing
from servanda.facts.statement import Statement, StatementLine
from servanda.kernel.diagnostic import Severity
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period
from servanda.settlement.given import Given
from servanda.settlement.settle import Evidenced, settle

EVIDENCED = Evidenced(
    snapshot_sha256="0" * 64, calendars_sha256="0" * 64, known_until="2030-01-01T00:00:00Z"
)

HEAD = """\
servanda: 1
agreement: scene
title: A scene
parties:
  client: {name: Client, zone: UTC}
  provider: {name: Provider, zone: UTC}
in force: {from: 2026-01-01, until: 2027-12-31}
"""

MONTHLY = "settlement: {every: month, currency: EUR, rounding: 0.01 EUR half-up}\n"

EVIDENCE = """\
evidence:
  outages:
    each: interval
    noun: outage
    from: began
    until: ended
    key: id
    columns: {id: text, began: instant, ended: instant, service: text, users: whole number}
"""

MEASURE = """\
measures:
  up: {from: outages, availability: {}, value: availability, no data: not settled}
"""


def share(percent: str) -> Quantity:
    """Return a share from its percentage."""
    return Quantity.share(Fraction(percent) / 100)


def settled(
    body: str,
    measured: Mapping[str, Sequence[str | NoValue | Mapping[Segment, str]]],
    *,
    rows: Mapping[str, Sequence[EvidenceRow]] | None = None,
    settlement: str = MONTHLY,
    amendments: Sequence[str] = (),
    count: int | None = None,
    standing: Standing | None = None,
) -> list[Statement]:
    """Settle an agreement whose measures have these percentages, one per period."""
    text = HEAD + settlement + EVIDENCE + dedent(body)
    named = [("scene.yaml", text.encode())]
    named += [
        (f"amendment-{number}.yaml", dedent(each).encode())
        for number, each in enumerate(amendments, start=1)
    ]
    reading = read_texts(named)
    errors = [str(each) for each in reading.diagnostics if each.severity is Severity.ERROR]
    assert reading.history is not None, "\n".join(errors)
    length = count or max(len(values) for values in measured.values())
    periods = periods_of(reading.history, None)[:length]
    given = Given(
        history=reading.history,
        periods=periods,
        measurements=list(_measurements(measured, periods)),
        rows=rows or {},
        standing=standing or Standing(),
    )
    return list(settle(given, EVIDENCED))


def _measurements(
    measured: Mapping[str, Sequence[str | NoValue | Mapping[Segment, str]]],
    periods: Sequence[Period],
) -> list[Measurement]:
    found = []
    for name, values in measured.items():
        for period, value in zip(periods, values, strict=False):
            by_segment = value if isinstance(value, Mapping) else {(): value}
            for segment, each in by_segment.items():
                worth: Value = share(each) if isinstance(each, str) else each
                found.append(
                    Measurement(
                        measure=name, period=period, segment=segment, value=worth, counted=1
                    )
                )
    return found


def row(rows: str, key: str, moment: str, **columns: Value) -> EvidenceRow:
    """Return a row that counts in the calendar month of its instant."""
    at = Instant.parse(moment)
    return EvidenceRow(
        rows=rows,
        key=key,
        at=at,
        period=f"{at.to_datetime():%Y-%m}",
        segment=(),
        columns=columns,
    )


def line(statement: Statement, name: str, segment: Segment = ()) -> StatementLine:
    """Return a statement's line by name."""
    return next(each for each in statement.lines if each.name == name and each.segment == segment)


def paid(statements: Sequence[Statement], name: str) -> list[Fraction]:
    """Return what a line pays, period by period."""
    return [line(statement, name).payable.amount for statement in statements]


NO_DATA = NoValue(Absence.NO_DATA)
FIRST_DAY = date(2026, 1, 1)


def instant(day: int, hour: int = 0, month: int = 1) -> Instant:
    """Return an instant of early 2026, in UTC."""
    return Instant.from_datetime(datetime(2026, month, day, hour, tzinfo=UTC))
