"""What stands in the repository is about the product, and true on any machine."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.house.files import ROOT, markdown_files, shown, text_files

TEXT_FILES = list(text_files())

# Hosts that pages and source may name; none of them is asked for anything while running.
_KNOWN_HOSTS = {
    "json-schema.org", "www.w3.org", "doi.org", "datatracker.ietf.org", "www.rfc-editor.org",
    "semver.org", "keepachangelog.com",
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
    "57de4cf40144bdf7",
    "5d72436256ada538",
    "94a168d2da574b00",
}


@pytest.mark.parametrize("path", TEXT_FILES, ids=shown)
def test_file_names_no_machine_and_no_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for place in {str(Path.home()), str(ROOT), str(ROOT.parent)} - {"/", "/tmp", "/home"}:
        assert f"{place}/" not in text, f"a path of this machine: {place}"
    if not path.name.startswith("requirements"):
        hosts = set(re.findall(r"[a-z]+://([A-Za-z0-9.-]+\.[a-z]{2,})", text))
        assert hosts <= _KNOWN_HOSTS


@pytest.mark.parametrize("path", TEXT_FILES, ids=shown)
def test_file_ends_with_one_newline_and_has_no_trailing_blanks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == "" or (text.endswith("\n") and not text.endswith("\n\n"))
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)


@pytest.mark.parametrize("path", [path for path in TEXT_FILES if path.suffix == ".py"], ids=shown)
def test_every_exception_to_a_rule_gives_its_reason(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.search(r"# (noqa|type: ignore)(?P<rest>.*)$", line):
            assert re.match(r"(: [A-Z0-9, ]+|\[[a-z, -]+\])\s+(# |- |\()?\w+", found["rest"]), line


@pytest.mark.parametrize("page", markdown_files(), ids=shown)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\(([^)#: ]*)(#[^) ]+)?\)", text):
        goal = (page.parent / target).resolve() if target else page
        assert goal.exists(), f"{target} does not exist"
        if anchor and goal.suffix == ".md":
            assert anchor[1:] in _anchors(goal), f"{target}{anchor} does not exist"


def _anchors(page: Path) -> set[str]:
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


def test_readme_names_only_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text()))
    assert named
    assert named <= targets


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:16]


@pytest.mark.parametrize("path", TEXT_FILES, ids=shown)
def test_file_speaks_of_the_product_alone(path: Path) -> None:
    words = set(re.findall(r"[a-z]+", path.read_text(encoding="utf-8").lower()))
    assert not [word for word in words if _digest(word) in _FOREIGN_WORDS]
