"""Each check is a function of facts: where it turns, what it says, what it asks for."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from operations.status.rules import KEYS, Level, checks, to_do, worst
from operations.status.rules.check import ago
from operations.status.rules.facts import Backups, Disk, Facts, Journal, Mail, Replicas, Run

NOW = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)
GB = 1024**3
BEFORE = {n: NOW - timedelta(minutes=n) for n in (1, 2, 3, 5, 11, 61)}
BACKED_UP = Backups(
    is_set_up=True,
    has_second_place=True,
    finished_at=BEFORE[61],
    verified_at=BEFORE[61],
    copied_at=BEFORE[61],
)
DISK = Disk(folder="/srv", free=50 * GB, total=100 * GB)
WELL = {
    "now": NOW,
    "engine": "PostgreSQL",
    "worker_seen": BEFORE[1],
    "daily_seen": BEFORE[1],
    "runs": [Run(task="snapshot", well_on=date(2026, 11, 28))],
    "month": date(2026, 10, 1),
    "is_month_taken": True,
    "backups": BACKED_UP,
    "journal": Journal(sealed_at=BEFORE[1], waiting=2, oldest=BEFORE[1]),
    "disks": {"disk_files": DISK, "disk_database": DISK, "disk_backup": DISK},
    "database_time": NOW,
    "latest": BEFORE[1],
    "replicas": Replicas(awaited=1, delays=[0.2]),
    "store": "",
}


def of(key, **facts):
    """Return the one check of this key, all else being well."""
    found = checks(Facts(**{**WELL, **facts}))
    return next(one for one in found if one.key == key)


def level(key, **facts):
    return of(key, **facts).level.word


def test_a_server_that_is_well_asks_for_nothing():
    found = checks(Facts(**WELL))
    assert to_do(found) == []
    assert worst(found) is Level.OK
    assert sorted(one.key for one in found) == sorted(KEYS)
    assert [one.key for one in found if one.do or not one.says] == []


backups = partial(lambda **more: Backups(**{**vars(BACKED_UP), **more}))
ILL = [
    ("database", {"is_answering": False}, "bad", "Không trả lời."),
    (
        "migrations",
        {"missing": ["imports.0009_x"]},
        "bad",
        "Thiếu 1 bước cập nhật: imports.0009_x.",
    ),
    ("migrations", {"unknown": list("abcd")}, "bad", "Cơ sở dữ liệu mới hơn phần mềm: a, b, c…."),
    ("worker", {"worker_seen": None}, "bad", "Chưa chạy lần nào. Chưa có tệp nào chờ."),
    (
        "worker",
        {"worker_seen": BEFORE[3], "waiting_files": 2},
        "bad",
        "Không thấy chạy, lần cuối 3 phút trước. 2 tệp đang chờ.",
    ),
    ("daily", {"daily_seen": BEFORE[5]}, "bad", "Không thấy chạy, lần cuối 5 phút trước."),
    ("daily_runs", {"runs": []}, "warn", "Chưa chạy lần nào."),
    (
        "daily_runs",
        {"runs": [Run(task="snapshot", well_on=date(2026, 11, 27))]},
        "bad",
        "Chốt số (snapshot): lần cuối xong ngày 27/11/2026.",
    ),
    (
        "daily_runs",
        {"runs": [Run(task="snapshot", tries=3, fault="KeyError")]},
        "bad",
        "Chốt số (snapshot): lỗi KeyError, đã thử 3 lần; chưa xong lần nào.",
    ),
    ("snapshot", {"is_month_taken": False}, "bad", "Chưa chốt tháng 10/2026."),
    (
        "queue",
        {"oldest_task": BEFORE[11], "waiting_tasks": 3},
        "warn",
        "3 việc chờ, lâu nhất từ 11 phút trước.",
    ),
    (
        "queue",
        {"oldest_task": BEFORE[61], "waiting_tasks": 1},
        "bad",
        "1 việc chờ, lâu nhất từ 1 giờ trước.",
    ),
    (
        "removals",
        {"removals": [BEFORE[61], BEFORE[2]]},
        "warn",
        "1 tệp phải bỏ vẫn còn trên đĩa hoặc trong kho, lâu nhất từ 1 giờ trước.",
    ),
    (
        "removals",
        {"removals": [NOW - timedelta(days=2)]},
        "bad",
        "1 tệp phải bỏ vẫn còn trên đĩa hoặc trong kho, lâu nhất từ 2 ngày trước.",
    ),
    ("backup", {"backups": Backups()}, "bad", "Chưa đặt sao lưu."),
    ("backup", {"backups": Backups(is_set_up=True)}, "bad", "Chưa có bản sao lưu nào."),
    (
        "backup",
        {"backups": backups(unlisted=2)},
        "warn",
        "2 lần xóa dữ liệu chưa ghi vào danh sách cạnh bản sao lưu.",
    ),
    (
        "backup",
        {"backups": backups(finished_at=NOW - timedelta(hours=27), fault="OSError")},
        "bad",
        "Bản mới nhất đã cũ: 1 ngày trước. Lần sau cùng bị lỗi OSError.",
    ),
    (
        "backup",
        {"backups": backups(verified_at=None)},
        "bad",
        "Bản mới nhất chưa được mở ra kiểm tra.",
    ),
    (
        "backup",
        {"backups": backups(fault="OSError")},
        "bad",
        "Lần sau cùng bị lỗi OSError; bản trước đó vẫn tốt.",
    ),
    (
        "backup",
        {"backups": backups(copied_at=None)},
        "warn",
        "Bản mới nhất chưa chép sang nơi thứ hai.",
    ),
    (
        "journal",
        {"journal": Journal(waiting=3, oldest=NOW - timedelta(minutes=16))},
        "bad",
        "Chưa niêm phong lần nào. 3 dòng chờ, lâu nhất: 16 phút trước. Chưa kiểm tra lần nào.",
    ),
    (
        "journal",
        {"runs": [Run(task="check_journal", fault="JournalWrong", well_on=date(2026, 11, 28))]},
        "bad",
        "Niêm phong lần cuối: 1 phút trước. 2 dòng chờ, lâu nhất: 1 phút trước. "
        "Kiểm tra lần cuối: SAI, có dòng hoặc khối bị sửa.",
    ),
    (
        "clock",
        {"database_time": NOW + timedelta(seconds=6)},
        "warn",
        "Lệch 6 giây với cơ sở dữ liệu.",
    ),
    (
        "clock",
        {"database_time": NOW - timedelta(seconds=61)},
        "bad",
        "Lệch 61 giây với cơ sở dữ liệu.",
    ),
    (
        "clock",
        {"latest": NOW + timedelta(minutes=2)},
        "bad",
        "Giờ máy đang chậm: đã có việc ghi lúc 12:02 29/11/2026, sau giờ hiện nay.",
    ),
    (
        "store",
        {"store": "EndpointConnectionError"},
        "bad",
        "Không dùng được: EndpointConnectionError.",
    ),
    ("replication", {"replicas": Replicas(is_copy=True)}, "bad", "Đang nối vào bản sao chỉ đọc."),
    (
        "replication",
        {"replicas": Replicas(awaited=1)},
        "bad",
        "Máy song song không theo: lưu có thể bị treo.",
    ),
    (
        "replication",
        {"replicas": Replicas(delays=[None, 61.0])},
        "warn",
        "2 máy song song, chậm nhất 61 giây.",
    ),
    (
        "replication",
        {"replicas": Replicas(archive_failed_at=BEFORE[3])},
        "bad",
        "Lưu WAL bị lỗi, 3 phút trước.",
    ),
]


@pytest.mark.parametrize(("key", "facts", "word", "says"), ILL)
def test_what_is_ill_is_said_with_what_to_do(key, facts, word, says):
    found = of(key, **facts)
    assert (found.level.word, found.says) == (word, says)
    assert found.do.endswith(".")


@pytest.mark.parametrize(
    ("free", "word"), [(10.1, "ok"), (10, "ok"), (9.9, "warn"), (3, "warn"), (2.9, "bad")]
)
@pytest.mark.parametrize("key", ["disk_files", "disk_database", "disk_backup"])
def test_a_disk_is_warned_of_under_a_tenth_and_bad_under_three_percent(key, free, word):
    disk = Disk(folder="/srv/to-so", free=int(free * GB), total=100 * GB)
    found = of(key, disks={key: disk})
    assert found.level.word == word
    assert ("/srv/to-so" in found.do) == (word != "ok")


def test_a_disk_says_how_much_is_used():
    found = of("disk_files", disks={"disk_files": Disk(folder="/srv", free=9 * GB, total=100 * GB)})
    assert found.says == "Còn 9,0 GB trên 100,0 GB, đã dùng 91%."


@pytest.mark.parametrize("wrong", [{"is_there": False}, {"is_writable": False}])
def test_a_folder_that_cannot_be_written_is_bad(wrong):
    disk = Disk(folder="/srv/to-so", free=50, total=100, **wrong)
    assert level("disk_files", disks={"disk_files": disk}) == "bad"


def test_of_a_store_of_files_it_is_said_where_there_is_one():
    found = checks(Facts(now=NOW, is_answering=False, store="ClientError"))
    assert [one.key for one in found] == ["database", "store"]
    assert "store" not in {one.key for one in checks(Facts(**WELL | {"store": None}))}


def test_a_process_is_silent_after_two_minutes():
    assert level("worker", worker_seen=BEFORE[2]) == "ok"
    assert level("worker", worker_seen=BEFORE[2] - timedelta(seconds=1)) == "bad"


def test_a_backup_is_late_after_26_hours():
    at = NOW - timedelta(hours=26)
    assert level("backup", backups=backups(finished_at=at)) == "ok"
    late = at - timedelta(seconds=1)
    assert level("backup", backups=backups(finished_at=late)) == "bad"


def test_the_journal_is_well_while_what_waits_is_young_and_the_last_look_found_nothing():
    runs = [Run(task="check_journal", fault="OperationalError", well_on=date(2026, 11, 28))]
    found = of("journal", runs=runs, journal=Journal(sealed_at=BEFORE[1]))
    assert found.level.word == "ok"
    assert found.says == (
        "Niêm phong lần cuối: 1 phút trước. Không còn dòng nào chờ. "
        "Kiểm tra lần cuối ngày 28/11/2026: đúng."
    )


def test_a_second_place_that_nobody_set_is_not_missed():
    assert level("backup", backups=backups(copied_at=None, has_second_place=False)) == "ok"


def test_the_month_is_late_26_hours_after_its_end():
    first = datetime(2026, 12, 1, tzinfo=UTC) - timedelta(hours=7)
    month = {"month": date(2026, 11, 1), "is_month_taken": False}
    assert level("snapshot", now=first + timedelta(hours=26), **month) == "ok"
    assert level("snapshot", now=first + timedelta(hours=26, seconds=1), **month) == "bad"
    assert level("snapshot", month=None, is_month_taken=False) == "ok"


def test_a_task_that_failed_today_after_a_good_yesterday_is_to_be_looked_at():
    run = Run(task="snapshot", fault="KeyError", well_on=date(2026, 11, 28))
    found = of("daily_runs", runs=[run])
    assert found.level.word == "warn"
    assert "manage.py snapshot" in found.do


def test_a_database_that_is_away_is_said_with_what_is_known_without_it():
    found = checks(Facts(now=NOW, is_answering=False, disks={"disk_files": DISK}))
    assert [one.key for one in found] == ["database", "disk_files"]
    assert worst(found) is Level.BAD


def test_tables_that_cannot_be_read_leave_what_is_missing():
    facts = Facts(now=NOW, is_readable=False, missing=["imports.0009_x"], engine="SQLite")
    assert [one.key for one in checks(facts)] == ["database", "migrations"]


def test_the_worst_stands_first():
    found = to_do(checks(Facts(**{**WELL, "runs": [], "daily_seen": None})))
    assert [one.key for one in found] == ["daily", "daily_runs"]


def test_how_long_ago_is_said_in_one_unit():
    assert [ago(NOW, NOW), ago(NOW, BEFORE[61])] == ["vừa xong", "1 giờ trước"]


@pytest.mark.parametrize(
    ("mail", "word", "says"),
    [
        (Mail(), "ok", "Chưa đặt máy chủ thư"),
        (Mail(is_set_up=True), "ok", "Chưa gửi thư nào."),
        (Mail(is_set_up=True, sent_at=BEFORE[5], unsure=2), "ok", "2 thư không rõ đã đến chưa"),
        (Mail(is_set_up=True, failing=3, tries=3, fault="gaierror"), "warn", "3 thư chưa gửi được"),
        (Mail(is_set_up=True, failing=1, tries=4, fault="gaierror"), "bad", "lỗi gaierror"),
    ],
)
def test_letters_that_do_not_go_are_said_with_their_fault(mail, word, says):
    found = of("mail", mail=mail)
    assert (found.level.word, says in found.says, bool(found.do)) == (word, True, word != "ok")
