"""An authenticator in software: it makes keys and signs as a telephone or security key does."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40


def _words(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


class Passkey:
    """One key, for the site at which it was made.

    Args:
        origin: Where the browser is, as it says to the site.
    """

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = secrets.token_bytes(16)
        self._user = ""
        self._count = 0

    def make(self, options: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON of the site
        """Return what a browser answers when a key is made."""
        asked = options["publicKey"]
        self._user = asked["user"]["id"]
        public = cbor.encode(ES256.from_cryptography_key(self._key.public_key()))  # type: ignore[no-untyped-call] # not typed
        made = bytes(16) + struct.pack(">H", len(self._name)) + self._name + public
        held = self._held(asked["rp"]["id"], _ATTESTED) + made
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": held})
        return self._answer(
            {
                "clientDataJSON": _words(self._said("webauthn.create", asked)),
                "attestationObject": _words(attested),
            },
            {"credProps": {"rk": True}},
        )

    def sign(self, options: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON of the site
        """Return what a browser answers when a key is asked for."""
        asked = options["publicKey"]
        self._count += 1
        held, said = self._held(asked["rpId"]), self._said("webauthn.get", asked)
        signed = self._key.sign(held + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": _words(said),
                "authenticatorData": _words(held),
                "signature": _words(signed),
                "userHandle": self._user,
            },
            {},
        )

    def _held(self, site: str, more: int = 0) -> bytes:
        flags = _PRESENT | _VERIFIED | more
        return hashlib.sha256(site.encode()).digest() + struct.pack(">BI", flags, self._count)

    def _said(self, kind: str, asked: Any) -> bytes:  # noqa: ANN401 - as above
        said = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, response: dict[str, str], extensions: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": _words(self._name),
            "rawId": _words(self._name),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": extensions,
        }
