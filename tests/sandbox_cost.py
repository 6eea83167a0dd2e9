"""What reading a file costs in the sandbox: `measure` runs its process from a small one, so that only it is seen."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
SECONDS, MEGABYTES = 5.0, 300
_PLAY = """
import json, os, subprocess, sys, threading
for line in sys.stdin:
    command, folder = json.loads(line)
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = threading.Timer(30, child.kill)  # a parser may wait for itself for ever
    end.start()
    _, status, used = os.wait4(child.pid, 0)
    end.cancel()
    child.returncode = 0
    ended, answer = os.waitstatus_to_exitcode(status), os.path.join(folder, "answer.json")
    # Whoever was ended may have written half an answer: web.sandbox reads none of theirs either.
    said = json.load(open(answer)) if ended == 0 and os.path.exists(answer) else {"refused": "ended"}
    cost = [ended, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, said]
    print(json.dumps(cost), flush=True)
"""


class Cost(NamedTuple):
    """How a process ended, its seconds of work, its largest memory in megabytes, and what it answered."""

    ended: int
    seconds: float
    megabytes: float
    said: dict

    @property
    def is_small(self):
        """Say whether it kept within what one file may cost."""
        return self.seconds <= SECONDS and self.megabytes <= MEGABYTES

    @property
    def is_refused(self):
        """Say whether the file was refused."""
        return "refused" in self.said


def measure(cage, files, *told):
    """Yield name and cost of each file, read in the cage one after the other."""
    how = {"text": True, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "cwd": ROOT}
    with subprocess.Popen([sys.executable, "-c", _PLAY], **how) as player:
        for name, data in files:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "file"
                path.write_bytes(data)
                numbers = [cage.memory, cage.seconds, cage.written, *told]
                command = [sys.executable, "-m", cage.module, str(path), folder, *map(str, numbers)]
                player.stdin.write(json.dumps([command, folder]) + "\n")
                player.stdin.flush()
                yield name, Cost(*json.loads(player.stdout.readline()))
        player.stdin.close()
