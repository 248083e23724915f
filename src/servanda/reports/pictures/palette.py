"""Colours and shapes of pictures; the page gives each colour its counterpart in the dark.

Blue, orange and red differ in lightness as well as in hue, so that they are told apart without
colour vision and in grey; shapes tell them apart again.
"""

from __future__ import annotations

from servanda.reports.view import Tone

__all__ = [
    "AXIS",
    "BAND",
    "COLOURS",
    "EARNED",
    "EMPTY",
    "FONT",
    "GRID",
    "INK",
    "LOST",
    "RISK",
    "SOFT",
    "TINTS",
]

FONT = "Libertinus Serif"
INK, SOFT, BAND, RISK = "#1d2129", "#565d6b", "#efe9dc", "#8f8b82"
GRID, AXIS, EMPTY = "#e4e2dd", "#cfccc5", "#f4f2ee"
LOST, EARNED = "#b3261e", "#0f5c9c"
COLOURS = {
    Tone.GOOD: "#0f5c9c",
    Tone.FAIR: "#c77700",
    Tone.BAD: "#b3261e",
    Tone.QUIET: "#8a8f98",
}
TINTS = {Tone.GOOD: "#d9e7f4", Tone.FAIR: "#f7dfb5", Tone.BAD: "#e9a19b"}
