"""What the documents claim is so in the code, and what the code offers is in the documents."""

import re
from math import prod
from pathlib import Path

import pytest

from accounts.roles import Role
from demo.accounts import PEOPLE
from tests.test_consistency import APPS, SOURCES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
README = (ROOT / "README.md").read_text()
SETTINGS = "\n".join(
    path.read_text() for path in sorted((ROOT / "config" / "settings").glob("*.py"))
)
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
CODE = re.compile(r"`([^`\n]+)`")


def named(path):
    return str(path.relative_to(ROOT))


def page(name):
    return (DOCS / f"{name}.md").read_text()


def section(text, heading):
    """Return what is under a heading of a page."""
    return re.split(r"^## ", text.split(f"\n## {heading}\n")[1], flags=re.MULTILINE)[0]


def rows(text):
    """Return the rows of the tables of a text, cell by cell, without their headings."""
    tables = re.findall(r"^\|[-|]+\|\n((?:\|.*\n?)+)", text, re.MULTILINE)
    lines = [line.strip("|").split("|") for table in tables for line in table.splitlines()]
    return [[cell.strip() for cell in line] for line in lines]


def word(cell):
    return CODE.match(cell)[1]


def test_the_readme_is_three_screens_long():
    assert len(README.splitlines()) <= 120


def test_every_variable_of_the_settings_is_explained_once():
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', SETTINGS))
    assert sorted(word(row[0]) for row in rows(page("settings"))) == sorted(read)


def test_numbers_given_as_defaults_are_the_defaults():
    given = {word(row[0]): row[1].strip("`") for row in rows(page("settings"))}
    for name, value in re.findall(r'env\.int\("(\w+)", ([\d *]+)\)', SETTINGS):
        assert int(given[name]) == prod(map(int, value.split("*"))), name


def test_every_variable_read_elsewhere_is_explained():
    text = "\n".join(path.read_text() for path in SOURCES)
    read = set(re.findall(r'os\.environ(?:\.get\(|\[)"(\w+)"', text))
    assert read == {"TOSO_DEMO_PASSWORD"}
    assert "`TOSO_DEMO_PASSWORD`" in README
    assert "`TOSO_DEMO_PASSWORD`" in page("settings")


def test_every_command_is_explained_once():
    files = [path for app in APPS for path in (ROOT / app).glob("management/commands/*.py")]
    commands = {path.stem for path in files if not path.stem.startswith("_")}
    listed = rows(page("commands"))
    assert sorted(word(row[0]) for row in listed) == sorted(commands | {"createsuperuser"})
    options = set(re.findall(r"--[a-z-]+", str(listed)))
    text = "\n".join(path.read_text() for path in files)
    assert {option for option in options if f'"{option}"' not in text} == set()


def test_a_target_of_make_is_explained_once():
    rules = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    make = section(README, "Two commands") + page("contributing").split("So that this takes")[0]
    listed = [word(row[0]).removeprefix("make ") for row in rows(make)]
    assert sorted(listed) == sorted(rules - {"setup"})


def test_every_part_of_make_prove_is_explained_once():
    parts = re.search(r'^parts="(.+)"$', (ROOT / "tools" / "prove").read_text(), re.MULTILINE)[1]
    table = page("contributing").split("So that this takes")[1]
    assert [part for row in rows(table) for part in CODE.findall(row[0])] == parts.split()


def test_every_target_of_make_that_is_named_exists():
    rules = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = "\n".join(path.read_text() for path in PAGES)
    assert set(re.findall(r"`make ([\w-]+)", text)) - rules == set()


def test_the_accounts_of_the_demo_are_those_it_makes():
    named_there = {word(row[0]): word(row[1]) for row in rows(section(README, "Who signs in"))}
    assert named_there == {person.username: person.role.name for person in PEOPLE}
    assert set(named_there.values()) == set(Role.__members__)


def test_the_page_on_architecture_names_every_app():
    apps = page("architecture").split("## Inside a feature")[0]
    assert [word(row[0]) for row in rows(apps)] == [*APPS]


def test_every_name_of_the_glossary_is_in_the_code():
    text = "\n".join(path.read_text() for path in SOURCES)
    names = [name for row in rows(page("glossary")) for name in CODE.findall(row[1])]
    assert len(names) > 30
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []


def decisions():
    return sorted(DECISIONS.glob("[0-9]*.md"))


def test_there_are_at_most_fifteen_decisions_and_each_is_in_the_index():
    linked = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (DECISIONS / "README.md").read_text())
    assert linked == [path.name for path in decisions()]
    assert len(linked) <= 15
    assert [int(name[:4]) for name in linked] == list(range(1, len(linked) + 1))


def test_the_history_has_a_line_and_a_commit_for_each_old_decision():
    old = rows(page("decisions/history"))
    assert [int(row[0]) for row in old] == list(range(1, 34))
    assert [row[0] for row in old if not re.fullmatch(r"`[0-9a-f]{7,}`", row[3])] == []


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
    folders = "|".join([*APPS, "docs", "static", "templates", "tests", "tools"])
    files = re.findall(rf"`((?:{folders})/[\w./-]+)`", text)
    assert [file for file in files if not (ROOT / file).exists()] == []


@pytest.mark.parametrize("app", APPS)
def test_a_document_that_the_code_names_exists(app):
    text = "\n".join(path.read_text() for path in SOURCES if path.is_relative_to(ROOT / app))
    pages = re.findall(r"docs/[\w/-]+\.md", text)
    assert [path for path in pages if not (ROOT / path).exists()] == []


def test_every_dependency_has_its_reason():
    declared = (ROOT / "pyproject.toml").read_text().split("[tool.uv]")[0]
    packages = re.findall(r'"([a-z][a-z0-9-]+)(?:\[[\w-]+\])?[>=]=', declared)
    text = (DECISIONS / "0002-libraries.md").read_text()
    cells = ", ".join(re.findall(r"^\| ([a-z][^|]+) \|", text, re.MULTILINE))
    reasons = {cell.split()[0] for cell in cells.split(", ")} - {"binary"}
    assert reasons == set(packages)


@pytest.mark.parametrize("path", sorted((DOCS / "img").glob("*.png")), ids=named)
def test_a_picture_is_light_and_shown(path):
    assert path.stat().st_size < 250 * 1024
    assert f"docs/img/{path.name}" in README or f'src="img/{path.name}"' in page("tour")
