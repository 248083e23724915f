"""Which column of somebody's export is the case number, which is when it was opened."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from servanda.agreement.model.evidence import ColumnType
from servanda.evidence.sketch import ColumnSketch, Sketch

__all__ = ["ROLES", "Role", "plain", "priority_words", "propose", "refusal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a column has to be for an agreement.

    Args:
        name: Its name in the agreement.
        asks: What a person is asked for.
        type: What it has to be readable as.
        names: Headings that ticket tools give it, in several languages, the likeliest first.
        unique: Whether each row has one of its own.
    """

    name: str
    asks: str
    type: ColumnType
    names: tuple[str, ...]
    unique: bool = False


ROLES: Final[Mapping[str, Role]] = {
    role.name: role
    for role in (
        Role(
            name="number",
            asks="the case number",
            type=ColumnType.TEXT,
            names=(
                "number", "incident number", "ticket number", "case number", "key", "issue key",
                "id", "ticket id", "incident id", "case id", "ticket", "reference", "nummer",
                "vorgangsnummer", "ticketnummer", "meldingnummer", "numero", "sys id",
            ),
            unique=True,
        ),
        Role(
            name="outage",
            asks="the outage's number",
            type=ColumnType.TEXT,
            names=("outage", "outage id", "number", "id", "event id", "key", "nummer", "numero"),
            unique=True,
        ),
        Role(
            name="opened",
            asks="when a case was opened",
            type=ColumnType.INSTANT,
            names=(
                "opened", "opened at", "created", "created at", "sys created on", "created date",
                "open time", "reported", "submitted", "start", "eroffnet", "erstellt",
                "erstellt am", "aangemaakt", "gemeld", "aanmaakdatum", "ouvert", "cree le",
            ),
        ),
        Role(
            name="received",
            asks="when an item was received",
            type=ColumnType.INSTANT,
            names=("received", "received at", "opened", "opened at", "created", "created at",
                   "submitted", "eingang", "ontvangen", "recu le"),
        ),
        Role(
            name="responded",
            asks="when somebody first responded",
            type=ColumnType.INSTANT,
            names=("responded", "first response", "first response at", "response time",
                   "responded at", "work start", "reaktion", "eerste reactie",
                   "premiere reponse"),
        ),
        Role(
            name="resolved",
            asks="when a case was resolved",
            type=ColumnType.INSTANT,
            names=(
                "resolved", "resolved at", "resolution date", "resolved date", "solved",
                "solved at", "closed", "closed at", "end", "gelost", "gelost am", "opgelost",
                "oplosdatum", "resolu le", "cloture le",
            ),
        ),
        Role(
            name="completed",
            asks="when an item was done",
            type=ColumnType.INSTANT,
            names=("completed", "completed at", "done", "finished", "resolved", "resolved at",
                   "closed", "closed at", "erledigt", "afgerond", "termine le"),
        ),
        Role(
            name="began",
            asks="when an outage began",
            type=ColumnType.INSTANT,
            names=("began", "start", "started", "started at", "begin", "from", "beginn",
                   "opened", "opened at", "debut"),
        ),
        Role(
            name="ended",
            asks="when an outage ended",
            type=ColumnType.INSTANT,
            names=("ended", "end", "ended at", "resolved", "resolved at", "until", "to", "ende",
                   "einde", "fin", "closed at"),
        ),
        Role(
            name="priority",
            asks="the priority",
            type=ColumnType.TEXT,
            names=("priority", "prio", "priorität", "prioriteit", "priorite", "severity",
                   "urgency"),
        ),
        Role(
            name="unit",
            asks="the business unit",
            type=ColumnType.TEXT,
            names=("unit", "business unit", "department", "company", "assignment group",
                   "category", "abteilung", "afdeling", "unite"),
        ),
    )
}  # fmt: skip
"""Roles by name."""

_LEAST_LIKE: Final = 0.72
_ADDED: Final = {
    "am", "at", "case", "das", "date", "datum", "de", "der", "die", "het", "heure", "incident",
    "le", "moment", "on", "op", "the", "ticket", "tijd", "tijdstip", "time", "uhrzeit", "um",
    "vorgang", "zeit", "zeitpunkt",
}  # fmt: skip
_PRIORITY_WORDS: Final = {
    "P1": ("1", "critical", "kritisch", "kritiek", "critique", "urgent", "highest", "blocker"),
    "P2": ("2", "high", "hoch", "hoog", "haute", "elevee", "major"),
    "P3": ("3", "medium", "moderate", "mittel", "middel", "normal", "normaal", "moyenne"),
    "P4": ("4", "low", "niedrig", "laag", "basse", "minor", "lowest"),
}


def plain(text: str) -> str:
    """Return a text in small letters without accents and marks.

    Example:
        >>> plain("Eröffnet_am ")
        'eroffnet am'
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def propose(roles: Iterable[Role], sketch: Sketch) -> dict[str, str]:
    """Propose a heading for each role, by name and by content.

    Returns:
        Headings by role; a role for which nothing fits is left out. No heading serves twice.
    """
    proposed: dict[str, str] = {}
    for role in roles:
        scored = [
            (_score(role, heading, sketch.rows, column), -place, heading)
            for place, (heading, column) in enumerate(sketch.columns.items())
            if heading not in proposed.values()
        ]
        best = max(scored, default=(0.0, 0, ""))
        if best[0] >= _LEAST_LIKE:
            proposed[role.name] = best[2]
    return proposed


def refusal(role: Role, sketch: Sketch, heading: str) -> str:
    """Say why a column cannot serve a role; empty where it can.

    Args:
        role: The role.
        sketch: The file.
        heading: One of its headings.
    """
    column = sketch.columns[heading]
    if column.filled == 0:
        return f"'{heading}' is empty in every row"
    if role.type is ColumnType.INSTANT and column.column.type is not ColumnType.INSTANT:
        return f"'{heading}' holds no dates with times, it reads as {column.column.type.value}"
    if role.unique and column.different < sketch.rows:
        return f"'{heading}' has {column.different} different values in {sketch.rows} rows"
    return ""


def priority_words(words: Iterable[str]) -> dict[str, str]:
    """Propose which of P1 to P4 each word of a priority column is.

    Returns:
        Words by what they become; words that are none of the four are left out.

    Example:
        >>> priority_words(["1 - Critical", "Niedrig", "5"])
        {'1 - Critical': 'P1', 'Niedrig': 'P4'}
    """
    return {word: found for word in words if (found := _priority(word))}


def _priority(word: str) -> str:
    parts = re.findall(r"[a-z]+|[0-9]+", plain(word))
    if not parts:
        return ""
    number = next((part for part in parts if part.isdecimal()), "")
    if number:
        return f"P{int(number)}" if number in {"1", "2", "3", "4"} else ""
    return next(
        (name for name, known in _PRIORITY_WORDS.items() if any(part in known for part in parts)),
        "",
    )


def _core(name: str) -> str:
    """Return a name without the words that headings add to it: ``eroffnet am``, ``date opened``."""
    return " ".join(word for word in plain(name).split() if word not in _ADDED)


def _score(role: Role, heading: str, rows: int, column: ColumnSketch) -> float:
    """Return how well a column fits, from 0 to 1: its name, if its content allows."""
    if column.filled == 0:
        return 0.0
    if role.type is ColumnType.INSTANT and column.column.type is not ColumnType.INSTANT:
        return 0.0
    if role.type is ColumnType.TEXT and column.column.type is ColumnType.INSTANT:
        return 0.0
    if role.unique and column.different < rows:
        return 0.0
    name = plain(heading)
    exact = [1.0 - place / 100 for place, known in enumerate(role.names) if plain(known) == name]
    if exact:
        return exact[0]
    core = _core(name)
    alike = [0.95 - place / 100 for place, known in enumerate(role.names) if _core(known) == core]
    if core and alike:
        return max(alike[0], _LEAST_LIKE)
    return 0.8 * max(SequenceMatcher(None, name, plain(known)).ratio() for known in role.names)
