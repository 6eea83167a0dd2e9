"""The house's own words: all of them in English too, and none written in English first."""

import os
import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext, override

from tools import messages

ENGLISH = Path(settings.BASE_DIR) / messages.CATALOGUE
CATALOGUES = messages.catalogues(Path(settings.BASE_DIR))

PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*[\d.]*[a-zA-Z]|%%")
TAG = re.compile(r"</?\w+[^>]*>")
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE
)
LETTER = re.compile(r"[^\W\d_]")
# Vietnamese words that happen to carry no mark, and names; nothing else may look like English.
UNMARKED = {
    *("Con", "In A4", "Nam", "TT", "Trang", "Trang /", "VNeID", "Xong", "Zalo", "nay", "sinh"),
    *("Sai", "Sau"),
    *(", sinh", "Ghi", "Ghi danh", "Gom theo", "In ,", "Loa", "UBND", "Xem", "ghi", "qua", "theo"),
    ":  (/ , ), nay  (/ , ).",
}
SIGN_IN = "/dang-nhap/"


def entries():
    return polib.pofile(str(ENGLISH))


def english_of(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def signs(pattern, text):
    return Counter(pattern.findall(text))


@pytest.fixture
def gettext_tools():
    if messages.has_gettext():
        return
    reason = "GNU gettext is not installed: message ids cannot be read"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def test_every_message_is_translated():
    assert len(entries()) > 500
    assert list(messages.undone(entries())) == []


def test_the_header_names_nobody_and_no_date():
    assert entries().metadata == messages.HEADER


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_a_translation_keeps_what_the_program_fills_in(pattern):
    wrong = [
        (entry.msgid, english)
        for entry in entries()
        for english in english_of(entry)
        if signs(pattern, english) != signs(pattern, entry.msgid)
    ]
    assert wrong == []


def test_a_translation_begins_and_ends_as_its_message():
    def edges(text):
        return text[:1].isspace(), text[-1:].isspace(), text.endswith((".", ":"))

    # "TT" is short for "number" in a table head, and so is "No.".
    wrong = [
        (entry.msgid, english)
        for entry in entries()
        for english in english_of(entry)
        if edges(english) != edges(entry.msgid) and entry.msgid != "TT"
    ]
    assert wrong == []


def test_a_count_has_one_vietnamese_form_and_two_english_ones():
    counted = [entry for entry in entries() if entry.msgid_plural]
    assert counted
    assert [e.msgid for e in counted if e.msgid_plural != e.msgid] == []
    assert [e.msgid for e in counted if len(set(e.msgstr_plural.values())) != 2] == []


def test_messages_are_written_in_vietnamese():
    bare = [TAG.sub("", PLACEHOLDER.sub("", entry.msgid)).strip() for entry in entries()]
    foreign = [text for text in bare if LETTER.search(text) and not VIETNAMESE.search(text)]
    assert [text for text in foreign if text not in UNMARKED] == []


def test_translations_are_written_in_english():
    """Names and examples keep their marks; a whole Vietnamese sentence would be a slip."""
    same = {e.msgid for e in entries() if e.msgid in english_of(e) and LETTER.search(e.msgid)}
    assert {text for text in same if LETTER.search(PLACEHOLDER.sub("", text))} <= {"Tổ số", "Zalo"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_the_compiled_catalogue_is_the_written_one(path):
    assert messages.is_compiled(path)


def test_only_english_holds_our_own_messages():
    ours = {entry.msgid for entry in entries()}
    others = [path for path in CATALOGUES if path != ENGLISH]
    assert others
    assert [e.msgid for path in others for e in polib.pofile(str(path)) if e.msgid in ours] == []


@pytest.mark.usefixtures("gettext_tools")
def test_no_word_of_the_sources_is_missing_from_the_catalogue():
    assert messages.problems(Path(settings.BASE_DIR)) == []


def test_a_count_reads_right_in_both_languages():
    with override("en"):
        one, many = (ngettext("%(n)s hộ", "%(n)s hộ", n) % {"n": n} for n in (1, 2))
    assert (one, many) == ("1 household", "2 households")
    with override("vi"):
        assert ngettext("%(n)s hộ", "%(n)s hộ", 1) % {"n": 1} == "1 hộ"


def test_an_unknown_message_is_left_alone_in_english():
    with override("en"):
        assert gettext("Câu này chưa có trong danh mục") == "Câu này chưa có trong danh mục"


@pytest.fixture
def reader(client, db, settings):
    """Somebody at a browser, before signing in."""
    settings.WHITENOISE_AUTOREFRESH = True  # no collected static files are needed
    return client


def test_the_pages_switch_to_english_and_back(reader):
    done = reader.post("/ngon-ngu/", {"language": "en", "next": SIGN_IN})
    assert (done.status_code, done["Location"]) == (302, SIGN_IN)
    page = reader.get(SIGN_IN)
    assert 'lang="en"' in page.text
    assert "<h1>Sign in</h1>" in page.text
    assert page["Content-Language"] == "en"

    reader.post("/ngon-ngu/", {"language": "vi", "next": SIGN_IN})
    assert "<h1>Đăng nhập</h1>" in reader.get(SIGN_IN).text


def test_a_browser_set_to_english_still_reads_vietnamese(reader):
    page = reader.get(SIGN_IN, headers={"accept-language": "en"})
    assert '<html lang="vi">' in page.text
    assert "<h1>Đăng nhập</h1>" in page.text


@pytest.mark.parametrize(("language", "word"), [("vi", "Về trang đầu"), ("en", "Go to the first")])
def test_the_page_of_a_fault_names_the_language_it_speaks(language, word):
    with override(language):
        page = render_to_string("500.html")
    assert f'<html lang="{language}">' in page
    assert word in page


def test_a_word_of_the_forms_is_one_and_under_a_number_many():
    """A "hộ" is a label, and the unit under a count: one entry of the catalogue serves both."""
    with override("en"):
        assert (gettext("hộ"), ngettext("hộ", "hộ", 2)) == ("household", "households")


@pytest.fixture
def house(tmp_path):
    """A small project of two files, its catalogue written once."""
    (tmp_path / "pages.py").write_text('print(_("Lưu"), _("Tìm"))\n', encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}{% blocktranslate count n=n %}{{ n }} hộ{% plural %}{{ n }} hộ"
        "{% endblocktranslate %}",
        encoding="utf-8",
    )
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text('_("Thử")\n', encoding="utf-8")
    messages.update(tmp_path)
    return tmp_path


def translate(house, wordings):
    path = house / messages.CATALOGUE
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        if entry.msgid in wordings:
            entry.msgstr = wordings[entry.msgid]
    catalogue.save(str(path))


@pytest.mark.usefixtures("gettext_tools")
class TestTool:
    def test_it_lists_what_a_person_has_to_write(self, house, capsys):
        assert messages.main(["--check"], root=house) == 1
        said = capsys.readouterr().out.splitlines()
        assert said == [f"not translated: {text}" for text in ("%(n)s hộ", "Lưu", "Tìm")]

    def test_it_keeps_translations_and_drops_what_is_gone(self, house):
        translate(house, {"Lưu": "Save", "Tìm": "Search"})
        (house / "pages.py").write_text('print(_("Lưu"), _("Xem"))\n', encoding="utf-8")
        assert [line for line in messages.problems(house) if "hộ" not in line] == [
            "not in the catalogue: Xem",
            "no longer used: Tìm",
            f"not compiled: {messages.CATALOGUE}",
        ]
        messages.update(house)
        text = (house / messages.CATALOGUE).read_text(encoding="utf-8")
        assert 'msgid "Lưu"\nmsgstr "Save"' in text
        assert "Tìm" not in text
        assert "#:" not in text
        assert "Date" not in text

    def test_it_changes_nothing_the_second_time(self, house):
        files = sorted((house / "locale").rglob("django.*"))
        before = [path.read_bytes() for path in files]
        messages.update(house)
        assert [path.read_bytes() for path in files] == before
        assert [path.suffix for path in files] == [".mo", ".po"]

    def test_it_never_takes_a_guess_for_a_translation(self, house):
        path = house / messages.CATALOGUE
        catalogue = polib.pofile(str(path))
        entry = catalogue.find("Lưu")
        entry.msgstr, entry.flags = "Store", ["fuzzy"]
        catalogue.save(str(path))
        messages.update(house)
        assert "fuzzy: Lưu" in messages.problems(house)


def test_without_gettext_the_check_says_so(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(messages.shutil, "which", lambda name: None)
    assert messages.main(["--check"], root=tmp_path) == 1
    assert "xgettext is missing" in capsys.readouterr().err
