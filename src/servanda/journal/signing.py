"""Signatures of the parties, with keys that never leave their owners.

A party signs with a key file (Ed25519, RFC 8032), or with a passkey.
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from servanda.journal.passkeys import assertion_holds, passkey_of

__all__ = ["NotAKey", "SigningKey", "is_public_key", "signature_holds"]

_PREFIX = "ed25519:"


class NotAKey(ValueError):
    """A key file cannot be used: it is none, of another sort, or its passphrase is wrong."""


class SigningKey:
    """Hold the secret with which a party signs."""

    def __init__(self, secret: Ed25519PrivateKey) -> None:
        self._secret = secret

    @classmethod
    def new(cls) -> SigningKey:
        """Make a new one from the machine's randomness."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def of_secret(cls, secret: bytes) -> SigningKey:
        """Make the key of 32 known bytes; whoever knows them can sign with it.

        Raises:
            ValueError: They are not 32.

        Example:
            >>> SigningKey.of_secret(bytes(32)).public
            'ed25519:O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik='
        """
        return cls(Ed25519PrivateKey.from_private_bytes(secret))

    @classmethod
    def from_pem(cls, pem: bytes, *, passphrase: str = "") -> SigningKey:
        """Read a key file (PKCS #8, PEM).

        Raises:
            NotAKey: It is no such file, or the passphrase does not open it.
        """
        try:
            secret = serialization.load_pem_private_key(pem, passphrase.encode() or None)
        except (ValueError, TypeError) as problem:
            raise NotAKey(str(problem)) from None
        if not isinstance(secret, Ed25519PrivateKey):
            raise NotAKey("it is not an Ed25519 key")
        return cls(secret)

    def to_pem(self, *, passphrase: str = "") -> bytes:
        """Return the key file's bytes, encrypted where there is a passphrase."""
        protection: serialization.KeySerializationEncryption = (
            serialization.BestAvailableEncryption(passphrase.encode())
            if passphrase
            else serialization.NoEncryption()
        )
        return self._secret.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection
        )

    @property
    def public(self) -> str:
        """Return the public key as agreements and entries name it: ``ed25519:`` and base64."""
        raw = self._secret.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        return _PREFIX + base64.b64encode(raw).decode()

    def sign(self, message: bytes) -> str:
        """Return the signature of a message in base64; the same message gives the same one."""
        return base64.b64encode(self._secret.sign(message)).decode()


def is_public_key(text: str) -> bool:
    """Return whether a text names a public key: that of a key file, or a passkey's.

    Example:
        >>> is_public_key(SigningKey.new().public), is_public_key("ed25519:YWJj")
        (True, False)
    """
    return _public(text) is not None or passkey_of(text) is not None


def signature_holds(message: bytes, *, key: str, signature: str) -> bool:
    """Return whether a signature is that of a key over a message; never for a broken key."""
    passkey = passkey_of(key)
    if passkey is not None:
        return assertion_holds(message, key=passkey, signature=signature)
    public = _public(key)
    if public is None:
        return False
    try:
        public.verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _public(text: str) -> Ed25519PublicKey | None:
    if not text.startswith(_PREFIX):
        return None
    try:
        raw = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
        return Ed25519PublicKey.from_public_bytes(raw)
    except (binascii.Error, ValueError):
        return None
