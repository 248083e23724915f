"""``servanda erase``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.people import erased_document
from servanda.cli.exit_codes import ExitCode
from servanda.cli.options import FormatOption, NamedAgreement, Places
from servanda.cli.terminal import open_terminal
from servanda.pipeline.people import erase
from servanda.pipeline.workspace import find_workspace
from servanda.reports.people_text import erased_text

__all__ = ["erase_command"]

_BESIDE = Places()


def erase_command(
    person: Annotated[
        str, Parameter(help="The person's name as the evidence spells it, or the pseudonym.")
    ],
    *,
    agreement: NamedAgreement = Path(),
    places: Places = _BESIDE,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Erase a person: the name goes out of the evidence, and the key of the sealed name is gone.

    In the files of evidence the pseudonym takes the place of the name, and remarks that no table
    reads are emptied where they hold it. Figures, statements, digests and `servanda verify` are
    as before, since they never held the name. The journal is told nothing.

    Exit code 1 says that files are left which hold the name and are not changed; each is named.

    For example:

    ```
    servanda erase "Anna Visser"
    servanda erase person-47f05745cf9d6a93 --agreement northwind-acme
    ```
    """
    terminal = open_terminal()
    workspace = find_workspace(agreement, evidence=places.evidence, cache=places.cache)
    answer = erase(workspace, person, moment_named(at))
    code = give(
        terminal,
        answer,
        format,
        text=lambda erased: terminal.out.print(erased_text(erased, workspace), soft_wrap=True),
        document=lambda erased: as_json(erased_document(erased)),
    )
    left = answer.value is not None and bool(answer.value.still)
    return ExitCode.MISTAKES if left else code
