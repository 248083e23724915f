"""Read an agreement and say what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.read import read_agreement
from servanda.agreement.read.versions import Reading
from servanda.evidence.mapping import check_mapping
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.pipeline.answer import Answer
from servanda.pipeline.attached import check_documents
from servanda.pipeline.workspace import Workspace

__all__ = ["check", "check_reading"]


def check(workspace: Workspace, *, measurable: bool = True) -> Answer[History]:
    """Read the agreement with its amendments.

    A text without mistakes is then looked at with the eyes of who reads and measures its
    evidence (formats that cannot be read, formulas that cannot be measured exactly), and the
    signed documents beside it are compared with their digests.

    Args:
        workspace: Where its texts lie.
        measurable: Whether formulas are tried on the query engine's compiler, which takes longer
            than the rest together.

    Returns:
        The versions in their order, absent if there are errors; every mistake at once.
    """
    folder = workspace.texts[0].parent
    return check_reading(read_agreement(workspace.texts), folder, measurable=measurable)


def check_reading(reading: Reading, folder: Path, *, measurable: bool = True) -> Answer[History]:
    """Check an agreement that was read, as above.

    Args:
        reading: What reading gave.
        folder: Where the signed documents lie.
        measurable: As above.
    """
    found = tuple(reading.diagnostics)
    if reading.history is None:
        return Answer(None, found)
    # Versions that share a mistake tell it once.
    beyond = [*_around_the_text(reading.history, folder)]
    if measurable:
        beyond += _unmeasurable(reading.history)
    late = {str(each): each for each in beyond}.values()
    mistaken = any(each.severity is Severity.ERROR for each in late)
    everything = tuple(sorted((*found, *late), key=lambda each: each.sort_key))
    return Answer(None if mistaken else reading.history, everything)


def _around_the_text(history: History, folder: Path) -> Iterator[Diagnostic]:
    yield from check_documents(history, folder)
    tables = (table for version in history.versions for table in version.evidence.values())
    yield from check_mapping(tables)


def _unmeasurable(history: History) -> tuple[Diagnostic, ...]:
    # Loading the compiler costs more than a mistaken text costs to refuse.
    from servanda.measurement.check import check_measures  # noqa: PLC0415 - as said above

    return check_measures(history)
