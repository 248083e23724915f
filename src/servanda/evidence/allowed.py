"""Which cells the agreement refuses, as a condition on typed values."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from servanda.agreement.model.evidence import Allowed, ColumnType, EvidenceColumn
from servanda.agreement.model.terms import Range
from servanda.evidence.people.pseudonyms import PSEUDONYM
from servanda.evidence.statements import compose, listed, literal

__all__ = ["is_refused"]

_MICROS_PER_SECOND: Final = 1_000_000


def is_refused(value: str, column: EvidenceColumn, allowed: Allowed) -> str:
    """Return the condition that a value is missing, or is none that the column may hold.

    Args:
        value: The typed value: a column of the engine.
        column: How it was read.
        allowed: What it may hold.
    """
    conditions = [f"{value} IS NULL"]
    if allowed.texts:
        texts = listed(literal(text) for text in allowed.texts)
        refused = compose("{value} NOT IN ({texts})", value=value, texts=texts)
        # A pseudonym in the file stands for somebody who was allowed, and has been erased.
        hidden = compose("regexp_full_match({value}, {form})", value=value, form=literal(PSEUDONYM))
        conditions.append(f"({refused} AND NOT {hidden})" if column.personal else refused)
    if allowed.range is not None:
        conditions += _outside(value, allowed.range, _per_unit(column.type))
    return f"({' OR '.join(conditions)})"


def _per_unit(kind: ColumnType) -> int:
    """Return how much of the typed value one unit of the figure is: durations are in micros."""
    return _MICROS_PER_SECOND if kind is ColumnType.DURATION else 1


def _outside(value: str, extent: Range, scale: int) -> list[str]:
    conditions = []
    if extent.low is not None:
        sign = "<" if extent.low_included else "<="
        conditions.append(f"{value} * {_below(extent.low.amount * scale, sign)}")
    if extent.high is not None:
        sign = ">" if extent.high_included else ">="
        conditions.append(f"{value} * {_below(extent.high.amount * scale, sign)}")
    return conditions


def _below(edge: Fraction, sign: str) -> str:
    """Return the comparison with an edge, multiplied out so that nothing is divided."""
    return f"{edge.denominator} {sign} {edge.numerator}"
