"""A company's incident log, settled round the clock and on working days."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import duckdb

from servanda.facts.statement import LinePurpose
from servanda.pipeline.backtesting import backtest, find_draft
from servanda.pipeline.settling import Settled
from tests.real.checks import (
    AGREEMENTS,
    Check,
    joined_share,
    memory_peak_megabytes,
    percent,
    settled,
    workspace,
)

__all__ = ["checks"]

INCIDENTS = 24_918


@dataclass(frozen=True, slots=True)
class _Case:
    """What became of one incident under one measure."""

    key: str
    counted: bool
    reason: str | None


def checks(data: Path) -> Iterator[Check]:
    """Settle every month twice, account for every incident, and compare with the flag."""
    for name, amended in (("round the clock", ""), ("working days", "service-desk-office")):
        with workspace("service-desk", data / "service-desk", amended=amended) as place:
            run = settled(place)
            yield from _looked_at(name, run)
    yield _backtested(data / "service-desk")
    yield Check(
        name="service-desk: most memory held while settling",
        figure=f"{memory_peak_megabytes()} MB",
        passed=memory_peak_megabytes() < 1000,
    )


def _backtested(evidence: Path) -> Check:
    """Ask what opening hours from Monday to Friday would have cost over the year."""
    with workspace("service-desk", evidence) as place:
        draft = AGREEMENTS / "service-desk-office" / "amendment-1.yaml"
        began = time.process_time()
        found = backtest(find_draft(draft, against=place), against=place).value
        seconds = time.process_time() - began
    if found is None:
        raise SystemExit("the draft cannot be settled")
    differs = found.weighed.difference
    sides = [str(each.amount) for each in (differs.before, differs.after, differs.client_pays_more)]
    return Check(
        name="service-desk: what working days would have cost, month by month",
        figure=f"client pays {sides[0]} EUR, with the draft {sides[1]} EUR, {sides[2]} EUR more"
        f" ({len(differs.periods)} months, {seconds:.0f} s of processor time)",
        passed=sides == ["-38700", "-39300", "-600"]
        and len(differs.periods) == 11
        and seconds < 60,
    )


def _looked_at(name: str, run: Settled) -> Iterator[Check]:
    months = len(run.statements)
    credited = sum(
        (
            line.payable.amount
            for statement in run.statements
            for line in statement.lines
            if line.purpose is LinePurpose.SERVICE_CREDIT
        ),
        start=Fraction(0),
    )
    yield Check(
        name=f"service-desk, {name}: months settled, with their service credits",
        figure=f"{months} months, {credited} EUR",
        passed=months >= 11 and 0 < credited <= months * 6000,
    )
    yield _accounted(name, run)
    flagged = [each for each in run.measured.measurements.figures if each.measure == "as_flagged"]
    share, counted = joined_share(flagged)
    yield Check(
        name=f"service-desk, {name}: our verdict on closing is the company's own flag",
        figure=f"{percent(share)} of {counted}",
        passed=share > Fraction(8, 10) and counted > 20_000,
    )


def _accounted(name: str, run: Settled) -> Check:
    """See that every incident of the log has a record with a verdict, exactly one."""
    files = [str(path) for path in run.measured.measurements.results["restored"]]
    rows = duckdb.read_parquet(files).project("key, counted, reason").fetchall()
    cases = [_Case(*row) for row in rows]
    silent = [case for case in cases if not case.counted and not case.reason]
    counted = sum(case.counted for case in cases)
    alone = len({case.key for case in cases}) == len(cases)
    return Check(
        name=f"service-desk, {name}: every incident counts or is left out for a reason",
        figure=f"{counted} count, {len(cases) - counted} left out, {len(silent)} without reason",
        passed=alone and len(cases) == INCIDENTS and not silent,
    )
