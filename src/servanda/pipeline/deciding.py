"""Saying something: checked against the agreement and the record first, then entered whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from servanda.agreement.model.agreement import History
from servanda.decisions.ending import ended
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.standing import place_of, replay, take
from servanda.facts.decision import Act, AttachedDocument, Entry, RecordsNamed, ReliefClaimed
from servanda.facts.standing import Standing
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer
from servanda.pipeline.check import check
from servanda.pipeline.claimed import unknown_records
from servanda.pipeline.record import Record
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.workspace import Workspace

__all__ = ["Desk", "Said", "TooEarly", "UnknownEntry", "desk_with", "open_desk"]

NO_TEXTS: Mapping[AttachedDocument, bytes] = MappingProxyType({})


class TooEarly(MisusedCommand):
    """Something is to be entered before what was entered last."""

    def __init__(self, last: Entry) -> None:
        super().__init__(
            f"the last entry, number {last.number}, was made {last.at}; nothing is entered before"
            " it (leave --at out to say it now)"
        )


class UnknownEntry(MisusedCommand):
    """An entry was named that the journal does not have."""

    def __init__(self, number: int, known: int) -> None:
        span = f"it has 1 to {known}" if known else "it has none so far"
        super().__init__(f"the journal has no entry {number}: {span}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing to be said, and where its author wrote it.

    Args:
        act: What is said.
        place: Where its author wrote it; the journal's end where nowhere.
        told: Codes of what need not be said against it, since its author has been told already.
    """

    act: Act
    place: SourceSpan | None = None
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Hold an agreement with its record, as of a moment.

    Args:
        workspace: Where everything lies.
        history: The agreement.
        record: The record's folder.
        journal: Everything entered, later than the moment too.
        standing: How everything stands at the moment.
        at: The moment.
        uncounted: Entries that do not count, each at its line.
    """

    workspace: Workspace
    history: History
    record: Record
    journal: Journal
    standing: Standing
    at: Instant
    uncounted: tuple[Diagnostic, ...]

    @property
    def book(self) -> Rulebook:
        """Return what the agreement says, to be looked up."""
        return Rulebook(self.history)

    @property
    def zone(self) -> str:
        """Return the zone of times that are written without an offset."""
        return self.history.versions[0].settlement.zone

    @property
    def known(self) -> tuple[Entry, ...]:
        """Return the entries made up to the moment."""
        return self.journal.up_to(self.at).entries

    def entry(self, number: int) -> Entry:
        """Return an entry by its number; raises ``UnknownEntry``."""
        if not 1 <= number <= len(self.journal.entries):
            raise UnknownEntry(number, len(self.journal.entries))
        return self.journal.entries[number - 1]

    def statement(self, period: str) -> str:
        """Return the entry with the last edition of a period's statement.

        Raises:
            MisusedCommand: No statement was handed over.
        """
        issued = self.standing.issued.get(period)
        if issued is None:
            raise MisusedCommand(f"no statement of '{period}' was handed over so far")
        return issued.editions[-1].entry

    def say(
        self,
        speaker: Speaker,
        said: Sequence[Said],
        *,
        wrong: Sequence[Diagnostic] = (),
        documents: Sequence[Path] = (),
        texts: Mapping[AttachedDocument, bytes] = NO_TEXTS,
    ) -> Answer[tuple[Entry, ...]]:
        """Enter what a party says, all of it or nothing.

        Args:
            speaker: Who says it.
            said: What is said, in its order.
            wrong: What was found before; with anything in it nothing is entered, and everything
                is told at once.
            documents: Files that support it, kept in the record before anything is entered.
            texts: Texts of the agreement that it names, kept likewise.

        Returns:
            The entries, or everything that speaks against any of them.

        Raises:
            TooEarly: Something was entered after the moment.
            ChangedMeanwhile: Somebody else has entered something since the record was read.
            CannotWrite: The record cannot be written.
        """
        weighed = self.weigh(speaker, said, wrong=wrong)
        if weighed.value is None:
            return weighed
        self.record.keep_documents(documents)
        for text, content in texts.items():
            self.record.keep_text(text, content)
        self.record.append(self.journal, weighed.value)
        return weighed

    def weigh(
        self, speaker: Speaker, said: Sequence[Said], *, wrong: Sequence[Diagnostic] = ()
    ) -> Answer[tuple[Entry, ...]]:
        """Say what would be entered if a party said something, and enter nothing.

        Args:
            speaker: Who would say it.
            said: What would be said, in its order.
            wrong: What was found before.

        Returns:
            The entries as they would be, or everything that speaks against any of them.

        Raises:
            TooEarly: Something was entered after the moment.
        """
        if self.journal.entries and self.at < self.journal.entries[-1].at:
            raise TooEarly(self.journal.entries[-1])
        book, standing, journal = self.book, self.standing, self.journal
        found = list(wrong)
        named: list[tuple[RecordsNamed, SourceSpan]] = []
        for each in said:
            entry = next_entry(
                journal, self.history.versions[0].identifier, self.at, speaker, each.act
            )
            place = each.place or place_of(entry, str(self.record.path))
            standing, objections = take(book, standing, entry, place=place)
            found += (one for one in objections if one.code not in each.told)
            if not objections:
                journal = Journal(entries=(*journal.entries, entry))
            if isinstance(each.act, ReliefClaimed) and isinstance(each.act.subject, RecordsNamed):
                named.append((each.act.subject, place))
        found += unknown_records(self.workspace, self.history, named)
        if found:
            return Answer(None, tuple(found))
        return Answer(journal.entries[len(self.journal.entries) :])


def open_desk(workspace: Workspace, at: Instant) -> Answer[Desk]:
    """Read an agreement and its record.

    Args:
        workspace: Where they lie.
        at: The moment as of which everything stands.

    Returns:
        The desk, or what is wrong with the agreement.

    Raises:
        BrokenJournal: The journal was changed by other means than by entering.
        CannotRead: It cannot be read.
    """
    checked = check(workspace, measurable=False)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    return Answer(desk_with(workspace, checked.value, at))


def desk_with(workspace: Workspace, history: History, at: Instant) -> Desk:
    """Read an agreement's record, its texts having been read before.

    Args:
        workspace: Where they lie.
        history: What the texts there say.
        at: The moment as of which everything stands.

    Raises:
        BrokenJournal, CannotRead: As for ``open_desk``.
    """
    record = Record.of(workspace)
    journal = record.journal()
    replayed = replay(history, journal.entries, at, file=str(record.path))
    return Desk(
        workspace=workspace,
        history=ended(history, replayed.standing),
        record=record,
        journal=journal,
        standing=replayed.standing,
        at=at,
        uncounted=replayed.diagnostics,
    )
