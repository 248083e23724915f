"""A file set aside to be looked at: its columns pointed at, then taken in, or the text changed."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from servanda.agreement.model.evidence import ColumnType, EvidenceColumn, EvidenceTable
from servanda.desk.aside import file_aside, files_aside, let_aside_go, take_aside
from servanda.desk.callers import Caller
from servanda.desk.drafts import Spelt, write_values
from servanda.desk.seeing import Seen, see
from servanda.drafting.roles import ROLES, Role, propose
from servanda.evidence.preview import Preview, preview_file
from servanda.evidence.profile import ColumnProfile, Finding, profile_table
from servanda.evidence.sketch import Sketch, sketch_file
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Upload

__all__ = [
    "ColumnPointed",
    "FilePointed",
    "NothingPointedAt",
    "Pointed",
    "TooLongToPoint",
    "change_text",
    "files_aside",
    "headings_of",
    "let_aside_go",
    "point",
    "take_in",
]

DOES = "evidence brought"
_BYTES_MAX = 1 << 26
_WITH_FORMATS = {ColumnType.INSTANT, ColumnType.DATE}

Pointed = Mapping[str, str]
"""Headings of a file by the columns of the agreement's table that they are."""


class TooLongToPoint(MisusedCommand):
    """A file is too long for its columns to be looked at while somebody waits."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has more than 64 MB, too many to be looked at here; look at a shorter file"
            " with the same columns first"
        )


class NothingPointedAt(MisusedCommand):
    """A change of the text was wanted, and nothing was pointed at that changes it."""

    def __init__(self) -> None:
        super().__init__(
            "choose first which columns the file's are: as they are chosen, the agreement's text "
            "would stay as it is"
        )


class NoTable(MisusedCommand):
    """The agreement has no table that a file could be."""

    def __init__(self) -> None:
        super().__init__("the agreement reads no file of evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPointed:
    """Say how one column of the agreement's table is read from a file.

    Args:
        column: The column, as it would be read.
        said: The heading that the agreement names.
        heading: The heading that was pointed at; empty for none.
        refused: What would be refused.
        profile: What it holds; nothing where the table cannot be read.
    """

    column: EvidenceColumn
    said: str
    heading: str
    refused: tuple[str, ...]
    profile: ColumnProfile | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePointed:
    """Say what a file that was set aside would be as a table of the agreement.

    Args:
        seen: The agreement, and who looks.
        upload: The file.
        preview: Its beginning.
        table: The table that it would be, as the agreement says it.
        tables: The tables that it could be.
        columns: The table's columns, in its order.
        wrong: What would be refused that is about no column.
        findings: What is odd about it, in words.
        name: What it would be called among the evidence, so that the table reads it.
        reads: Whether the agreement as it stands reads it so.
    """

    seen: Seen
    upload: Upload
    preview: Preview
    table: EvidenceTable
    tables: tuple[str, ...]
    columns: tuple[ColumnPointed, ...]
    wrong: tuple[str, ...]
    findings: tuple[Finding, ...]
    name: str
    reads: bool

    @property
    def is_sound(self) -> bool:
        """Return whether nothing of it would be refused."""
        return not self.wrong and not any(each.refused for each in self.columns)


def point(
    caller: Caller, agreement: str, key: str, table: str = "", pointed: Pointed | None = None
) -> FilePointed:
    """Say what a file would be, with its columns pointed at.

    Args:
        caller: Who set it aside.
        agreement: The agreement's key.
        key: The file's key.
        table: The table that it shall be; the one that its name or columns fit where empty.
        pointed: What was pointed at; a proposal is made where nothing was.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says, or there is no such file.
        TooLongToPoint: It has more than 64 MB.
        NoTable: The agreement reads no files.
    """
    upload, path = file_aside(caller, agreement, key)
    if path.stat().st_size > _BYTES_MAX:
        raise TooLongToPoint(upload.name)
    seen = see(caller, agreement, DOES)
    tables = {
        name: each
        for name, each in seen.history.latest.evidence.items()
        if not each.recorded and not each.database
    }
    if not tables:
        raise NoTable
    preview = preview_file(path)
    chosen = tables.get(table) or _likeliest(tables, upload.name, preview.headings)
    if chosen.sheet:
        preview = preview_file(path, sheet=chosen.sheet)
    if pointed is None:
        pointed = _proposal(chosen, preview, path, seen.zone)
    return _looked(seen, upload, path, (chosen, tuple(tables)), preview, pointed)


def headings_of(caller: Caller, agreement: str, key: str, table: str = "") -> tuple[str, ...]:
    """Return the headings of a file that was set aside; arguments and refusals as for ``point``."""
    _, path = file_aside(caller, agreement, key)
    known = see(caller, agreement, DOES).history.latest.evidence.get(table)
    return preview_file(path, sheet=known.sheet if known else "", most=1).headings


def take_in(caller: Caller, agreement: str, key: str, name: str) -> Upload:
    """Take a file that was set aside in, as evidence.

    Args:
        caller: Who set it aside.
        agreement: The agreement's key.
        key: The file's key.
        name: What it is called from now on; a file of that name is replaced.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says, or there is no such file.
        NotAFileName: It cannot be called so.
    """
    return take_aside(caller, agreement, key, name)


def change_text(caller: Caller, agreement: str, key: str, table: str, pointed: Pointed) -> None:
    """Write what was pointed at into one's draft, which is begun if there is none.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says, or there is no such file.
        NothingPointedAt: The text would read the same columns as before.
        CannotPlace: The draft has no room for it.
    """
    looked = point(caller, agreement, key, table, pointed)
    place = ("evidence", looked.table.name)
    values: dict[tuple[str, ...], str] = {}
    spelt: Spelt = {}
    for each in looked.columns:
        column = (*place, "columns", each.column.name)
        before = looked.table.columns[each.column.name]
        if each.heading and each.heading != each.said:
            values[*column, "from"] = each.heading
        if each.column.format != before.format:
            values[*column, "format"] = each.column.format
        if any(written[:-1] == column for written in values):
            spelt[column] = "type"
    if not _matches(looked.table, looked.name):
        values[*place, "file"] = looked.name
    if not values or not any(each.heading for each in looked.columns):
        raise NothingPointedAt
    write_values(caller, agreement, values, spelt)


def _looked(
    seen: Seen,
    upload: Upload,
    path: Path,
    tables: tuple[EvidenceTable, tuple[str, ...]],
    preview: Preview,
    pointed: Pointed,
) -> FilePointed:
    table, names = tables
    formats = _formats(table, pointed, path, seen.zone)
    wanted = {
        name: replace(each, source=pointed.get(name, ""), format=formats.get(name, each.format))
        for name, each in table.columns.items()
    }
    # A column that nothing is pointed at is left out, so that the others are looked at already.
    read = {name: each for name, each in wanted.items() if each.source in preview.headings}
    profile = profile_table(replace(table, columns=read), path) if _can_read(table, read) else None
    found = [*preview.diagnostics, *(profile.diagnostics if profile else ())]
    errors = [each for each in found if each.severity is Severity.ERROR]
    by_name = {each.name: each for each in profile.columns} if profile else {}
    columns = tuple(
        ColumnPointed(
            column=each,
            said=table.columns[name].source,
            heading=each.source if name in read else "",
            refused=_refused(each, errors) if name in read else (_missing(name),),
            profile=by_name.get(name),
        )
        for name, each in wanted.items()
    )
    about = {words for each in columns for words in each.refused}
    return FilePointed(
        seen=seen,
        upload=upload,
        preview=preview,
        table=table,
        tables=names,
        columns=columns,
        wrong=tuple(each.message for each in errors if each.message not in about),
        findings=profile.findings if profile else (),
        name=_name(table, upload.name),
        reads=all(each.heading == each.said for each in columns) and wanted == dict(table.columns),
    )


def _can_read(table: EvidenceTable, read: Mapping[str, EvidenceColumn]) -> bool:
    """Return whether a table can be looked at with some of its columns."""
    needed = {table.key, table.at, table.order, table.begins, table.ends} - {""}
    return bool(read) and needed <= set(read)


def _missing(name: str) -> str:
    return f"no column of the file is '{name}' yet"


def _refused(column: EvidenceColumn, errors: Sequence[Diagnostic]) -> tuple[str, ...]:
    begins = f"column '{column.source}': "
    return tuple(each.message for each in errors if each.message.startswith(begins))


def _likeliest(
    tables: Mapping[str, EvidenceTable], name: str, headings: Sequence[str]
) -> EvidenceTable:
    """Return the table whose pattern a file's name matches, else the one with most headings."""

    def fits(table: EvidenceTable) -> tuple[bool, int]:
        there = sum(each.source in headings for each in table.columns.values())
        return _matches(table, name), there

    return max(tables.values(), key=fits)


def _proposal(table: EvidenceTable, preview: Preview, path: Path, zone: str) -> Pointed:
    """Return the columns that the agreement names, and for the others what they seem to be."""
    named = {
        name: each.source for name, each in table.columns.items() if each.source in preview.headings
    }
    left = [each for each in table.columns.values() if each.name not in named]
    if not left or not preview.headings:
        return named
    sketch = sketch_file(path, zone=zone)
    free = {
        heading: each for heading, each in sketch.columns.items() if heading not in named.values()
    }
    found = propose(map(_role, left), replace(sketch, columns=free))
    return {**named, **found}


def _role(column: EvidenceColumn) -> Role:
    known = ROLES.get(column.name)
    names = (column.source, column.name, *(known.names if known else ()))
    return Role(name=column.name, asks=column.name, type=column.type, names=names)


def _formats(table: EvidenceTable, pointed: Pointed, path: Path, zone: str) -> Mapping[str, str]:
    """Return how instants and days of another column are written, where they seem to be such."""
    others = {
        name: pointed[name]
        for name, each in table.columns.items()
        if each.type in _WITH_FORMATS and pointed.get(name) not in {None, "", each.source}
    }
    sketch = sketch_file(path, zone=zone) if others else None
    return {
        name: _format(sketch, heading)
        for name, heading in others.items()
        if sketch and heading in sketch.columns and _is_of_time(sketch, heading)
    }


def _is_of_time(sketch: Sketch, heading: str) -> bool:
    return sketch.columns[heading].column.type in _WITH_FORMATS


def _format(sketch: Sketch, heading: str) -> str:
    return sketch.columns[heading].column.format


def _matches(table: EvidenceTable, name: str) -> bool:
    pattern = table.file or f"{table.name}.*"
    return fnmatch.fnmatchcase(name.casefold(), pattern.casefold())


def _name(table: EvidenceTable, name: str) -> str:
    """Return what a file is called so that its table reads it, its own name where nothing helps."""
    if _matches(table, name):
        return name
    stem, _, ending = name.partition(".")
    pattern = table.file or f"{table.name}.*"
    named = pattern.removesuffix(".*") + f".{ending}" if pattern.endswith(".*") else pattern
    named = named.replace("*", f"-{stem}" if not pattern.startswith("*") else stem)
    same_kind = Path(named).suffixes == Path(f"x.{ending}").suffixes
    return named if same_kind and _matches(table, named) else name
