"""``servanda retention``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.people import retention_document
from servanda.cli.options import AgreementPath, Places
from servanda.cli.papers import Printed, give_paper
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.retention import look_at_retention
from servanda.pipeline.workspace import find_workspace
from servanda.reports.people_paper import retention_paper

__all__ = ["retention_command"]

_BESIDE = Places()
_AS_TEXT = Printed()


def retention_command(
    agreement: AgreementPath = Path(),
    *,
    let_go: Annotated[
        bool,
        Parameter(negative="", help="Take people and remarks out of what is past its time."),
    ] = False,
    at: AtOption = "",
    places: Places = _BESIDE,
    printed: Printed = _AS_TEXT,
) -> int:
    """Say which records are past the time for which their table is kept (`keep`), or let them go.

    Nothing is changed unless `--let-go` is said. Then, in records past their time, pseudonyms take
    the place of names, columns that no table reads are emptied, and the keys of sealed names that
    no other record needs are destroyed. Figures and digests are as before.

    For example:

    ```
    servanda retention
    servanda retention northwind-acme --let-go
    ```
    """
    terminal = open_terminal()
    workspace = find_workspace(
        agreement, evidence=places.evidence, cache=places.cache, output=printed.output
    )
    moment = moment_named(at)
    with telling(terminal.err) as progress:
        answer = look_at_retention(workspace, moment, let_go=let_go, progress=progress)
    return give_paper(
        terminal,
        answer,
        printed.format,
        paper=lambda found: retention_paper(found, printed.reader),
        document=lambda found: as_json(retention_document(found)),
        file=workspace.output / f"retention-{moment.to_datetime().date().isoformat()}",
        reader=printed.reader,
    )
