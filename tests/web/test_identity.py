"""Signing in with an organisation's own identity provider, which runs as a process of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from servanda.desk.callers import Caller
from servanda.desk.joining import invite_colleague
from servanda.record.folder import BookFolder, MistakenBook, create_folder, open_folder
from servanda.record.identities import Identity, providers_of
from servanda.record.models import Organisation, Person
from servanda.record.opening import current_book
from servanda.web.clock import now
from tests.desk.book import PASSWORD, Parties
from tests.desk.post import free_port, running

PEOPLE: dict[str, dict[str, object]] = {
    "meyer": {"email": "A.Meyer@example.com", "email_verified": True, "name": "A. Meyer"},
    "jones": {"email": "c.jones@example.com", "email_verified": True, "name": "C. Jones"},
    "namesake": {"email": "c.jones@example.com", "email_verified": True, "name": "C. Jones"},
    "smith": {"email": "j.smith@example.com", "email_verified": True, "name": "J. Smith"},
    "doubtful": {"email": "a.meyer@example.com", "email_verified": False, "name": "A. Meyer"},
    "nobody": {"name": "Nobody"},
}
_HOME = "/?page=1"
_WHOLE = """\
[identity.acme]
organisation = "a key"
title = "Acme Bank"
issuer = "https://login.acme.example"
client_id = "servanda"
client_secret = "a secret of both"
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of an identity provider with some people."""
    port = free_port()
    claims = [
        word
        for name, said in PEOPLE.items()
        for word in ("--user-claims", json.dumps({"sub": name, **said}))
    ]
    with running("-m", "oidc_provider_mock", "--port", str(port), *claims, port=port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def acme(issuer: str, parties: Parties, book: BookFolder, settings: Settings) -> Organisation:
    """The client's organisation, whose people sign in by it."""
    home: Organisation = parties.client.organisation
    _use(Identity(
        name="acme",
        organisation=home.key,
        title="Acme Bank",
        issuer=issuer,
        client_id="servanda",
        client_secret="a secret of both",
    ), book, settings)  # fmt: skip
    return home


def _use(identity: Identity, book: BookFolder, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = providers_of([identity])
    told = replace(book.settings, identities=(identity,))
    settings.SERVANDA_BOOK = replace(book, settings=told)


def _sign_in(browser: Client, person: str) -> HttpResponseBase:
    """Go to the identity provider, say who one is, and come back with what it says."""
    asked = browser.post("/sign-in/oidc/acme/login/")["Location"]
    assert "code_challenge=" in asked
    said = requests.post(asked, data={"sub": person}, allow_redirects=False, timeout=20)
    back = urlsplit(said.headers["Location"])
    return browser.get(f"{back.path}?{back.query}")


def _is_in(browser: Client) -> bool:
    return bool(browser.get(_HOME).status_code == 200)


def test_an_invited_person_comes_in_without_a_password(
    acme: Organisation, parties: Parties
) -> None:
    invite_colleague(Caller(person=parties.client, at=now()), "a.meyer@example.com")
    for _ in range(2):
        browser = Client()
        assert "Acme Bank" in browser.get("/sign-in/login/").content.decode()
        assert _sign_in(browser, "meyer").status_code == 302
        assert "A. Meyer" in browser.get(_HOME).content.decode()
    meyer = Person.objects.get(email="a.meyer@example.com")
    assert (meyer.organisation, meyer.administers) == (acme, False)
    assert not meyer.has_usable_password()


def test_who_is_there_already_is_known_by_the_address(acme: Organisation, parties: Parties) -> None:
    browser = Client()
    assert _sign_in(browser, "jones").status_code == 302
    assert parties.client.name in browser.get(_HOME).content.decode()
    # Another account with the same address is somebody else, or was taken over.
    other = Client()
    assert _sign_in(other, "namesake").status_code == 403
    assert not _is_in(other)


@pytest.mark.parametrize("person", ["smith", "meyer", "doubtful", "nobody"])
def test_nobody_else_comes_in(acme: Organisation, person: str) -> None:
    """Another organisation's people, who was not invited, and who is not answered for."""
    before = Person.objects.count()
    browser = Client()
    assert _sign_in(browser, person).status_code == 403
    assert not _is_in(browser)
    assert Person.objects.count() == before


def test_an_invitation_of_another_organisation_is_not_taken(
    acme: Organisation, parties: Parties
) -> None:
    Person.objects.filter(pk=parties.provider.pk).update(administers=True)
    parties.provider.refresh_from_db()
    invite_colleague(Caller(person=parties.provider, at=now()), "a.meyer@example.com")
    assert _sign_in(Client(), "meyer").status_code == 403


def test_who_has_left_does_not_come_in(acme: Organisation, parties: Parties) -> None:
    browser = Client()
    _sign_in(browser, "jones")
    assert _is_in(browser)
    Person.objects.filter(pk=parties.client.pk).update(is_active=False)
    assert not _is_in(browser)
    assert _sign_in(Client(), "jones").status_code == 403


def test_an_answer_that_was_not_asked_for_lets_nobody_in(acme: Organisation) -> None:
    """Somebody else's answer, slipped in: the state is not this browser's."""
    asked = Client().post("/sign-in/oidc/acme/login/")["Location"]
    said = requests.post(asked, data={"sub": "jones"}, allow_redirects=False, timeout=20)
    back = urlsplit(said.headers["Location"])
    browser = Client()
    assert browser.get(f"{back.path}?{back.query}").status_code != 302
    assert not _is_in(browser)


def test_an_organisation_lets_its_people_in_so_alone(
    acme: Organisation, book: BookFolder, settings: Settings
) -> None:
    (identity,) = current_book().settings.identities
    said = {"login": "c.jones@example.com", "password": PASSWORD}
    browser = Client()
    browser.post("/sign-in/login/", said)
    assert _is_in(browser)
    _use(replace(identity, only=True), book, settings)
    refused = Client()
    assert b"your own organisation" in refused.post("/sign-in/login/", said).content
    assert not _is_in(refused)
    other = Client()
    other.post("/sign-in/login/", {"login": "j.smith@example.com", "password": PASSWORD})
    assert _is_in(other)
    _sign_in(refused, "jones")
    assert _is_in(refused)


def test_the_own_identity_provider_is_second_factor_enough(acme: Organisation) -> None:
    Organisation.objects.filter(pk=acme.pk).update(requires_second_factor=True)
    browser = Client()
    _sign_in(browser, "jones")
    assert _is_in(browser)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("[identity.Acme]\n", "small letters"),
        ("[identity.acme]\nissuer = 'https://a'\n", "'organisation' has to be a text"),
        ("[identity.acme]\nwho = 'a'\n", "and nothing else"),
        ("identity = 'acme'\n", "has to be tables"),
        (
            _WHOLE.replace("https", "http"),
            "https://",
        ),
    ],
)
def test_settings_that_cannot_be_used_say_why(tmp_path: Path, said: str, why: str) -> None:
    path = create_folder(tmp_path / "book").path / "book.toml"
    before = path.read_text("utf-8")
    path.write_text(said + before if said.startswith("identity") else before + said, "utf-8")
    with pytest.raises(MistakenBook, match=why):
        open_folder(path.parent)
