"""What is put back is what was there, in an empty place alone; anything else is refused in words, with nothing changed."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from audit.models import AuditEntry
from households.models import Household
from operations.backup.actions import restoring, returning
from operations.backup.actions.making import make
from operations.backup.queries import keeping_files, known_migrations
from operations.backup.rules.faults import Damaged, NotEmpty, OtherVersion
from operations.models import Backup
from rollup.models import VillageCount
from teams.models import Scan
from tests.operations.backup.conftest import IDENTITY, SECRET, database_at

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "key.txt"
    path.write_text(f"# secret\n{SECRET}\n")
    return str(path)


def facts():
    return [
        list(model.unscoped.order_by("pk").values_list())
        for model in (User, Household, Scan, AuditEntry)
    ]


def sessions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM django_session")
        return cursor.fetchone()[0]


def test_everything_is_there_again_and_every_figure_is_right(site, elsewhere, capsys, key_file):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES ('a', 'b', '2030-01-01 00:00:00')")
    before = facts()
    files = {name: (site.media / name).read_bytes() for name in _names()}
    path = make().path
    with elsewhere() as there:
        call_command("restore", str(path), key_file=key_file)
        said = capsys.readouterr().out
        assert ", 0 differ" in said
        assert "khớp bảng kê từng bảng" in said
        after = facts()
        assert after[:3] == before[:3]
        assert after[3][: len(before[3])] == before[3]
        assert AuditEntry.unscoped.latest("pk").verb == "Khôi phục từ bản sao lưu"
        assert {name: (there.media / name).read_bytes() for name in _names()} == files
        assert sessions() == 0
        row = Backup.unscoped.get()
        assert (row.name, row.fault, row.verified_at) == (path.name, "", None)
        assert row.finished_at
        # Not over what is there now.
        with pytest.raises(CommandError, match="chỗ trống"):
            call_command("restore", str(path), key_file=key_file)


def test_figures_that_were_wrong_before_are_told_as_such(site, elsewhere, key_file):
    VillageCount.unscoped.update(covered=7)
    path = make().path
    with elsewhere():
        with pytest.raises(CommandError, match="đã lệch từ trước"):
            call_command("restore", str(path), key_file=key_file)
        assert Household.unscoped.count() == 9


def _names():
    return list(Scan.unscoped.values_list("stored_as", flat=True))[-3:]


def test_a_place_with_files_is_not_touched(site, elsewhere):
    path = make().path
    with elsewhere() as there:
        there.media.mkdir()
        (there.media / "scans").mkdir()
        with pytest.raises(NotEmpty, match="MEDIA_ROOT"):
            restoring.restore(path=path, identity=IDENTITY)
        assert connection.introspection.table_names() == []


def test_a_database_that_was_only_migrated_is_empty(site, elsewhere, tmp_path, settings):
    path = make().path
    settings.MEDIA_ROOT = str(tmp_path / "media2")
    there = tmp_path / "migrated"
    there.mkdir()
    connection.close()
    with elsewhere(), database_at(there, filled=False):
        call_command("migrate", "contenttypes", verbosity=0)
        settings.MEDIA_ROOT = str(tmp_path / "media3")
        restoring.restore(path=path, identity=IDENTITY)
        assert Household.unscoped.count() == 9


def test_what_is_broken_puts_nothing_back(site, elsewhere, key_file):
    path = make().path
    data = bytearray(path.read_bytes())
    data[-5000] ^= 1
    broken = path.with_name("broken")
    broken.write_bytes(data)
    with elsewhere() as there:
        with pytest.raises(CommandError, match="hỏng hoặc bị cắt cụt"):
            call_command("restore", str(broken), key_file=key_file)
        with pytest.raises(CommandError, match="--key-file"):
            call_command("restore", str(path))
        with pytest.raises(CommandError, match="Không đọc được tệp khóa"):
            call_command("restore", str(path), key_file=f"{key_file}.x")
        with pytest.raises(CommandError, match="Chưa khôi phục"):
            call_command("restore", str(path) + ".x", key_file=key_file)
        assert list(there.media.iterdir()) == []
        assert connection.introspection.table_names() == []


def test_files_go_again_where_the_database_cannot_be_put_back(site, elsewhere, monkeypatch):
    path = make().path

    def fail(copy):
        raise Damaged("no")

    monkeypatch.setattr(restoring.snapshot, "put_back", fail)
    with elsewhere() as there:
        with pytest.raises(Damaged):
            restoring.restore(path=path, identity=IDENTITY)
        assert list(there.media.iterdir()) == []


def test_a_count_that_is_not_that_of_the_manifest_is_told(site, elsewhere, monkeypatch):
    path = make().path
    put_back = restoring.snapshot.put_back

    def lose_one(copy):
        put_back(copy)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM operations_backup")

    monkeypatch.setattr(restoring.snapshot, "put_back", lose_one)
    with elsewhere(), pytest.raises(Damaged, match="operations_backup"):
        restoring.restore(path=path, identity=IDENTITY)


def test_a_newer_version_and_another_engine_are_refused(site, elsewhere, monkeypatch):
    path = make().path
    newest = ("operations", "0001_initial")
    with elsewhere():
        monkeypatch.setattr(restoring, "known_migrations", lambda: known_migrations() - {newest})
        with pytest.raises(OtherVersion, match="mới hơn"):
            restoring.restore(path=path, identity=IDENTITY)
        monkeypatch.setattr(connection, "vendor", "oracle")
        with pytest.raises(OtherVersion, match="cùng loại"):
            restoring._refuse_unless_fits(_about(path))


def _about(path):
    return restoring.read_through(path, IDENTITY)[0]


def test_check_backup_reads_it_all_and_puts_nothing_anywhere(site, key_file, capsys):
    path = make().path
    call_command("check_backup", str(path), key_file=key_file)
    assert "Đúng từng byte" in capsys.readouterr().out
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CommandError, match="cắt cụt"):
        call_command("check_backup", str(path), key_file=key_file)


def test_the_pair_of_keys_is_printed_once_and_fits(capsys):
    call_command("backup_key")
    told = capsys.readouterr()
    assert told.out.count("AGE-SECRET-KEY-1") == 1
    assert "AGE-SECRET-KEY-" not in told.err
    assert json.dumps(told.out.split("public key: ")[1].split()[0])[1:-1] in told.err


def test_every_model_that_names_a_file_is_known():
    named = {f"{model.__name__}.{column}" for model, column in keeping_files()}
    assert named == {"Scan.stored_as", "Photo.stored_as", "Import.stored_as"}


@pytest.fixture
def store(settings, monkeypatch):
    """Return a store that pages and backups know instead of a folder."""
    kept = InMemoryStorage()
    settings.FILES_IN_STORE = True
    for module in (restoring, returning):
        monkeypatch.setattr(module, "default_storage", kept)
    return kept


def test_files_are_carried_to_the_store_that_pages_read_them_from(
    site, elsewhere, store, monkeypatch
):
    path, files = make().path, {name: (site.media / name).read_bytes() for name in _names()}
    with elsewhere() as there:
        put_back = restoring.snapshot.put_back
        monkeypatch.setattr(restoring.snapshot, "put_back", lambda copy: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            restoring.restore(path=path, identity=IDENTITY)
        assert not store.listdir("scans")[1]
        store.delete("scans")
        monkeypatch.setattr(restoring.snapshot, "put_back", put_back)
        restoring.restore(path=path, identity=IDENTITY)
        assert {name: store.open(name).read() for name in _names()} == files
        assert list(there.media.iterdir()) == []
        # One that went since is fetched from the backup to where it is read.
        store.delete(_names()[0])
        told = returning.make_fit(backup=path, identity=IDENTITY)
        assert (told.files, told.fetched, told.missing) == (len(files), 1, [])
        assert {name: store.open(name).read() for name in _names()} == files


def test_a_store_with_files_is_not_touched(site, elsewhere, store):
    path = make().path
    store.save("scans/a", ContentFile(b"x"))
    with elsewhere():
        with pytest.raises(NotEmpty, match="FILES_URL"):
            restoring.restore(path=path, identity=IDENTITY)
        assert store.listdir("scans") == ([], ["a"])
        assert connection.introspection.table_names() == []
