"""``servanda review pack``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.review_pack import review_pack_document
from servanda.cli.options import NamedAgreement, Places
from servanda.cli.papers import Printed, give_paper
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.review_pack import review_pack
from servanda.pipeline.workspace import find_workspace
from servanda.reports.review_paper import review_paper

__all__ = ["pack_command"]

_BESIDE = Places()
_AS_TEXT = Printed()


def pack_command(
    review: Annotated[str, Parameter(help="The review's name in the agreement.")],
    period: Annotated[str, Parameter(help="What it is for: 2026-H1, 2026-Q1, 2026-03 or 2026.")],
    *,
    agreement: NamedAgreement = Path(),
    model: Annotated[
        Path | None,
        Parameter(help="Folder or file of the operating model, where none lies beside the text."),
    ] = None,
    places: Places = _BESIDE,
    at: AtOption = "",
    printed: Printed = _AS_TEXT,
) -> int:
    """Prepare the pack of a review, of what the agreement puts on its table.

    Scorecard, statements, outcomes, relief, risks that nobody bears and what is to be decided in
    support, goodwill and habits, what was learned from incidents, work, open actions and
    amendments proposed, of the stretch of the calendar that it looks back
    on. As a page, a PDF, a workbook or slides it is written to a file, fit to be handed round.

    For example:

    ```
    servanda review pack steering 2026-H1
    servanda review pack steering 2026-H1 --format pdf
    servanda review pack steering 2026-H1 --format pptx --output for-the-board
    ```
    """
    reader = printed.reader
    terminal = open_terminal()
    workspace = find_workspace(
        agreement, evidence=places.evidence, cache=places.cache, output=printed.output
    )
    with telling(terminal.err) as progress:
        answer = review_pack(
            workspace, review, period, moment_named(at), model=model, progress=progress
        )
    return give_paper(
        terminal,
        answer,
        printed.format,
        paper=lambda pack: review_paper(pack, reader),
        document=lambda pack: as_json(review_pack_document(review_paper(pack, reader), reader)),
        file=workspace.output / f"review-{review}-{period}",
        reader=reader,
    )
