"""Scripts as they are served say what they say at home."""

from pathlib import Path

from django.conf import settings
from rjsmin import jsmin

SCRIPTS = sorted((settings.BASE_DIR / "static").rglob("*.js"))
READ = (
    "text => { try { new Function(text); return 'good'; } catch (error) { return String(error); } }"
)


def test_every_script_can_be_read_without_its_comments(visitors):
    page = visitors.open()
    read = {path.name: page.evaluate(READ, served(path)) for path in SCRIPTS}
    assert len(read) > 10
    assert {name: said for name, said in read.items() if said != "good"} == {}


def served(path: Path) -> str:
    return jsmin(path.read_text())
