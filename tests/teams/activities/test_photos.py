"""Pictures of sessions: one each, nothing but the picture, seen only by whoever may see the team."""

import io
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image, PngImagePlugin

from audit.models import AuditEntry
from teams.activities import actions
from teams.documents.rules import files
from teams.models import Activity, Photo
from tests.factories import PhotoFactory
from tests.pages import signed_in
from tests.teams.hostile import pdf, picture

pytestmark = pytest.mark.django_db
# What a telephone writes into a picture, each to be looked for in the bytes that are kept.
TRACES = (b"Exif", b"GPS", b"Galaxy", b"13.0955", b"xpacket", b"ICC_PROFILE", b"ghi chu", b"film")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def session(world):
    return world.own.team.activities.get()


def upload(data, name="anh.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def send(client, session, data):
    return client.post(f"/to/buoi/{session.uuid}/anh/", {"photo": upload(data)})


def kept(media):
    return [path for path in Path(media).rglob("*") if path.is_file()]


def content(response):
    return b"".join(response.streaming_content)


def with_place():
    """Make a picture as a telephone does: place, device, day, notes, and a film behind its end."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Samsung", "Galaxy A05", "2026:11:26 08:30:00"
    exif[0x010E] = "GPS 13.0955, 109.2977"
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 5.0, 43.8), 3: "E", 4: (109.0, 17.0, 51.7)})
    data = picture(
        "JPEG",
        exif=exif,
        comment=b"ghi chu",
        icc_profile=b"ICC_PROFILE of a screen" * 9,
        xmp=b"<?xpacket begin='' id='W5M0'?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
    )
    return data + b"\0film of the moment before"


def test_nothing_of_where_and_by_whom_it_was_taken_is_left(officer, session, media):
    data = with_place()
    assert [word for word in TRACES if word not in data] == []  # the control: it was all there
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)[2] == (13.0, 5.0, 43.8)
    send(officer, session, data)
    (path,) = kept(media)
    left = path.read_bytes()
    assert [word for word in TRACES if word in left] == []
    found = Image.open(io.BytesIO(left))
    assert (dict(found.getexif()), dict(found.getexif().get_ifd(0x8825))) == ({}, {})
    assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert left.endswith(b"\xff\xd9")


def test_nor_of_a_png(officer, session, media):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Location", "13.0955, 109.2977")
    exif = Image.Exif()
    exif[0x010F] = "Samsung"
    exif.get_ifd(0x8825)[1] = "N"
    data = picture("PNG", pnginfo=notes, exif=exif)
    assert (b"13.0955" in data, b"eXIf" in data) == (True, True)
    send(officer, session, data)
    left = kept(media)[0].read_bytes()
    assert (b"13.0955" in left, b"eXIf" in left, b"tEXt" in left) == (False, False, False)


def test_a_picture_is_kept_no_larger_than_a_screen_needs(officer, session, media):
    send(officer, session, picture("JPEG", (4000, 3000)))
    assert Image.open(kept(media)[0]).size == (1600, 1200)


def test_it_is_shown_on_the_page_of_the_session_from_bytes_that_are_no_page(officer, session):
    assert "Lưu ảnh" in officer.get(f"/to/buoi/{session.uuid}/").text
    assert send(officer, session, picture("JPEG")).headers["Location"].endswith(f"{session.uuid}/")
    address = f"/to/anh/{Photo.unscoped.get().uuid}/"
    page = officer.get(f"/to/buoi/{session.uuid}/").text
    assert f'<img src="{address}" loading="lazy"' in page
    assert "Lưu ảnh" not in page
    sent = officer.get(address)
    assert sent.headers["Content-Type"] == "image/jpeg"
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert sent.headers["Cache-Control"] == "private, no-store"


def test_a_session_is_logged_with_its_picture_and_a_second_press_adds_none(world, media):
    client, key = signed_in(world.own.member), uuid.uuid4()
    form = {"uuid": key, "day": "0", "skills": ["shopping"]}
    for _press in range(2):
        sent = form | {"photo": upload(picture("JPEG"))}
        assert client.post(f"/to/{world.own.team.pk}/buoi-moi/", sent).status_code == 302
    photo = Photo.unscoped.get()
    assert photo.activity == Activity.unscoped.get(uuid=key)
    assert len(kept(media)) == 1


def test_a_session_is_logged_without_one(world):
    form = {"uuid": uuid.uuid4(), "day": "0", "skills": ["shopping"]}
    signed_in(world.own.member).post(f"/to/{world.own.team.pk}/buoi-moi/", form)
    assert Activity.unscoped.filter(uuid=form["uuid"]).exists()
    assert not Photo.unscoped.exists()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf(), files.PHOTO.wrong_type),
        (b"GIF89a", files.PHOTO.wrong_type),
        (b"", files.EMPTY),
        (picture("JPEG")[:300], files.PHOTO.broken),
        (picture("JPEG") + b"<script>", files.PHOTO.mixed),
        (b"\xff\xd8\xff" + bytes(files.MAX_BYTES), files.PHOTO.too_large),
    ],
    ids=["pdf", "gif", "empty", "broken", "mixed", "large"],
)
def test_what_is_no_picture_is_refused_in_words_and_no_session_is_logged(
    world, session, media, data, why
):
    client = signed_in(world.own.officer)
    response = send(client, session, data)
    assert response.context["form"].errors == {"photo": [why]}
    form = {"uuid": uuid.uuid4(), "day": "0", "skills": ["shopping"], "photo": upload(data)}
    response = client.post(f"/to/{world.own.team.pk}/buoi-moi/", form)
    assert response.context["form"].errors == {"photo": [why]}
    assert (Photo.unscoped.count(), kept(media)) == (0, [])
    assert not Activity.unscoped.filter(uuid=form["uuid"]).exists()


def test_when_something_else_is_wrong_the_picture_is_asked_for_again(world):
    form = {"uuid": uuid.uuid4(), "day": "0", "photo": upload(picture("JPEG"))}
    response = signed_in(world.own.officer).post(f"/to/{world.own.team.pk}/buoi-moi/", form)
    assert "Ảnh chưa được lưu, chọn lại ảnh." in response.text


def test_a_second_picture_waits_until_the_first_is_taken_back(officer, session, media):
    send(officer, session, picture("JPEG"))
    response = send(officer, session, picture("PNG"))
    assert response.context["form"].errors == {"photo": ["Buổi này đã có ảnh. Gỡ ảnh đó trước."]}
    assert (Photo.unscoped.count(), len(kept(media))) == (1, 1)


def test_the_database_holds_one_picture_of_a_session(session):
    PhotoFactory(activity=session)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhotoFactory(activity=session)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhotoFactory(kind="pdf")


def test_what_was_not_written_leaves_no_bytes(world, session, media, monkeypatch):
    def broken(**_facts):
        raise RuntimeError

    checked = files.check(io.BytesIO(picture("JPEG")), files.PHOTO)
    monkeypatch.setattr(Photo.unscoped, "create", broken)
    with pytest.raises(RuntimeError):
        actions.add_photo(by=world.own.officer, activity=session, checked=checked)
    assert kept(media) == []


def test_whoever_sees_the_team_sees_the_picture_and_a_stranger_nothing(world, officer, session):
    send(officer, session, picture("JPEG"))
    address = f"/to/anh/{Photo.unscoped.get().uuid}/"
    for reader in (world.own.member, world.committee, world.reviewer):
        assert signed_in(reader).get(address).status_code == 200
    for stranger in (world.sibling.officer, world.foreign.officer):
        client = signed_in(stranger)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}go/").status_code == 404
        assert send(client, session, picture("PNG")).status_code == 404
    assert signed_in(None).get(address).status_code == 302
    assert signed_in(world.committee).post(f"{address}go/").status_code == 404
    assert Photo.unscoped.get().withdrawn_at is None


def test_taken_back_it_is_gone_from_the_disk_and_written_down(
    world, officer, session, media, django_capture_on_commit_callbacks
):
    send(officer, session, picture("JPEG"))
    address = f"/to/anh/{Photo.unscoped.get().uuid}/"
    officer.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(f"{address}go/")
    assert kept(media) == []
    assert officer.get(address).status_code == 404
    said = [entry.verb for entry in AuditEntry.unscoped.about(world.own.team)][:3]
    first = ("Gỡ ảnh buổi hướng dẫn", "Xem ảnh buổi hướng dẫn", "Thêm ảnh buổi hướng dẫn")
    assert tuple(said) == first
    photo = Photo.unscoped.get()
    actions.withdraw_photo(by=world.own.officer, photo=photo)
    assert AuditEntry.unscoped.about(world.own.team).first().verb == first[0]
    assert send(officer, session, picture("PNG")).status_code == 302


def test_a_session_that_was_withdrawn_takes_no_picture(world, officer, session, media):
    actions.withdraw_activity(by=world.own.officer, activity=session, why="Nhầm")
    send(officer, session, picture("JPEG"))
    assert kept(media) == []
    assert "Lưu ảnh" not in officer.get(f"/to/buoi/{session.uuid}/").text


def test_a_picture_whose_bytes_are_lost_is_not_found(officer, session, media):
    send(officer, session, picture("JPEG"))
    for path in kept(media):
        path.unlink()
    assert officer.get(f"/to/anh/{Photo.unscoped.get().uuid}/").status_code == 404
