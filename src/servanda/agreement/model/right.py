"""Rights that a result gives: to an improvement plan, to step in, to end the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.setting import Clause, PartyRole
from servanda.kernel.source import SourceSpan

__all__ = ["Right", "RightKind"]


class RightKind(Enum):
    """What a right is to."""

    IMPROVEMENT_PLAN = "improvement plan"
    ESCALATION = "escalation"
    STEP_IN = "step-in"
    TERMINATION = "termination"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """A right that arises in a period whose result calls for it.

    Args:
        name: Its name.
        title: A reader's name for it, may be empty.
        kind: What it is to.
        held_by: Who may use it.
        when: Where it is true, the right arises.
        arises: The day from which it can be used; absent for the day after the period's end.
        until: The last day on which it can be used; absent where it stands for as long as
            ``when`` is true of the period before.
        notice: How long before it takes effect notice is given; absent for none.
        clause: Place in the signed contract.
    """

    name: str
    title: str
    kind: RightKind
    held_by: PartyRole
    when: Formula
    arises: Formula | None
    until: Formula | None
    notice: Formula | None
    clause: Clause | None
    span: SourceSpan
