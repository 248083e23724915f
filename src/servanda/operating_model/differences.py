"""What differs between two states of an operating model: two days, or two texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.words import UNDECIDED, Scope
from servanda.operating_model.rules.everything import Examination
from servanda.operating_model.standing import Cell, CellStanding, ServiceStanding

__all__ = ["Difference", "cell_words", "differences", "matrix_differences"]

_NOTHING = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it was.

    Args:
        service: The service's name; of an entry of the register, the entry's.
        what: What of it: ``mode``, ``incident management, application: present``.
        before: As it was, ``none`` where it was not there.
        after: As it is now, ``none`` where it is gone.
    """

    service: str
    what: str
    before: str
    after: str


def differences(before: Examination, after: Examination) -> tuple[Difference, ...]:
    """Return what differs: services, cells, risks, gates, entries of the register.

    Args:
        before: The earlier state.
        after: The later one.

    Returns:
        In the order of the later text, then what is gone; nothing where nothing differs.
    """
    return (
        *matrix_differences(before.standings, after.standings),
        *_beside(before, after),
        *_register(before.model, before.day, after.model, after.day),
    )


def matrix_differences(
    before: Mapping[str, ServiceStanding], after: Mapping[str, ServiceStanding]
) -> tuple[Difference, ...]:
    """Return what differs in services and the cells of their matrices."""
    return tuple(_of_services(before, after))


def _of_services(
    before: Mapping[str, ServiceStanding], after: Mapping[str, ServiceStanding]
) -> Iterator[Difference]:
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            yield Difference(
                service=name,
                what="service",
                before=old.service.title if old else _NOTHING,
                after=new.service.title if new else _NOTHING,
            )
            continue
        yield from _told(name, "ambition", _word(old.ambition), _word(new.ambition))
        yield from _told(name, "mode", _word(old.mode), _word(new.mode))
        yield from _cells(name, old, new)


def _word(value: object) -> str:
    return str(getattr(value, "value", value)) if value is not None else _NOTHING


def _told(service: str, what: str, before: str, after: str) -> Iterator[Difference]:
    if before != after:
        yield Difference(service=service, what=what, before=before, after=after)


def _cells(name: str, old: ServiceStanding, new: ServiceStanding) -> Iterator[Difference]:
    known = {cell.key: cell for cell in old.cells}
    merged = old.service.together and new.service.together
    for cell in new.cells:
        if merged and cell.scope is Scope.INTERFACE:
            continue
        place = cell.process.title if merged else f"{cell.process.title}, {cell.scope.value}"
        was = known.pop(cell.key, None)
        for sort in ("present", "target"):
            yield from _told(name, f"{place}: {sort}", _cell(was, sort), _cell(cell, sort))
        if was is not None and was.because != cell.because:
            yield from _told(
                name, f"{place}: because", was.because or _NOTHING, cell.because or _NOTHING
            )


def _cell(cell: CellStanding | None, sort: str) -> str:
    if cell is None:
        return _NOTHING
    return cell_words(cell.present if sort == "present" else cell.target)


def cell_words(cell: Cell) -> str:
    """Say who is accountable, and who performs where that is another.

    Example:
        >>> cell_words(Cell(accountable="business", performs=("provider",)))
        'business, provider performs'
    """
    if cell.performs in {(), (cell.accountable,)}:
        return cell.accountable
    verb = "performs" if len(cell.performs) == 1 else "perform"
    who = ", ".join("nobody decided on" if p == UNDECIDED else p for p in cell.performs)
    return f"{cell.accountable}, {who} {verb}"


def _beside(before: Examination, after: Examination) -> Iterator[Difference]:
    for name in dict.fromkeys([*after.standings, *before.standings]):
        yield from _compared(name, _told_of(before, name), _told_of(after, name))


def _told_of(examination: Examination, name: str) -> dict[str, str]:
    """Return risks, gates, tasks, controls and findings of a service, with how each stands."""
    standing = examination.standings.get(name)
    if standing is None:
        return {}
    day, service = examination.day, standing.service
    told = {f"risk: {each.risk.title}": each.state.value for each in standing.risks}
    for gate in service.gates.values():
        title = examination.model.processes[gate.process].title
        agreed = gate.agreed is not None and gate.agreed <= day
        told[f"gate: {title}"] = "agreed" if agreed else "open"
    for task in service.step_ins:
        if task.asked <= day:
            done = task.done is not None and task.done <= day
            title = examination.model.processes[task.process].title
            told[f"stepping in of {task.asked}: {title}"] = "done" if done else "asked for"
    for control in service.controls.values():
        proof = control.proof if control.proof and control.proof.on <= day else None
        told[f"control: {control.title}"] = f"shown on {proof.on}" if proof else "not known"
    for finding in examination.of(name):
        told[finding.diagnostic.message] = "open" if finding.is_open else "accepted"
    return told


def _compared(
    name: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Difference]:
    for what in dict.fromkeys([*after, *before]):
        yield from _told(name, what, before.get(what, _NOTHING), after.get(what, _NOTHING))


def _register(
    before: OperatingModel, first: date, after: OperatingModel, last: date
) -> Iterator[Difference]:
    old = {name: each.title for name, each in before.register.items() if each.found <= first}
    new = {name: each.title for name, each in after.register.items() if each.found <= last}
    for name in dict.fromkeys([*new, *old]):
        yield from _told(
            name, "entry of the register", old.get(name, _NOTHING), new.get(name, _NOTHING)
        )
