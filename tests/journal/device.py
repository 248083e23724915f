"""A device in software that holds a passkey: it answers as a browser hands its answer on.

What it says can be bent, as by somebody who would like to have signed something else.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from servanda.journal.passkeys import Passkey, challenge_of, joined

PRESENT, VERIFIED = 0x01, 0x04
SITE, ORIGIN = "book.example.com", "https://book.example.com"

Secret = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey


def es256() -> Secret:
    """Make a key on the curve that most devices use."""
    return ec.generate_private_key(ec.SECP256R1())


def rs256(bits: int = 2048) -> Secret:
    """Make an RSA key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@dataclass(frozen=True, kw_only=True)
class Device:
    """A passkey with its secret.

    Args:
        site: The site that it was made at.
        secret: Its secret.
        name: What the device calls it.
    """

    site: str = SITE
    secret: Secret = field(default_factory=es256)
    name: bytes = b"one of sixteen b"

    @property
    def passkey(self) -> Passkey:
        der = self.secret.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return Passkey(site=self.site, credential=self.name, public=der)

    @property
    def public(self) -> str:
        return self.passkey.text

    def sign(self, message: bytes) -> str:
        """Answer as an honest browser does."""
        return self.answer(message)

    def answer(
        self,
        message: bytes,
        *,
        flags: int = PRESENT | VERIFIED,
        asked_at: str = "",
        more: bytes = b"",
        client: bytes = b"",
        **told: object,
    ) -> str:
        """Answer, with whatever is bent: what the device says, or what the browser does.

        Args:
            message: What is to be signed.
            flags: What the device says of who was there.
            asked_at: The site that it says it was asked at, its own if not named.
            more: What it says beyond that.
            client: What the browser says, altogether.
            told: What it says by key; nothing for a key that it leaves out.
        """
        head = hashlib.sha256((asked_at or self.site).encode()).digest()
        authenticator = head + struct.pack(">BI", flags, 7) + more
        said: Mapping[str, Any] = {
            "type": "webauthn.get",
            "challenge": challenge_of(message),
            "origin": f"https://{self.site}",
            "crossOrigin": False,
            **told,
        }
        spoken = client or json.dumps({k: v for k, v in said.items() if v is not None}).encode()
        signed = self._signed(authenticator + hashlib.sha256(spoken).digest())
        return joined(authenticator=authenticator, client=spoken, signature=signed)

    def _signed(self, message: bytes) -> bytes:
        match self.secret:
            case ec.EllipticCurvePrivateKey() as secret:
                return secret.sign(message, ec.ECDSA(SHA256()))
            case ed25519.Ed25519PrivateKey() as secret:
                return secret.sign(message)
            case rsa.RSAPrivateKey() as secret:
                return secret.sign(message, padding.PKCS1v15(), SHA256())
