"""Mistakes in the YAML itself, before it is read as an agreement."""

from servanda.kernel.diagnostic import DiagnosticKind, Severity

TOO_LARGE = DiagnosticKind(
    code="T001",
    title="Text too large",
    message="the text has {size} bytes; at most {most} are read",
    hint="split the agreement into agreement.yaml and amendment-*.yaml, or move data to evidence",
    reason="A text that people sign is small; anything larger is data or an attack.",
)
NOT_UTF8 = DiagnosticKind(
    code="T002",
    title="Not UTF-8",
    message="this byte is not UTF-8 text",
    hint="save the file with the encoding UTF-8",
    reason="A guess at the encoding could change what was agreed.",
)
BYTE_ORDER_MARK = DiagnosticKind(
    code="T003",
    title="Byte order mark",
    message="the text begins with an invisible byte order mark",
    hint="save the file as UTF-8 without BOM",
    severity=Severity.WARNING,
    reason="The mark is part of the bytes that are signed, though nobody sees it.",
)
BAD_CHARACTER = DiagnosticKind(
    code="T004",
    title="Invisible character",
    message="the character {character} cannot be seen and may not stand in an agreement",
    hint="delete it and type the text again",
    reason="Control characters, and those that reorder text, let a text read unlike it runs.",
)
TAB = DiagnosticKind(
    code="T005",
    title="Tab",
    message="a tab stands where YAML wants spaces",
    hint="indent with spaces; most editors can replace tabs by spaces",
    reason="A tab has no agreed width, so indentation by tabs has no meaning.",
)
SYNTAX = DiagnosticKind(
    code="T006",
    title="YAML cannot be read",
    message="this cannot be read as YAML: {problem}",
    hint="{advice}",
    reason="Nothing is read in part: what is left out could be what matters.",
)
NEEDS_QUOTES = DiagnosticKind(
    code="T007",
    title="A sign that needs quotes",
    message="a value cannot begin with '{sign}'",
    hint="put the whole value into quotes",
    reason="YAML keeps @, % and the backtick for itself.",
)
COMPARISON_SIGN = DiagnosticKind(
    code="T008",
    title="Comparison sign begins a value",
    message="YAML reads '{sign}' at the beginning of a value as a sign of its own",
    hint="say it in words: at least, above, at most, below",
    reason="YAML gives such signs a meaning of its own, and a level would lose its direction.",
)
COMMA = DiagnosticKind(
    code="T009",
    title="Comma inside braces",
    message="'{text}' has no value: inside {{ }} a comma ends what stands before it",
    hint="put the text with the comma into quotes, or write the keys on lines of their own",
    reason="YAML takes what follows the comma for another key, so the rest of the text would be "
    "lost.",
)
UNCLOSED = DiagnosticKind(
    code="T010",
    title="Not closed",
    message="the {what} that begins here is never closed",
    hint="close it with {closing}",
    reason="Until it is closed, all that follows is taken to be inside, and whole sections would "
    "be swallowed.",
)
COLON = DiagnosticKind(
    code="T011",
    title="Colon inside a value",
    message="a colon with a space after it begins a value, and cannot stand here",
    hint="put the whole value into quotes, or check the indentation of this line",
    reason="YAML ends a key at a colon and a space, so part of a sentence would become a key.",
)
TOO_DEEP = DiagnosticKind(
    code="T012",
    title="Nested too deeply",
    message="this is nested more than {most} levels deep",
    hint="an agreement needs fewer than ten levels",
    reason="Depth is bounded so that no text can exhaust the reader.",
)
TOO_MANY = DiagnosticKind(
    code="T013",
    title="Too many parts",
    message="the text has more than {most} parts",
    hint="move data to evidence",
    reason="The number of parts is bounded so that no text can exhaust the reader.",
)
ANCHOR = DiagnosticKind(
    code="T014",
    title="Anchor or alias",
    message="anchors (&name) and aliases (*name) are not used in agreements",
    hint="write the text out where it applies, give it a name under terms, or use quotes",
    reason="What applies should stand where it applies; nested aliases can also explode.",
)
TAG = DiagnosticKind(
    code="T015",
    title="Tag",
    message="tags like '{tag}' are not used in agreements",
    hint="leave it out, or put the whole value into quotes",
    reason="A tag asks a reader to build something other than text.",
)
DUPLICATE_KEY = DiagnosticKind(
    code="T016",
    title="Key given twice",
    message="'{key}' is given twice; it first stands on line {line}",
    hint="remove one of the two, or rename it",
    reason="YAML readers silently keep one of them, and not all the same one.",
)
MERGE_KEY = DiagnosticKind(
    code="T017",
    title="Merge key",
    message="the merge key '<<' is not used in agreements",
    hint="write the keys out where they apply",
    reason="What a merge brings in stands somewhere else; a section should show all that was "
    "agreed in it.",
)
DOCUMENTS = DiagnosticKind(
    code="T018",
    title="Several documents",
    message="a second YAML document begins here",
    hint="remove the line '---', or put the text into a file of its own",
    reason="An agreement is one text, and readers could overlook a second one below it.",
)
COMPLEX_KEY = DiagnosticKind(
    code="T019",
    title="Key is not a word",
    message="a key must be a word or a short text, not a {what}",
    hint="write 'key: value'; a value that begins with a bracket or brace needs quotes",
    reason="Keys are looked up by their text, and lists and mappings have none.",
)
EMPTY = DiagnosticKind(
    code="T020",
    title="Empty text",
    message="there is nothing to read here",
    hint="begin with 'servanda: 1'",
    reason="An empty file is most often the wrong one, or one that was not saved.",
)
DIRECTIVE = DiagnosticKind(
    code="T021",
    title="YAML directive",
    message="a line that begins with % is a YAML directive, which agreements do not use",
    hint="remove the line",
    reason="A directive changes how all lines below it are read, and none of them shows it.",
)
INDENTATION = DiagnosticKind(
    code="T022",
    title="Indentation",
    message="this line's indentation fits none of the lines above",
    hint="indent the keys of one mapping alike",
    reason="Indentation alone says which section a line belongs to; between two levels it belongs "
    "to neither.",
)
LONE_TEXT = DiagnosticKind(
    code="T023",
    title="Key without colon",
    message="this line has no ': '",
    hint="write 'key: value', with a space after the colon",
    reason="Without a colon and a space YAML takes the line for plain text, and the key is never "
    "seen.",
)
BRACKET = DiagnosticKind(
    code="T024",
    title="Bracket inside braces",
    message="inside {{ }} or [ ] a '{sign}' cannot stand in the middle of a value",
    hint="put the whole value into quotes, or write the keys on lines of their own",
    reason="Inside braces and brackets YAML takes these signs for structure and not for part of a "
    "value.",
)
NOT_LAID_OUT = DiagnosticKind(
    code="T025",
    title="Cannot be laid out",
    message="this text cannot be laid out anew without changing what it says; it stays as it is",
    hint="shorten keys of more than a thousand characters",
    reason="Printing is checked by reading what was printed: a layout never changes an agreement.",
)
