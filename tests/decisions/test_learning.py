"""Case studies and causes that come again: without names, agreed by both, counted by group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from servanda.agreement.read.versions import read_texts
from servanda.decisions.waiting import waiting
from servanda.drafting.signal_text import Signal, signal_amendment
from servanda.facts.decision import (
    ActionAgreed,
    CaseStudyAgreed,
    CaseStudyRead,
    CaseStudyWritten,
    Entry,
)
from servanda.kernel.time import Instant
from servanda.partnership.causes import cause_key, recurring_causes
from servanda.partnership.rows import rows_of
from servanda.partnership.state import partnership_of
from tests.decisions.talk import Talk, at, history_of
from tests.partnership.pair import TEXT, opened, published

NOW, LATER = "2026-03-03 10:00", "2026-03-04 10:00"


def talk() -> Talk:
    return Talk(history_of(TEXT))


def reviewed(found: Talk, incident: str, day: int, *causes: str) -> tuple[Entry, Entry]:
    asked = found.say(NOW, "client", opened(incident, at(f"2026-02-{day:02} 09:00")))
    review = replace(published(asked), causes=causes or ("queue without a limit",))
    return asked, found.say(NOW, "provider", review)


def test_a_case_study_is_one_once_both_agree_and_nobody_is_named() -> None:
    found = talk()
    asked = found.say(NOW, "client", opened("INC1", at("2026-02-01 09:00")))
    study = CaseStudyWritten(
        review=asked.sha256, title="A full queue", audience="operators", learn=("Set a limit.",)
    )
    assert found.codes(NOW, "client", study) == ["D146"]
    found.say(NOW, "provider", published(asked))
    empty = replace(study, title="", audience=" ", learn=())
    assert found.codes(NOW, "client", empty) == ["D145", "D145", "D145"]
    person = asked.person
    named = replace(study, learn=(f"{person.upper()} should have seen it.",))
    assert found.codes(NOW, "client", named) == ["D176"]
    entry = found.say(NOW, "client", study)
    assert found.codes(NOW, "provider", study) == ["D025"]
    assert [(each.party, each.does) for each in waiting(found.book, found.standing)] == [
        ("provider", "agree to")
    ]
    read = CaseStudyRead(study=entry.sha256, group="Service desk", staff=40, read=25)
    assert found.codes(NOW, "provider", read) == ["D146"]
    agree = CaseStudyAgreed(study=entry.sha256)
    assert found.codes(NOW, "client", agree) == ["D012"]
    found.say(LATER, "provider", agree)
    assert found.codes(LATER, "provider", agree) == ["D146"]
    assert found.codes(LATER, "client", read) == ["D012"]
    found.say(LATER, "provider", read)


@pytest.mark.parametrize(
    ("staff", "read", "codes"),
    [
        (4, 2, ["D175"]),
        (4, None, []),
        (5, None, ["D177"]),
        (5, 6, ["D177"]),
        (5, -1, ["D177"]),
        (5, 5, []),
    ],
)
def test_how_many_have_read_is_a_figure_of_a_group(
    staff: int, read: int | None, codes: list[str]
) -> None:
    found = talk()
    asked, _ = reviewed(found, "INC1", 1)
    study = CaseStudyWritten(
        review=asked.sha256, title="A full queue", audience="operators", learn=("Set a limit.",)
    )
    entry = found.say(NOW, "client", study)
    found.say(NOW, "provider", CaseStudyAgreed(study=entry.sha256))
    said = CaseStudyRead(study=entry.sha256, group="service desk", staff=staff, read=read)
    assert found.codes(LATER, "provider", said) == codes
    if codes:
        return
    found.say(LATER, "provider", said)
    found.say(LATER, "provider", replace(said, group="Service  DESK"))
    together = partnership_of(found.standing.entries.values())
    (row,) = rows_of("case_studies", found.history, together, Instant(2**60))
    assert (row["read"], row["staff"]) == (("5", "5") if read else ("", ""))


def test_causes_that_come_again_are_found_however_they_are_written() -> None:
    found = talk()
    first, _ = reviewed(found, "INC1", 3, "The queue, without limits.", "a full disk")
    reviewed(found, "INC2", 1, "queue without a limit", "Queue without limit")
    _, learned = reviewed(found, "INC3", 2, "status of a bus")
    action = ActionAgreed(what="Limit it.", owner="provider", role="manager", due=date(2026, 4, 1))
    found.say(NOW, "client", replace(action, comes_from=first.sha256))
    found.say(NOW, "client", replace(action, comes_from=learned.sha256))
    (again,) = recurring_causes(partnership_of(found.standing.entries.values()))
    assert (again.cause, len(again.reviews)) == ("The queue, without limits.", 2)
    assert (again.services, again.since) == (("payments",), at("2026-02-01 09:00"))
    assert ([each.entry.number for each in again.actions], again.done) == ([7], 0)
    assert cause_key("Statuses of the buses") != cause_key("status of a bus")


def test_a_signal_becomes_a_measure_that_no_money_hangs_on() -> None:
    history = history_of(TEXT)
    signal = Signal(number=27, incident="INC1", words='Queues "half\nfull": a sign')
    text = signal_amendment(history, signal, date(2026, 8, 1))
    reading = read_texts([("agreement.yaml", TEXT.encode()), ("amendment-1.yaml", text.encode())])
    assert reading.history is not None, reading.diagnostics
    after = reading.history.latest
    assert after.measures["signal_27"].title == 'Queues "half full": a sign'
    assert set(after.commitments) == set(history.latest.commitments)
