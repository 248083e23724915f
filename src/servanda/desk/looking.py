"""How agreements stand, to be looked at by those who have a part in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet

from servanda.desk.callers import Caller, Seat, allow, appointed, take_seat
from servanda.desk.refusals import NotThere
from servanda.desk.rights import RULES, Rule
from servanda.desk.working import freshen, workspace_of
from servanda.facts.decision import AttachedDocument
from servanda.pipeline.bundling import Bundle, bundle
from servanda.pipeline.record import Record
from servanda.record.models import (
    Agreement,
    ClaimState,
    DisputeState,
    JournalEntry,
    LineState,
    ProposalState,
    SpendingState,
    StatementState,
)
from servanda.record.opening import current_book

__all__ = [
    "Head",
    "StatementSeen",
    "agreement_seen",
    "agreements",
    "attached",
    "claims",
    "disputes",
    "entries",
    "head",
    "proposals",
    "rights",
    "spendings",
    "statement",
    "statements",
    "take_away",
]

_DIGEST = re.compile(r"[0-9a-f]{64}")
_LOOKS = "agreement looked at"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSeen:
    """A period's statement with its lines and disputes."""

    statement: StatementState
    lines: tuple[LineState, ...]
    disputes: tuple[DisputeState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The journal's last entry, with the host's seal on it.

    Args:
        number: Its number, 0 for an empty journal.
        sha256: Its digest, by which one later knows whether history was rewritten.
        seal: The host's signature.
        host: The host's public key.
        holds: Whether an entry that the caller has seen before is there still; nothing where
            none was named.
    """

    number: int
    sha256: str
    seal: str
    host: str
    holds: bool | None


def agreements(caller: Caller) -> QuerySet[Agreement]:
    """Return the agreements that one has a part in, by title; raises ``NotInScope``."""
    allow(caller, "agreements listed")
    held = appointed(caller.at).filter(person=caller.person).values("agreement")
    return Agreement.objects.filter(pk__in=held).order_by("title", "pk")


def agreement_seen(caller: Caller, agreement: str) -> Seat:
    """Return an agreement, and for whom one works on it."""
    return take_seat(caller, agreement, _LOOKS)


def rights(caller: Caller) -> Sequence[Rule]:
    """Return the table of rights; raises ``NotInScope``."""
    allow(caller, "rights looked up")
    return tuple(RULES.values())


def statements(caller: Caller, agreement: str) -> QuerySet[StatementState]:
    """Return the last edition of every period's statement, newest first."""
    return StatementState.objects.filter(agreement=_fresh(caller, agreement)).order_by("-period")


def statement(caller: Caller, agreement: str, period: str) -> StatementSeen:
    """Return a period's statement with its lines; raises ``NotThere`` where none was issued."""
    of = _fresh(caller, agreement)
    found = StatementState.objects.filter(agreement=of, period=period).first()
    if found is None:
        raise NotThere
    lines = LineState.objects.filter(agreement=of, period=period).order_by("pk")
    about = DisputeState.objects.filter(agreement=of, period=period).order_by("number")
    return StatementSeen(statement=found, lines=tuple(lines), disputes=tuple(about))


def claims(caller: Caller, agreement: str) -> QuerySet[ClaimState]:
    """Return every claim for relief, newest first."""
    return ClaimState.objects.filter(agreement=_fresh(caller, agreement)).order_by("-number")


def disputes(caller: Caller, agreement: str) -> QuerySet[DisputeState]:
    """Return every dispute, newest first."""
    return DisputeState.objects.filter(agreement=_fresh(caller, agreement)).order_by("-number")


def proposals(caller: Caller, agreement: str) -> QuerySet[ProposalState]:
    """Return every proposed version, newest first."""
    return ProposalState.objects.filter(agreement=_fresh(caller, agreement)).order_by("-number")


def spendings(caller: Caller, agreement: str) -> QuerySet[SpendingState]:
    """Return everything that the holding account is spent on, newest first."""
    return SpendingState.objects.filter(agreement=_fresh(caller, agreement)).order_by("-number")


def entries(caller: Caller, agreement: str) -> QuerySet[JournalEntry]:
    """Return the journal, oldest first."""
    seat = take_seat(caller, agreement, _LOOKS)
    return seat.agreement.entries.order_by("number")


def attached(caller: Caller, agreement: str, sha256: str) -> Path:
    """Return where a document lies that an entry names; raises ``NotThere`` where none does.

    Args:
        caller: Who asks.
        agreement: The agreement's key.
        sha256: Digest of the document's bytes, lower-case hex.
    """
    seat = take_seat(caller, agreement, _LOOKS)
    if not _DIGEST.fullmatch(sha256):
        raise NotThere
    record = Record.of(workspace_of(seat.agreement))
    path = record.document_path(AttachedDocument(name="", sha256=sha256))
    named = f'"sha256":"{sha256}"'
    if not path.is_file() or not seat.agreement.entries.filter(line__contains=named).exists():
        raise NotThere
    return path


def head(caller: Caller, agreement: str, *, seen: str = "") -> Head:
    """Return the journal's last entry.

    Args:
        caller: Who asks.
        agreement: The agreement's key.
        seen: Digest of an entry that one has seen before.
    """
    seat = take_seat(caller, agreement, _LOOKS)
    last = seat.agreement.entries.order_by("-number").first()
    holds = seat.agreement.entries.filter(sha256=seen).exists() if seen else None
    host = current_book().host_key().public
    if last is None:
        return Head(number=0, sha256="", seal="", host=host, holds=holds)
    return Head(number=last.number, sha256=last.sha256, seal=last.seal, host=host, holds=holds)


def take_away(caller: Caller, agreement: str, path: Path) -> Bundle:
    """Pack the record into a bundle that anybody can verify without the book.

    Args:
        caller: Who asks.
        agreement: The agreement's key.
        path: Where the bundle goes.

    Raises:
        NothingToBundle: Nothing was entered so far.
    """
    seat = take_seat(caller, agreement, "record taken away")
    return bundle(Record.of(workspace_of(seat.agreement)), path)


def _fresh(caller: Caller, agreement: str) -> Agreement:
    seat = take_seat(caller, agreement, _LOOKS)
    freshen(seat.agreement, caller.at)
    return seat.agreement
