"""How everything stands, written into the tables that lists are made of.

What stands in them follows from the journal alone. They are brought in step by difference, in the
transaction that the entry is made in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models, transaction

from servanda.agreement.model.agreement import History
from servanda.decisions.rulebook import Rulebook
from servanda.facts.standing import Standing
from servanda.record.laying_out import ROWS, moment_of, next_change
from servanda.record.models import (
    Agreement,
    AtAGlance,
    ClaimState,
    DisputeState,
    LineState,
    ProposalState,
    SpendingState,
    StatementState,
    WaitingState,
)

__all__ = ["STANDING", "apply", "differing", "laid_out"]

_NAMED_BY: Mapping[type[models.Model], tuple[str, ...]] = {
    StatementState: ("period",),
    LineState: ("period", "name", "segment"),
    DisputeState: ("number",),
    ClaimState: ("number",),
    SpendingState: ("number",),
    ProposalState: ("number",),
    WaitingState: ("entry_sha256", "party"),
    AtAGlance: (),
}

STANDING = tuple(_NAMED_BY)
"""The tables that follow from the journals."""


def apply(agreement: Agreement, history: History, standing: Standing) -> None:
    """Bring the tables of an agreement in step with how everything stands.

    Args:
        agreement: The agreement; the caller holds its lock where others may write.
        history: Its versions.
        standing: As its journal leaves it.
    """
    book = Rulebook(history)
    with transaction.atomic():
        for table, rows in ROWS.items():
            _bring_in_step(agreement, table, [*rows(agreement, book, standing)])
        agreement.known_at = moment_of(standing.known_at)
        agreement.changes_at = moment_of(next_change(standing))
        agreement.save(update_fields=["known_at", "changes_at", "reminds_at"])


def laid_out(agreement: Agreement) -> dict[str, list[dict[str, Any]]]:
    """Return everything that the tables say of an agreement, to be compared."""
    left_out = {"id", "agreement"}
    return {
        table.__name__: [
            {field.name: getattr(row, field.name) for field in _fields(table, left_out)}
            for row in table._default_manager.filter(agreement=agreement).order_by(*named_by)
        ]
        for table, named_by in _NAMED_BY.items()
    }


def differing(agreement: Agreement, history: History, standing: Standing) -> Iterator[str]:
    """Yield the tables that say something else than how everything stands."""
    book = Rulebook(history)
    for table, rows in ROWS.items():
        names = [each.name for each in _fields(table, {"id", "agreement"})]
        kept = table._default_manager.filter(agreement=agreement)
        if {_told(each, names) for each in kept} != {
            _told(each, names) for each in rows(agreement, book, standing)
        }:
            yield str(table._meta.db_table)


def _bring_in_step(agreement: Agreement, table: type[models.Model], rows: list[Any]) -> None:
    named_by = _NAMED_BY[table]
    names = [each.name for each in _fields(table, {"id", "agreement", *named_by})]
    there = {
        _values(each, named_by): each for each in table._default_manager.filter(agreement=agreement)
    }
    new, changed = list[Any](), list[Any]()
    for row in rows:
        before = there.pop(_values(row, named_by), None)
        if before is None:
            new.append(row)
        elif _values(before, names) != _values(row, names):
            row.pk = before.pk
            changed.append(row)
    if there:
        gone = [each.pk for each in there.values()]
        table._default_manager.filter(pk__in=gone).delete()
    table._default_manager.bulk_create(new)
    if changed:
        table._default_manager.bulk_update(changed, names)


def _fields(table: type[models.Model], left_out: set[str]) -> Iterator[Any]:
    return (each for each in table._meta.concrete_fields if each.name not in left_out)


def _values(row: models.Model, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)


def _told(row: models.Model, names: Iterable[str]) -> str:
    return repr(_values(row, names))
