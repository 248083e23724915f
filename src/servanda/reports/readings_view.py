"""Other readings of the contract, spelt for a reader."""

from __future__ import annotations

from servanda.facts.statement import LineStatus, ReadingLine, ReadingSettled, Statement
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell, spell_segment
from servanda.reports.view import ReadingView, TotalView

__all__ = ["readings_view"]


def readings_view(statement: Statement, reader: Reader) -> tuple[ReadingView, ...]:
    """Spell what each reading pays, with the lines that differ from the statement's own."""
    return tuple(_reading(each, statement, reader) for each in statement.readings)


def _reading(reading: ReadingSettled, statement: Statement, reader: Reader) -> ReadingView:
    difference = reading.difference
    sign = "+" if difference.amount > 0 else ""
    return ReadingView(
        title=one_line(reading.title or reading.name),
        because=one_line(reading.because),
        net=spell(reading.totals.net, reader),
        difference=f"{sign}{spell(difference, reader)}" if difference.amount else "",
        lines=_different(reading, statement, reader),
    )


def _different(
    reading: ReadingSettled, statement: Statement, reader: Reader
) -> tuple[TotalView, ...]:
    own = {
        (line.name, line.segment): (line.status is LineStatus.OPEN, line.payable)
        for line in statement.lines
    }
    titles = {line.name: line.title for line in statement.lines}
    return tuple(
        TotalView(label=_label(line, titles), value=_payable(line, reader))
        for line in reading.lines
        if own.get((line.name, line.segment)) != (line.status is LineStatus.OPEN, line.payable)
    )


def _label(line: ReadingLine, titles: dict[str, str]) -> str:
    name = one_line(titles.get(line.name) or line.name)
    return f"{name} ({spell_segment(line.segment)})" if line.segment else name


def _payable(line: ReadingLine, reader: Reader) -> str:
    return "open" if line.status is LineStatus.OPEN else spell(line.payable, reader)
