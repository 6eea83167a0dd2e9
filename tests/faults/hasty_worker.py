"""`manage.py worker` whose lease is so many seconds: `python -m tests.faults.hasty_worker 1`."""

import sys
from datetime import timedelta

import django

if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    from imports.jobs.actions import running

    running.LEASE = timedelta(seconds=int(sys.argv[1]))
    call_command("worker")
