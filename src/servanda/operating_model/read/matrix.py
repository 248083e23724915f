"""Reading a matrix: cells of processes, for both scopes or for one."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.read.fields import Fields, entries_of
from servanda.agreement.text.node import Entry, ListNode, MappingNode, Node, ScalarNode
from servanda.operating_model import diagnostics as found
from servanda.operating_model.model.service import StatedCell, Step, StepIn
from servanda.operating_model.model.words import CellKey, Scope
from servanda.operating_model.read.names import Names, days_in_order

__all__ = ["read_matrix", "read_step_ins", "read_steps", "scope_of"]

_OF_BOTH = ("accountable", "performs", "because")


def read_matrix(node: Node | None, names: Names, *, together: bool) -> dict[CellKey, StatedCell]:
    """Return the cells that a matrix states."""
    cells: dict[CellKey, StatedCell] = {}
    for entry in entries_of(node):
        process = names.process(entry.key)
        for scope, cell in _row(entry, names, together=together):
            if process and cell is not None:
                cells[process, scope] = cell
    return cells


def _row(
    entry: Entry, names: Names, *, together: bool
) -> Iterator[tuple[Scope, StatedCell | None]]:
    row = entry.value
    apart = [scope for scope in Scope if isinstance(row, MappingNode) and row.get(scope.value)]
    if isinstance(row, MappingNode) and apart:
        _check_apart(row, apart, names, together=together)
        for scope in apart:
            yield scope, _cell(row.get(scope.value), names)
        return
    cell = _cell(row, names)
    for scope in Scope:
        yield scope, cell


def _check_apart(row: MappingNode, apart: list[Scope], names: Names, *, together: bool) -> None:
    for key in _OF_BOTH:
        if own := row.entry(key):
            names.notebook.report(
                found.TOGETHER_AND_APART, own.key.span, key=key, scope=apart[0].value
            )
    if together and (first := row.entry(apart[0].value)):
        names.notebook.report(found.NOT_APART, first.key.span, scope=apart[0].value)


def _cell(node: Node | None, names: Names) -> StatedCell | None:
    if isinstance(node, ScalarNode | ListNode):
        accountable = names.accountable(node)
        return StatedCell(accountable=accountable, performs=None, because="", span=node.span)
    if not isinstance(node, MappingNode):
        return None
    fields = Fields(node, names.notebook, node.span)
    return StatedCell(
        accountable=names.accountable(fields.get("accountable")),
        performs=names.performers(fields.get("performs")),
        because=fields.text("because").strip(),
        span=fields.span_of("accountable"),
    )


def scope_of(fields: Fields) -> Scope | None:
    """Return the scope that a mapping names, nothing for both."""
    return next((scope for scope in Scope if scope.value == fields.text("scope")), None)


def read_steps(node: Node | None, names: Names) -> tuple[Step, ...]:
    """Return dated steps, in the order of the text."""
    steps = []
    for fields in _items(node, names):
        process, by = names.process(fields.get("process")), fields.date("by")
        accountable = names.accountable(fields.get("accountable"))
        performs = names.performers(fields.get("performs"))
        owner = names.role(fields, "owner")
        if process and by is not None:
            steps.append(
                Step(
                    process=process,
                    scope=scope_of(fields),
                    accountable=accountable,
                    performs=performs,
                    by=by,
                    owner=owner,
                    done=fields.date("done"),
                    span=fields.span_of("process"),
                )
            )
    return tuple(steps)


def read_step_ins(node: Node | None, names: Names) -> tuple[StepIn, ...]:
    """Return tasks of stepping in, in the order of the text."""
    tasks = []
    for fields in _items(node, names):
        days_in_order(fields, "asked", "by")
        days_in_order(fields, "asked", "done")
        process = names.process(fields.get("process"))
        asked, by = fields.date("asked"), fields.date("by")
        if process and asked is not None and by is not None:
            tasks.append(
                StepIn(
                    process=process,
                    scope=scope_of(fields),
                    because=fields.text("because"),
                    asked=asked,
                    by=by,
                    done=fields.date("done"),
                    outcome=fields.text("outcome"),
                    span=fields.span_of("process"),
                )
            )
    return tuple(tasks)


def _items(node: Node | None, names: Names) -> Iterator[Fields]:
    for item in node.items if isinstance(node, ListNode) else ():
        yield Fields(item, names.notebook, item.span)
