"""Topics of looking after services that every agreement should say something about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from servanda.kernel.source import SourceSpan

__all__ = ["Topic", "TopicCover"]


class Topic(Enum):
    """What goes wrong without a clause, whatever the figures say."""

    SUPPORT_HOURS = "support hours"
    ESCALATION = "escalation"
    CHANGE = "change"
    CONTINUITY = "continuity"
    SECURITY = "security and client data"
    REMOTE_WORK = "remote work"
    REPORTING = "reporting"
    REVIEW = "review"
    EXIT = "exit"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCover:
    """Say how a topic is covered.

    Args:
        topic: Which.
        text: The clause, the rule itself, or why it is not covered.
        is_covered: Whether anything covers it; if not, the author says why.
        span: Where that stands.
    """

    topic: Topic
    text: str
    is_covered: bool
    span: SourceSpan
