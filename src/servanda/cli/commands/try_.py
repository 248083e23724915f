"""``servanda try``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.documents.common import as_json
from servanda.cli.documents.weighing import try_document
from servanda.cli.options import NamedAgreement, Places, Wanted
from servanda.cli.papers import Printed, give_paper
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.trying import try_changes
from servanda.pipeline.workspace import find_workspace
from servanda.reports.weighing import try_paper

__all__ = ["try_command"]

_ALL_SO_FAR = Wanted()
_BESIDE = Places()
_AS_TEXT = Printed()


def try_command(
    *changes: Annotated[
        str, Parameter(help="Places and what shall stand there: 'penalties.restored.pool=30%'.")
    ],
    agreement: NamedAgreement = Path(),
    wanted: Wanted = _ALL_SO_FAR,
    places: Places = _BESIDE,
    printed: Printed = _AS_TEXT,
) -> int:
    """Try changes of the text on its evidence, and see what would have been paid otherwise.

    A change names a place by its keys from the top of the text, joined by dots, and says what
    shall stand there; items of a list are counted from 1, and `remove` takes something out. What
    is typed is checked like any text. No file of the agreement is changed, and no statement is
    written.

    For example:

    ```
    servanda try "commitments.restored.expected=at least 96%"
    servanda try "penalties.restored.pool=30%" "limits.1=penalties at most 12% of fee each month"
    servanda try "calendars.office.open={mon-sat: 08:00-20:00}" --from 2026-01 --format html
    ```
    """
    reader = printed.reader
    terminal = open_terminal()
    workspace = find_workspace(
        agreement, evidence=places.evidence, cache=places.cache, output=printed.output
    )
    with telling(terminal.err) as progress:
        answer = try_changes(workspace, changes, choice=wanted.choice, progress=progress)
    return give_paper(
        terminal,
        answer,
        printed.format,
        paper=lambda found: try_paper(found, reader),
        document=lambda found: as_json(try_document(found, reader)),
        file=workspace.output / "try",
        reader=reader,
    )
