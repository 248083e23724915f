"""``servanda processing-record``."""

from __future__ import annotations

from pathlib import Path

from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.people import processing_document
from servanda.cli.options import AgreementPath, Places
from servanda.cli.papers import Printed, give_paper
from servanda.cli.terminal import open_terminal
from servanda.pipeline.processing import processing_of
from servanda.pipeline.workspace import find_workspace
from servanda.reports.people_paper import processing_paper

__all__ = ["processing_record_command"]

_BESIDE = Places()
_AS_TEXT = Printed()


def processing_record_command(
    agreement: AgreementPath = Path(),
    *,
    at: AtOption = "",
    places: Places = _BESIDE,
    printed: Printed = _AS_TEXT,
) -> int:
    """Write the record of processing that a data protection officer asks for.

    Which tables and columns are about people, what they are used for and kept as, how long and
    where, who receives them, and which erasures were done. What the parties have not said yet is
    named. The list follows article 30 of the General Data Protection Regulation.

    For example:

    ```
    servanda processing-record
    servanda processing-record northwind-acme --format html
    ```
    """
    terminal = open_terminal()
    workspace = find_workspace(
        agreement, evidence=places.evidence, cache=places.cache, output=printed.output
    )
    moment = moment_named(at)
    return give_paper(
        terminal,
        processing_of(workspace, moment),
        printed.format,
        paper=lambda found: processing_paper(found, printed.reader),
        document=lambda found: as_json(processing_document(found)),
        file=workspace.output / f"processing-record-{moment.to_datetime().date().isoformat()}",
        reader=printed.reader,
    )
