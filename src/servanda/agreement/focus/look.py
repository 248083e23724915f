"""All looks at clarity and focus, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.focus.charged_twice import charged_twice
from servanda.agreement.focus.commitments import look_at_commitments
from servanda.agreement.focus.measures import look_at_measures
from servanda.agreement.focus.money import look_at_money
from servanda.agreement.focus.people import look_at_people
from servanda.agreement.focus.topics import look_at_topics
from servanda.agreement.focus.unused import unused
from servanda.agreement.model.agreement import History
from servanda.agreement.proof.prove import Proofs
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["look"]


def look(history: History, proofs: Proofs) -> Iterator[Diagnostic]:
    """Yield what makes an agreement hard to follow, or leaves it with too many aims.

    The newest version is looked at: what it amends has been agreed and is past.

    Args:
        history: An agreement without errors.
        proofs: What was found of its lines, for what each can pay at most.
    """
    latest = history.latest
    yield from look_at_measures(latest)
    yield from look_at_commitments(latest)
    yield from look_at_money(latest, proofs)
    yield from charged_twice(latest)
    yield from unused(history)
    yield from look_at_people(latest)
    yield from look_at_topics(latest, history.versions[0].source_name)
