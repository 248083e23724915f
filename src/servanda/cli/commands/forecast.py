"""``servanda forecast``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from servanda.cli.documents.common import as_json
from servanda.cli.documents.forecast import forecast_document
from servanda.cli.options import AgreementPath, Places
from servanda.cli.papers import Printed, give_paper
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.forecasting import Future, forecast
from servanda.pipeline.workspace import find_workspace
from servanda.reports.forecast import forecast_paper

__all__ = ["forecast_command"]

_BESIDE = Places()
_AS_TEXT = Printed()


def forecast_command(
    agreement: AgreementPath = Path(),
    *,
    ahead: Annotated[
        int, Parameter(help="How many periods ahead.", validator=Number(gte=1, lte=60))
    ] = 12,
    samples: Annotated[
        int, Parameter(help="How many futures are drawn.", validator=Number(gte=20, lte=10_000))
    ] = 200,
    seed: Annotated[
        int, Parameter(help="Names the sequence of chance; the same one gives the same figures.")
    ] = 1,
    places: Places = _BESIDE,
    printed: Printed = _AS_TEXT,
) -> int:
    """Say what the next periods may pay, and what the one under way hangs on.

    Past periods are drawn again, in blocks of neighbours, and each such future is settled under
    the text in force, with its limits. Of the period under way it is said what is lost already,
    what is still within reach, and which open cases decide it. What is supposed stands below.

    For example:

    ```
    servanda forecast
    servanda forecast northwind-acme --samples 1000 --format html
    ```
    """
    reader = printed.reader
    terminal = open_terminal()
    workspace = find_workspace(
        agreement, evidence=places.evidence, cache=places.cache, output=printed.output
    )
    future = Future(seed=seed, samples=samples, ahead=ahead)
    with telling(terminal.err) as progress:
        answer = forecast(workspace, future=future, progress=progress)
    return give_paper(
        terminal,
        answer,
        printed.format,
        paper=lambda found: forecast_paper(found, reader),
        document=lambda found: as_json(forecast_document(found, reader)),
        file=workspace.output / "forecast",
        reader=reader,
    )
