"""What helps to decide a cell: two questions for its process, and the risk of leaving it open.

Those of the fourteen processes lie beside this file as a table.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from servanda.operating_model.model.words import Process

__all__ = ["Guidance", "guidance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """Help the people in the room to decide about a process.

    Args:
        questions: Two questions to put to the room.
        left_open: What happens to the business if nobody decides.
    """

    questions: tuple[str, str]
    left_open: str


_OF_ANY_OTHER: Final = Guidance(
    questions=(
        "Who is asked first when this goes wrong, and may that person decide what is done?",
        "Who pays for it, and who notices that it has not been done?",
    ),
    left_open="Each of those concerned believes that another one sees to it, until it is needed.",
)
"""For a process that an organisation added: nothing is known of it but that it is one."""


def guidance(process: Process) -> Guidance:
    """Return what helps to decide about a process.

    Example:
        >>> from servanda.operating_model.reference import processes
        >>> guidance(processes()["software licence management"]).questions[0]
        'Who knows how many licences are needed, paid for and used?'
    """
    return _of_the_fourteen().get(process.name, _OF_ANY_OTHER)


@cache
def _of_the_fourteen() -> Mapping[str, Guidance]:
    text = (files("servanda.operating_model.session") / "questions.csv").read_text(encoding="utf-8")
    return {
        row["process"]: Guidance(
            questions=(row["first question"], row["second question"]), left_open=row["left open"]
        )
        for row in csv.DictReader(text.splitlines())
    }
