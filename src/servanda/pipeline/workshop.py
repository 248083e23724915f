"""A workshop on a metric, drafted as an amendment and checked."""

from __future__ import annotations

from datetime import date

from servanda.agreement.read.versions import read_texts
from servanda.drafting.workshop_text import QUESTIONS, Worked, outstanding, workshop_amendment
from servanda.pipeline.answer import Answer
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.workspace import Workspace

__all__ = ["NotWorkedOut", "StillOpen", "draft_of_workshop", "drafted_trial"]


class StillOpen(MisusedCommand):
    """A workshop has questions that nobody has answered."""

    def __init__(self, lacking: tuple[str, ...]) -> None:
        questions = "; ".join(f"--{each}: {QUESTIONS[each]}" for each in lacking)
        super().__init__(f"the workshop has still to answer: {questions}")


class NotWorkedOut(MisusedCommand):
    """A workshop of several people has questions that none of them has answered."""

    def __init__(self, lacking: tuple[str, ...]) -> None:
        questions = " ".join(QUESTIONS[each] for each in lacking)
        super().__init__(f"before there can be a draft, please say: {questions}")


def drafted_trial(desk: Desk, worked: Worked, first_day: date) -> str:
    """Return the draft of an amendment that puts a metric on trial, sound or not.

    Args:
        desk: The agreement.
        worked: What was said.
        first_day: First day of the trial.

    Raises:
        NotWorkedOut: A question has no answer.
    """
    lacking = outstanding(worked)
    if lacking:
        raise NotWorkedOut(lacking)
    return workshop_amendment(desk.history, worked, first_day)


def draft_of_workshop(workspace: Workspace, worked: Worked, first_day: date) -> Answer[str]:
    """Return what a workshop comes to as an amendment, if it is sound with the texts before it.

    Args:
        workspace: Where the agreement lies.
        worked: What was said.
        first_day: First day of the trial.

    Raises:
        StillOpen: A question has no answer.
    """
    lacking = outstanding(worked)
    if lacking:
        raise StillOpen(lacking)
    texts = [(path.name, path.read_bytes()) for path in workspace.texts]
    reading = read_texts(texts)
    if reading.history is None:
        return Answer(None, reading.diagnostics)
    drafted = workshop_amendment(reading.history, worked, first_day)
    name = f"amendment-{reading.history.latest.amendment + 1}.yaml"
    looked_at = read_texts([*texts, (name, drafted.encode())])
    own = tuple(each for each in looked_at.diagnostics if each.span.file == name)
    sound = looked_at.history is not None
    return Answer(drafted if sound else None, own, sources={name: drafted})
