"""Which engine measures: chosen around the work, since no figure depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["EngineChoice", "EngineName", "chosen_engine", "measuring_on"]


class EngineName(StrEnum):
    """The engines there are."""

    DUCKDB = "duckdb"
    SPARK = "spark"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineChoice:
    """Say which engine measures, and for Spark where it runs.

    Args:
        name: DuckDB inside this process, or Apache Spark.
        master: Spark's master (``spark://host:7077``, ``yarn``, ``local[4]``); empty takes what
            Spark is configured with.
        folder: URL of a folder that this machine and Spark's workers both reach
            (``s3a://bucket/servanda``, ``hdfs:///servanda``); empty says that they see the same
            files under the same paths.
        session: A ``SparkSession`` at hand, which is used and never stopped; absent starts one.
    """

    name: EngineName = EngineName.DUCKDB
    master: str = ""
    folder: str = ""
    session: Any = None


_CHOSEN: ContextVar[EngineChoice] = ContextVar("engine", default=EngineChoice())  # noqa: B039 - it is frozen


def chosen_engine() -> EngineChoice:
    """Return the engine that measures here and now."""
    return _CHOSEN.get()


@contextmanager
def measuring_on(choice: EngineChoice) -> Iterator[None]:
    """Measure on an engine whatever is measured meanwhile.

    Args:
        choice: The engine.

    Example:
        >>> with measuring_on(EngineChoice(name=EngineName.SPARK, master="local[2]")):
        ...     print(chosen_engine().name)
        spark
        >>> print(chosen_engine().name)
        duckdb
    """
    token = _CHOSEN.set(choice)
    try:
        yield
    finally:
        _CHOSEN.reset(token)
