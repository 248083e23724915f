"""The example in a book of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from servanda.desk.callers import Caller
from servanda.desk.looking import agreements
from servanda.desk.showing import NotOfTheExample, show_example
from servanda.desk.working import workspace_of
from servanda.pipeline.workspace import Workspace, find_workspace
from servanda.record.folder import BookFolder
from servanda.record.models import Agreement, Person
from tests.desk.book import BEGIN, noon
from tests.flow.kept import TEXT

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


def test_a_book_of_others_is_left_alone(book: BookFolder, running: Workspace) -> None:
    show_example(running, _TITLES, BEGIN)
    Person.objects.filter(email="j.smith@example.com").update(email="other@example.com")
    with pytest.raises(NotOfTheExample):
        show_example(running, _TITLES, BEGIN)
