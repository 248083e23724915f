"""DuckDB behind measuring: a private database in memory that sees the named files only."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from servanda.evidence.statements import compose, quoted
from servanda.measurement.engine import TOO_LONG, EngineLimits, EngineStopped
from servanda.measurement.engines.values import arrow_table, nested_selects

__all__ = ["EmbeddedEngine", "open_embedded"]


class EmbeddedEngine:
    """Hold a private database in memory that speaks ibis."""

    def __init__(self, connection: Any, backend: Any) -> None:  # noqa: ANN401 - the drivers are untyped
        self._connection = connection
        self._backend = backend
        self._names = count()
        self._kept: dict[str, bool] = {}

    def read(self, *files: Path) -> ir.Table:
        """Return Parquet files of the same columns, at least one, as a table in their order."""
        names = [str(file.absolute()) for file in files]
        # A folder of the machine called a=b is no column.
        return self._backend.read_parquet(
            names, table_name=self._name("file"), hive_partitioning=False
        )

    def given(self, columns: Mapping[str, str], rows: Sequence[tuple[object, ...]]) -> ir.Table:
        """Return a table of values; ``columns`` are names with their ibis types."""
        import ibis  # noqa: PLC0415 - checking an agreement must not wait for the engine

        arrow = arrow_table(columns, rows)
        return self._backend.create_table(self._name("given"), ibis.memtable(arrow), temp=True)

    def keep(self, table: ir.Table, *, lasting: bool = False) -> ir.Table:
        """Compute a table once, for everything that reads it afterwards, in its order."""
        name = self._name("kept")
        with _named_failures():
            kept = self._backend.create_table(name, table, temp=True)
        self._kept[name] = lasting
        return kept

    def forget(self, *, lasting: bool = False) -> None:
        """Drop all that was kept for one measure, or for several as well."""
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
        """Keep a table, and write the rows of each number of a column as a file of their own."""
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


@contextmanager
def _named_failures() -> Iterator[None]:
    import duckdb  # noqa: PLC0415 - checking an agreement must not wait for the engine

    try:
        yield
    except duckdb.OutOfRangeException as stopped:
        raise EngineStopped(TOO_LONG) from stopped
    except (
        duckdb.OutOfMemoryException,
        duckdb.ConversionException,
        duckdb.IOException,
    ) as stopped:
        raise EngineStopped(str(stopped).splitlines()[0]) from stopped


@contextmanager
def open_embedded(
    files: Iterable[Path], results: Path, *, limits: EngineLimits | None = None
) -> Iterator[EmbeddedEngine]:
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
        with nested_selects():
            yield EmbeddedEngine(connection, backend)
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
