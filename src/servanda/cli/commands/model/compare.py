"""``servanda model compare``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.documents.common import as_json
from servanda.cli.documents.model import changes_document
from servanda.cli.modelling import ModelPath, OnOption, day_named
from servanda.cli.papers import Printed, give_paper
from servanda.cli.terminal import open_terminal
from servanda.operating_model.differences import Difference, differences
from servanda.pipeline.answer import Answer
from servanda.pipeline.operating import find_model, open_model
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.model_paper import changes_paper

__all__ = ["compare_command"]

_AS_TEXT = Printed()


def compare_command(
    model: ModelPath = Path(),
    *,
    since: Annotated[
        date | None, Parameter(help="Day of the last review: 2026-01-31.", show_default=False)
    ] = None,
    before: Annotated[
        Path | None,
        Parameter(
            help="Folder or text of an earlier operating model, instead.", show_default=False
        ),
    ] = None,
    on: OnOption = None,
    printed: Printed = _AS_TEXT,
) -> int:
    """Say what changed since the last review: cells, modes, gates, risks, tasks, the register.

    For example:

    ```
    servanda model compare --since 2026-01-31
    servanda model compare --since 2026-01-31 --format pdf
    servanda model compare --before ../last-year
    ```
    """
    if (since is None) == (before is None):
        raise MisusedCommand("say since when (--since 2026-01-31), or with which text (--before)")
    reader, day = printed.reader, day_named(on)
    now = open_model(model)
    then = open_model(before) if before is not None else now
    both: Answer[tuple[str, tuple[Difference, ...]]] = Answer(
        None, then.diagnostics if now.value else now.diagnostics
    )
    if now.value is not None and then.value is not None:
        earlier = then.value.examine(since or day)
        later = now.value.examine(day)
        both = Answer((later.model.title, differences(earlier, later)))
    words = f"since {reader.day(since)}" if since else "from the earlier text"
    folder = find_model(model)[0].parent
    return give_paper(
        open_terminal(),
        both,
        printed.format,
        paper=lambda found: changes_paper(found[0], found[1], day, words),
        document=lambda found: as_json(changes_document(found[1])),
        file=(printed.output or folder / "statements") / "operating-model-changes",
        reader=reader,
    )
