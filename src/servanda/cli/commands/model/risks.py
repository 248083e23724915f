"""``servanda model risks``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.documents.common import as_json
from servanda.cli.documents.model import model_document
from servanda.cli.modelling import ModelPath, OnOption, day_named
from servanda.cli.papers import Printed, give_paper
from servanda.cli.terminal import open_terminal
from servanda.pipeline.operating import examine_folder, find_model
from servanda.reports.model_paper import risks_paper

__all__ = ["risks_command"]

_AS_TEXT = Printed()


def risks_command(
    model: ModelPath = Path(),
    *,
    on: OnOption = None,
    history: Annotated[
        bool, Parameter(negative="", help="Show every word by which a risk was accepted.")
    ] = False,
    printed: Printed = _AS_TEXT,
) -> int:
    """List risks: what can happen, who owns it, who accepted it until when, what is open.

    For example:

    ```
    servanda model risks
    servanda model risks --history --on 2026-06-30
    servanda model risks --format xlsx
    ```
    """
    reader = printed.reader
    answer = examine_folder(model, day_named(on))
    folder = find_model(model)[0].parent
    return give_paper(
        open_terminal(),
        answer,
        printed.format,
        paper=lambda found: risks_paper(found, reader, history=history),
        document=lambda found: as_json(
            model_document(found, tuple(found.standings.values()), answer.diagnostics)
        ),
        file=(printed.output or folder / "statements") / "risks",
        reader=reader,
    )
