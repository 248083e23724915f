"""Periods settled, and their statements written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.facts.statement import Statement
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import Choice
from servanda.pipeline.evaluating import Overlay, evaluate
from servanda.pipeline.files import write_all
from servanda.pipeline.measured import Measured
from servanda.pipeline.measuring import measure
from servanda.pipeline.moment import NOW, Moment
from servanda.pipeline.record import Record
from servanda.pipeline.restating import otherwise
from servanda.pipeline.workspace import Workspace
from servanda.settlement.readings import Reread, with_readings
from servanda.settlement.relieving import beside_unrelieved
from servanda.settlement.telling import diagnostics_of

__all__ = ["Settled", "Written", "settle", "settle_measured", "write_statements"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Hold statements.

    Args:
        measured: What they were settled from.
        statements: Those asked for, oldest first.
        so_far: All from the first period on, those that nobody asked for too.
    """

    measured: Measured
    statements: tuple[Statement, ...]
    so_far: tuple[Statement, ...]

    def until(self, statement: Statement) -> tuple[Statement, ...]:
        """Return all statements up to one of them."""
        return self.so_far[: self.so_far.index(statement) + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Name the files of one statement by their ending: ``json``, ``html``, ``pdf``, ``xlsx``."""

    statement: Statement
    files: Mapping[str, Path]


def settle(
    workspace: Workspace,
    *,
    choice: Choice | None = None,
    moment: Moment = NOW,
    progress: Progress = say_nothing,
) -> Answer[Settled]:
    """Settle an agreement on its evidence; arguments and refusals as for ``measure``."""
    answer = measure(workspace, choice=choice, moment=moment, progress=progress)
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    settled = settle_measured(answer.value, progress=progress)
    told = [found for each in settled.statements for found in diagnostics_of(each)]
    told += otherwise(
        settled.statements,
        settled.measured.standing,
        Record.of(workspace),
        str(workspace.texts[0]),
    )
    return Answer(settled, (*answer.diagnostics, *told))


def settle_measured(measured: Measured, *, progress: Progress = say_nothing) -> Settled:
    """Settle every period measured, and keep the statements asked for.

    All periods from the first one on are settled, because later ones may look back.
    """
    wanted = {period.label for period in measured.chosen}
    labels = [period.label for period in measured.periods]

    def tell(label: str) -> None:
        progress(f"settling {label}", labels.index(label), len(labels))

    settled = evaluate(measured, progress=tell)
    if measured.unrelieved is not None:
        unrelieved = evaluate(measured, Overlay(measurements=measured.unrelieved))
        settled = tuple(beside_unrelieved(settled, unrelieved))
    statements = tuple(with_readings(settled, _reread(measured)))
    kept = tuple(each for each in statements if each.period.label in wanted)
    return Settled(measured=measured, statements=kept, so_far=statements)


def write_statements(
    statements: Sequence[Statement],
    folder: Path,
    formats: Mapping[str, Callable[[Statement], bytes]],
) -> tuple[Written, ...]:
    """Write each statement in the formats wanted.

    Args:
        statements: The statements.
        folder: Where they go: ``2026-03.json``, ``2026-03.html``.
        formats: By a file's ending, what makes its content.

    Raises:
        CannotWrite: The folder cannot be written; no file is left half-written.
    """
    contents: dict[str, bytes] = {}
    for statement in statements:
        for ending, make in formats.items():
            contents[f"{statement.period.label}.{ending}"] = make(statement)
    write_all(folder, contents)
    return tuple(
        Written(
            statement=statement,
            files={ending: folder / f"{statement.period.label}.{ending}" for ending in formats},
        )
        for statement in statements
    )


def _reread(measured: Measured) -> list[Reread]:
    """Settle all periods again under each other reading of the contract."""
    return [
        Reread(
            reading=reading,
            statements=evaluate(
                measured,
                Overlay(text=reading.history, measurements=measured.reread[reading.name]),
            ),
        )
        for reading in measured.history.readings
    ]
