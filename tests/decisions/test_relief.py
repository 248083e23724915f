"""Relief: who may claim it, until when, and what silence and buckets make of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from servanda.decisions.bucket import bucket_use
from servanda.facts.decision import (
    Answer,
    EntryReversed,
    RecordsNamed,
    ReliefAnswered,
    ReliefClaimed,
    StretchNamed,
)
from servanda.facts.standing import ClaimState
from tests.decisions.talk import Talk, at

RECORDS = RecordsNamed(table="incidents", keys=("INC1", "INC2"), period="2026-02")


def carrier(
    subject: RecordsNamed | StretchNamed = RECORDS,
    *,
    share: str = "1/2",
    reason: str = "The line was cut.",
    measures: tuple[str, ...] = (),
    relief: str = "carrier",
) -> ReliefClaimed:
    return ReliefClaimed(
        relief=relief, subject=subject, reason=reason, share=Fraction(share), measures=measures
    )


def stretch(start: str, end: str) -> StretchNamed:
    return StretchNamed(start=at(start), end=at(end))


def works(start: str, end: str) -> ReliefClaimed:
    return carrier(stretch(start, end), share="1", relief="works")


def about(column: str, value: str, *measures: str) -> ReliefClaimed:
    subject = StretchNamed(
        start=at("2026-02-02 09:00"), end=at("2026-02-02 10:00"), segment=((column, value),)
    )
    return carrier(subject, share="1", relief="works", measures=measures)


def test_a_claim_waits_for_the_other_party() -> None:
    talk = Talk()
    talk.say("2026-03-02 10:00", "provider", carrier())
    (claim,) = talk.at("2026-03-03 10:00").claims
    assert (claim.state, claim.asked, claim.granted) == (
        ClaimState.CLAIMED,
        Fraction(1, 2),
        Fraction(0),
    )
    assert claim.measures == ("restored",)
    assert claim.answer_due == at("2026-03-09 10:00")
    assert claim.silence == "declined"


@pytest.mark.parametrize(
    ("answer", "share", "state", "granted"),
    [
        (Answer.ACCEPTED, None, ClaimState.GRANTED, Fraction(1, 2)),
        (Answer.DECLINED, None, ClaimState.DECLINED, Fraction(0)),
        (Answer.SETTLED, Fraction(1, 5), ClaimState.GRANTED, Fraction(1, 5)),
    ],
)
def test_an_answer_decides(
    answer: Answer, share: Fraction | None, state: ClaimState, granted: Fraction
) -> None:
    talk = Talk()
    claimed = talk.say("2026-03-02 10:00", "provider", carrier())
    said = ReliefAnswered(claim=claimed.sha256, answer=answer, reason="So.", share=share)
    talk.say("2026-03-03 10:00", "client", said)
    (claim,) = talk.at("2026-06-01 10:00").claims
    assert (claim.state, claim.granted) == (state, granted)
    assert claim.decided_at == at("2026-03-03 10:00")
    assert not claim.by_silence


def test_an_answer_at_the_last_instant_is_in_time_and_silence_decides_after_it() -> None:
    talk = Talk()
    claimed = talk.say("2026-03-02 10:00", "provider", carrier())
    said = ReliefAnswered(claim=claimed.sha256, answer=Answer.ACCEPTED, reason="")
    assert talk.codes("2026-03-09 10:00", "client", said) == []
    assert talk.at("2026-03-09 10:00").claims[0].state is ClaimState.CLAIMED
    assert talk.codes("2026-03-09 10:01", "client", said) == ["D013"]
    (claim,) = talk.at("2026-03-09 10:01").claims
    assert (claim.state, claim.by_silence) == (ClaimState.DECLINED, True)
    assert claim.decided_at == at("2026-03-09 10:00")


@pytest.mark.parametrize(
    ("party", "act", "code"),
    [
        ("client", carrier(), "D012"),
        ("carrier", carrier(), "D003"),
        ("prvider", carrier(), "D002"),
        ("provider", carrier(relief="carier"), "D017"),
        ("provider", carrier(reason=" "), "D018"),
        ("provider", carrier(share="9/10"), "D020"),
        ("provider", carrier(share="0"), "D020"),
        ("provider", carrier(measures=("repeated",)), "D024"),
        ("provider", carrier(measures=("resotred",)), "D017"),
        ("provider", carrier(RecordsNamed(table="incidents", keys=(), period="2026-02")), "D022"),
        ("provider", carrier(RecordsNamed(table="incidents", keys=("I",))), "D023"),
        ("provider", carrier(RecordsNamed(table="x", keys=("I",), period="2026-02")), "D017"),
        (
            "provider",
            carrier(RecordsNamed(table="incidents", keys=("I",), period="2026-13")),
            "D016",
        ),
        ("provider", carrier(stretch("2026-02-03 10:00", "2026-02-03 10:00")), "D021"),
        ("provider", carrier(stretch("2026-03-02 09:00", "2026-03-02 11:00")), "D026"),
        ("provider", carrier(stretch("2025-02-02 09:00", "2025-02-02 11:00")), "D016"),
        ("provider", works("2026-02-02 09:00", "2026-02-02 10:00"), ""),
        ("provider", about("service", "payments"), ""),
        ("provider", about("site", "Delft"), "D029"),
        ("provider", about("site", "Delft", "repeated"), ""),
        (
            "provider",
            carrier(RecordsNamed(table="entries", keys=("7",), period="2026-02")),
            "D029",
        ),
        (
            "provider",
            carrier(stretch("2026-02-02 09:00", "2026-02-02 11:00"), share="1/2", relief="works"),
            "D020",
        ),
    ],
)
def test_a_claim_that_is_not_allowed_says_why(party: str, act: ReliefClaimed, code: str) -> None:
    assert Talk().codes("2026-03-02 10:00", party, act) == ([code] if code else [])


def test_time_for_a_claim_runs_from_the_end_of_its_period() -> None:
    talk = Talk()
    # February ends on a Saturday: the ten business days begin on Monday at the opening.
    assert talk.codes("2026-03-16 08:00", "provider", carrier()) == []
    assert talk.codes("2026-03-16 08:01", "provider", carrier()) == ["D014"]


def test_the_same_records_are_not_claimed_twice() -> None:
    talk = Talk()
    first = talk.say("2026-03-02 10:00", "provider", carrier())
    again = carrier(RecordsNamed(table="incidents", keys=("INC2",), period="2026-02"))
    assert talk.codes("2026-03-02 11:00", "provider", again) == ["D025"]
    back = EntryReversed(entry=first.sha256, reason="A slip.")
    assert talk.codes("2026-03-02 11:00", "client", back) == ["D080"]
    talk.say("2026-03-02 11:00", "provider", back)
    assert talk.at("2026-03-02 12:00").claims[0].state is ClaimState.WITHDRAWN
    assert talk.codes("2026-03-02 12:00", "provider", again) == []
    answer = ReliefAnswered(claim=first.sha256, answer=Answer.ACCEPTED, reason="")
    assert talk.codes("2026-03-02 12:00", "client", answer) == ["D010"]


def test_nothing_is_claimed_for_a_closed_period() -> None:
    talk = Talk()
    talk.issue("2026-03-02 09:00", "2026-02")
    assert talk.codes("2026-03-16 08:00", "provider", carrier()) == []
    talk.say("2026-03-16 08:00", "provider", works("2026-02-02 09:00", "2026-02-02 10:00"))
    late = works("2026-02-03 09:00", "2026-02-03 10:00")
    assert talk.codes("2026-03-23 09:00", "provider", late) == []
    assert talk.codes("2026-03-23 09:01", "provider", late) == ["D015"]


@pytest.mark.parametrize(
    ("answer", "share", "code"),
    [
        (Answer.SETTLED, None, "D044"),
        (Answer.SETTLED, Fraction(3, 5), "D020"),
        (Answer.SETTLED, Fraction(0), "D020"),
        (Answer.ACCEPTED, Fraction(1, 5), "D044"),
    ],
)
def test_an_answer_fits_its_share(answer: Answer, share: Fraction | None, code: str) -> None:
    talk = Talk()
    claimed = talk.say("2026-03-02 10:00", "provider", carrier())
    said = ReliefAnswered(claim=claimed.sha256, answer=answer, reason="So.", share=share)
    assert talk.codes("2026-03-03 10:00", "client", said) == [code]


def test_nobody_answers_a_claim_of_their_own_nor_twice_nor_without_reason() -> None:
    talk = Talk()
    claimed = talk.say("2026-03-02 10:00", "provider", carrier())
    accepted = ReliefAnswered(claim=claimed.sha256, answer=Answer.ACCEPTED, reason="")
    assert talk.codes("2026-03-03 10:00", "provider", accepted) == ["D012"]
    declined = ReliefAnswered(claim=claimed.sha256, answer=Answer.DECLINED, reason="")
    assert talk.codes("2026-03-03 10:00", "client", declined) == ["D018"]
    talk.say("2026-03-03 10:00", "client", accepted)
    assert talk.codes("2026-03-03 10:00", "client", accepted) == ["D013"]


def test_a_bucket_grants_until_it_is_full_and_then_claims_are_answered() -> None:
    talk = Talk()
    talk.say("2026-03-02 10:00", "provider", works("2026-02-02 09:00", "2026-02-02 11:30"))
    talk.say("2026-03-02 10:00", "provider", works("2026-02-03 09:00", "2026-02-03 11:00"))
    talk.say("2026-03-02 10:00", "provider", works("2026-02-04 09:00", "2026-02-04 10:30"))
    talk.say("2026-03-02 10:00", "provider", works("2026-02-05 09:00", "2026-02-05 09:01"))
    standing = talk.at("2026-03-02 10:00")
    assert [each.from_bucket for each in standing.claims] == [True, False, True, False]
    assert [each.state.value for each in standing.claims] == [
        "granted", "claimed", "granted", "claimed",
    ]  # fmt: skip
    february = talk.book.period("2026-02")
    assert february is not None
    use = bucket_use(talk.book, standing, talk.history.latest.relief["works"], february)
    assert (use.used.amount, use.rest.amount) == (Fraction(14_400), Fraction(0))
    # What the bucket does not hold is accepted by silence, as the agreement says.
    assert {each.state for each in talk.at("2026-03-05 10:00").claims} == {ClaimState.GRANTED}


def test_a_stretch_over_the_end_of_a_month_takes_from_both_buckets() -> None:
    talk = Talk()
    talk.say("2026-03-02 10:00", "provider", works("2026-02-28 21:00", "2026-03-01 01:00"))
    (claim,) = talk.standing.claims
    assert claim.from_bucket
    used = []
    for label in ("2026-02", "2026-03"):
        period = talk.book.period(label)
        assert period is not None
        use = bucket_use(talk.book, talk.standing, talk.history.latest.relief["works"], period)
        used.append(use.used.amount)
    assert used == [3 * 3600, 3600]


def test_a_bucket_of_records_is_shared_by_the_months_of_a_quarter() -> None:
    talk = Talk()

    def of(period: str, *keys: str) -> ReliefClaimed:
        subject = RecordsNamed(table="incidents", keys=keys, period=period)
        return carrier(subject, share="1", relief="oddments")

    talk.say("2026-02-02 10:00", "provider", of("2026-01", "A", "B"))
    talk.say("2026-03-02 10:00", "client", of("2026-02", "C", "D"))
    talk.say("2026-03-02 10:00", "client", of("2026-02", "E"))
    talk.say("2026-04-02 10:00", "client", of("2026-04", "F", "G"))
    assert [each.from_bucket for each in talk.standing.claims] == [True, False, True, True]


def test_taking_back_a_claim_makes_room_in_the_bucket() -> None:
    talk = Talk()
    first = talk.say("2026-03-02 10:00", "provider", works("2026-02-02 09:00", "2026-02-02 13:00"))
    talk.say("2026-03-02 11:00", "provider", EntryReversed(entry=first.sha256, reason="A slip."))
    talk.say("2026-03-02 12:00", "provider", works("2026-02-03 09:00", "2026-02-03 13:00"))
    assert [each.state.value for each in talk.standing.claims] == ["withdrawn", "granted"]
