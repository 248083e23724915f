"""What changed in the evidence from one moment to a later one, and nobody's name told by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.model.evidence import ColumnType, EvidenceTable
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen
from servanda.evidence.comparing import TableChanges, bytes_to_compare, compare_snapshots
from servanda.evidence.snapshot import Snapshot, UnknownSnapshot
from servanda.facts.standing import Edition, Standing
from servanda.kernel.time import Instant, Period
from servanda.pipeline.refusals import MisusedCommand

__all__ = [
    "EvidenceCompared",
    "EvidenceNamed",
    "NoLongerKept",
    "TooLongToCompare",
    "evidence_named",
    "evidence_of",
    "what_changed",
]

_BYTES_MAX = 1 << 26


class TooLongToCompare(MisusedCommand):
    """Evidence is too long to be compared while somebody waits."""

    def __init__(self) -> None:
        super().__init__("the tables that differ are too long to be compared here")


class NoLongerKept(MisusedCommand):
    """The record does not hold all of the evidence that an entry names any more."""

    def __init__(self, number: int) -> None:
        super().__init__(f"the evidence that entry {number} names is not kept as a whole any more")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceNamed:
    """Name evidence by the entry that brought it up.

    Args:
        number: The entry's number.
        entry: The entry's digest.
        party: The party that submitted it, or settled on it what nobody had submitted.
        at: When.
        snapshot_sha256: The evidence by content.
        period: Label of the period whose statement was settled on it, empty where it was submitted.
    """

    number: int
    entry: str
    party: str
    at: Instant
    snapshot_sha256: str
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCompared:
    """Lay evidence beside what it was before.

    Args:
        before: As it was.
        after: As it became.
        earlier: Everything that it can be laid beside, oldest first.
        tables: The tables that differ, by name.
        types: For each table what its columns are read as, where the agreement says so.
        restated: The editions that were settled on it in place of other evidence, by period.
    """

    before: EvidenceNamed
    after: EvidenceNamed
    earlier: tuple[EvidenceNamed, ...]
    tables: tuple[TableChanges, ...]
    types: dict[str, dict[str, ColumnType]]
    restated: tuple[tuple[str, Edition], ...]


def what_changed(
    seen: Seen, number: str, *, before: str = "", period: str = "", rows_most: int
) -> EvidenceCompared:
    """Compare evidence with what it was before.

    What cells hold is told of those columns alone that the agreement reads and that no version of
    it takes for somebody's name.

    Args:
        seen: The agreement, and who looks.
        number: The number of the entry that named it first.
        before: The number of an earlier one; that just before it where none is named.
        period: Label of a period that has a statement, to look at the rows of that one alone.
        rows_most: Most rows of a kind to give of a table.

    Raises:
        NotThere: No such entry names evidence, or no such one before it, or there is no such
            period.
        NoLongerKept: The tables of either do not lie in the record any more.
        TooLongToCompare: The tables that differ have more than 64 MB together.
    """
    named = evidence_named(seen.standing)
    after = _numbered(named, number)
    earlier = named[: named.index(after)]
    if not earlier:
        raise NotThere
    beside = _numbered(earlier, before) if before else earlier[-1]
    was, now = _opened(seen, beside), _opened(seen, after)
    if bytes_to_compare(was, now) > _BYTES_MAX:
        raise TooLongToCompare
    tables = _tables(seen.history)
    found = _compared(
        was.path,
        now.path,
        tuple((name, versions[-1].key) for name, versions in tables.items()),
        tuple((name, _told(versions)) for name, versions in tables.items()),
        rows_most,
        _period(seen, period) if period else None,
    )
    return EvidenceCompared(
        before=beside,
        after=after,
        earlier=earlier,
        tables=found,
        types={name: _types(versions) for name, versions in tables.items()},
        restated=tuple(_restated(seen.standing, after)),
    )


def _period(seen: Seen, label: str) -> Period:
    return seen.statement(label, seen.issued(label).editions[-1]).period


def evidence_named(standing: Standing) -> tuple[EvidenceNamed, ...]:
    """Return all evidence in the order in which it came to be.

    What a statement was settled on counts where it is other evidence than what was named before.
    """
    found: list[EvidenceNamed] = []
    for each in sorted(_entries(standing), key=lambda each: each.number):
        if not each.period or not found or found[-1].snapshot_sha256 != each.snapshot_sha256:
            found.append(each)
    return tuple(found)


def evidence_of(standing: Standing, edition: Edition) -> EvidenceNamed:
    """Return what a statement was settled on, as it was named last by then."""
    return next(
        each
        for each in reversed(evidence_named(standing))
        if each.snapshot_sha256 == edition.snapshot_sha256
        and each.number <= standing.entries[edition.entry].number
    )


def _entries(standing: Standing) -> Iterator[EvidenceNamed]:
    for each in standing.submitted:
        yield EvidenceNamed(
            number=each.number,
            entry=each.entry,
            party=each.submitted_by,
            at=each.submitted_at,
            snapshot_sha256=each.snapshot_sha256,
        )
    for issued in standing.issued.values():
        for edition in issued.editions:
            yield EvidenceNamed(
                number=standing.entries[edition.entry].number,
                entry=edition.entry,
                party=edition.issued_by,
                at=edition.issued_at,
                snapshot_sha256=edition.snapshot_sha256,
                period=issued.period,
            )


def _restated(standing: Standing, evidence: EvidenceNamed) -> Iterator[tuple[str, Edition]]:
    for label in sorted(standing.issued):
        for before, after in pairwise(standing.issued[label].editions):
            if before.snapshot_sha256 != after.snapshot_sha256 == evidence.snapshot_sha256 and (
                evidence_of(standing, after) == evidence
            ):
                yield label, after


def _numbered(named: Iterable[EvidenceNamed], number: str) -> EvidenceNamed:
    found = next((each for each in named if str(each.number) == number), None)
    if found is None:
        raise NotThere
    return found


def _opened(seen: Seen, named: EvidenceNamed) -> Snapshot:
    try:
        return Snapshot.open(seen.record.snapshot_path(named.snapshot_sha256))
    except UnknownSnapshot:
        raise NoLongerKept(named.number) from None


# What was named never changes, and people look at it more than once. What may not be told is
# not kept either.
@lru_cache(maxsize=16)
def _compared(
    before: Path,
    after: Path,
    keys: tuple[tuple[str, str], ...],
    told: tuple[tuple[str, frozenset[str]], ...],
    rows_most: int,
    within: Period | None,
) -> tuple[TableChanges, ...]:
    was, now = Snapshot.open(before), Snapshot.open(after)
    return compare_snapshots(
        was, now, keys=dict(keys), told=dict(told), rows_most=rows_most, within=within
    )


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
