"""Letters by a real mail server: invitations, and what waits for a party."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import Message
from pathlib import Path

import pytest
from django.test import Client
from icalendar import Calendar, Event
from pytest_django import Settings

from servanda.desk.background import Sort
from servanda.desk.bringing import add_part, begin_upload
from servanda.desk.callers import Caller
from servanda.desk.joining import (
    invite_colleague,
    invite_first,
    invite_to_agreement,
    take_invitation,
)
from servanda.desk.letter_wishes import (
    LetterWishes,
    Needed,
    NoHour,
    NotAWish,
    wish_letters,
)
from servanda.desk.letters import reminder_letter
from servanda.desk.reading import choose_reading
from servanda.desk.refusals import Mistaken, NotInvited
from servanda.desk.saying import issue_statement, say, submit_evidence
from servanda.desk.worker import Worker
from servanda.desk.working import Entered
from servanda.facts.decision import (
    Attendee,
    EntryReversed,
    GoodwillGiven,
    ReviewPlanned,
    StatementAgreed,
)
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.folder import BookFolder, BookSettings
from servanda.record.models import Job, JobState, JournalEntry, Person, ReminderDue
from servanda.record.queue import put
from tests.desk.book import BEGIN, PASSWORD, UNSIGNED, Parties, noon, two_parties
from tests.desk.post import Post, free_port, post_office
from tests.flow.kept import HEADER, JANUARY
from tests.partnership.pair import TEXT as TALKING

ANSWERED = """\
answers:
  statement: {within: 240 hours, silence means: agreed}
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    """A mail server for all tests here."""
    with post_office(tmp_path_factory.mktemp("post") / "mail") as running:
        yield running


@pytest.fixture
def post(office: Post, book: BookFolder, settings: Settings) -> Post:
    """The mail server, with nothing in it, and a book that hands its mail to it."""
    for each in office.folder.glob("new/*"):
        each.unlink()
    mail = BookSettings(mail=f"smtp://127.0.0.1:{office.port}", mail_from="book@example.com")
    settings.SERVANDA_BOOK = replace(book, settings=mail)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    return office


def _work_off(at: Instant) -> None:
    worker = Worker(now=lambda: at)
    while worker.step():
        pass


def _part(letter: Message, kind: str) -> str:
    assert letter.get_content_type() == "multipart/alternative"
    (found,) = (each for each in letter.walk() if each.get_content_type() == kind)
    content = found.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def _text(letter: Message) -> str:
    return _part(letter, "text/plain")


def _html(letter: Message) -> str:
    return _part(letter, "text/html")


def test_an_invitation_goes_by_mail_and_only_its_reader_can_take_it(
    book: BookFolder, post: Post
) -> None:
    first = invite_first("c.jones@example.com", BEGIN)
    jones = take_invitation(
        first.word, BEGIN, name="C. Jones", organisation="Acme", password=PASSWORD
    )
    invited = invite_colleague(Caller(person=jones, at=BEGIN), "a.meyer@example.com")
    assert (invited.word, invited.link) == ("", "")
    _work_off(BEGIN)
    (letter,) = post.letters()
    assert (letter["To"], letter["From"]) == ("a.meyer@example.com", "book@example.com")
    assert letter["Subject"] == "C. Jones invites you to Servanda"
    assert letter["Auto-Submitted"] == "auto-generated"
    (word,) = re.findall(r"/join/(\S+)", _text(letter))
    assert word not in str(list(Job.objects.values()))
    late = BEGIN.plus_seconds(15 * 86_400)
    with pytest.raises(NotInvited):
        take_invitation(word, late, name="A. Meyer", password=PASSWORD)
    meyer = take_invitation(word, BEGIN, name="A. Meyer", password=PASSWORD)
    assert (meyer.organisation, meyer.administers) == (jones.organisation, False)
    with pytest.raises(NotInvited):
        take_invitation(word, BEGIN, name="A. Meyer", password=PASSWORD)


def test_mail_waits_for_a_server_that_is_down(
    book: BookFolder, post: Post, settings: Settings, tmp_path: Path
) -> None:
    port = free_port()
    settings.EMAIL_PORT = port
    content = {"to": "c.jones@example.com", "subject": "Hello", "text": "Dear C. Jones,\n"}
    job = put(Sort.LETTER.value, content, BEGIN)
    _work_off(BEGIN)
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.WAITING, 1)
    assert "refused" in job.refusal
    with post_office(tmp_path / "mail", port) as later:
        _work_off(BEGIN.plus_seconds(10))
        (letter,) = later.letters()
    assert letter["Message-ID"] == f"<{job.key}@example.com>"
    job.refresh_from_db()
    # What a letter says is not kept once it is gone.
    assert (job.state, job.content) == (JobState.DONE, {})


@pytest.fixture
def written(book: BookFolder) -> Parties:
    """Two parties that answer for statements within ten days."""
    return two_parties(UNSIGNED.replace("terms:\n", f"{ANSWERED}terms:\n", 1))


@pytest.fixture
def issued(written: Parties, post: Post, book: BookFolder) -> Parties:
    """A statement that the client has ten days to answer."""
    parties = written
    (parties.evidence(book.path) / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    submit_evidence(parties.caller("provider", "2026-02-02"), parties.key)
    issue_statement(parties.caller("provider", "2026-02-04"), parties.key, "2026-01")
    _work_off(BEGIN)
    for each in post.folder.glob("new/*"):
        each.unlink()
    return parties


def test_a_party_is_told_when_asked_and_before_its_time_runs_out(
    issued: Parties, post: Post
) -> None:
    _work_off(noon("2026-02-04"))
    (asked,) = post.letters()
    assert asked["To"] == "c.jones@example.com"
    assert asked["Subject"] == "A small desk: statement of 2026-01"
    text = _text(asked)
    assert (
        "- statement of 2026-01, until Sat 14 Feb 2026 13:00 (Europe/Amsterdam); silence means"
        in text
    )
    assert f"http://127.0.0.1:8000/agreements/{issued.key}" in text
    for day, count in (("2026-02-06", 1), ("2026-02-07", 2), ("2026-02-08", 2), ("2026-02-13", 3)):
        _work_off(noon(day))
        _work_off(noon(day).plus_seconds(600))
        assert len(post.letters()) == count, day
    # What was told is not kept, as it may name people.
    assert all(each.content == {} for each in ReminderDue.objects.all())


def test_who_has_answered_is_reminded_of_nothing(issued: Parties, post: Post) -> None:
    _work_off(noon("2026-02-04"))
    assert len(post.letters()) == 1
    statement = JournalEntry.objects.get(act="statement issued").sha256
    agreed = say(
        issued.caller("client", "2026-02-05"), issued.key, StatementAgreed(statement=statement)
    )
    assert isinstance(agreed, Entered)
    _work_off(noon("2026-02-13"))
    assert len(post.letters()) == 1


@pytest.mark.parametrize(
    ("wish", "told_on"),
    [("daily", "2026-02-05"), ("weekly", "2026-02-09"), ("never", "2026-02-05")],
)
def test_one_chooses_how_often_one_is_written_to(
    issued: Parties, post: Post, wish: str, told_on: str
) -> None:
    """Asked on a Wednesday at noon, until Saturday in ten days."""
    wish_letters(issued.caller("client"), LetterWishes(how_often=wish))
    days = []
    for day in range(4, 12):
        _work_off(noon(f"2026-02-{day:02}"))
        if post.letters():
            days.append(f"2026-02-{day:02}")
            break
    assert days == [told_on]


def test_what_is_over_before_next_weeks_letter_comes_with_the_next_days(
    issued: Parties, post: Post
) -> None:
    _work_off(noon("2026-02-04"))
    wish_letters(issued.caller("client"), LetterWishes(how_often="weekly"))
    counts = []
    for day in range(5, 15):
        _work_off(noon(f"2026-02-{day:02}"))
        counts.append(len(post.letters()))
    # Reminded of seven days before on Saturday, it waits for Monday; of the last day, it does not.
    assert counts == [1, 1, 1, 1, 2, 2, 2, 2, 2, 3]


def test_a_letter_a_day_comes_at_ones_hour_by_ones_own_clock(issued: Parties, post: Post) -> None:
    wish_letters(issued.caller("client"), LetterWishes(how_often="daily", hour=8))
    choose_reading(issued.caller("client"), language="", locale="", zone="Asia/Kolkata")
    _work_off(noon("2026-02-04"))
    for clock, count in (("2026-02-05T02:29:00Z", 0), ("2026-02-05T02:30:00Z", 1)):
        _work_off(Instant.parse(clock))
        assert len(post.letters()) == count, clock
    changed = wish_letters(issued.caller("client"), LetterWishes(without=[]))
    assert (changed.reminders, changed.letters_hour) == ("daily", 8)


def test_one_does_without_what_no_right_hangs_on(issued: Parties, post: Post) -> None:
    wish_letters(issued.caller("client"), LetterWishes(without=["waits"]))
    favour = GoodwillGiven(
        favour="weekend", what="A weekend", worth=Quantity.money(500, "EUR"), on=date(2026, 2, 3)
    )
    assert isinstance(say(issued.caller("provider"), issued.key, favour), Entered)
    _work_off(noon("2026-02-04"))
    (letter,) = post.letters()
    # The statement comes in any case: silence decides about it.
    assert "statement of 2026-01" in _text(letter)
    assert "favour" not in _text(letter)
    for name in ("time limits", "own access"):
        with pytest.raises(Needed, match="cannot be switched off"):
            wish_letters(issued.caller("client"), LetterWishes(without=[name]))
    with pytest.raises(Needed, match="can be switched off: waits, about to be missed"):
        wish_letters(issued.caller("client"), LetterWishes(without=["everything"]))


def test_nobody_is_written_to_in_a_way_that_there_is_not(issued: Parties) -> None:
    caller = issued.caller("client")
    with pytest.raises(NotAWish, match="did you mean 'weekly'"):
        wish_letters(caller, LetterWishes(how_often="weakly"))
    with pytest.raises(NoHour, match="0 to 23"):
        wish_letters(caller, LetterWishes(how_often="daily", hour=24))
    issued.client.refresh_from_db()
    assert issued.client.reminders == "at once"


def test_a_letter_is_text_and_html_with_ways_to_answer_and_to_stop_it(
    issued: Parties, post: Post
) -> None:
    _work_off(noon("2026-02-04"))
    (letter,) = post.letters()
    statement = JournalEntry.objects.get(act="statement issued").sha256
    here = f"http://127.0.0.1:8000/agreements/{issued.key}/"
    settings = "http://127.0.0.1:8000/account#letters"
    for address in (f"{here}entries/{statement}", here, settings):
        assert f"{address}\n" in _text(letter)
        assert f'href="{address}"' in _html(letter)
    assert letter["List-Unsubscribe"] == f"<{settings}>"
    browser = Client()
    browser.force_login(issued.client)
    assert browser.get(f"/agreements/{issued.key}/entries/{statement}").status_code == 302


def test_nothing_that_people_write_runs_in_a_letter() -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    told = {
        "agreement": "abc", "title": bad, "what": bad, "due": bad, "silence": bad, "sort": "asked",
    }  # fmt: skip
    person = Person(name=bad, email="j.smith@example.com")
    letter = reminder_letter(person, [told], "https://book")
    assert "<script" not in letter.html
    assert "<img" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert "\n" not in letter.subject


def test_who_forgot_a_password_chooses_another_by_a_letter(issued: Parties, post: Post) -> None:
    browser = Client()
    browser.post("/sign-in/password/reset/", {"email": issued.client.mail_address})
    _work_off(Instant.from_datetime(datetime.now(UTC)))
    (letter,) = (each for each in post.letters() if "password" in each["Subject"])
    found = re.search(r"http://127.0.0.1:8000(/sign-in/password/reset/key/\S+)", _text(letter))
    assert found
    assert found[1] in _html(letter)
    assert found[1] not in str(list(Job.objects.values()))
    page = browser.get(found[1], follow=True)
    at = page.request["PATH_INFO"]
    new = {"password1": f"{PASSWORD} again", "password2": f"{PASSWORD} again"}
    assert browser.post(at, new).status_code == 302
    issued.client.refresh_from_db()
    assert issued.client.check_password(f"{PASSWORD} again")


def test_who_can_still_prevent_it_is_told_once_and_not_every_hour(
    parties: Parties, post: Post, book: BookFolder
) -> None:
    """A ticket of February is still open, and falls due in three hours."""
    begins = Instant.parse("2026-02-10T09:00:00Z")
    rows = "4,2026-02-02T10:00:00Z,2026-02-02T11:00:00Z\n5,2026-02-10T08:00:00Z,\n"
    content = (HEADER + JANUARY + rows).encode()
    caller = Caller(person=parties.provider, at=begins)
    digest = hashlib.sha256(content).hexdigest()
    upload = begin_upload(caller, parties.key, "tickets.csv", len(content), digest)
    add_part(caller, parties.key, upload.key, 0, content)
    for hours in range(6):
        _work_off(begins.plus_seconds(hours * 3600))
        told = [each["To"] for each in post.letters()]
        assert told == ["j.smith@example.com"], hours
    (letter,) = post.letters()
    assert letter["Subject"].startswith("A small desk: 5 of 'restored' is still open; 1,000.00")
    for part in (_text(letter), _html(letter)):
        assert "it, and falls due Tue 10 Feb 2026 13:00 (Europe/Amsterdam)" in part
        assert f"http://127.0.0.1:8000/agreements/{parties.key}/open-period/" in part


def test_guests_look_only(issued: Parties, post: Post) -> None:
    with pytest.raises(MisusedCommand, match="'owner' is no role to invite to"):
        invite_to_agreement(issued.caller("client"), issued.key, "g@example.com", "guest", "owner")


@pytest.fixture
def talking(book: BookFolder) -> Parties:
    """Two parties that promised each other to talk, far from each other."""
    return two_parties(re.sub(r"from: 2026-01-01, until: 2026-12-31", "from: 2026-01-01", TALKING))


def _event(letter: Message) -> tuple[str, Event]:
    """Return what a calendar is told to do, and the event, as it reads them."""
    (part,) = [each for each in letter.walk() if each.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert part.get_param("method") == calendar["METHOD"]
    assert {str(each["TZID"]) for each in calendar.walk("VTIMEZONE")} == {
        "Europe/Amsterdam",
        "Asia/Kolkata",
    }
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return str(calendar["METHOD"]), event


def test_who_is_asked_to_a_review_is_told_when_it_moves_and_when_it_is_called_off(
    talking: Parties, post: Post
) -> None:
    plan = ReviewPlanned(
        review="steering",
        period="2026-H1",
        starts=Instant.parse("2026-06-10T08:00:00Z"),
        ends=Instant.parse("2026-06-10T10:00:00Z"),
        place="Room 4",
        invited=(
            Attendee(party="client", role="CIO", person="E. Vos", address="e.vos@example.com"),
            Attendee(party="provider", role="account executive", address="j.s@example.net"),
            Attendee(party="client", role="contract manager", person="C. Jones"),
        ),
        brings=("The new branch.",),
    )
    moved = replace(
        plan, starts=Instant.parse("2026-06-11T08:00:00Z"), ends=Instant.parse("2026-06-11T10:00Z")
    )
    moved = replace(moved, invited=plan.invited[:1])
    client = talking.caller("client", "2026-05-20")
    say(client, talking.key, plan)
    _work_off(noon("2026-05-20"))
    vos, smith = post.letters()
    assert (vos["To"], smith["To"]) == ("e.vos@example.com", "j.s@example.net")
    assert "2026-06-10 13:30 to 15:30 (Asia/Kolkata, provider)" in vos.as_string()
    assert vos["Reply-To"] == "c.jones@example.com"
    method, first = _event(vos)
    assert method == "REQUEST"
    assert str(first.decoded("DTSTART")) == "2026-06-10 10:00:00+02:00"
    assert str(first["ORGANIZER"]) == "mailto:book@example.com"

    _post_emptied(post)
    entered = say(client, talking.key, moved)
    assert isinstance(entered, Entered)
    _work_off(noon("2026-05-20"))
    vos, smith = post.letters()
    assert "has moved" in vos["Subject"]
    (asks, second), (lets_go, third) = _event(vos), _event(smith)
    assert (asks, lets_go) == ("REQUEST", "CANCEL")
    assert first["UID"] == second["UID"] == third["UID"]
    assert first.decoded("SEQUENCE") < second.decoded("SEQUENCE")
    assert str(second.decoded("DTSTART")) == "2026-06-11 10:00:00+02:00"

    _post_emptied(post)
    for each in JournalEntry.objects.filter(act="review planned").order_by("-number"):
        say(client, talking.key, EntryReversed(entry=each.sha256, reason="Not now."))
    _work_off(noon("2026-05-20"))
    methods = [_event(each)[0] for each in post.letters() if each["To"] == "e.vos@example.com"]
    assert sorted(methods) == ["CANCEL", "REQUEST"]
    assert [each["To"] for each in post.letters()].count("j.s@example.net") == 2


def _post_emptied(post: Post) -> None:
    for each in post.folder.glob("new/*"):
        each.unlink()


def test_nobody_is_written_to_at_an_address_that_there_cannot_be(talking: Parties) -> None:
    plan = ReviewPlanned(
        review="steering",
        period="2026-H1",
        starts=Instant.parse("2026-06-10T08:00:00Z"),
        ends=Instant.parse("2026-06-10T10:00:00Z"),
        invited=(Attendee(party="client", role="CIO", address="e.vos@example.com\nBcc: x@y.z"),),
    )
    with pytest.raises(Mistaken) as refused:
        say(talking.caller("client", "2026-05-20"), talking.key, plan)
    assert [each.code for each in refused.value.diagnostics] == ["D180"]
    assert not JournalEntry.objects.exists()
