"""What speaks against an entry, given the agreement and how everything stands."""

from servanda.decisions.objections.everything import object_to

__all__ = ["object_to"]
