"""What waits for an answer: whose, until when, and what silence would mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.decisions.lines import lines_left
from servanda.decisions.partnership_waiting import asked_together
from servanda.decisions.proposals import open_threads
from servanda.decisions.rulebook import SIDES, Rulebook, other_side
from servanda.decisions.submissions import open_queries
from servanda.facts.proposal import Proposal, ProposalState
from servanda.facts.standing import ClaimState, DisputeState, SpendingState, Standing
from servanda.facts.submitted import EvidenceState
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
        since: When it was asked.
        due: Last instant for it, if there is one.
        silence: What it means to say nothing; empty where it means nothing.
        does: What the party has to do about it: ``answer``, ``do``, ``deliver``, ``hand over``.
    """

    entry: str
    party: str
    what: str
    since: Instant
    due: Instant | None
    silence: str
    does: str = "answer"


def waiting(book: Rulebook, standing: Standing) -> tuple[Waiting, ...]:
    """Return what waits for an answer, what is due first first."""
    everything = [
        *_drafts(standing),
        *_evidence(standing),
        *_asked(book, standing),
        *_to_confirm(standing),
        *_half_said(standing),
        *_together(book, standing),
    ]
    return tuple(sorted(everything, key=lambda each: (each.due or _LAST, each.party, each.what)))


def _drafts(standing: Standing) -> Iterator[Waiting]:
    for proposal in standing.proposals:
        if proposal.state is not ProposalState.OPEN:
            continue
        for party in SIDES:
            if proposal.signature_of(party) is None:
                yield Waiting(
                    entry=proposal.entry,
                    party=party,
                    what=f"signature of proposal {proposal.number}"
                    + (f": {proposal.note}" if proposal.note else ""),
                    since=proposal.last_word_at,
                    due=proposal.answer_due,
                    silence=proposal.silence,
                )
        yield from _threads(proposal)


def _threads(proposal: Proposal) -> Iterator[Waiting]:
    for thread in open_threads(proposal):
        last = thread.remarks[-1]
        yield Waiting(
            entry=thread.entry,
            party=other_side(last.party),
            what=f"comment {thread.number} on proposal {proposal.number}: {last.words}",
            since=last.at,
            due=proposal.answer_due,
            silence="",
        )


def _evidence(standing: Standing) -> Iterator[Waiting]:
    for submission in standing.submitted:
        # Where the agreement sets no time for it, evidence that nobody questions is just used.
        if submission.state is EvidenceState.SUBMITTED and submission.asked:
            yield Waiting(
                entry=submission.entry,
                party=other_side(submission.submitted_by),
                what=f"evidence {submission.number}",
                since=submission.asked_at,
                due=submission.answer_due,
                silence=submission.silence,
            )
        for query in open_queries(submission):
            yield Waiting(
                entry=query.entry,
                party=submission.submitted_by,
                what=f"query {query.number} about evidence {submission.number}: {query.reason}",
                since=query.raised_at,
                due=query.answer_due,
                silence="",
            )


def _asked(book: Rulebook, standing: Standing) -> Iterator[Waiting]:
    for claim in standing.claims:
        if claim.state is ClaimState.CLAIMED:
            yield Waiting(
                entry=claim.entry,
                party=other_side(claim.claimed_by),
                what=f"claim {claim.number} for relief '{claim.relief}'",
                since=claim.claimed_at,
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
                since=edition.issued_at,
                due=issued.answer_due,
                silence=issued.silence,
            )
        for dispute in issued.disputes:
            if dispute.state is DisputeState.OPEN:
                yield Waiting(
                    entry=dispute.entry,
                    party=other_side(dispute.raised_by),
                    what=f"dispute {dispute.number} of {dispute.line.name} of {issued.period}",
                    since=dispute.raised_at,
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
                since=spending.proposed_at,
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
                since=figure.attested_at,
                due=None,
                silence="",
            )


def _half_said(standing: Standing) -> Iterator[Waiting]:
    for word in standing.stabilization_words:
        if word.commitment not in standing.stabilization_ends:
            said = standing.entries[word.entry]
            yield Waiting(
                entry=word.entry,
                party=other_side(word.party),
                what=f"word {said.number} that stabilization of {word.commitment} ends",
                since=said.at,
                due=None,
                silence="",
            )


def _together(book: Rulebook, standing: Standing) -> Iterator[Waiting]:
    for each in asked_together(book, standing):
        yield Waiting(
            entry=each.entry.sha256,
            party=each.party,
            what=each.what,
            since=each.since,
            due=each.due,
            silence="",
            does=each.does,
        )
