"""``servanda propose``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter_said
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.decisions.proposals import proposal_of
from servanda.decisions.standing import standing_of
from servanda.facts.decision import DraftProposed, Entry
from servanda.journal.chain import Speaker
from servanda.pipeline.answer import Answer
from servanda.pipeline.contradicting import contradictions_of
from servanda.pipeline.deciding import Desk
from servanda.pipeline.negotiating import text_lines
from servanda.pipeline.proposing import (
    draft_of_changes,
    draft_of_texts,
    proposal_numbered,
    propose,
)
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.proposals_text import contradiction_lines

__all__ = ["propose_command"]


class TextsAndChanges(MisusedCommand):
    """Both files and changes were named."""

    def __init__(self) -> None:
        super().__init__("name texts or changes, not both; an amendment's file can say both")


def propose_command(  # noqa: PLR0913 - its own options beside the shared ones
    *texts: Annotated[
        Path,
        Parameter(help="Amendments, or an agreement's text; those in the folder if none is named."),
    ],
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    change: Annotated[
        list[str] | None,
        Parameter(
            name="--change",
            negative="",
            help="A place and what shall stand there, as for 'servanda try'; may be repeated.",
        ),
    ] = None,
    first_day: Annotated[
        date | None, Parameter(name="--from", help="First day on which changes govern.")
    ] = None,
    title: Annotated[
        str, Parameter(name="--title", help="What changes, in a few words.", show_default=False)
    ] = "",
    instead_of: Annotated[
        int, Parameter(name="--instead-of", help="Number of the proposal that this one counters.")
    ] = 0,
    note: Annotated[
        str, Parameter(name="--note", help="What is new about it.", show_default=False)
    ] = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Propose a version of the agreement, which both parties then comment and sign.

    Without a text named, the texts in the agreement's folder are proposed as they lie there. A
    change is written down as an amendment of the version signed last, or of the texts in the
    folder while none is signed; no file there is touched before both parties have signed. Against
    a proposal, `--instead-of` makes a counter-proposal that takes its place.

    For example:

    ```
    servanda propose --as client --person "C. Jones"
    servanda propose --change "commitments.restored.expected=at least 96%" --from 2027-01-01 \
        --as client --person "C. Jones"
    servanda propose --instead-of 7 --change "commitments.restored.expected=at least 95.5%" \
        --as provider --person "J. Smith"
    servanda propose drafts/amendment-2.yaml --as provider --person "J. Smith"
    ```
    """
    if texts and change:
        raise TextsAndChanges

    def say(desk: Desk, who: Speaker) -> Answer[tuple[Entry, ...]]:
        before = proposal_numbered(desk, instead_of) if instead_of else None
        made = (
            draft_of_changes(desk, change, first_day=first_day, title=title, instead_of=before)
            if change
            else draft_of_texts(desk, texts, instead_of=before)
        )
        if made.value is None:
            return Answer(None, made.diagnostics, made.sources)
        return propose(desk, who, made.value, instead_of=before, note=note or title)

    def after(desk: Desk, entries: tuple[Entry, ...]) -> Iterator[str]:
        standing = standing_of(desk.history, (*desk.journal.entries, *entries), desk.at)
        proposal = proposal_of(standing, entries[-1].sha256)
        found = contradictions_of(replace(desk, standing=standing), proposal)
        yield from contradiction_lines(found)
        if change:
            yield from _written(desk, entries)

    return enter_said(agreement, speaker, at, format, say, after=after)


def _written(desk: Desk, entries: tuple[Entry, ...]) -> Iterator[str]:
    """Yield the amendment that the changes were written down as."""
    act = entries[-1].act
    assert isinstance(act, DraftProposed)
    yield ""
    yield from text_lines(desk, act.texts[-1])
