"""The evidence that statements use, kept by its content."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from servanda.agreement.model.evidence import EvidenceTable
from servanda.evidence.diagnostics import ERASED_PERSON_BACK
from servanda.evidence.digest import overall_digest, table_digest
from servanda.evidence.engine import Engine, open_engine
from servanda.evidence.mapping import PHYSICAL_TYPES, RECORD, check_mapping
from servanda.evidence.people.keyring import Keyring
from servanda.evidence.people.pseudonyms import replace_people
from servanda.evidence.reading import read_table
from servanda.evidence.remembered import FOLDER as REMEMBERED
from servanda.evidence.remembered import Remembered, recall, remembered_text, request_digest
from servanda.evidence.sources import find_sources
from servanda.evidence.statements import listed, literal, quoted
from servanda.evidence.wording import counted
from servanda.facts.entered import EnteredRow
from servanda.facts.relief import Relief
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.time import Instant

__all__ = [
    "Progress",
    "Recorded",
    "Snapshot",
    "SnapshotTable",
    "Taken",
    "UnknownSnapshot",
    "UnknownTable",
    "take_snapshot",
]

_TABLES: Final = "tables"
_SNAPSHOTS: Final = "snapshots"
_PEOPLE: Final = "people"


class Progress(Protocol):
    """Be told how far long work has come."""

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` steps are done and what comes next."""


class UnknownTable(LookupError):
    """A snapshot has no table of that name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"the snapshot has no table '{name}'; it has {', '.join(known)}")
        self.name = name


class UnknownSnapshot(LookupError):
    """A file is not a snapshot's, or one of its tables is gone."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is not a whole snapshot: {why}")
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotTable:
    """Hold one table of a snapshot.

    Args:
        name: The table's name in the agreement.
        path: Its Parquet, named after its digest.
        rows: How many rows it has.
        columns: Physical type by column name, without `RECORD`.
        digest: SHA-256 of its content.
        present: Whether there was a file; an optional table without one has no rows.
    """

    name: str
    path: Path
    rows: int
    columns: Mapping[str, str]
    digest: str
    present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Name the tables that are made of the journal's entries, and until when these are known."""

    tables: frozenset[str]
    until: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Hold the evidence of one computation.

    Args:
        path: The file that lists it.
        tables: Its tables, by name.
        digest: SHA-256 over the digests of its tables.
        reliefs: What of it the parties agreed does not count, laid over it; no part of its digest.
        entered: Rows that the parties entered themselves, laid beside it; no part of its digest.
        recorded: Which of its tables are made of the journal's entries; no part of its digest.
    """

    path: Path
    tables: Mapping[str, SnapshotTable]
    digest: str
    reliefs: tuple[Relief, ...] = ()
    entered: tuple[EnteredRow, ...] = ()
    recorded: Recorded | None = None

    def recorded_until(self, table: str) -> Instant | None:
        """Return until when everything is known of a table that the journal's entries make."""
        if self.recorded is None or table not in self.recorded.tables:
            return None
        return self.recorded.until

    def recorded_digests(self) -> dict[str, str]:
        """Return the digests of the tables that the journal's entries make, by name."""
        names = sorted(self.recorded.tables) if self.recorded is not None else []
        return {name: self.tables[name].digest for name in names}

    def table(self, name: str) -> SnapshotTable:
        """Return a table; raises `UnknownTable`."""
        if name not in self.tables:
            raise UnknownTable(name, tuple(self.tables))
        return self.tables[name]

    @classmethod
    def open(cls, path: Path) -> Snapshot:
        """Open a snapshot that was taken before; raises `UnknownSnapshot`."""
        try:
            listing = json.loads(path.read_text("utf-8"))
            tables = {
                name: _table_of(path.parent.parent, name, entry)
                for name, entry in listing["tables"].items()
            }
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnknownSnapshot(path, str(error)) from error
        gone = next((table.path for table in tables.values() if not table.path.exists()), None)
        if gone is not None:
            raise UnknownSnapshot(path, f"{gone} is gone")
        digest = overall_digest({name: table.digest for name, table in tables.items()})
        return cls(path=path, tables=tables, digest=digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Give a snapshot, or none if a table has a mistake, and everything that was found."""

    snapshot: Snapshot | None
    diagnostics: tuple[Diagnostic, ...]


def take_snapshot(
    tables: Mapping[str, EvidenceTable],
    folder: Path,
    into: Path,
    *,
    people: Path | None = None,
    progress: Progress | None = None,
) -> Taken:
    """Read the tables of an agreement and keep them by content.

    What was read before from the same bytes in the same way is not read again. Where one table
    has a mistake, all others are still looked at, so that all mistakes are found at once, and
    nothing is kept.

    Args:
        tables: How each table is read, by name.
        folder: Where the files lie; besides it, only databases that the tables name are
            read.
        into: The cache: ``tables/``, ``snapshots/`` and ``taken/``.
        people: Where the key of the pseudonyms and the sealed names lie; below ``into`` if not
            said.
        progress: Told before each table.
    """
    mistakes = check_mapping(tables.values())
    if mistakes:
        return Taken(snapshot=None, diagnostics=_in_order(mistakes))
    with _workspace(into) as scratch:
        sources = find_sources(tables, folder, scratch)
        found = list(sources.diagnostics)
        with open_engine(_flat(sources.files), scratch) as engine:
            taking = _Taking(engine, into, Keyring(people or into / _PEOPLE, before=into))
            for number, (name, table) in enumerate(tables.items()):
                if progress is not None:
                    progress(f"reading {name}", number, len(tables))
                if sources.files[name] or not table.required:
                    found += taking.take(table, sources.files[name])
            wrong = any(each.severity is Severity.ERROR for each in found)
            snapshot = None if wrong else taking.keep()
    return Taken(snapshot=snapshot, diagnostics=_in_order(found))


def _in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda each: each.sort_key))


def _flat(files: Mapping[str, tuple[Path, ...]]) -> list[Path]:
    return sorted({path for paths in files.values() for path in paths})


@contextmanager
def _workspace(into: Path) -> Iterator[Path]:
    """Lend a folder for work in progress; what is wrong leaves no trace of itself."""
    existed = into.exists()
    into.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".reading-", dir=into))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        if not existed and not any(into.iterdir()):
            into.rmdir()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def _table_of(workspace: Path, name: str, entry: Mapping[str, object]) -> SnapshotTable:
    columns = entry["columns"]
    if not isinstance(columns, dict):
        raise TypeError("columns are not listed")
    return SnapshotTable(
        name=name,
        path=_table_path(workspace, str(entry["digest"])),
        rows=int(str(entry["rows"])),
        columns=columns,
        digest=str(entry["digest"]),
        present=bool(entry["present"]),
    )


def _table_path(workspace: Path, digest: str) -> Path:
    return workspace / _TABLES / f"{digest}.parquet"


class _Taking:
    """Take tables one by one, and keep them all at the end."""

    def __init__(self, engine: Engine, workspace: Path, keyring: Keyring) -> None:
        self._engine = engine
        self._workspace = workspace
        self._keyring = keyring
        self._key = keyring.key_or_new()
        self._names: dict[str, str] = {}
        self._any_people = False
        self._tables: dict[str, SnapshotTable] = {}
        self._new: dict[str, Remembered] = {}

    def take(self, table: EvidenceTable, files: tuple[Path, ...]) -> tuple[Diagnostic, ...]:
        """Take a table from its files, from memory where it was read before."""
        request = self._request(table, files)
        known = recall(self._workspace, request)
        if known is not None and _table_path(self._workspace, known.digest).exists():
            self._note(table, known, present=bool(files))
            return known.diagnostics
        return self._read(table, files)

    def _read(self, table: EvidenceTable, files: tuple[Path, ...]) -> tuple[Diagnostic, ...]:
        if files:
            read = read_table(self._engine, table, files)
            relation, diagnostics = read.relation, read.diagnostics
        else:
            relation, diagnostics = self._empty(table), ()
        if not relation:
            return diagnostics
        diagnostics = (*diagnostics, *self._hide_people(table, relation))
        digest, rows = table_digest(self._engine, relation, _physical(table))
        self._write_parquet(relation, table, digest)
        remembered = Remembered(digest=digest, rows=rows, diagnostics=diagnostics)
        self._new[self._request(table, files)] = remembered
        self._note(table, remembered, present=bool(files))
        self._engine.run("DROP TABLE {relation}", relation=relation)
        return diagnostics

    def _request(self, table: EvidenceTable, files: tuple[Path, ...]) -> str:
        personal = any(column.personal for column in table.columns.values())
        return request_digest(table, files, self._key if personal else b"")

    def _hide_people(self, table: EvidenceTable, relation: str) -> tuple[Diagnostic, ...]:
        """Put pseudonyms in the place of people, and take note of the names to be sealed."""
        columns = [name for name, column in table.columns.items() if column.personal]
        if not columns:
            return ()
        self._any_people = True
        names = replace_people(self._engine, relation, columns, self._key)
        for column in columns:
            if table.columns[column].sealed:
                self._names |= names[column]
        back = self._keyring.erased().intersection(
            person for each in names.values() for person in each
        )
        if not back:
            return ()
        people = counted(len(back), "person", "people")
        return (ERASED_PERSON_BACK.at(table.span, table=table.name, people=people),)

    def _note(self, table: EvidenceTable, remembered: Remembered, *, present: bool) -> None:
        self._tables[table.name] = SnapshotTable(
            name=table.name,
            path=_table_path(self._workspace, remembered.digest),
            rows=remembered.rows,
            columns=_physical(table),
            digest=remembered.digest,
            present=present,
        )

    def _empty(self, table: EvidenceTable) -> str:
        columns = (f"{quoted(name)} {kind}" for name, kind in _physical(table).items())
        self._engine.run("CREATE TEMP TABLE typed ({columns})", columns=listed(columns))
        return "typed"

    def _write_parquet(self, relation: str, table: EvidenceTable, digest: str) -> None:
        columns = [quoted(name) for name in table.columns]
        order = listed(quoted(name) for name in sorted(table.columns))
        self._engine.run(
            "COPY (SELECT row_number() OVER (ORDER BY {order}) - 1 AS {record}, {columns} "
            "FROM {relation} ORDER BY 1) TO {file} (FORMAT parquet, COMPRESSION zstd)",
            order=order,
            record=quoted(RECORD),
            columns=listed(columns),
            relation=relation,
            file=literal(str(self._engine.scratch / f"{digest}.parquet")),
        )

    def keep(self) -> Snapshot:
        """Put everything in its place; the list of tables comes last."""
        if self._any_people:
            self._keyring.keep(self._key, self._names)
        (self._workspace / _TABLES).mkdir(exist_ok=True)
        for written in self._engine.scratch.glob("*.parquet"):
            written.replace(_table_path(self._workspace, written.stem))
        for request, remembered in self._new.items():
            path = self._workspace / REMEMBERED / f"{request}.json"
            _write(path, remembered_text(remembered))
        digest = overall_digest({name: each.digest for name, each in self._tables.items()})
        path = self._workspace / _SNAPSHOTS / f"{digest}.json"
        _write(path, _listing(self._tables))
        return Snapshot(path=path, tables=self._tables, digest=digest)


def _physical(table: EvidenceTable) -> dict[str, str]:
    return {name: PHYSICAL_TYPES[column.type] for name, column in table.columns.items()}


def _listing(tables: Mapping[str, SnapshotTable]) -> str:
    entries = {
        name: {
            "digest": table.digest,
            "rows": table.rows,
            "columns": dict(table.columns),
            "present": table.present,
        }
        for name, table in sorted(tables.items())
    }
    return json.dumps({"servanda_snapshot": 1, "tables": entries}, indent=1) + "\n"
