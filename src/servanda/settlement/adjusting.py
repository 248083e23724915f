"""Differences that restatements made, paid in the open period.

Nothing that was issued is overwritten. A period that comes out otherwise than its statement says
gets a further edition; what that changes in money stands as adjustments on the first statement
issued after it, and on that one only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.facts.decision import LinePaid
from servanda.facts.standing import Edition, IssuedPeriod, Standing
from servanda.facts.statement import LinePurpose, LineStatus, Stage, Statement, StatementLine
from servanda.facts.trace import Step
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.settlement.difference import LineDifference, line_differences
from servanda.settlement.lines import is_held
from servanda.settlement.place import Here

__all__ = [
    "adjusted_entries",
    "adjustment_lines",
    "open_period",
    "paid_lines",
]


def open_period(periods: Sequence[Period], standing: Standing) -> str:
    """Return the label of the oldest period without a statement, empty where all have one."""
    unissued = (each.label for each in periods if each.label not in standing.issued)
    return next(unissued, "")


def adjusted_entries(standing: Standing) -> tuple[str, ...]:
    """Return the entries with restatements that no statement has paid yet, oldest first."""
    paid = {entry for issued in standing.issued.values() for entry in issued.editions[0].adjusts}
    waiting = [
        edition
        for issued in standing.issued.values()
        for edition in issued.editions[1:]
        if edition.entry not in paid
    ]
    return tuple(each.entry for each in sorted(waiting, key=lambda each: each.issued_at))


def paid_lines(statement: Statement) -> tuple[LinePaid, ...]:
    """Return what each line pays; adjustments are named by the entries that they adjust."""
    return tuple(
        LinePaid(
            name=line.name,
            segment=line.segment,
            purpose=line.purpose,
            payable=line.payable,
            evened_out=line.evened_out,
        )
        for line in statement.lines
        if line.purpose is not LinePurpose.ADJUSTMENT
    )


def adjustment_lines(place: Here) -> tuple[StatementLine, ...]:
    """Return a line for each line of an earlier period whose difference this period pays."""
    standing, label = place.given.standing, place.period.label
    issued = standing.issued.get(label)
    if issued is not None:
        wanted = issued.editions[0].adjusts
    elif label == open_period(place.given.periods, standing):
        wanted = adjusted_entries(standing)
    else:
        return ()
    restated = {
        edition.entry: (each, edition, before)
        for each in standing.issued.values()
        for before, edition in zip(each.editions, each.editions[1:], strict=False)
    }
    return tuple(
        line for entry in wanted if entry in restated for line in _lines(*restated[entry], place)
    )


def _lines(
    issued: IssuedPeriod, edition: Edition, before: Edition, place: Here
) -> Iterator[StatementLine]:
    for differs in line_differences(before.lines, edition.lines):
        if differs.is_nothing:
            continue
        figure = place.agreement.figures.get(differs.name)
        title = figure.title if figure and figure.title else differs.name
        line = _line(issued.period, title, differs, before, edition)
        yield replace(line, held=figure is not None and is_held(place.agreement, figure))


def _line(
    period: str, title: str, differs: LineDifference, before: Edition, after: Edition
) -> StatementLine:
    name, amount = differs.name, differs.client_pays_more
    of = (
        _step(f"{name} as issued", differs.before, before),
        _step(f"{name} restated", differs.after, after),
    )
    return StatementLine(
        name=f"{name} of {period}",
        segment=differs.segment,
        title=f"{title} of {period}, restated",
        purpose=LinePurpose.ADJUSTMENT,
        commitment="",
        clause=None,
        status=LineStatus.OWED,
        asked=Step(name=f"{name} of {period}", text="restated - issued", value=amount, of=of),
        stages=(Stage(name="asked", amount=amount, note="; ".join(after.reasons)),),
        payable=amount,
        span=None,
    )


def _step(name: str, amount: Quantity, edition: Edition) -> Step:
    note = f"edition {edition.number}, handed over {edition.issued_at}"
    return Step(name=name, text="", value=amount, note=note)
