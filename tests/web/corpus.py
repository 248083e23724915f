"""Texts that somebody types to harm whoever reads them: one of each kind, each with the mark."""

from __future__ import annotations

MARK = "zqx"
"""Stands in every text, so that what came from one is known wherever it comes out."""

TEXTS: tuple[str, ...] = (
    # A page would run them, or be another page than it is.
    "<script>zqx(1)</script>",
    "\"><img src=zqx onerror=zqx(2)> ' onmouseover='zqx(2)",
    "javascript:zqx(3)",
    "<svg onload=zqx(4)><zqx:use href='data:zqx'/></svg>",
    "</textarea></title></style></script></select><zqx>",
    "<a href=javascript:zqx(6)>zqx</a><base href=//zqx.example>",
    "<form action=//zqx.example><input name=zqx>",
    "<style>*{background:url(//zqx.example)}</style>",
    "<!--zqx--><![CDATA[zqx]]><?zqx?>",
    "&lt;zqx&gt; &#60;script&#62;zqx() &amp;zqx",
    "\\u003cscript\\u003ezqx()",
    # Those who lay pages and papers out would do something.
    "{{ zqx }}{% zqx %}{# zqx #}${zqx}<%= zqx %>",
    "%(zqx)s %s {zqx} {0}",
    '#zqx() #eval("zqx") @zqx $zqx$ *zqx* _zqx_ \\#',
    "zqx: [*zqx, &zqx]",
    "- !zqx '\"zqx",
    # A spreadsheet would compute them.
    '=HYPERLINK("https://zqx.example","zqx")',
    "+zqx+cmd|' /C calc'!A0",
    "-2+3+zqx",
    "@SUM(zqx)",
    "\t=zqx",
    "\r=zqx",
    "\n=zqx",
    "\uff1dzqx()",
    "https://zqx.example/ mailto:zqx@example.com",
    # Letters and calendars would have other heads than they have.
    "zqx\r\nBcc: zqx@example.com\r\n\r\nzqx",
    "zqx\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX-ZQX;ZQX=1:zqx\\n,;",
    # A reader would see something else than was typed.
    "zqx\u202exqz\u2066\u200b\ufeff",
    "zqx\x1b[31m\x07\x08\x0b\x0c\x7f\x85\u2028",
    "\ufffe\uffff zqx \U000e0041",
    "zqx \U0001f469\u200d\U0001f469\u200d\U0001f467 \u0646\u0635 \u65e5\u672c a\u0301",
    "zqx" * 300,
)

NEVER_KEPT = "zqx\0zqx"
"""What no database keeps, and every form refuses."""

TITLE = (
    "=<script>zqx(1)</script>\"><img src=zqx onerror=zqx(2)>' {{ zqx }}{% zqx %} #zqx() @zqx $zqx$"
    "\r\nBcc: zqx@example.com\r\nEND:VEVENT\n\u202ezqx"
)
"""A title or a name: there is one of it, so that it is several of the texts at once."""

KEYS = tuple(each for each in TEXTS if not each.startswith(("=", "+", "-", "@", "\t", "\r", "\n")))
"""Texts for cells of evidence, which may not begin as a formula does."""
