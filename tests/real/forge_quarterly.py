"""A published agreement on public incidents: which quarters would have earned which credit."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from servanda.facts.statement import Statement
from servanda.kernel.time import Instant, Period
from tests.real.checks import Check, settled, workspace

__all__ = ["checks"]

_PAID = Fraction(6300)


def checks(data: Path) -> Iterator[Check]:
    """Settle every quarter and hold each credit against a count of seconds."""
    folder = data / "status-page"
    with workspace("forge-quarterly", folder) as place:
        statements = settled(place).statements
    with (folder / "incidents.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["impact"] in {"major", "critical"}]
    yield from (_quarter(statement, rows) for statement in statements)
    yield _readings(statements)


def _quarter(statement: Statement, rows: list[dict[str, str]]) -> Check:
    credits_due = {dict(line.segment)["component"]: line.payable.amount for line in statement.lines}
    expected = {
        component: _credit(_uptime(statement.period, component, rows)) for component in credits_due
    }
    full = [name for name, amount in credits_due.items() if amount == _PAID / 4]
    part = [name for name, amount in credits_due.items() if amount == _PAID / 10]
    return Check(
        name=f"forge: credits of {statement.period.label}, against every second counted",
        figure=f"25% for {', '.join(full) or 'none'}; 10% for {', '.join(part) or 'none'}",
        passed=credits_due == expected and len(credits_due) == 8,
    )


def _readings(statements: tuple[Statement, ...]) -> Check:
    """See what the two readings of the gap pay: alike, unless a quarter falls on an edge."""
    differing = sum(
        reading.difference.amount != 0 for each in statements for reading in each.readings
    )
    compared = sum(len(each.readings) for each in statements)
    return Check(
        name="forge: readings of the boundary gap at 99.0% and 99.9%, told for every quarter",
        figure=f"{compared} compared, {differing} pay otherwise",
        passed=compared == 2 * len(statements) and differing == 0,
    )


def _credit(uptime: Fraction) -> Fraction:
    if uptime > Fraction(999, 1000):
        return Fraction(0)
    return _PAID / 10 if uptime > Fraction(99, 100) else _PAID / 4


def _uptime(period: Period, component: str, rows: list[dict[str, str]]) -> Fraction:
    start, end = (instant.micros // 1_000_000 for instant in (period.start, period.end))
    seconds = bytearray(end - start)
    for row in rows:
        if component in row["components"].split(";"):
            begin, until = (
                Instant.parse(row[name]).micros // 1_000_000
                for name in ("downtime_start", "downtime_end")
            )
            low, high = max(begin, start) - start, min(until, end) - start
            if low < high:
                seconds[low:high] = b"\1" * (high - low)
    return 1 - Fraction(seconds.count(1), len(seconds))
