"""YAML as located nodes."""

from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import ListNode, MappingNode, ScalarNode


def scalar(text: str) -> ScalarNode:
    """Return the value of the first key of a text."""
    composed = compose("a.yaml", text.encode())
    assert composed.diagnostics == ()
    assert isinstance(composed.node, MappingNode)
    node = composed.node.entries[0].value
    assert isinstance(node, ScalarNode)
    return node


def place_of(node: ScalarNode, part: str) -> tuple[int, int]:
    return node.places()[node.text.index(part)]


def test_every_scalar_is_text() -> None:
    text = "{a: no, b: 12:30, c: 1e3, d: 0x1F, e: ~, f: 2026-01-01, g: 010, h: 1.10}"
    composed = compose("a.yaml", text.encode())
    assert isinstance(composed.node, MappingNode)
    entries = composed.node.entries
    values = [each.value.text for each in entries if isinstance(each.value, ScalarNode)]
    assert values == ["no", "12:30", "1e3", "0x1F", "~", "2026-01-01", "010", "1.10"]


def test_keys_keep_their_spaces_and_places() -> None:
    composed = compose("a.yaml", b"# first\nin force:\n  from: 2026-01-01\n")
    assert isinstance(composed.node, MappingNode)
    entry = composed.node.entries[0]
    assert (entry.key.text, entry.key.span.line, entry.key.span.column) == ("in force", 2, 1)
    assert str(entry.value.span) == "a.yaml:3:3"
    assert (entry.value.span.end_line, entry.value.span.end_column) == (3, 19)


def test_places_in_a_plain_text_over_several_lines() -> None:
    node = scalar("a: one\n  two\n    three\n")
    assert node.text == "one two three"
    assert [place_of(node, word) for word in ("one", "two", "three")] == [(1, 4), (2, 3), (3, 5)]


def test_places_in_a_folded_text() -> None:
    node = scalar("a: >-\n  100 EUR\n  + nothing\n\n  + more\n")
    assert node.text == "100 EUR + nothing\n+ more"
    assert place_of(node, "nothing") == (3, 5)
    assert place_of(node, "more") == (5, 5)


def test_places_in_a_literal_text() -> None:
    node = scalar("a: |\n  one\n    two\n")
    assert node.text == "one\n  two\n"
    assert place_of(node, "two") == (3, 5)


def test_places_in_quotes() -> None:
    assert place_of(scalar("a: 'it''s late'\n"), "late") == (1, 11)
    assert place_of(scalar('a: "\\x41 \\u00e9 \\"late\\""\n'), "late") == (1, 19)
    assert place_of(scalar('a: "one\n  two \\\n  three"\n'), "three") == (3, 3)


def test_places_with_windows_line_ends_and_wide_characters() -> None:
    node = scalar("a: é€😀 one\r\n  two\r\n")
    assert node.text == "é€😀 one two"
    assert place_of(node, "one") == (1, 8)
    assert place_of(node, "two") == (2, 3)


def test_part_of_a_text() -> None:
    node = scalar("a: >-\n  100 EUR\n  + nothing\n")
    start = node.text.index("nothing")
    span = node.part(start, start + 7)
    assert (span.line, span.column, span.end_line, span.end_column) == (3, 5, 3, 12)


def test_an_empty_value_has_a_place() -> None:
    node = scalar("a:\nb: c\n")
    assert node.text == ""
    assert len(node.places()) == 1


def test_lists() -> None:
    composed = compose("a.yaml", b"[one, [two]]")
    assert isinstance(composed.node, ListNode)
    assert [type(item) for item in composed.node.items] == [ScalarNode, ListNode]


PLAIN = st.text(alphabet="abc xyz0%.()", min_size=1, max_size=40).map(str.strip)
PLAIN = PLAIN.filter(lambda text: bool(text) and not text.startswith("%"))


@given(PLAIN, st.sampled_from(["{}", "'{}'", '"{}"', ">-\n  {}", "|-\n  {}"]))
def test_every_character_is_where_its_place_says(text: str, style: str) -> None:
    source = "key: " + style.format(text) + "\n"
    node = scalar(source)
    lines = source.split("\n")
    for character, (line, column) in zip(node.text, node.places(), strict=False):
        assert lines[line - 1][column - 1] == character
