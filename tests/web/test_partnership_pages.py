"""Pages on working together: reviews, incidents, quotations and work, favours."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from servanda.desk.rights import Role
from servanda.record.folder import BookFolder
from servanda.record.models import Appointment, DraftState, JournalEntry, WaitingState
from servanda.reports.reader import Reader
from tests.desk.book import Parties, two_parties
from tests.partnership.pair import TEXT
from tests.web.life import months_ago
from tests.web.programs import Program
from tests.web.programs import told as answered

_NOW = datetime.now(UTC)
_LAST = f"{months_ago(1):%Y-%m}"
_NEXT = f"{_NOW + timedelta(days=31):%Y-%m}" if _NOW.day > 28 else f"{_NOW:%Y-%m}"


def _running(text: str) -> str:
    """Return a text that has been in force for a year."""
    in_force = f"in force: {{from: {months_ago(13)}, notice: 2 months}}"
    return re.sub(r"in force: .*", in_force, text)


@pytest.fixture
def parties(book: BookFolder) -> Parties:
    del book
    return two_parties(_running(TEXT))


def _browser(parties: Parties, party: str) -> Client:
    browser = Client()
    browser.force_login(getattr(parties, party))
    return browser


def _page(client: Client, parties: Parties, below: str, status: int = 200) -> str:
    response = client.get(f"/agreements/{parties.key}/{below}")
    assert response.status_code == status, response.content
    return unescape(response.content.decode())


def _says(
    client: Client, parties: Parties, slug: str, status: int = 302, /, **sent: str
) -> tuple[str, str]:
    """Send a form; return the answer, and the digest of the last entry."""
    response = client.post(f"/agreements/{parties.key}/say/{slug}", sent)
    assert response.status_code == status, response.content.decode()
    last = JournalEntry.objects.order_by("number").last()
    return unescape(response.content.decode()), last.sha256 if last else ""


def _held(client: Client, parties: Parties, **people: str) -> str:
    roles = {"client: contract manager": "C. Jones", "provider: service delivery manager": "J. S."}
    sent = {f"attendance: {role}": who for role, who in {**roles, **people}.items()}
    at = f"{_LAST}-20 10:00"
    response = client.post(
        f"/agreements/{parties.key}/say/review-held",
        {"review": f"monthly {_LAST}", "at": at, "cost": "6 hours", **sent},
    )
    assert response.status_code == 302, response.content.decode()
    return JournalEntry.objects.get(act="review held").sha256


def test_a_review_is_planned_with_those_who_have_to_come(parties: Parties) -> None:
    client = _browser(parties, "client")
    page = _page(client, parties, "partnership/")
    assert "to be planned" in page
    label = next(re.finditer(r"say/review-planned\?review=steering\+([\w-]+)", page))[1]
    form = _page(client, parties, f"say/review-planned?review=steering+{label}")
    assert f"Half-yearly business review of {label}" in form
    assert "CIO of the client" in form
    begins = _NOW + timedelta(days=2)
    sent = {
        "review": f"steering {label}",
        "starts": begins.strftime("%Y-%m-%dT10:00"),
        "ends": begins.strftime("%Y-%m-%dT09:00"),
        "invited: client: CIO": "E. Vos <e.vos@acme.example>",
        "brings": "The new branch.\n\nOur goal: fewer repairs.",
    }
    address = f"/agreements/{parties.key}/say/review-planned"
    refused = client.post(address, sent)
    assert refused.status_code == 422
    page = unescape(refused.content.decode())
    assert 'id="wrong-ends"' in page
    assert 'value="E. Vos <e.vos@acme.example>"' in page
    outsider = {**sent, "ends": begins.strftime("%Y-%m-%dT12:00"), "invited": "carrier: boss: X"}
    refused = client.post(address, outsider)
    assert 'id="wrong-invited"' in refused.content.decode()
    assert not JournalEntry.objects.exists()
    assert client.post(address, {**outsider, "invited": ""}).status_code == 302
    page = _page(client, parties, "partnership/")
    assert "planned" in page
    assert "Asia/Kolkata" in page
    assert "Our goal: fewer repairs." in page
    file = client.get(f"/agreements/{parties.key}/partnership/reviews/steering/{label}.ics")
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert str(event["ATTENDEE"]) == "mailto:e.vos@acme.example"
    _page(client, parties, "partnership/reviews/steering/1999-H1.ics", 404)
    days = _page(client, parties, "calendar/")
    assert f"Half-yearly business review of {Reader().called(label)}" in days


def test_a_review_without_somebody_says_why_it_does_not_count(parties: Parties) -> None:
    client = _browser(parties, "client")
    _held(client, parties, **{"provider: service delivery manager": ""})
    page = _page(client, parties, "partnership/")
    assert "does not count as held" in page
    assert "missing was service delivery manager of the provider" in page


def test_what_a_review_decides_is_followed_until_it_is_done(parties: Parties) -> None:
    client, provider = _browser(parties, "client"), _browser(parties, "provider")
    held = _held(client, parties)
    _says(
        client, parties, "review-minuted", held=held, decisions="Repairs weekly.\nNo more by hand."
    )
    due = f"{_NOW:%Y-%m-%d}"
    _, action = _says(
        client,
        parties,
        "action-agreed",
        comes_from=held,
        what="Tidy the rack.",
        owner="provider",
        role="engineer",
        due=due,
    )
    assert WaitingState.objects.filter(party="provider").count() == 1
    assert "Tidy the rack." in _page(provider, parties, "")
    assert "action-done" not in _page(client, parties, "partnership/")
    assert f"action-done?action={action}" in _page(provider, parties, "partnership/")
    _says(provider, parties, "action-done", action=action, how="It is tidy.")
    page = _page(client, parties, "partnership/")
    assert "Nothing is left to do." in page
    assert "No more by hand." in page
    assert "It is tidy." in page
    assert not WaitingState.objects.exists()


def test_an_incident_is_learned_from_without_asking_who(parties: Parties) -> None:
    client, provider = _browser(parties, "client"), _browser(parties, "provider")
    for number, ago in ((1, timedelta(hours=47)), (2, timedelta(hours=49))):
        restored = (_NOW - ago).isoformat()
        _, asked = _says(
            client,
            parties,
            "incident-review-opened",
            incident=f"INC{number}",
            restored=restored,
            what="Payments stood still.",
            service="payments",
        )
        sent = {"review": asked, "users": "Nobody could pay.", "staff": "No alarm."}
        sent |= {"causes": "A full  disk\nNo alarm", "prevented_by": "An alarm."}
        sent |= {"changes": "An alarm at 80%."}
        line = "2026-02-10 08:40 The queue was full."
        refused, _ = _says(
            provider, parties, "incident-review-published", 422, **sent, timeline=f"{line}\nso"
        )
        assert "line 2: write day, time" in refused
        assert "Nobody could pay." in refused
        _says(provider, parties, "incident-review-published", **sent, timeline=line)
    page = _page(client, parties, "partnership/incidents/")
    assert "Causes that come again" in page
    assert "2 incidents" in page
    assert [each in page for each in (">in time<", ">late<")] == [True, True]
    one = _page(client, parties, "partnership/incidents/1/")
    assert "What would have prevented it" in one
    assert "2026-02-10T07:40:00" in one
    clock = re.search(r'href="([^"]+/cases/review_speed[^"]+)"', one)
    assert clock
    assert client.get(clock[1]).status_code == 200
    _page(client, parties, "partnership/incidents/99/", 404)


def test_work_is_quoted_delivered_and_looked_at(parties: Parties) -> None:
    client, provider = _browser(parties, "client"), _browser(parties, "provider")
    due = f"{_NOW + timedelta(days=9):%Y-%m-%d}"
    _, asked = _says(client, parties, "quotation-asked", what="A new report.")
    assert "to be quoted" in _page(provider, parties, "partnership/quotations/")
    _says(provider, parties, "quotation-given", quotation=asked, price="900", due=due)
    refused, _ = _says(client, parties, "quotation-decided", 422, quotation=asked, accepted="no")
    assert 'id="wrong-reason"' in refused
    _says(client, parties, "quotation-decided", quotation=asked, accepted="yes")
    again, _ = _says(client, parties, "quotation-decided", 422, quotation=asked, accepted="yes")
    assert "is accepted already" in again
    _says(provider, parties, "work-delivered", work=asked)
    missing = "The totals are missing."
    _says(client, parties, "work-accepted", work=asked, accepted="no", reason=missing)
    assert missing in _page(provider, parties, "partnership/quotations/")
    _says(provider, parties, "work-delivered", work=asked)
    _says(client, parties, "work-accepted", work=asked, accepted="yes")
    page = _page(client, parties, "partnership/quotations/")
    assert "Accepted it as done" in page
    assert "€900" in page or "900.00" in page


def test_a_habit_is_pointed_out_and_becomes_a_draft(parties: Parties) -> None:
    client, provider = _browser(parties, "client"), _browser(parties, "provider")
    given = {"favour": "weekend", "what": "A weekend's help.", "worth": "400"}
    year = months_ago(6).year
    days = [f"{months_ago(13) if months_ago(13).year == year else months_ago(6)}"] * 3
    wrong, _ = _says(
        provider, parties, "goodwill-given", 422, **{**given, "favour": "Help!"}, on=days[0]
    )
    assert 'id="wrong-favour"' in wrong
    for day in days:
        _, favour = _says(provider, parties, "goodwill-given", **given, on=day)
        _says(client, parties, "goodwill-acknowledged", goodwill=favour, words="Thank you.")
    page = _page(client, parties, "partnership/goodwill/")
    assert "Given 3 times" in page
    assert "only the provider gave" in page.replace("Only", "only")
    assert "Let it end" in page
    drafted = f"/agreements/{parties.key}/partnership/goodwill/draft"
    assert client.post(drafted, {"favour": "nothing"}).status_code == 422
    assert client.post(drafted, {"favour": "weekend"}).status_code == 302
    assert "weekend_price: 400" in DraftState.objects.get().text
    assert "weekend_price" in _page(client, parties, "text/draft/")
    _says(client, parties, "habit-settled", favour="weekend", way="ends", words="It was enough.")
    assert "it ends" in _page(client, parties, "partnership/goodwill/")


def test_every_entry_leads_to_its_page_and_who_only_looks_says_nothing(parties: Parties) -> None:
    client = _browser(parties, "client")
    held = _held(client, parties)
    _says(client, parties, "review-minuted", held=held, minutes="All is well.")
    for entry in JournalEntry.objects.all():
        response = client.get(f"/agreements/{parties.key}/entries/{entry.sha256}")
        assert "/partnership/" in response["Location"]
        anchor = response["Location"].partition("#")[2]
        assert f'id="{anchor}"' in client.get(response["Location"]).content.decode()
    with CaptureQueriesContext(connection) as few:
        _page(client, parties, "partnership/")
    Appointment.objects.filter(person=parties.client).update(role=Role.VIEWER.value)
    for part in (
        "",
        "outcomes/",
        "incidents/",
        "quotations/",
        "goodwill/",
        "principles/",
        "issues/",
    ):
        page = _page(client, parties, f"partnership/{part}")
        assert page.count("<h1") == page.count('aria-current="page"') == 1
        assert "/say/" not in page
        with CaptureQueriesContext(connection) as queries:
            _page(client, parties, f"partnership/{part}")
        assert len(queries) <= len(few)


def test_an_outcome_is_shown_with_whose_it_is(book: BookFolder) -> None:
    del book
    outcome = (
        "outcomes:\n  learned:\n    owner: Head of Payments\n    measure: review_speed\n"
        "    baseline: {is: 40%, from: 2024-01-01, until: 2024-12-31}\n"
        "    attribution: {client: 30%, provider: {share: 50%, because: alarms are its own}}\n"
    )
    parties = two_parties(_running(TEXT) + outcome)
    page = _page(_browser(parties, "client"), parties, "partnership/outcomes/")
    assert "Owned by Head of Payments (client)." in page
    assert "40% (1 Jan 2024 to 31 Dec 2024)" in page
    assert "provider 50%: alarms are its own" in page
    assert "nobody 20%" in page
    assert "No statement was handed over so far." in page


def test_what_hurts_users_is_eased_and_closed_when_they_say_so(parties: Parties) -> None:
    client, provider = _browser(parties, "client"), _browser(parties, "provider")
    assert "Nobody has said so far" in _page(client, parties, "partnership/pain-points/")
    named = {"group": "branch staff", "what": "<b>Slow</b> mornings", "role": "delivery manager"}
    wrong, _ = _says(
        client, parties, "pain-point-named", 422, **named, owner="provider", users="many"
    )
    assert "write a whole number" in wrong
    assert (
        "&lt;b&gt;Slow"
        in client.post(
            f"/agreements/{parties.key}/say/pain-point-named", {**named, "users": "many"}
        ).content.decode()
    )
    _, pain = _says(client, parties, "pain-point-named", **named, owner="provider", users="140")
    page = _page(provider, parties, "partnership/pain-points/")
    assert "140 users" in page
    assert "to be answered by the provider" in page
    assert "pain-point-confirmed" not in page
    _says(provider, parties, "pain-point-answered", pain_point=pain, words="A second line.")
    _says(provider, parties, "pain-point-eased", pain_point=pain, what="The line is there.")
    page = _page(client, parties, "partnership/pain-points/")
    assert "its users are asked" in page
    wrong, _ = _says(client, parties, "pain-point-confirmed", 422, pain_point=pain, gone="yes")
    assert "nobody says for the users" in wrong
    _says(client, parties, "pain-point-confirmed", pain_point=pain, gone="yes", speaks="head")
    page = _page(client, parties, "partnership/pain-points/")
    assert "said for the users: head" in page
    assert "all gone" in page


def test_a_card_is_public_until_it_is_taken_back(book: BookFolder) -> None:
    del book
    parties = two_parties(
        _running(TEXT).replace(
            "{payments: Payments}",
            "{payments: {title: '<i>Pay</i>', card: {public: yes, not promised: Sundays,"
            " call: [{when: Always, whom: Shift lead, phone: +31 20 555 0100}]}}, desk: Desk}",
        )
    )
    client, provider, nobody = _browser(parties, "client"), _browser(parties, "provider"), Client()
    page = _page(client, parties, "partnership/services/")
    assert "would let it be public" in page
    _says(client, parties, "service-card-made-public", 422, service="desk")
    begins = _NOW + timedelta(days=2)
    window = {
        "service": "payments",
        "starts": begins.strftime("%Y-%m-%d %H:%M"),
        "ends": (begins + timedelta(hours=4)).strftime("%Y-%m-%d %H:%M"),
        "what": "The database moves.",
    }
    _says(provider, parties, "maintenance-announced", **window)
    _, digest = _says(client, parties, "service-card-made-public", service="payments")
    page = _page(provider, parties, "partnership/services/")
    address = next(re.finditer(r'href="(http[^"]*/cards/[^"]+)"', page))[1]
    path = "/cards/" + address.rpartition("/")[2]
    shown = nobody.get(path)
    text = shown.content.decode()
    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "public, max-age=60")
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert "&lt;i&gt;Pay&lt;/i&gt;" in text
    for told in ("+31 20 555 0100", "Shift lead", "Sundays", "The database moves."):
        assert told in text
    assert "EUR" not in text
    assert "C. Jones" not in text
    assert not shown.cookies
    for wrong in (path[:-1], f"{path}0", "/cards/x", "/cards/x.1.2", f"/cards/{parties.key}.2."):
        assert nobody.get(wrong).status_code == 404, wrong
    for form, begin in (("pdf", b"%PDF"), ("html", b"<!doctype html>")):
        answer = client.get(f"/agreements/{parties.key}/partnership/services/payments.{form}")
        assert answer.content[: len(begin)].lower() == begin.lower()
        assert "attachment" in answer.headers["Content-Disposition"]
    _page(client, parties, "partnership/services/payments.exe", 404)
    _page(client, parties, "partnership/services/paymnts.pdf", 404)
    _says(provider, parties, "service-card-taken-back", card=digest)
    gone = nobody.get(path)
    assert (gone.status_code, "no-store" in gone.headers["Cache-Control"]) == (404, True)


def test_a_review_says_what_it_lacks_when_both_work_and_what_was_said_meanwhile(
    parties: Parties,
) -> None:
    client = _browser(parties, "client")
    page = _page(client, parties, "partnership/")
    label = next(re.finditer(r"partnership/reviews/steering/([\w-]+)/", page))[1]
    here = f"partnership/reviews/steering/{label}"
    page = _page(client, parties, f"{here}/")
    assert "No time is agreed" in page
    assert "While you talk" not in page
    _page(client, parties, "partnership/reviews/steering/1999-H1/", 404)
    begins = _NOW + timedelta(days=2)
    sent = {
        "review": f"steering {label}",
        "starts": begins.strftime("%Y-%m-%dT10:00"),
        "ends": begins.strftime("%Y-%m-%dT12:00"),
        "invited: client: CIO": "E. Vos",
    }
    _says(client, parties, "review-planned", **sent)
    page = _page(client, parties, f"{here}/")
    assert "Nobody is named who comes as contract manager of the client" in page
    assert "Nobody who is asked has a mail address here" in page
    head = re.search(r'data-head="(\w+)"', page)
    assert head
    news = f"/agreements/{parties.key}/{here}/news"
    assert client.get(f"{news}?after={head[1]}").status_code == 204
    assert "Asked to come" in client.get(f"{news}?after=").content.decode()
    refused = client.get(f"/agreements/{parties.key}/{here}/pack")
    assert refused.status_code == 422
    assert f"othing of {label} is settled yet" in unescape(refused.content.decode())


def test_minutes_are_typed_live_by_whoever_may_say_them(parties: Parties) -> None:
    client = _browser(parties, "client")
    _held(client, parties)
    page = _page(client, parties, f"partnership/reviews/monthly/{_LAST}/")
    assert f'data-said="/api/v1/agreements/{parties.key}/said/"' in page
    assert "Nothing is minuted yet" in page
    Appointment.objects.filter(person=parties.client).update(role=Role.VIEWER.value)
    page = _page(client, parties, f"partnership/reviews/monthly/{_LAST}/")
    assert "While you talk" not in page
    assert "/say/" not in page


def test_programs_read_how_both_work_together_and_are_refused_in_words(parties: Parties) -> None:
    client, provider = Program(parties.client), Program(parties.provider)
    at = f"/agreements/{parties.key}"
    status, asked = answered(client.ask("POST", f"{at}/said/quotation-asked", {"what": "A desk."}))
    assert status == 201
    quotation = asked["entries"][0]["sha256"]
    due = f"{_NOW + timedelta(days=9):%Y-%m-%d}"
    price = {"quotation": quotation, "price": "900.00 EUR", "due": due}
    assert provider.ask("POST", f"{at}/said/quotation-given", price).status_code == 201
    yes = {"quotation": quotation, "accepted": True}
    assert client.ask("POST", f"{at}/said/quotation-decided", yes).status_code == 201
    status, refused = answered(client.ask("POST", f"{at}/said/quotation-decided", yes))
    assert (status, [each["code"] for each in refused["mistakes"]]) == (422, ["D146"])
    begins = _NOW - timedelta(days=2)
    plan = {
        "review": "monthly",
        "period": _LAST,
        "starts": f"{begins:%Y-%m-%dT%H:00:00Z}",
        "ends": f"{begins + timedelta(hours=1):%Y-%m-%dT%H:00:00Z}",
        "invited": [{"party": "carrier", "role": "boss", "person": "X", "address": "x"}],
    }
    status, refused = answered(client.ask("POST", f"{at}/said/review-planned", plan))
    assert status == 422
    assert [each["code"] for each in refused["mistakes"]] == ["D140", "D180", "D142"]
    status, found = answered(provider.ask("GET", f"{at}/partnership"))
    assert status == 200
    (shown,) = found["quotations"]
    assert (shown["entry_sha256"], shown["price"], shown["accepted"]) == (
        quotation,
        "900.00 EUR",
        True,
    )
    assert [each["what"] for each in found["work"]] == ["A desk."]
    assert {each["review"] for each in found["reviews"]} == {"monthly", "steering"}
    assert all(each["planned_from"] is None for each in found["reviews"])


def test_a_circumstance_calls_a_review_from_its_page(book: BookFolder) -> None:
    del book
    parties = two_parties(_running(TEXT) + "principles:\n  open: Bad news travels first.\n")
    client, provider = _browser(parties, "client"), _browser(parties, "provider")
    day = f"{_NOW:%Y-%m-%d}"
    given = {"principle": "open", "kept": "no", "on": day, "what": "The move came by surprise."}
    _says(client, parties, "example-given", 422, **{**given, "on": "2999-01-01"})
    _says(client, parties, "example-given", **given)
    reported = {"what": "Branches close.", "since": day, "affects": "The desk."}
    _, circumstance = _says(client, parties, "circumstance-reported", **reported)
    _says(provider, parties, "circumstance-answered", circumstance=circumstance, words="Let us.")
    status, told = answered(
        Program(parties.provider).ask("GET", f"/agreements/{parties.key}/partnership")
    )
    assert status == 200
    ((principle,), (changed,)) = told["principles"], told["circumstances"]
    assert [each["kept"] for each in principle["examples"]] == [False]
    assert (changed["what"], changed["answer"]) == ("Branches close.", "Let us.")
    assert [each["is_public"] for each in told["service_cards"]] == [False]
    assert told["outcomes"] == told["case_studies"] == told["strategic_issues"] == []
    page = _page(provider, parties, "partnership/principles/")
    assert "0 kept, 1 departed from" in page
    assert "Let us." in page
    assert "review=steering+called-2" in page
    begins = _NOW + timedelta(days=2)
    planned = {
        "review": "steering called-2",
        "starts": begins.strftime("%Y-%m-%dT10:00"),
        "ends": begins.strftime("%Y-%m-%dT12:00"),
    }
    _says(provider, parties, "review-planned", **planned)
    page = _page(client, parties, "partnership/principles/")
    assert "Half-yearly business review, planned" in page
    address = next(re.finditer(r'href="/agreements/[^"]*/(partnership/[^"]*called-2/)"', page))[1]
    for shown in (address, "partnership/"):
        assert ", called by a changed circumstance: " in _page(client, parties, shown)
        assert "of called-2" not in _page(client, parties, shown)
