"""With DEBUG=0 there is neither `demo` nor `bench`, and nothing that runs there needs them."""

import ast
import os
import subprocess
import sys

import pytest
from django.apps import apps

from tests.test_consistency import ROOT, SOURCES

pytestmark = pytest.mark.slow

DEVELOPMENT = {"demo", "bench"}


def in_production(*command):
    env = {
        **os.environ,
        "DEBUG": "0",
        "SECRET_KEY": "only-for-this-test-" + "x7" * 30,
        "ALLOWED_HOSTS": "to-so.example.vn",
        "DATABASE_URL": "sqlite://:memory:",
        "PROXY_COUNT": "1",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_development_has_both():
    assert apps.app_configs.keys() >= DEVELOPMENT


def test_production_runs_without_them():
    names = "from django.apps import apps; print(*apps.app_configs)"
    found = in_production("shell", "--no-imports", "--command", names).stdout.split()
    assert {"reports", "imports"} <= set(found)
    assert not DEVELOPMENT & set(found)


@pytest.mark.long  # a step of tools/check, too
def test_production_checks_clean():
    done = in_production("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("command", sorted(DEVELOPMENT))
def test_production_does_not_know_their_commands(command):
    assert "Unknown command" in in_production(command).stderr


def imported(path):
    text = path.read_text()
    if not any(name in text for name in DEVELOPMENT):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_no_production_module_imports_them():
    production = [p for p in SOURCES if p.relative_to(ROOT).parts[0] not in DEVELOPMENT]
    assert len(production) > 300
    wrong = [p for p in production for name in imported(p) if name.partition(".")[0] in DEVELOPMENT]
    assert wrong == []
