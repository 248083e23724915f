"""Two versions side by side: in words, and in money on evidence that there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from servanda.agreement.favour import ChangedWords, changed_words
from servanda.agreement.model.agreement import History
from servanda.agreement.variants import (
    Part,
    TextVersion,
    Versions,
    differing,
    read_versions,
    variant,
)
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.choosing import Choice
from servanda.pipeline.refusals import NotComparable
from servanda.pipeline.weighing import Evaluations, Weighed, weigh
from servanda.pipeline.workspace import Workspace
from servanda.settlement.difference import Difference

__all__ = ["Change", "Comparison", "changes_between", "compare", "weigh_changes"]

_VARIANTS_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Say what became of one part of the text.

    Args:
        part: The part.
        words: The change in sentences.
        since: From which day it governs.
        alone: What it alone would have changed in what the client pays, over all periods;
            nothing where there is no evidence, or where it cannot stand without others.
    """

    part: Part
    words: tuple[ChangedWords, ...]
    since: date
    alone: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Hold what differs between two versions.

    Args:
        changes: What became of each part that differs.
        money: What it would have changed in money; nothing without evidence.
        not_settled: Why there is no money although evidence was named, in words.
    """

    changes: tuple[Change, ...]
    money: Difference | None = None
    not_settled: str = ""


def compare(
    old: tuple[Workspace, date | None],
    new: tuple[Workspace, date | None],
    *,
    evidence: Workspace | None = None,
    choice: Choice | None = None,
    progress: Progress = say_nothing,
) -> Answer[Comparison]:
    """Compare the versions that govern on two days, of one agreement or of two.

    Args:
        old: Where the older text lies, and the day on which it is looked at; nothing for the last.
        new: The same of the newer one.
        evidence: Where evidence lies, to say what would have changed in money; nothing without.
        choice: The periods of which that is said; all so far if not said.
        progress: Told before each settlement.

    Returns:
        What differs, or what is wrong with the texts or the evidence.

    Raises:
        NotSoFar: The evidence reaches no period's end.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    sides = [read_versions(workspace.texts) for workspace, _ in (old, new)]
    found = diagnosed(sides, (old[0], new[0]))
    if not all(side.versions for side in sides):
        return Answer(None, found)
    before, after = sides[0].at(old[1]), sides[1].at(new[1])
    same = old[0].texts == new[0].texts
    changes = tuple(changes_between(before, after, sides[1] if same else None))
    if evidence is None:
        return Answer(Comparison(changes=changes), found)
    evaluations = Evaluations(evidence, choice=choice, progress=progress)
    try:
        answer = weigh_changes(before, after, changes, evaluations)
    except NotComparable as why:
        return Answer(Comparison(changes=changes, not_settled=str(why)), found)
    if answer.value is None:
        return Answer(None, (*found, *answer.diagnostics))
    valued, weighed = answer.value
    return Answer(Comparison(changes=valued, money=weighed.difference), found)


def weigh_changes(
    before: TextVersion, after: TextVersion, changes: tuple[Change, ...], evaluations: Evaluations
) -> Answer[tuple[tuple[Change, ...], Weighed]]:
    """Settle two versions as if each had governed all the time, and each change alone.

    Raises:
        NotComparable: The newer text does not hold over the older one's days, or the two settle
            in different currencies or rhythms.
    """
    parts = [change.part for change in changes]
    base, whole = variant(before, after, ()), variant(before, after, parts)
    if base is None or whole is None:
        raise NotComparable("the newer text does not hold over the older one's days in force")
    alone = [_with_part(before, after, part) for part in parts[:_VARIANTS_MOST]]
    answer = weigh(History((base,)), History((whole,)), alone, evaluations)
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    values = [*answer.value.alone, *[None] * (len(parts) - len(alone))]
    valued = tuple(
        replace(change, alone=value) for change, value in zip(changes, values, strict=True)
    )
    return Answer((valued, answer.value), answer.diagnostics)


def _with_part(before: TextVersion, after: TextVersion, part: Part) -> History | None:
    found = variant(before, after, (part,))
    return History((found,)) if found is not None else None


def diagnosed(sides: Sequence[Versions], workspaces: Sequence[Workspace]) -> tuple[Diagnostic, ...]:
    """Return mistakes of both sides; warnings are left to ``check``."""
    wrong = [each for side in sides if not side.versions for each in side.diagnostics]
    late = [
        each
        for side, workspace in zip(sides, workspaces, strict=True)
        if side.versions and (checked := check(workspace)).value is None
        for each in checked.diagnostics
    ]
    return tuple({each.sort_key: each for each in (*wrong, *late)}.values())


def changes_between(
    before: TextVersion, after: TextVersion, versions: Versions | None
) -> Iterator[Change]:
    """Yield what became of each part that differs, in the order of the newer text.

    Args:
        before: The older version.
        after: The newer one.
        versions: All versions of their agreement, to say since when each part reads so; nothing
            where they are two agreements.
    """
    for edits in differing(before, after):
        since = _since(edits.part, after, versions)
        words = changed_words(edits, before, after)
        yield Change(part=edits.part, words=words, since=since)


def _since(part: Part, after: TextVersion, versions: Versions | None) -> date:
    """Return the day from which a part has read as it does in the newer version."""
    since = after.effective_from
    for version in reversed(versions.versions if versions else ()):
        if version.effective_from > after.effective_from:
            continue
        if version.parts.get(part) != after.parts.get(part):
            break
        since = version.effective_from
    return since
