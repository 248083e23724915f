"""Second factors and passkeys, as people add them and sign in with them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import struct
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from servanda.desk.callers import Caller
from servanda.desk.joining import invite_colleague, take_invitation
from servanda.desk.organisations import clear_second_factor
from servanda.desk.refusals import NotThere
from servanda.record.folder import BookFolder
from servanda.record.models import Job, Organisation
from servanda.web.clock import now
from tests.desk.book import PASSWORD, Parties
from tests.web.passkey import Passkey

_ADD = "/sign-in/2fa/totp/activate/"
_ASKED = "/sign-in/2fa/authenticate/"
_HOME = "/?page=1"


def _browser() -> Client:
    return Client(SERVER_NAME="localhost")


def _sign_in(browser: Client, parties: Parties) -> str:
    """Sign in with the password, and return where one is led."""
    said = {"login": parties.client.email, "password": PASSWORD}
    response = browser.post("/sign-in/login/", said)
    assert response.status_code == 302, response.content
    return str(response["Location"])


def _opened(browser: Client, path: str) -> Any:  # noqa: ANN401 - what templates were told
    """Return what a page is told that asks for the password once more."""
    asked = browser.get(path)["Location"]
    assert asked.startswith("/sign-in/reauthenticate/")
    assert browser.post(asked, {"password": PASSWORD})["Location"] == path
    return browser.get(path).context


def _code(secret: str) -> str:
    """Return the code of an authenticator app at this moment (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    at = digest[-1] & 0x0F
    number: int = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@pytest.fixture
def secret(parties: Parties) -> str:
    """The secret of an authenticator app that the client's owner has added."""
    browser = _browser()
    assert _sign_in(browser, parties) == "/"
    made: str = _opened(browser, _ADD)["form"].secret
    assert browser.post(_ADD, {"code": "000000"}).status_code == 200
    assert browser.post(_ADD, {"code": _code(made)}).status_code == 302
    return made


def test_with_an_authenticator_app_its_code_is_asked_for(parties: Parties, secret: str) -> None:
    browser = _browser()
    assert _sign_in(browser, parties) == _ASKED
    assert browser.get(_HOME)["Location"].startswith("/sign-in/login/")
    assert browser.get("/api/v1/me").status_code == 401
    assert browser.post(_ASKED, {"code": "123"}).status_code == 200
    code = _code(secret)
    assert browser.post(_ASKED, {"code": code}).status_code == 302
    assert browser.get(_HOME).status_code == 200
    # Who looked over the shoulder has nothing of it.
    again = _browser()
    _sign_in(again, parties)
    assert again.post(_ASKED, {"code": code}).status_code == 200
    assert again.get(_HOME).status_code == 302


def test_each_recovery_code_lets_in_once(parties: Parties, secret: str) -> None:
    kept = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    code = kept.wrap().get_unused_codes()[0]
    browser = _browser()
    assert _sign_in(browser, parties) == _ASKED
    assert browser.post(_ASKED, {"code": code}).status_code == 302
    assert browser.get(_HOME).status_code == 200
    again = _browser()
    _sign_in(again, parties)
    assert again.post(_ASKED, {"code": code}).status_code == 200
    assert again.get(_HOME).status_code == 302


def test_who_lost_a_second_factor_has_it_taken_away_by_a_colleague(
    parties: Parties, secret: str, book: BookFolder
) -> None:
    invited = invite_colleague(
        Caller(person=parties.client, at=now()), "a.meyer@example.com", administers=True
    )
    meyer = take_invitation(invited.word, now(), name="A. Meyer", password=PASSWORD)
    with pytest.raises(NotThere):
        clear_second_factor(Caller(person=parties.provider, at=now()), parties.client.key)
    assert _sign_in(_browser(), parties) == _ASKED
    clear_second_factor(Caller(person=meyer, at=now()), parties.client.key)
    assert _sign_in(_browser(), parties) == "/"
    letter = Job.objects.get(does="letter mailed").content
    assert letter["to"] == parties.client.email
    assert "A. Meyer has taken your second factors" in letter["text"]


def test_secrets_of_second_factors_lie_sealed(parties: Parties, secret: str) -> None:
    kept = json.dumps([each.data for each in Authenticator.objects.all()])
    assert secret not in kept


def test_an_organisation_requires_a_second_factor(parties: Parties) -> None:
    Organisation.objects.filter(pk=parties.client.organisation_id).update(
        requires_second_factor=True
    )
    browser = _browser()
    assert _sign_in(browser, parties) == "/"
    assert browser.get(_HOME)["Location"] == "/sign-in/2fa/"
    assert "authenticator app or a passkey first" in browser.get("/sign-in/2fa/").content.decode()
    refused = browser.get("/api/v1/agreements")
    assert refused.status_code == 403
    assert "second factor" in refused.json()["detail"]
    made = _opened(browser, _ADD)["form"].secret
    assert browser.post(_ADD, {"code": _code(made)}).status_code == 302
    assert browser.get(_HOME).status_code == 200
    assert browser.get("/api/v1/agreements").status_code == 200
    other = _browser()
    other.force_login(parties.provider)
    assert other.get(_HOME).status_code == 200


def _asked(browser: Client) -> Any:  # noqa: ANN401 - JSON
    answer = browser.get(
        "/sign-in/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"}
    )
    return answer.json()["request_options"]


@pytest.fixture
def passkey(parties: Parties) -> Passkey:
    """A passkey that the client's owner has added."""
    browser = _browser()
    _sign_in(browser, parties)
    told = _opened(browser, "/sign-in/2fa/webauthn/add/")
    made = Passkey("http://localhost")
    credential = made.make(told["js_data"]["creation_options"])
    said = {"name": "Telephone", "passwordless": "on", "credential": json.dumps(credential)}
    assert browser.post("/sign-in/2fa/webauthn/add/", said).status_code == 302
    return made


def test_one_signs_in_with_a_passkey_alone(parties: Parties, passkey: Passkey) -> None:
    browser = _browser()
    credential = json.dumps(passkey.sign(_asked(browser)))
    browser.post("/sign-in/2fa/webauthn/login/", {"credential": credential})
    assert parties.client.name in browser.get(_HOME).content.decode()
    # What was signed once is no second way in.
    again = _browser()
    _asked(again)
    again.post("/sign-in/2fa/webauthn/login/", {"credential": credential})
    assert again.get(_HOME).status_code == 302


def test_a_passkey_is_a_second_factor_to_a_password(parties: Parties, passkey: Passkey) -> None:
    browser = _browser()
    assert _sign_in(browser, parties) == _ASKED
    page = browser.get(_ASKED)
    credential = json.dumps(passkey.sign(page.context["js_data"]["request_options"]))
    assert browser.post(_ASKED, {"credential": credential}).status_code == 302
    assert browser.get(_HOME).status_code == 200


@pytest.mark.parametrize("origin", ["http://localhost.example.com", "https://example.com"])
def test_a_passkey_lured_to_another_site_lets_nobody_in(
    parties: Parties, passkey: Passkey, origin: str
) -> None:
    browser = _browser()
    passkey.origin = origin
    credential = json.dumps(passkey.sign(_asked(browser)))
    browser.post("/sign-in/2fa/webauthn/login/", {"credential": credential})
    assert browser.get(_HOME).status_code == 302


def test_the_pages_find_their_scripts(parties: Parties) -> None:
    browser = _browser()
    page = browser.get("/sign-in/login/").content.decode()
    scripts = re.findall(r'<script src="([^"]+)"', page)
    assert "/static/mfa/js/webauthn.js" in scripts
    for each in scripts:
        found = browser.get(each)
        assert (found.status_code, found["Content-Type"]) == (200, "text/javascript")
    for path in (
        "/static/nothing.js",
        "/static/../settings.py",
        "/static/mfa/js",
        "/static//etc/passwd",
    ):
        assert browser.get(path).status_code == 404, path


def test_who_has_left_signs_in_in_no_way(parties: Parties, passkey: Passkey) -> None:
    inside = _browser()
    inside.force_login(parties.client)
    type(parties.client).objects.filter(pk=parties.client.pk).update(is_active=False)
    assert inside.get(_HOME).status_code == 302
    browser = _browser()
    credential = json.dumps(passkey.sign(_asked(browser)))
    browser.post("/sign-in/2fa/webauthn/login/", {"credential": credential})
    assert browser.get(_HOME).status_code == 302
    said = {"login": parties.client.email, "password": PASSWORD}
    browser.post("/sign-in/login/", said)
    assert browser.get(_HOME).status_code == 302
