"""Texts laid out in house style, and holidays frozen into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.agreement.format import format_text
from servanda.agreement.freeze import freeze_holidays
from servanda.agreement.model.agreement import History
from servanda.agreement.read import read_agreement
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.surface.shape import Record
from servanda.businesstime.holiday_dates import public_holidays
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.answer import Answer
from servanda.pipeline.files import digest_of, read_text, replace_text
from servanda.pipeline.workspace import Workspace

__all__ = ["LaidOut", "freeze", "lay_out", "lay_out_files", "write_laid_out"]

_YEARS_OPEN_ENDED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """Hold a text before and after.

    Args:
        path: Its file.
        before: As it is on disk.
        after: In house style.
        notes: What a person should look at, in words: holidays that changed since.
    """

    path: Path
    before: str
    after: str
    notes: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Return whether the text changes."""
        return self.before != self.after


def lay_out(workspaces: Sequence[Workspace]) -> Answer[tuple[LaidOut, ...]]:
    """Lay out the texts of agreements; nothing is written.

    Raises:
        CannotRead: A file cannot be read.
    """
    paths = [path for workspace in workspaces for path in workspace.texts]
    return lay_out_files(paths, AGREEMENT)


def lay_out_files(paths: Sequence[Path], shape: Record) -> Answer[tuple[LaidOut, ...]]:
    """Lay out texts of one kind; nothing is written.

    Args:
        paths: Their files.
        shape: The keys of the language that they are written in.

    Raises:
        CannotRead: A file cannot be read.
    """
    laid_out: list[LaidOut] = []
    found: list[Diagnostic] = []
    for path in paths:
        before = read_text(path)
        formatted = format_text(before, str(path), shape)
        found += formatted.diagnostics
        if formatted.text is not None:
            laid_out.append(LaidOut(path=path, before=before, after=formatted.text))
    return Answer(tuple(laid_out) if len(laid_out) == len(paths) else None, tuple(found))


def freeze(workspaces: Sequence[Workspace]) -> Answer[tuple[LaidOut, ...]]:
    """Lay out the texts of agreements with the dates of their public holidays written in.

    The years are those in force; of an open-ended agreement, the first ones.

    Raises:
        CannotRead: A file cannot be read.
    """
    laid_out: list[LaidOut] = []
    found: list[Diagnostic] = []
    whole = True
    for workspace in workspaces:
        reading = read_agreement(workspace.texts)
        if reading.history is None:
            found += reading.diagnostics
            whole = False
            continue
        years = _years(reading.history)
        frozen = [_frozen(path, years, found) for path in workspace.texts]
        laid_out += [each for each in frozen if each is not None]
        whole = whole and None not in frozen
    return Answer(tuple(laid_out) if whole else None, tuple(found))


def write_laid_out(texts: Sequence[LaidOut]) -> None:
    """Write the texts that change, each only if nobody changed it meanwhile.

    Raises:
        ChangedMeanwhile: Somebody did.
        CannotWrite: A file cannot be written.
    """
    for each in texts:
        if each.changes:
            replace_text(each.path, each.after, expected_sha256=digest_of(each.before))


def _frozen(path: Path, years: range, found: list[Diagnostic]) -> LaidOut | None:
    before = read_text(path)
    frozen = freeze_holidays(before, str(path), years, public_holidays)
    found += frozen.diagnostics
    if frozen.text is None:
        return None
    notes = tuple(f"{change}" for change in frozen.changes)
    return LaidOut(path=path, before=before, after=frozen.text, notes=notes)


def _years(history: History) -> range:
    first = history.versions[0].in_force.first_day.year
    last_day = history.latest.in_force.last_day
    last = last_day.year if last_day else first + _YEARS_OPEN_ENDED - 1
    return range(first, last + 1)
