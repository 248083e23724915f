"""The templates that are shipped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["Template", "gallery"]

_GALLERY: Final = Path(__file__).resolve().parent.parent / "gallery"
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
    """

    name: str
    title: str
    about: str
    path: Path
    samples: tuple[Path, ...]


def gallery() -> tuple[Template, ...]:
    """Return the templates, the simplest first.

    Example:
        >>> [template.name for template in gallery()][:2]
        ['small_company', 'service_desk']
    """
    return tuple(_template(_GALLERY / name) for name in _ORDER)


def _template(folder: Path) -> Template:
    return Template(
        name=folder.name,
        title=folder.name.replace("_", " ").capitalize(),
        about=(folder / "about.txt").read_text("utf-8").strip(),
        path=folder / "agreement.yaml",
        samples=tuple(sorted((folder / "evidence").iterdir())),
    )
