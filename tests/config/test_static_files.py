"""Scripts as they are served: without comments, and nothing else changed."""

import pytest
from django.core.files.base import ContentFile

from config.static_files import SlimStorage


@pytest.mark.parametrize(
    ("name", "served"),
    [
        ("web/calendar.js", b"var a=1;"),
        ("django_htmx/htmx-2.min.js", b"/* why */\nvar a = 1;\n"),
        ("admin/js/core.js", b"/* why */\nvar a = 1;\n"),
        ("app.css", b"/* why */\nvar a = 1;\n"),
    ],
)
def test_comments_of_our_own_scripts_stay_at_home(tmp_path, name, served):
    storage = SlimStorage(location=tmp_path)
    storage.save(name, ContentFile(b"/* why */\nvar a = 1;\n"))
    assert (tmp_path / name).read_bytes().strip() == served.strip()
