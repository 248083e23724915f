"""Looking after a book: every agreement examined, and its tables made again from its journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from django.db import transaction

from servanda.decisions.standing import replay
from servanda.desk.operating_model.keeping import faults_of_models, rebuild_models
from servanda.desk.working import history_of, workspace_of
from servanda.facts.standing import Standing
from servanda.kernel.time import Instant
from servanda.pipeline.bundling import cited_files
from servanda.pipeline.journal_store import JOURNAL
from servanda.pipeline.record import Record
from servanda.pipeline.refusals import BrokenJournal
from servanda.record.examining import examine
from servanda.record.examining_people import administration_faults
from servanda.record.models import Agreement
from servanda.record.opening import current_book, lists_wanted, prepare
from servanda.record.projecting import apply

__all__ = ["bring_forward", "examine_book", "examine_people", "faults_of_book", "rebuild_book"]


def examine_people() -> tuple[str, ...]:
    """Return what is wrong with the host's journal of people and roles, or with their tables."""
    return administration_faults(current_book().host_key().public)


def faults_of_book() -> Iterator[str]:
    """Yield, in plain words, everything that is not as it has to be in the whole book."""
    yield from examine_people()
    for agreement, faults in examine_book():
        yield from (f"{agreement.title}: {each}" for each in faults)
        if not faults:
            yield from _missing_files(agreement)
    yield from faults_of_models()


def _missing_files(agreement: Agreement) -> Iterator[str]:
    record = Record.of(workspace_of(agreement))
    for name, place in cited_files(record, record.journal()):
        if name != JOURNAL and not place.is_file():
            yield f"{agreement.title}: the journal names '{name}', and it is not there"


def examine_book() -> Iterator[tuple[Agreement, tuple[str, ...]]]:
    """Yield every agreement with what is wrong with its journal or tables, by title."""
    host = current_book().host_key().public
    for agreement in Agreement.objects.order_by("title", "pk"):
        yield agreement, examine(agreement, history_of(workspace_of(agreement)), host)


def bring_forward() -> None:
    """Bring the open book to this version: its database, and the lists that follow from journals.

    A journal that was changed by other means than by entering keeps its lists as they were;
    examining names it.
    """
    prepare()
    if lists_wanted().exists():
        for agreement in Agreement.objects.order_by("pk"):
            with suppress(BrokenJournal):
                _rebuild(agreement)
        with suppress(BrokenJournal):
            rebuild_models()
        lists_wanted().unlink(missing_ok=True)


def rebuild_book() -> int:
    """Make the tables of every agreement again from its journal alone.

    Returns:
        How many agreements there are.

    Raises:
        BrokenJournal: A journal was changed by other means than by entering.
    """
    agreements = list(Agreement.objects.order_by("pk"))
    for each in agreements:
        _rebuild(each)
    rebuild_models()
    lists_wanted().unlink(missing_ok=True)
    return len(agreements)


def _rebuild(found: Agreement) -> None:
    with transaction.atomic():
        agreement = Agreement.objects.select_for_update().get(pk=found.pk)
        workspace = workspace_of(agreement)
        journal = Record.of(workspace).journal()
        known = agreement.known_at
        history = history_of(workspace)
        if journal.entries:
            last = journal.entries[-1].at
            at = max(last, Instant.from_datetime(known)) if known else last
            standing = replay(history, journal.entries, at).standing
        else:
            standing = Standing()
        apply(agreement, history, standing)
