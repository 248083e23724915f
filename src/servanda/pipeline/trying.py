"""Changes tried on the command line: what a text with them laid over would have paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.agreement.model.agreement import History
from servanda.agreement.typed import (
    NoSuchPlace,
    NotAChange,
    TypedChange,
    laid_over,
    read_typed,
    sources_of,
)
from servanda.agreement.variants import TextVersion, read_versions
from servanda.kernel.quantity import Quantity
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.choosing import Choice
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.weighing import Evaluations, Weighed, weigh
from servanda.pipeline.workspace import Workspace

__all__ = ["Tried", "TriedChange", "WrongChange", "try_changes"]


class WrongChange(MisusedCommand):
    """What was typed names no place of the text, or is no change; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedChange:
    """Say what one change makes of the money.

    Args:
        text: The change as it was typed.
        alone: How much more the client would have paid by it alone, over all periods; nothing
            where it cannot stand without others.
    """

    text: str
    alone: Quantity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """Hold both sides of a try, and each change."""

    weighed: Weighed
    changes: tuple[TriedChange, ...]


def try_changes(
    workspace: Workspace,
    texts: Sequence[str],
    *,
    choice: Choice | None = None,
    progress: Progress = say_nothing,
) -> Answer[Tried]:
    """Settle an agreement as it stands, and with changes laid over every version of it.

    Args:
        workspace: Where its texts and evidence lie; none of them is written.
        texts: Changes: ``penalties.restored.pool=30%``.
        choice: The periods wanted; all so far if not said.
        progress: Told before each step.

    Returns:
        Both sides, or what is wrong with the text, or with what was typed.

    Raises:
        WrongChange: A change is none, or names a place that the text does not have.
        NotComparable: The changes settle in another currency or rhythm.
        NotSoFar: The evidence reaches no period's end.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    try:
        changes = read_typed(texts)
    except NotAChange as wrong:
        raise WrongChange(str(wrong)) from None
    if not changes:
        raise WrongChange(f"no change is named; for example {_EXAMPLE}")
    sources = sources_of(changes)
    checked = check(workspace, measurable=False)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    versions = read_versions(workspace.texts).versions
    try:
        typed = laid_over(versions, changes)
    except NoSuchPlace as wrong:
        raise WrongChange(str(wrong.args[0])) from None
    if typed.history is None:
        return Answer(None, typed.diagnostics, sources)
    evaluations = Evaluations(workspace, choice=choice, progress=progress)
    alone = [_alone(versions, change) for change in changes]
    answer = weigh(History(checked.value.versions), typed.history, alone, evaluations)
    found = (*typed.diagnostics, *answer.diagnostics)
    if answer.value is None:
        return Answer(None, found, sources)
    parts = zip(changes, answer.value.alone, strict=True)
    tried = tuple(TriedChange(text=change.text, alone=alone) for change, alone in parts)
    return Answer(Tried(weighed=answer.value, changes=tried), found, sources)


_EXAMPLE = '"commitments.restored.expected=at least 96%"'


def _alone(versions: Sequence[TextVersion], change: TypedChange) -> History | None:
    """Return the versions with one change; nothing where it cannot stand without others."""
    try:
        return laid_over(versions, [change]).history
    except NoSuchPlace:
        return None
