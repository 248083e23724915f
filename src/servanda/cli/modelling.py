"""What the commands on operating models share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import moment_named
from servanda.operating_model.rules.everything import Examination
from servanda.operating_model.standing import ServiceStanding
from servanda.pipeline.refusals import UnknownService

__all__ = ["ModelPath", "NamedModel", "OnOption", "ServiceOption", "chosen_services", "day_named"]

ModelPath = Annotated[
    Path, Parameter(help="Folder of the operating model, or the file of its text alone.")
]
NamedModel = Annotated[
    Path,
    Parameter(
        name=["--model", "-m"],
        help="Folder of the operating model, or the file of its text alone.",
    ),
]
OnOption = Annotated[
    date | None,
    Parameter(
        name="--on", help="Day that is looked at, where it is not today.", show_default=False
    ),
]
ServiceOption = Annotated[
    str, Parameter(name="--service", help="One service, by its name.", show_default=False)
]


def day_named(day: date | None) -> date:
    """Return a day, today in UTC where none is named."""
    return day or moment_named("").to_datetime().date()


def chosen_services(examination: Examination, name: str) -> Sequence[ServiceStanding]:
    """Return one service by its name, or all of them.

    Raises:
        UnknownService: There is none of that name.
    """
    if not name:
        return tuple(examination.standings.values())
    if name not in examination.standings:
        raise UnknownService(name, examination.standings)
    return (examination.standings[name],)
