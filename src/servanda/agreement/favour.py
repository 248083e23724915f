"""Changes of a text in words, and for whom each is better where that can be decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from servanda.agreement.model.setting import PartyRole
from servanda.agreement.proof.depends import measures_behind
from servanda.agreement.variants import Edits, TextVersion

__all__ = ["ChangedWords", "Favour", "changed_words"]

_NUMBER: Final = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)")
_SECTIONS: Final = {
    "commitments": "commitment", "measures": "measure", "penalties": "penalty",
    "incentives": "incentive", "charges": "charge", "terms": "term", "tables": "table",
    "calendars": "calendar", "evidence": "evidence", "rows": "rows", "outcomes": "outcome",
    "figures": "figure", "services": "service", "parties": "party",
    "relief": "relief", "answers": "answer to",
}  # fmt: skip
_PAYS: Final = frozenset({"pays", "pool", "below expected", "below minimum", "repeat"})


class Favour(Enum):
    """For whom a change is better."""

    CLIENT = "better for the client"
    PROVIDER = "better for the provider"
    OPEN = "depends"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWords:
    """Say one change.

    Args:
        text: The change in a sentence.
        favour: For whom it is better.
    """

    text: str
    favour: Favour


def changed_words(edits: Edits, old: TextVersion, new: TextVersion) -> tuple[ChangedWords, ...]:
    """Return what became of a part, a sentence for each text that differs.

    Args:
        edits: The part.
        old: The older version.
        new: The newer version.
    """
    section, name = edits.part
    subject = f"{_SECTIONS.get(section, section)} '{name}'" if name else section
    if not edits.before or not edits.after:
        word = "is new" if edits.after else "is gone"
        texts = edits.after or edits.before
        holds = ", ".join(
            f"{' '.join(key)}: {text}" if key else text for key, text in texts.items()
        )
        favour = _of_whole(section, name, new if edits.after else old, gone=not edits.after)
        return (ChangedWords(text=f"{subject} {word} ({_short(holds)})", favour=favour),)
    return tuple(_each(edits, subject, new))


def _each(edits: Edits, subject: str, new: TextVersion) -> Iterator[ChangedWords]:
    keys = [*edits.after, *(key for key in edits.before if key not in edits.after)]
    for key in keys:
        before, after = edits.before.get(key), edits.after.get(key)
        if before == after:
            continue
        where = f"{subject}, {' '.join(key)}" if key else subject
        if before is None:
            text = f"{where}: '{_short(after or '')}' is new"
        elif after is None:
            text = f"{where}: '{_short(before)}' is gone"
        else:
            text = f"{where}: '{_short(before)}' becomes '{_short(after)}'"
        favour = _favour(edits, key, before, after, new)
        yield ChangedWords(text=text, favour=favour)


def _short(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:157]}..."


def _of_whole(section: str, name: str, version: TextVersion, *, gone: bool) -> Favour:
    """Return for whom a part is better that is new, or gone."""
    match section:
        case "penalties":
            found = Favour.CLIENT
        case "incentives" | "charges":
            found = Favour.PROVIDER
        case "commitments":
            found = _receiver(name, version)
        case _:
            return Favour.OPEN
    return _other(found) if gone else found


def _favour(
    edits: Edits, key: tuple[str, ...], before: str | None, after: str | None, new: TextVersion
) -> Favour:
    section, name = edits.part
    more = _more(before, after)
    if more is None or before is None:
        return Favour.OPEN
    match section, key[:1]:
        case "commitments", ("expected" | "minimum",):
            stricter = more if before.startswith(("at least", "above")) else not more
            judged = before.startswith(("at least", "above", "at most", "below"))
            found = _receiver(name, new) if judged else Favour.OPEN
            return found if stricter else _other(found)
        case "measures", ("clock",) if key[-1] == "within":
            found = _of_measure(name, new)
            return _other(found) if more else found
        case "penalties", (word,) if word in _PAYS:
            return Favour.CLIENT if more else Favour.PROVIDER
        case (("incentives" | "charges"), (word,)) if word in _PAYS:
            return Favour.PROVIDER if more else Favour.CLIENT
        case "limits", _ if before.startswith("penalties at most") and ";" not in before:
            return Favour.CLIENT if more else Favour.PROVIDER
        case _:
            return Favour.OPEN


def _more(before: str | None, after: str | None) -> bool | None:
    """Return whether the one number in which two texts differ grew; nothing if more differs."""
    if before is None or after is None or _NUMBER.sub("#", before) != _NUMBER.sub("#", after):
        return None
    pairs = zip(_NUMBER.findall(before), _NUMBER.findall(after), strict=True)
    grown = [Decimal(b) > Decimal(a) for a, b in pairs if Decimal(a) != Decimal(b)]
    return grown[0] if len(grown) == 1 else None


def _receiver(commitment: str, version: TextVersion) -> Favour:
    found = version.agreement.commitments.get(commitment)
    if found is None:
        return Favour.OPEN
    return Favour.PROVIDER if found.by is PartyRole.CLIENT else Favour.CLIENT


def _of_measure(measure: str, version: TextVersion) -> Favour:
    """Return who is promised what a measure judges; open where that is not one side alone."""
    commitments = version.agreement.commitments
    sides = {_receiver(name, version) for name, each in commitments.items()
             if measure in measures_behind([each.judged], version.agreement)}  # fmt: skip
    return sides.pop() if len(sides) == 1 else Favour.OPEN


def _other(favour: Favour) -> Favour:
    match favour:
        case Favour.CLIENT:
            return Favour.PROVIDER
        case Favour.PROVIDER:
            return Favour.CLIENT
        case Favour.OPEN:
            return favour
