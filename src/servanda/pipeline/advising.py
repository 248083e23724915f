"""What a sound agreement could say better, and what its lines were proven to do."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement.focus import look
from servanda.agreement.model.agreement import History
from servanda.agreement.proof.findings import findings
from servanda.agreement.proof.prove import Proofs, prove
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["Advice", "advise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Hold warnings and notes, and the proofs of all lines that move money."""

    diagnostics: tuple[Diagnostic, ...]
    proofs: Proofs


def advise(history: History) -> Advice:
    """Look at what an agreement's lines do over the whole range of their measures, and at its
    clarity and focus; nothing found here stops it from being used.
    """
    proofs = prove(history)
    found = {each.sort_key: each for each in (*findings(proofs, history), *look(history, proofs))}
    return Advice(diagnostics=tuple(found[key] for key in sorted(found)), proofs=proofs)
