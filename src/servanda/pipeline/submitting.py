"""Evidence entered into the record between statements, so that one can say when it was known."""

from __future__ import annotations

from servanda.decisions.rulebook import Rulebook
from servanda.decisions.standing import take
from servanda.facts.decision import Entry, EvidenceSubmitted, StatementIssued
from servanda.journal.chain import Speaker, next_entry
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.deciding import TooEarly
from servanda.pipeline.inputs import gather
from servanda.pipeline.record import Record, name_texts
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.workspace import Workspace

__all__ = ["NothingNew", "submit"]


class NothingNew(MisusedCommand):
    """The record names this evidence and these texts already."""

    def __init__(self, last: Entry) -> None:
        super().__init__(
            f"evidence and texts are as entry {last.number} of {last.at} names them; nothing was"
            " entered"
        )


def submit(
    workspace: Workspace,
    speaker: Speaker,
    at: Instant,
    *,
    note: str = "",
    progress: Progress = say_nothing,
) -> Answer[Entry]:
    """Enter the evidence as it lies in a workspace now, and keep it in the record.

    An amendment that both parties submit is signed by both: their entries name the same texts.

    Args:
        workspace: Where everything lies.
        speaker: Who submits it.
        at: When.
        note: What is new about it, may be empty.
        progress: Told before each step.

    Returns:
        The entry, or what is wrong with texts, evidence, or with the speaker's right to speak.

    Raises:
        NothingNew: The last entry that names evidence names the same, and is of the same party.
        TooEarly: Something was entered after the moment.
        BrokenJournal, ChangedMeanwhile, CannotWrite: As for ``issue``.
    """
    gathered = gather(workspace, at=at, progress=progress)
    if gathered.value is None:
        return Answer(None, gathered.diagnostics)
    inputs, record = gathered.value, Record.of(workspace)
    entries = inputs.journal.entries
    if entries and at < entries[-1].at:
        raise TooEarly(entries[-1])
    act = EvidenceSubmitted(
        snapshot_sha256=inputs.snapshot.digest, texts=name_texts(workspace.texts), note=note
    )
    for known in reversed(entries):
        if isinstance(known.act, EvidenceSubmitted | StatementIssued):
            same = (known.act.snapshot_sha256, known.act.texts) == (act.snapshot_sha256, act.texts)
            # The other party may say the same: so both sign one text.
            if same and known.party == speaker.party:
                raise NothingNew(known)
            break
    entry = next_entry(inputs.journal, inputs.history.versions[0].identifier, at, speaker, act)
    _, objections = take(Rulebook(inputs.history), inputs.standing, entry)
    if objections:
        return Answer(None, objections)
    record.keep_texts(workspace.texts)
    record.keep_snapshot(inputs.snapshot)
    record.append(inputs.journal, (entry,))
    return Answer(entry, gathered.diagnostics)
