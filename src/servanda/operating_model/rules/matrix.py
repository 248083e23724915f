"""Rules about cells: undecided, other than the ambition, not as meant, steps past their day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from servanda.operating_model.model.risk import Rule
from servanda.operating_model.reference import CONTINUITY, CONTROLS, INCIDENTS
from servanda.operating_model.rules.finding import Finding, Look
from servanda.operating_model.standing import Cell

__all__ = ["deviations", "gaps", "late_steps", "undecided"]

_CANNOT_WAIT: Final = frozenset({INCIDENTS, CONTINUITY, CONTROLS})


def undecided(look: Look) -> Iterator[Finding]:
    """Find processes of a live service that cannot wait, with nobody decided on."""
    if not look.standing.is_live:
        return
    for cell in look.standing.shown_cells():
        if cell.is_undecided and cell.process.name in _CANNOT_WAIT:
            yield look.find(Rule.UNDECIDED, look.span_of(cell.key), cell=cell)


def deviations(look: Look) -> Iterator[Finding]:
    """Find targets that leave the ambition."""
    ambition = look.standing.ambition
    for cell in look.standing.shown_cells():
        if cell.deviates and ambition is not None:
            stated = look.standing.service.target.get(cell.key)
            yield look.find(
                Rule.DEVIATION,
                stated.span if stated else look.standing.service.span,
                cell=cell,
                chosen=cell.target.accountable,
                ambition=ambition.value,
                reference=cell.reference,
                because=cell.because,
            )


def gaps(look: Look) -> Iterator[Finding]:
    """Find cells that are not as they are meant to be, with no step that leads there."""
    for cell in look.standing.shown_cells():
        if not cell.has_arrived and cell.step is None:
            yield look.find(
                Rule.GAP,
                look.span_of(cell.key),
                cell=cell,
                present=_words(cell.present),
                target=_words(cell.target),
            )


def _words(cell: Cell) -> str:
    performs = ", ".join(cell.performs)
    if not performs or cell.performs == (cell.accountable,):
        return cell.accountable
    return f"{cell.accountable} ({performs} performing)"


def late_steps(look: Look) -> Iterator[Finding]:
    """Find steps that are past their day and not done."""
    for step in look.standing.service.steps:
        if step.by < look.day and (step.done is None or step.done > look.day):
            yield look.find(
                Rule.LATE_STEP, step.span, process=step.process, day=step.by.isoformat()
            )
