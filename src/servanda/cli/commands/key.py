"""``servanda key``."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.speaking import PASSPHRASE_VARIABLE
from servanda.cli.terminal import open_terminal
from servanda.journal.signing import SigningKey
from servanda.pipeline.files import write_all
from servanda.pipeline.refusals import MisusedCommand

__all__ = ["key_command"]


def key_command(
    doing: Annotated[Literal["new"], Parameter(help="new: make a key.")],
    file: Annotated[Path, Parameter(help="File for the key: provider.pem.")],
    *,
    unprotected: Annotated[
        bool, Parameter(negative="", help="Write the key file without a passphrase.")
    ] = False,
) -> int:
    """Make a key with which a party signs what it enters.

    The passphrase that protects the file is read from SERVANDA_KEY_PASSPHRASE, or asked for on a
    terminal. The key file stays with its party and is given to nobody; what is shown is the public
    key, which goes into the agreement under the party's 'keys'.

    For example:

    ```
    servanda key new provider.pem
    ```
    """
    assert doing == "new", "there is nothing else to do with keys so far"
    if file.exists():
        raise MisusedCommand(f"'{file}' is there already; name a file that is not")
    passphrase = "" if unprotected else _passphrase()
    key = SigningKey.new()
    write_all(file.parent, {file.name: key.to_pem(passphrase=passphrase)})
    file.chmod(0o600)
    terminal = open_terminal()
    terminal.out.print(Text(key.public), soft_wrap=True)
    terminal.err.print(
        Text("Put this public key under the party's 'keys' in the agreement; keep the file."),
        soft_wrap=True,
    )
    return 0


def _passphrase() -> str:
    given = os.environ.get(PASSPHRASE_VARIABLE, "")
    if given or not sys.stdin.isatty():
        if not given:
            raise MisusedCommand(
                f"a key file needs a passphrase: put it into {PASSPHRASE_VARIABLE}, or say"
                " --unprotected"
            )
        return given
    first, second = getpass("Passphrase: "), getpass("Again: ")
    if not first or first != second:
        raise MisusedCommand("the two passphrases differ, or are empty; nothing was written")
    return first
