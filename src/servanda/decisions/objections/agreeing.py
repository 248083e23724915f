"""Drafts proposed, commented, declined and signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servanda.agreement.model.setting import InForce
from servanda.agreement.term import terms_until
from servanda.decisions import diagnostics as found
from servanda.decisions.ending import earliest_end
from servanda.decisions.objections.case import Case
from servanda.decisions.proposals import (
    continues,
    last_signed,
    open_threads,
    proposal_of,
    thread_of,
)
from servanda.decisions.rulebook import other_side
from servanda.facts.decision import (
    CommentAnswered,
    CommentMade,
    DraftDeclined,
    DraftProposed,
    NoticeGiven,
    VersionSigned,
)
from servanda.facts.proposal import Proposal, ProposalState
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["commented", "declined", "notice_given", "proposed", "remarked", "signed"]

_LAST_DAY = date(2190, 12, 31)
_STANDS = frozenset({ProposalState.OPEN, ProposalState.SIGNED})


def proposed(case: Case, act: DraftProposed) -> Iterator[Diagnostic]:
    """Yield what speaks against proposing a version."""
    if not act.texts:
        yield case.say(found.NO_TEXTS)
        return
    if act.instead_of:
        before = _open(case, act.instead_of)
        if isinstance(before, Diagnostic):
            yield before
    signed = last_signed(case.standing)
    if signed is not None and not continues(act.texts, signed):
        yield case.say(found.NOT_ON_SIGNED, number=str(signed.number))
    digests = [each.sha256 for each in act.texts]
    for known in case.standing.proposals:
        if known.state in _STANDS and [each.sha256 for each in known.texts] == digests:
            yield case.say(found.SAID_ALREADY, number=str(known.number))


def declined(case: Case, act: DraftDeclined) -> Iterator[Diagnostic]:
    """Yield what speaks against declining a version."""
    proposal = _open(case, act.proposal)
    if isinstance(proposal, Diagnostic):
        yield proposal
        return
    yield from case.only(
        other_side(proposal.proposed_by),
        "whether a proposal is declined",
        "withdraw it instead",
    )
    yield from case.reason(act.reason, "declining a proposal")


def commented(case: Case, act: CommentMade) -> Iterator[Diagnostic]:
    """Yield what speaks against a comment."""
    proposal = _open(case, act.proposal)
    if isinstance(proposal, Diagnostic):
        yield proposal
        return
    names = {each.sha256: each.name for each in proposal.texts}
    if act.text_sha256 not in names:
        yield from case.known("text of the proposal", act.text_sha256[:12], names)
    elif not 1 <= act.first_line <= act.last_line:
        yield case.say(
            found.BAD_LINES,
            first=str(act.first_line),
            last=str(act.last_line),
            text=names[act.text_sha256],
            length="",
        )
    yield from case.reason(act.words, "a comment")


def remarked(case: Case, act: CommentAnswered) -> Iterator[Diagnostic]:
    """Yield what speaks against a further word in a thread."""
    cited = case.cited(act.comment, CommentMade, "comment")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    proposal, thread = thread_of(case.standing, act.comment)
    opened = _open(case, proposal.entry)
    if isinstance(opened, Diagnostic):
        yield opened
        return
    if thread.resolved_at is not None:
        yield case.say(found.ANSWERED, number=str(thread.number), how="resolved")
    if act.resolved:
        yield from case.only(
            thread.begun_by, "whether a comment is resolved", "answer it, and let them say so"
        )
    else:
        yield from case.reason(act.words, "an answer to a comment")


def signed(case: Case, act: VersionSigned) -> Iterator[Diagnostic]:
    """Yield what speaks against signing a version."""
    proposal = _open(case, act.proposal)
    if isinstance(proposal, Diagnostic):
        yield proposal
        return
    if act.version_sha256 != proposal.version_sha256:
        yield case.say(found.OTHER_VERSION, number=str(proposal.number))
    before = proposal.signature_of(case.entry.party)
    if before is not None:
        number = case.standing.entries[before.entry].number
        yield case.say(found.SAID_ALREADY, number=str(number))
    for thread in open_threads(proposal):
        if thread.begun_by == case.entry.party:
            yield case.say(
                found.THREAD_OPEN,
                number=str(thread.number),
                party=case.entry.party,
                words=thread.remarks[0].words,
            )


def notice_given(case: Case, act: NoticeGiven) -> Iterator[Diagnostic]:
    """Yield what speaks against giving notice."""
    before = case.standing.ending
    if before is not None:
        yield case.say(found.SAID_ALREADY, number=str(before.number))
        return
    in_force = case.now.in_force
    day = case.book.day_of(case.entry.at)
    earliest = earliest_end(in_force, day)
    if earliest is None:
        why = "the agreement foresees no notice"
        if in_force.notice is not None:
            why = f"the agreement ends on {in_force.term_ends} by itself"
        yield case.say(found.NO_NOTICE, why=why)
        return
    exactly = in_force.term_ends is not None
    if act.ends < earliest or (exactly and not _ends_a_term(in_force, act.ends)):
        yield case.say(found.OTHER_END, day=str(day), ends=str(act.ends), earliest=str(earliest))


def _ends_a_term(in_force: InForce, day: date) -> bool:
    return day <= _LAST_DAY and any(each.last_day == day for each in terms_until(in_force, day))


def _open(case: Case, digest: str) -> Proposal | Diagnostic:
    """Return the open proposal that an entry made, or why there is none."""
    cited = case.cited(digest, DraftProposed, "proposal")
    if isinstance(cited, Diagnostic):
        return cited
    proposal = proposal_of(case.standing, digest)
    if proposal.state is ProposalState.OPEN:
        return proposal
    after = case.standing.entries.get(proposal.superseded_by)
    advice = "propose it anew"
    if proposal.state is ProposalState.SIGNED:
        advice = "propose an amendment of it"
    elif after is not None:
        advice = f"look at entry {after.number}, which took its place"
    state = proposal.state.value + (", since nobody answered" if proposal.by_silence else "")
    return case.say(found.NOT_OPEN, number=str(proposal.number), state=state, advice=advice)
