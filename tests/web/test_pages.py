"""The first pages, as people come to them."""

from __future__ import annotations

from django.test import Client

from servanda.record.folder import BookFolder
from tests.desk.book import Parties


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.content.decode()


def test_one_signs_in_and_nobody_is_offered_to_sign_up(book: BookFolder) -> None:
    client = Client()
    assert client.get("/")["Location"].startswith("/sign-in/login/")
    page = _page(client, "/sign-in/login/")
    assert "by invitation" in page
    assert "signup" not in page


def test_a_person_sees_the_agreements_that_one_has_a_part_in(parties: Parties) -> None:
    client = Client()
    client.force_login(parties.client)
    page = _page(client, "/")
    assert parties.client.name in page
    assert parties.agreement.title in page
    assert "Sign out" in page


def test_the_pages_on_ones_account_are_laid_out_like_the_others(parties: Parties) -> None:
    client = Client()
    client.force_login(parties.client)
    assert 'href="/sign-in/logout/"' in _page(client, "/sign-in/logout/")
    assert "Sign up" not in _page(client, "/sign-in/password/change/")
