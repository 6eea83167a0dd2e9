"""Done when 4: numbers of papers and accounts under twelve spellings, and without a heading, stand nowhere afterwards."""

import os
import re
import signal
import subprocess
import sys
import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from areas.names import digits_of
from households.models import Household
from imports.models import Import
from tests.imports.papers import WRITTEN, everywhere, found, rows, secrets, unpacked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_room(tmp_path, monkeypatch):
    """Let what is written beside lie where it is looked for."""
    (tmp_path / "beside").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "beside"))


def test_the_search_finds_them_where_they_are(world):
    """The negative control: the file itself holds every one of them."""
    village = world.own.village.name
    cells, numbers = rows(village), secrets(village)
    assert {one for _place, one in found(numbers, [("file", repr(cells).encode())])} == numbers
    data = unpacked(WRITTEN["xlsx"](cells))
    assert len(found(numbers, [("file", data)])) > len(numbers) * 9 // 10


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("kind", WRITTEN)
def test_nothing_of_them_is_anywhere(world, client, settings, kind):
    village = world.own.village.name
    numbers, told = secrets(village), []

    def look(answer=None):
        places = list(everywhere(settings.MEDIA_ROOT))
        if answer is not None:
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            places.append(("answer", unpacked(body)))
        told.extend(found(numbers, places))

    file = SimpleUploadedFile(f"CCCD 054060123456.{kind}", WRITTEN[kind](rows(village)))
    page = client.post(reverse("imports:upload"), {"file": file}).url
    text = client.get(page)
    look(text)
    said = " ".join(text.content.decode().split())
    # A hidden sheet that a book has beside holds the same.
    assert re.search("14 cột" if kind == "csv" else "28 cột", said)
    assert re.search(r">(84|168)</td> <td[^>]*>Số giấy tờ, tài khoản: không được lưu", said)
    assert re.search(r">6</td> <td[^>]*>Số giấy tờ nằm trong ô khác", said)
    look(client.get(f"{page}dong-loi/"))
    source = Import.unscoped.latest("pk")
    assert (source.to_write + source.skipped, source.name[:8]) == (6, "CCCD •••")
    client.post(f"{page}sua/", {"row": 7, "c2": "054060123456"})
    look(client.get(page))
    look(client.post(f"{page}nhap/", {"partly": "1"}, follow=True))
    look(client.get(f"{page}dong-loi/"))
    # What is no such number came into the register.
    home = Household.unscoped.get(head_name="Lê Thị Bnh")
    assert (digits_of(home.phone), home.hamlet) == ("0905122456", "Xóm 2, vợ •••")
    look(client.post(f"{page}hoan-tac/", follow=True))
    assert Household.unscoped.get(head_name="Lê Thị Bnh").closed_on
    assert told == []


KILLED = """
import os, signal, sys, django
django.setup()
from imports.sandbox import copies, run
copies.pack(run.read(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_who_is_killed_leaves_nothing_of_a_file(world, tmp_path):
    """The process dies with the file and its rows open: neither has a name."""
    village = world.own.village.name
    sent, room = tmp_path / "sent.xlsx", tmp_path / "room"
    sent.write_bytes(WRITTEN["xlsx"](rows(village)))
    room.mkdir()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "TMPDIR": str(room)}
    ended = subprocess.run([sys.executable, "-c", KILLED, str(sent)], env=environment, check=False)
    assert ended.returncode == -signal.SIGKILL
    names = [path for path in room.rglob("*") if path.is_file() and "to-so" not in path.name]
    assert [name for name in names if "Lê Thị".encode() in unpacked(name.read_bytes())] == []
    assert found(secrets(village), [(str(one), one.read_bytes()) for one in names]) == []
