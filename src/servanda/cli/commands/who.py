"""``servanda who``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.documents.common import as_json
from servanda.cli.documents.people import PersonDocument
from servanda.cli.exit_codes import ExitCode
from servanda.cli.options import FormatOption, NamedAgreement, Places
from servanda.cli.terminal import open_terminal
from servanda.pipeline.people import name_of
from servanda.pipeline.workspace import find_workspace
from servanda.reports.clean import one_line

__all__ = ["who_command"]

_BESIDE = Places()


def who_command(
    pseudonym: Annotated[str, Parameter(help="The pseudonym, as reports show it.")],
    *,
    agreement: NamedAgreement = Path(),
    places: Places = _BESIDE,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Say whose pseudonym it is, where the name was sealed and its key is at hand.

    Only columns with `sealed: yes` keep names, in the folder `people` beside the record; whoever
    does not have that folder has no names.

    For example:

    ```
    servanda who person-47f05745cf9d6a93
    ```
    """
    terminal = open_terminal()
    workspace = find_workspace(agreement, evidence=places.evidence, cache=places.cache)
    name = name_of(workspace, pseudonym)
    if format == "json":
        terminal.print_json(as_json(PersonDocument(person=pseudonym, name=name)))
    else:
        terminal.out.print(one_line(name), soft_wrap=True)
    return ExitCode.FINE
