"""People taken out of the files that evidence is read from, without changing what is read.

A name in a personal column becomes its pseudonym, which reads as the same pseudonym; columns that
no table reads are emptied. Tables, digests and figures therefore come out as before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from servanda.agreement.model.evidence import EvidenceColumn, EvidenceTable
from servanda.evidence.engine import open_engine
from servanda.evidence.files import find_files
from servanda.evidence.opening import OpenTable, open_table
from servanda.evidence.people.pseudonyms import is_pseudonym, pseudonym, tells_names
from servanda.evidence.people.rewriting import REWRITABLE, records_of, rewrite
from servanda.evidence.sniff import sniff

__all__ = ["Rewritten", "files_read", "forget_people", "forget_rows", "names_in", "people_files"]

Meant = Callable[[str], bool]
"""Say of a pseudonym whether it is one of the people meant."""

_NO_HEADING: Final = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """Say what became of a file.

    Args:
        path: The file.
        named: How many cells name a pseudonym now.
        emptied: How many cells of columns that nobody reads were emptied.
        is_left: Whether it should have changed and could not: a workbook, or no table at all.
    """

    path: Path
    named: int = 0
    emptied: int = 0
    is_left: bool = False


def files_read(
    tables: Iterable[EvidenceTable], folder: Path
) -> dict[Path, tuple[EvidenceTable, ...]]:
    """Return the files of tables, in order of name, each with all tables that read it."""
    readers: dict[Path, list[EvidenceTable]] = {}
    for table in tables:
        for path in find_files(table, folder).files:
            readers.setdefault(path, []).append(table)
    return {path: tuple(found) for path, found in sorted(readers.items())}


def people_files(
    tables: Iterable[EvidenceTable], folder: Path
) -> dict[Path, tuple[EvidenceTable, ...]]:
    """Return the files of the tables that name people, each with all tables that read it."""
    return {
        path: found
        for path, found in files_read(tables, folder).items()
        if any(column.personal for table in found for column in table.columns.values())
    }


def names_in(
    files: Mapping[Path, Sequence[EvidenceTable]], key: bytes, meant: Meant
) -> frozenset[str]:
    """Return the names of people in the clear, in the ways in which files spell them.

    Args:
        files: From `people_files`.
        key: The key of the pseudonyms.
        meant: Who is looked for.
    """
    found: set[str] = set()
    for path, tables in files.items():
        look = _Look(tables, key, meant)
        with _open(path) as opened:
            if opened is not None:
                for headings, cells in records_of(path, opened, sniff(path).packing):
                    found |= look.names(headings, cells)
    return frozenset(found)


def forget_people(
    files: Mapping[Path, Sequence[EvidenceTable]],
    key: bytes,
    people: Collection[str],
    names: Collection[str],
) -> tuple[Rewritten, ...]:
    """Take people out of files.

    Args:
        files: From `people_files`.
        key: The key of the pseudonyms.
        people: Their pseudonyms.
        names: Their names as files spell them; what holds one and is read by no table is emptied.

    Returns:
        What became of each file in which anything changed, or should have.
    """
    holds = tells_names(names)

    def remarks(_: int, cell: str) -> bool:
        return holds(cell)

    return tuple(
        rewritten
        for path, tables in files.items()
        if (rewritten := _forget(path, _Look(tables, key, people.__contains__), remarks))
    )


def forget_rows(
    path: Path, tables: Sequence[EvidenceTable], key: bytes, records: Collection[int]
) -> Rewritten | None:
    """Take everybody, and what no table reads, out of some records of a file.

    Args:
        path: The file.
        tables: All tables that read it.
        key: The key of the pseudonyms.
        records: Numbers of the records, from 1.
    """
    look = _Look(tables, key, lambda _: True, records)
    return _forget(path, look, lambda number, cell: number in records and bool(cell.strip()))


def _forget(path: Path, look: _Look, remark: Callable[[int, str], bool]) -> Rewritten | None:
    named = emptied = 0

    def change(number: int, headings: Sequence[str], cells: Sequence[str]) -> dict[int, str]:
        nonlocal named, emptied
        new = look.hidden(number, headings, cells)
        named += len(new)
        for index, cell in enumerate(cells):
            if not look.reads(headings, index) and remark(number, cell):
                new[index] = ""
                emptied += 1
        return new

    packing = sniff(path).packing
    with _open(path) as opened:
        if opened is None:
            return None
        is_left = opened.kind not in REWRITABLE
        if is_left:
            for number, record in enumerate(records_of(path, opened, packing), start=1):
                change(number, *record)
        else:
            rewrite(path, opened, packing, change)
    if not (named or emptied):
        return None
    return Rewritten(path=path, named=named, emptied=emptied, is_left=is_left)


@contextmanager
def _open(path: Path) -> Iterator[OpenTable | None]:
    with (
        tempfile.TemporaryDirectory(prefix="servanda-") as scratch,
        open_engine([path], Path(scratch)) as engine,
    ):
        # Headings that nobody reads may be there twice.
        yield open_table(engine, path, wanted=(_NO_HEADING,)).table


class _Look:
    """Know how the tables that read a file understand its cells."""

    def __init__(
        self,
        tables: Sequence[EvidenceTable],
        key: bytes,
        meant: Meant,
        records: Collection[int] | None = None,
    ) -> None:
        self._key = key
        self._meant = meant
        self._records = records
        self._nulls = {"", *(each.strip() for table in tables for each in table.nulls)}
        columns = [column for table in tables for column in table.columns.values()]
        self._read = {column.source for column in columns}
        self._personal = {column.source: column for column in columns if column.personal}
        self._people: dict[str, str] = {}

    def reads(self, headings: Sequence[str], index: int) -> bool:
        """Return whether any table reads the column at a place."""
        return index < len(headings) and headings[index] in self._read

    def names(self, headings: Sequence[str], cells: Sequence[str]) -> set[str]:
        """Return the names in the clear of those meant, as they are spelt."""
        return {
            text.strip()
            for _, column, cell in self._people_in(headings, cells)
            for text in self._pieces(cell, column)
            if self._person(text, column)
        }

    def hidden(self, number: int, headings: Sequence[str], cells: Sequence[str]) -> dict[int, str]:
        """Return what becomes of the cells that name those meant."""
        if self._records is not None and number not in self._records:
            return {}
        found = {}
        for index, column, cell in self._people_in(headings, cells):
            pieces = self._pieces(cell, column)
            people = [self._person(text, column) for text in pieces]
            if any(people):
                parts = (person or text for person, text in zip(people, pieces, strict=True))
                found[index] = column.split_by.join(parts)
        return found

    def _people_in(
        self, headings: Sequence[str], cells: Sequence[str]
    ) -> list[tuple[int, EvidenceColumn, str]]:
        return [
            (index, self._personal[heading], cell)
            for index, (heading, cell) in enumerate(zip(headings, cells, strict=False))
            if heading in self._personal
        ]

    def _pieces(self, cell: str, column: EvidenceColumn) -> list[str]:
        return cell.split(column.split_by) if column.split_by else [cell]

    def _person(self, text: str, column: EvidenceColumn) -> str:
        """Return the pseudonym of a text, empty where it names nobody who is meant."""
        renamed = {old.strip(): new for old, new in column.values.items()}.get(text.strip(), text)
        if renamed.strip() in self._nulls or is_pseudonym(renamed):
            return ""
        person = self._people.get(renamed) or pseudonym(renamed, self._key)
        self._people[renamed] = person
        return person if self._meant(person) else ""
