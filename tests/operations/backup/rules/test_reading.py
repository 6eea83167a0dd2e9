"""A backup that is not what was written is refused in words: each way in which a file goes wrong."""

import hashlib
import io
from dataclasses import replace

import pyrage
import pytest

from operations.backup.rules import reading, sealing
from operations.backup.rules.archive import of_bytes, packed
from operations.backup.rules.faults import Damaged, NoKey, OtherVersion, WrongKey
from operations.backup.rules.manifest import ABOUT, FILES, MANIFEST, About, Manifest, written

PUBLIC, SECRET = sealing.new_pair()
IDENTITY = sealing.identity_in(SECRET)
ABOUT_IT = About("2026-11-29T00:00:00+00:00", "sqlite", "SQLite 3", [["areas", "0001_initial"]])
DATABASE, FILE = ("database.sqlite3.gz", bytes(range(256)) * 2000), ("scans/a", b"x" * 70_000)
WHOLE = [DATABASE, (f"{FILES}{FILE[0]}", FILE[1])]


def facts(data):
    return [len(data), hashlib.sha256(data).hexdigest()]


def manifest():
    name, data = DATABASE
    size, code = facts(data)
    return Manifest(
        rows={"areas_area": 3, "accounts_user": 2},
        database={"name": name, "size": size, "sha256": code},
        files={FILE[0]: facts(FILE[1])},
    )


def members(inside=WHOLE, about=ABOUT_IT, said=None):
    said = written(said or manifest())
    return [(ABOUT, written(about)), *inside, (MANIFEST, said)]


def laid(tmp_path, parts, *, sealed=True):
    path, into = tmp_path / "backup", io.BytesIO()
    keys = sealing.recipients([PUBLIC]) if sealed else []
    sealing.seal(packed(of_bytes(*one) for one in parts), into, keys)
    path.write_bytes(into.getvalue())
    return path


@pytest.fixture(params=[True, False], ids=["sealed", "plain"])
def backup(request, tmp_path):
    return laid(tmp_path, members(), sealed=request.param)


def test_what_was_written_is_read(backup):
    about, found = reading.read_through(backup, IDENTITY)
    assert (about, found) == (ABOUT_IT, manifest())


def test_what_is_kept_is_what_was_written(backup, tmp_path):
    reading.read_through(backup, IDENTITY, keep=lambda name: tmp_path / "kept" / name)
    for name, data in WHOLE:
        kept = tmp_path / "kept" / name
        assert kept.read_bytes() == data
        assert kept.stat().st_mode & 0o777 == 0o600


def test_a_changed_bit_anywhere_is_refused(backup):
    data = backup.read_bytes()
    for at in range(100, len(data) - 1024, len(data) // 25):
        broken = bytearray(data)
        broken[at] ^= 4
        backup.write_bytes(broken)
        try:
            told = reading.read_through(backup, IDENTITY)
        except (Damaged, WrongKey, OtherVersion):
            continue
        pytest.fail(f"byte {at} was read as {told}")


def test_a_file_that_was_cut_off_is_refused(backup):
    data = backup.read_bytes()
    for length in (0, 10, 300, len(data) // 2, len(data) - 2000):
        backup.write_bytes(data[:length])
        with pytest.raises(Damaged):
            reading.read_through(backup, IDENTITY)


def test_a_sealed_file_that_lacks_its_last_byte_is_refused(tmp_path):
    path = laid(tmp_path, members())
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Damaged, match="cắt cụt"):
        reading.read_through(path, IDENTITY)


def test_another_key_opens_nothing_and_no_key_is_asked_for(tmp_path):
    path = laid(tmp_path, members())
    with pytest.raises(WrongKey, match="không mở được"):
        reading.read_through(path, sealing.once())
    with pytest.raises(NoKey, match="--key-file"):
        reading.read_through(path, None)


def test_what_is_inside_cannot_be_read_without_the_key(tmp_path):
    sealed, plain = laid(tmp_path, members()).read_bytes(), b"areas_area"
    assert plain not in sealed
    assert plain in laid(tmp_path, members(), sealed=False).read_bytes()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (members(inside=WHOLE[:1]), "thiếu 1 tệp"),
        (members(inside=[*WHOLE, (f"{FILES}scans/b", b"b")]), "ngoài bảng kê"),
        (members(inside=[DATABASE, (f"{FILES}scans/a", b"y" * 70_000)]), "không đúng mã kiểm"),
        (members(inside=[*WHOLE, (f"{FILES}../a", b"b")]), "tên lạ"),
        (members(inside=[*WHOLE, ("/etc/a", b"b")]), "tên lạ"),
        (members()[:-1], "thiếu bảng kê"),
        (members()[1:], "không phải bản sao lưu của Tổ số"),
        ([(ABOUT, b"{}"), *members()[1:]], "không nói đúng"),
    ],
    ids=[
        "lacks a file",
        "one too many",
        "other bytes",
        "climbs",
        "root",
        "no end",
        "no begin",
        "?",
    ],
)
def test_what_the_manifest_does_not_say_is_refused(tmp_path, parts, words):
    with pytest.raises(Damaged, match=words):
        reading.read_through(laid(tmp_path, parts), IDENTITY)


def test_a_format_of_tomorrow_is_refused(tmp_path):
    path = laid(tmp_path, members(about=replace(ABOUT_IT, format=99)))
    with pytest.raises(OtherVersion, match="mới hơn"):
        reading.read_through(path, IDENTITY)


def test_any_other_file_is_refused(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7" + bytes(5000))
    with pytest.raises(Damaged, match="không phải của Tổ số"):
        reading.read_through(path, None)


def test_age_itself_opens_what_was_sealed(tmp_path):
    """Whoever has the key needs no Tổ số to open a backup: it is a file of age with a tar in it."""
    plain = pyrage.decrypt(laid(tmp_path, members()).read_bytes(), [IDENTITY])
    assert plain == laid(tmp_path, members(), sealed=False).read_bytes()
