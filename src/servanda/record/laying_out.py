"""How everything stands, as rows of the tables that lists are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from django.db import models

from servanda.decisions.rulebook import Rulebook
from servanda.decisions.silence import silences
from servanda.decisions.waiting import waiting
from servanda.facts.decision import LinePaid
from servanda.facts.figure import Segment
from servanda.facts.standing import DisputeState as DisputeStands
from servanda.facts.standing import IssuedPeriod, Standing
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.record.glancing import glances, money_text
from servanda.record.models import (
    Agreement,
    AtAGlance,
    ClaimState,
    DisputeState,
    LineState,
    ProposalState,
    SpendingState,
    StatementState,
    WaitingState,
)

__all__ = ["ROWS", "moment_of", "next_change"]

_NEVER = Instant(2**62)


def _statements(agreement: Agreement, _: Rulebook, standing: Standing) -> Iterator[StatementState]:
    for issued in standing.issued.values():
        last = issued.editions[-1]
        yield StatementState(
            agreement=agreement,
            period=issued.period,
            edition=last.number,
            entry_sha256=last.entry,
            statement_sha256=last.statement_sha256,
            issued_by=last.issued_by,
            issued_at=last.issued_at.to_datetime(),
            answer_due=moment_of(issued.answer_due),
            closed_at=moment_of(issued.closed_at),
        )


def _lines(agreement: Agreement, _: Rulebook, standing: Standing) -> Iterator[LineState]:
    for issued in standing.issued.values():
        for line in issued.editions[-1].lines:
            state, instead = _of_line(issued, line)
            yield LineState(
                agreement=agreement,
                period=issued.period,
                name=line.name,
                segment=_segment(line.segment),
                purpose=line.purpose.value,
                payable=money_text(line.payable),
                state=state,
                pays_instead=money_text(instead),
            )


def _of_line(issued: IssuedPeriod, line: LinePaid) -> tuple[str, Quantity | None]:
    """Return how a line stands, and what it pays in place of what was issued."""
    disputes = [
        each
        for each in issued.disputes
        if (each.line.name, each.line.segment) == (line.name, line.segment)
        and each.state is not DisputeStands.WITHDRAWN
    ]
    if disputes and disputes[-1].state is DisputeStands.OPEN:
        return "disputed", None
    if disputes and disputes[-1].state is DisputeStands.CHANGED:
        return "changed", disputes[-1].amount
    agreed = {(each.name, each.segment) for each in issued.agreed}
    if disputes or (line.name, line.segment) in agreed:
        return "agreed", None
    return "open", None


def _disputes(agreement: Agreement, _: Rulebook, standing: Standing) -> Iterator[DisputeState]:
    for issued in standing.issued.values():
        for dispute in issued.disputes:
            yield DisputeState(
                agreement=agreement,
                number=dispute.number,
                entry_sha256=dispute.entry,
                period=issued.period,
                line=dispute.line.name,
                segment=_segment(dispute.line.segment),
                raised_by=dispute.raised_by,
                state=dispute.state.value,
                proposed=money_text(dispute.proposed),
                amount=money_text(dispute.amount),
                answer_due=moment_of(dispute.answer_due),
                decided_at=moment_of(dispute.decided_at),
                by_silence=dispute.by_silence,
            )


def _claims(agreement: Agreement, _: Rulebook, standing: Standing) -> Iterator[ClaimState]:
    for claim in standing.claims:
        yield ClaimState(
            agreement=agreement,
            number=claim.number,
            entry_sha256=claim.entry,
            relief=claim.relief,
            claimed_by=claim.claimed_by,
            claimed_at=claim.claimed_at.to_datetime(),
            state=claim.state.value,
            asked=amount_text(claim.asked),
            granted=amount_text(claim.granted),
            answer_due=moment_of(claim.answer_due),
            decided_at=moment_of(claim.decided_at),
            by_silence=claim.by_silence,
        )


def _spendings(agreement: Agreement, _: Rulebook, standing: Standing) -> Iterator[SpendingState]:
    for spending in standing.spendings:
        yield SpendingState(
            agreement=agreement,
            number=spending.number,
            entry_sha256=spending.entry,
            proposed_by=spending.proposed_by,
            amount=money_text(spending.amount),
            purpose=spending.purpose,
            what=spending.what,
            state=spending.state.value,
            cost=money_text(spending.cost),
            answer_due=moment_of(spending.answer_due),
            decided_at=moment_of(spending.decided_at),
            by_silence=spending.by_silence,
        )


def _proposals(agreement: Agreement, _: Rulebook, standing: Standing) -> Iterator[ProposalState]:
    for proposal in standing.proposals:
        yield ProposalState(
            agreement=agreement,
            number=proposal.number,
            entry_sha256=proposal.entry,
            proposed_by=proposal.proposed_by,
            proposed_at=proposal.proposed_at.to_datetime(),
            version_sha256=proposal.version_sha256,
            governs_from=proposal.governs_from,
            note=proposal.note,
            state=proposal.state.value,
            signed_by=", ".join(sorted({each.party for each in proposal.signatures})),
            threads_open=sum(each.resolved_at is None for each in proposal.threads),
            answer_due=moment_of(proposal.answer_due),
            decided_at=moment_of(proposal.decided_at),
        )


def _waiting(agreement: Agreement, book: Rulebook, standing: Standing) -> Iterator[WaitingState]:
    for each in waiting(book, standing):
        yield WaitingState(
            agreement=agreement,
            entry_sha256=each.entry,
            party=each.party,
            what=each.what,
            since=each.since.to_datetime(),
            due=moment_of(each.due),
            silence=each.silence,
        )


ROWS: Mapping[
    type[models.Model], Callable[[Agreement, Rulebook, Standing], Iterator[models.Model]]
] = {
    StatementState: _statements,
    LineState: _lines,
    DisputeState: _disputes,
    ClaimState: _claims,
    SpendingState: _spendings,
    ProposalState: _proposals,
    WaitingState: _waiting,
    AtAGlance: glances,
}


def next_change(standing: Standing) -> Instant | None:
    """Return the first moment at which silence decides something, if nobody speaks before."""
    return min((each.due for each in silences(standing, _NEVER)), default=None)


def _segment(segment: Segment) -> str:
    return ", ".join(f"{name}={value}" for name, value in segment)


def moment_of(instant: Instant | None) -> datetime | None:
    """Return an instant as the database keeps it."""
    return instant.to_datetime() if instant is not None else None
