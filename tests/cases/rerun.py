"""A case's scenarios run again and again, through the real flow, with one cache for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.cases.mapping import Prepared
from tests.cases.run import Outcome, settled, write_evidence

__all__ = ["Rerun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """Run scenarios in one folder, where evidence that was read and measured once is not again.

    Args:
        folder: Where evidence, texts and what was measured lie.
    """

    folder: Path

    def run(self, prepared: Prepared, text: str) -> Outcome:
        """Run a scenario on a text in the place of its own."""
        path = self.folder / "texts" / prepared.text.name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        evidence = self.folder / sha256(repr(prepared.evidence).encode()).hexdigest()[:16]
        if not evidence.exists():
            write_evidence(prepared.evidence, evidence)
        return settled(path, evidence, self.folder, prepared.period)
