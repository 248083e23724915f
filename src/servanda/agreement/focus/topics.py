"""Topics of looking after services: does the text say something about each?"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.focus import diagnostics as found
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.topics import Topic
from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind
from servanda.kernel.source import SourceSpan

__all__ = ["TOPIC_KINDS", "look_at_topics"]

TOPIC_KINDS: dict[Topic, DiagnosticKind] = {
    Topic.SUPPORT_HOURS: found.NO_SUPPORT_HOURS,
    Topic.ESCALATION: found.NO_ESCALATION,
    Topic.CHANGE: found.NO_CHANGE,
    Topic.CONTINUITY: found.NO_CONTINUITY,
    Topic.SECURITY: found.NO_SECURITY,
    Topic.REMOTE_WORK: found.NO_REMOTE_WORK,
    Topic.REPORTING: found.NO_REPORTING,
    Topic.REVIEW: found.NO_REVIEW,
    Topic.EXIT: found.NO_EXIT,
}


def look_at_topics(agreement: Agreement, source_name: str) -> Iterator[Diagnostic]:
    """Yield a note for each topic of which the text says nothing, at the start of the text."""
    start = SourceSpan.start_of(source_name)
    for topic, kind in TOPIC_KINDS.items():
        cover = agreement.topics.get(topic)
        if cover is None:
            yield kind.at(start)
        elif not cover.is_covered and not cover.text:
            yield found.NO_REASON.at(cover.span, topic=topic.value)
