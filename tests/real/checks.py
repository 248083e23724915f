"""What a check on real evidence is, and how its outcome is told."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from servanda.facts.measurement import Measurement
from servanda.kernel.diagnostic import Severity
from servanda.kernel.quantity import Quantity
from servanda.pipeline.measured import Measured
from servanda.pipeline.measuring import measure
from servanda.pipeline.settling import Settled, settle
from servanda.pipeline.workspace import Workspace, find_workspace

__all__ = [
    "AGREEMENTS",
    "Check",
    "joined_share",
    "measured",
    "memory_peak_megabytes",
    "percent",
    "settled",
    "shared_data",
    "workspace",
]

AGREEMENTS = Path(__file__).parent / "agreements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Tell one thing that was looked at.

    Args:
        name: What it is about.
        figure: What came out, for people.
        passed: Whether that is as it should be.
    """

    name: str
    figure: str
    passed: bool


Checks = Callable[[Path], Iterator[Check]]


def shared_data() -> Path | None:
    """Return the folder of real evidence, nothing where it is not at hand."""
    folder = Path(os.environ.get("SERVANDA_SHARED", "../shared")) / "data"
    return folder if folder.is_dir() else None


@contextmanager
def workspace(agreement: str, evidence: Path, *, amended: str = "") -> Iterator[Workspace]:
    """Offer an agreement with its evidence, and a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="servanda-real-") as made:
        folder = Path(made)
        for source in (agreement, amended):
            for text in sorted((AGREEMENTS / source).glob("*.yaml")) if source else ():
                (folder / text.name).write_bytes(text.read_bytes())
        yield find_workspace(folder, evidence=evidence)


def measured(place: Workspace) -> Measured:
    """Measure; mistakes of the text or the evidence end the run."""
    answer = measure(place)
    mistakes = [str(each) for each in answer.diagnostics if each.severity is Severity.ERROR]
    if answer.value is None:
        raise SystemExit("\n".join(mistakes))
    return answer.value


def settled(place: Workspace) -> Settled:
    """Settle; mistakes of the text or the evidence end the run."""
    answer = settle(place)
    mistakes = [str(each) for each in answer.diagnostics if each.severity is Severity.ERROR]
    if answer.value is None:
        raise SystemExit("\n".join(mistakes))
    return answer.value


def joined_share(figures: list[Measurement]) -> tuple[Fraction, int]:
    """Return the share over several periods, each weighed by what counted, and that count."""
    good, all_counted = Fraction(0), 0
    for each in figures:
        if isinstance(each.value, Quantity):
            good += each.value.amount * each.counted
            all_counted += each.counted
    return (good / all_counted if all_counted else Fraction(0)), all_counted


def percent(share: Fraction) -> str:
    """Return a share with two decimals, cut off so that nothing looks better than it is."""
    hundredths = share.numerator * 10_000 // share.denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def memory_peak_megabytes() -> int:
    """Return the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
