"""The options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

__all__ = [
    "AgreementPath",
    "CacheOption",
    "EvidenceOption",
    "FormatOption",
    "LocaleOption",
    "NamedAgreement",
    "OutputFormat",
]

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
EvidenceOption = Annotated[
    Path | None,
    Parameter(
        name="--evidence", help="Folder of the evidence; 'evidence' beside the text if not said."
    ),
]
CacheOption = Annotated[
    Path | None,
    Parameter(
        name="--cache",
        help="Folder for what can be computed again; '.servanda' beside the text if not said.",
    ),
]
LocaleOption = Annotated[
    str,
    Parameter(name="--locale", help="How numbers and dates are spelt: en, nl, de-CH."),
]
PeriodOption = Annotated[
    str | None,
    Parameter(name="--period", help="One period, by its label: 2026-03, 2026-Q1, 2026."),
]
FromOption = Annotated[str | None, Parameter(name="--from", help="First period, by its label.")]
UntilOption = Annotated[str | None, Parameter(name="--until", help="Last period, by its label.")]
