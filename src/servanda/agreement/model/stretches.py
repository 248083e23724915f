"""The rows of a measure: those of its table, or the stretches of its condition over time."""

from __future__ import annotations

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.evidence import (
    ColumnType,
    EvidenceColumn,
    EvidenceForm,
    EvidenceTable,
)
from servanda.agreement.model.measure import Measure

__all__ = ["table_of"]


def table_of(agreement: Agreement, measure: Measure) -> EvidenceTable:
    """Return the table that a measure reads.

    Args:
        agreement: The version.
        measure: The measure. One made of a condition over time reads no table of the evidence:
            its rows are the stretches in which the condition holds, with ``began``, ``ended``
            and the columns that divide it.
    """
    return agreement.evidence[measure.table] if measure.table else _stretches(measure)


def _stretches(measure: Measure) -> EvidenceTable:
    types = dict.fromkeys(measure.by, ColumnType.TEXT)
    types |= dict.fromkeys(("began", "ended"), ColumnType.INSTANT)
    return EvidenceTable(
        name=measure.name,
        form=EvidenceForm.INTERVAL,
        noun="outage",
        nouns="outages",
        file="",
        sheet="",
        key="",
        at="",
        order="",
        begins="began",
        ends="ended",
        zone="",
        nulls=(),
        columns={name: _column(measure, name, type_) for name, type_ in types.items()},
        required=False,
        span=measure.span,
    )


def _column(measure: Measure, name: str, type_: ColumnType) -> EvidenceColumn:
    return EvidenceColumn(
        name=name,
        source="",
        type=type_,
        unit=None,
        scale_text="",
        format="",
        zone="",
        span=measure.span,
    )
