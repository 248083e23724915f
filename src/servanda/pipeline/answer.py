"""What every use of a folder gives: a value, or what is wrong with the texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from servanda.kernel.diagnostic import Diagnostic, Severity

__all__ = ["Answer", "Progress", "has_errors", "say_nothing"]

T = TypeVar("T")


class Progress(Protocol):
    """Be told how far long work has come."""

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` steps are done, and what comes next in words.

        A ``total`` of 0 says that nobody knows how many steps there are.
        """


def say_nothing(doing: str, done: int, total: int) -> None:
    """Report no progress."""


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Return whether anything stops the texts from being used."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """Hold a value with the diagnostics found on the way.

    Args:
        value: What was asked for; absent if a diagnostic is an error.
        diagnostics: Everything found, in the order in which a reader sees it.
        sources: Texts that stand in no file, by the name that diagnostics know them by.
    """

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
