"""A draft over past evidence: what would have been paid under it, and under the text before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.typed import laid_over, read_typed
from servanda.agreement.variants import TextVersion, Versions, read_versions
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import Choice
from servanda.pipeline.comparing import Change, changes_between, diagnosed, weigh_changes
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.weighing import Evaluations, Weighed, weigh
from servanda.pipeline.workspace import Workspace, find_workspace

__all__ = ["Backtest", "SinceWithText", "backtest", "find_draft"]


class SinceWithText(MisusedCommand):
    """A first day was named although the other text's days are taken."""

    def __init__(self) -> None:
        super().__init__(
            "--since is for a draft alone: beside another text, both are settled over the days"
            " that the other is in force"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """Hold what a draft would have paid.

    Args:
        weighed: The draft settled, and the text before it if there is one.
        changes: What the draft changes, each with what it alone makes of the money.
    """

    weighed: Weighed
    changes: tuple[Change, ...]


def find_draft(
    path: Path,
    *,
    against: Workspace | None = None,
    evidence: Path | None = None,
    cache: Path | None = None,
) -> Workspace:
    """Find a draft's texts: a folder's, a file's, or an amendment's with all that it amends.

    Args:
        path: The draft.
        against: What it is held against; an amendment that lies elsewhere amends it.
        evidence: Folder of evidence; beside the text by default.
        cache: Folder for what can be computed again; beside the text by default.

    Raises:
        NoAgreement: Nothing there is an agreement.
    """
    if not (path.is_file() and path.name.lower().startswith("amendment-")):
        return find_workspace(path, evidence=evidence, cache=cache)
    folder = path.parent
    if against is not None and against.texts[0].parent != folder:
        return replace(
            against,
            texts=(*against.texts, path),
            evidence=evidence or against.evidence,
            cache=cache or against.cache,
        )
    whole = find_workspace(folder, evidence=evidence, cache=cache)
    names = [each.name for each in whole.texts]
    return replace(whole, texts=whole.texts[: names.index(path.name) + 1])


def backtest(
    draft: Workspace,
    *,
    against: Workspace | None = None,
    since: date | None = None,
    choice: Choice | None = None,
    progress: Progress = say_nothing,
) -> Answer[Backtest]:
    """Settle a draft over past evidence, and the text before it, each as if it had always governed.

    The text before a draft is the one it is held against; without one, the version before its
    last amendment; a text without amendments is settled alone.

    Args:
        draft: Where the draft lies, with the evidence and the cache that are used.
        against: Where the text in force lies; nothing to take what the draft amends.
        since: Of a draft alone, the first day from which it is supposed to govern.
        choice: The periods wanted; all so far if not said.
        progress: Told before each step.

    Returns:
        Both sides, or what is wrong with the texts or the evidence.

    Raises:
        SinceWithText: ``since`` is given, and there is a text to compare with.
        NotComparable: The draft does not hold over the other text's days, or settles in another
            currency or rhythm.
        NotSoFar: The evidence reaches no period's end.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    places = (draft,) if against is None else (against, draft)
    sides = [read_versions(place.texts) for place in places]
    found = diagnosed(sides, places)
    if found or not all(side.versions for side in sides):
        return Answer(None, found)
    evaluations = Evaluations(draft, decided=against, choice=choice, progress=progress)
    after, before = sides[-1].versions[-1], _before(sides)
    if before is None:
        return _alone(after, since, evaluations)
    if since is not None:
        raise SinceWithText
    own = sides[-1] if against is None else None
    changes = tuple(changes_between(before, after, own))
    answer = weigh_changes(before, after, changes, evaluations)
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    valued, weighed = answer.value
    return Answer(Backtest(weighed=weighed, changes=valued), answer.diagnostics)


def _before(sides: Sequence[Versions]) -> TextVersion | None:
    if len(sides) == 2:
        return sides[0].versions[-1]
    own = sides[0].versions
    return own[-2] if len(own) > 1 else None


def _alone(draft: TextVersion, since: date | None, evaluations: Evaluations) -> Answer[Backtest]:
    text = History((draft.agreement,))
    if since is not None:
        typed = laid_over([draft], read_typed([f"in force.from={since}"]))
        if typed.history is None:
            return Answer(None, typed.diagnostics)
        text = typed.history
    answer = weigh(None, text, (), evaluations)
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    return Answer(Backtest(weighed=answer.value, changes=()), answer.diagnostics)
