"""The two streams that a command speaks to."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TextIO

from rich.console import Console

__all__ = ["Terminal", "open_terminal"]

_WIDTH_OF_PIPES = 100


class _QuietConsole(Console):
    """Leave a closed pipe to whoever runs the command."""

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError


@dataclass(frozen=True, slots=True)
class Terminal:
    """Hold where answers go and where everything else goes.

    Args:
        out: For what was asked for; nothing else is ever printed there.
        err: For diagnostics that accompany an answer, progress and refusals.
    """

    out: Console
    err: Console

    def print_json(self, document: Mapping[str, Any]) -> None:
        """Print a JSON document, the same on a terminal and in a pipe."""
        self.out.file.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def print_raw(self, text: str) -> None:
        """Print a text exactly as it is."""
        self.out.file.write(text)


def open_terminal() -> Terminal:
    """Return consoles on the standard streams.

    Colours appear only on a terminal, and not where ``NO_COLOR`` is set.
    """
    return Terminal(_console(sys.stdout), _console(sys.stderr))


def _console(stream: TextIO) -> Console:
    fixed = None if stream.isatty() or "COLUMNS" in os.environ else _WIDTH_OF_PIPES
    return _QuietConsole(
        file=stream,
        width=fixed,
        markup=False,
        highlight=False,
        emoji=False,
        force_terminal=stream.isatty(),
    )
