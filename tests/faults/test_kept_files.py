"""Bytes of files outlast a power cut from the moment that they are said to be kept."""

import os
import subprocess
import sys

import pytest

from tests.faults import device
from tests.faults.device import Disk, record_of
from tests.faults.servers import ROOT

DATA = bytes(range(256)) * 40
KEEP = """
import os, sys
import django
from django.conf import settings
settings.configure(MEDIA_ROOT=sys.argv[1], INSTALLED_APPS=["django_tasks_db"])
django.setup()
from web.keeping import lay_down
if sys.argv[2] == "hasty":
    os.fsync = lambda number: None
print(lay_down("scans", bytes(range(256)) * 40))
"""


@pytest.mark.parametrize(("how", "left"), [("synced", DATA), ("hasty", b"")])
def test_bytes_of_a_kept_file_outlast_a_power_cut(disk, tmp_path, how, left):
    """The second is the negative control: without waiting for the disk nothing is left."""
    log = tmp_path / "record"
    env = {**os.environ, **device.fails(disk, tmp_path / "media", LOG=log)}
    words = [sys.executable, "-c", KEEP, str(tmp_path / "media"), how]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    name = done.stdout.strip().rpartition("/")[2]
    record = Disk({})
    for effect in record_of(log):
        record.play(*effect)
    assert bytes(record.safe[name]) == left
