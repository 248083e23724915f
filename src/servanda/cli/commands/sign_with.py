"""``servanda sign-with``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.exit_codes import ExitCode
from servanda.cli.speaking import open_key
from servanda.cli.terminal import open_terminal
from servanda.journal.wire import NotAnEntry, read_draft
from servanda.pipeline.files import read_text
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.acts import act_sentence

__all__ = ["sign_with_command"]

_INPUT = Path("-")


def sign_with_command(
    key: Annotated[
        Path,
        Parameter(
            help="The party's key file; its passphrase is read from SERVANDA_KEY_PASSPHRASE."
        ),
    ],
    draft: Annotated[
        Path, Parameter(help="What the book answered, as a file; standard input if not named.")
    ] = _INPUT,
) -> int:
    """Sign, with the party's key, what a shared book asks for.

    A program that enters something for a party with a key first sends the public key alone, and
    the book answers with what is to be signed. This command says in words what that is, and prints
    the signature as the book wants it: send the same request again with it. The key file is read
    here and leaves this machine for nobody.

    For example:

    ```
    servanda sign-with provider.pem draft.json
    ```
    """
    signing = open_key(key)
    message = _to_sign(draft)
    try:
        entry = read_draft(message)
    except NotAnEntry as problem:
        raise MisusedCommand(f"this is nothing to be signed: {problem}") from None
    if entry.key != signing.public:
        raise MisusedCommand(
            f"this is for the key {entry.key} to sign, and '{key}' is {signing.public}"
        )
    terminal = open_terminal()
    words = f"{entry.agreement}, entry {entry.number}: {act_sentence(entry, ())}"
    terminal.err.print(Text(words), soft_wrap=True)
    signature = {"key": entry.key, "at": str(entry.at), "value": signing.sign(message)}
    terminal.print_json({"signature": signature})
    return ExitCode.FINE


def _to_sign(draft: Path) -> bytes:
    text = sys.stdin.read() if draft == _INPUT else read_text(draft)
    try:
        return str(json.loads(text)["to_sign"]).encode()
    except (ValueError, KeyError, TypeError):
        raise MisusedCommand(
            "this is not what a book answers with; it has the bytes to be signed as 'to_sign'"
        ) from None
