"""Files as a tool exports them on a day: what had happened by then, and nothing later."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path

from servanda.example.moments import local

__all__ = ["Export", "as_of", "write_exports"]

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One file of evidence.

    Args:
        name: The file's name.
        headings: Names of its columns.
        rows: Its rows in order.
    """

    name: str
    headings: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Say what makes a row known, and what of it is filled in only later."""

    by: str
    later: tuple[str, ...] = ()


_KNOWN: Mapping[str, _Known] = {
    "incident_changes": _Known(by="sys_updated_on"),
    "requests": _Known(by="opened_at", later=("closed_at",)),
    "request_changes": _Known(by="sys_updated_on"),
    "outages": _Known(by="end"),
    "planned_maintenance": _Known(by="announced"),
    "changes": _Known(by="work_end"),
    "page_loads": _Known(by="timestamp"),
    "survey_answers": _Known(by="submitted"),
    "payments_per_day": _Known(by="cut_off"),
    "decisions": _Known(by="asked", later=("given",)),
    "post_incident_reviews": _Known(by="restored", later=("published",)),
}


def as_of(exports: Iterable[Export], day: date, *, late_entries: date) -> Iterator[Export]:
    """Give the files as they would have been exported when a day began.

    Args:
        exports: The files with everything.
        day: What happened from this day on, of the bank, is not known yet.
        late_entries: What people wrote down afterwards is known if it is from before this day.
    """
    for export in exports:
        until = late_entries if "late_entries" in export.name else day
        rows = tuple(_known(export, until))
        if rows:
            yield Export(name=export.name, headings=export.headings, rows=rows)


def _known(export: Export, day: date) -> Iterator[Row]:
    known = next(
        _KNOWN[kind] for kind in sorted(_KNOWN, reverse=True) if export.name.startswith(kind)
    )
    by = export.headings.index(known.by)
    later = {export.headings.index(each) for each in known.later}
    here = local(day, 0)
    wall, utc = f"{day.isoformat()}T00:00", here.astimezone(UTC).isoformat()[:16]
    for row in export.rows:
        if _is_before(row[by], wall, utc):
            yield tuple(
                "" if number in later and not _is_before(text, wall, utc) else text
                for number, text in enumerate(row)
            )


def _is_before(text: str, wall: str, utc: str) -> bool:
    """Return whether a moment, as the tools write it, is before a minute written as ISO 8601.

    Args:
        text: ``2026-03-02T09:30:00+01:00`` or ``02-03-2026 09:30`` on the bank's wall clock,
            ``02/03/2026 08:30:00`` in UTC; an empty one has not come.
        wall: The minute on the bank's wall clock.
        utc: The same in UTC.
    """
    if not text:
        return False
    if text[2] not in "-/":
        return text[:16] < wall
    written = f"{text[6:10]}-{text[3:5]}-{text[:2]}T{text[11:16]}"
    return written < (utc if text[2] == "/" else wall)


def write_exports(
    folder: Path, exports: Iterable[Export], *, progress: Callable[[str], None] | None = None
) -> tuple[Path, ...]:
    """Write files of evidence.

    Args:
        folder: Where the files go; made if it is not there.
        exports: The files.
        progress: Told each file's name once it is written.

    Returns:
        The files, by name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for export in exports:
        path = folder / export.name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(export.headings)
            writer.writerows(export.rows)
        written.append(path)
        if progress is not None:
            progress(export.name)
    return tuple(sorted(written))
