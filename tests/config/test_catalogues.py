"""Our own words: all of them in English too, and none written in English first."""

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext, override

TOOL = Path(settings.BASE_DIR) / "tools" / "messages"
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")
ENGLISH = Path(settings.BASE_DIR) / CATALOGUE
CATALOGUES = sorted(Path(settings.BASE_DIR).glob("locale/*/LC_MESSAGES/*.po"))
# It names nobody and no date.
HEADER = {
    "Project-Id-Version": "to-so",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*[\d.]*[a-zA-Z]|%%")
TAG = re.compile(r"</?\w+[^>]*>")
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE
)
LETTER = re.compile(r"[^\W\d_]")
# Vietnamese words that happen to carry no mark, and names; nothing else may look like English.
UNMARKED = {
    *("Con", "In A4", "Nam", "TT", "Trang", "Trang /", "VNeID", "Xong", "Zalo", "nay", "sinh"),
    *("Sai", "Sau", "Cha", "In", "T2|T3|T4|T5|T6|T7|CN"),
    *(
        ", sinh",
        "Ghi",
        "Ghi danh",
        "Giao cho",
        "Gom theo",
        "In ,",
        "Loa",
        "UBND",
        "Xem",
        "ghi",
        "qua",
        "theo",
    ),
    *("ghi.", "ngay", "sau", "Xong trong", "trang “”", ", trang “”", "STT", "Trang &P/&N", "T"),
    ":  (/ , ), nay  (/ , ).",
}
SIGN_IN = "/dang-nhap/"


def entries():
    return polib.pofile(str(ENGLISH))


def english_of(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def signs(pattern, text):
    return Counter(pattern.findall(text))


def wordings(entries):
    return {(e.msgctxt, e.msgid): e.msgstr_plural or e.msgstr for e in entries}


def run_tool(*arguments, root, path=os.environ["PATH"]):
    """Run the tool in a project; return its exit code and what it lists."""
    env = {"PATH": path, "TOSO_ROOT": str(root)}
    command = [shutil.which("sh"), str(TOOL), *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def gettext_tools():
    if shutil.which("xgettext"):
        return
    reason = "GNU gettext is not installed: message ids cannot be read"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def test_every_message_is_translated():
    assert len(entries()) > 500
    assert [e.msgid for e in entries() if e.obsolete or e.fuzzy or not e.translated()] == []


def test_the_header_names_nobody_and_no_date():
    assert entries().metadata == HEADER


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
        if edges(english) != edges(entry.msgid) and entry.msgid not in {"TT", "STT"}
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
    written, compiled = polib.pofile(str(path)), polib.mofile(str(path.with_suffix(".mo")))
    assert wordings(written.translated_entries()) == wordings(compiled)
    assert written.metadata == compiled.metadata


def test_only_english_holds_our_own_messages():
    ours = {entry.msgid for entry in entries()}
    others = [path for path in CATALOGUES if path != ENGLISH]
    assert others
    assert [e.msgid for path in others for e in polib.pofile(str(path)) if e.msgid in ours] == []


@pytest.mark.long  # a step of tools/check, too
@pytest.mark.usefixtures("gettext_tools")
def test_no_word_of_the_sources_is_missing_from_the_catalogue():
    assert run_tool("check", root=settings.BASE_DIR)[:2] == (0, "")


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
    (tmp_path / CATALOGUE).parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = HEADER
    catalogue.save(str(tmp_path / CATALOGUE))
    assert run_tool(root=tmp_path)[0] == 0
    return tmp_path


def translate(house, english, **more):
    path = house / CATALOGUE
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "one", 1: "many"}
        elif entry.msgid in english:
            entry.msgstr, entry.flags = english[entry.msgid], more.get("flags", [])
    catalogue.save(str(path))


@pytest.mark.usefixtures("gettext_tools")
class TestTool:
    def test_a_word_without_a_translation_is_listed(self, house):
        code, told, _ = run_tool("check", root=house)
        assert code == 1
        assert re.findall('msgid "(.+)"', told) == ["%(n)s hộ", "Lưu", "Tìm"]

    def test_translations_stay_and_words_that_are_gone_are_dropped(self, house):
        translate(house, {"Lưu": "Save", "Tìm": "Search"})
        (house / "pages.py").write_text('print(_("Lưu"), _("Xem"))\n', encoding="utf-8")
        code, told, _ = run_tool("check", root=house)
        assert code == 1
        assert re.findall('^([<>]) msgid "(.+)"', told, re.MULTILINE) == [
            ("<", "Tìm"),
            (">", "Xem"),
        ]
        assert f"not compiled: {CATALOGUE}" in told
        run_tool(root=house)
        text = (house / CATALOGUE).read_text(encoding="utf-8")
        assert 'msgid "Lưu"\nmsgstr "Save"' in text
        assert [word for word in ("Tìm", "#:", "Date", "Thử") if word in text] == []

    def test_what_is_complete_passes_and_is_the_same_the_second_time(self, house):
        translate(house, {"Lưu": "Save", "Tìm": "Search"})
        run_tool(root=house)
        assert run_tool("check", root=house)[:2] == (0, "")
        files = sorted((house / "locale").rglob("django.*"))
        before = [path.read_bytes() for path in files]
        run_tool(root=house)
        assert [path.read_bytes() for path in files] == before
        assert [path.suffix for path in files] == [".mo", ".po"]

    def test_a_guess_is_never_taken_for_a_translation(self, house):
        translate(house, {"Lưu": "Store", "Tìm": "Search"}, flags=["fuzzy"])
        run_tool(root=house)
        code, told, _ = run_tool("check", root=house)
        assert (code, re.findall('msgid "(.+)"', told)) == (1, ["Lưu", "Tìm"])

    def test_a_catalogue_that_cannot_be_read_is_left_alone(self, house):
        (house / CATALOGUE).write_text('msgid "Lưu', encoding="utf-8")
        assert run_tool(root=house)[0] == 1
        assert (house / CATALOGUE).read_text(encoding="utf-8") == 'msgid "Lưu'


def test_without_gettext_the_tool_says_so(tmp_path):
    (tmp_path / "dirname").symlink_to(shutil.which("dirname"))
    code, _, told = run_tool("check", root=tmp_path, path=str(tmp_path))
    assert code == 1
    assert "xgettext is missing" in told


def test_no_word_names_who_reads():
    """The system does not know whether they are older or younger; a sentence does without."""
    said = re.compile(r"\banh,? chị\b|\bquý vị\b|\bbạn\b", re.IGNORECASE)
    assert [e.msgid for e in entries() if said.search(e.msgid)] == []
