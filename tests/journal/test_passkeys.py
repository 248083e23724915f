"""What a passkey signs holds for the very bytes that were signed, and nothing else does."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.agreement.surface.parties import PARTIES
from servanda.agreement.surface.shape import ListOf, OneOf, Record, Text
from servanda.facts.decision import DraftDeclined
from servanda.journal.chain import Journal, Speaker, next_entry, read_journal
from servanda.journal.passkeys import challenge_of, passkey_of
from servanda.journal.signing import is_public_key, signature_holds
from servanda.kernel.time import Instant
from tests.journal.device import ORIGIN, PRESENT, SITE, VERIFIED, Device, Secret, es256, rs256

_MESSAGE = b'{"act":{"act":"version signed"},"number":7}'
_DEVICE = Device()


def _holds(answer: str, *, message: bytes = _MESSAGE, device: Device = _DEVICE) -> bool:
    return signature_holds(message, key=device.public, signature=answer)


def _pattern_of_keys() -> str:
    """Return how the agreement's language tells a public key."""
    assert isinstance(PARTIES.of, OneOf)
    party = PARTIES.of.shapes[1]
    assert isinstance(party, Record)
    several = next(each.holds for each in party.keys if each.name == "keys")
    assert isinstance(several, ListOf)
    assert isinstance(several.of, Text)
    return several.of.pattern


@pytest.mark.parametrize("make", [es256, ed25519.Ed25519PrivateKey.generate, rs256])
def test_every_sort_of_key_signs_and_is_named_by_the_language(make: Callable[[], Secret]) -> None:
    device = Device(secret=make())
    assert passkey_of(device.public) == device.passkey
    assert is_public_key(device.public)
    assert re.fullmatch(_pattern_of_keys(), device.public)
    assert _holds(device.sign(_MESSAGE), device=device)
    assert not _holds(device.sign(_MESSAGE), device=device, message=_MESSAGE + b" ")


@pytest.mark.parametrize(
    "bent",
    [
        {"type": "webauthn.create"},
        {"challenge": challenge_of(b"something else")},
        {"challenge": challenge_of(_MESSAGE) + "="},
        {"challenge": None},
        {"origin": "https://book.example.com.evil.example"},
        {"origin": "https://evilbook.example.com"},
        {"origin": "https://book.other.example"},
        {"origin": "http://book.example.com"},
        {"origin": "https://a@book.example.com"},
        {"origin": "https://book.example.com/"},
        {"origin": "https://["},
        {"origin": ["https://book.example.com"]},
        {"origin": None},
        {"crossOrigin": True},
        {"crossOrigin": "false"},
        {"topOrigin": "https://other.example"},
        {"asked_at": "example.com"},
        {"asked_at": "evil.example"},
        {"flags": 0},
        {"flags": PRESENT},
        {"flags": VERIFIED},
        {"flags": PRESENT | VERIFIED | 0x40},
        {"flags": PRESENT | VERIFIED | 0x10},
        {"flags": PRESENT | VERIFIED | 0x80},
        {"more": b"\xa0"},
        {"client": b"[]"},
        {"client": b"{"},
        {"client": b"\xff"},
        {"client": b"[" * 100_000},
    ],
    ids=str,
)
def test_what_was_signed_otherwise_does_not_hold(bent: dict[str, object]) -> None:
    assert not _holds(_DEVICE.answer(_MESSAGE, **bent))  # type: ignore[arg-type] # bent on purpose


def test_a_key_that_the_browser_names_twice_is_not_believed() -> None:
    said = {"type": "webauthn.get", "challenge": challenge_of(_MESSAGE), "origin": ORIGIN}
    honest = json.dumps(said).encode()
    assert _holds(_DEVICE.answer(_MESSAGE, client=honest))
    other = json.dumps({"challenge": challenge_of(b"another")}).encode()[:-1] + b"," + honest[1:]
    assert json.loads(other) == said
    assert not _holds(_DEVICE.answer(_MESSAGE, client=other))


@pytest.mark.parametrize(
    "honest",
    [
        {"origin": "https://book.example.com:8443"},
        {"origin": "https://www.book.example.com"},
        {"crossOrigin": None},
        {"flags": PRESENT | VERIFIED | 0x08 | 0x10},
        {"flags": PRESENT | VERIFIED | 0x80, "more": b"\xa0"},
        {"other_keys_can_be_added_here": "do not compare clientDataJSON against a template"},
    ],
    ids=str,
)
def test_what_honest_browsers_say_otherwise_holds(honest: dict[str, object]) -> None:
    assert _holds(_DEVICE.answer(_MESSAGE, **honest))  # type: ignore[arg-type] # of several kinds


def test_of_sites_without_encryption_that_of_this_machine_alone_is_believed() -> None:
    own = Device(site="localhost")
    assert _holds(own.answer(_MESSAGE, origin="http://localhost:8000"), device=own)
    assert not _holds(own.answer(_MESSAGE, origin="http://a.example:8000"), device=own)


def test_another_key_of_the_same_name_has_not_signed() -> None:
    assert not _holds(Device().sign(_MESSAGE))


def test_no_other_spelling_of_a_key_or_an_answer_is_one() -> None:
    key, answer = _DEVICE.public, _DEVICE.sign(_MESSAGE)
    _, site, name, public = key.split(":")
    smaller = ec.generate_private_key(ec.SECP384R1())
    other = Device(secret=smaller).public
    for wrong in (
        f"{key}=",
        f"passkey:{site.upper()}:{name}:{public}",
        f"passkey:{site}::{public}",
        f"passkey:{site}:{name}",
        f"passkey:{site}:{name}:{public}:",
        f"passkey:{site}:{'A' * 1368}:{public}",
        f"passkey:{site}:{name}:{public}AA",
        f"passkey:{site}:{name}:{base64.urlsafe_b64encode(b'no key').decode()}",
        other,
        Device(secret=rs256(1024)).public,
    ):
        assert not is_public_key(wrong), wrong
        assert not signature_holds(_MESSAGE, key=wrong, signature=answer)
        assert not re.fullmatch(_pattern_of_keys(), wrong), wrong
    for wrong in (f"{answer}=", f"{answer}.", answer.rpartition(".")[0], f" {answer}", ""):
        assert not _holds(wrong)


@settings(max_examples=200)
@given(st.data())
def test_no_changed_byte_of_an_answer_holds(data: st.DataObject) -> None:
    # A key whose answers are always the same.
    device = Device(secret=ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)))
    answer = device.sign(_MESSAGE)
    place = data.draw(st.integers(0, len(answer) - 1))
    other = data.draw(st.sampled_from("ABCabc019-_.=") | st.characters(max_codepoint=0x2FF))
    changed = answer[:place] + other + answer[place + 1 :]
    assert changed == answer or not _holds(changed, device=device)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_a_key_and_an_answer_or_none(key: str, answer: str) -> None:
    assert not signature_holds(_MESSAGE, key=f"passkey:{key}", signature=answer)


def test_a_journal_signed_with_passkeys_is_read_again_and_nothing_is_put_into_it() -> None:
    journal = Journal()
    for number in range(3):
        speaker = Speaker(party="client", person="C. Jones", key=_DEVICE)
        act = DraftDeclined(proposal=f"{number}", reason="No.")
        entry = next_entry(journal, "a", Instant(number), speaker, act)
        journal = Journal(entries=(*journal.entries, entry))
    assert read_journal(journal.to_bytes()) == journal
    lines = journal.to_bytes().splitlines()
    # An answer for one entry, under the next.
    first, second = (json.loads(each) for each in lines[:2])
    moved = lines[1].replace(second["signature"].encode(), first["signature"].encode())
    (broken,) = read_journal(b"\n".join((lines[0], moved, b""))).broken
    assert broken.line == 2
    assert "its signature does not hold" in broken.why


def test_what_is_asked_of_a_device_is_the_digest_of_what_is_signed() -> None:
    digest = base64.urlsafe_b64encode(hashlib.sha256(_MESSAGE).digest()).decode().rstrip("=")
    assert challenge_of(_MESSAGE) == digest
    assert _DEVICE.passkey.site == SITE
