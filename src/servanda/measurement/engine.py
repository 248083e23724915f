"""The query engine as measuring uses it: named files in, one results folder out, nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from servanda.evidence.statements import compose, quoted
from servanda.measurement.machine import memory_bytes

__all__ = ["Engine", "EngineLimits", "EngineStopped", "open_engine"]


class EngineStopped(RuntimeError):
    """The engine could not finish: out of memory or disk, or a sum with too many digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineLimits:
    """Bound what the engine may take of the machine.

    Args:
        memory_bytes: Most memory, above zero; what does not fit goes to the scratch folder. Absent
            is what was said (`within_memory`), or half of what the machine has.
        threads: How many threads work at once, at least 1; absent is one per core.
    """

    memory_bytes: int = field(default_factory=memory_bytes)
    threads: int | None = None


class Engine:
    """Hold a private database in memory that speaks ibis."""

    def __init__(self, connection: Any, backend: Any) -> None:  # noqa: ANN401 - the drivers are untyped
        self._connection = connection
        self._backend = backend
        self._names = count()
        self._kept: dict[str, bool] = {}

    def read(self, *files: Path) -> ir.Table:
        """Return Parquet files of the same columns, at least one, as a table."""
        paths = [str(file.absolute()) for file in files]
        return self._backend.read_parquet(paths, table_name=self._name("file"))

    def given(self, columns: Mapping[str, str], rows: Sequence[tuple[object, ...]]) -> ir.Table:
        """Return a table of values; ``columns`` are names with their ibis types."""
        import ibis  # noqa: PLC0415 - checking an agreement must not wait for the engine

        schema = ibis.schema(dict(columns))
        import pyarrow as pa  # noqa: PLC0415 - as above

        lists = list(zip(*rows, strict=True)) if rows else [() for _ in columns]
        arrow = pa.table(
            [
                pa.array(values, type=kind)
                for values, kind in zip(lists, schema.to_pyarrow().types, strict=True)
            ],
            schema=schema.to_pyarrow(),
        )
        return self._backend.create_table(self._name("given"), ibis.memtable(arrow), temp=True)

    def keep(self, table: ir.Table, *, lasting: bool = False) -> ir.Table:
        """Compute a table once, for everything that reads it afterwards.

        Args:
            table: The table, whose order of rows is kept.
            lasting: Whether more than one measure reads it.
        """
        name = self._name("kept")
        with _named_failures():
            kept = self._backend.create_table(name, table, temp=True)
        self._kept[name] = lasting
        return kept

    def forget(self, *, lasting: bool = False) -> None:
        """Drop all that was kept for one measure; tables made of it must not be used any more.

        Args:
            lasting: Whether to drop what was kept for several measures as well.
        """
        dropped = [name for name, lasts in self._kept.items() if lasting or not lasts]
        for name in dropped:
            self._connection.execute(f'DROP TABLE IF EXISTS temp."{name}"')
            del self._kept[name]

    def rows(self, table: ir.Table) -> list[dict[str, Any]]:
        """Return all rows; decimals stay decimals, whole numbers whole."""
        with _named_failures():
            found: list[dict[str, Any]] = self._backend.to_pyarrow(table).to_pylist()
        return found

    def write(self, table: ir.Table, file: Path) -> None:
        """Write an ordered table as one Parquet file, whole or not at all."""
        file.parent.mkdir(parents=True, exist_ok=True)
        waiting = file.with_suffix(".part")
        with _named_failures():
            self._backend.to_parquet(table, str(waiting.absolute()), compression="zstd")
        waiting.replace(file)

    def write_each(
        self, table: ir.Table, files: Mapping[int, Path], *, by: str, order: Sequence[str]
    ) -> ir.Table:
        """Keep a table, and write the rows of each number of a column as a file of their own.

        Args:
            table: The table.
            files: The files, by number; each is written whole or not at all.
            by: The column of the number, which is not written.
            order: Columns in which rows follow each other, what is unknown last.
        """
        kept = self.keep(table.order_by([by, *order]))
        for number, file in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            waiting = file.with_suffix(".part")
            # Spelled here: to have ibis spell each of many small files takes longer than the file.
            with _named_failures():
                self._connection.execute(
                    compose(
                        "COPY (SELECT * EXCLUDE {by} FROM {kept} WHERE {by} = {number}) "
                        "TO {file} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)",
                        by=quoted(by),
                        kept=kept.get_name(),
                        number=str(number),
                        file=_literal(waiting),
                    )
                )
            waiting.replace(file)
        return kept

    def _name(self, what: str) -> str:
        return f"{what}_{next(self._names)}"


_TOO_LONG = (
    "a sum has more digits than can be added up exactly, which are 38; see whether a value of the"
    " evidence is far too large, or counted in too small a unit"
)


@contextmanager
def _named_failures() -> Iterator[None]:
    import duckdb  # noqa: PLC0415 - checking an agreement must not wait for the engine

    try:
        yield
    except duckdb.OutOfRangeException as stopped:
        raise EngineStopped(_TOO_LONG) from stopped
    except (
        duckdb.OutOfMemoryException,
        duckdb.ConversionException,
        duckdb.IOException,
    ) as stopped:
        raise EngineStopped(str(stopped).splitlines()[0]) from stopped


@contextmanager
def open_engine(
    files: Iterable[Path], results: Path, *, limits: EngineLimits | None = None
) -> Iterator[Engine]:
    """Open an engine that reads the named files, writes one folder, and does nothing else.

    Args:
        files: Parquet files that may be read.
        results: Folder that is written; what does not fit in memory waits there too.
        limits: Memory and threads.

    Yields:
        The engine, in UTC whatever the machine's zone.
    """
    import duckdb  # noqa: PLC0415 - checking an agreement must not wait for the engine
    import ibis  # noqa: PLC0415 - as above

    results.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(
        ":memory:",
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False},
    )
    try:
        backend = ibis.duckdb.from_connection(connection)
        for statement in _settings(files, results, limits or EngineLimits()):
            connection.execute(statement)
        # The engine's optimizer merges nested queries in no time, ibis would take seconds.
        fused, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
        try:
            yield Engine(connection, backend)
        finally:
            ibis.options.sql.fuse_selects = fused
    finally:
        connection.close()


def _settings(files: Iterable[Path], results: Path, limits: EngineLimits) -> list[str]:
    folder = _literal(results)
    named = ", ".join(_literal(file) for file in files)
    threads = limits.threads or os.cpu_count() or 1
    return [
        "SET TimeZone = 'UTC'",
        f"SET memory_limit = '{limits.memory_bytes} bytes'",
        f"SET threads = {threads}",
        "SET preserve_insertion_order = true",
        f"SET temp_directory = {folder}",
        f"SET allowed_paths = [{named}]",
        f"SET allowed_directories = [{folder}]",
        "SET enable_external_access = false",
        "SET lock_configuration = true",
    ]


def _literal(path: Path) -> str:
    return "'" + str(path.absolute()).replace("'", "''") + "'"
