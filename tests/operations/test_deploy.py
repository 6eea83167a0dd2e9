"""What stands in `deploy/` and in the way to production is what the program offers."""

import http.server
import re
import runpy
import subprocess
import sys
import threading

import pytest
from django.core.management import get_commands, load_command_class

from tests.test_consistency import ROOT

DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "to-so.service").read_text()
COMPOSE = (DEPLOY / "compose.yaml").read_text()
IMAGE = (DEPLOY / "Dockerfile").read_text()
GUIDES = [ROOT / "README.md", ROOT / "docs" / "operations" / "install.md"]


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_every_command_on_the_way_to_production_is_there_with_its_options(path):
    """The words after `manage.py` in blocks of shell."""
    blocks = re.findall(r"```sh\n(.*?)```", path.read_text(), re.DOTALL)
    called = re.findall(r"manage\.py (\w+)([^\n]*)", "\n".join(blocks))
    assert {"migrate", "load_units", "first_administrator", "serve"} <= {
        name for name, _ in called
    } | ({"serve"} if "manage.py serve" in path.read_text() else set())
    for name, rest in called:
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        known = set(parser._option_string_actions)
        assert set(re.findall(r"--[a-z-]+", rest)) <= known, name


def test_the_unit_and_the_image_serve_by_the_one_command():
    assert "manage.py serve --bind 127.0.0.1:8000" in UNIT
    assert '"manage.py", "serve", "--bind", "0.0.0.0:8000"' in IMAGE
    assert 'CMD [".venv/bin/python", "deploy/healthy.py"]' in IMAGE


def test_a_stop_leaves_the_parts_the_time_they_may_take():
    from operations.serving.supervisor import PATIENCE

    assert int(re.search(r"TimeoutStopSec=(\d+)", UNIT)[1]) > PATIENCE
    assert [int(one) for one in re.findall(r"stop_grace_period: (\d+)s", COMPOSE)] == [60, 60]
    assert PATIENCE < 60


def test_nothing_of_it_runs_as_root_or_writes_where_it_need_not():
    assert re.search(r"^User=to-so$", UNIT, re.MULTILINE)
    assert "ProtectSystem=strict" in UNIT
    assert "NoNewPrivileges=yes" in UNIT
    assert re.search(r"^USER to-so$", IMAGE, re.MULTILINE)
    assert "read_only: true" in COMPOSE
    assert "cap_drop: [ALL]" in COMPOSE
    assert "network_mode: none" in COMPOSE


def test_what_has_secrets_is_no_part_of_an_image_or_of_the_project():
    assert {".env", "deploy/site.env", "*.sqlite3*", "media"} <= set(
        (ROOT / ".dockerignore").read_text().split()
    )
    assert "/deploy/site.env" in (ROOT / ".gitignore").read_text().split()


class Answers(http.server.BaseHTTPRequestHandler):
    status = 200

    def do_GET(self):
        asked.append((self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"]))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *args):
        pass


asked: list = []


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_a_container_is_alive_while_its_pages_are(monkeypatch, status, code):
    monkeypatch.setattr(Answers, "status", status)
    asked.clear()
    with http.server.HTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        monkeypatch.setenv("PORT", str(server.server_port))
        monkeypatch.setenv("ALLOWED_HOSTS", "to-so.example.vn,other.example.vn")
        main = runpy.run_path(str(DEPLOY / "healthy.py"))["main"]
        assert main() == code
    assert asked == [("/healthz", "to-so.example.vn", "https")]
    assert status != 200 or main() == 1


@pytest.mark.long
def test_two_machines_at_once_do_the_work_of_a_day_once(tmp_path):
    """Each is a process of its own, on one database; together they do each task once."""
    import os

    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "DAILY_AT": "00:00"}
    env["MEDIA_ROOT"] = str(tmp_path)
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=env, check=True)
    both = [
        subprocess.Popen([*manage, "daily", "--once"], cwd=ROOT, env=env, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    said = b"".join(one.communicate(timeout=300)[0] for one in both).decode()
    for task in (
        "snapshot",
        "clear_old",
        "check_readings",
        "check_journal",
        "stop_unused_accounts",
    ):
        assert len(re.findall(rf"^{task} .*: xong\.$", said, re.MULTILINE)) == 1, said
