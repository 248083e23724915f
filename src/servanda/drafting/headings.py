"""Which column of a schedule says what, in the words of several languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from servanda.drafting.roles import plain
from servanda.drafting.sheet import Cells

__all__ = ["Headings", "find_headings"]

_NAMES: Final = {
    "number": ("no", "nr", "id", "ref", "clause", "numero", "pos", "position", "lfd nr"),
    "service": ("service", "services", "dienst", "diensten", "leistung", "service name",
                "prestation", "system", "application", "anwendung", "applicatie"),
    "measure": ("measure", "service level", "level", "sla", "kpi", "metric", "indicator",
                "kennzahl", "messgrosse", "kriterium", "service level beschreibung",
                "prestatie indicator", "indicator", "meting", "indicateur", "designation",
                "mesure", "niveau de service", "service level description",
                "leistungsindikator"),
    "detail": ("description", "definition", "details", "detail", "requirement", "explanation",
               "beschreibung", "erlauterung", "omschrijving", "definitie",
               "toelichting", "detail", "explication"),
    "period": ("measurement window", "measurement period", "measured", "period", "reporting period",
               "frequency", "messzeitraum", "messperiode", "zeitraum", "meetperiode", "periode",
               "frequentie", "frequence", "periode de mesure"),
    "target": ("target", "expected", "objective", "target level", "sla target", "goal", "ziel",
               "zielwert", "sollwert", "soll", "norm", "doel", "streefwaarde", "doelstelling",
               "objectif", "cible", "valeur cible", "expected level", "service level target"),
    "minimum": ("minimum", "min", "minimum level", "threshold", "mindestwert", "minimum wert",
                "untergrenze", "ondergrens", "minimumwaarde", "seuil", "seuil minimum",
                "minimum service level", "minimal", "valeur minimale"),
    "within": ("time", "within", "resolution time", "response time", "time limit", "zeit",
               "frist", "losungszeit", "reaktionszeit", "tijd", "oplostijd", "reactietijd",
               "termijn", "delai"),
    "penalty": ("penalty", "penalties", "service credit", "credit", "malus", "ponale", "boete",
                "vertragsstrafe", "korting", "malusbedrag", "penalite", "avoir", "service credits"),
    "weight": ("weight", "weighting", "gewicht", "gewichtung", "weging", "weegfactor", "poids",
               "ponderation"),
    "hours": ("service hours", "hours", "support hours", "business hours", "servicezeit",
              "servicezeiten", "betriebszeit", "bedienzeit", "openingstijden", "servicetijd",
              "servicetijden", "servicevenster", "heures de service", "horaires",
              "plage horaire", "service window"),
    "priority": ("priority", "prio", "prioritat", "prioriteit", "priorite", "severity"),
}  # fmt: skip
_ROWS_LOOKED_AT: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Say where the table of a schedule begins.

    Args:
        row: The number of the row of headings.
        columns: Positions by what stands there.
        strange: Headings that are not understood, by position.
    """

    row: int
    columns: dict[str, int]
    strange: dict[int, str]


def find_headings(rows: Sequence[Cells]) -> Headings | None:
    """Find the row of headings: the one with most words that headings have, at least two.

    A table without a measure and without a target is no schedule.
    """
    candidates = [_headings(number, cells) for number, cells in rows[:_ROWS_LOOKED_AT]]
    best = max(candidates, key=lambda each: len(each.columns), default=None)
    if best is None or not {"measure", "target"} <= set(best.columns):
        return None
    return best


def _headings(number: int, cells: Sequence[str]) -> Headings:
    columns: dict[str, int] = {}
    strange: dict[int, str] = {}
    for position, cell in enumerate(cells):
        found = _meaning(cell, columns)
        if found:
            columns[found] = position
        elif cell:
            strange[position] = cell
    if "measure" not in columns and "service" in columns and "target" in columns:
        columns["measure"] = columns.pop("service")
    if "measure" not in columns and "detail" in columns:
        columns["measure"] = columns.pop("detail")
    return Headings(row=number, columns=columns, strange=strange)


def _meaning(cell: str, taken: dict[str, int]) -> str:
    name = plain(cell.partition("(")[0])
    exact = [meaning for meaning, names in _NAMES.items() if name in names]
    first_word = [
        meaning
        for meaning, names in _NAMES.items()
        if name and len(name.split()) > 1 and any(name.startswith(f"{each} ") for each in names)
    ]
    return next((each for each in (*exact, *first_word) if each not in taken), "")
