"""Reading terms and tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from servanda.agreement import diagnostics as found
from servanda.agreement.model.formula import Dated, Formula
from servanda.agreement.model.terms import Choice, Table, TableRow, Term
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of, text_of
from servanda.agreement.read.phrases import read_range
from servanda.agreement.surface.leaf import looks_like_date, read_date
from servanda.agreement.text.node import Entry, MappingNode, Node, ScalarNode

__all__ = ["dated_entries", "read_tables", "read_terms"]

_TABLE_KEYS = frozenset({"title", "choose", "gaps"})


def dated_entries(
    node: Node | None, first_day: date, notebook: Notebook
) -> tuple[tuple[date, Node], ...]:
    """Return values with the day from which each applies, oldest first.

    Args:
        node: A mapping by date, or a single value, which applies from the first day in force.
        first_day: The first day in force.
        notebook: Where mistakes are noted.
    """
    if node is None:
        return ()
    if not isinstance(node, MappingNode) or not _is_dated(node):
        return ((first_day, node),)
    steps = []
    for entry in node.entries:
        day = read_date(entry.key.text)
        if day is not None:
            steps.append((day, entry.value))
        elif not looks_like_date(entry.key.text):
            notebook.report(found.MIXED_DATES, entry.key.span, key=entry.key.text)
    return tuple(sorted(steps, key=lambda step: step[0]))


def _is_dated(node: MappingNode) -> bool:
    return any(looks_like_date(entry.key.text) for entry in node.entries)


def read_terms(node: Node | None, first_day: date, notebook: Notebook) -> dict[str, Term]:
    """Read the named values of the agreement."""
    terms = {}
    for entry in entries_of(node):
        term = _term(entry, first_day, notebook)
        if term is None:
            notebook.broken.add(entry.key.text)
        else:
            terms[entry.key.text] = term
    return terms


def _term(entry: Entry, first_day: date, notebook: Notebook) -> Term | None:
    value, title = entry.value, ""
    if isinstance(value, MappingNode) and value.get("is") is not None:
        title = text_of(value.get("title"))
        value = value.get("is") or value
    steps = []
    for day, held in dated_entries(value, first_day, notebook):
        read = _value(held, notebook)
        if read is None:
            return None
        steps.append((day, read))
    if not steps:
        return None
    return Term(name=entry.key.text, values=Dated(tuple(steps)), title=title, span=entry.key.span)


def _value(node: Node, notebook: Notebook) -> Formula | Mapping[str, object] | None:
    if isinstance(node, ScalarNode):
        return notebook.formula(node)
    # Every key is read before the answer, so that all mistakes are found.
    keyed = {entry.key.text: _value(entry.value, notebook) for entry in entries_of(node)}
    if not keyed or any(value is None for value in keyed.values()):
        return None
    return keyed


def read_tables(node: Node | None, nouns: dict[str, str], notebook: Notebook) -> dict[str, Table]:
    """Read the piecewise tables."""
    tables = {}
    for entry in entries_of(node):
        table = _table(entry, nouns, notebook)
        if table is None:
            notebook.broken.add(entry.key.text)
        else:
            tables[entry.key.text] = table
    return tables


def _table(entry: Entry, nouns: dict[str, str], notebook: Notebook) -> Table | None:
    fields = Fields(entry.value, notebook, entry.key.span)
    written = [each for each in entries_of(entry.value) if each.key.text not in _TABLE_KEYS]
    if not written:
        notebook.report(found.EMPTY_TABLE, entry.key.span)
        return None
    rows = [_row(each, nouns, notebook) for each in written]
    if any(row is None for row in rows):
        return None
    return Table(
        name=entry.key.text,
        rows=tuple(row for row in rows if row is not None),
        choice=fields.word("choose", Choice, Choice.NONE),
        title=fields.text("title"),
        span=entry.key.span,
        gaps_stay_open=fields.has("gaps"),
    )


def _row(entry: Entry, nouns: dict[str, str], notebook: Notebook) -> TableRow | None:
    extent = read_range(entry.key, nouns, notebook)
    gives: dict[str, Formula | None]
    if isinstance(entry.value, MappingNode):
        gives = {each.key.text: notebook.formula(each.value) for each in entry.value.entries}
    else:
        gives = {"": notebook.formula(entry.value)}
    sound = {name: formula for name, formula in gives.items() if formula is not None}
    if extent is None or not sound or len(sound) < len(gives):
        return None
    return TableRow(text=entry.key.text, range=extent, gives=sound, span=entry.key.span)
