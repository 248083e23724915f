"""The templates that are shipped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["Template", "gallery"]

_GALLERY: Final = Path(__file__).resolve().parent.parent / "gallery"
_FEE: Final = re.compile(r"^  monthly_fee: ([0-9.]+) ", re.MULTILINE)
_ORDER: Final = (
    "small_company",
    "service_desk",
    "cloud_availability",
    "business_processing",
    "allocation_pool",
    "public_sector",
    "automatic_compensation",
    "late_delivery",
    "incentive_first",
    "gain_share",
    "award_fee",
    "relational",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A whole agreement to start from.

    Args:
        name: Its name, a folder of the gallery.
        title: What an agreement made from it is called if nobody says.
        about: What it is for, in a line.
        path: Its text.
        samples: Small samples of evidence that it settles on, a file for each table.
        monthly_fee: The fee that its page is told with; empty where it has none.
    """

    name: str
    title: str
    about: str
    path: Path
    samples: tuple[Path, ...]
    monthly_fee: str


def gallery() -> tuple[Template, ...]:
    """Return the templates, the simplest first.

    Example:
        >>> [template.name for template in gallery()][:2]
        ['small_company', 'service_desk']
    """
    return tuple(_template(_GALLERY / name) for name in _ORDER)


def _template(folder: Path) -> Template:
    path = folder / "agreement.yaml"
    fee = _FEE.search(path.read_text("utf-8"))
    return Template(
        name=folder.name,
        title=folder.name.replace("_", " ").capitalize(),
        about=(folder / "about.txt").read_text("utf-8").strip(),
        path=path,
        samples=tuple(sorted((folder / "evidence").iterdir())),
        monthly_fee=fee[1] if fee else "",
    )
