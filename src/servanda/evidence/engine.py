"""The query engine, shut in: it reads the named files, writes one folder, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from servanda.evidence.statements import compose, listed, literal

if TYPE_CHECKING:
    import duckdb

__all__ = ["Engine", "EngineError", "Row", "open_engine"]

Row = tuple[Any, ...]
T = TypeVar("T")

_PAIRS_AT_ONCE = 1000

_SETTINGS = """
SET TimeZone = 'UTC';
SET default_null_order = 'NULLS_FIRST';
SET memory_limit = '{memory}';
SET threads = {threads};
SET temp_directory = {folder};
SET allowed_paths = [{files}];
SET allowed_directories = [{folder}];
SET enable_external_access = false;
SET lock_configuration = true;
"""


class EngineError(Exception):
    """The engine could not make sense of a file."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._text = text

    def why(self, path: Path, shown: str) -> str:
        """Return the reason in a line, with the file called as its author knows it."""
        line = self._text.partition("\n")[0]
        words = line.partition("Error: ")[2] or line
        return words.replace(str(path), shown).rstrip(". ")


class Engine:
    """Run statements on one private database that lives in memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
        self._connection = connection
        self.scratch = scratch

    def run(self, template: str, **parts: str) -> None:
        """Run a statement whose result nobody reads."""
        self._execute(compose(template, **parts))

    def rows(self, template: str, **parts: str) -> list[Row]:
        """Return all rows of a query."""
        return self._execute(compose(template, **parts)).fetchall()

    def row(self, template: str, **parts: str) -> Row:
        """Return the one row of a query that has one."""
        return self.rows(template, **parts)[0]

    def texts(self, template: str, *, size: int = 100_000, **parts: str) -> Iterator[bytes]:
        """Yield the texts of a query's one column, none of them unknown, one after the other.

        They come as bytes in UTF-8, at most ``size`` texts at once, and are never made into
        values of the language: there may be a hundred million.
        """
        reader = self._execute(compose(template, **parts)).to_arrow_reader(size)
        while (batch := _told(lambda: next(reader, None))) is not None:
            [texts] = batch.columns
            _, offsets, content = texts.buffers()
            ends = memoryview(offsets).cast("i")
            begin, end = ends[texts.offset], ends[texts.offset + len(texts)]
            yield memoryview(content)[begin:end].tobytes()

    def _execute(self, statement: str) -> duckdb.DuckDBPyConnection:
        return _told(lambda: self._connection.execute(statement))

    def replace_texts(self, relation: str, column: str, pairs: Sequence[tuple[str, str]]) -> None:
        """Replace the texts of a column, given as old and new; any other becomes nothing."""
        self.run("CREATE OR REPLACE TEMP TABLE renamed (old VARCHAR, new VARCHAR)")
        for start in range(0, len(pairs), _PAIRS_AT_ONCE):
            some = pairs[start : start + _PAIRS_AT_ONCE]
            values = listed(f"({literal(old)}, {literal(new)})" for old, new in some)
            self.run("INSERT INTO renamed VALUES {values}", values=values)
        self.run(
            "CREATE OR REPLACE TEMP TABLE {relation} AS SELECT old_rows.* REPLACE "
            "(renamed.new AS {column}) FROM {relation} AS old_rows "
            "LEFT JOIN renamed ON old_rows.{column} = renamed.old",
            relation=relation,
            column=column,
        )
        self.run("DROP TABLE renamed")


def _told(ask: Callable[[], T]) -> T:
    """Ask the engine, and make its errors ours."""
    import duckdb  # noqa: PLC0415 - checking an agreement must not wait for the engine

    try:
        return ask()
    except duckdb.Error as error:
        raise EngineError(str(error)) from error


@contextmanager
def open_engine(
    files: Iterable[Path], scratch: Path, *, memory: str = "512MB", threads: int = 2
) -> Iterator[Engine]:
    """Open an engine that can read ``files``, use ``scratch``, and do nothing else outside.

    Args:
        files: The files that may be read.
        scratch: Folder that may be written; what does not fit in memory goes there too.
        memory: Most memory to use, as the engine spells it.
        threads: How many threads work on a statement.
    """
    import duckdb  # noqa: PLC0415 - checking an agreement must not wait for the engine

    connection = duckdb.connect(
        ":memory:",
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False},
    )
    try:
        connection.execute(
            compose(
                _SETTINGS,
                memory=memory,
                threads=str(threads),
                folder=literal(str(scratch.absolute())),
                files=listed(literal(str(file.absolute())) for file in files),
            )
        )
        yield Engine(connection, scratch.absolute())
    finally:
        connection.close()
