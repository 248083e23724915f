"""What one said is taken back where it stands, or its page says why it stands."""

from __future__ import annotations

from datetime import date
from html import unescape

from django.test import Client

from servanda.decisions.diagnostics import STANDS
from servanda.decisions.objections import object_to
from servanda.desk.callers import Caller
from servanda.desk.seeing import see
from servanda.facts.decision import ActionAgreed, EntryReversed, GoodwillGiven, PainPointNamed
from servanda.journal.chain import Speaker
from servanda.kernel.quantity import Quantity
from servanda.reports.clean import one_line
from servanda.web.clock import now
from tests.desk.book import Parties
from tests.desk.story import enter, play

_WORDS = (
    GoodwillGiven(
        favour="helping", what="Help.", worth=Quantity.money(9, "EUR"), on=date(2026, 2, 1)
    ),
    PainPointNamed(group="tellers", what="It is slow.", owner="provider", role="manager"),
    ActionAgreed(what="Tidy.", owner="provider", role="manager", due=date(2026, 3, 1)),
)


def _browser(parties: Parties, party: str) -> Client:
    browser = Client()
    browser.force_login(getattr(parties, party))
    return browser


def test_every_word_of_a_journal_is_taken_back_on_its_page_or_the_page_says_why_not(
    parties: Parties,
) -> None:
    play(parties)
    for act in _WORDS:
        enter(parties, "client", "2026-02-09", act)
    enter(parties, "client", "2026-02-09", EntryReversed(entry=_last(parties), reason="Wrong."))
    free, standing = set(), set()
    pages: dict[tuple[str, str], str] = {}
    for party in ("client", "provider"):
        browser = _browser(parties, party)
        caller = Caller(person=getattr(parties, party), at=now())
        seen = see(caller, parties.key)
        for entry in seen.journal.entries:
            if entry.party != party or entry.sha256 not in seen.standing.entries:
                continue
            address = browser.get(f"/agreements/{parties.key}/entries/{entry.sha256}")["Location"]
            place = (party, address.partition("#")[0])
            if place not in pages:
                pages[place] = unescape(browser.get(place[1]).content.decode())
            speaker = Speaker(party=party, person="C. Jones", role="owner")
            back = EntryReversed(entry=entry.sha256, reason="A slip.")
            found = object_to(seen.history, seen.standing, speaker, back, seen.at)
            is_free = not found
            assert (f"entry={entry.sha256}" in pages[place]) is is_free, (entry.act, found)
            name = type(entry.act).__name__
            if is_free:
                free.add(name)
                continue
            (told,) = found
            assert told.kind is STANDS
            why = one_line(told.arguments["why"])
            assert f'no longer be taken back: <span lang="en">{why}; ' in pages[place]
            standing.add(name)
    assert free == {"GoodwillGiven", "PainPointNamed"}
    assert standing >= {"EvidenceSubmitted", "StatementIssued", "DisputeRaised", "ReliefClaimed"}


def _last(parties: Parties) -> str:
    caller = Caller(person=parties.client, at=now())
    return see(caller, parties.key).journal.entries[-1].sha256


def test_whoever_may_not_take_back_is_told_nothing_of_it(parties: Parties) -> None:
    play(parties)
    provider = _browser(parties, "provider")
    page = provider.get(f"/agreements/{parties.key}/statements/2026-01/").content.decode()
    assert page.count("no longer be taken back") == 1
    client = _browser(parties, "client")
    page = client.get(f"/agreements/{parties.key}/statements/2026-01/").content.decode()
    assert "Ticket 3 is not ours." in page.partition("What your side said here")[2]
