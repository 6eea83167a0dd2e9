"""Dates and numbers are read and written the Vietnamese way, in either language."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import formats, translation

LANGUAGES = ["vi", "en"]
THIRD_OF_APRIL = datetime.date(2026, 4, 3)
MOMENT = datetime.datetime(2026, 4, 3, 7, 5)  # noqa: DTZ001 - a format has no time zone


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "typed",
    ["03/04/2026", "3/4/2026", "03-04-2026", "3-4-2026", "3.4.2026", "2026-04-03"],
)
def test_the_day_comes_first_in_both_languages(language, typed):
    with translation.override(language):
        assert forms.DateField().clean(typed) == THIRD_OF_APRIL


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_25th_is_a_day_and_never_a_month(language):
    with translation.override(language):
        assert forms.DateField().clean("25/12/2026") == datetime.date(2026, 12, 25)
        with pytest.raises(ValidationError):
            forms.DateField().clean("12/25/2026")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["03/04/2026 07:05", "2026-04-03 07:05:00", "2026-04-03T07:05"])
def test_a_moment_is_read_day_first_or_as_a_browser_sends_it(language, typed, settings):
    settings.USE_TZ = False
    with translation.override(language):
        assert forms.DateTimeField().clean(typed) == MOMENT


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_field_shows_a_date_that_it_would_read_back(language):
    with translation.override(language):
        shown = forms.DateInput().format_value(THIRD_OF_APRIL)
        assert shown == "03/04/2026"
        assert forms.DateField().clean(shown) == THIRD_OF_APRIL


@pytest.mark.parametrize(
    ("language", "name", "shown"),
    [
        ("vi", "DATE_FORMAT", "03/04/2026"),
        ("vi", "SHORT_DATE_FORMAT", "03/04/2026"),
        ("vi", "DATETIME_FORMAT", "07:05 03/04/2026"),
        ("vi", "TIME_FORMAT", "07:05"),
        ("vi", "YEAR_MONTH_FORMAT", "tháng 4/2026"),
        ("vi", "MONTH_DAY_FORMAT", "03/04"),
        ("en", "DATE_FORMAT", "3 Apr 2026"),
        ("en", "SHORT_DATE_FORMAT", "03/04/2026"),
        ("en", "DATETIME_FORMAT", "3 Apr 2026, 07:05"),
        ("en", "TIME_FORMAT", "07:05"),
        ("en", "YEAR_MONTH_FORMAT", "April 2026"),
        ("en", "MONTH_DAY_FORMAT", "3 Apr"),
    ],
)
def test_a_date_is_written(language, name, shown):
    with translation.override(language):
        assert render(f'{{{{ moment|date:"{name}" }}}}', moment=MOMENT) == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_week_starts_on_monday(language):
    with translation.override(language):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize(
    ("language", "number", "shown"),
    [
        ("vi", 1234567, "1.234.567"),
        ("vi", 999, "999"),
        ("vi", Decimal("61.5"), "61,5"),
        ("vi", -1234.5, "-1.234,5"),
        ("en", 1234567, "1,234,567"),
        ("en", Decimal("61.5"), "61.5"),
    ],
)
def test_a_number_is_written(language, number, shown):
    with translation.override(language):
        assert formats.number_format(number) == shown
        assert render("{{ number }}", number=number) == shown


def test_a_share_is_written_with_a_decimal_comma():
    with translation.override("vi"):
        assert render("{{ share|floatformat:1 }}%", share=61.5) == "61,5%"
        assert render('{{ count|floatformat:"0g" }}', count=1234567) == "1.234.567"


def test_a_number_for_a_script_stays_plain():
    with translation.override("vi"):
        assert render("{% load l10n %}{{ count|unlocalize }}", count=1234567) == "1234567"
