"""What a party says: evidence submitted, statements handed over, and every plain act."""

from __future__ import annotations

from servanda.desk.bringing import brought
from servanda.desk.callers import Caller, take_seat
from servanda.desk.working import Draft, Entered, Signature, Work, enter, value_of
from servanda.facts.decision import (
    Act,
    AttachedDocument,
    DraftProposed,
    EvidenceSubmitted,
    StatementIssued,
    VersionSigned,
)
from servanda.journal.acts import NAME_OF
from servanda.pipeline.deciding import Said, open_desk
from servanda.pipeline.issuing import issue, issue_through
from servanda.pipeline.submitting import submit

__all__ = ["MADE_HERE", "issue_statement", "issue_statements", "say", "submit_evidence"]

_SUBMITTED, _ISSUED = "evidence submitted", "statement issued"

MADE_HERE = (DraftProposed, EvidenceSubmitted, StatementIssued, VersionSigned)
"""Acts that are made from what lies in the book, and never sent."""


def say(
    caller: Caller,
    agreement: str,
    act: Act,
    *,
    signature: Signature | None = None,
) -> Entered | Draft:
    """Say something to the other party: agree, dispute, claim, answer, spend, take back.

    Documents that it names by their digests were brought before.

    Args:
        caller: Who says it.
        agreement: The agreement's key.
        act: What is said; not evidence nor a statement, which are made from what lies there.
        signature: The party's signature, or the key that it is going to sign with.

    Returns:
        The entry, or what has to be signed first.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        Mistaken: The agreement does not allow it; everything that speaks against it is named.
        NotSignedFor: The signature is one of something else.
        NotBrought: It names a document that the own party has not brought.
    """
    seat = take_seat(caller, agreement, NAME_OF[type(act)])
    named: tuple[AttachedDocument, ...] = getattr(act, "documents", ())
    documents = brought(seat, named)

    def does(work: Work) -> None:
        desk = value_of(open_desk(work.workspace, work.at))
        value_of(desk.say(work.speaker, (Said(act=act),), documents=documents))

    return enter(seat, does, signature=signature)


def submit_evidence(
    caller: Caller, agreement: str, *, note: str = "", signature: Signature | None = None
) -> Entered | Draft:
    """Say that from now on the evidence that lies in the book is what is known.

    Returns and refusals as for ``say``.

    Args:
        caller: Who says it.
        agreement: The agreement's key.
        note: What is new about it.
        signature: The party's signature, or the key that it is going to sign with.

    Raises:
        NothingNew: It was submitted before.
    """
    seat = take_seat(caller, agreement, _SUBMITTED)

    def does(work: Work) -> None:
        value_of(submit(work.workspace, work.speaker, work.at, note=note))

    return enter(seat, does, signature=signature)


def issue_statement(
    caller: Caller, agreement: str, period: str, *, signature: Signature | None = None
) -> Entered | Draft:
    """Hand over the statement of a period, the first time or where it comes out otherwise now.

    Returns and refusals as for ``say``.

    Args:
        caller: Who hands it over.
        agreement: The agreement's key.
        period: The period's label.
        signature: The party's signature, or the key that it is going to sign with.

    Raises:
        OutOfTurn, NotOver, NothingChanged: It is not its turn, not over, or was issued so.
    """
    seat = take_seat(caller, agreement, _ISSUED)

    def does(work: Work) -> None:
        value_of(issue(work.workspace, period, work.speaker, work.at))

    return enter(seat, does, signature=signature)


def issue_statements(caller: Caller, agreement: str, last: str) -> Entered | Draft:
    """Hand over every statement that is due up to a period, oldest first.

    Returns and refusals as for ``say``.

    Args:
        caller: Who hands them over; for a party that has no key, as each entry names the one
            before it.
        agreement: The agreement's key.
        last: Label of the last period.

    Raises:
        NotOver, NothingDue: It is not over, or all were handed over before.
    """
    seat = take_seat(caller, agreement, _ISSUED)

    def does(work: Work) -> None:
        value_of(issue_through(work.workspace, last, work.speaker, work.at))

    return enter(seat, does)
