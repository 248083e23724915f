"""Submitted evidence: accepted, queried, answered, replaced."""

from __future__ import annotations

from dataclasses import replace

from servanda.decisions.rulebook import Rulebook
from servanda.facts.decision import Entry, EvidenceSubmitted
from servanda.facts.querying import EvidenceAccepted, EvidenceQueried, QueryAnswered
from servanda.facts.standing import Standing
from servanda.facts.submitted import EvidenceState, Query, SubmittedEvidence
from servanda.kernel.time import Instant

__all__ = [
    "accept_by_silence",
    "accepted",
    "answered",
    "open_queries",
    "queried",
    "query_of",
    "query_withdrawn",
    "submission_of",
    "submitted",
    "with_submission",
]

_LEFT = frozenset({EvidenceState.SUBMITTED, EvidenceState.QUERIED})


def submission_of(standing: Standing, entry: str) -> SubmittedEvidence:
    """Return the evidence that an entry submitted."""
    return next(each for each in standing.submitted if each.entry == entry)


def query_of(standing: Standing, entry: str) -> tuple[SubmittedEvidence, Query]:
    """Return the query that an entry raised, with the evidence that it is about."""
    return next(
        (submission, query)
        for submission in standing.submitted
        for query in submission.queries
        if query.entry == entry
    )


def open_queries(submission: SubmittedEvidence) -> tuple[Query, ...]:
    """Return the queries that nobody has answered so far."""
    return tuple(each for each in submission.queries if each.answered_at is None)


def with_submission(standing: Standing, submission: SubmittedEvidence) -> Standing:
    """Return the standing with submitted evidence as it now is."""
    everything = tuple(
        submission if each.entry == submission.entry else each for each in standing.submitted
    )
    return replace(standing, submitted=everything)


def submitted(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return the standing with further evidence, which takes the place of what is not accepted."""
    act = entry.act
    assert isinstance(act, EvidenceSubmitted)
    before = tuple(_replaced(each, entry) for each in standing.submitted)
    submission = SubmittedEvidence(
        entry=entry.sha256,
        number=entry.number,
        submitted_by=entry.party,
        submitted_at=entry.at,
        snapshot_sha256=act.snapshot_sha256,
        state=EvidenceState.SUBMITTED,
        asked_at=entry.at,
    )
    return replace(standing, submitted=(*before, _asked(book, submission, entry.at)))


def accepted(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return the standing with evidence accepted; with it, what was asked about it is answered."""
    act = entry.act
    assert isinstance(act, EvidenceAccepted)
    submission = submission_of(standing, act.evidence)
    after = replace(
        submission,
        state=EvidenceState.ACCEPTED,
        decided_at=entry.at,
        queries=tuple(
            _ended(each, entry.at, "the evidence was accepted") for each in submission.queries
        ),
    )
    return with_submission(standing, after)


def queried(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return the standing with a query; the time for accepting stands still until its answer."""
    act = entry.act
    assert isinstance(act, EvidenceQueried)
    version = book.at(entry.at)
    query = Query(
        entry=entry.sha256,
        number=entry.number,
        raised_by=entry.party,
        raised_at=entry.at,
        reason=act.reason,
        table=act.table,
        keys=act.keys,
        answer_due=book.due(version, version.answers.query.within, entry.at),
    )
    submission = submission_of(standing, act.evidence)
    after = replace(
        submission,
        state=EvidenceState.QUERIED,
        queries=(*submission.queries, query),
        answer_due=None,
    )
    return with_submission(standing, after)


def answered(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return the standing with a query answered in words."""
    act = entry.act
    assert isinstance(act, QueryAnswered)
    submission, query = query_of(standing, act.query)
    ended = _ended(query, entry.at, act.reason)
    return with_submission(standing, _with_query(book, submission, ended, entry.at))


def query_withdrawn(book: Rulebook, standing: Standing, entry: str, at: Instant) -> Standing:
    """Return the standing with a query taken back by the party that raised it."""
    submission, query = query_of(standing, entry)
    ended = _ended(query, at, "it was taken back")
    return with_submission(standing, _with_query(book, submission, ended, at))


def accept_by_silence(submission: SubmittedEvidence, due: Instant) -> SubmittedEvidence:
    """Return evidence about which nobody has said anything in time."""
    return replace(submission, state=EvidenceState.ACCEPTED, decided_at=due, by_silence=True)


def _with_query(
    book: Rulebook, submission: SubmittedEvidence, query: Query, at: Instant
) -> SubmittedEvidence:
    """Return evidence with a query that ended; with the last one, it can be accepted again."""
    queries = tuple(query if each.entry == query.entry else each for each in submission.queries)
    after = replace(submission, queries=queries)
    if open_queries(after):
        return after
    return _asked(book, replace(after, state=EvidenceState.SUBMITTED, asked_at=at), at)


def _asked(book: Rulebook, submission: SubmittedEvidence, at: Instant) -> SubmittedEvidence:
    version = book.at(at)
    rule = version.answers.evidence
    return replace(
        submission,
        asked=rule.within is not None,
        answer_due=book.due(version, rule.within, at),
        silence=rule.silence.value if rule.silence else "",
    )


def _replaced(submission: SubmittedEvidence, entry: Entry) -> SubmittedEvidence:
    if submission.state not in _LEFT:
        return submission
    words = f"later evidence was submitted in entry {entry.number}"
    return replace(
        submission,
        state=EvidenceState.REPLACED,
        decided_at=entry.at,
        queries=tuple(_ended(each, entry.at, words) for each in submission.queries),
    )


def _ended(query: Query, at: Instant, words: str) -> Query:
    if query.answered_at is not None:
        return query
    return replace(query, answered_at=at, answer=words)
