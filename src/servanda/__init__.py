"""Servanda: service agreements as text that runs."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("servanda")
except PackageNotFoundError:  # a source tree that nobody has installed
    __version__ = "0+source"

__all__ = ["__version__"]
