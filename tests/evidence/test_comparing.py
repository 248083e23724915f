"""Two snapshots beside each other: what was added, what is gone, what has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from servanda.agreement.model.evidence import ColumnType
from servanda.evidence.comparing import TableChanges, bytes_to_compare, compare_snapshots
from servanda.evidence.snapshot import Snapshot
from servanda.kernel.time import Instant, Period
from tests.evidence.tables import column, put, table, take, whole

TICKETS = table(
    column("number"),
    column("minutes", ColumnType.NUMBER),
    column("agent", personal=True, sealed=True),
    key="number",
)
HEADER = "number,minutes,agent\n"
BEFORE = HEADER + "1,5,Ann\n2,7.5,Ann\n3,9,Ben\n"
TOLD = {"incidents": {"number", "minutes"}}
KEYS = {"incidents": "number"}


def _taken(tmp_path: Path, content: str) -> Snapshot:
    put(tmp_path, "incidents.csv", content)
    return whole(take(TICKETS, tmp_path))


def _compared(
    tmp_path: Path, before: str, after: str, *, key: bool = True, rows_most: int = 100
) -> TableChanges:
    was, now = _taken(tmp_path, before), _taken(tmp_path, after)
    keys = KEYS if key else {}
    (found,) = compare_snapshots(was, now, keys=keys, told=TOLD, rows_most=rows_most)
    return found


def _counts(found: TableChanges) -> tuple[int, int, int]:
    return found.added_count, found.gone_count, found.changed_count


def test_rows_are_laid_side_by_side_by_their_key(tmp_path: Path) -> None:
    found = _compared(tmp_path, BEFORE, HEADER + "4,1,Ann\n3,9,Ben\n2,8,Ann\n")
    assert _counts(found) == (1, 1, 1)
    assert found.added == (("4", "1", None),)
    assert found.gone == (("1", "5", None),)
    (changed,) = found.changed
    assert (changed.was, changed.now) == (("2", "7.5", None), ("2", "8", None))
    assert changed.differs == (False, True, False)


def test_that_a_name_is_another_is_told_and_no_name(tmp_path: Path) -> None:
    found = _compared(tmp_path, BEFORE, BEFORE.replace("Ben", "Cas"))
    (changed,) = found.changed
    assert changed.was == changed.now == ("3", "9", None)
    assert changed.differs == (False, False, True)
    assert [each.told for each in found.columns] == [True, True, False]


def test_without_a_key_rows_are_added_and_gone_alone(tmp_path: Path) -> None:
    found = _compared(tmp_path, BEFORE, BEFORE.replace("7.5", "8"), key=False)
    assert _counts(found) == (1, 1, 0)
    assert (found.gone, found.added) == ((("2", "7.5", None),), (("2", "8", None),))


def test_among_several_rows_of_a_key_nothing_says_which_became_which(tmp_path: Path) -> None:
    found = _compared(tmp_path, HEADER + "1,5,A\n1,6,A\n1,6,A\n", HEADER + "1,6,A\n1,7,A\n1,8,A\n")
    assert _counts(found) == (2, 2, 0)
    assert found.gone == (("1", "5", None), ("1", "6", None))
    one = _compared(tmp_path, HEADER + "1,5,A\n1,6,A\n", HEADER + "1,6,A\n1,7,A\n")
    assert _counts(one) == (0, 0, 1), "the other row of that key is as it was"


def test_cells_that_become_known_have_changed_and_rows_without_a_key_stand_alone(
    tmp_path: Path,
) -> None:
    found = _compared(tmp_path, HEADER + "1,,A\n,5,A\n", HEADER + "1,5,A\n,6,A\n")
    assert _counts(found) == (1, 1, 1)
    assert found.changed[0].was == ("1", None, None)
    assert found.added == ((None, "6", None),)


def test_counts_are_of_all_rows_though_few_are_given(tmp_path: Path) -> None:
    more = "".join(f"{number},1,A\n" for number in range(1000, 1250))
    found = _compared(tmp_path, BEFORE, BEFORE + more, rows_most=100)
    assert _counts(found) == (250, 0, 0)
    assert len(found.added) == 100
    assert found.added[0] == ("1000", "1", None)


def test_the_order_of_rows_is_no_difference(tmp_path: Path) -> None:
    was, now = (
        _taken(tmp_path, HEADER + "1,5,A\n2,6,B\n"),
        _taken(tmp_path, HEADER + "2,6,B\n1,5,A\n"),
    )
    assert compare_snapshots(was, now, keys=KEYS, told=TOLD, rows_most=9) == ()
    assert bytes_to_compare(was, now) == 0


def test_a_table_that_came_along_was_empty_before(tmp_path: Path) -> None:
    now = _taken(tmp_path, BEFORE)
    was = Snapshot(path=now.path, tables={}, digest="")
    (found,) = compare_snapshots(was, now, keys=KEYS, told=TOLD, rows_most=9)
    assert _counts(found) == (3, 0, 0)
    (back,) = compare_snapshots(now, was, keys=KEYS, told=TOLD, rows_most=9)
    assert _counts(back) == (0, 3, 0)


def test_only_columns_that_both_have_are_compared(tmp_path: Path) -> None:
    was = _taken(tmp_path, BEFORE)
    read = table(
        column("number"), column("minutes", ColumnType.NUMBER), column("team"), key="number"
    )
    put(tmp_path, "incidents.csv", "number,minutes,team\n1,5,X\n2,7.5,X\n3,10,Y\n")
    now = whole(take(read, tmp_path))
    (found,) = compare_snapshots(was, now, keys=KEYS, told=TOLD, rows_most=9)
    assert (found.columns_added, found.columns_gone) == (("team",), ("agent",))
    assert _counts(found) == (0, 0, 1)
    assert found.changed[0].now == ("3", "10")


def test_rows_of_a_period_are_those_with_a_moment_or_day_in_it_before_or_after(
    tmp_path: Path,
) -> None:
    read = table(
        column("number"),
        column("opened", ColumnType.INSTANT),
        column("day", ColumnType.DATE),
        key="number",
    )

    def taken(*rows: str) -> Snapshot:
        put(tmp_path, "incidents.csv", "number,opened,day\n" + "".join(f"{row}\n" for row in rows))
        return whole(take(read, tmp_path))

    was = taken("1,2026-01-31T22:59:59Z,", "2,2026-01-31T23:00:00Z,", "3,2026-04-01T00:00:00Z,")
    now = taken(
        "1,2026-02-10T00:00:00Z,",
        "2,2026-04-10T00:00:00Z,",
        "3,2026-05-01T00:00:00Z,",
        "4,,2026-02-28",
        "5,,2026-03-01",
        "6,,",
    )
    february = Period(
        label="2026-02",
        index=1,
        first_day=date(2026, 2, 1),
        end_day=date(2026, 3, 1),
        start=Instant.parse("2026-01-31T23:00:00Z"),
        end=Instant.parse("2026-02-28T23:00:00Z"),
    )
    told = {"incidents": {"number", "opened", "day"}}
    (found,) = compare_snapshots(was, now, keys=KEYS, told=told, rows_most=9, within=february)
    assert [each.was[0] for each in found.changed] == ["1", "2"]
    assert [each[0] for each in found.added] == ["4"]
    assert _counts(found) == (1, 0, 2)
    later = replace(february, start=february.end, end=Instant.parse("2026-03-01T00:00:00Z"))
    later = replace(later, first_day=date(2026, 6, 1), end_day=date(2026, 7, 1))
    assert not compare_snapshots(was, now, keys=KEYS, told=told, rows_most=9, within=later)
