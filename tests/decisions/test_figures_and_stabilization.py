"""Figures entered by hand, wrinkles, the end of stabilization, and who may speak."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.facts.decision import (
    AttachedDocument,
    EntryReversed,
    FigureAttested,
    FigureCountersigned,
    StabilizationEnded,
    WrinkleFound,
    WrinkleWorkedOff,
)
from servanda.journal.signing import SigningKey
from tests.decisions.talk import TEXT, Talk, history_of

FIGURE = FigureAttested(
    measure="savings",
    period="2026-02",
    value="1250.50 EUR",
    documents=(AttachedDocument(name="savings.xlsx", sha256="ab" * 32),),
)
NOW = "2026-03-02 10:00"


def test_a_figure_is_countersigned_by_the_other_party() -> None:
    talk = Talk()
    entered = talk.say(NOW, "provider", FIGURE)
    sign = FigureCountersigned(figure=entered.sha256)
    assert talk.codes(NOW, "provider", sign) == ["D012"]
    signed = talk.say(NOW, "client", sign)
    (figure,) = talk.standing.attested
    assert figure.attested_by == "provider: A. Person"
    assert figure.countersigned_by == "client: A. Person"
    assert talk.codes(NOW, "client", sign) == ["D013"]
    back = EntryReversed(entry=entered.sha256, reason="A slip.")
    assert talk.codes(NOW, "provider", back) == ["D081"]
    talk.say(NOW, "client", EntryReversed(entry=signed.sha256, reason="A slip."))
    talk.say(NOW, "provider", back)
    assert talk.standing.attested == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"measure": "saving"}, "D017"),
        ({"measure": "restored"}, "D050"),
        ({"period": "2026-2"}, "D016"),
        ({"value": "1250.50"}, "D051"),
        ({"value": "1250.50 USD"}, "D051"),
        ({"value": "97.5%"}, "D051"),
        ({"value": "a lot"}, "D051"),
        ({"segment": (("service", "payments"),)}, "D052"),
        ({"documents": ()}, "D053"),
    ],
)
def test_a_figure_that_does_not_fit_says_why(changes: dict[str, object], code: str) -> None:
    act = replace(FIGURE, **changes)  # type: ignore[arg-type] # any field may be changed
    assert Talk().codes(NOW, "provider", act) == [code]


def test_a_closed_period_takes_no_figures() -> None:
    talk = Talk()
    talk.issue(NOW, "2026-02")
    assert talk.codes("2026-05-02 10:00", "provider", FIGURE) == ["D015"]


def test_stabilization_ends_by_both_words_once_the_list_is_worked_off() -> None:
    talk = Talk()
    found = WrinkleFound(commitment="restored", what="Tickets of the night are not read.")
    wrinkle = talk.say("2026-01-10 10:00", "client", found)
    end = StabilizationEnded(commitment="restored", since="2026-02")
    assert talk.codes("2026-01-20 10:00", "client", end) == ["D070"]
    off = WrinkleWorkedOff(wrinkle=wrinkle.sha256, how="They are read since the 15th.")
    assert talk.codes("2026-01-20 10:00", "provider", replace(off, how="")) == ["D018"]
    talk.say("2026-01-20 10:00", "provider", off)
    assert talk.codes("2026-01-20 10:00", "provider", off) == ["D072"]
    talk.say("2026-01-21 10:00", "client", end)
    assert talk.standing.stabilization_ends == {}
    assert talk.codes("2026-01-21 11:00", "client", end) == ["D025"]
    talk.say("2026-01-22 10:00", "provider", replace(end, since="2026-03"))
    assert talk.standing.stabilization_ends == {}
    talk.say("2026-01-23 10:00", "provider", end)
    assert talk.standing.stabilization_ends == {"restored": "2026-02"}
    assert talk.codes("2026-01-24 10:00", "provider", end) == ["D071"]
    assert talk.codes("2026-01-24 10:00", "provider", found) == ["D071"]


def test_a_new_wrinkle_after_the_first_word_holds_up_the_second() -> None:
    talk = Talk()
    end = StabilizationEnded(commitment="restored", since="2026-02")
    talk.say("2026-01-20 10:00", "client", end)
    talk.say("2026-01-21 10:00", "client", WrinkleFound(commitment="restored", what="A gap."))
    assert talk.codes("2026-01-22 10:00", "provider", end) == ["D070"]


def test_stabilization_ends_earlier_than_agreed_and_before_its_statement() -> None:
    talk = Talk()
    end = StabilizationEnded(commitment="restored", since="2026-02")
    when = "2026-03-03 10:00"
    assert talk.codes(when, "client", replace(end, since="2026-04")) == ["D071"]
    assert talk.codes(when, "client", replace(end, commitment="restord")) == ["D017"]
    assert talk.codes(when, "client", replace(end, since="2025-12")) == ["D016"]
    talk.issue(NOW, "2026-02")
    assert talk.codes(when, "client", end) == ["D071"]
    assert talk.codes(when, "client", replace(end, since="2026-03")) == []


def test_until_both_agree_any_period_may_be_the_first() -> None:
    text = TEXT.replace("stabilization: 3 months", "stabilization: until both agree")
    talk = Talk(history_of(text))
    end = StabilizationEnded(commitment="restored", since="2026-11")
    assert talk.codes(NOW, "client", end) == []


def test_a_party_with_a_key_signs_with_it() -> None:
    key, other = SigningKey.new(), SigningKey.new()
    text = TEXT.replace("provider: Northwind", f"provider: {{name: N, keys: [{key.public}]}}")
    talk = Talk(history_of(text))
    assert talk.codes(NOW, "provider", FIGURE) == ["D005"]
    talk.keys["provider"] = other
    assert talk.codes(NOW, "provider", FIGURE) == ["D006"]
    talk.keys["provider"] = key
    assert talk.codes(NOW, "provider", FIGURE) == []
    talk.keys["client"] = other
    assert talk.codes(NOW, "client", FIGURE) == ["D006"]


def test_an_amendment_exchanges_keys_from_its_first_day() -> None:
    from servanda.agreement.read.versions import read_texts

    old, new = SigningKey.new(), SigningKey.new()
    text = TEXT.replace("provider: Northwind", f"provider: {{name: N, keys: [{old.public}]}}")
    amendment = (
        "servanda: 1\nagreement: sample\namends: {number: 1, from: 2026-04-01}\n"
        f"parties: {{provider: {{keys: [{new.public}]}}}}\n"
    )
    texts = [("agreement.yaml", text.encode()), ("amendment-1.yaml", amendment.encode())]
    reading = read_texts(texts)
    assert reading.history is not None, reading.diagnostics
    talk = Talk(reading.history)
    talk.keys["provider"] = old
    assert talk.codes("2026-03-31 22:59", "provider", FIGURE) == []
    # Summer time: midnight of 1 April is 23:00 of winter time.
    assert talk.codes("2026-03-31 23:00", "provider", FIGURE) == ["D006"]
    talk.keys["provider"] = new
    assert talk.codes("2026-04-01 00:00", "provider", FIGURE) == []


def test_somebody_says_it_about_this_agreement() -> None:
    from servanda.decisions.objections import objections_to
    from servanda.decisions.standing import place_of

    talk = Talk()
    nobody = talk.entry(NOW, "provider", FIGURE, person=" ")
    elsewhere = replace(talk.entry(NOW, "provider", FIGURE), agreement="other")
    found = [
        [each.code for each in objections_to(talk.book, talk.standing, entry, place_of(entry, "j"))]
        for entry in (nobody, elsewhere)
    ]
    assert found == [["D004"], ["D001"]]
