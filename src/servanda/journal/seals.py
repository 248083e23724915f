"""What a host signs when it takes an entry in: the place of the entry in its journal."""

from __future__ import annotations

__all__ = ["administration_seal_bytes", "seal_bytes"]


def seal_bytes(agreement: str, number: int, sha256: str) -> bytes:
    """Return what the host signs when it takes an entry in.

    Args:
        agreement: The agreement's key in the book.
        number: The entry's number.
        sha256: The entry's digest.

    Example:
        >>> seal_bytes("abc", 7, "0f")
        b'servanda/seal/1 abc 7 0f'
    """
    return f"servanda/seal/1 {agreement} {number} {sha256}".encode()


def administration_seal_bytes(number: int, sha256: str) -> bytes:
    """Return what the host signs when it enters something into its own journal of people.

    Args:
        number: The entry's number.
        sha256: The entry's digest.

    Example:
        >>> administration_seal_bytes(7, "0f")
        b'servanda/administration-seal/1 7 0f'
    """
    return f"servanda/administration-seal/1 {number} {sha256}".encode()
