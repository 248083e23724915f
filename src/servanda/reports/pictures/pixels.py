"""Pictures as pixels, for documents that cannot hold drawings."""

from __future__ import annotations

import json

import typst

__all__ = ["svg_png"]

_POINTS_PER_INCH = 216
_SOURCE = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(json(bytes(sys.inputs.data)).svg), format: "svg")
"""


def svg_png(svg: str) -> bytes:
    """Return an SVG as PNG: the same bytes for the same drawing, with fonts brought along."""
    data = json.dumps({"svg": svg})
    made: bytes = typst.compile(
        _SOURCE,
        format="png",
        ppi=_POINTS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )
    return made
