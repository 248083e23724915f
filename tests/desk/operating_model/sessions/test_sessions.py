"""A session in the book: begun, answered by several, looked at, ended."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from servanda.desk.callers import Caller
from servanda.desk.operating_model.changing import NothingDiffers
from servanda.desk.operating_model.seeing import see_whole_model
from servanda.desk.operating_model.sessions.answering import say_in_session
from servanda.desk.operating_model.sessions.beginning import (
    NoSubject,
    UnknownSubject,
    begin_session,
)
from servanda.desk.operating_model.sessions.ending import (
    NotAllSaid,
    close_session,
    end_session,
    look_at_draft_of,
)
from servanda.desk.operating_model.sessions.seeing import news, see_session, sessions_of
from servanda.desk.refusals import NotThere
from servanda.desk.speaking import Given, SaidMeanwhile, SessionOver, Unfit
from servanda.facts.accounted import TextChanged
from servanda.record.models import Person, SessionAnswer
from tests.desk.book import noon
from tests.desk.operating_model.made import ModelParties

DAY = "2026-02-04"
WHOLE = (
    ("person/1/name", "A. Brandt"),
    ("service/ambition", "B"),
    ("service/open owner", "Chief Information Officer"),
    ("service/open by", "2026-09-30"),
    ("benefit/1/expected", "10% fewer kilometres"),
    ("benefit/1/on", "2026-12-31"),
    ("benefit/1/owner", "Head of Fleet"),
)


def as_caller(person: Person, *, seconds: int = 0) -> Caller:
    at = noon(DAY)
    return Caller(person=person, at=replace(at, micros=at.micros + seconds * 1_000_000))


def say(
    modelled: ModelParties, session: str, *given: tuple[str, str], by: Person | None = None
) -> None:
    caller = as_caller(by or modelled.architect)
    say_in_session(caller, modelled.key, session, [Given(place=p, value=v) for p, v in given])


@pytest.fixture
def session(modelled: ModelParties) -> str:
    begun = begin_session(as_caller(modelled.architect), modelled.key, title="Fleet planner")
    assert begun.is_new
    return begun.session.key


def test_a_session_ends_in_the_text_with_its_risks(modelled: ModelParties, session: str) -> None:
    say(modelled, session, *WHOLE)
    draft = look_at_draft_of(as_caller(modelled.colleague), modelled.key, session)
    assert draft.drafted is not None
    assert [each.title for each in draft.drafted.risks] == [
        "Supportability and transition management (application): nobody is accountable"
    ]
    assert [each.what for each in draft.differences if each.what == "service"] == ["service"]
    last = draft.seen.session.last_number
    ended = end_session(as_caller(modelled.architect), modelled.key, session, last=last)
    entry = see_whole_model(as_caller(modelled.owner), modelled.key).journal.entries[-1]
    assert ended.entry_sha256 == entry.sha256
    act = entry.act
    assert isinstance(act, TextChanged)
    assert act.note == "Support model design session on Fleet planner, with A. Brandt"
    seen = see_whole_model(as_caller(modelled.owner), modelled.key)
    service = seen.model.services["fleet_planner"]
    assert [each.expected for each in service.benefits] == ["10% fewer kilometres"]
    assert [each.owner for each in service.risks.values()] == ["cio"]
    assert seen.model.roles["head_of_fleet"].title == "Head of Fleet"
    over = see_session(as_caller(modelled.colleague), modelled.key, session)
    assert over.is_over
    assert over.session.entry_sha256 == entry.sha256
    with pytest.raises(SessionOver):
        say(modelled, session, ("service/used by", "Fleet"))
    with pytest.raises(SessionOver):
        end_session(as_caller(modelled.architect), modelled.key, session, last=last)


def test_what_is_outstanding_keeps_a_session_open(modelled: ModelParties, session: str) -> None:
    with pytest.raises(NotAllSaid) as refused:
        end_session(as_caller(modelled.owner), modelled.key, session, last=1)
    assert refused.value.lacking == (
        "Say who is in the room.",
        "Say where the service is meant to go: A, B or C.",
    )
    assert look_at_draft_of(as_caller(modelled.owner), modelled.key, session).drafted is None


def test_what_was_said_unseen_is_told_and_kept(modelled: ModelParties, session: str) -> None:
    say(modelled, session, ("service/used by", "Fleet"))
    given = [Given(place="service/used by", value="Planners", seen=0)]
    answered = say_in_session(as_caller(modelled.holder), modelled.key, session, given)
    assert answered.replaced["service/used by"].value == "Fleet"
    seen = see_session(as_caller(modelled.owner), modelled.key, session)
    assert seen.design.answers.value("service", "used by") == "Planners"
    place = answered.said[0].place
    assert [each.value for each in seen.design.answers.earlier(place)] == ["Fleet"]
    known = [Given(place="service/used by", value="Drivers", seen=answered.last)]
    assert not say_in_session(as_caller(modelled.owner), modelled.key, session, known).replaced


def test_the_same_answer_again_enters_nothing(modelled: ModelParties, session: str) -> None:
    say(modelled, session, ("service/used by", " Fleet "))
    say(modelled, session, ("service/used by", "Fleet"), by=modelled.holder)
    assert SessionAnswer.objects.filter(session__key=session).count() == 2


def test_answers_that_do_not_fit_change_nothing(modelled: ModelParties, session: str) -> None:
    with pytest.raises(Unfit) as refused:
        say(modelled, session, ("service/used by", "Fleet"), ("service/ambition", "D"), ("x", "y"))
    assert refused.value.wrong == {
        "service/ambition": "'D' is none of these: A, B, C",
        "x": "a session asks nothing there",
    }
    assert SessionAnswer.objects.filter(session__key=session).count() == 1
    given = [Given(place="service/used by", value="Fleet"), Given(place="x", value="y")]
    caller = as_caller(modelled.owner)
    answered = say_in_session(caller, modelled.key, session, given, whole=False)
    assert [each.value for each in answered.said] == ["Fleet"]
    assert list(answered.wrong) == ["x"]


def test_what_slips_in_while_it_is_ended_keeps_it_open(
    modelled: ModelParties, session: str
) -> None:
    say(modelled, session, *WHOLE)
    last = see_session(as_caller(modelled.owner), modelled.key, session).session.last_number
    say(modelled, session, ("service/used by", "Fleet"), by=modelled.colleague)
    with pytest.raises(SaidMeanwhile):
        end_session(as_caller(modelled.owner), modelled.key, session, last=last)


def test_of_a_service_there_is_one_session_at_a_time(modelled: ModelParties, session: str) -> None:
    again = begin_session(as_caller(modelled.owner), modelled.key, title="fleet Planner")
    assert (again.is_new, again.session.key) == (False, session)
    known = begin_session(as_caller(modelled.owner), modelled.key, title="service DESK")
    assert known.session.service == "desk"
    close_session(as_caller(modelled.owner), modelled.key, session)
    assert begin_session(as_caller(modelled.owner), modelled.key, title="Fleet planner").is_new
    listed = sessions_of(as_caller(modelled.colleague), modelled.key)
    assert [(each.service, each.ended_at is None) for each in listed] == [
        ("fleet_planner", True),
        ("desk", True),
        ("fleet_planner", False),
    ]


def test_a_session_is_about_one_service(modelled: ModelParties) -> None:
    caller = as_caller(modelled.architect)
    for wrong in ({}, {"service": "desk", "title": "Desk"}, {"title": "x" * 301}):
        with pytest.raises(NoSubject):
            begin_session(caller, modelled.key, **wrong)
    with pytest.raises(UnknownSubject, match="no service 'dsk'; did you mean 'desk'"):
        begin_session(caller, modelled.key, service="dsk")


def test_a_session_that_says_nothing_new_is_closed_instead(modelled: ModelParties) -> None:
    session = begin_session(as_caller(modelled.architect), modelled.key, service="campaigns")
    key = session.session.key
    say(modelled, key, ("person/1/name", "A. Brandt"), *WHOLE[2:4])
    seen = see_session(as_caller(modelled.architect), modelled.key, key)
    assert seen.outstanding == ()
    draft = look_at_draft_of(as_caller(modelled.architect), modelled.key, key)
    assert draft.texts
    say(modelled, key, ("cell/supportability and transition management/application/accountable",
                        "business"))  # fmt: skip
    close_session(as_caller(modelled.architect), modelled.key, key)
    model = see_whole_model(as_caller(modelled.owner), modelled.key).model
    assert not model.services["campaigns"].steps


def test_news_are_what_others_said_and_who_is_there(modelled: ModelParties, session: str) -> None:
    model = modelled.key
    news(as_caller(modelled.holder), model, session, after=0, looks_at="The service")
    say(modelled, session, ("service/used by", "Fleet"))
    found = news(as_caller(modelled.architect, seconds=6), model, session, after=1)
    assert [(each.number, each.value, each.by) for each in found.said] == [
        (2, "Fleet", modelled.architect.name)
    ]
    assert [(each.name, each.looks_at) for each in found.here] == [("M. de Vries", "The service")]
    later = news(as_caller(modelled.architect, seconds=30), model, session, after=2)
    assert (later.said, later.here, later.last) == ((), (), 2)


def test_a_session_of_another_operating_model_is_none_here(modelled: ModelParties) -> None:
    with pytest.raises(NotThere):
        see_session(as_caller(modelled.owner), modelled.key, "q" * 20)


def test_the_database_keeps_answers_as_they_were_given(
    modelled: ModelParties, session: str
) -> None:
    del modelled
    rows = SessionAnswer.objects.filter(session__key=session)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(value="other")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.delete()


def test_nothing_new_is_refused_and_the_session_goes_on(
    modelled: ModelParties, session: str
) -> None:
    say(modelled, session, *WHOLE)
    last = see_session(as_caller(modelled.owner), modelled.key, session).session.last_number
    end_session(as_caller(modelled.owner), modelled.key, session, last=last)
    again = begin_session(as_caller(modelled.owner), modelled.key, title="Fleet planner").session
    say(modelled, again.key, ("person/1/name", "A. Brandt"), *WHOLE[2:4])
    last = see_session(as_caller(modelled.owner), modelled.key, again.key).session.last_number
    with pytest.raises(NothingDiffers):
        end_session(as_caller(modelled.owner), modelled.key, again.key, last=last)
    assert not see_session(as_caller(modelled.owner), modelled.key, again.key).is_over
