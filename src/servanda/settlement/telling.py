"""What a statement has to tell both parties about the text and the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.facts.figure import NoValue, Value
from servanda.facts.statement import LineStatus, ReadingSettled, Statement
from servanda.formula.display import format_value
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.settlement.diagnostics import READINGS_DIFFER, REFUSED

__all__ = ["diagnostics_of"]


def diagnostics_of(statement: Statement) -> Iterator[Diagnostic]:
    """Yield what a statement has to tell: evidence refused, and readings that differ.

    Figures are told of only where no line of money differs: there the lines say it.
    """
    start = SourceSpan.start_of(statement.agreement)
    spans = [line.span for line in statement.lines if line.span is not None]
    where = spans[0] if spans else start
    for says in statement.refused:
        yield REFUSED.at(where, period=statement.period.label, says=says)
    differing = list(_lines(statement)) or list(_figures(statement, where))
    for what, span, words in differing:
        yield READINGS_DIFFER.at(
            span or where, what=what, period=statement.period.label, readings="; ".join(words)
        )


_Differing = tuple[str, SourceSpan | None, list[str]]


def _lines(statement: Statement) -> Iterator[_Differing]:
    """Yield the lines that some reading pays otherwise than the text."""
    for line in statement.lines:
        own = _paid(line.status, line.payable)
        read = [
            (reading, _paid(each.status, each.payable))
            for reading in statement.readings
            for each in reading.lines
            if (each.name, each.segment) == (line.name, line.segment)
        ]
        if any(paid != own for _, paid in read):
            yield line.name, line.span, [f"by the text {own}", *map(_spelled, read)]


def _figures(statement: Statement, where: SourceSpan) -> Iterator[_Differing]:
    """Yield the figures that some reading gives otherwise than the text."""
    own = {step.name: step.value for step in statement.figures}
    own |= {f"{use.name}, carried over": use.carried for use in statement.limits}
    for name, value in own.items():
        read = [
            (reading, _value(each.value))
            for reading in statement.readings
            for each in reading.figures
            if each.name == name
        ]
        if read:
            yield name, where, [f"by the text {_value(value)}", *map(_spelled, read)]


def _paid(status: LineStatus, payable: Quantity) -> str:
    return status.value if status is LineStatus.OPEN else format_value(payable)


def _value(value: Value) -> str:
    return value.why.value if isinstance(value, NoValue) else format_value(value)


def _spelled(read: tuple[ReadingSettled, str]) -> str:
    reading, worth = read
    title = f" ({reading.title})" if reading.title else ""
    return f"by '{reading.name}'{title} {worth}"
