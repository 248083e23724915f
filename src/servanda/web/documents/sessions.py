"""The shapes of sessions in which the support of a service is designed."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from servanda.desk.operating_model.sessions.beginning import Begun
from servanda.desk.operating_model.sessions.ending import Draft
from servanda.desk.operating_model.sessions.seeing import SessionSeen
from servanda.desk.speaking import Answered, Given, News
from servanda.facts.said import Said
from servanda.operating_model.session.design import Design, DesignedCell
from servanda.record.models import DesignSession
from servanda.web.documents.common import Line, Words
from servanda.web.documents.operating_models import DifferenceDocument

__all__ = [
    "AnsweredDocument",
    "DraftOfSession",
    "EndOfSession",
    "NewAnswers",
    "NewSession",
    "NewsDocument",
    "SaidDocument",
    "SessionDocument",
    "SessionSeenDocument",
    "SessionsDocument",
]

_ANSWERS_MOST = 100


class NewSession(Schema):
    """What a session is about: a service by its name, or the title of a new one."""

    service: Line = ""
    title: Line = ""


class NewAnswer(Schema):
    """Something said at a place: `service/used by`, `benefit/1/on`.

    ``seen`` is the number of the last answer at the place that was seen before; what somebody
    else said since then is told.
    """

    place: Line
    value: Words = ""
    seen: int = Field(default=0, ge=0, le=2_000_000_000)

    def given(self) -> Given:
        """Return it as it is said."""
        return Given(place=self.place, value=self.value, seen=self.seen)


class NewAnswers(Schema):
    """What somebody says in a session; all of it is taken, or nothing."""

    answers: list[NewAnswer] = Field(min_length=1, max_length=_ANSWERS_MOST)


class EndOfSession(Schema):
    """How a session ends.

    ``last`` is the number of the last answer that was looked at; ``takes`` says whether its
    design is put into the operating model.
    """

    last: int = Field(ge=0, le=2_000_000_000)
    takes: bool = True


class SaidDocument(Schema):
    """Something that was said; the last at its place stands."""

    number: int
    at: datetime
    by: str
    place: str
    value: str

    @classmethod
    def of(cls, said: Said) -> SaidDocument:
        """Return an answer's document."""
        return cls(
            number=said.number,
            at=said.at.to_datetime(),
            by=said.by,
            place=str(said.place),
            value=said.value,
        )


class SessionDocument(Schema):
    """A session; ``entry`` is the entry by which its design came into the text."""

    key: str
    service: str
    title: str
    begun_by: str
    begun_at: datetime
    last: int
    ended_at: datetime | None
    entry: str

    @classmethod
    def of(cls, session: DesignSession) -> SessionDocument:
        """Return a session's document."""
        return cls(
            key=session.key,
            service=session.service,
            title=session.title,
            begun_by=session.begun_by.name,
            begun_at=session.begun_at,
            last=session.last_number,
            ended_at=session.ended_at,
            entry=session.entry_sha256,
        )

    @classmethod
    def begun(cls, begun: Begun) -> SessionDocument:
        """Return the document of a session that was begun, or that went on already."""
        return cls.of(begun.session)


class SessionsDocument(Schema):
    """The sessions of an operating model: those that go on first, then the latest."""

    sessions: list[SessionDocument]


class OutstandingDocument(Schema):
    """Something that has still to be said, and where."""

    place: str
    words: str


class DesignedCellDocument(Schema):
    """A cell as the room has it, with what helps to decide; ``by`` where it is not from today."""

    process: str
    scope: str
    reference: str
    chosen: str
    performs: str
    because: str
    owner: str
    by: date | None
    questions: list[str]
    left_open: str

    @classmethod
    def of(cls, design: Design, cell: DesignedCell) -> DesignedCellDocument:
        """Return a cell's document."""
        return cls(
            process=cell.process.name,
            scope=design.scope_words(cell),
            reference=cell.reference,
            chosen=cell.chosen,
            performs=cell.performs,
            because=cell.because,
            owner=cell.owner,
            by=cell.by,
            questions=list(cell.guidance.questions),
            left_open=cell.left_open,
        )


class SessionSeenDocument(SessionDocument):
    """A session with everything that was said in it, and what that comes to."""

    answers: list[SaidDocument]
    matrix: list[DesignedCellDocument]
    outstanding: list[OutstandingDocument]

    @classmethod
    def seen(cls, seen: SessionSeen) -> SessionSeenDocument:
        """Return the document of a session that somebody looks at."""
        said = [each for at in seen.design.answers.said.values() for each in at]
        return cls(
            **SessionDocument.of(seen.session).model_dump(),
            answers=[SaidDocument.of(each) for each in sorted(said, key=lambda e: e.number)],
            matrix=[DesignedCellDocument.of(seen.design, each) for each in seen.design.cells],
            outstanding=[
                OutstandingDocument(place=str(each.place), words=each.words)
                for each in seen.outstanding
            ],
        )


class AnsweredDocument(Schema):
    """What became of answers; ``replaced`` is what somebody else had said meanwhile, unseen."""

    said: list[SaidDocument]
    last: int
    replaced: list[SaidDocument]

    @classmethod
    def of(cls, answered: Answered) -> AnsweredDocument:
        """Return the document of answers that were taken."""
        return cls(
            said=[SaidDocument.of(each) for each in answered.said],
            last=answered.last,
            replaced=[SaidDocument.of(each) for each in answered.replaced.values()],
        )


class GuestDocument(Schema):
    """Somebody who is there now, and what they look at."""

    name: str
    looks_at: str


class NewsDocument(Schema):
    """What was said since then, and who is there."""

    said: list[SaidDocument]
    last: int
    here: list[GuestDocument]
    is_over: bool

    @classmethod
    def of(cls, news: News) -> NewsDocument:
        """Return the document of what happened."""
        return cls(
            said=[SaidDocument.of(each) for each in news.said],
            last=news.last,
            here=[GuestDocument(name=each.name, looks_at=each.looks_at) for each in news.here],
            is_over=news.is_over,
        )


class DraftedRiskDocument(Schema):
    """A risk that a session brings."""

    title: str
    likelihood: str
    consequence: str
    owner: str


class ActionDocument(Schema):
    """Something that somebody does by a day."""

    what: str
    owner: str
    by: date


class DraftOfSession(Schema):
    """What a session would put into the operating model; nothing while something is lacking.

    ``last`` is the number of the last answer that it is made of.
    """

    last: int
    outstanding: list[OutstandingDocument]
    differences: list[DifferenceDocument]
    risks: list[DraftedRiskDocument]
    actions: list[ActionDocument]
    texts: dict[str, str]

    @classmethod
    def of(cls, draft: Draft) -> DraftOfSession:
        """Return the document of a draft."""
        drafted = draft.drafted
        return cls(
            last=draft.seen.session.last_number,
            outstanding=[
                OutstandingDocument(place=str(each.place), words=each.words)
                for each in draft.seen.outstanding
            ],
            differences=[DifferenceDocument.of(each) for each in draft.differences],
            risks=[
                DraftedRiskDocument.model_validate(each, from_attributes=True)
                for each in (drafted.risks if drafted else ())
            ],
            actions=[
                ActionDocument.model_validate(each, from_attributes=True)
                for each in (drafted.actions if drafted else ())
            ],
            texts={name: after for name, (_, after) in draft.texts.items()},
        )
