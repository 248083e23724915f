"""The tag by which a template says something in the reader's language; the loader writes it."""

from __future__ import annotations

from collections.abc import Mapping

from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.library import Library

from servanda.reports.words import fill
from servanda.web.languages.speaking import say, say_count

__all__ = ["register"]

register = Library()


class SaidNode(Node):
    """A message with what stands at its places."""

    def __init__(self, text: str, places: Mapping[str, NodeList]) -> None:
        self.text = text
        self.places = places

    def render(self, context: Context) -> str:
        """Return the message in the reader's language, each place filled."""
        said = say(self.text)
        return fill(said, {name: nodes.render(context) for name, nodes in self.places.items()})


@register.filter(name="said")
def said_word(text: str) -> str:
    """Return a text that a tag is given in the reader's language."""
    return say(text)


@register.filter
def counted(count: int, one_or_many: str) -> str:
    """Say how many there are: ``{{ lines|counted:"{count} line|{count} lines" }}``."""
    one, _, many = one_or_many.partition("|")
    return say_count(one, many, count, count=count)


@register.tag
def said(parser: Parser, token: Token) -> SaidNode:
    """Read a message and its places."""
    text = _quoted(token)
    places: dict[str, NodeList] = {}
    while True:
        parser.parse(("place", "endsaid"))
        following = parser.next_token()
        if following.contents == "endsaid":
            return SaidNode(text, places)
        places[_quoted(following)] = parser.parse(("endplace",))
        parser.delete_first_token()


def _quoted(token: Token) -> str:
    text = token.contents.partition(" ")[2]
    return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
