"""Reading where the contract covers each topic."""

from __future__ import annotations

from servanda.agreement.model.topics import Topic, TopicCover
from servanda.agreement.read.fields import entries_of, text_of
from servanda.agreement.text.node import Node

__all__ = ["read_topics"]

_NOT_COVERED = "not covered"


def read_topics(node: Node | None) -> dict[Topic, TopicCover]:
    """Return how topics are covered; those of which nothing is said are left out."""
    known = {topic.value: topic for topic in Topic}
    covers = {}
    for entry in entries_of(node):
        topic, text = known.get(entry.key.text), text_of(entry.value).strip()
        if topic is None or not text:
            continue
        head, _, reason = text.partition(":")
        covered = head.strip() != _NOT_COVERED
        covers[topic] = TopicCover(
            topic=topic,
            text=text if covered else reason.strip(),
            is_covered=covered,
            span=entry.value.span,
        )
    return covers
