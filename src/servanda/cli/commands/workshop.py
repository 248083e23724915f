"""``servanda workshop``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.options import NamedAgreement
from servanda.cli.terminal import open_terminal
from servanda.drafting.workshop_text import Worked
from servanda.pipeline.workshop import draft_of_workshop
from servanda.pipeline.workspace import find_workspace

__all__ = ["workshop_command"]


def workshop_command(  # noqa: PLR0913 - an option for each question of the workshop
    outcome: Annotated[str, Parameter(help="Short name of the outcome: fewer_repairs.")],
    *,
    first_day: Annotated[date, Parameter(name="--from", help="First day of the trial.")],
    owner: Annotated[str, Parameter(help="The role that owns it.")] = "",
    why: Annotated[str, Parameter(help="What it is worth to the business.")] = "",
    contributes: Annotated[str, Parameter(help="What the service contributes to it.")] = "",
    measure: Annotated[str, Parameter(help="Measure of the agreement that shows it.")] = "",
    source: Annotated[str, Parameter(help="Where the figure comes from.")] = "",
    influence: Annotated[str, Parameter(help="Who can influence it.")] = "",
    gamed: Annotated[str, Parameter(help="How it could be gamed.")] = "",
    expected: Annotated[str, Parameter(help="Level for the trial: 'at least 97%'.")] = "",
    agreement: NamedAgreement = Path(),
) -> int:
    r"""Print what a workshop on a metric came to, as the draft of an amendment, checked.

    Both sides answer together: which outcome, what the service contributes, which measure, from
    where, who can influence it, how it could be gamed. What is still open is asked for. The draft
    begins a trial: the level is judged and shown, and no money hangs on it.

    For example:

    ```
    servanda workshop fewer_repairs --from 2027-01-01 --owner "Head of Payments" \
        --why "each repair costs 11 EUR" --contributes "It checks payments before they go." \
        --measure straight_through --source "The platform's day file." \
        --influence "Provider and branches." --gamed "By sending repairs back as new payments." \
        --expected "at least 97%" > amendment-2.yaml
    ```
    """
    terminal = open_terminal()
    answers = {
        "owner": owner,
        "why": why,
        "contributes": contributes,
        "measure": measure,
        "source": source,
        "influence": influence,
        "gamed": gamed,
        "expected": expected,
    }
    worked = Worked(name=outcome, answers=answers)
    answer = draft_of_workshop(find_workspace(agreement), worked, first_day)

    def show(drafted: str) -> None:
        terminal.out.file.write(drafted)

    return give(terminal, answer, "text", text=show, document=lambda _: {})
