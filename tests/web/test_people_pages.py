"""The pages on people, their organisation and account, the calendar and the renewal pack."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from servanda.desk.joining import take_invitation
from servanda.desk.rights import RULES, Concern
from servanda.record.models import AccessToken, Appointment, Person
from servanda.web.clock import now
from tests.desk.book import PASSWORD, UNSIGNED, Parties
from tests.desk.story import play


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content
    return unescape(response.content.decode())


def _sent(client: Client, address: str, status: int = 200, **typed: Any) -> str:  # noqa: ANN401 - as typed
    response = client.post(address, typed, follow=True)
    assert response.status_code == status, response.content
    return unescape(response.content.decode())


def _join(page: str, name: str) -> Person:
    found = re.search(r"/join/([\w-]+)", page)
    assert found
    return take_invitation(found[1], now(), name=name, password=PASSWORD)


def test_people_are_invited_appointed_and_hand_over(parties: Parties) -> None:
    client, at = _browser(parties.client), f"/agreements/{parties.key}/people/"
    page = _page(client, at)
    assert "J. Smith" in page
    refused = _sent(client, f"{at}invite", 422, email="nobody", party="client", role="owner")
    assert "no mail address" in refused
    assert 'value="nobody"' in refused
    told: dict[str, Any] = {"email": "a.meyer@example.com", "party": "client", "role": "analyst"}
    page = _sent(client, f"{at}invite", **told)
    meyer = _join(page, "A. Meyer")
    told["email"] = "b.brown@example.com"
    page = _sent(client, f"{at}invite", **told)
    withdraw = re.search(rf'action="({at}invitations/\w+/withdraw)"', page)
    assert withdraw
    assert "opens nothing any more" in _sent(client, withdraw[1])
    assert "b.brown@example.com" not in _page(client, at)
    assert "A. Meyer is owner now" in _sent(client, f"{at}1/hand-over", person=meyer.key)
    # Who has handed over their only role has no part in it any more.
    assert _page(client, at, 404)
    page = _page(_browser(meyer), at)
    assert "Who held a role before" in page
    assert _sent(_browser(meyer), f"{at}99/end", 404)
    held = Appointment.objects.filter(person=meyer, ended_at__isnull=True)
    assert {each.role for each in held} == {"analyst", "owner"}


def test_only_owners_are_offered_to_change_who_works_on_it(parties: Parties) -> None:
    Appointment.objects.filter(person=parties.client).update(role="viewer")
    page = _page(_browser(parties.client), f"/agreements/{parties.key}/people/")
    assert 'method="post"' not in page


def test_an_organisation_is_administered_on_its_page(parties: Parties) -> None:
    client = _browser(parties.client)
    page = _page(client, "/organisation")
    assert parties.client.organisation.key in page
    page = _sent(client, "/organisation/invite", email="a.meyer@example.com", administers="yes")
    meyer = _join(page, "A. Meyer")
    assert meyer.administers
    page = _sent(client, f"/organisation/people/{meyer.key}/administration", administers="no")
    assert "A. Meyer administers it no longer" in page
    assert "alone until" in _sent(client, f"/organisation/people/{meyer.key}/second-factor")
    # The only owner does not leave without a successor, nor does anybody send themselves away.
    _page(_browser(meyer), "/organisation", 403)
    assert _sent(client, f"/organisation/people/{parties.client.key}/left", 404)
    assert _sent(client, f"/organisation/people/{parties.provider.key}/left", 404)
    refused = _sent(client, f"/organisation/people/{meyer.key}/left", 422, successor=meyer.key)
    assert "nobody of that key works in your organisation" in refused
    assert "has left" in _sent(client, f"/organisation/people/{meyer.key}/left")
    page = _sent(client, "/organisation/second-factor", required="yes")
    assert "Authenticator App" in page
    parties.client.organisation.refresh_from_db()
    assert parties.client.organisation.requires_second_factor


def test_one_chooses_reminders_and_makes_and_ends_tokens(parties: Parties) -> None:
    client = _browser(parties.client)
    said: dict[str, Any] = {"reminders": "weekly", "hour": "7", "about waits": "yes"}
    page = _sent(client, "/account/reminders", **said)
    assert "one letter a week" in page
    parties.client.refresh_from_db()
    assert parties.client.letters_off == ["about to be missed"]
    assert parties.client.letters_hour == 7
    for other in ({"reminders": "hourly"}, {"hour": "x"}):
        assert "Nothing was done" in _sent(client, "/account/reminders", 422, **(said | other))
    wrong = _sent(client, "/account/tokens", 422, name="Import", scopes=["read"], days="x")
    assert 'value="Import"' in wrong
    page = _sent(client, "/account/tokens", name="Import", scopes=["read", "evidence"], days="30")
    secret = re.search(r"<code>(servanda_[\w-]+)</code>", page)
    assert secret
    headers = {"Authorization": f"Bearer {secret[1]}"}
    assert Client().get("/api/v1/me", headers=headers).json()["scopes"] == ["evidence", "read"]
    token = AccessToken.objects.get(name="Import")
    assert secret[1] not in _page(client, "/account")
    _sent(client, f"/account/tokens/{token.key}/revoke")
    assert Client().get("/api/v1/me", headers=headers).status_code == 401
    assert _sent(_browser(parties.provider), f"/account/tokens/{token.key}/revoke", 404)


def test_a_system_is_made_given_a_token_and_a_role_and_ended(parties: Parties) -> None:
    client = _browser(parties.client)
    wrong = _sent(client, "/organisation/systems", 422, name="Nightly import")
    assert "please say what the system is for" in wrong
    assert 'value="Nightly import"' in wrong
    page = _sent(client, "/organisation/systems", name="Nightly import", purpose="Brings tickets.")
    at = re.search(r'href="(/organisation/systems/(\w+)/)"', page)
    assert at
    assert "Brings tickets." in _page(client, at[1])
    assert "1 to 366" in _sent(client, f"{at[1]}tokens", 422, name="t", scopes=["read"], days="x")
    page = _sent(client, f"{at[1]}tokens", name="t", scopes=["read"], days="30")
    secret = re.search(r"<code>(servanda_[\w-]+)</code>", page)
    assert secret
    assert secret[1] not in _page(client, at[1])
    people = f"/agreements/{parties.key}/people/"
    assert "Nightly import (a system)" in _page(client, people)
    page = _sent(client, f"{people}appoint", person=at[2], role="analyst")
    assert "Nightly import is analyst now" in page
    headers = {"Authorization": f"Bearer {secret[1]}"}
    told = Client().get("/api/v1/me", headers=headers).json()
    assert (told["name"], told["is_system"], told["email"]) == ("Nightly import", True, "")
    assert Client().get(f"/api/v1/agreements/{parties.key}", headers=headers).status_code == 200
    for stranger in ("", f"tokens/{AccessToken.objects.get(name='t').key}/revoke", "end"):
        assert _sent(_browser(parties.provider), f"{at[1]}{stranger}", 404)
    token = AccessToken.objects.get(name="t")
    assert "opens nothing any more" in _sent(client, f"{at[1]}tokens/{token.key}/revoke")
    assert Client().get("/api/v1/me", headers=headers).status_code == 401
    _sent(client, "/organisation/systems", name="New import", purpose="Brings tickets.")
    heir = re.search(r'<option value="(\w+)">New import \(a system\)', _page(client, at[1]))
    assert heir
    page = _sent(client, f"{at[1]}end", successor=heir[1])
    assert "Nightly import works no more" in page
    assert 'method="post"' not in page
    (held,) = Appointment.objects.filter(ended_at__isnull=True, person__is_system=True)
    assert (held.person.name, held.role) == ("New import", "analyst")
    assert "Nightly import" in _page(client, "/organisation")


def test_what_a_role_may_do_is_shown_as_it_is_enforced(parties: Parties) -> None:
    page = _page(_browser(parties.provider), "/rights").casefold()
    for rule in RULES.values():
        of_people = rule.concern not in {Concern.ANYBODY, Concern.HOST}
        assert (rule.does in page) is of_people, rule.does


def test_an_agreement_is_taken_in_on_a_page(parties: Parties) -> None:
    client = _browser(parties.provider)
    assert "Take an agreement in" in _page(client, "/?page=1")
    _page(client, "/agreements/new")
    wrong = _sent(client, "/agreements/new", 422, text="servanda: 1\nterm: {}\n", party="provider")
    assert "line 2:" in wrong
    assert "term: {}" in wrong
    text = UNSIGNED.replace("A small desk", "Another desk").replace("\n", "\r\n")
    page = _sent(client, "/agreements/new", text=text, party="provider")
    assert "'Another desk' is in the book" in page
    assert "the client" in page
    Person.objects.filter(pk=parties.client.pk).update(administers=False)
    _page(_browser(parties.client), "/agreements/new", 403)


@pytest.mark.parametrize("address", ["/account", "/rights", "/organisation"])
def test_one_signs_in_first(address: str, parties: Parties) -> None:
    assert Client().get(address)["Location"].startswith("/sign-in/login/")


def test_the_calendar_says_what_waits_and_what_comes(parties: Parties) -> None:
    play(parties)
    client, at = _browser(parties.client), f"/agreements/{parties.key}/calendar/"
    page = _page(client, f"{at}?from=2026-01-01&until=2026-12-31")
    assert "Waits for" in page
    assert 'datetime="2026-12-31"' in page
    file = re.search(r'href="(/api/[^"]+calendar\.ics[^"]*)"', page)
    assert file
    assert client.get(file[1]).content.startswith(b"BEGIN:VCALENDAR")
    for wrong in ("from=soon", "from=2027-01-01&until=2026-01-01"):
        assert 'role="alert"' in _page(client, f"{at}?{wrong}", 422)


def test_the_renewal_pack_rests_on_what_was_handed_over(parties: Parties) -> None:
    client, at = _browser(parties.client), f"/agreements/{parties.key}/renewal/"
    assert "No statement was handed over so far" in _page(client, at, 422)
    play(parties)
    page = _page(client, at)
    assert "10,000.00" in page
    assert "Every period is as its statement was handed over last." in page
    assert "What each line came to" in page
