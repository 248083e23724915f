"""How a template says at a field that it was refused."""

from __future__ import annotations

from django.template.library import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from servanda.web.pages.doing import Refused

__all__ = ["register"]

register = Library()


@register.filter
def at(refused: Refused, place: str) -> SafeString:
    """Return a field's attributes: ``{{ refused|at:"invite role help-role" }}``.

    Args:
        refused: What was refused on the page.
        place: Its form and its name, then what describes it anyway.
    """
    form, name, *helps = place.split()
    is_wrong = refused.form == form and refused.is_at(name)
    described = " ".join([*helps, *([f"refused-{form}"] if is_wrong else [])])
    invalid = mark_safe(' aria-invalid="true"') if is_wrong else ""
    by = format_html(' aria-describedby="{}"', described) if described else ""
    return format_html("{}{}", by, invalid)
