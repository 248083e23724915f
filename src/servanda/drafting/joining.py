"""A contract that joins when it has been running: what came before, stated by the parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Final

from servanda.agreement.check.walk import uses
from servanda.agreement.format import format_text
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.evidence import ColumnType
from servanda.agreement.model.money import Figure, Purpose
from servanda.agreement.periods import periods_of
from servanda.agreement.read.versions import read_texts
from servanda.drafting.particulars import quoted
from servanda.evidence.sketch import ColumnSketch, Sketch
from servanda.formula.syntax import Expression
from servanda.kernel.time import Period
from servanda.kernel.unit import Unit

__all__ = [
    "PERIOD_HEADING",
    "Past",
    "Statable",
    "agreement_of",
    "blank_sheet",
    "not_statable",
    "periods_before",
    "refuse_column",
    "statables",
    "with_past",
]

PERIOD_HEADING: Final = "period begins"
_TABLE: Final = "past_results"
_AT: Final = "period_begins"
_NUMBERS: Final = {
    ColumnType.NUMBER,
    ColumnType.WHOLE,
    ColumnType.PERCENT,
    ColumnType.MONEY,
}
_MOMENTS: Final = {ColumnType.INSTANT, ColumnType.DATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statable:
    """Name something whose past the parties can state.

    Args:
        name: The measure, line or figure.
        title: A reader's name for it.
        measured: Whether it is a measure's value; money otherwise.
        type: The type of a column that states it: ``percent``, ``money EUR``, ``number``.
    """

    name: str
    title: str
    measured: bool
    type: str

    @property
    def heading(self) -> str:
        """Return its heading in a sheet to be filled in."""
        return f"{self.name} {'reached' if self.measured else 'amount'}"

    @property
    def column(self) -> str:
        """Return the name of its column in the agreement."""
        return self.heading.replace(" ", "_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Say where what came before is stated.

    Args:
        settled_from: First day of the first period that is settled here.
        file: Name of the file below the evidence.
        period: Heading of the column that holds a day of each period.
        columns: Headings of what is stated, by what they state.
        sketch: What the file seems to hold; nothing for a sheet still to be filled in.
    """

    settled_from: date
    file: str
    period: str
    columns: Mapping[Statable, str]
    sketch: Sketch | None = None


def agreement_of(text: str) -> Agreement:
    """Return the agreement that a draft says."""
    history = read_texts([("agreement.yaml", text.encode())]).history
    assert history is not None, "drafts are sound"
    return history.latest


def periods_before(agreement: Agreement, settled_from: date) -> tuple[Period, ...]:
    """Return the periods that are over on a day, oldest first.

    Args:
        agreement: The draft, in force since before the day.
        settled_from: First day of a period.

    Raises:
        ValueError: It is the first day of no period; the message names the one that holds it.
    """
    periods = periods_of(agreement, settled_from)
    if not periods:
        raise ValueError(f"the agreement is in force from {agreement.in_force.first_day} on")
    last = periods[-1]
    if last.first_day != settled_from:
        raise ValueError(
            f"a settlement period begins on {last.first_day} and on {last.end_day}, none between"
        )
    return periods[:-1]


def statables(agreement: Agreement) -> tuple[Statable, ...]:
    """Return what repeat rules, limits and balances may look back on, in the text's order."""
    return (*_measures(agreement), *_lines(agreement))


def not_statable(agreement: Agreement) -> tuple[str, ...]:
    """Return the names that are looked back on, and have to be stated by hand."""
    stated = {each.name for each in statables(agreement)}
    promised = {each.measure for each in agreement.commitments.values()}
    return tuple(sorted((promised | _looked_back(agreement)) - stated))


def _measures(agreement: Agreement) -> Iterator[Statable]:
    promised = {each.measure for each in agreement.commitments.values()}
    for name, measure in agreement.measures.items():
        unit = agreement.measured_in.get(name)
        kind = _type_of(unit) if unit is not None else ""
        if name in promised and kind and not measure.by:
            title = measure.title or name
            yield Statable(name=name, title=title, measured=True, type=kind)


def _lines(agreement: Agreement) -> Iterator[Statable]:
    money = f"money {agreement.settlement.currency}"
    for figure in agreement.figures.values():
        if figure.purpose is not Purpose.FIGURE:
            title = figure.title or figure.name
            yield Statable(name=figure.name, title=title, measured=False, type=money)


def _type_of(unit: Unit) -> str:
    if unit.is_share:
        return "percent"
    if unit.is_number:
        return "number"
    return f"money {unit.currency}" if unit.currency else ""


def _looked_back(agreement: Agreement) -> set[str]:
    """Return figures that are no lines, of which a formula asks what they were before."""
    plain = {name for name, each in agreement.figures.items() if each.purpose is Purpose.FIGURE}
    return {
        use.name
        for figure in agreement.figures.values()
        for formula in _formulas(figure)
        for use in uses(formula)
        if use.earlier and use.name in plain
    }


def _formulas(figure: Figure) -> Iterator[Expression]:
    yield from (each.expression for each in (figure.when, figure.pays) if each is not None)


def refuse_column(sketch: Sketch, heading: str, *, of_periods: bool) -> str:
    """Say why a column of somebody's file cannot state something; empty where it can.

    Args:
        sketch: The file.
        heading: One of its headings.
        of_periods: Whether it would hold the periods' days, and else amounts.
    """
    column = sketch.columns[heading]
    if column.filled == 0:
        return f"'{heading}' is empty in every row"
    if of_periods and column.column.type not in _MOMENTS:
        return f"'{heading}' holds no days like 2025-12-01, one in each period"
    if not of_periods and column.column.type not in _NUMBERS:
        return f"'{heading}' holds no numbers, it reads as {column.column.type.value}"
    return ""


def with_past(text: str, past: Past) -> str:
    """Return a draft that takes over what came before, in house style.

    Args:
        text: The draft.
        past: Where it is stated.
    """
    sections = re.split(r"^(?=[a-z][a-z ]*:)", text, flags=re.MULTILINE)
    place = next(index for index, each in enumerate(sections) if each.startswith("evidence:"))
    sections[place] = sections[place].rstrip("\n") + "\n" + _table(past)
    # The key's place among the others is the layout's business.
    laid_out = format_text("".join(sections) + _history(past), "agreement.yaml").text
    assert laid_out is not None, "what is drafted can be laid out"
    return laid_out


def _table(past: Past) -> str:
    lines = [
        f"  {_TABLE}:",
        "    each: record",
        "    noun: past_period",
        f"    file: {quoted(past.file)}",
        f"    at: {_AT}",
    ]
    if past.sketch is not None and len(past.sketch.nulls) > 1:
        lines.append(f"    nulls: [{', '.join(map(quoted, past.sketch.nulls))}]")
    lines += ["    columns:", f"      {_AT}: {{{_column(past, past.period, 'instant')}}}"]
    lines += [
        f"      {stated.column}: {{{_column(past, heading, stated.type)}}}"
        for stated, heading in past.columns.items()
    ]
    return "\n".join(lines) + "\n"


def _column(past: Past, heading: str, kind: str) -> str:
    parts = [f"from: {quoted(heading)}", f"type: {kind}"]
    sketch = past.sketch.columns[heading] if past.sketch is not None else None
    spelling = _format(sketch, kind) if sketch is not None else ""
    if spelling:
        parts.append(f"format: {quoted(spelling)}")
    return ", ".join(parts)


def _format(sketch: ColumnSketch, kind: str) -> str:
    parts = [sketch.column.format] if sketch.column.format else []
    if kind == "percent" and sketch.greatest is not None and sketch.greatest <= 1:
        parts.append("share")
    return ", ".join(parts)


def _history(past: Past) -> str:
    until = past.settled_from - timedelta(days=1)
    lines = ["history:", f"  until: {until.isoformat()}", f"  from: {_TABLE}"]
    for key, measured in (("gives", False), ("measured", True)):
        pairs = [each for each in past.columns if each.measured is measured]
        if pairs:
            lines += [f"  {key}:", *(f"    {each.name}: {each.column}" for each in pairs)]
    return "\n".join(lines) + "\n"


def blank_sheet(periods: Sequence[Period], stated: Sequence[Statable]) -> bytes:
    """Return a workbook to be filled in: a row for each period, a column for what is stated.

    Its cells are texts, so that no spreadsheet turns ``98%`` into another number or a day into
    another spelling. The same periods give the same bytes.

    Args:
        periods: The periods before, at least one.
        stated: What can be stated.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to load

    content = BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    last = periods[-1].end_day
    created = datetime(last.year, last.month, last.day)  # noqa: DTZ001 - the document's day
    book.set_properties({"title": "Past results", "created": created})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("past results")
    for column, heading in enumerate((PERIOD_HEADING, *(each.heading for each in stated))):
        sheet.write_string(0, column, heading, bold)
    sheet.set_column(0, len(stated), 18, text)
    sheet.freeze_panes(1, 1)
    for row, period in enumerate(periods, 1):
        sheet.write_string(row, 0, period.first_day.isoformat(), text)
    guide = book.add_worksheet("how to fill in")
    for column, heading in enumerate(("column", "what it is", "write it like")):
        guide.write_string(0, column, heading, bold)
    guide.set_column(0, 1, 48)
    guide.set_column(2, 2, 60)
    for row, each in enumerate(stated, 1):
        for column, words in enumerate((each.heading, each.title, _written(each))):
            guide.write_string(row, column, words)
    book.close()
    return content.getvalue()


def _written(stated: Statable) -> str:
    examples = {"percent": "97.5%", "number": "4.2"}
    example = examples.get(stated.type, "1250.00")
    unknown = "not known" if stated.measured else "nothing"
    return f"{example}; an empty cell says {unknown}"
