"""Nobody learns from any answer that another's agreement, person, upload or request exists."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

import pytest
from django.http import HttpResponse
from django.test import Client

from servanda.desk.background import Sort
from servanda.desk.bringing import begin_upload
from servanda.desk.callers import Caller
from servanda.desk.founding import found_agreement
from servanda.desk.joining import invite_first, invite_to_agreement
from servanda.desk.rights import Concern
from servanda.record.models import Appointment, Job, Organisation, Person
from servanda.web.api import api, operations
from servanda.web.routes import rule_of
from tests.desk.book import BEGIN, PASSWORD, UNSIGNED, Parties, join
from tests.desk.story import play
from tests.web.programs import Program
from tests.web.samples import BODIES, ENTRY

_NOBODY = "q" * 20


class Stranger:
    """An administrator of an organisation that has an agreement of its own in the same book."""

    def __init__(self) -> None:
        home = Organisation.objects.create(name="Others", joined_at=BEGIN.to_datetime())
        self.person = Person.objects.create(
            email="s@example.org", name="S. Stranger", organisation=home, administers=True,
            joined_at=BEGIN.to_datetime(),
        )  # fmt: skip
        self.caller = Caller(person=self.person, at=BEGIN)
        texts = {"agreement.yaml": UNSIGNED}
        self.key = found_agreement(self.caller, texts, "client").key
        self.program = Program(self.person)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
        return self.program.ask(method, path, body, **headers)


@pytest.fixture
def stranger(parties: Parties) -> Stranger:
    """Somebody with an agreement of the same text."""
    return Stranger()


def _same(one: HttpResponse, other: HttpResponse, *, words: Sequence[str] = ()) -> None:
    """Two answers tell the same, but for the words that were asked for."""
    pattern = re.compile("|".join(map(re.escape, words)) if words else r"(?!)")
    told = [pattern.sub("_", each.content.decode()) for each in (one, other)]
    assert one.status_code == other.status_code
    assert told[0] == told[1]


def _in_agreements() -> list[tuple[str, str]]:
    return sorted(
        (method, path)
        for method, path, view in operations(api)
        if rule_of(view).concern is Concern.AGREEMENT
    )


def _filled(path: str, agreement: str) -> str:
    return re.sub(r"\{[a-z]+\}", "1", path.replace("{agreement}", agreement))


@pytest.mark.parametrize("body", [None, {}, b"{", {"nonsense": 1}])
def test_requests_that_make_no_sense_tell_nothing_either(
    body: object, parties: Parties, stranger: Stranger
) -> None:
    for method, path in _in_agreements():
        answers = [
            stranger.ask(method, _filled(path, key), body, **{"Idempotency-Key": f"{path}{key}"})
            for key in (parties.key, _NOBODY)
        ]
        _same(*answers)
        assert answers[0].status_code >= 400


def test_what_is_below_another_agreement_is_not_found_through_ones_own(
    parties: Parties, stranger: Stranger
) -> None:
    play(parties)
    digest = hashlib.sha256(b"x").hexdigest()
    upload = begin_upload(parties.caller("client"), parties.key, "x.csv", 1, digest).key
    at = f"/agreements/{stranger.key}"
    for method, theirs, none in (
        ("GET", f"uploads/{upload}", f"uploads/{_NOBODY}"),
        ("PUT", f"uploads/{upload}?offset=0", f"uploads/{_NOBODY}?offset=0"),
        ("DELETE", "appointments/2", "appointments/987654"),
        ("GET", "statements/2026-01", "statements/2019-01"),
    ):
        one, other = (stranger.ask(method, f"{at}/{each}") for each in (theirs, none))
        assert one.status_code == 404
        _same(one, other)
    assert not Appointment.objects.filter(ended_at__isnull=False).exists()


def test_entries_of_another_agreement_are_unknown_in_ones_own(
    parties: Parties, stranger: Stranger
) -> None:
    play(parties)
    theirs = parties.agreement.entries.order_by("number").values_list("sha256", flat=True)[1]
    for method, path, view in operations(api):
        name = rule_of(view).does.replace(" ", "_")
        if "/agreements/{agreement}/said/" not in path or ENTRY not in json.dumps(BODIES[name]):
            continue
        asked = [
            json.loads(json.dumps(BODIES[name]).replace(ENTRY, each)) for each in (theirs, ENTRY)
        ]
        answers = [stranger.ask(method, _filled(path, stranger.key), each) for each in asked]
        assert answers[0].status_code == 422, name
        _same(*answers, words=(theirs, ENTRY, theirs[:12], ENTRY[:12]))
    seen = [
        stranger.ask("GET", f"/agreements/{stranger.key}/head?seen={each}")
        for each in (theirs, ENTRY)
    ]
    _same(*seen)


def test_lists_and_totals_count_ones_own_alone(parties: Parties, stranger: Stranger) -> None:
    for path in ("/agreements", "/tokens", f"/agreements/{stranger.key}/appointments"):
        told = json.loads(stranger.ask("GET", path).content)
        assert [len(each) for each in told.values() if isinstance(each, list)] == [1]
        assert told.get("total", 1) == 1


def test_a_number_does_not_tell_how_many_others_have(parties: Parties, stranger: Stranger) -> None:
    told = json.loads(stranger.ask("GET", f"/agreements/{stranger.key}/appointments").content)
    assert [each["number"] for each in told["appointments"]] == [1]


def test_people_of_others_are_not_there(parties: Parties, stranger: Stranger) -> None:
    theirs = parties.provider.key
    _same(stranger.ask("DELETE", f"/people/{theirs}"), stranger.ask("DELETE", f"/people/{_NOBODY}"))
    at = f"/agreements/{stranger.key}/appointments"
    bodies = [{"person": each, "role": "viewer"} for each in (theirs, _NOBODY)]
    _same(*(stranger.ask("POST", at, each) for each in bodies))
    token = json.loads(Program(parties.client).ask("GET", "/tokens").content)["tokens"][0]["key"]
    _same(*(stranger.ask("DELETE", f"/tokens/{each}") for each in (token, _NOBODY)))


def test_an_invitation_tells_nothing_of_who_is_in_the_book(
    parties: Parties, stranger: Stranger
) -> None:
    at = f"/agreements/{stranger.key}/invitations"
    for path, more in ((at, {"party": "guest", "role": "viewer"}), ("/invitations", {})):
        emails = (parties.provider.email, "nobody-knows@example.com")
        answers = [stranger.ask("POST", path, {"email": each, **more}) for each in emails]
        assert {each.status_code for each in answers} == {201}
        assert len({frozenset(json.loads(each.content)) for each in answers}) == 1


def test_an_idempotency_key_of_another_is_free(parties: Parties, stranger: Stranger) -> None:
    once, body = {"Idempotency-Key": "nightly"}, {"name": "n", "scopes": ["read"]}
    theirs = Program(parties.client).ask("POST", "/tokens", body, **once)
    own = stranger.ask("POST", "/tokens", {**body, "name": "other"}, **once)
    assert theirs.status_code == own.status_code == 201
    assert json.loads(own.content)["secret"] != json.loads(theirs.content)["secret"]


def test_an_agreement_that_others_have_too_is_taken_in(
    parties: Parties, stranger: Stranger
) -> None:
    body = {"texts": {"agreement.yaml": UNSIGNED}, "party": "provider"}
    assert stranger.ask("POST", "/agreements", body).status_code == 201


def test_a_word_that_was_used_and_one_that_never_was_open_the_same_page(book: object) -> None:
    invited = invite_first("c.jones@example.com", BEGIN)
    founder = join(invited.email, "C. Jones", "Acme", word=invited.word)
    caller = Caller(person=founder, at=BEGIN)
    key = found_agreement(caller, {"agreement.yaml": UNSIGNED}, "client").key
    other = invite_to_agreement(caller, key, "j.smith@example.com", "provider", "owner")
    said = {"name": "X", "organisation": "Y", "password": PASSWORD}
    pages = []
    for word in (invited.word, "never-was", other.word[:-1]):
        page = Client().post(f"/join/{word}", said)
        pages.append((page.status_code, _without_chance(page.content.decode())))
    assert pages[0] == pages[1] == pages[2]
    assert pages[0][0] == 422


def test_signing_in_and_forgetting_a_password_tell_nothing_of_who_is_there(
    parties: Parties,
) -> None:
    known, unknown = parties.client.mail_address, "nobody-knows@example.com"
    for path, more in (
        ("/sign-in/login/", {"password": "wrong"}),
        ("/sign-in/password/reset/", {}),
    ):
        field = "login" if "login" in path else "email"
        answers = [Client().post(path, {field: each, **more}) for each in (known, unknown)]
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].headers.get("Location") == answers[1].headers.get("Location")
        pages = [_without_chance(each.content.decode()) for each in answers]
        assert pages[0].replace(known, "_") == pages[1].replace(unknown, "_")
    (letter,) = Job.objects.filter(does=Sort.PASSWORD.value)
    assert letter.content == {"person": parties.client.key}


def _without_chance(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"', "", page)
