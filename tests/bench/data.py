"""Evidence from a seed: the same rows on any machine, whatever the number of threads."""

from __future__ import annotations

from pathlib import Path

import duckdb

__all__ = ["make_cases", "make_events", "make_outages"]

_DAYS = 3_650
_SERVICES = 200

# Every value is a hash of the row's number, so that rows can be made in any order.
_CASES = """
SELECT i AS id, (hash(i * 7 + 1) % 6)::TINYINT AS calendar,
    'P' || (1 + hash(i * 7 + 2) % 4) AS priority, 's' || (hash(i * 7 + 3) % 20) AS service,
    TIMESTAMP '2016-01-04' + to_microseconds(
        (i * {days}::HUGEINT * 86400000000 // {rows} + (hash(i * 7 + 4) % 86400000000)::HUGEINT)
        ::BIGINT) AS opened,
    opened + to_microseconds((hash(i * 7 + 5) % 1209600000000)::BIGINT) AS resolved
FROM range({rows}) AS rows(i)
"""
_EVENTS = """
SELECT i // 87 * 20 + i % 87 * 20 // 87 AS id, (i % 87)::SMALLINT AS turn,
    TIMESTAMP '2016-01-04' + to_microseconds(
        (i * {days}::HUGEINT * 86400000000 // {rows} + (hash(i * 3 + 1) % 3600000000)::HUGEINT)
        ::BIGINT) AS at,
    ['open', 'waiting', 'open', 'waiting', 'done'][1 + (hash(i * 3 + 2) % 5)::BIGINT] AS status
FROM range({rows}) AS rows(i)
"""
_OUTAGES = """
SELECT (hash(i * 5 + 1) % {services})::SMALLINT AS service,
    TIMESTAMP '2016-01-04' + to_microseconds((hash(i * 5 + 2) % ({days} * 86400000000))::BIGINT)
        AS begins,
    begins + to_microseconds((hash(i * 5 + 3) % 7200000000)::BIGINT) AS ends
FROM range({rows}) AS rows(i)
"""


def make_cases(folder: Path, rows: int) -> Path:
    """Return ten years of cases in order of their opening, six calendars among them."""
    return _made(folder / f"cases-{rows}.parquet", _CASES, rows)


def make_events(folder: Path, cases: int) -> Path:
    """Return the changes of status of cases, 4.35 a case, clustered by case."""
    return _made(folder / f"events-{cases}.parquet", _EVENTS, cases * 87 // 20)


def make_outages(folder: Path, rows: int) -> Path:
    """Return outages over two hundred services, in no order."""
    return _made(folder / f"outages-{rows}.parquet", _OUTAGES, rows)


def _made(file: Path, query: str, rows: int) -> Path:
    if not file.exists():
        waiting = file.with_suffix(".part")
        filled = query.format(rows=rows, days=_DAYS, services=_SERVICES)
        with duckdb.connect(config={"threads": 2}) as connection:
            connection.execute(f"COPY ({filled}) TO '{waiting}' (FORMAT parquet, COMPRESSION zstd)")
        waiting.replace(file)
    return file
