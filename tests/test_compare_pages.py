"""The script that compares saved pages notices what a reader would."""

import pytest

from tools.compare_pages import compare, outline
from tools.walk_pages import settled

PAGE = """<main id="a" class="b"><h1>Hộ <b>gia đình</b></h1>
<a class="btn" href="/ho/">Mở</a> <script>let a = 1</script>
<form method="post" action="/luu/"><input name="q" value="1"><input name="r"></form></main>"""


def saved(folder, **pages):
    folder.mkdir()
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def test_an_outline_lists_texts_links_and_fields_in_their_order(tmp_path):
    assert outline(saved(tmp_path / "one", page=PAGE) / "page.html") == [
        "Hộ gia đình",
        '<a href="/ho/">',
        "Mở",
        '<form action="/luu/" method="post">',
        '<input name="q" value="1">',
        '<input name="r">',
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("gia đình", "dân"),
        ('href="/ho/"', 'href="/to/"'),
        ('value="1"', 'value="2"'),
        (
            '<input name="q" value="1"><input name="r">',
            '<input name="r"><input name="q" value="1">',
        ),
    ],
)
def test_a_difference_in_text_link_or_field_is_found(tmp_path, capsys, old, new):
    before = saved(tmp_path / "one", page=PAGE)
    after = saved(tmp_path / "two", page=PAGE.replace(old, new))
    assert compare(before, after, html=False) == 1
    assert "1 and 1 pages: 1 differ" in capsys.readouterr().out


def test_classes_and_blanks_differ_to_the_letter_only(tmp_path):
    before = saved(tmp_path / "one", page=PAGE)
    after = saved(tmp_path / "two", page=PAGE.replace('class="b"', 'class="c"').replace("\n", " "))
    assert compare(before, after, html=False) == 0
    assert compare(before, after, html=True) == 1


def test_a_page_on_one_side_is_found_and_nothing_is_no_proof(tmp_path, capsys):
    before, after = (
        saved(tmp_path / "one", page=PAGE, more=PAGE),
        saved(tmp_path / "two", page=PAGE),
    )
    assert compare(before, after, html=False) == 1
    assert "- more.html" in capsys.readouterr().out
    assert compare(tmp_path / "none", tmp_path / "none", html=False) == 1


def test_what_changes_at_each_answer_is_not_saved():
    key = "0b5a1c1e-0000-4000-8000-000000000001"
    page = '<script nonce="{0}"></script><input name="csrfmiddlewaretoken" value="{0}">{1} 07:0{2}'
    assert settled(page.format("a", key, 1)) == settled(page.format("b", key.replace("5", "6"), 2))
