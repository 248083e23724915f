"""The tags by which a template says something in the reader's language; the loader writes most."""

from __future__ import annotations

from collections.abc import Mapping

from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.library import Library
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe

from servanda.reports.words import fill
from servanda.web.languages.scripts import script_texts
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


@register.simple_tag
def script(name: str) -> SafeString:
    """Load a script, and the words that it says where the reader's language is not English."""
    source = static(f"servanda/{name}")
    words = {text: found for text in script_texts(name) if (found := say(text)) != text}
    loads = format_html('<script src="{}" defer></script>', source)
    if not words:
        return loads
    block = json_script(words).replace("<script ", '<script class="words" ', 1)
    return format_html("{}\n{}", mark_safe(block), loads)  # noqa: S308 - made safe by json_script


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
