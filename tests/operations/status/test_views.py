"""One fault after another is seen by a program at /statusz and by people on the page in words; to all others both are no pages."""

import re
import shutil
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import psycopg
import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from areas.models import Area
from figures.models import Snapshot
from households.models import Movement
from operations.models import Backup, DailyRun, Heartbeat, Part
from operations.status.queries import gathering
from tests.factories import BackupFactory, DailyRunFactory, HeartbeatFactory, ImportFactory
from tests.pages import roles, signed_in
from web.keeping import remove_file

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

TOKEN = "mot-khoa-rat-dai-chi-de-thu-" + "x7" * 20
GB = 1024**3


@pytest.fixture
def site(settings, tmp_path, monkeypatch):
    """A server at which all is well: `change` makes one thing ill, `seen` tells what both say."""
    settings.STATUS_TOKEN = TOKEN
    settings.MEDIA_ROOT = str(tmp_path)
    settings.BACKUP_DIR, settings.BACKUP_PLAIN = str(tmp_path), True
    now = timezone.now()
    for part in Part:
        HeartbeatFactory(part=part, seen_at=now)
    DailyRunFactory(task="snapshot", day=timezone.localdate(), started_at=now)
    BackupFactory(started_at=now, finished_at=now, verified_at=now)
    use = lambda free: monkeypatch.setattr(  # noqa: E731 - one line
        shutil, "disk_usage", lambda place: SimpleNamespace(free=free * GB, total=100 * GB)
    )
    use(50)
    return SimpleNamespace(use=use, now=now)


def asked(address="/statusz", token=TOKEN):
    return Client().get(address, headers={"Authorization": f"Bearer {token}"})


def ill():
    """Return what /statusz says is not well: key → level."""
    found = asked().json()["checks"]
    return {one["key"]: one["level"] for one in found if one["level"] != "ok"}


def worker_stopped(site):
    Heartbeat.unscoped.filter(part=Part.WORKER).update(seen_at=site.now - timedelta(seconds=121))


def daily_work_stopped(site):
    Heartbeat.unscoped.filter(part=Part.DAILY).update(seen_at=site.now - timedelta(seconds=121))


def daily_work_late(site):
    DailyRun.unscoped.update(day=timezone.localdate() - timedelta(days=2))


def daily_work_failed(site):
    DailyRunFactory(
        task="clear_imports", day=timezone.localdate(), started_at=site.now, finished_at=None,
        fault="KeyError",
    )  # fmt: skip


def backup_failed(site):
    later = site.now + timedelta(seconds=1)
    BackupFactory(started_at=later, finished_at=None, verified_at=None, fault="OSError")


def backup_late(site):
    Backup.unscoped.update(finished_at=site.now - timedelta(hours=27))


def backup_not_verified(site):
    Backup.unscoped.update(verified_at=None)


def disk_at_91_percent(site):
    site.use(9)


def migration_missing(site):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'imports'")


def task_waits(site):
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="imports.jobs.actions.reading.read_file",
        backend_name="default",
        run_after=site.now - timedelta(hours=2),
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.update(enqueued_at=site.now - timedelta(hours=2))


def file_cannot_be_removed(site):
    row = {"args": ["rows/x"], "kwargs": {"since": (site.now - timedelta(hours=2)).isoformat()}}
    DBTaskResult.objects.create(
        args_kwargs=row,
        task_path=remove_file.module_path,
        backend_name="default",
        run_after=site.now + timedelta(minutes=9),
        exception_class_path="",
        traceback="",
    )


FAULTS = [
    (worker_stopped, {"worker": "bad"}, "Không thấy chạy, lần cuối 2 phút trước."),
    (daily_work_stopped, {"daily": "bad"}, "Không thấy chạy, lần cuối 2 phút trước."),
    (daily_work_late, {"daily_runs": "bad"}, "Chốt số (snapshot): lần cuối xong ngày"),
    (daily_work_failed, {"daily_runs": "bad"}, "Dọn tệp đã nhập (clear_imports): lỗi KeyError"),
    (backup_failed, {"backup": "bad"}, "Lần sau cùng bị lỗi OSError"),
    (backup_late, {"backup": "bad"}, "Bản mới nhất đã cũ: 1 ngày trước."),
    (backup_not_verified, {"backup": "bad"}, "Bản mới nhất chưa được mở ra kiểm tra."),
    (disk_at_91_percent, {"disk_files": "warn", "disk_backup": "warn"}, "đã dùng 91%"),
    (migration_missing, {"migrations": "bad"}, "bước cập nhật: imports.0001_initial"),
    (task_waits, {"queue": "bad"}, "1 việc chờ, lâu nhất từ 2 giờ trước."),
    (file_cannot_be_removed, {"removals": "warn"}, "1 tệp phải bỏ vẫn còn trên đĩa"),
]


@pytest.mark.parametrize(("make", "keys", "says"), FAULTS, ids=[f[0].__name__ for f in FAULTS])
def test_a_fault_is_seen_by_programs_and_by_people(site, world, make, keys, says):
    people = signed_in(world.root)
    assert "Không có việc nào cần làm." in people.get("/van-hanh/").content.decode()
    assert ill() == {}
    make(site)
    assert ill() == keys
    page = people.get("/van-hanh/").content.decode()
    assert f"{len(keys)} việc cần làm" in page
    assert says in page
    # The ill stand before the fold in which all that is well lies.
    to_do, well = page.rsplit('<details class="card opt"', 1)
    assert all(f'id="{key}"' in to_do for key in keys)
    assert not any(f'id="{key}"' in well for key in keys)


def test_a_task_that_was_put_off_waits_since_its_time_came(site, world):
    task_waits(site)
    DBTaskResult.objects.update(run_after=site.now - timedelta(minutes=1))
    assert ill() == {}


def test_a_month_without_figures_is_seen(site, world):
    Movement.unscoped.update(day=date(2026, 9, 1))
    with time_machine.travel(
        datetime(2026, 11, 2, 20, tzinfo=timezone.get_current_timezone()), tick=False
    ):
        now = timezone.now()
        Heartbeat.unscoped.update(seen_at=now)
        DailyRun.unscoped.update(day=timezone.localdate(), started_at=now)
        Backup.unscoped.update(started_at=now, finished_at=now)
        assert ill() == {"snapshot": "bad", "clock": "bad"}
        area = Area.unscoped.order_by("pk").first()
        Snapshot.unscoped.create(area=area, month=date(2026, 10, 1))
        assert ill() == {"clock": "bad"}


def test_files_that_wait_are_counted_while_nobody_works(site):
    ImportFactory(state="reading")
    assert ill() == {}
    worker_stopped(site)
    found = {one["key"]: one for one in asked().json()["checks"]}
    assert found["worker"]["says"].endswith("1 tệp đang chờ.")
    assert found["worker"]["age_seconds"] >= 121


def away(execute, sql, params, many, context):
    error = OperationalError("no answer")
    error.__cause__ = psycopg.OperationalError("refused")
    raise error


@pytest.mark.expected_errors
def test_a_database_that_is_away_is_said_to_programs(site):
    with connection.execute_wrapper(away):
        found, numbers = asked().json(), asked("/metrics").content.decode()
    assert found["level"] == "bad"
    assert {one["key"]: one["level"] for one in found["checks"]}["database"] == "bad"
    assert "toso_database_up 0.0" in numbers
    assert "toso_worker_seen_age_seconds" not in numbers


def test_tables_that_cannot_be_read_are_no_fault_of_the_page(site, monkeypatch):
    def refuse(now):
        raise OperationalError

    monkeypatch.setattr(gathering, "_of_work", refuse)
    keys = [one["key"] for one in asked().json()["checks"]]
    assert keys[:2] == ["database", "migrations"]
    assert "worker" not in keys


def test_the_answer_has_what_a_program_needs(site):
    found = asked().json()
    assert found["level"] == "ok"
    assert datetime.fromisoformat(found["at"]) <= timezone.now()
    wanted = {"key", "level", "title", "says", "do", "age_seconds"}
    assert [one["key"] for one in found["checks"] if one.keys() != wanted] == []


def test_the_metrics_are_gauges_in_the_format_of_prometheus(site):
    response = asked("/metrics")
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = response.content.decode().splitlines()
    values = [line for line in lines if not line.startswith("#")]
    assert [line for line in values if not gauge(line)] == []
    assert 'toso_check_level{key="worker"} 0.0' in values
    assert f'toso_disk_free_bytes{{place="disk_files"}} {50 * GB}' in values
    names = {line.split("{")[0].split(" ")[0] for line in values}
    assert names == {line.split(" ")[2] for line in lines if line.startswith("# TYPE")}


def gauge(line):
    return re.fullmatch(r'toso_[a-z_]+(\{[a-z]+="[a-z_]+"\})? \d+(\.\d+)?', line)


@pytest.mark.parametrize("address", ["/statusz", "/metrics"])
@pytest.mark.parametrize("token", ["", "sai", TOKEN[:-1], TOKEN + "x", "ố"])
def test_a_wrong_token_opens_nothing(site, address, token):
    assert asked(address, token).status_code == 404


@pytest.mark.parametrize("address", ["/statusz", "/metrics"])
def test_without_a_token_set_nobody_comes_in_by_one(site, settings, address):
    settings.STATUS_TOKEN = ""
    assert asked(address, "").status_code == asked(address, TOKEN).status_code == 404


@pytest.mark.parametrize("address", ["/statusz", "/metrics", "/van-hanh/"])
def test_only_administrators_of_the_country_read_it_signed_in(site, world, address):
    people = {**roles(world), "root": world.root}
    found = {name: signed_in(user).get(address).status_code for name, user in people.items()}
    assert found.pop("root") == 200
    nobody = found.pop("nobody")
    assert nobody == (302 if address == "/van-hanh/" else 404)
    assert set(found.values()) == {404}


def test_a_wrong_token_is_not_made_good_by_a_session(site, world):
    client = signed_in(world.root)
    assert client.get("/statusz", headers={"Authorization": "Bearer sai"}).status_code == 404


def test_the_first_page_of_the_admin_says_how_the_server_stands(site, world):
    people = signed_in(world.root)
    assert "không có việc cần làm" in people.get("/quan-tri/").content.decode()
    worker_stopped(site)
    page = people.get("/quan-tri/").content.decode()
    assert "1 việc cần làm" in page
    assert 'href="/van-hanh/"' in page
    assert (
        "Máy chủ tự chạy" not in signed_in(world.administrator).get("/quan-tri/").content.decode()
    )
