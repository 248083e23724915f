"""How one agreement stands, with its texts, its journal and the statements as handed over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.decisions.ending import ended
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.standing import replay
from servanda.decisions.waiting import Waiting, waiting
from servanda.desk.callers import Caller, Seat, take_seat
from servanda.desk.refusals import NotThere
from servanda.desk.working import freshen, history_of, workspace_of
from servanda.facts.decision import Entry
from servanda.facts.standing import Edition, IssuedPeriod, Standing
from servanda.facts.statement import Statement
from servanda.journal.chain import Journal
from servanda.kernel.time import Instant
from servanda.pipeline.record import Record, edition_name
from servanda.pipeline.refusals import ChangedMeanwhile
from servanda.pipeline.workspace import Workspace
from servanda.record.models import Agreement
from servanda.settlement.reading_back import statement_of

__all__ = ["Seen", "Stood", "see", "stand"]

_JOURNALS, _STATEMENTS = 64, 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Hold an agreement as somebody sees it at a moment.

    Args:
        seat: Who sees it, and for whom.
        workspace: Where its texts, evidence and record lie.
        history: Its versions.
        journal: Everything that was entered.
        standing: What that amounts to.
        at: The moment.
    """

    seat: Seat
    workspace: Workspace
    history: History
    journal: Journal
    standing: Standing
    at: Instant

    @property
    def book(self) -> Rulebook:
        """Return what the agreement says, to be looked up."""
        return Rulebook(self.history)

    @property
    def record(self) -> Record:
        """Return everything that the journal cites."""
        return Record.of(self.workspace)

    @property
    def zone(self) -> str:
        """Return the zone in which the agreement's days are counted."""
        return self.history.latest.settlement.zone

    @property
    def waits(self) -> tuple[Waiting, ...]:
        """Return what waits for one's own party, what is due first first."""
        everything = waiting(self.book, self.standing)
        return tuple(each for each in everything if each.party == self.seat.party)

    @property
    def periods(self) -> tuple[IssuedPeriod, ...]:
        """Return the periods that have a statement, oldest first."""
        return tuple(self.standing.issued[label] for label in sorted(self.standing.issued))

    def issued(self, period: str) -> IssuedPeriod:
        """Return a period with a statement; raises ``NotThere``."""
        found = self.standing.issued.get(period)
        if found is None:
            raise NotThere
        return found

    def statement(self, period: str, edition: Edition) -> Statement:
        """Return a statement as it was handed over.

        Raises:
            CannotRead: It is not in the record, or not what was handed over.
            NotAStatement: It cannot be read here.
        """
        return _statement(self.record.folder, edition_name(period, edition.number), edition)

    def entry(self, digest: str) -> Entry:
        """Return an entry of the journal by its digest; raises ``NotThere``."""
        found = next((each for each in self.journal.entries if each.sha256 == digest), None)
        if found is None:
            raise NotThere
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """Hold an agreement as it stands at a moment, whoever looks.

    Args:
        workspace: Where its texts, evidence and record lie.
        history: Its versions.
        journal: Everything that was entered.
        standing: What that amounts to.
        at: The moment.
    """

    workspace: Workspace
    history: History
    journal: Journal
    standing: Standing
    at: Instant


def stand(agreement: Agreement, now: Instant) -> Stood:
    """Return how an agreement stands; whoever asks has been let in.

    Args:
        agreement: The agreement.
        now: The moment; that of the last entry where it is later.
    """
    freshen(agreement, now)
    workspace = workspace_of(agreement)
    history = history_of(workspace)
    journal = _journal(agreement.pk, workspace.record, agreement.head_number, agreement.head_sha256)
    last = journal.entries[-1].at if journal.entries else now
    at = max(last, now)
    standing = replay(history, journal.entries, at).standing
    return Stood(
        workspace=workspace,
        history=ended(history, standing),
        journal=journal,
        standing=standing,
        at=at,
    )


def see(caller: Caller, agreement: str, does: str = "agreement looked at") -> Seen:
    """Return an agreement as it stands for somebody who has a part in it.

    Args:
        caller: Who looks.
        agreement: The agreement's key.
        does: What is done, as the table of rights calls it.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seat = take_seat(caller, agreement, does)
    found = stand(seat.agreement, caller.at)
    return Seen(
        seat=seat,
        workspace=found.workspace,
        history=found.history,
        journal=found.journal,
        standing=found.standing,
        at=found.at,
    )


@lru_cache(maxsize=_JOURNALS)
def _journal(agreement: int, _: Path, number: int, sha256: str) -> Journal:
    """Return a journal up to the entry that it ended with when it was asked for."""
    record = Record.of(workspace_of(Agreement.objects.get(pk=agreement)))
    journal = Journal(entries=record.journal().entries[:number])
    if journal.head != sha256:
        raise ChangedMeanwhile(record.path)
    return journal


@lru_cache(maxsize=_STATEMENTS)
def _statement(folder: Path, name: str, edition: Edition) -> Statement:
    return statement_of(Record(folder).statement(name, edition))
