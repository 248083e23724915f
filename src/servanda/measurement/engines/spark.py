"""Apache Spark behind measuring: the same expressions on a cluster, over files that it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

import ibis
import ibis.expr.types as ir
import pyarrow.parquet as pq

from servanda.measurement.engine import TOO_LONG, EngineStopped
from servanda.measurement.engines.choice import EngineChoice
from servanda.measurement.engines.embedded import open_embedded
from servanda.measurement.engines.shared import SamePaths, SharedFiles, UrlFolder
from servanda.measurement.engines.spark_session import first_line, named_start, spark_session
from servanda.measurement.engines.spark_sql import SETTINGS, spark_sql
from servanda.measurement.engines.values import arrow_table, nested_selects

__all__ = ["SparkEngine", "open_spark"]

_DIGITS_RAN_OUT = ("ARITHMETIC_OVERFLOW", "NUMERIC_VALUE_OUT_OF_RANGE", "CAST_OVERFLOW")

_AS_NAMED: Final = {"__globPaths__": "false"}  # a folder may be called [2026]
_NOT_SHARED: Final = (
    "Spark's workers write to '{url}', and this machine does not see it there; keep the workspace,"
    " or its --cache, where all of them see the same files, or name a folder that they all reach"
    " with --spark-folder"
)


class SparkEngine:
    """Hold a session of its own within the cluster's, and the files that both sides reach.

    What is kept is written out rather than held by workers, so that losing one costs no run.
    """

    def __init__(self, session: Any, files: SharedFiles) -> None:  # noqa: ANN401 - the driver is untyped
        self._session = session
        self._files = files
        self._names = count()
        self._kept: dict[str, bool] = {}

    def read(self, *files: Path) -> ir.Table:
        """Return Parquet files of the same columns, at least one, as a table."""
        schema = ibis.Schema.from_pyarrow(pq.read_schema(files[0]))
        with _named_failures():
            urls = [self._files.bring(file) for file in files]
            return self._table(schema, self._session.read.options(**_AS_NAMED).parquet(*urls))

    def given(self, columns: Mapping[str, str], rows: Sequence[tuple[object, ...]]) -> ir.Table:
        """Return a table of values; ``columns`` are names with their ibis types."""
        with _named_failures():
            frame = self._session.createDataFrame(arrow_table(columns, rows))
        return self._table(ibis.schema(dict(columns)), frame)

    def keep(self, table: ir.Table, *, lasting: bool = False) -> ir.Table:
        """Compute a table once, for everything that reads it afterwards."""
        with _named_failures():
            frame = self._session.sql(spark_sql(table))
            url = self._written(frame)
            self._kept[url] = lasting
            return self._written_table(table.schema(), frame.schema, url)

    def forget(self, *, lasting: bool = False) -> None:
        """Drop all that was kept for one measure, or for several as well."""
        dropped = [url for url, lasts in self._kept.items() if lasting or not lasts]
        with _named_failures():
            for url in dropped:
                self._files.drop(url)
                del self._kept[url]

    def rows(self, table: ir.Table) -> list[dict[str, Any]]:
        """Return all rows; decimals stay decimals, whole numbers whole."""
        with _named_failures():
            arrow = self._session.sql(spark_sql(table)).toArrow()
        found: list[dict[str, Any]] = arrow.cast(table.schema().to_pyarrow()).to_pylist()
        return found

    def write(self, table: ir.Table, file: Path) -> None:
        """Write an ordered table as one Parquet file, whole or not at all.

        Spark writes one part after the other in the table's order; here they are put together.
        """
        with _named_failures():
            url = self._written(self._session.sql(spark_sql(table)))
            self._put_together(table.schema(), url, file)
            self._files.drop(url)

    def write_each(
        self, table: ir.Table, files: Mapping[int, Path], *, by: str, order: Sequence[str]
    ) -> ir.Table:
        """Keep a table, and write the rows of each number of a column as a file of their own.

        Spark tells the numbers apart; the rows of each are put in order here.
        """
        with _named_failures():
            frame = self._session.sql(spark_sql(table))
            url = self._written(frame.repartition(by), by)
            self._kept[url] = False
            one = table.drop(by).schema()
            for number, file in files.items():
                self._put_together(one, f"{url}/{by}={number}", file, order=order)
            return self._written_table(table.schema(), frame.schema, url)

    def _written(self, frame: Any, *by: str) -> str:  # noqa: ANN401 - as above
        """Write a table, and see that all of it has come: each worker may have its own disk."""
        from pyspark.sql import Observation, functions  # noqa: PLC0415 - installed only with Spark

        url = self._files.lend()
        counted = Observation()
        rows = functions.count(functions.lit(1)).alias("rows")
        frame.observe(counted, rows).write.partitionBy(*by).parquet(url)
        if self._files.rows(url) not in {None, counted.get["rows"]}:
            raise EngineStopped(_NOT_SHARED.format(url=url))
        return url

    def _written_table(self, schema: ibis.Schema, fields: Any, url: str) -> ir.Table:  # noqa: ANN401 - as above
        # The columns are known, and need not be read from a file by a job of its own.
        frame = self._session.read.options(**_AS_NAMED).schema(fields).parquet(url)
        return self._table(schema, frame.select(*schema.names))

    def _put_together(
        self, schema: ibis.Schema, url: str, file: Path, *, order: Sequence[str] = ()
    ) -> None:
        """Make one file of the parts of a folder that Spark wrote, of which there may be none."""
        file.parent.mkdir(parents=True, exist_ok=True)
        parts = self._files.fetch(url, file)
        with open_embedded(parts, file.parent) as embedded:
            empty = schema.to_pyarrow().empty_table()
            whole = embedded.read(*parts).cast(schema) if parts else ibis.memtable(empty)
            embedded.write(whole.order_by(order) if order else whole, file)

    def _table(self, schema: ibis.Schema, frame: Any) -> ir.Table:  # noqa: ANN401 - as above
        name = f"table_{next(self._names)}"
        frame.createOrReplaceTempView(name)
        return ibis.table(schema, name=name)


@contextmanager
def open_spark(choice: EngineChoice, results: Path) -> Iterator[SparkEngine]:
    """Open an engine on Spark for one piece of work.

    Args:
        choice: Where Spark runs, and what it shares with this machine.
        results: Folder that is written.

    Yields:
        The engine, in UTC whatever the zone of the session.

    Raises:
        EngineMissing: Spark is not installed, or cannot be started or reached.
    """
    results.mkdir(parents=True, exist_ok=True)
    # What is set here stays out of the user's own work in the same session.
    session = spark_session(choice).newSession()
    for name, value in SETTINGS.items():
        session.conf.set(name, value)
    with named_start(f"the folder '{choice.folder}'" if choice.folder else "Spark"):
        files = UrlFolder(session, choice.folder, results) if choice.folder else SamePaths(results)
    try:
        with nested_selects():
            yield SparkEngine(session, files)
    finally:
        with _named_failures():
            files.close()


@contextmanager
def _named_failures() -> Iterator[None]:
    from py4j.protocol import Py4JError  # noqa: PLC0415 - installed only with Spark
    from pyspark.errors import PySparkException  # noqa: PLC0415 - as above

    try:
        yield
    except PySparkException as stopped:
        condition = stopped.getCondition() or ""
        too_long = condition.startswith(_DIGITS_RAN_OUT)
        raise EngineStopped(TOO_LONG if too_long else first_line(stopped)) from stopped
    except Py4JError as stopped:
        raise EngineStopped(first_line(stopped)) from stopped
