"""How gunicorn serves the project: `gunicorn -c python:config.serving config.wsgi`.

Measured (docs/performance.md): one synchronous worker a core beats threads, which share one lock
for what is mostly Python's own work. Two more, for of files that people send one is read and two wait
(web/sandbox/turns.py): the others answer meanwhile. The application is loaded once, before the workers part.
"""

import os
import sys
from typing import Any

from django.core.management.base import CommandError
from django.db import connections

from operations.serving.ties import tie

workers = (os.cpu_count() or 1) + 2
worker_class = "sync"
preload_app = True
# A second door that nobody needs, and that a locked-down home folder refuses.
control_socket_disable = True
# An import or an export may take its time; a dead worker is still noticed.
timeout = 60
max_requests, max_requests_jitter = 20_000, 2_000


def on_starting(server: Any) -> None:
    """Refuse a database of another version; the application is loaded by now, and no worker has parted yet."""
    from operations.starting.queries import refuse_another_version  # noqa: PLC0415 - has models

    try:
        refuse_another_version()
    except CommandError as error:
        sys.exit(str(error))
    finally:
        connections.close_all()


def post_fork(server: Any, worker: Any) -> None:
    """Let a worker finish its request and end when its master is killed: another master serves at this door."""
    tie()
