"""Colours and shapes of pictures; the page gives each colour its counterpart in the dark.

Blue, orange and red differ in lightness as well as in hue, so that they are told apart without
colour vision and in grey; shapes tell them apart again.
"""

from __future__ import annotations

from fractions import Fraction

from servanda.reports.view import Tone

__all__ = [
    "BAND",
    "COLOURS",
    "EARNED",
    "FONT",
    "INK",
    "LOST",
    "RISK",
    "SHAPES",
    "SOFT",
    "TINTS",
    "drawn",
]

FONT = "Libertinus Serif"
INK, SOFT, BAND, RISK = "#1d2129", "#565d6b", "#efe9dc", "#8f8b82"
LOST, EARNED = "#b3261e", "#0f5c9c"
COLOURS = {
    Tone.GOOD: "#0f5c9c",
    Tone.FAIR: "#c77700",
    Tone.BAD: "#b3261e",
    Tone.QUIET: "#8a8f98",
}
TINTS = {Tone.GOOD: "#d9e7f4", Tone.FAIR: "#f7dfb5", Tone.BAD: "#e9a19b"}
SHAPES = {
    Tone.GOOD: "circle",
    Tone.FAIR: "triangle-down",
    Tone.BAD: "square",
    Tone.QUIET: "cross",
}


def drawn(amount: Fraction) -> float:
    """Return a figure as it is drawn; a picture needs no more than nine digits."""
    return float(f"{float(amount):.9g}")
