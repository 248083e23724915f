"""The credit note of one issued statement."""

from __future__ import annotations

from servanda.pipeline.booking import Booked
from servanda.pipeline.refusals import MisusedCommand
from servanda.settlement.posting.credit_note import CreditNote, credit_notes

__all__ = ["NoCreditNote", "NotIssued", "credit_note_of"]


class NotIssued(MisusedCommand):
    """A credit note was asked for of a period that has no statement."""

    def __init__(self, period: str, issued: tuple[str, ...]) -> None:
        have = f"{issued[0]} to {issued[-1]} have one" if issued else "none has one so far"
        super().__init__(
            f"no statement is issued for '{period}' ({have}); 'servanda issue' hands one over"
        )


class NoCreditNote(MisusedCommand):
    """A statement credits nothing on balance."""

    def __init__(self, period: str) -> None:
        super().__init__(
            f"the statement of {period} credits nothing on balance, so that there is no note;"
            f" 'servanda ledger --account \"current account\"' shows what it asks for"
        )


def credit_note_of(booked: Booked, period: str) -> CreditNote:
    """Return the credit note of a period's statement.

    Raises:
        NotIssued: The period has no statement.
        NoCreditNote: It credits nothing on balance.
    """
    issued = booked.standing.issued
    if period not in issued:
        raise NotIssued(period, tuple(issued))
    entry = issued[period].editions[0].entry
    notes = {note.entry: note for note in credit_notes(booked.history, booked.occasions)}
    note = notes[entry]
    if note.number == 0:
        raise NoCreditNote(period)
    return note
