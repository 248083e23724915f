"""What may be claimed and decided, in plain words."""

from __future__ import annotations

from servanda.reports.decision_words import (
    decision_section,
    signing_sentence,
    stabilization_sentence,
)
from tests.agreement.samples import BASE, sound
from tests.decisions.talk import TEXT, history_of

KEY = "ed25519:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def test_relief_answers_and_the_account_are_told() -> None:
    section = decision_section(history_of().latest)
    assert section is not None
    told = {item.title: item.sentences for item in section.items}
    assert told["Relief: carrier (third party)"] == (
        (
            "The provider may claim it within 10 business days of office of the end of the period;"
            " the other party answers."
        ),
        "A claim is answered within 5 business days of office; silence means that it is declined.",
        "Of a record or stretch of time, at most 80% may be relieved.",
        "It is for restored alone.",
    )
    assert (
        "The first 4 hours each month need no answer."
        in told["Relief: works (planned maintenance)"]
    )
    assert told["Answers"][0] == (
        "A statement is answered within 15 business days of office; silence means that it is"
        " agreed."
    )
    assert told["Holding account"] == (
        "It receives slow.",
        (
            "The client decides what it is spent on: Training on the job, Better tools."
            " Either party proposes."
        ),
        "When the agreement ends, the client has what is left.",
    )


def test_ranges_of_shares_are_told() -> None:
    text = TEXT.replace("share: at most 80%", "share: from 10% to below 90%")
    section = decision_section(history_of(text).latest)
    assert section is not None
    said = "Of a record or stretch of time, from 10% to below 90% may be relieved."
    assert said in section.items[0].sentences


def test_nothing_is_told_where_the_text_says_nothing() -> None:
    agreement = sound(BASE)
    assert decision_section(agreement) is None
    assert signing_sentence(agreement) == ""
    assert stabilization_sentence(agreement) == ""


def test_who_signs_and_an_open_stabilization_are_told() -> None:
    text = BASE.replace("provider: Northwind", f"provider: {{name: Northwind, keys: {KEY}}}")
    agreement = sound(
        text.replace("currency: EUR", "currency: EUR, stabilization: until both agree")
    )
    assert signing_sentence(agreement) == (
        "What Northwind enters in the journal counts only if signed."
    )
    assert stabilization_sentence(agreement).startswith("Everything is measured and shown")
