"""What relief that was granted takes out of the evidence: records, and stretches of time.

A record that is relieved stays in the trace with its reason. A stretch of time takes out the
records whose instant lies in it, stops clocks, and takes its share off the weight of outages.
Agreed time stays as it is. Where only a share is granted, what is all or nothing (a record that
counts, a clock that runs) counts and runs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce

import ibis
import ibis.expr.types as ir

from servanda.facts.decision import RecordsNamed, StretchNamed
from servanda.facts.relief import Relief
from servanda.kernel.time import Instant
from servanda.measurement.logic import YES, certainly
from servanda.measurement.results import first_reason
from servanda.measurement.study import Study, segment_name, stored_name

__all__ = [
    "bounds_of",
    "holds_at",
    "overlaps",
    "relief_of_key",
    "relief_of_record",
    "segment_of",
    "shares_of_keys",
    "stretches_for",
    "touches",
    "without_relieved",
]

_WHOLE = Fraction(1)


def touches(relief: Relief, measure: str) -> bool:
    """Return whether a relief may be about a measure."""
    return not relief.measures or measure in relief.measures


def relief_of_record(
    study: Study, measure: str, table: str, rows: ir.Table, *, at: str = "place"
) -> ir.Table:
    """Add ``relief``: why a row does not count, unknown where nothing relieves it.

    Args:
        study: The evidence, with the reliefs granted.
        measure: The measure; empty for rows of no measure, which only relief that is about every
            measure takes out.
        table: The table of its rows.
        rows: The rows, with ``key`` and the columns of their table.
        at: The column with the instant at which a row counts.
    """
    keyed = relief_of_key(study, measure, (table,), rows)
    branches = [
        (holds_at(relief, keyed, keyed[at]), relief.reason)
        for relief in stretches_for(study.reliefs, measure, keyed.columns)
        if relief.share == _WHOLE
    ]
    if not branches:
        return keyed
    return keyed.mutate(relief=ibis.coalesce(keyed["relief"], first_reason(branches)))


def relief_of_key(study: Study, measure: str, tables: Iterable[str], rows: ir.Table) -> ir.Table:
    """Add ``relief`` for the rows whose ``key`` a relief names as one of some tables."""
    named = shares_of_keys(study.reliefs, measure, tables)
    listed = [(key, relief.reason) for key, relief in named.items() if relief.share == _WHOLE]
    if not listed:
        return rows.mutate(relief=ibis.null("string"))
    table = study.engine.given({"_relieved": "string", "_why": "string"}, listed)
    joined = rows.left_join(table, rows["key"] == table["_relieved"])
    return joined.select(*(rows[name] for name in rows.columns), relief=table["_why"])


def without_relieved(
    study: Study, table: str, rows: ir.Table, *, key: str = "key", at: str = ""
) -> ir.Table:
    """Leave out the rows that relief takes out of everything, of no measure in particular."""
    if not study.reliefs:
        return rows
    named = rows.mutate(key=rows[key])
    marked = (
        relief_of_record(study, "", table, named, at=at)
        if at
        else relief_of_key(study, "", (table,), named)
    )
    return marked.filter(marked["relief"].isnull()).select(*rows.columns)


def shares_of_keys(
    reliefs: Sequence[Relief], measure: str, tables: Iterable[str]
) -> dict[str, Relief]:
    """Return the reliefs by the keys that they name; the first that was claimed has a record."""
    known, found = frozenset(tables), dict[str, Relief]()
    for relief in reliefs:
        subject = relief.subject
        if isinstance(subject, RecordsNamed) and touches(relief, measure):
            for key in subject.keys if subject.table in known else ():
                found.setdefault(key, relief)
    return found


def stretches_for(reliefs: Sequence[Relief], measure: str, columns: Iterable[str]) -> list[Relief]:
    """Return the reliefs of time that a measure finds: those whose columns it can tell apart.

    A relief for a segment is found by a measure whose rows have the segment's columns; one that
    names the measure is about it in any case.

    Args:
        reliefs: All granted.
        measure: The measure, empty for none.
        columns: The columns at hand, under the names that they are stored or divided by.
    """
    known = frozenset(columns)
    return [
        each
        for each in reliefs
        if isinstance(each.subject, StretchNamed)
        and touches(each, measure)
        and (measure in each.measures or _tells(known, each.subject))
    ]


def _tells(columns: frozenset[str], subject: StretchNamed) -> bool:
    return all(
        stored_name(name) in columns or segment_name(name) in columns for name, _ in subject.segment
    )


def bounds_of(relief: Relief) -> tuple[Instant, Instant]:
    """Return where a relief of time begins and ends."""
    assert isinstance(relief.subject, StretchNamed)
    return relief.subject.start, relief.subject.end


def segment_of(relief: Relief) -> dict[str, str]:
    """Return the columns and values of what a relief of time is about."""
    assert isinstance(relief.subject, StretchNamed)
    return dict(relief.subject.segment)


def holds_at(relief: Relief, rows: ir.Table, at: ir.IntegerValue) -> ir.BooleanValue:
    """Return whether an instant of each row lies in a relief's stretch, of the row's segment."""
    start, end = bounds_of(relief)
    return certainly((at >= start.micros) & (at < end.micros) & _alike(rows, relief))


def overlaps(
    relief: Relief, rows: ir.Table, a: ir.IntegerValue, b: ir.IntegerValue
) -> ir.BooleanValue:
    """Return whether the stretch ``[a, b)`` of each row overlaps that of a relief."""
    start, end = bounds_of(relief)
    return certainly((a < end.micros) & (b > start.micros) & _alike(rows, relief))


def _alike(rows: ir.Table, relief: Relief) -> ir.BooleanValue:
    """Return whether a row is of a stretch's segment, as far as it has its columns."""
    same = [
        rows[column].cast("string") == value
        for name, value in segment_of(relief).items()
        for column in (stored_name(name), segment_name(name))
        if column in rows.columns
    ]
    return reduce(lambda all_of, one: all_of & one, same, YES)
