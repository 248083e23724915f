"""Which entries their party may take back, and what is then no longer so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from servanda.decisions.holding import put_in
from servanda.decisions.lines import agreed_of, close
from servanda.decisions.partnering import LOOKS, maintenance_stands, undone
from servanda.decisions.proposals import (
    proposal_of,
    signature_withdrawn,
    thread_of,
    with_proposal,
    withdrawn,
)
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.submissions import query_of, query_withdrawn
from servanda.facts.decision import (
    CommentMade,
    DisputeRaised,
    DraftProposed,
    Entry,
    EntryReversed,
    EvidenceQueried,
    EvidenceSubmitted,
    FigureAttested,
    FigureCountersigned,
    MaintenanceAnnounced,
    NoticeGiven,
    ReliefClaimed,
    RightWaived,
    SpendingProposed,
    StabilizationEnded,
    StatementIssued,
    VersionSigned,
    WrinkleFound,
    WrinkleWorkedOff,
)
from servanda.facts.proposal import ProposalState
from servanda.facts.standing import (
    ClaimState,
    DisputeState,
    IssuedPeriod,
    SpendingState,
    Standing,
)
from servanda.kernel.time import Instant
from servanda.partnership.state import Partnership, partnership_of

__all__ = ["take_back", "why_it_stands", "why_they_stand"]

_ANSWER = ("it was an answer, and answers stand", "agree with the other party on a new claim")
_ANSWERED = ("it is decided", "what was decided stands")


def why_it_stands(book: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    """Return why an entry cannot be taken back, and what to do instead; nothing if it can.

    Args:
        book: The agreement.
        standing: How everything stands.
        entry: An entry that counts.
    """
    return why_they_stand(book, standing, (entry,))[entry.sha256]


def why_they_stand(
    book: Rulebook, standing: Standing, entries: Iterable[Entry]
) -> Mapping[str, tuple[str, str] | None]:
    """Return the same of several entries that count, by their digests."""

    @cache
    def partnership() -> Partnership:
        return partnership_of(standing.entries.values())

    def why(entry: Entry) -> tuple[str, str] | None:
        kind = type(entry.act)
        if kind in LOOKS:
            return LOOKS[kind](partnership(), entry, entry.act)
        return _LOOKS[kind](book, standing, entry) if kind in _LOOKS else _ANSWER

    return {each.sha256: why(each) for each in entries}


def take_back(book: Rulebook, standing: Standing, entry: Entry, at: Instant) -> Standing:
    """Return the standing as if an entry that may be taken back had not been said.

    What was asked stays on record as withdrawn.
    """
    entries = {key: each for key, each in standing.entries.items() if key != entry.sha256}
    undo = _UNDOES[type(entry.act)]
    return replace(undo(book, standing, entry, at), entries=entries)


def _claim_stands(book: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    claim = next(each for each in standing.claims if each.entry == entry.sha256)
    if claim.state is ClaimState.DECLINED:
        return "it was declined", "nothing of it counts"
    for period in book.subject_periods(claim.subject):
        stands = _closed(standing, period.label)
        if claim.granted and stands:
            return stands
    return None


def _claim_undone(_: Rulebook, standing: Standing, entry: Entry, __: Instant) -> Standing:
    claims = tuple(
        replace(each, state=ClaimState.WITHDRAWN, granted=Fraction(0))
        if each.entry == entry.sha256
        else each
        for each in standing.claims
    )
    return replace(standing, claims=claims)


def _with_dispute(standing: Standing, entry: Entry) -> IssuedPeriod:
    return next(
        each
        for each in standing.issued.values()
        if any(one.entry == entry.sha256 for one in each.disputes)
    )


def _dispute_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    issued = _with_dispute(standing, entry)
    dispute = next(each for each in issued.disputes if each.entry == entry.sha256)
    return None if dispute.state is DisputeState.OPEN else _ANSWERED


def _dispute_undone(_: Rulebook, standing: Standing, entry: Entry, at: Instant) -> Standing:
    issued = _with_dispute(standing, entry)
    disputes = tuple(
        replace(each, state=DisputeState.WITHDRAWN, decided_at=at, decided_by="")
        if each.entry == entry.sha256
        else each
        for each in issued.disputes
    )
    after = replace(issued, disputes=disputes)
    if after.by_silence:
        # The time for other words is over: the line is agreed like those beside it.
        after = replace(after, agreed=agreed_of(after, ()))
    return replace(standing, issued={**standing.issued, after.period: close(after, at)})


def _spending_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    spending = next(each for each in standing.spendings if each.entry == entry.sha256)
    if spending.state is SpendingState.DONE:
        return "it is bought", "propose another spending"
    return None if spending.state is not SpendingState.DECLINED else _ANSWERED


def _spending_undone(_: Rulebook, standing: Standing, entry: Entry, __: Instant) -> Standing:
    spendings = tuple(
        replace(each, state=SpendingState.WITHDRAWN) if each.entry == entry.sha256 else each
        for each in standing.spendings
    )
    return replace(standing, spendings=spendings)


def _figure_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    figure = next(each for each in standing.attested if each.entry == entry.sha256)
    if figure.countersigned_by:
        return "the other party has countersigned it", "attest the corrected figure"
    return None


def _figure_undone(_: Rulebook, standing: Standing, entry: Entry, __: Instant) -> Standing:
    left = tuple(each for each in standing.attested if each.entry != entry.sha256)
    return replace(standing, attested=left)


def _countersign_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    act = entry.act
    assert isinstance(act, FigureCountersigned)
    figure = next(each for each in standing.attested if each.entry == act.figure)
    return _closed(standing, figure.period)


def _countersign_undone(_: Rulebook, standing: Standing, entry: Entry, __: Instant) -> Standing:
    act = entry.act
    assert isinstance(act, FigureCountersigned)
    figures = tuple(
        replace(each, countersigned_by="", countersigned_at=None)
        if each.entry == act.figure
        else each
        for each in standing.attested
    )
    return replace(standing, attested=figures)


def _waiver_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    act = entry.act
    assert isinstance(act, RightWaived)
    return _closed(standing, act.period)


def _waiver_undone(_: Rulebook, standing: Standing, entry: Entry, __: Instant) -> Standing:
    left = tuple(each for each in standing.waivers if each.entry != entry.sha256)
    return replace(standing, waivers=left)


def _wrinkle_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    wrinkle = next(each for each in standing.wrinkles if each.entry == entry.sha256)
    return ("it is worked off", "nothing is left to do") if wrinkle.worked_off else None


def _wrinkle_undone(_: Rulebook, standing: Standing, entry: Entry, __: Instant) -> Standing:
    left = tuple(each for each in standing.wrinkles if each.entry != entry.sha256)
    return replace(standing, wrinkles=left)


def _worked_off_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    act = entry.act
    assert isinstance(act, WrinkleWorkedOff)
    wrinkle = next(each for each in standing.wrinkles if each.entry == act.wrinkle)
    if any(each.commitment == wrinkle.commitment for each in standing.stabilization_words):
        return "stabilization was ended since", "agree on an amendment"
    return None


def _worked_off_undone(_: Rulebook, standing: Standing, entry: Entry, __: Instant) -> Standing:
    act = entry.act
    assert isinstance(act, WrinkleWorkedOff)
    wrinkles = tuple(
        replace(each, worked_off="") if each.entry == act.wrinkle else each
        for each in standing.wrinkles
    )
    return replace(standing, wrinkles=wrinkles)


def _word_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    act = entry.act
    assert isinstance(act, StabilizationEnded)
    if standing.stabilization_ends.get(act.commitment) == act.since:
        return "both parties have said it", "agree on an amendment"
    return None


def _word_undone(_: Rulebook, standing: Standing, entry: Entry, __: Instant) -> Standing:
    left = tuple(each for each in standing.stabilization_words if each.entry != entry.sha256)
    return replace(standing, stabilization_words=left)


def _statement_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    act = entry.act
    assert isinstance(act, StatementIssued)
    issued = standing.issued[act.period]
    if act.edition > 1 or len(issued.editions) > 1:
        return "it was restated", "hand over a further restatement"
    if issued.agreed or issued.disputes or issued.closed_at:
        return "the other party has answered it", "hand over a restatement"
    return None


def _statement_undone(book: Rulebook, standing: Standing, entry: Entry, _: Instant) -> Standing:
    act = entry.act
    assert isinstance(act, StatementIssued)
    left = {label: each for label, each in standing.issued.items() if label != act.period}
    return put_in(book, replace(standing, issued=left), act.period)


def _draft_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    state = proposal_of(standing, entry.sha256).state
    if state is ProposalState.SIGNED:
        return "both parties have signed it", "propose an amendment"
    return None if state is ProposalState.OPEN else _ANSWERED


def _draft_undone(_: Rulebook, standing: Standing, entry: Entry, at: Instant) -> Standing:
    return withdrawn(standing, entry.sha256, at)


def _signature_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    act = entry.act
    assert isinstance(act, VersionSigned)
    state = proposal_of(standing, act.proposal).state
    if state is ProposalState.SIGNED:
        return "both parties have signed it", "propose an amendment"
    return None if state is ProposalState.OPEN else _ANSWERED


def _comment_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    _proposal, thread = thread_of(standing, entry.sha256)
    if len(thread.remarks) > 1 or thread.resolved_at is not None:
        return "it was answered", "say in the thread what is meant now"
    return None


def _comment_undone(_: Rulebook, standing: Standing, entry: Entry, __: Instant) -> Standing:
    proposal, _thread = thread_of(standing, entry.sha256)
    left = tuple(each for each in proposal.threads if each.entry != entry.sha256)
    return with_proposal(standing, replace(proposal, threads=left))


def _notice_stands(_: Rulebook, __: Standing, ___: Entry) -> tuple[str, str] | None:
    return "the other party relies on its end", "agree on an amendment that goes on"


def _reversal_stands(_: Rulebook, __: Standing, ___: Entry) -> tuple[str, str] | None:
    return "what is taken back is not said any more", "say it again"


def _evidence_stands(_: Rulebook, __: Standing, ___: Entry) -> tuple[str, str] | None:
    return "what was known then was known", "submit the evidence that is right"


def _query_stands(_: Rulebook, standing: Standing, entry: Entry) -> tuple[str, str] | None:
    _submission, query = query_of(standing, entry.sha256)
    return _ANSWERED if query.answered_at is not None else None


def _query_undone(book: Rulebook, standing: Standing, entry: Entry, at: Instant) -> Standing:
    return query_withdrawn(book, standing, entry.sha256, at)


def _closed(standing: Standing, label: str) -> tuple[str, str] | None:
    issued = standing.issued.get(label)
    if issued is not None and issued.closed_at is not None:
        return f"the statement of {label} is agreed", "what both parties agreed on stands"
    return None


_Look = Callable[[Rulebook, Standing, Entry], tuple[str, str] | None]
_Undo = Callable[[Rulebook, Standing, Entry, Instant], Standing]
_LOOKS: Mapping[type, _Look] = {
    ReliefClaimed: _claim_stands,
    DisputeRaised: _dispute_stands,
    SpendingProposed: _spending_stands,
    FigureAttested: _figure_stands,
    FigureCountersigned: _countersign_stands,
    RightWaived: _waiver_stands,
    WrinkleFound: _wrinkle_stands,
    WrinkleWorkedOff: _worked_off_stands,
    StabilizationEnded: _word_stands,
    StatementIssued: _statement_stands,
    DraftProposed: _draft_stands,
    VersionSigned: _signature_stands,
    CommentMade: _comment_stands,
    NoticeGiven: _notice_stands,
    EvidenceSubmitted: _evidence_stands,
    EvidenceQueried: _query_stands,
    MaintenanceAnnounced: maintenance_stands,
    EntryReversed: _reversal_stands,
}
_UNDOES: Mapping[type, _Undo] = {
    ReliefClaimed: _claim_undone,
    DisputeRaised: _dispute_undone,
    SpendingProposed: _spending_undone,
    FigureAttested: _figure_undone,
    FigureCountersigned: _countersign_undone,
    RightWaived: _waiver_undone,
    WrinkleFound: _wrinkle_undone,
    WrinkleWorkedOff: _worked_off_undone,
    StabilizationEnded: _word_undone,
    StatementIssued: _statement_undone,
    DraftProposed: _draft_undone,
    VersionSigned: signature_withdrawn,
    CommentMade: _comment_undone,
    EvidenceQueried: _query_undone,
    MaintenanceAnnounced: undone,
    **dict.fromkeys(LOOKS, undone),
}
