"""What the documents say is so, and what is so is in the documents."""

import re
from math import prod
from pathlib import Path

import pytest

from accounts.roles import Role
from reports.demo.accounts import PEOPLE
from tests.test_consistency import APPS, SOURCES

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "docs" / "decisions"
README = (ROOT / "README.md").read_text()
SETTINGS = (ROOT / "config" / "settings.py").read_text()
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
CODE = re.compile(r"`([^`\n]+)`")


def named(path):
    return str(path.relative_to(ROOT))


def table(heading):
    """Return the rows of the table under a heading of the README, cell by cell."""
    section = re.split(r"^## ", README.split(f"\n## {heading}\n")[1], flags=re.MULTILINE)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def word(cell):
    return CODE.match(cell)[1]


def test_every_variable_of_the_settings_is_explained():
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', SETTINGS))
    assert {word(row[0]) for row in table("Production")} == read


def test_numbers_given_as_defaults_are_the_defaults():
    said = {word(row[0]): row[1].strip("`") for row in table("Production")}
    for name, value in re.findall(r'env\.int\("(\w+)", ([\d *]+)\)', SETTINGS):
        assert int(said[name]) == prod(map(int, value.split("*"))), name


def test_every_variable_read_elsewhere_is_explained():
    text = "\n".join(path.read_text() for path in SOURCES)
    read = set(re.findall(r'os\.environ(?:\.get\(|\[)"(\w+)"', text))
    assert read == {"TOSO_DEMO_PASSWORD"}
    assert "`TOSO_DEMO_PASSWORD`" in README


def test_every_command_is_explained():
    files = [path for room in APPS for path in (ROOT / room).glob("management/commands/*.py")]
    commands = {path.stem for path in files if not path.stem.startswith("_")}
    assert {word(row[0]) for row in table("Commands")} == commands | {"createsuperuser"}
    options = set(re.findall(r"--[a-z-]+", str(table("Commands"))))
    text = "\n".join(path.read_text() for path in files)
    assert {option for option in options if f'"{option}"' not in text} == set()


def test_every_target_of_make_that_is_named_exists():
    rules = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = "\n".join(path.read_text() for path in PAGES)
    assert set(re.findall(r"`make ([\w-]+)", text)) - rules == set()


def test_the_accounts_of_the_demo_are_those_it_makes():
    said = {word(row[0]): word(row[1]) for row in table("The demo")}
    assert said == {person.username: person.role.name for person in PEOPLE}
    assert set(said.values()) == set(Role.__members__)


def test_the_page_on_architecture_names_every_app():
    rows = (ROOT / "docs" / "architecture.md").read_text().split("## Inside a feature")[0]
    assert re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) == [*APPS]


def test_every_name_of_the_glossary_is_in_the_code():
    text = "\n".join(path.read_text() for path in SOURCES)
    names = [name for row in table("Glossary") for name in CODE.findall(row[1])]
    assert len(names) > 30
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []


def decisions():
    return sorted(DECISIONS.glob("[0-9]*.md"))


def test_every_decision_is_in_the_index():
    linked = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (DECISIONS / "README.md").read_text())
    assert linked == [path.name for path in decisions()]
    assert [int(name[:4]) for name in linked] == list(range(1, len(linked) + 1))


@pytest.mark.parametrize("path", decisions(), ids=named)
def test_a_decision_is_short_and_has_its_four_parts(path):
    text = path.read_text()
    assert text.startswith(f"# {path.name[:4]} ")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences", "Alternatives"]
    assert 20 <= len(text.splitlines()) <= 40


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_and_files_named_exist(path):
    text = path.read_text()
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    assert [link for link in links if not (path.parent / link).exists()] == []
    rooms = "|".join([*APPS, "docs", "static", "templates", "tests", "tools"])
    files = re.findall(rf"`((?:{rooms})/[\w./-]+)`", text)
    assert [file for file in files if not (ROOT / file).exists()] == []


@pytest.mark.parametrize("room", APPS)
def test_a_document_that_the_code_names_exists(room):
    text = "\n".join(path.read_text() for path in SOURCES if path.is_relative_to(ROOT / room))
    pages = re.findall(r"docs/[\w/-]+\.md", text)
    assert [page for page in pages if not (ROOT / page).exists()] == []


def test_every_dependency_has_its_reason():
    declared = (ROOT / "pyproject.toml").read_text().split("[tool.uv]")[0]
    packages = re.findall(r'"([a-z][a-z0-9-]+)(?:\[[\w-]+\])?[>=]=', declared)
    text = (DECISIONS / "0002-libraries.md").read_text()
    cells = ", ".join(re.findall(r"^\| ([a-z][^|]+) \|", text, re.MULTILINE))
    reasons = {cell.split()[0] for cell in cells.split(", ")} - {"binary"}
    assert reasons == set(packages)


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "img").glob("*.png")), ids=named)
def test_a_picture_is_light_and_shown(path):
    assert path.stat().st_size < 250 * 1024
    assert named(path) in README
