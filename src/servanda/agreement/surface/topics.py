"""The topics of looking after services that a contract should cover."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.topics import Topic
from servanda.agreement.surface.shape import Key, Phrase, Record

__all__ = ["TOPICS"]

_MEANINGS: Final = {
    Topic.SUPPORT_HOURS: "When and how the provider can be reached.",
    Topic.ESCALATION: "To whom, and after how long, trouble goes up.",
    Topic.CHANGE: "How services and this agreement are changed.",
    Topic.CONTINUITY: "What happens in a disaster, and how it is rehearsed.",
    Topic.SECURITY: "How systems and the client's data are protected.",
    Topic.REMOTE_WORK: "From where the provider's people may work.",
    Topic.REPORTING: "What is reported, when, and to whom.",
    Topic.REVIEW: "When the parties meet, and about what.",
    Topic.EXIT: "How services go back or on to somebody else.",
}

TOPICS: Final = Record(
    what="list of topics",
    keys=tuple(
        Key(
            name=topic.value,
            holds=Phrase(
                form="a clause of the contract, the rule itself, or 'not covered:' and why",
                example="master 4.2 (a)",
            ),
            meaning=_MEANINGS[topic],
        )
        for topic in Topic
    ),
    example="{support hours: weekdays from 8 to 18, exit: 'not covered: a pilot of six months'}",
)
