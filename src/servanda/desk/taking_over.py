"""An agreement that ran on files, taken into the book with everything that was said about it."""

from __future__ import annotations

import shutil
from pathlib import Path

from servanda.desk.callers import Caller
from servanda.desk.founding import found_agreement
from servanda.desk.working import lay_out, workspace_of
from servanda.journal.chain import Journal
from servanda.pipeline.record import Record
from servanda.pipeline.workspace import Workspace
from servanda.record.journals import DatabaseStore
from servanda.record.models import Agreement
from servanda.record.opening import current_book

__all__ = ["bring_measurements", "take_over"]


def take_over(caller: Caller, running: Workspace, party: str) -> Agreement:
    """Take an agreement into the book with its evidence and its record, entry by entry.

    What was said stays as it was said and signed; the host vouches for having it from now on.
    Files are copied, and what lies where it ran is left alone.

    Args:
        caller: An administrator of the organisation.
        running: Where the agreement ran.
        party: Which party the own organisation is.

    Raises:
        NotAllowed, NotInScope, NotASide, Mistaken: As for founding an agreement.
        BrokenJournal: The record was changed by other means than by entering.
    """
    journal = Record.of(running).journal()
    texts = {path.name: path.read_text("utf-8") for path in running.texts}
    agreement = found_agreement(caller, texts, party)
    workspace = workspace_of(agreement)
    for source, target in (
        (running.evidence, workspace.evidence),
        (running.record, workspace.record),
        (running.people, workspace.people),
        (running.cache, workspace.cache),
    ):
        _copy(source, target)
    if journal.entries:
        store = DatabaseStore(
            owner=agreement,
            host=current_book().host_key(),
            person=caller.person,
            beside=lambda whole, _: _lay_out(agreement, whole),
        )
        store.append(Journal(), journal.entries)
    return agreement


def bring_measurements(agreement: Agreement, running: Workspace) -> None:
    """Copy what was measured where an agreement ran, so that figures open without waiting."""
    _copy(running.cache, workspace_of(agreement).cache)


def _lay_out(agreement: Agreement, journal: Journal) -> None:
    lay_out(agreement, journal, journal.entries[-1].at)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
