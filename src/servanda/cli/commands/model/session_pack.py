"""``servanda model session-pack``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.modelling import NamedModel, OnOption, day_named
from servanda.cli.options import LocaleOption
from servanda.cli.terminal import open_terminal
from servanda.operating_model.session.knowing import Subject
from servanda.pipeline.files import write_all
from servanda.pipeline.operating import OpenedModel, find_model, open_model
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.session_pack import session_pack

__all__ = ["session_pack_command"]


def session_pack_command(
    service: Annotated[
        str, Parameter(help="The service, by its name; one that the text lacks is a new one.")
    ],
    *,
    model: NamedModel = Path(),
    on: OnOption = None,
    output: Annotated[
        Path | None,
        Parameter(
            help="Folder for the file; 'statements' beside the text if not said.",
            show_default=False,
        ),
    ] = None,
    locale: LocaleOption = "en",
) -> int:
    """Write the pack for a support model design session: what is asked, and room for answers.

    It holds an agenda, what is known of the service already, and for each process two questions
    that help to decide, the reference values of the three ambitions, and what happens if nobody
    decides. Print it for whoever leads the session.

    For example:

    ```
    servanda model session-pack payments
    servanda model session-pack fleet_planner --output for-tuesday
    ```
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", service):
        raise MisusedCommand(
            f"'{service}' cannot name a service; take lower-case letters, digits and _, as in"
            " fleet_planner"
        )
    day, terminal = day_named(on), open_terminal()
    folder = output or find_model(model)[0].parent / "statements"

    def write(opened: OpenedModel) -> None:
        # Typesetting takes its time to load, and a mistaken text is told without it.
        from servanda.reports.pdf import session_pack_pdf  # noqa: PLC0415 - as said above

        subject = Subject(
            model=opened.heard(day)[0].model, histories=opened.histories, name=service, day=day
        )
        if subject.service is None:
            words = (
                f"The operating model has no service '{service}' yet: the pack is for a new one."
            )
            terminal.out.print(Text(words), soft_wrap=True)
        content = session_pack_pdf(session_pack(subject, Reader(locale=locale)), day)
        paths = write_all(folder, {f"session-pack-{service}.pdf": content})
        terminal.out.print(Text(f"written to {one_line(str(paths[0]))}"), soft_wrap=True)

    return give(terminal, open_model(model), "text", text=write, document=lambda _: {})
