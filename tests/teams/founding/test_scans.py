"""Scans of decisions: kept outside the site, sent only to whoever may see them, as a file to save."""

import hashlib
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from audit.models import AuditEntry
from teams.documents.rules import files
from teams.models import Scan
from tests.pages import signed_in
from tests.proving import share_of_today
from tests.teams.hostile import HOSTILE, pdf, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def decision(world):
    return world.own.team.decisions.get()


def send(client, decision, data, name="qd.pdf", content_type="application/pdf"):
    upload = SimpleUploadedFile(name, data, content_type)
    return client.post(f"/to/quyet-dinh/{decision.pk}/ban-chup/", {"file": upload})


def kept(media):
    return [path for path in Path(media).rglob("*") if path.is_file()]


def content(response):
    return b"".join(response.streaming_content)


def test_a_scan_is_kept_and_sent_as_a_file_to_save(officer, decision, media):
    response = send(officer, decision, pdf())
    assert response.headers["Location"] == f"/to/quyet-dinh/{decision.pk}/"
    scan = Scan.unscoped.get()
    sent = officer.get(f"/to/ban-chup/{scan.uuid}/")
    kept_as = content(sent)
    assert (scan.kind, scan.size) == ("pdf", len(kept_as))
    assert scan.sha256 == hashlib.sha256(kept_as).hexdigest()
    assert kept_as.startswith(b"%PDF-")
    assert b"/Type /Page" in kept_as
    assert sent.headers["Content-Type"] == "application/pdf"
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert sent.headers["Cache-Control"] == "private, no-store"


def test_a_scan_lies_under_a_name_nobody_can_guess(officer, decision, media):
    send(officer, decision, pdf(), name="../../bi-mat.html", content_type="text/html")
    (path,) = kept(media)
    assert len(path.name) == 64
    assert "bi-mat" not in str(path)
    assert path.stat().st_mode & 0o777 == 0o600
    sent = officer.get(f"/to/ban-chup/{Scan.unscoped.get().uuid}/")
    assert sent.headers["Content-Type"] == "application/pdf"
    assert "bi-mat" not in sent.headers["Content-Disposition"]


def test_a_photograph_is_drawn_anew(officer, decision):
    send(officer, decision, picture("JPEG") + b"\0where it was taken", "anh.jpg", "image/jpeg")
    sent = content(officer.get(f"/to/ban-chup/{Scan.unscoped.get().uuid}/"))
    assert Image.open(io.BytesIO(sent)).format == "JPEG"
    assert b"where it was taken" not in sent


def test_the_same_file_sent_twice_is_kept_once(officer, decision, media):
    for _ in range(2):
        send(officer, decision, pdf())
    assert (Scan.unscoped.count(), len(kept(media))) == (1, 1)


@pytest.mark.parametrize("who", ["member", "officer", "committee", "reviewer"])
def test_whoever_sees_the_team_may_save_its_scan(world, officer, decision, who):
    send(officer, decision, pdf())
    person = {"member": world.own.member, "officer": world.own.officer}
    reader = person.get(who) or getattr(world, who)
    address = f"/to/ban-chup/{Scan.unscoped.get().uuid}/"
    assert signed_in(reader).get(address).status_code == 200


def test_a_stranger_finds_nothing(world, officer, decision):
    send(officer, decision, pdf())
    address = f"/to/ban-chup/{Scan.unscoped.get().uuid}/"
    for stranger in (world.sibling.officer, world.foreign.officer):
        client = signed_in(stranger)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}go/").status_code == 404
        assert send(client, decision, pdf(tail=b"\n")).status_code == 404
    assert signed_in(None).get(address).status_code == 302
    assert signed_in(world.committee).post(f"{address}go/").status_code == 404
    assert Scan.unscoped.get().withdrawn_at is None


def test_sending_and_opening_are_written_down(world, officer, decision):
    send(officer, decision, pdf())
    officer.get(f"/to/ban-chup/{Scan.unscoped.get().uuid}/")
    verbs = [(e.verb, e.actor) for e in AuditEntry.unscoped.about(decision)]
    name = world.own.officer.username
    assert verbs == [
        ("Mở bản chụp quyết định", name),
        ("Tải lên bản chụp quyết định", name),
    ]


def test_a_scan_taken_back_is_gone_from_the_disk_and_not_from_memory(
    officer, decision, media, django_capture_on_commit_callbacks
):
    send(officer, decision, pdf())
    address = f"/to/ban-chup/{Scan.unscoped.get().uuid}/"
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(f"{address}go/")
    assert kept(media) == []
    assert officer.get(address).status_code == 404
    assert Scan.unscoped.get().withdrawn_at is not None
    assert AuditEntry.unscoped.about(decision).first().verb == "Gỡ bản chụp quyết định"


def test_a_scan_whose_file_is_lost_is_not_found(officer, decision, media):
    send(officer, decision, pdf())
    for path in kept(media):
        path.unlink()
    assert officer.get(f"/to/ban-chup/{Scan.unscoped.get().uuid}/").status_code == 404


def test_a_hundred_hostile_files_are_refused_on_the_page_and_none_is_kept(officer, decision, media):
    assert len(HOSTILE) >= 100
    for name, data, why in share_of_today(HOSTILE, of=4):
        response = send(officer, decision, data, name="quyet-dinh.pdf")
        assert response.status_code == 200, name
        assert response.context["form"].errors == {"file": [why]}, name
    assert (Scan.unscoped.count(), kept(media)) == (0, [])


def test_what_is_too_large_is_cut_off_on_its_way(officer, decision, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 200_000)
    response = send(officer, decision, b"%PDF-1.4\n" + b" " * 900_000)
    assert response.context["form"].errors == {"file": [files.SCAN.too_large]}
    assert response.wsgi_request.FILES["file"].size < 400_000


def test_no_file_is_asked_for(officer, decision):
    response = officer.post(f"/to/quyet-dinh/{decision.pk}/ban-chup/", {})
    assert response.context["form"].errors == {"file": ["Chọn tệp trước."]}
