"""``servanda renewal``."""

from __future__ import annotations

from pathlib import Path

from servanda.cli.documents.common import as_json
from servanda.cli.documents.renewal import renewal_document
from servanda.cli.options import NamedAgreement, Places, Wanted
from servanda.cli.papers import Printed, give_paper
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.renewing import renewal_pack
from servanda.pipeline.workspace import find_workspace
from servanda.reports.renewal import renewal_paper

__all__ = ["renewal_command"]

_ALL_SO_FAR = Wanted()
_BESIDE = Places()
_AS_TEXT = Printed()


def renewal_command(
    *,
    agreement: NamedAgreement = Path(),
    wanted: Wanted = _ALL_SO_FAR,
    places: Places = _BESIDE,
    printed: Printed = _AS_TEXT,
) -> int:
    """Gather what an agreement has come to, for the talk about whether and how it goes on.

    What each line earned or cost, clauses that were never triggered, how commitments were kept,
    amendments, disputes, relief, the holding account, by when notice is given; and a list of
    questions with room for what both parties have learnt.

    For example:

    ```
    servanda renewal
    servanda renewal --from 2026-01 --until 2026-12 --format pdf
    servanda renewal --format json
    ```
    """
    reader = printed.reader
    terminal = open_terminal()
    workspace = find_workspace(
        agreement, evidence=places.evidence, cache=places.cache, output=printed.output
    )
    with telling(terminal.err) as progress:
        answer = renewal_pack(
            workspace, choice=wanted.choice, moment=wanted.moment, progress=progress
        )
    return give_paper(
        terminal,
        answer,
        printed.format,
        paper=lambda pack: renewal_paper(pack, reader),
        document=lambda pack: as_json(renewal_document(pack, reader)),
        file=workspace.output / "renewal",
        reader=reader,
    )
