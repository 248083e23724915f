"""Reading conditions over time."""

from __future__ import annotations

from servanda.agreement.model.condition import TimeCondition
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of
from servanda.agreement.text.node import Node

__all__ = ["read_conditions"]


def read_conditions(node: Node | None, notebook: Notebook) -> dict[str, TimeCondition]:
    """Read the conditions over time."""
    conditions = {}
    for entry in entries_of(node):
        fields = Fields(entry.value, notebook, entry.key.span)
        where = fields.formula("where")
        if not fields.text("from") or (fields.has("where") and where is None):
            notebook.broken.add(entry.key.text)
            continue
        conditions[entry.key.text] = TimeCondition(
            name=entry.key.text, table=fields.text("from"), where=where, span=entry.key.span
        )
    return conditions
