"""``servanda renewal --format json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, segment_document, value_document
from servanda.pipeline.renewing import LineEarned, RenewalPack
from servanda.reports.reader import Reader

__all__ = ["RenewalDocument", "renewal_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalLineDocument:
    """What a line came to; ``triggered`` is in how many of the periods ``settled`` it asked for
    anything, ``open`` how many could not be settled, ``most`` the most it paid in one period.
    """

    name: str
    segment: Mapping[str, str]
    purpose: str
    settled: int
    triggered: int
    open: int
    paid: ValueDocument
    most: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalCommitmentDocument:
    """How often a commitment was kept, over periods and segments."""

    name: str
    judged: int
    met: int
    below_expected: int
    below_minimum: int
    not_judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalAmendmentDocument:
    """An amendment, the day from which it governs, and its changes in words."""

    number: int
    governs_from: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalDisputeDocument:
    """A disputed line; ``amount`` is what it pays instead, absent where it stands."""

    entry: int
    period: str
    line: str
    segment: Mapping[str, str]
    raised_by: str
    reason: str
    state: str
    amount: ValueDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalReliefDocument:
    """How often a sort of relief was claimed, and what became of the claims by their state."""

    name: str
    claimed: int
    states: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalAccountDocument:
    """What the holding account received, has set aside, spent, and has free."""

    received: ValueDocument
    set_aside: ValueDocument
    spent: ValueDocument
    free: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalDocument:
    """What an agreement has come to from the first period to the last. ``term_ends`` and
    ``notice_by`` are empty where there is none; ``never_triggered`` names the penalties and
    incentives that never asked for anything.
    """

    agreement: str
    first: str
    last: str
    term_ends: str
    notice_by: str
    renews: bool
    lines: tuple[RenewalLineDocument, ...]
    never_triggered: tuple[str, ...]
    commitments: tuple[RenewalCommitmentDocument, ...]
    amendments: tuple[RenewalAmendmentDocument, ...]
    disputes: tuple[RenewalDisputeDocument, ...]
    reliefs: tuple[RenewalReliefDocument, ...]
    handed_over: int
    agreed: int
    agreed_by_silence: int
    restated: int
    holding_account: RenewalAccountDocument | None
    format: str = "servanda/renewal/1"


def renewal_document(pack: RenewalPack, reader: Reader) -> RenewalDocument:
    """Return the document of a renewal pack."""
    term = pack.term
    return RenewalDocument(
        agreement=pack.agreement.identifier,
        first=pack.periods[0].label,
        last=pack.periods[-1].label,
        term_ends=str(term.last_day or "") if term else "",
        notice_by=str(term.notice_by or "") if term else "",
        renews=term.renews if term else False,
        lines=tuple(_line(each, reader) for each in pack.lines),
        never_triggered=tuple(dict.fromkeys(each.name for each in pack.never_triggered)),
        commitments=tuple(
            RenewalCommitmentDocument(
                name=each.name,
                judged=each.judged,
                met=each.met,
                below_expected=each.below_expected,
                below_minimum=each.below_minimum,
                not_judged=each.not_judged,
            )
            for each in pack.commitments
        ),
        amendments=tuple(
            RenewalAmendmentDocument(
                number=each.number, governs_from=each.governs_from.isoformat(), words=each.words
            )
            for each in pack.amendments
        ),
        disputes=_disputes(pack, reader),
        reliefs=_reliefs(pack),
        handed_over=len(pack.issued),
        agreed=sum(each.closed_at is not None for each in pack.issued),
        agreed_by_silence=sum(each.by_silence for each in pack.issued),
        restated=sum(len(each.editions) > 1 for each in pack.issued),
        holding_account=_account(pack, reader),
    )


def _line(line: LineEarned, reader: Reader) -> RenewalLineDocument:
    return RenewalLineDocument(
        name=line.name,
        segment=segment_document(line.segment),
        purpose=line.purpose.value,
        settled=line.settled,
        triggered=line.triggered,
        open=line.open,
        paid=value_document(line.paid, reader),
        most=value_document(line.most, reader),
    )


def _disputes(pack: RenewalPack, reader: Reader) -> tuple[RenewalDisputeDocument, ...]:
    return tuple(
        RenewalDisputeDocument(
            entry=had.dispute.number,
            period=had.period,
            line=had.dispute.line.name,
            segment=segment_document(had.dispute.line.segment),
            raised_by=had.dispute.raised_by,
            reason=had.dispute.reason,
            state=had.dispute.state.value,
            amount=value_document(had.dispute.amount, reader) if had.dispute.amount else None,
        )
        for had in pack.disputes
    )


def _reliefs(pack: RenewalPack) -> tuple[RenewalReliefDocument, ...]:
    found = []
    for used in pack.reliefs:
        states: dict[str, int] = {}
        for claim in used.claims:
            states[claim.state.value] = states.get(claim.state.value, 0) + 1
        found.append(RenewalReliefDocument(name=used.name, claimed=len(used.claims), states=states))
    return tuple(found)


def _account(pack: RenewalPack, reader: Reader) -> RenewalAccountDocument | None:
    if pack.balance is None:
        return None
    return RenewalAccountDocument(
        received=value_document(pack.balance.received, reader),
        set_aside=value_document(pack.balance.set_aside, reader),
        spent=value_document(pack.balance.spent, reader),
        free=value_document(pack.balance.free, reader),
    )
