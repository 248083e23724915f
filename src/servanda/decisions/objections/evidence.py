"""Evidence submitted, accepted and queried."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.decisions.rulebook import other_side
from servanda.decisions.submissions import query_of, submission_of
from servanda.facts.decision import (
    EvidenceAccepted,
    EvidenceQueried,
    EvidenceSubmitted,
    QueryAnswered,
)
from servanda.facts.submitted import EvidenceState, SubmittedEvidence
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["accepted", "answered", "queried", "submitted"]

_SETTLED = frozenset({EvidenceState.ACCEPTED, EvidenceState.REPLACED})


def submitted(_: Case, __: EvidenceSubmitted) -> Iterator[Diagnostic]:
    """Anybody may say what is known; what it says is looked at when it is settled on."""
    yield from ()


def accepted(case: Case, act: EvidenceAccepted) -> Iterator[Diagnostic]:
    """Yield what speaks against accepting evidence."""
    submission = _waiting(case, act.evidence)
    if isinstance(submission, Diagnostic):
        yield submission
        return
    yield from case.only(other_side(submission.submitted_by), "whether evidence is accepted")


def queried(case: Case, act: EvidenceQueried) -> Iterator[Diagnostic]:
    """Yield what speaks against querying evidence."""
    submission = _waiting(case, act.evidence)
    if isinstance(submission, Diagnostic):
        yield submission
        return
    yield from case.only(
        other_side(submission.submitted_by),
        "a query about evidence",
        "submit the evidence that is right",
    )
    yield from case.reason(act.reason, "a query")
    tables = {name for version in case.book.history.versions for name in version.evidence}
    if act.table:
        yield from case.known("table", act.table, tables)
    elif act.keys:
        yield case.say(found.NO_TABLE)


def answered(case: Case, act: QueryAnswered) -> Iterator[Diagnostic]:
    """Yield what speaks against the answer to a query."""
    cited = case.cited(act.query, EvidenceQueried, "query")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    submission, query = query_of(case.standing, act.query)
    yield from case.only(submission.submitted_by, "the answer to a query")
    if query.answered_at is not None:
        yield case.say(found.ANSWERED, number=str(query.number), how=query.answer)
    yield from case.reason(act.reason, "the answer to a query")


def _waiting(case: Case, digest: str) -> SubmittedEvidence | Diagnostic:
    cited = case.cited(digest, EvidenceSubmitted, "evidence that was submitted")
    if isinstance(cited, Diagnostic):
        return cited
    submission = submission_of(case.standing, digest)
    if submission.state not in _SETTLED:
        return submission
    latest = case.standing.submitted[-1]
    advice = "dispute the line of a statement that rests on it"
    if latest.entry != digest:
        advice = f"look at entry {latest.number}, which is what is known now"
    state = submission.state.value + (", since nobody answered" if submission.by_silence else "")
    return case.say(
        found.EVIDENCE_DECIDED, number=str(submission.number), state=state, advice=advice
    )
