"""What a matrix that somebody filled in changes in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from servanda.operating_model.changing import Appended, Value, Whole
from servanda.operating_model.model.service import Service, StatedCell
from servanda.operating_model.model.words import Scope
from servanda.operating_model.standing import (
    Cell,
    CellStanding,
    ServiceStanding,
    stand_cell,
)

__all__ = ["FilledCell", "filled_values"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledCell:
    """What was filled in for a cell, or for both scopes where they are together."""

    service: str
    process: str
    scopes: tuple[Scope, ...]
    present: Cell
    target: Cell
    because: str


def filled_values(
    cells: Sequence[FilledCell], standings: Mapping[str, ServiceStanding], day: date
) -> dict[str, Value]:
    """Return what goes into the text: whole rows of the matrix in which something differs.

    A cell that was changed by a step before gets a further step, done on the day, so that its
    history stays; any other is written into ``present``.

    Args:
        cells: What was filled in.
        standings: The services as they stand on the day, by name.
        day: The day on which it was filled in.

    Returns:
        Values by key of the text; empty where nothing differs.
    """
    by_row: dict[tuple[str, str], dict[Scope, FilledCell]] = {}
    for cell in cells:
        filled = by_row.setdefault((cell.service, cell.process), {})
        filled.update(dict.fromkeys(cell.scopes, cell))
    services: dict[str, dict[str, dict[str, Value]]] = {}
    steps: dict[str, list[Value]] = {}
    for (name, process), said in by_row.items():
        row = _Row(standing=standings[name], process=process, said=said, day=day)
        sections = services.setdefault(name, {})
        if row.changes_target:
            sections.setdefault("target", {})[process] = row.target()
        elif not row.changes_present:
            continue
        if row.has_history:
            steps.setdefault(name, []).extend(row.steps())
        else:
            sections.setdefault("present", {})[process] = row.present()
    values: dict[str, Value] = {
        name: {**sections, **({"steps": Appended(tuple(steps[name]))} if steps.get(name) else {})}
        for name, sections in services.items()
        if sections or steps.get(name)
    }
    return {"services": values} if values else {}


class _Row:
    """A row of a service's matrix: how it stands, and what was filled in for it."""

    def __init__(
        self,
        *,
        standing: ServiceStanding,
        process: str,
        said: Mapping[Scope, FilledCell],
        day: date,
    ) -> None:
        self._service = standing.service
        self._process = process
        self._said = said
        self._day = day
        self._now = {each.scope: each for each in standing.cells if each.process.name == process}

    @property
    def changes_target(self) -> bool:
        """Return whether somebody else is meant to be accountable or to perform, or why."""
        return any(
            cell.target != self._now[scope].target or cell.because != self._now[scope].because
            for scope, cell in self._said.items()
        )

    @property
    def changes_present(self) -> bool:
        """Return whether somebody else is accountable or performs."""
        return any(cell.present != self._now[scope].present for scope, cell in self._said.items())

    @property
    def has_history(self) -> bool:
        """Return whether a step changed it before."""
        return any(
            step.done and step.done <= self._day and step.is_about((self._process, scope))
            for step in self._service.steps
            for scope in self._said
        )

    def target(self) -> Value:
        """Return what is meant, as the text says it."""
        return _row(
            {
                scope: _cell(cell.target, cell.because, explicit=bool(cell.target.performs))
                for scope, cell in self._then().items()
            }
        )

    def present(self) -> Value:
        """Return what is the case, as the text says it."""
        cells = {}
        for scope, cell in self._then().items():
            found = self._service.present.get((self._process, scope))
            stays = found is not None and cell.present == self._now[scope].present
            # What a row leaves out is taken from the target, so that all that differs is said.
            implied = cell.target.performs or (cell.present.accountable,)
            cells[scope] = _cell(
                cell.present,
                found.because if found is not None and stays else "",
                explicit=cell.present.performs != implied,
            )
        return _row(cells)

    def steps(self) -> Iterator[Value]:
        """Yield the steps that make the present what was filled in, done on the day."""
        before = self._with_target()
        changed = [
            scope
            for scope, cell in self._said.items()
            if cell.present
            != stand_cell(before, self._now[scope].process, scope, self._day).present
        ]
        cells = {scope: self._said[scope].present for scope in changed}
        together = len(changed) == len(Scope) and len(set(cells.values())) == 1
        for scope in changed[:1] if together else changed:
            yield {
                "process": self._process,
                **({} if together else {"scope": scope.value}),
                **_cell(cells[scope], "", explicit=True),
                "by": self._day.isoformat(),
                "done": self._day.isoformat(),
            }

    def _then(self) -> dict[Scope, CellStanding | FilledCell]:
        """Return both cells of the row: as filled in, or as they stand."""
        return {scope: self._said.get(scope, now) for scope, now in self._now.items()}

    def _with_target(self) -> Service:
        """Return the service with the new target: a present that is not said follows it."""
        if not self.changes_target:
            return self._service
        stated = {
            (self._process, scope): StatedCell(
                accountable=cell.target.accountable,
                performs=cell.target.performs or None,
                because=cell.because,
                span=self._service.span,
            )
            for scope, cell in self._then().items()
        }
        return replace(self._service, target={**self._service.target, **stated})


def _cell(cell: Cell, because: str, *, explicit: bool) -> dict[str, Value]:
    written: dict[str, Value] = {"accountable": cell.accountable}
    if explicit:
        written["performs"] = cell.performs[0] if len(cell.performs) == 1 else cell.performs
    if because:
        written["because"] = because
    return written


def _row(cells: Mapping[Scope, dict[str, Value]]) -> Value:
    """Return a row: one cell where both scopes say the same, and bare where that is a party."""
    first = cells[Scope.APPLICATION]
    if all(cell == first for cell in cells.values()):
        return _bare(first)
    return Whole({scope.value: _bare(cell) for scope, cell in cells.items()})


def _bare(cell: dict[str, Value]) -> Value:
    return cell["accountable"] if len(cell) == 1 else Whole(cell)
