"""Everything that a template says to people is found, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from servanda.web.languages.marking import marked, messages

_TEMPLATES = Path("src/servanda/web/templates")
_FILES = sorted(_TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>Nothing so far.</p>", ["Nothing so far."]),
        ("<p>{{ each.name }}, until {{ each.due|date }}</p>", ["{name}, until {due}"]),
        ("<p>{{ a.name }} and {{ b.name }}</p>", ["{name} and {name2}"]),
        ("<p>{{ a.name }} and {{ a.name }}</p>", ["{name} and {name}"]),
        (
            '<p>As <a href="{% url "x" %}">PDF</a> or <a href="?a=b">XLSX</a></p>',
            ["As <1>PDF</1> or <2>XLSX</2>"],
        ),
        ("<p><a>One</a> · <a>Two</a></p>", ["One", "Two"]),
        ("<p>Some{% if a %} more{% endif %}.</p>", ["Some", "more"]),
        ('<input placeholder="Type here" value="Not a word">', ["Type here"]),
        (
            '<b aria-label="Rows of {{ name }}">{{ one }}</b>',
            ["Rows of {name}"],
        ),
        ('<p>See <b title="Far away">{{ x }}</b></p>', ["See <1>{x}</1>", "Far away"]),
        ("<code>servanda model</code>", []),
        ("<script>var words = 'none';</script>{# a note #}<!-- a note -->", []),
        ("{% block width %}wide{% endblock %}", []),
        ('{% include "a.html" with title="Words"|said %}', ["Words"]),
        ('{% include "a.html" with x=y|yesno:"One here.,None."|said %}', ["One here.", "None."]),
        ('<i>{{ n|counted:"{count} row|{count} rows" }}</i>', ["{count} row"]),
        ("<p>\n  Two\n  lines\n</p>", ["Two lines"]),
        ('<p class="{% if a > b %}x{% endif %}">Yes</p>', ["Yes"]),
    ],
)
def test_what_a_template_says(source: str, said: list[str]) -> None:
    assert [each.text for each in messages(source)] == said


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.relative_to(_TEMPLATES).as_posix())
def test_arguments_of_tags_that_are_words_are_said(file: Path) -> None:
    """Text needs no mark; words given to a tag do, and only there one can forget it."""
    source = file.read_text("utf-8")
    tags = re.findall(r"\{[%{].*?[%}]\}", source)
    unsaid = [
        argument
        for tag in tags
        for argument in re.findall(
            r"""\b(?:with|default|yesno)\b.*?["']([A-Z][^"'|]*|[^"'|]* [^"'|]*)["'](?!\|said)""",
            tag,
        )
    ]
    assert [each for each in unsaid if re.search(r"[a-z]{2}", each)] == []
    assert "pluralize" not in source, "say how many with |counted"
    assert "{% trans" not in source, "text is said without a mark"


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.relative_to(_TEMPLATES).as_posix())
def test_lines_stay_where_they_are(file: Path) -> None:
    source = file.read_text("utf-8")
    assert marked(source).source.count("\n") <= source.count("\n")
