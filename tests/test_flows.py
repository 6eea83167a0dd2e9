"""What a request passes through stays as short as docs/architecture.md says."""

import re
import subprocess
import sys

from tests.test_consistency import ROOT

ROW = re.compile(r"^\| ([^|]+) \|.*\| (\d+) in (\d+) \|$", re.MULTILINE)
COUNTED = re.compile(r"^\| ([^|]+) \| [\d,]+ \| (\d+) \| (\d+) \| \d+ \|$", re.MULTILINE)


def test_no_flow_passes_more_functions_and_files_than_allowed():
    allowed = ROW.findall((ROOT / "docs/architecture.md").read_text())
    assert len(allowed) == 8
    told = subprocess.run(
        [sys.executable, ROOT / "tools/flows.py"], capture_output=True, text=True, check=True
    ).stdout
    found = {name: (int(own), int(files)) for name, own, files in COUNTED.findall(told)}
    most = {name: (int(own), int(files)) for name, own, files in allowed}
    assert {n: found[n] for n in most if found[n][0] > most[n][0] or found[n][1] > most[n][1]} == {}
