"""``servanda submit``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.entered import entered_document
from servanda.cli.options import FormatOption, NamedAgreement, Places
from servanda.cli.progress import telling
from servanda.cli.speaking import SpeakerOptions
from servanda.cli.terminal import Terminal, open_terminal
from servanda.facts.decision import Entry
from servanda.pipeline.submitting import submit
from servanda.pipeline.workspace import find_workspace
from servanda.reports.acts import act_sentence

__all__ = ["submit_command"]

_BESIDE = Places()


def submit_command(
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    note: Annotated[
        str, Parameter(name="--note", help="What is new about it.", show_default=False)
    ] = "",
    at: AtOption = "",
    places: Places = _BESIDE,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Enter the evidence as it is now: from then on it is what is known.

    Texts and evidence are kept in the record, so that any later day can be looked back from
    ('servanda settle --as-known'). Handing over a statement submits its evidence too.

    For example:

    ```
    servanda submit --note "Tickets of week 12." --as provider --person "J. Smith"
    ```
    """
    terminal = open_terminal()
    workspace = find_workspace(agreement, evidence=places.evidence, cache=places.cache)
    moment, who = moment_named(at), speaker.speaker()
    with telling(terminal.err) as progress:
        answer = submit(workspace, who, moment, note=note, progress=progress)
    return give(
        terminal,
        answer,
        format,
        text=lambda entry: _show(terminal, entry),
        document=lambda entry: as_json(entered_document((entry,))),
    )


def _show(terminal: Terminal, entry: Entry) -> None:
    said = f"entered as number {entry.number}: {act_sentence(entry, (entry,))}"
    terminal.out.print(Text(said), soft_wrap=True)
    signed = "signed" if entry.signature else "not signed"
    terminal.out.print(
        Text(f"  {signed}; the journal now ends with {entry.sha256}"), soft_wrap=True
    )
