"""Two sides settled on the same evidence, and what each change alone makes of the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from servanda.agreement.model.agreement import History
from servanda.agreement.read.versions import read_agreement
from servanda.decisions.ending import ended
from servanda.decisions.standing import replay
from servanda.evidence.snapshot import Snapshot, take_snapshot
from servanda.facts.standing import Standing
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import Choice
from servanda.pipeline.inputs import tables_of
from servanda.pipeline.record import Record
from servanda.pipeline.recorded import with_decisions
from servanda.pipeline.refusals import NotComparable
from servanda.pipeline.settling import Settled, settle_measured
from servanda.pipeline.workspace import Workspace
from servanda.settlement.difference import Difference, difference

__all__ = ["Evaluations", "Weighed", "weigh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Hold both sides of a comparison.

    Args:
        before: The one side settled; nothing where there is none to compare with.
        after: The other side settled.
        difference: What differs; without a side before, everything does.
        alone: How much more the client would have paid by each change alone; nothing where it
            cannot stand without others.
    """

    before: Settled | None
    after: Settled
    difference: Difference
    alone: tuple[Quantity | None, ...] = ()


class Evaluations:
    """Settle texts on the same evidence: what is read, and what is measured alike, is so once.

    What the parties decided about the evidence is part of it on every side: relief that was
    granted, figures entered by hand, the end of a stabilization, notice. What they agreed about a
    statement, as an amount in a dispute, is about the text that it was handed over under, and so
    is left out.

    Args:
        place: Where the evidence lies, and the cache.
        decided: Where the record of decisions lies; where the evidence does if not said.
        choice: The periods wanted.
        progress: Told before each step.
    """

    def __init__(
        self,
        place: Workspace,
        *,
        decided: Workspace | None = None,
        choice: Choice | None = None,
        progress: Progress = say_nothing,
    ) -> None:
        self._place = place
        self._decided = decided or place
        self._choice = choice or Choice()
        self._progress = progress
        self._snapshots: dict[str, Snapshot] = {}

    def settled(self, text: History) -> Answer[Settled]:
        """Settle a text on the evidence; refusals as for ``measure``."""
        from servanda.pipeline.running import run  # noqa: PLC0415 - loads the query engine

        snapshot = self._snapshot(text)
        if snapshot.value is None:
            return Answer(None, snapshot.diagnostics)
        standing = self._standing
        evidence = with_decisions(
            snapshot.value, text, standing, self._place.cache, standing.known_at
        )
        text = ended(text, standing)
        answer = run(text, evidence, self._place.cache, self._choice, self._progress)
        found = (*snapshot.diagnostics, *answer.diagnostics)
        if answer.value is None:
            return Answer(None, found)
        measured = replace(answer.value, standing=_about_evidence(standing))
        return Answer(settle_measured(measured, progress=self._progress), found)

    @cached_property
    def _standing(self) -> Standing:
        """How everything stands at the last entry; where nothing can be read, as if unsaid."""
        journal = Record(self._decided.record).journal()
        history = read_agreement(self._decided.texts).history if journal.entries else None
        if history is None:
            return Standing()
        return replay(history, journal.entries, journal.entries[-1].at).standing

    def _snapshot(self, text: History) -> Answer[Snapshot]:
        key = repr(sorted(tables_of(text).items()))
        if key in self._snapshots:
            return Answer(self._snapshots[key])
        place = self._place
        taken = take_snapshot(
            tables_of(text),
            place.evidence,
            place.cache,
            people=place.people,
            progress=self._progress,
        )
        if taken.snapshot is not None:
            self._snapshots[key] = taken.snapshot
        return Answer(taken.snapshot, taken.diagnostics)


def _about_evidence(standing: Standing) -> Standing:
    return Standing(stabilization_ends=standing.stabilization_ends)


def weigh(
    before: History | None,
    after: History,
    alone: Sequence[History | None],
    evaluations: Evaluations,
) -> Answer[Weighed]:
    """Settle two sides, and the one side with each change by itself.

    Args:
        before: The one side's text; nothing to settle the other alone.
        after: The other side's.
        alone: The one side's text with each change by itself; nothing where it does not stand.
        evaluations: Settles on the evidence.

    Returns:
        Both sides, or what is wrong with text or evidence.

    Raises:
        NotComparable: The sides settle in different currencies or rhythms.
        NotSoFar: The evidence reaches no period's end.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    if before is not None:
        _comparable(before, after)
    old: Answer[Settled] = evaluations.settled(before) if before is not None else Answer(None)
    new = evaluations.settled(after)
    found = _once((*old.diagnostics, *new.diagnostics))
    if new.value is None or (before is not None and old.value is None):
        return Answer(None, found)
    if old.value is None:
        nothing = difference((), new.value.statements)
        return Answer(Weighed(before=None, after=new.value, difference=nothing), found)
    differs = difference(old.value.statements, new.value.statements)
    # One change alone is all of them.
    parts = (
        tuple(_alone(old.value, each, evaluations) for each in alone)
        if len(alone) > 1
        else (differs.client_pays_more,) * len(alone)
    )
    weighed = Weighed(before=old.value, after=new.value, difference=differs, alone=parts)
    return Answer(weighed, found)


def _comparable(before: History, after: History) -> None:
    one, other = before.versions[0].settlement, after.versions[0].settlement
    if one.currency != other.currency:
        raise NotComparable("the versions settle in different currencies")
    if (one.rhythm, one.starts_on) != (other.rhythm, other.starts_on):
        raise NotComparable("the versions settle in different periods")


def _alone(old: Settled, text: History | None, evaluations: Evaluations) -> Quantity | None:
    settled = evaluations.settled(text).value if text is not None else None
    if settled is None:
        return None
    return difference(old.statements, settled.statements).client_pays_more


def _once(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple({each.sort_key: each for each in diagnostics}.values())
