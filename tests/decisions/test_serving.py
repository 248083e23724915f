"""What may be said about pain points, maintenance and service cards, by whom and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from servanda.decisions.waiting import waiting
from servanda.facts.decision import (
    CardMadePublic,
    CardTakenBack,
    EntryReversed,
    MaintenanceAnnounced,
    PainPointAnswered,
    PainPointConfirmed,
    PainPointEased,
    PainPointNamed,
    PainPointReopened,
)
from servanda.kernel.time import Instant
from servanda.partnership.cards import public_card
from servanda.partnership.pains import PainPoint, PainState, by_group
from servanda.partnership.rows import rows_of
from servanda.partnership.state import partnership_of
from tests.decisions.talk import Talk, at, history_of
from tests.partnership.pair import TEXT

NOW = "2026-03-03 10:00"
LATER = "2026-03-04 10:00"
SERVED = TEXT.replace(
    "services: {payments: Payments}",
    "services:\n  payments: {title: Payments, card: {public: yes}}\n  desk: Service desk",
).replace(
    "measures:\n",
    """evidence:
  answers:
    each: record
    noun: answer
    at: answered
    columns: {answered: instant, answer: whole number}
measures:
  felt:
    from: answers
    score: {answer: answer, at: answered, scale: 1 to 5}
    value: mean(answer)
    no data: not settled
    minimum sample: 10
""",
)
PAIN = PainPointNamed(
    group="Branch staff",
    what="The last hour is slow.",
    owner="provider",
    role="delivery manager",
    service="payments",
    users=140,
)
WINDOW = MaintenanceAnnounced(
    service="payments",
    starts=at("2026-03-10 22:00"),
    ends=at("2026-03-11 02:00"),
    what="The database moves.",
)


def talk() -> Talk:
    return Talk(history_of(SERVED))


def pain(found: Talk, digest: str) -> PainPoint:
    return partnership_of(found.standing.entries.values()).pain_points[digest]


def asked_for(found: Talk) -> list[tuple[str, str]]:
    return [(each.party, each.does) for each in waiting(found.book, found.standing)]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"group": " ", "what": "", "role": ""}, ["D145", "D145", "D145"]),
        ({"owner": "cardnet"}, ["D017"]),
        ({"service": "paymnts"}, ["D017"]),
        ({"users": 0}, ["D172"]),
    ],
)
def test_a_pain_point_that_says_too_little_says_why(
    changes: dict[str, object], codes: list[str]
) -> None:
    act = replace(PAIN, **changes)  # type: ignore[arg-type] # any field may be changed
    assert talk().codes(NOW, "client", act) == codes


def test_a_pain_point_is_gone_when_its_users_say_so_and_not_before() -> None:
    found = talk()
    named = found.say(NOW, "client", PAIN).sha256
    assert asked_for(found) == [("provider", "answer")]
    answer = PainPointAnswered(pain_point=named, words="A lane of its own.", due=date(2026, 4, 1))
    assert found.codes(NOW, "client", answer) == ["D012"]
    assert found.codes(NOW, "provider", replace(answer, words=" ")) == ["D145"]
    assert found.codes(NOW, "provider", replace(answer, due=date(2026, 3, 2))) == ["D147"]
    found.say(NOW, "provider", replace(answer, role="head of operations"))
    assert (pain(found, named).role, asked_for(found)) == (
        "head of operations",
        [("provider", "ease")],
    )
    gone = PainPointConfirmed(pain_point=named, gone=True, speaks="head of branches")
    assert found.codes(NOW, "client", gone) == ["D146"]
    eased = PainPointEased(pain_point=named, what="The lane is open.")
    done = found.say(NOW, "provider", eased)
    assert asked_for(found) == [("client", "ask users of")]
    assert found.codes(NOW, "provider", gone) == ["D012"]
    assert found.codes(NOW, "client", replace(gone, speaks="")) == ["D170"]
    still = replace(gone, gone=False, words="Fridays are as slow as ever.")
    assert found.codes(NOW, "client", replace(still, words="")) == ["D018"]
    found.say(NOW, "client", still)
    assert pain(found, named).state is PainState.ANSWERED
    back = EntryReversed(entry=done.sha256, reason="A slip.")
    assert found.codes(NOW, "provider", back) == ["D081"]
    found.say(LATER, "provider", replace(eased, what="Fridays too."))
    found.say(LATER, "client", gone)
    assert (pain(found, named).state, asked_for(found)) == (PainState.GONE, [])
    assert found.codes(LATER, "provider", eased) == ["D146"]
    assert found.codes(LATER, "client", gone) == ["D146"]
    reopened = PainPointReopened(pain_point=named, words="It is back.")
    assert found.codes(LATER, "provider", reopened) == ["D012"]
    found.say(LATER, "client", reopened)
    assert found.codes(LATER, "client", reopened) == ["D146"]
    point = pain(found, named)
    assert (point.came_back, point.gone_at, len(point.eased)) == (2, None, 2)


def test_a_survey_speaks_for_the_users_where_there_is_one() -> None:
    found = talk()
    named = found.say(NOW, "provider", replace(PAIN, owner="provider")).sha256
    found.say(NOW, "provider", PainPointEased(pain_point=named, what="The lane is open."))
    shown = PainPointConfirmed(pain_point=named, gone=True, measure="felt", period="2026-02")
    assert found.codes(NOW, "client", replace(shown, measure="review_speed")) == ["D171"]
    assert found.codes(NOW, "client", replace(shown, measure="feld")) == ["D017"]
    assert found.codes(NOW, "client", replace(shown, period="2026-03")) == ["D026"]
    assert found.codes(NOW, "client", replace(shown, period="soon")) == ["D016"]
    found.say(NOW, "client", shown)
    assert pain(found, named).gone == shown


def test_pain_points_stand_by_group_and_as_rows() -> None:
    found = talk()
    found.say(NOW, "client", PAIN)
    found.say(NOW, "client", replace(PAIN, group="branch  STAFF", users=None, service=""))
    found.say(NOW, "client", replace(PAIN, group="Back office", owner="client"))
    together = partnership_of(found.standing.entries.values())
    assert [(group, len(points)) for group, points in by_group(together.pain_points)] == [
        ("Back office", 1),
        ("branch  STAFF", 2),
    ]
    first, second, _ = rows_of("pain_points", found.history, together, Instant(2**60))
    assert (first["users"], second["users"], first["came_back"], first["gone"]) == (
        "140",
        "",
        "0",
        "",
    )


def test_maintenance_is_announced_ahead_and_taken_back_before_it_begins() -> None:
    found = talk()
    assert found.codes(NOW, "client", WINDOW) == ["D012"]
    assert found.codes(NOW, "provider", replace(WINDOW, what="")) == ["D145"]
    assert found.codes(NOW, "provider", replace(WINDOW, service="desks")) == ["D017"]
    assert found.codes(NOW, "provider", replace(WINDOW, ends=WINDOW.starts)) == ["D148"]
    assert found.codes("2026-03-10 22:00", "provider", WINDOW) == ["D173"]
    entry = found.say(NOW, "provider", WINDOW)
    back = EntryReversed(entry=entry.sha256, reason="It is put off.")
    assert found.codes("2026-03-10 22:00", "provider", back) == ["D081"]
    together = partnership_of(found.standing.entries.values())
    (row,) = rows_of("announced_maintenance", found.history, together, Instant(2**60))
    assert (row["announced"], row["begins"]) == (str(entry.at), str(WINDOW.starts))
    found.say("2026-03-10 21:59", "provider", back)
    assert partnership_of(found.standing.entries.values()).maintenance == {}


def test_a_card_is_public_where_the_text_lets_it_until_a_party_takes_it_back() -> None:
    found = talk()
    assert found.codes(NOW, "client", CardMadePublic(service="desk")) == ["D174"]
    assert found.codes(NOW, "client", CardMadePublic(service="desks")) == ["D017"]
    entry = found.say(NOW, "client", CardMadePublic(service="payments"))
    assert found.codes(NOW, "provider", CardMadePublic(service="payments")) == ["D025"]
    back = CardTakenBack(card=entry.sha256)
    found.say(LATER, "provider", back)
    assert found.codes(LATER, "client", back) == ["D146"]
    together = partnership_of(found.standing.entries.values())
    assert public_card(together.cards, "payments") is None
    found.say(LATER, "client", CardMadePublic(service="payments"))


@pytest.mark.parametrize(
    "act",
    [
        PainPointAnswered(pain_point="ab" * 32, words="Yes."),
        PainPointConfirmed(pain_point="ab" * 32, gone=True, speaks="head"),
        CardTakenBack(card="ab" * 32),
    ],
    ids=lambda act: type(act).__name__,
)
def test_what_was_never_said_cannot_be_answered(act: PainPointAnswered) -> None:
    assert talk().codes(NOW, "provider", act) == ["D010"]
