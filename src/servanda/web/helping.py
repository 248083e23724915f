"""Help beside a term: ``{% help "relief" %}`` opens what it means, by mouse and by keyboard."""

from __future__ import annotations

from django.template import TemplateSyntaxError
from django.template.library import Library
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from servanda.web.glossary import GLOSSARY
from servanda.web.languages.speaking import say

__all__ = ["register"]

register = Library()


@register.simple_tag(name="help")
def help_beside(name: str) -> SafeString:
    """Return what opens the meaning of a term.

    Args:
        name: The term's name in the glossary.

    Raises:
        TemplateSyntaxError: The glossary has no such term.
    """
    if name not in GLOSSARY:
        raise TemplateSyntaxError(f"the glossary has no '{name}'")
    term = GLOSSARY[name]
    return format_html(
        '<details class="term"><summary><span aria-hidden="true">?</span>'
        '<span class="visually-hidden">{}</span></summary>'
        '<p>{} <a href="{}#{}">{}</a></p></details>',
        say("What '{term}' means", term=say(term.title)),
        say(term.words),
        reverse("glossary"),
        term.name,
        say("All terms"),
    )
