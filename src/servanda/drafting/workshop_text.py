"""What a workshop on a metric comes to: an outcome, a measure, and a trial without money."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from servanda.agreement.model.agreement import History

__all__ = ["QUESTIONS", "Worked", "outstanding", "workshop_amendment"]

QUESTIONS: Final[Mapping[str, str]] = {
    "owner": "Which outcome of the business is it, and in which role does somebody own it?",
    "why": "What is it worth to the business?",
    "contributes": "What does the service contribute to it?",
    "measure": "Which measure shows that?",
    "source": "Where does the figure come from, and who can look at it?",
    "influence": "Who can influence it, and who cannot though it looks like it?",
    "gamed": "How could it be gamed, and what would show that?",
    "expected": "Which level would be good in the trial?",
}
"""What a workshop asks, in this order, by the answer's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What a workshop said.

    Args:
        name: Name of the outcome.
        answers: By the name of each question.
        title: What people call the outcome; its name if empty.
    """

    name: str
    answers: Mapping[str, str]
    title: str = ""


def outstanding(worked: Worked) -> tuple[str, ...]:
    """Return the names of the questions that are still open, in their order.

    Example:
        >>> answers = dict.fromkeys(QUESTIONS, "so") | {"gamed": ""}
        >>> outstanding(Worked(name="repairs", answers=answers))
        ('gamed',)
    """
    return tuple(each for each in QUESTIONS if not worked.answers.get(each, "").strip())


def workshop_amendment(history: History, worked: Worked, first_day: date) -> str:
    """Return an amendment with the outcome and a commitment on trial, which moves no money.

    Args:
        history: The agreement; the amendment follows its last one.
        worked: What was said, nothing of it outstanding.
        first_day: First day of the trial.
    """
    said = {name: " ".join(text.split()) for name, text in worked.answers.items()}
    written = {
        name: json.dumps(said[name], ensure_ascii=False) for name in ("owner", "why", "expected")
    }
    remarks = "".join(
        f"# {QUESTIONS[name]} {said[name]}\n"
        for name in ("contributes", "source", "influence", "gamed")
    )
    called = worked.title or worked.name.replace("_", " ")
    title = json.dumps(f"Trial: {called}", ensure_ascii=False)
    outcome = f"    title: {json.dumps(called, ensure_ascii=False)}\n" if worked.title else ""
    return (
        f"{remarks}"
        "# A trial: it is judged and shown, and no money hangs on it.\n"
        "servanda: 1\n"
        f"agreement: {history.latest.identifier}\n"
        f"amends: {{number: {history.latest.amendment + 1}, from: {first_day}, title: {title}}}\n"
        "outcomes:\n"
        f"  {worked.name}:\n{outcome}"
        f"    owner: {written['owner']}\n"
        f"    why: {written['why']}\n"
        f"    measure: {said['measure']}\n"
        "commitments:\n"
        f"  {worked.name}_trial:\n"
        f"    title: {title}\n"
        f"    measure: {said['measure']}\n"
        "    aspect: outcome\n"
        f"    expected: {written['expected']}\n"
        f"    serves: {worked.name}\n"
    )
