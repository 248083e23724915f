"""A Spark cluster of several processes on this machine, started once, where there is Java."""

from __future__ import annotations

import atexit
import os
from importlib.util import find_spec
from shutil import which
from typing import Any

import pytest

from servanda.measurement.engines.choice import EngineChoice, EngineName

__all__ = ["cluster_session", "on_cluster"]

MASTER = "local-cluster[2,1,1024]"
_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    # Evidence of tests is small: starting, planning and compiling take the time, not computing.
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": _JAVA,
    "spark.executor.extraJavaOptions": _JAVA,
}
_started: list[Any] = []


def cluster_session() -> Any:  # noqa: ANN401 - the driver is untyped
    """Return the session of the cluster; skips, saying so, where Spark cannot be had."""
    if find_spec("pyspark") is None or which("java") is None:
        missing = "PySpark" if find_spec("pyspark") is None else "Java"
        if os.environ.get("CI"):
            pytest.fail(f"{missing} is not installed, and here it has to be")
        pytest.skip(f"{missing} is not installed")
    if not _started:
        _started.append(_start())
    return _started[0]


def _start() -> Any:  # noqa: ANN401 - as above
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(MASTER).appName("servanda tests")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    atexit.register(session.stop)
    return session


def on_cluster(*, folder: str = "") -> EngineChoice:
    """Return the choice of that cluster, with a folder behind a URL or without."""
    return EngineChoice(name=EngineName.SPARK, session=cluster_session(), folder=folder)
