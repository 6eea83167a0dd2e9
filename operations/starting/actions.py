"""What a site makes ready by itself before it begins: the folder of files, static files."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from operations.starting.queries import are_static_files_late


def make_ready(*, say: Callable[[str], object] = print) -> None:
    """Make what can be made without asking; what cannot be written is a fault that is said afterwards."""
    try:
        Path(settings.MEDIA_ROOT).mkdir(mode=0o700, parents=True, exist_ok=True)
        if are_static_files_late():
            say("Gom tệp tĩnh (collectstatic)…")
            call_command("collectstatic", interactive=False, verbosity=0)
    except OSError:
        return
