"""Notice: in time, for the end of a term, and what ends with it."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.agreement.periods import periods_of
from servanda.decisions.agenda import AgendaSort, agenda
from servanda.decisions.ending import ended
from servanda.facts.decision import EntryReversed, NoticeGiven, StatementIssued
from tests.decisions.talk import TEXT, Talk, history_of

FIXED = "in force: {from: 2026-01-01, until: 2026-12-31}"


def talk_of(in_force: str) -> Talk:
    return Talk(history_of(TEXT.replace(FIXED, f"in force: {in_force}")))


RENEWED = "{from: 2026-01-01, until: 2026-12-31, notice: 3 months, renewal: 12 months}"
OPEN = "{from: 2026-01-01, notice: 2 months}"


def notice(day: str) -> NoticeGiven:
    return NoticeGiven(ends=date.fromisoformat(day), reason="Done.")


@pytest.mark.parametrize(
    ("in_force", "when", "ends", "codes"),
    [
        (RENEWED, "2026-09-30 22:00", "2026-12-31", []),
        (RENEWED, "2026-10-01 00:30", "2026-12-31", ["D119"]),
        (RENEWED, "2026-10-01 00:30", "2027-12-31", []),
        (RENEWED, "2026-09-30 22:00", "2027-12-31", []),
        (RENEWED, "2026-09-30 22:00", "2027-06-30", ["D119"]),
        (RENEWED, "2026-09-30 22:00", "9999-12-31", ["D119"]),
        (OPEN, "2026-03-15 10:00", "2026-05-15", []),
        (OPEN, "2026-03-15 10:00", "2026-05-14", ["D119"]),
        (OPEN, "2026-03-15 10:00", "2026-08-01", []),
        ("{from: 2026-01-01, until: 2026-12-31, notice: 3 months}", "2026-03-01 10:00",
         "2026-12-31", ["D118"]),
        ("{from: 2026-01-01}", "2026-03-01 10:00", "2026-12-31", ["D118"]),
    ],
)  # fmt: skip
def test_notice_is_in_time_and_for_the_end_of_a_term(
    in_force: str, when: str, ends: str, codes: list[str]
) -> None:
    assert talk_of(in_force).codes(when, "provider", notice(ends)) == codes


def test_notice_ends_the_agreement_for_both() -> None:
    talk = talk_of(OPEN)
    entry = talk.say("2026-03-15 10:00", "client", notice("2026-05-15"))
    history = ended(talk.history, talk.standing)
    periods = periods_of(history, None)
    assert (periods[-1].label, str(periods[-1].end_day)) == ("2026-05", "2026-05-16")
    assert ended(talk.history, talk.at("2026-03-14 10:00")) is talk.history
    assert talk.codes("2026-03-16 10:00", "provider", notice("2026-06-30")) == ["D025"]
    back = EntryReversed(entry=entry.sha256, reason="A slip.")
    assert talk.codes("2026-03-16 10:00", "client", back) == ["D081"]
    june = StatementIssued(
        period="2026-06", edition=1, statement_sha256="a", snapshot_sha256="b", texts=(), lines=()
    )
    assert talk.codes("2026-07-02 10:00", "provider", june) == ["D122"]
    days = agenda(talk.book, talk.standing, date(2026, 4, 1), date(2027, 4, 1))
    (end,) = (each for each in days if each.sort is AgendaSort.ENDS)
    assert (str(end.day), end.what) == (
        "2026-05-15",
        "last day of the agreement, by notice of the client",
    )


def test_an_agreement_that_was_to_be_renewed_is_not() -> None:
    talk = talk_of(RENEWED)
    talk.say("2026-09-01 10:00", "provider", notice("2026-12-31"))
    days = agenda(talk.book, talk.standing, date(2026, 9, 1), date(2028, 1, 31))
    sorts = {each.sort for each in days}
    assert AgendaSort.ENDS in sorts
    assert not sorts & {AgendaSort.NOTICE, AgendaSort.RENEWED}
