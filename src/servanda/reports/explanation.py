"""A figure opened, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from servanda.facts.figure import NoValue, Value
from servanda.facts.statement import Assessment
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.explaining import Explanation, Taken
from servanda.pipeline.records import LeftOutRecords, Record
from servanda.reports.clean import one_line
from servanda.reports.formula_view import formula_view
from servanda.reports.reader import Reader
from servanda.reports.rights_view import right_view
from servanda.reports.spelling import judged_word, level_word, spell, spell_place, spell_segment
from servanda.reports.statement_view import line_view
from servanda.reports.timeline import outages_table
from servanda.reports.view import FormulaView, LineView

__all__ = ["explanation_text", "judged_as", "judgement_words", "record_cell", "telling_names"]

# The contrary of another column.
_REDUNDANT = frozenset({"late"})


def explanation_text(explanation: Explanation, reader: Reader) -> RenderableType:
    """Return what was measured with its records, figures with their formulas, lines of money."""
    local = replace(reader, zone=explanation.zone)
    return Group(*_parts(explanation, local))


def _parts(explanation: Explanation, reader: Reader) -> Iterator[RenderableType]:
    for taken in explanation.taken:
        yield from _taken(taken, explanation, reader)
    for step in explanation.figures:
        yield _heading(step.name, spell(step.value, reader))
        yield _tree(formula_view(step, reader))
    for judged in explanation.judged:
        yield _indented(Text(judgement_words(judged)))
        yield from _promised(judged, reader)
    for right in explanation.rights:
        view = right_view(right, reader)
        yield _heading(view.formula.name, view.standing, f"{view.title} ({view.about})")
        if view.dates:
            yield _indented(Text(view.dates))
        yield _tree(view.formula)
    for line in explanation.lines:
        yield from _line(line_view(line, reader), reader.period(explanation.period))


def _heading(name: str, value: str, title: str = "") -> Text:
    text = Text(f"{one_line(name)}: ", style="bold")
    text.append(value, style="bold cyan")
    return text.append(f"  {one_line(title)}", style="dim") if title else text


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2), expand=False)


def _taken(taken: Taken, explanation: Explanation, reader: Reader) -> Iterator[RenderableType]:
    measurement = taken.measurement
    segment = f" ({spell_segment(measurement.segment)})" if measurement.segment else ""
    name = f"{measurement.measure}{segment} in {reader.period(explanation.period)}"
    yield _heading(name, spell(measurement.value, reader), taken.measure.title)
    if isinstance(measurement.value, NoValue) and measurement.value.note:
        yield _indented(Text(one_line(measurement.value.note)))
    if taken.before_relief is not None:
        yield _indented(Text(f"without relief: {spell(taken.before_relief, reader)}"))
    yield _indented(_formula(taken, reader))
    for judged in taken.assessments:
        yield _indented(Text(judgement_words(judged)))
        yield from _promised(judged, reader)
    yield from _records(taken, reader)
    if taken.outages is not None and taken.outages.stretches:
        yield _indented(Text("In this period:", style="bold"))
        yield _indented(outages_table(taken.outages, reader))
    yield Text()


def _formula(taken: Taken, reader: Reader) -> Text:
    formula = taken.measure.value
    text = Text(one_line(formula.text), style="italic")
    for name, value in taken.measurement.parts.items():
        text.append(f"\n{one_line(name)} = {spell(value, reader)}", style="not italic")
    return text.append(f"\n{spell_place(formula.span)}", style="dim not italic")


def _promised(judged: Assessment, reader: Reader) -> Iterator[RenderableType]:
    """Open the levels that are computed."""
    for step in judged.levels:
        yield _tree(formula_view(step, reader))


def judgement_words(judged: Assessment) -> str:
    """Say which commitment judges a figure, and how."""
    return f"{one_line(judged.commitment)}: {judged_as(judged)}"


def judged_as(judged: Assessment) -> str:
    """Say how a commitment judges a figure."""
    levels = [f"expected {judged.expected}"] if judged.expected else []
    levels += [f"minimum {judged.minimum}"] if judged.minimum else []
    rule = f" ({judged.rule})" if judged.rule else ""
    before = judged.before_relief
    relieved = (
        f"; without relief {level_word(before.level, has_minimum=bool(judged.minimum))}"
        if before
        else ""
    )
    word = judged_word(judged)
    return one_line(f"{word}{rule}; {', '.join(levels)}{relieved}")


def _records(taken: Taken, reader: Reader) -> Iterator[RenderableType]:
    records = taken.records
    yield Text()
    yield _indented(Text(f"Counted: {reader.number_of(records.counted)}", style="bold"))
    if records.first:
        yield _indented(_record_table(records.first, reader))
        more = records.counted - len(records.first)
        if more > 0:
            yield _indented(Text(f"and {reader.number_of(more)} more", style="dim"))
    if records.left_out:
        yield _indented(Text("Did not count:", style="bold"))
        for left_out in records.left_out:
            yield _indented(_left_out(left_out, reader))


def _record_table(records: Sequence[Record], reader: Reader) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("key", no_wrap=True)
    names = list(telling_names(records))
    for name in names:
        table.add_column(one_line(name), overflow="fold")
    for record in records:
        table.add_row(one_line(record.key), *(record_cell(record, name, reader) for name in names))
    return table


def telling_names(records: Sequence[Record]) -> Iterator[str]:
    """Yield what is shown of some records beside their keys.

    Left out is what says nothing: the key once more, and what is no or 0 for all of them.
    """
    for name in dict.fromkeys(name for record in records for name in record.values):
        values = [record.values.get(name) for record in records]
        same_as_key = all(
            spelt == record.key for spelt, record in zip(values, records, strict=True)
        )
        if not same_as_key and name not in _REDUNDANT and not all(map(_is_nothing, values)):
            yield name


def _is_nothing(value: Value | None) -> bool:
    return value is None or value is False or (isinstance(value, Quantity) and not value.amount)


def record_cell(record: Record, name: str, reader: Reader) -> str:
    """Spell one thing that is known of a record, empty where it is not."""
    value = record.values.get(name)
    if isinstance(value, Instant):
        return reader.moment(value)
    return "" if value is None else spell(value, reader)


def _left_out(left_out: LeftOutRecords, reader: Reader) -> Text:
    text = Text(f"{reader.number_of(left_out.records):>7}  {one_line(left_out.reason)}")
    if not left_out.keys:
        return text
    keys = ", ".join(map(one_line, left_out.keys))
    more = ", ..." if left_out.records > len(left_out.keys) else ""
    return text.append(f": {keys}{more}", style="dim")


def _line(line: LineView, period: str) -> Iterator[RenderableType]:
    yield _heading(f"{line.name} in {period}", f"{line.payable} payable", line.title)
    if line.clause:
        yield _indented(Text(f"clause {line.clause}", style="dim"))
    for stage in line.stages:
        note = f"  {stage.note}" if stage.note else ""
        yield _indented(Text(f"{stage.name}: {stage.amount}").append(note, style="dim"))
    yield _tree(line.formula)
    yield Text()


def _tree(formula: FormulaView) -> RenderableType:
    root = Tree(_node(formula), guide_style="dim")
    _grow(root, formula.of)
    return _indented(root)


def _grow(tree: Tree, used: Sequence[FormulaView]) -> None:
    for each in used:
        _grow(tree.add(_node(each)), each.of)


def _node(formula: FormulaView) -> Text:
    text = Text(formula.name)
    if formula.value:
        text.append(" = ").append(formula.value, style="bold")
    if formula.text:
        text.append(f"\n{formula.text}", style="italic")
    if formula.filled:
        text.append(f"\n{formula.filled}", style="italic")
    about = "  ".join(filter(None, [formula.note, formula.place]))
    return text.append(f"\n{about}", style="dim") if about else text
