"""Who says what is entered into the journal."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.journal.chain import Speaker
from servanda.journal.signing import NotAKey, SigningKey
from servanda.pipeline.refusals import CannotRead

__all__ = ["PASSPHRASE_VARIABLE", "SpeakerOptions", "open_key"]

PASSPHRASE_VARIABLE = "SERVANDA_KEY_PASSPHRASE"  # noqa: S105 - a name, not a secret


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerOptions:
    """Say for which party one speaks, and sign with its key."""

    party: Annotated[
        str,
        Parameter(name="--as", help="Party that one speaks for, as in the agreement's 'parties'."),
    ]
    person: Annotated[str, Parameter(name="--person", help="Who speaks for it.")]
    role: Annotated[
        str,
        Parameter(name="--role", help="In which role: 'contract manager'.", show_default=False),
    ] = ""
    key: Annotated[
        Path | None,
        Parameter(
            name="--key",
            help="The party's key file; its passphrase is read from SERVANDA_KEY_PASSPHRASE."
            " Without one the entry is not signed.",
        ),
    ] = None

    def speaker(self) -> Speaker:
        """Return who speaks, with the key opened.

        Raises:
            CannotRead: The key file is missing, is none, or its passphrase is wrong.
        """
        return Speaker(party=self.party, person=self.person, role=self.role, key=self._key())

    def _key(self) -> SigningKey | None:
        return None if self.key is None else open_key(self.key)


def open_key(path: Path) -> SigningKey:
    """Open a party's key file with the passphrase in SERVANDA_KEY_PASSPHRASE.

    Raises:
        CannotRead: The key file is missing, is none, or its passphrase is wrong.
    """
    try:
        pem = path.read_bytes()
        return SigningKey.from_pem(pem, passphrase=os.environ.get(PASSPHRASE_VARIABLE, ""))
    except NotAKey as problem:
        why = f"it does not open: {problem}; its passphrase goes into {PASSPHRASE_VARIABLE}"
        raise CannotRead(path, why) from None
    except OSError as problem:
        raise CannotRead(path, problem.strerror or str(problem)) from None
