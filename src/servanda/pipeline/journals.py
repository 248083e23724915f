"""Two parties' copies of one journal: checked, and the longer one taken over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import is_zipfile

from servanda.decisions.standing import replay
from servanda.facts.decision import Entry
from servanda.journal.chain import Broken, Journal, read_journal
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer
from servanda.pipeline.archive import unpack
from servanda.pipeline.bundling import cited_files
from servanda.pipeline.check import check
from servanda.pipeline.journal_store import JOURNAL
from servanda.pipeline.record import Record
from servanda.pipeline.refusals import BrokenJournal, CannotRead, MisusedCommand
from servanda.pipeline.workspace import Workspace

__all__ = ["Checked", "JournalsPart", "check_journal", "take_journal"]


class JournalsPart(MisusedCommand):
    """Two copies of a journal say different things from one entry on."""

    def __init__(self, number: int, mine: Entry, theirs: Entry) -> None:
        super().__init__(
            f"the two journals part at entry {number}: here the {mine.party} ({mine.person}) said"
            f" something at {mine.at}, there the {theirs.party} ({theirs.person}) at {theirs.at};"
            " nothing was taken over. Agree on one of them; whoever gives theirs up enters what"
            " it said again"
        )
        self.number = number


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Say whether a journal is sound.

    Args:
        journal: Its entries up to the first broken one.
        broken: What is wrong with its chain or signatures.
        uncounted: Entries that do not count under the agreement, each at its line.
    """

    journal: Journal
    broken: tuple[Broken, ...]
    uncounted: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        """Return whether nothing is wrong with it."""
        return not (self.broken or self.uncounted)


def check_journal(workspace: Workspace, at: Instant) -> Answer[Checked]:
    """Look at a journal's chain, signatures, keys and rules; nothing is changed.

    Args:
        workspace: Where the agreement and its record lie.
        at: Now; entries made later do not count.

    Raises:
        CannotRead: The journal cannot be read.
    """
    checked = check(workspace, measurable=False)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    record = Record.of(workspace)
    journal = read_journal(record.content())
    replayed = replay(checked.value, journal.entries, at, file=str(record.path))
    return Answer(Checked(journal=journal, broken=journal.broken, uncounted=replayed.diagnostics))


def take_journal(workspace: Workspace, theirs: Path) -> tuple[Entry, ...]:
    """Take over the other party's copy where it continues one's own, and the files that it cites
    as far as they came with it.

    Args:
        workspace: Where one's own record lies.
        theirs: The other party's bundle, their record's folder, or their journal file alone.

    Returns:
        The entries that are new; none where one's own is as long or longer.

    Raises:
        JournalsPart: The two say different things from some entry on.
        BrokenJournal: One of them is not sound.
        NotABundle: It begins like a bundle and is none.
        CannotRead, CannotWrite, ChangedMeanwhile: A file cannot be read or written, or somebody
            has entered something meanwhile.
    """
    if theirs.is_file() and is_zipfile(theirs):
        with TemporaryDirectory(prefix="servanda-") as scratch:
            unpack(theirs, Path(scratch))
            return _take(workspace, Record(Path(scratch)).path)
    return _take(workspace, Record(theirs).path if theirs.is_dir() else theirs)


def _take(workspace: Workspace, path: Path) -> tuple[Entry, ...]:
    try:
        journal = read_journal(path.read_bytes())
    except OSError as problem:
        raise CannotRead(path, problem.strerror or str(problem)) from None
    if journal.broken:
        raise BrokenJournal(path, journal.broken)
    record = Record.of(workspace)
    mine = record.journal()
    for ours, other in zip(mine.entries, journal.entries, strict=False):
        if ours.sha256 != other.sha256:
            raise JournalsPart(ours.number, ours, other)
    new = journal.entries[len(mine.entries) :]
    if new:
        record.keep_files(_files_beside(path, journal))
        record.append(mine, new)
    return new


def _files_beside(path: Path, journal: Journal) -> dict[str, Path]:
    """Return the files cited that lie beside a journal, none where the journal came alone."""
    try:
        cited = dict(cited_files(Record(path.parent), journal))
    except CannotRead:
        return {}
    return {name: place for name, place in cited.items() if name != JOURNAL and place.is_file()}
