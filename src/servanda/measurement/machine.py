"""How much memory measuring may take: said by the caller, or a share of what the machine has."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from pathlib import Path

__all__ = ["NotAnAmount", "machine_bytes", "memory_bytes", "read_amount", "within_memory"]

_SHARE = Fraction(1, 2)
"""Of the machine's memory; the language, its libraries and everybody else have the rest."""

_LEAST_BYTES = 200_000_000
_NOT_TOLD_BYTES = 4_000_000_000

_UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40}
_AMOUNT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*")
_SAID: ContextVar[int | None] = ContextVar("memory", default=None)


class NotAnAmount(ValueError):
    """A text says no amount of memory, or too little of it."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"'{text}' is no amount of memory; write '700 MB' or '2 GB', at least 200 MB"
        )


def read_amount(text: str) -> int:
    """Return an amount of memory in bytes.

    Args:
        text: A number with MB, GB or TB (powers of ten), or MiB, GiB or TiB (powers of two).

    Raises:
        NotAnAmount: It is none, or less than the engine can work with.

    Example:
        >>> read_amount("1.5 GB"), read_amount("512MiB")
        (1500000000, 536870912)
    """
    found = _AMOUNT.fullmatch(text)
    if found is None or found[2].upper() not in _UNITS:
        raise NotAnAmount(text)
    amount = int(Fraction(found[1]) * _UNITS[found[2].upper()])
    if amount < _LEAST_BYTES:
        raise NotAnAmount(text)
    return amount


@contextmanager
def within_memory(most_bytes: int | None) -> Iterator[None]:
    """Let whatever is measured meanwhile take so much memory; absent, a share of the machine's.

    Example:
        >>> with within_memory(2_000_000_000):
        ...     memory_bytes()
        2000000000
    """
    token = _SAID.set(most_bytes)
    try:
        yield
    finally:
        _SAID.reset(token)


def memory_bytes() -> int:
    """Return how much memory the engine may take here and now: what was said, or half of all."""
    said = _SAID.get()
    return said if said is not None else max(_LEAST_BYTES, int(machine_bytes() * _SHARE))


def machine_bytes(root: Path = Path("/")) -> int:
    """Return the memory of the machine, or of the container that this process is in.

    Args:
        root: Where the system tells about itself.

    References:
        The Linux kernel on control groups: memory.max in version 2; in version 1
        memory.limit_in_bytes.
    """
    return min([_physical_bytes(), *_limits(root)])


def _physical_bytes() -> int:
    # Windows does not tell in this way.
    known = "SC_PHYS_PAGES" in getattr(os, "sysconf_names", {})
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if known else _NOT_TOLD_BYTES


def _limits(root: Path) -> Iterator[int]:
    """Yield the limits of the groups that this process is in, and of those around them."""
    try:
        groups = (root / "proc/self/cgroup").read_text("utf-8").splitlines()
    except OSError:
        return
    for group in groups:
        _, controllers, path = group.split(":", 2)
        if not controllers:
            yield from _around(root / "sys/fs/cgroup", path, "memory.max")
        elif "memory" in controllers.split(","):
            yield from _around(root / "sys/fs/cgroup/memory", path, "memory.limit_in_bytes")


def _around(mounted: Path, path: str, name: str) -> Iterator[int]:
    group = mounted / path.strip("/")
    # Inside a container the path may be the host's, of which only the top is seen.
    for place in (group, *(each for each in group.parents if each.is_relative_to(mounted))):
        try:
            text = (place / name).read_text("utf-8").strip()
        except OSError:
            continue
        if text.isdigit():
            yield int(text)
