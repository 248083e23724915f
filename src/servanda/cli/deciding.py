"""What every command has in common that enters something into the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.entered import entered_document
from servanda.cli.options import OutputFormat
from servanda.cli.speaking import SpeakerOptions
from servanda.cli.terminal import open_terminal
from servanda.facts.decision import Act, Entry
from servanda.journal.chain import Speaker
from servanda.pipeline.answer import Answer
from servanda.pipeline.deciding import Desk, Said, open_desk
from servanda.pipeline.negotiating import LaidDown
from servanda.pipeline.sheets import Sheet
from servanda.pipeline.workspace import find_workspace
from servanda.reports.acts import act_sentence

__all__ = ["DocumentOption", "ReasonOption", "enter", "enter_said", "laid_down_lines"]

DocumentOption = Annotated[
    list[Path] | None,
    Parameter(name="--document", negative="", help="A document that supports it; may be repeated."),
]
ReasonOption = Annotated[
    str, Parameter(name="--reason", help="Why, in a sentence.", show_default=False)
]


def _nothing_more(_: Desk, __: tuple[Entry, ...]) -> Iterable[str]:
    return ()


def enter(
    agreement: Path,
    speaker: SpeakerOptions,
    at: str,
    wanted: OutputFormat,
    acts: Callable[[Desk], Act | Sheet],
    *,
    documents: Sequence[Path] = (),
) -> int:
    """Say something and tell what was entered, or everything that speaks against it.

    Args:
        agreement: The agreement's folder.
        speaker: Who says it.
        at: When, empty for now.
        wanted: Text or JSON.
        acts: Makes what is said, given how everything stands.
        documents: Files that support it; the record keeps them.
    """

    def say(desk: Desk, who: Speaker) -> Answer[tuple[Entry, ...]]:
        made = acts(desk)
        sheet = made if isinstance(made, Sheet) else Sheet(said=(Said(act=made),), wrong=())
        return desk.say(who, sheet.said, wrong=sheet.wrong, documents=documents)

    return enter_said(agreement, speaker, at, wanted, say)


def enter_said(
    agreement: Path,
    speaker: SpeakerOptions,
    at: str,
    wanted: OutputFormat,
    say: Callable[[Desk, Speaker], Answer[tuple[Entry, ...]]],
    *,
    after: Callable[[Desk, tuple[Entry, ...]], Iterable[str]] = _nothing_more,
) -> int:
    """Say something that takes more than an act, and tell it as above.

    Args:
        agreement: The agreement's folder.
        speaker: Who says it.
        at: When, empty for now.
        wanted: Text or JSON.
        say: Says it.
        after: Does what follows from it once it is entered, and yields lines about that.
    """
    terminal = open_terminal()
    moment, who = moment_named(at), speaker.speaker()
    opened = open_desk(find_workspace(agreement), moment)
    if opened.value is None:
        answer: Answer[tuple[Entry, ...]] = Answer(None, opened.diagnostics)
        return give(terminal, answer, wanted, text=lambda _: None, document=lambda _: {})
    desk = opened.value
    answer = say(desk, who)
    more = tuple(after(desk, answer.value)) if answer.value is not None else ()

    def show(entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            line = f"entered as number {entry.number}: {act_sentence(entry, desk.journal.entries)}"
            terminal.out.print(Text(line), soft_wrap=True)
        last = entries[-1]
        signed = "signed" if last.signature else "not signed"
        for line in (f"  {signed}; the journal now ends with {last.sha256}", *more):
            terminal.out.print(Text(line), soft_wrap=True)

    return give(
        terminal, answer, wanted, text=show, document=lambda e: as_json(entered_document(e))
    )


def laid_down_lines(laid: LaidDown) -> tuple[str, ...]:
    """Say which signed texts were written, and which files say something else."""
    written = tuple(f"  written: {path}" for path in laid.written)
    signed = ", ".join(map(str, laid.record))
    otherwise = tuple(
        f"  {path} says something else than what was signed, and was left alone; signed: {signed}"
        for path in laid.otherwise
    )
    return (*written, *otherwise)
