"""What waits for an answer: whose, until when, and what silence would mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.decisions.lines import lines_left
from servanda.decisions.rulebook import Rulebook, other_side
from servanda.facts.standing import ClaimState, DisputeState, SpendingState, Standing
from servanda.kernel.time import Instant

__all__ = ["Waiting", "waiting"]

_LAST = Instant(2**62)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that a party has to say.

    Args:
        entry: Digest of the entry that asks for it.
        party: Identifier of the party.
        what: What it is about, in a few words.
        due: Last instant for it, if there is one.
        silence: What it means to say nothing; empty where it means nothing.
    """

    entry: str
    party: str
    what: str
    due: Instant | None
    silence: str


def waiting(book: Rulebook, standing: Standing) -> tuple[Waiting, ...]:
    """Return what waits for an answer, what is due first first."""
    everything = [*_asked(book, standing), *_to_confirm(standing), *_half_said(standing)]
    return tuple(sorted(everything, key=lambda each: (each.due or _LAST, each.party, each.what)))


def _asked(book: Rulebook, standing: Standing) -> Iterator[Waiting]:
    for claim in standing.claims:
        if claim.state is ClaimState.CLAIMED:
            yield Waiting(
                entry=claim.entry,
                party=other_side(claim.claimed_by),
                what=f"claim {claim.number} for relief '{claim.relief}'",
                due=claim.answer_due,
                silence=claim.silence,
            )
    for issued in standing.issued.values():
        edition = issued.editions[-1]
        if lines_left(issued):
            yield Waiting(
                entry=edition.entry,
                party=other_side(edition.issued_by),
                what=f"statement of {issued.period}",
                due=issued.answer_due,
                silence=issued.silence,
            )
        for dispute in issued.disputes:
            if dispute.state is DisputeState.OPEN:
                yield Waiting(
                    entry=dispute.entry,
                    party=other_side(dispute.raised_by),
                    what=f"dispute {dispute.number} of {dispute.line.name} of {issued.period}",
                    due=dispute.answer_due,
                    silence=dispute.silence,
                )
    account = book.history.latest.holding_account
    for spending in standing.spendings:
        if spending.state is SpendingState.PROPOSED and account is not None:
            yield Waiting(
                entry=spending.entry,
                party=account.decided_by,
                what=f"spending {spending.number}: {spending.what}",
                due=spending.answer_due,
                silence=spending.silence,
            )


def _to_confirm(standing: Standing) -> Iterator[Waiting]:
    for figure in standing.attested:
        if not figure.countersigned_by:
            entry = standing.entries[figure.entry]
            yield Waiting(
                entry=figure.entry,
                party=other_side(entry.party),
                what=f"figure {entry.number}: {figure.measure} of {figure.period}",
                due=None,
                silence="",
            )


def _half_said(standing: Standing) -> Iterator[Waiting]:
    for word in standing.stabilization_words:
        if word.commitment not in standing.stabilization_ends:
            number = standing.entries[word.entry].number
            yield Waiting(
                entry=word.entry,
                party=other_side(word.party),
                what=f"word {number} that stabilization of {word.commitment} ends",
                due=None,
                silence="",
            )
