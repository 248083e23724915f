"""Start the command."""

from __future__ import annotations

import sys

from servanda.cli.application import execute
from servanda.cli.guard import guarded

__all__ = ["main"]


def main() -> int:
    """Run the command line and return its exit code."""
    return guarded(execute, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
