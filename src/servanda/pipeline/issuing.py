"""Statements handed over, and handed over again where they come out otherwise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from servanda.decisions.rulebook import Rulebook
from servanda.decisions.standing import take
from servanda.facts.decision import Entry, StatementIssued
from servanda.facts.standing import Edition
from servanda.facts.statement import Statement
from servanda.journal.chain import Speaker, next_entry
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import Choice
from servanda.pipeline.deciding import TooEarly
from servanda.pipeline.inputs import Inputs, gather
from servanda.pipeline.measured import Measured
from servanda.pipeline.measuring import measure_inputs
from servanda.pipeline.record import Record, edition_name, name_texts
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.restating import reasons_for, substance
from servanda.pipeline.settling import settle_measured
from servanda.pipeline.workspace import Workspace
from servanda.settlement.adjusting import adjusted_entries, open_period, paid_lines
from servanda.settlement.canonical import statement_bytes, statement_json, statement_sha256

__all__ = [
    "Issued",
    "NotOver",
    "NothingChanged",
    "NothingDue",
    "OutOfTurn",
    "issue",
    "issue_through",
    "restate",
]


class OutOfTurn(MisusedCommand):
    """A period was to be issued before an earlier one."""

    def __init__(self, period: str, due: str) -> None:
        super().__init__(f"{period} is not next: {due} has no statement yet; issue it first")


class NotOver(MisusedCommand):
    """A period was to be issued before the evidence reaches its end."""

    def __init__(self, period: str) -> None:
        super().__init__(f"{period} is not over: the evidence ends before it does")


class NothingDue(MisusedCommand):
    """Periods were to be issued that were issued before."""

    def __init__(self, last: str) -> None:
        super().__init__(f"every period up to {last} has its statement; nothing was entered")


class NothingChanged(MisusedCommand):
    """A period was to be issued again though it comes out as it did."""

    def __init__(self, period: str, edition: int) -> None:
        super().__init__(
            f"{period} was issued (edition {edition}) and comes out the same; nothing was entered"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """Say what was handed over.

    Args:
        statement: The statement.
        edition: 1 for the first of its period.
        entry: The entry in the journal.
        reasons: Of a restatement, what brought it about.
    """

    statement: Statement
    edition: int
    entry: Entry
    reasons: tuple[str, ...]


def issue(
    workspace: Workspace,
    period: str,
    speaker: Speaker,
    at: Instant,
    *,
    progress: Progress = say_nothing,
) -> Answer[Issued]:
    """Hand over the statement of a period, the first time or restated.

    The texts, the evidence and the statement are kept in the record before the entry is made, so
    that an entry never names what is not there.

    Args:
        workspace: Where everything lies.
        period: Label of the open period, or of one that was issued and comes out otherwise now.
        speaker: Who hands it over.
        at: When.
        progress: Told before each step.

    Returns:
        What was handed over, or what is wrong with texts, evidence, or with the speaker's right
        to do so.

    Raises:
        OutOfTurn: An earlier period has no statement yet.
        NotOver: The evidence ends before the period does.
        NothingChanged: It was issued before and comes out the same.
        TooEarly: Something was entered after the moment.
        BrokenJournal, ChangedMeanwhile, CannotWrite: The record is not sound, not as it was when
            this began, or cannot be written; nothing was entered.
    """
    prepared = _prepare(workspace, Choice(), at, progress)
    if prepared.value is None:
        return Answer(None, prepared.diagnostics)
    now = prepared.value
    now.must_have(period)
    found = now.changed(period)
    if found is None:
        raise NothingChanged(period, now.latest_edition(period))
    issued = now.enter(found, speaker, at)
    return Answer(issued.value, (*prepared.diagnostics, *issued.diagnostics))


def issue_through(
    workspace: Workspace,
    last: str,
    speaker: Speaker,
    at: Instant,
    *,
    progress: Progress = say_nothing,
) -> Answer[tuple[Issued, ...]]:
    """Hand over every statement that is due up to a period, oldest first, at one moment.

    So is a record taken up of an agreement that has been running, or a quarter handed over at
    once. Refusals as for ``issue``; periods that were issued before are left alone.

    Args:
        workspace: Where everything lies.
        last: Label of the last period that is to be handed over, included.
        speaker: Who hands them over.
        at: When.
        progress: Told before each step.

    Raises:
        NotOver: The evidence ends before that period does.
        NothingDue: All of them were handed over before.
    """
    prepared = _prepare(workspace, Choice(), at, progress)
    if prepared.value is None:
        return Answer(None, prepared.diagnostics)
    now = prepared.value
    if last not in now.statements:
        raise NotOver(last)
    labels = list(now.statements)
    due = [
        each for each in labels[: labels.index(last) + 1] if each not in now.inputs.standing.issued
    ]
    if not due:
        raise NothingDue(last)
    return now.enter_all(due, prepared.diagnostics, speaker, at)


def restate(
    workspace: Workspace, speaker: Speaker, at: Instant, *, progress: Progress = say_nothing
) -> Answer[tuple[Issued, ...]]:
    """Hand over every issued period again that comes out otherwise now, oldest first.

    Arguments and refusals as for ``issue``; nothing to restate is an empty answer.
    """
    prepared = _prepare(workspace, Choice(), at, progress)
    if prepared.value is None:
        return Answer(None, prepared.diagnostics)
    now = prepared.value
    return now.enter_all(list(now.inputs.standing.issued), prepared.diagnostics, speaker, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A statement that is to be handed over, and why again."""

    statement: Statement
    edition: int
    reasons: tuple[str, ...]


def _prepare(workspace: Workspace, choice: Choice, at: Instant, progress: Progress) -> Answer[_Now]:
    gathered = gather(workspace, at=at, progress=progress)
    if gathered.value is None:
        return Answer(None, gathered.diagnostics)
    entries = gathered.value.journal.entries
    if entries and at < entries[-1].at:
        raise TooEarly(entries[-1])
    measured = measure_inputs(gathered.value, workspace, choice=choice, progress=progress)
    found = (*gathered.diagnostics, *measured.diagnostics)
    if measured.value is None:
        return Answer(None, found)
    now = _Now(workspace=workspace, inputs=gathered.value, measured=measured.value)
    now.settle(progress)
    return Answer(now, found)


@dataclass(slots=True, kw_only=True)
class _Now:
    """Everything settled as it is now, and the record that it goes into."""

    workspace: Workspace
    inputs: Inputs
    measured: Measured
    statements: dict[str, Statement] = field(default_factory=dict)

    def settle(self, progress: Progress = say_nothing) -> None:
        """Settle everything as the record stands now."""
        as_it_stands = replace(self.measured, standing=self.inputs.standing)
        settled = settle_measured(as_it_stands, progress=progress)
        self.statements = {each.period.label: each for each in settled.statements}

    @property
    def record(self) -> Record:
        return Record.of(self.workspace)

    def must_have(self, period: str) -> None:
        """Refuse a period that cannot be issued now."""
        if period in self.inputs.standing.issued:
            return
        due = open_period([each.period for each in self.statements.values()], self.inputs.standing)
        if period not in self.statements:
            raise NotOver(period)
        if period != due:
            raise OutOfTurn(period, due)

    def latest_edition(self, period: str) -> int:
        return self.inputs.standing.issued[period].editions[-1].number

    def changed(self, period: str) -> _Found | None:
        """Return a period's statement with its edition, nothing where it comes out as issued."""
        statement, standing = self.statements[period], self.inputs.standing
        issued = standing.issued.get(period)
        if issued is None:
            return _Found(statement=statement, edition=1, reasons=())
        before = json.loads(self._kept(period, issued.editions[-1]))
        if substance(before) == substance(statement_json(statement)):
            return None
        last = issued.editions[-1]
        texts = len(self.workspace.texts)
        reasons = reasons_for(statement, before["sources"], last, standing, texts=texts)
        return _Found(statement=statement, edition=last.number + 1, reasons=reasons)

    def enter_all(
        self,
        periods: Sequence[str],
        found_before: tuple[Diagnostic, ...],
        speaker: Speaker,
        at: Instant,
    ) -> Answer[tuple[Issued, ...]]:
        """Hand over those of some periods that have no statement or come out otherwise."""
        made: list[Issued] = []
        for period in periods:
            found = self.changed(period)
            if found is None:
                continue
            issued = self.enter(found, speaker, at)
            if issued.value is None:
                return Answer(None, (*found_before, *issued.diagnostics))
            made.append(issued.value)
            # Each statement names the decisions before it, and an edition handed over is one.
            self.settle()
        return Answer(tuple(made), found_before)

    def enter(self, found: _Found, speaker: Speaker, at: Instant) -> Answer[Issued]:
        """Keep everything that an entry names, then enter it."""
        statement, inputs = found.statement, self.inputs
        content = statement_bytes(statement)
        act = StatementIssued(
            period=statement.period.label,
            edition=found.edition,
            statement_sha256=statement_sha256(statement),
            snapshot_sha256=inputs.snapshot.digest,
            texts=name_texts(self.workspace.texts),
            lines=paid_lines(statement),
            adjusts=adjusted_entries(inputs.standing) if found.edition == 1 else (),
            reasons=found.reasons,
        )
        entry = next_entry(inputs.journal, statement.agreement, at, speaker, act)
        standing, objections = take(Rulebook(inputs.history), inputs.standing, entry)
        if objections:
            return Answer(None, objections)
        self.record.keep_texts(self.workspace.texts)
        self.record.keep_snapshot(inputs.snapshot)
        self.record.keep_statement(edition_name(statement.period.label, found.edition), content)
        journal = self.record.append(inputs.journal, (entry,))
        self.inputs = replace(inputs, journal=journal, standing=standing)
        issued = Issued(
            statement=statement, edition=found.edition, entry=entry, reasons=found.reasons
        )
        return Answer(issued)

    def _kept(self, period: str, edition: Edition) -> bytes:
        return self.record.statement(edition_name(period, edition.number), edition)
