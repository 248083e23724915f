"""Run a command so that a person sees words and an exit code, and never a stack trace."""

from __future__ import annotations

import errno
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from cyclopts import CycloptsError
from rich.console import Console

from servanda.cli.exit_codes import ExitCode
from servanda.cli.misuse import misuse_text
from servanda.cli.terminal import open_terminal
from servanda.cli.version import version_text
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.clean import printable
from servanda.reports.reader import UnknownLocale

__all__ = ["guarded"]

_INTERRUPTED = frozenset({"Query interrupted", "INTERRUPT Error: Interrupted!"})
_ELSEWHERE = "; --cache and --output name folders elsewhere"
_ADVICE = {errno.EROFS: _ELSEWHERE, errno.EACCES: _ELSEWHERE, errno.ENOSPC: _ELSEWHERE}


def guarded(command: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """Run a command with its arguments.

    Returns:
        Its exit code; the code of the kind of refusal if it was refused.
    """
    _replace_what_cannot_be_spelt()
    try:
        return _refusing(command, arguments)
    except Exception as fault:  # noqa: BLE001 - the last resort: nobody is shown a stack trace
        if _was_interrupted(fault):
            return _refuse("interrupted", ExitCode.INTERRUPTED)
        return _broken(fault, arguments)


def _refusing(command: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    try:
        code = command(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return _pipe_closed()
    except KeyboardInterrupt:
        return _refuse("interrupted", ExitCode.INTERRUPTED)
    except CycloptsError as misuse:
        return _refuse(misuse_text(misuse), ExitCode.MISUSED)
    except (MisusedCommand, UnknownLocale) as refusal:
        return _refuse(str(refusal), ExitCode.MISUSED)
    except OSError as refusal:
        return _refuse(_words(refusal), ExitCode.FILES)
    return code


def _was_interrupted(fault: BaseException) -> bool:
    """Return whether Ctrl-C lies behind a fault: the query engine makes its own of it."""
    behind: BaseException | None = fault
    while behind is not None:
        if isinstance(behind, KeyboardInterrupt) or str(behind) in _INTERRUPTED:
            return True
        behind = behind.__cause__ or behind.__context__
    return False


def _words(refusal: Exception) -> str:
    if isinstance(refusal, OSError) and refusal.strerror:
        place = f"'{refusal.filename}': " if refusal.filename is not None else ""
        return f"cannot go on: {place}{refusal.strerror}{_ADVICE.get(refusal.errno or 0, '')}"
    return str(refusal).strip()


def _refuse(message: str, code: ExitCode) -> ExitCode:
    _console().print(f"servanda: {printable(message)}", soft_wrap=True)
    return code


def _broken(fault: Exception, arguments: Sequence[str]) -> ExitCode:
    path = _write_log(fault, arguments)
    lines = [
        f"something went wrong inside Servanda ({type(fault).__name__}); your texts are as before.",
        f"Please report it with the file {path}, which holds the command and where it stopped,",
        "but none of your evidence.",
    ]
    return _refuse("\n".join(lines), ExitCode.BROKEN)


def _write_log(fault: Exception, arguments: Sequence[str]) -> Path:
    handle, name = tempfile.mkstemp(prefix="servanda-fault-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as log:
        log.write(f"{version_text()}\nPython {platform.python_version()}, {platform.platform()}\n")
        log.write(f"arguments: {_without_people(arguments)!r}\n\n")
        # The stack alone: messages of faults may quote evidence.
        log.writelines(traceback.format_tb(fault.__traceback__))
        log.write(f"{type(fault).__module__}.{type(fault).__qualname__}\n")
    return Path(name)


def _without_people(arguments: Sequence[str]) -> list[str]:
    """Return a command's arguments without the names of people that it was given."""
    return list(arguments[:1] if {*arguments[:1]} & {"erase", "who"} else arguments)


def _pipe_closed() -> ExitCode:
    # What is still buffered has nobody to go to; without this, Python complains at its end.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return ExitCode.PIPE_CLOSED


def _replace_what_cannot_be_spelt() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _console() -> Console:
    return open_terminal().err
