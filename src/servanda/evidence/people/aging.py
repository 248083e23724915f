"""Records that are past the time for which their table is kept."""

from __future__ import annotations

import calendar
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from servanda.agreement.model.evidence import ColumnType, EvidenceForm, EvidenceTable
from servanda.agreement.model.people import Kept
from servanda.evidence.engine import Engine, open_engine
from servanda.evidence.people.pseudonyms import PSEUDONYM, pseudonym
from servanda.evidence.reading import read_table
from servanda.evidence.statements import compose, listed, literal, quoted
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.time import Instant

__all__ = ["Aged", "age", "kept_from"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """Say which records of a table are past their time.

    Args:
        rows: How many records there are.
        past: Numbers of those past their time, by file, from 1.
        named: How many of those name somebody in the clear.
        people: Pseudonyms of the people whom they name.
        needed: Pseudonyms of the people whom other records name.
        diagnostics: Why the table could not be read, or what reading it reported.
    """

    rows: int = 0
    past: Mapping[Path, frozenset[int]]
    named: int = 0
    people: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()


def kept_from(kept: Kept, at: Instant, zone: str) -> date:
    """Return the first day whose records are still kept.

    Args:
        kept: For how long.
        at: The moment at which it is asked.
        zone: The settlement's zone.

    Example:
        >>> month = Kept(months=1, days=0, text="1 month")
        >>> kept_from(month, Instant.parse("2026-03-31T12:00:00Z"), "UTC")
        datetime.date(2026, 2, 28)
    """
    day = at.to_datetime().astimezone(ZoneInfo(zone)).date()
    year, month = divmod(day.year * 12 + day.month - 1 - kept.months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) - timedelta(days=kept.days)


def age(
    table: EvidenceTable, paths: Sequence[Path], first_day: date | None, zone: str, key: bytes
) -> Aged:
    """Look which records of a table are past their time.

    A case is as old as the last instant that it tells, an event as the last of its case, an
    interval as its end. What tells no instant, and an interval without end, is not past.

    Args:
        table: How it is read.
        paths: Its files.
        first_day: The first day that is kept; absent where all are.
        zone: The zone of that day.
        key: The key of the pseudonyms.
    """
    with (
        tempfile.TemporaryDirectory(prefix="servanda-") as scratch,
        open_engine(paths, Path(scratch)) as engine,
    ):
        read = read_table(engine, table, paths)
        if not read.relation:
            return Aged(past={}, diagnostics=read.diagnostics)
        past = _is_past(table, first_day, zone)
        engine.run(
            "CREATE TEMP TABLE aged AS SELECT *, coalesce({past}, false) AS _past FROM {relation}",
            past=past,
            relation=read.relation,
        )
        return Aged(
            rows=int(engine.row("SELECT count(DISTINCT (_file, _row)) FROM aged")[0]),
            past=_records(engine, paths),
            named=_named(engine, table),
            people=_people(engine, table, key, "_past"),
            needed=_people(engine, table, key, "NOT _past"),
            diagnostics=read.diagnostics,
        )


def _is_past(table: EvidenceTable, first_day: date | None, zone: str) -> str:
    last = _last_instant(table)
    if first_day is None or not last:
        return "false"
    midnight = datetime.combine(first_day, time(), ZoneInfo(zone)).astimezone(UTC)
    moment = literal(midnight.replace(tzinfo=None).isoformat(sep=" "))
    return compose("{last} < CAST({moment} AS TIMESTAMP)", last=last, moment=moment)


def _last_instant(table: EvidenceTable) -> str:
    match table.form:
        case EvidenceForm.EVENT:
            return compose(
                "max({at}) OVER (PARTITION BY {key})", at=quoted(table.at), key=quoted(table.key)
            )
        case EvidenceForm.INTERVAL:
            return quoted(table.ends)
        case EvidenceForm.RECORD:
            return quoted(table.at)
        case EvidenceForm.CASE:
            times = listed(
                f"CAST({quoted(name)} AS TIMESTAMP)"
                for name, column in table.columns.items()
                if column.type in {ColumnType.INSTANT, ColumnType.DATE}
            )
            return compose("greatest({times})", times=times) if times else ""


def _records(engine: Engine, paths: Sequence[Path]) -> dict[Path, frozenset[int]]:
    # One record may make several rows; it is past only if all of them are.
    found: dict[Path, set[int]] = {}
    for file, record in engine.rows(
        "SELECT _file, _row FROM aged GROUP BY ALL HAVING bool_and(_past) ORDER BY ALL"
    ):
        found.setdefault(paths[int(file)], set()).add(int(record))
    return {path: frozenset(records) for path, records in found.items()}


def _named(engine: Engine, table: EvidenceTable) -> int:
    people = [quoted(name) for name, column in table.columns.items() if column.personal]
    if not people:
        return 0
    clear = " OR ".join(
        compose("NOT regexp_full_match({name}, {form})", name=name, form=literal(PSEUDONYM))
        for name in people
    )
    return int(
        engine.row(
            "SELECT count(DISTINCT (_file, _row)) FROM aged WHERE _past AND ({clear})", clear=clear
        )[0]
    )


def _people(engine: Engine, table: EvidenceTable, key: bytes, which: str) -> frozenset[str]:
    texts = {
        str(row[0])
        for name, column in table.columns.items()
        if column.personal
        for row in engine.rows(
            "SELECT DISTINCT {name} FROM aged WHERE {which} AND {name} IS NOT NULL",
            name=quoted(name),
            which=which,
        )
    }
    return frozenset(pseudonym(text, key) for text in texts)
