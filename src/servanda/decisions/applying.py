"""What an entry that is allowed changes in how everything stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeVar

from servanda.agreement.model.decisions import AnswerRule
from servanda.decisions import ending, proposals, submissions
from servanda.decisions.bucket import has_room
from servanda.decisions.holding import put_in
from servanda.decisions.lines import agreed_of, close, restated
from servanda.decisions.partnering import ABOUT_PARTNERSHIP, noted
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.taking_back import take_back
from servanda.facts.decision import (
    Answer,
    CommentAnswered,
    CommentMade,
    DisputeAnswered,
    DisputeRaised,
    DraftDeclined,
    DraftProposed,
    Entry,
    EntryReversed,
    EvidenceAccepted,
    EvidenceQueried,
    EvidenceSubmitted,
    FigureAttested,
    FigureCountersigned,
    NoticeGiven,
    QueryAnswered,
    ReliefAnswered,
    ReliefClaimed,
    RightWaived,
    SpendingDecided,
    SpendingDone,
    SpendingProposed,
    StabilizationEnded,
    StatementAgreed,
    StatementIssued,
    VersionSigned,
    WrinkleFound,
    WrinkleWorkedOff,
)
from servanda.facts.standing import (
    AttestedFigure,
    Claim,
    ClaimState,
    Dispute,
    DisputeState,
    Edition,
    IssuedPeriod,
    Spending,
    SpendingState,
    StabilizationWord,
    Standing,
    Waiver,
    Wrinkle,
)
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant

__all__ = ["apply", "end_dispute", "with_claim", "with_issued", "with_spending"]

_T = TypeVar("_T", Claim, Spending, AttestedFigure, Wrinkle)


def apply(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    """Return how everything stands after an entry that is allowed.

    Args:
        book: The agreement.
        standing: How everything stood; time has passed in it up to the entry.
        entry: What was said.
    """
    after = _CHANGES[type(entry.act)](book, standing, entry)
    entries = {**after.entries, entry.sha256: entry}
    return replace(after, head=entry.sha256, known_at=entry.at, entries=entries)


def with_claim(standing: Standing, claim: Claim) -> Standing:
    """Return the standing with a claim as it now is."""
    return replace(standing, claims=_exchanged(standing.claims, claim))


def with_spending(standing: Standing, spending: Spending) -> Standing:
    """Return the standing with a spending as it now is."""
    return replace(standing, spendings=_exchanged(standing.spendings, spending))


def with_issued(standing: Standing, issued: IssuedPeriod) -> Standing:
    """Return the standing with a period's statement as it now is."""
    return replace(standing, issued={**standing.issued, issued.period: issued})


def end_dispute(
    book: Rulebook,
    standing: Standing,
    dispute: Dispute,
    *,
    amount: Quantity | None,
    at: Instant,
    by: str = "",
    words: str = "",
) -> Standing:
    """Return the standing with a dispute ended; without an amount the line stands."""
    issued = issued_with(standing, dispute.entry)
    ended = replace(
        dispute,
        state=DisputeState.STANDS if amount is None else DisputeState.CHANGED,
        amount=amount,
        decided_by=by,
        decided_at=at,
        by_silence=not by,
        answer=words,
    )
    after = replace(issued, disputes=_exchanged_dispute(issued.disputes, ended))
    return put_in(book, with_issued(standing, close(after, at)), issued.period)


def issued_with(standing: Standing, dispute: str) -> IssuedPeriod:
    """Return the period with a dispute."""
    return next(
        each
        for each in standing.issued.values()
        if any(one.entry == dispute for one in each.disputes)
    )


def _exchanged(things: tuple[_T, ...], thing: _T) -> tuple[_T, ...]:
    return tuple(thing if each.entry == thing.entry else each for each in things)


def _exchanged_dispute(things: tuple[Dispute, ...], thing: Dispute) -> tuple[Dispute, ...]:
    return tuple(thing if each.entry == thing.entry else each for each in things)


def _found(things: tuple[_T, ...], entry: str) -> _T:
    return next(each for each in things if each.entry == entry)


def _due(book: Rulebook, rule: AnswerRule, entry: Entry) -> dict[str, Any]:
    return {
        "answer_due": book.due(book.at(entry.at), rule.within, entry.at),
        "silence": rule.silence.value if rule.silence else "",
    }


def _claimed(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, ReliefClaimed)
    relief = book.relief_of(act)
    assert relief is not None, "an unknown relief is not allowed"
    granted = has_room(book, standing, relief, act)
    claim = Claim(
        entry=entry.sha256,
        number=entry.number,
        relief=act.relief,
        claimed_by=entry.party,
        claimed_at=entry.at,
        subject=act.subject,
        measures=act.measures or relief.measures,
        asked=act.share,
        state=ClaimState.GRANTED if granted else ClaimState.CLAIMED,
        granted=act.share if granted else Fraction(0),
        decided_at=entry.at if granted else None,
        by_silence=False,
        reason=act.reason,
        from_bucket=granted,
        **_due(book, relief.answer, entry),
    )
    return replace(standing, claims=(*standing.claims, claim))


def _claim_answered(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, ReliefAnswered)
    claim = _found(standing.claims, act.claim)
    granted = {
        Answer.ACCEPTED: claim.asked,
        Answer.DECLINED: Fraction(0),
        Answer.SETTLED: act.share or Fraction(0),
    }[act.answer]
    answered = replace(
        claim,
        state=ClaimState.GRANTED if granted else ClaimState.DECLINED,
        granted=granted,
        decided_at=entry.at,
        answer=act.reason,
    )
    return with_claim(standing, answered)


def _issued(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, StatementIssued)
    edition = Edition(
        entry=entry.sha256,
        number=act.edition,
        issued_by=entry.party,
        issued_at=entry.at,
        statement_sha256=act.statement_sha256,
        snapshot_sha256=act.snapshot_sha256,
        texts=act.texts,
        lines=act.lines,
        adjusts=act.adjusts,
        reasons=act.reasons,
    )
    due = _due(book, book.at(entry.at).answers.statement, entry)
    before = standing.issued.get(act.period)
    if before is None:
        issued = IssuedPeriod(period=act.period, editions=(edition,), **due)
    else:
        issued = replace(restated(before, edition), **due)
    return put_in(book, with_issued(standing, close(issued, entry.at)), act.period)


def _agreed(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, StatementAgreed)
    issued = next(
        each for each in standing.issued.values() if each.editions[-1].entry == act.statement
    )
    agreed = agreed_of(issued, act.lines)
    return with_issued(standing, close(replace(issued, agreed=agreed), entry.at))


def _disputed(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, DisputeRaised)
    issued = next(
        each for each in standing.issued.values() if each.editions[-1].entry == act.statement
    )
    dispute = Dispute(
        entry=entry.sha256,
        number=entry.number,
        raised_by=entry.party,
        raised_at=entry.at,
        line=act.line,
        reason=act.reason,
        state=DisputeState.OPEN,
        amount=None,
        decided_by="",
        decided_at=None,
        proposed=act.proposed,
        **_due(book, book.at(entry.at).answers.dispute, entry),
    )
    return with_issued(standing, replace(issued, disputes=(*issued.disputes, dispute)))


def _dispute_answered(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, DisputeAnswered)
    issued = issued_with(standing, act.dispute)
    dispute = next(each for each in issued.disputes if each.entry == act.dispute)
    amount = {
        Answer.ACCEPTED: dispute.proposed,
        Answer.DECLINED: None,
        Answer.SETTLED: act.amount,
    }[act.answer]
    return end_dispute(
        book, standing, dispute, amount=amount, at=entry.at, by=entry.sha256, words=act.reason
    )


def _proposed(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, SpendingProposed)
    spending = Spending(
        entry=entry.sha256,
        number=entry.number,
        proposed_by=entry.party,
        proposed_at=entry.at,
        amount=act.amount,
        purpose=act.purpose,
        what=act.what,
        helps=act.helps,
        looked_at=act.looked_at,
        state=SpendingState.PROPOSED,
        **_due(book, book.at(entry.at).answers.spending, entry),
    )
    return replace(standing, spendings=(*standing.spendings, spending))


def _decided(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, SpendingDecided)
    decided = replace(
        _found(standing.spendings, act.proposal),
        state=SpendingState.APPROVED if act.approved else SpendingState.DECLINED,
        decided_at=entry.at,
        reason=act.reason,
    )
    return with_spending(standing, decided)


def _done(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, SpendingDone)
    done = replace(
        _found(standing.spendings, act.proposal),
        state=SpendingState.DONE,
        cost=act.cost,
        done_on=act.on,
    )
    return with_spending(standing, done)


def _attested(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, FigureAttested)
    figure = AttestedFigure(
        entry=entry.sha256,
        measure=act.measure,
        period=act.period,
        segment=act.segment,
        value=act.value,
        attested_by=f"{entry.party}: {entry.person}",
        attested_at=entry.at,
        documents=tuple(each.sha256 for each in act.documents),
    )
    return replace(standing, attested=(*standing.attested, figure))


def _countersigned(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, FigureCountersigned)
    figure = replace(
        _found(standing.attested, act.figure),
        countersigned_by=f"{entry.party}: {entry.person}",
        countersigned_at=entry.at,
    )
    return replace(standing, attested=_exchanged(standing.attested, figure))


def _waived(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, RightWaived)
    waiver = Waiver(
        entry=entry.sha256,
        line=act.line,
        period=act.period,
        waived_by=entry.party,
        reason=act.reason,
    )
    return replace(standing, waivers=(*standing.waivers, waiver))


def _wrinkle(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, WrinkleFound)
    wrinkle = Wrinkle(
        entry=entry.sha256,
        number=entry.number,
        commitment=act.commitment,
        what=act.what,
        found_by=entry.party,
    )
    return replace(standing, wrinkles=(*standing.wrinkles, wrinkle))


def _worked_off(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, WrinkleWorkedOff)
    wrinkle = replace(_found(standing.wrinkles, act.wrinkle), worked_off=act.how)
    return replace(standing, wrinkles=_exchanged(standing.wrinkles, wrinkle))


def _stabilized(_: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, StabilizationEnded)
    word = StabilizationWord(
        entry=entry.sha256, party=entry.party, commitment=act.commitment, since=act.since
    )
    words = (*standing.stabilization_words, word)
    said = {each.party for each in words if same_word(each, word)}
    ends = dict(standing.stabilization_ends)
    if len(said) > 1:
        ends[act.commitment] = act.since
    return replace(standing, stabilization_words=words, stabilization_ends=ends)


def same_word(one: StabilizationWord, other: StabilizationWord) -> bool:
    """Return whether two words end the same commitment's stabilization with the same period."""
    return (one.commitment, one.since) == (other.commitment, other.since)


def _taken_back(book: Rulebook, standing: Standing, entry: Entry) -> Standing:
    act = entry.act
    assert isinstance(act, EntryReversed)
    return take_back(book, standing, standing.entries[act.entry], entry.at)


_Change = Callable[[Rulebook, Standing, Entry], Standing]
_CHANGES: Mapping[type, _Change] = {
    DraftProposed: proposals.proposed,
    CommentMade: proposals.commented,
    CommentAnswered: proposals.remarked,
    DraftDeclined: proposals.declined,
    VersionSigned: proposals.signed,
    NoticeGiven: ending.given,
    EvidenceSubmitted: submissions.submitted,
    EvidenceAccepted: submissions.accepted,
    EvidenceQueried: submissions.queried,
    QueryAnswered: submissions.answered,
    ReliefClaimed: _claimed,
    ReliefAnswered: _claim_answered,
    StatementIssued: _issued,
    StatementAgreed: _agreed,
    DisputeRaised: _disputed,
    DisputeAnswered: _dispute_answered,
    SpendingProposed: _proposed,
    SpendingDecided: _decided,
    SpendingDone: _done,
    FigureAttested: _attested,
    FigureCountersigned: _countersigned,
    RightWaived: _waived,
    WrinkleFound: _wrinkle,
    WrinkleWorkedOff: _worked_off,
    StabilizationEnded: _stabilized,
    EntryReversed: _taken_back,
    **dict.fromkeys(ABOUT_PARTNERSHIP, noted),
}
