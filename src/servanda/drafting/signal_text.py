"""The draft of an amendment that measures an early signal, on trial and without money."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from servanda.agreement.model.agreement import History

__all__ = ["Signal", "signal_amendment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What would have shown an incident before.

    Args:
        number: Number of the review, which names the measure.
        incident: The incident's key.
        words: The signal, in a sentence.
    """

    number: int
    incident: str
    words: str


def signal_amendment(history: History, signal: Signal, first_day: date) -> str:
    """Return an amendment that counts how often a signal was seen; no money hangs on it.

    Args:
        history: The agreement; the amendment follows its last one.
        signal: The signal.
        first_day: First day on which the amendment governs.
    """
    name = f"signal_{signal.number}"
    incident = " ".join(signal.incident.split())
    words = json.dumps(" ".join(signal.words.split()), ensure_ascii=False)
    title = json.dumps(
        f"An early signal, on trial: {' '.join(signal.words.split())}"[:300], ensure_ascii=False
    )
    return (
        f"# From the review of {incident}, entry {signal.number}: it would have shown that.\n"
        "# It is measured and shown on trial: no commitment judges it, and no money hangs on it.\n"
        "# Say under 'evidence' where it is seen: one row each time. Worth its trouble, it gets a\n"
        "# commitment in a later amendment; if it shows nothing, let it go.\n"
        "servanda: 1\n"
        f"agreement: {history.latest.identifier}\n"
        "amends:\n"
        f"  number: {history.latest.amendment + 1}\n"
        f"  from: {first_day}\n"
        f"  title: {title}\n"
        "evidence:\n"
        f"  {name}:\n"
        "    each: record\n"
        "    noun: signal\n"
        f"    file: {name}.csv\n"
        "    at: seen\n"
        "    required: no\n"
        "    columns:\n"
        "      seen: instant\n"
        "measures:\n"
        f"  {name}:\n"
        f"    title: {words}\n"
        f"    from: {name}\n"
        "    ratio: {at: seen}\n"
        "    value: count()\n"
        "    no data: not settled\n"
    )
