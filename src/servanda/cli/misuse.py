"""Words for arguments that make no sense."""

from __future__ import annotations

from cyclopts import CycloptsError, MissingArgumentError, UnknownCommandError

from servanda.cli.application import COMMANDS
from servanda.kernel.diagnostic import near_match

__all__ = ["misuse_text"]


def misuse_text(misuse: CycloptsError) -> str:
    """Say what is wrong with the arguments, and which help to read."""
    chain = " ".join(misuse.command_chain or ())
    help_command = f"servanda {chain} --help" if chain else "servanda --help"
    return f"{_message(misuse)}\nRun '{help_command}' to see how it is used."


def _message(misuse: CycloptsError) -> str:
    if isinstance(misuse, UnknownCommandError):
        # Its own text would import every command to look for near matches.
        word = (misuse.unused_tokens or [""])[0]
        near = near_match(word, COMMANDS)
        return f"there is no command '{word}'" + (f"; did you mean '{near}'?" if near else "")
    if isinstance(misuse, MissingArgumentError) and (missing := _missing(misuse)):
        chain = " ".join(misuse.command_chain or ())
        return f"say which {missing}: servanda {chain} {missing}"
    text = " ".join(str(misuse).split())
    return text[:1].lower() + text[1:]


def _missing(misuse: MissingArgumentError) -> str:
    """Return the word that stands for an argument without which a command says nothing."""
    argument = misuse.argument
    if argument is None or argument.index is None or misuse.keyword:
        return ""
    return argument.name.removeprefix("--").upper()
