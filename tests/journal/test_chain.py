"""Journals: what is written is read again, and nothing in it can be changed unseen."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.facts.decision import (
    Act,
    AttachedDocument,
    DisputeRaised,
    EvidenceSubmitted,
    LineNamed,
    LinePaid,
    RecordsNamed,
    ReliefClaimed,
    SpendingProposed,
    StatementIssued,
    StretchNamed,
)
from servanda.facts.statement import LinePurpose
from servanda.journal.chain import Journal, Speaker, next_entry, read_journal
from servanda.journal.signing import NotAKey, SigningKey
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant

_KEY = SigningKey.new()
_ACTS: tuple[Act, ...] = (
    EvidenceSubmitted(
        snapshot_sha256="ab", texts=(AttachedDocument(name="agreement.yaml", sha256="cd"),)
    ),
    ReliefClaimed(
        relief="third_party",
        subject=StretchNamed(
            start=Instant(0), end=Instant(3_600_000_000), segment=(("service", "payments"),)
        ),
        reason="The carrier's line was cut.",
        share=Fraction(1, 3),
        documents=(AttachedDocument(name="carrier.pdf", sha256="ef"),),
    ),
    ReliefClaimed(
        relief="client_cause",
        subject=RecordsNamed(table="incidents", keys=("INC1", "INC2")),
        reason="Waiting for access.",
    ),
    StatementIssued(
        period="2025-03",
        edition=1,
        statement_sha256="12",
        snapshot_sha256="ab",
        texts=(AttachedDocument(name="agreement.yaml", sha256="cd"),),
        lines=(
            LinePaid(
                name="fee",
                purpose=LinePurpose.CHARGE,
                payable=Quantity.money("250000.10", "EUR"),
            ),
            LinePaid(
                name="late",
                purpose=LinePurpose.SERVICE_CREDIT,
                payable=Quantity.money("66.66", "EUR"),
                evened_out=Quantity.money("-0.01", "EUR"),
            ),
        ),
    ),
    DisputeRaised(statement="34", line=LineNamed(name="fee"), reason="The fee was 249,000."),
    SpendingProposed(
        amount=Quantity.money(5000, "EUR"),
        purpose="training",
        what="Two days on payments",
        helps="straight_through",
        looked_at=date(2026, 1, 31),
    ),
)


def journal_of(*acts: Act) -> Journal:
    """Return a journal of acts, every second one signed."""
    journal = Journal()
    for index, act in enumerate(acts):
        speaker = Speaker(party="client", person="C. Manager", key=_KEY if index % 2 else None)
        entry = next_entry(journal, "northwind-acme", Instant(index * 1_000_000), speaker, act)
        journal = Journal(entries=(*journal.entries, entry))
    return journal


def test_what_is_written_is_read_again() -> None:
    journal = journal_of(*_ACTS)
    assert read_journal(journal.to_bytes()) == journal


@settings(max_examples=300)
@given(st.data())
def test_no_changed_byte_goes_unseen(data: st.DataObject) -> None:
    journal = journal_of(*_ACTS)
    content = bytearray(journal.to_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    changed = read_journal(bytes(content))
    assert changed.broken or changed.head != journal.head


@pytest.mark.parametrize("gone", range(len(_ACTS) - 1))
def test_an_entry_taken_out_breaks_the_chain(gone: int) -> None:
    lines = journal_of(*_ACTS).to_bytes().splitlines(keepends=True)
    broken = read_journal(b"".join(lines[:gone] + lines[gone + 1 :])).broken
    assert broken[0].line == gone + 1


def test_a_journal_known_at_a_moment_ends_there() -> None:
    journal = journal_of(*_ACTS)
    assert journal.up_to(Instant(1_000_000)).entries == journal.entries[:2]


def test_a_file_cut_off_says_so() -> None:
    content = journal_of(*_ACTS).to_bytes()
    (broken,) = read_journal(content[:-1]).broken
    assert (broken.line, broken.why) == (6, "the file ends in the middle of an entry")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"share":"1"', b'"share":1', "a share is a text"),
        (b'"purpose":"charge"', b'"purpose":"tip"', "it is none of charge, service credit"),
        (b'"edition":1', b'"edition":true', "edition"),
        (b'"250000.1 EUR"', b'"250000.1"', "an amount is a text"),
        (b'"relief":"client_cause"', b'"releif":"client_cause"', "releif"),
        (b'"dispute raised"', b'"dispute risen"', "dispute risen"),
        (b'"2026-01-31"', b'"2026-02-31"', "looked_at"),
        (b"servanda/entry/1", b"servanda/entry/9", "its format is not servanda/entry/1"),
        (b'"number":1', b'"number": 1', "canonical form"),
        (b'"number":2', b'"number":3', "it is numbered 3 where 2 is due"),
        (b"northwind-acme", b"\xff", "it is not JSON"),
    ],
)
def test_what_is_wrong_is_said(old: bytes, new: bytes, said: str) -> None:
    content = journal_of(*_ACTS).to_bytes()
    assert old in content
    broken = read_journal(content.replace(old, new)).broken
    assert any(said in each.why for each in broken), broken


def test_a_signature_of_another_text_does_not_hold() -> None:
    lines = journal_of(*_ACTS[:2]).to_bytes().splitlines(keepends=True)
    forged = lines[1].replace(b"The carrier's line was cut.", b"The carrier's line was sold")
    (broken,) = read_journal(lines[0] + forged).broken
    assert broken.line == 2
    assert "its signature does not hold" in broken.why


def test_an_entry_is_never_older_than_the_one_before() -> None:
    journal = journal_of(*_ACTS)
    with pytest.raises(ValueError, match="lies before the last entry"):
        next_entry(journal, "a", Instant(0), Speaker(party="client", person="C"), _ACTS[0])


@given(st.binary(max_size=200))
def test_any_bytes_are_a_journal_or_a_broken_one(content: bytes) -> None:
    journal = read_journal(content)
    assert not content or journal.broken


def test_a_key_file_opens_with_its_passphrase_alone() -> None:
    pem = _KEY.to_pem(passphrase="correct horse")
    assert SigningKey.from_pem(pem, passphrase="correct horse").public == _KEY.public
    for wrong in ("", "battery staple"):
        with pytest.raises(NotAKey):
            SigningKey.from_pem(pem, passphrase=wrong)
