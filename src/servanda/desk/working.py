"""Work on an agreement's record: its files in the book's folder, its journal in the database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from servanda.agreement.model.agreement import History
from servanda.decisions.standing import replay
from servanda.desk.background import WEIGHING, Sort
from servanda.desk.callers import Seat
from servanda.desk.refusals import Mistaken, NotNow, NotSignedFor
from servanda.facts.decision import Entry
from servanda.journal.chain import Journal, Speaker
from servanda.journal.signing import signature_holds
from servanda.journal.wire import signed_bytes
from servanda.kernel.time import Instant
from servanda.partnership.planning import turn_of
from servanda.pipeline.answer import Answer
from servanda.pipeline.check import check
from servanda.pipeline.deciding import TooEarly
from servanda.pipeline.files import alone
from servanda.pipeline.issuing import NothingDue
from servanda.pipeline.record import Record
from servanda.pipeline.refusals import ChangedMeanwhile
from servanda.pipeline.workspace import Workspace, find_workspace
from servanda.record.journals import DatabaseStore, Drafted, DraftStore
from servanda.record.models import Agreement
from servanda.record.opening import current_book
from servanda.record.projecting import apply
from servanda.record.queue import Asked, put

__all__ = [
    "Draft",
    "Entered",
    "Signature",
    "Work",
    "changing_evidence",
    "enter",
    "freshen",
    "history_of",
    "lay_out",
    "lay_out_anew",
    "value_of",
    "workspace_of",
]

T = TypeVar("T")
_TRIES = 40
_SIGNED_WITHIN = 3600 * 1_000_000
_HISTORIES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature that was made elsewhere, with a key that the book never holds.

    Args:
        key: The public key, ``ed25519:...`` or ``passkey:...``.
        value: The signature, as it stands in an entry; empty to be told what is to be signed.
        at: The moment that was signed with the entry.
    """

    key: str
    value: str = ""
    at: Instant | None = None

    @property
    def public(self) -> str:
        """Return the public key."""
        return self.key

    def sign(self, message: bytes) -> str:
        """Return the signature if it is one of this message.

        Raises:
            NotSignedFor: It is not.
        """
        if self.value and not signature_holds(message, key=self.key, signature=self.value):
            raise NotSignedFor
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Say what was entered.

    Args:
        agreement: The agreement.
        entries: The new entries, oldest first.
    """

    agreement: Agreement
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Say what a party has to sign for something to be entered.

    Args:
        at: The moment that stands in it; the signature is sent with it.
        message: The bytes to be signed.
    """

    at: Instant
    message: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Hold what something is entered with.

    Args:
        seat: Who does it, and for whom.
        workspace: The agreement's texts, evidence and record.
        speaker: Who speaks, as the journal names them.
        at: The moment of the entry.
    """

    seat: Seat
    workspace: Workspace
    speaker: Speaker
    at: Instant


def workspace_of(
    agreement: Agreement, *, store: DatabaseStore | DraftStore | None = None
) -> Workspace:
    """Return where an agreement's texts, evidence and record lie."""
    book = current_book()
    reading = DatabaseStore(owner=agreement, host=book.host_key())
    return find_workspace(book.agreement(agreement.key), journal=store or reading)


def changing_evidence(agreement: Agreement) -> AbstractContextManager[None]:
    """Keep others from changing an agreement's files of evidence at the same moment."""
    return alone(current_book().agreement(agreement.key) / "incoming")


def enter(
    seat: Seat,
    does: Callable[[Work], object],
    *,
    signature: Signature | None = None,
) -> Entered | Draft:
    """Do something that adds to an agreement's journal, once, whoever else does so meanwhile.

    What follows from the new entries is written in their transaction, and so is the answer.

    Args:
        seat: Who does it.
        does: Makes and appends the entries; done again where somebody else was quicker.
        signature: The party's signature, or the key that it is going to sign with.

    Returns:
        The entries, or what has to be signed first.

    Raises:
        NotSignedFor: The signature is one of something else.
        NotNow: It names another time than now.
    """
    made: list[Entered] = []

    def beside(journal: Journal, entries: Sequence[Entry]) -> None:
        # Several entries of one act of work may come one after the other.
        before = made[-1].entries if made else ()
        entered = Entered(agreement=seat.agreement, entries=(*before, *entries))
        lay_out(seat.agreement, journal, journal.entries[-1].at)
        if any(isinstance(each.act, WEIGHING) for each in entries):
            put(Sort.OUTLOOK.value, {}, entries[-1].at, agreement=seat.agreement)
        for entry in entries:
            if turn_of(journal.entries, entry.sha256) is not None:
                asked = Asked(person=seat.caller.person, scopes=())
                content = {"entry": entry.sha256}
                put(Sort.SUMMONS.value, content, entry.at, agreement=seat.agreement, asked=asked)
        seat.caller.keep(entered)
        made.append(entered)

    book = current_book()
    for attempt in range(_TRIES):
        store = DatabaseStore(
            owner=seat.agreement,
            host=book.host_key(),
            person=seat.caller.person,
            beside=beside,
        )
        work = _work(seat, store, signature)
        try:
            does(work)
        except Drafted as draft:
            return Draft(at=work.at, message=signed_bytes(draft.entries[0]))
        except (ChangedMeanwhile, TooEarly):
            if signature is not None:
                raise NotSignedFor from None
            if attempt == _TRIES - 1:
                raise
            continue
        except NothingDue:
            # Somebody else has done the rest of it meanwhile.
            if not made:
                raise
        break
    assert made
    return made[-1]


def lay_out_anew(agreement: Agreement, at: Instant) -> None:
    """Lay out anew how an agreement stands, after its texts have changed."""
    with transaction.atomic():
        locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
        lay_out(locked, Record.of(workspace_of(locked)).journal(), at)


def freshen(agreement: Agreement, at: Instant) -> None:
    """Lay out anew how an agreement stands where silence has decided something meanwhile."""
    due = agreement.changes_at
    if due is not None and Instant.from_datetime(due) < at:
        lay_out_anew(agreement, at)


def history_of(workspace: Workspace) -> History:
    """Return an agreement's versions, from memory where its texts were read before.

    Raises:
        Mistaken: The texts are not sound.
    """
    digests = tuple(hashlib.sha256(path.read_bytes()).hexdigest() for path in workspace.texts)
    return _history(workspace.texts, digests)


def value_of(answer: Answer[T]) -> T:
    """Return what was asked for.

    Raises:
        Mistaken: There are mistakes, all of them in it.
    """
    if answer.value is None:
        raise Mistaken(answer.diagnostics)
    return answer.value


def _work(seat: Seat, store: DatabaseStore, signature: Signature | None) -> Work:
    drafts = signature is not None and not signature.value
    workspace = workspace_of(seat.agreement, store=DraftStore(store) if drafts else store)
    speaker = Speaker(
        party=seat.party,
        person=seat.caller.person.name,
        role=seat.role.value,
        key=signature,
    )
    last = seat.agreement.entries.order_by("-number").values_list("at", flat=True).first()
    known = Instant.from_datetime(last) if last else seat.caller.at
    # What waited for somebody else is said after them, whenever it was asked for.
    at = max(known, seat.caller.at)
    if signature is not None and signature.at is not None:
        if abs(signature.at.micros - seat.caller.at.micros) > _SIGNED_WITHIN:
            raise NotNow
        at = signature.at
    return Work(seat=seat, workspace=workspace, speaker=speaker, at=at)


def lay_out(agreement: Agreement, journal: Journal, at: Instant) -> None:
    """Lay out how an agreement stands by its journal at a moment; the caller holds its lock."""
    history = history_of(workspace_of(agreement))
    agreement.reminds_at = at.to_datetime()
    apply(agreement, history, replay(history, journal.entries, at).standing)


@lru_cache(maxsize=_HISTORIES)
def _history(texts: tuple[Path, ...], _: tuple[str, ...]) -> History:
    return value_of(check(find_workspace(texts[0].parent), measurable=False))
