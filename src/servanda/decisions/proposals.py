"""Proposed versions of the agreement: what follows from what is said about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.agreement.digest import version_sha256
from servanda.decisions.rulebook import Rulebook
from servanda.facts.agreeing import (
    CommentAnswered,
    CommentMade,
    DraftDeclined,
    DraftProposed,
    VersionSigned,
)
from servanda.facts.attached import AttachedDocument
from servanda.facts.decision import Entry
from servanda.facts.proposal import Proposal, ProposalState, Remark, Signature, Thread
from servanda.facts.standing import Standing
from servanda.kernel.time import Instant

__all__ = [
    "commented",
    "continues",
    "decline_by_silence",
    "declined",
    "last_signed",
    "open_threads",
    "proposal_of",
    "proposed",
    "remarked",
    "signature_withdrawn",
    "signed",
    "signed_versions",
    "thread_of",
    "with_proposal",
    "withdrawn",
]


def last_signed(standing: Standing) -> Proposal | None:
    """Return the version that both parties signed last, nothing before the first."""
    signed = [each for each in standing.proposals if each.state is ProposalState.SIGNED]
    return max(signed, key=lambda each: len(each.texts), default=None)


def signed_versions(standing: Standing) -> frozenset[str]:
    """Return the digests of all versions that both parties signed.

    Whoever signs a text with its amendments signs what it amends as well.
    """
    last = last_signed(standing)
    digests = [each.sha256 for each in last.texts] if last else []
    return frozenset(version_sha256(digests[:count]) for count in range(1, len(digests) + 1))


def continues(texts: Sequence[AttachedDocument], signed: Proposal | None) -> bool:
    """Return whether texts begin with those that were signed; what was signed never changes."""
    before = [each.sha256 for each in signed.texts] if signed else []
    return [each.sha256 for each in texts[: len(before)]] == before


def proposal_of(standing: Standing, entry: str) -> Proposal:
    """Return the proposal that an entry made."""
    return next(each for each in standing.proposals if each.entry == entry)


def thread_of(standing: Standing, entry: str) -> tuple[Proposal, Thread]:
    """Return the thread that an entry began, with its proposal."""
    return next(
        (proposal, thread)
        for proposal in standing.proposals
        for thread in proposal.threads
        if thread.entry == entry
    )


def open_threads(proposal: Proposal) -> tuple[Thread, ...]:
    """Return the threads of a proposal in which something is left to be said."""
    return tuple(each for each in proposal.threads if each.resolved_at is None)


def with_proposal(standing: Standing, proposal: Proposal) -> Standing:
    """Return the standing with a proposal as it now is."""
    proposals = tuple(
        proposal if each.entry == proposal.entry else each for each in standing.proposals
    )
    return replace(standing, proposals=proposals)


def proposed(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return the standing with a further proposal; the one that it counters is superseded."""
    act = entry.act
    assert isinstance(act, DraftProposed)
    proposal = Proposal(
        entry=entry.sha256,
        number=entry.number,
        proposed_by=entry.party,
        proposed_at=entry.at,
        texts=act.texts,
        version_sha256=version_sha256([each.sha256 for each in act.texts]),
        governs_from=act.governs_from,
        instead_of=act.instead_of,
        note=act.note,
        state=ProposalState.OPEN,
        last_word_at=entry.at,
    )
    if act.instead_of:
        before = proposal_of(standing, act.instead_of)
        standing = with_proposal(standing, _superseded(before, entry))
    proposal = _heard(book, proposal, entry.at)
    return replace(standing, proposals=(*standing.proposals, proposal))


def declined(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return the standing with a proposal declined."""
    act = entry.act
    assert isinstance(act, DraftDeclined)
    proposal = replace(
        proposal_of(standing, act.proposal),
        state=ProposalState.DECLINED,
        decided_at=entry.at,
        reason=act.reason,
    )
    return with_proposal(standing, proposal)


def commented(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return the standing with a thread begun."""
    act = entry.act
    assert isinstance(act, CommentMade)
    thread = Thread(
        entry=entry.sha256,
        number=entry.number,
        text_sha256=act.text_sha256,
        first_line=act.first_line,
        last_line=act.last_line,
        remarks=(_remark(entry, act.words),),
    )
    proposal = proposal_of(standing, act.proposal)
    heard = _heard(book, replace(proposal, threads=(*proposal.threads, thread)), entry.at)
    return with_proposal(standing, heard)


def remarked(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return the standing with a further remark in a thread, or with the thread resolved."""
    act = entry.act
    assert isinstance(act, CommentAnswered)
    proposal, thread = thread_of(standing, act.comment)
    remarks = (_remark(entry, act.words),) if act.words else ()
    after = replace(
        thread,
        remarks=(*thread.remarks, *remarks),
        resolved_at=entry.at if act.resolved else None,
    )
    return with_proposal(standing, _heard(book, _with_thread(proposal, after), entry.at))


def signed(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return the standing with a signature; the second one makes the version agreed.

    What was proposed beside it and does not continue it can no longer be signed.
    """
    act = entry.act
    assert isinstance(act, VersionSigned)
    proposal = proposal_of(standing, act.proposal)
    signature = Signature(
        entry=entry.sha256,
        party=entry.party,
        person=entry.person,
        at=entry.at,
        with_key=bool(entry.key),
    )
    after = replace(proposal, signatures=(*proposal.signatures, signature))
    if len(after.signatures) == 1:
        return with_proposal(standing, _heard(book, after, entry.at))
    after = replace(after, state=ProposalState.SIGNED, decided_at=entry.at)
    proposals = tuple(
        after if each.entry == after.entry else _left_behind(each, after, entry)
        for each in standing.proposals
    )
    return replace(standing, proposals=proposals)


def withdrawn(standing: Standing, entry: str, at: Instant) -> Standing:
    """Return the standing with a proposal taken back by the party that made it."""
    proposal = proposal_of(standing, entry)
    after = replace(proposal, state=ProposalState.WITHDRAWN, decided_at=at)
    return with_proposal(standing, after)


def signature_withdrawn(book: Rulebook, standing: Standing, entry: Entry, at: Instant) -> Standing:
    """Return the standing without a signature that was taken back before the other party's."""
    act = entry.act
    assert isinstance(act, VersionSigned)
    proposal = replace(proposal_of(standing, act.proposal), signatures=())
    return with_proposal(standing, _heard(book, proposal, at))


def decline_by_silence(proposal: Proposal, due: Instant) -> Proposal:
    """Return a proposal about which nobody has said anything in time."""
    return replace(proposal, state=ProposalState.DECLINED, decided_at=due, by_silence=True)


def _heard(book: Rulebook, proposal: Proposal, at: Instant) -> Proposal:
    """Return a proposal with the time for an answer running anew from a word about it."""
    rule = book.at(at).answers.proposal
    return replace(
        proposal,
        last_word_at=at,
        answer_due=book.due(book.at(at), rule.within, at),
        silence=rule.silence.value if rule.silence else "",
    )


def _superseded(proposal: Proposal, entry: Entry) -> Proposal:
    return replace(
        proposal,
        state=ProposalState.SUPERSEDED,
        decided_at=entry.at,
        superseded_by=entry.sha256,
    )


def _left_behind(proposal: Proposal, agreed: Proposal, entry: Entry) -> Proposal:
    if proposal.state is not ProposalState.OPEN or continues(proposal.texts, agreed):
        return proposal
    return replace(_superseded(proposal, entry), superseded_by=agreed.entry)


def _with_thread(proposal: Proposal, thread: Thread) -> Proposal:
    threads = tuple(thread if each.entry == thread.entry else each for each in proposal.threads)
    return replace(proposal, threads=threads)


def _remark(entry: Entry, words: str) -> Remark:
    return Remark(
        entry=entry.sha256, party=entry.party, person=entry.person, at=entry.at, words=words
    )
