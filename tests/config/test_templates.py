"""What people write a template with does not travel; what is put into a page is not touched."""

import pytest
from django.template import Context, Engine, Origin

from config.templates import Loader

PAGE = "<ul>\n  {% for one in rows %}\n\n    <li>{{ one }}</li>\n  {% endfor %}\n</ul>\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("rows.html", "<ul>\n\n<li>a\n   b</li>\n\n</ul>\n"),
        ("rows.txt", "<ul>\n  \n\n    <li>a\n   b</li>\n  \n</ul>\n"),
    ],
)
def test_indents_of_a_page_stay_here(tmp_path, name, said):
    (tmp_path / name).write_text(PAGE)
    text = Loader(Engine()).get_contents(Origin(str(tmp_path / name), name))
    assert Engine().from_string(text).render(Context({"rows": ["a\n   b"]})) == said
