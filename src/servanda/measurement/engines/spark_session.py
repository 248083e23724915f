"""The session that Spark is reached by: one at hand, or one started for this process."""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any, Final

from servanda.measurement.engine import EngineMissing
from servanda.measurement.engines.choice import EngineChoice

__all__ = ["first_line", "named_start", "spark_session"]

_NO_PYSPARK: Final = (
    "measuring on Spark needs PySpark, which is not installed; install it with:"
    " pip install 'servanda[spark]'"
)
_NO_JAVA: Final = (
    "Spark runs on Java 17 or later, and there is none here; install one"
    " (on Debian: apt-get install default-jre-headless) or say where it is with JAVA_HOME"
)
_CONNECT: Final = (
    "Spark Connect is not supported: it reaches no files but its own; name a master, like"
    " spark://host:7077 or yarn"
)
_NO_MASTER: Final = (
    "'{master}' is no master of Spark's; name one like spark://host:7077, yarn, k8s://https://host"
    " or local[4]"
)
_NO_URL: Final = (
    "'{folder}' is no URL of a folder; name one like s3a://bucket/servanda, hdfs:///servanda or"
    " file:///mnt/shared"
)
_MASTERS: Final = ("local", "spark://", "k8s://", "yarn")
_MEANS: Final = {
    "stopped SparkContext": "nothing answers there",
    "JAVA_GATEWAY_EXITED": "Java did not start it, which has to be Java 17 or later",
}


def spark_session(choice: EngineChoice) -> Any:  # noqa: ANN401 - the driver is untyped
    """Return the session at hand, or start one, which stays for the life of this process.

    Args:
        choice: Where Spark runs.

    Raises:
        EngineMissing: PySpark or Java is not installed, the master or the folder is misspelt, or
            Spark cannot be started or reached.
    """
    if find_spec("pyspark") is None:
        raise EngineMissing(_NO_PYSPARK)
    if choice.folder and "://" not in choice.folder and not choice.folder.startswith("file:/"):
        raise EngineMissing(_NO_URL.format(folder=choice.folder))
    if choice.session is not None:
        if not hasattr(choice.session, "sparkContext"):
            raise EngineMissing(_CONNECT)
        return choice.session
    if choice.master.startswith("sc://"):
        raise EngineMissing(_CONNECT)
    if choice.master and not choice.master.startswith(_MASTERS):
        raise EngineMissing(_NO_MASTER.format(master=choice.master))
    if not _has_java():
        raise EngineMissing(_NO_JAVA)
    with named_start(f"Spark at '{choice.master}'" if choice.master else "Spark"):
        return _started(choice.master)


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return which("java") is not None or (home is not None and (Path(home) / "bin/java").exists())


def _started(master: str) -> Any:  # noqa: ANN401 - as above
    from pyspark.sql import SparkSession  # noqa: PLC0415 - installed only with Spark

    # What fails is said in a sentence; the trace of Spark's program is of no help beside it.
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
    builder = SparkSession.builder.appName("servanda")
    quiet = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "FATAL"}
    for name, value in quiet.items():
        builder = builder.config(name, value)
    session = (builder.master(master) if master else builder).getOrCreate()
    atexit.register(session.stop)
    return session


@contextmanager
def named_start(what: str) -> Iterator[None]:
    """Say in a sentence why Spark, or its folder, cannot be used.

    Args:
        what: What is being reached for.
    """
    from py4j.protocol import Py4JError  # noqa: PLC0415 - installed only with Spark
    from pyspark.errors import PySparkException  # noqa: PLC0415 - as above

    try:
        yield
    except (PySparkException, Py4JError, OSError) as failed:
        line = first_line(failed)
        why = next((means for said, means in _MEANS.items() if said in line), line)
        raise EngineMissing(f"{what} cannot be used: {why}") from failed


def first_line(failure: BaseException) -> str:
    """Return what a failure of Spark's says, without the trace of its program."""
    cause = getattr(failure, "java_exception", None)
    text = str(cause.toString() if cause is not None else failure)
    line = text.partition("\n")[0]
    return line.rpartition("Exception: ")[2] or line
