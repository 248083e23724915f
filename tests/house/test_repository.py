"""What stands in the repository is about the product, and true on any machine."""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.files import ROOT, markdown_files, shown, text_files

# Hosts that pages and source may name; none of them is asked for anything while running.
_KNOWN_HOSTS = {
    "json-schema.org", "www.w3.org", "doi.org", "datatracker.ietf.org", "www.rfc-editor.org",
    "semver.org", "keepachangelog.com", "example.com",
}  # fmt: skip

# Words that speak of how a text came about and not of the product. They are kept as digests so
# that they do not stand here either.
_FOREIGN_WORDS = {
    "c857d09db23e6822",
    "c70eca6b0f88f44d",
    "60965168ce762e94",
    "7d3194f79e645c42",
    "487b91042c7cf27a",
    "053ea4804ef1bb33",
    "94a168d2da574b00",
}


def _lines() -> Iterator[tuple[str, str]]:
    for path in text_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{shown(path)}:{number}", line


def _places(wrong: Callable[[str], bool]) -> list[str]:
    return [f"{place}: {line.strip()}" for place, line in _lines() if wrong(line)]


def test_no_path_of_this_machine() -> None:
    roots = {str(Path.home()), str(ROOT), str(ROOT.parent)} - {"/", "/tmp", "/home"}
    assert _places(lambda line: any(f"{root}/" in line for root in roots)) == []


def test_no_host_but_those_of_standards() -> None:
    def names_another(line: str) -> bool:
        hosts = set(re.findall(r"[a-z]+://([A-Za-z0-9.-]+\.[a-z]{2,})", line))
        # Names that end so belong to nobody and are kept for examples.
        return (
            not {each for each in hosts if not each.endswith((".example", ".example.com"))}
            <= _KNOWN_HOSTS
        )

    assert _places(names_another) == []


def test_no_word_but_on_the_product() -> None:
    def speaks_of_something_else(line: str) -> bool:
        words = re.findall(r"[a-z]+", line.lower())
        return any(
            hashlib.sha256(word.encode()).hexdigest()[:16] in _FOREIGN_WORDS for word in words
        )

    assert _places(speaks_of_something_else) == []


def test_no_trailing_blanks() -> None:
    assert _places(lambda line: line != line.rstrip()) == []


def test_files_end_with_one_newline() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in text_files()}
    ragged = [path for path, text in texts.items() if text and not re.search(r"[^\n]\n\Z", text)]
    assert [shown(path) for path in ragged] == []


def test_every_exception_to_a_rule_gives_its_reason() -> None:
    def gives_none(line: str) -> bool:
        found = re.search(r"# (noqa|type: ignore)\b(?P<rest>.*)$", line)
        reason = r"(: [A-Z0-9, ]+|\[[a-z, -]+\])\s+(# |- |\()?\w+"
        return found is not None and not re.match(reason, found["rest"])

    python = [place for place in _places(gives_none) if ".py:" in place]
    assert [place for place in python if "test_repository.py" not in place] == []


def _anchors(page: Path) -> set[str]:
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", each).strip().lower().replace(" ", "-") for each in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("page", markdown_files(), ids=shown)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(
        r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for target, anchor in re.findall(r"\]\(([^)#: ]*)(#[^) ]+)?\)", text):
        goal = (page.parent / target).resolve() if target else page
        assert goal.exists(), f"{target} does not exist"
        if anchor and goal.suffix == ".md":
            assert anchor[1:] in _anchors(goal), f"{target}{anchor} does not exist"


def test_readme_names_only_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text()))
    assert named
    assert named <= targets


def test_continuous_integration_runs_what_the_readme_says_and_tests_last() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    steps = re.findall(r"^make --no-print-directory ([a-z-]+)$", script, re.MULTILINE)
    assert steps == ["statement", "real", "check", "postgresql"]
    assert script.rstrip().endswith("make --no-print-directory postgresql")
    checks = re.search(r"^check: (.*?)( ##.*)?$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert checks is not None
    assert checks[1].split()[-1] == "test"
