"""A workshop on a metric: client and provider answer at two browsers, and draft it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from django.test import Client

from servanda.desk.rights import Role
from servanda.record.models import Appointment, DraftState, Person, Workshop, WorkshopAnswer
from tests.desk.book import Parties

_FIELD = re.compile(r'<input type="hidden" name="((?:was|seen):[^"]+)" value="([^"]*)">')
_SAID = {
    "why": "each repair costs 11 EUR",
    "contributes": "It checks payments before they go.",
    "source": "The platform's day file.",
    "influence": "Provider and branches.",
    "gamed": "By sending repairs back as new payments.",
    "expected": "at least 97%",
}


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[-3000:]
    return unescape(response.content.decode())


def _form(page: str) -> dict[str, str]:
    """Return what a browser without script would send of a page that it has before it."""
    sent = dict(_FIELD.findall(page))
    return sent | {name[4:]: was for name, was in sent.items() if name.startswith("was:")}


def _says(
    client: Client, address: str, page: str, said: Mapping[str, str], status: int = 200
) -> str:
    """Send what somebody changes on a page; return the page that comes of it."""
    sent = _form(page) | {f"metric/{name}": said[name] for name in said}
    response = client.post(f"{address}save", sent, follow=True)
    assert response.status_code == status, response.content.decode()[-3000:]
    return unescape(response.content.decode())


def _last(page: str) -> dict[str, str]:
    """Return what the form that makes a draft says of what was looked at."""
    return dict(re.findall(r'<input type="hidden" name="(last)" value="(\d+)">', page))


def _begun(client: Client, parties: Parties, title: str = "Fewer repairs") -> str:
    begin = f"/agreements/{parties.key}/partnership/workshops/begin"
    return str(client.post(begin, {"title": title})["Location"])


def test_both_sides_answer_and_one_of_them_drafts_the_trial(parties: Parties) -> None:
    client, provider = _browser(parties.client), _browser(parties.provider)
    address = _begun(client, parties)
    assert _begun(provider, parties, " fewer  Repairs ") == address
    assert "Fewer repairs" in _page(provider, f"/agreements/{parties.key}/partnership/outcomes/")
    empty = _page(client, address)
    assert "8 questions are still open" in empty
    _says(client, address, empty, {"owner": "Head of Payments"})
    # The provider's page is from before that; what it did not change takes nothing back.
    page = _says(provider, address, empty, {"measure": "restored", **_SAID})
    assert 'value="Head of Payments"' in page
    assert parties.client.name in page
    assert "Everything is said" in page
    assert "to say" not in page
    unseen = provider.post(f"{address}draft", {"last": "1"})
    assert unseen.status_code == 422
    assert "look at it again, and then end the workshop" in unescape(unseen.content.decode())
    assert client.post(f"{address}draft", _last(page))["Location"].endswith("/text/draft/")
    text = DraftState.objects.get(person=parties.client).text
    assert '  fewer_repairs:\n    title: "Fewer repairs"\n    owner: "Head of Payments"\n' in text
    assert "    measure: restored\n    aspect: outcome\n" in text
    draft = _page(client, f"/agreements/{parties.key}/text/draft/")
    assert 'role="alert"' not in draft
    assert not DraftState.objects.filter(person=parties.provider).exists()


def test_a_workshop_ends_with_its_draft_and_stays_readable(parties: Parties) -> None:
    client, provider = _browser(parties.client), _browser(parties.provider)
    address = _begun(client, parties)
    whole = {"owner": "Head of Payments", "measure": "restored", **_SAID}
    page = _says(client, address, _page(client, address), whole)
    client.post(f"{address}draft", _last(page))
    ended = _page(provider, address)
    assert re.search(rf"Ended .* with a draft by {parties.client.name}\.", ended)
    assert 'value="Head of Payments"' in ended
    assert "Keep it</button>" not in ended
    assert "session.js" not in ended
    assert provider.get(f"{address}latest").json()["is_over"]
    refused = provider.post(f"{address}save", _form(page) | {"metric/why": "less"}, follow=True)
    assert "this workshop has ended" in unescape(refused.content.decode())
    assert provider.post(f"{address}close").status_code == 422
    listed = _page(provider, f"/agreements/{parties.key}/partnership/outcomes/")
    assert f"with a draft by {parties.client.name}" in listed
    # Who lets a draft go, and the other side, make it once more.
    provider.post(f"{address}draft", _last(ended))
    assert DraftState.objects.filter(person=parties.provider).exists()
    assert Workshop.objects.get().ended_by == parties.client
    assert _begun(provider, parties) != address


def test_a_workshop_that_came_to_nothing_is_ended_without_a_draft(parties: Parties) -> None:
    client = _browser(parties.client)
    address = _begun(client, parties)
    page = _says(client, address, _page(client, address), {"owner": "Head of Desk"})
    assert client.post(f"{address}close")["Location"].endswith("/outcomes/")
    ended = _page(client, address)
    assert re.search(rf"Ended .* without a draft, by {parties.client.name}\.", ended)
    assert "Begin another workshop to go on." in ended
    assert "Make the draft" not in ended
    assert client.post(f"{address}draft", _last(page)).status_code == 422
    assert not DraftState.objects.exists()


def test_who_speaks_over_an_unseen_word_is_told_and_it_is_kept(parties: Parties) -> None:
    client, provider = _browser(parties.client), _browser(parties.provider)
    address = _begun(client, parties)
    empty = _page(client, address)
    _says(client, address, empty, {"gamed": "By closing early."})
    page = _says(provider, address, empty, {"gamed": "By not counting reopened ones."})
    assert f"Meanwhile {parties.client.name} had said 'By closing early.' there" in page
    assert "<summary>Said before</summary><ul><li>By closing early." in page
    news = client.get(f"{address}latest?after=1").json()
    assert [(each["by"], each["value"]) for each in news["said"]] == [
        (parties.provider.name, "By not counting reopened ones.")
    ]
    provider.get(f"{address}latest")
    here = client.get(f"{address}latest").json()["here"]
    assert {(each["name"], each["looks_at"]) for each in here} == {
        (parties.client.name, "client"),
        (parties.provider.name, "provider"),
    }
    assert WorkshopAnswer.objects.count() == 2


def test_what_does_not_fit_stands_at_its_field_and_the_rest_is_kept(parties: Parties) -> None:
    client = _browser(parties.client)
    address = _begun(client, parties)
    said = {"owner": "Head of Desk", "measure": "nothing", "first day": "2020-01-01"}
    page = _says(client, address, _page(client, address), said, 422)
    assert "the agreement has no measure called 'nothing'" in page
    assert "2020-01-01 has passed" in page
    assert WorkshopAnswer.objects.get().value == "Head of Desk"
    refused = client.post(f"{address}draft", _last(page))
    assert refused.status_code == 422
    assert "How could it be gamed, and what would show that?" in unescape(refused.content.decode())
    assert not DraftState.objects.exists()


def test_a_workshop_needs_an_outcome_and_is_its_agreements_own(parties: Parties) -> None:
    client = _browser(parties.client)
    begin = f"/agreements/{parties.key}/partnership/workshops/begin"
    refused = client.post(begin, {"title": " "})
    assert refused.status_code == 422
    assert "which outcome of the business it is about" in refused.content.decode()
    assert not Workshop.objects.exists()
    address = _begun(client, parties)
    _page(client, address.replace(Workshop.objects.get().key, "none"), 404)
    Appointment.objects.filter(person=parties.provider).update(role=Role.VIEWER.value)
    looks = _browser(parties.provider)
    assert "Keep it</button>" not in _page(looks, address)
    assert looks.post(f"{address}save", {}).status_code == 403
    assert looks.post(f"{address}draft").status_code == 403
    assert looks.post(f"{address}close").status_code == 403
