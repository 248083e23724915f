"""Proposals talked over: lines commented, differences told, what was signed laid down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.periods import periods_of
from servanda.decisions.diagnostics import BAD_LINES
from servanda.decisions.proposals import last_signed, proposal_of
from servanda.evidence.snapshot import take_snapshot
from servanda.facts.attached import AttachedDocument
from servanda.facts.decision import CommentMade, Entry
from servanda.facts.proposal import Proposal
from servanda.journal.chain import Speaker
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import Choice, complete_periods
from servanda.pipeline.comparing import Comparison, compare
from servanda.pipeline.deciding import Desk, Said
from servanda.pipeline.files import write_all
from servanda.pipeline.inputs import tables_of
from servanda.pipeline.record import name_texts
from servanda.pipeline.refusals import CannotRead, MisusedCommand, NotSoFar
from servanda.pipeline.workspace import Workspace

__all__ = [
    "LaidDown",
    "UnknownText",
    "amended_texts",
    "comment",
    "compare_proposal",
    "last_year",
    "lay_down",
    "text_lines",
]


class UnknownText(MisusedCommand):
    """A proposal has no text of a name."""

    def __init__(self, name: str, proposal: Proposal) -> None:
        names = ", ".join(each.name for each in proposal.texts)
        super().__init__(f"proposal {proposal.number} has no text '{name}'; it has {names}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidDown:
    """Say which signed texts lie beside the agreement now.

    Args:
        written: Files that were written.
        otherwise: Files that say something else than what was signed, and were left alone.
        record: Where the signed texts lie, in their order.
    """

    written: tuple[Path, ...]
    otherwise: tuple[Path, ...]
    record: tuple[Path, ...]


def text_lines(desk: Desk, text: AttachedDocument) -> tuple[str, ...]:
    """Return the lines of a proposed text; raises ``CannotRead`` where it is not at hand."""
    return tuple(desk.record.text(text).decode("utf-8", "replace").splitlines())


def comment(
    desk: Desk,
    speaker: Speaker,
    proposal: Proposal,
    lines: tuple[int, int],
    words: str,
    *,
    text: str = "",
) -> Answer[tuple[Entry, ...]]:
    """Begin a thread about lines of a proposed text; refusals as for ``Desk.say``.

    Args:
        desk: The agreement and its record.
        speaker: Who speaks.
        proposal: What it is about.
        lines: First and last line, from 1, both included.
        words: What is said.
        text: Name of the text; the newest of the proposal if not said.

    Raises:
        UnknownText: The proposal has no such text.
        CannotRead: The text is not in the record.
    """
    named = _text_called(proposal, text)
    count, (first, last) = len(text_lines(desk, named)), lines
    wrong = list[Diagnostic]()
    if last > count:
        bad = BAD_LINES.at(
            SourceSpan.start_of(named.name),
            first=str(first),
            last=str(last),
            text=named.name,
            length=f", which has {count}",
        )
        wrong.append(bad)
    act = CommentMade(
        proposal=proposal.entry,
        text_sha256=named.sha256,
        first_line=first,
        last_line=last,
        words=words,
    )
    return desk.say(speaker, (Said(act=act),), wrong=wrong)


def amended_texts(desk: Desk, proposal: Proposal) -> tuple[AttachedDocument, ...]:
    """Return the texts that a proposal is compared with: what was signed of it, or what it amends.

    A first text is compared with what it counters; nothing where it counters none.
    """
    signed = last_signed(desk.standing)
    if signed is not None and 0 < len(signed.texts) < len(proposal.texts):
        return signed.texts
    if len(proposal.texts) > 1:
        return proposal.texts[:-1]
    before = proposal.instead_of in {each.entry for each in desk.standing.proposals}
    return proposal_of(desk.standing, proposal.instead_of).texts if before else ()


def compare_proposal(
    desk: Desk, proposal: Proposal, *, money: bool = False, progress: Progress = say_nothing
) -> Answer[Comparison]:
    """Say what a proposal changes, in words and in the money of the last year of evidence.

    Args:
        desk: The agreement and its record.
        proposal: The proposal.
        money: Whether both are settled on the evidence that lies in the workspace.
        progress: Told before each settlement.

    Raises:
        NotSoFar: The evidence reaches no period's end.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    before = amended_texts(desk, proposal)
    if not before:
        return Answer(Comparison(changes=()))
    old, new = _with_texts(desk, before), _with_texts(desk, proposal.texts)
    if not money:
        return compare((old, None), (new, None), progress=progress)
    choice = last_year(desk.workspace, desk.history)
    if choice.value is None:
        return Answer(None, choice.diagnostics)
    return compare(
        (old, None), (new, None), evidence=desk.workspace, choice=choice.value, progress=progress
    )


def lay_down(desk: Desk) -> LaidDown:
    """Write the texts signed last beside the agreement, where nothing of their name lies there.

    What lies there and says something else is left alone, and named.

    Raises:
        CannotRead: A signed text is not in the record.
        CannotWrite: The folder cannot be written.
    """
    signed = last_signed(desk.standing)
    if signed is None:
        return LaidDown(written=(), otherwise=(), record=())
    folder = desk.workspace.texts[0].parent
    lying = dict(zip(desk.workspace.texts, name_texts(desk.workspace.texts), strict=True))
    missing, otherwise = dict[str, bytes](), list[Path]()
    for number, text in enumerate(signed.texts):
        place = _place(desk.workspace, folder, number)
        if place in lying:
            otherwise += [place] if lying[place].sha256 != text.sha256 else []
        else:
            missing[place.name] = desk.record.text(text)
    otherwise += desk.workspace.texts[len(signed.texts) :]
    written = write_all(folder, missing) if missing else ()
    return LaidDown(
        written=written,
        otherwise=tuple(otherwise),
        record=tuple(desk.record.text_path(each) for each in signed.texts),
    )


def _place(workspace: Workspace, folder: Path, number: int) -> Path:
    """Return where a version's text lies in the workspace, or would."""
    if number < len(workspace.texts):
        return workspace.texts[number]
    return folder / f"amendment-{number}.yaml"


def _text_called(proposal: Proposal, name: str) -> AttachedDocument:
    if not name:
        return proposal.texts[-1]
    for text in reversed(proposal.texts):
        if text.name == name:
            return text
    raise UnknownText(name, proposal)


def _with_texts(desk: Desk, texts: Sequence[AttachedDocument]) -> Workspace:
    paths = tuple(desk.record.text_path(each) for each in texts)
    missing = next((path for path in paths if not path.is_file()), None)
    if missing is not None:
        raise CannotRead(missing, "a proposal names it, and it is not in the record")
    return replace(desk.workspace, texts=paths)


def last_year(workspace: Workspace, history: History) -> Answer[Choice]:
    """Return the complete periods of the evidence that began within its last year.

    Args:
        workspace: Where the evidence lies.
        history: The agreement.

    Raises:
        NotSoFar: The evidence reaches no period's end.
    """
    from servanda.pipeline.horizon import newest_instant  # noqa: PLC0415 - loads the query engine

    taken = take_snapshot(
        tables_of(history), workspace.evidence, workspace.cache, people=workspace.people
    )
    if taken.snapshot is None:
        return Answer(None, taken.diagnostics)
    periods = complete_periods(history, newest_instant(history, taken.snapshot))
    if not periods:
        first_day = history.versions[0].in_force.first_day
        raise NotSoFar(periods_of(history, first_day)[0].label)
    end = periods[-1].end_day
    begin = date(end.year - 1, end.month, min(end.day, 28))
    within = [each for each in periods if each.first_day >= begin]
    return Answer(Choice(first=within[0].label, last=within[-1].label))
