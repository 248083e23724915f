"""Signatures by passkeys: a browser's device signs, and the secret never leaves it.

What is asked of the device is the digest of what is signed. It answers with what it knows of the
site and of whoever was there, with what the browser said about the asking, and with a signature
over both. All three together stand in an entry, so that anybody can verify them without a browser.

References:
    Web Authentication, Level 2 (W3C Recommendation, 8 April 2021), section 7.2.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

__all__ = ["Passkey", "assertion_holds", "challenge_of", "joined", "passkey_of"]

_PREFIX = "passkey:"
_SITE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_CREDENTIAL_BYTES_MAX = 1023
_RSA_BITS = range(2048, 8193)
# Of what the authenticator says: digest of the site, a byte of flags, four bytes of a counter.
_HEAD_BYTES = 37
_PRESENT, _VERIFIED, _MAY_BE_COPIED, _IS_COPIED = 0x01, 0x04, 0x08, 0x10
_HAS_KEY, _HAS_MORE = 0x40, 0x80

_Public = EllipticCurvePublicKey | Ed25519PublicKey | RSAPublicKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """Name a passkey as agreements and entries do: ``passkey:site:credential:public key``.

    Args:
        site: The site that it was made at, its relying party's identifier: ``book.example.com``.
        credential: The device's name for it, by which a browser asks for it.
        public: Its public key: ECDSA on P-256, Ed25519, or RSA of at least 2,048 bits, as DER
            (SubjectPublicKeyInfo).
    """

    site: str
    credential: bytes
    public: bytes

    @property
    def text(self) -> str:
        """Return how agreements and entries name it."""
        return f"{_PREFIX}{self.site}:{_written(self.credential)}:{_written(self.public)}"

    @property
    def credential_text(self) -> str:
        """Return the device's name for it in base64url, as browsers are told it."""
        return _written(self.credential)


def passkey_of(text: str) -> Passkey | None:
    """Return the passkey that a text names; nothing where it names none that can be verified."""
    if not text.startswith(_PREFIX):
        return None
    site, _, rest = text.removeprefix(_PREFIX).partition(":")
    parts = [_read(each) for each in rest.split(":")]
    if len(parts) != 2 or None in parts or not _SITE.fullmatch(site):
        return None
    credential, public = parts
    assert credential is not None
    assert public is not None
    if not 0 < len(credential) <= _CREDENTIAL_BYTES_MAX or _public(public) is None:
        return None
    return Passkey(site=site, credential=credential, public=public)


def challenge_of(message: bytes) -> str:
    """Return what a device is asked to sign: the message's SHA-256 in base64url, not padded.

    Example:
        >>> challenge_of(b"")
        '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'
    """
    return _written(hashlib.sha256(message).digest())


def joined(*, authenticator: bytes, client: bytes, signature: bytes) -> str:
    """Return a browser's answer as it stands in an entry: its three parts, with dots between.

    Args:
        authenticator: What the device said (``authenticatorData``).
        client: What the browser said (``clientDataJSON``).
        signature: The signature over both.
    """
    return ".".join(map(_written, (authenticator, client, signature)))


def assertion_holds(message: bytes, *, key: Passkey, signature: str) -> bool:
    """Return whether a browser's answer is that of a passkey which was asked for this message.

    The device has to have been asked at the key's own site, by a page that stood in no other
    site's frame, and to have seen and verified who was there.

    Args:
        message: What was to be signed.
        key: The passkey.
        signature: The answer, as ``joined`` writes it.
    """
    parts = [_read(each) for each in signature.split(".")]
    if len(parts) != 3 or None in parts:
        return False
    authenticator, client, signed = (each or b"" for each in parts)
    if not _is_of_site(authenticator, key.site) or not _is_asked(client, key.site, message):
        return False
    return _verifies(key.public, authenticator + hashlib.sha256(client).digest(), signed)


def _is_of_site(said: bytes, site: str) -> bool:
    """Return whether a device says that it was asked at a site, and saw and verified somebody."""
    if len(said) < _HEAD_BYTES or said[:32] != hashlib.sha256(site.encode()).digest():
        return False
    flags = said[32]
    if not flags & _PRESENT or not flags & _VERIFIED or flags & _HAS_KEY:
        return False
    if flags & _IS_COPIED and not flags & _MAY_BE_COPIED:
        return False
    return bool(flags & _HAS_MORE) == (len(said) > _HEAD_BYTES)


def _is_asked(said: bytes, site: str, message: bytes) -> bool:
    """Return whether a browser says that it asked for this message, at a site."""
    try:
        told: Any = json.loads(said.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return False
    if not isinstance(told, dict):
        return False
    asked = (told.get("type"), told.get("challenge"))
    framed = told.get("crossOrigin", False) is not False or "topOrigin" in told
    return (
        asked == ("webauthn.get", challenge_of(message))
        and not framed
        and _belongs(told.get("origin"), site)
    )


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a key stands there twice")
    return told


def _belongs(origin: object, site: str) -> bool:
    """Return whether an origin is a site's own, or one below it, and nobody could read along."""
    if not isinstance(origin, str):
        return False
    try:
        parts = urlsplit(origin)
        host = parts.hostname or ""
    except ValueError:
        return False
    if origin != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and host == "localhost")
    return safe and (host == site or host.endswith(f".{site}"))


def _verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        match _public(public):
            case EllipticCurvePublicKey() as key:
                key.verify(signature, message, ECDSA(SHA256()))
            case Ed25519PublicKey() as key:
                key.verify(signature, message)
            case RSAPublicKey() as key:
                key.verify(signature, message, PKCS1v15(), SHA256())
            case None:
                return False
    except (InvalidSignature, ValueError):
        return False
    return True


def _public(der: bytes) -> _Public | None:
    """Return the key that bytes hold, where it is of a kind that passkeys are verified by."""
    try:
        key = load_der_public_key(der)
    except Exception:  # noqa: BLE001 - whatever a library of cryptography makes of any bytes
        return None
    if key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) != der:
        return None
    if isinstance(key, EllipticCurvePublicKey):
        return key if isinstance(key.curve, SECP256R1) else None
    if isinstance(key, RSAPublicKey):
        return key if key.key_size in _RSA_BITS else None
    return key if isinstance(key, Ed25519PublicKey) else None


def _written(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _read(text: str) -> bytes | None:
    """Read base64url without padding; nothing for what is written otherwise than it would be."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if _written(content) == text else None
