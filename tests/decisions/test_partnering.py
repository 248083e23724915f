"""What may be said about reviews, incidents, work and favours, by whom and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from servanda.decisions.agenda import AgendaSort, agenda
from servanda.decisions.waiting import waiting
from servanda.facts.decision import (
    Act,
    ActionAgreed,
    ActionDone,
    Attendee,
    EntryReversed,
    GoodwillAcknowledged,
    GoodwillGiven,
    HabitSettled,
    IncidentReviewPublished,
    QuotationAsked,
    QuotationDecided,
    QuotationGiven,
    ReviewMinuted,
    ReviewPlanned,
    Way,
    WorkAccepted,
    WorkDelivered,
    WorkRequested,
)
from servanda.partnership.goodwill import balance, habits, waived_by_habit
from servanda.partnership.state import partnership_of
from tests.decisions.talk import Talk, at, euros, history_of
from tests.partnership.pair import CIO, EXECUTIVE, MANAGER, TEXT, held, opened, published

NOW = "2026-02-03 10:00"
LATER = "2026-02-04 10:00"
HELD = held(CIO, MANAGER, EXECUTIVE, at=at(NOW))
PLAN = ReviewPlanned(
    review="steering",
    period="2026-H1",
    starts=at("2026-03-10 10:00"),
    ends=at("2026-03-10 12:00"),
    invited=(CIO, MANAGER, EXECUTIVE),
)
ACTION = ActionAgreed(what="Tidy.", owner="provider", role="manager", due=date(2026, 3, 1))
GIFT = GoodwillGiven(
    favour="weekend", what="A weekend's help.", worth=euros(500), on=date(2026, 2, 1)
)


def talk() -> Talk:
    return Talk(history_of(TEXT))


def asked_for(found: Talk) -> list[tuple[str, str, str]]:
    return [(each.party, each.does, each.what) for each in waiting(found.book, found.standing)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"review": "stering"}, "D144"),
        ({"period": "2026-Q1"}, "D141"),
        ({"period": "2027-H1"}, "D141"),
        ({"period": "9999-H1"}, "D141"),
        ({"period": "soon"}, "D141"),
        ({"invited": (Attendee(party="cardnet", role="CEO", person="K. Third"),)}, "D140"),
        ({"starts": at("2026-02-02 10:00")}, "D142"),
        ({"ends": at("2026-03-10 10:00")}, "D148"),
    ],
)
def test_a_plan_that_cannot_be_says_why(changes: dict[str, object], code: str) -> None:
    act = replace(PLAN, **changes)  # type: ignore[arg-type] # any field may be changed
    assert talk().codes(NOW, "client", act) == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"attendance": ()}, "D143"),
        ({"attendance": (replace(CIO, person=" "),)}, "D143"),
        ({"attendance": (replace(CIO, party="cardnet"),)}, "D140"),
        ({"at": at("2026-02-03 10:01")}, "D026"),
    ],
)
def test_a_review_that_was_not_so_says_why(changes: dict[str, object], code: str) -> None:
    act = replace(HELD, **changes)  # type: ignore[arg-type] # any field may be changed
    assert talk().codes(NOW, "client", act) == [code]


def test_a_review_is_planned_held_minuted_and_not_held_twice() -> None:
    found = talk()
    plan = found.say(NOW, "client", PLAN)
    moved = replace(PLAN, starts=at("2026-03-11 10:00"), ends=at("2026-03-11 12:00"))
    found.say(NOW, "provider", moved)
    days = agenda(found.book, found.standing, date(2026, 2, 1), date(2026, 6, 30))
    (planned,) = (each for each in days if each.sort is AgendaSort.REVIEW)
    clocks = (
        "2026-03-11 10:00 to 12:00 (Europe/Amsterdam, client), "
        "2026-03-11 14:30 to 16:30 (Asia/Kolkata, provider)"
    )
    assert (planned.day, planned.what) == (
        date(2026, 3, 11),
        f"Half-yearly business review of 2026-H1, {clocks}",
    )
    entry = found.say(LATER, "client", HELD)
    assert found.codes(LATER, "provider", HELD) == ["D146"]
    assert found.codes(LATER, "client", PLAN) == ["D146"]
    assert found.codes(LATER, "client", ReviewMinuted(held=entry.sha256, minutes=" ")) == ["D145"]
    minutes = ReviewMinuted(held=entry.sha256, minutes="", decisions=("Go on.",))
    said = found.say(LATER, "provider", minutes)
    for digest, party in ((entry.sha256, "client"), (plan.sha256, "client")):
        back = EntryReversed(entry=digest, reason="A slip.")
        assert found.codes(LATER, party, back) == ["D081"]
    found.say(LATER, "provider", EntryReversed(entry=said.sha256, reason="A slip."))
    found.say(LATER, "client", EntryReversed(entry=entry.sha256, reason="A slip."))
    review = partnership_of(found.standing.entries.values()).reviews[("steering", "2026-H1")]
    assert (review.held, review.minutes) == (None, ())


def test_an_action_is_followed_until_its_owner_has_done_it() -> None:
    found = talk()
    assert found.codes(NOW, "client", replace(ACTION, what="")) == ["D145"]
    assert found.codes(NOW, "client", replace(ACTION, owner="cardnet")) == ["D017"]
    assert found.codes(NOW, "client", replace(ACTION, due=date(2026, 2, 2))) == ["D147"]
    assert found.codes(NOW, "client", replace(ACTION, comes_from="ab" * 32)) == ["D010"]
    entry = found.say(NOW, "client", ACTION)
    assert asked_for(found) == [("provider", "do", "action 1: Tidy.")]
    done = ActionDone(action=entry.sha256, how="It is tidy.")
    assert found.codes(LATER, "client", done) == ["D012"]
    assert found.codes(LATER, "provider", replace(done, how="")) == ["D145"]
    found.say(LATER, "provider", done)
    assert found.codes(LATER, "provider", done) == ["D146"]
    assert asked_for(found) == []


def test_an_incident_is_reviewed_once_and_whole() -> None:
    found = talk()
    assert found.codes(NOW, "client", opened("INC1", at("2026-02-03 10:01"))) == ["D026"]
    assert found.codes(NOW, "client", opened(" ", at(NOW))) == ["D145"]
    opening = opened("INC1", at("2026-02-03 09:00"))
    assert found.codes(NOW, "client", replace(opening, service="payment")) == ["D017"]
    entry = found.say(NOW, "client", opening)
    assert found.codes(NOW, "provider", opening) == ["D025"]
    whole = published(entry)
    assert found.codes(LATER, "client", whole) == ["D012"]
    empty = IncidentReviewPublished(
        review=entry.sha256, timeline=(), users="", staff="", causes=(), prevented_by="", changes=()
    )
    assert found.codes(LATER, "provider", empty) == ["D145"] * 6
    assert asked_for(found) == [("provider", "hand over", "review 1 of INC1")]
    found.say(LATER, "provider", whole)
    assert found.codes(LATER, "provider", whole) == ["D146"]
    assert asked_for(found) == []


def test_a_quotation_is_accepted_once_and_becomes_work() -> None:
    found = talk()
    assert found.codes(NOW, "provider", QuotationAsked(what="A report.")) == ["D012"]
    asked = found.say(NOW, "client", QuotationAsked(what="A report.")).sha256
    accept = QuotationDecided(quotation=asked, accepted=True)
    assert found.codes(NOW, "client", accept) == ["D146"]
    assert found.codes(NOW, "provider", WorkDelivered(work=asked)) == ["D146"]
    offer = QuotationGiven(quotation=asked, price=euros(900), due=date(2026, 3, 31))
    assert found.codes(NOW, "provider", replace(offer, due=date(2026, 1, 31))) == ["D147"]
    found.say(NOW, "provider", offer)
    found.say(NOW, "provider", replace(offer, price=euros(800)))
    declined = QuotationDecided(quotation=asked, accepted=False)
    assert found.codes(NOW, "client", declined) == ["D018"]
    found.say(LATER, "client", accept)
    (twice,) = found.objections(LATER, "client", accept)
    assert twice.message == "the quotation of entry 1 is accepted already"
    work = partnership_of(found.standing.entries.values()).work[asked]
    assert (work.price, work.due) == (euros(800), date(2026, 3, 31))


def test_work_is_delivered_found_wanting_and_delivered_again() -> None:
    found = talk()
    work = found.say(NOW, "client", WorkRequested(what="A desk.", due=date(2026, 2, 20))).sha256
    deliver, done = WorkDelivered(work=work), WorkAccepted(work=work, accepted=True)
    wanting = WorkAccepted(work=work, accepted=False, reason="A leg is missing.")
    assert found.codes(NOW, "client", done) == ["D146"]
    found.say(NOW, "provider", deliver)
    assert found.codes(NOW, "provider", deliver) == ["D146"]
    assert found.codes(NOW, "client", replace(wanting, reason="")) == ["D018"]
    found.say(LATER, "client", wanting)
    assert asked_for(found) == [("provider", "deliver", "work 1: A desk.")]
    found.say(LATER, "provider", deliver)
    found.say(LATER, "client", done)
    assert found.codes(LATER, "client", done) == ["D146"]


def test_a_favour_given_three_times_in_a_year_is_a_habit_until_it_is_settled() -> None:
    found = talk()
    assert found.codes(NOW, "provider", replace(GIFT, on=date(2026, 2, 4))) == ["D026"]
    assert found.codes(NOW, "provider", replace(GIFT, until=date(2026, 1, 31))) == ["D148"]
    first = found.say(NOW, "provider", GIFT).sha256
    thanks = GoodwillAcknowledged(goodwill=first)
    assert found.codes(NOW, "provider", thanks) == ["D012"]
    found.say(NOW, "client", thanks)
    assert found.codes(NOW, "client", thanks) == ["D146"]
    rule = found.history.latest.goodwill
    found.say(NOW, "provider", GIFT)
    assert habits(rule, partnership_of(found.standing.entries.values())) == ()
    found.say(LATER, "provider", GIFT)
    found.say(LATER, "client", replace(GIFT, favour="room", worth=euros(100)))
    together = partnership_of(found.standing.entries.values())
    (habit,) = habits(rule, together)
    assert (habit.favour, habit.given_by, habit.stretch) == ("weekend", "provider", "2026")
    assert (len(habit.given), habit.worth, habit.settled) == (3, euros(1500), None)
    year = balance(together, date(2026, 1, 1), date(2026, 12, 31))
    assert year == {"client": euros(100), "provider": euros(1500)}
    ends = HabitSettled(favour="weekend", way=Way.ENDS, words="It was enough.")
    assert found.codes(LATER, "client", replace(ends, favour="weekends")) == ["D017"]
    found.say(LATER, "client", ends)
    (habit,) = habits(rule, partnership_of(found.standing.entries.values()))
    assert habit.settled is Way.ENDS
    found.say(LATER, "provider", GIFT)
    (habit,) = habits(rule, partnership_of(found.standing.entries.values()))
    assert habit.settled is None


def test_rights_given_up_again_and_again_are_named() -> None:
    waived = [("client", "slow"), ("client", "late"), ("client", "slow"), ("provider", "bonus")]
    assert waived_by_habit(waived) == {("client", "slow"): 2}


@pytest.mark.parametrize(
    "act",
    [
        ReviewMinuted(held="ab" * 32, minutes="All well."),
        ActionDone(action="ab" * 32, how="Done."),
        QuotationDecided(quotation="ab" * 32, accepted=True),
        WorkDelivered(work="ab" * 32),
        GoodwillAcknowledged(goodwill="ab" * 32),
    ],
    ids=lambda act: type(act).__name__,
)
def test_what_was_never_said_cannot_be_answered(act: Act) -> None:
    assert talk().codes(NOW, "client", act) == ["D010"]
