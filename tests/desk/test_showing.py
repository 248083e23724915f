"""The example in a book of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from servanda.desk.callers import Caller
from servanda.desk.drafts import draft_written
from servanda.desk.looking import agreements
from servanda.desk.operating_model.changing import changed_since
from servanda.desk.operating_model.seeing import list_models, see_whole_model
from servanda.desk.seeing import see
from servanda.desk.showing import NotOfTheExample, show_example
from servanda.desk.working import workspace_of
from servanda.desk.workshops import see_workshop, workshops_of
from servanda.drafting.workshop_asking import place_named
from servanda.facts.decision import RiskAccepted
from servanda.operating_model.standing import RiskState
from servanda.pipeline.model_words import open_model_desk
from servanda.pipeline.story.workshop import FIRST_DAY_AT_WORK
from servanda.pipeline.workspace import Workspace, find_workspace
from servanda.record.folder import BookFolder
from servanda.record.models import Agreement, OperatingModel, Person
from tests.desk.book import BEGIN, noon
from tests.flow.kept import TEXT

_MODEL = """\
servanda: 1
operating model: acme
title: Operating model of Acme
agreements:
  # Beside the agreement.
  here: .
roles:
  cio: {title: Chief Information Officer, party: IT operations}
services:
  desk:
    title: Service desk
    ambition: A
    mode: 1
    risks:
      recovery:
        title: Nobody recovers the desk
        likelihood: Seldom
        consequence: A day without help
        owner: cio
        treatment: reduce
        raised: 2026-01-05
"""
_TITLES = {"client": "Acme Bank", "provider": "Northwind"}


@pytest.fixture
def running(tmp_path: Path) -> Workspace:
    """A small agreement on files, in place of the example's eighteen months."""
    folder = tmp_path / "running"
    folder.mkdir()
    (folder / "agreement.yaml").write_text(TEXT, "utf-8")
    return find_workspace(folder)


def test_a_person_of_each_party_comes_in(book: BookFolder, running: Workspace) -> None:
    shown = show_example(running, _TITLES, BEGIN)
    for party, mail in shown.people.items():
        person = authenticate(username=mail, password=shown.password)
        assert isinstance(person, Person)
        assert person.organisation.name == _TITLES[party]
        assert len(agreements(Caller(person=person, at=BEGIN))) == 1


def test_shown_again_it_is_the_same_with_a_new_password(
    book: BookFolder, running: Workspace
) -> None:
    before = show_example(running, _TITLES, BEGIN)
    running.cache.mkdir()
    (running.cache / "measured").write_text("since then", "utf-8")
    after = show_example(running, _TITLES, noon("2026-02-04"))
    kept = workspace_of(Agreement.objects.get()).cache / "measured"
    assert kept.read_text("utf-8") == "since then"
    assert after.password != before.password
    (mail, *_) = after.people.values()
    assert authenticate(username=mail, password=after.password) is not None
    assert authenticate(username=mail, password=before.password) is None


def test_its_workshop_was_held_and_ended_with_a_draft(book: BookFolder, running: Workspace) -> None:
    text = running.texts[0].read_text("utf-8")
    running.texts[0].write_text(
        text.replace("restored", "resolve_requests").replace("until: 2026", "until: 2027"), "utf-8"
    )
    shown = show_example(running, _TITLES, BEGIN, workshop=FIRST_DAY_AT_WORK)
    client = Caller(person=Person.objects.get(email=shown.people["client"]), at=BEGIN)
    agreement = Agreement.objects.get().key
    (held,) = workshops_of(see(client, agreement))
    seen = see_workshop(client, agreement, held.key)
    assert seen.is_over
    assert seen.outstanding == ()
    gamed = place_named("metric/gamed")
    assert gamed is not None
    assert len(seen.answers.earlier(gamed)) == 1
    draft = draft_written(client, agreement)
    assert draft.looked.diagnostics == ()
    assert "  at_work_on_the_first_day_trial:\n" in draft.draft.text


def test_a_book_of_others_is_left_alone(book: BookFolder, running: Workspace) -> None:
    show_example(running, _TITLES, BEGIN)
    Person.objects.filter(email="j.smith@example.com").update(email="other@example.com")
    with pytest.raises(NotOfTheExample):
        show_example(running, _TITLES, BEGIN)


def test_the_operating_model_beside_it_is_in_the_book_with_what_was_said(
    book: BookFolder, running: Workspace
) -> None:
    folder = running.texts[0].parent
    (folder / "operating-model.yaml").write_text(_MODEL, "utf-8")
    answer = open_model_desk(folder)
    assert answer.value is not None
    word = RiskAccepted(
        service="desk", risk="recovery", until=date(2026, 6, 30), reason="Rehearsed in June."
    )
    said = answer.value.say(BEGIN, word, person="M. de Vries", role="cio")
    assert said.value is not None
    shown = show_example(running, _TITLES, noon("2026-02-04"))
    client = Person.objects.get(email=shown.people["client"])
    model = OperatingModel.objects.get()
    seen = see_whole_model(Caller(person=client, at=noon("2026-02-05")), model.key)
    assert seen.seat.holds == ("cio",)
    assert [entry.person for entry in seen.journal.entries] == ["M. de Vries", client.name]
    assert seen.standing("desk").risks[0].state is RiskState.ACCEPTED
    _, changed = changed_since(seen.seat.caller, model.key, date(2025, 1, 1), date(2026, 2, 5))
    assert ("risk: Nobody recovers the desk", "accepted") in {
        (each.what, each.after) for each in changed
    }
    kept = seen.opened.reading.sources["operating-model.yaml"].text
    assert "# Beside the agreement." in kept
    assert "here: ." not in kept
    provider = Person.objects.get(email=shown.people["provider"])
    listed = list_models(Caller(person=provider, at=noon("2026-02-05")))
    assert [each.is_own for each in listed] == []
