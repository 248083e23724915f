"""What becomes of questions whose time runs out unanswered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from servanda.agreement.model.decisions import Silence
from servanda.decisions.applying import end_dispute, with_claim, with_issued, with_spending
from servanda.decisions.holding import balance
from servanda.decisions.lines import agreed_of, close
from servanda.decisions.proposals import decline_by_silence, with_proposal
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.submissions import accept_by_silence, with_submission
from servanda.facts.proposal import Proposal, ProposalState
from servanda.facts.standing import (
    Claim,
    ClaimState,
    Dispute,
    DisputeState,
    IssuedPeriod,
    Spending,
    SpendingState,
    Standing,
)
from servanda.facts.submitted import EvidenceState, SubmittedEvidence
from servanda.kernel.time import Instant

__all__ = ["let_time_pass", "silences"]

_ACCEPTED = Silence.ACCEPTED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Silent:
    """A question that nobody answers: when its time runs out, and what it is."""

    due: Instant
    order: int
    number: int
    asked: Claim | Dispute | Spending | SubmittedEvidence | Proposal | str

    @property
    def key(self) -> tuple[Instant, int, int]:
        return self.due, self.order, self.number


def let_time_pass(book: Rulebook, standing: Standing, until: Instant) -> Standing:
    """Return the standing at a later moment, questions decided by silence, oldest first.

    What is said at the last instant is said in time, so that silence decides only after it; it
    then counts from that last instant.

    Args:
        book: The agreement.
        standing: How everything stood.
        until: The moment.
    """
    for silent in silences(standing, until):
        standing = _decide(book, standing, silent)
    return replace(standing, known_at=until)


def silences(standing: Standing, until: Instant) -> list[_Silent]:
    """Return what silence decides up to a moment, in the order in which times run out."""
    return sorted(
        (each for each in _unanswered(standing) if each.due < until), key=lambda each: each.key
    )


def _unanswered(standing: Standing) -> Iterator[_Silent]:
    for place, issued in enumerate(standing.issued.values()):
        if issued.answer_due and issued.silence and not (issued.closed_at or issued.by_silence):
            yield _Silent(due=issued.answer_due, order=0, number=place, asked=issued.period)
        for dispute in issued.disputes:
            if dispute.answer_due and dispute.silence and dispute.state is DisputeState.OPEN:
                yield _Silent(due=dispute.answer_due, order=1, number=dispute.number, asked=dispute)
    for claim in standing.claims:
        if claim.answer_due and claim.silence and claim.state is ClaimState.CLAIMED:
            yield _Silent(due=claim.answer_due, order=2, number=claim.number, asked=claim)
    for spending in standing.spendings:
        if spending.answer_due and spending.silence and spending.state is SpendingState.PROPOSED:
            yield _Silent(due=spending.answer_due, order=3, number=spending.number, asked=spending)
    yield from _unanswered_texts(standing)


def _unanswered_texts(standing: Standing) -> Iterator[_Silent]:
    """Yield evidence and drafts about which nobody has said anything."""
    for sent in standing.submitted:
        if sent.answer_due and sent.silence and sent.state is EvidenceState.SUBMITTED:
            yield _Silent(due=sent.answer_due, order=4, number=sent.number, asked=sent)
    for draft in standing.proposals:
        if draft.answer_due and draft.silence and draft.state is ProposalState.OPEN:
            yield _Silent(due=draft.answer_due, order=5, number=draft.number, asked=draft)


def _decide(book: Rulebook, standing: Standing, silent: _Silent) -> Standing:
    match silent.asked:
        case Claim() as claim:
            return with_claim(standing, _claim(claim, silent.due))
        case Dispute() as dispute:
            accepted = dispute.silence == _ACCEPTED
            amount = dispute.proposed if accepted else None
            return end_dispute(book, standing, dispute, amount=amount, at=silent.due)
        case Spending() as spending:
            return with_spending(standing, _spending(book, standing, spending, silent.due))
        case SubmittedEvidence() as submission:
            return with_submission(standing, accept_by_silence(submission, silent.due))
        case Proposal() as proposal:
            return with_proposal(standing, decline_by_silence(proposal, silent.due))
        case str() as label:
            return with_issued(standing, _statement(standing.issued[label], silent.due))


def _claim(claim: Claim, due: Instant) -> Claim:
    accepted = claim.silence == _ACCEPTED
    return replace(
        claim,
        state=ClaimState.GRANTED if accepted else ClaimState.DECLINED,
        granted=claim.asked if accepted else Fraction(0),
        decided_at=due,
        by_silence=True,
    )


def _spending(book: Rulebook, standing: Standing, spending: Spending, due: Instant) -> Spending:
    would = spending.silence == _ACCEPTED
    against = _against(book, standing, spending, due) if would else ""
    return replace(
        spending,
        state=SpendingState.APPROVED if would and not against else SpendingState.DECLINED,
        decided_at=due,
        by_silence=True,
        reason=against,
    )


def _against(book: Rulebook, standing: Standing, spending: Spending, due: Instant) -> str:
    """Return why silence cannot spend it: as little as a word can, it spends what is not there."""
    last = book.history.latest.in_force.last_day
    if last is not None and last < book.day_of(due):
        return f"the agreement ended on {last.isoformat()}"
    short = spending.amount.amount > balance(book, standing).free.amount
    return "the holding account did not have it" if short else ""


def _statement(issued: IssuedPeriod, due: Instant) -> IssuedPeriod:
    agreed = agreed_of(issued, ())
    return close(replace(issued, agreed=agreed, by_silence=True), due)
