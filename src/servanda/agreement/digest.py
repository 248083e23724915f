"""How a version of an agreement is named by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

__all__ = ["version_sha256"]


def version_sha256(texts: Sequence[str]) -> str:
    r"""Return the digest of a version, lower-case hex.

    Args:
        texts: Digests of what it is made of: the base's, then its amendments' in their order.

    Returns:
        The base's own digest; with amendments, that of all digests, one a line.

    Example:
        >>> version_sha256(["ab"]), version_sha256(["ab", "cd"])[:8]
        ('ab', '41b72d4b')
    """
    if len(texts) == 1:
        return texts[0]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
