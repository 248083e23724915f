"""Callers' mistakes: one class per failure, each with its message inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from servanda.journal.chain import Broken
from servanda.kernel.diagnostic import near_match

__all__ = [
    "BrokenJournal",
    "CannotRead",
    "CannotWrite",
    "ChangedMeanwhile",
    "EngineGaveUp",
    "MisusedCommand",
    "NoAgreement",
    "NoClock",
    "NoEngine",
    "NoOperatingModel",
    "NotComparable",
    "NotSoFar",
    "PeriodsReversed",
    "TooLittleHistory",
    "UnknownCase",
    "UnknownFigure",
    "UnknownPeriod",
    "UnknownService",
    "UnknownTable",
]

_EXAMPLES = 3
_KEY_LENGTH = 40


class MisusedCommand(ValueError):
    """What was asked for does not exist or makes no sense."""


class CannotRead(OSError):
    """A file or folder cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"cannot read '{path}': {why}")
        self.why = why


class BrokenJournal(CannotRead):
    """A journal's file is not what the parties entered; nothing is settled on it."""

    def __init__(self, path: Path, broken: Sequence[Broken]) -> None:
        first = broken[0]
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        super().__init__(path, f"line {first.line}: {first.why}{more}")
        self.broken = tuple(broken)


class CannotWrite(OSError):
    """A file or folder cannot be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"cannot write '{path}': {why}")


class ChangedMeanwhile(CannotWrite):
    """A file was changed by somebody else while it was being worked on."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "it was changed meanwhile; nothing was written, run it again")


class NoAgreement(CannotRead):
    """There is no agreement where one was looked for."""

    def __init__(self, path: Path) -> None:
        why = "there is no such folder or file"
        if path.is_dir():
            why = "the folder has no 'agreement.yaml'; name a folder that has one, or a file"
        super().__init__(path, why)


class NoOperatingModel(CannotRead):
    """There is no operating model where one was looked for."""

    def __init__(self, path: Path) -> None:
        why = "there is no such folder or file"
        if path.is_dir():
            why = "the folder has no 'operating-model.yaml'; name a folder that has one, or a file"
        super().__init__(path, why)


class EngineGaveUp(OSError):
    """The machine was too small for the evidence, or a sum too long to be exact."""

    def __init__(self, why: str) -> None:
        super().__init__(f"measuring could not be finished: {why}")


class NoEngine(OSError):
    """What should compute the figures is not installed, or cannot be started or reached."""


class UnknownPeriod(MisusedCommand):
    """A period was named that the agreement does not have."""

    def __init__(self, label: str, known: Iterable[str]) -> None:
        labels = list(known)
        span = f"it has {labels[0]} to {labels[-1]}" if labels else "it has none so far"
        near = near_match(label, labels)
        hint = f"; did you mean '{near}'?" if near else ""
        super().__init__(f"the agreement has no period '{label}': {span}{hint}")


class NotComparable(MisusedCommand):
    """Two sides cannot be compared in money; the message says why."""


class NotSoFar(MisusedCommand):
    """No period has evidence yet, so that there is nothing to settle."""

    def __init__(self, first: str) -> None:
        super().__init__(
            "no period is complete so far: the evidence ends before the first one,"
            f" {first}, does; name one with --period to see how it stands"
        )


class PeriodsReversed(MisusedCommand):
    """The first period asked for comes after the last."""

    def __init__(self, first: str, last: str) -> None:
        super().__init__(
            f"no period lies between '{first}' and '{last}': '{first}' comes later;"
            " write the earlier one after --from and the later one after --until"
        )


class TooLittleHistory(MisusedCommand):
    """There are too few complete periods to say anything about those to come."""

    def __init__(self, count: int, least: int) -> None:
        super().__init__(
            f"a forecast rests on what happened before, and needs {least} complete periods;"
            f" there are {count} so far. 'servanda read' says what a period can cost meanwhile"
        )


class UnknownFigure(MisusedCommand):
    """A figure was named that the agreement does not have."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = sorted(set(known))
        near = near_match(name, names)
        hint = f"; did you mean '{near}'?" if near else f"; there are: {', '.join(names)}"
        super().__init__(f"the agreement has no measure or figure called '{name}'{hint}")


class NoClock(MisusedCommand):
    """A case was asked for, of a measure that has none."""

    def __init__(self, measure: str, clocks: Iterable[str]) -> None:
        names = ", ".join(clocks)
        hint = f"; these have one: {names}" if names else ""
        super().__init__(f"'{measure}' has no clock for each case{hint}")


def _alike(key: str) -> str:
    # Numbers that differ in a digit are other cases: only letter case and signs are overlooked.
    return "".join(filter(str.isalnum, key.casefold()))


class UnknownCase(MisusedCommand):
    """A case was named that a measure does not have."""

    def __init__(self, key: str, measure: str, known: Iterable[str]) -> None:
        keys = list(dict.fromkeys(known))
        some = ", ".join(" ".join(each.split())[:_KEY_LENGTH] for each in keys[:_EXAMPLES])
        near = next((each for each in keys if _alike(each) == _alike(key)), "")
        hint = f"; its cases are like {some}" if some else "; it has no cases"
        hint = f"; did you mean '{near}'?" if near else hint
        super().__init__(f"'{measure}' has no case '{key}'{hint}")


class UnknownTable(MisusedCommand):
    """An evidence table was named that the agreement does not have."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = near_match(name, names)
        hint = f"; did you mean '{near}'?" if near else f"; there are: {', '.join(names)}"
        super().__init__(f"the agreement has no evidence table '{name}'{hint}")


class UnknownService(MisusedCommand):
    """A service, or an entry of the register, was named that the operating model does not have."""

    def __init__(self, name: str, known: Iterable[str], what: str = "service") -> None:
        names = sorted(known)
        near = near_match(name, names)
        some = ", ".join(names[:_EXAMPLES]) + (" ..." if len(names) > _EXAMPLES else "")
        hint = f"; did you mean '{near}'?" if near else f"; there are: {some}" if names else ""
        super().__init__(f"the operating model has no {what} '{name}'{hint}")
