"""What a shared book asks a party to sign is said in words, and signed with the party's key."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from servanda.cli.application import execute
from servanda.facts.decision import Act, Answer, DisputeAnswered, StatementAgreed
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.journal.signing import SigningKey, signature_holds
from servanda.journal.wire import entry_bytes, signed_bytes
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import CannotRead, MisusedCommand

_KEY = SigningKey.of_secret(bytes(32))
_ENTRY = "0" * 64


def _draft(folder: Path, act: Act, key: SigningKey = _KEY) -> tuple[Path, bytes]:
    speaker = Speaker(party="client", person="C. Jones", key=key)
    entry = next_entry(Journal(), "small", Instant(0), speaker, act)
    message = signed_bytes(entry)
    path = folder / "draft.json"
    path.write_text(json.dumps({"at": str(entry.at), "to_sign": message.decode()}), "utf-8")
    return path, message


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """The key as a file without a passphrase."""
    path = tmp_path / "client.pem"
    path.write_bytes(_KEY.to_pem())
    return path


@pytest.mark.parametrize(
    "act",
    [
        StatementAgreed(statement=_ENTRY),
        DisputeAnswered(dispute=_ENTRY, answer=Answer.DECLINED, reason="No."),
    ],
)
def test_a_draft_is_signed(
    act: Act, tmp_path: Path, key_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, message = _draft(tmp_path, act)
    assert execute(["sign-with", str(key_file), str(path)]) == 0
    printed = capsys.readouterr()
    signature = json.loads(printed.out)["signature"]
    assert signature_holds(message, key=_KEY.public, signature=signature["value"])
    assert signature["at"] == "1970-01-01T00:00:00Z"
    assert printed.err.startswith("small, entry 1: ")


def test_another_key_signs_nothing(tmp_path: Path, key_file: Path) -> None:
    other = SigningKey.of_secret(b"x" * 32)
    path, _ = _draft(tmp_path, StatementAgreed(statement=_ENTRY), other)
    with pytest.raises(MisusedCommand, match="is for the key"):
        execute(["sign-with", str(key_file), str(path)])


def test_what_is_signed_already_is_not_signed_again(tmp_path: Path, key_file: Path) -> None:
    speaker = Speaker(party="client", person="C. Jones", key=_KEY)
    entry = next_entry(Journal(), "small", Instant(0), speaker, StatementAgreed(statement=_ENTRY))
    path = tmp_path / "draft.json"
    for content in (entry_bytes(entry), signed_bytes(replace(entry, key=""))):
        path.write_text(json.dumps({"to_sign": content.decode()}), "utf-8")
        with pytest.raises(MisusedCommand, match="signed already, or names no key"):
            execute(["sign-with", str(key_file), str(path)])


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"to_sign": "x"}', '{"to_sign": "{}"}'])
def test_what_is_no_draft(text: str, tmp_path: Path, key_file: Path) -> None:
    path = tmp_path / "draft.json"
    path.write_text(text, "utf-8")
    with pytest.raises(MisusedCommand, match="this is n"):
        execute(["sign-with", str(key_file), str(path)])


def test_what_is_no_key(tmp_path: Path) -> None:
    path, _ = _draft(tmp_path, StatementAgreed(statement=_ENTRY))
    with pytest.raises(CannotRead):
        execute(["sign-with", str(path), str(path)])
