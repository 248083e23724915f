"""What changed from one submission of evidence to the next, and nobody's name told by it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.model.evidence import ColumnType, EvidenceTable
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen
from servanda.evidence.comparing import TableChanges, bytes_to_compare, compare_snapshots
from servanda.evidence.snapshot import Snapshot, UnknownSnapshot
from servanda.facts.submitted import SubmittedEvidence
from servanda.pipeline.refusals import MisusedCommand

__all__ = ["NoLongerKept", "SubmissionCompared", "TooLongToCompare", "what_changed"]

_BYTES_MAX = 1 << 26


class TooLongToCompare(MisusedCommand):
    """Two submissions are too long to be compared while somebody waits."""

    def __init__(self) -> None:
        super().__init__("these submissions are too long to be compared here")


class NoLongerKept(MisusedCommand):
    """The record does not hold all of a submission any more."""

    def __init__(self, number: int) -> None:
        super().__init__(f"what entry {number} submitted is not kept as a whole any more")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionCompared:
    """Lay a submission beside the one before it.

    Args:
        before: The submission before it.
        after: The submission.
        tables: The tables that differ, by name.
        types: For each table what its columns are read as, where the agreement says so.
    """

    before: SubmittedEvidence
    after: SubmittedEvidence
    tables: tuple[TableChanges, ...]
    types: dict[str, dict[str, ColumnType]]


def what_changed(seen: Seen, number: str, *, rows_most: int) -> SubmissionCompared:
    """Compare a submission with the one that was submitted before it.

    What cells hold is told of those columns alone that the agreement reads and that no version of
    it takes for somebody's name.

    Args:
        seen: The agreement, and who looks.
        number: The number of the entry that submitted it.
        rows_most: Most rows of a kind to give of a table.

    Raises:
        NotThere: No such entry submitted evidence, or none was submitted before it.
        NoLongerKept: The tables of either do not lie in the record any more.
        TooLongToCompare: The tables that differ have more than 64 MB together.
    """
    submitted = seen.standing.submitted
    place = next((n for n, each in enumerate(submitted) if str(each.number) == number), 0)
    if not place:
        raise NotThere
    before, after = submitted[place - 1], submitted[place]
    was, now = _opened(seen, before), _opened(seen, after)
    if bytes_to_compare(was, now) > _BYTES_MAX:
        raise TooLongToCompare
    tables = _tables(seen.history)
    found = _compared(
        was.path,
        now.path,
        tuple((name, versions[-1].key) for name, versions in tables.items()),
        tuple((name, _told(versions)) for name, versions in tables.items()),
        rows_most,
    )
    return SubmissionCompared(
        before=before,
        after=after,
        tables=found,
        types={name: _types(versions) for name, versions in tables.items()},
    )


def _opened(seen: Seen, submitted: SubmittedEvidence) -> Snapshot:
    try:
        return Snapshot.open(seen.record.snapshot_path(submitted.snapshot_sha256))
    except UnknownSnapshot:
        raise NoLongerKept(submitted.number) from None


# What was submitted never changes, and people look at it more than once. What may not be told is
# not kept either.
@lru_cache(maxsize=16)
def _compared(
    before: Path,
    after: Path,
    keys: tuple[tuple[str, str], ...],
    told: tuple[tuple[str, frozenset[str]], ...],
    rows_most: int,
) -> tuple[TableChanges, ...]:
    was, now = Snapshot.open(before), Snapshot.open(after)
    return compare_snapshots(was, now, keys=dict(keys), told=dict(told), rows_most=rows_most)


def _tables(history: History) -> dict[str, list[EvidenceTable]]:
    """Return every version of each table, oldest first."""
    found: dict[str, list[EvidenceTable]] = {}
    for version in history.versions:
        for table in version.evidence.values():
            found.setdefault(table.name, []).append(table)
    return found


def _told(versions: list[EvidenceTable]) -> frozenset[str]:
    columns = [each for table in versions for each in table.columns.values()]
    personal = {each.name for each in columns if each.personal}
    return frozenset(each.name for each in columns) - personal


def _types(versions: list[EvidenceTable]) -> dict[str, ColumnType]:
    return {each.name: each.type for table in versions for each in table.columns.values()}
