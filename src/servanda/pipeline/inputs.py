"""What a settlement is a function of: texts, evidence and decisions, as known at one moment."""

from __future__ import annotations

from dataclasses import dataclass, replace

from servanda.agreement.model.agreement import History
from servanda.agreement.model.evidence import EvidenceTable
from servanda.decisions.ending import ended
from servanda.decisions.standing import replay
from servanda.evidence.snapshot import Snapshot, UnknownSnapshot, take_snapshot
from servanda.facts.decision import Entry, EvidenceSubmitted, StatementIssued
from servanda.facts.standing import Standing
from servanda.journal.chain import Journal
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer, Progress, has_errors, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.record import Record
from servanda.pipeline.refusals import CannotRead, MisusedCommand
from servanda.pipeline.workspace import Workspace

__all__ = ["Inputs", "NothingKnown", "as_cited", "cites", "gather", "known_at", "tables_of"]


class NothingKnown(MisusedCommand):
    """The record holds no evidence from so early on."""

    def __init__(self, moment: Instant) -> None:
        super().__init__(
            f"nothing was known at {moment}: no entry of the record names evidence from before"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Hold everything that statements are made of.

    Args:
        history: The agreement.
        snapshot: The evidence.
        journal: What the parties entered.
        standing: What that amounts to.
        moment: The moment as of which it does; absent where nothing was ever said.
    """

    history: History
    snapshot: Snapshot
    journal: Journal
    standing: Standing
    moment: Instant | None = None


def gather(
    workspace: Workspace, *, at: Instant | None = None, progress: Progress = say_nothing
) -> Answer[Inputs]:
    """Read the texts, the evidence and the journal as they lie in a workspace now.

    Args:
        workspace: Where everything lies.
        at: The moment for which decisions are looked at: time limits that have run out by then
            have their effect. Absent, the moment of the last entry.
        progress: Told before each table is read.

    Returns:
        The inputs, or what is wrong with the texts or the evidence.

    Raises:
        BrokenJournal: The journal was changed by other means than by entering.
    """
    checked = check(workspace, measurable=False)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    journal = Record.of(workspace).journal()
    taken = take_snapshot(
        tables_of(checked.value),
        workspace.evidence,
        workspace.cache,
        people=workspace.people,
        progress=progress,
    )
    found = (*checked.diagnostics, *taken.diagnostics)
    if taken.snapshot is None:
        return Answer(None, found)
    return _answer(checked.value, taken.snapshot, journal, at, found)


def known_at(workspace: Workspace, moment: Instant) -> Answer[Inputs]:
    """Read texts, evidence and journal from the record, as they were known at a moment.

    The evidence is that of the last entry up to then that names any.

    Raises:
        NothingKnown: No entry named evidence so early.
        CannotRead: What an entry names is not in the record.
        BrokenJournal: The journal was changed by other means than by entering.
    """
    record = Record.of(workspace)
    journal = record.journal().up_to(moment)
    cited = [each for each in journal.entries if cites(each)]
    if not cited:
        raise NothingKnown(moment)
    return as_cited(record, workspace, cited[-1], journal, moment)


def as_cited(
    record: Record, workspace: Workspace, entry: Entry, journal: Journal, moment: Instant
) -> Answer[Inputs]:
    """Read the texts and the evidence that an entry names; arguments and refusals as above."""
    act = entry.act
    assert isinstance(act, EvidenceSubmitted | StatementIssued)
    texts = tuple(record.text_path(each) for each in act.texts)
    checked = check(replace(workspace, texts=texts), measurable=False)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    try:
        snapshot = Snapshot.open(record.snapshot_path(act.snapshot_sha256))
    except UnknownSnapshot as problem:
        raise CannotRead(problem.path, str(problem)) from None
    return _answer(checked.value, snapshot, journal, moment, checked.diagnostics)


def tables_of(history: History) -> dict[str, EvidenceTable]:
    """Return the tables that files are brought for; of two versions, as the later reads them."""
    return {
        name: table
        for each in history.versions
        for name, table in each.evidence.items()
        if not table.recorded
    }


def cites(entry: Entry) -> bool:
    """Return whether an entry names texts and evidence."""
    return isinstance(entry.act, EvidenceSubmitted | StatementIssued)


def _answer(
    history: History,
    snapshot: Snapshot,
    journal: Journal,
    at: Instant | None,
    found: tuple[Diagnostic, ...],
) -> Answer[Inputs]:
    last = journal.entries[-1].at if journal.entries else None
    moment = at or last
    if moment is None or last is None:
        inputs = Inputs(
            history=history, snapshot=snapshot, journal=journal, standing=Standing(), moment=moment
        )
        return Answer(inputs, found)
    replayed = replay(history, journal.entries, moment)
    found = (*found, *replayed.diagnostics)
    if has_errors(found):
        return Answer(None, found)
    standing = replayed.standing
    inputs = Inputs(
        history=ended(history, standing),
        snapshot=snapshot,
        journal=journal,
        standing=standing,
        moment=moment,
    )
    return Answer(inputs, found)
