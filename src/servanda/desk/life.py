"""The life of an agreement and of its months, to be looked at: texts, proposals, days, evidence."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from servanda.agreement.term import moved_by_months
from servanda.decisions.agenda import AgendaItem, agenda
from servanda.decisions.waiting import Waiting, waiting
from servanda.desk.agreeing import NewVersion, draft_of
from servanda.desk.callers import Caller
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.desk.working import value_of
from servanda.facts.attached import AttachedDocument
from servanda.facts.proposal import Proposal
from servanda.facts.standing import AttestedFigure, Wrinkle
from servanda.facts.submitted import SubmittedEvidence
from servanda.pipeline.comparing import Comparison, compare
from servanda.pipeline.contradicting import Contradiction, contradicting, contradictions_of
from servanda.pipeline.deciding import Desk
from servanda.pipeline.files import write_all
from servanda.pipeline.negotiating import amended_texts, compare_proposal
from servanda.pipeline.record import edition_name, name_texts
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.renewing import RenewalPack, pack_of

__all__ = [
    "Days",
    "DaysReversed",
    "DraftSeen",
    "NothingHandedOver",
    "ProposalSeen",
    "TextSeen",
    "calendar",
    "desk_of",
    "figures_by_hand",
    "look_at_draft",
    "proposal_seen",
    "renewal",
    "renewal_of",
    "statement_bytes",
    "submissions",
    "texts",
    "waits",
    "wrinkles",
]


_YEARS_MAX = 20


class DaysReversed(MisusedCommand):
    """Of two days the last comes before the first, or lies too far away."""

    def __init__(self, first_day: date, last_day: date) -> None:
        super().__init__(
            f"no day lies from {first_day} to {last_day}, or more than {_YEARS_MAX} years do"
        )


class NothingHandedOver(MisusedCommand):
    """What an agreement has come to was asked for before its first statement."""

    def __init__(self) -> None:
        super().__init__("no statement was handed over so far, and so nothing has come of it yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSeen:
    """A text of an agreement: its name, what it says, and the digest of its bytes."""

    name: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSeen:
    """A proposed version with its texts, and what it changes of the one that it amends.

    Args:
        proposal: The proposal, with what was said about its lines.
        texts: All that the version is made of, the base first.
        comparison: What it changes; nothing for a first text.
        numbers: Numbers of the proposals by the digests of their entries.
        contradicts: Other open proposals that change the same to something else.
    """

    proposal: Proposal
    texts: tuple[TextSeen, ...]
    comparison: Comparison | None
    numbers: Mapping[str, int]
    contradicts: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSeen:
    """A version that could be proposed, what it changes of the texts that lie in the book, and
    which open proposals it contradicts.
    """

    texts: tuple[TextSeen, ...]
    comparison: Comparison
    contradicts: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What falls on the days from the first to the last one, both included.

    Args:
        seen: The agreement.
        first_day: The first day.
        last_day: The last day.
        items: What falls on them, in their order.
    """

    seen: Seen
    first_day: date
    last_day: date
    items: tuple[AgendaItem, ...]


def texts(caller: Caller, agreement: str) -> tuple[TextSeen, ...]:
    """Return the texts of an agreement as they lie in the book, the base first."""
    seen = see(caller, agreement)
    named = name_texts(seen.workspace.texts)
    return tuple(
        _text(each, path.read_bytes())
        for each, path in zip(named, seen.workspace.texts, strict=True)
    )


def proposal_seen(caller: Caller, agreement: str, number: int) -> ProposalSeen:
    """Return a proposed version in full.

    Args:
        caller: Who asks.
        agreement: The agreement's key.
        number: Number of the proposal.

    Raises:
        NotThere: There is none of that number, or the caller has no part in the agreement.
    """
    seen = see(caller, agreement)
    found = next((each for each in seen.standing.proposals if each.number == number), None)
    if found is None:
        raise NotThere
    desk = desk_of(seen)
    amends = bool(amended_texts(desk, found))
    return ProposalSeen(
        proposal=found,
        texts=tuple(_text(each, seen.record.text(each)) for each in found.texts),
        comparison=value_of(compare_proposal(desk, found)) if amends else None,
        numbers={each.entry: each.number for each in seen.standing.proposals},
        contradicts=contradictions_of(desk, found),
    )


def look_at_draft(caller: Caller, agreement: str, version: NewVersion) -> DraftSeen:
    """Check a version and say what it would change; nothing is proposed and nothing kept.

    Args:
        caller: Who asks.
        agreement: The agreement's key.
        version: What it is made of.

    Raises:
        NotThere: The caller has no part in the agreement.
        TextsOrChanges, NotATextName, NoDay, NoSuchProposal, WrongChange: What was sent is none.
        Mistaken: The texts are not sound.
    """
    seen = see(caller, agreement)
    desk = desk_of(seen)
    draft, before = draft_of(desk, version)
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        paths = write_all(Path(scratch), dict(draft.texts))
        found = value_of(
            compare((seen.workspace, None), (replace(seen.workspace, texts=paths), None))
        )
    return DraftSeen(
        texts=tuple(_text(each, content) for each, content in draft.named.items()),
        comparison=found,
        contradicts=contradicting(desk, draft.named, before),
    )


def waits(caller: Caller, agreement: str) -> tuple[Waiting, ...]:
    """Return what waits for either party, what is due first first."""
    seen = see(caller, agreement)
    return waiting(seen.book, seen.standing)


def calendar(
    caller: Caller, agreement: str, first_day: date | None = None, last_day: date | None = None
) -> Days:
    """Return what falls on some days: notice, end and renewal, statements due, time limits.

    Args:
        caller: Who asks.
        agreement: The agreement's key.
        first_day: The first day; today if not said.
        last_day: The last day; a year later if not said.

    Raises:
        NotThere: The caller has no part in the agreement.
        DaysReversed: The last day comes before the first, or lies too far away.
    """
    seen = see(caller, agreement)
    first = first_day or seen.book.day_of(seen.at)
    if first.year > date.max.year - _YEARS_MAX - 3:
        raise DaysReversed(first, last_day or first)
    last = last_day or moved_by_months(first, 12)
    if not first <= last <= moved_by_months(first, 12 * _YEARS_MAX):
        raise DaysReversed(first, last)
    items = agenda(seen.book, seen.standing, first, last)
    return Days(seen=seen, first_day=first, last_day=last, items=items)


def renewal(caller: Caller, agreement: str) -> RenewalPack:
    """Return what an agreement has come to, by the last edition of each statement handed over.

    Raises:
        NotThere: The caller has no part in the agreement.
        NothingHandedOver: No statement was handed over so far.
        CannotRead: A statement is not in the record, or not what was handed over.
    """
    return renewal_of(see(caller, agreement))


def renewal_of(seen: Seen) -> RenewalPack:
    """Return what an agreement has come to, by the last edition of each statement handed over.

    Raises:
        NothingHandedOver: No statement was handed over so far.
        CannotRead: A statement is not in the record, or not what was handed over.
    """
    statements = [seen.statement(each.period, each.editions[-1]) for each in seen.periods]
    if not statements:
        raise NothingHandedOver
    return pack_of(seen.workspace, seen.history, seen.standing, statements)


def submissions(caller: Caller, agreement: str) -> Sequence[SubmittedEvidence]:
    """Return the evidence that was submitted and how it stands with the other party."""
    return tuple(reversed(see(caller, agreement).standing.submitted))


def figures_by_hand(caller: Caller, agreement: str) -> Sequence[AttestedFigure]:
    """Return the figures that were entered by hand, newest first."""
    return tuple(reversed(see(caller, agreement).standing.attested))


def wrinkles(caller: Caller, agreement: str) -> Sequence[Wrinkle]:
    """Return what is to be worked off before stabilization ends, or was, newest first."""
    return tuple(reversed(see(caller, agreement).standing.wrinkles))


def statement_bytes(caller: Caller, agreement: str, period: str, edition: int) -> bytes:
    """Return a statement with all its calculations, byte by byte as it was handed over.

    Args:
        caller: Who asks.
        agreement: The agreement's key.
        period: The period's label.
        edition: Number of the edition, 1 for the first.

    Raises:
        NotThere: There is no such edition, or the caller has no part in the agreement.
        CannotRead: It is not in the record, or not what was handed over.
    """
    seen = see(caller, agreement)
    editions = seen.issued(period).editions
    found = next((each for each in editions if each.number == edition), None)
    if found is None:
        raise NotThere
    return seen.record.statement(edition_name(period, edition), found)


def desk_of(seen: Seen) -> Desk:
    """Return an agreement with its record, as what works on files takes it."""
    return Desk(
        workspace=seen.workspace,
        history=seen.history,
        record=seen.record,
        journal=seen.journal,
        standing=seen.standing,
        at=seen.at,
        uncounted=(),
    )


def _text(named: AttachedDocument, content: bytes) -> TextSeen:
    return TextSeen(name=named.name, sha256=named.sha256, text=content.decode("utf-8", "replace"))
