"""Scripts as they are served: without comments, and nothing else changed."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from config.static_files import SlimStorage

SAID = b"/* why */\nvar a = 1;\n"


@pytest.mark.parametrize(
    ("name", "served"),
    [
        ("web/calendar.js", b"var a=1;"),
        ("django_htmx/htmx-2.min.js", SAID),
        ("admin/js/core.js", SAID),
        ("app.css", SAID),
    ],
)
def test_comments_of_our_own_scripts_stay_at_home(tmp_path, name, served):
    storage = SlimStorage(location=tmp_path)
    storage.save(name, ContentFile(SAID))
    assert (tmp_path / name).read_bytes().strip() == served.strip()


def test_what_is_named_by_its_content_is_served_so_too(tmp_path):
    storage = SlimStorage(location=tmp_path)
    storage.save("own.js", ContentFile(SAID))
    list(storage.post_process({"own.js": (FileSystemStorage(tmp_path), "own.js")}))
    (served,) = tmp_path.glob("own.*.js")
    assert served.read_bytes().strip() == b"var a=1;"


def test_scripts_of_one_page_travel_together_and_a_change_of_any_gives_another_name(tmp_path):
    names = ("households/sheet/grid.js", *SlimStorage.TOGETHER["households/sheet/grid.js"])
    source, served = FileSystemStorage(tmp_path / "source"), []
    for last in ("keys", "other"):
        storage = SlimStorage(location=tmp_path / last)
        for name, said in zip(names, ("grid", "queue", "many", last), strict=True):
            source.delete(name)
            source.save(name, ContentFile(f"/* why */ var {said} = 1;".encode()))
            storage.save(name, source.open(name))
        list(storage.post_process({name: (source, name) for name in names}))
        served.append(storage.hashed_files[names[0]])
        text = (tmp_path / last / served[-1]).read_text()
        assert text.split() == ["var", "grid=1;var", "queue=1;var", "many=1;var", f"{last}=1;"]
    assert served[0] != served[1]
