"""Loads the book's own templates with their words found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loaders.filesystem import Loader as FileLoader

from servanda.web.languages.marking import marked

if TYPE_CHECKING:
    from django.template.base import Origin

__all__ = ["Loader"]


class Loader(FileLoader):
    """Load a template, everything in it said in the reader's language."""

    def get_contents(self, origin: Origin) -> str:
        """Return a template's source in which each stretch of words is a tag."""
        return marked(super().get_contents(origin)).source
