"""The record of processing: what of people is used, what for, by whom and how long.

References:
    Regulation (EU) 2016/679, article 30, paragraph 1.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.evidence import EvidenceTable
from servanda.agreement.model.measure import (
    AvailabilityRule,
    ClockRule,
    Measure,
    WarningRule,
)
from servanda.evidence.engine import open_engine
from servanda.evidence.files import find_files
from servanda.evidence.opening import open_table
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer
from servanda.pipeline.check import check
from servanda.pipeline.inputs import tables_of
from servanda.pipeline.people import keyring_of
from servanda.pipeline.workspace import Workspace

__all__ = ["Processing", "TableUse", "processing_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableUse:
    """Say what becomes of a table.

    Args:
        table: How it is read.
        used_for: Measures and rows that use it, by name, with their titles.
        dropped: Headings in its files that no table reads, so that nothing of them is kept.
    """

    table: EvidenceTable
    used_for: Mapping[str, str]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """Hold the record of processing.

    Args:
        history: The agreement.
        at: The moment of which it tells.
        tables: The tables, in the order of the text.
        sealed: How many names are sealed beside the record.
        erased: Moments of the erasures done, oldest first.
        folders: Where what is kept, by what it is.
    """

    history: History
    at: Instant
    tables: tuple[TableUse, ...]
    sealed: int
    erased: tuple[str, ...]
    folders: Mapping[str, Path]


def processing_of(workspace: Workspace, at: Instant) -> Answer[Processing]:
    """Tell how people's data is processed under an agreement.

    Args:
        workspace: Where everything lies; files of evidence are looked at for their headings.
        at: The moment, for the document's date.

    Returns:
        The record, or what is wrong with the texts.

    Raises:
        BadPeopleFile: A file about people is damaged.
    """
    checked = check(workspace, measurable=False)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    history, keyring = checked.value, keyring_of(workspace)
    tables = tables_of(history)
    used = _used_for(history.latest)
    processing = Processing(
        history=history,
        at=at,
        tables=tuple(
            TableUse(
                table=table,
                used_for=used.get(name, {}),
                dropped=_dropped(table, tables, workspace.evidence),
            )
            for name, table in tables.items()
        ),
        sealed=len(keyring.names()),
        erased=tuple(sorted(keyring.erased_on().values())),
        folders={
            "files of evidence": workspace.evidence,
            "the record, with pseudonyms": workspace.record,
            "keys and sealed names": workspace.people,
            "what can be computed again, with pseudonyms": workspace.cache,
        },
    )
    return Answer(processing, checked.diagnostics)


def _used_for(agreement: Agreement) -> dict[str, dict[str, str]]:
    used: dict[str, dict[str, str]] = {}
    for measure in agreement.measures.values():
        for table in filter(None, _tables_of(measure)):
            used.setdefault(table, {})[measure.name] = measure.title or measure.name
    for rows in agreement.rows.values():
        if rows.table:
            used.setdefault(rows.table, {})[rows.name] = rows.name
    return used


def _tables_of(measure: Measure) -> Iterator[str]:
    yield measure.table
    match measure.rule:
        case ClockRule(events=table):
            yield table
        case AvailabilityRule(planned=table):
            yield table
        case WarningRule(warnings=table):
            yield table


def _dropped(
    table: EvidenceTable, tables: Mapping[str, EvidenceTable], folder: Path
) -> tuple[str, ...]:
    paths = find_files(table, folder).files
    read = {column.source for each in tables.values() for column in each.columns.values()}
    found: dict[str, None] = {}
    with (
        tempfile.TemporaryDirectory(prefix="servanda-") as scratch,
        open_engine(paths, Path(scratch)) as engine,
    ):
        for path in paths:
            opened = open_table(engine, path, sheet=table.sheet).table
            headings = opened.headings if opened is not None else ()
            found |= dict.fromkeys(each for each in headings if each and each not in read)
    return tuple(found)
