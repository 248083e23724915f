"""The options that commands share."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from servanda.cli.clock import END_OF_DAY, moment_named
from servanda.measurement.engines.choice import EngineChoice, EngineName
from servanda.measurement.machine import NotAnAmount, read_amount
from servanda.pipeline.choosing import Choice
from servanda.pipeline.moment import Moment
from servanda.pipeline.refusals import MisusedCommand

__all__ = [
    "AgreementPath",
    "AsOfOption",
    "EvidencePlaces",
    "FormatOption",
    "LocaleOption",
    "NamedAgreement",
    "OutputFormat",
    "Places",
    "Wanted",
]

_MASTER_VARIABLE = "SERVANDA_SPARK_MASTER"
_FOLDER_VARIABLE = "SERVANDA_SPARK_FOLDER"

OutputFormat = Literal["text", "json"]

AgreementPath = Annotated[
    Path, Parameter(help="Folder of the agreement, or the file of its text alone.")
]
NamedAgreement = Annotated[
    Path,
    Parameter(
        name=["--agreement", "-a"], help="Folder of the agreement, or the file of its text alone."
    ),
]
FormatOption = Annotated[
    OutputFormat, Parameter(name="--format", help="Text for people, or JSON for programs.")
]
LocaleOption = Annotated[
    str,
    Parameter(name="--locale", help="How numbers and dates are spelt: en, nl, de-CH."),
]
AsOfOption = Annotated[
    date | None,
    Parameter(
        name="--as-of",
        help="Last day that counts, as it was known at its end: 2026-03-31.",
        show_default=False,
    ),
]


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePlaces:
    """Say where evidence lies, and what is made of it, if not beside the text."""

    evidence: Annotated[
        Path | None,
        Parameter(
            name="--evidence",
            help="Folder of the evidence; 'evidence' beside the text if not said.",
        ),
    ] = None
    cache: Annotated[
        Path | None,
        Parameter(
            name="--cache",
            help="Folder for what can be computed again; '.servanda' beside the text if not said.",
        ),
    ] = None


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Places(EvidencePlaces):
    """Say where evidence and results lie, if not beside the text, and what computes them."""

    memory: Annotated[
        str,
        Parameter(
            name="--memory",
            env_var="SERVANDA_MEMORY",
            help="Most memory for measuring: 700 MB, 2 GB; half of the machine's, or of its"
            " container's, if not said. What does not fit waits on disk.",
            show_default=False,
        ),
    ] = ""
    engine: Annotated[
        Literal["duckdb", "spark"],
        Parameter(
            name="--engine",
            env_var="SERVANDA_ENGINE",
            help="What computes figures: DuckDB in this process, or Apache Spark.",
        ),
    ] = "duckdb"
    spark_master: Annotated[
        str,
        Parameter(
            name="--spark-master",
            env_var=_MASTER_VARIABLE,
            help="Spark's master: spark://host:7077, yarn, local[4]; what Spark is configured with"
            " if not said.",
            show_default=False,
        ),
    ] = ""
    spark_folder: Annotated[
        str,
        Parameter(
            name="--spark-folder",
            env_var=_FOLDER_VARIABLE,
            help="URL of a folder that Spark reaches too: s3a://bucket/servanda,"
            " hdfs:///servanda; needed unless its workers see the same files.",
            show_default=False,
        ),
    ] = ""

    @property
    def memory_bytes(self) -> int | None:
        """Return the memory that was said, if any; raises ``MisusedCommand`` for no amount."""
        try:
            return read_amount(self.memory) if self.memory else None
        except NotAnAmount as wrong:
            raise MisusedCommand(f"--memory or SERVANDA_MEMORY: {wrong}") from None

    @property
    def engine_choice(self) -> EngineChoice:
        """Return the engine; raises ``MisusedCommand`` for Spark's options without Spark."""
        name = EngineName(self.engine)
        # In the environment they may stand for when Spark is wanted.
        lasting = {os.environ.get(name) for name in (_MASTER_VARIABLE, _FOLDER_VARIABLE)}
        said = {self.spark_master, self.spark_folder} - {"", *lasting}
        if said and name is not EngineName.SPARK:
            raise MisusedCommand(
                "--spark-master and --spark-folder say where Spark runs; add --engine spark"
            )
        return EngineChoice(name=name, master=self.spark_master, folder=self.spark_folder)


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Say which periods are wanted, and as of when; all so far, as of now, if nothing is said."""

    period: Annotated[
        str,
        Parameter(
            name="--period",
            help="One period, by its label: 2026-03, 2026-Q1, 2026.",
            show_default=False,
        ),
    ] = ""
    first: Annotated[
        str, Parameter(name="--from", help="First period, by its label.", show_default=False)
    ] = ""
    last: Annotated[
        str, Parameter(name="--until", help="Last period, by its label.", show_default=False)
    ] = ""
    as_known: Annotated[
        str,
        Parameter(
            name="--as-known",
            help="Compute with what the record says was known then: 2026-03-02 (the end of that"
            " day in UTC) or 2026-03-02T09:30+01:00.",
            show_default=False,
        ),
    ] = ""

    @property
    def moment(self) -> Moment:
        """Return the moment; raises ``MisusedCommand`` for what is none."""
        return Moment(
            at=moment_named(self.as_known, of_day=END_OF_DAY), as_known=bool(self.as_known)
        )

    @property
    def choice(self) -> Choice:
        """Return the choice of periods."""
        return Choice(only=self.period, first=self.first, last=self.last)
