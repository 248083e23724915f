"""What the command's exit code says."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """Say how a command ended.

    ``FINE``: done; warnings may have been shown. ``MISTAKES``: mistakes were found in the
    agreement or in evidence (with ``format --check``: a text is not in house style).
    ``MISUSED``: the command was used wrongly. ``FILES``: something could not be read or written.
    ``BROKEN``: a fault of Servanda itself. ``INTERRUPTED``: stopped with Ctrl-C.
    """

    FINE = 0
    MISTAKES = 1
    MISUSED = 2
    FILES = 3
    BROKEN = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141
