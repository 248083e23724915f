"""``servanda sign``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter_said, laid_down_lines
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.decisions.standing import standing_of
from servanda.facts.decision import Entry
from servanda.facts.proposal import ProposalState
from servanda.journal.chain import Speaker
from servanda.pipeline.answer import Answer
from servanda.pipeline.deciding import Desk
from servanda.pipeline.negotiating import lay_down
from servanda.pipeline.proposing import proposal_numbered, sign

__all__ = ["sign_command"]


def sign_command(
    number: Annotated[
        int, Parameter(help="Number of the proposal; 'servanda proposals' shows it.")
    ],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Sign a proposed version of the agreement.

    What is signed is the digest of all its texts, the dates of holidays included. Once both
    parties have signed, the version is agreed and governs from its day; texts that the folder
    does not have yet are then written into it. Sign with `--key`, so that nobody else could have.

    For example:

    ```
    servanda sign 7 --as client --person "C. Jones" --key client.pem
    ```
    """

    def say(desk: Desk, who: Speaker) -> Answer[tuple[Entry, ...]]:
        return sign(desk, who, proposal_numbered(desk, number))

    def after(desk: Desk, entries: tuple[Entry, ...]) -> Iterator[str]:
        standing = standing_of(desk.history, (*desk.journal.entries, *entries), desk.at)
        return _laid_down(replace(desk, standing=standing), number)

    return enter_said(agreement, speaker, at, format, say, after=after)


def _laid_down(desk: Desk, number: int) -> Iterator[str]:
    proposal = proposal_numbered(desk, number)
    if proposal.state is ProposalState.SIGNED:
        yield f"both parties have signed: this version governs from {proposal.governs_from}"
        yield from laid_down_lines(lay_down(desk))
