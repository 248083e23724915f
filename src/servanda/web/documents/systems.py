"""The shapes of systems."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from servanda.desk.systems import SystemSeen
from servanda.web.documents.account import TokenDocument
from servanda.web.documents.common import Line

__all__ = ["NewSystem", "SystemDocument", "Systems"]


class NewSystem(Schema):
    """A program that works for one's own organisation: its name, and what it is for."""

    name: Line
    purpose: Line


class SystemDocument(Schema):
    """A system with its tokens, newest first, without their secrets."""

    key: str
    name: str
    purpose: str
    made_at: datetime
    ended_at: datetime | None
    tokens: list[TokenDocument]

    @classmethod
    def of(cls, seen: SystemSeen) -> SystemDocument:
        """Return a system's document."""
        return cls(
            key=seen.system.key,
            name=seen.system.name,
            purpose=seen.system.purpose,
            made_at=seen.system.joined_at,
            ended_at=seen.system.left_at,
            tokens=[TokenDocument.of(each) for each in seen.tokens],
        )


class Systems(Schema):
    """The systems of one's own organisation, by name; those that ended too."""

    systems: list[SystemDocument]
