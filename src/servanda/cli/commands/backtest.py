"""``servanda backtest``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.documents.common import as_json
from servanda.cli.documents.weighing import backtest_document
from servanda.cli.options import Places, Wanted
from servanda.cli.papers import Printed, give_paper
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.backtesting import backtest, find_draft
from servanda.pipeline.workspace import find_workspace
from servanda.reports.weighing import backtest_paper

__all__ = ["backtest_command"]

_ALL_SO_FAR = Wanted()
_BESIDE = Places()
_AS_TEXT = Printed()


def backtest_command(
    draft: Annotated[
        Path,
        Parameter(help="The draft: a folder, a text, or an amendment beside what it amends."),
    ] = Path(),
    *,
    against: Annotated[
        Path | None,
        Parameter(help="The text in force; what the draft amends if not said."),
    ] = None,
    since: Annotated[
        date | None,
        Parameter(help="First day from which a draft alone is supposed to govern."),
    ] = None,
    wanted: Wanted = _ALL_SO_FAR,
    places: Places = _BESIDE,
    printed: Printed = _AS_TEXT,
) -> int:
    """Settle a draft over past evidence: what would have been paid, and by which clause.

    A draft with amendments is held against the version before its last one; `--against` names
    another text. Each is settled as if it had governed all the time, month by month, and each
    change is laid over the other text by itself. What both measure alike is measured once.

    For example:

    ```
    servanda backtest amendment-2.yaml
    servanda backtest proposal --against signed --evidence signed/evidence --format html
    servanda backtest draft.yaml --since 2025-01-01 --evidence history
    ```
    """
    reader = printed.reader
    terminal = open_terminal()
    other = find_workspace(against) if against is not None else None
    place = find_draft(draft, against=other, evidence=places.evidence, cache=places.cache)
    with telling(terminal.err) as progress:
        answer = backtest(
            place, against=other, since=since, choice=wanted.choice, progress=progress
        )
    return give_paper(
        terminal,
        answer,
        printed.format,
        paper=lambda found: backtest_paper(found, reader),
        document=lambda found: as_json(backtest_document(found, reader)),
        file=(printed.output or place.output) / "backtest",
        reader=reader,
    )
