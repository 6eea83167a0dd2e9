"""A disk of our own whose power fails: ext4 on a loop device, shut down as the kernel's own crash tests do it.

At the cut everything that no program had synced is dropped, data and names; when it is mounted again the journal of
ext4 is replayed, as after a real power cut. It needs root.
"""

import fcntl
import os
import struct
import subprocess
from pathlib import Path

from tests.faults.servers import wait_until

# EXT4_IOC_SHUTDOWN, and "without flushing the log".
SHUT_DOWN, AT_ONCE = 0x8004587D, struct.pack("I", 2)
SIZE = 600 * 1024 * 1024


class Disk:
    """One such disk, mounted at `place`."""

    def __init__(self, folder):
        self.image, self.place = Path(folder) / "disk.img", Path(folder) / "disk"
        self.place.mkdir()
        with self.image.open("wb") as file:
            file.truncate(SIZE)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(self.image)], check=True)
        self.mount()

    def mount(self):
        subprocess.run(["mount", "-o", "loop", str(self.image), str(self.place)], check=True)
        self.place.chmod(0o755)

    def cut(self):
        """Fail: from now on nothing is written or synced."""
        number = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(number, SHUT_DOWN, AT_ONCE)
        finally:
            os.close(number)

    def unmount(self):
        def is_gone():
            return (
                subprocess.run(
                    ["umount", str(self.place)], capture_output=True, check=False
                ).returncode
                == 0
            )

        if not wait_until(is_gone, 60, pause=0.1):
            raise RuntimeError("somebody holds the disk")

    def again(self):
        """Come back with what was safe, once nobody holds a file of it."""
        self.unmount()
        self.mount()

    def remove(self):
        self.unmount()
        self.image.unlink()


def why_not():
    """Say why there can be no such disk here; nothing where there can."""
    if os.geteuid() or not Path("/dev/loop-control").exists():
        return "a disk of our own needs root and loop devices"
    return ""
