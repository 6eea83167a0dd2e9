"""A form that was sent is answered in one way: done, with a word on the next page, or refused beside the field."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from web.answers import done, is_sent, refusals_on


class NameForm(forms.Form):
    name = forms.CharField()


class Late(ValueError):
    """A refusal that is one of another kind."""


REFUSALS = {Late: ("name", "Đã muộn."), ValueError: (None, "Không được.")}


def filled_in():
    form = NameForm({"name": "Lan"})
    assert form.is_valid()
    return form


@pytest.mark.parametrize(
    ("method", "data", "expected"),
    [("post", {"name": "Lan"}, True), ("post", {}, False), ("get", {"name": "Lan"}, False)],
)
def test_a_form_is_sent_when_it_was_posted_and_may_come_in(method, data, expected):
    request = getattr(RequestFactory(), method)("/", data)
    assert is_sent(request, NameForm(data)) is expected


@pytest.mark.parametrize(
    ("refusal", "errors"),
    [(Late(), {"name": ["Đã muộn."]}), (ValueError(), {"__all__": ["Không được."]})],
)
def test_the_first_refusal_that_fits_is_said_on_the_form(refusal, errors):
    form = filled_in()
    with refusals_on(form, REFUSALS):
        raise refusal
    assert form.errors == errors


def test_what_is_no_refusal_is_raised():
    form = filled_in()
    with pytest.raises(KeyError), refusals_on(form, REFUSALS):
        raise KeyError
    assert form.errors == {}


def test_done_leads_on_with_its_words():
    request = RequestFactory().post("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    response = done(request, "Đã lưu.", "teams:detail", 7)
    assert (response.status_code, response["Location"]) == (302, "/to/7/")
    assert [str(message) for message in get_messages(request)] == ["Đã lưu."]
