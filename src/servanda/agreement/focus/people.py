"""People: columns that seem to name some, and are kept in the clear."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.focus import diagnostics as found
from servanda.agreement.headings import heading_of_people
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.evidence import ColumnType, EvidenceColumn
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["look_at_people"]


def look_at_people(agreement: Agreement) -> Iterator[Diagnostic]:
    """Yield the columns whose headings say that they name people."""
    for table in agreement.evidence.values():
        for column in table.columns.values():
            if _seems_personal(column):
                yield found.LIKELY_PERSON.at(column.span, name=column.name, table=table.name)


def _seems_personal(column: EvidenceColumn) -> bool:
    if column.type is not ColumnType.TEXT or column.personal or column.impersonal:
        return False
    # Few words that the agreement itself lists are no names.
    if column.values or column.only is not None:
        return False
    return heading_of_people(column.source) or heading_of_people(column.name)
