"""What browsers are told, and how long and how often somebody may try."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client, override_settings

from servanda.desk.appointing import person_left
from servanda.desk.callers import Caller
from servanda.record.folder import BookFolder, BookSettings, create_folder
from servanda.record.models import Person
from servanda.web.clock import now
from servanda.web.hardening import IDLE_MAX, SIGNED_IN_MAX
from servanda.web.signing_in import SealedFactors
from tests.desk.book import PASSWORD, Parties
from tests.web.programs import Program

_NEW = "seven cows under the bridge"
_HOME = "/?page=1"
"""The first page as such: of a single agreement, `/` goes on to its overview."""


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 302),
        ("/health", 200),
        ("/join/never-was", 200),
        ("/sign-in/login/", 200),
        ("/nowhere", 404),
        ("/api/v1/me", 401),
        ("/api/v1/openapi.json", 200),
        ("/api/v1/agreements?limit=0", 401),
        ("/a%00b", 400),
    ],
)
def test_every_answer_says_what_browsers_may_do(path: str, status: int, book: BookFolder) -> None:
    response = Client().get(path)
    assert response.status_code == status
    policy = dict(
        each.split(maxsplit=1) for each in response.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]
    kind = response.headers["Content-Type"]
    assert "json" in kind or "charset=utf-8" in kind


@pytest.mark.parametrize(
    ("method", "path", "host", "status"),
    [
        ("GET", "/nothing", "testserver", 404),
        ("GET", "/agreements/x/nothing", "testserver", 404),
        ("DELETE", "/agreements", "testserver", 405),
        ("GET", "/me", "elsewhere.example", 400),
        ("GET", "/a%00b", "testserver", 400),
    ],
)
def test_what_the_api_knows_nothing_of_is_told_as_it_tells_everything(
    method: str, path: str, host: str, status: int, book: BookFolder
) -> None:
    response = Client(SERVER_NAME=host).generic(method, f"/api/v1{path}")
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == status
    assert ("Allow" in response.headers) is (status == 405)


def test_nobody_is_told_what_was_sent(book: BookFolder) -> None:
    for path in ("/health", "/join/never-was", "/api/v1/me"):
        response = Client().generic("TRACE", path, headers={"X-Asked": "what was sent"})
        assert "what was sent" not in f"{response.headers}{response.content!r}", path


def test_styles_of_a_page_are_the_books_own_files(book: BookFolder) -> None:
    page = Client().get("/join/never-was")
    assert "style-src 'self';" in page.headers["Content-Security-Policy"]
    text = page.content.decode()
    assert "<style" not in text
    assert all(
        each.startswith("/static/") for each in re.findall(r'rel="stylesheet" href="([^"]+)', text)
    )
    assert not re.search(r"<script(?![^>]*(src=|application/json))|\son[a-z]+=|style=", text)


def test_cookies_over_tls_are_of_this_host_alone(tmp_path: Path) -> None:
    folder = create_folder(tmp_path / "b", BookSettings(address="https://example.com")).path
    program = (
        "import json; from servanda.record import settings as s; print(json.dumps({n: getattr(s, n)"
        " for n in dir(s) if n.startswith(('SESSION_C', 'CSRF_C', 'SECURE'))}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "SERVANDA_BOOK": str(folder)},
        check=True,
        capture_output=True,
    )
    said = json.loads(done.stdout)
    for cookie in ("SESSION", "CSRF"):
        assert said[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert said[f"{cookie}_COOKIE_SECURE"] is said[f"{cookie}_COOKIE_HTTPONLY"] is True
        assert said[f"{cookie}_COOKIE_SAMESITE"] == "Lax"
    assert said["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert said["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    assert client.get(_HOME).status_code == 200
    return client


@pytest.mark.parametrize(
    ("kept", "length"), [("seen_at", IDLE_MAX), ("signed_in_at", SIGNED_IN_MAX)]
)
def test_a_session_ends(kept: str, length: timedelta, parties: Parties) -> None:
    client = _signed_in(parties.client)
    for minutes, status in ((-1, 200), (1, 302)):
        session = client.session
        moved = length + timedelta(minutes=minutes)
        session[kept] = now().micros - moved // timedelta(microseconds=1)
        session.save()
        assert client.get(_HOME).status_code == status
    assert client.get(_HOME).status_code == 302


def test_who_left_is_signed_out_everywhere(parties: Parties) -> None:
    colleague = Person.objects.create(
        email="n@example.com", name="N.", organisation=parties.client.organisation,
        joined_at=parties.client.joined_at,
    )  # fmt: skip
    client, program = _signed_in(colleague), Program(colleague)
    person_left(Caller(person=parties.client, at=now()), colleague.key)
    assert client.get(_HOME).status_code == 302
    assert program.ask("GET", "/me").status_code == 401


def test_a_new_password_ends_the_other_sessions(parties: Parties) -> None:
    here, there = _signed_in(parties.client), _signed_in(parties.client)
    said = {"oldpassword": PASSWORD, "password1": _NEW, "password2": _NEW}
    assert here.post("/sign-in/password/change/", said).status_code == 302
    assert here.get(_HOME).status_code == 200
    assert there.get(_HOME).status_code == 302


def test_signing_in_gives_a_new_session(parties: Parties) -> None:
    client = Client()
    client.get("/sign-in/login/")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    said = {"login": parties.client.email, "password": PASSWORD}
    assert client.post("/sign-in/login/", said).status_code == 302
    assert client.session.session_key != before


def test_a_password_is_tried_five_times(parties: Parties, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "servanda.security")
    said = {"login": parties.client.email, "password": "wrong"}
    for _ in range(5):
        assert Client().post("/sign-in/login/", said).status_code == 200
    late = Client().post("/sign-in/login/", {**said, "password": PASSWORD})
    assert late.status_code in {200, 429}
    assert "Too many" in late.content.decode()
    # Nobody else is kept out by it.
    other = {"login": parties.provider.email, "password": PASSWORD}
    assert Client().post("/sign-in/login/", other).status_code == 302
    told = [each.getMessage() for each in caplog.records if each.name == "servanda.security"]
    assert told[:5] == ["sign-in failed"] * 5
    assert told[-1] == f"signed in: {parties.provider.key}"


def test_what_somebody_may_not_do_is_noted(
    parties: Parties, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "servanda.security")
    Program(None).ask("GET", "/me")
    Program(parties.client).ask("GET", "/agreements/a%0aline%20of%20its%20own")
    Program(parties.client).ask("GET", "/agreements/none")
    Program(parties.client, ("read",)).ask("DELETE", "/tokens/none")
    Program(parties.client).ask("POST", "/tokens", {"name": 7, "scopes": "all"})
    told = [each.getMessage() for each in caplog.records if each.name == "servanda.security"]
    assert told == [
        "refused: GET /api/v1/me: AuthenticationError",
        "refused: GET /api/v1/agreements/a%0Aline%20of%20its%20own: NotThere",
        "refused: GET /api/v1/agreements/none: NotThere",
        "refused: DELETE /api/v1/tokens/none: NotInScope",
        "refused: POST /api/v1/tokens: ValidationError",
    ]


def test_one_sees_where_one_is_signed_in_and_signs_out_elsewhere(parties: Parties) -> None:
    said = {"login": parties.client.email, "password": PASSWORD}
    here, there, others = Client(), Client(), Client()
    for browser in (here, there):
        assert browser.post("/sign-in/login/", said).status_code == 302
        assert browser.get(_HOME).status_code == 200
    others.post("/sign-in/login/", {**said, "login": parties.provider.email})
    page = here.get("/account").content.decode()
    assert page.count('data-label="Where">elsewhere') == 1
    assert page.count('data-label="Where">here') == 1
    # Who finds a browser open has to know the password too.
    session = here.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()
    asked = here.post("/account/sessions/end")["Location"]
    assert asked.startswith("/sign-in/reauthenticate/")
    assert there.get(_HOME).status_code == 200
    here.post(asked, {"password": PASSWORD})
    here.post("/account/sessions/end")
    assert there.get(_HOME).status_code == 302
    assert (here.get(_HOME).status_code, others.get(_HOME).status_code) == (200, 200)
    page = here.get("/account").content.decode()
    assert 'data-label="Where">elsewhere' not in page


@pytest.mark.parametrize(
    "password",
    [
        "servanda-agreement",
        "Northwind2026!",
        "J.Smith.Smith1",
        "Northwind Statement",
        "password1234",
    ],
)
def test_a_password_of_the_books_own_words_is_refused(password: str, parties: Parties) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, parties.provider)


@pytest.mark.parametrize("password", [PASSWORD, _NEW, "x" * 30 + "Ü 😀" * 20, "0192837465019283"])
def test_a_password_of_any_composition_is_taken(password: str, parties: Parties) -> None:
    validate_password(password, parties.provider)


def test_no_code_fits_a_second_factor_that_another_secret_has_sealed(
    parties: Parties,
) -> None:
    person = parties.client
    TOTP.activate(person, generate_totp_secret())
    kept = Authenticator.objects.get(user_id=person.pk)
    sealed = kept.data["secret"]
    first = SealedFactors().decrypt(sealed)
    assert first != sealed
    with override_settings(SECRET_KEY="another"):
        others = {SealedFactors().decrypt(sealed) for _ in range(2)}
        assert len(others | {first}) == 3
        assert not TOTP(kept).validate_code("123456")
