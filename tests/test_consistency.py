"""The project keeps its own rules: sizes, names, deletion, scope."""

import ast
import re
from pathlib import Path

from django.apps import apps
from django.contrib import admin
from django.db import models

from tests import factories

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    "web",
    "audit",
    "areas",
    "accounts",
    "reading",
    "skills",
    "rollup",
    "teams",
    "households",
    "privacy",
    "figures",
    "periodic",
    "reports",
    "imports",
    "guide",
    "reorganisations",
    "offline",
    "erasure",
    "operations",
    "config",
    "demo",
    "bench",
)
SOURCES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODELS = [
    model
    for app in APPS
    if app in apps.app_configs
    for model in apps.get_app_config(app).get_models()
]


def named(path):
    return str(path.relative_to(ROOT))


def lines_of(path):
    return len(path.read_text().splitlines())


def test_a_source_file_is_at_most_300_lines():
    assert [named(path) for path in SOURCES if lines_of(path) > 300] == []


def test_a_template_is_at_most_80_lines():
    assert [named(path) for path in TEMPLATES if lines_of(path) > 80] == []


def test_a_line_of_a_template_is_at_most_120_characters():
    found = [
        f"{named(path)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 120
    ]
    assert found == []


def functions_of(path):
    """Yield the functions of a file with their lines, without docstrings: words that explain are no burden."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield node.name, body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_a_function_is_at_most_25_lines():
    functions = [(named(path), *found) for path in SOURCES for found in functions_of(path)]
    assert len(functions) > 2000
    assert [found for found in functions if found[2] > 25] == []


# `noqa: X - why`, `type: ignore[x]  # why`: mypy takes a reason as a comment of its own only.
UNEXPLAINED = re.compile(
    r"# noqa: [A-Z0-9]+(?:, [A-Z0-9]+)*\s*(?:#|$)|# type: ignore\[[a-z, -]+\]\s*$"
    r"|# noqa\s*$|# type: ignore\s*(?:#|$)"
)


def test_what_a_check_is_told_to_ignore_has_its_reason_on_the_line():
    others = [path for folder in ("tests", "tools") for path in (ROOT / folder).rglob("*.py")]
    found = [
        f"{named(path)}:{number}"
        for path in [*SOURCES, *others]
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if UNEXPLAINED.search(line)
    ]
    assert found == []
    assert UNEXPLAINED.search("x = f()  # noqa: S608")
    assert UNEXPLAINED.search("x = f()  # type: ignore[misc]")


def test_what_a_page_answers_to_get_it_answers_to_head():
    """Whoever looks whether an address is there (RFC 9110, 9.3.2) is not told that it takes no such request."""
    named_methods = re.compile(r"require_http_methods\(\[([^\]]*)\]\)")
    found = [
        (named(path), said) for path in SOURCES for said in named_methods.findall(path.read_text())
    ]
    assert len(found) > 90
    assert [one for one in found if '"GET"' in one[1] and '"HEAD"' not in one[1]] == []


def test_a_template_keeps_to_the_strict_policy():
    for path in TEMPLATES:
        text = path.read_text()
        assert re.findall(r'\sstyle="|\son\w+="|<style|\|safe\b|mark_safe', text) == [], path
        assert re.findall(r"<script(?![^>]*nonce=)[^>]*>", text) == [], path


def test_every_template_is_used():
    used = "\n".join(path.read_text() for path in [*SOURCES, *TEMPLATES])
    by_django = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
    unused = [
        str(path.relative_to(ROOT / "templates"))
        for path in TEMPLATES
        if str(path.relative_to(ROOT / "templates")) not in used
        and path.name not in by_django
        and "admin" not in path.parts
    ]
    assert unused == []


def test_a_model_has_a_name_an_admin_and_a_factory():
    assert len(MODELS) > 40
    for model in MODELS:
        assert str(model._meta.verbose_name) != model._meta.model_name, model
        assert model in admin.site._registry, model
        made = hasattr(factories, f"{model.__name__}Factory")
        assert made or model.__name__.endswith("Count"), model


def test_nothing_is_deleted_by_way_of_something_else():
    for model in MODELS:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                assert field.remote_field.on_delete is models.PROTECT, field


VIEWS = [
    path
    for path in SOURCES
    if path.name in {"views.py", "forms.py", "page_cache.py", "asked.py"}
    or {"views", "forms"} & set(path.parts)
]


# `unscoped` in a view names facts that are no territory's secret, each with its reason.
UNSCOPED = {
    # The unit of a page is read with those above it, then held against the reader's area.
    "reports/page_cache.py": {"Area.unscoped.with_places()"},
    "areas/forms.py": {"Area.unscoped.filter(commune="},
    "accounts/people/forms.py": {"User.unscoped.filter(username__iexact", "Area.unscoped.none()"},
    # Whoever opens an account is not signed in: the code that was right says whose it is.
    "accounts/opening/views.py": {
        'Code.unscoped.select_related("person__area__commune").filter(pk=key)'
    },
    "areas/views.py": {"Area.unscoped.none()"},
    "skills/views.py": {
        "LocalPlatform.unscoped.open().filter(",
    },
    "teams/founding/forms/decisions.py": {"Team.unscoped.none()", "Area.unscoped.none()"},
    "teams/founding/forms/teams.py": {"Area.unscoped.none()", "Decision.unscoped.none()"},
    "teams/founding/forms/founding.py": {"Area.unscoped.none()"},
}


def test_views_and_forms_read_through_visible_to():
    assert len(VIEWS) > 60
    for path in VIEWS:
        squeezed = re.sub(r"\s+", "", path.read_text())
        rest = squeezed
        for reason in UNSCOPED.get(named(path), set()):
            rest = rest.replace(reason.replace(" ", ""), "")
        assert "unscoped" not in rest, path
        assert re.findall(r"\w+\.objects\.(?!visible_to\(|none\(\))", squeezed) == [], path


def test_no_signals_and_no_grab_bags():
    text = "\n".join(path.read_text() for path in SOURCES)
    assert re.findall(r"@receiver|post_save|pre_save\.connect|m2m_changed", text) == []
    assert {path.stem for path in SOURCES} & {"utils", "helpers", "common", "misc", "core"} == set()


# One way to write the mark of "oa", "oe", "uy" at the end of a word: on the first letter, as names of places and
# official documents do (Khánh Hòa, xóa, khóa, sức khỏe, hủy); "quý" has its u with the q.
NEW_WAY = re.compile(r"(?:o[áàảãạéèẻẽẹ]|(?<![qQ])u[ýỳỷỹỵ])(?![^\W\d_])", re.IGNORECASE)
# What reads or makes other spellings.
SPELLINGS = (
    "areas/names.py",
    "imports/spreadsheet/values/choices.py",
    "imports/spreadsheet/fonts",
    # Stand in journals that were written before.
    "audit/models.py",
    "config/every_page.py",
)


def test_the_mark_of_a_word_stands_in_one_place_everywhere():
    texts = [*SOURCES, *TEMPLATES, ROOT / "locale/vi/LC_MESSAGES/django.po"]
    found = {
        f"{named(path)}: {word.group()}"
        for path in texts
        if not named(path).startswith(SPELLINGS)
        for word in re.finditer(rf"[^\W\d_]*{NEW_WAY.pattern}", path.read_text(), re.IGNORECASE)
    }
    assert found == set()


def test_a_telephone_link_has_no_spaces_in_it():
    found = [
        named(path) for path in TEMPLATES if re.search(r"tel:\{\{ [\w.]+ \}\}", path.read_text())
    ]
    assert found == []


BACK_AFTER = re.compile(
    r'</button>\s*<a class="btn [^>]*>\{% translate "(Quay lại|Thôi|Huỷ|Hủy)" %\}'
)


def test_the_way_back_stands_left_of_the_button_that_saves():
    found = [named(path) for path in TEMPLATES if BACK_AFTER.search(path.read_text())]
    assert found == []


FOLD = re.compile(
    r'<details class="[^"]*\bopt\b[^"]*"(?! data-print-open)[^>]*>\s*<summary[^>]*>\s*(.{0,7})'
)


def test_a_fold_that_looks_like_a_link_has_a_mark_that_it_opens():
    """The browser's own triangle is taken from it; who reads a heading without a mark does not press it."""
    found = [
        f"{named(path)}: {start}"
        for path in TEMPLATES
        for start in FOLD.findall(path.read_text())
        if start not in {"{% icon", "</summa"}
    ]
    assert found == []
    assert FOLD.findall('<details class="opt"><summary>Các tệp</summary>') == ["Các tệp"]


def test_a_template_names_the_level_of_a_unit():
    number = re.compile(r"level\s*(==|!=|[<>]=?)\s*\d")
    assert [named(path) for path in TEMPLATES if number.search(path.read_text())] == []


def test_a_comment_of_a_template_ends_on_its_line():
    """Django shows one that goes on to the next."""
    found = [
        f"{named(path)}: {line[:60]}"
        for path in TEMPLATES
        for line in path.read_text().splitlines()
        if "{#" in line.split("#}")[-1]
    ]
    assert found == []


def test_a_template_that_writes_telephones_loads_the_filters():
    found = [
        named(path)
        for path in TEMPLATES
        if re.search(r"\|(dial|spaced)\b", path.read_text())
        and not re.search(r"\{% load [^%]*toso", path.read_text())
    ]
    assert found == []
