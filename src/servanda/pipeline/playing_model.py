"""What people of the shipped example say about its operating model, and when."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from servanda.facts.decision import Act, ControlShown, GateAgreed, RiskAccepted
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer
from servanda.pipeline.model_words import ModelDesk, open_model_desk, stepping_in
from servanda.pipeline.operating import RECORD

__all__ = ["play_operating_model"]

_ASSISTANT: Final = "campaign_assistant"
_CIO, _LEAD, _MARKETING = (
    ("M. de Vries", "cio"),
    ("L. Bos", "operations_lead"),
    ("A. Brandt", "head_of_marketing"),
)


def _stepped_in(desk: ModelDesk) -> Act:
    return stepping_in(
        desk,
        "payments",
        "incident management",
        on=date(2025, 9, 18),
        asked=date(2025, 9, 8),
        outcome="The bank led the calls for two weeks; Northwind has a second lead on duty since",
    )


_WORDS: Final[tuple[tuple[str, tuple[str, str], Callable[[ModelDesk], Act]], ...]] = (
    ("2025-09-19T09:00:00Z", _LEAD, _stepped_in),
    (
        "2026-01-15T10:30:00Z",
        _CIO,
        lambda _: RiskAccepted(
            service="payments",
            risk="recovery_unowned",
            until=date(2026, 9, 30),
            reason="The move is rehearsed in the summer; IT operations takes it over then",
        ),
    ),
    (
        "2026-03-12T14:00:00Z",
        _LEAD,
        lambda _: GateAgreed(service=_ASSISTANT, process="incident management"),
    ),
    (
        "2026-03-30T15:20:00Z",
        _MARKETING,
        lambda _: GateAgreed(service=_ASSISTANT, process="change management"),
    ),
    (
        "2026-05-04T13:00:00Z",
        _LEAD,
        lambda _: ControlShown(
            service="payments",
            control="access_review",
            on=date(2026, 5, 4),
            evidence="Review of the second quarter",
        ),
    ),
)


def play_operating_model(folder: Path) -> None:
    """Enter what people say about the example's operating model into the journal beside it.

    Args:
        folder: Where the example's texts lie. What was said in an earlier play is said anew.
    """
    shutil.rmtree(folder / RECORD, ignore_errors=True)
    answer = open_model_desk(folder)
    for at, (person, role), act in _WORDS:
        desk = _sound(answer)
        answer = desk.say(Instant.parse(at), act(desk), person=person, role=role)
    _sound(answer)


def _sound(answer: Answer[ModelDesk]) -> ModelDesk:
    assert answer.value is not None, "\n".join(map(str, answer.diagnostics))
    return answer.value
