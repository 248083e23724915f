"""A statement as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from servanda.facts.figure import NoValue, Value
from servanda.facts.statement import Assessment, LineStatus, Statement, StatementLine
from servanda.facts.trace import Step
from servanda.kernel.quantity import Quantity
from servanda.pipeline.records import Record
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell_place, spell_segment
from servanda.reports.statement_view import net_label, statement_view, total_amounts
from servanda.reports.workbook.book import MOST_ROWS, Book, Sheet
from servanda.reports.workbook.cells import Cell, cell_of, exact_text, number_cell, unit_text

__all__ = ["MeasuredRecords", "statement_workbook"]

_MOST_STEPS = 20_000
_SUMMARY_WIDTH = 96
_NAMED = {
    "elapsed": "Time taken",
    "paused": "Time paused",
    "met": "In time",
    "time": "Time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRecords:
    """Hold every record of a figure.

    Args:
        measure: The measure's name.
        segment: Its segment, spelt.
        records: Those that counted and those that did not.
    """

    measure: str
    segment: str
    records: Iterable[Record]


def statement_workbook(
    statement: Statement,
    records: Iterable[MeasuredRecords],
    reader: Reader,
    *,
    most_rows: int = MOST_ROWS,
) -> bytes:
    """Return the workbook: a summary, commitments, money with its stages, figures, records.

    Args:
        statement: The statement.
        records: What was looked at for each of its figures.
        reader: Whose zone instants are shown in.
        most_rows: Rows of one sheet; what does not fit is left out, and the sheet says so.
    """
    title = f"{statement.title}, {statement.period.label}"
    book = Book(title=title, day=statement.period.end_day, reader=reader)
    _summary(book, statement, reader)
    _commitments(book, statement, reader)
    _money(book, statement)
    _rights(book, statement)
    _figures(book, statement, reader)
    _records(book, records, reader, most_rows)
    return book.content()


def _summary(book: Book, statement: Statement, reader: Reader) -> None:
    view = statement_view(statement, reader)
    sheet = book.sheet("Summary")
    sheet.page.set_column(0, 0, 34)
    sheet.page.set_column(1, 1, 24)
    sheet.page.set_column(2, 2, 14)
    sheet.page.set_column(3, 3, 30)
    sheet.page.hide_gridlines(2)
    sheet.paragraph(view.headline, columns=4, width=_SUMMARY_WIDTH, bold=True, font_size=16)
    for text in filter(None, (view.alarm, view.notice)):
        sheet.paragraph(text, columns=4, width=_SUMMARY_WIDTH, bold=True, font_color="#a11d21")
    about = f"{view.title}: {view.provider} for {view.client}, {view.days}"
    sheet.paragraph(about, columns=4, width=_SUMMARY_WIDTH, font_color="#565d6b")
    sheet.skip()
    for label, amount in total_amounts(statement):
        sheet.add(label, number_cell(amount), statement.currency)
    sheet.add(
        view.net.label, number_cell(statement.totals.due), statement.currency, bold=True, top=1
    )
    sheet.skip()
    for source in view.sources:
        sheet.add(source.label, source.value, font_color="#565d6b")


def _commitments(book: Book, statement: Statement, reader: Reader) -> None:
    headings = (
        "Aspect", "Promised by", "Commitment", "Name", "Segment", "Service", "Critical",
        "Reached", "Unit", "Expected", "Minimum", "Level", "Remark", "Counted", "Did not count",
        "Exact",
    )  # fmt: skip
    sheet = book.sheet("Commitments", headings)
    for judged in statement.assessments:
        sheet.add(*_commitment(judged, reader))
    sheet.finish()


def _commitment(judged: Assessment, reader: Reader) -> Iterator[Cell]:
    found = judged.measurement
    yield from (judged.aspect, judged.party, judged.title, judged.commitment)
    yield from (spell_segment(found.segment), judged.service, judged.critical)
    yield from (cell_of(found.value, reader), unit_text(found.value))
    yield from (judged.expected, judged.minimum)
    yield f"{judged.level.value} ({judged.band})" if judged.band else judged.level.value
    yield judged.rule or (found.value.note if isinstance(found.value, NoValue) else "")
    yield from (found.counted, sum(out.records for out in found.left_out))
    yield exact_text(found.value)


def _money(book: Book, statement: Statement) -> None:
    headings = (
        "Purpose", "Line", "Name", "Segment", "Clause", "Status", "Stage", "Amount", "Currency",
        "Why", "Exact",
    )  # fmt: skip
    sheet = book.sheet("Money", headings)
    for line in statement.lines:
        _line(sheet, line, statement.currency)
    sheet.skip()
    totals = statement.totals
    sheet.add(
        *(
            net_label(statement),
            None,
            None,
            None,
            None,
            None,
            "charges - credits + incentives + adjustments + what goes to the holding account",
        ),
        number_cell(totals.due),
        statement.currency,
        None,
        exact_text(totals.due),
        bold=True,
    )
    sheet.finish()


def _line(sheet: Sheet, line: StatementLine, currency: str) -> None:
    clause = f"{line.clause.document} {line.clause.place}" if line.clause else ""
    about = (
        *(line.purpose.value, line.title, line.name, spell_segment(line.segment), clause),
        line.status.value,
    )
    if line.before_relief is not None:
        before = line.before_relief
        note = "what it would pay, had no relief been granted"
        sheet.add(*about, "without relief", number_cell(before), currency, note, exact_text(before))
    for stage in line.stages:
        amount = stage.amount
        sheet.add(
            *(*about, stage.name, number_cell(amount), currency, stage.note, exact_text(amount))
        )
    is_open = line.status is LineStatus.OPEN
    payable = "open" if is_open else number_cell(line.payable)
    exact = "" if is_open else exact_text(line.payable)
    sheet.add(*about, "payable", payable, currency, None, exact, bold=True)


def _rights(book: Book, statement: Statement) -> None:
    if not statement.rights:
        return
    headings = (
        "Right", "Name", "Kind", "Held by", "Standing", "From", "Until", "Notice",
        "Takes effect at the earliest", "Clause", "When",
    )  # fmt: skip
    sheet = book.sheet("Rights", headings)
    for state in statement.rights:
        clause = f"{state.clause.document} {state.clause.place}" if state.clause else ""
        about = (state.title, state.name, state.kind, state.held_by, state.standing.value)
        days = (state.since, state.until, state.notice, state.effective)
        sheet.add(*about, *days, clause, state.when.text)
    sheet.finish()


def _figures(book: Book, statement: Statement, reader: Reader) -> None:
    headings = ("Of", "Depth", "Figure", "Formula", "Value", "Unit", "Note", "Place", "Exact")
    sheet = book.sheet("Figures", headings)
    for judged in statement.assessments:
        for text, value in judged.measurement.parts.items():
            cells = (judged.commitment, 1, text, "", *_value(value, reader))
            sheet.add(*cells, "", spell_place(judged.span), exact_text(value))
    for root in (*statement.figures, *(line.asked for line in statement.lines)):
        for depth, step in _walk(root):
            sheet.add(*_step(root, depth, step, reader))
    sheet.finish()


def _value(value: Value, reader: Reader) -> tuple[Cell, str]:
    return cell_of(value, reader), unit_text(value)


def _step(root: Step, depth: int, step: Step, reader: Reader) -> Iterator[Cell]:
    yield from (root.name, depth, step.name, step.text, *_value(step.value, reader))
    absent = step.value.note if isinstance(step.value, NoValue) else ""
    yield "; ".join(filter(None, (absent, step.note)))
    yield from (spell_place(step.span), exact_text(step.value))


def _walk(root: Step) -> Iterator[tuple[int, Step]]:
    """Return a figure and what it used, each once; another period's own statement opens it."""
    seen: set[int] = set()
    waiting = [(0, root)]
    while waiting and len(seen) < _MOST_STEPS:
        depth, step = waiting.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        yield depth, step
        if not step.period or step.period == root.period:
            waiting += [(depth + 1, used) for used in reversed(step.of)]


def _records(
    book: Book, records: Iterable[MeasuredRecords], reader: Reader, most_rows: int
) -> None:
    found = [(each, record) for each in records for record in each.records]
    names = tuple(dict.fromkeys(name for _, record in found for name in record.values))
    headings = (
        *("Measure", "Segment", "Key", "Counted", "Why not", f"At ({reader.zone})"),
        *(_NAMED.get(name, name) for name in names),
    )
    sheet = book.sheet("Records", headings)
    fitting = most_rows - 1 if len(found) <= most_rows - 1 else most_rows - 2
    for each, record in found[:fitting]:
        sheet.add(*_record(each, record, names, reader))
    left = len(found) - fitting
    if left > 0:
        said = f"{left:,} more {plural(left, 'record')} did not fit; a sheet ends here"
        sheet.add(said, bold=True)
    sheet.finish()


def _record(
    each: MeasuredRecords, record: Record, names: Sequence[str], reader: Reader
) -> Iterator[Cell]:
    yield from (each.measure, each.segment, record.key, record.counted, record.reason)
    yield cell_of(record.at, reader)
    for name in names:
        value = record.values.get(name)
        yield number_cell(value) if isinstance(value, Quantity) else cell_of(value, reader)
