"""Reading what the cells of a column may hold: ``known``, ``from 0% to 100%``, ``[P1, P2]``."""

from __future__ import annotations

from dataclasses import replace

from servanda.agreement import diagnostics as found
from servanda.agreement.model.evidence import Allowed, ColumnType
from servanda.agreement.model.terms import Range
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.phrases import read_range
from servanda.agreement.text.node import ListNode, Node, ScalarNode
from servanda.formula.display import format_quantity
from servanda.kernel.quantity import NUMBER, Quantity
from servanda.kernel.unit import Unit

__all__ = ["read_allowed"]

_KNOWN = "known"
_FIGURES = frozenset(
    {
        ColumnType.NUMBER,
        ColumnType.WHOLE,
        ColumnType.MONEY,
        ColumnType.PERCENT,
        ColumnType.DURATION,
    }
)


def read_allowed(
    node: Node | None, kind: ColumnType, unit: Unit | None, notebook: Notebook
) -> Allowed | None:
    """Read what a column may hold.

    Args:
        node: What stands behind ``only``; absent for no rule.
        kind: What the column is read as.
        unit: Its unit, if it has one.
        notebook: Where mistakes are noted.
    """
    if isinstance(node, ListNode):
        return _texts(node, kind, notebook)
    if not isinstance(node, ScalarNode) or not node.text.strip():
        return None
    if node.text.strip() == _KNOWN:
        return Allowed(texts=(), range=None, text=_KNOWN)
    if kind not in _FIGURES:
        notebook.report(
            found.ONLY_DOES_NOT_FIT,
            node.span,
            text=node.text,
            type=kind.value,
            advice="say only: known, or list the texts allowed",
        )
        return None
    return _range(node, unit or NUMBER, notebook)


def _texts(node: ListNode, kind: ColumnType, notebook: Notebook) -> Allowed | None:
    texts = tuple(item.text for item in node.items if isinstance(item, ScalarNode))
    if kind is ColumnType.TEXT and texts:
        return Allowed(texts=texts, range=None, text=", ".join(texts))
    notebook.report(
        found.ONLY_DOES_NOT_FIT,
        node.span,
        text=f"[{', '.join(texts)}]",
        type=kind.value,
        advice="say only: known, or a range like from 0 to 100",
    )
    return None


def _range(node: ScalarNode, unit: Unit, notebook: Notebook) -> Allowed | None:
    extent = read_range(node, {}, notebook)
    if extent is None:
        return None
    edges = [edge for edge in (extent.low, extent.high) if edge is not None]
    wrong = next((edge for edge in edges if not _fits(edge, unit)), None)
    if wrong is not None:
        notebook.report(
            found.ONLY_DOES_NOT_FIT,
            node.span,
            text=format_quantity(wrong),
            type=str(unit),
            advice="write the edges in the column's own unit",
        )
        return None
    return Allowed(texts=(), range=_in_unit(extent, unit), text=node.text.strip())


def _fits(edge: Quantity, unit: Unit) -> bool:
    # A count may be written bare: the column itself says of what.
    bare = edge.unit.is_number and (edge.amount == 0 or unit.noun is not None)
    return edge.unit == unit or bare or (edge.unit.noun is not None and unit.noun is not None)


def _in_unit(extent: Range, unit: Unit) -> Range:
    return replace(
        extent,
        low=extent.low and Quantity(extent.low.amount, unit),
        high=extent.high and Quantity(extent.high.amount, unit),
    )
