"""Reading conditions over time."""

from __future__ import annotations

from servanda.agreement.model.condition import TimeCondition
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of
from servanda.agreement.text.node import Entry, Node, ScalarNode

__all__ = ["read_conditions"]


def read_conditions(node: Node | None, notebook: Notebook) -> dict[str, TimeCondition]:
    """Read the conditions over time."""
    conditions = {}
    for entry in entries_of(node):
        condition = _made_of_others(entry, notebook) or _over_a_table(entry, notebook)
        if condition is None:
            notebook.broken.add(entry.key.text)
        else:
            conditions[entry.key.text] = condition
    return conditions


def _made_of_others(entry: Entry, notebook: Notebook) -> TimeCondition | None:
    if not isinstance(entry.value, ScalarNode):
        return None
    of = notebook.formula(entry.value)
    if of is None:
        return None
    return TimeCondition(name=entry.key.text, table="", where=None, of=of, span=entry.key.span)


def _over_a_table(entry: Entry, notebook: Notebook) -> TimeCondition | None:
    fields = Fields(entry.value, notebook, entry.key.span)
    where = fields.formula("where")
    if not fields.text("from") or (fields.has("where") and where is None):
        return None
    return TimeCondition(
        name=entry.key.text,
        table=fields.text("from"),
        where=where,
        by=fields.texts("by"),
        span=entry.key.span,
    )
