"""Nothing is done for who signed in by a form that another site has sent."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from servanda.web.api import api, operations
from servanda.web.pages.addresses import PAGES
from tests.desk.book import Parties

_CHANGING = {"POST", "PUT", "DELETE", "PATCH"}


@pytest.fixture
def browser(parties: Parties) -> Client:
    """Somebody who signed in, before a book that looks for its tokens."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(parties.client)
    return client


def test_no_page_takes_a_form_without_its_token(browser: Client, parties: Parties) -> None:
    places = {"agreement": parties.key, "form": "csv"}
    for page in PAGES:
        path = re.sub(r"^\^|\\|\$$", "", str(page.pattern))
        path = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<str:\1>", path)
        path = re.sub(r"<str:(\w+)>", lambda found: places.get(found[1], "1"), path)
        answer = browser.post(f"/{path}", {"reason": "forged"})
        assert answer.status_code == 403, path
        assert "Nothing was entered" in answer.content.decode(), path


def test_no_operation_is_done_for_a_session_without_its_token(
    browser: Client, parties: Parties
) -> None:
    for method, path, view in operations(api):
        if method not in _CHANGING:
            continue
        filled = re.sub(r"\{\w+\}", "1", path.replace("{agreement}", parties.key))
        answer = browser.generic(method, f"/api/v1{filled}?offset=0", b"{}", "application/json")
        assert answer.status_code in {401, 403}, (method, path, view)
    assert not parties.agreement.entries.exists()
