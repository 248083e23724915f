"""Evidence looked at before it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from servanda.agreement.model.agreement import History
from servanda.evidence.profile import Profile, profile_file, profile_table
from servanda.evidence.snapshot import Snapshot
from servanda.evidence.sources import find_source
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.refusals import CannotRead, UnknownTable
from servanda.pipeline.workspace import Workspace

__all__ = ["Profiled", "profile_agreement", "profile_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiled:
    """Hold the profile of a table; ``table`` is empty for a file that no agreement describes."""

    table: str
    profile: Profile


def profile_agreement(
    workspace: Workspace, tables: Sequence[str] = (), *, progress: Progress = say_nothing
) -> Answer[tuple[Profiled, ...]]:
    """Profile the evidence of an agreement, as the agreement reads it.

    Args:
        workspace: Where everything lies.
        tables: Names of tables; all if none is named.
        progress: Told before each table.

    Returns:
        A profile per table. A table that cannot be read has its reasons in its own profile.

    Raises:
        UnknownTable: The agreement has no such table.
    """
    checked = check(workspace)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    known = checked.value.latest.evidence
    for name in tables:
        if name not in known:
            raise UnknownTable(name, known)
    wanted = list(tables) or list(known)
    found: list[Profiled] = []
    for number, name in enumerate(wanted):
        progress(f"looking at {name}", number, len(wanted))
        found.append(_profiled(checked.value, name, workspace))
    return Answer(tuple(found), checked.diagnostics)


def profile_files(
    paths: Sequence[Path], *, zone: str = "UTC", progress: Progress = say_nothing
) -> tuple[Profiled, ...]:
    """Profile files that no agreement describes; what they hold is guessed, and said.

    Args:
        paths: The files.
        zone: IANA zone in which times without offset are taken to be.
        progress: Told before each file.

    Raises:
        CannotRead: There is no such file.
    """
    found: list[Profiled] = []
    for number, path in enumerate(paths):
        if not path.is_file():
            raise CannotRead(path, "there is no such file")
        progress(f"looking at {path.name}", number, len(paths))
        found.append(Profiled(table="", profile=profile_file(path, zone=zone)))
    return tuple(found)


def _profiled(history: History, name: str, workspace: Workspace) -> Profiled:
    table = history.latest.evidence[name]
    with TemporaryDirectory() as scratch:
        looked = find_source(table, workspace.evidence, Path(scratch))
        if not looked.files:
            return Profiled(table=name, profile=_absent(table.file or name, looked.diagnostics))
        earlier = _latest_snapshot(workspace)
        return Profiled(table=name, profile=profile_table(table, *looked.files, earlier=earlier))


def _absent(file: str, diagnostics: tuple[Diagnostic, ...]) -> Profile:
    return Profile(file=file, rows=0, form=None, columns=(), findings=(), diagnostics=diagnostics)


def _latest_snapshot(workspace: Workspace) -> Snapshot | None:
    """Return the evidence used last, whose values are then known; nothing before first use."""
    listings = sorted(
        (workspace.cache / "snapshots").glob("*.json"), key=lambda path: path.stat().st_mtime_ns
    )
    return Snapshot.open(listings[-1]) if listings else None
