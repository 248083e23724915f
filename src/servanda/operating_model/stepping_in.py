"""Where who performs has failed, who is accountable steps in: the tasks that misses ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.service import MeasuredBy
from servanda.operating_model.standing import CellStanding, ServiceStanding, stand

__all__ = ["Miss", "Task", "tasks_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A commitment that was not met.

    Args:
        agreement: Link to the agreement.
        commitment: Its name there.
        period: Label of the period.
        ended: The period's last day.
        words: How it stood: ``91% against at least 95%``.
    """

    agreement: str
    commitment: str
    period: str
    ended: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What who is accountable is asked to do.

    Args:
        accountable: Who steps in.
        performs: Who failed.
        because: What was missed.
        by: The day by which it is done.
    """

    service: str
    process: str
    accountable: str
    performs: tuple[str, ...]
    because: str
    asked: date
    by: date


def tasks_for(
    model: OperatingModel, misses: Sequence[Miss], asked: date, *, days: int
) -> tuple[Task, ...]:
    """Return the tasks that misses ask for: one for each process with somebody else performing.

    A process whose accountable party performs it itself has nobody to step in for, and one for
    which a task was asked since the period ended has its task.

    Args:
        model: Who is accountable, and what measures whom.
        misses: Commitments that were not met.
        asked: The day of asking; the matrix of that day counts.
        days: How many calendar days there are.
    """
    tasks: list[Task] = []
    for service in model.services.values():
        standing = stand(model, service, asked)
        for measured in service.measured_by:
            missed = list(_missed(measured, misses, service.agreement))
            cells = [each for each in _bought(standing, measured.process) if missed]
            since = max((each.ended for each in missed), default=asked)
            asked_already = any(
                each.process == measured.process and each.asked > since for each in service.step_ins
            )
            if cells and not asked_already:
                tasks.append(
                    Task(
                        service=service.name,
                        process=measured.process,
                        accountable=cells[0].present.accountable,
                        performs=cells[0].present.performs,
                        because="; ".join(
                            f"{m.commitment} in {m.period}: {m.words}" for m in missed
                        ),
                        asked=asked,
                        by=asked + timedelta(days=days),
                    )
                )
    return tuple(tasks)


def _missed(measured: MeasuredBy, misses: Sequence[Miss], agreement: str) -> Iterator[Miss]:
    names = {name for name, _ in measured.commitments}
    for miss in misses:
        if miss.agreement == agreement and miss.commitment in names:
            yield miss


def _bought(standing: ServiceStanding, process: str) -> Iterator[CellStanding]:
    """Yield the cells of a process that somebody performs for who is accountable."""
    for cell in standing.shown_cells():
        others = set(cell.present.performs) - {cell.present.accountable}
        if cell.process.name == process and others and not cell.is_undecided:
            yield cell
