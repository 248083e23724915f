"""The shapes of workshops on a metric."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from servanda.desk.workshops import WorkshopSeen
from servanda.drafting.workshop_text import QUESTIONS
from servanda.record.models import Workshop
from servanda.web.documents.common import Line
from servanda.web.documents.sessions import SaidDocument

__all__ = [
    "DraftOfWorkshop",
    "NewWorkshop",
    "WorkshopDocument",
    "WorkshopSeenDocument",
    "WorkshopsDocument",
]


class NewWorkshop(Schema):
    """What a workshop is about: an outcome, as people call it."""

    title: Line


class DraftOfWorkshop(Schema):
    """That a workshop is drafted; ``last`` is the number of the last answer looked at."""

    last: int


class WorkshopDocument(Schema):
    """A workshop; ``name`` is what the text is to call its outcome.

    ``is_drafted`` says whether it ended with a draft, which is that of who ended it.
    """

    key: str
    name: str
    title: str
    begun_by: str
    begun_at: datetime
    last: int
    ended_by: str | None
    ended_at: datetime | None
    is_drafted: bool

    @classmethod
    def of(cls, workshop: Workshop) -> WorkshopDocument:
        """Return a workshop's document."""
        return cls(
            key=workshop.key,
            name=workshop.name,
            title=workshop.title,
            begun_by=workshop.begun_by.name,
            begun_at=workshop.begun_at,
            last=workshop.last_number,
            ended_by=workshop.ended_by.name if workshop.ended_by else None,
            ended_at=workshop.ended_at,
            is_drafted=workshop.is_drafted,
        )


class WorkshopsDocument(Schema):
    """The workshops of an agreement: those that go on first, then the latest."""

    workshops: list[WorkshopDocument]


class OpenQuestion(Schema):
    """A question that nobody has answered."""

    name: str
    words: str


class WorkshopSeenDocument(WorkshopDocument):
    """A workshop with everything that was said in it, and what is still open."""

    answers: list[SaidDocument]
    outstanding: list[OpenQuestion]

    @classmethod
    def seen(cls, seen: WorkshopSeen) -> WorkshopSeenDocument:
        """Return the document of a workshop that somebody looks at."""
        said = [each for at in seen.answers.said.values() for each in at]
        return cls(
            **WorkshopDocument.of(seen.workshop).model_dump(),
            answers=[SaidDocument.of(each) for each in sorted(said, key=lambda e: e.number)],
            outstanding=[
                OpenQuestion(name=each, words=QUESTIONS[each]) for each in seen.outstanding
            ],
        )
