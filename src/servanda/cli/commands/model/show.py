"""``servanda model show``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from servanda.cli.documents.common import as_json
from servanda.cli.documents.model import model_document
from servanda.cli.modelling import NamedModel, OnOption, chosen_services, day_named
from servanda.cli.papers import Printed, give_paper
from servanda.cli.terminal import open_terminal
from servanda.operating_model.rules.everything import Examination
from servanda.operating_model.standing import ServiceStanding
from servanda.pipeline.operating import examine_folder, find_model
from servanda.reports.model_paper import coverage_paper
from servanda.reports.model_service_paper import service_paper

__all__ = ["show_command"]

_AS_TEXT = Printed()


def show_command(  # noqa: PLR0913 - each filter is an option of its own
    service: Annotated[
        str, Parameter(help="One service, by its name; all of them at a glance if not said.")
    ] = "",
    *,
    model: NamedModel = Path(),
    on: OnOption = None,
    ambition: Annotated[
        Literal["A", "B", "C"] | None, Parameter(help="Only services of this ambition.")
    ] = None,
    mode: Annotated[
        Literal["1", "2", "stopped"] | None, Parameter(help="Only services in this mode.")
    ] = None,
    undecided: Annotated[
        bool, Parameter(negative="", help="Only services in which something is t.b.d.")
    ] = False,
    party: Annotated[
        str, Parameter(help="Only services in which this party answers or performs.")
    ] = "",
    printed: Printed = _AS_TEXT,
) -> int:
    """Show a portfolio at a glance, or one service with its matrix, findings, risks and gates.

    Present and target stand side by side, with the day of the next step between them.

    For example:

    ```
    servanda model show
    servanda model show --undecided --ambition C
    servanda model show payments
    servanda model show payments --on 2026-01-01 --format pdf
    ```
    """
    reader = printed.reader
    answer = examine_folder(model, day_named(on))

    def wanted(standing: ServiceStanding) -> bool:
        parties = {
            name for cell in standing.cells
            for name in (cell.present.accountable, *cell.present.performs)
        }  # fmt: skip
        return (
            (ambition is None or (standing.ambition and standing.ambition.value) == ambition)
            and (mode is None or (standing.mode and standing.mode.value) == mode)
            and (not undecided or any(cell.is_undecided for cell in standing.cells))
            and (not party or party in parties)
        )

    def chosen(found: Examination) -> tuple[ServiceStanding, ...]:
        return tuple(each for each in chosen_services(found, service) if service or wanted(each))

    folder = find_model(model)[0].parent
    return give_paper(
        open_terminal(),
        answer,
        printed.format,
        paper=lambda found: (
            service_paper(found, chosen(found)[0], reader)
            if service
            else coverage_paper(found, chosen(found), reader)
        ),
        document=lambda found: as_json(model_document(found, chosen(found), answer.diagnostics)),
        file=(printed.output or folder / "statements") / f"operating-model-{service or 'all'}",
        reader=reader,
    )
