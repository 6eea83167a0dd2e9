"""Django's own words appear in Vietnamese: nothing of it is left in English."""

import datetime
import json
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.conf import global_settings, settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.utils import timesince, translation
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from django.views.i18n import JSONCatalog

DJANGO = Path(django.__file__).parent
OWN = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES"
LANGUAGE_NAMES = {name for _, name in global_settings.LANGUAGES}

# The same in both languages: signs, units, proper names and words that Vietnamese borrows.
SAME_IN_BOTH = {
    *("…", ", ", ":", ":?.!", "IPv4", "IPv6", "Email", "Humanize"),
    *("%(truncated_text)s…", "%(size)d byte", "%s KB", "%s MB", "%s GB", "%s TB", "%s PB"),
    "%(class_name)s %(instance)s",
}
UNWANTED = ["vui lòng", "!", "bạn", "chúng tôi", "Xoá", "xoá", "uỷ", "tập tin", "kí tự"]


def source(app, domain="django"):
    path = DJANGO / app / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    return [entry for entry in polib.pofile(str(path)) if entry.msgid not in LANGUAGE_NAMES]


def messages(entries):
    return {(one.msgctxt, one.msgid): one.msgstr_plural or one.msgstr for one in entries}


def in_vietnamese(entry):
    """Translate the entry as Django does at run time."""
    with translation.override("vi"):
        if entry.msgid_plural and entry.msgctxt:
            return npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, 2)
        if entry.msgid_plural:
            return ngettext(entry.msgid, entry.msgid_plural, 2)
        if entry.msgctxt:
            return pgettext(entry.msgctxt, entry.msgid)
        return gettext(entry.msgid)


@pytest.mark.parametrize("app", ["conf", "contrib/auth", "contrib/admin"])
def test_every_message_of_django_is_translated(app):
    entries = source(app)
    left = [
        entry.msgid
        for entry in entries
        if entry.msgid not in SAME_IN_BOTH
        and in_vietnamese(entry) in {entry.msgid, entry.msgid_plural}
    ]
    assert len(entries) > 50
    assert left == []


@pytest.mark.parametrize("app", ["conf", "contrib/auth", "contrib/admin"])
@pytest.mark.parametrize("word", UNWANTED)
def test_no_message_of_django_speaks_against_the_style(app, word):
    shown = [in_vietnamese(entry) for entry in source(app) if entry.msgid not in SAME_IN_BOTH]
    assert [text for text in shown if word in text] == []


def test_every_message_of_the_admin_scripts_is_translated(rf):
    with translation.override("vi"):
        answer = JSONCatalog.as_view(packages=["django.contrib.admin"])(rf.get("/"))
    shown = json.loads(answer.content)["catalog"]
    keys = [
        f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        for entry in source("contrib/admin", "djangojs")
    ]
    assert [key for key in keys if shown.get(key, key) == key] == []
    assert [key for key in keys for word in UNWANTED if word in str(shown[key])] == []
    assert shown["%s selected option not visible"] == ["%s mục đã chọn đang bị ẩn"]


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_catalogue_is_the_written_one(domain):
    """The .mo is committed, because gettext's compiler is not on every machine."""
    written = polib.pofile(str(OWN / f"{domain}.po"))
    compiled = polib.mofile(str(OWN / f"{domain}.mo"))
    assert messages(written.translated_entries()) == messages(compiled)
    assert written.untranslated_entries() == written.fuzzy_entries() == []
    assert written.metadata["Plural-Forms"] == "nplurals=1; plural=0;"


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("- Select an option -", "- Chọn một mục -"),
        ("Run", "Thực hiện"),
        ("Skip to main content", "Đến nội dung chính"),
        ("Password reset unsuccessful", "Chưa đặt lại được mật khẩu"),
        ("log entry", "mục nhật ký"),
        ("Forbidden", "Không được phép"),
        ("Enter a whole number.", "Nhập một số nguyên."),
        ("This account is inactive.", "Tài khoản này đã ngừng. Liên hệ quản trị viên để mở lại."),
    ],
)
def test_a_word_of_django_reads(english, vietnamese):
    with translation.override("vi"):
        assert gettext(english) == vietnamese


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.CharField(), "", "Không để trống mục này."),
        (forms.IntegerField(), "1,5", "Nhập một số nguyên."),
        (forms.IntegerField(max_value=20), "21", "Nhập giá trị không quá 20."),
        (forms.CharField(min_length=3), "An", "Nhập ít nhất 3 ký tự (hiện có 2)."),
        (forms.DateField(), "31/02/2026", "Nhập một ngày có thật, ví dụ 03/04/2026."),
        (forms.EmailField(), "a@", "Nhập một địa chỉ email hợp lệ."),
        (
            forms.ChoiceField(choices=[("1", "Một")]),
            "9",
            "9 không có trong danh sách. Chọn lại.",
        ),
    ],
)
def test_a_wrong_answer_is_told_what_to_do(field, typed, said):
    with translation.override("vi"), pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [said]


def test_a_short_password_is_told_the_length():
    with translation.override("vi"), pytest.raises(ValidationError) as refused:
        MinimumLengthValidator(12).validate("ngan")
    assert refused.value.messages == ["Mật khẩu quá ngắn. Nhập ít nhất 12 ký tự."]


def test_a_missing_page_is_told():
    with translation.override("vi"):
        assert str(Paginator([], 10).error_messages["no_results"]) == "Trang này không có kết quả"


def test_a_span_of_time_is_counted_in_vietnamese():
    with translation.override("vi"):
        start = datetime.date(2026, 1, 1)
        end = datetime.date(2026, 1, 9)
        assert timesince.timesince(start, end) == "1\u00a0tuần, 1\u00a0ngày"


def test_english_stays_english():
    with translation.override("en"):
        assert gettext("This field is required.") == "This field is required."
