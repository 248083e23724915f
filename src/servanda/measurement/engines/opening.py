"""The engine that was chosen, opened for one piece of work."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from servanda.measurement.engine import Engine, EngineLimits
from servanda.measurement.engines.choice import EngineName, chosen_engine
from servanda.measurement.engines.embedded import open_embedded

__all__ = ["open_engine"]


def open_engine(
    files: Iterable[Path], results: Path, *, limits: EngineLimits | None = None
) -> AbstractContextManager[Engine]:
    """Open the chosen engine, which reads the named files and writes one folder.

    Args:
        files: Parquet files that may be read.
        results: Folder that is written; what does not fit in memory waits there too.
        limits: Memory and threads of an engine inside this process; Spark's are its own.

    Raises:
        EngineMissing: The engine is not installed, or cannot be reached.
    """
    choice = chosen_engine()
    if choice.name is EngineName.DUCKDB:
        return open_embedded(files, results, limits=limits)
    from servanda.measurement.engines.spark import open_spark  # noqa: PLC0415 - seldom wanted

    return open_spark(choice, results)
