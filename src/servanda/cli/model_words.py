"""What every command has in common by which somebody says something about an operating model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.entered import entered_document
from servanda.cli.options import OutputFormat
from servanda.cli.terminal import open_terminal
from servanda.facts.decision import Act
from servanda.pipeline.answer import Answer
from servanda.pipeline.model_words import ModelDesk, open_model_desk
from servanda.reports.acts import act_sentence

__all__ = ["DoneOption", "EvidenceOption", "RoleOptions", "ServiceName", "enter_word", "said_on"]

ServiceName = Annotated[str, Parameter(help="The service, by its name in the text.")]
EvidenceOption = Annotated[
    str, Parameter(name="--evidence", help="Where it can be looked up.", show_default=False)
]
DoneOption = Annotated[
    date | None,
    Parameter(name="--done", help="Day of it, where it is not the day of the word."),
]


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOptions:
    """Say who speaks, and in which role of the text."""

    person: Annotated[str, Parameter(name="--person", help="Who says it.")]
    role: Annotated[str, Parameter(name="--role", help="In which role, by its name in the text.")]


def said_on(day: date | None, at: str) -> date:
    """Return a day, that of the word where none is named."""
    return day or moment_named(at).to_datetime().date()


def enter_word(
    model: Path,
    speaker: RoleOptions,
    at: str,
    wanted: OutputFormat,
    act: Callable[[ModelDesk], Act],
) -> int:
    """Say something about an operating model, and tell what was entered or what is wrong with it.

    Args:
        model: Its folder.
        speaker: Who says it.
        at: When, empty for now.
        wanted: Text or JSON.
        act: Makes what is said, given how everything stands.
    """
    terminal = open_terminal()
    opened = open_model_desk(model)
    answer: Answer[ModelDesk] = opened
    if opened.value is not None:
        said = act(opened.value)
        answer = opened.value.say(moment_named(at), said, person=speaker.person, role=speaker.role)

    def show(desk: ModelDesk) -> None:
        entry = desk.journal.entries[-1]
        sentence = act_sentence(entry, desk.journal.entries)
        line = f"entered as number {entry.number}: {entry.person} ({entry.role}) {sentence}"
        terminal.out.print(Text(line), soft_wrap=True)
        terminal.out.print(Text(f"  the journal now ends with {desk.journal.head}"), soft_wrap=True)

    return give(
        terminal,
        answer,
        wanted,
        text=show,
        document=lambda desk: as_json(entered_document(desk.journal.entries[-1:])),
    )
