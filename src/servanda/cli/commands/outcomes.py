"""``servanda outcomes``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.outcomes import outcomes_document
from servanda.cli.papers import Printed, give_paper
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.outcomes import look_at_outcomes
from servanda.pipeline.workspace import find_workspace
from servanda.reports.outcomes_paper import outcomes_paper

__all__ = ["outcomes_command"]

_AS_TEXT = Printed()


def outcomes_command(
    *agreements: Annotated[
        Path, Parameter(help="Folders of agreements; the folder at hand if none is named.")
    ],
    at: AtOption = "",
    printed: Printed = _AS_TEXT,
) -> int:
    """Say where the outcomes of the business stand, and what success came to.

    What each was before, what it is and what it is to be, whose a change is, what was gained and
    what the provider is paid of it. With several agreements named, outcomes that their providers
    serve together are laid side by side, and what the agreements do not say alike is pointed out.

    For example:

    ```
    servanda outcomes
    servanda outcomes northwind-acme lines-acme --format json
    ```
    """
    reader = printed.reader
    terminal = open_terminal()
    workspaces = [find_workspace(each, output=printed.output) for each in agreements or (Path(),)]
    with telling(terminal.err) as progress:
        answer = look_at_outcomes(workspaces, moment_named(at), progress=progress)
    return give_paper(
        terminal,
        answer,
        printed.format,
        paper=lambda seen: outcomes_paper(seen, reader),
        document=lambda seen: as_json(outcomes_document(seen, reader)),
        file=workspaces[0].output / "outcomes",
        reader=reader,
    )
