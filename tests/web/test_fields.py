"""A day is typed as people write it; numbers and files are asked for in the page's language."""

import importlib
import re
from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone, translation

from areas.dated import DoneDay
from areas.models import Area
from config.templatetags.toso import day_filter, day_input
from tests.test_consistency import ROOT, SOURCES, TEMPLATES
from web.fields import (
    NO_DAY,
    NOT_IN_CALENDAR,
    NOT_THAT_YEAR,
    SHORT_YEAR,
    DayField,
    FileInput,
    NumberField,
    SeveralField,
    WholeNumberField,
    day_asked,
)

FIFTH = date(2026, 11, 5)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "typed",
    ["05/11/2026", "5/11/2026", "05112026", "05-11-2026", "5.11.2026", " 5 11 2026 ", "2026-11-05"],
)
def test_a_day_is_read_as_people_write_it(language, typed):
    with translation.override(language):
        assert DayField().clean(typed) == FIFTH


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hôm qua", NO_DAY),
        ("5/11", NO_DAY),
        ("511026", NO_DAY),
        ("5112026", NO_DAY),
        ("5/11/26", SHORT_YEAR),
        ("31/02/2026", NOT_IN_CALENDAR),
        ("11/25/2026", NOT_IN_CALENDAR),
        ("2026-02-30", NOT_IN_CALENDAR),
        ("00/00/0000", NOT_IN_CALENDAR),
        ("01/01/0001", NOT_THAT_YEAR),
        ("05/11/0026", NOT_THAT_YEAR),
        ("31/12/9999", NOT_THAT_YEAR),
        ("9999-12-31", NOT_THAT_YEAR),
        ("٠٥/11/2026", NO_DAY),
        ("5\x00/11/2026", NO_DAY),
    ],
)
def test_what_is_no_day_is_refused_in_words_that_say_how_to_write_it(typed, said):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.messages == [str(said)]


def test_a_day_that_is_left_blank_is_none_or_asked_for():
    assert DayField(required=False).clean("") is None
    with pytest.raises(ValidationError, match="Không để trống"):
        DayField().clean("")


@pytest.mark.parametrize("asked", [None, "", "x", "31/02/2026", "31/12/9999", "0001-01-01"])
def test_an_address_without_a_day_asks_for_none(asked):
    assert day_asked(asked) is None


class DayForm(forms.Form):
    day = DayField()
    done = DoneDay(required=False)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("day", [FIFTH, "2026-11-05", "5/11/2026"])
def test_a_day_is_shown_day_first(language, day):
    with translation.override(language):
        page = str(DayForm(initial={"day": day})["day"])
    assert 'type="text"' in page
    assert 'value="05/11/2026"' in page
    assert 'inputmode="numeric"' in page
    assert 'autocomplete="off"' in page


def test_what_is_no_day_is_shown_as_it_was_typed():
    assert 'value="31/02/2026"' in str(DayForm({"day": "31/02/2026"})["day"])


def test_the_calendar_is_told_which_days_may_be_chosen():
    form = DayForm()
    assert f'data-today="{timezone.localdate().isoformat()}"' in str(form["day"])
    assert "data-past" not in str(form["day"])
    assert "data-past" in str(form["done"])


def test_a_day_done_is_today_at_the_latest():
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert DoneDay(required=False).clean("") == timezone.localdate()
    with pytest.raises(ValidationError):
        DoneDay().clean(f"{tomorrow:%d/%m/%Y}")


def asking(**days):
    return {"request": RequestFactory().get("/", days)}


def test_a_filter_draws_the_same_field():
    page = day_filter(asking(tu="2026-11-05"), "tu", FIFTH, "mau-tu")
    assert page == day_input("tu", FIFTH, "mau-tu")
    assert 'name="tu"' in page
    assert 'id="mau-tu"' in page
    assert 'value="05/11/2026"' in page
    assert "value=" not in day_filter(asking(), "tu", None)


def test_a_filter_says_at_the_field_what_is_wrong_with_a_day():
    page = day_filter(asking(tu="5/11/26"), "tu", FIFTH)
    assert 'id="tu-e"' in page
    assert str(SHORT_YEAR) in page
    assert 'aria-invalid="true" aria-describedby="tu-e"' in page
    assert 'value="5/11/26"' in page


def test_a_file_is_chosen_by_a_button_in_the_language_of_the_page():
    assert "Chọn tệp" in FileInput().render("file", None)
    with translation.override("en"):
        assert "Choose a file" in FileInput().render("file", None)


# No page draws these: scripts and hidden fields send them.
SENT_BY_SCRIPT = {
    "CellForm.resident",
    "PasteForm.first",
    "MendForm.row",
    "OperationForm.author",
    "OperationForm.on",
    "RefusalForm.until",
    "SessionForm.team",
}


def forms_of(kind):
    """Yield all forms."""
    for one in kind.__subclasses__():
        yield from forms_of(one)
        if (ROOT / one.__module__.split(".")[0]).is_dir():
            yield one


def test_no_field_of_a_page_speaks_the_language_of_the_browser():
    for path in SOURCES:
        if "forms" in {path.stem, path.parent.name}:
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    native = (forms.NumberInput, forms.EmailInput, forms.URLInput, forms.DateInput)
    found = [
        f"{form.__qualname__}.{name}"
        for form in forms_of(forms.BaseForm)
        if not issubclass(form, forms.BaseModelForm)
        for name, field in form.base_fields.items()
        if isinstance(field.widget, native) and not field.widget.is_hidden
    ]
    assert {one for one in found if one not in SENT_BY_SCRIPT} == set()


# A year, and the numbers of houses: names, which nobody writes with separators.
_NAMES = {"birth_year", "tu", "den"}


def test_a_number_that_is_typed_is_read_as_it_is_written_everywhere():
    """Django's own field takes "1.000" for 1 where it is not told of separators."""
    test_no_field_of_a_page_speaks_the_language_of_the_browser()
    found = {
        f"{form.__qualname__}.{name}"
        for form in forms_of(forms.BaseForm)
        if not issubclass(form, forms.BaseModelForm)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.IntegerField)
        and isinstance(field.widget, forms.TextInput)
        and not isinstance(field, NumberField | WholeNumberField)
        and not field.widget.is_hidden
        and name not in _NAMES
    }
    assert {one for one in found if one not in SENT_BY_SCRIPT} == set()
    with translation.override("vi"):
        form = importlib.import_module("teams.activities.forms").SessionFacts(
            {"people": "1.000", "title": "Buổi"}
        )
        assert form.is_valid(), form.errors
        assert form.said["people"] == 1000


def test_no_template_draws_a_field_of_the_browser():
    kinds = "date|month|week|time|datetime-local|number|email|url|file"
    for path in TEMPLATES:
        if "admin" not in path.parts:
            # A file's own button that lies unseen in a label of ours says nothing.
            text = path.read_text().replace('class="vh" type="file"', "")
            assert re.findall(rf'type="?(?:{kinds})\b', text) == [], path


def test_no_form_is_checked_by_the_browser_in_its_own_language():
    for path in TEMPLATES:
        assert re.findall(r"<form\b(?![^<]*\bnovalidate\b)", path.read_text()) == [], path


WRITTEN = {
    "vi": {
        "1.500": 1500,
        "150.000,25": 150000.25,
        "12,5": 12.5,
        "12.5": 12.5,
        "1500": 1500,
        "-1.500": -1500,
        "1 500": 1500,
        "1\u00a0500\u202f000": 1500000,
        "1 500,25": 1500.25,
    },
    "en": {"1,500": 1500, "1 500.25": 1500.25, "150,000.25": 150000.25, "12.5": 12.5, "1500": 1500},
}
MISWRITTEN = {
    "vi": [
        "1.50.000",
        "1.545.2",
        "0.125",
        "1545.200",
        "1.5,2",
        "1,5.5",
        "15.000.00",
        "1..500",
        ".500",
        "1 50",
        "1\t500",
        "1  500",
        "0 500",
        "1500 000",
        "1 500.000",
        "1 500 00,5",
    ],
    "en": ["1 50", "1 500,000", "1,50,000", "1,5", "0,125", "1545,200", "1.5,500"],
}


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "15,000"), ("vi", "15.00"), ("vi", "2,0"), ("en", "15.000"), ("en", "2.0")],
)
def test_a_whole_number_has_no_part(language, said):
    """Fifteen thousand as Excel writes it in English would be 15 here, which Django finds whole."""
    with translation.override(language), pytest.raises(ValidationError):
        WholeNumberField().clean(said)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_number_is_read_as_the_page_writes_it(language):
    with translation.override(language):
        for said, number in WRITTEN[language].items():
            assert float(NumberField(decimal_places=2).clean(said)) == number
        assert NumberField(required=False).clean("") is None
        assert WholeNumberField().clean(next(iter(WRITTEN[language]))) == 1500


@pytest.mark.parametrize("field", [NumberField, WholeNumberField])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_number_whose_separators_stand_elsewhere_is_refused_not_guessed(field, language):
    """Django leaves all of them out: "1.50.000", of a hand that slipped, would be 150000."""
    said = {"vi": "ví dụ 1.500.000", "en": "1,500,000"}[language]
    with translation.override(language):
        for written in MISWRITTEN[language]:
            with pytest.raises(ValidationError) as refused:
                field().clean(written)
            assert said in " ".join(refused.value.messages), written


@pytest.mark.parametrize("field", [NumberField, WholeNumberField])
@pytest.mark.parametrize(
    "said", ["1e3", "1E3", "1,5e2", "1_000", "１２", "٣", "NaN", "12 hộ", "5%"]
)
def test_what_only_a_program_calls_a_number_is_none(field, said):
    """Python reads "1e3" as a thousand, and digits of every script."""
    with pytest.raises(ValidationError, match="Nhập một số"):
        field().clean(said)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["9" * 30, "x", "-1", "²"])
def test_of_several_rows_a_key_that_is_none_is_refused_in_words(key):
    field = SeveralField(queryset=Area.unscoped.all())
    with pytest.raises(ValidationError) as refused:
        field.clean([key])
    assert refused.value.code == "invalid_pk_value"


def test_several_rows_are_chosen_by_our_field_alone():
    """Django's own asks the database for a number of any length, which no database takes."""
    named = [named for named in SOURCES if "ModelMultipleChoiceField" in named.read_text()]
    assert named == [ROOT / "web" / "fields.py"]
